/* The role's list as a whole: Customize lists, what is held without need; and
 * the member itself. */
#include "base/out.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "tests/unit/connectwise.h"
#include "tests/unit/connectwise_tenant.h"

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

/* ---- Customize ----------------------------------------------------------- */

#define ITEM(group, name)                                                      \
    "{\"id\":1,\"customizeIdentifier\":\"" group                               \
    "\",\"itemIdentifier\":\"" name "\"}"

START_TEST(customized)
{
    t.items = "[" ITEM("SystemTableSetup", "Service / Service Board") "]";
    cw_row(&t, "Service Desk/Resource Scheduling")->custom = "true";
    cw_run(&t, NULL);
    cw_ck(&t, "system.table-setup.inquire", "unknown needs-attestation none");
    cw_ck(&t, "service-desk.resource-scheduling.delete",
          "unknown needs-attestation none");
    ck_assert(cw_says(&t, "Service / Service Board"));
    ck_assert_uint_eq(t.audit.n_excess, 0);
}
END_TEST

START_TEST(customized_but_too_low)
{
    t.items = "[" ITEM("SystemTableSetup", "Service / Service Board") "]";
    cw_row(&t, "System/Table Setup")->level[CW_INQUIRE] = "\"None\"";
    cw_run(&t, NULL);
    cw_ck(&t, "system.table-setup.inquire", "fail not-granted declared");
}
END_TEST

START_TEST(customized_and_stated)
{
    t.items = "[" ITEM("SystemTableSetup", "Service / Service Board") "]";
    t.stated[0] = (struct attestation){.rules = "horizon-connectwise",
                                       .check = "system.table-setup.inquire",
                                       .by = "somebody",
                                       .on = "2026-11-01",
                                       .expires = "2027-11-01",
                                       .yes = true};
    t.n_stated = 1;
    cw_run(&t, NULL);
    cw_ck(&t, "system.table-setup.inquire", "pass attested attested");
}
END_TEST

START_TEST(customize_not_readable)
{
    static const struct fake_reply gone[] = {
        {.match = "customizeItems", .status = 404}, {0}};

    cw_row(&t, "Service Desk/Resource Scheduling")->custom = "true";
    cw_run(&t, gone);
    cw_ck(&t, "system.table-setup.inquire", "pass granted declared");
    cw_ck(&t, "service-desk.resource-scheduling.add",
          "unknown needs-attestation none");
    ck_assert(cw_says(&t, "could not be read in full"));
}
END_TEST

/* An item that does not say which list it is of, or what it is. */
START_TEST(customize_half_told)
{
    static const char *const items[] = {"[{\"customizeIdentifier\":\"Table\"}]",
                                        "[{\"itemIdentifier\":\"Table\"}]",
                                        "[null]", "{}"};

    t.items = items[_i];
    cw_run(&t, NULL);
    ck_assert(cw_says(&t, "could not be read in full"));
}
END_TEST

/* As many as are on a page that was asked for nothing: only a header tells
 * whether there are more, and any relation shows that it tells. */
static const struct {
    const char *link;
    bool more;
} relations[] = {
    {NULL, true},
    {"<https://x/>; rel=\"first\"", false},
    {"<https://x/>; rel=\"prev\"", false},
    {"<https://x/>; rel=\"last\"", false},
    {"<https://x/>; rel=\"next\"", true},
    {"<https://x/>; rel=\"up\"", true},
};

START_TEST(customize_whole_or_not)
{
    struct fake_reply page[] = {
        {.match = "customizeItems", .link = relations[_i].link}, {0}};
    struct out out = {0};

    for (uint32_t i = 0; i < CW_PAGE_DEFAULT; i++)
        (void)out_print(&out,
                        "%s{\"customizeIdentifier\":\"a\","
                        "\"itemIdentifier\":\"%u\"}",
                        i == 0 ? "[" : ",", (unsigned)i);
    (void)out_text(&out, "]");
    page[0].body = arena_text(&t.mem, out_string(&out));
    out_free(&out);
    cw_run(&t, page);
    ck_assert_int_eq(cw_says(&t, "could not be read in full"),
                     relations[_i].more);
}
END_TEST

START_TEST(customize_not_told)
{
    static const struct fake_reply gone[] = {
        {.match = "customizeItems", .status = 404}, {0}};

    cw_row(&t, "System/Table Setup")->custom = "null";
    cw_row(&t, "Service Desk/Service Tickets")->custom = "null";
    cw_run(&t, gone);
    cw_ck(&t, "system.table-setup.inquire", "unknown needs-attestation none");
    cw_ck(&t, "service-desk.service-tickets.edit", "pass granted declared");
}
END_TEST

/* ---- excess -------------------------------------------------------------- */

