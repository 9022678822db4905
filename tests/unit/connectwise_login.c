/* From the look-up to the login: whose cause a failure is, and that no secret
 * leaves before. */
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/connectwise.h"
#include "tests/unit/connectwise_tenant.h"

#include <string.h>

static struct cw_scan t;

static void
begin(void)
{
    cw_begin(&t);
}

static void
end(void)
{
    cw_end(&t);
}

/* Everything is unknown for that reason, and nothing more was sent. */
static void
ck_stopped(enum reason reason, uint32_t sent, const char *part)
{
    ck_assert_str_eq(reason_word(t.audit.stopped), reason_word(reason));
    ck_assert_uint_eq(t.fake.n, sent);
    ck_assert_uint_eq(cw_count(&t, VERDICT_PASS), 0);
    ck_assert_uint_eq(cw_count(&t, VERDICT_FAIL), 0);
    ck_assert_msg(cw_says(&t, part), "%s", t.audit.stop_text);
    if (reason == WHY_MISDIRECTED) /* it may be the address or the login */
        ck_assert(cw_says(&t, "did not find its way to the account"));
}

struct dress {
    struct fake_reply reply[2];
    enum reason reason;
    uint32_t sent;
    const char *says;
};

#define LOOK_UP .match = "companyinfo"
#define HELLO   .match = "system/info"

static const struct dress dresses[] = {
    {{{LOOK_UP, .body = "null"}}, WHY_USER_UNKNOWN, 1, "no such company"},
    {{{LOOK_UP, .status = 404}}, WHY_MISDIRECTED, 1, "no company look-up"},
    {{{LOOK_UP, .body = "{\"Codebase\":\"../../steal/\"}"}},
     WHY_GARBAGE,
     1,
     "no credential was sent"},
    {{{LOOK_UP, .body = "{\"Codebase\":\"v2025_1/x/\"}"}},
     WHY_GARBAGE,
     1,
     "no credential was sent"},
    {{{LOOK_UP, .body = "{}"}}, WHY_GARBAGE, 1, "no credential was sent"},
    {{{LOOK_UP, .body = "[]"}}, WHY_GARBAGE, 1, "no credential was sent"},
    {{{LOOK_UP, .body = "<html>"}}, WHY_INTERCEPTED, 1, "a web page"},
    {{{LOOK_UP, .status = 401}}, WHY_GARBAGE, 1, "no credential was sent"},
    {{{LOOK_UP, .body = "{\"Codebase\":\"v2025_1/\",\"SiteUrl\":"
                        "\"api-eu.myconnectwise.net\"}"}},
     WHY_MISDIRECTED,
     1,
     "lives at api-eu.myconnectwise.net"},
    {{{HELLO, .status = 401,
       .body = "{\"code\":\"Unauthorized\","
               "\"message\":\"Invalid.\"}"}},
     WHY_LOGIN_REJECTED,
     2,
     "not the role"},
    {{{HELLO, .status = 401,
       .body = "{\"code\":\"ConnectWiseApi\",\"message\":"
               "\"UserNotAuthenticated\",\"errors\":null}"}},
     WHY_LOGIN_REJECTED,
     2,
     "inactive"},
    {{{HELLO, .status = 401, .body = ""}}, WHY_LOGIN_REJECTED, 2, "client id"},
    {{{HELLO, .status = 404, .body = "<!DOCTYPE html><html>"}},
     WHY_MISDIRECTED,
     3,
     "Possible causes"},
    {{{HELLO, .status = 404, .body = "{\"code\":\"NotFound\"}"}},
     WHY_MISDIRECTED,
     3,
     "HTTP 404"},
    {{{HELLO, .status = 400,
       .body = "Cannot route. Codebase/company is invalid"}},
     WHY_MISDIRECTED,
     3,
     "HTTP 400"},
    {{{HELLO, .status = 302}}, WHY_MISDIRECTED, 2, "never followed"},
    {{{HELLO, .status = 302,
       .location = "http://na.myconnectwise.net/v2025_1/apis/3.0/system/info"}},
     WHY_MISDIRECTED,
     2,
     "points to http://na.myconnectwise.net/"},
    {{{LOOK_UP, .status = 301, .location = "https://evil.example/"}},
     WHY_MISDIRECTED,
     1,
     "points to https://evil.example/"},
    {{{HELLO, .status = 403,
       .body = "{\"code\":\"Security\",\"message\":\"SSL is required.\"}"}},
     WHY_MISDIRECTED,
     2,
     "api-"},
    {{{HELLO, .body = "<html>login</html>"}}, WHY_INTERCEPTED, 2, "web page"},
    {{{HELLO, .status = 403,
       .body = "{\"code\":\"Security\",\"message\":\"You do not have security "
               "permission to perform this action.\"}"}},
     WHY_API_ERROR,
     2,
     "security permission"},
    {{{HELLO, .status = 418, .body = "Cannot brew <b>this</b>"}},
     WHY_API_ERROR,
     2,
     "Cannot brew"},
};

