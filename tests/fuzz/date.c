/* Any text as a day, as a time, and any number as what a clock says. Cut at
 * line feeds; each is held against the one before. */
#include "base/date.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* What dates can be made of by the clock: the years 1000 to 9999. */
#define FIRST_SECOND (-INT64_C(30610224000))
#define LAST_SECOND  INT64_C(253402300799)

static void
check_clock(const uint8_t *bytes, size_t length, struct arena *arena)
{
    int64_t seconds = 0;
    const char *day, *time;

    memcpy(&seconds, bytes, length < sizeof seconds ? length : sizeof seconds);
    if (seconds < FIRST_SECOND || seconds > LAST_SECOND)
        return;
    day = date_of_clock(arena, seconds);
    time = date_time_of_clock(arena, seconds);
    promise(date_is(day));
    promise(date_time_is(time));
    promise(strncmp(day, time, strlen(day)) == 0);
}

static void
check_day(const char *text, const char *before, struct arena *arena)
{
    struct date date, later;

    if (!date_read(text, &date)) {
        promise(!date_is(text));
        return;
    }
    promise(date_is(text));
    promise(strcmp(date_text(arena, date), text) == 0);
    for (unsigned months = 0; months < 40; months++) {
        later = date_months_later(date, months);
        promise(date_is(date_text(arena, later)));
        promise(date_between(text, date_text(arena, later)) >= 0 ||
                date.day > 28);
    }
    promise(date_time_is(arena_print(arena, "%sT23:59:59Z", text)));
    promise(date_between(text, text) == 0);
    if (!date_is(before))
        return;
    promise(date_between(before, text) == -date_between(text, before));
    promise((date_between(before, text) > 0) == (strcmp(before, text) < 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    const char *before = "2026-11-23";
    size_t at = 0;

    check_clock(bytes, length, &arena);
    while (at < length) {
        const char *from = (const char *)bytes + at;
        const char *end = memchr(from, '\n', length - at);
        size_t n = end != NULL ? (size_t)(end - from) : length - at;
        const char *text = arena_slice(&arena, from, n);

        (void)date_time_is(text);
        check_day(text, before, &arena);
        before = text;
        at += n + 1;
    }
    arena_free(&arena);
    return 0;
}
