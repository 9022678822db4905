/* What the tests of drift share. */
#ifndef TESTS_UNIT_RULES_DIFF_H
#define TESTS_UNIT_RULES_DIFF_H

#include "base/arena.h"
#include "rules/model/audit.h"

/* An audit of one check and one right that is, or could be, excess. */
struct state {
    struct finding finding;
    struct excess excess;
    struct pack pack;
    struct trait trait[3];
    struct audit audit;
};

void state_of(struct state *, enum verdict, bool excess);

/* "kind id before after\n" for each, and the new audit gets the changes. */
const char *
state_changes(const struct state *old, struct state *new, struct arena *);

#endif
