/* How each grant is inferred: every scope that is asked for x every answer to
 * the request for its token x every answer of the API to a read with that, and
 * what has to be said of the delegation, of the API and of the person. Doubt
 * never passes, and it never fails. */
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/google.h"
#include "tests/unit/google_tenant.h"

#include <string.h>

static struct gt_scan t;

static void
begin(void)
{
    static const char *const named[] = {"technician=" GT_TECH1,
                                        "administrator=" GT_BOSS, NULL};

    gt_begin(&t);
    gt_name(&t, named);
    t.how.max_requests = 16; /* little of the watch list */
}

static void
end(void)
{
    gt_end(&t);
}

/* What is asked for, and what rests on it. */
static const struct asked {
    const char *token, *spare,
        *read; /* spare: on behalf of who else there is */
    const char *check, *api, *subject;
} asked[] = {
    {GT_FOR(GT_CALENDAR, GT_TECH1), GT_FOR(GT_CALENDAR, GT_BOSS), GT_EVENTS,
     "delegation.calendar.held", "api.calendar.enabled",
     "subject.technician.reached"},
    {GT_FOR(GT_DIRECTORY, GT_BOSS), GT_FOR(GT_DIRECTORY, GT_TECH1), GT_USERS,
     "delegation.directory.held", "api.admin-sdk.enabled",
     "subject.administrator.reached"},
};

enum { CALENDAR, DIRECTORY, N_ASKED };

#define P_READ    "pass granted confirmed"
#define P_TOKEN   "pass granted declared"
#define F_READ    "fail not-granted confirmed"
#define F_TOKEN   "fail not-granted declared"
#define U(reason) "unknown " reason " none"

/* Of all three: there is no token and no denial, or there is; a read that
 * leaves all in doubt, or what it does not speak of. */
#define OPEN(reason) U(reason), U("not-probed"), U(reason)
#define DENIES       F_TOKEN, U("not-probed"), U("not-probed")
#define ALIKE(reason)                                                          \
    {                                                                          \
        U(reason), U(reason), U(reason)                                        \
    }
#define SILENT(reason)                                                         \
    {                                                                          \
        P_TOKEN, U(reason), U(reason)                                          \
    }

/* ---- tokens -------------------------------------------------------------- */

#define CLIENT_OLD                                                             \
    GT_REFUSED("unauthorized_client",                                          \
               "Unauthorized client or scope in request.")
#define NO_CLIENT   "Requested client not authorized."
#define DENIED      GT_REFUSED("access_denied", NO_CLIENT)
#define GRANT(text) GT_REFUSED("invalid_grant", text)
#define PAGE        "<!DOCTYPE html><html><title>Error</title></html>"
#define WITH(members)                                                          \
    "{\"access_token\":\"ya29.x\",\"expires_in\":3599,\"token_type\":"         \
    "\"Bearer\"" members "}"

/* Where there is no token nothing is read: then the API is not known, and the
 * person is for the same reason, or because there was nothing to try it with.
 */
