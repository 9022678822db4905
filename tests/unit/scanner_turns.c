/* Whose turn it is: what goes alone and what side by side, the pace, budgets
 * that end early, an API that was named by hand, and plans that are long. */
#include "base/text.h"
#include "scanner/autotask/autotask.h"
#include "tests/unit/scanner_tenant.h"
#include "tests/unit/scanner_tiny.h"

#include <string.h>

static struct tiny_scan t;
static struct tenant_scan real;

static void
setup(void)
{
    tiny_begin(&t);
}

static void
teardown(void)
{
    tiny_end(&t);
}

static void
real_setup(void)
{
    tenant_begin(&real);
}

static void
real_teardown(void)
{
    tenant_end(&real);
}

/* ---- Autotask's order ---------------------------------------------------- */

static void
ck_after(const struct fake_sent *sent, const char *before)
{
    ck_assert_ptr_nonnull(fake_nth(&real.fake, before, 0));
    ck_assert_msg(fake_nth(&real.fake, before, 0)->end <= sent->begin,
                  "%s before the answer to %s", sent->url, before);
}

/* One, one, one, and then never more than two, whichever is slow; the API
 * user's own row and Tickets first, for others wait for them. */
START_TEST(reads_go_two_by_two)
{
    static const char *const slow[] = {"?", "V1.0/EntityInformation",
                                       "/Tickets/query", "licenseType"};
    struct fake_reply replies[] = {
        {.match = slow[_i], .delay_ms = 900, .body = NULL}, {0}};

    if (_i == 1)
        replies[0].body = tenant_survey(&real, NULL, "", "");
    else if (_i == 2)
        replies[0].body = "{\"items\":[{\"id\":4711}]}";
    else if (_i == 3)
        replies[0].body = "{\"items\":[{\"id\":7,\"userName\":\"" TEST_USER
                          "\",\"licenseType\":7}]}";
    else
        replies[0].match = "nothing";
    tenant_run(&real, replies);
    ck_assert_int_eq(real.scan.stopped, WHY_GRANTED);
    for (uint32_t i = 1; i < real.fake.n; i++)
        ck_after(&real.fake.sent[i], "zoneInformation");
    for (uint32_t i = 2; i < real.fake.n; i++)
        ck_after(&real.fake.sent[i], "V1.0/ThresholdInformation");
    for (uint32_t i = 3; i < real.fake.n; i++)
        ck_after(&real.fake.sent[i], "V1.0/EntityInformation");
    ck_assert_ptr_nonnull(strstr(real.fake.sent[3].body, "licenseType"));
    ck_assert(text_ends(real.fake.sent[4].url, "/Tickets/query"));
    ck_assert_int_eq(real.fake.sent[3].begin, real.fake.sent[4].begin);
    ck_assert_uint_gt(real.fake.n, 15);
    ck_assert_uint_eq(real.fake.most, 2);
}
END_TEST

/* ---- an API that was named by hand --------------------------------------- */

#define BY_HAND "https://webservices5.autotask.net/ATServicesRest/"

START_TEST(by_hand_nothing_is_looked_up)
{
    real.how.api = url_guard(BY_HAND, autotask_hosts, false, &real.mem);
    tenant_run(&real, NULL);
    ck_assert_int_eq(real.scan.stopped, WHY_GRANTED);
    ck_assert_uint_eq(fake_count(&real.fake, "zoneInformation"), 0);
    ck_assert_str_eq(real.fake.sent[0].url,
                     BY_HAND "V1.0/ThresholdInformation");
    for (uint32_t i = 0; i < real.fake.n; i++) {
        ck_assert(real.fake.sent[i].authenticated);
        ck_assert(text_starts(real.fake.sent[i].url, BY_HAND));
    }
    ck_assert_int_eq(real.scan.progress[0].state, STEP_DROPPED);
    ck_assert_uint_eq(real.scan.progress[0].exchange, NO_EXCHANGE);
    ck_assert_str_eq(tenant_verdict(&real, "crm.companies.view"),
                     "pass granted confirmed");
}
END_TEST

