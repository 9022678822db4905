/* Steps wait in a list of their endpoint; endpoints that may send stand in a
 * ring, those that have to wait in a heap by time. */
#include "scanner/engine/queue.h"
#include "base/index.h"

struct endpoint {
    uint32_t head, tail; /* steps, or NO_STEP */
    int64_t not_before;
    bool busy; /* one is in flight, or it stands in the ring or the heap */
};

struct queue {
    const struct plan *plan;
    uint32_t *endpoint_of; /* by step */
    uint32_t *next;        /* by step: the next on its endpoint */
    struct endpoint *endpoint;
    uint32_t n_endpoint;
    uint32_t *ring, ring_from, ring_n;
    uint32_t *heap, heap_n;
};

struct queue *
queue_new(const struct plan *plan, struct arena *arena)
{
    struct queue *queue = arena_new(arena, struct queue, 1);
    struct index index = {.arena = arena};

    queue->plan = plan;
    queue->endpoint_of = arena_new(arena, uint32_t, plan->n);
    queue->next = arena_new(arena, uint32_t, plan->n);
    queue->endpoint = arena_new(arena, struct endpoint, plan->n);
    queue->ring = arena_new(arena, uint32_t, plan->n);
    queue->heap = arena_new(arena, uint32_t, plan->n);
    for (uint32_t i = 0; i < plan->n; i++) {
        uint32_t e =
            index_put(&index, NULL, plan->step[i].endpoint, queue->n_endpoint);

        queue->endpoint_of[i] = e;
        queue->next[i] = NO_STEP;
        if (e == queue->n_endpoint)
            queue->endpoint[queue->n_endpoint++] =
                (struct endpoint){.head = NO_STEP, .tail = NO_STEP};
    }
    return queue;
}

/* ---- endpoints that have to wait ----------------------------------------- */

static bool
sooner(const struct queue *queue, uint32_t a, uint32_t b)
{
    const struct endpoint *x = &queue->endpoint[queue->heap[a]];
    const struct endpoint *y = &queue->endpoint[queue->heap[b]];

    if (x->not_before != y->not_before)
        return x->not_before < y->not_before;
    return queue->heap[a] < queue->heap[b];
}

static void
swap(struct queue *queue, uint32_t a, uint32_t b)
{
    uint32_t kept = queue->heap[a];

    queue->heap[a] = queue->heap[b];
    queue->heap[b] = kept;
}

static void
heap_put(struct queue *queue, uint32_t endpoint)
{
    uint32_t i = queue->heap_n++;

    queue->heap[i] = endpoint;
    while (i > 0 && sooner(queue, i, (i - 1) / 2)) {
        swap(queue, i, (i - 1) / 2);
        i = (i - 1) / 2;
    }
}

static uint32_t
heap_take(struct queue *queue)
{
    uint32_t taken = queue->heap[0], i = 0;

    queue->heap[0] = queue->heap[--queue->heap_n];
    for (;;) {
        uint32_t least = i, left = 2 * i + 1;

        if (left < queue->heap_n && sooner(queue, left, least))
            least = left;
        if (left + 1 < queue->heap_n && sooner(queue, left + 1, least))
            least = left + 1;
        if (least == i)
            return taken;
        swap(queue, i, least);
        i = least;
    }
}

/* ---- steps --------------------------------------------------------------- */

static void
ring_put(struct queue *queue, uint32_t endpoint)
{
    queue->ring[(queue->ring_from + queue->ring_n++) % queue->n_endpoint] =
        endpoint;
}

void
queue_add(struct queue *queue, uint32_t step)
{
    uint32_t e = queue->endpoint_of[step];
    struct endpoint *endpoint = &queue->endpoint[e];

    queue->next[step] = NO_STEP;
    if (endpoint->tail == NO_STEP)
        endpoint->head = step;
    else
        queue->next[endpoint->tail] = step;
    endpoint->tail = step;
    if (!endpoint->busy)
        ring_put(queue, e);
    endpoint->busy = true;
}

uint32_t
queue_next(struct queue *queue, int64_t now, int64_t *wake)
{
    struct endpoint *endpoint;
    uint32_t step;

    while (queue->heap_n > 0 &&
           queue->endpoint[queue->heap[0]].not_before <= now)
        ring_put(queue, heap_take(queue));
    *wake = queue->heap_n > 0 ? queue->endpoint[queue->heap[0]].not_before
                              : INT64_MAX;
    if (queue->ring_n == 0)
        return NO_STEP;
    endpoint = &queue->endpoint[queue->ring[queue->ring_from]];
    queue->ring_from = (queue->ring_from + 1) % queue->n_endpoint;
    queue->ring_n--;
    step = endpoint->head;
    endpoint->head = queue->next[step];
    if (endpoint->head == NO_STEP)
        endpoint->tail = NO_STEP;
    return step;
}

void
queue_free(struct queue *queue, uint32_t step)
{
    uint32_t e = queue->endpoint_of[step];
    struct endpoint *endpoint = &queue->endpoint[e];

    endpoint->busy = endpoint->head != NO_STEP;
    if (endpoint->busy)
        ring_put(queue, e);
}

void
queue_again(struct queue *queue, uint32_t step, int64_t not_before)
{
    struct endpoint *endpoint = &queue->endpoint[queue->endpoint_of[step]];

    queue->next[step] = endpoint->head;
    endpoint->head = step;
    if (endpoint->tail == NO_STEP)
        endpoint->tail = step;
    endpoint->not_before = not_before;
    heap_put(queue, queue->endpoint_of[step]);
}
