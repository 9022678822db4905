/* The providers' tables of names, other catalogues, and input that means no
 * good. */
#include "base/out.h"
#include "base/text.h"
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

#include <stdlib.h>
#include <string.h>

/* ---- the providers' tables ----------------------------------------------- */

static bool
entities_known(const struct catalogue *catalogue, const char *list)
{
    while (*list != '\0') {
        size_t length = strcspn(list, ",");

        if (catalogue_entity(catalogue, arena_slice(&mem, list, length)) ==
            NULL)
            return false;
        list += length + (list[length] == ',' ? 1 : 0);
    }
    return true;
}

static bool
section_known(const struct catalogue *catalogue, const char *section)
{
    for (uint32_t i = 0; i < catalogue->n_editor; i++)
        if (text_same(catalogue->editor[i], section))
            return true;
    return false;
}

static bool
row_is_good(const struct catalogue *catalogue, const struct import_phrase *row)
{
    int64_t grade;

    switch (row->kind) {
    case IMPORT_OBJECT:
        return entities_known(catalogue, row->name);
    case IMPORT_FEATURE:
        return (text_starts(row->what, "fact:") ||
                text_starts(row->what, "limit:")) &&
               catalogue_right(catalogue, NULL, strchr(row->what, ':') + 1) !=
                   NULL;
    case IMPORT_LEVEL:
        return scale_from(catalogue->right[0].scale, row->name, &grade);
    case IMPORT_VERB:
        return catalogue_verb(catalogue, row->name) < catalogue->n_verb;
    case IMPORT_NAMES:
        return row->words != NULL;
    case IMPORT_SECTION:
        return row->what == NULL || section_known(catalogue, row->what);
    case IMPORT__N:
        break;
    }
    return false;
}

START_TEST(rows_speak_of_what_there_is)
{
    ck_assert_uint_gt(autotask_phrases.n, 20);
    for (uint32_t i = 0; i < autotask_phrases.n; i++)
        ck_assert_msg(
            row_is_good(&autotask_catalogue, &autotask_phrases.row[i]), "%s",
            autotask_phrases.row[i].words);
    for (uint32_t i = 0; i < connectwise_phrases.n; i++)
        ck_assert_msg(
            row_is_good(&connectwise_catalogue, &connectwise_phrases.row[i]),
            "%s", connectwise_phrases.row[i].words);
    for (uint32_t i = 0; i < microsoft365_phrases.n; i++)
        ck_assert_msg(
            row_is_good(&microsoft365_catalogue, &microsoft365_phrases.row[i]),
            "%s", microsoft365_phrases.row[i].words);
    for (uint32_t i = 0; i < google_phrases.n; i++)
        ck_assert_msg(row_is_good(&google_catalogue, &google_phrases.row[i]),
                      "%s", google_phrases.row[i].words);
    for (uint32_t i = 0; i < zoho_phrases.n; i++)
        ck_assert_msg(row_is_good(&zoho_catalogue, &zoho_phrases.row[i]), "%s",
                      zoho_phrases.row[i].words);
}
END_TEST

/* Every name and every other name of an entity is read as that entity, alone in
 * its section. */
START_TEST(every_name_of_the_catalogue_is_known)
{
    const struct catalogue *all = _i == 0   ? &autotask_catalogue
                                  : _i == 1 ? &connectwise_catalogue
                                            : &microsoft365_catalogue;
    struct import_source source = source_named(all->provider, "names.md");
    const char *verb = all->verb[_i == 1 ? CW_INQUIRE : 0].title;

    for (uint32_t e = 0; e < all->n_entity; e++) {
        const struct entity *entity = &all->entity[e];
        const char *text = arena_print(
            &mem,
            "| Module | Function | %s |\n|---|---|---|\n| %s | %s | %s |\n",
            verb, entity->section, text_or(entity->title, entity->name),
            _i == 2 ? "Application" : "All");
        struct imported im;

        if (text_same(entity->section, "Other"))
            continue; /* there only a person can judge */
        im = imported(&(struct file_text){text, strlen(text)}, &source);
        ck_assert_msg(im.set.check->claim->right != NULL &&
                          im.set.check->claim->right->entity == entity,
                      "%s", entity->name);
        ck_assert_uint_eq(im.import.n_note, 0);
    }
}
END_TEST

/* ---- another provider's catalogue ---------------------------------------- */

static const char *const amount_words[] = {"none", "restricted", "most", "all"};
static const struct scale amount = {
    .name = "amount", .word = amount_words, .title = amount_words, .n = 4};
