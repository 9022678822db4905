/* Runs every case file in tests/cases: rules and observations in, findings
 * out. A new case is a new file or a new entry, never code. See the README
 * beside the files for what stands in them. */
#include "base/json.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILES = 64, MAX_WORDS = 6 };

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

/* The words of a line; what is missing is "". */
static void
split(const char *line, const char *words[MAX_WORDS])
{
    for (int i = 0; i < MAX_WORDS; i++) {
        size_t n = strcspn(line, " ");

        words[i] = arena_slice(&mem, line, n);
        line += n + strspn(line + n, " ");
    }
    ck_assert_msg(*line == '\0', "too many words: %s", line);
}

/* "Boxes edit declared none", "Boxes view read unknown throttled",
 * "- login declared all", "- quota counted 7". */
static struct observation
observation_of(const struct catalogue *all, const char *line, uint32_t exchange)
{
    const struct right *right;
    struct observation seen;
    enum basis basis = BASIS_DECLARED;
    enum reason reason = WHY_NOT_PROBED;
    const char *words[MAX_WORDS];

    split(line, words);
    right = right_of(all, text_same(words[0], "-") ? NULL : words[0], words[1]);
    ck_assert_msg(words[4][0] == '\0' || reason_from(words[4], &reason),
                  "not a reason: %s", words[4]);
    if (text_same(words[2], "counted"))
        seen = counted_of(right, strtoll(words[3], NULL, 10));
    else if (basis_from(words[2], &basis))
        seen = seen_of(right, basis, words[3], reason);
    else
        ck_abort_msg("not an observation: %s", line);
    seen.exchange = exchange;
    seen.gone = text_same(words[5], "gone");
    if (text_starts(words[5], "why:"))
        seen.why = words[5] + strlen("why:");
    if (text_starts(words[5], "needs:"))
        seen.needs = words[5] + strlen("needs:");
    return seen;
}

/* What people state, by check. */
static void
add_statements(struct facts *facts, const struct json *list)
{
    struct attestation *stated;

    if (list == NULL)
        return;
    stated = arena_new(&mem, struct attestation, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        stated[i] = (struct attestation){.rules = "case",
                                         .check = list->item[i].key,
                                         .by = "Jane",
                                         .on = "2026-11-01",
                                         .expires = "2027-02-01"};
        stated[i].is_number = json_integer(&list->item[i], &stated[i].number);
        (void)json_boolean(&list->item[i], &stated[i].yes);
    }
    facts->attestation = stated;
    facts->n_attestation = list->n;
}

static struct facts
facts_of(const struct catalogue *all, const struct json *one)
{
    const struct json *list = json_get(one, "observations");
    const char *missing = json_text(json_get(one, "missing"));
    struct observation *seen;
    struct facts facts = {.missing = WHY_NOT_PROBED};

    ck_assert(missing == NULL || reason_from(missing, &facts.missing));
    add_statements(&facts, json_get(one, "stated"));
    if (list == NULL)
        return facts;
    facts.n_observation = list->n;
    seen = arena_new(&mem, struct observation, list->n);
    for (uint32_t i = 0; i < list->n; i++)
        seen[i] = observation_of(all, json_text(&list->item[i]), i);
    facts.observation = seen;
    return facts;
}

static const struct finding *
finding_of(const struct findings *findings, const char *id)
{
    for (uint32_t i = 0; i < findings->n; i++)
        if (text_same(findings->finding[i].id, id))
            return &findings->finding[i];
    ck_abort_msg("no finding %s", id);
    return NULL;
}

/* What each line of evidence is about: "Boxes: View is All". */
static void
compare_evidence(const struct finding *finding, const struct json *expect,
                 const char *name)
{
    if (expect == NULL)
        return;
    ck_assert_msg(finding->n_evidence == expect->n, "%s: %s: %u of evidence",
                  name, finding->id, (unsigned)finding->n_evidence);
    for (uint32_t i = 0; i < expect->n; i++) {
        const struct evidence *e = &finding->evidence[i];
        const char *line = arena_print(&mem, "%s is %s", e->about, e->observed);

        ck_assert_msg(text_same(line, json_text(&expect->item[i])),
                      "%s: %s: evidence \"%s\"", name, finding->id, line);
    }
}

/* "pass granted confirmed", and what else the case says of a finding. */
static void
compare(const struct finding *finding, const struct json *expect,
        const char *name)
{
    const char *verdict = arena_print(
        &mem, "%s %s %s", verdict_word(finding->verdict),
        reason_word(finding->reason), strength_word(finding->strength));
    const char *detail = json_text(json_get(expect, "detail"));
    const char *observed = json_text(json_get(expect, "observed"));
    const char *wanted = json_text(expect);

    if (wanted == NULL)
        wanted = json_text(json_get(expect, "verdict"));
    ck_assert_msg(text_same(verdict, wanted), "%s: %s: is \"%s\", not \"%s\"",
                  name, finding->id, verdict, wanted);
    ck_assert_msg(detail == NULL || text_same(detail, finding->detail),
                  "%s: %s: says \"%s\"", name, finding->id, finding->detail);
    ck_assert_msg(observed == NULL || text_same(observed, finding->observed),
                  "%s: %s: observed \"%s\"", name, finding->id,
                  finding->observed);
    compare_evidence(finding, json_get(expect, "evidence"), name);
    ck_assert_int_eq(reason_verdict(finding->reason), finding->verdict);
}

