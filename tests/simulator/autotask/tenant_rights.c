/* The parts of a tenant file that speak of entities: the security level, what
 * metadata declares, impersonation, and the lists of exceptions. */
#include "tests/simulator/autotask/tenant_rights.h"
#include "base/text.h"
#include "tests/simulator/autotask/entity.h"

#include <string.h>

static const char *const level_words[] = {"None", "Restricted", "All", NULL};
static const char *const access_words[] = {"view",   "add",      "edit",
                                           "delete", "callouts", NULL};

/* An entity by its exact name; unknown ones are reported. */
static const struct entity *
read_entity(struct reader *reader, const struct json *node, const char *name)
{
    const struct entity *entity = entity_named(name);
    const char *near;
    bool key = node->key != NULL && text_same(node->key, name);

    if (entity != NULL && text_same(entity->name, name))
        return entity;
    near = entity != NULL ? entity->name
                          : text_nearest(name, entity_at(0), entity_count(),
                                         sizeof *entity);
    diag_add(reader->diags, key ? node->key_line : node->line,
             key ? node->key_column : node->column,
             near != NULL ? "%s: no entity \"%s\"; did you mean \"%s\"?"
                          : "%s: no entity \"%s\"%.0s",
             reader->where, name, near != NULL ? near : "");
    return NULL;
}

/* One level word for all accesses, or an object with some of them. */
static void
read_levels(struct reader *reader, const struct json *node, int *level,
            bool *stated)
{
    int word = 0;

    if (node->kind != JSON_OBJECT) {
        if (!read_word(reader, node, level_words, &word))
            return;
        for (int i = 0; i < ACCESS__N; i++) {
            level[i] = word + 1;
            stated[i] = true;
        }
        return;
    }
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        struct reader below = reader_below(reader, member);
        int access = 0;

        while (access < ACCESS__N &&
               strcmp(access_words[access], member->key) != 0)
            access++;
        if (access == ACCESS__N) {
            reader_wrong(&below, member, "not view, add, edit or delete");
        } else if (read_word(&below, member, level_words, &word)) {
            level[access] = word + 1;
            stated[access] = true;
        }
    }
}

static void
read_default(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    struct entity_state by_default = {.records = 0};

    read_levels(reader, node, by_default.level, by_default.stated);
    for (uint32_t i = 0; i < entity_count(); i++)
        for (int access = 0; access < ACCESS__N; access++)
            if (!tenant->state[i].stated[access])
                tenant->state[i].level[access] = by_default.level[access];
}

/* For each member that names an entity; the readers below do the rest. */
static const struct entity *
member_entity(struct reader *reader, const struct json *member,
              struct reader *below)
{
    *below = reader_below(reader, member);
    return read_entity(reader, member, member->key);
}

static void
read_entities(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    struct reader below;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct entity *entity =
            member_entity(reader, &node->item[i], &below);

        if (entity != NULL)
            read_levels(&below, &node->item[i],
                        tenant->state[entity->index].level,
                        tenant->state[entity->index].stated);
    }
}

void
read_security_level(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "name",
         .type = KEY_TEXT,
         .at = offsetof(struct tenant, level_name)},
        {.name = "default", .type = KEY_READ, .read = read_default},
        {.name = "entities", .type = KEY_READ, .read = read_entities},
    };

    read_members(reader, node, keys, sizeof keys / sizeof *keys, into);
}

void
read_declared(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    struct reader below;
    bool stated[ACCESS__N];

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct entity *entity =
            member_entity(reader, &node->item[i], &below);

        if (entity != NULL)
            read_levels(&below, &node->item[i],
                        tenant->state[entity->index].declared, stated);
    }
}

static void
read_boxes(struct reader *reader, const struct json *node, bool *boxes)
{
    int word = 0;

    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        if (!read_word(reader, &node->item[i], access_words, &word))
            continue;
        if (word < ACCESS__N)
            boxes[word] = true;
        else
            reader_wrong(reader, &node->item[i], "not an access");
    }
}

static void
read_matrix(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    struct reader below;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct entity *entity =
            member_entity(reader, &node->item[i], &below);

        if (entity != NULL)
            read_boxes(&below, &node->item[i],
                       tenant->state[entity->index].impersonate);
    }
}

