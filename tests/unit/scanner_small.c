/* Tests of the two pure helpers of the engine: when to ask again, and
 * templates. */
#include "base/text.h"
#include "scanner/engine/expand.h"
#include "scanner/engine/retry.h"
#include "scanner/engine/scan.h"
#include "tests/unit/scanner_test.h"

#include <stdio.h>
#include <string.h>

/* ---- retry --------------------------------------------------------------- */

enum { NOW = 784111777 }; /* Sun, 06 Nov 1994 08:49:37 GMT */

struct retry_case {
    enum answer_kind kind;
    uint32_t tries;
    const char *after;
    int64_t left, wait; /* wait -1: not again */
};

#define LONG 10000000

static const struct retry_case retries[] = {
    /* doubling, as long as there are tries left */
    {ANSWER_THROTTLED, 1, NULL, LONG, 1000},
    {ANSWER_THROTTLED, 2, NULL, LONG, 2000},
    {ANSWER_THROTTLED, 3, NULL, LONG, 4000},
    {ANSWER_THROTTLED, 4, NULL, LONG, -1},
    {ANSWER_THROTTLED, 5, NULL, LONG, -1},
    {ANSWER_THROTTLED, UINT32_MAX, NULL, LONG, -1},
    {ANSWER_THROTTLED, 0, NULL, LONG, -1},
    {ANSWER_UNAVAILABLE, 1, NULL, LONG, 1000},
    {ANSWER_RESET, 1, NULL, LONG, 1000},
    /* seconds */
    {ANSWER_THROTTLED, 1, "0", LONG, 0},
    {ANSWER_THROTTLED, 1, "1", LONG, 1000},
    {ANSWER_THROTTLED, 3, "7", LONG, 7000},
    {ANSWER_THROTTLED, 4, "0", LONG, -1},
    {ANSWER_UNAVAILABLE, 2, "120", LONG, 120000},
    {ANSWER_THROTTLED, 1, "007", LONG, 7000},
    {ANSWER_THROTTLED, 1, "99999999999999999999999999", LONG, -1},
    {ANSWER_THROTTLED, 1, "99999999999999999999999999", INT64_MAX, 86400000},
    /* the three forms of a date, to come and gone */
    {ANSWER_THROTTLED, 1, "Sun, 06 Nov 1994 08:49:47 GMT", LONG, 10000},
    {ANSWER_THROTTLED, 1, "Sunday, 06-Nov-94 08:49:47 GMT", LONG, 10000},
    {ANSWER_THROTTLED, 1, "Sun Nov  6 08:49:47 1994", LONG, 10000},
    {ANSWER_THROTTLED, 1, "Sun, 06 Nov 1994 08:49:37 GMT", LONG, 0},
    {ANSWER_THROTTLED, 1, "Sun, 06 Nov 1994 08:49:36 GMT", LONG, 0},
    {ANSWER_THROTTLED, 1, "Sun, 06 Nov 1994 08:48:00 GMT", LONG, 0},
    {ANSWER_THROTTLED, 1, "Thu, 01 Jan 1970 00:00:00 GMT", LONG, 0},
    {ANSWER_THROTTLED, 1, "Fri, 31 Dec 9999 23:59:59 GMT", LONG, -1},
    /* what is neither: as if there were no header */
    {ANSWER_THROTTLED, 1, "", LONG, 1000},
    {ANSWER_THROTTLED, 1, "-5", LONG, 1000},
    {ANSWER_THROTTLED, 2, "+5", LONG, 2000},
    {ANSWER_THROTTLED, 1, "1.5", LONG, 1000},
    {ANSWER_THROTTLED, 1, "5 seconds", LONG, 1000},
    {ANSWER_THROTTLED, 1, "soon", LONG, 1000},
    {ANSWER_THROTTLED, 1, "0x10", LONG, 1000},
    {ANSWER_THROTTLED, 1, "Sun, 06 Nov 1994 08:49:47 GMT, 5", LONG, 1000},
    {ANSWER_THROTTLED, 1, "Sun, 06 Nov 1994 08:49:47 PST", LONG, 1000},
    {ANSWER_THROTTLED, 1, "1994-11-06T08:49:47Z", LONG, 1000},
    {ANSWER_THROTTLED, 1, "Sun, 36 Nov 1994 08:49:47 GMT", LONG, 1000},
    /* a wait that does not fit in is not begun */
    {ANSWER_THROTTLED, 1, NULL, 1001, 1000},
    {ANSWER_THROTTLED, 1, NULL, 1000, -1},
    {ANSWER_THROTTLED, 1, NULL, 0, -1},
    {ANSWER_THROTTLED, 1, NULL, -5, -1},
    {ANSWER_THROTTLED, 1, "0", 1, 0},
    {ANSWER_THROTTLED, 1, "0", 0, -1},
    {ANSWER_THROTTLED, 1, "60", 60000, -1},
    {ANSWER_THROTTLED, 1, "60", 60001, 60000},
    /* nothing that a little time would change */
    {ANSWER_OK, 1, "0", LONG, -1},
    {ANSWER_DENIED, 1, "0", LONG, -1},
    {ANSWER_LOGIN, 1, "0", LONG, -1},
    {ANSWER_LOGIN, 1, NULL, LONG, -1},
    {ANSWER_NOT_OFFERED, 1, "0", LONG, -1},
    {ANSWER_ERROR, 1, "0", LONG, -1},
    {ANSWER_OUTAGE, 1, "0", LONG, -1},
    {ANSWER_GARBAGE, 1, "0", LONG, -1},
    {ANSWER_TIMEOUT, 1, "0", LONG, -1},
    {ANSWER_UNREACHABLE, 1, "0", LONG, -1},
    {ANSWER_TLS, 1, "0", LONG, -1},
    {ANSWER_TOO_BIG, 1, "0", LONG, -1},
};