START_TEST(excess)
{
    cw_row(&t, "Finance/Invoicing")->level[CW_DELETE] = "\"All\"";
    cw_row(&t, "System/Table Setup")->level[CW_EDIT] = "\"My\"";
    cw_add(&t, "Cloud", "Brand New")->level[CW_ADD] = "\"All\"";
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 3);
    ck_assert_int_eq(cw_excess(&t, "excess.Finance/Invoicing.delete")->risk,
                     RISK_CRITICAL);
    ck_assert_str_eq(cw_excess(&t, "excess.System/Table Setup.edit")->held,
                     "My");
    ck_assert_int_eq(cw_excess(&t, "excess.Cloud/Brand New.add")->risk,
                     RISK_MEDIUM);
    ck_assert_str_eq(cw_excess(&t, "excess.Cloud/Brand New.add")->section,
                     "Cloud");
}
END_TEST

/* Wherever in the list it stands. */
START_TEST(excess_in_the_first_row)
{
    struct cw_test_row *row = cw_add(&t, "Cloud", "Brand New"), stranger;

    row->level[CW_ADD] = "\"All\"";
    stranger = *row;
    *row = t.row[0];
    t.row[0] = stranger;
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 1);
    ck_assert_ptr_nonnull(cw_excess(&t, "excess.Cloud/Brand New.add"));
}
END_TEST

static void
ck_administrator(void)
{
    uint32_t critical = 0, alone = 0;

    ck_assert_uint_gt(t.audit.n_excess, 1);
    ck_assert_str_eq(t.audit.excess[0].id, "excess.administrator");
    for (uint32_t i = 0; i < t.audit.n_excess; i++) {
        critical += t.audit.excess[i].risk == RISK_CRITICAL;
        alone += t.audit.excess[i].under == NULL;
    }
    ck_assert_uint_eq(critical, 1);
    ck_assert_uint_eq(alone, 1);
    ck_assert(text_has_fold(t.audit.excess[0].detail, "administrator"));
}

START_TEST(administrator_by_flag)
{
    t.member = "{\"id\":501,\"licenseClass\":\"A\",\"adminFlag\":true}";
    cw_row(&t, "Finance/Invoicing")->level[CW_DELETE] = "\"All\"";
    cw_run(&t, NULL);
    ck_administrator();
}
END_TEST

START_TEST(administrator_by_role)
{
    cw_all(&t, "\"All\"");
    t.row[0].level[CW_DELETE] = "\"None\"";
    cw_run(&t, NULL);
    ck_administrator();
    ck_assert(text_has_fold(t.audit.excess[0].detail, "All in 109 of 110"));
}
END_TEST

START_TEST(administrator_by_the_name_of_the_role)
{
    t.member = "{\"id\":501,\"licenseClass\":\"A\",\"securityRole\":"
               "{\"id\":1,\"name\":\"ADMIN\"}}";
    cw_row(&t, "Finance/Invoicing")->level[CW_DELETE] = "\"All\"";
    cw_run(&t, NULL);
    ck_administrator();
    ck_assert(text_has_fold(t.audit.excess[0].detail, "its role is \"Admin\""));
}
END_TEST

/* Who cannot be seen may be one: the list of what is too much is not whole. */
START_TEST(perhaps_an_administrator)
{
    static const struct fake_reply closed[] = {
        {.match = "myMembers", .status = 404}, {0}};
    uint32_t total;

    cw_run(&t, NULL);
    total = t.audit.coverage.total;
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, 0);
    ck_assert_uint_eq(t.audit.coverage.judged, total);
    cw_end(&t);
    cw_begin(&t);
    cw_run(&t, closed);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, 1);
    ck_assert_str_eq(t.audit.coverage.unjudged[0], "API member");
    ck_assert_uint_eq(t.audit.coverage.judged, total);
    ck_assert_uint_eq(t.audit.coverage.total, total + 1);
}
END_TEST

/* What is not in the list is not known to be None. */
START_TEST(absent_is_not_judged)
{
    cw_drop(&t, "Finance/Invoicing");
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, 1);
    ck_assert_str_eq(t.audit.coverage.unjudged[0], "Finance/Invoicing");
}
END_TEST

START_TEST(no_administrator)
{
    cw_all(&t, "\"All\"");
    for (int i = 0; i < 12; i++)
        t.row[i].level[CW_DELETE] = "\"None\"";
    cw_run(&t, NULL);
    ck_assert_ptr_null(cw_excess(&t, "excess.administrator"));
}
END_TEST

START_TEST(tolerated_with_its_option)
{
    cw_option(&t, "project-writes");
    cw_row(&t, "Project/Project Scheduling")->level[CW_ADD] = "\"All\"";
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_uint_eq(t.audit.coverage.tolerated, 1);
}
END_TEST

START_TEST(not_tolerated_without_it)
{
    cw_row(&t, "Project/Project Scheduling")->level[CW_ADD] = "\"All\"";
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 1);
}
END_TEST

/* ---- the member ---------------------------------------------------------- */

