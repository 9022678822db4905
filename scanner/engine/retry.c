/* When to ask again. */
#include "scanner/engine/retry.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What may be different a little later. */
static const bool passing[ANSWER__N] = {
    [ANSWER_THROTTLED] = true,
    [ANSWER_UNAVAILABLE] = true,
    [ANSWER_RESET] = true,
};

/* Digits only: at most a day, so that nothing overflows. -1: not seconds. */
static int64_t
seconds_of(const char *text)
{
    enum { DAY = 24 * 60 * 60 };
    int64_t seconds = 0;

    if (*text == '\0')
        return -1;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9')
            return -1;
        seconds = seconds * 10 + (*text - '0');
        if (seconds > DAY)
            seconds = DAY;
    }
    return seconds;
}

/* The three forms of an HTTP date (RFC 9110, 5.6.7). Names of days and months
 * are English: the program never leaves the C locale for LC_TIME. */
static int64_t
date_of(const char *text)
{
    static const char *const form[] = {"%a, %d %b %Y %H:%M:%S GMT",
                                       "%A, %d-%b-%y %H:%M:%S GMT",
                                       "%a %b %d %H:%M:%S %Y"};

    for (size_t i = 0; i < sizeof form / sizeof *form; i++) {
        struct tm tm = {0};
        const char *end = strptime(text, form[i], &tm);

        if (end != NULL && *end == '\0')
            return (int64_t)timegm(&tm);
    }
    return -1;
}

/* What the server asks for in ms, or -1 if it asks for nothing readable. */
static int64_t
asked_wait(const char *retry_after, int64_t now_unix)
{
    int64_t seconds, date;

    if (retry_after == NULL)
        return -1;
    seconds = seconds_of(retry_after);
    if (seconds >= 0)
        return seconds * 1000;
    date = date_of(retry_after);
    if (date < 0)
        return -1;
    return date <= now_unix ? 0 : (date - now_unix) * 1000;
}

struct retry
retry_decide(enum answer_kind kind, uint32_t tries, const char *retry_after,
             int64_t now_unix, int64_t left_ms)
{
    int64_t wait = asked_wait(retry_after, now_unix);

    if (!passing[kind] || tries == 0 || tries >= RETRY_TRIES)
        return (struct retry){.again = false};
    if (wait < 0) {
        wait = RETRY_FIRST_MS << (tries - 1);
        if (wait > RETRY_LONGEST_MS)
            wait = RETRY_LONGEST_MS;
    }
    if (wait >= left_ms)
        return (struct retry){.again = false};
    return (struct retry){.again = true, .wait_ms = wait};
}
