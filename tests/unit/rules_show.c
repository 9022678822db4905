/* Rulesets as tables: the shape of both, and text that would break them. */
#include "base/out.h"
#include "base/text.h"
#include "rules/load/attest.h"
#include "rules/load/show.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;
static struct out out;

static void
teardown(void)
{
    out_free(&out);
    out = (struct out){0};
    arena_free(&mem);
}

static const char rules[] =
    "{\"format\": \"grantscan-rules/1\", \"id\": \"t\", \"title\": "
    "\"A title that is somewhat long, long enough that it has to go on two "
    "lines\", \"version\": \"1\", \"provider\": \"test\","
    " \"product\": \"P\","
    " \"sources\": [{\"id\": \"s\", \"title\": \"Source\", \"date\": "
    "\"2026-01-01\", \"url\": \"https://example.test/\"}],"
    " \"options\": [{\"name\": \"more\", \"default\": true, \"about\": "
    "\"About more.\"}],"
    " \"rules\": [{\"id\": \"r\", \"section\": \"Se|ction\", \"object\": "
    "\"B\u00fcchsen\\nund back\\\\slash\", \"level\": \"L\", \"why\": \"W\","
    " \"degrades\": \"D\", \"need\": \"recommended\", \"source\": \"s\","
    " \"screen\": \"C\", \"fix\": \"F\", \"option\": \"more\", \"checks\": ["
    " {\"access\": \"said\", \"attest\": {\"question\": \"Q?\"}}]}]}";

START_TEST(markdown_cells_hold)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);

    ruleset_show_markdown(&set, &out);
    ck_assert_str_eq(out_string(&out),
                     "| Section | Object / Feature | Required level |\n"
                     "|---|---|---|\n"
                     "| Se\\|ction | B\u00fcchsen<br>und back\\\\slash | L |\n"
                     "\nOptions:\n\n"
                     "- `more` = yes: About more.\n"
                     "\nLimits and needs:\n\n"
                     "- `r` = recommended\n"
                     "\nChecks:\n\n"
                     "- `r.said` if `more`: asked \"Q?\"\n");
}
END_TEST

START_TEST(table_is_aligned_and_wrapped)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);

    ruleset_show(&set, 50, &out);
    ck_assert_str_eq(out_string(&out),
                     "A title that is somewhat long, long enough that it\n"
                     "has to go on two lines\n"
                     "t 1, for P on test: 1 rule, 1 check\n"
                     "\n"
                     "Se|ction\n"
                     "  B\u00fcchsen           L                  recommended\n"
                     "  und back\\slash\n"
                     "    r.said  yes (more)\n"
                     "\nOptions\n"
                     "  more = yes\n"
                     "    About more.\n"
                     "\nSources\n"
                     "  Source\n"
                     "    2026-01-01, https://example.test/\n");
}
END_TEST

/* A check of another need than its rule's says so. */
START_TEST(needs_are_listed)
{
    const char *text =
        text_changed(&mem, rules, "\"Q?\"}}",
                     "\"Q?\"}}, {\"access\": \"more\", \"need\": \"required\","
                     " \"attest\": {\"question\": \"Q?\"}}");
    struct ruleset set = rules_good(&mem, text, &test_catalogues);

    ruleset_show_markdown(&set, &out);
    ck_assert_ptr_nonnull(strstr(out_string(&out), "\nLimits and needs:\n\n"
                                                   "- `r.said` = recommended\n"
                                                   "\nChecks:"));
    out_reset(&out);
    ruleset_show(&set, 80, &out);
    ck_assert_ptr_nonnull(strstr(out_string(&out),
                                 "    r.said  yes (more)\n"
                                 "    r.more  yes (more) required\n"));
}
END_TEST

/* A rule whose checks all serve a feature is named once. */
START_TEST(features_are_listed)
{
    const char *text = text_changed(
        &mem, rules, " \"rules\"",
        " \"features\": [{\"id\": \"f\", \"title\": \"First\"}, {\"id\":"
        " \"g\", \"title\": \"Second\"}], \"rules\"");
    const char *whole =
        text_changed(&mem, text, "\"need\"", "\"feature\": \"f\", \"need\"");
    const char *parts = text_changed(
        &mem, whole, "\"Q?\"}}",
        "\"Q?\"}}, {\"access\": \"more\", \"feature\": \"g\", \"attest\":"
        " {\"question\": \"Q?\"}}");
    struct ruleset set = rules_good(&mem, parts, &test_catalogues);

    ruleset_show_markdown(&set, &out);
    ck_assert_ptr_nonnull(strstr(out_string(&out), "\nFeatures:\n\n"
                                                   "- `f` (First): `r.said`\n"
                                                   "- `g` (Second): `r.more`"
                                                   "\n"));
    out_reset(&out);
    ruleset_show(&set, 80, &out);
    ck_assert_ptr_nonnull(strstr(out_string(&out), "\nFeatures\n"
                                                   "  First\n    r.said\n"
                                                   "  Second\n    r.more\n"));
    whole = text_changed(&mem, whole,
                         ", {\"id\": \"g\", \"title\": \"Second\"}", "");
    set = rules_good(&mem, whole, &test_catalogues);
    out_reset(&out);
    ruleset_show_markdown(&set, &out);
    ck_assert_ptr_nonnull(strstr(out_string(&out), "- `f` (First): `r`\n"));
}
END_TEST

