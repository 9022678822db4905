/* The ends of sentences that come from tables: why something is not known, and
 * what a grade means that is not enough. For sentence.c. */
#ifndef RULES_JUDGE_BECAUSE_H
#define RULES_JUDGE_BECAUSE_H

#include "rules/judge/judge.h"

/* After "is not known: ". */
const char *reason_because(enum reason);

/* " ..." where the scale tells what a grade means that a failed check was given
 * in place of more; "" where it does not. */
const char *grade_meaning(const struct check *, const struct judgement *,
                          enum verdict, struct arena *);

/* Whether two claims came to the same, so that one clause can say both. Only
 * of a pass is it said how it is known. */
bool judgement_same(const struct judgement *, const struct judgement *);

#endif
