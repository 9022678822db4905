/* The other direction: what is granted and nobody asked for. Pure. */
#ifndef RULES_JUDGE_EXCESS_H
#define RULES_JUDGE_EXCESS_H

#include "base/arena.h"
#include "rules/judge/evaluate.h"
#include "rules/model/audit.h"

/* Rights held beyond what the checks that are on ask for and the rules
 * tolerate, the riskiest first; and what they were looked for in. Only an
 * answer that says All or Restricted makes an excess: what is unreadable or
 * contradictory is not judged, and coverage says so. */
struct excesses {
    const struct excess *item;
    uint32_t n;
    struct coverage coverage;
};

struct excesses excess_find(const struct ruleset *, const struct catalogue *,
                            const struct facts *, struct arena *);

#endif
