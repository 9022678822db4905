/* The beginning of a scan of Autotask: zone, login, budget; what is sent at
 * all; and what must never be seen. */
#include "base/text.h"
#include "scanner/cli/providers.h"
#include "tests/unit/scanner_tenant.h"

#include <string.h>

static struct tenant_scan t;

static void
setup(void)
{
    tenant_begin(&t);
}

static void
teardown(void)
{
    tenant_end(&t);
}

/* ---- the wire ------------------------------------------------------------ */

/* Nothing but reading, whatever the rules' options. */
START_TEST(no_step_can_write)
{
    uint32_t sure = 0;

    for (unsigned mask = 0; mask < 4; mask++) {
        tenant_options(&t, mask);
        provider_find("autotask")->plan(&t.rules, &t.plan, &t.mem);
        sure = 0;
        for (uint32_t i = 0; i < t.plan.n; i++) {
            const struct step *step = &t.plan.step[i];
            bool query = text_same(step->method, "POST") &&
                         text_ends(step->path, "/query");

            ck_assert_msg(query || text_same(step->method, "GET"), "%s %s",
                          step->method, step->path);
            ck_assert(query == (step->body != NULL && step->parameter == NULL));
            ck_assert(step->body == NULL ||
                      !text_has_fold(step->body, "secret"));
            ck_assert(!text_has_fold(step->path, "secret"));
            ck_assert_int_eq(step->auth == AUTH_NONE, i == 0);
            ck_assert(step->after == NO_STEP || step->after < i);
            sure += step->when == NULL;
        }
        ck_assert_uint_le(sure, 45);
    }
    ck_assert_uint_eq(t.rules.n_option, 2);
    ck_assert_uint_eq(sure, 27);
}
END_TEST

/* A read asks for the id and for nothing else of a record. */
START_TEST(reads_ask_for_one_id)
{
    provider_find("autotask")->plan(&t.rules, &t.plan, &t.mem);
    for (uint32_t i = 0; i < t.plan.n; i++) {
        const struct step *step = &t.plan.step[i];
        bool own = step->body != NULL && strstr(step->body, "licenseType");

        if (step->body == NULL || step->parameter != NULL || own)
            continue;
        ck_assert_msg(text_starts(step->body, "{\"MaxRecords\":1,"
                                              "\"IncludeFields\":[\"id\"],"),
                      "%s", step->body);
    }
}
END_TEST

START_TEST(a_whole_scan)
{
    tenant_run(&t, NULL);
    ck_assert_int_eq(t.scan.stopped, WHY_GRANTED);
    ck_assert_uint_eq(t.scan.sent, t.fake.n);
    ck_assert_uint_le(t.scan.sent, 45);
    ck_assert_uint_eq(fake_count(&t.fake, "zoneInformation"), 1);
    ck_assert_str_eq(t.fake.sent[0].url,
                     "https://webservices.autotask.net/atservicesrest/v1.0/"
                     "zoneInformation?user=abc123xyz%40acme.example");
    ck_assert(!t.fake.sent[0].authenticated);
    ck_assert_str_eq(t.fake.sent[1].url,
                     "https://webservices2.autotask.net/ATServicesRest/V1.0/"
                     "ThresholdInformation");
    for (uint32_t i = 1; i < t.fake.n; i++) {
        const struct fake_sent *sent = &t.fake.sent[i];

        ck_assert(sent->authenticated);
        ck_assert(text_starts(sent->url, "https://webservices2.autotask.net/"
                                         "ATServicesRest/V1.0/"));
        ck_assert_int_ge(sent->begin, t.fake.sent[i > 1 ? 1 : 0].end);
    }
    ck_assert_uint_eq(t.scan.target.n_trait, 3);
    ck_assert_str_eq(t.scan.target.trait[0].value, "Pre Release");
    ck_assert_str_eq(t.scan.target.trait[1].value, "30595");
    ck_assert(t.scan.target.trait[1].identity);
    ck_assert(t.scan.quota.known);
    ck_assert_int_eq(t.scan.quota.used, 124);
}
END_TEST

