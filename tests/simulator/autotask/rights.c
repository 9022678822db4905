/* What the calling user may do: the security level, what the API offers at
 * all, the modules, impersonation; and the words of a refusal. */
#include "base/text.h"
#include "tests/simulator/autotask/autotask.h"
#include "tests/simulator/autotask/record.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum level
right_of(const struct sim *sim, const struct entity *entity, enum access access)
{
    if (!entity->offered[access])
        return LEVEL_NONE;
    return (enum level)tenant_of(sim)->state[entity->index].level[access];
}

bool
module_on(const struct sim *sim, const struct entity *entity)
{
    for (int m = 0; m < MODULE__N; m++)
        for (size_t i = 0; i < 6 && module_types[m].prefix[i] != NULL; i++)
            if (text_starts(entity->name, module_types[m].prefix[i]) &&
                !tenant_of(sim)->module[m])
                return false;
    return true;
}

void
answer_error(struct call *call, unsigned status, const char *format, ...)
{
    struct json *root = json_new_object(&call->arena), *errors;
    va_list list;

    va_start(list, format);
    errors = json_set_array(&call->arena, root, "errors");
    json_push_text(&call->arena, errors,
                   arena_vprint(&call->arena, format, list));
    va_end(list);
    answer_json(call, status, root);
}

static const char *const verb_words[ACCESS__N] = {
    [ACCESS_VIEW] = "query",
    [ACCESS_ADD] = "create",
    [ACCESS_EDIT] = "update",
    [ACCESS_DELETE] = "delete",
};

void
deny(struct call *call, enum access access)
{
    static const char text[] =
        "The logged in Resource does not have the adequate permissions to";
    const char *singular = about(call)->entity->singular;

    if (tenant_of(call->sim)->wire.denial == WIRE_VARIANT)
        answer_error(call, 500, "%s %s this entity %c%sType.", text,
                     verb_words[access], tolower((unsigned char)singular[0]),
                     singular + 1);
    else
        answer_error(call, 500, "%s %s this entity type.", text,
                     verb_words[access]);
}

/* The access a verb needs; ACCESS__N: none. */
static enum access
needed(unsigned verb)
{
    if ((verb & (VERB_QUERY | VERB_NEXT | VERB_COUNT | VERB_GET | VERB_LIST)) !=
        0)
        return ACCESS_VIEW;
    if ((verb & VERB_POST) != 0)
        return ACCESS_ADD;
    if ((verb & (VERB_PATCH | VERB_PUT)) != 0)
        return ACCESS_EDIT;
    return (verb & VERB_DELETE) != 0 ? ACCESS_DELETE : ACCESS__N;
}

/* Whether the person of the header may be impersonated: a resource other than
 * an API user, with a licence that allows it and a level that does. */
static bool
target_allows(const struct sim *sim, const char *header)
{
    const struct entity *resources = entity_named("Resources");
    char *end = NULL;
    int64_t id, license;
    bool exists;

    errno = 0;
    id = strtoll(header, &end, 10);
    if (errno != 0 || end == header || *end != '\0' ||
        !tenant_of(sim)->technicians)
        return false;
    store_lock(sim);
    exists = record_exists(sim, resources, id);
    store_unlock(sim);
    if (!exists || id == tenant_of(sim)->user.id)
        return false;
    license = record_license(sim, id);
    return license != 5 && license != 6 && license != 7;
}

void
impersonation_check(struct call *call)
{
    const struct entity *entity = about(call)->entity;
    const char *header = call_header(call, "ImpersonationResourceId");
    enum access access =
        call->route == NULL ? ACCESS__N : needed(call->route->tag);

    if (header == NULL || entity == NULL || access == ACCESS__N ||
        (entity->traits & TRAIT_IMPERSONATE) == 0)
        return;
    if (!tenant_of(call->sim)->state[entity->index].impersonate[access])
        deny(call, access);
    else if (!target_allows(call->sim, header))
        deny(call, ACCESS_ADD);
}