START_TEST(member)
{
    t.member = "[{\"id\":501,\"licenseClass\":\"F\",\"restrictLocationFlag\":"
               "true,\"excludedServiceBoardIds\":[12,13]}]";
    t.callbacks = "[{\"id\":1,\"memberId\":501,\"inactiveFlag\":true},"
                  "{\"id\":2,\"memberId\":7,\"inactiveFlag\":true},"
                  "{\"id\":3,\"memberId\":501,\"inactiveFlag\":false}]";
    cw_run(&t, NULL);
    cw_ck(&t, "api-member.api-only", "fail not-granted declared");
    ck_assert(cw_says(&t, "shut out of 2 service boards"));
    ck_assert(cw_says(&t, "restricted to a location"));
    ck_assert(cw_says(&t, "1 of the API member's 2 callbacks"));
}
END_TEST

/* Rows need not say whose they are: the member itself does. */
START_TEST(callbacks_of_a_member_that_rows_do_not_name)
{
    for (uint32_t i = 0; i < t.n_row; i++)
        t.row[i].member = 0;
    t.callbacks = "[{\"id\":1,\"memberId\":501,\"inactiveFlag\":true}]";
    cw_run(&t, NULL);
    ck_assert(cw_says(&t, "The only callback of the API member is switched"));
}
END_TEST

START_TEST(callbacks_of_nobody_known)
{
    for (uint32_t i = 0; i < t.n_row; i++)
        t.row[i].member = 0;
    t.member = "{\"licenseClass\":\"A\"}";
    t.callbacks = "[{\"id\":1,\"memberId\":501,\"inactiveFlag\":true}]";
    cw_run(&t, NULL);
    ck_assert(!cw_says(&t, "of the API member's"));
    ck_assert_str_eq(cw_note_of(&t, "system/callbacks"),
                     "nothing tells which of them are the member's");
}
END_TEST

static const struct {
    const char *lists, *says;
} boards[] = {
    {"\"excludedServiceBoardIds\":[12],\"excludedProjectBoardIds\":[]",
     "shut out of 1 service board: "},
    {"\"excludedProjectBoardIds\":[3,4]", "shut out of 2 project boards: "},
    {"\"excludedServiceBoardIds\":[12],\"excludedProjectBoardIds\":[3,4]",
     "shut out of 1 service board and 2 project boards: "},
};

START_TEST(member_shut_out_of_boards)
{
    t.member = arena_print(&t.mem, "{\"id\":501,\"licenseClass\":\"A\",%s}",
                           boards[_i].lists);
    cw_run(&t, NULL);
    ck_assert(cw_says(&t, boards[_i].says));
}
END_TEST

START_TEST(member_shut_out_of_none)
{
    t.member = "{\"id\":501,\"licenseClass\":\"A\",\"excludedServiceBoardIds\":"
               "[],\"excludedProjectBoardIds\":[]}";
    cw_run(&t, NULL);
    ck_assert(!cw_says(&t, "shut out"));
}
END_TEST

START_TEST(member_of_another_id)
{
    t.member = "{\"id\":502,\"licenseClass\":\"A\"}";
    cw_run(&t, NULL);
    cw_ck(&t, "api-member.api-only", "unknown garbage none");
}
END_TEST

START_TEST(member_with_less)
{
    static const struct fake_reply less[] = {
        {.match = "myMembers?",
         .status = 403,
         .body =
             "{\"code\":\"Security\",\"message\":\"You do not have security "
             "permission to perform this action.\"}"},
        {.match = "myMembers/info",
         .body = "{\"id\":501,\"licenseClass\":\"A\"}"},
        {0}};

    cw_run(&t, less);
    cw_ck(&t, "api-member.api-only", "pass granted declared");
}
END_TEST

Suite *
connectwise_list_suite(void)
{
    Suite *suite = suite_create("connectwise list");
    TCase *tests = tcase_create("list");
    const TTest *const all[] = {customized,
                                customized_but_too_low,
                                customized_and_stated,
                                customize_not_readable,
                                customize_not_told,
                                excess,
                                excess_in_the_first_row,
                                administrator_by_flag,
                                administrator_by_role,
                                administrator_by_the_name_of_the_role,
                                perhaps_an_administrator,
                                absent_is_not_judged,
                                no_administrator,
                                tolerated_with_its_option,
                                not_tolerated_without_it,
                                member,
                                callbacks_of_a_member_that_rows_do_not_name,
                                callbacks_of_nobody_known,
                                member_shut_out_of_none,
                                member_of_another_id,
                                member_with_less};

    tcase_add_checked_fixture(tests, begin, end);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        tcase_add_test(tests, all[i]);
    tcase_add_loop_test(tests, customize_half_told, 0, 4);
    tcase_add_loop_test(tests, customize_whole_or_not, 0,
                        (int)(sizeof relations / sizeof *relations));
    tcase_add_loop_test(tests, member_shut_out_of_boards, 0,
                        (int)(sizeof boards / sizeof *boards));
    suite_add_tcase(suite, tests);
    return suite;
}
