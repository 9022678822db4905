/* What keeps a caller out before rights are looked at: the login with its
 * lock-out, the budget of the hour, the threads per endpoint. */
#include "base/text.h"
#include "tests/simulator/autotask/autotask.h"

#include <string.h>

void
login_judge(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const char *user = call_header(call, "UserName");
    const char *secret = call_header(call, "Secret");
    const char *code = call_header(call, "ApiIntegrationCode");

    if (user == NULL && secret == NULL && code == NULL)
        call->auth = AUTH_NONE;
    else if (text_same_fold(user, tenant->credentials.username) &&
             text_same(secret, tenant->credentials.secret) &&
             text_same_fold(code, tenant->credentials.code))
        call->auth = AUTH_OK;
    else
        call->auth = AUTH_BAD;
}

/* Outside the service nobody asks for a login. */
void
outside_check(struct call *call)
{
    static const char service[] = "/ATServicesRest/";

    if (strncasecmp(call->path, service, sizeof service - 1) != 0)
        answer_text(call, 404, "text/plain", "not found\n");
}

/* Every wrong value looks the same from outside. */
void
login_refuse(struct call *call)
{
    answer_text(call, 401, NULL, "");
    call->answer.authenticate =
        arena_print(&call->arena, "Basic Realm=\"webservices%d.autotask.net\"",
                    (int)tenant_of(call->sim)->zone.number);
}

/* The zone is told to anybody who names the user, the versions to anybody:
 * public clients ask without credentials. */
static bool
is_open(const struct call *call)
{
    return call->route != NULL && (call->route->handler == answer_zone ||
                                   call->route->handler == answer_versions);
}

/* Good but for the tracking identifier, where that is told in words. */
static bool
only_code_wrong(const struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);

    return call->auth == AUTH_BAD && tenant->wrong_code == CODE_500 &&
           text_same_fold(call_header(call, "UserName"),
                          tenant->credentials.username) &&
           text_same(call_header(call, "Secret"), tenant->credentials.secret) &&
           call_header(call, "ApiIntegrationCode") != NULL;
}

void
login_check(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    bool known, locked;

    if (is_open(call)) {
        call->route->handler(call);
        return;
    }
    if (only_code_wrong(call)) {
        answer_error(call, 500, "IntegrationCode is invalid.");
        return;
    }
    known = text_same_fold(call_header(call, "UserName"),
                           tenant->credentials.username);
    locked = login_count(call, known, tenant->lock_after);
    if (call->auth != AUTH_OK || locked || !tenant->user.active)
        login_refuse(call);
}

void
budget_check(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    int64_t used = budget_count(call->sim);
    int64_t threshold = tenant->usage.threshold;

    if (used > threshold)
        answer_error(call, (unsigned)tenant->usage.over_status,
                     "You have exceeded the request threshold of %d requests "
                     "in %d minutes.",
                     (int)threshold, (int)tenant->usage.minutes);
    else if (tenant->usage.add_latency && used * 4 >= threshold * 3)
        call->delay_ms += 1000;
    else if (tenant->usage.add_latency && used * 2 >= threshold)
        call->delay_ms += 500;
}

/* The slots are the entities', and after them the utilities'. */
void
thread_check(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct route *row = call->route;
    uint32_t slot;

    if (row != NULL && row->tag == TAG_UTILITY)
        slot = entity_count() + (uint32_t)(row - routes);
    else if (about(call)->entity != NULL)
        slot = about(call)->entity->index;
    else
        return;
    if (!slot_take(call, slot, tenant->threads.limit))
        answer_error(call, (unsigned)tenant->threads.status,
                     "Itgenatr005: the thread threshold of %d for the object "
                     "endpoint %s has been exceeded.",
                     (int)tenant->threads.limit, call->endpoint);
}