static const struct verb shop_verbs[] = {{"view", "View", "seen", true},
                                         {"edit", "Edit", "changed", false}};
static const struct entity shop_entities[] = {
    {.name = "Orders", .section = "Shop", .right0 = 0, .n_right = 2}};
static const struct right shop_rights[] = {
    {.id = "Orders.edit",
     .entity = &shop_entities[0],
     .verb = "edit",
     .scale = &amount,
     .offered = true},
    {.id = "Orders.view",
     .entity = &shop_entities[0],
     .verb = "view",
     .scale = &scale_flag,
     .offered = true},
};
static const struct catalogue shop = {
    .provider = "shop",
    .verb = shop_verbs,
    .n_verb = 2,
    .entity = shop_entities,
    .n_entity = 1,
    .right = shop_rights,
    .n_right = 2,
};

/* The file without its blanks. */
static const char *
squeeze(const char *file)
{
    char *text = arena_new(&mem, char, strlen(file) + 1);
    size_t length = 0;

    for (; *file != '\0'; file++)
        if (strchr(" \t\n", *file) == NULL)
            text[length++] = *file;
    return text;
}

static struct import
shop_import(const char *level, const char **json)
{
    static const struct import_phrases none = {.screen = "Settings",
                                               .editor = "Settings"};
    struct import_source source = {.catalogue = &shop,
                                   .phrases = &none,
                                   .name = "shop.md",
                                   .date = "2026-11-23"};
    const char *text = arena_print(
        &mem, "| Object | Level |\n|---|---|\n| Orders | %s |\n", level);
    struct diags diags = {.arena = &mem};
    struct import import = {0};

    ck_assert(rules_import(&(struct file_text){text, strlen(text)}, &source,
                           &import, &diags, &mem));
    *json = squeeze(import.file);
    return import;
}

/* A level is a grade of the right's own scale; what that lacks is a
 * question. */
START_TEST(levels_are_grades_of_the_rights_scale)
{
    const char *json;

    ck_assert_uint_eq(
        shop_import("View: All, Edit: Restricted", &json).n_question, 0);
    ck_assert_msg(strstr(json, "{\"entity\":\"Orders\",\"accesses\":"
                               "[\"view\"]}") != NULL,
                  "%s", json);
    ck_assert_msg(strstr(json,
                         "{\"entity\":\"Orders\",\"level\":"
                         "\"restricted\",\"accesses\":[\"edit\"]}") != NULL,
                  "%s", json);
    ck_assert_uint_eq(shop_import("View: Restricted", &json).n_question, 1);
    ck_assert_ptr_null(strstr(json, "\"grants\""));
}
END_TEST

/* A verb that the provider does not have is no verb. */
START_TEST(a_right_that_is_not_there_is_asked_of_a_person)
{
    const char *json;
    struct import import = shop_import("View, Add", &json);

    ck_assert_uint_eq(import.n_check, 1);
    ck_assert_uint_eq(import.n_question, 1);
    ck_assert_ptr_nonnull(strstr(json, "\"question\""));
    ck_assert_ptr_null(strstr(json, "\"grants\""));
}
END_TEST

/* ---- input that means no good -------------------------------------------- */

static struct import
read_file(const char *name, const char *text, size_t length,
          struct diags *diags)
{
    struct import_source source = source_named("autotask", name);
    struct import import = {0};
    bool good = rules_import(&(struct file_text){text, length}, &source,
                             &import, diags, &mem);

    ck_assert(good == (diags->n == 0));
    return import;
}

START_TEST(a_page_without_a_right_makes_no_file)
{
    static const char *const texts[] = {
        "",
        "\n\n",
        "Nothing here.\n",
        "| Price | Seats |\n|---|---|\n| 1 | 2 |\n",
        "| Object | Required level |\n|---|---|\n",
        "| Object | Required level |\n|---|---|\n| Tasks | None |\n",
        "|||||||\n|\n||\n",
        "---\n***\n<br>\n\\",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct diags diags = {.arena = &mem};

        ck_assert_ptr_null(
            read_file("x.md", texts[i], strlen(texts[i]), &diags).file);
        ck_assert_uint_eq(diags.n, 0);
    }
}
END_TEST

static char *
repeated(const char *head, const char *piece, size_t n)
{
    size_t a = strlen(head), b = strlen(piece);
    char *text = arena_new(&mem, char, a + b * n + 1);

    memcpy(text, head, a);
    for (size_t i = 0; i < n; i++)
        memcpy(text + a + i * b, piece, b);
    return text;
}