START_TEST(never_two_at_once_on_an_endpoint)
{
    static const struct fake_reply replies[] = {
        {.match = "Tickets/query",
         .delay_ms = 500,
         .body = "{\"items\":[{\"id\":4711}]}"},
        {.match = "Resources/query",
         .times = 3,
         .status = 429,
         .retry_after = "1"},
        {0}};

    t.fake.delay_ms = 50;
    tenant_run(&t, replies);
    ck_assert_uint_eq(t.fake.most, SCAN_REFUSED_MOST);
    for (uint32_t i = 0; i < t.fake.n; i++)
        for (uint32_t k = 0; k < i; k++)
            ck_assert(!text_same(t.plan.step[t.fake.sent[i].id].endpoint,
                                 t.plan.step[t.fake.sent[k].id].endpoint) ||
                      t.fake.sent[k].end <= t.fake.sent[i].begin);
}
END_TEST

/* The endpoint that a step is booked on is the object of its path. */
START_TEST(endpoints_are_those_of_the_paths)
{
    provider_find("autotask")->plan(&t.rules, &t.plan, &t.mem);
    for (uint32_t i = 1; i < t.plan.n; i++) {
        const char *path = t.plan.step[i].path + strlen("V1.0/");

        ck_assert_uint_eq(strcspn(path, "/"), strlen(t.plan.step[i].endpoint));
        ck_assert(text_starts(path, t.plan.step[i].endpoint));
    }
}
END_TEST

/* ---- zone ---------------------------------------------------------------- */

struct end_case {
    struct fake_reply reply;
    enum reason stopped;
    uint32_t zone, after; /* requests: look-ups, and all others */
};

#define ZONE(text)                                                             \
    {                                                                          \
        .match = "zoneInformation", .body = text                               \
    }
#define URL(text) ZONE("{\"url\":\"" text "\"}")

static const struct end_case zone_ends[] = {
    {URL("https://evil.example/ATServicesRest/"), WHY_HOST_REFUSED, 1, 0},
    {URL("http://webservices2.autotask.net/"), WHY_HOST_REFUSED, 1, 0},
    {URL("https://webservices2.autotask.net.evil.example/"), WHY_HOST_REFUSED,
     1, 0},
    {URL("http://127.0.0.1/"), WHY_HOST_REFUSED, 1, 0},
    {URL(""), WHY_HOST_REFUSED, 1, 0},
    {ZONE("{}"), WHY_GARBAGE, 1, 0},
    {ZONE("{\"url\":null}"), WHY_GARBAGE, 1, 0},
    {ZONE("{\"url\":7}"), WHY_GARBAGE, 1, 0},
    {ZONE("{\"url\":\"https://webservices2.autotask.net/\","
          "\"URL\":\"https://webservices3.autotask.net/\"}"),
     WHY_GARBAGE, 1, 0},
    {ZONE(
         "{\"errors\":[\"x\"],\"url\":\"https://webservices2.autotask.net/\"}"),
     WHY_API_ERROR, 2, 0},
    {ZONE("<html>"), WHY_INTERCEPTED, 1, 0},
    {{.match = "zoneInformation", .status = 401}, WHY_GARBAGE, 1, 0},
    {{.match = "zoneInformation", .status = 500, .body = DENIAL},
     WHY_GARBAGE,
     1,
     0},
    {{.match = "zoneInformation",
      .status = 500,
      .body = "{\"errors\":[\"Zone information could not be determined\"]}"},
     WHY_USER_UNKNOWN,
     1,
     0},
    {{.match = "zoneInformation",
      .status = 500,
      .body = "{\"errors\":[\"IntegrationCode is invalid.\"]}"},
     WHY_GARBAGE,
     1,
     0},
    {{.match = "zoneInformation", .status = 404, .body = "?"},
     WHY_API_ERROR,
     1,
     0},
    {{.match = "zoneInformation", .status = 502, .body = "<html>"},
     WHY_OUTAGE,
     3,
     0},
    {{.match = "zoneInformation", .status = 500, .body = "<html>"},
     WHY_INTERCEPTED,
     1,
     0},
    {{.match = "zoneInformation", .status = 500, .body = "?"},
     WHY_API_ERROR,
     2,
     0},
    {{.match = "zoneInformation", .status = 407}, WHY_INTERCEPTED, 1, 0},
    {{.match = "zoneInformation", .net = NET_PROXY}, WHY_INTERCEPTED, 1, 0},
    {{.match = "zoneInformation", .status = 503, .body = "<html>"},
     WHY_OUTAGE,
     3,
     0},
    {{.match = "zoneInformation", .status = 429}, WHY_THROTTLED, 3, 0},
    {{.match = "zoneInformation", .status = 302}, WHY_INTERCEPTED, 1, 0},
    {{.match = "zoneInformation", .net = NET_TLS}, WHY_TLS, 1, 0},
    {{.match = "zoneInformation", .net = NET_TIMEOUT}, WHY_TIMEOUT, 1, 0},
    {{.match = "zoneInformation", .net = NET_UNREACHABLE},
     WHY_UNREACHABLE,
     1,
     0},
    {{.match = "zoneInformation", .net = NET_RESET}, WHY_OUTAGE, 3, 0},
    {{.match = "zoneInformation", .net = NET_TOO_BIG}, WHY_GARBAGE, 1, 0},
};

