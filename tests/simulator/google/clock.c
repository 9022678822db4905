/* Google's clock, which may be off. */
#include "tests/simulator/kit/clock.h"
#include "tests/simulator/google/google.h"

int64_t
now_of(const struct sim *sim)
{
    return clock_now(tenant_of(sim)->clock);
}

void
date_header(struct call *call)
{
    clock_header(call, tenant_of(call->sim)->clock);
}
