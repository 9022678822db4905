/* Before a step is sent: what its body carries is made anew each time, by a
 * clock that was asked once. */
#include "tests/unit/scanner_tiny.h"

#include <string.h>

static struct tiny_scan t;
static uint32_t asked[8];
static int64_t clocks[8];
static uint32_t n_clock;

static void
setup(void)
{
    tiny_begin(&t);
    memset(asked, 0, sizeof asked);
    n_clock = 0;
}

static void
teardown(void)
{
    tiny_end(&t);
}

/* Learns the time for the form of this step. */
static bool
learn(struct tiny_scan *of, uint32_t step)
{
    asked[step]++;
    clocks[n_clock++] = scan_clock(&of->scan);
    return secrets_learn(&of->secrets, step, "TIME", NULL, "now");
}

static bool
learn_but_the_first(struct tiny_scan *of, uint32_t step)
{
    (void)learn(of, step);
    return step != 0;
}

START_TEST(each_is_made_ready)
{
    uint32_t a = tiny_add(&t, NO_STEP);

    (void)tiny_add(&t, a);
    t.ready = learn;
    ck_assert_str_eq(tiny_run(&t, tiny_fine), "0:0 1:0 end");
    ck_assert_uint_eq(asked[0], 1);
    ck_assert_uint_eq(asked[1], 1);
}
END_TEST

/* Each time: what was sent may be used up. */
START_TEST(again_before_another_try)
{
    static const struct fake_reply replies[] = {
        {.match = "/s0 ", .times = 2, .status = 503}, {.match = ""}, {0}};

    (void)tiny_add(&t, NO_STEP);
    t.ready = learn;
    t.how.clock = 1700000000;
    t.how.clock_at = 0;
    ck_assert_str_eq(tiny_run(&t, replies), "0:0 end");
    ck_assert_uint_eq(asked[0], 3);
    ck_assert_int_eq(clocks[0], 1700000000);
    ck_assert_int_eq(clocks[1], 1700000001); /* a second later */
    ck_assert_int_eq(clocks[2], 1700000003); /* and two more */
}
END_TEST

/* What others count is sent once: only what never got there is sent again. */
START_TEST(once_is_once)
{
    static const struct {
        struct fake_reply reply;
        uint32_t sent;
    } row[] = {
        {{.match = "", .status = 503}, 1},
        {{.match = "", .status = 429, .retry_after = "1"}, 1},
        {{.match = "", .net = NET_RESET}, 1},
        {{.match = "", .net = NET_RESET, .unsent = true}, 3},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const struct fake_reply replies[] = {row[i].reply, {0}};

        tiny_end(&t);
        tiny_begin(&t);
        tiny_step(&t, NO_STEP)->once = true;
        (void)tiny_run(&t, replies);
        ck_assert_uint_eq(t.fake.n, row[i].sent);
    }
}
END_TEST

/* What cannot be made ready is not sent, nor what comes after it. */
START_TEST(what_is_not_ready_is_dropped)
{
    uint32_t a = tiny_add(&t, NO_STEP);

    (void)tiny_add(&t, NO_STEP);
    (void)tiny_add(&t, a);
    t.ready = learn_but_the_first;
    ck_assert_str_eq(tiny_run(&t, tiny_fine), "1:0 2:0 end");
    ck_assert_uint_eq(fake_count(&t.fake, "/s0 "), 0);
    ck_assert_int_eq(t.scan.progress[0].state, STEP_DROPPED);
    ck_assert_int_eq(t.scan.progress[0].reason, WHY_NOT_PROBED);
}
END_TEST

/* The scan may begin a while after the clock was asked. */
START_TEST(what_went_by_is_added)
{
    t.transport = fake_transport(&t.fake);
    t.scan = (struct scan){.options = &t.how, .transport = &t.transport};
    t.how.clock = 1700000000;
    t.fake.now = t.how.clock_at = 123456;
    ck_assert_int_eq(scan_clock(&t.scan), 1700000000);
    t.fake.now += 999;
    ck_assert_int_eq(scan_clock(&t.scan), 1700000000);
    t.fake.now += 1;
    ck_assert_int_eq(scan_clock(&t.scan), 1700000001);
    t.fake.now += 86400 * 1000;
    ck_assert_int_eq(scan_clock(&t.scan), 1700086401);
}
END_TEST

/* Of somebody else's clock, whole minutes count. */
START_TEST(clocks_are_compared)
{
    static const struct {
        int64_t ahead;
        const char *said;
    } row[] = {
        {0, "agrees"},
        {59, "agrees"},
        {-59, "agrees"},
        {60, "1 minute ahead of"},
        {-420, "7 minutes behind"},
        {86400, "1440 minutes ahead of"},
    };
    struct answer answer = {.date = 1700000000};

    t.transport = fake_transport(&t.fake);
    t.scan = (struct scan){
        .mem = &t.mem, .options = &t.how, .transport = &t.transport};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const char *said;

        t.how.clock = answer.date + row[i].ahead;
        said = scan_clock_says(&t.scan, &answer);
        ck_assert_msg(strstr(said, row[i].said) != NULL, "%s", said);
    }
    answer.date = 0;
    ck_assert_ptr_null(scan_clock_says(&t.scan, &answer));
}
END_TEST

Suite *
scanner_ready_suite(void)
{
    Suite *suite = suite_create("scanner: made ready");
    TCase *tests = tcase_create("ready");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, each_is_made_ready);
    tcase_add_test(tests, again_before_another_try);
    tcase_add_test(tests, once_is_once);
    tcase_add_test(tests, what_is_not_ready_is_dropped);
    tcase_add_test(tests, what_went_by_is_added);
    tcase_add_test(tests, clocks_are_compared);
    suite_add_tcase(suite, tests);
    return suite;
}