static const struct token {
    struct fake_reply reply;
    const char *check; /* NULL: it is a token */
    const char *api, *subject;
} tokens[] = {
    {{.body = WITH("")}, NULL, NULL, NULL},
    {{.body = WITH(",\"id_token\":\"x\"")}, NULL, NULL, NULL},
    /* ---- not delegated */
    {{.status = 401, .body = GT_NOT_DELEGATED}, DENIES},
    {{.status = 401, .body = CLIENT_OLD}, DENIES},
    {{.status = 401,
      .body = GT_REFUSED("unauthorized_client",
                         "Client is unauthorized to retrieve access tokens "
                         "using this method.")},
     DENIES},
    {{.status = 400, .body = DENIED}, DENIES},
    {{.status = 403, .body = DENIED}, DENIES},
    /* ---- the same word, and nobody knows what for */
    {{.status = 401, .body = GT_REFUSED("unauthorized_client", "New words.")},
     OPEN("api-error")},
    {{.status = 401, .body = "{\"error\":\"unauthorized_client\"}"},
     OPEN("api-error")},
    {{.status = 401,
      .body = GT_REFUSED("Unauthorized_Client_",
                         "Unauthorized client or scope in request.")},
     OPEN("api-error")},
    {{.status = 403, .body = GT_REFUSED("access_denied", "New words.")},
     OPEN("api-error")},
    {{.status = 400, .body = "{\"error\":\"access_denied\"}"},
     OPEN("api-error")},
    /* ---- above the delegation */
    {{.status = 400, .body = "{\"error\":\"admin_policy_enforced\"}"},
     "fail policy declared",
     U("not-probed"),
     U("not-probed")},
    {{.status = 403,
      .body = GT_REFUSED("admin_policy_enforced", "Access to your account "
                                                  "data is restricted.")},
     "fail policy declared",
     U("not-probed"),
     U("not-probed")},
    {{.status = 400, .body = "{\"error\":\"org_internal\"}"},
     OPEN("api-error")},
    {{.status = 401, .body = "{\"error\":\"org_internal\"}"},
     OPEN("api-error")},
    /* ---- no such scope */
    {{.status = 400,
      .body = GT_REFUSED("invalid_scope",
                         "Invalid OAuth scope or ID token audience provided.")},
     OPEN("not-listed")},
    {{.status = 400,
      .body = GT_REFUSED("invalid_scope", "x is not a valid audience string.")},
     OPEN("not-listed")},
    /* ---- the person */
    {{.status = 400, .body = GRANT("Not a valid email.")},
     OPEN("needs-subject")},
    {{.status = 400, .body = GRANT("Invalid email or User ID")},
     OPEN("needs-subject")},
    {{.status = 400, .body = GRANT("The account has been deleted")},
     OPEN("needs-subject")},
    {{.status = 400,
      .body = GT_REFUSED("invalid_request",
                         "Invalid impersonation &quot;sub&quot; field.")},
     OPEN("needs-subject")},
    {{.status = 400,
      .body = GT_REFUSED("invalid_request",
                         "Invalid impersonation prn email address.")},
     OPEN("needs-subject")},
    {{.status = 403, .body = GT_REFUSED("access_denied", "Account restricted")},
     OPEN("needs-subject")},
    {{.status = 400, .body = GT_REFUSED("access_denied", "Account restricted")},
     OPEN("needs-subject")},
    /* ---- later, in each dress */
    {{.status = 429, .body = ""}, OPEN("throttled")},
    {{.status = 429, .body = PAGE}, OPEN("throttled")},
    {{.status = 429, .body = GT_REFUSED("internal_failure", "Backend Error")},
     OPEN("throttled")},
    {{.status = 429, .body = GT_NOT_DELEGATED}, OPEN("throttled")},
    {{.status = 403,
      .body = GT_ERROR("403", "Rate Limit Exceeded", "usageLimits",
                       "rateLimitExceeded")},
     OPEN("throttled")},
    /* ---- out of order */
    {{.status = 500, .body = GT_REFUSED("internal_failure", "Backend Error")},
     OPEN("outage")},
    {{.status = 503, .body = PAGE}, OPEN("outage")},
    {{.status = 502, .body = ""}, OPEN("outage")},
    {{.status = 503, .body = GT_NOT_DELEGATED}, OPEN("outage")},
    {{.net = NET_RESET}, OPEN("outage")},
    {{.net = NET_TIMEOUT}, OPEN("timeout")},
    {{.net = NET_BROKEN}, OPEN("garbage")},
    /* ---- no answer of Google's */
    {{.body = PAGE}, OPEN("intercepted")},
    {{.status = 403, .body = PAGE}, OPEN("intercepted")},
    {{.status = 302}, OPEN("intercepted")},
    {{.body = "{}"}, OPEN("garbage")},
    {{.body = "[]"}, OPEN("garbage")},
    {{.body = "null"}, OPEN("garbage")},
    {{.body = "{\"access_token\":\"ya29.x\",\"token_type\":\"Bear"},
     OPEN("garbage")},
    {{.body = "{\"access_token\":\"ya29.x\"}"}, OPEN("garbage")},
    {{.body = WITH(",\"scope\":\"" GT_AUTH "calendar\"")}, OPEN("conflict")},
    {{.body = WITH(",\"error\":\"unauthorized_client\"")}, OPEN("api-error")},
    /* ---- words that are not known */
    {{.status = 400, .body = GRANT("New words.")}, OPEN("api-error")},
    {{.status = 400, .body = GT_REFUSED("invalid_request", "New words.")},
     OPEN("api-error")},
    {{.status = 400, .body = GT_REFUSED("not_heard_of", "New words.")},
     OPEN("api-error")},
    {{.status = 403, .body = "{}"}, OPEN("api-error")},
    {{.status = 404, .body = "{}"}, OPEN("api-error")},
    {{.status = 400, .body = ""}, OPEN("api-error")},
};

