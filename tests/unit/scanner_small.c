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

struct retry_case {
    enum answer_kind kind;
    uint32_t tries;
    int64_t asked, left, wait; /* wait -1: not again */
};

#define LONG 10000000
#define DAY  86400000

static const struct retry_case retries[] = {
    /* doubling, as long as there are tries left: three in all */
    {ANSWER_THROTTLED, 1, -1, LONG, 1000},
    {ANSWER_THROTTLED, 2, -1, LONG, 2000},
    {ANSWER_THROTTLED, 3, -1, LONG, -1},
    {ANSWER_THROTTLED, UINT32_MAX, -1, LONG, -1},
    {ANSWER_THROTTLED, 0, -1, LONG, -1},
    {ANSWER_SPENT, 1, -1, LONG, -1}, /* nobody asked for it */
    {ANSWER_SPENT, 1, 7000, LONG, 7000},
    {ANSWER_SPENT, 3, 7000, LONG, -1},
    {ANSWER_UNAVAILABLE, 1, -1, LONG, 1000},
    {ANSWER_UNAVAILABLE, 2, -1, LONG, 2000},
    {ANSWER_UNAVAILABLE, 3, -1, LONG, -1},
    {ANSWER_RESET, 1, -1, LONG, 1000},
    {ANSWER_RESET, 2, -1, LONG, 2000},
    {ANSWER_RESET, 3, -1, LONG, -1},
    /* what nobody knows the cause of: once more */
    {ANSWER_ERROR, 1, -1, LONG, 1000},
    {ANSWER_ERROR, 2, -1, LONG, -1},
    {ANSWER_ERROR, 1, 5000, LONG, 5000},
    /* as asked, but never less than a second */
    {ANSWER_THROTTLED, 1, 0, LONG, 1000},
    {ANSWER_THROTTLED, 1, 999, LONG, 1000},
    {ANSWER_THROTTLED, 1, 1000, LONG, 1000},
    {ANSWER_THROTTLED, 2, 0, LONG, 1000},
    {ANSWER_THROTTLED, 2, 7000, LONG, 7000},
    {ANSWER_THROTTLED, 3, 0, LONG, -1},
    {ANSWER_UNAVAILABLE, 2, 120000, LONG, 120000},
    {ANSWER_THROTTLED, 1, DAY, LONG, -1},
    {ANSWER_THROTTLED, 1, DAY, INT64_MAX, DAY},
    {ANSWER_THROTTLED, 1, INT64_MIN, LONG, 1000},
    {ANSWER_THROTTLED, 1, INT64_MAX, INT64_MAX, -1},
    /* a wait that does not fit in is not begun */
    {ANSWER_THROTTLED, 1, -1, 1001, 1000},
    {ANSWER_THROTTLED, 1, -1, 1000, -1},
    {ANSWER_THROTTLED, 1, -1, 0, -1},
    {ANSWER_THROTTLED, 1, -1, -5, -1},
    {ANSWER_THROTTLED, 1, 0, 1000, -1},
    {ANSWER_THROTTLED, 1, 60000, 60000, -1},
    {ANSWER_THROTTLED, 1, 60000, 60001, 60000},
    /* nothing that a little time would change */
    {ANSWER_OK, 1, 0, LONG, -1},
    {ANSWER_DENIED, 1, 0, LONG, -1},
    {ANSWER_LOGIN, 1, 0, LONG, -1},
    {ANSWER_LOGIN, 1, -1, LONG, -1},
    {ANSWER_NOT_OFFERED, 1, 0, LONG, -1},
    {ANSWER_GARBAGE, 1, 0, LONG, -1},
    {ANSWER_TIMEOUT, 1, 0, LONG, -1},
    {ANSWER_UNREACHABLE, 1, 0, LONG, -1},
    {ANSWER_TLS, 1, 0, LONG, -1},
    {ANSWER_TOO_BIG, 1, 0, LONG, -1},
    {ANSWER_INTERCEPTED, 1, 0, LONG, -1},
    {ANSWER_BROKEN, 1, 0, LONG, -1},
};