START_TEST(by_hand_only_the_look_up_is_dropped)
{
    tiny_step(&t, NO_STEP)->look_up = true;
    (void)tiny_add(&t, 0);
    tiny_step(&t, NO_STEP)->base = BASE_API;
    t.how.api = url_endpoint("https://other.example/", &t.mem);
    ck_assert_str_eq(tiny_run(&t, tiny_fine), "1:0 2:0 end");
    ck_assert_str_eq(fake_nth(&t.fake, "s2", 0)->url,
                     "https://other.example/s2");
    ck_assert_str_eq(fake_nth(&t.fake, "s1", 0)->url, "https://api.example/s1");
}
END_TEST

START_TEST(what_needs_an_unknown_address_is_not_sent)
{
    tiny_step(&t, NO_STEP)->base = BASE_API;
    (void)tiny_add(&t, 0);
    ck_assert_str_eq(tiny_run(&t, tiny_fine), "1:0 end");
    ck_assert_int_eq(scan_reason(&t.scan, 0), WHY_NOT_PROBED);
    ck_assert_uint_eq(t.scan.n_exchange, 1);
}
END_TEST

/* ---- pace ---------------------------------------------------------------- */

/* However long an answer takes. */
static const uint32_t trips[] = {1, 19, 20, 60, 199, 200, 5000};

START_TEST(two_at_a_time)
{
    const struct fake_reply slow[] = {{.match = "", .delay_ms = trips[_i]},
                                      {0}};

    (void)tiny_add(&t, NO_STEP);
    for (int i = 0; i < 40; i++)
        (void)tiny_add(&t, 0);
    (void)tiny_run(&t, slow);
    ck_assert_uint_eq(t.fake.n, 41);
    ck_assert_uint_eq(t.fake.most, 2);
    ck_assert_int_eq(t.fake.now, (1 + 20) * (int64_t)trips[_i]);
}
END_TEST

/* Where a provider says that what is refused is no failed login. */
START_TEST(as_many_as_the_provider_says)
{
    static const struct fake_reply slow[] = {{.match = "", .delay_ms = 100},
                                             {0}};
    struct provider other = tiny_provider;

    other.in_flight = (uint32_t)_i;
    for (int i = 0; i < 40; i++)
        (void)tiny_add(&t, NO_STEP);
    t.provider = &other;
    (void)tiny_run(&t, slow);
    ck_assert_uint_eq(t.fake.n, 40);
    ck_assert_uint_eq(t.fake.most, (uint32_t)_i);
}
END_TEST

/* ---- budget -------------------------------------------------------------- */

START_TEST(a_budget_that_ends_before_the_login)
{
    real.how.max_requests = (uint32_t)_i;
    tenant_run(&real, NULL);
    ck_assert_uint_eq(real.fake.n, (uint32_t)_i);
    ck_assert_uint_eq(fake_count(&real.fake, "ThresholdInformation"), 0);
    ck_assert_int_eq(real.scan.stopped, WHY_GRANTED);
    tenant_ck_seen(&real, NULL, "login", BASIS_DECLARED, "budget ");
    tenant_ck_seen(&real, NULL, "api-only", BASIS_DECLARED, "budget ");
    tenant_ck_seen(&real, "Tickets", "edit", BASIS_DECLARED, "budget ");
    tenant_ck_seen(&real, "Tickets", "view", BASIS_READ, "budget ");
    ck_assert_str_eq(tenant_verdict(&real, "api-user.login"),
                     "unknown budget none");
    ck_assert_str_eq(tenant_verdict(&real, "service-desk.tickets.edit"),
                     "unknown budget none");
}
END_TEST

/* One that gathers waits for all before the one that it comes after, however
 * they end; another one on the same does not. */
START_TEST(one_waits_for_several)
{
    static const struct fake_reply replies[] = {
        {.match = "/s1 ", .delay_ms = 900}, {.match = ""}, {0}};
    static const char *const heard[] = {"0:0 2:0 5:0 1:0 4:0 6:0 end",
                                        "0:0 2:0 5:0 1:0 3:0 4:0 6:0 end"};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, 0);
    (void)tiny_add(&t, 0);
    tiny_step(&t, 1)->when = _i == 0 ? "never" : NULL;
    for (uint32_t i = 4; i <= 5; i++)
        tiny_step(&t, 2)->gathers = i == 4;
    (void)tiny_add(&t, 4);
    ck_assert_str_eq(tiny_run(&t, replies), heard[_i]);
}
END_TEST

