/* Servers that are tired, broken or hostile: pages and errors of what stands in
 * between, words of one endpoint from another, lists that no API would give.
 * None of it passes or fails a check, nor ends a scan that it need not. */
#include "base/out.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/microsoft365.h"
#include "tests/unit/microsoft365_tenant.h"

#include <string.h>

static struct ms_scan t;

static void
begin(void)
{
    ms_begin(&t);
}

static void
end(void)
{
    ms_end(&t);
}

#define TOKEN "oauth2/v2.0/token"

/* The page of a widespread proxy; its id holds a word of the token endpoint. */
#define SQUID                                                                  \
    "<!DOCTYPE html><html><body id=\"ERR_ACCESS_DENIED\"><h1>ERROR</h1>"       \
    "</body></html>"

/* ---- reads --------------------------------------------------------------- */

static const struct odd_read {
    int status;
    const char *body;
    const char *users, *reach; /* what a check comes to that rests on it */
} odd_reads[] = {
    {403, SQUID, "unknown intercepted", "unknown intercepted"},
    {403, "{\"error\":\"access_denied\"}", "unknown api-error",
     "unknown api-error"},
    {400, "{\"error\":\"invalid_request\"}", "unknown api-error",
     "unknown api-error"},
    {400,
     "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50034: x\"}",
     "unknown api-error", "unknown api-error"},
    {403, "access_denied", "unknown api-error", "unknown api-error"},
    {403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"access_denied\"}}",
     "unknown api-error", "unknown api-error"},
    {403, "", "unknown api-error", "unknown api-error"},
    {403, "<html>No</html>", "unknown intercepted", "unknown intercepted"},
    {401,
     MS_ERROR("InvalidAuthenticationToken",
              "Continuous access evaluation resulted in challenge"),
     "unknown api-error", "unknown api-error"},
    {200, MS_ERROR("ErrorAccessDenied", "Access is denied."),
     "unknown api-error", "unknown api-error"},
    {200, MS_ERROR("TooManyRequests", "Later"), "pass granted",
     "unknown throttled"},
    {503, MS_ERROR("ErrorAccessDenied", "Access is denied."), "pass granted",
     "unknown outage"},
    {404, MS_ERROR("ErrorAccessDenied", "Access is denied."), "pass granted",
     "unknown absent"},
    {200, "{\"value\":[{\"id\":\"1\"},{\"id\":\"2\"}]}", "unknown garbage",
     "unknown garbage"},
    {200, "{\"value\":[{\"ID\":\"1\"}]}", "unknown garbage", "unknown garbage"},
    {200, "{\"value\":[{\"id\":7}]}", "unknown garbage", "unknown garbage"},
    {200, "{\"value\":{\"id\":\"1\"}}", "unknown garbage", "unknown garbage"},
    {200, "{\"value\":[],\"value\":[]}", "unknown garbage", "unknown garbage"},
    {200, "{\"VALUE\":[]}", "unknown garbage", "unknown garbage"},
    {200, "[]", "unknown garbage", "unknown garbage"},
    {206, MS_LIST_NONE, "unknown garbage", "unknown garbage"},
    {204, "", "unknown garbage", "unknown garbage"},
    {302, "", "unknown intercepted", "unknown intercepted"},
    {511, "<html>", "unknown intercepted", "unknown intercepted"},
    /* What is only said of mailboxes is no word on the directory. */
    {403,
     MS_ERROR("ErrorAccessDenied",
              "Access to OData is disabled: [RAOP] : Blocked by tenant"),
     "unknown api-error", "fail policy"},
};

static void
ck_of(const char *check, const char *wanted)
{
    const struct finding *f = ms_finding(&t, check);
    const char *seen = arena_print(&t.mem, "%s %s", verdict_word(f->verdict),
                                   reason_word(f->reason));

    ck_assert_msg(text_same(seen, wanted), "%s: %s, not %s (%s)", check, seen,
                  wanted, f->detail);
}

/* Of the read, and of nothing else. */
START_TEST(an_odd_answer_of_the_directory)
{
    const struct odd_read *row = &odd_reads[_i];
    const struct fake_reply replies[] = {
        {.match = "/v1.0/users?", .status = row->status, .body = row->body},
        {0}};

    ms_run(&t, replies);
    ck_assert_msg(t.audit.stopped == WHY_GRANTED, "%s", t.audit.stop_text);
    ck_of("app.login", "pass granted");
    ck_of("graph.users.held", row->users);
    ck_of("graph.calendars.held", "pass granted");
    ck_of("reach.technicians.reached", "pass granted");
}
END_TEST

