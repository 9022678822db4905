/* The provider's table of phrases, and input that means no good. */
#include "base/out.h"
#include "base/text.h"
#include "rules/model/scale.h"
#include "scanner/autotask/catalogue.h"
#include "scanner/autotask/phrases.h"
#include "tests/unit/import_test.h"

#include <stdlib.h>
#include <string.h>

/* ---- the provider's table --------------------------------------------- */

static bool
fact_known(const char *name)
{
    for (uint32_t i = 0; i < autotask_catalogue.n_fact; i++)
        if (text_same(autotask_catalogue.fact[i].name, name))
            return true;
    return false;
}

static void
claims_known(const char *words, const char *list)
{
    char *copy = arena_new(&mem, char, strlen(list) + 1);

    memcpy(copy, list, strlen(list));
    for (char *at = copy, *next; at != NULL; at = next) {
        char *colon;

        next = strchr(at, ',');
        if (next != NULL)
            *next++ = '\0';
        colon = strchr(at, ':');
        if (colon == NULL) {
            ck_assert_msg(text_same(at, "attest") ||
                              catalogue_verb(&autotask_catalogue, at) <
                                  autotask_catalogue.n_verb,
                          "%s: %s", words, at);
            continue;
        }
        colon[1 + strcspn(colon + 1, "@")] = '\0';
        ck_assert_msg(fact_known(colon + 1), "%s: %s", words, at);
    }
}

static void
entities_known(const char *words, const char *list)
{
    char *copy = arena_new(&mem, char, strlen(list) + 1);

    list += *list == '~' ? 1 : 0;
    memcpy(copy, list, strlen(list));
    for (char *at = copy, *next; at != NULL; at = next) {
        const struct entity *entity;

        next = strchr(at, ',');
        if (next != NULL)
            *next++ = '\0';
        entity = autotask_entity(at);
        ck_assert_msg(entity != NULL && text_same(entity->name, at), "%s: %s",
                      words, at);
    }
}

START_TEST(rows_speak_of_what_there_is)
{
    ck_assert_uint_gt(autotask_phrases.n, 50);
    for (uint32_t i = 0; i < autotask_phrases.n; i++) {
        const struct import_phrase *row = &autotask_phrases.row[i];

        switch (row->kind) {
        case IMPORT_OBJECT:
            entities_known(row->words, row->what);
            break;
        case IMPORT_FEATURE:
        case IMPORT_ACTION:
        case IMPORT_ALSO:
            claims_known(row->words, row->what);
            ck_assert_ptr_nonnull(row->name);
            ck_assert(strstr(row->what, "attest") == NULL || row->text != NULL);
            break;
        case IMPORT_SUBJECT:
            entities_known(row->words, row->words);
            entities_known(row->words, row->what);
            break;
        case IMPORT_NUMBER:
            ck_assert_msg(fact_known(row->name), "%s", row->name);
            break;
        case IMPORT_WORD:
        case IMPORT_SECTION:
            ck_assert_ptr_nonnull(row->what);
            break;
        case IMPORT_CONDITION:
            ck_assert_ptr_nonnull(row->name);
            break;
        case IMPORT__N:
            ck_abort_msg("kind of a row");
        }
    }
}
END_TEST

/* ---- another provider's catalogue ------------------------------------- */

static const char *const amount_words[] = {"none", "restricted", "most", "all"};
static const struct scale amount = {
    .name = "amount", .word = amount_words, .title = amount_words, .n = 4};
static const struct verb shop_verbs[] = {{"view", "View", "seen"},
                                         {"edit", "Edit", "changed"}};
static const struct entity shop_entities[] = {
    {.name = "Orders", .right0 = 0, .n_right = 2}};
