/* The rules of a rules file, each with its checks. */
#include "base/text.h"
#include "rules/load/load.h"
#include "rules/load/loader.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"

#include <stdlib.h>
#include <string.h>

static const struct key rule_keys[] = {
    {"id", WANT_ID, false},       {"section", WANT_TEXT, false},
    {"object", WANT_TEXT, false}, {"level", WANT_TEXT, false},
    {"why", WANT_TEXT, false},    {"degrades", WANT_TEXT, false},
    {"need", WANT_TEXT, false},   {"source", WANT_TEXT, false},
    {"option", WANT_TEXT, true},  {"feature", WANT_TEXT, true},
    {"screen", WANT_TEXT, true},  {"fix", WANT_TEXT, true},
    {"basis", WANT_TEXT, true},   {"checks", WANT_LIST, false},
};

static const struct key check_keys[] = {
    {"access", WANT_WORD, false},    {"object", WANT_TEXT, true},
    {"required", WANT_TEXT, true},   {"option", WANT_TEXT, true},
    {"feature", WANT_TEXT, true},    {"degrades", WANT_TEXT, true},
    {"screen", WANT_TEXT, true},     {"fix", WANT_TEXT, true},
    {"grants", WANT_LIST, true},     {"facts", WANT_LIST, true},
    {"limit", WANT_OBJECT, true},    {"attest", WANT_OBJECT, true},
    {"withholds", WANT_LIST, true},  {"anyOf", WANT_LIST, true},
    {"ifAbsent", WANT_OBJECT, true}, {"need", WANT_TEXT, true},
    {"reaches", WANT_LIST, true},    {"spares", WANT_LIST, true},
};

static const struct key_table rule_table = KEY_TABLE("a rule", rule_keys);
static const struct key_table check_table = KEY_TABLE("a check", check_keys);

/* What a check takes over from its rule unless it has its own. That a rule
 * lacks a key that it must have was told once already. */
static const char *
inherited(struct loader *loader, const struct json *check,
          const struct json *rule, const char *key)
{
    const struct json *own = json_get(check, key);
    bool optional = false;

    if (own == NULL)
        own = json_get(rule, key);
    for (uint32_t i = 0; i < rule_table.n; i++)
        if (text_same(rule_table.key[i].name, key))
            optional = rule_table.key[i].optional;
    if (own == NULL && optional && check->kind == JSON_OBJECT)
        diag_add(loader->diags, check->line, check->column,
                 "\"%s\" is missing in a check and in its rule", key);
    return json_text(own) == NULL ? "" : own->text;
}

const char *
load_option(struct loader *loader, const struct json *object)
{
    const struct json *node = load_name(object, "option");
    const char *known = NULL, *name;
    struct json named;
    bool on;

    if (node == NULL)
        return NULL;
    named = *node;
    name = arena_slice(loader->arena, node->text, option_name(node->text, &on));
    named.text = name;
    for (uint32_t i = 0; i < loader->n_option; i++) {
        if (text_same(loader->option[i].name, name)) {
            loader->option_used[i] = true;
            known = node->text;
        }
    }
    if (known != NULL)
        return known;
    keys_unknown(loader->diags, &named,
                 &(struct name_list){"option", loader->option, loader->n_option,
                                     sizeof *loader->option});
    return NULL;
}

/* The id of a file's own feature, or NULL: none is named, or a mistake. */
static const char *
feature_name(struct loader *loader, const struct json *object)
{
    const struct json *node = load_name(object, "feature");

    if (node == NULL)
        return NULL;
    if (text_same(node->text, FEATURE_PRODUCT))
        return FEATURE_PRODUCT;
    for (uint32_t i = 0; i < loader->n_listed; i++)
        if (text_same(loader->feature[i].id, node->text))
            return loader->feature[i].id;
    keys_unknown(loader->diags, node,
                 &(struct name_list){"feature", loader->feature,
                                     loader->n_listed,
                                     sizeof *loader->feature});
    return NULL;
}

/* Takes note that a check serves the feature. That of the product as such,
 * NULL here, need not be declared. */
static const char *
feature_use(struct loader *loader, const char *id)
{
    uint32_t i = 0;

    if (id == NULL)
        id = FEATURE_PRODUCT;
    while (i < loader->n_feature && !text_same(loader->feature[i].id, id))
        i++;
    if (i == loader->n_feature)
        loader->feature[loader->n_feature++] = (struct feature){
            FEATURE_PRODUCT,
            arena_print(loader->arena,
                        loader->n_listed == 0 ? "%s as a whole"
                                              : "The rest of %s",
                        loader->pack->product),
            loader->pack->id};
    loader->feature_used[i] = true;
    return loader->feature[i].id;
}