/* "Files.own yes instead of Files.read", each row of what is held without
 * need. */
static void
compare_excess(const struct excesses *found, const struct json *expect,
               const char *name)
{
    for (uint32_t i = 0; i < found->n && i < expect->n; i++) {
        const struct excess *e = &found->item[i];
        const char *row = arena_print(
            &mem, "%s.%s %s%s%s", e->entity, e->access, e->level,
            e->instead == NULL ? "" : " instead of ", text_or(e->instead, ""));

        ck_assert_msg(text_same(row, json_text(&expect->item[i])),
                      "%s: held without need: %s", name, row);
    }
    ck_assert_msg(found->n == expect->n, "%s: %u held without need", name,
                  (unsigned)found->n);
}

static void
choose(struct ruleset *set, const struct json *options)
{
    struct diags diags = {.arena = &mem};

    for (uint32_t i = 0; options != NULL && i < options->n; i++) {
        const char *assignment = json_text(&options->item[i]);

        ck_assert(ruleset_choose(set, &assignment, 1, &diags, &mem));
    }
}

/* One case against the rules and the catalogue of its file. */
static void
run(const struct json *one, const char *rules, const struct catalogue *all,
    const struct catalogue_source *from)
{
    struct ruleset set = rules_good(&mem, rules, from);
    const char *name = json_text(json_get(one, "name"));
    const struct json *expect = json_get(one, "expect");
    const struct json *excess = json_get(one, "excess");
    struct facts facts = facts_of(all, one);
    struct findings findings;
    struct excesses held;

    ck_assert_ptr_nonnull(name);
    ck_assert_ptr_nonnull(expect);
    choose(&set, json_get(one, "options"));
    findings = evaluate(&set, all, &facts, &mem);
    ck_assert_msg(findings.n == expect->n, "%s: %u findings, %u expected", name,
                  (unsigned)findings.n, (unsigned)expect->n);
    for (uint32_t i = 0; i < expect->n; i++)
        compare(finding_of(&findings, expect->item[i].key), &expect->item[i],
                name);
    if (excess == NULL)
        return;
    held = excess_find(&set, all, &facts, &mem);
    compare_excess(&held, excess, name);
}

static const char *file_name[MAX_FILES];
static int n_file;

START_TEST(case_file)
{
    struct file_text text =
        source_text(&mem, arena_print(&mem, "tests/cases/%s", file_name[_i]));
    struct diags diags = {.arena = &mem};
    const struct json *file = json_parse(&mem, text.bytes, text.length, &diags);
    const struct json *cases = json_get(file, "cases");
    bool tiers = text_same(
        json_text(json_get(json_get(file, "rules"), "provider")), "tiers");
    struct out rules = {0};

    ck_assert_msg(file != NULL, "%s: %s", file_name[_i],
                  diags_text(&diags, &mem));
    ck_assert_ptr_nonnull(json_get(file, "rules"));
    ck_assert_ptr_nonnull(cases);
    ck_assert_uint_gt(cases->n, 0);
    json_print(json_get(file, "rules"), false, &rules);
    for (uint32_t i = 0; i < cases->n; i++)
        run(&cases->item[i], out_string(&rules),
            tiers ? &tier_catalogue : &test_catalogue,
            tiers ? &tier_catalogues : &test_catalogues);
    out_free(&rules);
}
END_TEST

START_TEST(there_are_case_files)
{
    ck_assert_int_ge(n_file, 8);
}
END_TEST

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names live as long as the program: the suite is run after this. */
static void
list_files(void)
{
    static struct arena names;
    DIR *folder = opendir(source_path(&names, "tests/cases"));
    const struct dirent *entry;

    if (folder == NULL)
        return;
    while (n_file < MAX_FILES && (entry = readdir(folder)) != NULL)
        if (text_ends(entry->d_name, ".json"))
            file_name[n_file++] = arena_text(&names, entry->d_name);
    (void)closedir(folder);
    qsort(file_name, (size_t)n_file, sizeof *file_name, by_name);
}

Suite *
rules_case_suite(void)
{
    Suite *suite = suite_create("rules: cases");
    TCase *cases = tcase_create("cases");

    list_files();
    tcase_add_checked_fixture(cases, NULL, teardown);
    tcase_add_test(cases, there_are_case_files);
    tcase_add_loop_test(cases, case_file, 0, n_file);
    suite_add_tcase(suite, cases);
    return suite;
}
