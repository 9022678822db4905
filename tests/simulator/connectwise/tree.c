/* Members set, kept and dropped. */
#include "tests/simulator/connectwise/tree.h"
#include "base/text.h"
#include "tests/simulator/kit/build.h"

#include <string.h>

void
tree_put(struct arena *arena, struct json *object, const char *key,
         const struct json *value)
{
    struct json *place = NULL;

    for (uint32_t i = 0; i < object->n; i++)
        if (text_same(object->item[i].key, key))
            place = &object->item[i];
    if (place == NULL) {
        json_set_text(arena, object, key, NULL);
        place = &object->item[object->n - 1];
    }
    key = place->key;
    *place = *value;
    place->key = key;
}

void
tree_overlay(struct arena *arena, struct json *object, const struct json *over)
{
    for (uint32_t i = 0; over != NULL && i < over->n; i++)
        tree_put(arena, object, over->item[i].key, &over->item[i]);
}

static bool
is_named(const char *fields, const char *key)
{
    size_t wanted = strlen(key);

    while (*fields != '\0') {
        size_t length = strcspn(fields, ","), first = strcspn(fields, ",/");

        if (first == wanted && strncasecmp(fields, key, wanted) == 0)
            return true;
        fields += length;
        fields += *fields == ',';
    }
    return false;
}

void
tree_keep(struct json *object, const char *fields)
{
    uint32_t kept = 0;

    if (fields == NULL || *fields == '\0')
        return;
    for (uint32_t i = 0; i < object->n; i++)
        if (is_named(fields, object->item[i].key))
            object->item[kept++] = object->item[i];
    object->n = kept;
}

void
tree_drop(struct json *object, const char *key)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < object->n; i++)
        if (!text_same(object->item[i].key, key))
            object->item[kept++] = object->item[i];
    object->n = kept;
}
