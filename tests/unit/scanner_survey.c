/* The middle of a scan of Autotask: metadata with its fallback, reads, and
 * picklists. */
#include "base/text.h"
#include "tests/unit/scanner_tenant.h"

#include <string.h>

static struct tenant_scan t;

static void
setup(void)
{
    tenant_begin(&t);
}

static void
teardown(void)
{
    tenant_end(&t);
}

/* ---- metadata ------------------------------------------------------------ */

START_TEST(one_answer_for_all_is_enough)
{
    tenant_run(&t, NULL);
    ck_assert_uint_eq(fake_count(&t.fake, "/entityInformation "), 0);
    tenant_ck_seen(&t, "Tickets", "edit", BASIS_DECLARED, "all:granted ");
    tenant_ck_seen(&t, "Tickets", "view", BASIS_READ, "all:granted ");
    tenant_ck_seen(&t, "Tickets", "webhook-callouts", BASIS_DECLARED,
                   "all:granted ");
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.view"),
                     "pass granted confirmed");
    ck_assert_str_eq(tenant_verdict(&t, "api-user.login"),
                     "pass granted declared");
}
END_TEST

struct entry_case {
    const char *entry; /* of Tickets in the survey; "": left out */
    const char *more;  /* at the end of the list */
    bool asked;        /* alone too */
    bool edit;         /* and what it says of Edit counts by itself */
};

#define ENTRY(name) INFO(name, ALL, ALL, ALL, ALL)

static const struct entry_case entries[] = {
    {ENTRY("Tickets"), "", false, true},
    {ENTRY("Ticket"), "", false, true},
    {ENTRY("tICKETs"), "", false, true},
    {INFO("Tickets", "1", "\"1\"", "\"ALL\"", "\"all\""), "", false, true},
    {ENTRY("Tickets"), ENTRY("Somethings"), false, true},
    {ENTRY("Tickets"), "null,7,\"x\",{},{\"info\":{\"name\":7}}", false, true},
    {"", "", true, false},
    {ENTRY("Tickit"), "", true, false},
    {ENTRY(" Tickets"), "", true, false},
    {INFO("Tickets", "\"Al\"", ALL, ALL, ALL), "", true, true},
    {INFO("Tickets", ALL, ALL, "null", ALL), "", true, false},
    {INFO("Tickets", ALL, ALL, ALL, "3"), "", true, true},
    {"{\"info\":{\"name\":\"Tickets\"}}", "", true, false},
    {"{\"info\":{\"name\":\"Tickets\",\"userAccessForQuery\":\"All\"}}", "",
     true, false},
    {"null", "", true, false},
    {"[]", "", true, false},
    /* twice: neither counts */
    {ENTRY("Tickets"), ENTRY("Tickets"), true, false},
    {ENTRY("Tickets"), ENTRY("Ticket"), true, false},
    {ENTRY("Tickets"), INFO("TICKET", NONE, NONE, NONE, NONE), true, false},
};

START_TEST(what_the_survey_lacks_is_asked_alone)
{
    const struct entry_case *row = &entries[_i];
    struct fake_reply replies[] = {{.match = "V1.0/EntityInformation"}, {0}};

    replies[0].body = tenant_survey(&t, "Tickets", row->entry, row->more);
    tenant_run(&t, replies);
    ck_assert_msg(fake_count(&t.fake, "/entityInformation ") ==
                      (row->asked ? 1 : 0),
                  "%s + %s", row->entry, row->more);
    ck_assert_uint_eq(fake_count(&t.fake, "Tickets/entityInformation "),
                      row->asked ? 1 : 0);
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.edit"),
                     "pass granted declared");
}
END_TEST

/* The same, and the entity's own answer is of no use: doubt. */
START_TEST(what_neither_answers_is_unknown)
{
    const struct entry_case *row = &entries[_i];
    struct fake_reply replies[] = {
        {.match = "V1.0/EntityInformation"},
        {.match = "Tickets/entityInformation ", .status = 500, .body = DENIAL},
        {0}};
    const char *edit, *subscribe;

    replies[0].body = tenant_survey(&t, "Tickets", row->entry, row->more);
    tenant_run(&t, replies);
    edit = tenant_verdict(&t, "service-desk.tickets.edit");
    subscribe = tenant_verdict(&t, "admin.webhooks.subscribe");
    ck_assert_msg(text_starts(edit, row->edit ? "pass " : "unknown "),
                  "%s + %s: %s", row->entry, row->more, edit);
    if (row->more[0] != '\0' && row->asked)
        ck_assert_msg(text_starts(subscribe, "unknown "), "%s + %s: %s",
                      row->entry, row->more, subscribe);
}
END_TEST

