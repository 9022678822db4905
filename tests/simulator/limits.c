/* What keeps a caller out before rights are looked at: the login with its
 * lock-out, the budget of the hour, the threads per endpoint; and the time an
 * answer takes. */
#include "base/text.h"
#include "tests/simulator/sim.h"

#include <errno.h>
#include <time.h>

enum auth
login_judge(const struct call *call)
{
    const struct tenant *tenant = &call->sim->tenant;

    if (call->user == NULL && call->secret == NULL && call->code == NULL)
        return AUTH_NONE;
    if (text_same_fold(call->user, tenant->credentials.username) &&
        text_same(call->secret, tenant->credentials.secret) &&
        text_same_fold(call->code, tenant->credentials.code))
        return AUTH_OK;
    return AUTH_BAD;
}

/* Every wrong value looks the same from outside. */
static void
refuse(struct call *call)
{
    answer_text(call, 401, NULL, "");
    call->answer.authenticate =
        arena_print(&call->arena, "Basic Realm=\"webservices%d.autotask.net\"",
                    (int)call->sim->tenant.zone.number);
}

void
login_check(struct call *call)
{
    struct sim *sim = call->sim;
    bool locked;

    (void)pthread_mutex_lock(&sim->lock);
    if (call->auth == AUTH_BAD &&
        text_same_fold(call->user, sim->tenant.credentials.username) &&
        ++sim->failed_logins >= sim->tenant.lock_after)
        sim->locked = true;
    locked = sim->locked;
    if (call->auth == AUTH_OK && !locked)
        sim->failed_logins = 0;
    (void)pthread_mutex_unlock(&sim->lock);
    if (call->auth != AUTH_OK || locked || !sim->tenant.user.active)
        refuse(call);
}

void
budget_check(struct call *call)
{
    struct sim *sim = call->sim;
    int64_t used, threshold = sim->tenant.usage.threshold;

    (void)pthread_mutex_lock(&sim->lock);
    used = ++sim->used;
    (void)pthread_mutex_unlock(&sim->lock);
    if (used > threshold)
        answer_error(call, (unsigned)sim->tenant.usage.over_status,
                     "You have exceeded the request threshold of %d requests "
                     "in %d minutes.",
                     (int)threshold, (int)sim->tenant.usage.minutes);
    else if (sim->tenant.usage.add_latency && used * 4 >= threshold * 3)
        call->delay_ms += 1000;
    else if (sim->tenant.usage.add_latency && used * 2 >= threshold)
        call->delay_ms += 500;
}

/* The count of the endpoint's requests in work; NULL: no such limit. */
static unsigned *
counter(const struct call *call)
{
    if (call->route.kind == ROUTE_UTILITY)
        return &call->sim->busy[entity_count() + call->route.utility];
    if (call->route.entity != NULL)
        return &call->sim->busy[call->route.entity->index];
    return NULL;
}

void
slot_take(struct call *call)
{
    struct sim *sim = call->sim;
    unsigned *busy = counter(call);

    if (busy == NULL)
        return;
    (void)pthread_mutex_lock(&sim->lock);
    if ((int64_t)*busy < sim->tenant.threads.limit) {
        ++*busy;
        call->slot = busy;
    }
    (void)pthread_mutex_unlock(&sim->lock);
    if (call->slot == NULL)
        answer_error(call, (unsigned)sim->tenant.threads.status,
                     "Itgenatr005: the thread threshold of %d for the object "
                     "endpoint %s has been exceeded.",
                     (int)sim->tenant.threads.limit, call->route.endpoint);
}

void
slot_give(struct call *call)
{
    if (call->slot == NULL)
        return;
    (void)pthread_mutex_lock(&call->sim->lock);
    --*call->slot;
    (void)pthread_mutex_unlock(&call->sim->lock);
    call->slot = NULL;
}

void
latency_wait(struct call *call)
{
    struct sim *sim = call->sim;
    int64_t ms = sim->latency_ms + call->delay_ms;
    struct timespec until;

    if (ms <= 0 || clock_gettime(CLOCK_MONOTONIC, &until) != 0)
        return;
    until.tv_sec += (time_t)(ms / 1000);
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    (void)pthread_mutex_lock(&sim->lock);
    while (!sim->stopping)
        if (pthread_cond_timedwait(&sim->stop, &sim->lock, &until) == ETIMEDOUT)
            break;
    (void)pthread_mutex_unlock(&sim->lock);
}

uint64_t
sim_event(struct sim *sim)
{
    uint64_t event;

    (void)pthread_mutex_lock(&sim->lock);
    event = ++sim->events;
    (void)pthread_mutex_unlock(&sim->lock);
    return event;
}