START_TEST(retry_waits_as_asked)
{
    const struct retry_case *row = &retries[_i];
    struct retry got =
        retry_decide(row->kind, row->tries, row->after, NOW, row->left);

    ck_assert_int_eq(got.again, row->wait >= 0);
    if (row->wait >= 0)
        ck_assert_int_eq(got.wait_ms, row->wait);
}
END_TEST

START_TEST(retry_never_after_a_refused_login)
{
    static const char *const after[] = {NULL, "0", "1", "garbage"};

    for (uint32_t tries = 0; tries < 10; tries++)
        for (size_t i = 0; i < sizeof after / sizeof *after; i++)
            ck_assert(
                !retry_decide(ANSWER_LOGIN, tries, after[i], NOW, INT64_MAX)
                     .again);
}
END_TEST

START_TEST(retry_does_not_wait_longer_than_it_says)
{
    for (uint32_t tries = 1; tries <= RETRY_TRIES; tries++)
        ck_assert_int_le(
            retry_decide(ANSWER_RESET, tries, NULL, NOW, INT64_MAX).wait_ms,
            RETRY_LONGEST_MS);
}
END_TEST

/* ---- templates ----------------------------------------------------------- */

struct expand_case {
    const char *template;
    enum expand_as as;
    const char *wanted; /* NULL: false */
};

static const struct known known[] = {
    {"user", "a b+c@d.example/?&=#%"},
    {"quote", "\"x\\y\"\n\x01\x7f"},
    {"ticket", "4711"},
    {"user_name", "\xc3\xa9"},
    {"empty", ""},
    {"brace", "{ticket}"},
};

