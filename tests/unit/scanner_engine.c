/* The engine with a tiny provider: order, limits, retries by the clock, and
 * the ways to end. What the provider heard is written down and compared. */
#include "base/out.h"
#include "base/text.h"
#include "scanner/engine/retry.h"
#include "scanner/engine/scan.h"
#include "tests/unit/scanner_test.h"
#include "tests/unit/transport_fake.h"

#include <string.h>

static struct arena mem;
static struct fake fake;
static struct scan scan;
static struct plan plan;
static struct scan_options how;
static struct secrets secrets;
static struct transport transport;
static struct out heard; /* "step:kind " for each answer heard */
static uint32_t progress_calls;

/* ---- the tiny provider --------------------------------------------------- */

static struct answer
tiny_read(const struct response *response, struct arena *scratch)
{
    struct answer answer = {.kind = ANSWER_ERROR, .status = response->status};

    (void)scratch;
    if (response->net != NET_OK)
        answer.kind =
            response->net == NET_RESET ? ANSWER_RESET : ANSWER_TIMEOUT;
    else if (response->status == 200)
        answer.kind = ANSWER_OK;
    else if (response->status == 429)
        answer.kind = ANSWER_THROTTLED;
    else if (response->status == 401)
        answer.kind = ANSWER_LOGIN;
    answer.said = response->status == 500 ? response->body : NULL;
    return answer;
}

static void
tiny_hear(struct scan *s, uint32_t step, const struct answer *answer)
{
    (void)out_print(&heard, "%u:%d ", (unsigned)step, (int)answer->kind);
    if (answer->kind == ANSWER_LOGIN)
        scan_stop(s, WHY_LOGIN_REJECTED, "no");
    if (plan.step[step].probe == 1)
        scan_want(s, step + 1);
    if (plan.step[step].probe == 2)
        scan_know(s, "id", "4 2");
}

static void
tiny_conclude(struct scan *s)
{
    (void)s;
    (void)out_text(&heard, "end");
}

static const struct provider tiny = {
    .name = "tiny",
    .read = tiny_read,
    .hear = tiny_hear,
    .conclude = tiny_conclude,
};

static void
on_progress(void *ctx, const char *stage, uint32_t done, uint32_t total)
{
    ck_assert_ptr_eq(ctx, &progress_calls);
    ck_assert_ptr_nonnull(stage);
    ck_assert_uint_le(done, total);
    progress_calls++;
}

/* ---- setting up ---------------------------------------------------------- */

static const char *const stages[] = {"one", NULL};

/* A step on an endpoint of its own; the path is its number. */
static uint32_t
add(uint32_t after)
{
    struct step *step;

    plan.step = arena_grow(&mem, plan.step, plan.n, &plan.capacity);
    step = &plan.step[plan.n];
    *step = (struct step){
        .method = "GET",
        .path = arena_print(&mem, "s%u", (unsigned)plan.n),
        .endpoint = arena_print(&mem, "e%u", (unsigned)plan.n),
        .after = after,
        .authenticated = true,
    };
    return plan.n++;
}

/* The same, to be changed. */
static struct step *
new_step(uint32_t after)
{
    uint32_t i = add(after);

    return &plan.step[i];
}

static void
setup(void)
{
    plan = (struct plan){.stage = stages};
    fake = (struct fake){.arena = &mem};
    how = (struct scan_options){.endpoint = "https://api.example/",
                                .max_requests = 1000,
                                .max_ms = 1000000};
    heard = (struct out){0};
    progress_calls = 0;
    secrets = test_secrets();
    scan = (struct scan){0};
}

static void
teardown(void)
{
    out_free(&heard);
    arena_free(&mem);
}

static const char *
run(const struct fake_reply *replies)
{
    static const struct fake_reply *script[2];

    script[0] = replies;
    fake.script = script;
    transport = fake_transport(&fake);
    how.secrets = &secrets;
    scan.mem = &mem;
    scan.provider = &tiny;
    scan.plan = &plan;
    scan.options = &how;
    scan.transport = &transport;
    scan_run(&scan);
    return out_string(&heard);
}

static const struct fake_reply fine[] = {{.match = ""}, {0}};

