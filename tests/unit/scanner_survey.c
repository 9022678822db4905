/* The middle of a scan of Autotask: metadata with its fallback, reads, and
 * picklists. */
#include "base/text.h"
#include "scanner/autotask/catalogue.h"
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
    tenant_ck_seen(&t, "Tickets", "edit", BASIS_DECLARED, "all ");
    tenant_ck_seen(&t, "Tickets", "view", BASIS_READ, "restricted..all ");
    tenant_ck_seen(&t, "Tickets", "webhook-callouts", BASIS_DECLARED, "yes ");
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
    const char *edit;  /* the verdict on Edit: "pass granted declared", ... */
    bool own;          /* that is so only thanks to the entity's own answer */
};

#define ENTRY(name) INFO(name, ALL, ALL, ALL, ALL)

#define GRANTED "pass granted declared"
#define TORN    "unknown conflict none"

static const struct entry_case entries[] = {
    {ENTRY("Tickets"), "", false, GRANTED, false},
    {ENTRY("Ticket"), "", false, GRANTED, false},
    {ENTRY("tICKETs"), "", false, GRANTED, false},
    {INFO("Tickets", "1", "\"1\"", "\"ALL\"", "\"all\""), "", false, GRANTED,
     false},
    {ENTRY("Tickets"), ENTRY("Somethings"), false, GRANTED, false},
    {ENTRY("Tickets"), "null,7,\"x\",{},{\"info\":{\"name\":7}}", false,
     GRANTED, false},
    {"", "", true, GRANTED, true},
    {ENTRY("Tickit"), "", true, GRANTED, true},
    {ENTRY(" Tickets"), "", true, GRANTED, true},
    {INFO("Tickets", "\"Al\"", ALL, ALL, ALL), "", true, GRANTED, false},
    {INFO("Tickets", ALL, ALL, "null", ALL), "", true, GRANTED, true},
    {INFO("Tickets", ALL, ALL, ALL, "3"), "", true, GRANTED, false},
    {"{\"info\":{\"name\":\"Tickets\"}}", "", true, GRANTED, true},
    {"{\"info\":{\"name\":\"Tickets\",\"userAccessForQuery\":\"All\"}}", "",
     true, GRANTED, true},
    {"null", "", true, GRANTED, true},
    {"[]", "", true, GRANTED, true},
    /* twice the same is fine; twice and not the same is a conflict, whatever
     * a third answer says */
    {ENTRY("Tickets"), ENTRY("Tickets"), false, GRANTED, false},
    {ENTRY("Tickets"), ENTRY("Ticket"), false, GRANTED, false},
    {ENTRY("Tickets"), INFO("TICKET", NONE, NONE, NONE, NONE), false, TORN,
     false},
    {INFO("Tickets", ALL, ALL, NONE, ALL), ENTRY("Ticket"), false, TORN, false},
    {INFO("Tickets", ALL, ALL, RESTRICTED, ALL), ENTRY("Ticket"), false, TORN,
     false},
    {INFO("Tickets", ALL, ALL, "7", ALL), ENTRY("Ticket"), false, GRANTED,
     false},
    {INFO("Tickets", ALL, "7", NONE, ALL), INFO("Ticket", ALL, "7", ALL, ALL),
     true, TORN, false},
    {INFO("Tickets", ALL, ALL, "7", ALL), INFO("Ticket", ALL, ALL, "8", ALL),
     true, GRANTED, true},
};

