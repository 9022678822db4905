/* The token of the account's own: what refuses it ends the scan after one
 * request, with words of its own, and nothing passes or fails for it. */
#include "base/text.h"
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

#define GRANT(text) GT_REFUSED("invalid_grant", text)
#define SHORT_LIVED                                                            \
    GRANT("Invalid JWT: Token must be a short-lived token (60 minutes) and "   \
          "in a reasonable timeframe. Check your iat and exp values in the "   \
          "JWT claim.")
#define WITH(members)                                                          \
    "{\"access_token\":\"ya29.x\",\"expires_in\":3599," members "}"
#define PAGE "<!DOCTYPE html><html><title>Sign in</title></html>"

static const struct refused {
    int status; /* 0: 200 */
    const char *body;
    const char *reason;
    const char *words; /* of what is told as the cause */
    uint32_t tries;    /* 0: once */
} refused[] = {
    /* ---- the key, the account, the clock */
    {400, GRANT("Invalid JWT Signature."), "login-rejected",
     "the key was deleted or disabled", 0},
    {400, GRANT("Invalid JWT: No valid verifier found for issuer"),
     "login-rejected", "knows no such service account or key", 0},
    {400, GRANT("Invalid grant: account not found"), "login-rejected",
     "knows no such service account or key", 0},
    {400, GRANT("Robot is disabled."), "login-rejected",
     "The service account is disabled", 0},
    {400, SHORT_LIVED, "login-rejected", "the clock of this machine is wrong",
     0},
    {400, GRANT("Invalid JWT: Failed audience check."), "login-rejected",
     "this program is at fault", 0},
    {401, GT_REFUSED("invalid_client", "The OAuth client was not found."),
     "login-rejected", "has a blank at an end", 0},
    {401, GT_REFUSED("disabled_client", "The OAuth client was disabled."),
     "login-rejected", "a key was found in public", 0},
    {403, GT_REFUSED("disabled_client", ""), "login-rejected",
     "or its project, is disabled", 0},
    {400, "{\"error\":\"invalid_request\"}", "login-rejected",
     "this program is at fault", 0},
    {400, GT_REFUSED("invalid_request", "Missing parameter: assertion"),
     "login-rejected", "this program is at fault", 0},
    {400, GT_REFUSED("unsupported_grant_type", "Invalid grant_type: x"),
     "login-rejected", "this program is at fault", 0},
    /* ---- what nobody but a person's token should meet */
    {401, GT_NOT_DELEGATED, "login-rejected", "not even one of its own", 0},
    {401,
     GT_REFUSED("unauthorized_client",
                "Unauthorized client or scope in request."),
     "login-rejected", "Unauthorized client or scope in request", 0},
    {403, GT_REFUSED("access_denied", "Requested client not authorized."),
     "login-rejected", "Requested client not authorized", 0},
    {400, "{\"error\":\"admin_policy_enforced\"}", "login-rejected",
     "admin_policy_enforced", 0},
    {400, "{\"error\":\"org_internal\"}", "login-rejected", "org_internal", 0},
    {400, GRANT("Bad Request"), "login-rejected", "Bad Request", 0},
    /* ---- refused, and nobody says why */
    {401, "", "login-rejected", "without a cause that is known here", 0},
    {401, PAGE, "login-rejected", "without a cause that is known here", 0},
    {401, "{\"error\":7}", "login-rejected",
     "without a cause that is known here", 0},
    {401, GT_REFUSED("not_heard_of", "x"), "login-rejected",
     "without a cause that is known here", 0},
    /* ---- what says nothing of the key */
    {400, GT_REFUSED("not_heard_of", "New words."), "api-error", "New words",
     0},
    {400, "{\"error\":{\"message\":\"New words.\"}}", "api-error", "New words",
     0},
    {403, "{}", "api-error", "The login failed (HTTP 403)", 0},
    {404, "{}", "api-error", "The login failed (HTTP 404)", 0},
    {400, "", "api-error", "The login failed (HTTP 400)", 0},
    {429, "", "throttled", "The login", 3},
    {429, PAGE, "throttled", "The login", 3},
    {429, GT_REFUSED("internal_failure", "Backend Error"), "throttled",
     "The login", 3},
    {403, GT_ERROR("403", "x", "usageLimits", "userRateLimitExceeded"),
     "throttled", "The login", 3},
    {503, GT_REFUSED("internal_failure", "Backend Error"), "outage",
     "Backend Error", 3},
    {400, GT_REFUSED("internal_failure", "Backend Error"), "outage",
     "Backend Error", 3},
    {500, GT_REFUSED("internal_failure", "Backend Error"), "outage",
     "Backend Error", 0},
    {502, "", "outage", "The login", 3},
    {503, PAGE, "outage", "The login", 3},
    {302, "", "intercepted", "points to another address", 0},
    {403, PAGE, "intercepted", "page for people", 0},
    {404, PAGE, "intercepted", "page for people", 0},
    {407, "", "intercepted", "proxy", 0},
    /* ---- no token, or none that can be used */
    {0, PAGE, "intercepted", "page for people", 0},
    {0, "{}", "garbage", "no token that could be used", 0},
    {0, "[]", "garbage", "The login", 0},
    {0, " ", "garbage", "The login", 0},
    {0, "{\"access_token\":\"ya29.x\",\"expires_in\":3599", "garbage",
     "The login", 0},
    {204, "", "garbage", "The login", 0},
    {0, "{\"access_token\":\"ya29.x\",\"expires_in\":3599}", "garbage",
     "no token that could be used", 0},
    {0, WITH("\"token_type\":\"MAC\""), "garbage",
     "no token that could be used", 0},
    {0, WITH("\"token_type\":7"), "garbage", "no token that could be used", 0},
    {0, "{\"token_type\":\"Bearer\"}", "garbage", "no token that could be used",
     0},
    {0, GT_TOKEN(""), "garbage", "no token that could be used", 0},
    {0, GT_TOKEN("ya29.a b"), "garbage", "no token that could be used", 0},
    {0, GT_TOKEN("ya29.a\\u0001b"), "garbage", "no token that could be used",
     0},
    {0, GT_TOKEN("ya29.a\\r\\nX: y"), "garbage", "no token that could be used",
     0},
    {0, GT_TOKEN("ya29.t\xC3\xB6ken"), "garbage", "no token that could be used",
     0},
    {0, GT_TOKEN("ya29.a,b"), "garbage", "no token that could be used", 0},
    {0, "{\"access_token\":[\"ya29.x\"],\"token_type\":\"Bearer\"}", "garbage",
     "no token that could be used", 0},
    {0, WITH("\"token_type\":\"Bearer\",\"access_token\":\"ya29.y\""),
     "garbage", "The login", 0},
    {0, WITH("\"token_type\":\"Bearer\",\"error\":\"invalid_grant\""),
     "api-error", "The login", 0},
    {0, WITH("\"token_type\":\"Bearer\",\"scope\":\"" GT_AUTH "calendar\""),
     "conflict", "for something else than was asked for", 0},
    {0, WITH("\"token_type\":\"Bearer\",\"scope\":7"), "conflict",
     "for something else than was asked for", 0},
    {0, WITH("\"token_type\":\"Bearer\",\"scope\":\"\""), "conflict",
     "for something else than was asked for", 0},
};

