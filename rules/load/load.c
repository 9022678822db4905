/* A rules file as a whole: its head, sources and options, and what can be
 * said only once all of it was read. Goes on after every mistake. */
#include "rules/load/load.h"
#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "rules/load/loader.h"
#include "rules/model/name.h"

#include <stdlib.h>
#include <string.h>

static const char format_word[] = "grantscan-rules/1";

static const struct key file_keys[] = {
    {"$schema", WANT_TEXT, true},   {"format", WANT_TEXT, false},
    {"id", WANT_ID, false},         {"title", WANT_TEXT, false},
    {"version", WANT_TEXT, false},  {"provider", WANT_TEXT, false},
    {"product", WANT_TEXT, false},  {"sources", WANT_LIST, false},
    {"options", WANT_ARRAY, true},  {"features", WANT_ARRAY, true},
    {"rules", WANT_LIST, false},    {"tolerates", WANT_ARRAY, true},
    {"subjects", WANT_ARRAY, true},
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

static const struct key feature_keys[] = {
    {"id", WANT_ID, false},
    {"title", WANT_TEXT, false},
};

static const struct key subject_keys[] = {
    {"name", WANT_WORD, false},
    {"many", WANT_BOOLEAN, true},
    {"about", WANT_TEXT, false},
};

static const struct key_table file_table = KEY_TABLE("the file", file_keys);
static const struct key_table source_table = KEY_TABLE("a source", source_keys);
static const struct key_table option_table =
    KEY_TABLE("an option", option_keys);
static const struct key_table feature_table =
    KEY_TABLE("a feature", feature_keys);
static const struct key_table subject_table =
    KEY_TABLE("a subject", subject_keys);

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

/* Whether the provider looks at an option of that name itself. */
static bool
is_providers(const struct catalogue *catalogue, const char *name)
{
    const char *const *own = catalogue == NULL ? NULL : catalogue->option;

    while (own != NULL && *own != NULL && !text_same(*own, name))
        own++;
    return own != NULL && *own != NULL;
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
        loader->option[i].rules = loader->pack->id;
        loader->option[i].about = keys_text(node, "about");
        (void)json_boolean(json_get(node, "default"), &loader->option[i].on);
        loader->option_used[i] =
            is_providers(loader->catalogue, loader->option[i].name);
    }
    load_unique(loader, array, "name", "option");
}

static void
load_features(struct loader *loader, const struct json *array)
{
    loader->n_feature = loader->n_listed = array->n;
    loader->feature =
        arena_new(loader->arena, struct feature, (size_t)array->n + 1);
    loader->feature_used = arena_new(loader->arena, bool, (size_t)array->n + 1);
    for (uint32_t i = 0; i < array->n; i++) {
        const struct json *node = &array->item[i];

        keys_check(loader->diags, node, &feature_table);
        loader->feature[i] = (struct feature){
            keys_text(node, "id"), keys_text(node, "title"), loader->pack->id};
        if (text_same(loader->feature[i].id, FEATURE_PRODUCT))
            diag_add(loader->diags, json_get(node, "id")->line,
                     json_get(node, "id")->column,
                     "\"" FEATURE_PRODUCT "\" is what rules serve that name "
                     "no feature; it is not listed");
    }
    load_unique(loader, array, "id", "feature");
}