#define LOGIN "V1.0/ThresholdInformation"
#define USED(text)                                                             \
    {                                                                          \
        .match = LOGIN, .body = "{\"externalRequestThreshold\":10000,"         \
                                "\"requestThresholdTimeframe\":60,"            \
                                "\"currentTimeframeRequestCount\":" text "}"   \
    }

static const struct end_case login_ends[] = {
    /* exactly one request with credentials */
    {{.match = LOGIN, .status = 401}, WHY_LOGIN_REJECTED, 1, 1},
    {{.match = LOGIN, .status = 401, .body = "{}", .retry_after = "0"},
     WHY_LOGIN_REJECTED,
     1,
     1},
    /* whatever happens to its body */
    {{.match = LOGIN, .status = 401, .net = NET_RESET},
     WHY_LOGIN_REJECTED,
     1,
     1},
    {{.match = LOGIN, .status = 401, .net = NET_BROKEN},
     WHY_LOGIN_REJECTED,
     1,
     1},
    {{.match = LOGIN, .status = 401, .net = NET_TOO_BIG},
     WHY_LOGIN_REJECTED,
     1,
     1},
    {{.match = LOGIN, .net = NET_BROKEN}, WHY_GARBAGE, 1, 1},
    {{.match = LOGIN,
      .status = 500,
      .body = "{\"errors\":[\"IntegrationCode is invalid.\"]}"},
     WHY_LOGIN_REJECTED,
     1,
     1},
    {{.match = LOGIN, .status = 500, .body = "<html>"}, WHY_INTERCEPTED, 1, 1},
    /* it may be a refusal in words that nobody knows */
    {{.match = LOGIN, .status = 500}, WHY_API_ERROR, 1, 1},
    {{.match = LOGIN, .status = 500, .body = DENIAL}, WHY_API_ERROR, 1, 1},
    {{.match = LOGIN, .status = 404}, WHY_API_ERROR, 1, 1},
    {{.match = LOGIN, .status = 403}, WHY_API_ERROR, 1, 1},
    {{.match = LOGIN, .net = NET_TLS}, WHY_TLS, 1, 1},
    {{.match = LOGIN, .net = NET_TIMEOUT}, WHY_TIMEOUT, 1, 1},
    {{.match = LOGIN, .status = 429}, WHY_THROTTLED, 1, 3},
    {{.match = LOGIN, .status = 503}, WHY_OUTAGE, 1, 3},
    {{.match = LOGIN, .body = "<html>"}, WHY_INTERCEPTED, 1, 1},
    /* the tenant's hour */
    {USED("8001"), WHY_BUDGET, 1, 1},
    {USED("8100"), WHY_BUDGET, 1, 1},
    {USED("10000"), WHY_BUDGET, 1, 1},
    {USED("99999999999"), WHY_BUDGET, 1, 1},
    {USED("-1"), WHY_GARBAGE, 1, 1},
    {USED("\"124\""), WHY_GARBAGE, 1, 1},
    {USED("null"), WHY_GARBAGE, 1, 1},
    {USED("1.5"), WHY_GARBAGE, 1, 1},
    {{.match = LOGIN, .body = "{}"}, WHY_GARBAGE, 1, 1},
    {{.match = LOGIN, .body = "{\"externalRequestThreshold\":10000}"},
     WHY_GARBAGE,
     1,
     1},
    {{.match = LOGIN, .body = "{\"currentTimeframeRequestCount\":10}"},
     WHY_GARBAGE,
     1,
     1},
    {{.match = LOGIN,
      .body = "{\"externalRequestThreshold\":0,"
              "\"currentTimeframeRequestCount\":0}"},
     WHY_GARBAGE,
     1,
     1},
};