START_TEST(a_login_that_is_refused)
{
    const struct refused *row = &refused[_i];
    const struct fake_reply replies[] = {
        {.match = GT_LOGIN, .status = row->status, .body = row->body}, {0}};

    gt_run(&t, replies);
    gt_ck_all(&t, row->reason, NULL);
    ck_assert_msg(gt_says(&t, row->words), "%s", t.audit.stop_text);
    ck_assert_uint_eq(t.fake.n, row->tries == 0 ? 1 : row->tries);
    ck_assert_uint_eq(fake_count(&t.fake, GT_LOGIN), t.fake.n);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_uint_eq(t.audit.coverage.judged, 0);
    ck_assert(!gt_says(&t, "Nothing at all is delegated"));
    ck_assert_ptr_null(google_state(&t.scan)->signer);
}
END_TEST

/* Whatever becomes of its body, a refusal is one, and there is no second. */
START_TEST(a_refusal_counts_in_pieces)
{
    const struct fake_reply replies[] = {
        {.match = GT_LOGIN,
         .net = (enum net)_i,
         .status = 400,
         .body = "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid "
                 "JWT Signature. And mo"},
        {0}};

    gt_run(&t, replies);
    gt_ck_all(&t, "login-rejected", NULL);
    ck_assert(gt_says(&t, "the key was deleted or disabled"));
    ck_assert_uint_eq(t.fake.n, 1);
}
END_TEST

