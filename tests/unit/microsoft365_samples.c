/* Every shape that Microsoft's answers are known to have, one at a time in a
 * tenant that is otherwise as it should be, and what each comes to. Texts and
 * identifiers are made up. What the own service principal, its assignments and
 * the credentials of an application look like is no part of it: these are never
 * asked for. */
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

#define DISCOVERY "openid-configuration"
#define TOKEN     "oauth2/v2.0/token"
#define USERS     "/v1.0/users?"
#define MAILBOX   "/calendarView"

#define ISSUED(region, sub, host)                                              \
    "{\"token_endpoint\":\"https://" host "/" MS_TEST_TENANT                   \
    "/oauth2/v2.0/token\",\"token_endpoint_auth_methods_supported\":"          \
    "[\"private_key_jwt\"],\"issuer\":\"https://" host "/" MS_TEST_TENANT      \
    "/v2.0\",\"tenant_region_scope\":\"" region "\","                          \
    "\"tenant_region_sub_scope\":" sub ",\"msgraph_host\":\"x.example\"}"

#define AADSTS(class, number)                                                  \
    "{\"error\":\"" class "\",\"error_description\":\"AADSTS" number           \
                          ": Words that may name the tenant Acme.\\r\\nTrace " \
                          "ID: 0\\r\\n"                                        \
                          "Correlation ID: 0\\r\\nTimestamp: 2026-11-26 "      \
                          "10:00:00Z\",\"error_codes\""                        \
                          ":[" number "],\"timestamp\":\"2026-11-26 "          \
                          "10:00:00Z\",\"trace_id\":\"0\","                    \
                          "\"correlation_id\":\"0\",\"error_uri\":\"https://"  \
                          "x.example/error\"}"

#define CLAIMS(aud, kind, more)                                                \
    "{\"aud\":\"" aud "\",\"iat\":1795701600,\"nbf\":1795701600,\"exp\":"      \
    "1795705500,\"aio\":\"k2Rg\",\"idtyp\":\"" kind "\",\"rh\":\"1.A\","       \
    "\"uti\":\"c3lu\"," more "}"
#define OURS                                                                   \
    "\"appid\":\"" MS_TEST_CLIENT                                              \
    "\",\"appidacr\":\"1\",\"ver\":\"1.0\",\"tid\":\"" MS_TEST_TENANT "\""
#define THEIRS "22222222-3333-4444-8555-666666666666"
#define GRAPH  "https://graph.microsoft.com"
#define ROLES  ",\"roles\":[\"User.Read.All\",\"Calendars.Read\"]"

/* In the order of "checks": P, F or U with the reason of what is no pass. */
#define ALL_PASS                    "P P P P P"
#define ALL(w)                      "U:" w " U:" w " U:" w " U:" w " U:" w
#define USERS_IS(what)              "P P " what " P P"
#define BOXES_IS(permission, reach) "P P P " permission " " reach

static const char *const checks[] = {"app.login", "app.app-only",
                                     "graph.users.held", "graph.calendars.held",
                                     "reach.technicians.reached"};