static void
refused(const char *name, const char *text, const char *cause)
{
    struct diags diags = {.arena = &mem};

    (void)read_file(name, text, strlen(text), &diags);
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_msg(strstr(diags.list[0].text, cause) != NULL, "%s",
                  diags.list[0].text);
}

static const char *
many_footnotes(void)
{
    struct out out = {0};
    const char *text;

    for (int i = 0; i < 101; i++)
        (void)out_print(&out, "<p>(%d) if so", i);
    text = arena_text(&mem, out_string(&out));
    out_free(&out);
    return text;
}

START_TEST(too_much_is_refused)
{
    static const char head[] = "| Object | Required level |\n|---|---|\n";

    refused("x.md", repeated(head, "| Tasks | View |\n", 200000),
            "more than 2097152 bytes");
    refused("x.md", repeated(head, "| x | y |\n", 1001), "more than 1000 rows");
    refused("x.csv", repeated("Object,Level\n", "x,y\n", 1001),
            "more than 1000 rows");
    refused("x.html", repeated("<table>", "<tr><td>x<td>y", 1001),
            "more than 1000 rows");
    refused("x.md", repeated("|a|b|\n|---|---|\n", "|a", 70),
            "more than 64 columns");
    refused("x.csv", repeated("Object", ",View", 70), "more than 64 columns");
    refused("x.html", repeated("<table><tr>", "<td>View", 70),
            "more than 64 columns");
    refused("x.md", repeated("", "[x]", 300000), "more than 500000 brackets");
    refused("x.html", repeated("", "<b><i>", 300000), "nested too deeply");
    refused("x.html", many_footnotes(), "more than 100 marks");
    refused("x.csv", "\xff\xfeO", "UTF-16");
    refused("x.md", repeated("", ">", 500), "nested too deeply");
    refused("x.md", repeated("", "\n", 100001), "more than 100000 lines");
    refused("x.html", repeated("", "<p>x", 50001), "more than 50000 texts");
    refused("x.csv", repeated("", "&", 2000000), "too much markup");
    refused("x.md", repeated("", "&", 2000000), "too much markup");
    refused("x.md", repeated("", "[x](y)\n", 50000), "too much markup");
}
END_TEST

/* What would be asked about again with each of many rows. */
START_TEST(a_long_cell_or_heading_is_refused)
{
    static const char *const longest[] = {
        "<table><tr><td rowspan=998>", "<table><tr><td colspan=62>", "<ul><li>",
        "<dl><dt>x<dd>", "<ul><li>a<ul><li>b</ul>"};

    for (size_t i = 0; i < sizeof longest / sizeof *longest; i++)
        refused("x.html", repeated(longest[i], "text ", 801),
                "line 1: a cell, heading or item of more than 4000 bytes");
    refused("x.md", repeated("- a\n# ", "not ", 260),
            "line 2: a cell, heading or item of more than 1000 bytes");
    refused("x.csv", repeated("Object,Level\n", "frob ", 801),
            "line 2: a cell, heading or item of more than 4000 bytes");
    refused("x.html",
            repeated(repeated("<table><tr><td rowspan=998 colspan=10>", "text ",
                              200),
                     "<tr><td>x", 900),
            "more than 8 MB");
}
END_TEST

START_TEST(control_characters_do_not_get_through)
{
    static const char text[] =
        "| Object | Required level |\n|---|---|\n"
        "| Ta\0sks \x1b[31m | View \x07 |\n| \xff\xfe\xc0 | \x80View |\n"
        "| <script>Tasks</script> | **View** |\n";
    struct import_source source = source_named("autotask", "\x1b.md");
    struct imported im =
        imported(&(struct file_text){text, sizeof text - 1}, &source);

    ck_assert(text_is_clean(im.json, strlen(im.json)));
    ck_assert_ptr_null(strstr(im.json, "script"));
    ck_assert_ptr_null(strchr(im.json, 0x1b));
    ck_assert_str_eq(im.set.rule[2].object, "Tasks");
}
END_TEST

/* ---- work grows as the page does ----------------------------------------- */

