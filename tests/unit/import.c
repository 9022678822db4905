/* Importing tables: each case file against what must come of it, and the laws
 * that hold for any. tests/cases/README tells the form of the files; with
 * IMPORT_CASES=write the program writes anew what it gets, to be read. */
#include "base/out.h"
#include "base/text.h"
#include "rules/load/show.h"
#include "rules/model/scale.h"
#include "scanner/autotask/catalogue.h"
#include "scanner/autotask/phrases.h"
#include "scanner/connectwise/catalogue.h"
#include "scanner/connectwise/phrases.h"
#include "scanner/google/catalogue.h"
#include "scanner/google/phrases.h"
#include "scanner/microsoft365/catalogue.h"
#include "scanner/microsoft365/phrases.h"
#include "scanner/zoho/catalogue.h"
#include "scanner/zoho/phrases.h"
#include "tests/unit/import_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena mem;

void
import_teardown(void)
{
    arena_free(&mem);
}

/* ---- helpers ---------------------------------------------------------- */

static const struct catalogue *
find(const char *provider)
{
    if (text_same(provider, "autotask"))
        return &autotask_catalogue;
    if (text_same(provider, "google"))
        return &google_catalogue;
    if (text_same(provider, "microsoft365"))
        return &microsoft365_catalogue;
    if (text_same(provider, "zoho"))
        return &zoho_catalogue;
    return text_same(provider, "connectwise") ? &connectwise_catalogue : NULL;
}

static const char *const names[] = {"autotask",     "connectwise", "google",
                                    "microsoft365", "zoho",        NULL};
static const struct catalogue_source catalogues = {find, names};

static const char *
source_path(const char *path)
{
    const char *root = getenv("srcdir");

    return arena_print(&mem, "%s/%s", root == NULL ? "." : root, path);
}

struct file_text
source_text(const char *path)
{
    struct diags diags = {.arena = &mem};
    struct file_text text = {NULL, 0};

    ck_assert_msg(file_read(source_path(path), 4 << 20, &mem, &diags, &text),
                  "%s: %s", path, diags.n > 0 ? diags.list[0].text : "");
    return text;
}

static bool
loads(const char *text, struct arena *arena)
{
    struct diags diags = {.arena = arena};
    struct ruleset set = {0};

    return ruleset_load(&set, &(struct file_text){text, strlen(text)},
                        &catalogues, &diags, arena);
}

struct import_source
source_named(const char *provider, const char *name)
{
    return (struct import_source){
        .catalogue = find(provider),
        .phrases = text_same(provider, "autotask")      ? &autotask_phrases
                   : text_same(provider, "connectwise") ? &connectwise_phrases
                   : text_same(provider, "google")      ? &google_phrases
                   : text_same(provider, "zoho")        ? &zoho_phrases
                                                        : &microsoft365_phrases,
        .name = name,
        .date = "2026-11-26",
        .loads = loads,
    };
}

struct ruleset
loaded(const char *text, size_t length)
{
    struct diags diags = {.arena = &mem};
    struct ruleset set = {0};
    bool good = ruleset_load(&set, &(struct file_text){text, length},
                             &catalogues, &diags, &mem);

    ck_assert_msg(good && diags.n == 0, "%u mistakes, first in line %u: %s",
                  diags.n, diags.n > 0 ? diags.list[0].line : 0,
                  diags.n > 0 ? diags.list[0].text : "");
    return set;
}

struct imported
imported(const struct file_text *text, const struct import_source *source)
{
    struct diags diags = {.arena = &mem};
    struct imported result = {.json = NULL};
    bool good = rules_import(text, source, &result.import, &diags, &mem);

    ck_assert_msg(good, "%s: %s", source->name,
                  diags.n > 0 ? diags.list[0].text : "");
    ck_assert_uint_eq(diags.n, 0);
    result.json = result.import.file;
    ck_assert_ptr_nonnull(result.json);
    result.set = loaded(result.json, strlen(result.json));
    ck_assert_uint_eq(result.set.n_rule, result.import.n_rule);
    ck_assert_uint_eq(result.set.n_check, result.import.n_check);
    ck_assert_uint_eq(result.set.n_option, result.import.n_option);
    return result;
}

struct imported
imported_text(const char *markdown)
{
    struct import_source source = source_named("autotask", "table.md");

    return imported(&(struct file_text){markdown, strlen(markdown)}, &source);
}

static const char *
claim_text(const struct claim *claim)
{
    const struct right *right = claim->right;

    return arena_print(&mem, "%s %s", right == NULL ? "asked" : right->id,
                       right == NULL ? claim->question
                                     : claim_title(claim, &mem));
}