enum { N_TOKEN = sizeof tokens / sizeof *tokens };

/* ---- reads --------------------------------------------------------------- */

#define REASON(message, reason) GT_ERROR("403", message, "global", reason)
#define LATER(reason)           GT_ERROR("403", "x", "usageLimits", reason)
#define DETAILS(message, reason)                                               \
    "{\"error\":{\"code\":403,\"message\":\"" message                          \
    "\",\"status\":\"PERMISSION_DENIED\",\"details\":[{\"@type\":"             \
    "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" reason        \
    "\",\"domain\":\"googleapis.com\",\"metadata\":{\"consumer\":"             \
    "\"projects/815000000042\"}}]}}"
#define OFF                                                                    \
    "Google Calendar API has not been used in project 815000000042 before or " \
    "it is disabled."
#define SCOPES "Request had insufficient authentication scopes."

/* As calendar and directory say it, where the words are only one's: of the
 * other they may mean anything. */
static const struct read {
    struct fake_reply reply; /* body NULL: what it should be */
    struct {
        const char *check, *api, *subject;
    } of[N_ASKED]; /* check NULL: as of the first */
} reads[] = {
    {{.body = NULL}, {{P_READ, P_TOKEN, P_READ}}},
    /* ---- the scope */
    {{.status = 403, .body = REASON(SCOPES, "insufficientPermissions")},
     {{U("conflict"), P_TOKEN, U("conflict")}}},
    {{.status = 403,
      .body = REASON("Insufficient Permission", "insufficientPermissions")},
     {{U("conflict"), P_TOKEN, U("conflict")}}},
    {{.status = 403,
      .body = DETAILS(SCOPES, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")},
     {{U("conflict"), P_TOKEN, U("conflict")}}},
    /* ---- the API is off, in the domain of quotas */
    {{.status = 403,
      .body = GT_ERROR("403", OFF, "usageLimits", "accessNotConfigured")},
     {{P_TOKEN, F_TOKEN, U("switched-off")}}},
    {{.status = 403, .body = DETAILS(OFF, "SERVICE_DISABLED")},
     {{P_TOKEN, F_TOKEN, U("switched-off")}}},
    /* ---- the person */
    {{.status = 403, .body = GT_NOT_ADMIN},
     {{P_TOKEN, U("absent"), U("absent")}, {P_TOKEN, P_TOKEN, F_READ}}},
    {{.status = 403, .body = REASON("Forbidden", "forbidden")},
     {SILENT("absent")}},
    {{.status = 403,
      .body = GT_ERROR("403", "The user must be signed up for Google Calendar.",
                       "calendar", "notACalendarUser")},
     {{P_TOKEN, U("needs-subject"), U("needs-subject")},
      {U("api-error"), U("api-error"), U("api-error")}}},
    {{.status = 404,
      .body = GT_ERROR("404", "Not Found", "global", "notFound")},
     {SILENT("absent")}},
    {{.status = 404,
      .body =
          GT_ERROR("404", "Resource Not Found: userKey", "global", "notFound")},
     {SILENT("absent")}},
    /* ---- later, in each dress */
    {{.status = 403, .body = LATER("rateLimitExceeded")},
     {SILENT("throttled")}},
    {{.status = 403, .body = LATER("userRateLimitExceeded")},
     {SILENT("throttled")}},
    {{.status = 403, .body = LATER("quotaExceeded")}, {SILENT("throttled")}},
    {{.status = 403, .body = LATER("dailyLimitExceeded")},
     {SILENT("throttled")}},
    {{.status = 403, .body = LATER("calendarUsageLimitsExceeded")},
     {SILENT("throttled")}},
    {{.status = 403, .body = DETAILS("x", "RATE_LIMIT_EXCEEDED")},
     {SILENT("throttled")}},
    {{.status = 403,
      .body = "{\"error\":{\"code\":403,\"message\":\"Rate Limit Exceeded\"}}"},
     {SILENT("throttled")}},
    {{.status = 429, .body = LATER("rateLimitExceeded")},
     {SILENT("throttled")}},
    {{.status = 429, .body = ""}, {SILENT("throttled")}},
    {{.status = 429, .body = PAGE}, {SILENT("throttled")}},
    /* ---- out of order */
    {{.status = 503,
      .body = GT_ERROR("503", "Backend Error", "global", "backendError")},
     {SILENT("outage")}},
    {{.status = 500,
      .body = GT_ERROR("500", "Internal Error", "global", "internalError")},
     {SILENT("outage")}},
    {{.status = 503, .body = PAGE}, {SILENT("outage")}},
    {{.status = 503, .body = REASON(SCOPES, "insufficientPermissions")},
     {SILENT("outage")}},
    {{.net = NET_RESET}, {SILENT("outage")}},
    {{.net = NET_TIMEOUT}, {SILENT("timeout")}},
    /* ---- what may mean anything; a 401 cut short as well as a whole one */
    {{.net = NET_RESET, .status = 401, .body = "{\"error\":{\"co"},
     {ALIKE("api-error")}},
    {{.status = 403,
      .body = REASON("Domain cannot use apis.", "domainCannotUseApis")},
     {ALIKE("api-error")}},
    {{.status = 403, .body = REASON("x", "insufficientFilePermissions")},
     {ALIKE("api-error")}},
    {{.status = 403, .body = REASON("New words.", "notHeardOf")},
     {ALIKE("api-error")}},
    {{.status = 403, .body = "{\"error\":{\"code\":403,\"errors\":[]}}"},
     {ALIKE("api-error")}},
    {{.status = 403,
      .body = "{\"error\":{\"errors\":{\"reason\":\"forbidden\"}}}"},
     {ALIKE("api-error")}},
    {{.status = 403, .body = GT_NOT_DELEGATED}, {ALIKE("api-error")}},
    {{.status = 403, .body = "{}"}, {ALIKE("api-error")}},
    {{.status = 403, .body = ""}, {ALIKE("api-error")}},
    {{.status = 400,
      .body = GT_ERROR("400", "Bad Request", "global", "badRequest")},
     {ALIKE("api-error")}},
    {{.status = 401,
      .body = GT_ERROR("401", "Invalid Credentials", "global", "authError")},
     {ALIKE("api-error")}},
    {{.status = 401,
      .body = "{\"error\":{\"code\":401,\"status\":"
              "\"UNAUTHENTICATED\"}}"},
     {ALIKE("api-error")}},
    {{.status = 401, .body = "{}"}, {ALIKE("api-error")}},
    {{.status = 401, .body = ""}, {ALIKE("api-error")}},
    {{.status = 401, .body = PAGE}, {ALIKE("intercepted")}},
    {{.status = 403, .body = PAGE}, {ALIKE("intercepted")}},
    {{.status = 404, .body = PAGE}, {ALIKE("intercepted")}},
    {{.status = 404, .body = "{}"}, {ALIKE("api-error")}},
    {{.status = 302}, {ALIKE("intercepted")}},
    {{.net = NET_BROKEN}, {ALIKE("garbage")}},
    {{.net = NET_TOO_BIG}, {ALIKE("garbage")}},
    {{.body = PAGE}, {ALIKE("intercepted")}},
    {{.body = "{\"kind\":\"calendar#settings\"}"}, {ALIKE("garbage")}},
    {{.body = "{\"kind\":[\"calendar#events\"]}"}, {ALIKE("garbage")}},
    {{.body = "{\"kind\":\"\"}"}, {ALIKE("garbage")}},
    {{.body = "{}"}, {ALIKE("garbage")}},
    {{.body = "[]"}, {ALIKE("garbage")}},
    {{.body = "{\"kind\":\"calendar#eve"}, {ALIKE("garbage")}},
    {{.status = 204}, {ALIKE("garbage")}},
    {{.body = GT_NOT_ADMIN}, {ALIKE("api-error")}},
};

enum { N_READ = sizeof reads / sizeof *reads };

/* ---- both ---------------------------------------------------------------- */

/* The scope that it is not about is as it should be. */
static void
ck_other(size_t of)
{
    const struct asked *other = &asked[of == CALENDAR ? DIRECTORY : CALENDAR];

    ck_assert_msg(t.audit.stopped == WHY_GRANTED, "%s", t.audit.stop_text);
    gt_ck(&t, "key.login", P_TOKEN);
    gt_ck(&t, other->check, P_READ);
    gt_ck(&t, other->api, P_TOKEN);
    gt_ck(&t, other->subject, P_READ);
}

/* So that a failure says which. */
static void
ck_row(size_t i, const char *check, const char *wanted)
{
    const struct finding *f = gt_finding(&t, check);
    const char *seen =
        arena_print(&t.mem, "%s %s %s", verdict_word(f->verdict),
                    reason_word(f->reason), strength_word(f->strength));

    ck_assert_msg(text_same(seen, wanted), "read %zu: %s: %s, not %s (%s)", i,
                  check, seen, wanted, f->detail);
}

static void
ck_read(size_t of, const struct token *token, const struct read *read)
{
    const struct asked *row = &asked[of];
    size_t as = read->of[of].check == NULL ? CALENDAR : of;
    struct fake_reply replies[] = {token->reply, read->reply, {0}};

    replies[0].match = row->token;
    replies[0].also = "POST";
    replies[1].match = read == reads ? "nothing" : row->read;
    gt_run(&t, replies);
    ck_row((size_t)(read - reads), row->check, read->of[as].check);
    ck_row((size_t)(read - reads), row->api, read->of[as].api);
    ck_row((size_t)(read - reads), row->subject, read->of[as].subject);
    ck_other(of);
}

START_TEST(of_each_scope)
{
    size_t of = (size_t)_i % N_ASKED;
    const struct asked *row = &asked[of];
    const struct token *token = &tokens[(size_t)_i / N_ASKED];
    struct fake_reply replies[] = {token->reply, token->reply, {0}};

    for (size_t i = 0; token->check == NULL && i < N_READ; i++) {
        ck_read(of, token, &reads[i]);
        end();
        begin();
    }
    if (token->check == NULL)
        return;
    replies[0].match = row->token;
    replies[1].match = row->spare;
    gt_run(&t, replies);
    gt_ck(&t, row->check, token->check);
    gt_ck(&t, row->api, token->api);
    gt_ck(&t, row->subject, token->subject);
    ck_assert_uint_eq(fake_count(&t.fake, row->read), 0);
    ck_other(of);
}
END_TEST

Suite *
google_matrix_suite(void)
{
    Suite *suite = suite_create("google: how grants are inferred");
    TCase *tests = tcase_create("matrix");

    tcase_set_tags(tests, "sweep");
    tcase_add_unchecked_fixture(tests, gt_make_key, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, of_each_scope, 0, N_ASKED * N_TOKEN);
    suite_add_tcase(suite, tests);
    return suite;
}
