/* The rules of a rules file: each with its checks, each check with the claims
 * that decide it, every name held against the provider's catalogue. */
#include "base/text.h"
#include "rules/load/loader.h"
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
    {"checks", WANT_LIST, false},
};

static const struct key check_keys[] = {
    {"access", WANT_WORD, false},  {"object", WANT_TEXT, true},
    {"required", WANT_TEXT, true}, {"option", WANT_TEXT, true},
    {"feature", WANT_TEXT, true},  {"degrades", WANT_TEXT, true},
    {"screen", WANT_TEXT, true},   {"fix", WANT_TEXT, true},
    {"grants", WANT_LIST, true},   {"facts", WANT_LIST, true},
    {"limit", WANT_OBJECT, true},  {"attest", WANT_OBJECT, true},
};

static const struct key grant_keys[] = {
    {"entity", WANT_TEXT, false},
    {"accesses", WANT_LIST, false},
    {"level", WANT_TEXT, true},
};

static const struct key fact_keys[] = {
    {"fact", WANT_TEXT, false},
    {"entity", WANT_TEXT, true},
};

static const struct key limit_keys[] = {
    {"fact", WANT_TEXT, false},
    {"entity", WANT_TEXT, true},
    {"atLeast", WANT_COUNT, false},
};

static const struct key attest_keys[] = {
    {"question", WANT_TEXT, false},
};

static const struct key_table rule_table = KEY_TABLE("a rule", rule_keys);
static const struct key_table check_table = KEY_TABLE("a check", check_keys);
static const struct key_table grant_table = KEY_TABLE("a grant", grant_keys);
static const struct key_table fact_table = KEY_TABLE("a fact", fact_keys);
static const struct key_table limit_table = KEY_TABLE("a limit", limit_keys);
static const struct key_table attest_table =
    KEY_TABLE("an attestation", attest_keys);

/* A check while it is being read. */
struct draft {
    struct loader *loader;
    struct claim *claim;
    uint32_t n, capacity;
    struct spot *spot; /* one per claim: where it stands, and its words */
    uint32_t spot_n, spot_capacity;
};

/* A filled text to look up, or NULL: then there is nothing more to say. */
static const struct json *
name_node(const struct json *object, const char *key)
{
    const struct json *node = json_get(object, key);

    return json_text(node) == NULL || node->text[0] == '\0' ? NULL : node;
}

static int
entity_order(const void *name, const void *entity)
{
    return strcmp(name, ((const struct entity_type *)entity)->name);
}

/* The entity by that name; else the one that answers to it, to be proposed. */
static const struct entity_type *
entity_by_alias(const struct catalogue *catalogue, const char *name)
{
    for (uint32_t i = 0; i < catalogue->n_entity; i++) {
        const char *const *alias = catalogue->entity[i].alias;

        for (; alias != NULL && *alias != NULL; alias++)
            if (text_same_fold(*alias, name))
                return &catalogue->entity[i];
    }
    return NULL;
}

/* The catalogue's own spelling, or NULL with the mistake reported. */
const char *
load_entity(struct loader *loader, const struct json *object)
{
    const struct json *node = name_node(object, "entity");
    const struct catalogue *catalogue = loader->catalogue;
    const struct entity_type *entity;

    if (node == NULL || catalogue == NULL)
        return NULL;
    entity = bsearch(node->text, catalogue->entity, catalogue->n_entity,
                     sizeof *entity, entity_order);
    if (entity != NULL)
        return entity->name;
    entity = entity_by_alias(catalogue, node->text);
    if (entity != NULL)
        diag_add(loader->diags, node->line, node->column,
                 "unknown entity %s; did you mean \"%s\"?",
                 keys_quote(loader->diags, node->text), entity->name);
    else
        keys_unknown(loader->diags, node,
                     &(struct name_list){"entity", catalogue->entity,
                                         catalogue->n_entity, sizeof *entity});
    return NULL;
}

static void
draft_add(struct draft *draft, const struct claim *claim, const char *words,
          const struct json *at)
{
    struct arena *arena = draft->loader->arena;

    draft->claim = arena_grow(arena, draft->claim, draft->n, &draft->capacity);
    draft->claim[draft->n++] = *claim;
    draft->spot =
        arena_grow(arena, draft->spot, draft->spot_n, &draft->spot_capacity);
    draft->spot[draft->spot_n++] = (struct spot){words, at};
}

