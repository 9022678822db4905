/* Google's clock, which may be off. */
#include "tests/simulator/google/google.h"

#include <time.h>

int64_t
now_of(const struct sim *sim)
{
    return (int64_t)time(NULL) + tenant_of(sim)->clock;
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