START_TEST(retry_waits_as_asked)
{
    const struct retry_case *row = &retries[_i];
    struct retry got =
        retry_decide(row->kind, row->tries, row->asked, row->left);

    ck_assert_int_eq(got.again, row->wait >= 0);
    if (row->wait >= 0)
        ck_assert_int_eq(got.wait_ms, row->wait);
}
END_TEST

START_TEST(retry_never_after_a_refused_login)
{
    static const int64_t asked[] = {-1, 0, 1000, INT64_MAX};

    for (uint32_t tries = 0; tries < 10; tries++)
        for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
            ck_assert(
                !retry_decide(ANSWER_LOGIN, tries, asked[i], INT64_MAX).again);
}
END_TEST

/* Whatever the kind and the try: never at once, and never without end. */
START_TEST(retry_waits_at_least_a_second)
{
    for (int kind = 0; kind < ANSWER__N; kind++)
        for (uint32_t tries = 1; tries < 10; tries++) {
            struct retry none =
                retry_decide((enum answer_kind)kind, tries, -1, INT64_MAX);
            struct retry zero =
                retry_decide((enum answer_kind)kind, tries, 0, INT64_MAX);

            ck_assert_int_eq(none.again, zero.again && kind != ANSWER_SPENT);
            ck_assert(!none.again || tries < 3);
            ck_assert(!none.again || (none.wait_ms >= 1000 &&
                                      none.wait_ms <= RETRY_LONGEST_MS));
            ck_assert(!zero.again || zero.wait_ms == 1000);
        }
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
    {"technician/1", "a@b"},
    {"out-side2/12", "c/d"},
};

static const struct expand_case expansions[] = {
    {"plain", EXPAND_URL, "plain"},
    {"", EXPAND_URL, ""},
    {"u={user}", EXPAND_URL, "u=a%20b%2Bc%40d.example%2F%3F%26%3D%23%25"},
    {"u={user_name}!", EXPAND_URL, "u=%C3%A9!"},
    {"{user_name}", EXPAND_JSON, "\xc3\xa9"},
    {"\"{quote}\"", EXPAND_JSON, "\"\\\"x\\\\y\\\"\\u000a\\u0001\x7f\""},
    {"{quote}", EXPAND_URL, "%22x%5Cy%22%0A%01%7F"},
    {"a={quote}&b={user_name}", EXPAND_FORM, "a=%22x%5Cy%22%0A%01%7F&b=%C3%A9"},
    {"u={user}&s={SECRET}", EXPAND_FORM,
     "u=a%20b%2Bc%40d.example%2F%3F%26%3D%23%25&s={SECRET}"},
    {"b={brace}", EXPAND_FORM, "b=%7Bticket%7D"},
    {"{nobody}", EXPAND_FORM, NULL},
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
    {"users/{technician/1}/x", EXPAND_URL, "users/a%40b/x"},
    {"{\"u\":\"{out-side2/12}\"}", EXPAND_JSON, "{\"u\":\"c/d\"}"},
    {"{technician/2}", EXPAND_URL, NULL},
    {"{technician/11}", EXPAND_URL, NULL},
    {"{technician/}", EXPAND_URL, "{technician/}"},
    {"{technician/1/2}", EXPAND_URL, "{technician/1/2}"},
    {"{/1}", EXPAND_URL, "{/1}"},
    {"{technician-1}", EXPAND_URL, "{technician-1}"},
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
    tcase_add_test(retry, retry_waits_at_least_a_second);
    suite_add_tcase(suite, retry);
    tcase_add_loop_test(template, templates_expand, 0,
                        (int)(sizeof expansions / sizeof *expansions));
    tcase_add_test(template, quoting_leaves_only_unreserved_bytes);
    tcase_add_test(template, values_are_found_by_whole_name);
    suite_add_tcase(suite, template);
    return suite;
}
