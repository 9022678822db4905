/* Gathering what bears on a claim. Nothing is judged here. */
#include "rules/judge/heard.h"
#include "base/diag.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* The reasons that mean: no answer. All others are odd ones. */
static const bool unanswered[WHY__N] = {
    [WHY_NOT_PROBED] = true,   [WHY_USER_UNKNOWN] = true,
    [WHY_ZONE_REFUSED] = true, [WHY_LOGIN_REJECTED] = true,
    [WHY_BUDGET] = true,       [WHY_THROTTLED] = true,
    [WHY_TIMEOUT] = true,      [WHY_UNREACHABLE] = true,
    [WHY_TLS] = true,          [WHY_OUTAGE] = true,
    [WHY_ABSENT] = true,       [WHY_INTERRUPTED] = true,
};

bool
reason_unanswered(enum reason reason)
{
    return unanswered[reason];
}

static bool
bears_on(const struct observation *seen, const struct claim *claim)
{
    if (!text_same(seen->entity, claim->entity) ||
        !text_same(seen->fact, claim->fact))
        return false;
    switch (claim->kind) {
    case KIND_LEVEL:
        return seen->access == claim->access;
    case KIND_FLAG:
    case KIND_LIMIT:
        return true;
    case KIND_STATEMENT:
    case KIND__N:
        return false;
    }
    unreachable("kind of a claim");
}

static int
order_number(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* By all that was said; where it was said comes last. */
static int
order_said(const struct observation *a, const struct observation *b)
{
    const int order[] = {
        order_number(a->basis, b->basis),
        order_number(b->level, a->level),
        order_number(a->reason, b->reason),
        order_number(a->counted, b->counted),
        order_number(a->number, b->number),
        strcmp(a->said == NULL ? "" : a->said, b->said == NULL ? "" : b->said),
    };

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (order[i] != 0)
            return order[i];
    return 0;
}

static int
order_seen(const void *a, const void *b)
{
    const struct observation *x = *(const struct observation *const *)a;
    const struct observation *y = *(const struct observation *const *)b;
    int order = order_said(x, y);

    return order != 0 ? order : order_number(x->exchange, y->exchange);
}

static void
add(struct side *side, const struct observation *seen)
{
    if (seen->counted && seen->number > side->counted)
        side->counted = seen->number;
    if (seen->level != LEVEL_UNKNOWN)
        side->level[seen->level] = true;
    else if (!seen->counted)
        side->reason[seen->reason] = true;
}

/* Sorts, and keeps of the same said twice the first. */
static void
sort(struct heard *heard)
{
    uint32_t kept = 0;

    if (heard->n > 1)
        qsort(heard->by, heard->n, sizeof(struct observation *), order_seen);
    for (uint32_t i = 0; i < heard->n; i++)
        if (kept == 0 || order_said(heard->by[kept - 1], heard->by[i]) != 0)
            heard->by[kept++] = heard->by[i];
    heard->n = kept;
}

struct heard
hear(const struct facts *facts, const struct claim *claim, struct arena *arena)
{
    struct heard heard = {.n = 0};
    uint32_t n = 0;

    for (unsigned i = 0; i < BASIS__N; i++)
        heard.side[i].counted = -1;
    for (uint32_t i = 0; i < facts->n_observation; i++)
        if (bears_on(&facts->observation[i], claim))
            n++;
    heard.by = arena_new(arena, const struct observation *, n);
    for (uint32_t i = 0; i < facts->n_observation; i++) {
        const struct observation *seen = &facts->observation[i];

        if (!bears_on(seen, claim))
            continue;
        add(&heard.side[seen->basis], seen);
        heard.by[heard.n++] = seen;
    }
    sort(&heard);
    return heard;
}

struct side
side_both(const struct side *a, const struct side *b)
{
    struct side both = *a;

    for (unsigned i = 0; i < LEVEL__N; i++)
        both.level[i] = a->level[i] || b->level[i];
    for (unsigned i = 0; i < WHY__N; i++)
        both.reason[i] = a->reason[i] || b->reason[i];
    if (b->counted > a->counted)
        both.counted = b->counted;
    return both;
}

enum level
side_weakest(const struct side *side)
{
    for (unsigned i = LEVEL_NONE; i < LEVEL__N; i++)
        if (side->level[i])
            return (enum level)i;
    return LEVEL_UNKNOWN;
}

enum level
side_strongest(const struct side *side)
{
    for (unsigned i = LEVEL__N - 1; i > LEVEL_UNKNOWN; i--)
        if (side->level[i])
            return (enum level)i;
    return LEVEL_UNKNOWN;
}

static enum reason
first_reason(const struct side *side, bool odd)
{
    for (unsigned i = 0; i < WHY__N; i++)
        if (side->reason[i] && unanswered[i] != odd)
            return (enum reason)i;
    return WHY__N;
}

enum reason
side_odd(const struct side *side)
{
    return first_reason(side, true);
}

enum reason
side_unanswered(const struct side *side)
{
    return first_reason(side, false);
}