/* ---- order --------------------------------------------------------------- */

START_TEST(steps_wait_for_what_they_need)
{
    static const struct fake_reply replies[] = {
        {.match = "/s1 ", .delay_ms = 100}, {.match = ""}, {0}};
    uint32_t a = add(NO_STEP), b = add(a);

    (void)add(b);
    (void)add(a);
    ck_assert_str_eq(run(replies), "0:0 3:0 1:0 2:0 end");
    ck_assert_int_eq(fake.sent[1].begin, FAKE_DELAY_MS);
    ck_assert_int_eq(fake_nth(&fake, "/s2 ", 0)->begin, FAKE_DELAY_MS + 100);
    ck_assert_int_eq(scan.stopped, WHY_GRANTED);
    ck_assert_uint_eq(scan.sent, 4);
    ck_assert_uint_eq(scan.n_exchange, 4);
    ck_assert_uint_eq(scan.exchange[1].tries, 1);
    ck_assert_int_eq(scan.exchange[1].status, 200);
}
END_TEST

START_TEST(an_empty_plan_ends)
{
    ck_assert_str_eq(run(fine), "end");
    ck_assert_uint_eq(scan.sent, 0);
}
END_TEST

START_TEST(no_more_than_sixteen_at_once)
{
    for (int i = 0; i < 50; i++)
        (void)add(NO_STEP);
    (void)run(fine);
    ck_assert_uint_eq(fake.most, SCAN_IN_FLIGHT);
    ck_assert_uint_eq(fake.n, 50);
}
END_TEST

START_TEST(a_full_transport_is_asked_again)
{
    for (int i = 0; i < 20; i++)
        (void)add(NO_STEP);
    fake.room = 3;
    (void)run(fine);
    ck_assert_uint_eq(fake.most, 3);
    ck_assert_uint_eq(fake.n, 20);
    ck_assert_uint_eq(scan.sent, 20);
}
END_TEST

START_TEST(one_at_a_time_on_an_endpoint)
{
    static const struct fake_reply replies[] = {
        {.match = "/s3 ", .times = 2, .status = 429, .retry_after = "3"},
        {.match = ""},
        {0}};

    for (uint32_t i = 0; i < 12; i++)
        new_step(NO_STEP)->endpoint = i % 2 ? "odd" : "even";
    (void)run(replies);
    ck_assert_uint_eq(fake.n, 14);
    ck_assert_uint_eq(fake.most, 2);
    for (uint32_t i = 0; i < fake.n; i++)
        for (uint32_t k = 0; k < i; k++)
            ck_assert(fake.sent[i].id % 2 != fake.sent[k].id % 2 ||
                      fake.sent[k].end <= fake.sent[i].begin);
}
END_TEST

/* ---- templates, spares --------------------------------------------------- */

START_TEST(spares_are_sent_only_when_wanted)
{
    new_step(NO_STEP)->probe = 1;
    new_step(0)->when = "wanted";
    new_step(0)->when = "not wanted";
    new_step(2)->when = "after one that is not wanted";
    (void)add(2);
    ck_assert_str_eq(run(fine), "0:0 1:0 4:0 end");
    ck_assert_int_eq(scan.progress[2].state, STEP_DROPPED);
    ck_assert_int_eq(scan_reason(&scan, 2), WHY_NOT_PROBED);
}
END_TEST

START_TEST(values_go_into_paths_and_bodies)
{
    new_step(NO_STEP)->probe = 2;
    new_step(0)->path = "x/{id}";
    new_step(0)->body = "{\"a\":\"{id}\"}";
    plan.step[2].method = "POST";
    new_step(0)->body = "{\"a\":{id}}";
    plan.step[3].parameter = "search";
    new_step(0)->path = "y/{nobody}";
    (void)run(fine);
    ck_assert_uint_eq(fake.n, 4);
    ck_assert_str_eq(fake.sent[1].url, "https://api.example/x/4%202");
    ck_assert_str_eq(fake.sent[2].body, "{\"a\":\"4 2\"}");
    ck_assert_str_eq(fake.sent[3].url,
                     "https://api.example/s3?search=%7B%22a%22%3A4%202%7D");
    ck_assert_str_eq(fake.sent[3].body, "");
    ck_assert_int_eq(scan_reason(&scan, 4), WHY_NOT_PROBED);
    for (uint32_t i = 0; i < scan.n_exchange; i++) /* templates, not values */
        ck_assert_ptr_null(strstr(scan.exchange[i].path, "4"));
}
END_TEST

