/* Credits: how many a day has left, and what a scan leaves to the product. */
#include "base/text.h"
#include "tests/unit/zoho.h"
#include "tests/unit/zoho_tenant.h"

static const struct credits {
    const char *left;
    uint32_t max_usage;
    bool stops;
} credits[] = {
    {NULL, 80, false},
    {"74950", 80, false},
    {"5000", 80, false},
    {"4999", 80, true}, /* a twentieth of an Enterprise's day */
    {"499", 99, true},
    {"499", 100, false},
    {"0", 80, true},
    {"many", 80, false},
    {"-1", 80, false},
    {"12 of 75000", 80, false},
    {"", 80, false},
    {"1234567890123", 80, false},
};

START_TEST(credits_are_left_to_the_product)
{
    const struct fake_reply replies[] = {
        {.match = "/layouts?", .status = 204, .remaining = credits[_i].left},
        {0}};

    zt.how.max_usage = credits[_i].max_usage;
    zt_run(&zt, replies);
    ck_assert_int_eq(zt.audit.stopped,
                     credits[_i].stops ? WHY_BUDGET : WHY_GRANTED);
    zt_ck(&zt, "scopes.accounts.read", ZT_P_DECLARED);
}
END_TEST

/* An answer that was overtaken does not give credits back. */
START_TEST(the_least_that_was_heard_is_left)
{
    static const struct fake_reply replies[] = {{.match = "/layouts?",
                                                 .status = 204,
                                                 .remaining = "7000",
                                                 .delay_ms = 1},
                                                {.match = "/webhooks ",
                                                 .status = 204,
                                                 .remaining = "7001",
                                                 .delay_ms = 900},
                                                {0}};

    zt_run(&zt, replies);
    ck_assert(zt_tells(&zt, "API credits left that day: 7000"));
}
END_TEST

/* Whether or not it says for how long. */
START_TEST(the_day_is_used_up)
{
    struct fake_reply replies[] = {{.match = "/myinfo ",
                                    .status = 429,
                                    .body = ZT_CODE("THRESHOLD_EXCEEDED", "x"),
                                    .retry_after = _i == 0 ? "3600" : NULL},
                                   {0}};

    zt_run(&zt, replies);
    ck_assert_int_eq(zt.audit.stopped, WHY_THROTTLED);
    ck_assert_uint_eq(fake_count(&zt.fake, "/myinfo "), 1);
    zt_ck(&zt, "reach.records.all", "unknown throttled none");
    zt_ck(&zt, "scopes.tickets.read", ZT_P_DECLARED);
}
END_TEST

/* Whichever answer says that few are left: the scan is stopped if something is
 * left out thereby, and not where all was asked. */
START_TEST(few_credits_at_the_end)
{
    enum { ALL = 13 };
    static const char *const match[] = {
        ZT_ORGS,     "/myinfo",    "/departments",       "/layouts",
        "/webhooks", "/accounts?", "/agentsTicketsCount"};
    struct fake_reply replies[] = {{.status = 204, .remaining = "10"}, {0}};

    replies[0].match = match[_i];
    zt_run(&zt, replies);
    ck_assert_int_eq(zt.audit.stopped,
                     zt.fake.n < ALL ? WHY_BUDGET : WHY_GRANTED);
    ck_assert(_i != 0 || zt.fake.n == 2);
    ck_assert(_i != 6 || zt.fake.n == ALL);
    zt_ck(&zt, "scopes.agents.read", ZT_P_DECLARED);
}
END_TEST

Suite *
zoho_credits_suite(void)
{
    Suite *suite = suite_create("zoho: credits");
    TCase *tests = tcase_create("credits");

    tcase_add_checked_fixture(tests, zt_begin, zt_end);
    tcase_add_loop_test(tests, credits_are_left_to_the_product, 0,
                        (int)(sizeof credits / sizeof *credits));
    tcase_add_test(tests, the_least_that_was_heard_is_left);
    tcase_add_loop_test(tests, the_day_is_used_up, 0, 2);
    tcase_add_loop_test(tests, few_credits_at_the_end, 0, 7);
    suite_add_tcase(suite, tests);
    return suite;
}
