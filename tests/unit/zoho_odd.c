/* Every answer of Desk, gone wrong in every way: doubt never fails, and what an
 * answer had to settle never passes without it. */
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/zoho.h"
#include "tests/unit/zoho_tenant.h"

#include <string.h>

/* What must not pass where the answer to that is odd, and where there is none.
 */
static const struct place {
    const char *match;
    const char *odd[4], *none[4];
} places[] = {
    {ZT_ORGS, {"account.organisation"}, {NULL}},
    {"/myinfo ", {"reach.records.all"}, {"reach.records.all"}},
    {"/myProfile",
     {"profile.tickets.view", "profile.tickets.edit"},
     {"profile.tickets.view", "profile.tickets.edit"}},
    {"/personalRole ", {"reach.records.all"}, {"reach.records.all"}},
    {"/departments?", {NULL}, {NULL}}, /* the profile sees all of them */
    {"/layouts?", {"scopes.basic.read"}, {NULL}},
    {"/webhooks ", {"scopes.settings.read"}, {NULL}},
    {"ickets", {"scopes.tickets.read", "profile.tickets.view"}, {NULL}},
    {"/tickets/search?", {"scopes.search.read"}, {NULL}},
    {"/contacts", {"scopes.contacts.read", "profile.contacts.view"}, {NULL}},
    {"/accounts?", {"profile.accounts.view"}, {NULL}},
    {"/agents?", {"profile.agents.overview"}, {NULL}},
};

/* What every call would take. */
#define WHOLE(more)                                                            \
    "{\"data\":[{\"id\":\"" ZT_ORG "\",\"isEnabled\":true}],\"id\":"           \
    "\"4000000000001017\",\"rolePermissionType\":\"AgentPublic\","             \
    "\"roleId\":\"1\",\"associatedDepartmentIds\":[\"" ZT_ORG "\"],"           \
    "\"type\":\"Custom\",\"permissions\":{\"tickets\":{\"view\":true,"         \
    "\"edit\":true},\"setup\":{\"fetchAcrossDepartment\":true}}" more "}"

static const struct {
    struct fake_reply reply;
    bool none; /* none came */
} replies[] = {
    {{.status = 200, .body = "{}"}, false},
    {{.status = 200, .body = "[]"}, false},
    {{.status = 200, .body = "null"}, false},
    {{.status = 200, .body = "7"}, false},
    {{.status = 200, .body = "OK"}, false},
    {{.status = 200, .body = ""}, false},
    {{.status = 200, .body = "{\"data\":7}"}, false},
    {{.status = 200, .body = "{\"data\":{},\"id\":{},\"permissions\":7}"},
     false},
    {{.status = 200,
      .body = "{\"data\":[{\"id\":-1},{\"id\":0.5}],"
              "\"id\":\"x\",\"permissions\":[]}"},
     false},
    {{.status = 200, .body = "{\"errorCode\":\"\"}"}, false},
    /* ---- an error under another name, beside what was asked for */
    {{.status = 200, .body = WHOLE(",\"error\":\"invalid_token\"")}, false},
    {{.status = 200, .body = WHOLE(",\"Error\":true")}, false},
    {{.status = 200, .body = WHOLE(",\"errors\":[{\"x\":1}]")}, false},
    {{.status = 200, .body = ZT_CODE("NEW", "x")}, false},
    {{.status = 200, .body = "<!doctype html><html>Sign in</html>"}, false},
    {{.status = 401,
      .body = ZT_CODE("UNAUTHORIZED",
                      "You are not authorized to perform this operation.")},
     false},
    {{.status = 403, .body = "{}"}, false},
    {{.status = 403, .body = ZT_CODE("SCOPE_MISMATCH_NEW", "x")}, false},
    {{.status = 400, .body = ZT_CODE("BAD_REQUEST", "x")}, false},
    {{.status = 404, .body = ZT_CODE("URL_NOT_FOUND", "x")}, false},
    {{.status = 405, .body = ZT_CODE("METHOD_NOT_ALLOWED", "x")}, false},
    {{.status = 422, .body = ZT_CODE("INVALID_DATA", "x")}, false},
    {{.status = 302, .body = ""}, false},
    {{.net = NET_TOO_BIG, .status = 200}, false},
    {{.net = NET_BROKEN}, false},
    {{.status = 429, .body = ZT_CODE("TOO_MANY_REQUESTS", "x")}, true},
    /* ---- later is later, in any dress */
    {{.status = 403,
      .body = ZT_CODE("FORBIDDEN", "You have made too many requests.")},
     true},
    {{.status = 200,
      .body = ZT_CODE("SCOPE_MISMATCH", "Too many requests, wait.")},
     true},
    {{.status = 400,
      .body = "{\"error\":\"Access Denied\",\"error_description\":\"You have "
              "made too many requests continuously.\"}"},
     true},
    {{.status = 500, .body = ZT_CODE("INTERNAL_SERVER_ERROR", "x")}, true},
    {{.status = 503}, true},
    {{.net = NET_TIMEOUT}, true},
    {{.net = NET_RESET}, true},
};

