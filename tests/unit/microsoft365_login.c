/* The beginning of a scan of Microsoft 365: the tenant's look-up, the token,
 * what it says, and what is never sent. */
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

/* Nothing passes and nothing fails: all of it is unknown for that reason. */
static void
ck_all(const char *reason)
{
    for (uint32_t i = 0; i < t.audit.n_finding; i++) {
        const struct finding *f = &t.audit.finding[i];

        ck_assert_msg(f->verdict == VERDICT_SKIP ||
                          f->reason == WHY_NEEDS_ATTESTATION ||
                          (f->verdict == VERDICT_UNKNOWN &&
                           text_same(reason_word(f->reason), reason)),
                      "%s: %s %s", f->id, verdict_word(f->verdict),
                      reason_word(f->reason));
    }
}

/* ---- refused tokens ------------------------------------------------------ */

#define AADSTS(class, number)                                                  \
    "{\"error\":\"" class "\",\"error_description\":\"AADSTS" number           \
                          ": Words of Microsoft's, for app 'aaaaaaaa'. More "  \
                          "words.\\r\\nTrace ID: "                             \
                          "1\\r\\nCorrelation ID: 2\\r\\nTimestamp: "          \
                          "2026-11-26 10:00:00Z\","                            \
                          "\"error_codes\":[" number "]}"

static const struct refused {
    int status;
    const char *body;
    const char *reason;
    const char *words; /* of what is told as the cause */
    uint32_t tries;    /* of the token; 0: once */
} refused[] = {
    {401, AADSTS("invalid_client", "7000215"), "login-rejected",
     "The Secret ID was copied", 0},
    {401, AADSTS("invalid_client", "7000222"), "login-rejected", "has expired",
     0},
    {401, AADSTS("invalid_client", "700027"), "login-rejected", "certificate",
     0},
    {401, AADSTS("invalid_client", "700024"), "login-rejected", "clock", 0},
    {401, AADSTS("invalid_client", "7000218"), "login-rejected", "empty", 0},
    {400, AADSTS("invalid_request", "900144"), "login-rejected", "empty", 0},
    {400, AADSTS("unauthorized_client", "700016"), "login-rejected",
     "does not exist in it", 0},
    {400, AADSTS("unauthorized_client", "70001"), "login-rejected",
     "does not exist in it", 0},
    {400, AADSTS("unauthorized_client", "7000112"), "login-rejected",
     "switched off", 0},
    {400, AADSTS("invalid_request", "90002"), "misdirected", "no such tenant",
     0},
    {400, AADSTS("invalid_tenant", "9999999"), "misdirected", "no such tenant",
     0},
    {400, AADSTS("invalid_request", "900023"), "misdirected", "no such tenant",
     0},
    {400, AADSTS("invalid_request", "90038"), "misdirected", "another cloud",
     0},
    {400, AADSTS("invalid_resource", "500011"), "login-rejected",
     "not there in this tenant", 0},
    {400, AADSTS("invalid_scope", "70011"), "login-rejected",
     "does not give this app a token", 0},
    {400, AADSTS("invalid_grant", "53003"), "login-rejected",
     "Conditional Access", 0},
    {400, AADSTS("invalid_grant", "65001"), "login-rejected",
     "person's sign-in", 0},
    {400, AADSTS("invalid_grant", "50034"), "login-rejected",
     "person's sign-in", 0},
    {400, AADSTS("invalid_grant", "50196"), "login-rejected", "too often", 0},
    {401, AADSTS("invalid_client", "9999999"), "login-rejected",
     "not one that is known here", 0},
    {400, AADSTS("unauthorized_client", "1"), "login-rejected",
     "not one that is known here", 0},
    {401, "", "login-rejected", "without saying why", 0},
    {401, "<html>no</html>", "login-rejected", "without saying why", 0},
    {401, "{\"error\":7}", "login-rejected", "without saying why", 0},
    {503, AADSTS("temporarily_unavailable", "90033"), "outage", "login", 3},
    {400, AADSTS("invalid_request", "90033"), "outage", "login", 3},
    {503, "<html>unavailable</html>", "outage", "login", 3},
    {429, "", "throttled", "login", 3},
    {500, "{}", "outage", "login", 0},
    {302, "", "intercepted", "points to another address", 0},
    {200, "<html>Sign in</html>", "intercepted", "page for people", 0},
    {200, "{}", "garbage", "no token", 0},
    {200, "{\"token_type\":\"Bearer\",\"access_token\":\"\"}", "garbage",
     "no token", 0},
    {200, "{\"token_type\":\"MAC\",\"access_token\":\"a\"}", "garbage",
     "no token", 0},
    {200, "{\"token_type\":\"Bearer\",\"access_token\":\"a\\u0001b\"}",
     "garbage", "no token", 0},
    {200, "{\"token_type\":\"Bearer\",\"access_token\":\"a\",\"error\":\"x\"}",
     "api-error", "login", 0},
};

