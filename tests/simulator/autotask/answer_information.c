/* entityInformation, of one entity and of all, in the wire form the tenant
 * file chose. */
#include "tests/simulator/autotask/autotask.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

static enum level
declared(const struct sim *sim, const struct entity *entity, enum access access)
{
    int level = tenant_of(sim)->state[entity->index].declared[access];

    if (level != LEVEL_UNKNOWN)
        return (enum level)level;
    /* "Read-only while the module is not active" [official: TicketsEntity,
     * ProjectsEntity]; that metadata says so too is [unverified]. */
    if (access != ACCESS_VIEW && !module_on(sim, entity))
        return LEVEL_NONE;
    return right_of(sim, entity, access);
}

static const char *
changed(struct arena *arena, const char *word, int (*to)(int))
{
    char *text = arena_new(arena, char, strlen(word) + 1);

    for (size_t i = 0; word[i] != '\0'; i++)
        text[i] = (char)to((unsigned char)word[i]);
    return text;
}

/* The documented numbers: 0 None, 1 All, 2 Restricted. */
static void
put_level(struct call *call, struct json *info, const char *key,
          enum level level)
{
    static const char *const words[LEVEL__N] = {[LEVEL_UNKNOWN] = "None",
                                                [LEVEL_NONE] = "None",
                                                [LEVEL_RESTRICTED] =
                                                    "Restricted",
                                                [LEVEL_ALL] = "All"};
    static const int numbers[LEVEL__N] = {
        [LEVEL_RESTRICTED] = 2, [LEVEL_ALL] = 1};
    struct arena *arena = &call->arena;
    const char *word = words[level];

    switch ((enum wire_level)tenant_of(call->sim)->wire.level) {
    case WIRE_STRING:
        break;
    case WIRE_UPPER:
        word = changed(arena, word, toupper);
        break;
    case WIRE_LOWER:
        word = changed(arena, word, tolower);
        break;
    case WIRE_NUMBER:
        json_set_integer(arena, info, key, numbers[level]);
        return;
    case WIRE_NUMERIC_STRING:
        word = arena_print(arena, "%d", numbers[level]);
        break;
    case WIRE_GARBAGE:
        word = "Perhaps";
        break;
    }
    json_set_text(arena, info, key, word);
}

static const char *
name_of(const struct sim *sim, const struct entity *entity)
{
    switch ((enum wire_names)tenant_of(sim)->wire.names) {
    case WIRE_PLURAL:
        break;
    case WIRE_SINGULAR:
        return entity->singular;
    case WIRE_MIXED:
        return entity->index % 2 == 0 ? entity->name : entity->singular;
    }
    return entity->name;
}

/* garbled: aspects that must not be readable. */
static void
put_info(struct call *call, struct json *info, const struct entity *entity,
         unsigned garbled)
{
    static const struct {
        const char *can, *user;
        enum access access;
    } row[] = {
        {"canCreate", "userAccessForCreate", ACCESS_ADD},
        {"canDelete", "userAccessForDelete", ACCESS_DELETE},
        {"canQuery", "userAccessForQuery", ACCESS_VIEW},
        {"canUpdate", "userAccessForUpdate", ACCESS_EDIT},
    };
    struct arena *arena = &call->arena;
    const struct entity_state *state =
        &tenant_of(call->sim)->state[entity->index];

    json_set_text(arena, info, "name", name_of(call->sim, entity));
    for (size_t i = 0; i < 4; i++)
        json_set_boolean(arena, info, row[i].can,
                         entity->offered[row[i].access]);
    for (size_t i = 0; i < 4; i++) {
        if ((garbled & (1U << row[i].access)) != 0)
            (void)json_set_array(arena, info, row[i].user);
        else
            put_level(call, info, row[i].user,
                      declared(call->sim, entity, row[i].access));
    }
    json_set_boolean(arena, info, "hasUserDefinedFields",
                     (entity->traits & TRAIT_UDF) != 0);
    if ((garbled & (1U << ASPECT_CALLOUTS)) != 0)
        json_set_text(arena, info, "supportsWebhookCallouts", "perhaps");
    else
        json_set_boolean(arena, info, "supportsWebhookCallouts",
                         (entity->traits & TRAIT_CALLOUTS) != 0 &&
                             !state->no_callouts);
}

static struct json *
wrap(struct call *call, struct json *object)
{
    return tenant_of(call->sim)->wire.info == WIRE_FLAT
               ? object
               : json_set_object(&call->arena, object, "info");
}

void
answer_information(struct call *call)
{
    const struct entity *entity = about(call)->entity;
    const struct entity_state *state =
        &tenant_of(call->sim)->state[entity->index];
    struct json *root = json_new_object(&call->arena);

    if (state->metadata_denied) {
        deny(call, ACCESS_VIEW);
        return;
    }
    put_info(call, wrap(call, root), entity, state->unreadable_alone);
    answer_json(call, 200, root);
}

static struct json *
describe_all(struct call *call)
{
    struct json *root = json_new_object(&call->arena), *list;

    list = json_set_array(&call->arena, root, "entityDescriptions");
    if (tenant_of(call->sim)->wire.global == GLOBAL_EMPTY)
        return root;
    for (uint32_t i = 0; i < entity_count(); i++) {
        const struct entity_state *state = &tenant_of(call->sim)->state[i];

        if (!state->omitted && !state->metadata_denied)
            put_info(call, wrap(call, json_push_object(&call->arena, list)),
                     entity_at(i), state->unreadable);
    }
    return root;
}

void
answer_entities(struct call *call)
{
    static const char page[] =
        "<!DOCTYPE html>\n<html><head><title>Maintenance</title></head>"
        "<body><h1>We will be back soon</h1></body></html>\n";

    switch ((enum wire_global)tenant_of(call->sim)->wire.global) {
    case GLOBAL_OK:
    case GLOBAL_EMPTY:
        answer_json(call, 200, describe_all(call));
        return;
    case GLOBAL_MISSING:
        answer_json(call, 200, json_new_object(&call->arena));
        return;
    case GLOBAL_404:
        answer_text(call, 404, "application/json", "{\"Message\":\"none\"}");
        return;
    case GLOBAL_500:
        answer_error(call, 500, "An error occurred.");
        return;
    case GLOBAL_GARBAGE:
        answer_text(call, 200, "application/json", "\x01{]\xff nonsense");
        return;
    case GLOBAL_HTML:
        answer_text(call, 200, "text/html", page);
        return;
    case GLOBAL_TRUNCATED:
        answer_json(call, 200, describe_all(call));
        call->answer.length /= 2;
        return;
    }
    unreachable("form of the global answer");
}
