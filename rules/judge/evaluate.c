/* Findings from rules and observations, and what they add up to. */
#include "rules/judge/evaluate.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/judge.h"
#include "rules/judge/sentence.h"
#include "rules/model/name.h"
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
