/* When to ask again. */
#include "scanner/engine/retry.h"

/* How often a request is sent in all, the first time included. What may be
 * different a little later: three times; what nobody knows the cause of: once
 * more. The rest is sent once. */
static const uint32_t most[ANSWER__N] = {
    [ANSWER_THROTTLED] = 3, [ANSWER_SPENT] = 3, [ANSWER_UNAVAILABLE] = 3,
    [ANSWER_RESET] = 3,     [ANSWER_ERROR] = 2,
};

struct retry
retry_decide(enum answer_kind kind, uint32_t tries, int64_t asked_ms,
             int64_t left_ms)
{
    int64_t wait = asked_ms;

    if (tries == 0 || tries >= most[kind] ||
        (kind == ANSWER_SPENT && asked_ms < 0))
        return (struct retry){.again = false};
    if (wait < 0) {
        wait = (int64_t)RETRY_LEAST_MS << (tries - 1);
        if (wait > RETRY_LONGEST_MS)
            wait = RETRY_LONGEST_MS;
    }
    if (wait < RETRY_LEAST_MS)
        wait = RETRY_LEAST_MS;
    if (wait >= left_ms)
        return (struct retry){.again = false};
    return (struct retry){.again = true, .wait_ms = wait};
}
