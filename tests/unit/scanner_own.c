/* The end of a scan of Autotask: the API user's own row, its webhooks; and
 * that whatever was planned leaves an observation. */
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

/* ---- the own row and its webhooks ---------------------------------------- */

#define FULL  "\"userName\",\"value\":\"" TEST_USER "\""
#define LOCAL "\"userName\",\"value\":\"abc123xyz\""
#define EMAIL "\"email\",\"value\":\"" TEST_USER "\""
#define EMPTY "{\"items\":[]}"
/* All three ways at once, which a server need not take. */
#define NO_OR                                                                  \
    {                                                                          \
        .match = "\"op\":\"or\"", .status = 500,                               \
        .body = "{\"errors\":[\"x\"]}"                                         \
    }

struct own_case {
    struct fake_reply reply[5];
    uint32_t tries, plain, counts; /* requests: looks, plain reads, counts */
    const char *seen, *view;       /* of the licence; of the read */
};

#define OWN(text)                                                              \
    {                                                                          \
        {                                                                      \
            .match = "licenseType", .body = text                               \
        }                                                                      \
    }
#define ROW(more) OWN("{\"items\":[{\"userName\":\"" TEST_USER "\"," more "}]}")

static const struct own_case owns[] = {
    {{{0}}, 1, 0, 3, "yes ", "pass granted confirmed"},
    {{{.match = "licenseType",
       .body = "{\"items\":[{\"id\":2,\"userName\":\"abc123xyz\","
               "\"licenseType\":1},{\"id\":1,\"userName\":\"" TEST_USER
               "\",\"licenseType\":7}]}"}},
     1,
     0,
     3,
     "yes ",
     "pass granted confirmed"},
    {{NO_OR,
      {.match = FULL, .body = EMPTY},
      {.match = LOCAL,
       .body = "{\"items\":[{\"id\":1,\"userName\":\"ABC123XYZ\","
               "\"licenseType\":\"7\"}]}"}},
     4,
     0,
     3,
     "yes ",
     "pass granted confirmed"},
    {{NO_OR,
      {.match = FULL, .body = EMPTY},
      {.match = LOCAL, .status = 500, .body = "{\"errors\":[\"x\"]}"},
      {.match = EMAIL,
       .body = "{\"items\":[{\"id\":1,\"email\":\"" TEST_USER
               "\",\"licenseType\":1}]}"}},
     6,
     0,
     3,
     "no ",
     "pass granted confirmed"},
    /* not found: a plain read tells whether any row can be seen, and that
     * there is none at all cannot be */
    {OWN(EMPTY), 1, 1, 0, "absent ", "pass granted confirmed"},
    {{{.match = "licenseType", .body = EMPTY},
      {.match = "/Resources/query", .body = EMPTY}},
     1,
     1,
     0,
     "absent ",
     "unknown conflict none"},
    {{{.match = "licenseType", .body = EMPTY},
      {.match = "/Resources/query", .status = 500, .body = DENIAL}},
     1,
     1,
     0,
     "absent ",
     "unknown conflict none"},
    {{{.match = "licenseType", .body = EMPTY},
      {.match = "/Resources/query", .net = NET_TIMEOUT}},
     1,
     1,
     0,
     "absent ",
     "pass granted declared"},
    {{{.match = "licenseType", .status = 500, .body = DENIAL}},
     1,
     0,
     0,
     "api-error ",
     "unknown conflict none"},
    {{{.match = "licenseType", .status = 403}},
     1,
     0,
     0,
     "api-error ",
     "unknown conflict none"},
    /* another's row, nobody's, or several, are not the own one; but
     * rows they are */
    {OWN("{\"items\":[{\"id\":1,\"userName\":\"boss\",\"licenseType\":7}]}"), 1,
     0, 0, "garbage ", "pass granted confirmed"},
    {OWN("{\"items\":[{\"id\":1,\"userName\":\"abc123xy\","
         "\"licenseType\":7}]}"),
     1, 0, 0, "garbage ", "pass granted confirmed"},
    {OWN("{\"items\":[{\"id\":1,\"userName\":\"boss\",\"email\":\"" TEST_USER
         "\",\"licenseType\":7}]}"),
     1, 0, 0, "garbage ", "pass granted confirmed"},
    {OWN("{\"items\":[{\"id\":1,\"licenseType\":7}]}"), 1, 0, 0, "garbage ",
     "pass granted confirmed"},
    {OWN("{\"items\":[{\"id\":1,\"userName\":\"\",\"licenseType\":7}]}"), 1, 0,
     0, "garbage ", "pass granted confirmed"},
    {OWN("{\"items\":[{\"id\":1,\"userName\":\"" TEST_USER "\"},"
         "{\"id\":2,\"userName\":\"" TEST_USER "\"}]}"),
     1, 0, 0, "garbage ", "pass granted confirmed"},
    /* the own row, and what is wrong with it */
    {ROW("\"id\":1"), 1, 0, 3, "garbage ", "pass granted confirmed"},
    {ROW("\"id\":1,\"licenseType\":\"77\""), 1, 0, 3, "garbage ",
     "pass granted confirmed"},
    {ROW("\"id\":1,\"licenseType\":null"), 1, 0, 3, "garbage ",
     "pass granted confirmed"},
    {ROW("\"id\":\"x\",\"licenseType\":7"), 1, 0, 0, "garbage ",
     "unknown garbage none"},
    {ROW("\"id\":-1,\"licenseType\":7"), 1, 0, 0, "garbage ",
     "unknown garbage none"},
    {OWN("{\"items\":[null]}"), 1, 0, 0, "garbage ", "unknown garbage none"},
    {OWN("{}"), 1, 0, 0, "garbage ", "unknown garbage none"},
    {OWN("<html>"), 1, 0, 0, "intercepted ", "unknown intercepted none"},
    {OWN("[]"), 1, 0, 0, "garbage ", "unknown garbage none"},
    {{{.match = "licenseType", .net = NET_TOO_BIG}},
     1,
     0,
     0,
     "garbage ",
     "unknown garbage none"},
    {{{.match = "licenseType",
       .status = 500,
       .body = "{\"errors\":[\"Unable to find userName\"]}"}},
     8,
     1,
     0,
     "api-error ",
     "pass granted confirmed"},
    {{{.match = "licenseType", .status = 503}},
     3,
     0,
     0,
     "outage ",
     "pass granted declared"},
    {{{.match = "licenseType", .net = NET_TIMEOUT}},
     1,
     0,
     0,
     "timeout ",
     "pass granted declared"},
};

