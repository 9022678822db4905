/* Counts, outcome and exit status. */
#include "audit/outcome.h"
#include "audit/diff.h"
#include "base/text.h"

bool
waiver_holds(const struct waiver *waiver)
{
    return waiver != NULL && waiver->state == WAIVER_ACTIVE;
}

/* What was not asked for before is new, whatever came of it. */
static bool
counts_as_news(enum change_kind kind)
{
    return change_is_news(kind) || kind == CHANGE_RULE_ADDED;
}

/* Whether what happened to a check or a right since the baseline is news. An
 * audit of another account has no baseline: all of it is new, as it is where
 * there is none. */
static bool
is_news(const struct audit *audit, const char *rules, const char *id)
{
    for (uint32_t i = 0; i < audit->n_change; i++)
        if (audit->change[i].kind == CHANGE_IDENTITY ||
            (counts_as_news(audit->change[i].kind) &&
             text_same(audit->change[i].rules, rules) &&
             text_same(audit->change[i].id, id)))
            return true;
    return audit->baseline == NULL;
}

/* Whether a finding bears on the outcome, whatever is new about it. */
static bool
bears(const struct finding *finding, const struct audit *audit)
{
    if (waiver_holds(finding->waiver))
        return false;
    if (finding->verdict == VERDICT_FAIL)
        return finding->need == NEED_REQUIRED ||
               audit->fail_on == NEED_RECOMMENDED;
    return finding->verdict == VERDICT_UNKNOWN;
}

static bool
excess_bears(const struct excess *excess, const struct audit *audit)
{
    return audit->excess_mode == EXCESS_FAIL && excess->under == NULL &&
           !waiver_holds(excess->waiver);
}

bool
finding_counts(const struct finding *finding, const struct audit *audit)
{
    return bears(finding, audit) &&
           (!audit->new_only || is_news(audit, finding->rules, finding->id));
}

bool
excess_counts(const struct excess *excess, const struct audit *audit)
{
    return excess_bears(excess, audit) &&
           (!audit->new_only || is_news(audit, NULL, excess->id));
}

bool
unjudged_counts(const struct audit *audit)
{
    return audit->excess_mode == EXCESS_FAIL &&
           audit->coverage.n_unjudged > 0 &&
           (!audit->new_only || is_news(audit, NULL, COVERAGE_ID));
}

static void
tally_finding(struct tally *tally, const struct finding *finding,
              const struct audit *audit)
{
    bool counts = finding_counts(finding, audit);
    bool fail = finding->verdict == VERDICT_FAIL;
    bool unknown = finding->verdict == VERDICT_UNKNOWN;

    tally->of[finding->verdict]++;
    tally->counted_fail += fail && counts;
    tally->counted_unknown += unknown && counts;
    tally->waived += (fail || unknown) && waiver_holds(finding->waiver);
}

struct tally
tally_of(const struct audit *audit)
{
    struct tally tally = {.counted_fail = 0};

    for (uint32_t i = 0; i < audit->n_finding; i++)
        tally_finding(&tally, &audit->finding[i], audit);
    for (uint32_t i = 0; i < audit->n_excess; i++)
        tally.counted_excess += excess_counts(&audit->excess[i], audit);
    return tally;
}

static enum outcome
outcome_of(const struct audit *audit)
{
    struct tally tally = tally_of(audit);

    if (tally.counted_fail + tally.counted_excess > 0)
        return OUTCOME_NOT_COMPLIANT;
    /* Where nothing was learned, no waiver makes it good. */
    if (tally.counted_unknown > 0 || unjudged_counts(audit) ||
        tally.of[VERDICT_PASS] + tally.of[VERDICT_FAIL] == 0)
        return OUTCOME_UNDETERMINED;
    return OUTCOME_COMPLIANT;
}

enum outcome
audit_outcome(const struct audit *audit)
{
    struct audit whole = *audit;

    whole.new_only = false;
    return outcome_of(&whole);
}

int
audit_exit(const struct audit *audit)
{
    static const int status[OUTCOME__N] = {
        [OUTCOME_UNDETERMINED] = 2,
        [OUTCOME_COMPLIANT] = 0,
        [OUTCOME_NOT_COMPLIANT] = 1,
    };

    return status[outcome_of(audit)];
}
