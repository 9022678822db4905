/* What keeps a caller out of Graph before rights are looked at: the refusals
 * of the tenant file, the token, too many at once. */
#include "base/text.h"
#include "tests/simulator/kit/base64.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <fnmatch.h>
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

/* A token of somewhere else: readable or not. */
static int
judge_foreign(struct call *call, const char *token)
{
    const char *first = strchr(token, '.');
    const char *second = first == NULL ? NULL : strchr(first + 1, '.');
    struct bytes bytes;

    if (second == NULL ||
        !base64_bytes(&call->arena, first + 1, (size_t)(second - first - 1),
                      &bytes) ||
        json_parse(&call->arena, (const char *)bytes.bytes, bytes.length,
                   NULL) == NULL)
        return ANSWER_GARBLED;
    return ANSWER_SIGNATURE;
}

static int
judge(struct call *call)
{
    const char *header = call_header(call, "Authorization");
    const struct issued *issued;

    if (header == NULL)
        return ANSWER_TOKEN_EMPTY;
    if (strncasecmp(header, "Bearer ", 7) != 0 || header[7] == '\0')
        return ANSWER_TOKEN_EMPTY;
    issued = issued_of(call->sim, header + 7);
    if (issued == NULL)
        return judge_foreign(call, header + 7);
    if (!issued->for_graph)
        return ANSWER_AUDIENCE;
    if (issued->expires <= now_of(call->sim))
        return ANSWER_EXPIRED;
    if (!issued->of_tenant)
        return ANSWER_IDENTITY;
    about(call)->token = issued;
    return ANSWER_NONE;
}

/* Of a login the handler tells. */
void
bearer_judge(struct call *call)
{
    struct about *what = about(call);

    if (!what->graph)
        return;
    what->bearer = judge(call);
    if (call_header(call, "Authorization") == NULL)
        call->auth = AUTH_NONE;
    else
        call->auth = what->bearer == ANSWER_NONE ? AUTH_OK : AUTH_BAD;
}

void
bearer_check(struct call *call)
{
    if (about(call)->graph && about(call)->bearer != ANSWER_NONE)
        answer_graph(call, about(call)->bearer, NULL);
}

/* Uses up one time of it. */
static bool
takes(struct refusal *refusal, const struct call *call)
{
    if (refusal->times == 0 ||
        fnmatch(refusal->path, call->below, FNM_CASEFOLD) != 0)
        return false;
    if (refusal->after > 0) {
        refusal->after--;
        return false;
    }
    if (refusal->times > 0)
        refusal->times--;
    return true;
}

/* The first that fits and is neither yet to come nor used up. */
void
refusal_check(struct call *call)
{
    struct tenant *tenant = tenant_of(call->sim);
    const struct refusal *taken;
    uint32_t i = 0;

    (void)pthread_mutex_lock(&call->sim->lock);
    while (i < tenant->refusals && !takes(&tenant->refusal[i], call))
        i++;
    (void)pthread_mutex_unlock(&call->sim->lock);
    if (i == tenant->refusals)
        return;
    taken = &tenant->refusal[i];
    if (taken->number != 0)
        aadsts_answer(call, taken->number, NULL);
    else if (taken->answer != ANSWER_NONE)
        answer_graph(call, taken->answer, about(call)->asked);
}

/* Of mailboxes, and of all of the application's requests together. */
void
slot_check(struct call *call)
{
    if (call->route != NULL && call->route->handler == answer_calendar &&
        !slot_take(call, 0, tenant_of(call->sim)->concurrent))
        answer_graph(call, ANSWER_CONCURRENCY, NULL);
}
