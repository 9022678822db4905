/* Trees of JSON that nobody wrote down before: what a simulator answers. */
#include "tests/simulator/kit/build.h"
#include "base/diag.h"

struct json *
json_new_object(struct arena *arena)
{
    struct json *node = arena_new(arena, struct json, 1);

    node->kind = JSON_OBJECT;
    return node;
}

/* A new last child; key NULL in an array. */
static struct json *
add(struct arena *arena, struct json *parent, const char *key,
    enum json_kind kind)
{
    struct json *child;

    if ((parent->kind == JSON_OBJECT) != (key != NULL))
        unreachable("JSON member without a key, or a key in an array");
    if (parent->item == NULL) { /* most of what is built has about as many */
        parent->capacity = 16;
        parent->item = arena_new(arena, struct json, parent->capacity);
    }
    parent->sorted = NULL; /* and the members may move */
    parent->item =
        arena_grow(arena, parent->item, parent->n, &parent->capacity);
    child = &parent->item[parent->n++];
    *child = (struct json){.kind = kind, .key = key};
    return child;
}

void
json_set_text(struct arena *arena, struct json *object, const char *key,
              const char *text)
{
    struct json *node =
        add(arena, object, key, text == NULL ? JSON_NULL : JSON_STRING);

    node->text = text;
}

void
json_set_integer(struct arena *arena, struct json *object, const char *key,
                 int64_t value)
{
    add(arena, object, key, JSON_NUMBER)->number = (double)value;
}

void
json_set_boolean(struct arena *arena, struct json *object, const char *key,
                 bool value)
{
    add(arena, object, key, JSON_BOOLEAN)->boolean = value;
}

struct json *
json_set_object(struct arena *arena, struct json *object, const char *key)
{
    return add(arena, object, key, JSON_OBJECT);
}

struct json *
json_set_array(struct arena *arena, struct json *object, const char *key)
{
    return add(arena, object, key, JSON_ARRAY);
}

void
json_push_text(struct arena *arena, struct json *array, const char *text)
{
    add(arena, array, NULL, JSON_STRING)->text = text;
}

void
json_push_integer(struct arena *arena, struct json *array, int64_t value)
{
    add(arena, array, NULL, JSON_NUMBER)->number = (double)value;
}

struct json *
json_push_object(struct arena *arena, struct json *array)
{
    return add(arena, array, NULL, JSON_OBJECT);
}