const char *
check_text(const struct check *check)
{
    const char *text = arena_print(
        &mem, "%s%s%s%s:", check->id, check->option == NULL ? "" : " if ",
        check->option == NULL ? "" : check->option,
        check->need == NEED_REQUIRED ? "" : " (recommended)");

    for (uint32_t i = 0; i < check->n_claim; i++)
        text = arena_print(&mem, "%s%s %s", text, i > 0 ? "," : "",
                           claim_text(&check->claim[i]));
    return text;
}

const char *
checks_text(const struct ruleset *set)
{
    struct out out = {0};
    const char *text;

    for (uint32_t i = 0; i < set->n_check; i++)
        (void)out_print(&out, "%s\n", check_text(&set->check[i]));
    text = arena_text(&mem, out_string(&out));
    out_free(&out);
    return text;
}

static void
remarks_text(struct out *out, const char *what, const struct import_remark *at,
             uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        (void)out_print(out, "%s %u %s: %s\n", what, at[i].line, at[i].phrase,
                        at[i].about);
}

static void
count_text(struct out *out, const char *what, const struct import_count *n)
{
    (void)out_print(out,
                    "%s %u rule, %u nothing, %u question, %u heading, %u "
                    "prose\n",
                    what, n->rule, n->nothing, n->question, n->heading,
                    n->prose);
}

/* All of an import that a case file states. */
static const char *
import_text(const struct imported *im)
{
    struct out out = {0};
    const char *text;

    (void)out_print(&out, "%s: %s\n", im->set.pack->id, im->set.pack->title);
    for (uint32_t i = 0; i < im->set.n_option; i++)
        (void)out_print(&out, "option %s: %s\n", im->set.option[i].name,
                        im->set.option[i].about);
    (void)out_text(&out, checks_text(&im->set));
    remarks_text(&out, "note", im->import.note, im->import.n_note);
    remarks_text(&out, "question", im->import.question, im->import.n_question);
    count_text(&out, "rows", &im->import.row);
    count_text(&out, "lines", &im->import.line);
    (void)out_print(&out, "prose in lines %s\n", im->import.prose);
    text = arena_text(&mem, out_string(&out));
    out_free(&out);
    return text;
}

/* ---- case files ------------------------------------------------------- */

#define GOOGLE "google/"
#define MS     "microsoft365/"
#define ZOHO   "zoho/"

static const struct {
    const char *file, *column;
} cases[] = {
    {"answers.md", NULL},
    {"automation.md", NULL},
    {"backup.md", NULL},
    {"boxes.md", NULL},
    {"conditions.md", NULL},
    {"contest.md", NULL},
    {"endpoint.md", NULL},
    {"groups.md", NULL},
    {"headings.md", NULL},
    {"horizon.md", NULL},
    {"letters.md", NULL},
    {"levels.md", NULL},
    {"lists.md", NULL},
    {"loose.md", NULL},
    {"monitoring.md", NULL},
    {"notes.md", NULL},
    {"odd.md", NULL},
    {"onbehalf.md", NULL},
    {"page.html", NULL},
    {"passwords.md", NULL},
    {"second.md", NULL},
    {"several.md", NULL},
    {"values.csv", NULL},
    {"values.tsv", NULL},
    {"verbs.md", NULL},
    {"pictures.html", NULL},
    {"unseen.html", NULL},
    {"excel.csv", NULL},
    {"blocks.md", NULL},
    {"above.md", NULL},
    {"governed.md", NULL},
    {"harmless.md", NULL},
    {"aside.md", NULL},
    {"footnotes.md", NULL},
    {"contest.md", "object=Description"},
    {GOOGLE "calendarbridge.md", NULL},
    {GOOGLE "cascadia-marquee.md", NULL},
    {GOOGLE "commvault.md", NULL},
    {GOOGLE "constants.md", NULL},
    {GOOGLE "cyclr.md", NULL},
    {GOOGLE "forcepoint-dspm.md", NULL},
    {GOOGLE "forticnp.md", NULL},
    {GOOGLE "gam.md", NULL},
    {GOOGLE "okta-workflows.md", NULL},
    {GOOGLE "sense.md", NULL},
    {GOOGLE "shapes.md", NULL},
    {GOOGLE "sim.md", NULL},
    {GOOGLE "teamplot.md", NULL},
    {GOOGLE "uma.md", NULL},
    {MS "add-on-group-calendar.md", NULL},
    {MS "apis.md", NULL},
    {MS "around.md", NULL},
    {MS "barracuda.md", NULL},
    {MS "condeco.md", NULL},
    {MS "condeco-older.md", NULL},
    {MS "horizon.md", NULL},
    {MS "m365-manager-plus.md", NULL},
    {MS "mytimetable.md", NULL},
    {MS "nova.md", NULL},
    {MS "placeos.md", NULL},
    {MS "placeos-rooms.md", NULL},
    {MS "syncro.md", NULL},
    {MS "totalview.md", NULL},
    {MS "webex-older.md", NULL},
    {MS "webex-scheduler.md", NULL},
    {ZOHO "birdie.md", NULL},
    {ZOHO "connector.md", NULL},
    {ZOHO "elapsed.md", NULL},
    {ZOHO "helios.md", NULL},
    {ZOHO "horizon.md", NULL},
    {ZOHO "n8n-nodes-zoho-desk.md", NULL},
    {ZOHO "shapes.md", NULL},
    {ZOHO "sim.md", NULL},
    {ZOHO "stackone.md", NULL},
    {ZOHO "ticket-sync.md", NULL},
    {ZOHO "triage-bot.md", NULL},
    {ZOHO "zoho-desk-mcp-server.md", NULL},
};

