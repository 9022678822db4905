/* A list of names against what was tried. */
#include "rules/judge/inventory.h"
#include "base/index.h"
#include "base/text.h"
#include "rules/model/found.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"

#include <string.h>

struct listed {
    const struct inventory *inventory;
    const struct catalogue *catalogue;
    const bool *asked; /* by entity */
    bool *named;       /* by entity */
    struct facts *facts;
    struct observation *seen;
    uint32_t n_seen;
    struct found *found;
    uint32_t n_found;
    struct arena *arena;
    const char *lacks, *has; /* where it disagrees, with commas; or NULL */
};

static void
see(struct listed *l, const char *right, bool held)
{
    l->seen[l->n_seen++] = (struct observation){
        .right = right,
        .low = held,
        .high = held,
        .reason = WHY_GRANTED,
        .basis = BASIS_STATED,
        .said = arena_print(l->arena, "listed by %s on %s", l->inventory->by,
                            l->inventory->on),
        .exchange = NO_EXCHANGE};
}

/* The one it names: by its own name, or by another that it answers to. */
static const struct entity *
find(const struct catalogue *all, const char *name)
{
    for (uint32_t e = 0; e < all->n_entity; e++)
        if (entity_spelled(&all->entity[e], name))
            return &all->entity[e];
    return NULL;
}

static void
take_names(struct listed *l)
{
    const struct catalogue *all = l->catalogue;

    for (uint32_t i = 0; i < l->inventory->n; i++) {
        const char *name = l->inventory->name[i];
        const struct entity *entity = find(all, name);

        if (entity != NULL) {
            l->named[entity - all->entity] = true;
            continue;
        }
        l->found[l->n_found++] =
            (struct found){.name = name, .section = all->editor[0]};
        see(l, found_right(name, all->verb[0].word, l->arena), true);
    }
}

/* What trying showed of a right: 1 held, 0 not, -1 nothing. */
static int
tried(const struct facts *facts, const char *right)
{
    for (uint32_t i = 0; i < facts->n_observation; i++) {
        const struct observation *seen = &facts->observation[i];

        if (!seen->weak && seen->reason == WHY_GRANTED &&
            text_same(seen->right, right))
            return seen->low > GRADE_NONE;
    }
    return -1;
}

static void
disagree(struct listed *l, const char **list, const char *name)
{
    *list = *list == NULL ? name : arena_print(l->arena, "%s, %s", *list, name);
}

/* Of a check the scan decides, and nobody else but who states that check. */
static void
compare(struct listed *l)
{
    const struct catalogue *all = l->catalogue;

    for (uint32_t e = 0; e < all->n_entity; e++) {
        const struct entity *entity = &all->entity[e];
        const char *right = all->right[entity->right0].id;
        int held = tried(l->facts, right);

        if (held < 0 && !l->asked[e])
            see(l, right, l->named[e]);
        else if (held == 1 && !l->named[e])
            disagree(l, &l->lacks, entity->name);
        else if (held == 0 && l->named[e])
            disagree(l, &l->has, entity->name);
    }
}

static const char *
in_words(const struct listed *l)
{
    const struct inventory *inventory = l->inventory;
    const char *text =
        arena_print(l->arena,
                    INVENTORY_NOTE "%s on %s (good until %s): all that is "
                                   "held, %u name%s.",
                    inventory->by, inventory->on, inventory->expires,
                    (unsigned)inventory->n, inventory->n == 1 ? "" : "s");

    if (l->lacks != NULL)
        text = arena_print(l->arena,
                           "%s It lacks what was found to be held: %s. So it "
                           "is out of date, or another entry's.",
                           text, l->lacks);
    if (l->has != NULL)
        text = arena_print(l->arena,
                           "%s It names what was found not to be held: %s. "
                           "So it is out of date, or what was entered does not "
                           "hold yet.",
                           text, l->has);
    return text;
}

const char *
inventory_apply(const struct inventory *inventory, const struct ruleset *rules,
                const struct catalogue *catalogue, struct facts *facts,
                struct arena *arena)
{
    struct listed l = {.inventory = inventory,
                       .catalogue = catalogue,
                       .facts = facts,
                       .arena = arena};
    uint32_t n_seen = facts->n_observation, n_found = facts->n_found;

    if (inventory->expired)
        return arena_print(arena,
                           INVENTORY_NOTE "%s on %s: was good until %s, and "
                                          "is left out.",
                           inventory->by, inventory->on, inventory->expires);
    l.asked = ruleset_asks(rules, catalogue, arena);
    l.named = arena_new(arena, bool, catalogue->n_entity);
    l.seen = arena_new(arena, struct observation,
                       (size_t)n_seen + catalogue->n_entity + inventory->n);
    l.found = arena_new(arena, struct found, (size_t)n_found + inventory->n);
    for (; l.n_seen < n_seen; l.n_seen++)
        l.seen[l.n_seen] = facts->observation[l.n_seen];
    for (; l.n_found < n_found; l.n_found++)
        l.found[l.n_found] = facts->found[l.n_found];
    take_names(&l);
    compare(&l);
    facts->observation = l.seen;
    facts->n_observation = l.n_seen;
    facts->found = l.found;
    facts->n_found = l.n_found;
    facts->complete = true;
    return in_words(&l);
}