static const struct right shop_rights[] = {
    {.id = "Orders.view",
     .entity = &shop_entities[0],
     .verb = "view",
     .scale = &scale_flag,
     .offered = true},
    {.id = "Orders.edit",
     .entity = &shop_entities[0],
     .verb = "edit",
     .scale = &amount,
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
    static const struct import_phrases none = {.screen = "Settings"};
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

/* A level is a grade of the right's own scale; of a scale without the word,
 * the least that is held. */
START_TEST(levels_are_grades_of_the_rights_scale)
{
    const char *json;

    ck_assert_uint_eq(
        shop_import("View: Restricted, Edit: Restricted", &json).n_unmapped, 0);
    ck_assert_msg(strstr(json, "{\"entity\":\"Orders\",\"accesses\":"
                               "[\"view\"]}") != NULL,
                  "%s", json);
    ck_assert_msg(strstr(json,
                         "{\"entity\":\"Orders\",\"level\":"
                         "\"restricted\",\"accesses\":[\"edit\"]}") != NULL,
                  "%s", json);
    ck_assert_uint_eq(shop_import("Full", &json).n_check, 2);
    ck_assert_ptr_null(strstr(json, "\"level\":\"restricted\""));
}
END_TEST

/* What the provider has no right for is a question, never dropped. */
START_TEST(a_right_that_is_not_there_is_asked_of_a_person)
{
    const char *json;
    struct import import = shop_import("View, Add", &json);

    ck_assert_uint_eq(import.n_check, 2);
    ck_assert_uint_eq(import.n_unmapped, 1);
    ck_assert_str_eq(import.unmapped[0].phrase, "Add");
    ck_assert_ptr_nonnull(strstr(json, "\"question\""));
    ck_assert_ptr_null(strstr(json, "\"add\""));
}
END_TEST

/* ---- input that means no good ----------------------------------------- */

static void
refused(const char *text, size_t length, const char *cause)
{
    struct import_source source = source_named("x.md");
    struct diags diags = {.arena = &mem};
    struct import import;

    ck_assert(!rules_import(&(struct file_text){text, length}, &source, &import,
                            &diags, &mem));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_msg(strstr(diags.list[0].text, cause) != NULL, "%s",
                  diags.list[0].text);
}

START_TEST(text_without_a_table_is_refused)
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

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        refused(texts[i], strlen(texts[i]), "no permission table");
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

START_TEST(too_much_is_refused)
{
    static const char head[] = "| Object | Required level |\n|---|---|\n";
    const char *text = repeated(head, "| Tasks | View |\n", 200000);

    refused(text, strlen(text), "more than 2097152 bytes");
    text = repeated(head, "| x | y |\n", 1001);
    refused(text, strlen(text), "more than 1000 rows");
    text = repeated("", "<a", 900000);
    refused(text, strlen(text), "no permission table");
    text = repeated("", "|[", 900000);
    refused(text, strlen(text), "no permission table");
}
END_TEST

START_TEST(wide_and_deep_cells_are_read_as_far_as_they_go)
{
    const char *line = repeated("|", " View |", 1000);
    struct imported im = imported_text(arena_print(
        &mem, "| Object | Level %s\n|---|\n| Tasks | View %s\n", line, line));

    ck_assert_uint_gt(im.import.n_note, 0);
    ck_assert_str_eq(im.set.check[0].id, "projects.tasks.view");
    im = imported_text(arena_print(
        &mem, "| Object | Level |\n|---|\n| %s | %s |\n",
        repeated("Tasks", ", Tasks", 500), repeated("View", " (View", 500)));
    ck_assert_uint_gt(im.import.n_unmapped, 0);
}
END_TEST

START_TEST(control_characters_do_not_get_through)
{
    static const char text[] =
        "| Object | Required level |\n|---|---|\n"
        "| Ta\0sks \x1b[31m | View \x07 |\n| \xff\xfe\xc0 | \x80View |\n"
        "| <script>Tasks</script> | **View** |\n";
    struct imported im = imported(text, sizeof text - 1, "\x1b.md");

    ck_assert(text_is_clean(im.json, strlen(im.json)));
    ck_assert_ptr_null(strstr(im.json, "script"));
    ck_assert_ptr_null(strchr(im.json, 0x1b));
    ck_assert_str_eq(im.set.rule[2].object, "Tasks");
}
END_TEST

/* Any bytes: what is not refused must load without a mistake. Bytes are taken
 * from the cases, cut and mixed by a generator with a fixed start. */
START_TEST(mixed_up_tables_still_load)
{
    uint32_t seed = (uint32_t)_i * 2654435761U + 1;
    struct file_text text = source_text(arena_print(
        &mem, "tests/cases/import/%s.md", import_cases[_i % CASES]));
    char *bytes = arena_new(&mem, char, text.length + 1);
    static const char marks[] = "|-\n ():,/+&\\`*\"#<>";
    struct import_source source = source_named("mixed.md");

    for (int round = 0; round < 20; round++) {
        struct diags diags = {.arena = &mem};
        struct import import;

        memcpy(bytes, text.bytes, text.length);
        for (int k = 0; k < 40; k++) {
            size_t at, from;

            seed = seed * 1664525U + 1013904223U;
            at = (seed >> 8) % text.length;
            seed = seed * 1664525U + 1013904223U;
            from = (seed >> 8) % (sizeof marks - 1 + text.length);
            bytes[at] = from < text.length ? text.bytes[from]
                                           : marks[from - text.length];
        }
        if (!rules_import(&(struct file_text){bytes, text.length}, &source,
                          &import, &diags, &mem))
            continue;
        (void)loaded(import.file, strlen(import.file));
    }
}
END_TEST

/* ---- lists below the table --------------------------------------------- */

/* A line counts as a feature only if all it names is there; what only looks
 * like one is the vendor's prose. */
static const struct {
    const char *line, *title;
} lists[] = {
    {"- `f` (What is read): `crm.companies`", "What is read"},
    {"- `f` (What is read): `crm.companies.view`", "What is read"},
    {"- f (Read (all): of it): crm.companies, crm.companies.view",
     "Read (all): of it"},
    {"- `f` (What is read): `crm.companies`, `crm.nothing`", NULL},
    {"- `f` (What is read): `companies`", NULL},
    {"- Note (please read): the account needs all of it.", NULL},
    {"- `f` What is read: `crm.companies`", NULL},
    {"- `f` (What is read): `crm.companies`\n- `f` (Again): `crm.companies`",
     "What is read"},
    {"- `F` (What is read): `crm.companies`", NULL},
    {"- `---` (What is read): `crm.nothing`", NULL},
    {"- `f` (Tom \\& *J\\*; \\[a\\](b) \\<c\\> \\|): `crm.companies`",
     "Tom & J*; [a](b) <c> |"},
    {"- (What is read): `crm.companies`", NULL},
    {"- `f` (What is read: `crm.companies`", NULL},
    {"-", NULL},
};

START_TEST(a_listed_feature_is_taken_over)
{
    struct imported im = imported_text(
        arena_print(&mem,
                    "| Section | Object | Level |\n|---|---|---|\n"
                    "| CRM | Companies | View: All |\n\n%s\n",
                    lists[_i].line));

    ck_assert_uint_eq(im.set.n_check, 1);
    ck_assert_uint_eq(im.set.n_feature, 1);
    ck_assert_str_eq(im.set.check[0].feature,
                     lists[_i].title == NULL ? FEATURE_PRODUCT : "f");
    if (lists[_i].title != NULL)
        ck_assert_str_eq(im.set.feature[0].title, lists[_i].title);
}
END_TEST

Suite *
import_input_suite(void)
{
    Suite *suite = suite_create("import input");
    TCase *tcase = tcase_create("import input");

    tcase_add_checked_fixture(tcase, NULL, import_teardown);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, rows_speak_of_what_there_is);
    tcase_add_test(tcase, levels_are_grades_of_the_rights_scale);
    tcase_add_test(tcase, a_right_that_is_not_there_is_asked_of_a_person);
    tcase_add_test(tcase, text_without_a_table_is_refused);
    tcase_add_test(tcase, too_much_is_refused);
    tcase_add_test(tcase, wide_and_deep_cells_are_read_as_far_as_they_go);
    tcase_add_test(tcase, control_characters_do_not_get_through);
    tcase_add_loop_test(tcase, mixed_up_tables_still_load, 0, 20);
    tcase_add_loop_test(tcase, a_listed_feature_is_taken_over, 0,
                        (int)(sizeof lists / sizeof *lists));
    suite_add_tcase(suite, tcase);
    return suite;
}