bool
load_access(struct loader *loader, const struct json *node, enum access *access)
{
    const char *words[ACCESS__N];

    if (node->kind != JSON_STRING) {
        diag_add(loader->diags, node->line, node->column,
                 "an access must be a string, not %s",
                 json_kind_name(node->kind));
        return false;
    }
    if (access_from(node->text, access))
        return true;
    for (unsigned i = 0; i < ACCESS__N; i++)
        words[i] = access_word((enum access)i);
    keys_unknown(
        loader->diags, node,
        &(struct name_list){"access", words, ACCESS__N, sizeof *words});
    return false;
}

static void
read_access(struct draft *draft, const struct json *node, struct claim *claim)
{
    if (load_access(draft->loader, node, &claim->access) &&
        claim->entity != NULL)
        draft_add(draft, claim,
                  arena_print(draft->loader->arena, "%s %s", claim->entity,
                              access_word(claim->access)),
                  node);
}

static void
read_grant(struct draft *draft, const struct json *node)
{
    struct loader *loader = draft->loader;
    struct claim claim = {.kind = KIND_LEVEL, .level = LEVEL_ALL};
    const struct json *level = name_node(node, "level");
    const struct json *accesses = load_list(node, "accesses");

    keys_check(loader->diags, node, &grant_table);
    claim.entity = load_entity(loader, node);
    if (level != NULL && (!level_from(level->text, &claim.level) ||
                          claim.level < LEVEL_RESTRICTED))
        diag_add(loader->diags, level->line, level->column,
                 "\"level\" is \"all\" or \"restricted\", not %s",
                 keys_quote(loader->diags, level->text));
    for (uint32_t i = 0; i < accesses->n; i++)
        read_access(draft, &accesses->item[i], &claim);
}

/* Whether a fact is of the kind wanted and about what it can be about. */
static bool
fact_fits(struct loader *loader, const struct json *node,
          const struct fact_type *fact, enum kind kind)
{
    const struct json *entity = json_get(node, "entity");

    if (fact->kind != kind)
        diag_add(loader->diags, node->line, node->column,
                 kind == KIND_FLAG
                     ? "fact \"%s\" is a number; ask for it with \"limit\""
                     : "fact \"%s\" is no number; ask for it with \"facts\"",
                 fact->name);
    else if (fact->per_entity && entity == NULL)
        diag_add(loader->diags, node->line, node->column,
                 "fact \"%s\" is about an entity; \"entity\" is missing",
                 fact->name);
    else if (!fact->per_entity && entity != NULL)
        diag_add(loader->diags, entity->line, entity->column,
                 "fact \"%s\" is about the account, not about an entity",
                 fact->name);
    else
        return true;
    return false;
}

static void
read_fact(struct draft *draft, const struct json *node, struct claim claim)
{
    struct loader *loader = draft->loader;
    const struct catalogue *catalogue = loader->catalogue;
    const struct json *name = name_node(node, "fact");
    const struct fact_type *fact = NULL;

    claim.entity = load_entity(loader, node);
    if (name == NULL || catalogue == NULL)
        return;
    for (uint32_t i = 0; i < catalogue->n_fact && fact == NULL; i++)
        if (text_same(catalogue->fact[i].name, name->text))
            fact = &catalogue->fact[i];
    if (fact == NULL) {
        keys_unknown(loader->diags, name,
                     &(struct name_list){"fact", catalogue->fact,
                                         catalogue->n_fact, sizeof *fact});
        return;
    }
    claim.fact = fact->name;
    if (fact_fits(loader, node, fact, claim.kind))
        draft_add(draft, &claim,
                  claim.entity == NULL ? fact->name
                                       : arena_print(loader->arena, "%s %s",
                                                     claim.entity, fact->name),
                  name);
}

static void
read_facts(struct draft *draft, const struct json *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        keys_check(draft->loader->diags, &list->item[i], &fact_table);
        read_fact(draft, &list->item[i], (struct claim){.kind = KIND_FLAG});
    }
}

static void
read_limit(struct draft *draft, const struct json *limit)
{
    struct claim claim = {.kind = KIND_LIMIT};

    if (limit == NULL || limit->kind != JSON_OBJECT)
        return;
    keys_check(draft->loader->diags, limit, &limit_table);
    (void)json_integer(json_get(limit, "atLeast"), &claim.at_least);
    read_fact(draft, limit, claim);
}

