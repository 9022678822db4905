/* The queue of steps: order, one at a time on an endpoint, waits, and plans
 * that are long. The time is passed in. */
#include "scanner/engine/queue.h"
#include "tests/unit/scanner_test.h"

static struct arena mem;
static struct plan plan;
static int64_t wake;

static void
setup(void)
{
    plan = (struct plan){0};
}

static void
teardown(void)
{
    arena_free(&mem);
}

/* A queue for one step on each of these endpoints, a letter each. */
static struct queue *
queue_of(const char *endpoints)
{
    for (; *endpoints != '\0'; endpoints++) {
        plan.step = arena_grow(&mem, plan.step, plan.n, &plan.capacity);
        plan.step[plan.n++] = (struct step){
            .endpoint = arena_print(&mem, "%c", *endpoints), .after = NO_STEP};
    }
    return queue_new(&plan, &mem);
}

/* The same, and every step's turn has come. */
static struct queue *
full_queue_of(const char *endpoints)
{
    struct queue *queue = queue_of(endpoints);

    for (uint32_t i = 0; i < plan.n; i++)
        queue_add(queue, i);
    return queue;
}

START_TEST(an_empty_queue_has_nothing_to_wait_for)
{
    wake = 7;
    ck_assert_uint_eq(queue_next(queue_of("abc"), 0, &wake), NO_STEP);
    ck_assert_int_eq(wake, INT64_MAX);
    ck_assert_uint_eq(queue_next(queue_of(""), 0, &wake), NO_STEP);
}
END_TEST

START_TEST(steps_go_in_the_order_of_their_turns)
{
    static const uint32_t order[] = {3, 0, 4, 2, 1};
    struct queue *queue = queue_of("abcde");

    for (int i = 0; i < 5; i++)
        queue_add(queue, order[i]);
    for (int i = 0; i < 5; i++)
        ck_assert_uint_eq(queue_next(queue, 0, &wake), order[i]);
    ck_assert_uint_eq(queue_next(queue, 0, &wake), NO_STEP);
    ck_assert_int_eq(wake, INT64_MAX);
}
END_TEST

START_TEST(one_at_a_time_on_each_endpoint)
{
    struct queue *queue = full_queue_of("aabab");

    ck_assert_uint_eq(queue_next(queue, 0, &wake), 0);
    ck_assert_uint_eq(queue_next(queue, 0, &wake), 2);
    ck_assert_uint_eq(queue_next(queue, 0, &wake), NO_STEP);
    queue_free(queue, 2);
    ck_assert_uint_eq(queue_next(queue, 0, &wake), 4);
    queue_free(queue, 0);
    ck_assert_uint_eq(queue_next(queue, 0, &wake), 1);
    queue_free(queue, 4);
    ck_assert_uint_eq(queue_next(queue, 0, &wake), NO_STEP);
    queue_free(queue, 1);
    ck_assert_uint_eq(queue_next(queue, 0, &wake), 3);
    queue_free(queue, 3);
    ck_assert_uint_eq(queue_next(queue, 0, &wake), NO_STEP);
    queue_add(queue, 1); /* an endpoint that ran dry is used again */
    ck_assert_uint_eq(queue_next(queue, 0, &wake), 1);
}
END_TEST

/* Who is to wait keeps its place, and its endpoint waits with it. */
START_TEST(a_wait_holds_back_the_endpoint)
{
    struct queue *queue = full_queue_of("aab");

    ck_assert_uint_eq(queue_next(queue, 0, &wake), 0);
    queue_again(queue, 0, 500);
    ck_assert_uint_eq(queue_next(queue, 10, &wake), 2);
    ck_assert_int_eq(wake, 500);
    ck_assert_uint_eq(queue_next(queue, 499, &wake), NO_STEP);
    ck_assert_int_eq(wake, 500);
    ck_assert_uint_eq(queue_next(queue, 500, &wake), 0);
    ck_assert_int_eq(wake, INT64_MAX);
    ck_assert_uint_eq(queue_next(queue, 500, &wake), NO_STEP);
    queue_free(queue, 0);
    ck_assert_uint_eq(queue_next(queue, 500, &wake), 1);
}
END_TEST

START_TEST(a_step_that_comes_during_a_wait_waits_too)
{
    struct queue *queue = queue_of("aa");

    queue_add(queue, 0);
    ck_assert_uint_eq(queue_next(queue, 0, &wake), 0);
    queue_again(queue, 0, 100);
    queue_add(queue, 1);
    ck_assert_uint_eq(queue_next(queue, 99, &wake), NO_STEP);
    ck_assert_uint_eq(queue_next(queue, 200, &wake), 0);
    queue_again(queue, 0, 300);
    ck_assert_uint_eq(queue_next(queue, 200, &wake), NO_STEP);
    ck_assert_uint_eq(queue_next(queue, 300, &wake), 0);
    queue_free(queue, 0);
    ck_assert_uint_eq(queue_next(queue, 300, &wake), 1);
}
END_TEST