START_TEST(an_odd_answer_of_a_mailbox)
{
    const struct odd_read *row = &odd_reads[_i];
    const struct fake_reply replies[] = {
        {.match = "tech2%40", .status = row->status, .body = row->body}, {0}};

    ms_run(&t, replies);
    ck_assert_msg(t.audit.stopped == WHY_GRANTED, "%s", t.audit.stop_text);
    ck_of("app.login", "pass granted");
    ck_of("graph.users.held", "pass granted");
    ck_of("reach.technicians.reached", row->reach);
}
END_TEST

/* Who was refused, why, and in which words; but not whose mailbox it is. */
START_TEST(a_refusal_in_the_apis_words)
{
    static const struct fake_reply replies[] = {
        {.match = "tech2%40",
         .status = 403,
         .body = MS_ERROR("ErrorAccessDenied",
                          "Access is denied to tech2@acme.example.")},
        {0}};
    const struct finding *f;

    ms_run(&t, replies);
    ck_of("reach.technicians.reached", "fail not-granted");
    f = ms_finding(&t, "reach.technicians.reached");
    ck_assert_msg(strstr(f->detail,
                         "was not: the credential is fine; the right is "
                         "missing for this mailbox (the API said "
                         "\"ErrorAccessDenied; Access is denied to ***.\")") !=
                      NULL,
                  "%s", f->detail);
}
END_TEST

/* A 401 in words that nobody knows: an app is no person who was locked out. */
START_TEST(a_token_that_is_lost)
{
    static const struct fake_reply replies[] = {
        {.match = "/v1.0/users?",
         .status = 401,
         .body = MS_ERROR("SomethingNew", "Not you.")},
        {0}};

    ms_run(&t, replies);
    ck_assert_int_eq(t.audit.stopped, WHY_LOGIN_LOST);
    ck_assert_msg(strstr(t.audit.stop_text, "gave the app a token") != NULL,
                  "%s", t.audit.stop_text);
    ck_assert_ptr_null(strstr(t.audit.stop_text, "the user"));
    ck_assert_ptr_null(strstr(t.audit.stop_text, "locked"));
    ck_of("app.login", "unknown login-lost");
}
END_TEST

/* ---- the token's answer -------------------------------------------------- */

static const struct odd_login {
    int status;
    const char *body, *reason;
} odd_logins[] = {
    {403, SQUID, "intercepted"},
    {400, "<html>invalid_request</html>", "intercepted"},
    {400, "<html>AADSTS7000215: no</html>", "intercepted"},
    {403, "access_denied by the firewall", "api-error"},
    {400, "{\"error\":{\"code\":\"invalid_client\",\"message\":\"x\"}}",
     "api-error"},
    {200, "{\"token_type\":\"Bearer\",\"access_token\":7}", "garbage"},
    {200, "{\"token_type\":[\"Bearer\"],\"access_token\":\"a\"}", "garbage"},
    {200, "{\"access_token\":\"a\"}", "garbage"},
    {200,
     "{\"token_type\":\"Bearer\",\"access_token\":\"a\",\"access_token\":"
     "\"b\"}",
     "garbage"},
    {200, "{\"token_type\":\"Bearer\",\"access_token\":\"a\\r\\nX: y\"}",
     "garbage"},
    {201, "{\"token_type\":\"Bearer\",\"access_token\":\"a\"}", "garbage"},
};

START_TEST(an_odd_answer_to_the_login)
{
    const struct odd_login *row = &odd_logins[_i];
    const struct fake_reply replies[] = {
        {.match = TOKEN, .status = row->status, .body = row->body}, {0}};

    ms_run(&t, replies);
    for (uint32_t i = 0; i < t.audit.n_finding; i++)
        if (t.audit.finding[i].verdict != VERDICT_SKIP)
            ck_of(t.audit.finding[i].id,
                  arena_print(&t.mem, "unknown %s", row->reason));
    ck_assert_uint_eq(fake_count(&t.fake, TOKEN), 1);
    ck_assert_uint_eq(fake_count(&t.fake, "/v1.0/"), 0);
}
END_TEST

/* ---- the token ----------------------------------------------------------- */

