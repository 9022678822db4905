/* The role of a tenant file: the levels it grants, and what mySecurity makes
 * of them. */
#include "base/text.h"
#include "tests/simulator/connectwise/tenant.h"

#include <string.h>

static const char *const level_words[] = {"None", "My", "All", NULL};
static const char *const verb_words[] = {"add", "edit", "delete", "inquire",
                                         NULL};

/* The members of a row, in their order on the wire. */
static const char *const row_keys[] = {
    "id",
    "addLevel",
    "editLevel",
    "deleteLevel",
    "inquireLevel",
    "moduleFunctionName",
    "moduleFunctionDescription",
    "myAllFlag",
    "moduleFunctionIdentifier",
    "reportFlag",
    "restrictFlag",
    "customFlag",
    "moduleDescription",
    "moduleIdentifier",
    "moduleName",
    "sortOrder",
    "member",
    "_info",
};

enum { ROW_KEYS = sizeof row_keys / sizeof *row_keys };

static struct row *
row_named(struct role *role, const char *key)
{
    for (uint32_t i = 0; i < role->n; i++)
        if (role->row[i].known != NULL &&
            text_same(role->row[i].known->key, key))
            return &role->row[i];
    return NULL;
}

/* The row of a function by its exact name; unknown ones are reported. */
static struct row *
find_row(struct reader *reader, const struct json *node, const char *key,
         struct role *role)
{
    struct row *row = row_named(role, key);
    const char *near;

    if (row != NULL)
        return row;
    near = text_nearest(key, function_at(0), function_count(),
                        sizeof(struct function));
    reader_wrong(reader, node,
                 arena_print(reader->arena,
                             near != NULL
                                 ? "no function \"%s\"; did you mean \"%s\"?"
                                 : "no function \"%s\"%.0s",
                             key, near != NULL ? near : ""));
    return NULL;
}

/* One word for all four levels, or an object with some of them. */
static void
read_levels(struct reader *reader, const struct json *node, int level[VERB__N])
{
    int all;

    if (node->kind == JSON_OBJECT) {
        for (uint32_t i = 0; i < node->n; i++) {
            struct reader below = reader_below(reader, &node->item[i]);
            struct json key = node->item[i];
            int verb;

            key.kind = JSON_STRING;
            key.text = key.key;
            if (read_word(&below, &key, verb_words, &verb))
                (void)read_word(&below, &node->item[i], level_words,
                                &level[verb]);
        }
    } else if (read_word(reader, node, level_words, &all)) {
        for (int verb = 0; verb < VERB__N; verb++)
            level[verb] = all;
    }
}

static void
read_default(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    int level[VERB__N] = {LEVEL_NONE};

    read_levels(reader, node, level);
    for (uint32_t i = 0; i < tenant->role.n; i++)
        memcpy(tenant->role.row[i].level, level, sizeof level);
}

static void
read_functions(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        struct row *row = find_row(reader, member, member->key, &tenant->role);

        if (row != NULL)
            read_levels(&below, member, row->level);
    }
}

/* Rows for functions that no table knows. */
static void
read_unknown(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    struct role *role = &tenant->role;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        const char *slash = strchr(member->key, '/');
        struct row *row;

        if (slash == NULL) {
            reader_wrong(&below, member, "must be \"Module/Function\"");
            continue;
        }
        role->row =
            arena_grow(reader->arena, role->row, role->n, &role->capacity);
        row = &role->row[role->n++];
        *row =
            (struct row){.module = arena_slice(reader->arena, member->key,
                                               (size_t)(slash - member->key)),
                         .function = slash + 1};
        read_levels(&below, member, row->level);
    }
}

static void
read_absent(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *item = &node->item[i];
        struct row *row;

        if (!reader_expects(reader, item, JSON_STRING))
            continue;
        row = find_row(reader, item, item->text, &tenant->role);
        if (row != NULL)
            row->absent = true;
    }
}

static bool
are_row_keys(struct reader *reader, const struct json *node)
{
    bool right = reader_expects(reader, node, JSON_OBJECT);

    for (uint32_t i = 0; right && i < node->n; i++) {
        uint32_t k = 0;

        while (k < ROW_KEYS && !text_same(row_keys[k], node->item[i].key))
            k++;
        if (k < ROW_KEYS)
            continue;
        reader_wrong(reader, &node->item[i],
                     arena_print(reader->arena, "a row has no \"%s\"",
                                 node->item[i].key));
        right = false;
    }
    return right;
}

/* The objects of an object of functions, each into one member of its row. */
static void
read_rows(struct reader *reader, const struct json *node, struct role *role,
          size_t at)
{
    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        struct row *row = find_row(reader, member, member->key, role);

        if (row != NULL && are_row_keys(&below, member))
            memcpy((char *)row + at, &member, sizeof member);
    }
}

static void
read_declare(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    read_rows(reader, node, &tenant->role, offsetof(struct row, declare));
}

static void
read_twice(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    read_rows(reader, node, &tenant->role, offsetof(struct row, twice));
}

static void
read_customize(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        struct row *row = find_row(reader, member, member->key, &tenant->role);

        if (row == NULL || !reader_expects(&below, member, JSON_ARRAY))
            continue;
        if (row->known->customize == NULL)
            reader_wrong(&below, member, "has no Customize list");
        for (uint32_t k = 0; k < member->n; k++)
            (void)reader_expects(&below, &member->item[k], JSON_STRING);
        row->items = member;
    }
}

/* Read ahead of all others, wherever it stands. */
static void
pass_over(struct reader *reader, const struct json *node, void *into)
{
    (void)reader;
    (void)node;
    (void)into;
}

#define AT(member) .at = offsetof(struct tenant, role.member)

void
read_role(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "id", .type = KEY_NUMBER, .least = 1, AT(id)},
        {.name = "name", .type = KEY_TEXT, AT(name)},
        {.name = "admin", .type = KEY_FLAG, AT(admin)},
        {.name = "hideNone", .type = KEY_FLAG, AT(hide_none)},
        {.name = "default", .type = KEY_READ, .read = pass_over},
        {.name = "functions", .type = KEY_READ, .read = read_functions},
        {.name = "unknown", .type = KEY_READ, .read = read_unknown},
        {.name = "absent", .type = KEY_READ, .read = read_absent},
        {.name = "declare", .type = KEY_READ, .read = read_declare},
        {.name = "twice", .type = KEY_READ, .read = read_twice},
        {.name = "customize", .type = KEY_READ, .read = read_customize},
    };
    const struct json *first = json_get(node, "default");
    struct reader below = *reader;

    if (first != NULL) {
        below = reader_below(reader, first);
        read_default(&below, first, into);
    }
    read_members(reader, node, keys, sizeof keys / sizeof *keys, into);
}

void
role_default(struct tenant *tenant, struct arena *arena)
{
    struct role *role = &tenant->role;

    for (uint32_t i = 0; i < function_count(); i++) {
        const struct function *known = function_at(i);

        role->row = arena_grow(arena, role->row, role->n, &role->capacity);
        role->row[role->n++] = (struct row){
            .module = known->module, .function = known->name, .known = known};
    }
}
