/* Rules, observations and statements put together to what an audit says.
 * Pure; the same for a scan, a worksheet without one, and judging anew. */
#ifndef AUDIT_RECORD_H
#define AUDIT_RECORD_H

#include "rules/judge/evaluate.h"
#include "rules/load/attest.h"
#include "rules/model/audit.h"
#include "rules/model/name.h"

/* Fills in the rules, their options, the findings, the statements they rest
 * on and, unless audit->excess_mode says to ignore it, the excess. What was
 * observed must be set: it becomes the audit's own. */
void
audit_judge(struct audit *, const struct ruleset *, const struct catalogue *,
            const struct facts *, struct arena *);

/* What it says of the checks of one of its rules files, as if that were the
 * only one. What is held without need belongs to none of them: left out. */
struct audit
audit_part(const struct audit *, const struct pack *, struct arena *);

/* The rules of the whole audit as if they were one file: of several, their ids,
 * titles, versions and products in a row, and one hash over theirs. */
struct pack audit_rules(const struct audit *, struct arena *);

/* What a check is called in this audit (name_text); rules may be NULL. */
const char *audit_name(const struct audit *, const char *rules, const char *id,
                       struct arena *);

/* Adds a sentence for the reader, behind those of before. */
void audit_note(struct audit *, const char *text, struct arena *);

/* After audit_judge and audit_waive: what changed since the baseline. */
void
audit_compare(struct audit *, const struct audit *baseline, struct arena *);

#endif