START_TEST(the_own_row_is_looked_for)
{
    const struct own_case *row = &owns[_i];

    tenant_run(&t, row->reply);
    tenant_ck_seen(&t, NULL, "api-only", BASIS_DECLARED, row->seen);
    ck_assert_uint_eq(fake_count(&t.fake, "licenseType"), row->tries);
    ck_assert_uint_eq(fake_count(&t.fake, "/Resources/query"),
                      row->tries + row->plain);
    ck_assert_str_eq(tenant_verdict(&t, "admin.resources.view"), row->view);
    ck_assert_uint_eq(fake_count(&t.fake, "query/count"), row->counts);
}
END_TEST

START_TEST(webhooks_are_counted_as_a_lower_bound)
{
    static const struct fake_reply replies[] = {
        {.match = "CompanyWebhooks/query/count", .status = 500, .body = DENIAL},
        {.match = "TicketWebhooks/query/count", .body = "{\"queryCount\":40}"},
        {.match = "ContactWebhooks/query/count", .body = "{\"queryCount\":-1}"},
        {0}};

    tenant_run(&t, replies);
    ck_assert_ptr_nonnull(
        strstr(fake_nth(&t.fake, "query/count", 0)->url, "29683"));
    ck_assert_str_eq(tenant_verdict(&t, "admin.webhooks.max"),
                     "unknown needs-attestation none");
    ck_assert(tenant_shows(&t, "TicketWebhooks 40"));
}
END_TEST

