/* Findings from rules and observations, and what they add up to. */
#include "rules/evaluate.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/diff.h"
#include "rules/join.h"
#include "rules/judge.h"
#include "rules/sentence.h"
#include "rules/words.h"

enum verdict
verdict_all(enum verdict a, enum verdict b)
{
    static const int rank[VERDICT__N] = {
        [VERDICT_SKIP] = 0,
        [VERDICT_PASS] = 1,
        [VERDICT_UNKNOWN] = 2,
        [VERDICT_FAIL] = 3,
    };

    return rank[a] >= rank[b] ? a : b;
}

bool
check_is_on(const struct ruleset *set, const struct check *check)
{
    for (uint32_t i = 0; i < set->n_option; i++)
        if (text_same(set->option[i].name, check->option) &&
            text_same(set->option[i].rules, check_pack(set, check)->id))
            return set->option[i].on;
    return check->option == NULL;
}

/* What the deciding claims were seen to be, each once. Only those of the same
 * kind as the first: "Restricted, None", but not "All, yes". */
static const char *
observed_text(const struct check *check, const struct judgement *judgement,
              uint32_t first, struct arena *arena)
{
    struct out out = {0};
    const char *text;

    for (uint32_t i = first; i < check->n_claim; i++) {
        bool said = judgement[i].verdict != judgement[first].verdict ||
                    check->claim[i].kind != check->claim[first].kind;

        for (uint32_t j = first; j < i && !said; j++)
            said = judgement[j].verdict == judgement[i].verdict &&
                   text_same(judgement[j].observed, judgement[i].observed);
        if (said)
            continue;
        (void)out_text(&out, i > first ? ", " : "");
        (void)out_text(&out, judgement[i].observed);
    }
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

/* How much a strength is worth; what a person says is worth the least. */
static const int worth[STRENGTH__N] = {
    [STRENGTH_NONE] = 0,
    [STRENGTH_ATTESTED] = 1,
    [STRENGTH_DECLARED] = 2,
    [STRENGTH_CONFIRMED] = 3,
};

/* The verdict, and of the claims that decide it the first one's reason and
 * the weakest one's strength. */
static void
combine(struct finding *finding, const struct check *check,
        const struct judgement *judgement, struct arena *arena)
{
    uint32_t first = 0;

    for (uint32_t i = 0; i < check->n_claim; i++)
        finding->verdict = verdict_all(finding->verdict, judgement[i].verdict);
    while (first < check->n_claim &&
           judgement[first].verdict != finding->verdict)
        first++;
    if (first == check->n_claim) { /* asked for nothing: nothing is known */
        finding->verdict = VERDICT_UNKNOWN;
        finding->observed = level_title(LEVEL_UNKNOWN);
        return;
    }
    finding->reason = judgement[first].reason;
    finding->strength = judgement[first].strength;
    for (uint32_t i = first; i < check->n_claim; i++)
        if (judgement[i].verdict == finding->verdict &&
            worth[judgement[i].strength] < worth[finding->strength])
            finding->strength = judgement[i].strength;
    finding->observed = observed_text(check, judgement, first, arena);
}

static const char *
source_text(const struct source *source, struct arena *arena)
{
    return arena_print(arena, "%s, %s%s%s", source->title, source->date,
                       source->url == NULL ? "" : ", ",
                       source->url == NULL ? "" : source->url);
}

static const struct attestation *
statement_on(const struct facts *facts, const struct finding *finding)
{
    for (uint32_t i = 0; i < facts->n_attestation; i++)
        if (text_same(facts->attestation[i].check, finding->id) &&
            text_same(facts->attestation[i].rules, finding->rules))
            return &facts->attestation[i];
    return NULL;
}

static struct finding
find(struct court *court, const struct ruleset *set, const struct check *check)
{
    const struct rule *rule = &set->rule[check->rule];
    struct judgement *judgement =
        arena_new(court->arena, struct judgement, check->n_claim);
    bool on = check_is_on(set, check);
    struct finding finding = {
        .rules = check_pack(set, check)->id,
        .id = check->id,
        .section = rule->section,
        .object = check->object,
        .access = check->access,
        .need = rule->need,
        .verdict = VERDICT_SKIP,
        .required = check->required,
        .why = rule->why,
        .degrades = check->degrades,
        .screen = check->screen,
        .fix = check->fix,
        .source = source_text(&set->source[rule->source], court->arena),
        .option = check->option,
        .feature = check->feature,
    };

    finding.attestation = on ? statement_on(court->facts, &finding) : NULL;
    court->statement = finding.attestation;
    court->evidence = NULL;
    court->n_evidence = court->capacity = 0;
    for (uint32_t i = 0; i < check->n_claim; i++)
        judgement[i] = on ? judge(court, &check->claim[i])
                          : judge_off(court, &check->claim[i], check->option);
    combine(&finding, check, judgement, court->arena);
    finding.detail = sentence(court, check, judgement, finding.verdict);
    judge_contest(&finding, check, judgement, court->arena);
    finding.evidence = court->evidence;
    finding.n_evidence = court->n_evidence;
    return finding;
}

struct findings
evaluate(const struct ruleset *set, const struct catalogue *catalogue,
         const struct facts *facts, struct arena *arena)
{
    struct finding *finding = arena_new(arena, struct finding, set->n_check);
    struct court court = {
        .catalogue = catalogue, .facts = facts, .arena = arena};

    for (uint32_t i = 0; i < set->n_check; i++)
        finding[i] = find(&court, set, &set->check[i]);
    return (struct findings){finding, set->n_check};
}

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
    return audit->excess_mode == EXCESS_FAIL && !waiver_holds(excess->waiver);
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
