/* Entities by the names that rules files use, and what was probably meant by a
 * name that is none. */
#include "base/text.h"
#include "rules/load/loader.h"
#include "rules/model/scale.h"

static uint32_t
count_aliases(const struct entity *entity)
{
    uint32_t n = 0;

    while (entity->alias != NULL && entity->alias[n] != NULL)
        n++;
    return n;
}

/* The one that answers to that name. */
static const struct entity *
entity_by_alias(const struct catalogue *catalogue, const char *name)
{
    for (uint32_t i = 0; i < catalogue->n_entity; i++)
        for (uint32_t k = 0; k < count_aliases(&catalogue->entity[i]); k++)
            if (text_same_fold(catalogue->entity[i].alias[k], name))
                return &catalogue->entity[i];
    return NULL;
}

/* The one of whose other names that is a likely slip, where it is none of an
 * entity's own name. */
static const struct entity *
entity_near(const struct loader *loader, const char *name)
{
    const struct catalogue *all = loader->catalogue;
    const char **other;
    uint32_t n = 0;

    if (diags_near(loader->diags, name, all->entity, all->n_entity,
                   sizeof *all->entity) != NULL)
        return NULL;
    for (uint32_t i = 0; i < all->n_entity; i++)
        n += count_aliases(&all->entity[i]);
    other = arena_new(loader->arena, const char *, n);
    n = 0;
    for (uint32_t i = 0; i < all->n_entity; i++)
        for (uint32_t k = 0; k < count_aliases(&all->entity[i]); k++)
            other[n++] = all->entity[i].alias[k];
    name = diags_near(loader->diags, name, other, n, sizeof *other);
    return name == NULL ? NULL : entity_by_alias(all, name);
}

/* A name that is no entity's. */
static void
unknown_entity(struct loader *loader, const struct json *node)
{
    const struct catalogue *all = loader->catalogue;
    const struct entity *entity = entity_by_alias(all, node->text);
    const struct look_alike *other = catalogue_look_alike(all, node->text);
    const char *quoted = keys_quote(loader->diags, node->text);

    if (other == NULL && entity == NULL)
        entity = entity_near(loader, node->text);
    if (other != NULL && other->meant == NULL)
        diag_add(loader->diags, node->line, node->column,
                 "unknown entity %s: %s", quoted, other->about);
    else if (other != NULL)
        diag_add(loader->diags, node->line, node->column,
                 "unknown entity %s; did you mean \"%s\"? %s", quoted,
                 other->meant, other->about);
    else if (entity != NULL)
        diag_add(loader->diags, node->line, node->column,
                 "unknown entity %s; did you mean \"%s\"?", quoted,
                 entity->name);
    else
        keys_unknown(loader->diags, node,
                     &(struct name_list){"entity", all->entity, all->n_entity,
                                         sizeof *all->entity});
}

const struct entity *
load_entity(struct loader *loader, const struct json *object)
{
    const struct json *node = load_name(object, "entity");
    const struct catalogue *catalogue = loader->catalogue;
    const struct entity *entity;

    if (node == NULL || catalogue == NULL)
        return NULL;
    entity = catalogue_entity(catalogue, node->text);
    if (entity == NULL)
        unknown_entity(loader, node);
    return entity;
}
