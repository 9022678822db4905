/* What a tenant file makes go wrong on purpose: the first fault of the list
 * that fits a request and is not used up. */
#include "tests/simulator/sim.h"

#include <fnmatch.h>
#include <string.h>

static bool
fits(const struct fault *fault, const struct call *call)
{
    if (fault->method != NULL && strcmp(fault->method, call->method) != 0)
        return false;
    return fnmatch(fault->path, call->route.below, FNM_CASEFOLD) == 0;
}

static const struct fault *
next_fault(struct call *call)
{
    struct sim *sim = call->sim;
    const struct fault *found = NULL;

    (void)pthread_mutex_lock(&sim->lock);
    for (uint32_t i = 0; found == NULL && i < sim->tenant.n_fault; i++) {
        if (sim->fault_left[i] == 0 || !fits(&sim->tenant.fault[i], call))
            continue;
        if (sim->fault_left[i] > 0)
            sim->fault_left[i]--;
        found = &sim->tenant.fault[i];
    }
    (void)pthread_mutex_unlock(&sim->lock);
    return found;
}

void
fault_check(struct call *call)
{
    const struct fault *fault = next_fault(call);

    if (fault == NULL)
        return;
    call->delay_ms = fault->delay_ms;
    if (fault->status == 0 && !fault->close)
        return;
    answer_text(call, (unsigned)fault->status, fault->content_type,
                fault->body);
    call->answer.close = fault->close;
    call->answer.close_after = fault->close_after;
    call->answer.size = fault->size;
    call->answer.headers = fault->headers;
}
