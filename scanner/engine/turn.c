/* Whose turn it is. Steps hang behind the one that they wait for, and each is
 * touched once when that is at its end. */
#include "scanner/engine/turn.h"
#include "scanner/engine/queue.h"

static bool
is_spare(const struct scan *scan, uint32_t step)
{
    return scan->plan->step[step].when != NULL && !scan->progress[step].wanted;
}

void
turn_drop(struct scan *scan, uint32_t step, enum reason reason)
{
    scan->progress[step].state = STEP_DROPPED;
    scan->progress[step].reason = reason;
    if (!is_spare(scan, step))
        scan->stage[scan->plan->step[step].stage].done++;
}

/* Whether all steps are at their end up to the one that it comes after. */
static bool
is_gathered(struct scan *scan, uint32_t step)
{
    while (scan->n_ended < scan->plan->n &&
           (scan->progress[scan->n_ended].state == STEP_ANSWERED ||
            scan->progress[scan->n_ended].state == STEP_DROPPED))
        scan->n_ended++;
    return scan->n_ended > scan->plan->step[step].after;
}

/* Last of those that wait for others to come to their end. */
static void
gather(struct scan *scan, uint32_t step)
{
    uint32_t *last = &scan->gathering;

    while (*last != NO_STEP)
        last = &scan->progress[*last].next;
    *last = step;
}

/* The step before it has come to its end: it may go, or is not needed. That a
 * spare step is not sent because the one that would have told was not sent
 * itself is that one's reason. True if it was dropped. */
static bool
take_turn(struct scan *scan, uint32_t child, uint32_t parent)
{
    bool sent =
        parent == NO_STEP || scan->progress[parent].state == STEP_ANSWERED;

    if (is_spare(scan, child)) {
        turn_drop(scan, child,
                  sent ? WHY_NOT_PROBED : scan->progress[parent].reason);
        return true;
    }
    if (scan->plan->step[child].look_up && scan->options->api != NULL) {
        turn_drop(scan, child, WHY_NOT_PROBED);
        return true;
    }
    if (scan->plan->step[child].gathers && !is_gathered(scan, child))
        gather(scan, child);
    else
        queue_add(scan->queue, child);
    return false;
}

/* Lets go what waited for a step alone: a list of those that were settled with
 * it hangs on their own "next". */
static void
settle(struct scan *scan, uint32_t step)
{
    uint32_t settled = step;

    scan->progress[step].next = NO_STEP;
    while (settled != NO_STEP) {
        uint32_t child = scan->progress[settled].first;

        step = settled;
        settled = scan->progress[settled].next;
        while (child != NO_STEP) {
            uint32_t next = scan->progress[child].next;

            scan->progress[child].next = NO_STEP;
            if (take_turn(scan, child, step)) {
                scan->progress[child].next = settled;
                settled = child;
            }
            child = next;
        }
    }
}

void
turn_end(struct scan *scan, uint32_t step)
{
    settle(scan, step);
    while (scan->gathering != NO_STEP && is_gathered(scan, scan->gathering)) {
        uint32_t first = scan->gathering;

        scan->gathering = scan->progress[first].next;
        scan->progress[first].next = NO_STEP;
        if (take_turn(scan, first, scan->plan->step[first].after))
            settle(scan, first);
    }
}

/* Hangs each step behind the one that it waits for, in the plan's order. */
static void
chain(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->plan->n; i++)
        scan->progress[i] = (struct progress){
            .exchange = NO_EXCHANGE, .first = NO_STEP, .next = NO_STEP};
    for (uint32_t i = scan->plan->n; i-- > 0;) {
        const struct step *step = &scan->plan->step[i];

        scan->stage[step->stage].total += step->when == NULL;
        if (step->after == NO_STEP)
            continue;
        scan->progress[i].next = scan->progress[step->after].first;
        scan->progress[step->after].first = i;
    }
}

void
turn_begin(struct scan *scan)
{
    scan->gathering = NO_STEP;
    chain(scan);
    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->plan->step[i].after == NO_STEP && take_turn(scan, i, NO_STEP))
            turn_end(scan, i);
}
