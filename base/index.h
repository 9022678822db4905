/* Where something of a name stands: a map from texts to numbers, so that
 * nothing long is walked once for each of its entries. What comes out never
 * depends on how it is kept inside. */
#ifndef BASE_INDEX_H
#define BASE_INDEX_H

#include "base/arena.h"

/* No number: there is none of that name. */
#define INDEX_NONE UINT32_MAX

/* Empty but for the arena, in which it grows: {.arena = arena}. A name has two
 * parts, what it belongs to and its own; either may be NULL, which equals only
 * NULL (text_same). The texts are not copied. */
struct index {
    struct arena *arena;
    struct index_slot *slot;
    uint64_t seed; /* where its first slots lie */
    uint32_t n, capacity;
};

/* Keeps the value for the name, unless there is one already; gives what is
 * kept. */
uint32_t
index_put(struct index *, const char *owner, const char *name, uint32_t value);

/* The value of the name, or INDEX_NONE. */
uint32_t index_get(const struct index *, const char *owner, const char *name);

#endif
