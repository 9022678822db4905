/* What each row of a role decides, and how rows are known by their names. */
#include "base/text.h"
#include "rules/model/name.h"
#include "tests/unit/connectwise.h"
#include "tests/unit/connectwise_tenant.h"

#define TICKETS "Service Desk/Service Tickets"

static struct cw_scan t;

static void
begin(void)
{
    cw_begin(&t);
}

static void
end(void)
{
    cw_end(&t);
}

START_TEST(table)
{
    cw_run(&t, NULL);
    ck_assert_uint_eq(cw_count(&t, VERDICT_FAIL), 0);
    cw_ck(&t, "service-desk.service-tickets.inquire", "pass granted confirmed");
    cw_ck(&t, "service-desk.service-tickets.add", "pass granted declared");
    cw_ck(&t, "api-member.login", "pass granted declared");
    cw_ck(&t, "api-member.api-only", "pass granted declared");
    cw_ck(&t, "api.callbacks.create", "unknown needs-attestation none");
    cw_ck(&t, "project.tickets.edit", "skip option-off none");
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, 0);
    ck_assert_uint_eq(t.scan.sent, 10);
    ck_assert_uint_le(t.fake.most, SCAN_REFUSED_MOST);
}
END_TEST

START_TEST(my_says_what_it_means)
{
    cw_row(&t, TICKETS)->level[CW_INQUIRE] = "\"My\"";
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.service-tickets.inquire",
          "fail restricted confirmed");
    ck_assert_str_eq(
        cw_finding(&t, "service-desk.service-tickets.inquire")->detail,
        "Service Tickets: Inquire is 'My', so some service tickets cannot be "
        "seen; the table asks for All. My covers only what belongs to the API "
        "member itself, or to its team; an API member owns nothing and is in "
        "no team unless somebody put it there, so My is worth next to nothing "
        "for it.");
}
END_TEST

START_TEST(reads_contradict)
{
    static const struct fake_reply denied[] = {
        {.match = "service/tickets",
         .status = 403,
         .body =
             "{\"code\":\"Security\",\"message\":\"You do not have security "
             "permission to perform this action.\",\"errors\":null}"},
        {.match = "company/contacts", .body = "[]"},
        {.match = "company/companies", .status = 503},
        {.match = "system/members", .status = 400, .body = "{\"code\":\"x\"}"},
        {0}};

    cw_run(&t, denied);
    cw_ck(&t, "service-desk.service-tickets.inquire", "unknown conflict none");
    cw_ck(&t, "companies.contacts.inquire", "pass granted declared");
    cw_ck(&t, "companies.company-maintenance.inquire", "pass granted declared");
    cw_ck(&t, "system.member-maintenance.inquire", "unknown api-error none");
}
END_TEST

START_TEST(none_and_a_row_contradict)
{
    cw_row(&t, TICKETS)->level[CW_INQUIRE] = "\"None\"";
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.service-tickets.inquire", "unknown conflict none");
}
END_TEST

/* A 403 in other words is none of the role's. */
START_TEST(other_words_are_no_denial)
{
    static const struct fake_reply odd[] = {
        {.match = "service/tickets",
         .status = 403,
         .body = "{\"code\":\"Security\",\"message\":\"No.\"}"},
        {.match = "company/contacts",
         .status = 403,
         .body = "{\"code\":\"Other\",\"message\":\"You do not have security "
                 "permission to perform this action.\"}"},
        {.match = "company/companies",
         .status = 403,
         .body = "<html>no</html>"},
        {.match = "system/members", .status = 404},
        {0}};

    cw_run(&t, odd);
    cw_ck(&t, "service-desk.service-tickets.inquire", "unknown api-error none");
    cw_ck(&t, "companies.contacts.inquire", "unknown api-error none");
    cw_ck(&t, "companies.company-maintenance.inquire",
          "unknown intercepted none");
    cw_ck(&t, "system.member-maintenance.inquire", "pass granted declared");
}
END_TEST

