/* What is delegated and nobody asks for: how it is looked for, what becomes of
 * it, and what is said of the delegation as a whole. */
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

#define P_READ    "pass granted confirmed"
#define F_TOKEN   "fail not-granted declared"
#define OF(scope) "<" GT_AUTH scope "|"

enum { ALL_BUT_TWO = 47 }; /* both that the rules ask for are on the list */

/* ---- what is sent -------------------------------------------------------- */

START_TEST(a_whole_scan)
{
    uint32_t n = 1 + 3 + 3 + ALL_BUT_TWO;

    gt_run(&t, NULL);
    ck_assert_uint_eq(t.fake.n, n);
    ck_assert_uint_eq(
        fake_count(&t.fake, "POST https://oauth2.googleapis.com/token "),
        n - 3);
    ck_assert_uint_eq(
        fake_count(&t.fake, "GET https://www.googleapis.com/calendar/v3/"
                            "calendars/primary/events?maxResults=1&fields=kind "
                            " <" GT_AUTH GT_CALENDAR "|tech"),
        2);
    ck_assert_uint_eq(
        fake_count(&t.fake, "GET https://admin.googleapis.com/admin/directory/"
                            "v1/users?customer=my_customer&maxResults=1&"
                            "fields=kind  " GT_FOR(GT_DIRECTORY, GT_BOSS)),
        1);
    for (uint32_t i = 0; i < t.audit.n_finding; i++)
        ck_assert_int_eq(t.audit.finding[i].verdict, VERDICT_PASS);
}
END_TEST

/* A plan is all that a scan sends: nothing in it could write. */
START_TEST(a_plan_only_reads)
{
    gt_run(&t, NULL);
    for (uint32_t i = 0; i < t.plan.n; i++) {
        const struct step *step = &t.plan.step[i];
        bool token = text_same(step->method, "POST");

        ck_assert(token || text_same(step->method, "GET"));
        ck_assert_int_eq(step->auth, token ? AUTH_NONE : AUTH_BEARER);
        ck_assert(token == text_same(step->path, "token"));
        ck_assert(token == (step->body != NULL));
        ck_assert(token || strstr(step->path, "maxResults=1&fields=kind"));
        ck_assert_ptr_null(strstr(step->path, "access_token"));
    }
}
END_TEST

START_TEST(no_scope_is_asked_for_twice)
{
    gt_run(&t, NULL);
    for (uint32_t i = 1; i < t.fake.n; i++)
        for (uint32_t k = 1; k < i; k++)
            ck_assert_str_ne(t.fake.sent[i].line, t.fake.sent[k].line);
}
END_TEST

/* A budget that runs out leaves the worst of it known. */
START_TEST(the_riskiest_come_first)
{
    enum risk before = RISK__N;
    uint32_t n = 0;

    gt_run(&t, NULL);
    for (uint32_t i = 0; i < t.fake.n; i++) {
        uint32_t step = t.fake.sent[i].id;
        const struct google *state = google_state(&t.scan);
        enum risk risk;

        if (t.plan.step[step].probe != GOOGLE_WATCH)
            continue;
        risk = google_catalogue
                   .right[google_catalogue.entity[state->scope[step]].right0]
                   .risk;
        ck_assert_uint_le(risk, before);
        before = risk;
        n++;
    }
    ck_assert_uint_eq(n, ALL_BUT_TWO);
    ck_assert_uint_lt(before, RISK_CRITICAL);
}
END_TEST

/* ---- what is too much ---------------------------------------------------- */

START_TEST(nothing_is_too_much)
{
    gt_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_int_eq(t.audit.coverage.world, WORLD_LISTED);
    ck_assert_uint_eq(t.audit.coverage.total, ALL_BUT_TWO);
    ck_assert_uint_eq(t.audit.coverage.judged, ALL_BUT_TWO);
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, 0);
    ck_assert(gt_says(&t, "47 scopes that can do harm were tried one by one; "
                          "others cannot be listed"));
}
END_TEST

START_TEST(what_is_too_much)
{
    static const struct {
        const char *scope;
        enum risk risk;
    } row[] = {
        {"mail.google.com/", RISK_CRITICAL},       {"drive", RISK_CRITICAL},
        {"admin.directory.user", RISK_CRITICAL},   {"calendar", RISK_HIGH},
        {"calendar.events.readonly", RISK_MEDIUM},
    };
    const struct excess *excess;

    t.delegated[2] = row[_i].scope;
    if (_i == 0) /* its text is another one */
        gt_run(&t, (const struct fake_reply[]){
                       {.match = "<https://mail.google.com/|",
                        .body = GT_TOKEN("ya29.mail")},
                       {0}});
    else
        gt_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 1);
    excess = gt_excess(&t, row[_i].scope);
    ck_assert_ptr_nonnull(excess);
    ck_assert_int_eq(excess->risk, row[_i].risk);
    gt_ck(&t, "delegation.calendar.held", P_READ);
    gt_ck(&t, "delegation.directory.held", P_READ);
    ck_assert_uint_eq(t.audit.coverage.judged, ALL_BUT_TWO);
}
END_TEST

/* A wider scope never stands in for a narrower one: it is too much, and says
 * for what. */
START_TEST(a_wider_scope)
{
    static const struct {
        const char *wide, *narrow, *check, *other;
    } row[] = {
        {"calendar", GT_CALENDAR, "delegation.calendar.held", GT_DIRECTORY},
        {"admin.directory.user", GT_DIRECTORY, "delegation.directory.held",
         GT_CALENDAR},
    };
    const struct excess *excess;

    t.delegated[0] = row[_i].wide;
    t.delegated[1] = row[_i].other;
    gt_run(&t, NULL);
    gt_ck(&t, row[_i].check, F_TOKEN);
    excess = gt_excess(&t, row[_i].wide);
    ck_assert_ptr_nonnull(excess);
    ck_assert_ptr_null(excess->instead);
    ck_assert_msg(strstr(excess->detail, row[_i].narrow) != NULL, "%s",
                  excess->detail);
}
END_TEST

