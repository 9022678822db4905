/* What a check asks for: the claims that decide it, every name held against
 * the provider's catalogue. */
#include "base/text.h"
#include "rules/load/loader.h"
#include "rules/model/scale.h"
#include "rules/model/subject.h"

#include <stdlib.h>
#include <string.h>

static const struct key way_keys[] = {
    {"grants", WANT_LIST, true},    {"facts", WANT_LIST, true},
    {"limit", WANT_OBJECT, true},   {"attest", WANT_OBJECT, true},
    {"withholds", WANT_LIST, true}, {"reaches", WANT_LIST, true},
    {"spares", WANT_LIST, true},
};

static const struct key grant_keys[] = {
    {"entity", WANT_TEXT, false}, {"accesses", WANT_LIST, false},
    {"level", WANT_TEXT, true},   {"doubtful", WANT_BOOLEAN, true},
    {"within", WANT_LIST, true},
};

static const struct key withhold_keys[] = {
    {"entity", WANT_TEXT, false},
    {"accesses", WANT_LIST, false},
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

static const struct key_table way_table = KEY_TABLE("an alternative", way_keys);
static const struct key_table grant_table = KEY_TABLE("a grant", grant_keys);
static const struct key_table withhold_table =
    KEY_TABLE("what is withheld", withhold_keys);
static const struct key_table fact_table = KEY_TABLE("a fact", fact_keys);
static const struct key_table limit_table = KEY_TABLE("a limit", limit_keys);
static const struct key_table attest_table =
    KEY_TABLE("an attestation", attest_keys);

/* A check while it is being read. */
struct draft {
    struct loader *loader;
    struct claim *claim;
    uint32_t n, capacity;
    uint16_t clause, way;
    bool choice;       /* the claims are of one clause with several ways */
    bool fallback;     /* and of the way for where those rights do not exist */
    struct spot *spot; /* one per claim: where it stands, and its words */
    uint32_t spot_n, spot_capacity;
};

const struct json *
load_name(const struct json *object, const char *key)
{
    const struct json *node = json_get(object, key);

    return json_text(node) == NULL || node->text[0] == '\0' ? NULL : node;
}

/* Unless it is one of several ways, each claim is a clause of its own. */
static void
draft_add(struct draft *draft, const struct claim *claim, const char *words,
          const struct json *at)
{
    struct arena *arena = draft->loader->arena;
    struct claim *added;

    draft->claim = arena_grow(arena, draft->claim, draft->n, &draft->capacity);
    added = &draft->claim[draft->n++];
    *added = *claim;
    added->clause = draft->clause;
    added->way = draft->way;
    added->fallback = draft->fallback;
    if (!draft->choice)
        draft->clause++;
    if (draft->way > 0)
        return; /* another way may well ask for the same */
    draft->spot =
        arena_grow(arena, draft->spot, draft->spot_n, &draft->spot_capacity);
    draft->spot[draft->spot_n++] = (struct spot){words, at};
}

bool
load_verb(struct loader *loader, const struct json *node, uint32_t *verb)
{
    const struct catalogue *catalogue = loader->catalogue;

    if (node->kind != JSON_STRING) {
        diag_add(loader->diags, node->line, node->column,
                 "an access must be a string, not %s",
                 json_kind_name(node->kind));
        return false;
    }
    if (catalogue == NULL)
        return false;
    *verb = catalogue_verb(catalogue, node->text);
    if (*verb < catalogue->n_verb)
        return true;
    keys_unknown(loader->diags, node,
                 &(struct name_list){"access", catalogue->verb,
                                     catalogue->n_verb,
                                     sizeof *catalogue->verb});
    return false;
}

/* The words of a scale that mean that something is held. */
static const char *
held_words(struct loader *loader, const struct scale *scale)
{
    const char *text = "";

    for (uint32_t i = scale->n; i > 1; i--)
        text = arena_print(loader->arena, "%s%s\"%s\"", text,
                           i == scale->n ? "" : " or ", scale->word[i - 1]);
    return text;
}

/* The grades that will do: from the level named, or else the strongest. */
static void
read_level(struct loader *loader, const struct json *level, struct claim *claim)
{
    const struct scale *scale = claim->right->scale;

    claim->low = claim->high = scale_top(scale);
    if (level != NULL && (!scale_from(scale, level->text, &claim->low) ||
                          claim->low == GRADE_NONE))
        diag_add(loader->diags, level->line, level->column,
                 "\"level\" is %s, not %s", held_words(loader, scale),
                 keys_quote(loader->diags, level->text));
}

/* Parts of what a right is about, or NULL: none are named. */
static const char *const *
read_within(struct loader *loader, const struct json *grant)
{
    const struct json *list = load_list(grant, "within");
    const char **name =
        arena_new(loader->arena, const char *, (size_t)list->n + 1);

    for (uint32_t i = 0; i < list->n; i++) {
        name[i] = json_text(&list->item[i]);
        if (name[i] == NULL || name[i][0] == '\0')
            diag_add(loader->diags, list->item[i].line, list->item[i].column,
                     "what is \"within\" must be named by a string");
    }
    return list->n == 0 ? NULL : name;
}

/* One access of a grant, or of what is withheld. */
static void
read_access(struct draft *draft, const struct json *grant,
            const struct json *access, const struct entity *entity, bool held)
{
    struct loader *loader = draft->loader;
    const struct catalogue *all = loader->catalogue;
    struct claim claim = {.high = GRADE_NONE};
    uint32_t verb;

    if (!load_verb(loader, access, &verb) || entity == NULL)
        return;
    claim.right = catalogue_right(all, entity, all->verb[verb].word);
    if (claim.right == NULL) {
        diag_add(loader->diags, access->line, access->column,
                 "%s has no access %s", entity->name,
                 keys_quote(loader->diags, access->text));
        return;
    }
    if (held)
        read_level(loader, load_name(grant, "level"), &claim);
    (void)json_boolean(json_get(grant, "doubtful"), &claim.doubtful);
    claim.within = read_within(loader, grant);
    draft_add(
        draft, &claim,
        arena_print(loader->arena, "%s %s", entity->name, claim.right->verb),
        access);
}

static void
read_grants(struct draft *draft, const struct json *list, bool held)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const struct json *grant = &list->item[i];
        const struct json *accesses = load_list(grant, "accesses");
        const struct entity *entity;

        keys_check(draft->loader->diags, grant,
                   held ? &grant_table : &withhold_table);
        entity = load_entity(draft->loader, grant);
        for (uint32_t k = 0; k < accesses->n; k++)
            read_access(draft, grant, &accesses->item[k], entity, held);
    }
}