/* ---- retries ------------------------------------------------------------- */

START_TEST(retry_after_is_honoured_to_the_millisecond)
{
    static const struct fake_reply replies[] = {
        {.match = "/s0 ", .times = 1, .status = 429, .retry_after = "7"},
        {.match = "/s0 ",
         .times = 1,
         .status = 429,
         .retry_after = "Tue, 14 Nov 2023 22:13:47 GMT"}, /* epoch + 27 s */
        {.match = ""},
        {0}};

    (void)add(NO_STEP);
    (void)add(0);
    ck_assert_str_eq(run(replies), "0:0 1:0 end");
    ck_assert_int_eq(fake.sent[1].begin, 10 + 7000);
    ck_assert_int_eq(fake.sent[2].begin, 7020 + 20000);
    ck_assert_uint_eq(scan.exchange[0].tries, 3);
    ck_assert_uint_eq(scan.n_exchange, 2);
    ck_assert_uint_eq(scan.sent, 4);
}
END_TEST

START_TEST(without_it_waits_double)
{
    static const struct fake_reply replies[] = {{.match = "", .net = NET_RESET},
                                                {0}};

    (void)add(NO_STEP);
    (void)run(replies);
    ck_assert_uint_eq(fake.n, RETRY_TRIES);
    ck_assert_int_eq(fake.sent[1].begin, 1010);
    ck_assert_int_eq(fake.sent[2].begin, 1020 + 2000);
    ck_assert_int_eq(fake.sent[3].begin, 3030 + 4000);
    ck_assert_int_eq(scan_reason(&scan, 0), WHY_OUTAGE);
    ck_assert_uint_eq(scan.exchange[0].tries, RETRY_TRIES);
    ck_assert_int_eq(scan.exchange[0].status, 0);
    ck_assert_str_eq(scan.exchange[0].note, "the network says no");
}
END_TEST

/* While one waits, others go on. */
START_TEST(a_wait_holds_up_nobody_else)
{
    static const struct fake_reply replies[] = {
        {.match = "/s0 ", .times = 1, .status = 429, .retry_after = "50"},
        {.match = ""},
        {0}};

    (void)add(NO_STEP);
    (void)add(NO_STEP);
    (void)add(1);
    ck_assert_str_eq(run(replies), "1:0 2:0 0:0 end");
    ck_assert_int_eq(fake.now, 50020);
}
END_TEST

START_TEST(a_timeout_is_not_tried_again)
{
    static const struct fake_reply replies[] = {
        {.match = "", .net = NET_TIMEOUT}, {0}};

    (void)add(NO_STEP);
    (void)run(replies);
    ck_assert_uint_eq(fake.n, 1);
    ck_assert_int_eq(scan_reason(&scan, 0), WHY_TIMEOUT);
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
        (void)add(NO_STEP);
    how.max_requests = 6;
    (void)run(replies);
    ck_assert_uint_eq(fake.n, 6);
    ck_assert_uint_eq(scan.sent, 6);
    for (uint32_t i = 0; i < 10; i++)
        ck_assert_int_eq(scan_reason(&scan, i), i == 0  ? WHY_THROTTLED
                                                : i < 6 ? WHY_GRANTED
                                                        : WHY_BUDGET);
}
END_TEST

START_TEST(retries_count_too)
{
    static const struct fake_reply replies[] = {
        {.match = "", .status = 429, .retry_after = "0"}, {0}};

    (void)add(NO_STEP);
    how.max_requests = 2;
    (void)run(replies);
    ck_assert_uint_eq(fake.n, 2);
    ck_assert_int_eq(scan_reason(&scan, 0), WHY_THROTTLED);
}
END_TEST

