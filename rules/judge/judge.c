/* Claims against observations: what was said of a right is intersected, and
 * what is left is held against what is asked. */
#include "rules/judge/judge.h"
#include "base/diag.h"
#include "rules/judge/reach.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "rules/model/subject.h"
#include "rules/model/words.h"

struct judgement
judge_doubt(enum reason reason, const char *cause)
{
    /* Something that is not known for a reason that is no doubt makes no
     * sense: the one who wrote it was not understood. */
    if (reason_verdict(reason) != VERDICT_UNKNOWN)
        reason = WHY_GARBAGE;
    return (struct judgement){
        .verdict = VERDICT_UNKNOWN,
        .reason = reason,
        .observed = reason == WHY_CONFLICT ? "contradictory" : "not known",
        .cause = cause,
        .counted = -1,
    };
}

enum reason
judge_missing(const struct court *court)
{
    enum reason reason = court->facts->missing;

    return reason_verdict(reason) == VERDICT_UNKNOWN ? reason : WHY_NOT_PROBED;
}

/* Why nothing settles it. */
static enum reason
silence(const struct court *court, const struct side *side)
{
    enum reason reason = side_unanswered(side);

    return reason == WHY__N ? judge_missing(court) : reason;
}

static const struct judgement clear = {.verdict = VERDICT_PASS};

static const char *
title(const struct court *court, const struct claim *claim, int64_t grade)
{
    return scale_title(claim->right->scale, grade, court->arena);
}

/* Nobody is offered it: a skip, unless something was seen all the same. */
static struct judgement
judge_unoffered(const struct court *court, const struct claim *claim,
                const struct held *held)
{
    if (held->strong.known && held->strong.low > GRADE_NONE)
        return judge_doubt(
            WHY_CONFLICT,
            arena_print(court->arena,
                        "the API is known to offer it to nobody, but "
                        "it declares '%s'",
                        title(court, claim, held->strong.low)));
    if (held->weak.known && held->weak.low > GRADE_NONE)
        return judge_doubt(WHY_CONFLICT,
                           "the API is known to offer it to nobody, "
                           "but a read was allowed");
    return (struct judgement){
        .verdict = VERDICT_SKIP,
        .reason = WHY_NOT_OFFERED,
        .observed = "not offered by the API",
        .counted = -1,
    };
}

/* Doubt about what was said to settle it, or a pass: there is none. */
static struct judgement
doubt_strong(const struct court *court, const struct claim *claim,
             const struct side *side)
{
    bool fact = claim_manner(claim) != MANNER_GRANT;

    if (side->reason[WHY_NOT_OFFERED])
        return judge_doubt(WHY_CONFLICT,
                           "it is declared as offered to nobody, but "
                           "the API is known to offer it");
    if (side_torn(side))
        return judge_doubt(
            WHY_CONFLICT,
            arena_print(court->arena,
                        fact ? "one answer says %s, another %s"
                             : "one answer declares '%s', another '%s'",
                        title(court, claim, side->low),
                        title(court, claim, side->high)));
    if (side_odd(side) != WHY__N)
        return judge_doubt(side_odd(side), NULL);
    return clear;
}

/* Law 1 holds for the weak side too: it settles nothing, but what is odd about
 * it, or does not go with the grade in question, is doubt. */
static struct judgement
doubt_weak(const struct court *court, const struct claim *claim,
           const struct side *weak, const struct side *strong)
{
    const char *declared = title(court, claim, strong->low);
    enum reason odd = side_odd(weak);

    if (side_torn(weak))
        return judge_doubt(WHY_CONFLICT,
                           "one read was allowed and another was refused");
    if (weak->reason[WHY_NOT_OFFERED])
        return judge_doubt(WHY_CONFLICT,
                           "reading was answered as offered to nobody, "
                           "but the API is known to offer it");
    if (odd != WHY__N)
        return judge_doubt(odd,
                           arena_print(court->arena,
                                       "'%s' is declared, but a read gave no "
                                       "clear answer (%s)",
                                       declared, reason_about(odd)));
    if (weak->low > strong->high || weak->high < strong->low)
        return judge_doubt(
            WHY_CONFLICT,
            arena_print(court->arena, "'%s' is declared, but a read was %s",
                        declared,
                        weak->low > GRADE_NONE ? "allowed" : "refused"));
    if (weak->empty_handed && claim->right->never_empty &&
        strong->low > GRADE_NONE)
        return judge_doubt(WHY_CONFLICT,
                           arena_print(court->arena,
                                       "'%s' is declared, but a list that is "
                                       "never empty came back empty",
                                       declared));
    return clear;
}

/* Nothing settles it. A read alone shows neither how much may be read nor, if
 * it was refused, whether the right is what was missing. */
