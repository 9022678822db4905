/* Path and method -> route. Nothing here looks at rights: a path that exists
 * but not for the method is 405, everything else unknown is 404. */
#include "base/text.h"
#include "tests/simulator/sim.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS = 5 };

struct parts {
    const char *part[PARTS];
    uint32_t n;
};

static const char *const utility_names[UTILITY__N] = {
    [UTILITY_ZONE] = "ZoneInformation",
    [UTILITY_VERSIONS] = "VersionInformation",
    [UTILITY_VERSION] = "Version",
    [UTILITY_AUTHENTICATE] = "Authenticate",
    [UTILITY_MODULES] = "Modules",
    [UTILITY_THRESHOLD] = "ThresholdInformation",
    [UTILITY_ENTITIES] = "EntityInformation",
};

/* Past a leading folder of the path, or NULL. */
static const char *
past(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    if (path == NULL || strncasecmp(path, folder, n) != 0)
        return NULL;
    return path + n;
}

static bool
split(struct arena *arena, const char *path, struct parts *parts)
{
    while (*path != '\0') {
        size_t length = strcspn(path, "/");

        if (parts->n == PARTS || length == 0)
            return false;
        parts->part[parts->n++] = arena_slice(arena, path, length);
        path += length;
        if (*path == '/')
            path++;
    }
    return parts->n > 0;
}

static int64_t
id_of(const char *text)
{
    char *end = NULL;
    long long id;

    errno = 0;
    id = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || id < 0)
        return -1;
    return id;
}

struct method_route {
    const char *method;
    unsigned verb;
    enum route_kind kind;
};

/* Picks by method among the verbs a path has; a path without any is no path.
 * table ends with a NULL method. */
static void
pick(struct call *call, const struct method_route *table, unsigned verbs)
{
    bool some = false;

    for (; table->method != NULL; table++) {
        if ((verbs & table->verb) == 0)
            continue;
        some = true;
        if (strcmp(call->method, table->method) == 0) {
            call->route.kind = table->kind;
            return;
        }
    }
    call->route.kind = some ? ROUTE_METHOD : ROUTE_NONE;
}

static const struct method_route collection[] = {
    {"POST", VERB_POST, ROUTE_CREATE},
    {"PATCH", VERB_PATCH, ROUTE_UPDATE},
    {"PUT", VERB_PUT, ROUTE_UPDATE},
    {"GET", VERB_LIST, ROUTE_LIST},
    {NULL, 0, ROUTE_NONE},
};

static const struct method_route single[] = {
    {"GET", VERB_GET, ROUTE_GET},
    {"DELETE", VERB_DELETE, ROUTE_DELETE},
    {NULL, 0, ROUTE_NONE},
};

static const struct method_route query[] = {
    {"GET", VERB_QUERY, ROUTE_QUERY},
    {"POST", VERB_QUERY, ROUTE_QUERY},
    {NULL, 0, ROUTE_NONE},
};

static const struct method_route count[] = {
    {"GET", VERB_COUNT, ROUTE_COUNT},
    {"POST", VERB_COUNT, ROUTE_COUNT},
    {NULL, 0, ROUTE_NONE},
};

/* The page after a POST query wants POST too; only the address that a GET
 * query was given carries its search along. */
static const struct method_route next[] = {
    {"POST", VERB_QUERY, ROUTE_NEXT},
    {NULL, 0, ROUTE_NONE},
};
static const struct method_route next_get[] = {
    {"GET", VERB_QUERY, ROUTE_NEXT},
    {NULL, 0, ROUTE_NONE},
};

static void
pick_information(struct call *call, enum route_kind kind)
{
    call->route.kind = strcmp(call->method, "GET") == 0 ? kind : ROUTE_METHOD;
}

static void
route_information(struct call *call, const struct parts *parts)
{
    if (parts->n == 2)
        pick_information(call, ROUTE_INFORMATION);
    else if (parts->n == 3 && text_same_fold(parts->part[2], "fields"))
        pick_information(call, ROUTE_FIELDS);
    else if (parts->n == 3 &&
             text_same_fold(parts->part[2], "userDefinedFields"))
        pick_information(call, ROUTE_USER_FIELDS);
}

static void
route_query(struct call *call, const struct parts *parts, unsigned verbs)
{
    if (parts->n == 2)
        pick(call, query, verbs);
    else if (parts->n == 3 && text_same_fold(parts->part[2], "count"))
        pick(call, count, verbs);
    else if (parts->n == 3 && text_same_fold(parts->part[2], "next"))
        pick(call, call->arg_search != NULL ? next_get : next, verbs);
}

/* /<parent>/{id}/<segment>[/{id}] */
static void
route_nested(struct call *call, const struct parts *parts)
{
    struct route *route = &call->route;
    const struct nested *path = nested_path(parts->part[0], parts->part[2]);

    route->parent = id_of(parts->part[1]);
    if (path == NULL || parts->n > 4 || route->parent < 0)
        return;
    route->nested = path;
    route->entity = entity_named(path->child);
    route->endpoint = path->child;
    if (parts->n == 3) {
        pick(call, collection, path->verbs);
        return;
    }
    route->id = id_of(parts->part[3]);
    if (route->id >= 0)
        pick(call, single, path->verbs);
}

static void
route_entity(struct call *call, const struct parts *parts)
{
    struct route *route = &call->route;
    unsigned verbs;

    route->entity = entity_named(parts->part[0]);
    if (route->entity == NULL) {
        /* A parent of paths need not be an entity itself. */
        if (parts->n >= 3)
            route_nested(call, parts);
        return;
    }
    route->endpoint = route->entity->name;
    verbs = route->entity->verbs;
    if (parts->n == 1) {
        pick(call, collection, verbs);
    } else if (text_same_fold(parts->part[1], "entityInformation")) {
        route_information(call, parts);
    } else if (text_same_fold(parts->part[1], "query")) {
        route_query(call, parts, verbs);
    } else if (parts->n == 2) {
        route->id = id_of(parts->part[1]);
        if (route->id >= 0)
            pick(call, single, verbs);
    } else {
        route_nested(call, parts);
    }
}

static bool
route_utility(struct call *call, const char *name)
{
    for (int i = 0; i < UTILITY__N; i++) {
        if (!text_same_fold(utility_names[i], name))
            continue;
        call->route.utility = (enum utility)i;
        call->route.endpoint = utility_names[i];
        pick_information(call, ROUTE_UTILITY);
        return true;
    }
    return false;
}

void
route_call(struct call *call)
{
    const char *service = past(call->path, "/ATServicesRest/");
    const char *below = past(service, "V1.0/");
    struct parts parts = {.n = 0};

    call->route = (struct route){.parent = -1,
                                 .id = -1,
                                 .endpoint = "",
                                 .below = below != NULL     ? below
                                          : service != NULL ? service
                                                            : call->path};
    if (service == NULL)
        return;
    if (below == NULL) {
        if (text_same_fold(service, utility_names[UTILITY_VERSIONS]))
            (void)route_utility(call, service);
        return;
    }
    if (!split(&call->arena, below, &parts))
        return;
    if (parts.n == 1 && !text_same_fold(below, "VersionInformation") &&
        route_utility(call, parts.part[0]))
        return;
    route_entity(call, &parts);
}
