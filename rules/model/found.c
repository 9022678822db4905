/* A catalogue made on the spot. */
#include "rules/model/found.h"
#include "base/index.h"
#include "rules/model/scale.h"

static const char abuse[] = "Nobody here knows what can be done with it: it is "
                            "newer than this program, "
                            "or goes by another name.";

const char *
found_right(const char *name, const char *verb, struct arena *arena)
{
    return arena_print(arena, "%s.%s", name, verb);
}

const struct catalogue *
catalogue_found(const struct catalogue *base, const struct found *found,
                uint32_t n, struct arena *arena)
{
    struct catalogue *all = arena_new(arena, struct catalogue, 1);
    struct entity *entity = arena_new(arena, struct entity, n);
    struct right *right =
        arena_new(arena, struct right, (size_t)n * base->n_verb);
    struct index known = {.arena = arena};

    *all = *base;
    all->entity = entity;
    all->n_entity = 0;
    all->right = right;
    all->n_right = 0;
    all->n_implies = 0;
    all->everything = NULL;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t e = all->n_entity;

        if (catalogue_entity(base, found[i].name) != NULL ||
            index_put(&known, NULL, found[i].name, i) != i)
            continue;
        entity[e] = (struct entity){.name = found[i].name,
                                    .title = found[i].name,
                                    .noun = found[i].name,
                                    .section = found[i].section,
                                    .family = "unknown",
                                    .right0 = all->n_right,
                                    .n_right = base->n_verb};
        all->n_entity++;
        all->n_right += base->n_verb;
        for (uint32_t v = 0; v < base->n_verb; v++)
            right[entity[e].right0 + v] = (struct right){
                .id = found_right(found[i].name, base->verb[v].word, arena),
                .entity = &entity[e],
                .verb = base->verb[v].word,
                .scale = base->right[0].scale,
                .abuse = abuse,
                .risk =
                    found[i].risk == RISK_NONE ? RISK_MEDIUM : found[i].risk,
                .offered = true,
            };
    }
    return all;
}