void
read_impersonation(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "technicians",
         .type = KEY_FLAG,
         .at = offsetof(struct tenant, technicians)},
        {.name = "entities", .type = KEY_READ, .read = read_matrix},
    };

    read_members(reader, node, keys, sizeof keys / sizeof *keys, into);
}

/* An object of numbers by entity. */
static void
read_numbers(struct reader *reader, const struct json *node,
             struct tenant *tenant, const char *only)
{
    struct reader below;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *member = &node->item[i];
        const struct entity *entity = member_entity(reader, member, &below);
        int64_t number;

        if (entity == NULL)
            continue;
        if (!text_ends(entity->name, only))
            reader_wrong(&below, member, "not an entity of webhooks");
        else if (!json_integer(member, &number) || number < 0 ||
                 number > RECORDS_CAP)
            reader_wrong(&below, member, "must be a number up to 100000");
        else
            tenant->state[entity->index].records = number;
    }
}

void
read_records(struct reader *reader, const struct json *node, void *into)
{
    read_numbers(reader, node, into, "");
}

void
read_owned(struct reader *reader, const struct json *node, void *into)
{
    read_numbers(reader, node, into, "Webhooks");
}

void
read_filtered(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;
    struct reader below;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct entity *entity =
            member_entity(reader, &node->item[i], &below);

        if (entity != NULL &&
            reader_expects(&below, &node->item[i], JSON_BOOLEAN))
            tenant->state[entity->index].filtered = node->item[i].boolean;
    }
}

/* A list of entities; at: the flag to set in the state of each. */
static void
read_flags(struct reader *reader, const struct json *node,
           struct tenant *tenant, size_t at)
{
    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    for (uint32_t i = 0; i < node->n; i++) {
        const struct json *item = &node->item[i];
        const struct entity *entity = NULL;
        static const bool yes = true;

        if (reader_expects(reader, item, JSON_STRING))
            entity = read_entity(reader, item, item->text);
        if (entity != NULL)
            memcpy((char *)&tenant->state[entity->index] + at, &yes,
                   sizeof yes);
    }
}

void
read_omitted(struct reader *reader, const struct json *node, void *into)
{
    read_flags(reader, node, into, offsetof(struct entity_state, omitted));
}

void
read_metadata_denied(struct reader *reader, const struct json *node, void *into)
{
    read_flags(reader, node, into,
               offsetof(struct entity_state, metadata_denied));
}

void
read_no_picklists(struct reader *reader, const struct json *node, void *into)
{
    read_flags(reader, node, into, offsetof(struct entity_state, no_picklists));
}

void
read_no_callouts(struct reader *reader, const struct json *node, void *into)
{
    read_flags(reader, node, into, offsetof(struct entity_state, no_callouts));
}

/* "Tickets" is all aspects of it, "Tickets.edit" one. */
static void
read_aspect(struct reader *reader, const struct json *item,
            struct tenant *tenant, size_t at)
{
    const char *dot = strchr(item->text, '.');
    const struct entity *entity;
    unsigned bits = (1U << ASPECT__N) - 1, before;
    char *place;

    if (dot != NULL) {
        int aspect = 0;

        while (aspect < ASPECT__N && strcmp(access_words[aspect], dot + 1) != 0)
            aspect++;
        if (aspect == ASPECT__N) {
            reader_wrong(reader, item,
                         "must end in .view, .add, .edit, .delete or "
                         ".callouts");
            return;
        }
        bits = 1U << aspect;
    }
    entity = read_entity(reader, item,
                         dot == NULL ? item->text
                                     : arena_slice(reader->arena, item->text,
                                                   (size_t)(dot - item->text)));
    if (entity == NULL)
        return;
    place = (char *)&tenant->state[entity->index] + at;
    memcpy(&before, place, sizeof before);
    bits |= before;
    memcpy(place, &bits, sizeof bits);
}

static void
read_aspects(struct reader *reader, const struct json *node,
             struct tenant *tenant, size_t at)
{
    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (reader_expects(reader, &node->item[i], JSON_STRING))
            read_aspect(reader, &node->item[i], tenant, at);
}

void
read_unreadable(struct reader *reader, const struct json *node, void *into)
{
    read_aspects(reader, node, into, offsetof(struct entity_state, unreadable));
}

void
read_unreadable_alone(struct reader *reader, const struct json *node,
                      void *into)
{
    read_aspects(reader, node, into,
                 offsetof(struct entity_state, unreadable_alone));
}