static const struct sample {
    const char *name;
    const char *where; /* of the request; NULL: the body is claims of a token */
    int status;        /* 0: 200 */
    const char *body, *retry_after;
    const char *comes_to;
} samples[] = {
    {"discovery, global", DISCOVERY, 0,
     ISSUED("EU", "null", "login.microsoftonline.com"), NULL, ALL_PASS},
    {"discovery, GCC", DISCOVERY, 0,
     ISSUED("NA", "\"GCC\"", "login.microsoftonline.com"), NULL, ALL_PASS},
    {"discovery, GCC High", DISCOVERY, 0,
     ISSUED("USGov", "\"DODCON\"", "login.microsoftonline.us"), NULL,
     ALL("misdirected")},
    {"discovery, China", DISCOVERY, 0,
     ISSUED("AS", "null", "login.partner.microsoftonline.cn"), NULL,
     ALL("misdirected")},
    {"discovery, unknown tenant", DISCOVERY, 400,
     AADSTS("invalid_tenant", "90002"), NULL, ALL("misdirected")},
    /* ---- the token endpoint refuses */
    {"no resource", TOKEN, 400, AADSTS("invalid_resource", "500011"), NULL,
     ALL("login-rejected")},
    {"user flow", TOKEN, 400, AADSTS("invalid_grant", "50034"), NULL,
     ALL("login-rejected")},
    {"conditional access", TOKEN, 400, AADSTS("access_denied", "53003"), NULL,
     ALL("login-rejected")},
    {"user consent", TOKEN, 400, AADSTS("invalid_grant", "65001"), NULL,
     ALL("login-rejected")},
    {"disabled app", TOKEN, 400, AADSTS("unauthorized_client", "7000112"), NULL,
     ALL("login-rejected")},
    {"unknown app", TOKEN, 400, AADSTS("unauthorized_client", "700016"), NULL,
     ALL("login-rejected")},
    {"scope", TOKEN, 400, AADSTS("invalid_scope", "70011"), NULL,
     ALL("login-rejected")},
    {"unknown tenant", TOKEN, 400, AADSTS("invalid_request", "90002"), NULL,
     ALL("misdirected")},
    {"malformed tenant", TOKEN, 400, AADSTS("invalid_request", "900023"), NULL,
     ALL("misdirected")},
    {"other cloud", TOKEN, 400, AADSTS("invalid_request", "90038"), NULL,
     ALL("misdirected")},
    {"unknown number", TOKEN, 400, AADSTS("invalid_client", "9999999"), NULL,
     ALL("login-rejected")},
    {"wrong secret", TOKEN, 401, AADSTS("invalid_client", "7000215"), NULL,
     ALL("login-rejected")},
    {"no credential", TOKEN, 401, AADSTS("invalid_client", "7000218"), NULL,
     ALL("login-rejected")},
    {"expired secret", TOKEN, 401, AADSTS("invalid_client", "7000222"), NULL,
     ALL("login-rejected")},
    {"clock", TOKEN, 401, AADSTS("invalid_client", "700024"), NULL,
     ALL("login-rejected")},
    {"certificate", TOKEN, 401, AADSTS("invalid_client", "700027"), NULL,
     ALL("login-rejected")},
    {"transient", TOKEN, 503, AADSTS("temporarily_unavailable", "90033"), NULL,
     ALL("outage")},
    {"not JSON", TOKEN, 503,
     "<!DOCTYPE html><html><head><title>503</title></head></html>", NULL,
     ALL("outage")},
    {"error inside", TOKEN, 0,
     "{\"error\":{\"code\":\"generalException\",\"message\":\"x\"}}", NULL,
     ALL("api-error")},
    /* ---- tokens */
    {"opaque", TOKEN, 0,
     "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,"
     "\"access_token\":\"EwB4A8l6NoDotsInItAtAll\"}",
     NULL, "U:garbage U:garbage U:garbage U:garbage P"},
    {"five parts", TOKEN, 0,
     "{\"token_type\":\"Bearer\",\"expires_in\":3599,"
     "\"access_token\":\"eyJhbGciOiJkaXIifQ..c3lu.c3lu.c3lu\"}",
     NULL, "U:garbage U:garbage U:garbage U:garbage P"},
    {"strings of version 1", TOKEN, 0, NULL, NULL, ALL_PASS},
    {"ok", NULL, 0, CLAIMS(GRAPH, "app", OURS ROLES), NULL, ALL_PASS},
    {"by certificate", NULL, 0,
     CLAIMS(GRAPH, "app",
            "\"appid\":\"" MS_TEST_CLIENT
            "\",\"appidacr\":\"2\",\"tid\":\"" MS_TEST_TENANT "\"" ROLES),
     NULL, ALL_PASS},
    {"claims of version 2", NULL, 0,
     CLAIMS("00000003-0000-0000-c000-000000000000", "app",
            "\"azp\":\"" MS_TEST_CLIENT "\",\"azpacr\":\"1\",\"ver\":\"2.0\","
            "\"tid\":\"" MS_TEST_TENANT "\"" ROLES),
     NULL, ALL_PASS},
    {"no roles", NULL, 0, CLAIMS(GRAPH, "app", OURS), NULL,
     "P P U:conflict P P"},
    {"roles empty", NULL, 0, CLAIMS(GRAPH, "app", OURS ",\"roles\":[]"), NULL,
     "P P U:conflict P P"},
    {"roles not an array", NULL, 0,
     CLAIMS(GRAPH, "app", OURS ",\"roles\":\"Calendars.Read User.Read.All\""),
     NULL, "P P U:garbage U:garbage P"},
    {"wids", NULL, 0,
     CLAIMS(GRAPH, "app",
            OURS ",\"wids\":[\"29232cdf-9323-42fd-ade2-1d097af3e4de\","
                 "\"0997a1d0-0d1d-4acb-b408-d5ca73121e90\"]"),
     NULL, "P P U:conflict P P"},
    {"excess", NULL, 0,
     CLAIMS(GRAPH, "app",
            OURS ",\"roles\":[\"Calendars.ReadWrite\",\"Mail.ReadWrite\","
                 "\"User.Read.All\",\"Application.ReadWrite.All\","
                 "\"Some.Future.Permission\"]"),
     NULL, ALL_PASS},
    {"look-alike", NULL, 0,
     CLAIMS(GRAPH, "app",
            OURS ",\"roles\":[\"User.Read.All\",\"Calendars.Read.All\"]"),
     NULL, ALL_PASS},
    {"basic", NULL, 0,
     CLAIMS(GRAPH, "app",
            OURS ",\"roles\":[\"User.ReadBasic.All\","
                 "\"Calendars.ReadBasic.All\"]"),
     NULL, "P P F:not-granted U:not-listed P"},
    {"delegated", NULL, 0,
     CLAIMS(GRAPH, "user", OURS ",\"scp\":\"Calendars.Read User.Read\""), NULL,
     "P F:not-granted U:garbage U:garbage U:garbage"},
    {"wrong app", NULL, 0,
     CLAIMS(GRAPH, "app",
            "\"appid\":\"" THEIRS "\",\"tid\":\"" MS_TEST_TENANT "\"" ROLES),
     NULL, ALL("garbage")},
    {"wrong tenant", NULL, 0,
     CLAIMS(GRAPH, "app",
            "\"appid\":\"" MS_TEST_CLIENT "\",\"tid\":\"" THEIRS "\"" ROLES),
     NULL, ALL("misdirected")},
    {"wrong audience, Exchange", NULL, 0,
     CLAIMS("https://outlook.office365.com", "app",
            OURS ",\"roles\":[\"full_access_as_app\"]"),
     NULL, ALL("garbage")},
    /* ---- the directory */
    {"users", USERS, 0,
     "{\"@odata.context\":\"c\",\"@odata.nextLink\":\"https://evil.example/"
     "v1.0/users?$skiptoken=x\",\"value\":[{\"id\":\"77\"}]}",
     NULL, ALL_PASS},
    {"users, none", USERS, 0, MS_LIST_NONE, NULL, ALL_PASS},
    {"users denied", USERS, 403,
     MS_ERROR("Authorization_RequestDenied",
              "Insufficient privileges to complete the operation."),
     NULL, USERS_IS("U:conflict")},
    {"token expired", USERS, 401,
     MS_ERROR("InvalidAuthenticationToken",
              "Lifetime validation failed, the token is expired."),
     NULL, USERS_IS("U:api-error")},
    {"token garbled", USERS, 401,
     MS_ERROR("InvalidAuthenticationToken", "CompactToken parsing failed"),
     NULL, USERS_IS("U:api-error")},
    {"invalid audience", USERS, 401,
     MS_ERROR("InvalidAuthenticationToken", "Invalid audience."), NULL,
     USERS_IS("U:api-error")},
    {"identity not found", USERS, 401,
     MS_ERROR("Authorization_IdentityNotFound", "x"), NULL,
     USERS_IS("U:api-error")},
    {"users throttled", USERS, 429, MS_ERROR("TooManyRequests", "x"), "10",
     ALL_PASS},
    {"503", USERS, 503, MS_ERROR("serviceNotAvailable", "x"), NULL, ALL_PASS},
    {"504", USERS, 504, MS_ERROR("UnknownError", ""), NULL, ALL_PASS},
    {"200 with an error", USERS, 0, MS_ERROR("generalException", "x"), NULL,
     USERS_IS("U:api-error")},
    /* ---- mailboxes */
    {"empty", MAILBOX, 0, MS_LIST_NONE, NULL, ALL_PASS},
    {"one event", MAILBOX, 0,
     "{\"@odata.context\":\"c\",\"value\":[{\"@odata.etag\":\"W/\\\"c3lu\\\"\","
     "\"id\":\"AAMkAG=\"}]}",
     NULL, ALL_PASS},
    {"no dates", MAILBOX, 400, MS_ERROR("ErrorInvalidParameter", "x"), NULL,
     BOXES_IS("U:api-error", "U:api-error")},
    {"no permissions", MAILBOX, 401,
     MS_ERROR("NoPermissionsInAccessToken",
              "The token contains no permissions, "
              "or permissions can not be "
              "understood."),
     NULL, BOXES_IS("U:conflict", "F:not-granted")},
    {"insufficient", MAILBOX, 403,
     MS_ERROR("ErrorInsufficientPermissionsInAccessToken", "x"), NULL,
     BOXES_IS("U:conflict", "F:not-granted")},
    {"denied", MAILBOX, 403,
     MS_ERROR("ErrorAccessDenied",
              "Access is denied. Check credentials and try again."),
     NULL, BOXES_IS("U:conflict", "F:not-granted")},
    {"empty message", MAILBOX, 403, MS_ERROR("Forbidden", ""), NULL,
     BOXES_IS("U:api-error", "U:api-error")},
    {"OData", MAILBOX, 403,
     MS_ERROR("ErrorAccessDenied", "Access to OData is disabled."), NULL,
     BOXES_IS("U:api-error", "U:api-error")},
    {"policy", MAILBOX, 403,
     MS_ERROR("ErrorAccessDenied", "Access to OData is disabled: [RAOP] : "
                                   "Blocked by tenant configured AppOnly "
                                   "AccessPolicy settings."),
     NULL, BOXES_IS("P", "F:policy")},
    {"invalid user", MAILBOX, 404, MS_ERROR("ErrorInvalidUser", "x"), NULL,
     BOXES_IS("P", "U:absent")},
    {"no mailbox", MAILBOX, 404,
     MS_ERROR("MailboxNotEnabledForRESTAPI", "The mailbox is inactive."), NULL,
     BOXES_IS("P", "U:absent")},
    {"no mailbox, older", MAILBOX, 404,
     "{\"error\":{\"code\":\"MailboxNotEnabledForRESTAPI\",\"message\":\"x\","
     "\"innererror\":{\"date\":\"2026-11-26T10:00:00\"}}}",
     NULL, BOXES_IS("P", "U:absent")},
    {"no such resource", MAILBOX, 404,
     MS_ERROR("Request_ResourceNotFound", "Resource 'x@acme.example' is not "
                                          "there."),
     NULL, BOXES_IS("P", "U:absent")},
    {"too many at once", MAILBOX, 429,
     MS_ERROR("ApplicationThrottled", "MailboxConcurrency"), "2",
     BOXES_IS("P", "U:throttled")},
};

