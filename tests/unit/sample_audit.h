/* Audits made by hand, for tests of the reports. */
#ifndef TESTS_SAMPLE_AUDIT_H
#define TESTS_SAMPLE_AUDIT_H

#include "base/arena.h"
#include "rules/model/audit.h"

/* One finding of each verdict, with evidence. */
struct audit sample_audit(struct arena *);
/* The same with texts that try to break out of every format. */
struct audit sample_hostile(struct arena *);
/* Nothing in it but a name. */
struct audit sample_empty(struct arena *);
/* n findings of these verdicts and needs, without evidence. */
struct audit sample_verdicts(struct arena *, uint32_t n, const enum verdict *,
                             const enum need *);

/* What the hostile texts carry. */
extern const char sample_poison[];

#endif
