/* What a token says, and tokens that say nothing. */
#include "base/base64.h"
#include "base/text.h"
#include "scanner/engine/token.h"
#include "tests/unit/scanner_test.h"

#include <string.h>

#define HEAD "eyJhbGciOiJub25lIn0"

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

/* A token whose claims are these bytes. */
static const char *
token_of(const char *claims, size_t length)
{
    struct out out = {0};
    const char *text;

    base64url_put(&out, claims, length);
    text = arena_print(&mem, HEAD ".%s.c2ln", out_string(&out));
    out_free(&out);
    return text;
}

START_TEST(claims_are_read)
{
    static const char text[] =
        "{\"aud\":\"https://x.example\",\"roles\":[\"A.Read\",\"B\"],"
        "\"Roles\":1,\"iat\":1700000000,\"none\":[]}";
    const struct json *claims =
        token_claims(&mem, token_of(text, sizeof text - 1));
    int64_t when = 0;

    ck_assert_ptr_nonnull(claims);
    ck_assert_str_eq(json_text(json_get(claims, "aud")), "https://x.example");
    ck_assert_uint_eq(json_get(claims, "roles")->n, 2);
    ck_assert_str_eq(json_get(claims, "roles")->item[0].text, "A.Read");
    ck_assert(json_integer(json_get(claims, "iat"), &when));
    ck_assert_int_eq(when, 1700000000);
    ck_assert(token_is_list(json_get(claims, "roles")));
    ck_assert(token_is_list(json_get(claims, "none")));
    ck_assert(token_is_list(json_get(claims, "absent")));
    ck_assert(!token_is_list(json_get(claims, "aud")));
    ck_assert(!token_is_list(json_get(claims, "Roles")));
    ck_assert(!token_is_list(claims));
}
END_TEST

START_TEST(a_list_is_of_strings)
{
    static const char *const row[] = {"[1]",        "[null]", "[\"a\",[]]",
                                      "[\"a\",{}]", "{}",     "null",
                                      "\"a\"",      "true"};

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const char *text = arena_print(&mem, "{\"roles\":%s}", row[i]);
        const struct json *claims =
            token_claims(&mem, token_of(text, strlen(text)));

        ck_assert_ptr_nonnull(claims);
        ck_assert_msg(!token_is_list(json_get(claims, "roles")), "%s", row[i]);
    }
}
END_TEST

/* Claims that are no such object, whatever stands around them. */
static const struct {
    const char *text;
    size_t length;
} no_claims[] = {
    {"", 0},
    {" ", 1},
    {"[]", 2},
    {"null", 4},
    {"\"a\"", 3},
    {"1", 1},
    {"{", 1},
    {"{}}", 3},
    {"{} x", 4},
    {"{\"a\":1,\"a\":1}", 13},
    {"{\"a\":1,\"\\u0061\":1}", 18},
    {"{\"a\":[{\"b\":1,\"b\":2}]}", 21},
    {"{\"a\":\"\\u0000\"}", 14},
    {"{\"a\":01}", 8},
    {"{\"a\":\"\n\"}", 9},
    {"{}\0", 3},
    {"{\"a\":\0}", 7},
    {"{'a':1}", 7},
    {"{\"a\":NaN}", 9},
};

START_TEST(claims_that_are_none)
{
    ck_assert_ptr_null(
        token_claims(&mem, token_of(no_claims[_i].text, no_claims[_i].length)));
}
END_TEST

/* "e30" is "{}". */
static const char *const no_tokens[] = {
    "",
    ".",
    "..",
    "...",
    "e30",
    "ya29.e30",
    "." HEAD ".c2ln",
    HEAD ".e30",
    HEAD ".e30.",
    HEAD "..c2ln",
    ".e30.c2ln",
    HEAD ".e30.c2ln.",
    HEAD ".e30.c2ln.e30",
    HEAD ".e30.c2ln.e30.e30", /* five parts: encrypted */
    HEAD ".e30=.c2ln",
    HEAD ".e31.c2ln", /* bits left over */
    HEAD ".e3.c2ln",
    HEAD ".e.c2ln",
    HEAD ".e 30.c2ln",
    HEAD ".e30\n.c2ln",
    HEAD ".e30.c2ln\n",
    HEAD ".e30.c2l+",
    HEAD ".e30.c",
    HEAD "*.e30.c2ln",
    "a.e30.c2ln",
    " " HEAD ".e30.c2ln",
    "Bearer " HEAD ".e30.c2ln",
};

START_TEST(texts_that_are_opaque)
{
    ck_assert_msg(token_claims(&mem, no_tokens[_i]) == NULL, "%s",
                  no_tokens[_i]);
    ck_assert_ptr_nonnull(token_claims(&mem, HEAD ".e30.c2ln"));
}
END_TEST

/* A token of that length, filled up with blanks in its claims. */
static const char *
token_long(size_t length)
{
    size_t most = length * 3 / 4;
    char *claims = arena_new(&mem, char, most);

    memset(claims, ' ', most);
    claims[0] = '{';
    claims[1] = '}';
    for (; most > 0; most--) {
        const char *token = token_of(claims, most);

        if (strlen(token) == length)
            return token;
    }
    return NULL;
}

START_TEST(a_token_has_its_limit)
{
    const char *fits = NULL, *over = NULL;

    /* Not every length is one of base64. */
    for (size_t n = TOKEN_CAP; fits == NULL; n--)
        fits = token_long(n);
    for (size_t n = TOKEN_CAP + 1; over == NULL; n++)
        over = token_long(n);
    ck_assert_uint_gt(strlen(fits), TOKEN_CAP - 4);
    ck_assert_uint_lt(strlen(over), TOKEN_CAP + 4);
    ck_assert_ptr_nonnull(token_claims(&mem, fits));
    ck_assert_ptr_null(token_claims(&mem, over));
}
END_TEST

/* Deep enough to need care, and no deeper than the reader goes. */
START_TEST(deep_claims)
{
    struct out out = {0};

    (void)out_text(&out, "{\"a\":");
    for (int i = 0; i < 20000; i++)
        (void)out_text(&out, "[");
    for (int i = 0; i < 20000; i++)
        (void)out_text(&out, "]");
    (void)out_text(&out, "}");
    ck_assert_ptr_null(
        token_claims(&mem, token_of(out_string(&out), out.length)));
    out_free(&out);
}
END_TEST

Suite *
scanner_token_suite(void)
{
    Suite *suite = suite_create("scanner: tokens");
    TCase *tests = tcase_create("tokens");

    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, claims_are_read);
    tcase_add_test(tests, a_list_is_of_strings);
    tcase_add_loop_test(tests, claims_that_are_none, 0,
                        (int)(sizeof no_claims / sizeof *no_claims));
    tcase_add_loop_test(tests, texts_that_are_opaque, 0,
                        (int)(sizeof no_tokens / sizeof *no_tokens));
    tcase_add_test(tests, a_token_has_its_limit);
    tcase_add_test(tests, deep_claims);
    suite_add_tcase(suite, tests);
    return suite;
}