START_TEST(a_token_that_is_refused)
{
    const struct refused *row = &refused[_i];
    const struct fake_reply replies[] = {
        {.match = TOKEN, .status = row->status, .body = row->body}, {0}};

    ms_run(&t, replies);
    ck_all(row->reason);
    ck_assert_msg(ms_says(&t, row->words), "%s", t.audit.stop_text);
    ck_assert_uint_eq(fake_count(&t.fake, TOKEN),
                      row->tries == 0 ? 1 : row->tries);
    ck_assert_uint_eq(fake_count(&t.fake, "/v1.0/"), 0);
    for (uint32_t i = 0; i < t.audit.n_exchange; i++)
        ck_assert(t.audit.exchange[i].note == NULL ||
                  (strstr(t.audit.exchange[i].note, "More words") == NULL &&
                   strstr(t.audit.exchange[i].note, "Trace") == NULL));
}
END_TEST

/* Whatever becomes of its body, a refusal is one, and there is no second. */
START_TEST(a_refusal_counts_in_pieces)
{
    const struct fake_reply replies[] = {
        {.match = TOKEN,
         .net = (enum net)_i,
         .status = 401,
         .body = "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7"
                 "000222: The provided"},
        {0}};

    ms_run(&t, replies);
    ck_all("login-rejected");
    ck_assert(ms_says(&t, "has expired"));
    ck_assert_uint_eq(fake_count(&t.fake, TOKEN), 1);
}
END_TEST

/* What the answer broke off in is a token all the same. */
START_TEST(a_token_that_broke_off_is_not_shown)
{
    static const struct fake_reply replies[] = {
        {.match = TOKEN,
         .body = "{\"token_type\":\"Bearer\",\"access_token\":\"eyJ0.eyJh"},
        {0}};

    ms_run(&t, replies);
    ck_all("garbage");
    ck_assert(!ms_tells(&t, "eyJ0"));
}
END_TEST

/* ---- the tenant ---------------------------------------------------------- */

#define ISSUER(host, tenant) "{\"issuer\":\"https://" host "/" tenant "/v2.0\"}"

static const struct looked_up {
    int status;
    const char *body, *reason, *words;
} looked_up[] = {
    {400, AADSTS("invalid_tenant", "90002"), "misdirected", "no such tenant"},
    {200, ISSUER("login.microsoftonline.us", MS_TEST_TENANT), "misdirected",
     "AZURE_AUTHORITY_HOST to https://login.microsoftonline.us"},
    {200, ISSUER("login.partner.microsoftonline.cn", MS_TEST_TENANT),
     "misdirected", "China"},
    {200, ISSUER("login.evil.example", MS_TEST_TENANT), "garbage",
     "none of Microsoft's"},
    {200, ISSUER("login.microsoftonline.com.evil.example", MS_TEST_TENANT),
     "garbage", "none of Microsoft's"},
    {200, ISSUER("login.microsoftonline.com", "{tenantid}"), "garbage",
     "which one it is"},
    {200, "{\"issuer\":7}", "garbage", "which one it is"},
    {200, "{}", "garbage", "which one it is"},
    {200, "[]", "garbage", "look-up of the tenant"},
    {200, "<html>", "intercepted", "page for people"},
    {401, "", "garbage", "needs no login"},
    {400, AADSTS("invalid_request", "9999999"), "api-error",
     "look-up of the tenant failed (HTTP 400)"},
    {404, "", "api-error", "look-up of the tenant"},
    {503, "", "outage", "look-up of the tenant"},
    {429, "", "throttled", "look-up of the tenant"},
    {301, "", "intercepted", "points to another address"},
};

START_TEST(a_tenant_that_is_not_found)
{
    const struct looked_up *row = &looked_up[_i];
    const struct fake_reply replies[] = {{.match = "openid-configuration",
                                          .status = row->status,
                                          .body = row->body},
                                         {0}};

    ms_run(&t, replies);
    ck_all(row->reason);
    ck_assert_msg(ms_says(&t, row->words), "%s", t.audit.stop_text);
    ck_assert_uint_eq(fake_count(&t.fake, TOKEN), 0);
}
END_TEST