static struct judgement
judge_undeclared(const struct court *court, const struct held *held)
{
    enum reason reason = silence(court, &held->strong);
    const char *read = NULL;

    if (side_torn(&held->weak))
        return judge_doubt(WHY_CONFLICT,
                           "one read was allowed and another was refused");
    if (held->weak.known && held->weak.low > GRADE_NONE)
        read = "a read was allowed, which does not tell how much may be read";
    else if (held->weak.known)
        read = "a read was refused, which does not tell why";
    if (read == NULL)
        return judge_doubt(reason, NULL);
    return judge_doubt(reason, arena_print(court->arena, "%s; %s",
                                           reason_about(reason), read));
}

/* It is held, and that is not enough: a person has to say that it works. */
static struct judgement
judge_doubtful(const struct court *court, const struct claim *claim,
               const char *held)
{
    struct judgement result = judge_stated(court, claim);

    if (result.verdict == VERDICT_UNKNOWN)
        result.doubted = held;
    return result;
}

/* What is asked against what is held: inside is a pass, outside a fail, across
 * the border it is open, and only a person can tell (laws 1 and 2). */
static struct judgement
judge_interval(const struct court *court, const struct claim *claim,
               const struct side *grade)
{
    struct judgement result = {.low = grade->low,
                               .high = grade->high,
                               .reason = WHY_GRANTED,
                               .observed = title(court, claim, grade->low),
                               .counted = -1};
    bool inside = grade->low >= claim->low && grade->high <= claim->high;

    if (grade->high < claim->low)
        result.reason = grade->policy               ? WHY_POLICY
                        : grade->high <= GRADE_NONE ? WHY_NOT_GRANTED
                                                    : WHY_RESTRICTED;
    else if (grade->low > claim->high)
        result.reason = WHY_EXCESS;
    else if (!inside)
        return judge_stated(court, claim);
    else if (claim->doubtful)
        return judge_doubtful(court, claim, result.observed);
    result.verdict = reason_verdict(result.reason);
    return result;
}

/* Whether anything was said that bears on it: "some or none" does not. */
static bool
spoken_of(const struct held *held)
{
    bool spoken = held->strong.known || held->weak.known;

    for (unsigned i = 0; i < WHY__N; i++)
        spoken = spoken || held->strong.reason[i] || held->weak.reason[i];
    return spoken;
}

/* Why it is in doubt whether a right is held, or WHY__N: it is clear. */
static enum reason
doubt_held(const struct court *court, const struct held *held)
{
    const struct side *strong = &held->strong, *weak = &held->weak;

    if (side_odd(strong) != WHY__N)
        return side_odd(strong);
    if (side_torn(strong) || side_torn(weak) ||
        strong->reason[WHY_NOT_OFFERED] || weak->low > strong->high ||
        weak->high < strong->low)
        return WHY_CONFLICT;
    return strong->known ? WHY__N : silence(court, strong);
}

/* Who holds a stronger right holds this one: the grade is at least as high. If
 * it is in doubt whether the stronger one is held, so is this. */
struct raised {
    const struct right *through; /* the one that is held; or NULL */
    const struct right *doubted; /* one that may be held; or NULL */
    enum reason doubt;           /* why that is not known */
};

static struct raised
raise(const struct court *court, const struct claim *claim, struct side *grade)
{
    const struct catalogue *all = court->catalogue;
    struct raised raised = {NULL, NULL, WHY__N};
    int64_t top = scale_top(claim->right->scale);

    for (uint32_t i = 0; i < all->n_implies; i++) {
        const struct right *strong = &all->right[all->implies[i].strong];
        struct held held = held_of(&court->heard, strong);
        enum reason doubt;

        if (&all->right[all->implies[i].weak] != claim->right ||
            !spoken_of(&held))
            continue;
        doubt = doubt_held(court, &held);
        if (doubt != WHY__N && raised.doubted == NULL) {
            raised.doubted = strong;
            raised.doubt = doubt;
        } else if (doubt == WHY__N && held.strong.low > GRADE_NONE &&
                   grade->low < top) {
            grade->low = grade->high = top;
            raised.through = strong;
        } else if (doubt == WHY__N && held.strong.high > GRADE_NONE) {
            grade->high = top;
        }
    }
    return raised;
}

/* Whether it makes a difference that the grade may be the highest. */
static bool
open_upwards(const struct claim *claim, const struct side *grade)
{
    int64_t top = scale_top(claim->right->scale);

    return grade->low < top && grade->low <= claim->high &&
           (grade->low < claim->low || top > claim->high);
}

/* It would be held with a right of which it is not known whether it is. */
static struct judgement
judge_raised(const struct court *court, const struct raised *raised)
{
    return judge_doubt(raised->doubt,
                       arena_print(court->arena,
                                   "it is part of %s, of which it is not "
                                   "known whether it is held (%s)",
                                   right_title(court->catalogue,
                                               raised->doubted, court->arena),
                                   reason_about(raised->doubt)));
}