static void
read_attest(struct draft *draft, const struct json *attest)
{
    struct claim claim = {.kind = KIND_STATEMENT,
                          .question = keys_text(attest, "question")};

    if (attest == NULL || attest->kind != JSON_OBJECT)
        return;
    keys_check(draft->loader->diags, attest, &attest_table);
    draft_add(draft, &claim, "attest", attest);
}

static void
read_claims(struct draft *draft, const struct json *check)
{
    static const char *const keys[] = {"grants", "facts", "limit", "attest"};
    struct diags *diags = draft->loader->diags;
    const struct json *grants = load_list(check, "grants");
    size_t n = 0;

    for (uint32_t i = 0; i < grants->n; i++)
        read_grant(draft, &grants->item[i]);
    read_facts(draft, load_list(check, "facts"));
    read_limit(draft, json_get(check, "limit"));
    read_attest(draft, json_get(check, "attest"));
    keys_unique(diags, "in this check,", draft->spot, draft->spot_n);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        n += json_get(check, keys[i]) != NULL ? 1 : 0;
    if (n == 0 && check->kind == JSON_OBJECT)
        diag_add(diags, check->line, check->column,
                 "a check must have \"grants\", \"facts\", \"limit\" or "
                 "\"attest\"");
}

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

/* The name of a file's own option, or NULL: none, or a mistake. */
static const char *
option_name(struct loader *loader, const struct json *object)
{
    const struct json *node = name_node(object, "option");
    const char *name = NULL;

    if (node == NULL)
        return NULL;
    for (uint32_t i = 0; i < loader->n_option; i++) {
        if (text_same(loader->option[i].name, node->text)) {
            loader->option_used[i] = true;
            name = loader->option[i].name;
        }
    }
    if (name != NULL)
        return name;
    keys_unknown(loader->diags, node,
                 &(struct name_list){"option", loader->option, loader->n_option,
                                     sizeof *loader->option});
    return NULL;
}

/* The id of a file's own feature, or NULL: none is named, or a mistake. */
static const char *
feature_name(struct loader *loader, const struct json *object)
{
    const struct json *node = name_node(object, "feature");

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
    const struct json *node = name_node(object, "source");
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

/* How the least that will do is printed, unless the file says it. */
static const char *
required_text(struct arena *arena, const struct claim *claim)
{
    switch (claim->kind) {
    case KIND_LEVEL:
        return level_title(claim->level);
    case KIND_LIMIT:
        return arena_print(arena, "at least %lld", (long long)claim->at_least);
    case KIND_FLAG:
    case KIND_STATEMENT:
        return "yes";
    case KIND__N:
        break;
    }
    unreachable("kind of a claim");
}

static void
load_check(struct loader *loader, const struct json *node,
           const struct json *rule, const char *rule_option,
           const char *rule_feature)
{
    struct draft draft = {.loader = loader};
    struct check *check;
    const char *required = json_text(json_get(node, "required"));
    const char *option = option_name(loader, node);
    const char *feature = feature_name(loader, node);

    keys_check(loader->diags, node, &check_table);
    read_claims(&draft, node);
    if (required == NULL && draft.n > 0)
        required = required_text(loader->arena, draft.claim);
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
        .claim = draft.claim,
        .n_claim = draft.n,
        .rule = loader->n_rule,
    };
}

/* Check ids are unique if rule ids are and no access stands twice in a rule,
 * because an access has no dot. */
static void
load_rule(struct loader *loader, const struct json *node)
{
    const struct json *need = name_node(node, "need");
    const struct json *checks = load_list(node, "checks");
    struct rule *rule = &loader->rule[loader->n_rule];
    const char *option = option_name(loader, node);
    const char *feature = feature_name(loader, node);

    keys_check(loader->diags, node, &rule_table);
    *rule = (struct rule){
        .id = keys_text(node, "id"),
        .section = keys_text(node, "section"),
        .object = keys_text(node, "object"),
        .level = keys_text(node, "level"),
        .why = keys_text(node, "why"),
        .source = source_index(loader, node),
        .check0 = loader->n_check,
        .line = node->line,
    };
    if (need != NULL && !need_from(need->text, &rule->need))
        diag_add(loader->diags, need->line, need->column,
                 "\"need\" is \"required\" or \"recommended\", not %s",
                 keys_quote(loader->diags, need->text));
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
}