static uint32_t
source_index(struct loader *loader, const struct json *object)
{
    const struct json *node = load_name(object, "source");
    uint32_t index = loader->n_source;

    if (node == NULL)
        return 0;
    for (uint32_t i = 0; i < loader->n_source; i++) {
        if (text_same(loader->source[i].id, node->text)) {
            loader->source_used[i] = true;
            index = i;
        }
    }
    if (index < loader->n_source)
        return index;
    keys_unknown(loader->diags, node,
                 &(struct name_list){"source", loader->source, loader->n_source,
                                     sizeof *loader->source});
    return 0;
}

/* Unless it is said, it is that. */
static enum need
need_of(struct loader *loader, const struct json *object, enum need need)
{
    const struct json *node = load_name(object, "need");

    if (node != NULL && !need_from(node->text, &need))
        diag_add(loader->diags, node->line, node->column,
                 "\"need\" is \"required\" or \"recommended\", not %s",
                 keys_quote(loader->diags, node->text));
    return need;
}

static void
load_check(struct loader *loader, const struct json *node,
           const struct json *rule, const char *rule_option,
           const char *rule_feature)
{
    struct claims claims;
    struct check *check;
    const char *required = json_text(json_get(node, "required"));
    const char *option = load_option(loader, node);
    const char *feature = feature_name(loader, node);

    keys_check(loader->diags, node, &check_table);
    claims = load_claims(loader, node);
    if (required == NULL && claims.n > 0)
        required = claim_title(claims.item, loader->arena);
    loader->check = arena_grow(loader->arena, loader->check, loader->n_check,
                               &loader->check_capacity);
    check = &loader->check[loader->n_check++];
    *check = (struct check){
        .id = arena_print(loader->arena, "%s.%s", keys_text(rule, "id"),
                          keys_text(node, "access")),
        .access = keys_text(node, "access"),
        .object = inherited(loader, node, rule, "object"),
        .required = required,
        .option = option != NULL ? option : rule_option,
        .screen = inherited(loader, node, rule, "screen"),
        .fix = inherited(loader, node, rule, "fix"),
        .degrades = inherited(loader, node, rule, "degrades"),
        .feature =
            feature_use(loader, feature != NULL ? feature : rule_feature),
        .need = need_of(loader, node, loader->rule[loader->n_rule].need),
        .claim = claims.item,
        .n_claim = claims.n,
        .rule = loader->n_rule,
    };
}

/* Whose word a rule is: the vendor's, or a conclusion from what it does. */
static bool
is_inferred(struct loader *loader, const struct json *rule)
{
    const struct json *node = load_name(rule, "basis");

    if (node != NULL && !text_same(node->text, "published") &&
        !text_same(node->text, "inferred"))
        diag_add(loader->diags, node->line, node->column,
                 "\"basis\" is \"published\" or \"inferred\", not %s",
                 keys_quote(loader->diags, node->text));
    return node != NULL && text_same(node->text, "inferred");
}

/* Check ids are unique if rule ids are and no access stands twice in a rule,
 * because an access has no dot. */
static void
load_rule(struct loader *loader, const struct json *node)
{
    const struct json *checks = load_list(node, "checks");
    struct rule *rule = &loader->rule[loader->n_rule];
    const char *option = load_option(loader, node);
    const char *feature = feature_name(loader, node);

    keys_check(loader->diags, node, &rule_table);
    *rule = (struct rule){
        .id = keys_text(node, "id"),
        .section = keys_text(node, "section"),
        .object = keys_text(node, "object"),
        .level = keys_text(node, "level"),
        .why = keys_text(node, "why"),
        .need = need_of(loader, node, NEED_REQUIRED),
        .inferred = is_inferred(loader, node),
        .source = source_index(loader, node),
        .check0 = loader->n_check,
        .line = node->line,
    };
    for (uint32_t i = 0; i < checks->n; i++)
        load_check(loader, &checks->item[i], node, option, feature);
    load_unique(loader, checks, "access", "in this rule, access");
    rule->n_check = loader->n_check - rule->check0;
    loader->n_rule++;
}

void
load_rules(struct loader *loader, const struct json *array)
{
    loader->rule = arena_new(loader->arena, struct rule, array->n);
    for (uint32_t i = 0; i < array->n; i++)
        load_rule(loader, &array->item[i]);
    load_unique(loader, array, "id", "rule id");
    if (loader->n_check > RULES_CHECKS_MAX)
        diag_add(loader->diags, array->line, array->column,
                 "%u checks; %u are the most", (unsigned)loader->n_check,
                 (unsigned)RULES_CHECKS_MAX);
}