/* ---- names --------------------------------------------------------------- */

START_TEST(names_fold)
{
    cw_row(&t, TICKETS)->function = "SERVICE TICKET";
    cw_row(&t, "Service Desk/Service Ticket - Dependencies")->function =
        "Service Tickets \xE2\x80\x93 Dependencies";
    cw_row(&t, "Companies/Company Maintenance")->module = "Company";
    cw_row(&t, "Time & Expense/Time Entry")->module = "Time and Expenses";
    cw_row(&t, "System/Table Setup")->function = "Setup Tables";
    cw_row(&t, "Project/Project Phase")->function = "Projektphase";
    cw_row(&t, "Project/Projektphase")->identifier = "ProjectPhases";
    cw_row(&t, "Companies/Contacts")->function = "Kontakte";
    cw_row(&t, "Companies/Kontakte")->identifier = "X1";
    cw_row(&t, "Companies/Kontakte")->description = "Contact";
    cw_run(&t, NULL);
    ck_assert_uint_eq(cw_count(&t, VERDICT_FAIL), 0);
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
    ck_assert_uint_eq(t.audit.n_found, 0);
}
END_TEST

/* Every module has a "Reports": the function's name alone is nobody's. */
START_TEST(module_counts)
{
    cw_row(&t, TICKETS)->module = "Sales";
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.service-tickets.add", "unknown not-listed none");
    ck_assert_ptr_nonnull(cw_excess(&t, "excess.Sales/Service Tickets.add"));
}
END_TEST

START_TEST(absent)
{
    cw_row(&t, TICKETS)->function = "Service Calls And Tickets Of Old";
    cw_drop(&t, "System/My Company");
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.service-tickets.edit", "unknown not-listed none");
    cw_ck(&t, "system.my-company.inquire", "unknown not-listed none");
    ck_assert(cw_says(&t, "has no function 'Service Tickets' in Service Desk; "
                          "the nearest name is"));
    ck_assert(!cw_says(&t, "left out because it is None"));
}
END_TEST

/* A row that is nobody's, with a name like it, may be what it is called now:
 * then it is not gone, and nothing else stands in for it. */
START_TEST(absent_but_perhaps_renamed)
{
    cw_row(&t, "Service Desk/Service Ticket - Dependencies")->function =
        "Ticket Dependants";
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.ticket-dependencies.add",
          "unknown not-listed none");
    ck_assert(cw_says(&t, "the nearest name is 'Ticket Dependants'"));
}
END_TEST

/* The name of a function that has its row is no hint. */
START_TEST(nearest_is_nobodys)
{
    cw_drop(&t, "Project/Project Tickets");
    cw_run(&t, NULL);
    ck_assert(cw_says(&t, "has no function 'Project Tickets' in Project"));
    ck_assert(!cw_says(&t, "the nearest name is"));
}
END_TEST

/* Another identifier and a description that fit leave two rows. */
START_TEST(double_row_by_another_text)
{
    struct cw_test_row *row = cw_add(&t, "Service Desk", "Something Else");

    row->identifier = "ServiceTickets";
    for (int v = 0; v < CW_VERBS; v++)
        row->level[v] = "\"All\"";
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.service-tickets.add", "unknown conflict none");
}
END_TEST

/* A list that shows no function without rights hides those. */
START_TEST(absent_where_none_is_hidden)
{
    for (uint32_t i = t.n_row; i-- > 0;) {
        bool none = true;

        for (int v = 0; v < CW_VERBS; v++)
            none = none && text_same(t.row[i].level[v], "\"None\"");
        if (none)
            cw_drop(&t, connectwise_catalogue.entity[i].name);
    }
    cw_drop(&t, "Service Desk/Service Ticket - Dependencies");
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.ticket-dependencies.add",
          "unknown not-listed none");
    ck_assert(cw_says(&t, "left out because it is None"));
}
END_TEST