START_TEST(another_tenant_than_was_asked_for)
{
    ms_set(&t, MS_TENANT, "11111111-2222-4333-8444-000000000000");
    ms_run(&t, NULL);
    ck_all("misdirected");
    ck_assert_uint_eq(fake_count(&t.fake, TOKEN), 0);
}
END_TEST

/* The DoD's tenants are at the same authority as others', and not at the same
 * Graph. */
START_TEST(each_cloud_has_its_graph)
{
    static const struct {
        const char *authority, *sub, *graph;
    } row[] = {
        {"login.microsoftonline.com", "null", "graph.microsoft.com"},
        {"login.microsoftonline.com", "\"GCC\"", "graph.microsoft.com"},
        {"login.microsoftonline.us", "\"DODCON\"", "graph.microsoft.us"},
        {"login.microsoftonline.us", "\"DOD\"", "dod-graph.microsoft.us"},
        {"login.partner.microsoftonline.cn", "null",
         "microsoftgraph.chinacloudapi.cn"},
    };
    const char *host = arena_print(&t.mem, "https://%s/", row[_i].graph);

    t.how.endpoint = url_endpoint(
        arena_print(&t.mem, "https://%s/", row[_i].authority), &t.mem);
    t.discovery =
        arena_print(&t.mem,
                    "{\"issuer\":\"https://%s/" MS_TEST_TENANT "/v2.0\","
                    "\"msgraph_host\":\"graph.evil.example\","
                    "\"token_endpoint\":\"https://login.evil.example/token\","
                    "\"tenant_region_sub_scope\":%s}",
                    row[_i].authority, row[_i].sub);
    t.claims =
        arena_print(&t.mem,
                    "{\"aud\":\"https://%s\",\"tid\":\"" MS_TEST_TENANT
                    "\",\"appid\":\"" MS_TEST_CLIENT
                    "\",\"roles\":[\"User.Read.All\",\"Calendars.Read\"]}",
                    row[_i].graph);
    ms_run(&t, NULL);
    ms_ck(&t, "graph.users.held", "pass granted confirmed");
    ms_ck(&t, "app.login", "pass granted declared");
    ck_assert_uint_eq(fake_count(&t.fake, "evil"), 0);
    ck_assert_uint_eq(fake_count(&t.fake, host), 3);
}
END_TEST

/* ---- what the token says ------------------------------------------------- */

#define OTHER "99999999-2222-4333-8444-555555555555"
#define CLAIMS(aud, tid, app, more)                                            \
    "{\"aud\":\"" aud "\",\"tid\":\"" tid "\",\"appid\":\"" app "\"," more     \
    "\"roles\":[\"User.Read.All\",\"Calendars.Read\"]}"
#define GRAPH "https://graph.microsoft.com"

