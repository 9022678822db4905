/* A limit, and what counting shows of it. */
#include "rules/judge/number.h"

/* Only a person can tell. */
static const char *
open_text(const struct judgement *result, int64_t at_least, struct arena *arena)
{
    if (result->counted < 0)
        return arena_print(arena,
                           "the API does not show the maximum; a person has to "
                           "state that it is at least %lld",
                           (long long)at_least);
    return arena_print(arena,
                       "the API does not show the maximum, only that %lld "
                       "exist; a person has to state that it is at least %lld",
                       (long long)result->counted, (long long)at_least);
}

const char *
number_text(const struct judgement *result, int64_t at_least,
            enum verdict verdict, struct arena *arena)
{
    if (result->strength == STRENGTH_ATTESTED)
        return arena_print(arena, "%s stated on %s that the maximum is %s",
                           result->by->by, result->by->on, result->observed);
    if (verdict == VERDICT_FAIL)
        return arena_print(arena, "the maximum is %s", result->observed);
    if (verdict != VERDICT_PASS)
        return open_text(result, at_least, arena);
    if (result->low == result->high)
        return arena_print(arena,
                           "the maximum is %lld; the table asks for at least "
                           "%lld",
                           (long long)result->counted, (long long)at_least);
    return arena_print(arena,
                       "%lld exist, so the maximum is no less than that; the "
                       "table asks for at least %lld",
                       (long long)result->counted, (long long)at_least);
}
