/* Scans that do not go as they should: people who are not there, a login that
 * is lost on the way, a budget that is too small. What was learned before is
 * kept, and nothing more is made of it. */
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/google.h"
#include "tests/unit/google_tenant.h"

#include <string.h>

static struct gt_scan t;

static void
begin(void)
{
    gt_begin(&t);
}

static void
end(void)
{
    gt_end(&t);
}

#define P_READ      "pass granted confirmed"
#define P_TOKEN     "pass granted declared"
#define U(reason)   "unknown " reason " none"
#define GRANT(text) GT_REFUSED("invalid_grant", text)
#define GONE        GRANT("Invalid email or User ID")

#define NAMED(...) gt_name(&t, (const char *const[]){__VA_ARGS__, NULL})

/* ---- whom it is tried on ------------------------------------------------- */

/* Without anybody the key is all that can be tried. */
START_TEST(nobody_is_named)
{
    t.n_subject = 0;
    gt_run(&t, NULL);
    ck_assert_uint_eq(t.fake.n, 1);
    gt_ck(&t, "key.login", P_TOKEN);
    gt_ck_all(&t, "needs-subject", (const char *const[]){"key.login", NULL});
    ck_assert_uint_eq(t.audit.coverage.judged, 0);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert(!gt_says(&t, "Nothing at all"));
}
END_TEST

/* Who decides of a scope has to be named; for what nobody asks for anybody will
 * do. */
START_TEST(only_a_technician_is_named)
{
    NAMED("technician=" GT_TECH1);
    gt_run(&t, NULL);
    gt_ck(&t, "delegation.calendar.held", P_READ);
    gt_ck(&t, "subject.technician.reached", P_READ);
    gt_ck(&t, "api.calendar.enabled", P_TOKEN);
    gt_ck(&t, "api.admin-sdk.enabled", U("not-probed"));
    gt_ck(&t, "delegation.directory.held", U("needs-subject"));
    gt_ck(&t, "subject.administrator.reached", U("needs-subject"));
    ck_assert(gt_says(&t, "--subject administrator=ADDRESS"));
    ck_assert_uint_eq(t.audit.coverage.judged, t.audit.coverage.total);
}
END_TEST

START_TEST(only_an_administrator_is_named)
{
    NAMED("administrator=" GT_BOSS);
    gt_run(&t, NULL);
    gt_ck(&t, "delegation.directory.held", P_READ);
    gt_ck(&t, "subject.administrator.reached", P_READ);
    gt_ck(&t, "api.admin-sdk.enabled", P_TOKEN);
    gt_ck(&t, "api.calendar.enabled", U("not-probed"));
    gt_ck(&t, "delegation.calendar.held", U("needs-subject"));
    gt_ck(&t, "subject.technician.reached", U("needs-subject"));
    ck_assert(gt_says(&t, "--subject technician=ADDRESS"));
    ck_assert_uint_eq(t.audit.coverage.judged, t.audit.coverage.total);
}
END_TEST

/* The scope is shown by the second; and of the first nothing is known. */
START_TEST(one_technician_is_gone)
{
    static const char *const gone[] = {GT_TECH1, GT_TECH2};
    const struct fake_reply replies[] = {
        {.match = arena_print(&t.mem, "|%s>", gone[_i]),
         .status = 400,
         .body = GONE},
        {0}};

    gt_run(&t, replies);
    gt_ck(&t, "delegation.calendar.held", P_READ);
    gt_ck(&t, "api.calendar.enabled", P_TOKEN);
    gt_ck(&t, "subject.technician.reached", U("needs-subject"));
    ck_assert_uint_eq(
        fake_count(&t.fake, arena_print(&t.mem, "|%s>", gone[_i])), 1);
    ck_assert(gt_says(&t, _i == 0 ? "on behalf of technician 1 (te"
                                  : "on behalf of technician 2 (te"));
    ck_assert_uint_eq(t.audit.coverage.judged, t.audit.coverage.total);
}
END_TEST

START_TEST(all_are_gone)
{
    static const struct fake_reply replies[] = {
        {.match = "@acme.example>", .status = 400, .body = GONE}, {0}};

    gt_run(&t, replies);
    gt_ck(&t, "key.login", P_TOKEN);
    gt_ck(&t, "delegation.calendar.held", U("needs-subject"));
    gt_ck(&t, "delegation.directory.held", U("needs-subject"));
    gt_ck(&t, "subject.technician.reached", U("needs-subject"));
    gt_ck(&t, "subject.administrator.reached", U("needs-subject"));
    ck_assert_uint_le(t.fake.n, 1 + 3 + 4); /* and what was in flight */
    ck_assert_uint_eq(fake_count(&t.fake, "GET "), 0);
    ck_assert_uint_eq(t.audit.coverage.judged, 0);
    ck_assert(!gt_says(&t, "Nothing at all"));
    ck_assert(!gt_says(&t, "others it gives"));
}
END_TEST

