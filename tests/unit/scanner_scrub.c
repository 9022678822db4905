/* Secrets in what a server says, in all the spellings it may have for them. */
#include "base/base64.h"
#include "base/text.h"
#include "tests/unit/scanner_test.h"

#include <string.h>

static struct arena mem;
static struct secrets made;

static void
teardown(void)
{
    secrets_wipe(&made);
    arena_free(&mem);
}

static void
three(const char *user, const char *secret, const char *code)
{
    test_secrets(&made);
    test_hide(&made, 0, user);
    test_hide(&made, 1, secret);
    test_hide(&made, 2, code);
}

struct scrub_case {
    const char *user, *secret, *code, *text, *wanted;
};

static const struct scrub_case scrubs[] = {
    {"u@x", "secret", "CODE", "nothing here", "nothing here"},
    {"u@x", "secret", "CODE", "secret", "***"},
    {"u@x", "secret", "CODE", "a secret, a secret", "a ***, a ***"},
    {"u@x", "secret", "CODE", "u@x/secret/CODE", "***/***/***"},
    {"u@x", "secret", "CODE", "secre t", "secre t"},
    {"u@x", "aa", "CODE", "aaaa", "***"},
    {"u@x", "aba", "CODE", "<ababa>", "<***>"},
    /* one holds another: no part of the longer one may stay */
    {"abc", "abcdef", "CODE", "<abcdef>", "<***>"},
    {"abc", "xabcx", "CODE", "<xabcx>", "<***>"},
    {"abc", "bcd", "CODE", "<abcd>", "<***>"},
    {"def", "abcdefghi", "ghijkl", "<abcdefghijkl>", "<***>"},
    {"u@x", "***", "CODE", "<***>", "<***>"},
    /* what looks like a token is one, though it is not known here */
    {"u@x", "secret", "CODE", "<ya29.a0AfH6SMBx-y_z0123456789abcdefgh>",
     "<ya29.***>"},
    {"u@x", "secret", "CODE",
     "was eyJpc3MiOiJhIiwic3ViIjoiYiIsImlhdCI6MX0.c2ln, said it",
     "was ***.c2ln, said it"},
    {"u@x", "secret", "CODE",
     "1000.0123456789abcdef0123456789ABCDEF.fedcba98765432100123456789abcdef",
     "1000.***"},
    {"u@x", "secret", "CODE",
     "at%201000.0123456789abcdef0123456789abcdef.fedc, said it",
     "at%201000.***, said it"},
    {"u@x", "secret", "CODE", "1000.0123456789abcdef0123456789abcde.f",
     "1000.0123456789abcdef0123456789abcde.f"},
    {"u@x", "secret", "CODE", "sum.0123456789abcdef0123456789abcdef",
     "sum.0123456789abcdef0123456789abcdef"},
    {"u@x", "secret", "CODE", ".0123456789abcdef0123456789abcdef",
     ".0123456789abcdef0123456789abcdef"},
    {"u@x", "secret", "CODE", "a0AfH6SMBx-y_z0123456789abcdefg",
     "a0AfH6SMBx-y_z0123456789abcdefg"},
    {"u@x", "secret", "CODE",
     "Trace ID: 0123456789abcdef0123456789abcdef01234567 at "
     "InternalLocationWithBusinessHoursOfThem, "
     "https://www.googleapis.com/calendar/v3/users/me/calendarList, "
     "ACCESS_TOKEN_SCOPE_INSUFFICIENT_2026, 104857600000000000042104857600000",
     "Trace ID: 0123456789abcdef0123456789abcdef01234567 at "
     "InternalLocationWithBusinessHoursOfThem, "
     "https://www.googleapis.com/calendar/v3/users/me/calendarList, "
     "ACCESS_TOKEN_SCOPE_INSUFFICIENT_2026, 104857600000000000042104857600000"},
};

