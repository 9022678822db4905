/* Rules, observations and statements put together to what an audit says.
 * Pure; the same for a scan, a worksheet without one, and judging anew. */
#ifndef RULES_AUDIT_H
#define RULES_AUDIT_H

#include "rules/attest.h"
#include "rules/evaluate.h"
#include "rules/model.h"

/* Fills in the rules, their options, the findings, the statements they rest
 * on and, unless audit->excess_mode says to ignore it, the excess. What was
 * observed must be set: it becomes the audit's own. */
void
audit_judge(struct audit *, const struct ruleset *, const struct catalogue *,
            const struct facts *, struct arena *);

/* After audit_judge and audit_waive: what changed since the baseline. */
void
audit_compare(struct audit *, const struct audit *baseline, struct arena *);

#endif
