/* The paths: those of logins, by tenant, and those of Graph. */
#include "base/text.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <string.h>

/* What the first part of a path must begin with, for "{key}" alone. */
enum { TAG_ANY, TAG_PRINCIPAL, TAG_APPLICATION };

const struct route routes[] = {
    {"GET", "/v1.0/users", answer_users, TAG_ANY},
    {"GET", "/v1.0/users/{mailbox}", answer_user, TAG_ANY},
    {"GET", "/v1.0/users/{mailbox}/calendarView", answer_calendar, TAG_ANY},
    {"GET", "/v1.0/me", answer_me, TAG_ANY},
    {"GET", "/v1.0/me/{what}", answer_me, TAG_ANY},
    {"GET", "/v1.0/servicePrincipals/{id}", answer_principal, TAG_ANY},
    {"GET", "/v1.0/servicePrincipals/{id}/appRoleAssignments",
     answer_assignments, TAG_ANY},
    {"GET", "/v1.0/{key}", answer_principal, TAG_PRINCIPAL},
    {"GET", "/v1.0/{key}/appRoleAssignments", answer_assignments,
     TAG_PRINCIPAL},
    {"GET", "/v1.0/{key}", answer_application, TAG_APPLICATION},
    {"GET", "/{tenant}/v2.0/.well-known/openid-configuration", answer_discovery,
     TAG_ANY},
    {"POST", "/{tenant}/oauth2/v2.0/token", answer_token, TAG_ANY},
    {"GET", "/{tenant}/oauth2/v2.0/token", answer_token, TAG_ANY},
    {NULL, NULL, NULL, 0},
};

/* Faults and refusals are held against the path without slashes around it. */
void
route_arrive(struct call *call)
{
    static const char api[] = "v1.0";
    struct about *what = about(call);
    const char *path = call->path + (*call->path == '/');
    size_t first = strcspn(path, "/");

    what->graph = first == sizeof api - 1 && strncasecmp(path, api, first) == 0;
    what->asked = arena_slice(&call->arena, path, first);
    what->code = what->login = "";
    what->id = arena_print(&call->arena, "%08x-365a-4000-8000-365a365a365a",
                           (unsigned)call->n);
    call->below =
        arena_slice(&call->arena, path, strlen(path) - text_ends(path, "/"));
}

static bool
is_keyed(const char *part, const char *list)
{
    size_t length = strlen(list);

    return strncasecmp(part, list, length) == 0 &&
           strncasecmp(part + length, "(appId='", 8) == 0 &&
           text_ends(part, "')");
}

bool
route_accepts(struct call *call, const struct route *row)
{
    if (row->tag == TAG_PRINCIPAL &&
        !is_keyed(call_part(call, 0), "servicePrincipals"))
        return false;
    if (row->tag == TAG_APPLICATION &&
        !is_keyed(call_part(call, 0), "applications"))
        return false;
    if (row->tag == TAG_APPLICATION)
        call->endpoint = "applications";
    else if (row->tag == TAG_PRINCIPAL)
        call->endpoint = "servicePrincipals";
    else
        call->endpoint = strrchr(row->pattern, '/') + 1;
    if (call->endpoint[0] == '{')
        call->endpoint = "users";
    return true;
}

/* Graph names the part that it does not know: the one behind the version, or
 * the one behind a user. */
static const char *
segment_of(struct call *call)
{
    const char *part = call->below + strcspn(call->below, "/");

    part += *part == '/';
    if (strncasecmp(part, "users/", 6) == 0 && strchr(part + 6, '/') != NULL)
        part = strchr(part + 6, '/') + 1;
    return arena_slice(&call->arena, part, strcspn(part, "/"));
}

/* The hosts of logins have a page for people. */
void
route_missing(struct call *call)
{
    if (about(call)->graph)
        answer_graph(call, call->other_method ? ANSWER_METHOD : ANSWER_SEGMENT,
                     segment_of(call));
    else
        answer_text(call, call->other_method ? 405 : 404, "text/html",
                    "<!DOCTYPE html><html><head><title>404</title></head>"
                    "<body>not here</body></html>\n");
}