/* What an odd list or claim comes to: of login, kind, and directory. */
static const struct odd_claim {
    const char *more, *roles;
    const char *login, *app_only, *users;
} odd_claims[] = {
    {"\"scp\":\"\",", "[\"User.Read.All\"]", "pass granted", "unknown garbage",
     "pass granted"},
    {"\"scp\":null,", "[\"User.Read.All\"]", "pass granted", "unknown garbage",
     "pass granted"},
    {"\"idtyp\":\"APP\",", "[\"User.Read.All\"]", "pass granted",
     "pass granted", "pass granted"},
    {"\"wids\":7,", "[\"User.Read.All\"]", "pass granted", "pass granted",
     "pass granted"},
    {"\"wids\":[{}],", "[\"User.Read.All\"]", "pass granted", "pass granted",
     "pass granted"},
    {"\"wids\":[\"\"],", "[\"User.Read.All\"]", "pass granted", "pass granted",
     "pass granted"},
    /* Names are compared as they are printed. */
    {"", "[\"user.read.all\"]", "pass granted", "pass granted",
     "unknown conflict"},
    {"", "[\"User.Read.All \"]", "pass granted", "pass granted",
     "unknown conflict"},
    {"", "[\"User.Read.All\\u0001\"]", "pass granted", "pass granted",
     "unknown conflict"},
    {"", "[\"User.Read.All\\u200b\"]", "pass granted", "pass granted",
     "unknown conflict"},
    {"", "[[\"User.Read.All\"]]", "pass granted", "pass granted",
     "unknown garbage"},
    {"", "{\"User.Read.All\":true}", "pass granted", "pass granted",
     "unknown garbage"},
    {"", "null", "pass granted", "pass granted", "unknown garbage"},
    {"", "[\"\",\"User.Read.All\"]", "pass granted", "pass granted",
     "unknown garbage"},
};

START_TEST(odd_claims_say_nothing)
{
    const struct odd_claim *row = &odd_claims[_i];

    t.claims = ms_claims(&t, row->more, row->roles);
    ms_run(&t, NULL);
    ck_of("app.login", row->login);
    ck_of("app.app-only", row->app_only);
    ck_of("graph.users.held", row->users);
    for (uint32_t i = 0; i < t.audit.n_excess; i++)
        ck_assert(!text_starts(t.audit.excess[i].id, "excess.."));
}
END_TEST

static const char *const not_ours[] = {
    "{\"aud\":[\"https://graph.microsoft.com\"],\"tid\":\"" MS_TEST_TENANT
    "\",\"appid\":\"" MS_TEST_CLIENT "\",\"roles\":[\"User.Read.All\"]}",
    "{\"aud\":\"HTTPS://graph.microsoft.com\",\"tid\":\"" MS_TEST_TENANT
    "\",\"appid\":\"" MS_TEST_CLIENT "\",\"roles\":[\"User.Read.All\"]}",
    "{\"aud\":\"https://graph.microsoft.com//\",\"tid\":\"" MS_TEST_TENANT
    "\",\"appid\":\"" MS_TEST_CLIENT "\",\"roles\":[\"User.Read.All\"]}",
    "{\"aud\":\"https://graph.microsoft.us\",\"tid\":\"" MS_TEST_TENANT
    "\",\"appid\":\"" MS_TEST_CLIENT "\",\"roles\":[\"User.Read.All\"]}",
    "{\"aud\":\"https://graph.microsoft.com\",\"tid\":[\"" MS_TEST_TENANT
    "\"],\"appid\":\"" MS_TEST_CLIENT "\",\"roles\":[\"User.Read.All\"]}",
    "{\"aud\":\"https://graph.microsoft.com\",\"tid\":\"" MS_TEST_TENANT
    "\",\"appid\":\"" MS_TEST_CLIENT "\",\"roles\":[\"User.Read.All\"],"
    "\"roles\":[\"User.Read.All\"]}",
};

START_TEST(a_token_that_is_not_ours)
{
    t.claims = not_ours[_i];
    ms_run(&t, NULL);
    ck_of("app.login", "unknown garbage");
    ck_of("graph.users.held", "unknown garbage");
}
END_TEST

/* A list of any length, as JSON. */
static const char *
many(uint32_t n, const char *form)
{
    struct out out = {0};
    const char *text;

    (void)out_text(&out, "[\"User.Read.All\"");
    for (uint32_t i = 0; i < n; i++) {
        (void)out_text(&out, ",\"");
        (void)out_print(&out, "%s%u\"", form, (unsigned)i);
    }
    (void)out_text(&out, "]");
    text = arena_text(&t.mem, out_string(&out));
    out_free(&out);
    return text;
}

