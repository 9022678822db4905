/* Counts, outcome and exit status. */
#include "audit/outcome.h"
#include "audit/diff.h"
#include "base/text.h"
#include "rules/model/words.h"

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
           excess->risk >= audit->excess_least && !waiver_holds(excess->waiver);
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

struct counted
audit_counted(const struct audit *audit)
{
    struct tally tally = tally_of(audit);

    return (struct counted){tally.counted_fail, tally.counted_unknown,
                            tally.counted_excess, unjudged_counts(audit)};
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

/* What kept more than half of the checks that apply from being answered. */
static enum reason
common_cause(const struct audit *audit)
{
    uint32_t of[WHY__N] = {0};
    uint32_t apply = 0;

    for (uint32_t i = 0; i < audit->n_finding; i++) {
        const struct finding *finding = &audit->finding[i];

        apply += finding->verdict != VERDICT_SKIP;
        of[finding->reason] += finding->verdict == VERDICT_UNKNOWN;
    }
    for (unsigned i = 0; i < WHY__N; i++)
        if (reason_title((enum reason)i) != NULL && 2 * of[i] > apply)
            return (enum reason)i;
    return WHY_GRANTED;
}

enum reason
audit_cause(const struct audit *audit)
{
    if (audit_outcome(audit) != OUTCOME_UNDETERMINED)
        return WHY_GRANTED;
    if (audit->stopped == WHY_GRANTED)
        return common_cause(audit);
    return reason_title(audit->stopped) == NULL ? WHY_GRANTED : audit->stopped;
}

/* Whether more is held than anybody should be at ease with. */
static bool
is_oversized(const struct audit *audit)
{
    for (uint32_t i = 0; i < audit->n_excess; i++)
        if (audit->excess[i].risk >= RISK_HIGH &&
            audit->excess[i].under == NULL &&
            !waiver_holds(audit->excess[i].waiver))
            return true;
    return false;
}

/* What is accepted or does not count is missing all the same: who holds too
 * much besides is not said to work. */
static enum headline
compliant_headline(const struct audit *audit)
{
    struct tally tally = tally_of(audit);

    if (!is_oversized(audit))
        return HEADLINE_COMPLIANT;
    return tally.of[VERDICT_FAIL] + tally.of[VERDICT_UNKNOWN] == 0
               ? HEADLINE_OVERSIZED
               : HEADLINE_OVERSIZED_ACCEPTED;
}

enum headline
audit_headline(const struct audit *audit)
{
    switch (audit_outcome(audit)) {
    case OUTCOME_NOT_COMPLIANT:
        return HEADLINE_NOT_COMPLIANT;
    case OUTCOME_COMPLIANT:
        return compliant_headline(audit);
    case OUTCOME_UNDETERMINED:
    case OUTCOME__N:
        break;
    }
    return audit_cause(audit) == WHY_GRANTED ? HEADLINE_UNDETERMINED
                                             : HEADLINE_PREVENTED;
}

/* Whether an answer settled a right that is set somewhere; a login that was
 * accepted is none, and a person's word is no answer. */
static bool
shows_right(const struct finding *finding)
{
    for (uint32_t i = 0; i < finding->n_evidence; i++) {
        const struct evidence *e = &finding->evidence[i];

        if (e->entity != NULL && e->basis != BASIS_STATED &&
            (e->verdict == VERDICT_PASS || e->verdict == VERDICT_FAIL))
            return true;
    }
    return false;
}

bool
audit_is_blind(const struct audit *audit)
{
    if (audit_headline(audit) != HEADLINE_PREVENTED ||
        audit->coverage.judged > 0)
        return false;
    for (uint32_t i = 0; i < audit->n_finding; i++)
        if (shows_right(&audit->finding[i]))
            return false;
    return true;
}

int
audit_status(const struct audit *audit)
{
    return outcome_exit(outcome_of(audit));
}

int
audit_exit(const struct audit *audit)
{
    return audit->stopped == WHY_INTERRUPTED ? AUDIT_INTERRUPTED
                                             : audit_status(audit);
}