enum { N_REPLY = sizeof replies / sizeof *replies };

static void
ck_never_passes(const char *const *check)
{
    for (; *check != NULL; check++)
        for (uint32_t i = 0; i < zt.audit.n_finding; i++)
            if (text_same(zt.audit.finding[i].id, *check))
                ck_assert_msg(zt.audit.finding[i].verdict == VERDICT_UNKNOWN,
                              "%s: %s", *check, zt.audit.finding[i].detail);
}

START_TEST(an_odd_answer_is_doubt)
{
    const struct place *place = &places[_i / N_REPLY];
    struct fake_reply script[] = {replies[_i % N_REPLY].reply, {0}};

    script[0].match = place->match;
    zt_run(&zt, script);
    for (uint32_t i = 0; i < zt.audit.n_finding; i++)
        ck_assert_msg(zt.audit.finding[i].verdict != VERDICT_FAIL, "%s: %s",
                      zt.audit.finding[i].id, zt.audit.finding[i].detail);
    ck_never_passes(replies[_i % N_REPLY].none ? place->none : place->odd);
    ck_assert_uint_eq(fake_count(&zt.fake, ZT_TOKEN), 1);
}
END_TEST

/* What would be taken whole is, without such a word: the rows above fail for
 * nothing else. */
START_TEST(the_same_without_an_error)
{
    struct fake_reply script[] = {{.body = WHOLE(",\"error\":null")}, {0}};

    script[0].match = places[_i].match;
    zt_run(&zt, script);
    for (uint32_t i = 0; i < zt.audit.n_finding; i++)
        ck_assert_msg(zt.audit.finding[i].verdict == VERDICT_PASS ||
                          text_starts(zt.audit.finding[i].id, "profile."),
                      "%s: %s", zt.audit.finding[i].id,
                      zt.audit.finding[i].detail);
}
END_TEST

/* All requests carry the one token: what refuses it refuses all, whatever it
 * says, unless it is a code that means something else. */
START_TEST(a_bare_refusal_ends_it)
{
    static const char *const body[] = {
        "", "{}", "<!doctype html><html>Sign in</html>", "no"};
    const struct fake_reply script[] = {
        {.match = "/api/v1/", .skip = 3, .status = 401, .body = body[_i]}, {0}};

    zt_run(&zt, script);
    ck_assert_int_eq(zt.audit.stopped, WHY_LOGIN_LOST);
    ck_assert_uint_le(zt.fake.n, 6);
    zt_ck(&zt, "account.login", "unknown login-lost none");
    zt_ck(&zt, "scopes.tickets.read", "pass granted declared");
}
END_TEST

/* Whether the token is of the organization that is listed, a call to it would
 * have told. */
START_TEST(a_refusal_before_any_call)
{
    static const struct fake_reply script[] = {
        {.match = "/api/v1/", .skip = 1, .status = 401, .body = "{}"}, {0}};

    zt_run(&zt, script);
    ck_assert_int_eq(zt.audit.stopped, WHY_LOGIN_LOST);
    zt_ck(&zt, "account.organisation", "unknown login-lost none");
}
END_TEST

START_TEST(a_bare_refusal_at_first)
{
    static const struct fake_reply script[] = {
        {.match = ZT_ORGS, .status = 401, .body = ""}, {0}};

    zt_run(&zt, script);
    ck_assert_uint_eq(zt.fake.n, 2);
    zt_ck_all(&zt, "login-lost");
}
END_TEST

Suite *
zoho_odd_suite(void)
{
    Suite *suite = suite_create("zoho: odd answers");
    TCase *tests = tcase_create("odd");

    tcase_add_checked_fixture(tests, zt_begin, zt_end);
    tcase_add_loop_test(tests, an_odd_answer_is_doubt, 0,
                        (int)(sizeof places / sizeof *places) * N_REPLY);
    tcase_add_loop_test(tests, the_same_without_an_error, 0,
                        (int)(sizeof places / sizeof *places));
    tcase_add_loop_test(tests, a_bare_refusal_ends_it, 0, 4);
    tcase_add_test(tests, a_refusal_before_any_call);
    tcase_add_test(tests, a_bare_refusal_at_first);
    suite_add_tcase(suite, tests);
    return suite;
}
