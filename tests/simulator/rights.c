/* What the calling user may do: the security level, what the API offers at
 * all, the modules, impersonation; and the words of a refusal. */
#include "base/text.h"
#include "tests/simulator/record.h"
#include "tests/simulator/sim.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum level
right_of(const struct sim *sim, const struct entity *entity, enum access access)
{
    if (!entity->offered[access])
        return LEVEL_NONE;
    return (enum level)sim->tenant.state[entity->index].level[access];
}

bool
module_on(const struct sim *sim, const struct entity *entity)
{
    for (int m = 0; m < MODULE__N; m++)
        for (size_t i = 0; i < 6 && module_types[m].prefix[i] != NULL; i++)
            if (text_starts(entity->name, module_types[m].prefix[i]) &&
                !sim->tenant.module[m])
                return false;
    return true;
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
    const char *singular = call->route.entity->singular;

    if (call->sim->tenant.wire.denial == WIRE_VARIANT)
        answer_error(call, 500, "%s %s this entity %c%sType.", text,
                     verb_words[access], tolower((unsigned char)singular[0]),
                     singular + 1);
    else
        answer_error(call, 500, "%s %s this entity type.", text,
                     verb_words[access]);
}

/* The access a route needs; ACCESS__N: none. */
static enum access
needed(enum route_kind kind)
{
    switch (kind) {
    case ROUTE_QUERY:
    case ROUTE_COUNT:
    case ROUTE_NEXT:
    case ROUTE_GET:
    case ROUTE_LIST:
        return ACCESS_VIEW;
    case ROUTE_CREATE:
        return ACCESS_ADD;
    case ROUTE_UPDATE:
        return ACCESS_EDIT;
    case ROUTE_DELETE:
        return ACCESS_DELETE;
    case ROUTE_NONE:
    case ROUTE_METHOD:
    case ROUTE_UTILITY:
    case ROUTE_INFORMATION:
    case ROUTE_FIELDS:
    case ROUTE_USER_FIELDS:
        break;
    }
    return ACCESS__N;
}

/* Whether the person of the header may be impersonated: a resource other than
 * an API user, with a licence that allows it and a level that does. */
static bool
target_allows(const struct sim *sim, const char *header)
{
    const struct entity *resources = entity_named("Resources");
    char *end = NULL;
    int64_t id, license;

    errno = 0;
    id = strtoll(header, &end, 10);
    if (errno != 0 || end == header || *end != '\0' || !sim->tenant.technicians)
        return false;
    if (!record_exists(sim, resources, id) || id == sim->tenant.user.id)
        return false;
    license = record_license(sim, id);
    return license != 5 && license != 6 && license != 7;
}

void
impersonation_check(struct call *call)
{
    const struct entity *entity = call->route.entity;
    enum access access = needed(call->route.kind);

    if (call->impersonate == NULL || entity == NULL || access == ACCESS__N ||
        (entity->traits & TRAIT_IMPERSONATE) == 0)
        return;
    if (!call->sim->tenant.state[entity->index].impersonate[access])
        deny(call, access);
    else if (!target_allows(call->sim, call->impersonate))
        deny(call, ACCESS_ADD);
}