START_TEST(credentials_are_scrubbed)
{
    const struct scrub_case *row = &scrubs[_i];
    three(row->user, row->secret, row->code);
    ck_assert_str_eq(secrets_scrub(&made, row->text, &mem), row->wanted);
    ck_assert_str_eq(secrets_scrub(NULL, row->text, &mem), row->text);
}
END_TEST

/* People who are no credential: an address anywhere, another name only where
 * it stands alone. */
static const struct {
    const char *text, *wanted;
} people[] = {
    {"SMTP:anna@acme.example is gone", "SMTP:*** is gone"},
    {"users/ANNA%40acme.example/events", "users/***/events"},
    {"\\\"nanna@acme.example\\\"", "\\\"n***\\\""},
    {"not of nora, but of noras and Nora", "not of ***, but of noras and ***"},
    {"nobody", "nobody"},
};

START_TEST(people_are_scrubbed)
{
    static const char *const person[] = {"anna@acme.example", "nora"};

    test_secrets(&made);
    made.person = person;
    made.n_person = 2;
    ck_assert_str_eq(secrets_scrub(&made, people[_i].text, &mem),
                     people[_i].wanted);
    made.n_person = 0;
}
END_TEST

/* The user travels percent-encoded, and servers repeat what they were sent
 * in other letter case. */
START_TEST(the_user_is_scrubbed_as_it_travels)
{
    const char *text;

    test_secrets(&made);
    text = secrets_scrub(
        &made, "GET /x?user=abc123xyz%40acme.example: ABC123XYZ@ACME.EXAMPLE",
        &mem);

    ck_assert_msg(!text_has_fold(text, "abc123xyz"), "%s", text);
}
END_TEST

/* ---- spellings ----------------------------------------------------------- */

#define ODD "aB3/+ \"&\xc3\xa9<'=%q"

struct spelling_case {
    const char *what, *text, *wanted;
};

/* What Python makes of ODD, in urllib.parse, json, html, base64 and hex. */
static const struct spelling_case spellings[] = {
    {"raw", "<" ODD ">", "<***>"},
    {"quote", "x=aB3%2F%2B%20%22%26%C3%A9%3C%27%3D%25q&y", "x=***&y"},
    {"quote in lower case", "x=ab3%2f%2b%20%22%26%c3%a9%3c%27%3d%25q", "x=***"},
    {"quote but /", "x=aB3/%2B%20%22%26%C3%A9%3C%27%3D%25q", "x=***"},
    {"form", "x=aB3%2F%2B+%22%26%C3%A9%3C%27%3D%25q&", "x=***&"},
    {"json", "{\"aB3/+ \\\"&\xc3\xa9<'=%q\"}", "{\"***\"}"},
    {"json, ASCII", "aB3/+ \\\"&\\u00e9<'=%q.", "***."},
    {"json of .NET", "aB3/\\u002B \\u0022\\u0026\\u00E9\\u003C\\u0027=%q",
     "***"},
    {"json of PHP", "aB3\\/+ \\\"&\\u00e9<'=%q", "***"},
    {"html", "<b>aB3/+ &quot;&amp;\xc3\xa9&lt;&#x27;=%q</b>", "<b>***</b>"},
    {"html, numbers", "aB3/&#43; &#34;&#38;&#233;&#60;&#39;&#61;%q", "***"},
    {"html, hex", "aB3&#x2F;+ &quot;&amp;&#xE9;&lt;&apos;=%q", "***"},
    {"base64", "a YUIzLysgIibDqTwnPSVx b", "a *** b"},
    {"hex", "(6142332f2b202226c3a93c273d2571)", "(***)"},
    {"HEX", "(6142332F2B202226C3A93C273D2571)", "(***)"},
    {"base64 of user:secret",
     "Basic dUB4OmFCMy8rICImw6k8Jz0lcQ==", "Basic dUB4O***=="},
    {"base64 of me:secret", "bWU6YUIzLysgIibDqTwnPSVx", "bWU6***"},
    {"base64 of you:secret:", "eW91OmFCMy8rICImw6k8Jz0lcTo=", "eW91O***o="},
    {"base64 of a longer one", "bWU6YUIzLysgIibDqTwnPSVxLi4u", "bWU6***Li4u"},
    {"cut at the end", "no entry for aB3/+ \"", "no entry for ***"},
    {"cut by a cleaner", "no entry for aB3/%2B%20%22...", "no entry for ***"},
    {"cut within an escape", "no entry for aB3/%2B%2", "no entry for ***"},
    {"too little to be it", "a aB3", "a aB3"},
    {"nearly", "aB3/+ \"&\xc3\xa8<'=%q", "aB3/+ \"&\xc3\xa8<'=%q"},
    {"nearly, html", "aB3/&#44; &#34;&#38;", "aB3/&#44; &#34;&#38;"},
    {"nearly, escaped", "aB3%2F%2C%20%22%26", "aB3%2F%2C%20%22%26"},
};