static const struct fake_reply no_survey[] = {
    {.match = "V1.0/EntityInformation", .status = 404},
    {.match = "V1.0/EntityInformation", .status = 500, .body = DENIAL},
    {.match = "V1.0/EntityInformation", .status = 500, .body = "<html>"},
    {.match = "V1.0/EntityInformation", .body = "<html>"},
    {.match = "V1.0/EntityInformation", .body = "{}"},
    {.match = "V1.0/EntityInformation", .body = "{\"entityDescriptions\":7}"},
    {.match = "V1.0/EntityInformation", .body = "{\"entityDescriptions\":[]}"},
    {.match = "V1.0/EntityInformation",
     .body = "{\"entityDescriptions\":[" ENTRY("Tickets")},
    {.match = "V1.0/EntityInformation", .net = NET_TIMEOUT},
    {.match = "V1.0/EntityInformation", .net = NET_TOO_BIG},
    {.match = "V1.0/EntityInformation", .net = NET_RESET},
    {.match = "V1.0/EntityInformation", .status = 503},
};

START_TEST(without_a_survey_each_is_asked_alone)
{
    const struct fake_reply replies[] = {no_survey[_i], {0}};

    tenant_run(&t, replies);
    ck_assert_uint_eq(fake_count(&t.fake, "/entityInformation "), 21);
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.edit"),
                     "pass granted declared");
    ck_assert_str_eq(tenant_verdict(&t, "crm.companies.view"),
                     "pass granted confirmed");
    ck_assert_str_eq(tenant_verdict(&t, "admin.webhooks.subscribe"),
                     "pass granted declared");
}
END_TEST

/* Levels beside errors, or under a status of failure, are no evidence. */
START_TEST(a_survey_with_errors_proves_nothing)
{
    struct fake_reply replies[] = {
        {.match = "V1.0/EntityInformation", .status = _i == 0 ? 200 : 500},
        {.match = "/entityInformation ", .status = 500, .body = "<html>"},
        {0}};

    replies[0].body =
        arena_print(&t.mem, "{\"errors\":[\"oops\"],%s",
                    tenant_survey(&t, NULL, "", "") + strlen("{"));
    tenant_run(&t, replies);
    ck_assert_uint_eq(fake_count(&t.fake, "/entityInformation "), 21);
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.edit"),
                     "unknown outage none");
}
END_TEST

/* Asked alone it may say otherwise than it did among all. */
START_TEST(two_answers_that_differ_are_a_conflict)
{
    struct fake_reply replies[] = {
        {.match = "V1.0/EntityInformation"},
        {.match = "Tickets/entityInformation ",
         .body = INFO("Tickets", ALL, ALL, NONE, ALL)},
        {0}};

    replies[0].body =
        tenant_survey(&t, "Tickets", INFO("Tickets", ALL, "7", ALL, ALL), "");
    tenant_run(&t, replies);
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.edit"),
                     "unknown conflict none");
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.add"),
                     "pass granted declared");
}
END_TEST

/* The same of a flag. */
START_TEST(two_flags_that_differ_are_a_conflict)
{
    struct fake_reply replies[] = {
        {.match = "V1.0/EntityInformation"},
        {.match = "Tickets/entityInformation ",
         .body = INFO("Tickets", ALL, ALL, ALL, ALL)},
        {0}};

    replies[0].body = tenant_survey(
        &t, "Tickets",
        "{\"info\":{\"name\":\"Tickets\",\"supportsWebhookCallouts\":false}}",
        "");
    tenant_run(&t, replies);
    ck_assert_str_eq(tenant_verdict(&t, "admin.webhooks.subscribe"),
                     "unknown conflict none");
}
END_TEST

/* An API that says it offers nobody what it is known to offer is in doubt,
 * and so is a level beside that. */
