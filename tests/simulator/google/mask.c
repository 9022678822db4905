/* "fields": a list of names with what is below each, as in
 * "kind,items(id,start/dateTime)". "*" is everything; a name that is not there
 * is left out. */
#include "base/text.h"
#include "tests/simulator/google/google.h"

#include <string.h>

enum { DEPTH = 8 };

struct mask {
    struct arena *arena;
    const char *at; /* what is left of the text */
    int depth;
};

static const char name_letters[] = "abcdefghijklmnopqrstuvwxyz"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_*";

static bool apply_item(struct mask *, const struct json *from, struct json *to);

static bool
apply_list(struct mask *mask, const struct json *from, struct json *to)
{
    for (;;) {
        if (!apply_item(mask, from, to))
            return false;
        if (*mask->at != ',')
            return true;
        mask->at++;
    }
}

/* Behind "(" or "/". */
static bool
apply_below(struct mask *mask, const struct json *from, struct json *to)
{
    bool list = *mask->at == '(', right;

    if (++mask->depth > DEPTH)
        return false;
    mask->at++;
    right = list ? apply_list(mask, from, to) : apply_item(mask, from, to);
    mask->depth--;
    if (!list || !right)
        return right;
    return *mask->at++ == ')';
}

/* The same mask for each element. */
static bool
apply_array(struct mask *mask, const struct json *from, struct json *to)
{
    const char *begin = mask->at;

    for (uint32_t i = 0; i < from->n; i++) {
        mask->at = begin;
        if (!apply_below(mask, &from->item[i],
                         json_push_object(mask->arena, to)))
            return false;
    }
    return from->n > 0 || apply_below(mask, NULL, json_new_object(mask->arena));
}

static void
keep(struct mask *mask, const struct json *member, struct json *to)
{
    json_set_text(mask->arena, to, member->key, NULL);
    to->item[to->n - 1] = *member;
}

static bool
apply_item(struct mask *mask, const struct json *from, struct json *to)
{
    size_t length = strspn(mask->at, name_letters);
    const char *name = arena_slice(mask->arena, mask->at, length);
    const struct json *member =
        json_get(to, name) != NULL ? NULL : json_get(from, name);
    bool deeper;

    mask->at += length;
    deeper = *mask->at == '(' || *mask->at == '/';
    if (length == 0)
        return false;
    if (text_same(name, "*"))
        for (uint32_t i = 0; from != NULL && i < from->n; i++)
            keep(mask, &from->item[i], to);
    if (member == NULL)
        return !deeper || apply_below(mask, NULL, json_new_object(mask->arena));
    if (!deeper)
        keep(mask, member, to);
    else if (member->kind == JSON_ARRAY)
        return apply_array(mask, member, json_set_array(mask->arena, to, name));
    else
        return apply_below(mask, member,
                           json_set_object(mask->arena, to, name));
    return true;
}

bool
mask_apply(struct call *call, struct json *root, const char *fields)
{
    struct mask mask = {.arena = &call->arena, .at = fields};
    struct json *to;

    if (fields == NULL || *fields == '\0')
        return true;
    to = json_new_object(&call->arena);
    if (!apply_list(&mask, root, to) || *mask.at != '\0')
        return false;
    *root = *to;
    return true;
}