START_TEST(every_spelling_is_scrubbed)
{
    const struct spelling_case *row = &spellings[_i];
    three("nobody@x", ODD, "CODECODE");
    const char *got = secrets_scrub(&made, row->text, &mem);

    ck_assert_msg(strcmp(got, row->wanted) == 0, "%s: %s", row->what, got);
}
END_TEST

/* Base64 for URLs has other letters for two of them. */
START_TEST(base64_of_urls_is_scrubbed)
{
    three("nobody@x", "\?\?\?>>>~~~", "CODECODE");
    ck_assert_str_eq(secrets_scrub(&made, "Pz8/Pj4+fn5+", &mem), "***");
    ck_assert_str_eq(secrets_scrub(&made, "Pz8_Pj4-fn5-", &mem), "***");
    ck_assert_str_eq(secrets_scrub(&made, "Pz8%2FPj4%2Bfn5%2B", &mem), "***");
}
END_TEST

START_TEST(tokens_are_scrubbed_too)
{
    three("nobody@x", "a secret", "CODECODE");
    const uint32_t both[] = {0, 1};

    ck_assert(secrets_learn(&made, 0, NULL, "Bearer", "tok+en/one="));
    ck_assert(secrets_learn_basic(&made, 1, both, 2));
    ck_assert_str_eq(secrets_scrub(&made, "tok%2Ben%2fone%3D", &mem), "***");
    ck_assert_str_eq(secrets_scrub(&made, "746f6b2b656e2f6f6e653d", &mem),
                     "***");
    ck_assert_str_eq(
        secrets_scrub(&made, "Basic bm9ib2R5QHg6YSBzZWNyZXQ= is", &mem),
        "Basic *** is");
}
END_TEST

/* The one before the first ":" is the user's name (RFC 7617). */
START_TEST(only_a_password_holds_a_colon)
{
    three("no:body", "a:secret", "CODECODE");
    const uint32_t user[] = {0, 2}, password[] = {2, 1};

    ck_assert(!secrets_learn_basic(&made, 0, user, 2));
    ck_assert(secrets_learn_basic(&made, 0, password, 2));
}
END_TEST

/* A letter that no clean text may hold is another one after cleaning. */
START_TEST(what_was_cleaned_is_scrubbed)
{
    static const char secret[] = "pass\xFFword\xE2\x80\xAE!";
    three("nobody@x", secret, "CODECODE");
    const char *text =
        text_clean(&mem, secret, sizeof secret - 1, sizeof secret * 3);

    ck_assert(strcmp(text, secret) != 0);
    ck_assert_str_eq(secrets_scrub(&made, text, &mem), "***");
    ck_assert_str_eq(secrets_scrub(&made, secret, &mem), "***");
}
END_TEST

