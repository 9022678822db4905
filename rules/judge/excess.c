/* What is granted and nobody asked for. */
#include "rules/judge/excess.h"
#include "base/text.h"
#include "rules/judge/heard.h"
#include "rules/model/name.h"
#include "rules/model/words.h"

#include <stdlib.h>
#include <string.h>

/* What the metadata says about one access of one entity. */
struct grant {
    enum level level; /* LEVEL_UNKNOWN: nothing readable, or two answers */
    bool heard;
    const char *said;
    uint32_t exchange;
};

/* One entity. */
struct row {
    struct grant grant[ACCESS__N];
    bool asked[ACCESS__N]; /* a check that is on asks for it */
};

struct survey {
    const struct ruleset *rules;
    const struct catalogue *catalogue;
    struct row *row; /* by catalogue entity */
    struct arena *arena;
};

static int
name_order(const void *key, const void *entity)
{
    const struct entity_type *type = entity;

    return strcmp(key, type->name);
}

/* The catalogue's index of an entity; its names are sorted. */
static bool
entity_index(const struct catalogue *catalogue, const char *name, size_t *e)
{
    const struct entity_type *type =
        name == NULL ? NULL
                     : bsearch(name, catalogue->entity, catalogue->n_entity,
                               sizeof *catalogue->entity, name_order);

    if (type == NULL)
        return false;
    *e = (size_t)(type - catalogue->entity);
    return true;
}

/* No answer; what another answer says stands. */
static bool
silent(const struct observation *seen)
{
    return seen->level == LEVEL_UNKNOWN && reason_unanswered(seen->reason);
}

/* Of two answers that say the same, which one is quoted must not depend on
 * which was heard first. */
static bool
quoted_first(const struct grant *grant, const struct observation *seen)
{
    int order = strcmp(grant->said == NULL ? "" : grant->said,
                       seen->said == NULL ? "" : seen->said);

    return order < 0 || (order == 0 && grant->exchange <= seen->exchange);
}

static void
hear_one(struct survey *survey, const struct observation *seen)
{
    struct grant *grant;
    enum level level = seen->level;
    size_t e;

    if (seen->fact != NULL || seen->basis != BASIS_DECLARED || silent(seen) ||
        !entity_index(survey->catalogue, seen->entity, &e))
        return;
    grant = &survey->row[e].grant[seen->access];
    if (seen->level == LEVEL_UNKNOWN && seen->reason == WHY_NOT_OFFERED)
        level = LEVEL_NONE; /* the API offers it to nobody: nothing is held */
    if (grant->heard && grant->level != level) {
        grant->level = LEVEL_UNKNOWN;
        return;
    }
    if (!grant->heard || !quoted_first(grant, seen))
        *grant = (struct grant){level, true, seen->said, seen->exchange};
}

static void
mark_asked(struct survey *survey)
{
    for (uint32_t i = 0; i < survey->rules->n_check; i++) {
        const struct check *check = &survey->rules->check[i];

        for (uint32_t c = 0; c < check->n_claim; c++) {
            const struct claim *claim = &check->claim[c];
            size_t e;

            if (claim->kind == KIND_LEVEL &&
                check_is_on(survey->rules, check) &&
                entity_index(survey->catalogue, claim->entity, &e))
                survey->row[e].asked[claim->access] = true;
        }
    }
}

static bool
tolerated(const struct survey *survey, const struct entity_type *type,
          enum access access)
{
    for (uint32_t i = 0; i < survey->rules->n_tolerance; i++) {
        const struct tolerance *t = &survey->rules->tolerance[i];

        if (t->access[access] &&
            (t->entity == NULL || text_same(t->entity, type->name)) &&
            (t->family == NULL || text_same(t->family, type->family)))
            return true;
    }
    return false;
}

static struct excess
row_of(const struct survey *survey, size_t e, enum access access)
{
    const struct entity_type *type = &survey->catalogue->entity[e];
    const struct grant *grant = &survey->row[e].grant[access];

    return (struct excess){
        .id = arena_print(survey->arena, "excess.%s.%s", type->name,
                          access_word(access)),
        .entity = type->name,
        .noun = type->noun,
        .section = type->section,
        .family = type->family,
        .access = access,
        .level = grant->level,
        .risk = type->risk[access],
        .abuse = access == ACCESS_VIEW ? type->read_abuse : type->write_abuse,
        .said = grant->said,
        .exchange = grant->exchange,
    };
}

static int
excess_order(const void *a, const void *b)
{
    const struct excess *x = a, *y = b;
    int order;

    if (x->risk != y->risk)
        return x->risk > y->risk ? -1 : 1;
    order = strcmp(x->section, y->section);
    if (order == 0)
        order = strcmp(x->entity, y->entity);
    if (order == 0)
        order = (int)x->access - (int)y->access;
    return order;
}

/* Judges one entity; gives false if something of it could not be read. */
static bool
judge_entity(const struct survey *survey, size_t e, struct excess *item,
             struct excesses *found)
{
    const struct entity_type *type = &survey->catalogue->entity[e];
    bool whole = true;

    for (int a = 0; a < ACCESS__N; a++) {
        const struct grant *grant = &survey->row[e].grant[a];
        enum access access = (enum access)a;

        if (!type->offered[a])
            continue;
        if (grant->level == LEVEL_UNKNOWN)
            whole = false;
        if (grant->level <= LEVEL_NONE || survey->row[e].asked[a])
            continue;
        if (tolerated(survey, type, access))
            found->coverage.tolerated++;
        else
            item[found->n++] = row_of(survey, e, access);
    }
    return whole;
}

struct excesses
excess_find(const struct ruleset *rules, const struct catalogue *catalogue,
            const struct facts *facts, struct arena *arena)
{
    uint32_t n = catalogue->n_entity;
    struct survey survey = {.rules = rules,
                            .catalogue = catalogue,
                            .row = arena_new(arena, struct row, n),
                            .arena = arena};
    struct excess *item =
        arena_new(arena, struct excess, (size_t)n * ACCESS__N);
    const char **unjudged = arena_new(arena, const char *, n);
    struct excesses found = {.item = item, .coverage = {.total = n}};

    for (uint32_t i = 0; i < facts->n_observation; i++)
        hear_one(&survey, &facts->observation[i]);
    mark_asked(&survey);
    for (uint32_t e = 0; e < n; e++) {
        if (judge_entity(&survey, e, item, &found))
            found.coverage.judged++;
        else
            unjudged[found.coverage.n_unjudged++] = catalogue->entity[e].name;
    }
    found.coverage.unjudged = unjudged;
    qsort(item, found.n, sizeof *item, excess_order);
    return found;
}

const char *
excess_sentence(struct arena *arena, const struct excess *e)
{
    return arena_print(arena, "%s: %s is '%s', and no rule asks for it.%s%s",
                       text_or(e->entity, "?"), access_title(e->access),
                       level_title(e->level), e->abuse == NULL ? "" : " ",
                       text_or(e->abuse, ""));
}