START_TEST(waits_end_in_order_of_time)
{
    static const int64_t until[] = {700, 100, 400, 100, 900, 300, 800};
    static const uint32_t order[] = {1, 3, 5, 2, 0, 6, 4};
    struct queue *queue = full_queue_of("abcdefg");

    for (uint32_t i = 0; i < 7; i++)
        ck_assert_uint_eq(queue_next(queue, 0, &wake), i);
    for (uint32_t i = 0; i < 7; i++)
        queue_again(queue, i, until[i]);
    for (uint32_t i = 0; i < 7; i++) {
        int64_t now = until[order[i]];

        if (i != 1) { /* the second ends with the first */
            ck_assert_uint_eq(queue_next(queue, now - 1, &wake), NO_STEP);
            ck_assert_int_eq(wake, now);
        }
        ck_assert_uint_eq(queue_next(queue, now, &wake), order[i]);
    }
}
END_TEST

/* ---- many ---------------------------------------------------------------- */

enum { MANY = 50000 };

/* Every step once, again, and for good; the work is counted in calls. */
static void
run_many(uint32_t endpoints)
{
    uint32_t *met = arena_new(&mem, uint32_t, MANY), calls = 0, done = 0;
    struct queue *queue;
    int64_t now = 0;

    plan.step = arena_new(&mem, struct step, MANY);
    for (plan.n = 0; plan.n < MANY; plan.n++)
        plan.step[plan.n] = (struct step){
            .endpoint = arena_print(&mem, "e%u", (unsigned)plan.n % endpoints),
            .after = NO_STEP};
    queue = queue_new(&plan, &mem);
    for (uint32_t i = 0; i < MANY; i++)
        queue_add(queue, i);
    while (done < MANY) {
        uint32_t step = queue_next(queue, now, &wake);

        ck_assert_uint_lt(calls++, 5 * MANY);
        if (step == NO_STEP) {
            ck_assert_int_lt(wake, INT64_MAX);
            now = wake;
            continue;
        }
        if (met[step]++ == 0) {
            queue_again(queue, step, now + 1 + step % 7);
        } else {
            queue_free(queue, step);
            done++;
        }
    }
    for (uint32_t i = 0; i < MANY; i++)
        ck_assert_uint_eq(met[i], 2);
    ck_assert_uint_eq(queue_next(queue, INT64_MAX, &wake), NO_STEP);
    ck_assert_int_eq(wake, INT64_MAX);
}

START_TEST(a_long_plan_ends)
{
    static const uint32_t endpoints[] = {1, 2, 300, MANY};

    run_many(endpoints[_i]);
}
END_TEST

/* ---- whatever happens ---------------------------------------------------- */

enum { STEPS = 60, ENDPOINTS = 9 };

static struct {
    bool added, flies, done;
    int64_t not_before;
} state[STEPS];

static uint32_t seed;

static uint32_t
chance(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % n;
}

static void
ck_may_fly(uint32_t step, int64_t now)
{
    ck_assert(state[step].added && !state[step].flies && !state[step].done);
    ck_assert_int_le(state[step].not_before, now);
    for (uint32_t i = 0; i < STEPS; i++)
        ck_assert(i % ENDPOINTS != step % ENDPOINTS ||
                  (!state[i].flies && (state[i].done || !state[i].added ||
                                       state[i].not_before <= now)));
    state[step].flies = true;
}

static void
answer(struct queue *queue, uint32_t step, int64_t now)
{
    if (!state[step].flies)
        return;
    state[step].flies = false;
    if (chance(3) == 0) {
        state[step].not_before = now + chance(50);
        queue_again(queue, step, state[step].not_before);
    } else {
        state[step].done = true;
        queue_free(queue, step);
    }
}

START_TEST(whatever_happens_the_rules_hold)
{
    char endpoints[STEPS + 1] = {0};
    struct queue *queue;
    int64_t now = 0;
    uint32_t done = 0;

    seed = (uint32_t)_i;
    for (uint32_t i = 0; i < STEPS; i++) {
        endpoints[i] = (char)('a' + i % ENDPOINTS);
        state[i].added = state[i].flies = state[i].done = false;
        state[i].not_before = 0;
    }
    queue = queue_of(endpoints);
    for (uint32_t round = 0; done < STEPS; round++) {
        uint32_t some = chance(STEPS), next;

        ck_assert_uint_lt(round, 100000);
        if (!state[some].added)
            queue_add(queue, some);
        state[some].added = true;
        next = queue_next(queue, now, &wake);
        if (next != NO_STEP)
            ck_may_fly(next, now);
        answer(queue, chance(STEPS), now);
        now += chance(20);
        done = 0;
        for (uint32_t i = 0; i < STEPS; i++)
            done += state[i].done;
    }
}
END_TEST

Suite *
scanner_queue_suite(void)
{
    Suite *suite = suite_create("scanner: queue");
    TCase *tests = tcase_create("queue"), *many = tcase_create("many");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, an_empty_queue_has_nothing_to_wait_for);
    tcase_add_test(tests, steps_go_in_the_order_of_their_turns);
    tcase_add_test(tests, one_at_a_time_on_each_endpoint);
    tcase_add_test(tests, a_wait_holds_back_the_endpoint);
    tcase_add_test(tests, a_step_that_comes_during_a_wait_waits_too);
    tcase_add_test(tests, waits_end_in_order_of_time);
    tcase_add_loop_test(tests, whatever_happens_the_rules_hold, 0, 40);
    suite_add_tcase(suite, tests);
    tcase_set_tags(many, "sweep");
    tcase_add_checked_fixture(many, setup, teardown);
    tcase_add_loop_test(many, a_long_plan_ends, 0, 4);
    suite_add_tcase(suite, many);
    return suite;
}
