/* Two audits being compared; for diff*.c alone. */
#ifndef AUDIT_COMPARISON_H
#define AUDIT_COMPARISON_H

#include "audit/places.h"

struct comparison {
    const struct audit *old, *new;
    struct places before, after; /* the same two */
    struct change *item;
    uint32_t n, capacity;
    struct arena *arena;
};

void comparison_add(struct comparison *, const struct change *);

/* Adds what says that the two are not of the same account. */
void compare_identity(struct comparison *);

/* Adds what says that reads were tried on others. */
void compare_subjects(struct comparison *);

#endif