static const struct said {
    const char *claims;
    const char *login, *app_only, *users;
    const char *words;
} said[] = {
    {CLAIMS(GRAPH, MS_TEST_TENANT, MS_TEST_CLIENT, ""), "pass", "pass", "pass",
     ""},
    {CLAIMS(GRAPH "/", MS_TEST_TENANT, MS_TEST_CLIENT, ""), "pass", "pass",
     "pass", ""},
    {CLAIMS("00000003-0000-0000-c000-000000000000", MS_TEST_TENANT,
            MS_TEST_CLIENT, "\"idtyp\":\"app\","),
     "pass", "pass", "pass", ""},
    {"{\"aud\":\"" GRAPH "\",\"tid\":\"" MS_TEST_TENANT
     "\",\"azp\":\"AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE\",\"roles\":"
     "[\"User.Read.All\"]}",
     "pass", "pass", "pass", ""},
    {CLAIMS(GRAPH, OTHER, MS_TEST_CLIENT, ""), "unknown", "unknown", "unknown",
     "another tenant"},
    {CLAIMS(GRAPH, MS_TEST_TENANT, OTHER, ""), "unknown", "unknown", "unknown",
     "another app"},
    {CLAIMS("https://outlook.office365.com", MS_TEST_TENANT, MS_TEST_CLIENT,
            ""),
     "unknown", "unknown", "unknown", "another service"},
    {CLAIMS("https://graph.microsoft.com.evil.example", MS_TEST_TENANT,
            MS_TEST_CLIENT, ""),
     "unknown", "unknown", "unknown", "another service"},
    {"{\"aud\":\"" GRAPH "\",\"roles\":[\"User.Read.All\"]}", "unknown",
     "unknown", "unknown", "does not say whose"},
    {CLAIMS(GRAPH, MS_TEST_TENANT, MS_TEST_CLIENT,
            "\"scp\":\"User.Read Calendars.Read\","),
     "pass", "fail", "unknown", "wrong kind of token"},
    {CLAIMS(GRAPH, MS_TEST_TENANT, MS_TEST_CLIENT, "\"idtyp\":\"user\","),
     "pass", "fail", "unknown", "wrong kind of token"},
    {CLAIMS(GRAPH, MS_TEST_TENANT, MS_TEST_CLIENT, "\"idtyp\":7,"), "pass",
     "unknown", "pass", ""},
    {CLAIMS(GRAPH, MS_TEST_TENANT, MS_TEST_CLIENT, "\"scp\":[],"), "pass",
     "unknown", "pass", ""},
    {"{\"aud\":\"" GRAPH "\",\"tid\":\"" MS_TEST_TENANT
     "\",\"appid\":\"" MS_TEST_CLIENT "\",\"roles\":\"User.Read.All\"}",
     "pass", "pass", "unknown", ""},
    {"{\"aud\":\"" GRAPH "\",\"tid\":\"" MS_TEST_TENANT
     "\",\"appid\":\"" MS_TEST_CLIENT "\",\"roles\":[\"User.Read.All\",7]}",
     "pass", "pass", "unknown", ""},
    {"[]", "unknown", "unknown", "unknown", "cannot be read"},
    {"7", "unknown", "unknown", "unknown", "cannot be read"},
    {"{", "unknown", "unknown", "unknown", "cannot be read"},
    {"{\"aud\":\"" GRAPH "\",\"aud\":\"" GRAPH "\"}", "unknown", "unknown",
     "unknown", "cannot be read"},
};

START_TEST(a_token_says_whose_it_is)
{
    const struct said *row = &said[_i];

    t.claims = row->claims;
    ms_run(&t, NULL);
    ck_assert_str_eq(verdict_word(ms_finding(&t, "app.login")->verdict),
                     row->login);
    ck_assert_str_eq(verdict_word(ms_finding(&t, "app.app-only")->verdict),
                     row->app_only);
    ck_assert_str_eq(verdict_word(ms_finding(&t, "graph.users.held")->verdict),
                     row->users);
    ck_assert_msg(ms_says(&t, row->words), "%s", t.audit.stop_text);
    /* With a token that is none of ours nothing is read. */
    ck_assert_uint_eq(fake_count(&t.fake, "/v1.0/"),
                      t.audit.stopped == WHY_GRANTED ? 3 : 0);
}
END_TEST

/* ---- what is sent -------------------------------------------------------- */

START_TEST(a_whole_scan)
{
    const struct fake_sent *token;

    ms_run(&t, NULL);
    ck_assert_uint_eq(t.fake.n, 5);
    token = fake_nth(&t.fake, TOKEN, 0);
    ck_assert_str_eq(token->method, "POST");
    ck_assert_str_eq(token->url, "https://login.microsoftonline.com/"
                                 "acme.example/oauth2/v2.0/token");
    ck_assert_str_eq(token->body,
                     "client_id=" MS_TEST_CLIENT
                     "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"
                     "&client_secret={AZURE_CLIENT_SECRET}"
                     "&grant_type=client_credentials");
    ck_assert(!token->authenticated);
    ck_assert_uint_eq(
        fake_count(
            &t.fake,
            "https://graph.microsoft.com/v1.0/users/tech1%40acme.example/"
            "calendarView?startDateTime=2000-01-01T00:00:00Z&"
            "endDateTime=2000-01-01T00:01:00Z&$top=1&$select=id"),
        1);
    for (uint32_t i = 0; i < t.fake.n; i++) {
        ck_assert(text_same(t.fake.sent[i].method, "GET") ||
                  &t.fake.sent[i] == token);
        ck_assert_ptr_null(strstr(t.fake.sent[i].url, MS_TEST_SECRET));
        ck_assert_ptr_null(strstr(t.fake.sent[i].url, "eyJ"));
        ck_assert(t.fake.sent[i].authenticated ==
                  (strstr(t.fake.sent[i].url, "/v1.0/") != NULL));
    }
}
END_TEST