/* One that is described twice is one. */
START_TEST(entities_are_counted_once)
{
    const unsigned n = autotask_catalogue.n_entity;
    struct fake_reply replies[] = {{.match = "V1.0/EntityInformation"}, {0}};
    const char *twice = INFO("Roles", ALL, ALL, ALL, ALL);

    replies[0].body = tenant_survey(&t, "Tickets", "", twice);
    tenant_run(&t, replies);
    ck_assert(tenant_shows(
        &t, arena_print(&t.mem, "describes %u of %u entities", n - 1, n)));
}
END_TEST

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
                     row->edit);
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
    const char *edit;

    replies[0].body = tenant_survey(&t, "Tickets", row->entry, row->more);
    tenant_run(&t, replies);
    edit = tenant_verdict(&t, "service-desk.tickets.edit");
    ck_assert_msg(row->own ? text_starts(edit, "unknown ")
                           : text_same(edit, row->edit),
                  "%s + %s: %s", row->entry, row->more, edit);
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
                     "unknown intercepted none");
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
    /* one company there always is */
    {{READ, .body = "{\"items\":[]}"}, "none..all ", "unknown conflict none"},
    {{READ, .body = "{\"items\":[{\"id\":2147483647}]}"},
     "restricted..all ",
     "pass granted confirmed"},
    {{READ, .body = "{\"Items\":[{\"id\":0}]}"},
     "restricted..all ",
     "pass granted confirmed"},
    {{READ, .status = 500, .body = DENIAL}, "none ", "unknown conflict none"},
    {{READ, .status = 403}, "none ", "unknown conflict none"},
    {{READ, .status = 403, .body = "{\"Message\":\"x\"}"},
     "none ",
     "unknown conflict none"},
    {{READ, .body = DENIAL}, "none ", "unknown conflict none"},
    /* what went wrong for a while takes nothing away */
    {{READ, .status = 429, .retry_after = "0"},
     "throttled ",
     "pass granted declared"},
    {{READ, .net = NET_TIMEOUT}, "timeout ", "pass granted declared"},
    {{READ, .status = 503}, "outage ", "pass granted declared"},
    {{READ, .net = NET_RESET}, "outage ", "pass granted declared"},
    {{READ, .net = NET_UNREACHABLE}, "unreachable ", "pass granted declared"},
    /* what is odd is doubt */
    {{READ, .body = "{}"}, "garbage ", "unknown garbage none"},
    {{READ, .body = "{\"items\":null}"}, "garbage ", "unknown garbage none"},
    {{READ, .body = "{\"items\":{}}"}, "garbage ", "unknown garbage none"},
    {{READ, .body = "{\"items\":[{}]}"}, "garbage ", "unknown garbage none"},
    {{READ, .body = "{\"items\":[null]}"}, "garbage ", "unknown garbage none"},
    {{READ, .body = "{\"items\":[7]}"}, "garbage ", "unknown garbage none"},
    {{READ, .body = "{\"items\":[{\"id\":-1}]}"},
     "garbage ",
     "unknown garbage none"},
    {{READ, .body = "{\"items\":[{\"id\":1.5}]}"},
     "garbage ",
     "unknown garbage none"},
    {{READ, .body = "{\"items\":[{\"id\":\"1\"}]}"},
     "garbage ",
     "unknown garbage none"},
    {{READ, .body = "{\"items\":[{\"id\":1},{\"id\":2}]}"},
     "garbage ",
     "unknown garbage none"},
    {{READ, .body = "<html>"}, "intercepted ", "unknown intercepted none"},
    {{READ, .status = 302}, "intercepted ", "unknown intercepted none"},
    {{READ, .status = 407}, "intercepted ", "unknown intercepted none"},
    {{READ, .status = 200, .net = NET_RESET,
      .body = "{\"items\":[{\"id\":1}]}"},
     "outage ",
     "pass granted declared"},
    {{READ, .net = NET_TOO_BIG}, "garbage ", "unknown garbage none"},
    {{READ, .status = 500, .body = "{\"errors\":[\"Unable\"]}"},
     "api-error ",
     "unknown api-error none"},
    {{READ, .body = "{\"errors\":[\"x\"],\"items\":[{\"id\":1}]}"},
     "api-error ",
     "unknown api-error none"},
    {{READ, .status = 404}, "api-error ", "unknown api-error none"},
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