/* One of another Workspace is refused as if nothing were delegated. */
START_TEST(one_is_of_another_workspace)
{
    static const char *const strange[] = {GT_TECH1, GT_TECH2};
    const struct fake_reply replies[] = {
        {.match = arena_print(&t.mem, "|%s>", strange[_i]),
         .status = 401,
         .body = GT_NOT_DELEGATED},
        {0}};

    t.delegated[2] = "drive";
    gt_run(&t, replies);
    gt_ck(&t, "delegation.calendar.held", P_READ);
    gt_ck(&t, "subject.technician.reached", U("conflict"));
    ck_assert(gt_says(&t, "is this person of another Workspace?"));
    ck_assert(!gt_says(&t, "no token for calendar.readonly"));
    /* What is delegated besides is not overlooked for that. */
    ck_assert_ptr_nonnull(gt_excess(&t, "drive"));
}
END_TEST

/* However late it is known who is of this Workspace: before, nothing is tried
 * that nobody asks for. */
START_TEST(one_is_late_known_to_be_of_another_workspace)
{
    static const struct fake_reply replies[] = {
        {.match = "|" GT_TECH1 ">", .status = 401, .body = GT_NOT_DELEGATED},
        {.match = "|" GT_TECH2 ">", .status = 400, .body = GONE},
        {.match = GT_FOR(GT_DIRECTORY, GT_BOSS),
         .also = "POST",
         .body = GT_TOKEN("ya29.3"),
         .delay_ms = 5000},
        {0}};

    t.delegated[2] = "drive";
    gt_run(&t, replies);
    gt_ck(&t, "delegation.directory.held", P_READ);
    ck_assert_ptr_nonnull(gt_excess(&t, "drive"));
    ck_assert_uint_eq(t.audit.n_excess, 1);
    ck_assert(!gt_says(&t, "of them are open"));
}
END_TEST

/* Every read carries the token that was given out for it: the tenant looks at
 * each (google_tenant.c). */
START_TEST(thirty_technicians)
{
    static const struct fake_reply replies[] = {
        {.match = "|tech7@", .also = "POST", .times = 1, .status = 429},
        {.match = "|tech9@", .also = "GET", .times = 1, .status = 503},
        {.match = "|tech11@", .also = "POST", .status = 400, .body = GONE},
        {0}};

    t.n_subject = 0;
    for (unsigned i = 1; i <= 30; i++)
        t.subject[t.n_subject++] =
            arena_print(&t.mem, "technician=tech%u@acme.example", i);
    gt_run(&t, replies);
    gt_ck(&t, "delegation.calendar.held", P_READ);
    gt_ck(&t, "subject.technician.reached", U("needs-subject"));
    ck_assert(gt_says(&t, "29 of 30 technicians were reached"));
    ck_assert_uint_eq(fake_count(&t.fake, GT_EVENTS), 29 + 1);
    ck_assert_uint_eq(t.fake.most, 4);
}
END_TEST

START_TEST(each_answer_takes_its_own_time)
{
    struct fake_reply replies[41] = {{0}};

    t.n_subject = 0;
    for (unsigned i = 0; i < 40; i++) {
        t.subject[t.n_subject++] =
            arena_print(&t.mem, "technician=tech%u@acme.example", i);
        replies[i] = (struct fake_reply){
            .match = arena_print(&t.mem, "|tech%u@", i),
            .also = "POST",
            .body = arena_print(&t.mem, GT_TOKEN("ya29.of-%u"), i),
            .delay_ms = 1 + i * 7919 % 97};
    }
    gt_run(&t, replies);
    gt_ck(&t, "subject.technician.reached", P_READ);
}
END_TEST

START_TEST(an_odd_address)
{
    NAMED("technician=o'br\"ien\\@acme.example",
          "technician=t\xC3\xB6nnies@acme.example", "administrator=" GT_BOSS);
    gt_run(&t, NULL);
    gt_ck(&t, "subject.technician.reached", P_READ);
}
END_TEST

/* ---- what ends it early -------------------------------------------------- */

/* What is in flight when it is heard of cannot be called back. */
START_TEST(a_key_is_deleted_on_the_way)
{
    static const struct fake_reply replies[] = {
        {.match = "POST",
         .skip = 4,
         .status = 400,
         .body = GRANT("Invalid JWT Signature.")},
        {0}};
    const struct fake_sent *lost;

    gt_run(&t, replies);
    ck_assert_int_eq(t.audit.stopped, WHY_LOGIN_REJECTED);
    ck_assert(gt_says(&t, "the key was deleted or disabled"));
    gt_ck(&t, "key.login", "unknown login-lost none");
    gt_ck(&t, "delegation.calendar.held", P_READ);
    gt_ck(&t, "delegation.directory.held", P_READ);
    lost = fake_nth(&t.fake, "POST", 4);
    for (uint32_t i = 0; i < t.fake.n; i++)
        ck_assert_int_le(t.fake.sent[i].begin, lost->end);
    ck_assert_uint_eq(t.audit.coverage.judged, 0);
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, google_n_watch - 2);
    ck_assert(!gt_says(&t, "Nothing at all"));
}
END_TEST

