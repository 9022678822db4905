/* The end of a scan of Autotask: the API user's own row, its webhooks; and
 * that whatever was planned leaves an observation. */
#include "base/text.h"
#include "rules/model/words.h"
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

struct own_case {
    struct fake_reply reply[4];
    uint32_t tries, counts;
    const char *seen, *view; /* of the licence; of the read */
};

static const struct own_case owns[] = {
    {{{0}}, 1, 3, "all:granted ", "confirmed"},
    {{{.match = FULL, .body = EMPTY},
      {.match = LOCAL,
       .body = "{\"items\":[{\"id\":1,\"userName\":\"ABC123XYZ\","
               "\"licenseType\":\"7\"}]}"}},
     2,
     3,
     "all:granted ",
     "confirmed"},
    {{{.match = FULL, .body = EMPTY},
      {.match = LOCAL, .status = 500, .body = "{\"errors\":[\"x\"]}"},
      {.match = EMAIL,
       .body = "{\"items\":[{\"id\":1,\"email\":\"" TEST_USER
               "\",\"licenseType\":1}]}"}},
     3,
     3,
     "none:not-granted ",
     "confirmed"},
    {{{.match = "licenseType", .body = EMPTY}},
     3,
     0,
     "unknown:absent ",
     "confirmed"},
    {{{.match = "licenseType", .status = 500, .body = DENIAL}},
     3,
     0,
     "unknown:api-error ",
     "conflict"},
    /* another's row, or several, are not the own one */
    {{{.match = "licenseType",
       .body = "{\"items\":[{\"id\":1,\"userName\":\"boss\","
               "\"licenseType\":7}]}"}},
     1,
     0,
     "unknown:garbage ",
     "confirmed"},
    {{{.match = "licenseType",
       .body = "{\"items\":[{\"id\":1,\"licenseType\":7},"
               "{\"id\":2,\"licenseType\":7}]}"}},
     1,
     0,
     "unknown:garbage ",
     "confirmed"},
    {{{.match = "licenseType", .body = "{\"items\":[{\"id\":1}]}"}},
     1,
     3,
     "unknown:garbage ",
     "confirmed"},
    {{{.match = "licenseType",
       .body = "{\"items\":[{\"id\":1,\"licenseType\":\"77\"}]}"}},
     1,
     3,
     "unknown:garbage ",
     "confirmed"},
    {{{.match = "licenseType",
       .body = "{\"items\":[{\"id\":\"x\",\"licenseType\":7}]}"}},
     1,
     0,
     "all:granted ",
     "confirmed"},
    {{{.match = "licenseType", .body = "{\"items\":[null]}"}},
     1,
     0,
     "unknown:garbage ",
     "confirmed"},
    {{{.match = "licenseType", .body = "{}"}},
     1,
     0,
     "unknown:garbage ",
     "garbage"},
    {{{.match = "licenseType", .body = "<html>"}},
     1,
     0,
     "unknown:garbage ",
     "garbage"},
    {{{.match = "licenseType",
       .status = 500,
       .body = "{\"errors\":[\"Unable to find userName\"]}"}},
     3,
     0,
     "unknown:api-error ",
     "declared"},
    {{{.match = "licenseType", .status = 503}},
     4,
     0,
     "unknown:outage ",
     "declared"},
    {{{.match = "licenseType", .net = NET_TIMEOUT}},
     1,
     0,
     "unknown:timeout ",
     "declared"},
};

START_TEST(the_own_row_is_looked_for)
{
    const struct own_case *row = &owns[_i];

    tenant_run(&t, row->reply);
    tenant_ck_seen(&t, NULL, "api-only", BASIS_DECLARED, row->seen);
    ck_assert_uint_eq(fake_count(&t.fake, "licenseType"), row->tries);
    ck_assert_uint_eq(fake_count(&t.fake, "/Resources/query"),
                      fake_count(&t.fake, "licenseType"));
    ck_assert_msg(
        strstr(tenant_verdict(&t, "admin.resources.view"), row->view) != NULL,
        "%s, not %s", tenant_verdict(&t, "admin.resources.view"), row->view);
    ck_assert_ptr_null(strstr(tenant_seen(&t, "Resources", "view", BASIS_READ),
                              "unknown:granted"));
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
            for (int a = 0; a < ACCESS__N; a++)
                ck_assert_str_ne(tenant_seen(&t, step->entity,
                                             access_word((enum access)a),
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
    tenant_ck_seen(&t, "Tickets", "view", BASIS_READ, "unknown:interrupted ");
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
    tcase_add_test(tests, fifty_own_webhooks_prove_the_limit);
    tcase_add_loop_test(tests, every_planned_step_leaves_an_observation, 0, 27);
    tcase_add_test(tests, an_interruption_keeps_what_was_heard);
    suite_add_tcase(suite, tests);
    return suite;
}
