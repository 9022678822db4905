/* What the findings of an audit add up to, and what of them counts for the
 * exit status. Pure. */
#ifndef AUDIT_OUTCOME_H
#define AUDIT_OUTCOME_H

#include "rules/model/audit.h"

/* Counts by verdict; the sum is the number of findings. */
struct tally {
    uint32_t of[VERDICT__N];
    uint32_t counted_fail;    /* fails that count for the exit status */
    uint32_t counted_unknown; /* unknowns that do */
    uint32_t waived;          /* fails and unknowns that somebody accepts */
    uint32_t counted_excess;  /* excess rows that count */
};

/* What counts for the exit status: how many of each, and whether it counts
 * that not every entity could be judged. */
struct counted {
    uint32_t fail, unknown, excess;
    bool coverage;
};

struct counted audit_counted(const struct audit *);

struct tally tally_of(const struct audit *);

/* How the account stands: not compliant if a fail or an excess row bears on
 * it, undetermined if an unknown does or nothing was assessed. */
enum outcome audit_outcome(const struct audit *);

/* What every report is headed with. Excess makes it one of HEADLINE_OVERSIZED
 * if its risk is high or critical and nobody waived it, whether or not it
 * counts. */
enum headline audit_headline(const struct audit *);
/* What is to blame where it is HEADLINE_PREVENTED: why the scan ended, or what
 * kept most of the checks from being answered. Else WHY_GRANTED. */
enum reason audit_cause(const struct audit *);

/* Whether one thing kept a scan from seeing what any right stands at: then
 * what is not known is no setting to change. */
bool audit_is_blind(const struct audit *);

/* What the verdicts come to as an exit status: 0, 1 or 2 for the outcome, but
 * with audit.new_only only what is news since the baseline counts. */
int audit_status(const struct audit *);
/* The exit status of the command: the same, unless the scan was interrupted. */
enum { AUDIT_INTERRUPTED = 130 };
int audit_exit(const struct audit *);

/* Whether a finding's fail or unknown counts for the exit status: it is not
 * waived, not merely recommended under audit.fail_on, and, with new_only, it
 * is news. */
bool finding_counts(const struct finding *, const struct audit *);
/* Whether an excess row does: mode fail, of the least risk that counts or
 * more, and not waived. */
bool excess_counts(const struct excess *, const struct audit *);
/* Whether it bears on the exit status that not every entity could be judged:
 * where excess is to fail, what could not be read may be excess, of
 * any risk. Known to changes as COVERAGE_ID. */
#define COVERAGE_ID "excess.coverage"
bool unjudged_counts(const struct audit *);
/* Whether there is a waiver, and its time has not gone by. */
bool waiver_holds(const struct waiver *);

#endif
