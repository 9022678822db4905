/* The entities and their paths, and what follows from both: an access is
 * offered where any path knows a verb for it; only View wants the entity's own
 * query. */
#include "tests/simulator/autotask/entity.h"
#include "base/text.h"

#define ENTITY(label, one, verb, trait)                                        \
    {.name = (label), .singular = (one), .verbs = (verb), .traits = (trait)},
#define NESTED(...)
#define FIELD(...)

static struct entity entities[] = {
#include "tests/simulator/autotask/tables.inc"
};

#undef ENTITY
#undef NESTED
#define ENTITY(...)
#define NESTED(to, above, name, verb)                                          \
    {.child = (to), .parent = (above), .segment = (name), .verbs = (verb)},

static const struct nested paths[] = {
#include "tests/simulator/autotask/tables.inc"
};

enum {
    ENTITIES = sizeof entities / sizeof *entities,
    PATHS = sizeof paths / sizeof *paths
};

void
entity_start(void)
{
    for (uint32_t i = 0; i < ENTITIES; i++) {
        struct entity *entity = &entities[i];
        unsigned any = entity->verbs;

        for (uint32_t k = 0; k < PATHS; k++)
            if (text_same(paths[k].child, entity->name))
                any |= paths[k].verbs;
        if ((entity->verbs & VERB_QUERY) != 0)
            entity->verbs |= VERB_NEXT;
        entity->index = i;
        fields_of(entity);
        entity->offered[ACCESS_VIEW] = (entity->verbs & VERB_QUERY) != 0;
        entity->offered[ACCESS_ADD] = (any & VERB_POST) != 0;
        entity->offered[ACCESS_EDIT] = (any & (VERB_PATCH | VERB_PUT)) != 0;
        entity->offered[ACCESS_DELETE] = (any & VERB_DELETE) != 0;
    }
}

uint32_t
entity_count(void)
{
    return ENTITIES;
}

const struct entity *
entity_at(uint32_t index)
{
    return &entities[index];
}

const struct entity *
entity_named(const char *name)
{
    for (uint32_t i = 0; i < ENTITIES; i++)
        if (text_same_fold(entities[i].name, name))
            return &entities[i];
    return NULL;
}

const struct nested *
nested_path(const char *parent, const char *segment)
{
    for (uint32_t i = 0; i < PATHS; i++)
        if (text_same_fold(paths[i].parent, parent) &&
            text_same_fold(paths[i].segment, segment))
            return &paths[i];
    return NULL;
}

const struct nested *
nested_to(const char *child)
{
    for (uint32_t i = 0; i < PATHS; i++)
        if (text_same_fold(paths[i].child, child))
            return &paths[i];
    return NULL;
}
