/* The engine with a tiny provider: order, limits, retries by the clock, and
 * the ways to end. What the provider heard is written down and compared. */
#include "base/text.h"
#include "tests/unit/scanner_tiny.h"

#include <string.h>

static struct tiny_scan t;

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
on_progress(void *ctx, const char *stage, uint32_t done, uint32_t total)
{
    ck_assert_ptr_eq(ctx, &t);
    ck_assert_ptr_nonnull(stage);
    ck_assert_uint_le(done, total);
    t.progress_calls++;
}

/* ---- order --------------------------------------------------------------- */

START_TEST(steps_wait_for_what_they_need)
{
    static const struct fake_reply replies[] = {
        {.match = "/s1 ", .delay_ms = 100}, {.match = ""}, {0}};
    uint32_t a = tiny_add(&t, NO_STEP), b = tiny_add(&t, a);

    (void)tiny_add(&t, b);
    (void)tiny_add(&t, a);
    ck_assert_str_eq(tiny_run(&t, replies), "0:0 3:0 1:0 2:0 end");
    ck_assert_int_eq(t.fake.sent[1].begin, FAKE_DELAY_MS);
    ck_assert_int_eq(fake_nth(&t.fake, "/s2 ", 0)->begin, FAKE_DELAY_MS + 100);
    ck_assert_int_eq(t.scan.stopped, WHY_GRANTED);
    ck_assert_uint_eq(t.scan.sent, 4);
    ck_assert_uint_eq(t.scan.n_exchange, 4);
    ck_assert_uint_eq(t.scan.exchange[1].tries, 1);
    ck_assert_int_eq(t.scan.exchange[1].status, 200);
}
END_TEST

START_TEST(an_empty_plan_ends)
{
    ck_assert_str_eq(tiny_run(&t, tiny_fine), "end");
    ck_assert_uint_eq(t.scan.sent, 0);
}
END_TEST

START_TEST(a_full_transport_is_asked_again)
{
    static const struct fake_reply slow[] = {{.match = "", .delay_ms = 100},
                                             {0}};

    for (int i = 0; i < 20; i++)
        (void)tiny_add(&t, NO_STEP);
    t.fake.room = 1;
    (void)tiny_run(&t, slow);
    ck_assert_uint_eq(t.fake.most, 1);
    ck_assert_uint_eq(t.fake.n, 20);
    ck_assert_uint_eq(t.scan.sent, 20);
}
END_TEST

START_TEST(one_at_a_time_on_an_endpoint)
{
    static const struct fake_reply replies[] = {
        {.match = "/s3 ", .times = 2, .status = 429, .retry_after = "3"},
        {.match = ""},
        {0}};

    for (uint32_t i = 0; i < 12; i++)
        tiny_step(&t, NO_STEP)->endpoint = i % 2 ? "odd" : "even";
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(t.fake.n, 14);
    ck_assert_uint_eq(t.fake.most, 2);
    for (uint32_t i = 0; i < t.fake.n; i++)
        for (uint32_t k = 0; k < i; k++)
            ck_assert(t.fake.sent[i].id % 2 != t.fake.sent[k].id % 2 ||
                      t.fake.sent[k].end <= t.fake.sent[i].begin);
}
END_TEST

/* A request without any authentication whose body carries the credential is
 * the login: refused, or perhaps refused, it is not sent again. */
START_TEST(what_carries_the_credential_is_the_login)
{
    static const int status[] = {401, 400, 500};
    const struct fake_reply replies[] = {
        {.match = "/s0 ", .status = status[_i]}, {.match = ""}, {0}};

    for (int signs_in = 0; signs_in < 2; signs_in++) {
        struct step *step;

        tiny_end(&t);
        tiny_begin(&t);
        step = tiny_step(&t, NO_STEP);
        step->auth = AUTH_NONE;
        step->signs_in = signs_in;
        (void)tiny_run(&t, replies);
        ck_assert(t.fake.n == 1 || (!signs_in && status[_i] != 401));
        ck_assert_int_eq(t.scan.stopped, status[_i] == 401 && signs_in
                                             ? WHY_LOGIN_REJECTED
                                             : WHY_GRANTED);
    }
}
END_TEST

