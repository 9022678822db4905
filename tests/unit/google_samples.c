/* Every shape that Google's answers are known to have, one at a time in a
 * Workspace that is otherwise as it should be, and what each comes to; the
 * shapes of the key file and of what is signed. Names and numbers are made up.
 * What describes a token (tokeninfo) is no part of it: that is never asked
 * for, since the token would stand in the address. */
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
}

static void
end(void)
{
    gt_end(&t);
}

/* Where the answer stands in place of the usual one. */
#define LOGIN    GT_LOGIN
#define CALENDAR GT_FOR(GT_CALENDAR, GT_TECH1)
#define EVENTS   GT_EVENTS
#define USERS    GT_USERS

#define SAID(word, text)                                                       \
    "{\n  \"error\": \"" word "\",\n  \"error_description\": \"" text "\"\n}"
#define WORD(word) "{\n  \"error\": \"" word "\"\n}"

#define ITEM(message, domain, reason)                                          \
    "\"errors\": [\n   {\n    \"message\": \"" message                         \
    "\",\n    \"domain\": \"" domain "\",\n    \"reason\": \"" reason          \
    "\"\n   }\n  ],\n  "
#define INFO(reason, service)                                                  \
    ",\n  \"details\": [\n   {\n    \"@type\": "                               \
    "\"type.googleapis.com/google.rpc.ErrorInfo\",\n    \"reason\": \"" reason \
    "\",\n    \"domain\": \"googleapis.com\",\n    \"metadata\": {\n     "     \
    "\"service\": \"" service                                                  \
    "\",\n     \"consumer\": \"projects/815000000042\"\n    }\n   }\n  ]"
#define BODY(code, message, items, status, infos)                              \
    "{\n \"error\": {\n  \"code\": " code ",\n  \"message\": \"" message       \
    "\",\n  " items "\"status\": \"" status "\"" infos "\n }\n}\n"
#define PLAIN(code, message, domain, reason, status)                           \
    BODY(code, message, ITEM(message, domain, reason), status, "")
#define OFF(api)                                                               \
    api " API has not been used in project 815000000042 before or it is "      \
        "disabled."
#define ENABLE                                                                 \
    " Enable it by visiting https://console.developers.google.com/apis/api/"   \
    "calendar-json.googleapis.com/overview?project=815000000042 then retry."
#define LITTLE "Request had insufficient authentication scopes."

/* In the order of "checks": P, F or U with the reason of what is no pass. */
#define TWO(w)                       "U:" w " U:" w
#define ALL(w)                       TWO(w) " " TWO(w) " " TWO(w) " U:" w
#define ALL_PASS                     "P P P P P P P"
#define TOKEN_IS(what, whose)        "P U:not-probed P " what " P " whose " P"
#define EVENTS_IS(api, token, whose) "P " api " P " token " P " whose " P"
#define USERS_IS(api, token, whose)  "P P " api " P " token " P " whose

static const char *const checks[] = {
    "key.login",
    "api.calendar.enabled",
    "api.admin-sdk.enabled",
    "delegation.calendar.held",
    "delegation.directory.held",
    "subject.technician.reached",
    "subject.administrator.reached",
};

