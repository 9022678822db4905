/* The paths: those of tokens, and those of the APIs. */
#include "base/text.h"
#include "tests/simulator/google/google.h"

#include <string.h>

const struct route routes[] = {
    {"POST", "/token", answer_token, CALL_NONE},
    {"GET", "/calendar/v3/calendars/{id}/events", answer_read, CALL_EVENTS},
    {"GET", "/calendar/v3/calendars/{id}/acl", answer_read, CALL_ACL},
    {"GET", "/calendar/v3/calendars/{id}", answer_read, CALL_CALENDAR},
    {"GET", "/calendar/v3/users/me/calendarList", answer_read,
     CALL_CALENDARLIST},
    {"GET", "/calendar/v3/users/me/settings", answer_read, CALL_SETTINGS},
    {"POST", "/calendar/v3/freeBusy", answer_read, CALL_FREEBUSY},
    {"GET", "/admin/directory/v1/users", answer_read, CALL_USERS},
    {"GET", "/admin/directory/v1/groups", answer_read, CALL_GROUPS},
    {"GET", "/admin/directory/v1/customer/{id}/orgunits", answer_read,
     CALL_ORGUNITS},
    {"GET", "/admin/directory/v1/customer/{id}/resources/calendars",
     answer_read, CALL_RESOURCES},
    {"GET", "/admin/directory/v1/customer/{id}/roles", answer_read, CALL_ROLES},
    {"GET", "/admin/directory/v1/customer/{id}/domains", answer_read,
     CALL_DOMAINS},
    {"GET", "/admin/directory/v1/customers/{id}", answer_read, CALL_CUSTOMER},
    {"GET", "/oauth2/v2/tokeninfo", answer_tokeninfo, CALL_NONE},
    {"GET", "/tokeninfo", answer_tokeninfo, CALL_NONE},
    {"POST", "/revoke", answer_revoke, CALL_NONE},
    {"GET", "/o/oauth2/revoke", answer_revoke, CALL_NONE},
    {NULL, NULL, NULL, 0},
};

enum call_name
call_name(const struct call *call)
{
    return call->route == NULL ? CALL_NONE : (enum call_name)call->route->tag;
}

/* Faults are held against the path without slashes around it. */
void
route_arrive(struct call *call)
{
    struct about *what = about(call);
    const char *path = call->path + (*call->path == '/');

    call->below =
        arena_slice(&call->arena, path, strlen(path) - text_ends(path, "/"));
    what->token = text_same(call->below, "token");
    what->answer = what->scope = "";
}

bool
route_accepts(struct call *call, const struct route *row)
{
    if (row->tag != CALL_NONE)
        call->endpoint = call_words[row->tag];
    else
        call->endpoint = strrchr(row->pattern, '/') + 1;
    return true;
}

void
route_missing(struct call *call)
{
    call->endpoint = "";
    answer_page_404(call);
}
