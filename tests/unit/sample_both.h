/* Audits with both directions, people and time in them. */
#ifndef TESTS_SAMPLE_BOTH_H
#define TESTS_SAMPLE_BOTH_H

#include "base/arena.h"
#include "rules/model/audit.h"

/* Excess of every risk, waivers of every state, statements good, expired and
 * contested, changes of every kind. */
struct audit sample_both(struct arena *);
/* The same with hostile texts. */
struct audit sample_both_hostile(struct arena *);
/* n findings with evidence and rows of excess, texts of the usual length. */
struct audit sample_many(struct arena *, uint32_t n_finding, uint32_t n_excess);

#endif