static const struct expand_case expansions[] = {
    {"plain", EXPAND_URL, "plain"},
    {"", EXPAND_URL, ""},
    {"u={user}", EXPAND_URL, "u=a%20b%2Bc%40d.example%2F%3F%26%3D%23%25"},
    {"u={user_name}!", EXPAND_URL, "u=%C3%A9!"},
    {"{user_name}", EXPAND_JSON, "\xc3\xa9"},
    {"\"{quote}\"", EXPAND_JSON, "\"\\\"x\\\\y\\\"\\u000a\\u0001\x7f\""},
    {"{quote}", EXPAND_URL, "%22x%5Cy%22%0A%01%7F"},
    {"{\"value\":{ticket}}", EXPAND_JSON, "{\"value\":4711}"},
    {"{ticket}{ticket}", EXPAND_JSON, "47114711"},
    {"[{\"op\":\"gte\",\"value\":0}]", EXPAND_JSON,
     "[{\"op\":\"gte\",\"value\":0}]"},
    {"{}", EXPAND_JSON, "{}"},
    {"{ user }", EXPAND_JSON, "{ user }"},
    {"{USER}", EXPAND_JSON, "{USER}"},
    {"{user", EXPAND_JSON, "{user"},
    {"{", EXPAND_JSON, "{"},
    {"}{", EXPAND_JSON, "}{"},
    {"{{ticket}}", EXPAND_JSON, "{4711}"},
    {"{empty}", EXPAND_JSON, ""},
    {"{brace}", EXPAND_JSON, "{ticket}"}, /* once, not again */
    {"{nobody}", EXPAND_JSON, NULL},
    {"{use}", EXPAND_JSON, NULL}, /* the beginning of a name is another */
    {"{users}", EXPAND_URL, NULL},
    {"{ticket}/{nobody}", EXPAND_URL, NULL},
};

START_TEST(templates_expand)
{
    const struct expand_case *row = &expansions[_i];
    struct out out = {0};
    bool good = expand(row->template, row->as, known,
                       sizeof known / sizeof *known, &out);

    ck_assert_int_eq(good, row->wanted != NULL);
    if (row->wanted != NULL)
        ck_assert_str_eq(out_string(&out), row->wanted);
    out_free(&out);
}
END_TEST

/* Each byte comes back as itself when an ordinary reader undoes it. */
START_TEST(quoting_leaves_only_unreserved_bytes)
{
    for (int byte = 1; byte < 256; byte++) {
        const char text[] = {(char)byte, '\0'};
        struct out out = {0};
        unsigned back = 0;

        expand_quote(text, &out);
        if (out.length == 1)
            ck_assert_msg(strchr("-._~", byte) != NULL ||
                              (byte >= '0' && byte <= '9') ||
                              (byte >= 'A' && byte <= 'Z') ||
                              (byte >= 'a' && byte <= 'z'),
                          "%d", byte);
        else
            ck_assert_int_eq(sscanf(out_string(&out), "%%%2X", &back), 1);
        ck_assert_int_eq(out.length == 1 ? out_string(&out)[0] : (char)back,
                         (char)byte);
        out_free(&out);
    }
}
END_TEST

START_TEST(values_are_found_by_whole_name)
{
    ck_assert_str_eq(expand_find(known, 6, "ticket"), "4711");
    ck_assert_ptr_null(expand_find(known, 6, "tick"));
    ck_assert_ptr_null(expand_find(known, 2, "ticket"));
    ck_assert_ptr_null(expand_find(NULL, 0, "ticket"));
}
END_TEST

Suite *
scanner_small_suite(void)
{
    Suite *suite = suite_create("scanner: retry and templates");
    TCase *retry = tcase_create("retry"), *template = tcase_create("expand");

    tcase_add_loop_test(retry, retry_waits_as_asked, 0,
                        (int)(sizeof retries / sizeof *retries));
    tcase_add_test(retry, retry_never_after_a_refused_login);
    tcase_add_test(retry, retry_does_not_wait_longer_than_it_says);
    suite_add_tcase(suite, retry);
    tcase_add_loop_test(template, templates_expand, 0,
                        (int)(sizeof expansions / sizeof *expansions));
    tcase_add_test(template, quoting_leaves_only_unreserved_bytes);
    tcase_add_test(template, values_are_found_by_whole_name);
    suite_add_tcase(suite, template);
    return suite;
}
