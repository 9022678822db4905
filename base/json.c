/* Trees of JSON: look-ups and printing. */
#include "base/json.h"
#include "base/json_write.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

/* Keys by letter without case, and those alike but for it by case: one order
 * to look up either way. */
int
json_key_order(const char *a, const char *b)
{
    int order = text_order_fold(a, b);

    return order != 0 ? order : strcmp(a, b);
}

/* Index of the first sorted member whose key is not before this one. */
static uint32_t
first_not_before(const struct json *object, const char *key,
                 int (*order)(const char *, const char *))
{
    uint32_t low = 0, high = object->n;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (order(object->sorted[middle]->key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct json *
json_get(const struct json *object, const char *key)
{
    if (object == NULL || object->kind != JSON_OBJECT)
        return NULL;
    if (object->sorted != NULL) {
        uint32_t i = first_not_before(object, key, json_key_order);

        return i < object->n && strcmp(object->sorted[i]->key, key) == 0
                   ? object->sorted[i]
                   : NULL;
    }
    for (uint32_t i = 0; i < object->n; i++)
        if (strcmp(object->item[i].key, key) == 0)
            return &object->item[i];
    return NULL;
}

/* json_get_fold where the members are sorted. */
static const struct json *
get_fold_sorted(const struct json *object, const char *key)
{
    uint32_t i = first_not_before(object, key, text_order_fold);

    if (i == object->n || !text_same_fold(object->sorted[i]->key, key) ||
        (i + 1 < object->n && text_same_fold(object->sorted[i + 1]->key, key)))
        return NULL;
    return object->sorted[i];
}

const struct json *
json_get_fold(const struct json *object, const char *key)
{
    const struct json *found = NULL;

    if (object == NULL || object->kind != JSON_OBJECT)
        return NULL;
    if (object->sorted != NULL)
        return get_fold_sorted(object, key);
    for (uint32_t i = 0; i < object->n; i++) {
        if (!text_same_fold(object->item[i].key, key))
            continue;
        if (found != NULL)
            return NULL;
        found = &object->item[i];
    }
    return found;
}

const char *
json_text(const struct json *node)
{
    return node == NULL || node->kind != JSON_STRING ? NULL : node->text;
}

bool
json_boolean(const struct json *node, bool *value)
{
    if (node == NULL || node->kind != JSON_BOOLEAN)
        return false;
    *value = node->boolean;
    return true;
}

bool
json_integer(const struct json *node, int64_t *value)
{
    if (node == NULL || node->kind != JSON_NUMBER ||
        !(fabs(node->number) <= 9007199254740991.0) ||
        trunc(node->number) < node->number ||
        trunc(node->number) > node->number)
        return false;
    *value = (int64_t)node->number;
    return true;
}

const char *
json_digits(const struct json *node)
{
    return node == NULL || node->kind != JSON_NUMBER ? NULL : node->text;
}

const char *
json_kind_name(enum json_kind kind)
{
    static const char *const name[] = {
        [JSON_NULL] = "null",       [JSON_BOOLEAN] = "true or false",
        [JSON_NUMBER] = "a number", [JSON_STRING] = "a string",
        [JSON_ARRAY] = "an array",  [JSON_OBJECT] = "an object",
    };

    return name[kind];
}

static void
print_node(const struct json *node, const char *key, struct json_writer *w)
{
    int64_t whole;

    switch (node->kind) {
    case JSON_NULL:
        json_write_null(w, key);
        return;
    case JSON_BOOLEAN:
        json_write_boolean(w, key, node->boolean);
        return;
    case JSON_NUMBER:
        if (json_integer(node, &whole))
            json_write_integer(w, key, whole);
        else
            json_write_number(w, key, node->number);
        return;
    case JSON_STRING:
        json_write_text(w, key, node->text);
        return;
    case JSON_ARRAY:
        json_write_array(w, key);
        break;
    case JSON_OBJECT:
        json_write_object(w, key);
        break;
    }
    for (uint32_t i = 0; i < node->n; i++)
        print_node(&node->item[i], node->item[i].key, w);
    json_write_end(w);
}

void
json_print(const struct json *node, bool pretty, struct out *out)
{
    struct json_writer w = {.out = out, .pretty = pretty};

    print_node(node, NULL, &w);
}