/* Where one of those is never at its end, it is not sent. */
START_TEST(one_waits_in_vain)
{
    static const struct fake_reply replies[] = {
        {.match = "/s1 ", .status = 401}, {.match = ""}, {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, 0);
    (void)tiny_add(&t, 0);
    tiny_step(&t, 2)->gathers = true;
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(fake_count(&t.fake, "/s3 "), 0);
    ck_assert_int_eq(t.scan.stopped, WHY_LOGIN_LOST);
}
END_TEST

/* What never reached the server is not counted. */
START_TEST(what_was_not_sent_costs_nothing)
{
    static const struct fake_reply replies[] = {
        {.match = "/s9 "},
        {.match = "", .net = NET_UNREACHABLE, .unsent = true},
        {0}};

    for (int i = 0; i < 10; i++)
        (void)tiny_add(&t, i == 0 ? NO_STEP : (uint32_t)i - 1);
    t.how.max_requests = 1;
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(t.fake.n, 10);
    ck_assert_uint_eq(t.scan.sent, 1);
    ck_assert_int_eq(scan_reason(&t.scan, 0), WHY_UNREACHABLE);
    ck_assert_int_eq(scan_reason(&t.scan, 9), WHY_GRANTED);
}
END_TEST

/* Nor is what was on its way when the scan was stopped, and had not gone out.
 */
START_TEST(what_was_dropped_unsent_is_not_told)
{
    const struct fake_reply replies[] = {
        {.match = "/s0 "},
        {.match = "/s1 ", .status = 401},
        {.match = "", .unsent = _i == 0, .delay_ms = 900},
        {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, 0);
    (void)tiny_add(&t, 0);
    (void)tiny_run(&t, replies);
    ck_assert_int_eq(t.scan.stopped, WHY_LOGIN_LOST);
    ck_assert_uint_eq(t.fake.n, 3);
    ck_assert_uint_eq(t.scan.sent, _i == 0 ? 2 : 3);
}
END_TEST

START_TEST(a_retry_of_what_was_not_sent_is_no_second)
{
    static const struct fake_reply replies[] = {
        {.match = "", .times = 2, .net = NET_RESET, .unsent = true},
        {.match = ""},
        {0}};

    (void)tiny_add(&t, NO_STEP);
    t.how.max_requests = 1;
    ck_assert_str_eq(tiny_run(&t, replies), "0:0 end");
    ck_assert_uint_eq(t.fake.n, 3);
    ck_assert_uint_eq(t.scan.sent, 1);
}
END_TEST

/* ---- retries ------------------------------------------------------------- */

struct again_case {
    struct fake_reply reply;
    uint32_t sent;
};

static const struct again_case agains[] = {
    {{.match = "", .status = 500, .body = "{}"}, 2},
    {{.match = "", .status = 500, .body = "?"}, 2},
    {{.match = "", .status = 400, .body = "{}"}, 2},
    {{.match = "", .status = 429}, 3},
    {{.match = "", .status = 429, .retry_after = "0"}, 3},
    {{.match = "", .status = 502}, 3},
    {{.match = "", .status = 503, .body = "<html>"}, 3},
    {{.match = "", .status = 504}, 3},
    {{.match = "", .status = 408}, 3},
    {{.match = "", .status = 425}, 3},
    {{.match = "", .net = NET_RESET}, 3},
    {{.match = "", .status = 200, .net = NET_RESET}, 3},
    {{.match = "", .status = 404}, 1},
    {{.match = "", .status = 401}, 1},
    {{.match = "", .status = 407}, 1},
    {{.match = "", .status = 302}, 1},
    {{.match = "", .status = 500, .body = "<html>"}, 1},
    {{.match = "", .status = 200, .body = "?"}, 1},
    {{.match = "", .net = NET_PROXY}, 1},
    {{.match = "", .net = NET_TLS}, 1},
    {{.match = "", .net = NET_BROKEN}, 1},
    {{.match = "", .status = 401, .net = NET_RESET}, 1},
};

START_TEST(what_may_pass_is_tried_again)
{
    const struct again_case *row = &agains[_i];
    const struct fake_reply replies[] = {{.match = "/s0 "}, row->reply, {0}};

    (void)tiny_add(&t, NO_STEP); /* the login, which is accepted */
    (void)tiny_add(&t, 0);
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(t.fake.n, row->sent + 1);
    for (uint32_t i = 2; i < t.fake.n; i++)
        ck_assert_int_ge(t.fake.sent[i].begin, t.fake.sent[i - 1].end + 1000);
    ck_assert_uint_eq(t.scan.exchange[1].tries, row->sent);
    ck_assert_uint_eq(t.scan.sent, row->sent + 1);
}
END_TEST

/* A server that fails may have refused a login: before one was accepted that is
 * not provoked a second time. */
static const struct {
    int status;
    uint32_t sent;
} fails[] = {{500, 1}, {400, 1}, {502, 3}, {503, 3}};

START_TEST(a_login_that_fails_is_not_sent_again)
{
    const struct fake_reply replies[] = {
        {.match = "", .status = fails[_i].status, .body = "{}"}, {0}};

    (void)tiny_step(&t, NO_STEP);
    t.plan.step[0].auth = AUTH_HEADERS;
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(t.fake.n, fails[_i].sent);
}
END_TEST

/* ---- many ---------------------------------------------------------------- */

enum { MANY = 50000 };

START_TEST(a_long_scan_ends)
{
    for (uint32_t i = 0; i < MANY; i++)
        (void)tiny_add(&t, _i == 0 || i == 0 ? NO_STEP : i - 1);
    t.how.max_requests = MANY;
    t.how.max_ms = INT32_MAX;
    (void)tiny_run(&t, tiny_fine);
    ck_assert_uint_eq(t.scan.sent, MANY);
    for (uint32_t i = 0; i < MANY; i++)
        ck_assert_int_eq(t.scan.progress[i].state, STEP_ANSWERED);
}
END_TEST

/* Spare ones behind each other, none of which is wanted. */
START_TEST(a_long_chain_is_dropped_at_once)
{
    (void)tiny_add(&t, NO_STEP);
    for (uint32_t i = 1; i < MANY; i++)
        tiny_step(&t, i - 1)->when = "never";
    ck_assert_str_eq(tiny_run(&t, tiny_fine), "0:0 end");
    ck_assert_uint_eq(t.fake.n, 1);
    ck_assert_int_eq(t.scan.progress[MANY - 1].state, STEP_DROPPED);
}
END_TEST

Suite *
scanner_turns_suite(void)
{
    Suite *suite = suite_create("scanner: whose turn it is");
    TCase *tests = tcase_create("turns"), *all = tcase_create("Autotask");
    TCase *many = tcase_create("many");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, by_hand_only_the_look_up_is_dropped);
    tcase_add_test(tests, what_needs_an_unknown_address_is_not_sent);
    tcase_add_loop_test(tests, two_at_a_time, 0, sizeof trips / sizeof *trips);
    tcase_add_loop_test(tests, as_many_as_the_provider_says, 1,
                        SCAN_IN_FLIGHT + 1);
    tcase_add_loop_test(tests, one_waits_for_several, 0, 2);
    tcase_add_test(tests, one_waits_in_vain);
    tcase_add_test(tests, what_was_not_sent_costs_nothing);
    tcase_add_loop_test(tests, what_was_dropped_unsent_is_not_told, 0, 2);
    tcase_add_test(tests, a_retry_of_what_was_not_sent_is_no_second);
    tcase_add_loop_test(tests, what_may_pass_is_tried_again, 0,
                        (int)(sizeof agains / sizeof *agains));
    tcase_add_loop_test(tests, a_login_that_fails_is_not_sent_again, 0,
                        (int)(sizeof fails / sizeof *fails));
    suite_add_tcase(suite, tests);
    tcase_set_tags(many, "sweep");
    tcase_add_checked_fixture(many, setup, teardown);
    tcase_add_loop_test(many, a_long_scan_ends, 0, 2);
    tcase_add_test(many, a_long_chain_is_dropped_at_once);
    suite_add_tcase(suite, many);
    tcase_add_checked_fixture(all, real_setup, real_teardown);
    tcase_add_loop_test(all, reads_go_two_by_two, 0, 4);
    tcase_add_test(all, by_hand_nothing_is_looked_up);
    tcase_add_loop_test(all, a_budget_that_ends_before_the_login, 0, 2);
    suite_add_tcase(suite, all);
    return suite;
}