/* Nothing in a cell acts as markup, is a link or ends its line. */
START_TEST(cells_are_text)
{
    const char *text =
        text_changed(&mem, rules, "\"Se|ction\"",
                     "\"`a` [b](c) <i>d</i> &amp; *e* _f_\\n| g | h |\"");
    struct ruleset set;

    text = text_changed(&mem, text, "\"L\"",
                        "\"https://e.test www.e.test a@e.test\"");
    set = rules_good(&mem, text, &test_catalogues);
    ruleset_show_markdown(&set, &out);
    ck_assert_ptr_nonnull(
        strstr(out_string(&out),
               "| \\`a\\` \\[b\\](c) \\<i\\>d\\</i\\> \\&amp; \\*e\\* "
               "\\_f\\_<br>\\| g \\| h \\| |"));
    ck_assert_ptr_nonnull(strstr(
        out_string(&out), "| https\\://e.test www\\.e.test a\\@e.test |\n"));
}
END_TEST

/* What a file says cannot begin a line of the table. */
START_TEST(table_lines_are_its_own)
{
    const char *text = rules;
    struct ruleset set;

    text = text_changed(&mem, text, "\"Se|ction\"", "\"S\\nFAKE\"");
    text =
        text_changed(&mem, text, "\"A title that", "\"A\\nFAKE\\ttitle that");
    text = text_changed(&mem, text, "\"version\": \"1\"",
                        "\"version\": \"1\\nFAKE\"");
    text = text_changed(&mem, text, "\"P\"", "\"P\\nFAKE\"");
    set = rules_good(&mem, text, &test_catalogues);
    ruleset_show(&set, 80, &out);
    ck_assert_ptr_null(strstr(out_string(&out), "\nFAKE"));
    ck_assert_ptr_nonnull(strstr(out_string(&out), "\nS\uFFFDFAKE\n"));
    ck_assert_ptr_nonnull(strstr(out_string(&out), "t 1\uFFFDFAKE, for P"));
}
END_TEST

/* Nothing in a title acts as markup or ends its line. */
START_TEST(titles_are_text)
{
    const char *text = text_changed(
        &mem, rules, " \"rules\"",
        " \"features\": [{\"id\": \"f\", \"title\": \"A *b* [c](d) <e> &amp;"
        "\\nf\\\\\"}], \"rules\"");
    struct ruleset set;

    text = text_changed(&mem, text, "\"need\"", "\"feature\": \"f\", \"need\"");
    set = rules_good(&mem, text, &test_catalogues);
    ruleset_show_markdown(&set, &out);
    ck_assert_ptr_nonnull(strstr(out_string(&out),
                                 "- `f` (A \\*b\\* \\[c\\](d) \\<e\\> "
                                 "\\&amp; f\\\\): `r`\n"));
}
END_TEST

START_TEST(no_line_is_wider_than_the_terminal)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    const char *line;

    ruleset_show(&set, 50 + (unsigned)_i, &out);
    line = out_string(&out);
    while (*line != '\0') {
        size_t length = strcspn(line, "\n");

        ck_assert_uint_le(length, 50 + (size_t)_i + 1); /* one letter of two */
        ck_assert(length == 0 || line[length - 1] != ' ');
        line += length + (line[length] == '\n');
    }
}
END_TEST

/* A grant that a person has to vouch for is asked about like a question. */
START_TEST(the_template_asks_what_is_doubtful)
{
    const char *text = text_changed(
        &mem, rules, "\"attest\": {\"question\": \"Q?\"}",
        "\"grants\": [{\"entity\": \"Boxes\", \"accesses\": [\"view\"], "
        "\"doubtful\": true}]");
    struct ruleset set = rules_good(&mem, text, &test_catalogues);

    ck_assert(attestations_template(&set, NULL, "2026-11-23", &out,
                                    &(struct diags){.arena = &mem}));
    ck_assert_ptr_nonnull(strstr(out_string(&out), "\"r.said\""));
    ck_assert_ptr_nonnull(
        strstr(out_string(&out), "(Boxes, view: All) work? See C."));
}
END_TEST

Suite *
rules_show_suite(void)
{
    Suite *suite = suite_create("rules: show");
    TCase *show = tcase_create("show");

    tcase_add_checked_fixture(show, NULL, teardown);
    tcase_add_test(show, markdown_cells_hold);
    tcase_add_test(show, table_is_aligned_and_wrapped);
    tcase_add_test(show, needs_are_listed);
    tcase_add_test(show, features_are_listed);
    tcase_add_test(show, titles_are_text);
    tcase_add_test(show, cells_are_text);
    tcase_add_test(show, table_lines_are_its_own);
    tcase_add_test(show, the_template_asks_what_is_doubtful);
    tcase_add_loop_test(show, no_line_is_wider_than_the_terminal, 0, 60);
    suite_add_tcase(suite, show);
    return suite;
}
