/* Observations x rules -> findings: the verdict lattice and nothing else.
 * Pure: no clock, file, socket or global. Laws: doubt never passes, doubt
 * never fails, order never matters, every check gets exactly one finding. */
#ifndef RULES_EVALUATE_H
#define RULES_EVALUATE_H

#include "base/arena.h"
#include "rules/model.h"

/* The stronger of two: skip < pass < unknown < fail. Commutative, associative,
 * idempotent; VERDICT_SKIP is its identity. */
enum verdict verdict_all(enum verdict, enum verdict);

/* One finding per check of the ruleset, in its order. */
struct findings {
    const struct finding *finding;
    uint32_t n;
};

/* What the verdicts rest on besides the rules. */
struct facts {
    const struct observation *observation;
    uint32_t n_observation;
    enum reason missing; /* why what was not observed was not: the reason the
                            scan stopped early, else WHY_NOT_PROBED */
};

struct findings evaluate(const struct ruleset *, const struct catalogue *,
                         const struct facts *, struct arena *);

/* Counts by verdict; the sum is the number of findings. */
struct tally {
    uint32_t of[VERDICT__N];
    uint32_t counted_fail; /* fails that count under audit.fail_on */
};

struct tally tally_of(const struct audit *);

/* The outcome and the exit status of one law: 0 compliant, 1 a fail that
 * counts, 2 something unknown or nothing assessed. */
enum outcome audit_outcome(const struct audit *);
int audit_exit(const struct audit *);

/* Whether a finding's fail counts for outcome and exit status. */
bool finding_counts(const struct finding *, const struct audit *);

#endif
