/* Gathering what bears on a right. Nothing is judged here. */
#include "rules/judge/held.h"
#include "base/text.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"

#include <stdlib.h>
#include <string.h>

/* The reasons that mean: no answer. Other reasons of doubt are odd ones. */
static const bool unanswered[WHY__N] = {
    [WHY_NOT_PROBED] = true,   [WHY_NEEDS_SUBJECT] = true,
    [WHY_NOT_LISTED] = true,   [WHY_USER_UNKNOWN] = true,
    [WHY_HOST_REFUSED] = true, [WHY_MISDIRECTED] = true,
    [WHY_LOGIN_LOST] = true,   [WHY_LOGIN_REJECTED] = true,
    [WHY_BUDGET] = true,       [WHY_THROTTLED] = true,
    [WHY_TIMEOUT] = true,      [WHY_UNREACHABLE] = true,
    [WHY_TLS] = true,          [WHY_OUTAGE] = true,
    [WHY_ABSENT] = true,       [WHY_SWITCHED_OFF] = true,
    [WHY_INTERRUPTED] = true,
};

bool
reason_unanswered(enum reason reason)
{
    return unanswered[reason];
}

static int
order_number(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int
order_text(const char *a, const char *b)
{
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

/* By all that was said, the strongest first; where it was said comes last. */
static int
order_said(const struct observation *a, const struct observation *b)
{
    const int order[] = {
        order_text(a->right, b->right),
        order_number(a->basis, b->basis),
        order_number(reason_verdict(a->reason) == VERDICT_UNKNOWN,
                     reason_verdict(b->reason) == VERDICT_UNKNOWN),
        order_number(b->low, a->low),
        order_number(b->high, a->high),
        order_number(a->reason, b->reason),
        order_number(a->weak, b->weak),
        order_text(a->said, b->said),
        order_text(a->why, b->why),
        order_text(a->needs, b->needs),
        order_number(a->gone, b->gone),
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

struct heard
heard_all(const struct facts *facts, struct arena *arena)
{
    struct heard heard = {.n = 0};

    if (facts->heard != NULL)
        return *facts->heard;
    heard.by =
        arena_new(arena, const struct observation *, facts->n_observation);
    for (uint32_t i = 0; i < facts->n_observation; i++)
        heard.by[i] = &facts->observation[i];
    if (facts->n_observation > 1)
        qsort(heard.by, facts->n_observation, sizeof *heard.by, order_seen);
    for (uint32_t i = 0; i < facts->n_observation; i++)
        if (heard.n == 0 || order_said(heard.by[heard.n - 1], heard.by[i]) != 0)
            heard.by[heard.n++] = heard.by[i];
    return heard;
}

/* The place of the first observation of that right, or of a later one. */
static uint32_t
first_of(const struct heard *heard, const char *right)
{
    uint32_t from = 0, to = heard->n;

    while (from < to) {
        uint32_t middle = from + (to - from) / 2;

        if (order_text(heard->by[middle]->right, right) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void
narrow(struct side *side, const struct observation *seen, int64_t top)
{
    if (seen->low <= GRADE_NONE && seen->high >= top) {
        side->empty_handed = true;
        return;
    }
    side->known = true;
    side->low = seen->low > side->low ? seen->low : side->low;
    side->high = seen->high < side->high ? seen->high : side->high;
}

/* What is beyond the scale can only come from a file, and makes no sense. */
static void
hear(struct held *held, const struct observation *seen,
     const struct scale *scale)
{
    struct side *side = seen->weak ? &held->weak : &held->strong;
    int64_t top = scale_top(scale);

    if (seen->reason == WHY_OPTION_OFF) {
        side->left_out = true;
        return;
    }
    if ((seen->reason == WHY_GRANTED || seen->reason == WHY_POLICY) &&
        !scale_spans(scale, seen->low, seen->high)) {
        side->reason[WHY_GARBAGE] = true;
        return;
    }
    if (reason_verdict(seen->reason) == VERDICT_UNKNOWN ||
        seen->reason == WHY_NOT_OFFERED) {
        side->reason[seen->reason] = true;
        return;
    }
    side->policy = side->policy || seen->reason == WHY_POLICY;
    if (seen->low > GRADE_NONE || seen->high < top)
        held->basis[seen->basis] = true;
    narrow(side, seen, top);
}

struct held
held_of(const struct heard *heard, const struct right *right)
{
    int64_t top = scale_top(right->scale);
    uint32_t first = first_of(heard, right->id);
    struct held held = {.strong = {.low = GRADE_NONE, .high = top},
                        .weak = {.low = GRADE_NONE, .high = top},
                        .by = heard->by + first};

    while (first + held.n < heard->n &&
           text_same(held.by[held.n]->right, right->id))
        hear(&held, held.by[held.n++], right->scale);
    return held;
}

bool
side_torn(const struct side *side)
{
    return side->low > side->high;
}

bool
held_gone(const struct held *held)
{
    uint32_t gone = 0, strong = 0;

    for (uint32_t i = 0; i < held->n; i++) {
        strong += !held->by[i]->weak;
        gone += held->by[i]->gone;
    }
    return gone > 0 && gone == strong && !held->weak.known;
}

bool
side_left_open(const struct side *side)
{
    for (unsigned i = 0; i < WHY__N; i++)
        if (side->reason[i] != (i == WHY_NEEDS_ATTESTATION))
            return false;
    return !side->known;
}

static enum reason
first_reason(const struct side *side, bool odd)
{
    for (unsigned i = 0; i < WHY__N; i++)
        if (side->reason[i] && unanswered[i] != odd && i != WHY_NOT_OFFERED)
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
