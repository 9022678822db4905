/* A rules file as a whole: its head, sources and options, and what can be
 * said only once all of it was read. Goes on after every mistake. */
#include "rules/load.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "rules/loader.h"

#include <stdlib.h>
#include <string.h>

static const char format_word[] = "grantscan-rules/1";

static const struct key file_keys[] = {
    {"$schema", WANT_TEXT, true},    {"format", WANT_TEXT, false},
    {"id", WANT_ID, false},          {"title", WANT_TEXT, false},
    {"version", WANT_TEXT, false},   {"provider", WANT_TEXT, false},
    {"product", WANT_TEXT, false},   {"sources", WANT_LIST, false},
    {"options", WANT_ARRAY, true},   {"rules", WANT_LIST, false},
    {"tolerates", WANT_ARRAY, true},
};

static const struct key source_keys[] = {
    {"id", WANT_ID, false},
    {"title", WANT_TEXT, false},
    {"date", WANT_DATE, false},
    {"url", WANT_URL, true},
};

static const struct key option_keys[] = {
    {"name", WANT_ID, false},
    {"default", WANT_BOOLEAN, false},
    {"about", WANT_TEXT, false},
};

static const struct key_table file_table = KEY_TABLE("the file", file_keys);
static const struct key_table source_table = KEY_TABLE("a source", source_keys);
static const struct key_table option_table =
    KEY_TABLE("an option", option_keys);

void
load_unique(struct loader *loader, const struct json *array, const char *key,
            const char *what)
{
    struct spot *spot = arena_new(loader->arena, struct spot, array->n);
    uint32_t n = 0;

    for (uint32_t i = 0; i < array->n; i++) {
        const struct json *at = json_get(&array->item[i], key);

        if (json_text(at) != NULL)
            spot[n++] = (struct spot){at->text, at};
    }
    keys_unique(loader->diags, what, spot, n);
}

const struct json *
load_list(const struct json *object, const char *key)
{
    static const struct json none = {.kind = JSON_ARRAY};
    const struct json *array = json_get(object, key);

    return array == NULL || array->kind != JSON_ARRAY ? &none : array;
}

static void
load_sources(struct loader *loader, const struct json *array)
{
    loader->n_source = array->n;
    loader->source = arena_new(loader->arena, struct source, array->n);
    loader->source_used = arena_new(loader->arena, bool, array->n);
    for (uint32_t i = 0; i < array->n; i++) {
        const struct json *node = &array->item[i];

        keys_check(loader->diags, node, &source_table);
        loader->source[i] = (struct source){
            .id = keys_text(node, "id"),
            .title = keys_text(node, "title"),
            .date = keys_text(node, "date"),
            .url = json_text(json_get(node, "url")),
        };
    }
    load_unique(loader, array, "id", "source");
}

static void
load_options(struct loader *loader, const struct json *array)
{
    loader->n_option = array->n;
    loader->option = arena_new(loader->arena, struct rule_option, array->n);
    loader->option_used = arena_new(loader->arena, bool, array->n);
    for (uint32_t i = 0; i < array->n; i++) {
        const struct json *node = &array->item[i];

        keys_check(loader->diags, node, &option_table);
        loader->option[i].name = keys_text(node, "name");
        loader->option[i].about = keys_text(node, "about");
        (void)json_boolean(json_get(node, "default"), &loader->option[i].on);
    }
    load_unique(loader, array, "name", "option");
}

static void
load_provider(struct loader *loader, const struct json *file,
              const struct catalogue_source *catalogues)
{
    const struct json *node = json_get(file, "provider");
    struct name_list list = {.what = "provider",
                             .names = catalogues->names,
                             .stride = sizeof *catalogues->names};

    if (json_text(node) == NULL || node->text[0] == '\0')
        return;
    loader->catalogue = catalogues->find(node->text);
    while (catalogues->names[list.n] != NULL)
        list.n++;
    if (loader->catalogue == NULL)
        keys_unknown(loader->diags, node, &list);
}

