/* Findings from rules and observations, and what they add up to. */
#include "rules/judge/evaluate.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/judge.h"
#include "rules/judge/sentence.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"

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

/* Of two ways to the same end, the better one: pass, unknown, fail. */
static enum verdict
verdict_any(enum verdict a, enum verdict b)
{
    static const int rank[VERDICT__N] = {
        [VERDICT_SKIP] = 0,
        [VERDICT_PASS] = 3,
        [VERDICT_UNKNOWN] = 2,
        [VERDICT_FAIL] = 1,
    };

    return rank[a] >= rank[b] ? a : b;
}

/* The verdict of the way that begins at claim i; *end is past it. */
static enum verdict
way_verdict(const struct check *check, const struct judgement *judgement,
            uint32_t i, uint32_t *end)
{
    const struct claim *first = &check->claim[i];
    enum verdict verdict = VERDICT_SKIP;

    for (; i < check->n_claim && check->claim[i].clause == first->clause &&
           check->claim[i].way == first->way;
         i++)
        verdict = verdict_all(verdict, judgement[i].verdict);
    *end = i;
    return verdict;
}

/* Of a clause with a way to fall back on: lays aside whichever does not count.
 * It counts only where the rights of the other do not exist at all; that they
 * are not held, or not known, is no reason to look elsewhere. */
static bool
choose_fallback(const struct check *check, struct judgement *judgement,
                uint32_t from, uint32_t to)
{
    bool gone = true, any = false;

    for (uint32_t i = from; i < to; i++) {
        any = any || check->claim[i].fallback;
        gone = gone && (check->claim[i].fallback || judgement[i].gone);
    }
    for (uint32_t i = from; any && i < to; i++)
        judgement[i].aside = check->claim[i].fallback != gone;
    return any;
}

/* Lays the claims of a clause aside that are not on a way that came to the
 * clause's verdict: one that will do is enough. Then all others must hold. */
static void
choose_ways(const struct check *check, struct judgement *judgement)
{
    uint32_t from = 0;

    while (from < check->n_claim) {
        uint32_t to = from, end = from;
        enum verdict best = VERDICT_SKIP;

        while (to < check->n_claim &&
               check->claim[to].clause == check->claim[from].clause)
            best = verdict_any(best, way_verdict(check, judgement, to, &to));
        if (choose_fallback(check, judgement, from, to))
            end = to;
        while (end < to) {
            uint32_t i = end;
            enum verdict verdict = way_verdict(check, judgement, i, &end);

            for (; i < end; i++)
                judgement[i].aside = verdict != best;
        }
        from = to;
    }
}

/* Judges each claim; says of each where its evidence ends. */
static void
judge_claims(struct court *court, const struct check *check, bool on,
             struct judgement *judgement, uint32_t *end)
{
    court->evidence = NULL;
    court->n_evidence = court->capacity = 0;
    for (uint32_t i = 0; i < check->n_claim; i++) {
        judgement[i] = on ? judge(court, &check->claim[i])
                          : judge_off(court, &check->claim[i], check->option);
        end[i] = court->n_evidence;
    }
}

/* Leaves out the evidence of claims that were laid aside: it bears on
 * nothing. */
static void
drop_aside(struct court *court, uint32_t n_claim,
           const struct judgement *judgement, const uint32_t *end)
{
    uint32_t from = 0, kept = 0;

    for (uint32_t i = 0; i < n_claim; i++)
        for (; from < end[i]; from++)
            if (!judgement[i].aside)
                court->evidence[kept++] = court->evidence[from];
    court->n_evidence = kept;
}

/* What the deciding claims were seen to be, each once. Only those of the same
 * manner as the first: "Restricted, None", but not "All, yes". */
