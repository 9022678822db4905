/* Tokens that were given out, and those that requests come with. */
#include "base/text.h"
#include "tests/simulator/google/google.h"

#include <string.h>

void
token_keep(struct sim *sim, const struct issued *issued)
{
    struct tenant *tenant = tenant_of(sim);
    struct issued *kept;

    (void)pthread_mutex_lock(&sim->lock);
    kept = arena_new(&sim->kept, struct issued, 1);
    *kept = *issued;
    kept->token = arena_text(&sim->kept, issued->token);
    kept->text = arena_text(&sim->kept, issued->text);
    kept->next = tenant->issued;
    tenant->issued = kept;
    (void)pthread_mutex_unlock(&sim->lock);
}

static const struct issued *
issued_of(struct sim *sim, const char *token)
{
    const struct issued *issued;

    (void)pthread_mutex_lock(&sim->lock);
    issued = tenant_of(sim)->issued;
    (void)pthread_mutex_unlock(&sim->lock);
    while (issued != NULL && !text_same(issued->token, token))
        issued = issued->next;
    return issued;
}

/* In a header, and nowhere else but for what asks about a token. */
static const char *
token_sent(const struct call *call)
{
    const char *header = call_header(call, "Authorization");

    if (header != NULL && strncasecmp(header, "Bearer ", 7) == 0)
        return header + 7;
    return text_has_fold(call->below, "tokeninfo")
               ? call_argument(call, "access_token")
               : NULL;
}

/* Of a login the handler tells. */
void
bearer_judge(struct call *call)
{
    struct about *what = about(call);
    const char *token = token_sent(call);

    if (what->token)
        return;
    what->issued = token == NULL ? NULL : issued_of(call->sim, token);
    if (what->issued != NULL && what->issued->expires <= now_of(call->sim))
        what->issued = NULL;
    if (what->issued != NULL) {
        what->scope = what->issued->text;
        what->subject =
            what->issued->user == NULL ? NULL : what->issued->user->address;
    }
    if (call_header(call, "Authorization") == NULL)
        call->auth = AUTH_NONE;
    else
        call->auth = what->issued != NULL ? AUTH_OK : AUTH_BAD;
}

void
bearer_check(struct call *call)
{
    const struct issued *issued = about(call)->issued;

    if (call_name(call) == CALL_NONE)
        return;
    if (issued == NULL ||
        (issued->user != NULL && issued->user->kind == USER_SUSPENDED_LATE))
        answer_api(call, ANSWER_AUTH);
}