START_TEST(the_deadline_ends_it)
{
    static const struct fake_reply replies[] = {
        {.match = "/s1 ", .delay_ms = 60000}, {.match = ""}, {0}};

    (void)add(NO_STEP);
    (void)add(NO_STEP);
    (void)add(1);
    how.max_ms = 5000;
    ck_assert_str_eq(run(replies), "0:0 end");
    ck_assert_int_eq(fake.now, 5000);
    ck_assert_int_eq(scan.stopped, WHY_TIMEOUT);
    ck_assert_int_eq(scan_reason(&scan, 0), WHY_GRANTED);
    ck_assert_int_eq(scan_reason(&scan, 1), WHY_TIMEOUT);
    ck_assert_int_eq(scan_reason(&scan, 2), WHY_TIMEOUT);
    ck_assert_uint_eq(fake.n, 2);
}
END_TEST

START_TEST(a_wait_beyond_the_deadline_is_not_begun)
{
    static const struct fake_reply replies[] = {
        {.match = "", .status = 429, .retry_after = "6"}, {0}};

    (void)add(NO_STEP);
    how.max_ms = 5000;
    (void)run(replies);
    ck_assert_int_eq(fake.now, 10);
    ck_assert_int_eq(scan_reason(&scan, 0), WHY_THROTTLED);
    ck_assert_int_eq(scan.stopped, WHY_GRANTED);
}
END_TEST

START_TEST(an_interruption_ends_it)
{
    static const struct fake_reply replies[] = {
        {.match = "/s1 ", .delay_ms = 60000}, {.match = ""}, {0}};

    (void)add(NO_STEP);
    (void)add(NO_STEP);
    (void)add(1);
    fake.stop_at = 300;
    ck_assert_str_eq(run(replies), "0:0 end");
    ck_assert_int_eq(fake.now, 300);
    ck_assert_int_eq(scan.stopped, WHY_INTERRUPTED);
    ck_assert_int_eq(scan_reason(&scan, 1), WHY_INTERRUPTED);
    ck_assert_int_eq(scan_reason(&scan, 2), WHY_INTERRUPTED);
}
END_TEST

START_TEST(a_stop_is_at_once)
{
    static const struct fake_reply replies[] = {
        {.match = "/s3 ", .status = 401, .delay_ms = 5}, {.match = ""}, {0}};

    for (int i = 0; i < 40; i++)
        (void)add(NO_STEP);
    ck_assert_str_eq(run(replies), "3:2 end");
    ck_assert_uint_eq(fake.n, SCAN_IN_FLIGHT); /* those that were out already */
    ck_assert_int_eq(scan.stopped, WHY_LOGIN_REJECTED);
    ck_assert_int_eq(scan_reason(&scan, 39), WHY_LOGIN_REJECTED);
}
END_TEST

START_TEST(the_first_stop_counts)
{
    (void)run(fine);
    scan_stop(&scan, WHY_BUDGET, "first");
    scan_stop(&scan, WHY_TIMEOUT, "second");
    ck_assert_int_eq(scan.stopped, WHY_BUDGET);
    ck_assert_str_eq(scan.stop_text, "first");
}
END_TEST

/* ---- what is kept -------------------------------------------------------- */

START_TEST(a_servers_text_is_kept_without_credentials)
{
    static const struct fake_reply replies[] = {
        {.match = "",
         .status = 500,
         .body = "who is " TEST_USER " with " TEST_SECRET " of " TEST_CODE
                 " \x1b[31m\xff?"},
        {0}};

    (void)add(NO_STEP);
    (void)run(replies);
    ck_assert_str_eq(scan.exchange[0].note, "who is *** with *** of *** "
                                            "\xef\xbf\xbd[31m\xef\xbf\xbd?");
}
END_TEST

START_TEST(progress_is_told)
{
    (void)add(NO_STEP);
    (void)add(0);
    how.progress = on_progress;
    how.progress_ctx = &progress_calls;
    (void)run(fine);
    ck_assert_uint_eq(progress_calls, 2);
}
END_TEST

Suite *
scanner_engine_suite(void)
{
    const TTest *const row[] = {
        steps_wait_for_what_they_need,
        an_empty_plan_ends,
        no_more_than_sixteen_at_once,
        a_full_transport_is_asked_again,
        one_at_a_time_on_an_endpoint,
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
    suite_add_tcase(suite, tests);
    return suite;
}
