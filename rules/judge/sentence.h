/* The one sentence of a finding that a person reads: built from the claims
 * that decided it. For evaluate.c. */
#ifndef RULES_JUDGE_SENTENCE_H
#define RULES_JUDGE_SENTENCE_H

#include "rules/judge/judge.h"

/* judgement: one per claim of the check. verdict: of the whole check. */
const char *sentence(const struct court *, const struct check *,
                     const struct judgement *judgement, enum verdict verdict);

#endif
