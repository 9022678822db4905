/* Whose turn it is, for the engine's loop. */
#ifndef SCANNER_ENGINE_TURN_H
#define SCANNER_ENGINE_TURN_H

#include "scanner/engine/scan.h"

/* Puts all steps in their places; those that wait for none have their turn. */
void turn_begin(struct scan *);
/* The step was answered, or dropped: what waited for it may go. */
void turn_end(struct scan *, uint32_t step);
/* The step is not sent, for that reason. */
void turn_drop(struct scan *, uint32_t step, enum reason);

#endif
