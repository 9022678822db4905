/* Refused logins, wherever in a scan they come: it ends at once, few requests
 * are refused, none is sent again, and the cause is told as far as it is
 * known. */
#include "base/text.h"
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

#define LOGIN  "V1.0/ThresholdInformation"
#define SURVEY "V1.0/EntityInformation"
#define CODE   "{\"errors\":[\"IntegrationCode is invalid.\"]}"

static uint32_t
refused(void)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < t.fake.n; i++)
        n += t.fake.sent[i].reply->status == 401;
    return n;
}

/* Nothing was sent after the first refusal had arrived, and nothing that was
 * refused was sent twice. */
static void
ck_ended_at_once(void)
{
    int64_t end = INT64_MAX;

    for (uint32_t i = 0; i < t.fake.n; i++)
        if (t.fake.sent[i].reply->status == 401 && t.fake.sent[i].end < end)
            end = t.fake.sent[i].end;
    for (uint32_t i = 0; i < t.fake.n; i++)
        ck_assert_int_le(t.fake.sent[i].begin, end);
    for (uint32_t i = 0; i < t.scan.n_exchange; i++)
        ck_assert_uint_eq(t.scan.exchange[i].tries, 1);
}

static void
ck_nothing_fails(void)
{
    for (uint32_t i = 0; i < t.rules.n_check; i++) {
        const char *verdict = tenant_verdict(&t, t.rules.check[i].id);

        ck_assert_msg(!text_starts(verdict, "fail"), "%s: %s",
                      t.rules.check[i].id, verdict);
    }
}

/* ---- how many ------------------------------------------------------------ */

static const uint32_t delays[] = {1, 19, 20, 21, 50, 150, 200, 5000};

/* A server refuses every request from some one on, however slow it is: what the
 * user loses with it is two logins, and one where none is beside it. */
static void
lose_login(uint32_t skip)
{
    const struct fake_reply replies[] = {
        {.match = "V1.0/", .skip = skip, .status = 401}, {0}};

    tenant_run(&t, replies);
    if (skip >= t.fake.n - 1) { /* the look-up does not match */
        ck_assert_int_eq(t.scan.stopped, WHY_GRANTED);
        return;
    }
    ck_assert_uint_ge(refused(), 1);
    ck_assert_uint_le(refused(), skip < 2 ? 1 : 2);
    ck_assert_int_eq(t.scan.stopped,
                     skip == 0 ? WHY_LOGIN_REJECTED : WHY_LOGIN_LOST);
    ck_ended_at_once();
    ck_nothing_fails();
}

START_TEST(two_are_refused_at_most)
{
    enum { MOST = 40 };

    for (uint32_t skip = 0; skip < MOST; skip++) {
        t.fake.delay_ms = delays[_i];
        lose_login(skip);
        tenant_end(&t);
        tenant_begin(&t);
    }
}
END_TEST

/* ---- the cause ----------------------------------------------------------- */

struct cause_case {
    struct fake_reply reply;
    enum reason stopped;
    const char *text;  /* part of what is said of it */
    const char *login; /* what is observed of the login */
    const char *verdict;
};

#define LOST  "was accepted at first and refused later"
#define CAUSE "API tracking identifier (\"IntegrationCode is invalid.\")"