static void
load_subjects(struct loader *loader, const struct json *array)
{
    loader->n_subject = array->n;
    loader->subject = arena_new(loader->arena, struct subject, array->n);
    loader->subject_used = arena_new(loader->arena, bool, array->n);
    for (uint32_t i = 0; i < array->n; i++) {
        const struct json *node = &array->item[i];

        keys_check(loader->diags, node, &subject_table);
        loader->subject[i] = (struct subject){
            .name = keys_text(node, "name"),
            .about = keys_text(node, "about"),
            .rules = loader->pack->id,
        };
        (void)json_boolean(json_get(node, "many"), &loader->subject[i].many);
    }
    load_unique(loader, array, "name", "subject");
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

/* On whom a right is tried, whether or not a check speaks of that. */
static void
use_subjects(struct loader *loader)
{
    for (uint32_t i = 0; i < loader->n_check; i++)
        for (uint32_t c = 0; c < loader->check[i].n_claim; c++) {
            const struct right *right = loader->check[i].claim[c].right;

            for (uint32_t k = 0; k < loader->n_subject; k++)
                if (right != NULL && right->entity != NULL &&
                    right->entity->subject != NULL &&
                    text_same(right->entity->subject, loader->subject[k].name))
                    loader->subject_used[k] = true;
        }
}

/* What nothing speaks of is most often a slip in what should. */
static void
find_unused(struct loader *loader, const struct json *file)
{
    const struct {
        const char *list, *key, *message;
        const bool *used;
    } part[] = {
        {"options", "name", "no rule uses option", loader->option_used},
        {"sources", "id", "no rule names source", loader->source_used},
        {"features", "id", "no rule serves feature", loader->feature_used},
        {"subjects", "name", "no check reaches or spares subject",
         loader->subject_used},
    };

    for (size_t p = 0; p < sizeof part / sizeof *part; p++) {
        const struct json *list = load_list(file, part[p].list);

        for (uint32_t i = 0; i < list->n; i++) {
            const struct json *at = json_get(&list->item[i], part[p].key);

            if (json_text(at) != NULL && !part[p].used[i])
                diag_add(loader->diags, at->line, at->column, "%s %s",
                         part[p].message, keys_quote(loader->diags, at->text));
        }
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
ruleset_load(struct ruleset *set, const struct file_text *text,
             const struct catalogue_source *catalogues, struct diags *diags,
             struct arena *arena)
{
    struct pack *pack = arena_new(arena, struct pack, 1);
    struct loader loader = {.arena = arena, .diags = diags, .pack = pack};
    uint32_t before = diags->n;
    const struct json *file =
        json_parse(arena, text->bytes, text->length, diags);

    if (file == NULL)
        return false;
    keys_check(diags, file, &file_table);
    *pack = (struct pack){
        .id = keys_text(file, "id"),
        .title = keys_text(file, "title"),
        .version = keys_text(file, "version"),
        .product = keys_text(file, "product"),
        .sha256 = crypto_sha256(arena, text->bytes, text->length),
    };
    check_format(diags, file);
    load_provider(&loader, file, catalogues);
    load_sources(&loader, load_list(file, "sources"));
    load_options(&loader, load_list(file, "options"));
    load_features(&loader, load_list(file, "features"));
    load_subjects(&loader, load_list(file, "subjects"));
    load_rules(&loader, load_list(file, "rules"));
    load_tolerances(&loader, load_list(file, "tolerates"));
    use_subjects(&loader);
    find_unused(&loader, file);
    if (diags->n > before) {
        keys_sort(diags, before);
        return false;
    }
    *set = (struct ruleset){
        .provider = keys_text(file, "provider"),
        .pack = pack,
        .n_pack = 1,
        .option = loader.option,
        .n_option = loader.n_option,
        .source = loader.source,
        .n_source = loader.n_source,
        .feature = loader.feature,
        .n_feature = loader.n_feature,
        .rule = loader.rule,
        .n_rule = loader.n_rule,
        .check = loader.check,
        .n_check = loader.n_check,
        .tolerance = loader.tolerance,
        .n_tolerance = loader.n_tolerance,
        .subject = loader.subject,
        .n_subject = loader.n_subject,
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

/* The options that a name means; the last one of them, or NULL. */
static struct rule_option *
option_find(struct rule_option *list, uint32_t n_list, const struct name *name,
            uint32_t *n)
{
    struct rule_option *found = NULL;

    *n = 0;
    for (uint32_t i = 0; i < n_list; i++) {
        struct rule_option *option = &list[i];

        if (!text_same(option->name, name->plain) ||
            (name->rules != NULL && !text_same(option->rules, name->rules)))
            continue;
        found = option;
        ++*n;
    }
    return found;
}

static void
option_unknown(const struct ruleset *set, const char *given,
               const struct name *name, struct diags *diags)
{
    const char *colon = strchr(given, ':');
    const char *near = diags_near(diags, name->plain, set->option,
                                  set->n_option, sizeof *set->option);

    if (colon != NULL && name->rules == NULL) /* no option's name has one */
        diag_add(diags, 0, 0,
                 "option %s: none of the rules files has the id "
                 "\"%.*s\"",
                 keys_quote(diags, given), (int)(colon - given), given);
    else if (near == NULL)
        diag_add(diags, 0, 0, "the rules have no option %s",
                 keys_quote(diags, given));
    else
        diag_add(diags, 0, 0,
                 "the rules have no option %s; did you mean \"%s\"?",
                 keys_quote(diags, given), near);
}

static void
option_ambiguous(const struct ruleset *set, const char *given,
                 struct diags *diags)
{
    const char *list = "";

    for (uint32_t i = 0; i < set->n_option; i++)
        if (text_same(set->option[i].name, given))
            list = arena_print(diags->arena, "%s%s\"%s:%s\"", list,
                               list[0] == '\0' ? "" : " or ",
                               set->option[i].rules, given);
    diag_add(diags, 0, 0,
             "several of the rules files have an option \"%s\"; say which: "
             "%s",
             given, list);
}

static void
choose(const struct ruleset *set, struct rule_option *list,
       const char *assignment, struct diags *diags)
{
    const char *equals = strchr(assignment, '=');
    const char *given;
    struct rule_option *option;
    struct name name;
    uint32_t n;

    if (equals == NULL) {
        diag_add(diags, 0, 0, "option %s must be given as NAME=yes or NAME=no",
                 keys_quote(diags, assignment));
        return;
    }
    given =
        arena_slice(diags->arena, assignment, (size_t)(equals - assignment));
    name = name_read(given, ruleset_packs(set), diags->arena);
    option = option_find(list, set->n_option, &name, &n);
    if (option == NULL)
        option_unknown(set, given, &name, diags);
    else if (n > 1)
        option_ambiguous(set, given, diags);
    else if (!switch_from(equals + 1, &option->on))
        diag_add(diags, 0, 0, "option \"%s\" is yes or no, not %s", given,
                 keys_quote(diags, equals + 1));
}

bool
ruleset_choose(struct ruleset *set, const char *const *assignment, uint32_t n,
               struct diags *diags, struct arena *arena)
{
    uint32_t before = diags->n;
    struct rule_option *option =
        arena_new(arena, struct rule_option, set->n_option);

    for (uint32_t i = 0; i < set->n_option; i++)
        option[i] = set->option[i];
    for (uint32_t i = 0; i < n; i++)
        choose(set, option, assignment[i], diags);
    set->option = option;
    return diags->n == before;
}
