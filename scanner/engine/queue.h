/* Which step goes next: at most one in flight on each endpoint, a wait that
 * was asked for holds back its whole endpoint, and else they go in the order
 * in which their turn came. Every step costs a constant, whatever the length
 * of the plan. Pure: the time is passed in. */
#ifndef SCANNER_ENGINE_QUEUE_H
#define SCANNER_ENGINE_QUEUE_H

#include "base/arena.h"
#include "scanner/engine/plan.h"

struct queue;

struct queue *queue_new(const struct plan *, struct arena *);

/* The step's turn has come. */
void queue_add(struct queue *, uint32_t step);

/* The step to send now, or NO_STEP; its endpoint is busy until queue_free or
 * queue_again. *wake: when to look again, in ms; INT64_MAX: only an answer can
 * change anything. */
uint32_t queue_next(struct queue *, int64_t now, int64_t *wake);

/* The endpoint of a step that was answered, or not sent, is free. */
void queue_free(struct queue *, uint32_t step);
/* The step is to be sent again, and its endpoint is left alone until then. */
void queue_again(struct queue *, uint32_t step, int64_t not_before);

#endif