START_TEST(what_is_said_to_be_offered_to_nobody_is_unknown)
{
    static const char *const level[] = {ALL, NONE, RESTRICTED};
    struct fake_reply replies[] = {{.match = "V1.0/EntityInformation"}, {0}};

    replies[0].body =
        tenant_survey(&t, "Tickets",
                      arena_print(&t.mem,
                                  "{\"name\":\"Tickets\",\"canUpdate\":false,"
                                  "\"userAccessForQuery\":\"All\","
                                  "\"userAccessForCreate\":\"All\","
                                  "\"userAccessForUpdate\":%s,"
                                  "\"userAccessForDelete\":\"All\","
                                  "\"supportsWebhookCallouts\":true}",
                                  level[_i]),
                      "");
    tenant_run(&t, replies);
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.edit"),
                     "unknown conflict none");
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.add"),
                     "pass granted declared");
}
END_TEST

START_TEST(a_flag_that_is_missing_is_asked_alone)
{
    struct fake_reply replies[] = {{.match = "V1.0/EntityInformation"}, {0}};

    replies[0].body = tenant_survey(
        &t, "Tickets",
        "{\"info\":{\"name\":\"Tickets\",\"userAccessForQuery\":\"All\","
        "\"userAccessForCreate\":\"All\",\"userAccessForUpdate\":\"All\","
        "\"userAccessForDelete\":\"All\"}}",
        "");
    tenant_run(&t, replies);
    ck_assert_uint_eq(fake_count(&t.fake, "Tickets/entityInformation "), 1);
    ck_assert_str_eq(tenant_verdict(&t, "admin.webhooks.subscribe"),
                     "pass granted declared");
}
END_TEST

/* ---- reads --------------------------------------------------------------- */

struct read_case {
    struct fake_reply reply;
    const char *seen, *verdict;
};

#define READ .match = "Companies/query "

static const struct read_case reads[] = {
    {{READ, .body = "{\"items\":[]}"},
     "all:granted ",
     "pass granted confirmed"},
    {{READ, .body = "{\"Items\":[{\"id\":0}]}"},
     "all:granted ",
     "pass granted confirmed"},
    {{READ, .status = 500, .body = DENIAL},
     "none:not-granted ",
     "unknown conflict none"},
    {{READ, .body = DENIAL}, "none:not-granted ", "unknown conflict none"},
    /* what went wrong for a while takes nothing away */
    {{READ, .status = 429, .retry_after = "0"},
     "unknown:throttled ",
     "pass granted declared"},
    {{READ, .net = NET_TIMEOUT}, "unknown:timeout ", "pass granted declared"},
    {{READ, .status = 503}, "unknown:outage ", "pass granted declared"},
    {{READ, .net = NET_RESET}, "unknown:outage ", "pass granted declared"},
    {{READ, .net = NET_UNREACHABLE},
     "unknown:unreachable ",
     "pass granted declared"},
    /* what is odd is doubt */
    {{READ, .body = "{}"}, "unknown:garbage ", "unknown garbage none"},
    {{READ, .body = "{\"items\":null}"},
     "unknown:garbage ",
     "unknown garbage none"},
    {{READ, .body = "{\"items\":{}}"},
     "unknown:garbage ",
     "unknown garbage none"},
    {{READ, .body = "<html>"}, "unknown:garbage ", "unknown garbage none"},
    {{READ, .net = NET_TOO_BIG}, "unknown:garbage ", "unknown garbage none"},
    {{READ, .status = 500, .body = "{\"errors\":[\"Unable\"]}"},
     "unknown:api-error ",
     "unknown api-error none"},
    {{READ, .body = "{\"errors\":[\"x\"],\"items\":[{\"id\":1}]}"},
     "unknown:api-error ",
     "unknown api-error none"},
    {{READ, .status = 404}, "unknown:api-error ", "unknown api-error none"},
};

START_TEST(reads_corroborate_or_contradict)
{
    const struct read_case *row = &reads[_i];
    const struct fake_reply replies[] = {row->reply, {0}};
    const char *verdict;

    tenant_run(&t, replies);
    tenant_ck_seen(&t, "Companies", "view", BASIS_READ, row->seen);
    verdict = tenant_verdict(&t, "crm.companies.view");
    ck_assert_msg(text_same(verdict, row->verdict), "%d %s: %s",
                  row->reply.status,
                  row->reply.body != NULL ? row->reply.body : "", verdict);
    ck_assert_str_eq(tenant_verdict(&t, "crm.contacts.view"),
                     "pass granted confirmed");
}
END_TEST

