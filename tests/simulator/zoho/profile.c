/* The table of keys, in groups. */
#include "tests/simulator/zoho/profile.h"
#include "base/text.h"
#include "tests/simulator/kit/build.h"
#include "tests/simulator/zoho/tenant.h"

struct row {
    const char *name, *group; /* text_nearest looks at the first */
    bool usual;
};

#define KEY(of, key, often) {.name = (key), .group = (of), .usual = (often)},

static const struct row rows[] = {
#include "tests/simulator/zoho/profile.inc"
};

enum { ROWS = sizeof rows / sizeof *rows };

static const struct json yes = {.kind = JSON_BOOLEAN, .boolean = true};
static const struct json no = {.kind = JSON_BOOLEAN};

static int
group_begin(const char *group)
{
    int i = 0;

    while (i < ROWS && !text_same(rows[i].group, group))
        i++;
    return i;
}

static int
group_end(int begin)
{
    int i = begin;

    while (i < ROWS && text_same(rows[i].group, rows[begin].group))
        i++;
    return i;
}

bool
profile_has(const char *group, const char *key)
{
    int i = group_begin(group);

    if (key == NULL)
        return i < ROWS;
    while (i < ROWS && text_same(rows[i].group, group) &&
           !text_same(rows[i].name, key))
        i++;
    return i < ROWS && text_same(rows[i].group, group);
}

const char *
profile_near(const char *group, const char *word)
{
    int begin = group == NULL ? 0 : group_begin(group);
    size_t n = group == NULL ? ROWS : (size_t)(group_end(begin) - begin);

    return text_nearest(word,
                        group == NULL ? &rows[0].group : &rows[begin].name, n,
                        sizeof *rows);
}

bool
profile_absent(const struct json *node)
{
    return text_same(json_text(node), "absent");
}

/* NULL: it is not answered. */
static const struct json *
value_of(const struct profile *profile, const struct row *row)
{
    const struct json *group = json_get(profile->named, row->group);
    const struct json *named = json_get(group, row->name);

    if (named != NULL)
        return profile_absent(named) ? NULL : named;
    if (profile->extent == EXTENT_NAMED ||
        (profile->extent == EXTENT_USUAL && !row->usual))
        return NULL;
    if (profile->rest != NULL)
        return profile_absent(profile->rest) ? NULL : profile->rest;
    return profile->type == PROFILE_ADMINISTRATOR ? &yes : &no;
}

static void
put_copy(struct arena *arena, struct json *into, const char *key,
         const struct json *node)
{
    struct json *slot = json_set_object(arena, into, key);

    *slot = *node;
    slot->key = key;
}

/* A group of which nothing is answered is not there. */
static void
put_group(const struct profile *profile, int begin, struct json *into,
          struct arena *arena)
{
    const char *name = rows[begin].group;
    const struct json *named = json_get(profile->named, name);
    struct json *group = NULL;

    if (named != NULL && named->kind != JSON_OBJECT) {
        if (named->kind == JSON_NULL)
            json_set_text(arena, into, name, NULL);
        return;
    }
    for (int i = begin; i < group_end(begin); i++) {
        const struct json *value = value_of(profile, &rows[i]);

        if (value == NULL)
            continue;
        if (group == NULL)
            group = json_set_object(arena, into, name);
        put_copy(arena, group, rows[i].name, value);
    }
}

void
profile_print(const struct profile *profile, struct json *into,
              struct arena *arena)
{
    const struct json *more = profile->more;

    for (int i = 0; i < ROWS; i = group_end(i))
        put_group(profile, i, into, arena);
    for (uint32_t i = 0; more != NULL && i < more->n; i++)
        put_copy(arena, into, more->item[i].key, &more->item[i]);
}

bool
profile_allows(const struct profile *profile, const char *group,
               const char *key)
{
    const struct json *named = json_get(profile->named, group);
    const struct row row = {.name = key, .group = group, .usual = true};
    const struct json *value;

    if (named != NULL && named->kind != JSON_OBJECT)
        return true;
    value = value_of(profile, &row);
    return value == NULL || value->kind != JSON_BOOLEAN || value->boolean;
}
