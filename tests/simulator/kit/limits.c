/* What keeps a caller out before rights are looked at: failed logins, the
 * budget of the hour, the requests in work at once; and the time an answer
 * takes. Only the counting: what is answered is the simulator's. */
#include "tests/simulator/kit/kit.h"

#include <errno.h>
#include <time.h>

bool
login_count(struct call *call, bool known, int64_t lock_after)
{
    struct sim *sim = call->sim;
    bool locked;

    (void)pthread_mutex_lock(&sim->lock);
    if (call->auth == AUTH_BAD && known && ++sim->failed_logins >= lock_after)
        sim->locked = true;
    locked = sim->locked;
    if (call->auth == AUTH_OK && !locked)
        sim->failed_logins = 0;
    (void)pthread_mutex_unlock(&sim->lock);
    return locked;
}

int64_t
budget_count(struct sim *sim)
{
    int64_t used;

    (void)pthread_mutex_lock(&sim->lock);
    used = ++sim->used;
    (void)pthread_mutex_unlock(&sim->lock);
    return used;
}

bool
slot_take(struct call *call, uint32_t slot, int64_t limit)
{
    struct sim *sim = call->sim;
    unsigned *busy = &sim->busy[slot];

    (void)pthread_mutex_lock(&sim->lock);
    if ((int64_t)*busy < limit) {
        ++*busy;
        call->slot = busy;
    }
    (void)pthread_mutex_unlock(&sim->lock);
    return call->slot != NULL;
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