START_TEST(what_carries_the_credential_can_be_accepted)
{
    static const struct fake_reply replies[] = {
        {.match = "/s1 ", .status = 401}, {.match = ""}, {0}};
    struct step *step = tiny_step(&t, NO_STEP);

    step->auth = AUTH_NONE;
    step->signs_in = true;
    (void)tiny_add(&t, 0);
    (void)tiny_run(&t, replies);
    ck_assert_int_eq(t.scan.stopped, WHY_LOGIN_LOST);
}
END_TEST

/* ---- templates, spares --------------------------------------------------- */

START_TEST(spares_are_sent_only_when_wanted)
{
    tiny_step(&t, NO_STEP)->probe = TINY_WANT;
    tiny_step(&t, 0)->when = "wanted";
    tiny_step(&t, 0)->when = "not wanted";
    tiny_step(&t, 2)->when = "after one that is not wanted";
    (void)tiny_add(&t, 2);
    ck_assert_str_eq(tiny_run(&t, tiny_fine), "0:0 1:0 4:0 end");
    ck_assert_int_eq(t.scan.progress[2].state, STEP_DROPPED);
    ck_assert_int_eq(scan_reason(&t.scan, 2), WHY_NOT_PROBED);
}
END_TEST

START_TEST(values_go_into_paths_and_bodies)
{
    tiny_step(&t, NO_STEP)->probe = TINY_KNOW;
    tiny_step(&t, 0)->path = "x/{id}";
    tiny_step(&t, 0)->body = "{\"a\":\"{id}\"}";
    t.plan.step[2].method = "POST";
    tiny_step(&t, 0)->body = "{\"a\":{id}}";
    t.plan.step[3].parameter = "search";
    tiny_step(&t, 0)->path = "y/{nobody}";
    (void)tiny_run(&t, tiny_fine);
    ck_assert_uint_eq(t.fake.n, 4);
    ck_assert_str_eq(t.fake.sent[1].url, "https://api.example/x/4%202");
    ck_assert_str_eq(t.fake.sent[2].body, "{\"a\":\"4 2\"}");
    ck_assert_str_eq(t.fake.sent[3].url,
                     "https://api.example/s3?search=%7B%22a%22%3A4%202%7D");
    ck_assert_str_eq(t.fake.sent[3].body, "");
    ck_assert_int_eq(scan_reason(&t.scan, 4), WHY_NOT_PROBED);
    for (uint32_t i = 0; i < t.scan.n_exchange; i++) /* templates, not values */
        ck_assert_ptr_null(strstr(t.scan.exchange[i].path, "4"));
}
END_TEST

/* ---- retries ------------------------------------------------------------- */

