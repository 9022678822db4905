/* What is said of a number. For sentence.c. */
#ifndef RULES_JUDGE_NUMBER_H
#define RULES_JUDGE_NUMBER_H

#include "rules/judge/judge.h"

/* "12 exist, so the maximum is no less than that; ...": of a claim that at
 * least so many are allowed, once it is settled or only a person can settle it.
 */
const char *number_text(const struct judgement *, int64_t at_least,
                        enum verdict, struct arena *);

#endif