/* Beyond U+FFFF JSON has two of its escapes for one character. */
START_TEST(pairs_are_scrubbed)
{
    three("nobody@x", "\xF0\x9F\x94\x91key", "CODE");
    ck_assert_str_eq(secrets_scrub(&made, "\\ud83d\\uDD11key", &mem), "***");
    ck_assert_str_eq(secrets_scrub(&made, "&#128273;key", &mem), "***");
    ck_assert_str_eq(secrets_scrub(&made, "\\ud83d\\uDD12key", &mem),
                     "\\ud83d\\uDD12key");
}
END_TEST

/* A secret that is longer than the text can only stand in it cut off, in
 * whatever spelling; that it has so many letters more changes nothing. */
START_TEST(secrets_longer_than_the_text)
{
    enum { LONG = 60000 };
    static char secret[LONG + 1];
    static const char begins[] = "t\xC3\xA9ken+of/some? length";
    struct out hex = {0}, coded = {0};

    three("nobody@x", "a secret", "CODECODE");
    memset(secret, '~', LONG);
    memcpy(secret, begins, sizeof begins - 1);
    ck_assert(secrets_learn(&made, 0, NULL, "Bearer", secret));
    base64_put(&coded, begins, sizeof begins - 1);
    for (const char *p = begins; *p != '\0'; p++)
        (void)out_print(&hex, "%02x", (unsigned)(unsigned char)*p);
    ck_assert_str_eq(secrets_scrub(&made, "it was t\xC3\xA9ken", &mem),
                     "it was ***");
    ck_assert_str_eq(secrets_scrub(&made, "it was t%c3%a9ke", &mem),
                     "it was ***");
    ck_assert_str_eq(secrets_scrub(&made,
                                   arena_print(&mem, "it was %.20s", hex.bytes),
                                   &mem),
                     "it was ***");
    ck_assert_str_eq(
        secrets_scrub(&made, arena_print(&mem, "it was %.20s", coded.bytes),
                      &mem),
        "it was ***");
    ck_assert_str_eq(secrets_scrub(&made, "t\xC3\xA9ken+ok", &mem),
                     "t\xC3\xA9ken+ok");
    ck_assert_str_eq(
        secrets_scrub(&made, arena_print(&mem, "<%s>", secret), &mem), "<***>");
    out_free(&hex);
    out_free(&coded);
}
END_TEST

/* Who makes the work large gets nothing shown; and it ends. */
START_TEST(much_work_is_not_done)
{
    enum { LONG = 200000 };
    static char text[LONG + 1], secret[SECRET_LENGTH_CAP + 1];

    three("nobody@x", "a secret", "CODECODE");
    memset(text, 'a', LONG);
    memset(secret, 'a', SECRET_LENGTH_CAP);
    secret[SECRET_LENGTH_CAP - 1] = 'b';
    ck_assert(secrets_learn(&made, 0, NULL, "Bearer", secret));
    ck_assert_str_eq(secrets_scrub(&made, text, &mem), "***");
}
END_TEST

Suite *
scanner_scrub_suite(void)
{
    Suite *suite = suite_create("scanner: scrubbing");
    TCase *tests = tcase_create("scrubbing");

    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_loop_test(tests, credentials_are_scrubbed, 0,
                        (int)(sizeof scrubs / sizeof *scrubs));
    tcase_add_loop_test(tests, people_are_scrubbed, 0,
                        (int)(sizeof people / sizeof *people));
    tcase_add_test(tests, the_user_is_scrubbed_as_it_travels);
    tcase_add_loop_test(tests, every_spelling_is_scrubbed, 0,
                        (int)(sizeof spellings / sizeof *spellings));
    tcase_add_test(tests, base64_of_urls_is_scrubbed);
    tcase_add_test(tests, tokens_are_scrubbed_too);
    tcase_add_test(tests, only_a_password_holds_a_colon);
    tcase_add_test(tests, what_was_cleaned_is_scrubbed);
    tcase_add_test(tests, pairs_are_scrubbed);
    tcase_add_test(tests, secrets_longer_than_the_text);
    tcase_add_test(tests, much_work_is_not_done);
    suite_add_tcase(suite, tests);
    return suite;
}