static const struct sample {
    const char *name, *where;
    int status;
    const char *body;
    const char *comes_to;
} samples[] = {
    /* ---- tokens */
    {"a token", CALENDAR, 200,
     "{\n  \"access_token\": \"ya29.SYNTHETIC-TOKEN\",\n  \"expires_in\": "
     "3599,\n  \"token_type\": \"Bearer\"\n}",
     ALL_PASS},
    {"a token with its scope", CALENDAR, 200,
     "{\n  \"access_token\": \"ya29.SYNTHETIC-TOKEN\",\n  \"expires_in\": "
     "3599,\n  \"token_type\": \"Bearer\",\n  \"scope\": \"" GT_AUTH GT_CALENDAR
     "\"\n}",
     ALL_PASS},
    {"access_denied", CALENDAR, 400,
     SAID("access_denied", "Requested client not authorized."),
     TOKEN_IS("F:not-granted", "U:not-probed")},
    {"admin_policy_enforced", CALENDAR, 400, WORD("admin_policy_enforced"),
     TOKEN_IS("F:policy", "U:not-probed")},
    {"account deleted", CALENDAR, 400,
     SAID("invalid_grant", "The account has been deleted"),
     TOKEN_IS("U:needs-subject", "U:needs-subject")},
    {"account not found", LOGIN, 400,
     SAID("invalid_grant", "Invalid grant: account not found"),
     ALL("login-rejected")},
    {"audience", LOGIN, 400,
     SAID("invalid_grant", "Invalid JWT: Failed audience check."),
     ALL("login-rejected")},
    {"clock", LOGIN, 400,
     SAID("invalid_grant",
          "Invalid JWT: Token must be a short-lived token (60 minutes) and in "
          "a reasonable timeframe. Check your iat and exp values in the JWT "
          "claim."),
     ALL("login-rejected")},
    {"invalid user", CALENDAR, 400,
     SAID("invalid_grant", "Invalid email or User ID"),
     TOKEN_IS("U:needs-subject", "U:needs-subject")},
    {"no verifier", LOGIN, 400,
     SAID("invalid_grant", "Invalid JWT: No valid verifier found for issuer"),
     ALL("login-rejected")},
    {"not a valid email", CALENDAR, 400,
     SAID("invalid_grant", "Not a valid email."),
     TOKEN_IS("U:needs-subject", "U:needs-subject")},
    {"robot disabled", LOGIN, 400, SAID("invalid_grant", "Robot is disabled."),
     ALL("login-rejected")},
    {"signature", LOGIN, 400, SAID("invalid_grant", "Invalid JWT Signature."),
     ALL("login-rejected")},
    {"impersonation", CALENDAR, 400,
     SAID("invalid_request", "Invalid impersonation &quot;sub&quot; field."),
     TOKEN_IS("U:needs-subject", "U:needs-subject")},
    {"invalid_scope", CALENDAR, 400,
     SAID("invalid_scope",
          "Invalid OAuth scope or ID token audience provided."),
     TOKEN_IS("U:not-listed", "U:not-listed")},
    {"org_internal", CALENDAR, 400, WORD("org_internal"),
     TOKEN_IS("U:api-error", "U:api-error")},
    {"disabled_client", LOGIN, 401,
     SAID("disabled_client", "The OAuth client was disabled."),
     ALL("login-rejected")},
    {"invalid_client", LOGIN, 401,
     SAID("invalid_client", "The OAuth client was not found."),
     ALL("login-rejected")},
    {"unauthorized_client, older", CALENDAR, 401,
     SAID("unauthorized_client", "Unauthorized client or scope in request."),
     TOKEN_IS("F:not-granted", "U:not-probed")},
    {"unauthorized_client", CALENDAR, 401,
     SAID("unauthorized_client",
          "Client is unauthorized to retrieve access tokens using this "
          "method, or client not authorized for any of the scopes "
          "requested."),
     TOKEN_IS("F:not-granted", "U:not-probed")},
    {"restricted", CALENDAR, 403, SAID("access_denied", "Account restricted"),
     TOKEN_IS("U:needs-subject", "U:needs-subject")},
    {"internal_failure", CALENDAR, 500,
     SAID("internal_failure", "Backend Error"),
     TOKEN_IS("U:outage", "U:outage")},
    /* ---- reads */
    {"events", EVENTS, 200, "{\n \"kind\": \"calendar#events\"\n}\n", ALL_PASS},
    {"users", USERS, 200, "{\n \"kind\": \"admin#directory#users\"\n}\n",
     ALL_PASS},
    {"no customer", USERS, 400,
     PLAIN("400", "Bad Request", "global", "badRequest", "INVALID_ARGUMENT"),
     USERS_IS("U:api-error", "U:api-error", "U:api-error")},
    {"authError", EVENTS, 401,
     PLAIN("401", "Invalid Credentials", "global", "authError",
           "UNAUTHENTICATED"),
     EVENTS_IS("U:api-error", "U:api-error", "U:api-error")},
    {"Admin SDK off", USERS, 403,
     BODY("403", OFF("Admin SDK"),
          ITEM(OFF("Admin SDK"), "usageLimits", "accessNotConfigured"),
          "PERMISSION_DENIED",
          INFO("SERVICE_DISABLED", "admin.googleapis.com")),
     USERS_IS("F:not-granted", "P", "U:switched-off")},
    {"Calendar off", EVENTS, 403,
     BODY("403", OFF("Google Calendar") ENABLE,
          ITEM(OFF("Google Calendar") ENABLE, "usageLimits",
               "accessNotConfigured"),
          "PERMISSION_DENIED",
          INFO("SERVICE_DISABLED", "calendar-json.googleapis.com")),
     EVENTS_IS("F:not-granted", "P", "U:switched-off")},
    {"domain cannot use APIs", USERS, 403,
     PLAIN("403", "Domain cannot use apis.", "global", "domainCannotUseApis",
           "PERMISSION_DENIED"),
     USERS_IS("U:api-error", "U:api-error", "U:api-error")},
    {"not a calendar user", EVENTS, 403,
     PLAIN("403", "The user must be signed up for Google Calendar.", "calendar",
           "notACalendarUser", "PERMISSION_DENIED"),
     EVENTS_IS("U:needs-subject", "P", "U:needs-subject")},
    {"no administrator", USERS, 403,
     PLAIN("403", "Not Authorized to access this resource/api", "global",
           "forbidden", "PERMISSION_DENIED"),
     USERS_IS("P", "P", "F:not-granted")},
    {"quotaExceeded", EVENTS, 403,
     PLAIN("403", "Calendar usage limits exceeded.", "usageLimits",
           "quotaExceeded", "PERMISSION_DENIED"),
     EVENTS_IS("U:throttled", "P", "U:throttled")},
    {"rateLimitExceeded", EVENTS, 403,
     PLAIN("403", "Rate Limit Exceeded", "usageLimits", "rateLimitExceeded",
           "PERMISSION_DENIED"),
     EVENTS_IS("U:throttled", "P", "U:throttled")},
    {"userRateLimitExceeded", EVENTS, 403,
     PLAIN("403", "User Rate Limit Exceeded", "usageLimits",
           "userRateLimitExceeded", "PERMISSION_DENIED"),
     EVENTS_IS("U:throttled", "P", "U:throttled")},
    {"scope, details only", EVENTS, 403,
     BODY("403", LITTLE, "", "PERMISSION_DENIED",
          INFO("ACCESS_TOKEN_SCOPE_INSUFFICIENT",
               "calendar-json.googleapis.com")),
     EVENTS_IS("P", "U:conflict", "U:conflict")},
    {"scope", EVENTS, 403,
     BODY("403", LITTLE, ITEM(LITTLE, "global", "insufficientPermissions"),
          "PERMISSION_DENIED",
          INFO("ACCESS_TOKEN_SCOPE_INSUFFICIENT",
               "calendar-json.googleapis.com")),
     EVENTS_IS("P", "U:conflict", "U:conflict")},
    {"notFound", EVENTS, 404,
     PLAIN("404", "Not Found", "global", "notFound", "NOT_FOUND"),
     EVENTS_IS("U:absent", "P", "U:absent")},
    {"notFound, a page", EVENTS, 404,
     "<!DOCTYPE html><html><title>Error 404 (Not Found)!!1</title></html>\n",
     EVENTS_IS("U:intercepted", "U:intercepted", "U:intercepted")},
    {"429", USERS, 429,
     PLAIN("429", "Rate Limit Exceeded", "usageLimits", "rateLimitExceeded",
           "RESOURCE_EXHAUSTED"),
     USERS_IS("U:throttled", "P", "U:throttled")},
    {"503", EVENTS, 503,
     PLAIN("503", "Backend Error", "global", "backendError", "UNAVAILABLE"),
     EVENTS_IS("U:outage", "P", "U:outage")},
};

