/* The entity table once more, with what only a server needs of it. */
#include "tests/simulator/entity.h"
#include "base/diag.h"
#include "base/text.h"
#include "scanner/autotask/catalogue.h"

#define ENTITY(label, view, add, edit, del, verb, trait, ...)                  \
    {.singular = (label), .verbs = (verb), .traits = (trait)},
#define NESTED(child, parent, segment, verbs)

static struct entity entities[] = {
#include "scanner/autotask/entities.inc"
};

#undef ENTITY
#undef NESTED
#define ENTITY(label, view, add, edit, del, verb, trait, ...)
#define NESTED(to, above, name, verb)                                          \
    {.child = (to), .parent = (above), .segment = (name), .verbs = (verb)},

static const struct nested paths[] = {
#include "scanner/autotask/entities.inc"
};

enum {
    ENTITIES = sizeof entities / sizeof *entities,
    PATHS = sizeof paths / sizeof *paths
};

void
entity_start(void)
{
    if (autotask_catalogue.n_entity != ENTITIES)
        unreachable("two tables from one");
    for (uint32_t i = 0; i < ENTITIES; i++) {
        entities[i].type = &autotask_catalogue.entity[i];
        entities[i].index = i;
        if (entities[i].type->alias[0] != NULL)
            entities[i].singular = entities[i].type->alias[0];
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
        if (text_same_fold(entities[i].type->name, name))
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