START_TEST(history_is_read_with_a_ticket)
{
    const struct fake_sent *sent;

    tenant_run(&t, NULL);
    sent = fake_nth(&t.fake, "TicketHistory/query", 0);
    ck_assert_ptr_nonnull(sent);
    ck_assert_ptr_nonnull(strstr(sent->body,
                                 "[{\"op\":\"eq\",\"field\":\"ticketID\","
                                 "\"value\":4711}]"));
    ck_assert_int_ge(sent->begin, fake_nth(&t.fake, "/Tickets/query", 0)->end);
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.ticket-history.view"),
                     "pass granted confirmed");
}
END_TEST

static const struct fake_reply no_ticket[] = {
    {.match = "/Tickets/query", .body = "{\"items\":[]}"},
    {.match = "/Tickets/query", .body = "{\"items\":[{\"id\":\"1\"}]}"},
    {.match = "/Tickets/query", .body = "{\"items\":[null]}"},
    {.match = "/Tickets/query", .status = 500, .body = DENIAL},
    {.match = "/Tickets/query", .net = NET_TIMEOUT},
};

START_TEST(without_a_ticket_history_is_not_read)
{
    const struct fake_reply replies[] = {no_ticket[_i], {0}};

    tenant_run(&t, replies);
    ck_assert_uint_eq(fake_count(&t.fake, "TicketHistory/query"), 0);
    tenant_ck_seen(&t, "TicketHistory", "view", BASIS_READ,
                   "unknown:not-probed ");
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.ticket-history.view"),
                     "pass granted declared");
}
END_TEST

struct fields_case {
    const char *body, *seen;
};

static const struct fields_case fields[] = {
    {"{\"fields\":[{\"picklistValues\":null},"
     "{\"picklistValues\":[{\"value\":\"1\"}]}]}",
     "all:granted "},
    {"{\"fields\":[{\"name\":\"a\",\"picklistValues\":[]}]}",
     "unknown:absent "},
    {"{\"fields\":[]}", "unknown:absent "},
    {"{\"fields\":[7,null,{}]}", "unknown:absent "},
    {"{}", "unknown:garbage "},
    {"{\"fields\":{}}", "unknown:garbage "},
    {"<html>", "unknown:garbage "},
    {DENIAL, "unknown:api-error "},
};

START_TEST(picklists_are_discovered_or_unknown)
{
    struct fake_reply replies[] = {{.match = "/fields "}, {0}};

    replies[0].body = fields[_i].body;
    tenant_run(&t, replies);
    tenant_ck_seen(&t, "Tickets", "picklist", BASIS_DECLARED, fields[_i].seen);
}
END_TEST

#define LOOP(tests, function, table)                                           \
    tcase_add_loop_test((tests), (function), 0,                                \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
scanner_survey_suite(void)
{
    Suite *suite = suite_create("scanner: Autotask, survey and reads");
    TCase *survey = tcase_create("survey"), *tests = tcase_create("reads");

    tcase_add_checked_fixture(survey, setup, teardown);
    tcase_add_test(survey, one_answer_for_all_is_enough);
    LOOP(survey, what_the_survey_lacks_is_asked_alone, entries);
    LOOP(survey, what_neither_answers_is_unknown, entries);
    LOOP(survey, without_a_survey_each_is_asked_alone, no_survey);
    tcase_add_loop_test(survey, a_survey_with_errors_proves_nothing, 0, 2);
    tcase_add_test(survey, two_answers_that_differ_are_a_conflict);
    tcase_add_test(survey, two_flags_that_differ_are_a_conflict);
    tcase_add_test(survey, a_flag_that_is_missing_is_asked_alone);
    tcase_add_loop_test(survey, what_is_said_to_be_offered_to_nobody_is_unknown,
                        0, 3);
    suite_add_tcase(suite, survey);
    tcase_add_checked_fixture(tests, setup, teardown);
    LOOP(tests, reads_corroborate_or_contradict, reads);
    tcase_add_test(tests, history_is_read_with_a_ticket);
    LOOP(tests, without_a_ticket_history_is_not_read, no_ticket);
    LOOP(tests, picklists_are_discovered_or_unknown, fields);
    suite_add_tcase(suite, tests);
    return suite;
}