START_TEST(a_login_that_does_not_arrive)
{
    static const char *const reason[NET__N] = {
        [NET_UNREACHABLE] = "unreachable", [NET_TLS] = "tls",
        [NET_TIMEOUT] = "timeout",         [NET_RESET] = "outage",
        [NET_TOO_BIG] = "garbage",         [NET_BROKEN] = "garbage",
        [NET_PROXY] = "intercepted",       [NET_REFUSED_URL] = "garbage",
    };
    const struct fake_reply replies[] = {
        {.match = GT_LOGIN, .net = (enum net)_i}, {0}};

    gt_run(&t, replies);
    gt_ck_all(&t, reason[_i], NULL);
    ck_assert_uint_eq(t.fake.n, _i == NET_RESET ? 3 : 1);
}
END_TEST

/* ---- a login that works -------------------------------------------------- */

static const char *const good[] = {
    GT_TOKEN("ya29.a-b_c~d+e/f=="),
    GT_TOKEN("ya29.c.b0Aaekm1K........................"),
    WITH("\"token_type\":\"bearer\""),
    WITH("\"token_type\":\"Bearer\",\"scope\":\"" GT_AUTH GT_CALENDAR "\""),
    WITH("\"token_type\":\"Bearer\",\"id_token\":\"x\",\"new\":{}"),
    WITH("\"token_type\":\"Bearer\",\"error\":null"),
};

START_TEST(a_login_that_works)
{
    const struct fake_reply replies[] = {{.match = GT_LOGIN, .body = good[_i]},
                                         {0}};

    gt_run(&t, replies);
    ck_assert_int_eq(t.audit.stopped, WHY_GRANTED);
    gt_ck(&t, "key.login", "pass granted declared");
}
END_TEST

START_TEST(a_long_token)
{
    static char letters[3001];
    struct fake_reply replies[] = {{.match = GT_LOGIN}, {0}};

    memset(letters, 'x', sizeof letters - 1);
    replies[0].body = arena_print(&t.mem, GT_TOKEN("ya29.%s"), letters);
    gt_run(&t, replies);
    gt_ck(&t, "key.login", "pass granted declared");
}
END_TEST

/* It goes first, and nothing goes with it; the first scope that is asked for
 * is as good as any. */
START_TEST(a_login_goes_first_and_alone)
{
    gt_run(&t, NULL);
    ck_assert_ptr_nonnull(
        strstr(t.fake.sent[0].line, GT_FOR(GT_CALENDAR, "nobody")));
    ck_assert_uint_eq(fake_count(&t.fake, GT_LOGIN), 1);
    for (uint32_t i = 1; i < t.fake.n; i++)
        ck_assert_int_ge(t.fake.sent[i].begin, t.fake.sent[0].end);
}
END_TEST

/* Its scope is one that Google does not know: it got as far as that, and any
 * other token shows that the key works. */
#define NO_SCOPE                                                               \
    GT_REFUSED("invalid_scope",                                                \
               "Invalid OAuth scope or ID token audience provided.")

START_TEST(a_login_for_an_unknown_scope)
{
    static const struct fake_reply replies[] = {
        {.match = "<" GT_AUTH GT_CALENDAR "|", .status = 400, .body = NO_SCOPE},
        {0}};

    gt_run(&t, replies);
    ck_assert_int_eq(t.audit.stopped, WHY_GRANTED);
    gt_ck(&t, "key.login", "pass granted declared");
    gt_ck(&t, "delegation.calendar.held", "unknown not-listed none");
    gt_ck(&t, "delegation.directory.held", "pass granted confirmed");
    ck_assert(gt_says(&t, "the rules file is wrong"));
}
END_TEST

