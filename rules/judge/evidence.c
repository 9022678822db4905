/* What was seen of a claim, put down line by line beside its verdict. */
#include "rules/judge/judge.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "rules/model/subject.h"
#include "rules/model/words.h"

/* What one observation says, for the list of evidence. */
static const char *
observed_text(const struct court *court, const struct claim *claim,
              const struct observation *seen)
{
    const struct scale *scale = claim->right->scale;
    enum reason reason = seen->reason;

    if (reason == WHY_NOT_OFFERED)
        return "not offered by the API";
    if (reason == WHY_GRANTED && !scale_spans(scale, seen->low, seen->high))
        reason = WHY_GARBAGE;
    if (reason_verdict(reason) == VERDICT_UNKNOWN)
        return arena_print(court->arena,
                           seen->weak ? "no clear read (%s)" : "not known (%s)",
                           reason_about(reason));
    if (scale_is_number(scale) && seen->high == GRADE_MOST)
        return arena_print(court->arena, "%lld counted", (long long)seen->low);
    if (seen->low <= GRADE_NONE && seen->high >= scale_top(scale))
        return "nothing to see";
    if (seen->weak)
        return seen->low > GRADE_NONE ? "read allowed" : "read refused";
    return scale_title(scale, seen->low, court->arena);
}

static const char *
about_text(const struct court *court, const struct claim *claim)
{
    const struct catalogue *all = court->catalogue;
    const char *verb;

    if (claim->right == NULL)
        return "a person's statement";
    if (claim->subject != NULL)
        return subject_title(claim->subject, claim->nth, court->arena);
    verb = verb_title(all->verb, all->n_verb, claim->right->verb);
    return claim->right->entity == NULL
               ? verb
               : arena_print(court->arena, "%s: %s", claim->right->entity->name,
                             verb);
}

void
judge_evidence(struct court *court, const struct claim *claim,
               const struct judgement *result, const struct observation *seen)
{
    const struct right *right = claim->right;
    struct evidence *evidence;

    court->evidence = arena_grow(court->arena, court->evidence,
                                 court->n_evidence, &court->capacity);
    evidence = &court->evidence[court->n_evidence++];
    *evidence = (struct evidence){
        .about = about_text(court, claim),
        .entity =
            right == NULL || right->entity == NULL ? NULL : right->entity->name,
        .aspect = right == NULL ? ASPECT_STATEMENT : right->verb,
        .basis =
            result->by != NULL && seen == NULL ? BASIS_STATED : BASIS_DECLARED,
        .wanted = claim_title(claim, court->arena),
        .observed =
            seen == NULL ? result->observed : observed_text(court, claim, seen),
        .said = seen == NULL ? judge_stated_by(court, result) : seen->said,
        .verdict = result->verdict,
        .reason = result->reason,
        .exchange = seen == NULL ? NO_EXCHANGE : seen->exchange,
    };
    if (seen != NULL)
        evidence->basis = seen->basis;
}