static const char *
seen(void)
{
    static const char letter[VERDICT__N] = {
        [VERDICT_PASS] = 'P', [VERDICT_FAIL] = 'F', [VERDICT_UNKNOWN] = 'U'};
    const char *text = "";

    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        const struct finding *f = gt_finding(&t, checks[i]);
        bool pass = f->verdict == VERDICT_PASS;

        text = arena_print(&t.mem, "%s%s%c%s%s", text, i == 0 ? "" : " ",
                           letter[f->verdict], pass ? "" : ":",
                           pass ? "" : reason_word(f->reason));
    }
    return text;
}

START_TEST(of_each_shape)
{
    const struct sample *row = &samples[_i];
    struct fake_reply replies[] = {
        {.match = row->where, .status = row->status, .body = row->body}, {0}};

    if (text_same(row->where, CALENDAR))
        replies[0].also = "POST";
    gt_run(&t, replies);
    ck_assert_msg(text_same(seen(), row->comes_to), "%s: %s, not %s", row->name,
                  seen(), row->comes_to);
    ck_assert_uint_eq(fake_count(&t.fake, "tokeninfo"), 0);
    ck_assert_uint_eq(fake_count(&t.fake, "access_token="), 0);
}
END_TEST

/* What the shipped rules do not ask for has its own reads. */
START_TEST(of_other_reads)
{
    static const struct {
        enum google_read read;
        const char *path, *kind;
    } row[] = {
        {GOOGLE_READ_CALENDAR_LIST,
         "calendar/v3/users/me/calendarList?maxResults=1&fields=kind",
         "calendar#calendarList"},
        {GOOGLE_READ_ACL,
         "calendar/v3/calendars/primary/acl?maxResults=1&fields=kind",
         "calendar#acl"},
        {GOOGLE_READ_SETTINGS,
         "calendar/v3/users/me/settings?maxResults=1&fields=kind",
         "calendar#settings"},
        {GOOGLE_READ_EVENTS,
         "calendar/v3/calendars/primary/events?maxResults=1&fields=kind",
         "calendar#events"},
        {GOOGLE_READ_USERS,
         "admin/directory/v1/users?customer=my_customer&maxResults=1&"
         "fields=kind",
         "admin#directory#users"},
        {GOOGLE_READ_GROUPS,
         "admin/directory/v1/groups?customer=my_customer&maxResults=1&"
         "fields=kind",
         "admin#directory#groups"},
    };

    ck_assert_str_eq(google_call[row[_i].read].path, row[_i].path);
    ck_assert_str_eq(google_call[row[_i].read].kind, row[_i].kind);
}
END_TEST

