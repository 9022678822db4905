/* Another time than the server would tell by itself. */
#include "tests/simulator/kit/clock.h"

#include <time.h>

int64_t
clock_now(int64_t ahead)
{
    return (int64_t)time(NULL) + ahead;
}

void
clock_header(struct call *call, int64_t ahead)
{
    char text[sizeof "Thu, 01 Jan 1970 00:00:00 GMT"];
    time_t now = (time_t)clock_now(ahead);
    struct tm tm;

    if (ahead != 0 && gmtime_r(&now, &tm) != NULL &&
        strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &tm) > 0)
        answer_header(call, "Date", arena_text(&call->arena, text));
}