/* What nothing speaks of is most often a slip in what should. */
static void
find_unused(struct loader *loader, const struct json *file)
{
    const struct json *options = load_list(file, "options");
    const struct json *sources = load_list(file, "sources");

    for (uint32_t i = 0; i < options->n; i++) {
        const struct json *at = json_get(&options->item[i], "name");

        if (json_text(at) != NULL && !loader->option_used[i])
            diag_add(loader->diags, at->line, at->column,
                     "no rule uses option %s",
                     keys_quote(loader->diags, at->text));
    }
    for (uint32_t i = 0; i < sources->n; i++) {
        const struct json *at = json_get(&sources->item[i], "id");

        if (json_text(at) != NULL && !loader->source_used[i])
            diag_add(loader->diags, at->line, at->column,
                     "no rule names source %s",
                     keys_quote(loader->diags, at->text));
    }
}

static void
check_format(struct diags *diags, const struct json *file)
{
    const struct json *node = json_get(file, "format");

    if (json_text(node) != NULL && node->text[0] != '\0' &&
        !text_same(node->text, format_word))
        diag_add(diags, node->line, node->column,
                 "\"format\" is %s; this program reads \"%s\"",
                 keys_quote(diags, node->text), format_word);
}

bool
ruleset_load(struct ruleset *set, const char *text, size_t length,
             const struct catalogue_source *catalogues, struct diags *diags,
             struct arena *arena)
{
    struct loader loader = {.arena = arena, .diags = diags};
    uint32_t before = diags->n;
    const struct json *file = json_parse(arena, text, length, diags);

    if (file == NULL)
        return false;
    keys_check(diags, file, &file_table);
    check_format(diags, file);
    load_provider(&loader, file, catalogues);
    load_sources(&loader, load_list(file, "sources"));
    load_options(&loader, load_list(file, "options"));
    load_rules(&loader, load_list(file, "rules"));
    load_tolerances(&loader, load_list(file, "tolerates"));
    find_unused(&loader, file);
    if (diags->n > before) {
        keys_sort(diags, before);
        return false;
    }
    *set = (struct ruleset){
        .id = keys_text(file, "id"),
        .title = keys_text(file, "title"),
        .version = keys_text(file, "version"),
        .provider = keys_text(file, "provider"),
        .product = keys_text(file, "product"),
        .sha256 = sha256_text(arena, text, length),
        .option = loader.option,
        .n_option = loader.n_option,
        .source = loader.source,
        .n_source = loader.n_source,
        .rule = loader.rule,
        .n_rule = loader.n_rule,
        .check = loader.check,
        .n_check = loader.n_check,
        .tolerance = loader.tolerance,
        .n_tolerance = loader.n_tolerance,
    };
    return true;
}

static bool
switch_from(const char *word, bool *on)
{
    static const struct {
        const char *word;
        bool on;
    } words[] = {
        {"yes", true}, {"no", false},  {"true", true}, {"false", false},
        {"on", true},  {"off", false}, {"1", true},    {"0", false},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_same_fold(word, words[i].word)) {
            *on = words[i].on;
            return true;
        }
    }
    return false;
}

bool
ruleset_option(struct ruleset *set, const char *assignment, struct diags *diags)
{
    const char *equals = strchr(assignment, '=');
    const char *name, *near;

    if (equals == NULL) {
        diag_add(diags, 0, 0, "option %s must be given as NAME=yes or NAME=no",
                 keys_quote(diags, assignment));
        return false;
    }
    name = arena_slice(diags->arena, assignment, (size_t)(equals - assignment));
    for (uint32_t i = 0; i < set->n_option; i++) {
        if (!text_same(set->option[i].name, name))
            continue;
        if (switch_from(equals + 1, &set->option[i].on))
            return true;
        diag_add(diags, 0, 0, "option \"%s\" is yes or no, not %s", name,
                 keys_quote(diags, equals + 1));
        return false;
    }
    near = text_nearest(name, set->option, set->n_option, sizeof *set->option);
    if (near == NULL)
        diag_add(diags, 0, 0, "the rules have no option %s",
                 keys_quote(diags, name));
    else
        diag_add(diags, 0, 0,
                 "the rules have no option %s; did you mean \"%s\"?",
                 keys_quote(diags, name), near);
    return false;
}
