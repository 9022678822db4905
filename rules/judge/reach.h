/* What is said of those on whom something was tried. For sentence.c. */
#ifndef RULES_JUDGE_REACH_H
#define RULES_JUDGE_REACH_H

#include "rules/judge/held.h"
#include "rules/judge/judge.h"

/* "2 of 3 technicians were reached; technician 2 (te***@acme.example) was not":
 * all claims of the check on that subject, of which at least one came to the
 * verdict. */
const char *reach_text(const struct check *, const struct judgement *,
                       const struct subject *, enum verdict, struct arena *);

/* Why one was not reached, as far as anybody said, with the API's own words;
 * or NULL. For judge.c. */
const char *reach_cause(const struct held *, struct arena *);

#endif
