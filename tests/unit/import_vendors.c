/* Real tables of vendors: each cell against what a person read there, and the
 * shelf against the tables that it was made of. */
#include "base/text.h"
#include "rules/load/show.h"
#include "rules/model/scale.h"
#include "tests/unit/import_test.h"

#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/cases/import"

static struct imported
vendor_imported(const char *provider, const char *name)
{
    const char *file = arena_print(&mem, "%s.md", name);
    struct file_text text =
        source_text(arena_print(&mem, FOLDER "/%s/%s", provider, file));
    struct import_source source = source_named(provider, file);

    return imported(&text, &source);
}

/* ---- the expected reading of ConnectWise's tables ----------------------- */

enum { COLUMNS = 7 };

/* The values of a line, "" where there are no more; what is left of the
 * text. */
static const char *
split(const char *text, const char *value[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        size_t length = strcspn(text, "\t\n");

        value[i] = arena_slice(&mem, text, length);
        text += length + (text[length] == '\t' ? 1 : 0);
    }
    return text + (*text == '\n' ? 1 : 0);
}

/* The grade that rules of the printed module and function ask for, in the order
 * of the page; NULL: none does. */
static const char *
asked(const struct ruleset *set, const char *entity, const char *verb)
{
    for (uint32_t i = 0; i < set->n_check; i++)
        for (uint32_t c = 0; c < set->check[i].n_claim; c++) {
            const struct claim *claim = &set->check[i].claim[c];

            if (claim->right != NULL && claim->right->entity != NULL &&
                text_same(claim->right->entity->name, entity) &&
                text_same(claim->right->verb, verb))
                return claim_title(claim, &mem);
        }
    return "None";
}

/* The name of the entity that a person says is meant. */
static const char *
meant(const char *module, const char *function)
{
    static const char *const other[][2] = {
        {"Time and Expense", "Time & Expense"},
        {"Company / Contact Group Maintenance",
         "Company/Contact Group Maintenance"},
        {"Close Service Ticket", "Close Service Tickets"},
        {"Project Ticket", "Project Tickets"},
        {"Members", "Team Members"},
        {"Security", "Security Roles"},
    };

    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        module = text_same(module, other[i][0]) ? other[i][1] : module;
        function = text_same(function, other[i][0]) ? other[i][1] : function;
    }
    return arena_print(&mem, "%s/%s", module, function);
}

static const char *const vendors[] = {
    "chatstyle",  "n-able-rmm",   "n-able-n-central", "datto-partner-portal",
    "timesanity", "syncsmart",    "team-gps",         "rewst",
    "signl4",     "manageengine", "cyberfox",         "n-able-passportal",
};

enum { VENDORS = sizeof vendors / sizeof *vendors };

/* Cell by cell: no right that is not expected, and none lost. */
START_TEST(each_cell_is_read_as_a_person_reads_it)
{
    static const char *const verb[] = {"add", "edit", "delete", "inquire"};
    const char *text = source_text(FOLDER "/connectwise/expected.tsv").bytes;
    struct imported im = vendor_imported("connectwise", vendors[_i]);
    const char *value[COLUMNS];
    uint32_t rights = 0, rows = 0;

    while (*text != '\0') {
        text = split(text, value);
        if (!text_same(value[0], vendors[_i]))
            continue;
        rows++;
        for (int v = 0; v < 4; v++) {
            const char *entity = meant(value[1], value[2]);

            rights += !text_same(value[3 + v], "None");
            ck_assert_msg(
                text_same(asked(&im.set, entity, verb[v]), value[3 + v]),
                "%s: %s %s is %s, not %s", vendors[_i], entity, verb[v],
                asked(&im.set, entity, verb[v]), value[3 + v]);
        }
    }
    ck_assert_uint_gt(rows, 0);
    ck_assert_uint_eq(im.import.n_right, rights);
    ck_assert_uint_eq(im.import.row.rule + im.import.row.question,
                      rows + (text_same(vendors[_i], "cyberfox") ? 3 : 0));
}
END_TEST

/* What a copy from a browser makes of a table is none any more: every line is a
 * question, and nothing is made up. */