/* What leaves one of the list open says nothing of it. */
static const struct fake_reply open[] = {
    {.status = 400, .body = "{\"error\":\"admin_policy_enforced\"}"},
    {.status = 400, .body = "{\"error\":\"org_internal\"}"},
    {.status = 400,
     .body = GT_REFUSED("invalid_scope",
                        "Invalid OAuth scope or ID token audience provided.")},
    {.status = 403, .body = GT_REFUSED("access_denied", "New words.")},
    {.status = 401, .body = GT_REFUSED("unauthorized_client", "New words.")},
    {.status = 429},
    {.status = 503},
    {.net = NET_RESET},
    {.net = NET_TIMEOUT},
    {.body = "{}"},
    {.body = "<html>"},
    {.body = "{\"access_token\":\"ya29.x\",\"token_type\":\"Bearer\",\"scope\":"
             "\"" GT_AUTH "drive.readonly\"}"},
};

START_TEST(one_of_the_list_is_open)
{
    struct fake_reply replies[] = {open[_i], {0}};

    replies[0].match = OF("drive");
    gt_run(&t, replies);
    for (uint32_t i = 0; i < t.audit.n_finding; i++)
        ck_assert_int_eq(t.audit.finding[i].verdict, VERDICT_PASS);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_uint_eq(t.audit.coverage.total, ALL_BUT_TWO);
    ck_assert_uint_eq(t.audit.coverage.judged, ALL_BUT_TWO - 1);
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, 1);
    ck_assert_str_eq(t.audit.coverage.unjudged[0], "drive");
    ck_assert(gt_says(&t, "and 1 of them"));
}
END_TEST

/* ---- the delegation as a whole ------------------------------------------- */

/* Said exactly where every answer refuses. */
START_TEST(nothing_at_all_is_delegated)
{
    t.delegated[0] = NULL;
    gt_run(&t, NULL);
    gt_ck(&t, "key.login", "pass granted declared");
    gt_ck(&t, "delegation.calendar.held", F_TOKEN);
    gt_ck(&t, "delegation.directory.held", F_TOKEN);
    ck_assert(
        gt_says(&t, "Nothing at all is delegated to client id " GT_CLIENT));
    ck_assert(!gt_says(&t, "others it gives"));
    ck_assert_uint_eq(t.audit.coverage.judged, ALL_BUT_TWO);
}
END_TEST

/* Not where one is open: and then nobody knows of others either. */
START_TEST(nothing_but_an_open_one)
{
    struct fake_reply replies[] = {open[_i], {0}};

    replies[0].match = OF("drive");
    t.delegated[0] = NULL;
    gt_run(&t, replies);
    gt_ck(&t, "delegation.calendar.held", F_TOKEN);
    ck_assert(!gt_says(&t, "Nothing at all is delegated"));
    ck_assert(!gt_says(&t, "others it gives"));
    ck_assert(gt_says(&t, "client id " GT_CLIENT " no token for "));
    ck_assert(gt_says(&t, "admin.directory.user.readonly, calendar.readonly"));
    ck_assert(gt_says(&t, "in place of the number"));
}
END_TEST

START_TEST(nothing_but_what_nobody_asks_for)
{
    t.delegated[0] = "drive";
    t.delegated[1] = NULL;
    gt_run(&t, NULL);
    gt_ck(&t, "delegation.calendar.held", F_TOKEN);
    ck_assert(!gt_says(&t, "Nothing at all is delegated"));
    ck_assert(gt_says(&t, "others it gives"));
    ck_assert_ptr_nonnull(gt_excess(&t, "drive"));
}
END_TEST

/* A token or what was signed may be repeated in an error; nobody sees it (the
 * tenant looks at every text). */
START_TEST(an_error_repeats_the_token)
{
    static const struct fake_reply replies[] = {
        {.match = GT_FOR(GT_CALENDAR, GT_TECH1),
         .also = "POST",
         .body = GT_TOKEN("ya29.echo-me-not")},
        {.match = GT_EVENTS,
         .status = 403,
         .body = GT_ERROR("403", "ya29.echo-me-not is of no use to " GT_TECH1,
                          "global", "new")},
        {0}};

    gt_run(&t, replies);
    ck_assert(gt_tells(&t, "*** is of no use to ***"));
}
END_TEST

Suite *
google_watch_suite(void)
{
    Suite *suite = suite_create("google: what nobody asks for");
    TCase *tests = tcase_create("watch");

    tcase_set_tags(tests, "sweep");
    tcase_add_unchecked_fixture(tests, gt_make_key, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, a_whole_scan);
    tcase_add_test(tests, a_plan_only_reads);
    tcase_add_test(tests, no_scope_is_asked_for_twice);
    tcase_add_test(tests, the_riskiest_come_first);
    tcase_add_test(tests, nothing_is_too_much);
    tcase_add_loop_test(tests, what_is_too_much, 0, 5);
    tcase_add_loop_test(tests, a_wider_scope, 0, 2);
    tcase_add_loop_test(tests, one_of_the_list_is_open, 0,
                        (int)(sizeof open / sizeof *open));
    tcase_add_test(tests, nothing_at_all_is_delegated);
    tcase_add_loop_test(tests, nothing_but_an_open_one, 0,
                        (int)(sizeof open / sizeof *open));
    tcase_add_test(tests, nothing_but_what_nobody_asks_for);
    tcase_add_test(tests, an_error_repeats_the_token);
    suite_add_tcase(suite, tests);
    return suite;
}