/* The token endpoint of version 1 gives numbers as texts. */
static const char *
as_strings(void)
{
    return arena_print(
        &t.mem,
        "{\"token_type\":\"Bearer\",\"expires_in\":\"3599\",\"expires_on\":"
        "\"1795705500\",\"resource\":\"" GRAPH "/\",\"access_token\":\"%s\"}",
        ms_token(&t, CLAIMS(GRAPH, "app", OURS ROLES)));
}

static const char *
came_to(void)
{
    static const char letter[] = {[VERDICT_PASS] = 'P',
                                  [VERDICT_FAIL] = 'F',
                                  [VERDICT_UNKNOWN] = 'U',
                                  [VERDICT_SKIP] = 'S'};
    const char *seen = "";

    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        const struct finding *f = ms_finding(&t, checks[i]);

        seen = arena_print(
            &t.mem, "%s%s%c%s%s", seen, i > 0 ? " " : "", letter[f->verdict],
            f->verdict == VERDICT_PASS ? "" : ":",
            f->verdict == VERDICT_PASS ? "" : reason_word(f->reason));
    }
    return seen;
}

START_TEST(a_shape)
{
    const struct sample *row = &samples[_i];
    struct fake_reply replies[] = {{.match = row->where,
                                    .status = row->status,
                                    .body = row->body,
                                    .retry_after = row->retry_after},
                                   {0}};
    const char *seen;

    if (row->where == NULL)
        t.claims = row->body;
    else if (row->body == NULL)
        replies[0].body = as_strings();
    ms_run(&t, replies);
    seen = came_to();
    ck_assert_msg(text_same(seen, row->comes_to), "%s: %s, not %s", row->name,
                  seen, row->comes_to);
    /* No link of an answer is followed, and no word that may name the tenant is
     * kept. */
    ck_assert_uint_eq(fake_count(&t.fake, "skiptoken"), 0);
    ck_assert_uint_eq(fake_count(&t.fake, "evil"), 0);
    ck_assert(!ms_tells(&t, "Trace ID"));
}
END_TEST

/* A second token, for Exchange: what it holds is more than anybody asked for.
 */
START_TEST(the_shape_of_exchange)
{
    t.option[t.n_option++] = "exchange-audience=yes";
    t.exchange = CLAIMS("https://outlook.office365.com", "app",
                        OURS ",\"roles\":[\"full_access_as_app\","
                             "\"Calendars.ReadWrite.All\"]");
    ms_run(&t, NULL);
    ck_assert_str_eq(came_to(), ALL_PASS);
    ck_assert_uint_eq(t.audit.n_excess, 2);
}
END_TEST

Suite *
microsoft365_samples_suite(void)
{
    Suite *suite = suite_create("microsoft365: shapes of answers");
    TCase *tests = tcase_create("shapes");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, a_shape, 0,
                        (int)(sizeof samples / sizeof *samples));
    tcase_add_test(tests, the_shape_of_exchange);
    suite_add_tcase(suite, tests);
    return suite;
}