/* Whether a fact is of the scale wanted and about what it can be about. */
static bool
fact_fits(struct loader *loader, const struct json *node,
          const struct fact *fact, bool number)
{
    const struct json *entity = json_get(node, "entity");

    if (scale_is_number(fact->scale) != number)
        diag_add(loader->diags, node->line, node->column,
                 number ? "fact \"%s\" is no number; ask for it with \"facts\""
                        : "fact \"%s\" is a number; ask for it with \"limit\"",
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

/* The right that a fact is, or NULL with the mistake reported. */
static const struct right *
fact_right(struct loader *loader, const struct json *node, bool number)
{
    const struct catalogue *catalogue = loader->catalogue;
    const struct entity *entity = load_entity(loader, node);
    const struct json *name = load_name(node, "fact");
    const struct fact *fact = NULL;

    if (name == NULL || catalogue == NULL)
        return NULL;
    for (uint32_t i = 0; i < catalogue->n_fact && fact == NULL; i++)
        if (text_same(catalogue->fact[i].name, name->text))
            fact = &catalogue->fact[i];
    if (fact == NULL) {
        keys_unknown(loader->diags, name,
                     &(struct name_list){"fact", catalogue->fact,
                                         catalogue->n_fact, sizeof *fact});
        return NULL;
    }
    if (!fact_fits(loader, node, fact, number) ||
        (fact->per_entity && entity == NULL))
        return NULL;
    return catalogue_right(catalogue, entity, fact->name);
}

static void
read_fact(struct draft *draft, const struct json *node, struct claim claim)
{
    struct arena *arena = draft->loader->arena;
    const struct right *right =
        fact_right(draft->loader, node, claim.high == GRADE_MOST);

    if (right == NULL)
        return;
    claim.right = right;
    draft_add(
        draft, &claim,
        right->entity == NULL
            ? right->verb
            : arena_print(arena, "%s %s", right->entity->name, right->verb),
        load_name(node, "fact"));
}

static void
read_facts(struct draft *draft, const struct json *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        keys_check(draft->loader->diags, &list->item[i], &fact_table);
        read_fact(draft, &list->item[i], (struct claim){.low = 1, .high = 1});
    }
}

static void
read_limit(struct draft *draft, const struct json *limit)
{
    struct claim claim = {.high = GRADE_MOST};

    if (limit == NULL || limit->kind != JSON_OBJECT)
        return;
    keys_check(draft->loader->diags, limit, &limit_table);
    (void)json_integer(json_get(limit, "atLeast"), &claim.low);
    read_fact(draft, limit, claim);
}

static void
read_attest(struct draft *draft, const struct json *attest)
{
    struct claim claim = {
        .low = 1, .high = 1, .question = keys_text(attest, "question")};

    if (attest == NULL || attest->kind != JSON_OBJECT)
        return;
    keys_check(draft->loader->diags, attest, &attest_table);
    draft_add(draft, &claim, "attest", attest);
}

/* A subject that is to be reached, or spared. Until it is said who that is, the
 * claim is on a right that nobody can look at (subject.h). */
static void
read_subject(struct draft *draft, const struct json *node, int64_t grade)
{
    struct loader *loader = draft->loader;
    struct claim claim = {.low = grade, .high = grade};

    if (node->kind != JSON_STRING) {
        diag_add(loader->diags, node->line, node->column,
                 "a subject must be a string, not %s",
                 json_kind_name(node->kind));
        return;
    }
    for (uint32_t i = 0; i < loader->n_subject; i++) {
        if (!text_same(loader->subject[i].name, node->text))
            continue;
        loader->subject_used[i] = true;
        claim.subject = &loader->subject[i];
    }
    if (claim.subject == NULL) {
        keys_unknown(loader->diags, node,
                     &(struct name_list){"subject", loader->subject,
                                         loader->n_subject,
                                         sizeof *loader->subject});
        return;
    }
    claim.right = subject_make_right(claim.subject, 0, loader->arena);
    draft_add(draft, &claim,
              arena_print(loader->arena, "subject %s", claim.subject->name),
              node);
}

static void
read_subjects(struct draft *draft, const struct json *list, int64_t grade)
{
    for (uint32_t i = 0; i < list->n; i++)
        read_subject(draft, &list->item[i], grade);
}

/* The claims of a check, or of one way to it. */
static void
read_way(struct draft *draft, const struct json *node)
{
    read_grants(draft, load_list(node, "grants"), true);
    read_facts(draft, load_list(node, "facts"));
    read_limit(draft, json_get(node, "limit"));
    read_attest(draft, json_get(node, "attest"));
    read_grants(draft, load_list(node, "withholds"), false);
    read_subjects(draft, load_list(node, "reaches"), scale_top(&scale_subject));
    read_subjects(draft, load_list(node, "spares"), GRADE_NONE);
}

/* Alternatives: one clause, of which one way has to hold. */
static void
read_any(struct draft *draft, const struct json *list)
{
    struct diags *diags = draft->loader->diags;

    draft->choice = true;
    for (uint32_t i = 0; i < list->n; i++) {
        uint32_t before = draft->n, mistakes = diags->n;
        const struct json *way = &list->item[i];

        keys_check(diags, way, &way_table);
        draft->way = (uint16_t)(i + 1);
        read_way(draft, way);
        if (draft->n == before && diags->n == mistakes)
            diag_add(diags, way->line, way->column,
                     "an alternative must ask for something");
    }
    draft->choice = false;
    draft->way = 0;
    draft->clause++;
}

/* What stands in for the check where its rights do not exist: one clause, of
 * which the first way is the check's own. */
static void
read_with_fallback(struct draft *draft, const struct json *check,
                   const struct json *fallback)
{
    struct diags *diags = draft->loader->diags;
    uint32_t before, mistakes;

    keys_check(diags, fallback, &way_table);
    draft->choice = true;
    read_way(draft, check);
    before = draft->n;
    mistakes = diags->n;
    draft->way = 1;
    draft->fallback = true;
    read_way(draft, fallback);
    if (fallback->kind == JSON_OBJECT && draft->n == before &&
        diags->n == mistakes)
        diag_add(diags, fallback->line, fallback->column,
                 "an alternative must ask for something");
    draft->fallback = draft->choice = false;
    draft->way = 0;
    draft->clause++;
}

static void
read_all(struct draft *draft, const struct json *check)
{
    static const char *const keys[] = {"grants",  "facts",     "limit",
                                       "attest",  "withholds", "anyOf",
                                       "reaches", "spares"};
    const struct json *fallback = json_get(check, "ifAbsent");
    struct diags *diags = draft->loader->diags;
    size_t n = 0;

    if (fallback == NULL)
        read_way(draft, check);
    else
        read_with_fallback(draft, check, fallback);
    read_any(draft, load_list(check, "anyOf"));
    keys_unique(diags, "in this check,", draft->spot, draft->spot_n);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        n += json_get(check, keys[i]) != NULL ? 1 : 0;
    if (n == 0 && check->kind == JSON_OBJECT)
        diag_add(diags, check->line, check->column,
                 "a check must have \"grants\", \"facts\", \"limit\" or "
                 "\"attest\"");
}

struct claims
load_claims(struct loader *loader, const struct json *check)
{
    struct draft draft = {.loader = loader};

    read_all(&draft, check);
    return (struct claims){draft.claim, draft.n};
}