START_TEST(a_key_is_deleted_at_once)
{
    static const struct fake_reply replies[] = {
        {.match = "POST",
         .skip = 1,
         .status = 401,
         .body =
             GT_REFUSED("disabled_client", "The OAuth client was disabled.")},
        {0}};

    gt_run(&t, replies);
    gt_ck(&t, "key.login", "unknown login-lost none");
    gt_ck_all(&t, "login-rejected", (const char *const[]){"key.login", NULL});
    ck_assert_uint_le(t.fake.n, 1 + 4);
}
END_TEST

START_TEST(somebody_interrupts)
{
    t.fake.stop_at = 15;
    gt_run(&t, NULL);
    gt_ck(&t, "key.login", P_TOKEN);
    gt_ck_all(&t, "interrupted", (const char *const[]){"key.login", NULL});
    ck_assert_ptr_null(google_state(&t.scan)->signer);
}
END_TEST

START_TEST(time_runs_out)
{
    static const struct fake_reply replies[] = {
        {.match = "@acme.example>", .status = 429, .retry_after = "3600"}, {0}};

    gt_run(&t, replies);
    gt_ck(&t, "delegation.calendar.held", U("throttled"));
    gt_ck(&t, "delegation.directory.held", U("throttled"));
    ck_assert(!gt_says(&t, "Nothing at all"));
}
END_TEST

/* ---- the budget ---------------------------------------------------------- */

/* What is asked for comes first, whatever is left for the watch list. */
START_TEST(a_budget_cuts_the_watch_list)
{
    t.how.max_requests = 7 + (uint32_t)_i;
    gt_run(&t, NULL);
    for (uint32_t i = 0; i < t.audit.n_finding; i++)
        ck_assert_int_eq(t.audit.finding[i].verdict, VERDICT_PASS);
    ck_assert_uint_le(t.fake.n, t.how.max_requests);
    ck_assert(_i == 0 ||
              gt_says(&t, arena_print(&t.mem, "%u of %u scopes", (unsigned)_i,
                                      (unsigned)(google_n_watch - 2))));
    ck_assert(!gt_says(&t, "of them are open"));
    ck_assert_uint_eq(t.audit.coverage.judged, t.fake.n - 7);
    ck_assert_uint_eq(t.audit.coverage.n_unjudged,
                      google_n_watch - 2 - t.audit.coverage.judged);
}
END_TEST

/* Three lanes go on while one has to wait. */
START_TEST(a_budget_is_kept_for_another_try)
{
    static const struct fake_reply replies[] = {
        {.match = GT_FOR(GT_CALENDAR, GT_TECH1),
         .also = "POST",
         .times = 2,
         .status = 429},
        {.match = GT_USERS, .times = 2, .status = 503},
        {0}};

    t.how.max_requests = 20;
    gt_run(&t, replies);
    for (uint32_t i = 0; i < t.audit.n_finding; i++)
        ck_assert_int_eq(t.audit.finding[i].verdict, VERDICT_PASS);
    ck_assert_uint_le(t.fake.n, 20);
}
END_TEST

START_TEST(a_budget_for_less_than_is_asked_for)
{
    t.how.max_requests = 1 + (uint32_t)_i;
    gt_run(&t, NULL);
    gt_ck(&t, "key.login", P_TOKEN);
    for (uint32_t i = 0; i < t.audit.n_finding; i++) {
        ck_assert_int_ne(t.audit.finding[i].verdict, VERDICT_FAIL);
        ck_assert(t.audit.finding[i].verdict == VERDICT_PASS ||
                  t.audit.finding[i].reason == WHY_BUDGET);
    }
    ck_assert_uint_eq(t.fake.n, t.how.max_requests);
    ck_assert_uint_eq(t.audit.coverage.judged, 0);
}
END_TEST

Suite *
google_odd_suite(void)
{
    Suite *suite = suite_create("google: scans that go wrong");
    TCase *tests = tcase_create("odd");

    tcase_set_tags(tests, "sweep");
    tcase_add_unchecked_fixture(tests, gt_make_key, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, nobody_is_named);
    tcase_add_test(tests, only_a_technician_is_named);
    tcase_add_test(tests, only_an_administrator_is_named);
    tcase_add_loop_test(tests, one_technician_is_gone, 0, 2);
    tcase_add_test(tests, all_are_gone);
    tcase_add_loop_test(tests, one_is_of_another_workspace, 0, 2);
    tcase_add_test(tests, one_is_late_known_to_be_of_another_workspace);
    tcase_add_test(tests, thirty_technicians);
    tcase_add_test(tests, each_answer_takes_its_own_time);
    tcase_add_test(tests, an_odd_address);
    tcase_add_test(tests, a_key_is_deleted_on_the_way);
    tcase_add_test(tests, a_key_is_deleted_at_once);
    tcase_add_test(tests, somebody_interrupts);
    tcase_add_test(tests, time_runs_out);
    tcase_add_loop_test(tests, a_budget_cuts_the_watch_list, 0, 12);
    tcase_add_test(tests, a_budget_is_kept_for_another_try);
    tcase_add_loop_test(tests, a_budget_for_less_than_is_asked_for, 0, 6);
    suite_add_tcase(suite, tests);
    return suite;
}
