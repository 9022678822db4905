/* The monotonic clock. */
#include "base/clock.h"
#include "base/diag.h"

#include <time.h>

int64_t
clock_ms(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        die("no monotonic clock");
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
