/* mySecurity: the caller's own rows; and the Customize lists behind them. */
#include "base/text.h"
#include "tests/simulator/connectwise/page.h"
#include "tests/simulator/connectwise/tree.h"

#include <inttypes.h>
#include <string.h>

static const char *const level_words[] = {
    [LEVEL_NONE] = "None", [LEVEL_MY] = "My", [LEVEL_ALL] = "All"};

/* How the API spells a name in its identifiers is not public: letters and
 * digits of the name, here. */
static const char *
identifier(struct arena *arena, const char *name)
{
    char *out = arena_new(arena, char, strlen(name) + 1);
    size_t n = 0;

    for (; *name != '\0'; name++)
        if (strchr(" /-&", *name) == NULL)
            out[n++] = *name;
    return out;
}

static bool
is_unpublished(const struct row *row, int verb)
{
    return row->known != NULL && row->known->offered[verb] == OFFERED_UNKNOWN;
}

static void
put_levels(struct call *call, struct json *into, const struct row *row)
{
    static const char *const keys[] = {[VERB_ADD] = "addLevel",
                                       [VERB_EDIT] = "editLevel",
                                       [VERB_DELETE] = "deleteLevel",
                                       [VERB_INQUIRE] = "inquireLevel"};
    const struct wire *wire = &tenant_of(call->sim)->wire;

    for (int verb = 0; verb < VERB__N; verb++)
        json_set_text(&call->arena, into, keys[verb],
                      wire->unpublished == UNPUBLISHED_EMPTY &&
                              is_unpublished(row, verb)
                          ? NULL
                          : level_words[row->level[verb]]);
}

static void
put_names(struct call *call, struct json *into, const char *prefix,
          const char *name)
{
    struct arena *arena = &call->arena;

    json_set_text(arena, into, arena_print(arena, "%sName", prefix), name);
    json_set_text(arena, into, arena_print(arena, "%sDescription", prefix),
                  name);
    json_set_text(arena, into, arena_print(arena, "%sIdentifier", prefix),
                  identifier(arena, name));
}

static void
put_custom(struct call *call, struct json *into, const struct row *row)
{
    int custom = tenant_of(call->sim)->wire.custom;

    if (custom == CUSTOM_EMPTY)
        json_set_text(&call->arena, into, "customFlag", NULL);
    else
        json_set_boolean(&call->arena, into, "customFlag",
                         custom == CUSTOM_OFFERED
                             ? row->known != NULL &&
                                   row->known->customize != NULL
                             : row->items != NULL);
}

static void
put_flags(struct call *call, struct json *into, const struct row *row)
{
    const struct function *known = row->known;
    bool my = false;

    for (int verb = 0; known != NULL && verb < VERB__N; verb++)
        my = my || known->offered[verb] == OFFERED_MY;
    json_set_boolean(&call->arena, into, "myAllFlag", my);
    json_set_boolean(&call->arena, into, "reportFlag",
                     known != NULL && known->customize != NULL &&
                         text_ends(known->customize, "Reports"));
    json_set_boolean(&call->arena, into, "restrictFlag", false);
    put_custom(call, into, row);
}

static void
put_member(struct call *call, struct json *into)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *member = json_set_object(arena, into, "member"), *info;

    json_set_integer(arena, member, "id", tenant->member.id);
    json_set_text(arena, member, "identifier", tenant->member.identifier);
    json_set_text(arena, member, "name", tenant->member.name);
    info = json_set_object(arena, member, "_info");
    json_set_text(arena, info, "member_href",
                  arena_print(arena,
                              "https://%s/%s/apis/3.0//system/members/%" PRId64,
                              tenant->site.host, about(call)->codebase,
                              tenant->member.id));
}

static void
put_row(struct call *call, struct json *into, const struct row *row, int64_t id)
{
    struct arena *arena = &call->arena;
    const struct json *omit = tenant_of(call->sim)->wire.omit;

    json_set_integer(arena, into, "id", id);
    put_levels(call, into, row);
    put_names(call, into, "moduleFunction", row->function);
    put_flags(call, into, row);
    put_names(call, into, "module", row->module);
    json_set_integer(arena, into, "sortOrder", id);
    put_member(call, into);
    (void)json_set_object(arena, into, "_info");
    tree_overlay(arena, into, row->declare);
    for (uint32_t i = 0; omit != NULL && i < omit->n; i++)
        tree_drop(into, omit->item[i].text);
}

static bool
is_listed(const struct role *role, const struct row *row)
{
    bool any = false;

    for (int verb = 0; verb < VERB__N; verb++)
        any = any || row->level[verb] != LEVEL_NONE;
    return !row->absent && (any || !role->hide_none);
}

/* All rows in their order, those that stand twice behind all others. */
static const struct row **
listed(struct call *call, int64_t *total, int64_t *twice)
{
    const struct role *role = &tenant_of(call->sim)->role;
    const struct row **list =
        arena_new(&call->arena, const struct row *, (size_t)role->n * 2);
    int64_t n = 0;

    for (uint32_t i = 0; i < role->n; i++)
        if (is_listed(role, &role->row[i]))
            list[n++] = &role->row[i];
    *twice = n;
    for (uint32_t i = 0; i < role->n; i++)
        if (role->row[i].twice != NULL)
            list[n++] = &role->row[i];
    *total = n;
    return list;
}

void
answer_security(struct call *call)
{
    int64_t total, twice;
    const struct row **list = listed(call, &total, &twice);
    struct json *root = json_new_object(&call->arena);
    struct page page;

    root->kind = JSON_ARRAY;
    if (!page_read(call, &page, total, 1))
        return;
    for (int64_t i = page.first; i < page.end; i++) {
        struct json *row = json_push_object(&call->arena, root);

        put_row(call, row, list[i], i + 1);
        if (i >= twice)
            tree_overlay(&call->arena, row, list[i]->twice);
        tree_keep(row, call_argument(call, "fields"));
    }
    answer_json(call, 200, root);
}

struct item {
    const char *list, *text;
};

/* The n-th item of all lists; both NULL behind the last. */
static struct item
item_at(const struct role *role, int64_t n)
{
    for (uint32_t i = 0; i < role->n; i++) {
        const struct row *row = &role->row[i];

        if (row->items == NULL)
            continue;
        if (n < row->items->n)
            return (struct item){row->known->customize,
                                 row->items->item[n].text};
        n -= row->items->n;
    }
    return (struct item){NULL, NULL};
}

void
answer_customize(struct call *call)
{
    const struct role *role = &tenant_of(call->sim)->role;
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);
    struct page page;
    int64_t total = 0;

    root->kind = JSON_ARRAY;
    while (item_at(role, total).list != NULL)
        total++;
    if (!page_read(call, &page, total, 1))
        return;
    for (int64_t i = page.first; i < page.end; i++) {
        const struct item item = item_at(role, i);
        struct json *into = json_push_object(arena, root);

        json_set_integer(arena, into, "id", i + 1);
        json_set_text(arena, into, "customizeIdentifier", item.list);
        json_set_text(arena, into, "itemIdentifier", item.text);
        tree_keep(into, call_argument(call, "fields"));
    }
    answer_json(call, 200, root);
}