START_TEST(login_fails)
{
    const struct dress *dress = &dresses[_i];

    cw_run(&t, dress->reply);
    ck_stopped(dress->reason, dress->sent, dress->says);
}
END_TEST

START_TEST(secret_goes_nowhere_else)
{
    cw_run(&t, NULL);
    for (uint32_t i = 0; i < t.fake.n; i++) {
        const struct fake_sent *sent = &t.fake.sent[i];

        ck_assert_str_eq(sent->method, "GET");
        ck_assert_int_eq(sent->authenticated,
                         strstr(sent->url, "companyinfo") == NULL);
        ck_assert(text_starts(sent->url, "https://api-na.myconnectwise.net/"));
        if (sent->authenticated)
            ck_assert(text_starts(
                sent->url,
                "https://api-na.myconnectwise.net/v2025_1/apis/3.0/"));
    }
    ck_assert_ptr_nonnull(
        fake_nth(&t.fake, "companyinfo/wayne%20enterprises", 0));
}
END_TEST

/* The company's login name may be a part of any word. */
START_TEST(company_is_hidden_alone)
{
    static const struct fake_reply repeats[] = {
        {.match = "system/info",
         .status = 418,
         .body = "it said: privatekeyabcdef of it, with a limit"},
        {0}};

    secret_keep(&t.secrets.value[0], "it", 2);
    cw_run(&t, repeats);
    ck_assert_msg(cw_says(&t, "*** said: *** of ***, with a limit"), "%s",
                  t.audit.stop_text);
}
END_TEST

START_TEST(login_lost)
{
    static const struct fake_reply lost[] = {
        {.match = "service/tickets", .status = 401}, {0}};

    cw_run(&t, lost);
    ck_assert_int_eq(t.audit.stopped, WHY_LOGIN_LOST);
    ck_assert_uint_eq(fake_count(&t.fake, "service/tickets"), 1);
}
END_TEST

/* ---- an upgrade in between ----------------------------------------------- */

#define UPGRADED                                                               \
    {                                                                          \
        .match = "companyinfo", .skip = 1,                                     \
        .body = "{\"Codebase\":\"v2025_2/\"}"                                  \
    }

START_TEST(upgraded)
{
    static const struct fake_reply moved[] = {
        UPGRADED,
        {.match = "v2025_1/apis/3.0/", .skip = 3, .status = 404},
        {0}};

    cw_run(&t, moved);
    ck_assert_int_eq(t.audit.stopped, WHY_GRANTED);
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
    ck_assert_uint_eq(fake_count(&t.fake, "companyinfo"), 2);
    ck_assert(cw_says(&t, "was upgraded during the scan"));
}
END_TEST

START_TEST(upgraded_before_the_login)
{
    static const struct fake_reply moved[] = {
        UPGRADED, {.match = "v2025_1/apis/3.0/", .status = 404}, {0}};

    cw_run(&t, moved);
    ck_assert_int_eq(t.audit.stopped, WHY_GRANTED);
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
    ck_assert_uint_eq(fake_count(&t.fake, "v2025_1/apis"), 1);
}
END_TEST