START_TEST(at_most_twelve_requests)
{
    t.option[t.n_option++] = "scoped=yes";
    t.subject[t.n_subject++] = "outsider=director@acme.example";
    ms_run(&t, NULL);
    ck_assert_uint_eq(t.fake.n, 6);
    ck_assert_uint_le(t.fake.most, 4);
}
END_TEST

/* ---- what is given ------------------------------------------------------- */

static const struct given {
    const char *variable, *value, *said;
} given[] = {
    {MS_CLIENT, "horizon", "no Application (client) ID"},
    {MS_TENANT, "common", "is no tenant"},
    {MS_TENANT, "Organizations", "is no tenant"},
    {MS_TENANT, "acme", "neither a Directory"},
    {MS_TENANT, "a/../b.example", "neither a Directory"},
    {MS_TENANT, "..example", "neither a Directory"},
    {MS_TENANT, MS_TEST_CLIENT, "are the same"},
};

START_TEST(who_it_is_is_checked_before)
{
    struct diags diags = {.arena = &t.mem};

    ms_set(&t, given[_i].variable, given[_i].value);
    ck_assert_ptr_null(microsoft365_user(&t.secrets, &diags, &t.mem));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_msg(strstr(diags.list[0].text, given[_i].said) != NULL, "%s",
                  diags.list[0].text);
}
END_TEST

START_TEST(a_secret_id_is_told_before)
{
    static const struct fake_reply replies[] = {
        {.match = TOKEN,
         .status = 401,
         .body = AADSTS("invalid_client", "7000215")},
        {0}};

    ms_set(&t, MS_SECRET, OTHER);
    ms_run(&t, replies);
    ck_assert(ms_says(&t, "has the form of a Secret ID"));
    ck_all("login-rejected");
}
END_TEST

static const struct site {
    const char *site, *url;
} sites[] = {
    {NULL, "https://login.microsoftonline.com/"},
    {"login.microsoftonline.com", "https://login.microsoftonline.com/"},
    {"https://login.microsoftonline.us", "https://login.microsoftonline.us/"},
    {"https://LOGIN.microsoftonline.us/", "https://login.microsoftonline.us/"},
    {"https://login.partner.microsoftonline.cn",
     "https://login.partner.microsoftonline.cn/"},
    {"http://login.microsoftonline.com", NULL},
    {"https://login.microsoftonline.com:8443", NULL},
    {"https://login.microsoftonline.com/x", NULL},
    {"https://login.microsoftonline.com@evil.example", NULL},
    {"https://login.microsoftonline.com.evil.example", NULL},
    {"https://login.chinacloudapi.cn", NULL},
    {"https://login.windows.net", NULL},
    {"https://sts.windows.net", NULL},
    {"https://acme.b2clogin.com", NULL},
    {"https://127.0.0.1", NULL},
    {"http://127.0.0.1:8080", NULL},
    {"localhost", NULL},
    {"", NULL},
};

START_TEST(where_a_credential_may_go)
{
    const char *why = NULL;
    const char *url = microsoft365_locate(sites[_i].site, &why, &t.mem);

    if (sites[_i].url != NULL) {
        ck_assert_str_eq(url, sites[_i].url);
        return;
    }
    ck_assert_ptr_null(url);
    ck_assert_ptr_nonnull(strstr(why, MS_AUTHORITY));
}
END_TEST

#define LOOP(function, table)                                                  \
    tcase_add_loop_test(tests, (function), 0,                                  \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
microsoft365_login_suite(void)
{
    Suite *suite = suite_create("microsoft365: tenant and token");
    TCase *tests = tcase_create("login");

    tcase_add_checked_fixture(tests, begin, end);
    LOOP(a_token_that_is_refused, refused);
    tcase_add_loop_test(tests, a_refusal_counts_in_pieces, NET_OK + 1, NET__N);
    tcase_add_test(tests, a_token_that_broke_off_is_not_shown);
    LOOP(a_tenant_that_is_not_found, looked_up);
    tcase_add_test(tests, another_tenant_than_was_asked_for);
    tcase_add_loop_test(tests, each_cloud_has_its_graph, 0, 5);
    LOOP(a_token_says_whose_it_is, said);
    tcase_add_test(tests, a_whole_scan);
    tcase_add_test(tests, at_most_twelve_requests);
    LOOP(who_it_is_is_checked_before, given);
    tcase_add_test(tests, a_secret_id_is_told_before);
    LOOP(where_a_credential_may_go, sites);
    suite_add_tcase(suite, tests);
    return suite;
}
