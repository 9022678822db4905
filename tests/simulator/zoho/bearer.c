/* Tokens that were given out, those that requests come with, and the portal
 * that they are for. */
#include "base/text.h"
#include "tests/simulator/zoho/zoho.h"

#include <string.h>

struct issued {
    const char *token;
    const struct issued *next;
};

void
token_keep(struct sim *sim, const char *token)
{
    struct tenant *tenant = tenant_of(sim);
    struct issued *kept;

    (void)pthread_mutex_lock(&sim->lock);
    kept = arena_new(&sim->kept, struct issued, 1);
    kept->token = arena_text(&sim->kept, token);
    kept->next = tenant->issued;
    tenant->issued = kept;
    (void)pthread_mutex_unlock(&sim->lock);
}

/* One too many takes the place of the oldest. */
static bool
is_issued(struct sim *sim, const char *token)
{
    int64_t active = tenant_of(sim)->tokens;
    const struct issued *issued;
    int64_t n = 0;

    (void)pthread_mutex_lock(&sim->lock);
    issued = tenant_of(sim)->issued;
    (void)pthread_mutex_unlock(&sim->lock);
    while (issued != NULL && n < active && !text_same(issued->token, token)) {
        issued = issued->next;
        n++;
    }
    return issued != NULL && n < active;
}

/* Uses up one time of the token that was given out. */
static bool
is_used_up(struct sim *sim)
{
    struct tenant *tenant = tenant_of(sim);
    bool used_up;

    (void)pthread_mutex_lock(&sim->lock);
    used_up = tenant->token_uses == 0;
    if (tenant->token_uses > 0)
        tenant->token_uses--;
    (void)pthread_mutex_unlock(&sim->lock);
    return used_up;
}

/* Of a login the handler tells. A token of another data centre is none here. */
void
bearer_judge(struct call *call)
{
    static const char scheme[] = "Zoho-oauthtoken ";
    const char *header = call_header(call, "Authorization");

    if (about(call)->token || header == NULL)
        return;
    call->auth = AUTH_BAD;
    if (strncasecmp(header, scheme, sizeof scheme - 1) == 0 &&
        is_issued(call->sim, header + sizeof scheme - 1) &&
        tenant_of(call->sim)->client.state != CLIENT_ELSEWHERE_TOKEN &&
        !is_used_up(call->sim))
        call->auth = AUTH_OK;
}

void
bearer_check(struct call *call)
{
    if (call_name(call) == CALL_NONE || call->auth == AUTH_OK)
        return;
    answer_api(call, call->auth == AUTH_NONE ? ANSWER_UNAUTHORIZED
                                             : ANSWER_INVALID_OAUTH);
}

/* May be left out, but has to be the right one. */
void
portal_check(struct call *call)
{
    const char *portal = about(call)->portal;

    if (call_name(call) != CALL_NONE && portal != NULL &&
        !call_kind(call_name(call))->any_portal &&
        !text_same(portal, tenant_of(call->sim)->organization.id))
        answer_api(call, ANSWER_ORG);
}