static const struct cause_case causes[] = {
    /* at the login */
    {{.match = LOGIN, .status = 401},
     WHY_LOGIN_REJECTED,
     "Possible causes:",
     "login-rejected ",
     "unknown login-rejected none"},
    {{.match = LOGIN, .status = 500, .body = CODE},
     WHY_LOGIN_REJECTED,
     CAUSE,
     "login-rejected ",
     "unknown login-rejected none"},
    {{.match = LOGIN, .status = 401, .body = CODE},
     WHY_LOGIN_REJECTED,
     CAUSE,
     "login-rejected ",
     "unknown login-rejected none"},
    {{.match = LOGIN, .body = CODE},
     WHY_LOGIN_REJECTED,
     CAUSE,
     "login-rejected ",
     "unknown login-rejected none"},
    {{.match = LOGIN, .status = 500, .net = NET_RESET, .body = CODE},
     WHY_LOGIN_REJECTED,
     CAUSE,
     "login-rejected ",
     "unknown login-rejected none"},
    /* later: of a login that was accepted nothing is taken back for a cause
     * that the API names itself */
    {{.match = SURVEY, .status = 500, .body = CODE},
     WHY_LOGIN_REJECTED,
     CAUSE,
     "yes ",
     "pass granted declared"},
    {{.match = "Tickets/query", .status = 401, .body = CODE},
     WHY_LOGIN_REJECTED,
     CAUSE,
     "yes ",
     "pass granted declared"},
    /* but what it does not name is a login that was lost */
    {{.match = SURVEY, .status = 401},
     WHY_LOGIN_LOST,
     LOST,
     "yes login-lost ",
     "unknown login-lost none"},
    {{.match = SURVEY, .status = 401, .body = DENIAL},
     WHY_LOGIN_LOST,
     LOST,
     "yes login-lost ",
     "unknown login-lost none"},
    {{.match = SURVEY, .status = 401, .body = "<html>"},
     WHY_LOGIN_LOST,
     LOST,
     "yes login-lost ",
     "unknown login-lost none"},
    {{.match = "Tickets/query", .status = 401, .net = NET_RESET},
     WHY_LOGIN_LOST,
     LOST,
     "yes login-lost ",
     "unknown login-lost none"},
    {{.match = "Contacts/query", .status = 401, .net = NET_TOO_BIG},
     WHY_LOGIN_LOST,
     LOST,
     "yes login-lost ",
     "unknown login-lost none"},
};

START_TEST(the_cause_is_told_as_far_as_known)
{
    const struct cause_case *row = &causes[_i];
    const struct fake_reply replies[] = {row->reply, {0}};

    tenant_run(&t, replies);
    ck_assert_int_eq(t.scan.stopped, row->stopped);
    ck_assert_msg(strstr(t.scan.stop_text, row->text) != NULL, "%s",
                  t.scan.stop_text);
    if (row->text[0] != 'P') /* one cause, and no list of others */
        ck_assert_ptr_null(strstr(t.scan.stop_text, "Possible causes"));
    tenant_ck_seen(&t, NULL, "login", BASIS_DECLARED, row->login);
    ck_assert_str_eq(tenant_verdict(&t, "api-user.login"), row->verdict);
    ck_assert_uint_eq(fake_count(&t.fake, row->reply.match), 1);
    ck_nothing_fails();
}
END_TEST

/* Skips need no login. */
START_TEST(what_is_offered_to_nobody_is_skipped_all_the_same)
{
    static const struct fake_reply replies[] = {{.match = LOGIN, .status = 401},
                                                {0}};

    tenant_run(&t, replies);
    ck_assert_str_eq(
        tenant_verdict(&t, "service-desk.service-call-assignments.edit"),
        "skip not-offered none");
}
END_TEST

#define LOOP(tests, function, table)                                           \
    tcase_add_loop_test((tests), (function), 0,                                \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
scanner_refused_suite(void)
{
    Suite *suite = suite_create("scanner: refused logins");
    TCase *tests = tcase_create("refused"), *each = tcase_create("each");

    tcase_set_tags(each, "sweep");
    tcase_add_checked_fixture(each, setup, teardown);
    LOOP(each, two_are_refused_at_most, delays);
    suite_add_tcase(suite, each);
    tcase_add_checked_fixture(tests, setup, teardown);
    LOOP(tests, the_cause_is_told_as_far_as_known, causes);
    tcase_add_test(tests, what_is_offered_to_nobody_is_skipped_all_the_same);
    suite_add_tcase(suite, tests);
    return suite;
}
