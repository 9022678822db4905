/* What a rules file tolerates: rights that may be held though no check asks
 * for them, by entity, family or access, each with a reason. */
#include "base/text.h"
#include "rules/load/loader.h"
#include "rules/model/words.h"

static const struct key keys[] = {
    {"entity", WANT_TEXT, true},   {"family", WANT_TEXT, true},
    {"accesses", WANT_LIST, true}, {"option", WANT_TEXT, true},
    {"reason", WANT_TEXT, false},
};

static const struct key_table table = KEY_TABLE("a tolerance", keys);

/* The families of the catalogue, each once. */
static uint32_t
families(const struct catalogue *catalogue, const char **name)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < catalogue->n_entity; i++) {
        const char *family = catalogue->entity[i].family;
        uint32_t j = 0;

        while (j < n && !text_same(name[j], family))
            j++;
        if (j == n && family != NULL)
            name[n++] = family;
    }
    return n;
}

/* The catalogue's own spelling, or NULL: none, or a mistake. */
static const char *
family_name(struct loader *loader, const struct json *object)
{
    const struct json *node = json_get(object, "family");
    struct name_list list = {.what = "family", .stride = sizeof(char *)};
    const char **name;

    if (json_text(node) == NULL || loader->catalogue == NULL)
        return NULL;
    name = arena_new(loader->arena, const char *, loader->catalogue->n_entity);
    list.names = name;
    list.n = families(loader->catalogue, name);
    for (size_t i = 0; i < list.n; i++)
        if (text_same(name[i], node->text))
            return name[i];
    keys_unknown(loader->diags, node, &list);
    return NULL;
}

/* All accesses where none is named. */
static void
load_accesses(struct loader *loader, const struct json *node,
              struct tolerance *tolerance)
{
    const struct json *accesses = load_list(node, "accesses");
    struct spot *spot = arena_new(loader->arena, struct spot, accesses->n);
    uint32_t n = 0;

    if (json_get(node, "accesses") == NULL)
        tolerance->verbs = UINT64_MAX;
    for (uint32_t i = 0; i < accesses->n; i++) {
        uint32_t verb;

        if (!load_verb(loader, &accesses->item[i], &verb))
            continue;
        tolerance->verbs |= UINT64_C(1) << verb;
        spot[n++] = (struct spot){accesses->item[i].text, &accesses->item[i]};
    }
    keys_unique(loader->diags, "access", spot, n);
}

/* That an entity and a family named together can both be meant. */
static void
check_family(struct loader *loader, const struct json *node,
             const struct entity *entity, const char *family)
{
    const struct json *at = json_get(node, "family");

    if (entity != NULL && family != NULL && !text_same(entity->family, family))
        diag_add(loader->diags, at->line, at->column,
                 "%s is of the family \"%s\", so nothing would be tolerated",
                 entity->name, entity->family);
}

static struct tolerance
load_tolerance(struct loader *loader, const struct json *node)
{
    struct tolerance tolerance = {.reason = keys_text(node, "reason")};
    const struct entity *entity;

    keys_check(loader->diags, node, &table);
    tolerance.option = load_option(loader, node);
    tolerance.rules = loader->pack->id;
    entity = load_entity(loader, node);
    tolerance.entity = entity == NULL ? NULL : entity->name;
    tolerance.family = family_name(loader, node);
    load_accesses(loader, node, &tolerance);
    check_family(loader, node, entity, tolerance.family);
    if (node->kind == JSON_OBJECT && json_get(node, "entity") == NULL &&
        json_get(node, "family") == NULL && json_get(node, "accesses") == NULL)
        diag_add(loader->diags, node->line, node->column,
                 "a tolerance must have \"entity\", \"family\" or "
                 "\"accesses\": this one would tolerate everything");
    return tolerance;
}

void
load_tolerances(struct loader *loader, const struct json *array)
{
    loader->n_tolerance = array->n;
    loader->tolerance = arena_new(loader->arena, struct tolerance, array->n);
    for (uint32_t i = 0; i < array->n; i++)
        loader->tolerance[i] = load_tolerance(loader, &array->item[i]);
}
