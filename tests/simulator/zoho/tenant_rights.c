/* The part of a tenant file that tells what was granted: the scopes frozen into
 * the refresh token, and the agent's profile. */
#include "tests/simulator/zoho/profile.h"
#include "tests/simulator/zoho/tenant.h"

#define AT(member) .at = offsetof(struct tenant, member)

const char *const profile_types[PROFILE__N + 1] = {
    [PROFILE_ADMINISTRATOR] = "Administrator",
    [PROFILE_STANDARD] = "Standard",
    [PROFILE_LIGHT] = "Light",
    [PROFILE_PORTAL] = "Portal",
    [PROFILE_CUSTOM] = "Custom",
};

bool
reader_texts(struct reader *reader, const struct json *node)
{
    if (!reader_expects(reader, node, JSON_ARRAY))
        return false;
    for (uint32_t i = 0; i < node->n; i++)
        if (!reader_expects(reader, &node->item[i], JSON_STRING))
            return false;
    return true;
}

static void
not_known(struct reader *reader, const struct json *node, const char *what,
          const char *near)
{
    const char *text =
        near == NULL ? what
                     : arena_print(reader->arena, "%s; did you mean \"%s\"?",
                                   what, near);

    reader_wrong(reader, node, text);
}

void
read_scopes(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_texts(reader, node))
        return;
    tenant->scope = arena_new(reader->arena, const struct scope *, node->n);
    for (uint32_t i = 0; i < node->n; i++) {
        const char *name = node->item[i].text;
        const struct scope *scope = scope_of(name);

        if (scope != NULL)
            tenant->scope[tenant->scopes++] = scope;
        else
            not_known(reader, &node->item[i],
                      arena_print(reader->arena, "no scope \"%s\"", name),
                      scope_near(name));
    }
}

void
read_more_scopes(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (reader_texts(reader, node))
        tenant->more_scopes = node;
}

/* What a member that is named has to be: a mistake has the place of its key. */
static struct json
place_of(const struct json *member)
{
    return (struct json){.line = member->key_line,
                         .column = member->key_column};
}

static void
check_group(struct reader *reader, const struct json *group)
{
    for (uint32_t i = 0; i < group->n; i++) {
        const struct json *key = &group->item[i];
        const struct json place = place_of(key);

        if (!profile_has(group->key, key->key))
            not_known(reader, &place,
                      arena_print(reader->arena, "no key \"%s\"", key->key),
                      profile_near(group->key, key->key));
    }
}

/* By group an object of values by key, or null or "absent" for all of it. */
static void
read_named(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *group = &node->item[i];
        const struct json place = place_of(group);
        struct reader below = reader_below(reader, group);

        if (!profile_has(group->key, NULL))
            not_known(reader, &place,
                      arena_print(reader->arena, "no group \"%s\"", group->key),
                      profile_near(NULL, group->key));
        else if (group->kind == JSON_OBJECT)
            check_group(&below, group);
        else if (group->kind != JSON_NULL && !profile_absent(group))
            reader_wrong(&below, group,
                         "must be an object, null or \"absent\"");
    }
    tenant->profile.named = node;
}

static void
read_more(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (reader_expects(reader, node, JSON_OBJECT))
        tenant->profile.more = node;
}

static void
read_rest(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    (void)reader;
    tenant->profile.rest = node;
}

void
read_profile(struct reader *reader, const struct json *node, void *into)
{
    static const char *const extents[] = {"usual", "all", "named", NULL};
    static const char *const forms[] = {"permissions", "object", NULL};
    static const struct key keys[] = {
        {.name = "id", .type = KEY_TEXT, AT(profile.id)},
        {.name = "name", .type = KEY_TEXT, AT(profile.name)},
        {.name = "description", .type = KEY_TEXT, AT(profile.description)},
        {.name = "type",
         .type = KEY_WORD,
         .words = profile_types,
         AT(profile.type)},
        {.name = "default", .type = KEY_FLAG, AT(profile.standard)},
        {.name = "extent",
         .type = KEY_WORD,
         .words = extents,
         AT(profile.extent)},
        {.name = "form", .type = KEY_WORD, .words = forms, AT(profile.form)},
        {.name = "rest", .type = KEY_READ, .read = read_rest},
        {.name = "keys", .type = KEY_READ, .read = read_named},
        {.name = "more", .type = KEY_READ, .read = read_more},
    };

    read_members(reader, node, keys, sizeof keys / sizeof *keys, into);
}