static const struct {
    const char *name, *head, *piece;
} long_pages[] = {
    {"x.md", "| Object | Level |\n|---|---|\n| Tasks |", " View, Add: All"},
    {"x.md", "| Object | Level |\n|---|---|\n| Tasks", ", Ticket Notes"},
    {"x.md", "| Object | Level |\n|---|---|\n| Tasks | View ", "(if x) "},
    {"x.md", "", "The product needs tickets of company notes. "},
    {"x.md", "", "The product needs tickets of company notes.\n"},
    {"x.md", "", "- an item -> of a list: without a right\n"},
    {"x.md", "", "# Heading\n\n## Contracts\n\ntext\n\n"},
    {"x.md", "", "| a | b\n"},
    {"x.md", "", "a | b\n-|-\n\n"},
    {"x.md", "", "["},
    {"x.md", "", "*a_ "},
    {"x.md", "", "<!-- x\n\n"},
    {"x.html", "", "<p>The product needs tickets of company notes."},
    {"x.html", "", "<p>words</p>"},
    {"x.html", "", "</p></b></i>"},
    {"x.html", "<table><tr><td>", "words of a cell "},
    {"x.html", "", "&amp; &"},
    {"x.csv", "Object,Level\n", "Tasks;"},
    {"x.csv", "Object,Level\nTasks,\"", "\"\""},
};

enum { LONG_PAGES = sizeof long_pages / sizeof *long_pages };

static size_t
memory_of(int i, size_t n)
{
    struct diags diags = {.arena = &mem};
    const char *text = repeated(long_pages[i].head, long_pages[i].piece,
                                n / strlen(long_pages[i].piece));
    size_t before = mem.total;
    struct import_source source = source_named("autotask", long_pages[i].name);
    struct import import = {0};

    (void)rules_import(&(struct file_text){text, strlen(text)}, &source,
                       &import, &diags, &mem);
    return mem.total - before;
}

/* What an import asks of memory is a count of what it does: twice the page is
 * no more than twice as much, and a little. */
START_TEST(memory_grows_as_the_page)
{
    size_t once = memory_of(_i, 60000), twice = memory_of(_i, 120000);

    ck_assert_msg(twice <= 2 * once + once / 4 + 400000,
                  "\"%s\" %zu, then %zu bytes", long_pages[_i].piece, once,
                  twice);
}
END_TEST

/* Any bytes: what is not refused must load without a mistake. Bytes are taken
 * from the cases, cut and mixed by a generator with a fixed start. */
static const char *const mixed[] = {"several.md", "notes.md",  "groups.md",
                                    "lists.md",   "page.html", "values.csv"};

enum { MIXED = sizeof mixed / sizeof *mixed };

START_TEST(mixed_up_tables_still_load)
{
    static const char marks[] = "|-\n ():,/+&\\`*\"#<>";
    uint32_t seed = (uint32_t)_i * 2654435761U + 1;
    const char *name = mixed[_i % MIXED];
    struct file_text text =
        source_text(arena_print(&mem, "tests/cases/import/%s", name));
    char *bytes = arena_new(&mem, char, text.length + 1);

    for (int round = 0; round < 20; round++) {
        struct diags diags = {.arena = &mem};
        struct import import;

        memcpy(bytes, text.bytes, text.length);
        for (int k = 0; k < 40; k++) {
            size_t a, b;

            seed = seed * 1664525U + 1013904223U;
            a = (seed >> 8) % text.length;
            seed = seed * 1664525U + 1013904223U;
            b = (seed >> 8) % text.length;
            bytes[a] = k % 2 == 0 ? bytes[b] : marks[b % (sizeof marks - 1)];
        }
        import = read_file(name, bytes, text.length, &diags);
        if (import.file != NULL)
            (void)loaded(import.file, strlen(import.file));
    }
}
END_TEST

Suite *
import_input_suite(void)
{
    Suite *suite = suite_create("import-input");
    TCase *tcase = tcase_create("input");

    tcase_add_checked_fixture(tcase, NULL, import_teardown);
    tcase_add_test(tcase, rows_speak_of_what_there_is);
    tcase_add_loop_test(tcase, every_name_of_the_catalogue_is_known, 0, 3);
    tcase_add_test(tcase, levels_are_grades_of_the_rights_scale);
    tcase_add_test(tcase, a_right_that_is_not_there_is_asked_of_a_person);
    tcase_add_test(tcase, a_page_without_a_right_makes_no_file);
    tcase_add_test(tcase, too_much_is_refused);
    tcase_add_test(tcase, a_long_cell_or_heading_is_refused);
    tcase_add_test(tcase, control_characters_do_not_get_through);
    tcase_add_loop_test(tcase, memory_grows_as_the_page, 0, LONG_PAGES);
    tcase_add_loop_test(tcase, mixed_up_tables_still_load, 0, 2 * MIXED);
    suite_add_tcase(suite, tcase);
    return suite;
}
