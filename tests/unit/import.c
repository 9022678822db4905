/* Importing tables: each case file against what must come of it, and the
 * vendor's own table against the shipped rules. */
#include "rules/import/import.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/load/show.h"
#include "rules/model/scale.h"
#include "scanner/autotask/catalogue.h"
#include "scanner/autotask/phrases.h"
#include "tests/unit/import_test.h"

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
    return text_same(provider, "autotask") ? &autotask_catalogue : NULL;
}

static const char *const names[] = {"autotask", NULL};
static const struct catalogue_source catalogues = {find, names};

struct file_text
source_text(const char *path)
{
    const char *root = getenv("srcdir");
    struct diags diags = {.arena = &mem};
    struct file_text text = {NULL, 0};

    path = arena_print(&mem, "%s/%s", root == NULL ? "." : root, path);
    ck_assert_msg(file_read(path, 4 << 20, &mem, &diags, &text), "%s: %s", path,
                  diags.n > 0 ? diags.list[0].text : "");
    return text;
}

struct import_source
source_named(const char *name)
{
    return (struct import_source){
        .catalogue = &autotask_catalogue,
        .phrases = &autotask_phrases,
        .name = name,
        .date = "2026-11-23",
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

/* Imports what must import, and loads what came of it. */
struct imported
imported(const char *markdown, size_t length, const char *name)
{
    struct import_source source = source_named(name);
    struct diags diags = {.arena = &mem};
    struct imported result = {.json = NULL};
    bool good = rules_import(&(struct file_text){markdown, length}, &source,
                             &result.import, &diags, &mem);

    ck_assert_msg(good, "%s: %s", name, diags.n > 0 ? diags.list[0].text : "");
    ck_assert_uint_eq(diags.n, 0);
    result.json = result.import.file;
    result.set = loaded(result.json, strlen(result.json));
    ck_assert_uint_eq(result.set.n_rule, result.import.n_rule);
    ck_assert_uint_eq(result.set.n_check, result.import.n_check);
    ck_assert_uint_eq(result.set.n_option, result.import.n_option);
    return result;
}

struct imported
imported_text(const char *markdown)
{
    return imported(markdown, strlen(markdown), "table.md");
}

static const char *
claim_text(const struct claim *claim)
{
    const struct right *right = claim->right;
    bool account = right == NULL || right->entity == NULL;

    switch (claim_manner(claim)) {
    case MANNER_GRANT:
        return arena_print(&mem, "%s %s %s", right->entity->name, right->verb,
                           scale_word(right->scale, claim->low, &mem));
    case MANNER_FACT:
        return arena_print(&mem, "%s%s%s", right->verb, account ? "" : " of ",
                           account ? "" : right->entity->name);
    case MANNER_NUMBER:
        return arena_print(&mem, "%s at least %lld", right->verb,
                           (long long)claim->low);
    case MANNER_QUESTION:
        return "a person says";
    case MANNER__N:
        break;
    }
    ck_abort_msg("manner of a claim");
    return NULL;
}

static int
text_order(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A check as one line: id, option, claims in order of the alphabet. */
static const char *
check_text(const struct ruleset *set, const struct check *check)
{
    const char **claim = arena_new(&mem, const char *, check->n_claim);
    const char *text = arena_print(
        &mem, "%s%s%s%s:", check->id, check->option == NULL ? "" : " if ",
        check->option == NULL ? "" : check->option,
        set->rule[check->rule].need == NEED_REQUIRED ? "" : " (recommended)");

    for (uint32_t i = 0; i < check->n_claim; i++)
        claim[i] = claim_text(&check->claim[i]);
    qsort(claim, check->n_claim, sizeof *claim, text_order);
    for (uint32_t i = 0; i < check->n_claim; i++)
        text = arena_print(&mem, "%s%s %s", text, i > 0 ? "," : "", claim[i]);
    return text;
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
    for (uint32_t i = 0; i < im->set.n_check; i++)
        (void)out_print(&out, "check %s\n",
                        check_text(&im->set, &im->set.check[i]));
    for (uint32_t i = 0; i < im->import.n_match; i++) {
        const struct import_match *match = &im->import.match[i];

        (void)out_print(&out, "match %u %s = %s, %s\n", match->line,
                        match->phrase,
                        match->entity == NULL ? "?" : match->entity,
                        import_confidence_word(match->confidence));
    }
    for (uint32_t i = 0; i < im->import.n_unmapped; i++)
        (void)out_print(
            &out, "unmapped %u %s: %s\n", im->import.unmapped[i].line,
            im->import.unmapped[i].phrase, im->import.unmapped[i].about);
    for (uint32_t i = 0; i < im->import.n_note; i++)
        (void)out_print(&out, "note %u %s: %s\n", im->import.note[i].line,
                        im->import.note[i].phrase, im->import.note[i].about);
    text = arena_text(&mem, out_string(&out));
    out_free(&out);
    return text;
}

/* ---- case files ------------------------------------------------------- */

const char *const import_cases[CASES] = {
    "automation", "backup", "conditions", "endpoint",  "horizon",
    "monitoring", "odd",    "onbehalf",   "passwords", "verbs"};

static struct imported
case_imported(const char *name)
{
    const char *path = arena_print(&mem, "tests/cases/import/%s.md", name);
    struct file_text text = source_text(path);

    return imported(text.bytes, text.length, arena_print(&mem, "%s.md", name));
}

START_TEST(case_comes_out_as_stated)
{
    struct imported im = case_imported(import_cases[_i]);
    const char *path =
        arena_print(&mem, "tests/cases/import/%s.txt", import_cases[_i]);

    ck_assert_str_eq(import_text(&im), source_text(path).bytes);
}
END_TEST

/* What is in unmapped is in the file too: a person is asked, by line. */
START_TEST(nothing_unmapped_is_left_out_of_the_file)
{
    struct imported im = case_imported(import_cases[_i]);

    for (uint32_t i = 0; i < im.import.n_unmapped; i++) {
        const struct import_remark *odd = &im.import.unmapped[i];
        const char *line = arena_print(&mem, "(line %u)", odd->line);
        bool asked = false;

        for (uint32_t k = 0; k < im.set.n_check && !asked; k++) {
            const struct claim *claim = im.set.check[k].claim;

            asked = claim->question != NULL &&
                    strstr(claim->question, line) != NULL &&
                    strstr(claim->question, odd->phrase) != NULL;
        }
        ck_assert_msg(asked, "%s line %u: %s", import_cases[_i], odd->line,
                      odd->phrase);
    }
}
END_TEST

START_TEST(same_text_gives_the_same_bytes)
{
    const char *once = case_imported(import_cases[_i]).json;

    ck_assert_str_eq(once, case_imported(import_cases[_i]).json);
}
END_TEST

/* ---- the shipped rules ------------------------------------------------ */

static struct ruleset
shipped(void)
{
    struct file_text text = source_text("rules/horizon-autotask.json");

    return loaded(text.bytes, text.length);
}

/* Ids and claims of all checks, without needs, one line each, sorted. */
static const char *
checks_text(const struct ruleset *set)
{
    const char **line = arena_new(&mem, const char *, set->n_check);
    const char *text = "";

    for (uint32_t i = 0; i < set->n_check; i++) {
        const char *recommended;

        line[i] = check_text(set, &set->check[i]);
        recommended = strstr(line[i], " (recommended)");
        if (recommended != NULL)
            line[i] =
                arena_print(&mem, "%.*s%s", (int)(recommended - line[i]),
                            line[i], recommended + strlen(" (recommended)"));
    }
    qsort(line, set->n_check, sizeof *line, text_order);
    for (uint32_t i = 0; i < set->n_check; i++)
        text = arena_print(&mem, "%s%s\n", text, line[i]);
    return text;
}

static const char *
options_text(const struct ruleset *set)
{
    const char **line = arena_new(&mem, const char *, set->n_option);
    const char *text = "";

    for (uint32_t i = 0; i < set->n_option; i++)
        line[i] = arena_print(&mem, "%s = %s", set->option[i].name,
                              set->option[i].on ? "yes" : "no");
    qsort(line, set->n_option, sizeof *line, text_order);
    for (uint32_t i = 0; i < set->n_option; i++)
        text = arena_print(&mem, "%s%s\n", text, line[i]);
    return text;
}

/* The rows alone say everything but two things: how many webhooks there may
 * be (the article says it in its text, so here a person is asked), and that
 * webhooks are only recommended (the article's notes). */
START_TEST(horizon_rows_give_the_shipped_checks)
{
    struct ruleset rules = shipped();
    struct imported im = case_imported("horizon");
    const char *wanted = checks_text(&rules);
    static const char limit[] = "webhooks at least 50";
    const char *at = strstr(wanted, limit);

    ck_assert_ptr_nonnull(at);
    wanted = arena_print(&mem, "%.*sa person says%s", (int)(at - wanted),
                         wanted, at + strlen(limit));
    ck_assert_str_eq(checks_text(&im.set), wanted);
    ck_assert_str_eq(options_text(&im.set), options_text(&rules));
    ck_assert_uint_eq(im.import.n_unmapped, 0);
    ck_assert_uint_eq(im.set.n_rule, rules.n_rule);
    for (uint32_t i = 0; i < rules.n_rule; i++) {
        ck_assert_str_eq(im.set.rule[i].id, rules.rule[i].id);
        ck_assert_str_eq(im.set.rule[i].section, rules.rule[i].section);
        ck_assert_str_eq(im.set.rule[i].object, rules.rule[i].object);
        ck_assert_str_eq(im.set.rule[i].level, rules.rule[i].level);
        ck_assert_int_eq(im.set.rule[i].need, NEED_REQUIRED);
    }
}
END_TEST

/* With the sentence that states the number, the need alone is left. */
START_TEST(horizon_with_its_number_gives_the_shipped_checks)
{
    struct ruleset rules = shipped();
    struct file_text table = source_text("tests/cases/import/horizon.md");
    const char *text =
        arena_print(&mem,
                    "In the group Webhooks tick Can create webhooks.\n"
                    "- Set **Maximum number of webhooks** to 50.\n\n%s",
                    table.bytes);
    struct imported im = imported_text(text);

    ck_assert_str_eq(checks_text(&im.set), checks_text(&rules));
}
END_TEST

static const char *
markdown_of(const struct ruleset *set)
{
    struct out out = {0};
    const char *text;

    ruleset_show_markdown(set, &out);
    text = arena_text(&mem, out_string(&out));
    out_free(&out);
    return text;
}

/* "CHECK serves TITLE\n" for each check, by id. */
static const char *
features_text(const struct ruleset *set)
{
    const char **line = arena_new(&mem, const char *, set->n_check);
    const char *text = "";

    for (uint32_t i = 0; i < set->n_check; i++)
        for (uint32_t k = 0; k < set->n_feature; k++)
            if (text_same(set->check[i].feature, set->feature[k].id))
                line[i] = arena_print(&mem, "%s serves %s", set->check[i].id,
                                      set->feature[k].title);
    qsort(line, set->n_check, sizeof *line, text_order);
    for (uint32_t i = 0; i < set->n_check; i++)
        text = arena_print(&mem, "%s%s\n", text, line[i]);
    return text;
}

START_TEST(shown_rules_come_back)
{
    struct ruleset rules = shipped();
    struct imported im = imported_text(markdown_of(&rules));
    struct imported again = imported_text(markdown_of(&im.set));

    ck_assert_str_eq(checks_text(&im.set), checks_text(&rules));
    ck_assert_str_eq(options_text(&im.set), options_text(&rules));
    ck_assert_str_eq(markdown_of(&im.set), markdown_of(&rules));
    ck_assert_str_eq(features_text(&im.set), features_text(&rules));
    ck_assert_uint_eq(im.set.n_feature, rules.n_feature);
    for (uint32_t i = 0; i < rules.n_rule; i++)
        ck_assert_int_eq(im.set.rule[i].need, rules.rule[i].need);
    for (uint32_t i = 0; i < im.set.n_option; i++)
        for (uint32_t k = 0; k < rules.n_option; k++)
            if (text_same(im.set.option[i].name, rules.option[k].name))
                ck_assert_str_eq(im.set.option[i].about, rules.option[k].about);
    ck_assert_str_eq(markdown_of(&again.set), markdown_of(&im.set));
    ck_assert_str_eq(again.json, im.json);
}
END_TEST

/* ---- levels ----------------------------------------------------------- */

static const struct {
    const char *object, *level, *checks;
} levels[] = {
    {"Tickets", "View: All", "view: Tickets view all"},
    {"Contacts", "View (All)", "view: Contacts view all"},
    {"Contacts", "View/Edit: Mine",
     "view: Contacts view restricted\nedit: Contacts edit restricted"},
    {"Contacts", "R/W",
     "view: Contacts view all\nadd: Contacts add all\n"
     "edit: Contacts edit all"},
    {"Contacts", "r", "view: Contacts view all"},
    {"Contacts", "Read a contact", "view: Contacts view all"},
    {"Roles", "Full",
     "view: Roles view all\nadd: Roles add all\nedit: Roles edit all"},
    {"Contacts", "Full access, except delete",
     "view: Contacts view all\nadd: Contacts add all\n"
     "edit: Contacts edit all\ndelete: Contacts delete all\n"
     "stated: a person says"},
    {"Contacts", "View: Mine + Organizations",
     "view: Contacts view restricted"},
    {"Contacts", "Query, Create, Update",
     "view: Contacts view all\nadd: Contacts add all\n"
     "edit: Contacts edit all"},
    {"Contacts", "View: All, Mine, Delete: No",
     "view: Contacts view restricted"},
    {"Contacts", "View and not Edit", "stated: a person says"},
    {"Contacts", "View, (Edit)",
     "view: Contacts view all\nedit: Contacts edit all"},
    {"Contacts", "((((((View))))))", "stated: a person says"},
    {"Contacts", "View (for the sync)", "view: Contacts view all"},
    {"Contacts", "View and Add if syncing",
     "view if syncing: Contacts view all\n"
     "add if syncing: Contacts add all"},
    {"Contacts", "if syncing", "stated if syncing: a person says"},
    {"Contacts", "enabled", "view: Contacts view all\nstated: a person says"},
    {"Ticket Webhooks", "Create webhooks",
     "create: TicketWebhooks add all\nmax: a person says"},
};

START_TEST(level_is_read)
{
    struct imported im = imported_text(
        arena_print(&mem, "| Object | Required level |\n|---|\n| %s | %s |\n",
                    levels[_i].object, levels[_i].level));
    const char *text = "";

    for (uint32_t i = 0; i < im.set.n_check; i++)
        text =
            arena_print(&mem, "%s%s%s", text, i > 0 ? "\n" : "",
                        check_text(&im.set, &im.set.check[i]) +
                            strlen(im.set.rule[im.set.check[i].rule].id) + 1);
    ck_assert_msg(text_same(text, levels[_i].checks), "%s | %s\n%s",
                  levels[_i].object, levels[_i].level, text);
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
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, case_comes_out_as_stated, 0, CASES);
    tcase_add_loop_test(tcase, nothing_unmapped_is_left_out_of_the_file, 0,
                        CASES);
    tcase_add_loop_test(tcase, same_text_gives_the_same_bytes, 0, CASES);
    tcase_add_test(tcase, horizon_rows_give_the_shipped_checks);
    tcase_add_test(tcase, horizon_with_its_number_gives_the_shipped_checks);
    tcase_add_test(tcase, shown_rules_come_back);
    tcase_add_loop_test(tcase, level_is_read, 0,
                        (int)(sizeof levels / sizeof *levels));
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_add_suite(runner, import_input_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
