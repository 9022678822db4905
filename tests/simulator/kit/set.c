/* --set KEY.KEY=VALUE: one member of a tenant's tree replaced or added before
 * the tree is read, so that a mistake in it is reported like any other. */
#include "tests/simulator/kit/set.h"
#include "base/text.h"
#include "tests/simulator/kit/build.h"

#include <string.h>

static struct json *
copy(struct arena *arena, const struct json *from, struct json *to)
{
    *to = *from;
    to->capacity = from->n;
    to->sorted = NULL; /* of the members of before */
    to->item = arena_new(arena, struct json, from->n);
    for (uint32_t i = 0; i < from->n; i++)
        (void)copy(arena, &from->item[i], &to->item[i]);
    return to;
}

/* A word that is given a member becomes all that it stood for. */
static void
spread_word(struct arena *arena, struct json *node, const char *const *spread)
{
    const char *word = node->kind == JSON_STRING ? node->text : NULL;

    if (node->kind == JSON_OBJECT)
        return;
    *node = (struct json){.kind = JSON_OBJECT,
                          .line = node->line,
                          .column = node->column,
                          .key = node->key,
                          .key_line = node->key_line,
                          .key_column = node->key_column};
    for (; word != NULL && spread != NULL && *spread != NULL; spread++)
        json_set_text(arena, node, *spread, word);
}

static struct json *
member(struct arena *arena, struct json *object, const char *key)
{
    for (uint32_t i = 0; i < object->n; i++)
        if (strcmp(object->item[i].key, key) == 0)
            return &object->item[i];
    json_set_text(arena, object, key, NULL);
    return &object->item[object->n - 1];
}

const struct json *
set_assign(const struct json *root, const char *assignment,
           const char *const *spread, struct diags *diags)
{
    struct arena *arena = diags->arena;
    const char *equal = strchr(assignment, '='), *key = assignment;
    struct json *top = arena_new(arena, struct json, 1), *node, place;
    const struct json *value;

    if (equal == NULL || equal == assignment) {
        diag_add(diags, 0, 0, "--set %s: must be KEY=VALUE", assignment);
        return NULL;
    }
    node = copy(arena, root, top);
    while (key < equal) {
        size_t length = strcspn(key, ".=");

        spread_word(arena, node, spread);
        node = member(arena, node, arena_slice(arena, key, length));
        key += length + 1;
    }
    place = *node;
    value = json_parse(arena, equal + 1, strlen(equal + 1), NULL);
    if (value != NULL)
        (void)copy(arena, value, node);
    else
        *node =
            (struct json){.kind = JSON_STRING,
                          .text = text_clean(arena, equal + 1,
                                             strlen(equal + 1), JSON_TEXT_CAP)};
    node->line = place.line;
    node->column = place.column;
    node->key = place.key;
    node->key_line = place.key_line;
    node->key_column = place.key_column;
    return top;
}