START_TEST(no_scope_is_known)
{
    static const struct fake_reply replies[] = {
        {.match = "POST", .status = 400, .body = NO_SCOPE}, {0}};

    gt_run(&t, replies);
    gt_ck(&t, "key.login", "unknown api-error none");
    gt_ck(&t, "delegation.calendar.held", "unknown not-listed none");
    gt_ck(&t, "delegation.directory.held", "unknown not-listed none");
    ck_assert_uint_eq(fake_count(&t.fake, "GET "), 0);
}
END_TEST

/* ---- the clock ----------------------------------------------------------- */

static const struct clock {
    bool refused;
    int64_t date;      /* 0: the answer has none */
    const char *words; /* NULL: nothing is said of it */
} clocks[] = {
    {true, GT_CLOCK + 421, "7 minutes behind that of the server (421 seconds)"},
    {true, GT_CLOCK - 3700,
     "61 minutes ahead of that of the server (3700 seconds)"},
    {true, GT_CLOCK + 20, "agrees with the server's"},
    {true, 0, NULL},
    {false, GT_CLOCK + 90, "1 minute behind that of the server (90 seconds)"},
    {false, GT_CLOCK - 61, "1 minute ahead of that of the server (61 seconds)"},
    {false, GT_CLOCK + 20, NULL},
    {false, GT_CLOCK, NULL},
    {false, 0, NULL},
};

START_TEST(a_clock_that_is_wrong)
{
    const struct clock *row = &clocks[_i];
    const struct fake_reply replies[] = {
        {.match = GT_LOGIN,
         .status = row->refused ? 400 : 200,
         .body = row->refused ? SHORT_LIVED : GT_TOKEN("ya29.x"),
         .date = row->date},
        {0}};

    gt_run(&t, replies);
    gt_ck(&t, "key.login",
          row->refused ? "unknown login-rejected none"
                       : "pass granted declared");
    if (row->words != NULL)
        ck_assert(gt_says(&t, row->words));
    else
        ck_assert(!gt_says(&t, "The clock of this machine agrees") &&
                  !gt_says(&t, "that of the server"));
    ck_assert_uint_eq(fake_count(&t.fake, GT_LOGIN), 1);
}
END_TEST

/* A key that is refused for another reason, with a clock that is wrong too. */
START_TEST(a_clock_beside_another_cause)
{
    static const struct fake_reply replies[] = {
        {.match = GT_LOGIN,
         .status = 400,
         .body = GRANT("Invalid JWT Signature."),
         .date = GT_CLOCK - 600},
        {0}};

    gt_run(&t, replies);
    ck_assert(gt_says(&t, "the key was deleted or disabled"));
    ck_assert(gt_says(&t, "(600 seconds)"));
}
END_TEST

#define LOOP(function, table)                                                  \
    tcase_add_loop_test(tests, (function), 0,                                  \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
google_login_suite(void)
{
    Suite *suite = suite_create("google: the login");
    TCase *tests = tcase_create("login");

    tcase_add_unchecked_fixture(tests, gt_make_key, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    LOOP(a_login_that_is_refused, refused);
    tcase_add_loop_test(tests, a_refusal_counts_in_pieces, NET_OK + 1, NET__N);
    tcase_add_loop_test(tests, a_login_that_does_not_arrive, NET_OK + 1,
                        NET__N);
    LOOP(a_login_that_works, good);
    tcase_add_test(tests, a_long_token);
    tcase_add_test(tests, a_login_goes_first_and_alone);
    tcase_add_test(tests, a_login_for_an_unknown_scope);
    tcase_add_test(tests, no_scope_is_known);
    LOOP(a_clock_that_is_wrong, clocks);
    tcase_add_test(tests, a_clock_beside_another_cause);
    suite_add_tcase(suite, tests);
    return suite;
}
