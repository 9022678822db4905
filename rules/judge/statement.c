/* Claims that the API leaves to a person: what was stated, held against what
 * little can be seen. A statement never outranks what the API shows. */
#include "rules/judge/judge.h"
#include "rules/model/scale.h"
#include "rules/model/subject.h"

/* What only a person can tell: that reason, unless the scan ended before it
 * could even have been said whose account this is. An answer of the other kind
 * (a number to a question of yes or no) is none. */
static struct judgement
ask_person(const struct court *court)
{
    const struct attestation *statement = court->statement;
    enum reason stopped = judge_missing(court);
    struct judgement result;

    if (stopped != WHY_NOT_PROBED)
        return judge_doubt(stopped, NULL);
    if (statement == NULL || !statement->expired)
        return judge_doubt(WHY_NEEDS_ATTESTATION, NULL);
    result = judge_doubt(
        WHY_ATTESTATION_EXPIRED,
        arena_print(court->arena,
                    "the statement by %s expired on %s; it has to be looked "
                    "up and stated anew",
                    statement->by, statement->expires));
    result.by = statement;
    return result;
}

/* Whether there is a statement to go by. */
static bool
stated(const struct court *court, bool number)
{
    return court->statement != NULL && !court->statement->expired &&
           court->statement->is_number == number &&
           judge_missing(court) == WHY_NOT_PROBED;
}

static struct judgement
attested(const struct court *court, bool good, enum reason bad,
         const char *observed)
{
    return (struct judgement){
        .verdict = good ? VERDICT_PASS : VERDICT_FAIL,
        .reason = good ? WHY_ATTESTED : bad,
        .strength = STRENGTH_ATTESTED,
        .observed = observed,
        .counted = -1,
        .by = court->statement,
    };
}

struct judgement
judge_stated(const struct court *court, const struct claim *claim)
{
    struct judgement result;

    if (!stated(court, false))
        return ask_person(court);
    result = attested(court, court->statement->yes, WHY_NOT_GRANTED,
                      court->statement->yes ? "yes" : "no");
    if (claim->right != NULL && court->statement->yes) {
        result.low = claim->low;
        result.high = claim->high;
        result.observed = claim_title(claim, court->arena);
    }
    return result;
}

const char *
judge_stated_by(const struct court *court, const struct judgement *result)
{
    const struct attestation *by = result->by;

    if (by == NULL)
        return NULL;
    return arena_print(court->arena, "stated by %s on %s, until %s", by->by,
                       by->on, by->expires);
}

/* A scan that ended early says more than that a name is missing: it would not
 * have helped. */
struct judgement
judge_unnamed(const struct court *court, const struct claim *claim)
{
    const char *name = claim->subject->name;

    if (judge_missing(court) != WHY_NOT_PROBED)
        return judge_doubt(judge_missing(court), NULL);
    if (court->statement != NULL)
        return judge_stated(court, claim);
    return judge_doubt(
        WHY_NEEDS_SUBJECT,
        arena_print(court->arena, "no %s was named to try it on; scan with %s",
                    name, subject_option(claim->subject, court->arena)));
}

static struct judgement
judge_uncounted(const struct court *court, const struct claim *claim,
                int64_t most)
{
    int64_t number;

    if (!stated(court, true))
        return ask_person(court);
    number = court->statement->number;
    if (number < most) {
        struct judgement result = judge_doubt(
            WHY_CONFLICT,
            arena_print(court->arena,
                        "%s stated on %s that it is %lld, but %lld exist",
                        court->statement->by, court->statement->on,
                        (long long)number, (long long)most));

        result.by = court->statement;
        return result;
    }
    return attested(court, number >= claim->low, WHY_BELOW_LIMIT,
                    arena_print(court->arena, "%lld", (long long)number));
}

/* What is known of the number for certain, in words: what decides. */
static const char *
number_text(const struct court *court, const struct side *held, bool enough)
{
    const char *bound = enough ? "at least " : "at most ";

    return arena_print(court->arena, "%s%lld",
                       held->low == held->high ? "" : bound,
                       (long long)(enough ? held->low : held->high));
}

/* A count is a lower bound of what is allowed: it can prove, never refute. */
struct judgement
judge_number(const struct court *court, const struct claim *claim,
             const struct side *held)
{
    int64_t counted = held->known ? held->low : -1;
    struct judgement result;

    if (held->known && side_torn(held)) {
        result = judge_doubt(WHY_CONFLICT, NULL);
    } else if (held->known &&
               (held->low >= claim->low || held->high < claim->low)) {
        bool enough = held->low >= claim->low;

        result = (struct judgement){
            .reason = enough ? WHY_GRANTED : WHY_BELOW_LIMIT,
            .verdict = enough ? VERDICT_PASS : VERDICT_FAIL,
            .strength = STRENGTH_DECLARED,
            .low = held->low,
            .high = held->high,
            .observed = number_text(court, held, enough),
        };
    } else {
        result = judge_uncounted(court, claim, counted);
        if (counted >= 0 && result.verdict == VERDICT_UNKNOWN)
            result.observed = arena_print(
                court->arena, "not known (%lld counted)", (long long)counted);
    }
    result.counted = counted;
    return result;
}

/* What was stated about a number, beside what was counted. That an answer
 * which the count refutes did not decide is no reason to hide it. */
static void
contest_number(struct finding *finding, const struct check *check,
               const struct judgement *judgement, struct arena *arena)
{
    const struct attestation *by = finding->attestation;

    for (uint32_t i = 0; i < check->n_claim; i++) {
        bool told =
            judgement[i].by == by && judgement[i].verdict == finding->verdict;

        if (claim_manner(&check->claim[i]) != MANNER_NUMBER ||
            judgement[i].counted <= by->number)
            continue;
        finding->contested = true;
        if (!told)
            finding->detail = arena_print(
                arena,
                "%s %s stated on %s that the maximum is %lld, which is in "
                "error: %lld exist.",
                finding->detail, by->by, by->on, (long long)by->number,
                (long long)judgement[i].counted);
    }
}

/* Whether the statement had its say. One that is about a way that did not
 * decide contradicts nothing. */
static bool
decided(const struct finding *finding, const struct check *check,
        const struct judgement *judgement)
{
    for (uint32_t i = 0; i < check->n_claim; i++)
        if ((judgement[i].verdict == finding->verdict || judgement[i].aside) &&
            judgement[i].by == finding->attestation)
            return true;
    return false;
}

void
judge_contest(struct finding *finding, const struct check *check,
              const struct judgement *judgement, struct arena *arena)
{
    const struct attestation *by = finding->attestation;

    if (by == NULL || by->expired)
        return;
    if (by->is_number) {
        contest_number(finding, check, judgement, arena);
        return;
    }
    if (decided(finding, check, judgement))
        return;
    if (finding->verdict == VERDICT_FAIL && by->yes) {
        finding->contested = true;
        finding->detail = arena_print(
            arena,
            "%s %s stated the opposite on %s, which is in error: a statement "
            "never outranks what the API shows.",
            finding->detail, by->by, by->on);
    } else if (finding->verdict == VERDICT_PASS && !by->yes) {
        finding->contested = true;
        finding->detail = arena_print(
            arena,
            "%s But %s stated the opposite on %s; the two contradict each "
            "other, so it is not known.",
            finding->detail, by->by, by->on);
        finding->verdict = VERDICT_UNKNOWN;
        finding->reason = WHY_CONFLICT;
        finding->strength = STRENGTH_NONE;
        finding->observed = "contradictory";
    }
}
