/* Indices of an audit's findings, rows and entities. */
#include "audit/places.h"

struct places
places_of(const struct audit *audit, struct arena *arena)
{
    struct places places = {
        audit, {.arena = arena}, {.arena = arena}, {.arena = arena}};

    for (uint32_t i = 0; i < audit->n_finding; i++)
        (void)index_put(&places.finding, audit->finding[i].rules,
                        audit->finding[i].id, i);
    for (uint32_t i = 0; i < audit->n_excess; i++)
        (void)index_put(&places.excess, NULL, audit->excess[i].id, i);
    for (uint32_t i = 0; i < audit->coverage.n_unjudged; i++)
        (void)index_put(&places.unjudged, NULL, audit->coverage.unjudged[i], i);
    return places;
}

const struct finding *
places_finding(const struct places *places, const char *rules, const char *id)
{
    uint32_t at = index_get(&places->finding, rules, id);

    return at == INDEX_NONE ? NULL : &places->audit->finding[at];
}

const struct excess *
places_excess(const struct places *places, const char *id)
{
    uint32_t at = index_get(&places->excess, NULL, id);

    return at == INDEX_NONE ? NULL : &places->audit->excess[at];
}

bool
places_unjudged(const struct places *places, const char *entity)
{
    return index_get(&places->unjudged, NULL, entity) != INDEX_NONE;
}