START_TEST(a_table_run_together_is_asked_about)
{
    struct imported im = vendor_imported("connectwise", "hudu");

    ck_assert_uint_eq(im.import.n_right, 0);
    ck_assert_uint_eq(im.import.n_question, 4);
    ck_assert_uint_eq(im.import.line.question, 4);
}
END_TEST

/* ---- Autotask's ---------------------------------------------------------- */

static const struct {
    const char *name;
    uint32_t rights, questions;
} lists[] = {
    {"chatstyle", 0, 6},  {"cow", 5, 2},        {"crayon", 10, 4},
    {"cyberfox", 6, 6},   {"gradient", 1, 7},   {"interquest", 10, 6},
    {"mindmatrix", 0, 2}, {"mspbackups", 6, 4}, {"n-able-n-central", 0, 3},
    {"rewst", 0, 8},      {"sophos", 0, 3},     {"timezest", 0, 6},
    {"topleft", 1, 7},
};

/* Numbers alone: what they stand for is in the files of the shelf. */
START_TEST(lists_of_settings_give_few_rights_and_many_questions)
{
    struct imported im = vendor_imported("autotask", lists[_i].name);

    ck_assert_msg(im.import.n_right == lists[_i].rights &&
                      im.import.n_question == lists[_i].questions,
                  "%s: %u rights, %u questions", lists[_i].name,
                  im.import.n_right, im.import.n_question);
}
END_TEST

/* ---- the shelf ----------------------------------------------------------- */

static const struct {
    const char *provider, *name;
} shelf[] = {
    {"connectwise", "chatstyle"},
    {"connectwise", "datto-partner-portal"},
    {"connectwise", "manageengine"},
    {"connectwise", "n-able-n-central"},
    {"connectwise", "n-able-passportal"},
    {"connectwise", "n-able-rmm"},
    {"connectwise", "rewst"},
    {"connectwise", "signl4"},
    {"connectwise", "syncsmart"},
    {"connectwise", "team-gps"},
    {"connectwise", "timesanity"},
    {"google", "calendarbridge"},
    {"google", "cascadia-marquee"},
    {"google", "commvault"},
    {"google", "cyclr"},
    {"google", "forcepoint-dspm"},
    {"google", "forticnp"},
    {"google", "sense"},
    {"google", "sim"},
    {"google", "teamplot"},
    {"google", "uma"},
    {"microsoft365", "condeco"},
    {"microsoft365", "webex-scheduler"},
    {"zoho", "birdie"},
    {"zoho", "n8n-nodes-zoho-desk"},
    {"zoho", "sim"},
    {"zoho", "zoho-desk-mcp-server"},
    {"autotask", "interquest"},
    {"autotask", "rewst"},
};

/* Words without the marks of footnotes, which the shelf tells as options. */
static const char *
unmarked(const char *words)
{
    for (const char *at; (at = strchr(words, '*')) != NULL;)
        words = arena_print(&mem, "%.*s%s", (int)(at - words), words, at + 1);
    return words;
}

/* A question is the page's, word for word; how far it is needed, and where it
 * stands, a person may have found. A right is as it was imported. */
static void
same_check(const struct ruleset *set, const struct ruleset *page, uint32_t i)
{
    const struct check *check = &set->check[i], *of = &page->check[i];
    const struct rule *rule = &set->rule[check->rule];
    const struct rule *row = &page->rule[of->rule];

    ck_assert_uint_eq(check->rule, of->rule);
    if (of->claim[0].question != NULL) {
        ck_assert_str_eq(check->claim[0].question, of->claim[0].question);
        ck_assert(of->option == NULL || text_same(check->option, of->option));
        return;
    }
    ck_assert_str_eq(check_text(check), check_text(of));
    ck_assert_str_eq(check->screen, of->screen);
    ck_assert_str_eq(rule->section, row->section);
    ck_assert_str_eq(rule->object, unmarked(row->object));
    ck_assert_str_eq(rule->level, unmarked(row->level));
}