/* A single one that is shown tells that all are. */
START_TEST(absent_where_one_none_is_shown)
{
    const char *kept = "Finance/Invoicing";

    for (uint32_t i = t.n_row; i-- > 0;) {
        const char *name = connectwise_catalogue.entity[i].name;
        bool none = true;

        for (int v = 0; v < CW_VERBS; v++)
            none = none && text_same(t.row[i].level[v], "\"None\"");
        if (none && !text_same(name, kept))
            cw_drop(&t, name);
    }
    cw_drop(&t, "Service Desk/Service Ticket - Dependencies");
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.ticket-dependencies.add", "pass granted declared");
    ck_assert(!cw_says(&t, "left out because it is None"));
}
END_TEST

START_TEST(falls_back)
{
    cw_drop(&t, "Service Desk/Service Ticket - Dependencies");
    cw_row(&t, TICKETS)->level[CW_EDIT] = "\"None\"";
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.ticket-dependencies.add", "pass granted declared");
    cw_ck(&t, "service-desk.ticket-dependencies.edit",
          "fail not-granted declared");
    cw_ck(&t, "service-desk.ticket-dependencies.inquire",
          "pass granted confirmed");
}
END_TEST

/* That it is None is no reason to look elsewhere. */
START_TEST(falls_back_only_from_nothing)
{
    cw_row(&t, "Service Desk/Service Ticket - Dependencies")->level[CW_ADD] =
        "\"None\"";
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.ticket-dependencies.add",
          "fail not-granted declared");
}
END_TEST

START_TEST(double_row)
{
    struct cw_test_row *row = cw_add(&t, "Service Desk", "Service Ticket");

    for (int v = 0; v < CW_VERBS; v++)
        row->level[v] = "\"All\"";
    cw_run(&t, NULL);
    cw_ck(&t, "service-desk.service-tickets.add", "unknown conflict none");
    cw_ck(&t, "service-desk.service-tickets.inquire", "unknown conflict none");
}
END_TEST

START_TEST(one_of_two)
{
    cw_row(&t, "Project/Project Headers")->level[CW_INQUIRE] = "\"None\"";
    cw_run(&t, NULL);
    cw_ck(&t, "project.headers.inquire", "pass granted declared");
    ck_assert_uint_eq(t.audit.n_excess, 0);
}
END_TEST

START_TEST(neither_of_two)
{
    cw_row(&t, "Project/Project Headers")->level[CW_INQUIRE] = "\"None\"";
    cw_row(&t, "Project/Project Management")->level[CW_INQUIRE] = "\"My\"";
    cw_run(&t, NULL);
    ck_assert(text_starts(cw_verdict(&t, "project.headers.inquire"), "fail"));
}
END_TEST

START_TEST(one_none_one_absent)
{
    cw_row(&t, "Project/Project Headers")->level[CW_INQUIRE] = "\"None\"";
    cw_drop(&t, "Project/Project Management");
    cw_run(&t, NULL);
    ck_assert(
        text_starts(cw_verdict(&t, "project.headers.inquire"), "unknown"));
}
END_TEST

Suite *
connectwise_role_suite(void)
{
    Suite *suite = suite_create("connectwise role");
    TCase *tests = tcase_create("role");
    const TTest *const all[] = {table,
                                my_says_what_it_means,
                                reads_contradict,
                                none_and_a_row_contradict,
                                other_words_are_no_denial,
                                names_fold,
                                module_counts,
                                absent,
                                absent_where_none_is_hidden,
                                absent_where_one_none_is_shown,
                                falls_back,
                                falls_back_only_from_nothing,
                                absent_but_perhaps_renamed,
                                nearest_is_nobodys,
                                double_row_by_another_text,
                                double_row,
                                one_of_two,
                                neither_of_two,
                                one_none_one_absent};

    tcase_add_checked_fixture(tests, begin, end);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        tcase_add_test(tests, all[i]);
    suite_add_tcase(suite, tests);
    return suite;
}
