/* The order in which answers arrive is chance. What a scan leaves stands in the
 * order of its plan, so that the same tenant gives the same record. */
#include "scanner/engine/scan.h"

/* Where each exchange goes: the place of its step among those of the plan that
 * were sent. */
static uint32_t *
places(struct scan *scan)
{
    uint32_t *place = arena_new(&scan->scratch, uint32_t, scan->n_exchange);
    uint32_t n = 0;

    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->progress[i].exchange != NO_EXCHANGE)
            place[scan->progress[i].exchange] = n++;
    return place;
}

static void
order_exchanges(struct scan *scan, const uint32_t *place)
{
    struct exchange *before =
        arena_new(&scan->scratch, struct exchange, scan->n_exchange);

    for (uint32_t i = 0; i < scan->n_exchange; i++)
        before[i] = scan->exchange[i];
    for (uint32_t i = 0; i < scan->n_exchange; i++)
        scan->exchange[place[i]] = before[i];
    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->progress[i].exchange != NO_EXCHANGE)
            scan->progress[i].exchange = place[scan->progress[i].exchange];
}

/* Those of one exchange stay as they were told; those of none come last. */
static void
order_observations(struct scan *scan, const uint32_t *place)
{
    uint32_t n = scan->n_observation;
    struct observation *before =
        arena_new(&scan->scratch, struct observation, n);
    uint32_t *first =
        arena_new(&scan->scratch, uint32_t, scan->n_exchange + (size_t)2);

    for (uint32_t i = 0; i < n; i++) {
        struct observation *it = &scan->observation[i];

        if (it->exchange != NO_EXCHANGE)
            it->exchange = place[it->exchange];
        before[i] = *it;
        first[(it->exchange == NO_EXCHANGE ? scan->n_exchange : it->exchange) +
              1]++;
    }
    for (uint32_t i = 1; i <= scan->n_exchange; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = before[i].exchange == NO_EXCHANGE ? scan->n_exchange
                                                        : before[i].exchange;

        scan->observation[first[at]++] = before[i];
    }
}

void
scan_order(struct scan *scan)
{
    const uint32_t *place = places(scan);

    order_exchanges(scan, place);
    order_observations(scan, place);
    arena_free(&scan->scratch);
}