static void
check_end(const struct end_case *row)
{
    const struct fake_reply replies[] = {row->reply, {0}};
    const char *verdict;

    tenant_run(&t, replies);
    ck_assert_msg(t.scan.stopped == row->stopped, "%s: %s",
                  row->reply.body != NULL ? row->reply.body : "",
                  t.scan.stop_text);
    ck_assert_ptr_nonnull(t.scan.stop_text);
    ck_assert_uint_eq(fake_count(&t.fake, "zoneInformation"), row->zone);
    ck_assert_uint_eq(t.fake.n, row->zone + row->after);
    for (uint32_t i = 0; i < t.fake.n; i++)
        ck_assert_int_eq(t.fake.sent[i].authenticated, i >= row->zone);
    verdict = tenant_verdict(&t, "service-desk.tickets.edit");
    ck_assert_msg(text_starts(verdict, "unknown "), "%s", verdict);
}

START_TEST(the_zone_look_up_goes_wrong)
{
    check_end(&zone_ends[_i]);
    ck_assert_int_eq(tenant_shows(&t, "the zone is said to be"),
                     zone_ends[_i].stopped == WHY_HOST_REFUSED);
}
END_TEST

START_TEST(the_login_goes_wrong)
{
    check_end(&login_ends[_i]);
}
END_TEST

START_TEST(eighty_percent_of_the_hour_will_do)
{
    static const struct fake_reply replies[] = {USED("8000"), {0}};

    tenant_run(&t, replies);
    ck_assert_int_eq(t.scan.stopped, WHY_GRANTED);
    ck_assert_uint_gt(t.fake.n, 20);
}
END_TEST

START_TEST(the_limit_of_the_hour_is_an_option)
{
    static const struct fake_reply replies[] = {USED("9900"), {0}};

    t.how.max_usage = 99;
    tenant_run(&t, replies);
    ck_assert_int_eq(t.scan.stopped, WHY_GRANTED);
    ck_assert_uint_gt(t.fake.n, 20);
}
END_TEST

START_TEST(a_hundred_percent_does_not_ask)
{
    static const struct fake_reply replies[] = {{.match = LOGIN, .body = "{}"},
                                                {0}};

    t.how.max_usage = 100;
    tenant_run(&t, replies);
    ck_assert_int_eq(t.scan.stopped, WHY_GRANTED);
    ck_assert_uint_gt(t.fake.n, 20);
}
END_TEST

START_TEST(a_login_is_tried_again_when_told_to_wait)
{
    static const struct fake_reply replies[] = {
        {.match = LOGIN, .times = 1, .status = 429, .retry_after = "2"}, {0}};

    tenant_run(&t, replies);
    ck_assert_int_eq(t.scan.stopped, WHY_GRANTED);
    ck_assert_uint_eq(fake_count(&t.fake, LOGIN), 2);
    ck_assert_int_eq(fake_nth(&t.fake, LOGIN, 1)->begin,
                     fake_nth(&t.fake, LOGIN, 0)->end + 2000);
    ck_assert_int_ge(fake_nth(&t.fake, "/query ", 0)->begin,
                     fake_nth(&t.fake, LOGIN, 1)->end);
}
END_TEST