/* In the order of the plan, whichever answer comes first. */
START_TEST(what_was_counted_is_told_in_order)
{
    static const struct fake_reply replies[] = {
        {.match = "TicketWebhooks/query/count",
         .body = "{\"queryCount\":1}",
         .delay_ms = 900},
        {.match = "CompanyWebhooks/query/count",
         .body = "{\"queryCount\":2}",
         .delay_ms = 500},
        {.match = "ContactWebhooks/query/count", .body = "{\"queryCount\":3}"},
        {0}};

    tenant_run(&t, replies);
    ck_assert(tenant_shows(
        &t, "TicketWebhooks 1, CompanyWebhooks 2, ContactWebhooks 3"));
}
END_TEST

START_TEST(fifty_own_webhooks_prove_the_limit)
{
    static const struct fake_reply replies[] = {
        {.match = "TicketWebhooks/query/count", .body = "{\"queryCount\":48}"},
        {0}};

    tenant_run(&t, replies);
    ck_assert_msg(
        text_starts(tenant_verdict(&t, "admin.webhooks.max"), "pass granted"),
        "%s", tenant_verdict(&t, "admin.webhooks.max"));
}
END_TEST

/* ---- nothing is left open ------------------------------------------------ */

/* However early a scan ends: every level, flag and read that was planned has
 * an observation, and no check passes without one. */
START_TEST(every_planned_step_leaves_an_observation)
{
    t.how.max_requests = (uint32_t)_i + 2; /* zone and login at least */
    tenant_run(&t, NULL);
    ck_assert_uint_le(t.fake.n, t.how.max_requests);
    for (uint32_t i = 0; i < t.plan.n; i++) {
        const struct step *step = &t.plan.step[i];
        bool fields_step = text_ends(step->path, "/fields");

        if (text_ends(step->path, "/entityInformation"))
            for (uint32_t v = 0; v < autotask_catalogue.n_verb; v++)
                ck_assert_str_ne(tenant_seen(&t, step->entity,
                                             autotask_catalogue.verb[v].word,
                                             BASIS_DECLARED),
                                 "");
        else if (fields_step)
            ck_assert_str_ne(
                tenant_seen(&t, step->entity, "picklist", BASIS_DECLARED), "");
        else if (text_ends(step->path, "/query"))
            ck_assert_str_ne(tenant_seen(&t, step->entity, "view", BASIS_READ),
                             "");
    }
    ck_assert_str_ne(tenant_seen(&t, NULL, "api-only", BASIS_DECLARED), "");
    if (_i == 0) {
        ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.edit"),
                         "unknown budget none");
        ck_assert_str_eq(tenant_verdict(&t, "api-user.api-only"),
                         "unknown budget none");
    }
}
END_TEST

START_TEST(an_interruption_keeps_what_was_heard)
{
    t.fake.stop_at = 25;
    tenant_run(&t, NULL);
    ck_assert_int_eq(t.scan.stopped, WHY_INTERRUPTED);
    ck_assert_str_eq(tenant_verdict(&t, "api-user.login"),
                     "pass granted declared");
    ck_assert_str_eq(tenant_verdict(&t, "service-desk.tickets.edit"),
                     "unknown interrupted none");
    tenant_ck_seen(&t, "Tickets", "view", BASIS_READ, "interrupted ");
}
END_TEST

Suite *
scanner_own_suite(void)
{
    Suite *suite = suite_create("scanner: Autotask, own row and end");
    TCase *tests = tcase_create("own row");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, the_own_row_is_looked_for, 0,
                        (int)(sizeof owns / sizeof *owns));
    tcase_add_test(tests, webhooks_are_counted_as_a_lower_bound);
    tcase_add_test(tests, what_was_counted_is_told_in_order);
    tcase_add_test(tests, fifty_own_webhooks_prove_the_limit);
    tcase_add_loop_test(tests, every_planned_step_leaves_an_observation, 0, 27);
    tcase_add_test(tests, an_interruption_keeps_what_was_heard);
    suite_add_tcase(suite, tests);
    return suite;
}
