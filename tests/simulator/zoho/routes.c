/* The paths: those of tokens, and those of Desk. */
#include "base/text.h"
#include "tests/simulator/zoho/zoho.h"

#include <string.h>

#define DESK "/api/v1/"

const struct route routes[] = {
    {"POST", "/oauth/v2/token", answer_token, CALL_NONE},
    {"POST", "/oauth/v2/token/revoke", answer_revoke, CALL_NONE},
    {"GET", DESK "organizations", answer_read, CALL_ORGANIZATIONS},
    {"GET", DESK "accessibleOrganizations", answer_read,
     CALL_ACCESSIBLEORGANIZATIONS},
    {"GET", DESK "myProfilePermissions", answer_read,
     CALL_MYPROFILEPERMISSIONS},
    {"GET", DESK "myProfile", answer_read, CALL_MYPROFILE},
    {"GET", DESK "myinfo", answer_read, CALL_MYINFO},
    {"GET", DESK "personalRole", answer_read, CALL_PERSONALROLE},
    {"GET", DESK "agents", answer_read, CALL_AGENTS},
    {"GET", DESK "departments", answer_read, CALL_DEPARTMENTS},
    {"GET", DESK "tickets/search", answer_read, CALL_TICKETSSEARCH},
    {"GET", DESK "tickets", answer_read, CALL_TICKETS},
    {"GET", DESK "contacts/search", answer_read, CALL_CONTACTSSEARCH},
    {"GET", DESK "contacts", answer_read, CALL_CONTACTS},
    {"GET", DESK "accounts", answer_read, CALL_ACCOUNTS},
    {"GET", DESK "layouts", answer_read, CALL_LAYOUTS},
    {"GET", DESK "webhooks", answer_read, CALL_WEBHOOKS},
    {"GET", DESK "agentsTicketsCount", answer_read, CALL_AGENTSTICKETSCOUNT},
    {NULL, NULL, NULL, 0},
};

enum call_name
call_name(const struct call *call)
{
    return call->route == NULL ? CALL_NONE : (enum call_name)call->route->tag;
}

/* Counted as soon as it is there: whatever answers it, it was one. */
static int64_t
login_number(struct sim *sim)
{
    int64_t n;

    (void)pthread_mutex_lock(&sim->lock);
    n = ++tenant_of(sim)->logins;
    (void)pthread_mutex_unlock(&sim->lock);
    return n;
}

/* Faults are held against the path without slashes around it. The portal comes
 * as a header or as an argument. */
void
route_arrive(struct call *call)
{
    struct about *what = about(call);
    const char *path = call->path + (*call->path == '/');

    call->below =
        arena_slice(&call->arena, path, strlen(path) - text_ends(path, "/"));
    what->token = text_same(call->below, "oauth/v2/token");
    if (what->token && text_same(call->method, "POST"))
        what->login = login_number(call->sim);
    what->portal = call_header(call, "orgId");
    if (what->portal == NULL)
        what->portal = call_argument(call, "orgId");
    what->answer = "";
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
    if (!call->other_method)
        call->endpoint = "";
    if (text_starts(call->below, "api/"))
        answer_api(call, call->other_method ? ANSWER_METHOD : ANSWER_NOT_FOUND);
    else
        answer_token_error(call, TOKEN_PAGE_404);
}