/* How a grade is known that no person had to state: by more than one side, or
 * by a read that shows it. */
static enum strength
strength_of(const struct held *held)
{
    uint32_t heard = 0;

    for (unsigned i = 0; i < BASIS__N; i++)
        heard += held->basis[i];
    return heard > 1 || held->basis[BASIS_READ] ? STRENGTH_CONFIRMED
                                                : STRENGTH_DECLARED;
}

/* What was said to settle it is clear. */
static struct judgement
judge_clear(const struct court *court, const struct claim *claim,
            const struct held *held)
{
    struct side grade = held->strong;
    struct raised raised = raise(court, claim, &grade);
    struct judgement result;

    if (!held->strong.known && raised.through == NULL)
        return judge_undeclared(court, held);
    result = doubt_weak(court, claim, &held->weak, &grade);
    if (result.verdict != VERDICT_PASS)
        return result;
    if (raised.doubted != NULL && open_upwards(claim, &grade))
        return judge_raised(court, &raised);
    result = judge_interval(court, claim, &grade);
    if (result.verdict == VERDICT_UNKNOWN || result.by != NULL)
        return result;
    result.strength = strength_of(held);
    result.through = raised.through;
    return result;
}

static struct judgement
judge_right(const struct court *court, const struct claim *claim,
            const struct held *held)
{
    struct judgement result;

    if (claim->right == NULL)
        unreachable("a claim of no right");
    if (!claim->right->offered)
        return judge_unoffered(court, claim, held);
    if (side_left_open(&held->strong))
        return judge_stated(court, claim);
    result = doubt_strong(court, claim, &held->strong);
    if (result.verdict != VERDICT_PASS)
        return result;
    /* Where one answer about a fact is missing, the others do not stand in for
     * it: a login that was accepted and then rejected is doubt. */
    if (claim_manner(claim) != MANNER_GRANT &&
        side_unanswered(&held->strong) != WHY__N)
        return judge_doubt(silence(court, &held->strong), NULL);
    return judge_clear(court, claim, held);
}

static struct judgement
judge_held(const struct court *court, const struct claim *claim,
           const struct held *held)
{
    switch (claim_manner(claim)) {
    case MANNER_GRANT:
    case MANNER_FACT:
        return judge_right(court, claim, held);
    case MANNER_NUMBER:
        return judge_number(court, claim, &held->strong);
    case MANNER_QUESTION:
        return judge_stated(court, claim);
    case MANNER_REACH:
        return claim_unnamed(claim) ? judge_unnamed(court, claim)
                                    : judge_right(court, claim, held);
    case MANNER__N:
        break;
    }
    unreachable("manner of a claim");
}

/* What the provider found out in particular. */
static void
explain(const struct held *held, struct judgement *result)
{
    bool open = result->reason == WHY_NEEDS_ATTESTATION;

    for (uint32_t i = 0; i < held->n && result->cause == NULL; i++)
        if (held->by[i]->reason == result->reason ||
            (open && held->by[i]->reason == WHY_GRANTED))
            result->cause = held->by[i]->why;
}

/* That it is not known because another right is missing is the cause. */
static void
blame(const struct court *court, const struct held *held,
      struct judgement *result)
{
    explain(held, result);
    for (uint32_t i = 0; i < held->n; i++) {
        if (held->by[i]->needs == NULL || held->by[i]->reason != result->reason)
            continue;
        result->needs = held->by[i]->needs;
        result->cause = arena_print(
            court->arena, "it cannot be seen without %s, which was refused",
            right_title_of(court->catalogue, result->needs, court->arena));
        return;
    }
}

struct judgement
judge(struct court *court, const struct claim *claim)
{
    struct held held = {.n = 0};
    struct judgement result;

    if (claim->right != NULL && !claim_unnamed(claim))
        held = held_of(&court->heard, claim->right);
    result = judge_held(court, claim, &held);
    if (result.verdict == VERDICT_UNKNOWN)
        blame(court, &held, &result);
    else if (claim->subject != NULL && result.reason != WHY_EXCESS)
        result.cause = reach_cause(&held, court->arena);
    else if (result.reason == WHY_POLICY)
        explain(&held, &result);
    result.gone = held_gone(&held);
    for (uint32_t i = 0; i < held.n; i++)
        judge_evidence(court, claim, &result, held.by[i]);
    if (held.n == 0 || result.by != NULL)
        judge_evidence(court, claim, &result, NULL);
    return result;
}

struct judgement
judge_off(struct court *court, const struct claim *claim, const char *option)
{
    struct judgement result = {
        .verdict = VERDICT_SKIP,
        .reason = WHY_OPTION_OFF,
        .observed = arena_print(court->arena, "not asked (%s)",
                                option_against(option, court->arena)),
        .counted = -1,
    };

    judge_evidence(court, claim, &result, NULL);
    return result;
}
