/* What is granted and nobody asked for. */
#include "rules/judge/excess.h"
#include "base/text.h"
#include "rules/judge/held.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"

#include <stdlib.h>
#include <string.h>

struct survey {
    const struct ruleset *rules;
    const struct catalogue *catalogue;
    struct heard heard;
    int64_t *asked; /* by right: the most that any check that is on allows;
                       GRADE_NONE: none asks */
    struct arena *arena;
};

static size_t
right_index(const struct survey *survey, const struct right *right)
{
    return (size_t)(right - survey->catalogue->right);
}

/* A right that must not be held is a check of its own: no excess besides. */
static void
mark_asked(struct survey *survey)
{
    for (uint32_t i = 0; i < survey->rules->n_check; i++) {
        const struct check *check = &survey->rules->check[i];
        bool on = check_is_on(survey->rules, check);

        for (uint32_t c = 0; on && c < check->n_claim; c++) {
            const struct claim *claim = &check->claim[c];
            int64_t high = claim->high <= GRADE_NONE ? GRADE_MOST : claim->high;
            int64_t *asked;

            if (claim_manner(claim) != MANNER_GRANT)
                continue;
            asked = &survey->asked[right_index(survey, claim->right)];
            *asked = high > *asked ? high : *asked;
        }
    }
}

/* The first of a list that is asked for and weaker than this one, or NULL. */
static const struct right *
weaker_of(const struct survey *survey, const struct right *right,
          const struct implies *list, uint32_t n)
{
    const struct right *all = survey->catalogue->right;

    for (uint32_t i = 0; i < n; i++)
        if (&all[list[i].strong] == right &&
            survey->asked[list[i].weak] > GRADE_NONE)
            return &all[list[i].weak];
    return NULL;
}

/* The right that is asked for and that this one includes, or NULL. */
static const struct right *
weaker_asked(const struct survey *survey, const struct right *right)
{
    return weaker_of(survey, right, survey->catalogue->implies,
                     survey->catalogue->n_implies);
}

/* What it is good for; first of all that it is too wide for what is asked for,
 * and does not stand in for it either. */
static const char *
abuse_of(const struct survey *survey, const struct right *right)
{
    const struct right *weak = weaker_of(
        survey, right, survey->catalogue->wider, survey->catalogue->n_wider);

    if (weak == NULL)
        return right->abuse;
    return arena_print(survey->arena,
                       "Wider than %s, which is asked for and is not replaced "
                       "by it. %s",
                       right_title(survey->catalogue, weak, survey->arena),
                       text_or(right->abuse, ""));
}

/* The first that settles it: of two that say the same, which one is quoted
 * does not depend on which was heard first. */
static const struct observation *
quoted(const struct held *held)
{
    static const struct observation none = {.exchange = NO_EXCHANGE};

    for (uint32_t i = 0; i < held->n; i++)
        if (!held->by[i]->weak &&
            reason_verdict(held->by[i]->reason) == VERDICT_PASS)
            return held->by[i];
    return &none;
}

/* "Invoices: Edit is 'All', and no rule asks ...". */
static const char *
sentence_of(const struct survey *survey, const struct excess *e,
            const struct right *weaker)
{
    const char *why = "no rule asks for it";

    if (weaker != NULL)
        why =
            arena_print(survey->arena, "%s would be enough",
                        right_title(survey->catalogue, weaker, survey->arena));
    return arena_print(survey->arena, "%s: %s is '%s', and %s.%s%s",
                       text_or(e->entity, "?"), text_or(e->title, "?"),
                       text_or(e->held, "?"), why, e->abuse == NULL ? "" : " ",
                       text_or(e->abuse, ""));
}

/* "All"; of what is not known more exactly "My to All". */
static const char *
held_title(const struct right *right, const struct side *grade,
           struct arena *arena)
{
    const char *low = scale_title(right->scale, grade->low, arena);

    if (grade->low == grade->high || scale_is_number(right->scale))
        return low;
    return arena_print(arena, "%s to %s", low,
                       scale_title(right->scale, grade->high, arena));
}

static struct excess
row_of(const struct survey *survey, const struct right *right,
       const struct held *held)
{
    const struct catalogue *all = survey->catalogue;
    const struct entity *entity = right->entity;
    const struct observation *seen = quoted(held);
    const struct right *weaker = weaker_asked(survey, right);
    int64_t grade = held->strong.low;
    struct excess row = {
        .id = arena_print(survey->arena, "excess.%s", right->id),
        .entity = entity->name,
        .noun = entity->noun,
        .section = entity->section,
        .family = entity->family,
        .access = right->verb,
        .title = verb_title(all->verb, all->n_verb, right->verb),
        .level = scale_word(right->scale, grade, survey->arena),
        .held = held_title(right, &held->strong, survey->arena),
        .instead = weaker == NULL ? NULL : weaker->id,
        .risk = right->risk,
        .abuse = abuse_of(survey, right),
        .said = seen->said,
        .exchange = seen->exchange,
    };

    row.detail = sentence_of(survey, &row, weaker);
    return row;
}

