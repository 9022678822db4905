/* The one refresh: what comes of it that is no token ends the scan, and nothing
 * passes or fails for it; and where it may be sent. */
#include "base/text.h"
#include "tests/unit/zoho.h"
#include "tests/unit/zoho_tenant.h"

#include <string.h>

#define SLOW                                                                   \
    "{\"error_description\":\"You have made too many requests continuously. "  \
    "Please try again after some time.\",\"error\":\"Access Denied\","         \
    "\"status\":\"failure\"}"
#define WORD(word) "{\"error\":\"" word "\"}"

/* [official and code: the sheet's table of the token endpoint] */
static const struct refused {
    struct fake_reply reply;
    const char *reason;
    const char *words; /* of what is told as the cause */
} refused[] = {
    {{.status = 200, .body = WORD("invalid_client")},
     "login-rejected",
     "another data center (ZOHO_DC)"},
    {{.status = 400, .body = WORD("invalid_client")},
     "login-rejected",
     "none of them was tried"},
    {{.status = 401, .body = WORD("invalid_client")},
     "login-rejected",
     "does not know the client"},
    {{.status = 200, .body = WORD("invalid_client_secret")},
     "login-rejected",
     "does not accept the client secret"},
    {{.status = 200, .body = WORD("invalid_code")},
     "login-rejected",
     "pushed out"},
    {{.status = 400, .body = WORD("invalid_code")},
     "login-rejected",
     "no refresh token is ever made here"},
    {{.status = 200,
      .body =
          "{\"error\":\"invalid_code\",\"access_token\":\"" ZT_ACCESS "\"}"},
     "login-rejected",
     "invalid_code"},
    {{.status = 401, .body = ""}, "login-rejected", "without a cause"},
    /* ---- a throttle says nothing of what is granted */
    {{.status = 400, .body = SLOW}, "throttled", "again in ten minutes"},
    {{.status = 200, .body = SLOW}, "throttled", "again in ten minutes"},
    {{.status = 429, .retry_after = "1"}, "throttled", "again in ten minutes"},
    /* ---- one's own fault, or Zoho's */
    {{.status = 200, .body = WORD("missing_org_info")},
     "api-error",
     "missing_org_info"},
    {{.status = 200, .body = WORD("general_error")},
     "api-error",
     "general_error"},
    {{.status = 400, .body = WORD("invalid_request")},
     "api-error",
     "invalid_request"},
    {{.status = 400, .body = "{\"error\":\"Access Denied\"}"},
     "api-error",
     "Access Denied"},
    {{.status = 503}, "outage", "out of order"},
    {{.status = 500, .body = "{}"}, "outage", "out of order"},
    {{.net = NET_RESET}, "outage", "out of order"},
    {{.net = NET_TIMEOUT}, "timeout", "no answer in time"},
    /* ---- no token */
    {{.status = 200, .body = "{}"}, "garbage", "holds no token"},
    {{.status = 200, .body = "{\"scope\":\"" ZT_GOOD "\"}"},
     "garbage",
     "holds no token"},
    {{.status = 200, .body = "{\"access_token\":7}"},
     "garbage",
     "holds no token"},
    {{.status = 200, .body = "{\"access_token\":\"a b\"}"},
     "garbage",
     "holds no token"},
    {{.status = 200, .body = ""}, "garbage", "could not be understood"},
    {{.status = 200, .body = "<!doctype html><html>Zoho Accounts</html>"},
     "intercepted",
     "stands in between"},
};

START_TEST(what_is_no_token_ends_it)
{
    struct fake_reply replies[] = {refused[_i].reply, {0}};

    replies[0].match = ZT_TOKEN;
    zt_run(&zt, replies);
    ck_assert_uint_eq(zt.fake.n, 1);
    zt_ck_all(&zt, refused[_i].reason);
    ck_assert_msg(zt_tells(&zt, refused[_i].words), "%s: says \"%s\"",
                  refused[_i].words, zt.audit.stop_text);
    ck_assert_uint_eq(zt.audit.n_excess, 0);
}
END_TEST

/* What never got there costs the product nothing. */
START_TEST(a_connection_that_broke_is_made_again)
{
    static const struct fake_reply replies[] = {
        {.match = ZT_TOKEN, .times = 1, .net = NET_RESET, .unsent = true}, {0}};

    zt_run(&zt, replies);
    ck_assert_uint_eq(fake_count(&zt.fake, ZT_TOKEN), 2);
    zt_ck(&zt, "account.login", "pass granted declared");
}
END_TEST

/* Desk does not accept what accounts gave out: no scope of it is worth
 * anything, and no other is asked for. */
START_TEST(a_token_that_desk_refuses)
{
    static const struct fake_reply replies[] = {
        {.match = "/api/v1/",
         .status = 401,
         .body = ZT_CODE("INVALID_OAUTH",
                         "The OAuth Token you provided is invalid.")},
        {0}};

    zt_run(&zt, replies);
    ck_assert_uint_eq(zt.fake.n, 2);
    zt_ck_all(&zt, "login-rejected");
    ck_assert(zt_tells(&zt, "accounts.zoho.com gave out a token"));
}
END_TEST

START_TEST(a_token_that_is_lost_on_the_way)
{
    static const struct fake_reply replies[] = {
        {.match = "/layouts?",
         .status = 401,
         .body = ZT_CODE("INVALID_OAUTH", "x")},
        {0}};

    zt_run(&zt, replies);
    ck_assert_uint_eq(fake_count(&zt.fake, ZT_TOKEN), 1);
    zt_ck(&zt, "account.login", "unknown login-lost none");
    ck_assert(zt_tells(&zt, "accepted the token at first"));
}
END_TEST