START_TEST(upgraded_between_pages)
{
    static const struct fake_reply moved[] = {
        UPGRADED,
        {.match = "v2025_1/apis/3.0/", .skip = 3, .status = 404},
        {0}};

    t.page = 25;
    cw_run(&t, moved);
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
}
END_TEST

/* The same code base as before: what is not found is not there. */
START_TEST(not_upgraded)
{
    static const struct fake_reply gone[] = {
        {.match = "mySecurity?", .status = 404}, {0}};

    cw_run(&t, gone);
    cw_ck(&t, "companies.contacts.inquire", "unknown absent none");
    cw_ck(&t, "api-member.login", "pass granted declared");
    ck_assert_uint_eq(fake_count(&t.fake, "companyinfo"), 2);
    ck_assert_uint_eq(fake_count(&t.fake, "mySecurity?"), 1);
}
END_TEST

/* With no request left nobody waits for a second look. */
START_TEST(not_found_with_the_last_request)
{
    static const struct fake_reply gone[] = {
        {.match = "mySecurity?", .status = 404}, {0}};

    t.how.max_requests = 3;
    cw_run(&t, gone);
    cw_ck(&t, "companies.contacts.inquire", "unknown absent none");
    ck_assert_uint_eq(t.fake.n, 3);
}
END_TEST

START_TEST(waits_as_asked)
{
    static const struct fake_reply busy[] = {
        {.match = "system/info",
         .times = 1,
         .status = 429,
         .body = "{\"error\":\"ConnectWiseAPI\",\"message\":\"Too many.\"}"},
        {0}};

    cw_run(&t, busy);
    ck_assert_int_eq(t.audit.stopped, WHY_GRANTED);
    ck_assert_int_ge(fake_nth(&t.fake, "system/info", 1)->begin -
                         fake_nth(&t.fake, "system/info", 0)->end,
                     30000);
}
END_TEST

/* What the server asks for counts before what is known of it. */
START_TEST(waits_as_told)
{
    static const struct fake_reply busy[] = {
        {.match = "system/info", .times = 1, .status = 429, .retry_after = "5"},
        {0}};

    cw_run(&t, busy);
    ck_assert_int_eq(t.audit.stopped, WHY_GRANTED);
    ck_assert_int_eq(fake_nth(&t.fake, "system/info", 1)->begin -
                         fake_nth(&t.fake, "system/info", 0)->end,
                     5000);
}
END_TEST

START_TEST(slow_query)
{
    static const struct fake_reply slow[] = {
        {.match = "mySecurity?",
         .status = 500,
         .body = "{\"code\":\"ServerError\",\"message\":\"Execution Timeout "
                 "Expired.\"}"},
        {0}};

    cw_run(&t, slow);
    cw_ck(&t, "companies.contacts.inquire", "unknown timeout none");
    ck_assert_uint_eq(fake_count(&t.fake, "mySecurity?"), 3);
}
END_TEST

Suite *
connectwise_login_suite(void)
{
    Suite *suite = suite_create("connectwise login");
    TCase *tests = tcase_create("login");

    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, login_fails, 0,
                        (int)(sizeof dresses / sizeof *dresses));
    tcase_add_test(tests, secret_goes_nowhere_else);
    tcase_add_test(tests, company_is_hidden_alone);
    tcase_add_test(tests, login_lost);
    tcase_add_test(tests, upgraded);
    tcase_add_test(tests, upgraded_before_the_login);
    tcase_add_test(tests, upgraded_between_pages);
    tcase_add_test(tests, not_upgraded);
    tcase_add_test(tests, not_found_with_the_last_request);
    tcase_add_test(tests, waits_as_asked);
    tcase_add_test(tests, waits_as_told);
    tcase_add_test(tests, slow_query);
    suite_add_tcase(suite, tests);
    return suite;
}
