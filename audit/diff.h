/* Drift: two audits of the same kind, and what changed between them. Pure;
 * compares checks and rights by id, and says who or what is another. */
#ifndef AUDIT_DIFF_H
#define AUDIT_DIFF_H

#include "base/arena.h"
#include "rules/model/audit.h"

struct changes {
    const struct change *item; /* in the order of change_kind, then by id */
    uint32_t n;
};

struct changes
audit_diff(const struct audit *old, const struct audit *new, struct arena *);

/* Whether a change is news that a nightly job should wake somebody for. */
bool change_is_news(enum change_kind);

#endif
