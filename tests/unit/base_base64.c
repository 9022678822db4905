/* Base64 in both alphabets, and what is no base64url. */
#include "base/base64.h"
#include "base/text.h"
#include "tests/unit/base_test.h"

#include <string.h>

/* RFC 4648, section 10; RFC 7515, appendix C; and letters that differ. */
static const struct {
    const char *bytes;
    size_t length;
    const char *standard, *url;
} pairs[] = {
    {"", 0, "", ""},
    {"f", 1, "Zg==", "Zg"},
    {"fo", 2, "Zm8=", "Zm8"},
    {"foo", 3, "Zm9v", "Zm9v"},
    {"foob", 4, "Zm9vYg==", "Zm9vYg"},
    {"fooba", 5, "Zm9vYmE=", "Zm9vYmE"},
    {"foobar", 6, "Zm9vYmFy", "Zm9vYmFy"},
    {"\x03\xEC\xFF\xE0\xC1", 5, "A+z/4ME=", "A-z_4ME"},
    {"\0\0\0", 3, "AAAA", "AAAA"},
    {"\xFF\xFF\xFF\xFF", 4, "/////w==", "_____w"},
};

START_TEST(bytes_as_letters_and_back)
{
    struct out standard = {0}, url = {0}, back = {0};

    base64_put(&standard, pairs[_i].bytes, pairs[_i].length);
    base64url_put(&url, pairs[_i].bytes, pairs[_i].length);
    ck_assert_str_eq(out_string(&standard), pairs[_i].standard);
    ck_assert_str_eq(out_string(&url), pairs[_i].url);
    ck_assert(base64url_take(&back, pairs[_i].url, strlen(pairs[_i].url)));
    ck_assert_uint_eq(back.length, pairs[_i].length);
    ck_assert_mem_eq(out_string(&back), pairs[_i].bytes, pairs[_i].length);
    out_free(&standard);
    out_free(&url);
    out_free(&back);
}
END_TEST

/* One byte has 256 values and two letters 4096 spellings: each but one of those
 * with the same bytes is refused. */
START_TEST(one_spelling_for_the_same_bytes)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqr"
                                  "stuvwxyz0123456789-_";
    unsigned one = 0, two = 0;

    for (size_t a = 0; a < 64; a++)
        for (size_t b = 0; b < 64; b++) {
            const char text[] = {letters[a], letters[b], letters[b]};
            struct out out = {0};

            one += base64url_take(&out, text, 2);
            two += base64url_take(&out, text, 3);
            out_free(&out);
        }
    ck_assert_uint_eq(one, 256);
    ck_assert_uint_eq(two, 64 * 16);
}
END_TEST

START_TEST(what_is_no_base64url)
{
    static const char *const row[] = {
        "Z",    "Zm9vY", "Zg==",     "Zm8=",   "Zm9v=", "Zm+v",
        "Zm/v", "Zm v",  "Zm9v\n",   "Zm\r\n", "Zm9v.", "Zh",
        "Zm9",  "=",     "\xC3\xA9", "*"};

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct out out = {0};

        ck_assert_msg(!base64url_take(&out, row[i], strlen(row[i])), "%s",
                      row[i]);
        out_free(&out);
    }
}
END_TEST

/* A NUL is none of the letters, though every string ends in one. */
START_TEST(a_nul_is_no_letter)
{
    struct out out = {0};

    ck_assert(!base64url_take(&out, "Zm\0v", 4));
    out_free(&out);
}
END_TEST

Suite *
base_base64_suite(void)
{
    Suite *suite = suite_create("base: base64");
    TCase *tests = tcase_create("base64");

    tcase_add_loop_test(tests, bytes_as_letters_and_back, 0,
                        (int)(sizeof pairs / sizeof *pairs));
    tcase_add_test(tests, one_spelling_for_the_same_bytes);
    tcase_add_test(tests, what_is_no_base64url);
    tcase_add_test(tests, a_nul_is_no_letter);
    suite_add_tcase(suite, tests);
    return suite;
}