enum { CASES = sizeof cases / sizeof *cases };

static struct imported
case_imported(int i)
{
    const char *file = cases[i].file;
    struct file_text text =
        source_text(arena_print(&mem, "tests/cases/import/%s", file));
    struct import_source source =
        source_named(text_ends(file, ".tsv")     ? "connectwise"
                     : text_starts(file, GOOGLE) ? "google"
                     : text_starts(file, MS)     ? "microsoft365"
                     : text_starts(file, ZOHO)   ? "zoho"
                                                 : "autotask",
                     file);

    source.column = &cases[i].column;
    source.n_column = cases[i].column != NULL;
    return imported(&text, &source);
}

static const char *
case_path(int i)
{
    return arena_print(&mem, "tests/cases/import/%s%s.txt", cases[i].file,
                       cases[i].column == NULL ? "" : ".column");
}

START_TEST(case_comes_out_as_stated)
{
    struct imported im = case_imported(_i);
    const char *text = import_text(&im);

    if (getenv("IMPORT_CASES") != NULL) {
        FILE *file = fopen(source_path(case_path(_i)), "w");

        ck_assert_ptr_nonnull(file);
        (void)fputs(text, file);
        ck_assert_int_eq(fclose(file), 0);
    }
    ck_assert_str_eq(text, source_text(case_path(_i)).bytes);
}
END_TEST

/* A question is in the file too, with the line it is about. */
START_TEST(no_question_is_left_out_of_the_file)
{
    struct imported im = case_imported(_i);

    for (uint32_t i = 0; i < im.import.n_question; i++) {
        const struct import_remark *odd = &im.import.question[i];
        bool asked = false;

        for (uint32_t k = 0; k < im.set.n_check && !asked; k++) {
            const struct check *check = &im.set.check[k];

            asked = text_same(check->claim->question, odd->phrase) &&
                    strstr(im.set.rule[check->rule].why,
                           arena_print(&mem, "Line %u ", odd->line)) != NULL;
        }
        ck_assert_msg(asked, "%s line %u: %s", cases[_i].file, odd->line,
                      odd->phrase);
    }
}
END_TEST

START_TEST(same_text_gives_the_same_bytes)
{
    const char *once = case_imported(_i).json;

    ck_assert_str_eq(once, case_imported(_i).json);
}
END_TEST

/* Every line that is not blank is accounted for, once. */
START_TEST(every_line_counts_once)
{
    struct imported im = case_imported(_i);
    const char *text =
        source_text(arena_print(&mem, "tests/cases/import/%s", cases[_i].file))
            .bytes;
    const struct import_count *n = &im.import.line;
    uint32_t lines = 0;

    while (*text != '\0') {
        lines += text[strspn(text, " \t\r")] != '\n';
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    ck_assert_uint_eq(
        n->rule + n->nothing + n->question + n->heading + n->prose, lines);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("import");
    TCase *tcase = tcase_create("import");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tcase, NULL, import_teardown);
    tcase_add_loop_test(tcase, case_comes_out_as_stated, 0, CASES);
    tcase_add_loop_test(tcase, no_question_is_left_out_of_the_file, 0, CASES);
    tcase_add_loop_test(tcase, same_text_gives_the_same_bytes, 0, CASES);
    tcase_add_loop_test(tcase, every_line_counts_once, 0, CASES);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_add_suite(runner, import_cells_suite());
    srunner_add_suite(runner, import_input_suite());
    srunner_add_suite(runner, import_listed_suite());
    srunner_add_suite(runner, import_pages_suite());
    srunner_add_suite(runner, import_names_suite());
    srunner_add_suite(runner, import_vendors_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