/* A refusal in the middle: what is out is out, and no more is sent. */
START_TEST(a_refused_login_in_the_middle_stops_at_once)
{
    static const struct fake_reply replies[] = {
        {.match = "V1.0/EntityInformation", .status = 401, .delay_ms = 5}, {0}};
    const char *verdict;

    tenant_run(&t, replies);
    ck_assert_int_eq(t.scan.stopped, WHY_LOGIN_LOST);
    ck_assert_ptr_nonnull(
        strstr(t.scan.stop_text, "the API user was locked, switched off"));
    for (uint32_t i = 0; i < t.fake.n; i++)
        ck_assert_int_le(t.fake.sent[i].begin, 20);
    ck_assert_uint_eq(t.fake.n, 3); /* the survey goes alone */
    ck_assert_uint_eq(fake_count(&t.fake, "V1.0/EntityInformation"), 1);
    verdict = tenant_verdict(&t, "service-desk.tickets.edit");
    ck_assert_str_eq(verdict, "unknown login-lost none");
    verdict = tenant_verdict(&t, "api-user.login");
    ck_assert_str_eq(verdict, "unknown login-lost none");
}
END_TEST

/* ---- nothing is given away ----------------------------------------------- */

#define TELLTALE                                                               \
    "{\"errors\":[\"no " TEST_USER " s3cr3t\\\"of the house " TEST_CODE        \
    " abc123xyz%40acme.example\"]}"

START_TEST(no_text_of_a_server_gives_credentials_away)
{
    static const char *const match[] = {"zoneInformation", LOGIN,
                                        "V1.0/EntityInformation", "/query "};

    for (size_t i = 0; i < sizeof match / sizeof *match; i++) {
        struct fake_reply replies[] = {
            {.match = match[i], .status = 500, .body = TELLTALE}, {0}};

        tenant_run(&t, replies);
        ck_assert(!tenant_shows(&t, TEST_SECRET));
        ck_assert(!tenant_shows(&t, TEST_CODE));
        ck_assert(!tenant_shows(&t, TEST_USER));
        ck_assert_msg(!tenant_shows(&t, "abc123xyz"), "%s", match[i]);
        tenant_end(&t);
        tenant_begin(&t);
    }
}
END_TEST

START_TEST(no_value_of_a_tenant_gives_credentials_away)
{
    struct fake_reply replies[] = {
        {.match = "zoneInformation",
         .body = "{\"zoneName\":\"" TEST_CODE
                 "\",\"url\":\"https://webservices2.autotask.net/" TEST_CODE
                 "/\",\"ci\":1}"},
        {.match = "V1.0/EntityInformation"},
        {0}};

    replies[1].body = tenant_survey(
        &t, "Tickets",
        INFO("Tickets", "\"" TEST_CODE "\"", ALL, ALL, "\"" TEST_USER "\""),
        "");
    tenant_run(&t, replies);
    ck_assert(!tenant_shows(&t, TEST_CODE));
    ck_assert(!tenant_shows(&t, TEST_USER));
    ck_assert(!tenant_shows(&t, "4711")); /* nor ids of records */
    ck_assert(!tenant_shows(&t, "29683"));
}
END_TEST

Suite *
scanner_login_suite(void)
{
    Suite *suite = suite_create("scanner: Autotask, zone and login");
    TCase *wire = tcase_create("wire"), *ends = tcase_create("ends");

    tcase_add_checked_fixture(wire, setup, teardown);
    tcase_add_test(wire, no_step_can_write);
    tcase_add_test(wire, reads_ask_for_one_id);
    tcase_add_test(wire, a_whole_scan);
    tcase_add_test(wire, never_two_at_once_on_an_endpoint);
    tcase_add_test(wire, endpoints_are_those_of_the_paths);
    tcase_add_test(wire, no_text_of_a_server_gives_credentials_away);
    tcase_add_test(wire, no_value_of_a_tenant_gives_credentials_away);
    suite_add_tcase(suite, wire);
    tcase_add_checked_fixture(ends, setup, teardown);
    tcase_add_loop_test(ends, the_zone_look_up_goes_wrong, 0,
                        (int)(sizeof zone_ends / sizeof *zone_ends));
    tcase_add_loop_test(ends, the_login_goes_wrong, 0,
                        (int)(sizeof login_ends / sizeof *login_ends));
    tcase_add_test(ends, eighty_percent_of_the_hour_will_do);
    tcase_add_test(ends, the_limit_of_the_hour_is_an_option);
    tcase_add_test(ends, a_hundred_percent_does_not_ask);
    tcase_add_test(ends, a_login_is_tried_again_when_told_to_wait);
    tcase_add_test(ends, a_refused_login_in_the_middle_stops_at_once);
    suite_add_tcase(suite, ends);
    return suite;
}