/* ---- where it may be sent ------------------------------------------------ */

static const struct site {
    const char *dc, *endpoint, *api; /* NULL: not given */
    const char *desk;                /* where Desk is; NULL: refused */
} sites[] = {
    {NULL, NULL, NULL, "https://desk.zoho.com/"},
    {"us", NULL, NULL, "https://desk.zoho.com/"},
    {"EU", NULL, NULL, "https://desk.zoho.eu/"},
    {"ca", NULL, NULL, "https://desk.zohocloud.ca/"},
    {"cn", NULL, NULL, "https://desk.zoho.com.cn/"},
    {"uk", NULL, NULL, NULL},
    {"", NULL, NULL, "https://desk.zoho.com/"},
    {"accounts.zoho.eu", NULL, NULL, NULL},
    {NULL, "https://accounts.zoho.eu/", NULL, "https://desk.zoho.eu/"},
    {"eu", "https://accounts.zoho.eu/", NULL, "https://desk.zoho.eu/"},
    {"us", "https://accounts.zoho.eu/", NULL, NULL},
    {NULL, "https://accounts.zoho.eu/x/", NULL, NULL},
    {NULL, "https://accounts.zoho.uk/", NULL, NULL},
    {NULL, "https://accounts.zoho.example/", NULL, NULL},
    {"eu", "http://127.0.0.1:8080/", NULL, "http://127.0.0.1:8080/"},
    {"uk", "http://127.0.0.1:8080/", NULL, NULL},
    {"eu", NULL, "https://desk.zoho.eu/", "as it was given"},
    {"eu", NULL, "http://127.0.0.1:8080/", "as it was given"},
    {"eu", NULL, "https://desk.zoho.com/", NULL},
    {NULL, NULL, "https://accounts.zoho.com/", NULL},
};

START_TEST(hosts_are_of_one_data_centre)
{
    const struct site *site = &sites[_i];
    struct diags diags = {.arena = &zt.mem};
    const char *why = NULL;
    const char *url = site->endpoint != NULL
                          ? site->endpoint
                          : zoho_locate(site->dc, &why, &zt.mem);

    if (url == NULL) {
        ck_assert_ptr_null(site->desk);
        ck_assert_ptr_nonnull(strstr(why, "no credential is sent anywhere"));
        return;
    }
    if (site->dc != NULL)
        zt_set(&zt, ZOHO_DC, site->dc);
    zt.how.endpoint = url_endpoint(url, &zt.mem);
    if (site->api != NULL)
        zt.how.api = url_endpoint(site->api, &zt.mem);
    ck_assert_int_eq(zt_prepare(&zt, &diags), site->desk != NULL);
    if (site->desk != NULL && site->api == NULL)
        ck_assert_str_eq(zt.scan.session.base[BASE_API]->text, site->desk);
    ck_assert_uint_eq(diags.n, site->desk == NULL);
}
END_TEST

/* Nobody knows by heart that ".com" is called "us" here. */
START_TEST(what_data_centre_was_meant)
{
    static const char *const row[][2] = {
        {"com", "\"us\""},
        {".eu", "\"eu\""},
        {" in ", "\"in\""},
        {"com.au", "\"au\""},
        {"COM.CN", "\"cn\""},
        {"desk.zoho.com", "\"us\""},
        {"desk.zoho.com.au", "\"au\""},
        {"https://desk.zoho.eu/agent/acme", "\"eu\""},
        {"accounts.zohocloud.ca", "\"ca\""},
        {"uk", NULL},
        {"co.uk", NULL},
        {"acme", NULL},
        {"zoho.com.example", NULL},
    };
    const char *why = NULL;
    const char *wanted = "no data center of Zoho Desk";

    if (row[_i][1] != NULL)
        wanted =
            arena_print(&zt.mem, "anywhere; did you mean %s? They", row[_i][1]);
    ck_assert_ptr_null(zoho_locate(row[_i][0], &why, &zt.mem));
    ck_assert_msg(strstr(why, wanted) != NULL, "%s", why);
    ck_assert(row[_i][1] != NULL || strstr(why, "did you mean") == NULL);
}
END_TEST

START_TEST(an_organization_is_a_number)
{
    static const char *const bad[] = {"acme", "60042190O", "6 0",
                                      "123456789012345678901"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct diags diags = {.arena = &zt.mem};

        zt_set(&zt, ZOHO_ORG_ID, bad[i]);
        ck_assert(!zt_prepare(&zt, &diags));
        ck_assert_ptr_nonnull(strstr(diags.list[0].text, ZOHO_ORG_ID));
    }
}
END_TEST

Suite *
zoho_login_suite(void)
{
    Suite *suite = suite_create("zoho: the login");
    TCase *tests = tcase_create("login");

    tcase_add_checked_fixture(tests, zt_begin, zt_end);
    tcase_add_loop_test(tests, what_is_no_token_ends_it, 0,
                        (int)(sizeof refused / sizeof *refused));
    tcase_add_test(tests, a_connection_that_broke_is_made_again);
    tcase_add_test(tests, a_token_that_desk_refuses);
    tcase_add_test(tests, a_token_that_is_lost_on_the_way);
    tcase_add_loop_test(tests, hosts_are_of_one_data_centre, 0,
                        (int)(sizeof sites / sizeof *sites));
    tcase_add_loop_test(tests, what_data_centre_was_meant, 0, 13);
    tcase_add_test(tests, an_organization_is_a_number);
    suite_add_tcase(suite, tests);
    return suite;
}