/* What is sorted: a row, and the place of its right in the catalogue. */
struct placed {
    struct excess row;
    size_t place;
};

static int
excess_order(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int order;

    if ((x->row.under == NULL) != (y->row.under == NULL))
        return x->row.under == NULL ? -1 : 1;
    if (x->row.risk != y->row.risk)
        return x->row.risk > y->row.risk ? -1 : 1;
    order = strcmp(x->row.section, y->row.section);
    if (order == 0)
        order = strcmp(x->row.entity, y->row.entity);
    if (order == 0)
        order = x->place < y->place ? -1 : 1;
    return order;
}

enum sight { SIGHT_UNKNOWN, SIGHT_LEFT_OUT, SIGHT_NOT_HELD, SIGHT_HELD };

/* What can be said of a right: only what is clear is held or not. */
static enum sight
sight_of(const struct held *held)
{
    const struct side *side = &held->strong;

    if (side_torn(side) || side_odd(side) != WHY__N)
        return SIGHT_UNKNOWN;
    if (side->reason[WHY_NOT_OFFERED]) /* to nobody: nothing is held */
        return side->low > GRADE_NONE ? SIGHT_UNKNOWN : SIGHT_NOT_HELD;
    if (!side->known)
        return side->left_out ? SIGHT_LEFT_OUT : SIGHT_UNKNOWN;
    return side->low > GRADE_NONE ? SIGHT_HELD : SIGHT_NOT_HELD;
}

/* Of some entities the API offers nothing to anybody. */
static bool
offers_nothing(const struct survey *survey, const struct entity *entity)
{
    for (uint32_t i = 0; i < entity->n_right; i++) {
        const struct right *right =
            &survey->catalogue->right[entity->right0 + i];

        if (right->offered && right->about == NULL)
            return false;
    }
    return true;
}

/* How far an entity could be judged. */
enum extent { EXTENT_PART, EXTENT_LEFT_OUT, EXTENT_WHOLE };

static enum extent
judge_entity(const struct survey *survey, const struct entity *entity,
             struct placed *item, struct excesses *found)
{
    enum extent extent = EXTENT_WHOLE;

    for (uint32_t i = 0; i < entity->n_right; i++) {
        size_t place = entity->right0 + i;
        const struct right *right = &survey->catalogue->right[place];
        struct held held;
        enum sight sight;

        if (!right->offered || right->about != NULL)
            continue;
        held = held_of(&survey->heard, right);
        sight = sight_of(&held);
        if (sight == SIGHT_UNKNOWN)
            extent = EXTENT_PART;
        else if (sight == SIGHT_LEFT_OUT && extent == EXTENT_WHOLE)
            extent = EXTENT_LEFT_OUT;
        if (sight != SIGHT_HELD || held.strong.low <= survey->asked[place])
            continue;
        if (ruleset_tolerates(survey->rules, survey->catalogue, right))
            found->coverage.tolerated++;
        else
            item[found->n++] =
                (struct placed){row_of(survey, right, &held), place};
    }
    return extent;
}

/* Who holds everything: one row says it, and nothing else weighs as much. */
static enum sight
judge_everything(const struct survey *survey, struct placed *item,
                 struct excesses *found)
{
    const struct right *right = survey->catalogue->everything;
    const struct observation *seen;
    struct excess *row = &item->row;
    struct held held;
    enum sight sight;

    if (right == NULL)
        return SIGHT_NOT_HELD;
    held = held_of(&survey->heard, right);
    sight = sight_of(&held);
    if (sight != SIGHT_HELD)
        return sight;
    seen = quoted(&held);
    *item = (struct placed){
        {
            .id = arena_print(survey->arena, "excess.%s", right->id),
            .entity = survey->catalogue->account,
            .noun = text_or(survey->catalogue->all, "everything"),
            .section = survey->catalogue->account,
            .access = right->verb,
            .title = text_capital(survey->arena, right->verb),
            .level = scale_word(right->scale, held.strong.low, survey->arena),
            .held = scale_title(right->scale, held.strong.low, survey->arena),
            .risk = right->risk,
            .abuse = right->abuse,
            .said = seen->said,
            .exchange = seen->exchange,
        },
        0};
    row->detail =
        arena_print(survey->arena, "%s%s%s%s. %s",
                    text_capital(survey->arena, right->about),
                    seen->said == NULL ? "" : " (", text_or(seen->said, ""),
                    seen->said == NULL ? "" : ")", text_or(right->abuse, ""));
    found->n = 1;
    return SIGHT_HELD;
}

/* The rest are parts of the first row, but for what is set apart; and none of
 * them is as bad. */
static void
fold_under(struct placed *item, uint32_t n, const char *apart)
{
    for (uint32_t i = 1; i < n; i++) {
        if (apart == NULL || !text_same(item[i].row.section, apart))
            item[i].row.under = item[0].row.id;
        if (item[i].row.risk >= item[0].row.risk)
            item[i].row.risk = (enum risk)(item[0].row.risk - 1);
    }
}