static const char *
observed_text(const struct check *check, const struct judgement *judgement,
              uint32_t first, struct arena *arena)
{
    enum manner manner = claim_manner(&check->claim[first]);
    struct out out = {0};
    const char *text;

    for (uint32_t i = first; i < check->n_claim; i++) {
        bool said = judgement[i].aside ||
                    judgement[i].verdict != judgement[first].verdict ||
                    claim_manner(&check->claim[i]) != manner;

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
        if (!judgement[i].aside)
            finding->verdict =
                verdict_all(finding->verdict, judgement[i].verdict);
    while (first < check->n_claim &&
           (judgement[first].aside ||
            judgement[first].verdict != finding->verdict))
        first++;
    if (first == check->n_claim) { /* asked for nothing: nothing is known */
        finding->verdict = VERDICT_UNKNOWN;
        finding->observed = "not known";
        return;
    }
    finding->reason = judgement[first].reason;
    finding->strength = judgement[first].strength;
    for (uint32_t i = first; i < check->n_claim; i++)
        if (!judgement[i].aside && judgement[i].verdict == finding->verdict &&
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

/* Where a finding is open because another right is missing, the way to mend
 * it is the one of the check that asks for that right. */
static void
lead(const struct court *court, const struct ruleset *set,
     const struct check *check, const struct judgement *judgement,
     struct finding *finding)
{
    const char *needs = NULL;

    for (uint32_t i = 0; i < check->n_claim && needs == NULL; i++)
        needs = judgement[i].aside ? NULL : judgement[i].needs;
    if (needs == NULL || finding->verdict != VERDICT_UNKNOWN)
        return;
    for (uint32_t i = 0; i < set->n_check; i++) {
        const struct check *other = &set->check[i];

        for (uint32_t c = 0; c < other->n_claim; c++) {
            if (other->claim[c].right == NULL ||
                !text_same(other->claim[c].right->id, needs) ||
                !check_is_on(set, other))
                continue;
            finding->fix = other->fix;
            finding->screen = other->screen;
            finding->detail = arena_print(court->arena, "%s See %s.",
                                          finding->detail, other->id);
            return;
        }
    }
}

/* What a policy forbids is not mended where the right is granted. */
static void
point_to_policy(const struct court *court, const struct check *check,
                const struct judgement *judgement, struct finding *finding)
{
    for (uint32_t i = 0; i < check->n_claim; i++)
        if (finding->reason == WHY_POLICY && !judgement[i].aside &&
            judgement[i].reason == WHY_POLICY && judgement[i].cause != NULL &&
            claim_manner(&check->claim[i]) == MANNER_GRANT) {
            finding->screen = "Policies above the account's rights";
            finding->fix =
                arena_print(court->arena, "%s.",
                            text_capital(court->arena, judgement[i].cause));
            return;
        }
}

static struct finding
find(struct court *court, const struct ruleset *set, const struct check *check)
{
    const struct rule *rule = &set->rule[check->rule];
    struct judgement *judgement =
        arena_new(court->arena, struct judgement, check->n_claim);
    uint32_t *end = arena_new(court->arena, uint32_t, check->n_claim);
    bool on = check_is_on(set, check);
    struct finding finding = {
        .rules = check_pack(set, check)->id,
        .id = check->id,
        .section = rule->section,
        .object = check->object,
        .access = check->access,
        .need = check->need,
        .inferred = rule->inferred,
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
    judge_claims(court, check, on, judgement, end);
    choose_ways(check, judgement);
    drop_aside(court, check->n_claim, judgement, end);
    combine(&finding, check, judgement, court->arena);
    finding.detail = sentence(court, check, judgement, finding.verdict);
    point_to_policy(court, check, judgement, &finding);
    judge_contest(&finding, check, judgement, court->arena);
    lead(court, set, check, judgement, &finding);
    finding.evidence = court->evidence;
    finding.n_evidence = court->n_evidence;
    return finding;
}

struct findings
evaluate(const struct ruleset *set, const struct catalogue *catalogue,
         const struct facts *facts, struct arena *arena)
{
    struct finding *finding = arena_new(arena, struct finding, set->n_check);
    struct court court = {.catalogue = catalogue,
                          .facts = facts,
                          .heard = heard_all(facts, arena),
                          .arena = arena};

    for (uint32_t i = 0; i < set->n_check; i++)
        finding[i] = find(&court, set, &set->check[i]);
    return (struct findings){finding, set->n_check};
}