/* More than there can be: nothing is taken from such a list, and what is held
 * too much is said to be unknown. */
START_TEST(a_list_without_end)
{
    t.claims = ms_claims(&t, "", many(3000, "Y.Read"));
    ms_run(&t, NULL);
    ck_of("graph.users.held", "unknown garbage");
    ck_assert(ms_says(&t, "what else the app may do is not known"));
    ck_assert_uint_eq(t.audit.n_excess, 0);
}
END_TEST

/* What a product may name some day; each is told. */
START_TEST(many_that_nobody_knows)
{
    t.claims = ms_claims(&t, "", many(1500, "Z.Write"));
    ms_run(&t, NULL);
    ck_of("graph.users.held", "pass granted");
    ck_assert_uint_eq(t.audit.n_excess, 1500);
}
END_TEST

/* The secret as it stands in a form. */
#define CODED "sim~secret-DO-NOT%2BUSE%2521"

static const char *
repeated(const char *text, uint32_t n)
{
    struct out out = {0};
    const char *all;

    for (uint32_t i = 0; i < n; i++)
        (void)out_text(&out, text);
    all = arena_text(&t.mem, out_string(&out));
    out_free(&out);
    return all;
}

/* Two that differ are two, also where nothing of that may be shown; one that is
 * there twice is one. */
START_TEST(strangers_that_look_alike)
{
    const char *many_y = repeated("Y.", 3000);
    const char *roles = arena_print(
        &t.mem, "[\"%s\",\"%s\",\"Z%s\",\"Z%s\",\"Z%s\",\"%sA\",\"%sB\"]",
        "User.Read.All", "Calendars.Read", MS_TEST_SECRET, CODED, CODED, many_y,
        many_y);

    t.claims = ms_claims(
        &t, "\"wids\":[\"x" MS_TEST_SECRET "\",\"x" CODED "\",\"x" CODED "\"],",
        roles);
    ms_run(&t, NULL);
    for (uint32_t i = 0; i < t.audit.n_excess; i++)
        ck_assert_msg(strstr(t.audit.excess[i].id, "DO-NOT") == NULL, "%s",
                      t.audit.excess[i].id);
    ck_assert_uint_eq(t.audit.n_excess, 6);
    ck_assert_ptr_nonnull(ms_excess(&t, "excess.Z***.held"));
    ck_assert_ptr_nonnull(ms_excess(&t, "excess.Z*** (2).held"));
}
END_TEST

/* A word that is the name of another service's permission here is not that. */
START_TEST(a_name_from_elsewhere)
{
    t.claims = ms_claims(
        &t, "",
        "[\"Office 365 Exchange Online/full_access_as_app\",\"User.Read.All\","
        "\"Calendars.Read\"]");
    ms_run(&t, NULL);
    ck_of("graph.users.held", "pass granted");
    ck_assert_ptr_null(ms_excess(
        &t, "excess.Office 365 Exchange Online/full_access_as_app.held"));
    ck_assert_uint_eq(t.audit.n_excess, 1);
}
END_TEST

#define LOOP(function, table)                                                  \
    tcase_add_loop_test(tests, (function), 0,                                  \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
microsoft365_odd_suite(void)
{
    Suite *suite = suite_create("microsoft365: odd answers");
    TCase *tests = tcase_create("odd"), *many_tests = tcase_create("many");

    tcase_add_checked_fixture(tests, begin, end);
    LOOP(an_odd_answer_of_the_directory, odd_reads);
    LOOP(an_odd_answer_of_a_mailbox, odd_reads);
    LOOP(an_odd_answer_to_the_login, odd_logins);
    LOOP(odd_claims_say_nothing, odd_claims);
    LOOP(a_token_that_is_not_ours, not_ours);
    tcase_add_test(tests, a_refusal_in_the_apis_words);
    tcase_add_test(tests, a_token_that_is_lost);
    tcase_add_test(tests, a_list_without_end);
    tcase_add_test(tests, strangers_that_look_alike);
    tcase_add_test(tests, a_name_from_elsewhere);
    suite_add_tcase(suite, tests);
    tcase_set_tags(many_tests, "sweep");
    tcase_add_checked_fixture(many_tests, begin, end);
    tcase_add_test(many_tests, many_that_nobody_knows);
    suite_add_tcase(suite, many_tests);
    return suite;
}
