/* The fields of the entities, from the table that tables.awk makes of
 * fields.tsv and details.tsv; entities that are in neither have a generic
 * handful. */
#include "base/text.h"
#include "tests/simulator/autotask/record.h"

#include <stdlib.h>
#include <string.h>

const char udf_name[] = "SimulatedUdf";

#define ENTITY(...)
#define NESTED(...)
#define FIELD(entity, name, base, type, flags, as)                             \
    {(entity), (name), (base), FIELD_##type, (flags), (as)},

static const struct field fields[] = {
#include "tests/simulator/autotask/tables.inc"
};

enum { FIELDS = sizeof fields / sizeof *fields };

void
fields_of(struct entity *entity)
{
    const char *name = NULL; /* of the generic ones, if it has none */
    uint32_t i = 0;

    for (; i < FIELDS && name == NULL; i++)
        if (text_same(fields[i].entity, entity->name))
            name = entity->name;
    for (i = 0; i < FIELDS && !text_same(fields[i].entity, name); i++)
        continue;
    entity->field = &fields[i];
    for (; i < FIELDS && text_same(fields[i].entity, name); i++)
        entity->fields++;
}

const struct field *
field_at(const struct entity *entity, uint32_t n)
{
    return n < entity->fields ? &entity->field[n] : NULL;
}

uint32_t
field_index(const struct entity *entity, const struct field *field)
{
    return (uint32_t)(field - entity->field);
}

const struct field *
field_named(const struct entity *entity, const char *name)
{
    const struct field *field;

    for (uint32_t n = 0; (field = field_at(entity, n)) != NULL; n++)
        if (text_same_fold(field->name, name))
            return field;
    return NULL;
}

/* Of several that refer to the parent's entity, the one that is named so;
 * attachments and the like call it parentID. */
const struct field *
field_of_parent(const struct nested *path)
{
    const struct entity *child = entity_named(path->child);
    const struct entity *parent = entity_named(path->parent);
    const struct field *field, *found = NULL;
    const char *singular = parent == NULL ? path->parent : parent->singular;

    for (uint32_t n = 0; (field = field_at(child, n)) != NULL; n++) {
        if (field->type != FIELD_REFERENCE ||
            !text_same(field->as, path->parent))
            continue;
        if (strncasecmp(field->name, singular, strlen(singular)) == 0)
            return field;
        if (found == NULL || (found->flags & FIELD_EMPTY) != 0)
            found = field;
    }
    return found != NULL ? found : field_named(child, "parentID");
}

bool
picks_each(const struct field *field,
           bool (*each)(int64_t value, const char *label, size_t length,
                        void *with),
           void *with)
{
    const char *p = field->as;

    while (*p != '\0') {
        char *label = NULL;
        int64_t value = strtoll(p, &label, 10);
        size_t length = strcspn(label, "|");

        if (!each(value, label + 1, length - 1, with))
            return false;
        p = label + length;
        p += *p == '|';
    }
    return true;
}