START_TEST(retry_after_is_honoured_to_the_millisecond)
{
    static const struct fake_reply replies[] = {
        {.match = "/s0 ", .times = 1, .status = 429, .retry_after = "7"},
        {.match = "/s0 ", .times = 1, .status = 429, .retry_after = "20"},
        {.match = ""},
        {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, 0);
    ck_assert_str_eq(tiny_run(&t, replies), "0:0 1:0 end");
    ck_assert_int_eq(t.fake.sent[1].begin, 10 + 7000);
    ck_assert_int_eq(t.fake.sent[2].begin, 7020 + 20000);
    ck_assert_uint_eq(t.scan.exchange[0].tries, 3);
    ck_assert_uint_eq(t.scan.n_exchange, 2);
    ck_assert_uint_eq(t.scan.sent, 4);
}
END_TEST

START_TEST(without_it_waits_double)
{
    static const struct fake_reply replies[] = {{.match = "", .net = NET_RESET},
                                                {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(t.fake.n, 3);
    ck_assert_int_eq(t.fake.sent[1].begin, 1010);
    ck_assert_int_eq(t.fake.sent[2].begin, 1020 + 2000);
    ck_assert_int_eq(scan_reason(&t.scan, 0), WHY_OUTAGE);
    ck_assert_uint_eq(t.scan.exchange[0].tries, 3);
    ck_assert_int_eq(t.scan.exchange[0].status, 0);
    ck_assert_str_eq(t.scan.exchange[0].note, "the network says no");
}
END_TEST

/* While one waits, others go on. */
START_TEST(a_wait_holds_up_nobody_else)
{
    static const struct fake_reply replies[] = {
        {.match = "/s0 ", .times = 1, .status = 429, .retry_after = "50"},
        {.match = ""},
        {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, 1);
    ck_assert_str_eq(tiny_run(&t, replies), "1:0 2:0 0:0 end");
    ck_assert_int_eq(t.fake.now, 50020);
}
END_TEST

START_TEST(a_timeout_is_not_tried_again)
{
    static const struct fake_reply replies[] = {
        {.match = "", .net = NET_TIMEOUT}, {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(t.fake.n, 1);
    ck_assert_int_eq(scan_reason(&t.scan, 0), WHY_TIMEOUT);
}
END_TEST

/* ---- limits and ends ----------------------------------------------------- */

START_TEST(no_more_requests_than_allowed)
{
    static const struct fake_reply replies[] = {
        {.match = "/s0 ", .status = 429, .retry_after = "0"},
        {.match = ""},
        {0}};

    for (int i = 0; i < 10; i++)
        (void)tiny_add(&t, NO_STEP);
    t.how.max_requests = 6;
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(t.fake.n, 6);
    ck_assert_uint_eq(t.scan.sent, 6);
    for (uint32_t i = 0; i < 10; i++)
        ck_assert_int_eq(scan_reason(&t.scan, i),
                         i > 0 && i < 6 ? WHY_GRANTED : WHY_BUDGET);
}
END_TEST

START_TEST(retries_count_too)
{
    static const struct fake_reply replies[] = {
        {.match = "", .status = 429, .retry_after = "0"}, {0}};

    (void)tiny_add(&t, NO_STEP);
    t.how.max_requests = 2;
    (void)tiny_run(&t, replies);
    ck_assert_uint_eq(t.fake.n, 2);
    ck_assert_int_eq(scan_reason(&t.scan, 0), WHY_THROTTLED);
}
END_TEST

START_TEST(the_deadline_ends_it)
{
    static const struct fake_reply replies[] = {
        {.match = "/s1 ", .delay_ms = 60000}, {.match = ""}, {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, 1);
    t.how.max_ms = 5000;
    ck_assert_str_eq(tiny_run(&t, replies), "0:0 end");
    ck_assert_int_eq(t.fake.now, 5000);
    ck_assert_int_eq(t.scan.stopped, WHY_TIMEOUT);
    ck_assert_int_eq(scan_reason(&t.scan, 0), WHY_GRANTED);
    ck_assert_int_eq(scan_reason(&t.scan, 1), WHY_TIMEOUT);
    ck_assert_int_eq(scan_reason(&t.scan, 2), WHY_TIMEOUT);
    ck_assert_uint_eq(t.fake.n, 2);
}
END_TEST

START_TEST(a_wait_beyond_the_deadline_is_not_begun)
{
    static const struct fake_reply replies[] = {
        {.match = "", .status = 429, .retry_after = "6"}, {0}};

    (void)tiny_add(&t, NO_STEP);
    t.how.max_ms = 5000;
    (void)tiny_run(&t, replies);
    ck_assert_int_eq(t.fake.now, 10);
    ck_assert_int_eq(scan_reason(&t.scan, 0), WHY_THROTTLED);
    ck_assert_int_eq(t.scan.stopped, WHY_GRANTED);
}
END_TEST

/* What is left counts, not all that there was. */
START_TEST(a_wait_beyond_what_is_left_is_not_begun)
{
    static const struct fake_reply replies[] = {
        {.match = "/s0 ", .delay_ms = 3000},
        {.match = "", .status = 429, .retry_after = "2"},
        {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, 0);
    t.how.max_ms = 5000;
    (void)tiny_run(&t, replies);
    ck_assert_int_eq(t.fake.now, 3010);
    ck_assert_uint_eq(t.fake.n, 2);
    ck_assert_int_eq(scan_reason(&t.scan, 1), WHY_THROTTLED);
    ck_assert_int_eq(t.scan.stopped, WHY_GRANTED);
}
END_TEST

START_TEST(an_interruption_ends_it)
{
    static const struct fake_reply replies[] = {
        {.match = "/s1 ", .delay_ms = 60000}, {.match = ""}, {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, 1);
    t.fake.stop_at = 300;
    ck_assert_str_eq(tiny_run(&t, replies), "0:0 end");
    ck_assert_int_eq(t.fake.now, 300);
    ck_assert_int_eq(t.scan.stopped, WHY_INTERRUPTED);
    ck_assert_int_eq(scan_reason(&t.scan, 1), WHY_INTERRUPTED);
    ck_assert_int_eq(scan_reason(&t.scan, 2), WHY_INTERRUPTED);
}
END_TEST

START_TEST(a_stop_is_at_once)
{
    static const struct fake_reply replies[] = {
        {.match = "/s3 ", .status = 401, .delay_ms = 5}, {.match = ""}, {0}};

    for (int i = 0; i < 40; i++)
        (void)tiny_add(&t, NO_STEP);
    ck_assert_str_eq(tiny_run(&t, replies),
                     "0:0 1:0 end"); /* of s3 the provider is not asked */
    ck_assert_uint_eq(t.fake.n, 4);  /* s2 was out already */
    ck_assert(text_starts(t.scan.stop_text, "The login was accepted"));
    ck_assert_int_eq(t.scan.stopped, WHY_LOGIN_LOST);
    ck_assert_int_eq(scan_reason(&t.scan, 39), WHY_LOGIN_LOST);
}
END_TEST

START_TEST(the_first_stop_counts)
{
    (void)tiny_run(&t, tiny_fine);
    scan_stop(&t.scan, WHY_BUDGET, "first");
    scan_stop(&t.scan, WHY_TIMEOUT, "second");
    ck_assert_int_eq(t.scan.stopped, WHY_BUDGET);
    ck_assert_str_eq(t.scan.stop_text, "first");
}
END_TEST

/* ---- what is kept -------------------------------------------------------- */

START_TEST(a_servers_text_is_kept_without_credentials)
{
    static const struct fake_reply replies[] = {
        {.match = "",
         .status = 500,
         .body =
             "{\"message\":\"who is " TEST_USER
             " with s3cr3t\\\"of the house of " TEST_CODE " \\u001b[31m?\"}"},
        {0}};

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_run(&t, replies);
    ck_assert_str_eq(t.scan.exchange[0].note, "who is *** with *** of *** "
                                              "\xef\xbf\xbd[31m?");
}
END_TEST

START_TEST(progress_is_told)
{
    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, 0);
    t.how.progress = on_progress;
    t.how.progress_ctx = &t;
    (void)tiny_run(&t, tiny_fine);
    ck_assert_uint_eq(t.progress_calls, 2);
}
END_TEST

Suite *
scanner_engine_suite(void)
{
    const TTest *const row[] = {
        steps_wait_for_what_they_need,
        an_empty_plan_ends,
        a_full_transport_is_asked_again,
        one_at_a_time_on_an_endpoint,
        what_carries_the_credential_can_be_accepted,
        spares_are_sent_only_when_wanted,
        values_go_into_paths_and_bodies,
        retry_after_is_honoured_to_the_millisecond,
        without_it_waits_double,
        a_wait_holds_up_nobody_else,
        a_timeout_is_not_tried_again,
        no_more_requests_than_allowed,
        retries_count_too,
        the_deadline_ends_it,
        a_wait_beyond_the_deadline_is_not_begun,
        a_wait_beyond_what_is_left_is_not_begun,
        an_interruption_ends_it,
        a_stop_is_at_once,
        the_first_stop_counts,
        a_servers_text_is_kept_without_credentials,
        progress_is_told,
    };
    Suite *suite = suite_create("scanner: engine");
    TCase *tests = tcase_create("engine");

    tcase_add_checked_fixture(tests, setup, teardown);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        tcase_add_test(tests, row[i]);
    tcase_add_loop_test(tests, what_carries_the_credential_is_the_login, 0, 3);
    suite_add_tcase(suite, tests);
    return suite;
}