/* A key file as Google makes it, but for the key. */
START_TEST(of_the_key_file)
{
    static const char file[] =
        "{\n"
        "  \"type\": \"service_account\",\n"
        "  \"project_id\": \"example-project\",\n"
        "  \"private_key_id\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\n"
        "  \"private_key\": \"-----BEGIN PRIVATE KEY-----\\nSYNTHETIC\\n"
        "-----END PRIVATE KEY-----\\n\",\n"
        "  \"client_email\": \"" GT_EMAIL "\",\n"
        "  \"client_id\": \"" GT_CLIENT "\",\n"
        "  \"auth_uri\": \"https://accounts.google.com/o/oauth2/auth\",\n"
        "  \"token_uri\": \"https://oauth2.googleapis.com/token\",\n"
        "  \"auth_provider_x509_cert_url\": "
        "\"https://www.googleapis.com/oauth2/v1/certs\",\n"
        "  \"client_x509_cert_url\": \"https://www.googleapis.com/robot/v1/"
        "metadata/x509/horizon-audit%40example-project.iam.gserviceaccount."
        "com\",\n"
        "  \"universe_domain\": \"googleapis.com\"\n"
        "}\n";
    struct diags diags = {.arena = &t.mem};

    gt_set(&t, file);
    ck_assert_str_eq(google_user(&t.secrets, &diags, &t.mem), GT_EMAIL);
    ck_assert(!gt_prepare(&t, &diags));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_ptr_nonnull(strstr(diags.list[0].text, "the key in the file"));
    ck_assert_ptr_null(strstr(diags.list[0].text, "SYNTHETIC"));
}
END_TEST

#define LOOP(function, table)                                                  \
    tcase_add_loop_test(tests, (function), 0,                                  \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
google_samples_suite(void)
{
    Suite *suite = suite_create("google: shapes of answers");
    TCase *tests = tcase_create("samples");

    tcase_set_tags(tests, "sweep");
    tcase_add_unchecked_fixture(tests, gt_make_key, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    LOOP(of_each_shape, samples);
    tcase_add_loop_test(tests, of_other_reads, 0, 6);
    tcase_add_test(tests, of_the_key_file);
    suite_add_tcase(suite, tests);
    return suite;
}
