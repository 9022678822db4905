/* Text: cleaned at the door, compared, guessed, broken into lines. */
#include "base/out.h"
#include "base/plain.h"
#include "base/text.h"
#include "base/wrap.h"
#include "tests/unit/base_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

struct cleaning {
    const char *bytes;
    size_t length;
    const char *text;
};

#define BYTES(s) (s), sizeof(s) - 1
#define R        "\xEF\xBF\xBD"

static const struct cleaning cleaning[] = {
    {BYTES("plain text"), "plain text"},
    {BYTES(""), ""},
    {BYTES("tab\tline\n"), "tab\tline\n"},
    {BYTES("a\r\nb\rc"), "a\nb" R "c"},
    {BYTES("\x1B[31m"), R "[31m"},
    {BYTES("a\0b"), "a" R "b"},
    {BYTES("Gr\xC3\xBC\xC3\x9F"), "Gr\xC3\xBC\xC3\x9F"},
    {BYTES("\xC3"), R},
    {BYTES("\xC0\xAF"), R R},
    {BYTES("\xED\xA0\x80"), R R R},
    {BYTES("\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80"},
    {BYTES("\xF0\x9F\x98x"), R "x"},
    {BYTES("\xF4\x90\x80\x80"), R R R R},
    {BYTES("\xEF\xBF\xBE"), R},
    {BYTES("\xC2\x85"), R},
    {BYTES("a\xE2\x80\xAE"
           "b"),
     "a" R "b"},
    {BYTES("\xEF\xBB\xBFx"), R "x"},
};

START_TEST(text_clean_replaces_what_is_harmful)
{
    const struct cleaning *c = &cleaning[_i];
    const char *text = text_clean(&mem, c->bytes, c->length, 1000);

    ck_assert_str_eq(text, c->text);
    ck_assert(text_is_clean(text, strlen(text)));
    ck_assert(text_is_clean(c->bytes, c->length) ==
              (strlen(c->text) == c->length &&
               memcmp(c->text, c->bytes, c->length) == 0));
}
END_TEST

START_TEST(text_clean_cuts_at_a_character)
{
    ck_assert_str_eq(text_clean(&mem, "123456789", 9, 9), "123456789");
    ck_assert_str_eq(text_clean(&mem, "1234567890", 10, 9), "123456...");
    ck_assert_str_eq(text_clean(&mem, "12345\xC3\xBC\xC3\xBC\xC3\xBC", 11, 9),
                     "12345...");
}
END_TEST

START_TEST(text_nearest_guesses_typing_mistakes_only)
{
    static const char *const name[] = {"Tickets", "TicketNotes", "Companies"};

    ck_assert_str_eq(text_nearest("Tickts", name, 3, sizeof *name), "Tickets");
    ck_assert_str_eq(text_nearest("companys", name, 3, sizeof *name),
                     "Companies");
    ck_assert_ptr_null(text_nearest("Invoices", name, 3, sizeof *name));
    ck_assert_ptr_null(text_nearest("x", name, 0, sizeof *name));
}
END_TEST

/* A name, a word that may be meant for it, and whether it is a guess. */
static const struct {
    const char *word, *name;
    bool near;
} guesses[] = {
    {"Boxs", "Boxes", true},
    {"Box", "Boxes", true},
    {"veiw", "view", true}, /* neighbours changed places: one mistake */
    {"VEIW", "view", true},
    {"view", "view", true},
    {"abcd", "badc", false},
    {"all", "add", false},
    {"none", "note", true},
    {"a", "b", false},
    {"", "a", false},
    {"yes", "no", false},
    {"crm.companys.view", "crm.companies.view", true},
    {"crm.contacts.view", "crm.companies.view", false},
    {"crm.companies.veiw", "crm.companies.view", true},
    {"service-desk.tickets.view", "service-desk.tasks.view", false},
    {"abcdefghijkl", "abcdefghijklmno", true},
    {"abcdefghijkl", "abcdefghijklmnop", false},
    {"defghijklmno", "abcdefghijklmno", true},
    {"01234567890123456789012345678901234567890123456789012345678901234",
     "0123456789012345678901234567890123456789012345678901234567890123x",
     false}, /* longer than any name */
    {"012345678901234567890123456789012345678901234567890123456789012",
     "0123456789012345678901234567890123456789012345678901234567890123", true},
};

START_TEST(text_nearest_is_near)
{
    const char *found =
        text_nearest(guesses[_i].word, &guesses[_i].name, 1, sizeof(char *));

    ck_assert_msg((found != NULL) == guesses[_i].near, "%s, %s",
                  guesses[_i].word, guesses[_i].name);
}
END_TEST

/* The distance that a plain look at every letter gives. */
static unsigned
far(const char *a, const char *b)
{
    unsigned least, d;

    if (*a == '\0' || *b == '\0')
        return (unsigned)(strlen(a) + strlen(b));
    least = far(a + 1, b + 1) + (*a == *b ? 0 : 1);
    d = far(a + 1, b) + 1;
    least = d < least ? d : least;
    d = far(a, b + 1) + 1;
    least = d < least ? d : least;
    if (a[0] == b[1] && a[1] == b[0]) {
        d = far(a + 2, b + 2) + 1;
        least = d < least ? d : least;
    }
    return least;
}

/* Of all pairs of short words of two letters. */
START_TEST(text_nearest_counts_mistakes)
{
    static const char letter[] = "xy";

    for (unsigned i = 0; i < 1U << 12; i++) {
        char a[7] = "", b[7] = "";
        const char *name = b;
        unsigned allowed = 2, d;

        for (unsigned k = 0; k < 6; k++) {
            a[k] = letter[i >> k & 1];
            b[k] = letter[i >> (6 + k) & 1];
        }
        a[3 + i % 4] = '\0'; /* some are shorter */
        d = far(a, b);
        ck_assert_msg((text_nearest(a, &name, 1, sizeof name) != NULL) ==
                          (d <= allowed),
                      "%s, %s: %u", a, b, d);
    }
}
END_TEST

START_TEST(text_compares)
{
    ck_assert(text_same(NULL, NULL) && !text_same("a", NULL));
    ck_assert(text_same_fold("ALL", "all") && !text_same_fold("al", "all"));
    ck_assert(text_has_fold("The Adequate permissions", "adequate"));
    ck_assert(!text_has_fold("none", "nonesuch") && text_has_fold("a", ""));
    ck_assert(text_ends("a.json", ".json") && !text_ends("json", ".json"));
}
END_TEST

/* ---- lines --------------------------------------------------------------- */

#define U "\xC3\xBC"

static const struct {
    struct wrap wrap;
    const char *text, *lines;
} wraps[] = {
    {{0, 0, 10}, "", "\n"},
    {{0, 0, 10}, "one two 34", "one two 34\n"},
    {{0, 0, 10}, "one two 345", "one two\n345\n"},
    {{0, 2, 10}, "one two 345 six seven", "one two\n  345 six\n  seven\n"},
    {{4, 0, 10}, "one two", "one\ntwo\n"},
    {{0, 0, 5}, "one\ntwo  three", "one\ntwo\nthree\n"},
    {{0, 0, 20}, "  one  two \n\n", "one  two\n"},
    {{0, 0, 5}, "a 12345678901 b", "a\n12345678901\nb\n"},
    {{3, 1, 5}, "12345 6", "12345\n 6\n"},
    {{0, 0, 3}, U U U " " U U U U, U U U "\n" U U U U "\n"},
    {{9, 0, 5}, "word word", "word\nword\n"},
};

START_TEST(text_is_wrapped)
{
    struct out out = {0};

    wrap_text(&out, wraps[_i].wrap, wraps[_i].text);
    ck_assert_str_eq(out_string(&out), wraps[_i].lines);
    out_free(&out);
}
END_TEST

static const struct {
    const char *text, *line;
} lines[] = {
    {"", ""},
    {"plain \u00fc", "plain \u00fc"},
    {"a\nb\rc", "a\uFFFDb\uFFFDc"},
    {"a\tb", "a b"},
    {"\x1b[2Ja\x08\x7f", "\uFFFD[2Ja\uFFFD\uFFFD"},
    {"\xC2\x9B"
     "31m",
     "\uFFFD31m"},                                  /* CSI of one character */
    {"\u202Etxt.exe\u2028", "\uFFFDtxt.exe\uFFFD"}, /* turned around */
    {"\xE2\x80", "\uFFFD"},                         /* cut off */
    {"\x9B\xFF", "\uFFFD\uFFFD"},
};

START_TEST(text_is_shown_on_one_line)
{
    struct out out = {0};

    ck_assert_str_eq(text_line(&mem, lines[_i].text), lines[_i].line);
    ck_assert(out_line(&out, lines[_i].text));
    ck_assert_str_eq(out_string(&out), lines[_i].line);
    out_free(&out);
}
END_TEST

static const struct {
    const char *text, *plain, *ascii;
} plains[] = {
    {"", "", ""},
    {"50\u00A0%", "50 %", "50 %"},
    {"a \u2192 b", "a \u2192 b", "a -> b"},
    {"\u201Cno\u201D \u2013 \u2265 1\u2026",
     "\u201Cno\u201D \u2013 \u2265 1\u2026", "\"no\" - >= 1..."},
    {"Stra\u00DFe \u4F60", "Stra\u00DFe \u4F60", "Strasse ?"},
    {"\uFFFD\xC2\xB7", "\uFFFD\xC2\xB7", "?-"},
};

START_TEST(text_becomes_plain)
{
    struct out out = {0};

    out_plain(&out, plains[_i].text, false);
    ck_assert_str_eq(out_string(&out), plains[_i].plain);
    out_reset(&out);
    out_plain(&out, plains[_i].text, true);
    ck_assert_str_eq(out_string(&out), plains[_i].ascii);
    out_free(&out);
}
END_TEST

START_TEST(columns_are_characters)
{
    ck_assert_uint_eq(wrap_columns("a" U "b", 4), 3);
    ck_assert_uint_eq(wrap_bytes("a" U "b", 4, 2), 3);
    ck_assert_uint_eq(wrap_bytes("a" U "b", 4, 9), 4);
    ck_assert_uint_eq(wrap_bytes("a" U "b", 4, 0), 0);
}
END_TEST

START_TEST(text_in_lower_case)
{
    ck_assert_str_eq(text_lower(&mem, "NA.Acme-1.EXAMPLE:x", 17),
                     "na.acme-1.example");
    ck_assert_str_eq(text_lower(&mem, "@[Z\xC3\x89", 5), "@[z\xC3\x89");
    ck_assert_str_eq(text_lower(&mem, "", 0), "");
}
END_TEST

START_TEST(text_begins_with_a_capital)
{
    ck_assert_str_eq(text_capital(&mem, "api-only"), "Api-only");
    ck_assert_str_eq(text_capital(&mem, "View"), "View");
    ck_assert_str_eq(text_capital(&mem, "\xC3\xA9t\xC3\xA9"),
                     "\xC3\xA9t\xC3\xA9");
    ck_assert_str_eq(text_capital(&mem, ""), "");
    ck_assert_str_eq(text_capital(&mem, NULL), "");
}
END_TEST

Suite *
base_text_suite(void)
{
    Suite *suite = suite_create("base: text");
    TCase *text = tcase_create("text");

    tcase_add_checked_fixture(text, NULL, teardown);
    tcase_add_loop_test(text, text_clean_replaces_what_is_harmful, 0,
                        sizeof cleaning / sizeof *cleaning);
    tcase_add_test(text, text_clean_cuts_at_a_character);
    tcase_add_test(text, text_nearest_guesses_typing_mistakes_only);
    tcase_add_loop_test(text, text_nearest_is_near, 0,
                        sizeof guesses / sizeof *guesses);
    tcase_add_test(text, text_nearest_counts_mistakes);
    tcase_add_test(text, text_compares);
    tcase_add_test(text, text_in_lower_case);
    tcase_add_test(text, text_begins_with_a_capital);
    tcase_add_loop_test(text, text_is_wrapped, 0, sizeof wraps / sizeof *wraps);
    tcase_add_loop_test(text, text_is_shown_on_one_line, 0,
                        sizeof lines / sizeof *lines);
    tcase_add_loop_test(text, text_becomes_plain, 0,
                        sizeof plains / sizeof *plains);
    tcase_add_test(text, columns_are_characters);
    suite_add_tcase(suite, text);
    return suite;
}