/* Where there may be none, nothing to see narrows nothing; but lines of
 * business may hide some, and that is told once. */
START_TEST(a_read_without_rows_leaves_what_is_declared)
{
    static const struct fake_reply replies[] = {
        {.match = "Phases/query ", .body = "{\"items\":[]}"},
        {.match = "Tasks/query ", .body = "{\"items\":[]}"},
        {0}};

    tenant_run(&t, replies);
    tenant_ck_seen(&t, "Phases", "view", BASIS_READ, "none..all ");
    ck_assert_str_eq(tenant_verdict(&t, "projects.phases.view"), GRANTED);
    ck_assert_str_eq(tenant_verdict(&t, "projects.projects.view"),
                     "pass granted confirmed");
    ck_assert_uint_eq(t.scan.n_note, 1);
    ck_assert_ptr_nonnull(strstr(t.scan.note[0], "ines of business"));
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
    tenant_ck_seen(&t, "TicketHistory", "view", BASIS_READ, "not-probed ");
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.ticket-history.view"),
                     "pass granted declared");
}
END_TEST

struct fields_case {
    const char *body, *seen;
};

#define LIST(text)                                                             \
    "{\"fields\":[{\"isPickList\":true,\"picklistValues\":" text "}]}"

static const struct fields_case fields[] = {
    {"{\"fields\":[{\"picklistValues\":null},"
     "{\"isPickList\":true,\"picklistValues\":[{\"value\":\"1\"}]}]}",
     "yes "},
    {LIST("[{\"value\":1}]"), "yes "},
    {LIST("[{\"value\":\"\",\"isActive\":true}]"), "yes "},
    {LIST("[null,{\"value\":null},{\"value\":\"1\"}]"), "yes "},
    {LIST("[{\"value\":\"1\",\"isActive\":false},{\"value\":\"2\"}]"), "yes "},
    /* nothing that can be chosen */
    {LIST("[]"), "absent "},
    {LIST("null"), "absent "},
    {LIST("{\"value\":\"1\"}"), "absent "},
    {LIST("[\"1\",2,true,[]]"), "absent "},
    {LIST("[{}]"), "absent "},
    {LIST("[{\"value\":null}]"), "absent "},
    {LIST("[{\"label\":\"New\"}]"), "absent "},
    {LIST("[{\"value\":\"1\",\"isActive\":false}]"), "absent "},
    {LIST("[{\"value\":\"1\",\"isActive\":null}]"), "absent "},
    {LIST("[{\"value\":\"1\",\"isActive\":\"true\"}]"), "absent "},
    /* no picklist by its own word */
    {"{\"fields\":[{\"picklistValues\":[{\"value\":\"1\"}]}]}", "absent "},
    {"{\"fields\":[{\"isPickList\":false,"
     "\"picklistValues\":[{\"value\":\"1\"}]}]}",
     "absent "},
    {"{\"fields\":[{\"isPickList\":\"true\","
     "\"picklistValues\":[{\"value\":\"1\"}]}]}",
     "absent "},
    {"{\"fields\":[{\"isPickList\":1,"
     "\"picklistValues\":[{\"value\":\"1\"}]}]}",
     "absent "},
    {"{\"fields\":[]}", "absent "},
    {"{\"fields\":[7,null,{}]}", "absent "},
    {"{}", "garbage "},
    {"{\"fields\":{}}", "garbage "},
    {"<html>", "intercepted "},
    {DENIAL, "api-error "},
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
    tcase_add_test(survey, entities_are_counted_once);
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
    tcase_add_test(tests, a_read_without_rows_leaves_what_is_declared);
    tcase_add_test(tests, history_is_read_with_a_ticket);
    LOOP(tests, without_a_ticket_history_is_not_read, no_ticket);
    LOOP(tests, picklists_are_discovered_or_unknown, fields);
    suite_add_tcase(suite, tests);
    return suite;
}
