/* The tenant's clock, which may be off. */
#include "tests/simulator/kit/clock.h"
#include "base/date.h"
#include "tests/simulator/microsoft365/microsoft365.h"

int64_t
now_of(const struct sim *sim)
{
    return clock_now(tenant_of(sim)->clock);
}

const char *
time_text(struct arena *arena, int64_t seconds)
{
    return date_time_of_clock(arena, seconds);
}

void
date_header(struct call *call)
{
    clock_header(call, tenant_of(call->sim)->clock);
}
