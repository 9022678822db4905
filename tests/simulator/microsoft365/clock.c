/* The tenant's clock, which may be off. */
#include "base/date.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <time.h>

int64_t
now_of(const struct sim *sim)
{
    return (int64_t)time(NULL) + tenant_of(sim)->clock;
}

const char *
time_text(struct arena *arena, int64_t seconds)
{
    return date_time_of_clock(arena, seconds);
}

/* Only where it tells another time than the server would by itself. */
void
date_header(struct call *call)
{
    char text[sizeof "Thu, 01 Jan 1970 00:00:00 GMT"];
    time_t now = (time_t)now_of(call->sim);
    struct tm tm;

    if (tenant_of(call->sim)->clock != 0 && gmtime_r(&now, &tm) != NULL &&
        strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &tm) > 0)
        answer_header(call, "Date", arena_text(&call->arena, text));
}
