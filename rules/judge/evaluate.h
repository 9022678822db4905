/* Observations x rules -> findings: the verdict lattice and nothing else.
 * Pure: no clock, file, socket or global. Laws: doubt never passes, doubt
 * never fails, order never matters, every check gets exactly one finding. */
#ifndef RULES_JUDGE_EVALUATE_H
#define RULES_JUDGE_EVALUATE_H

#include "base/arena.h"
#include "rules/model/audit.h"
#include "rules/model/found.h"

/* The stronger of two: skip < pass < unknown < fail. Commutative, associative,
 * idempotent; VERDICT_SKIP is its identity. */
enum verdict verdict_all(enum verdict, enum verdict);

/* One finding per check of the ruleset, in its order. */
struct findings {
    const struct finding *finding;
    uint32_t n;
};

struct heard;

/* What the verdicts rest on besides the rules. */
struct facts {
    const struct observation *observation;
    uint32_t n_observation;
    const struct heard *heard; /* heard_all of them; NULL: not made yet */
    const struct attestation *attestation;
    uint32_t n_attestation;
    const struct found *found; /* entities that the catalogue does not name */
    uint32_t n_found;
    bool complete; /* what is held was stated whole, where that can only be
                      tried */
    enum reason missing; /* why what was not observed was not: the reason the
                            scan stopped early, else WHY_NOT_PROBED */
};

struct findings evaluate(const struct ruleset *, const struct catalogue *,
                         const struct facts *, struct arena *);

#endif