/* The same checks, options and source; the words are a person's. */
START_TEST(the_shelf_is_what_the_tables_say)
{
    struct imported im = vendor_imported(shelf[_i].provider, shelf[_i].name);
    struct file_text text = source_text(arena_print(
        &mem, "rules/%s/%s.json", shelf[_i].provider, shelf[_i].name));
    struct ruleset set = loaded(text.bytes, text.length);

    ck_assert_uint_eq(set.n_rule, im.set.n_rule);
    ck_assert_uint_eq(set.n_check, im.set.n_check);
    for (uint32_t i = 0; i < set.n_check; i++)
        same_check(&set, &im.set, i);
    for (uint32_t i = 0; i < set.n_rule; i++) {
        ck_assert(!set.rule[i].inferred);
        ck_assert_ptr_null(strstr(set.rule[i].why, "was not understood"));
    }
    for (uint32_t i = 0; i < set.n_option; i++)
        ck_assert(!set.option[i].on);
    ck_assert_str_eq(set.pack->id, im.set.pack->id);
    ck_assert_str_eq(set.pack->product, im.set.pack->product);
    ck_assert_ptr_nonnull(set.source->url);
    ck_assert_str_eq(set.source->url, im.set.source->url);
    ck_assert(text_same(set.source->date, "2026-11-26") ||
              text_same(set.source->date, "2026-11-27"));
}
END_TEST

/* ---- what is shown comes back ---------------------------------------------
 */

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

static struct imported
shown_imported(const char *markdown, const char *provider)
{
    struct import_source source = source_named(provider, "shown.md");

    return imported(&(struct file_text){markdown, strlen(markdown)}, &source);
}

enum { OWN = 5 };

/* Rules that a person wrote, with all that rules can say, and each of the
 * shelf. */
START_TEST(shown_rules_come_back)
{
    static const char *const systems[OWN] = {"autotask", "connectwise",
                                             "google", "microsoft365", "zoho"};
    bool own = _i < OWN;
    const char *provider = own ? systems[_i] : shelf[_i - OWN].provider;
    const char *path =
        own ? arena_print(&mem, "rules/horizon-%s.json", provider)
            : arena_print(&mem, "rules/%s/%s.json", provider,
                          shelf[_i - OWN].name);
    struct file_text text = source_text(path);
    struct ruleset set = loaded(text.bytes, text.length);
    struct imported im = shown_imported(markdown_of(&set), provider);

    ck_assert_uint_eq(im.import.n_question, 0);
    ck_assert_str_eq(checks_text(&im.set), checks_text(&set));
    ck_assert_str_eq(markdown_of(&im.set), markdown_of(&set));
    ck_assert_uint_eq(im.set.n_rule, set.n_rule);
    for (uint32_t i = 0; i < set.n_rule; i++)
        ck_assert_str_eq(im.set.rule[i].id, set.rule[i].id);
}
END_TEST

/* What nobody on the shelf asks for yet. */
START_TEST(shown_subjects_come_back)
{
    static const char text[] =
        "{\"format\": \"grantscan-rules/1\", \"id\": \"r\", \"title\": \"T\","
        " \"version\": \"1\", \"provider\": \"autotask\", \"product\": \"P\","
        " \"sources\": [{\"id\": \"s\", \"title\": \"S\", \"date\": "
        "\"2026-01-01\"}], \"subjects\": [{\"name\": \"technician\", \"many\": "
        "true, \"about\": \"Whose: calendar.\"}, {\"name\": \"out-side\", "
        "\"about\": \"Another = one.\"}], \"rules\": [{\"id\": \"reach\", "
        "\"section\": \"S\", \"object\": \"O\", \"level\": \"L\", \"why\": "
        "\"W\", \"degrades\": \"D\", \"need\": \"required\", \"source\": "
        "\"s\", \"screen\": \"C\", \"fix\": \"F\", \"checks\": [{\"access\": "
        "\"both\", \"reaches\": [\"technician\"], \"spares\": [\"out-side\"]}, "
        "{\"access\": \"either\", \"anyOf\": [{\"reaches\": [\"technician\"]}, "
        "{\"facts\": [{\"fact\": \"login\"}]}]}]}]}";
    struct ruleset set = loaded(text, strlen(text));
    struct imported im = shown_imported(markdown_of(&set), "autotask");

    ck_assert_uint_eq(im.import.n_question, 0);
    ck_assert_str_eq(markdown_of(&im.set), markdown_of(&set));
    ck_assert_uint_eq(im.set.n_subject, 2);
    ck_assert(im.set.subject[0].many && !im.set.subject[1].many);
    ck_assert_str_eq(im.set.subject[0].about, "Whose: calendar.");
    ck_assert_int_eq(im.set.check[0].claim[1].high, GRADE_NONE);
    ck_assert_str_eq(im.set.check[0].claim[1].subject->name, "out-side");
    ck_assert_uint_eq(im.set.check[1].claim[0].way, 1);
}
END_TEST