/* All entities of a catalogue: which were whole, and whether any was seen that
 * could hold something. */
static bool
judge_all(const struct survey *survey, struct placed *placed,
          enum extent *extent, struct excesses *found)
{
    const struct catalogue *all = survey->catalogue;
    bool seen = false;

    for (uint32_t e = 0; e < all->n_entity; e++) {
        const struct entity *entity = &all->entity[e];

        extent[e] = judge_entity(survey, entity, placed, found);
        seen = seen ||
               (extent[e] == EXTENT_WHOLE && !offers_nothing(survey, entity));
    }
    return seen;
}

/* Whether a check asks for something of it. */
static bool
is_asked(const struct survey *survey, const struct entity *entity)
{
    for (uint32_t i = 0; i < entity->n_right; i++)
        if (survey->asked[entity->right0 + i] > GRADE_NONE)
            return true;
    return false;
}

/* Where nothing was seen, nothing was judged either; what was left out by
 * choice is not part of it, nor, where rights are tried one by one, what was
 * tried for a check. */
static void
cover(const struct survey *survey, const enum extent *extent, bool seen,
      struct coverage *coverage, const char **unjudged)
{
    const struct catalogue *all = survey->catalogue;

    for (uint32_t e = 0; e < all->n_entity; e++) {
        if (extent[e] == EXTENT_LEFT_OUT || (coverage->world == WORLD_LISTED &&
                                             is_asked(survey, &all->entity[e])))
            continue;
        coverage->total++;
        if (extent[e] == EXTENT_WHOLE && seen)
            coverage->judged++;
        else
            unjudged[coverage->n_unjudged++] = all->entity[e].name;
    }
}

/* Where a gate of its own is told whole it is closed like the rest; where most
 * of it is not known, more may be held than was told. */
static enum world
world_of(const struct survey *survey, const enum extent *extent,
         enum world world)
{
    const struct catalogue *all = survey->catalogue;
    uint32_t known = 0, n = 0;

    for (uint32_t e = 0; all->apart != NULL && e < all->n_entity; e++)
        if (text_same(all->entity[e].section, all->apart)) {
            known += extent[e] == EXTENT_WHOLE ? 1 : 0;
            n++;
        }
    return 2 * known < n ? WORLD_OPEN : world;
}

/* everything: the first row is that; whose: the catalogue that says so. */
static const struct excess *
in_order(struct placed *placed, uint32_t n, bool everything,
         const struct survey *whose)
{
    struct excess *item = arena_new(whose->arena, struct excess, n);

    if (everything)
        fold_under(placed, n, whose->catalogue->apart);
    if (n > 1)
        qsort(placed, n, sizeof *placed, excess_order);
    for (uint32_t i = 0; i < n; i++)
        item[i] = placed[i].row;
    return item;
}

struct excesses
excess_find(const struct ruleset *rules, const struct catalogue *catalogue,
            const struct facts *facts, struct arena *arena)
{
    const struct catalogue *more =
        catalogue_found(catalogue, facts->found, facts->n_found, arena);
    uint32_t n = catalogue->n_entity, n_all = n + more->n_entity;
    uint32_t n_right = catalogue->n_right + more->n_right;
    struct survey survey = {.rules = rules,
                            .catalogue = catalogue,
                            .heard = heard_all(facts, arena),
                            .asked = arena_new(arena, int64_t, n_right),
                            .arena = arena};
    struct survey beyond = survey; /* what no rule can ask for */
    struct arena scratch = {0};
    struct placed *placed =
        arena_new(&scratch, struct placed, (size_t)n_right + 1);
    const char **unjudged = arena_new(arena, const char *, (size_t)n_all + 1);
    enum extent *extent = arena_new(&scratch, enum extent, n_all);
    enum sight everything;
    bool seen;
    struct excesses found = {.coverage = {.world = catalogue->world}};

    if (facts->complete)
        found.coverage.world = WORLD_CLOSED;
    mark_asked(&survey);
    beyond.catalogue = more;
    beyond.asked = arena_new(&scratch, int64_t, n_right);
    everything = judge_everything(&survey, placed, &found);
    seen = judge_all(&survey, placed, extent, &found);
    seen = judge_all(&beyond, placed, extent + n, &found) || seen;
    cover(&survey, extent, seen, &found.coverage, unjudged);
    cover(&beyond, extent + n, seen, &found.coverage, unjudged);
    if (seen)
        found.coverage.world = world_of(&survey, extent, found.coverage.world);
    if (everything == SIGHT_UNKNOWN) {
        unjudged[found.coverage.n_unjudged++] = catalogue->account;
        found.coverage.total++;
    }
    found.coverage.unjudged = unjudged;
    found.item = in_order(placed, found.n, everything == SIGHT_HELD, &survey);
    arena_free(&scratch);
    return found;
}