static const char *const change[][2] = {
    {"| CRM | Contacts | View: All |\n", ""},
    {"Companies.view", "Companys.view"},
    {" = all", " = everything"},
    {": \"", ": \"\""},
    {"`crm.companies.view`", "`crm`"},
    {"= recommended", "= not"},
    {": `crm.companies`", ": `crm.company`"},
    {"= no: ", "= perhaps: "},
    {"| Contacts |", "| |"},
    {"`crm.companies.view`", "`CRM.companies.view`"},
    {"- `crm.companies.view`", "- `crm.companies.view` if `no-such`"},
};

enum { CHANGES = sizeof change / sizeof *change };

START_TEST(the_need_of_one_check_comes_back)
{
    static const char access[] = "\"access\": \"impersonation\",";
    struct file_text text = source_text("rules/horizon-autotask.json");
    const char *at = strstr(text.bytes, access);
    struct ruleset set;
    struct imported im;

    ck_assert_ptr_nonnull(at);
    at = arena_print(&mem, "%.*s%s \"need\": \"recommended\",%s",
                     (int)(at - text.bytes), text.bytes, access,
                     at + strlen(access));
    set = loaded(at, strlen(at));
    im = shown_imported(markdown_of(&set), "autotask");
    ck_assert_ptr_nonnull(
        strstr(checks_text(&im.set), "api-user.impersonation (recommended):"));
    ck_assert_str_eq(checks_text(&im.set), checks_text(&set));
    ck_assert_str_eq(markdown_of(&im.set), markdown_of(&set));
}
END_TEST

/* A list of checks that does not go with the table is not believed. */
START_TEST(a_shown_page_that_was_changed_is_refused)
{
    struct file_text text = source_text("rules/horizon-autotask.json");
    struct ruleset set = loaded(text.bytes, text.length);
    const char *page = markdown_of(&set), *at = strstr(page, change[_i][0]);
    struct import_source source = source_named("autotask", "shown.md");
    struct diags diags = {.arena = &mem};
    struct import import;

    ck_assert_ptr_nonnull(at);
    page = arena_print(&mem, "%.*s%s%s", (int)(at - page), page, change[_i][1],
                       at + strlen(change[_i][0]));
    ck_assert(!rules_import(&(struct file_text){page, strlen(page)}, &source,
                            &import, &diags, &mem));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_ptr_nonnull(strstr(diags.list[0].text, "Checks:"));
}
END_TEST

Suite *
import_vendors_suite(void)
{
    Suite *suite = suite_create("import-vendors");
    TCase *tcase = tcase_create("vendors");

    tcase_add_checked_fixture(tcase, NULL, import_teardown);
    tcase_add_loop_test(tcase, each_cell_is_read_as_a_person_reads_it, 0,
                        VENDORS);
    tcase_add_test(tcase, a_table_run_together_is_asked_about);
    tcase_add_loop_test(tcase,
                        lists_of_settings_give_few_rights_and_many_questions, 0,
                        sizeof lists / sizeof *lists);
    tcase_add_loop_test(tcase, the_shelf_is_what_the_tables_say, 0,
                        sizeof shelf / sizeof *shelf);
    tcase_add_loop_test(tcase, shown_rules_come_back, 0,
                        OWN + sizeof shelf / sizeof *shelf);
    tcase_add_test(tcase, shown_subjects_come_back);
    tcase_add_test(tcase, the_need_of_one_check_comes_back);
    tcase_add_loop_test(tcase, a_shown_page_that_was_changed_is_refused, 0,
                        CHANGES);
    suite_add_tcase(suite, tcase);
    return suite;
}
