/* Claims against observations: the sets of what was said of a claim decide.
 * Doubt neither passes nor fails. */
#include "rules/judge/judge.h"
#include "base/diag.h"
#include "base/text.h"
#include "rules/judge/heard.h"
#include "rules/model/words.h"

struct judgement
judge_doubt(enum reason reason, const char *cause)
{
    /* A level that is not known for a reason that is no doubt makes no sense:
     * the one who wrote it was not understood. */
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

static bool
known(const struct side *side)
{
    return side_weakest(side) != LEVEL_UNKNOWN;
}

/* Why what was not observed was not. */
enum reason
judge_missing(const struct court *court)
{
    enum reason reason = court->facts->missing;

    return reason_verdict(reason) == VERDICT_UNKNOWN ? reason : WHY_NOT_PROBED;
}

/* Why a side has nothing to say. */
static enum reason
silence(const struct court *court, const struct side *side)
{
    enum reason reason = side_unanswered(side);

    return reason == WHY__N ? judge_missing(court) : reason;
}

static bool
offered(const struct court *court, const struct claim *claim)
{
    const struct catalogue *catalogue = court->catalogue;

    for (uint32_t i = 0; i < catalogue->n_entity; i++)
        if (text_same(catalogue->entity[i].name, claim->entity))
            return catalogue->entity[i].offered[claim->access];
    return true; /* not known as refused to all, so it has to be looked at */
}

/* Nobody is offered it: a skip, unless something was seen all the same. */
static struct judgement
judge_unoffered(const struct court *court, const struct heard *heard)
{
    enum level declared = side_strongest(&heard->side[BASIS_DECLARED]);

    if (declared > LEVEL_NONE)
        return judge_doubt(
            WHY_CONFLICT,
            arena_print(court->arena,
                        "the API is known to offer it to nobody, but "
                        "it declares '%s'",
                        level_title(declared)));
    if (side_strongest(&heard->side[BASIS_READ]) > LEVEL_NONE)
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

/* Doubt about what the metadata says, or VERDICT_PASS: it is clear. */
static struct judgement
doubt_declared(const struct court *court, const struct side *side)
{
    enum level low = side_weakest(side), high = side_strongest(side);
    enum reason odd;

    if (side->reason[WHY_NOT_OFFERED])
        return judge_doubt(WHY_CONFLICT,
                           "it is declared as offered to nobody, but "
                           "the API is known to offer it");
    if (low != high)
        return judge_doubt(WHY_CONFLICT,
                           arena_print(court->arena,
                                       "one answer declares '%s', another '%s'",
                                       level_title(high), level_title(low)));
    odd = side_odd(side);
    if (odd != WHY__N)
        return judge_doubt(odd, NULL);
    return (struct judgement){.verdict = VERDICT_PASS, .seen = low};
}

/* Doubt about what reading showed, given the level declared, or VERDICT_PASS:
 * it agrees or did not happen. */
static struct judgement
doubt_read(const struct court *court, const struct side *side,
           enum level declared)
{
    enum reason odd = side_odd(side);
    bool allowed = side->level[LEVEL_ALL];
    bool refused = side->level[LEVEL_NONE];

    if (allowed && refused)
        return judge_doubt(WHY_CONFLICT,
                           "one read was allowed and another was refused");
    if (side->reason[WHY_NOT_OFFERED])
        return judge_doubt(WHY_CONFLICT,
                           "reading was answered as offered to nobody, "
                           "but the API is known to offer it");
    if (side->level[LEVEL_RESTRICTED])
        odd = WHY_GARBAGE;
    if (odd != WHY__N)
        return judge_doubt(
            odd, arena_print(court->arena,
                             "'%s' is declared, but a read gave no "
                             "clear answer (%s)",
                             level_title(declared), reason_about(odd)));
    if (declared == LEVEL_NONE && allowed)
        return judge_doubt(WHY_CONFLICT, "'None' is declared, but a read was "
                                         "allowed");
    if (declared > LEVEL_NONE && refused)
        return judge_doubt(
            WHY_CONFLICT,
            arena_print(court->arena,
                        "'%s' is declared, but a read was refused",
                        level_title(declared)));
    return (struct judgement){.verdict = VERDICT_PASS};
}

/* Nothing was declared. A read alone shows neither how much may be read nor,
 * if it was refused, whether the right is what was missing. */
static struct judgement
judge_undeclared(const struct court *court, const struct heard *heard)
{
    const struct side *read = &heard->side[BASIS_READ];
    enum reason reason = silence(court, &heard->side[BASIS_DECLARED]);
    const char *read_text = NULL;

    if (read->level[LEVEL_ALL] && read->level[LEVEL_NONE])
        return judge_doubt(WHY_CONFLICT,
                           "one read was allowed and another was refused");
    if (read->level[LEVEL_ALL])
        read_text = "a read was allowed, which does not tell how much may be "
                    "read";
    else if (read->level[LEVEL_NONE])
        read_text = "a read was refused, which does not tell why";
    if (read_text == NULL)
        return judge_doubt(reason, NULL);
    return judge_doubt(reason, arena_print(court->arena, "%s; %s",
                                           reason_about(reason), read_text));
}

static struct judgement
judge_level(const struct court *court, const struct claim *claim,
            const struct heard *heard)
{
    const struct side *read = &heard->side[BASIS_READ];
    struct judgement result;
    enum level level;

    if (!offered(court, claim))
        return judge_unoffered(court, heard);
    result = doubt_declared(court, &heard->side[BASIS_DECLARED]);
    if (result.verdict != VERDICT_PASS)
        return result;
    level = result.seen;
    if (level == LEVEL_UNKNOWN)
        return judge_undeclared(court, heard);
    result = doubt_read(court, read, level);
    if (result.verdict != VERDICT_PASS)
        return result;
    if (level >= claim->level)
        result.reason = WHY_GRANTED;
    else
        result.reason = level == LEVEL_NONE ? WHY_NOT_GRANTED : WHY_RESTRICTED;
    result.verdict = reason_verdict(result.reason);
    result.strength = known(read) ? STRENGTH_CONFIRMED : STRENGTH_DECLARED;
    result.seen = level;
    result.observed = level_title(level);
    result.counted = -1;
    return result;
}

static struct judgement
flag_result(bool yes, enum strength strength)
{
    static const struct judgement results[] = {
        {.verdict = VERDICT_FAIL,
         .reason = WHY_NOT_GRANTED,
         .seen = LEVEL_NONE,
         .observed = "no",
         .counted = -1},
        {.verdict = VERDICT_PASS,
         .reason = WHY_GRANTED,
         .seen = LEVEL_ALL,
         .observed = "yes",
         .counted = -1},
    };
    struct judgement result = results[yes ? 1 : 0];

    result.strength = strength;
    return result;
}

/* A flag knows no middle; both bases are heard alike. Where one answer is
 * missing, the others do not stand in for it: a login that was accepted and
 * then rejected is doubt. */
static struct judgement
judge_flag(const struct court *court, const struct heard *heard)
{
    const struct side *declared = &heard->side[BASIS_DECLARED];
    const struct side *read = &heard->side[BASIS_READ];
    struct side both = side_both(declared, read);
    bool yes = both.level[LEVEL_ALL];

    if (yes && both.level[LEVEL_NONE])
        return judge_doubt(WHY_CONFLICT, "one answer says yes, another no");
    if (both.level[LEVEL_RESTRICTED])
        return judge_doubt(WHY_GARBAGE, NULL);
    if (side_odd(&both) != WHY__N)
        return judge_doubt(side_odd(&both), NULL);
    if (!known(&both) || side_unanswered(&both) != WHY__N)
        return judge_doubt(silence(court, &both), NULL);
    return flag_result(yes, known(declared) && known(read) ? STRENGTH_CONFIRMED
                                                           : STRENGTH_DECLARED);
}

/* What one observation says, for the list of evidence. */
static const char *
observed_text(struct arena *arena, const struct claim *claim,
              const struct observation *seen)
{
    static const char *const level_read[LEVEL__N] = {
        [LEVEL_UNKNOWN] = NULL,
        [LEVEL_NONE] = "read refused",
        [LEVEL_RESTRICTED] = "not understood",
        [LEVEL_ALL] = "read allowed",
    };
    static const char *const flag[LEVEL__N] = {
        [LEVEL_UNKNOWN] = NULL,
        [LEVEL_NONE] = "no",
        [LEVEL_RESTRICTED] = "not understood",
        [LEVEL_ALL] = "yes",
    };

    if (claim->kind == KIND_LIMIT && seen->counted)
        return arena_print(arena, "%lld counted", (long long)seen->number);
    if (seen->level == LEVEL_UNKNOWN && seen->reason == WHY_NOT_OFFERED)
        return "not offered by the API";
    if (seen->level == LEVEL_UNKNOWN)
        return arena_print(arena,
                           seen->basis == BASIS_READ ? "no clear read (%s)"
                                                     : "not known (%s)",
                           reason_about(seen->reason));
    if (claim->kind == KIND_FLAG)
        return flag[seen->level];
    return seen->basis == BASIS_READ ? level_read[seen->level]
                                     : level_title(seen->level);
}

static const char *
wanted_text(struct arena *arena, const struct claim *claim)
{
    switch (claim->kind) {
    case KIND_LEVEL:
        return level_title(claim->level);
    case KIND_LIMIT:
        return arena_print(arena, "at least %lld", (long long)claim->at_least);
    case KIND_FLAG:
    case KIND_STATEMENT:
        return "yes";
    case KIND__N:
        break;
    }
    unreachable("kind of a claim");
}

/* Who stated what decided, and until when it holds; NULL: nobody. */
static const char *
statement_text(const struct court *court, const struct judgement *result)
{
    const struct attestation *by = result->by;

    if (by == NULL)
        return NULL;
    return arena_print(court->arena, "stated by %s on %s, until %s", by->by,
                       by->on, by->expires);
}

/* A claim's line of evidence; seen NULL: nothing was seen of it. */
static void
add_evidence(struct court *court, const struct claim *claim,
             const struct judgement *result, const struct observation *seen)
{
    const char *aspect = claim->fact;
    const char *title = claim->fact;
    struct evidence *evidence;

    if (claim->kind == KIND_LEVEL) {
        aspect = access_word(claim->access);
        title = access_title(claim->access);
    } else if (claim->kind == KIND_STATEMENT) {
        aspect = kind_word(KIND_STATEMENT);
        title = "a person's statement";
    }
    court->evidence = arena_grow(court->arena, court->evidence,
                                 court->n_evidence, &court->capacity);
    evidence = &court->evidence[court->n_evidence++];
    *evidence = (struct evidence){
        .about = claim->entity == NULL ? title
                                       : arena_print(court->arena, "%s: %s",
                                                     claim->entity, title),
        .entity = claim->entity,
        .aspect = aspect,
        .basis = seen == NULL ? BASIS_DECLARED : seen->basis,
        .wanted = wanted_text(court->arena, claim),
        .observed = seen == NULL ? result->observed
                                 : observed_text(court->arena, claim, seen),
        .said = seen == NULL ? statement_text(court, result) : seen->said,
        .verdict = result->verdict,
        .reason = result->reason,
        .exchange = seen == NULL ? NO_EXCHANGE : seen->exchange,
    };
}

static struct judgement
judge_heard(const struct court *court, const struct claim *claim,
            const struct heard *heard)
{
    struct side both =
        side_both(&heard->side[BASIS_DECLARED], &heard->side[BASIS_READ]);

    switch (claim->kind) {
    case KIND_LEVEL:
        return judge_level(court, claim, heard);
    case KIND_FLAG:
        return judge_flag(court, heard);
    case KIND_LIMIT:
        return judge_limit(court, claim, both.counted);
    case KIND_STATEMENT:
        return judge_statement(court);
    case KIND__N:
        break;
    }
    unreachable("kind of a claim");
}

struct judgement
judge(struct court *court, const struct claim *claim)
{
    struct heard heard = hear(court->facts, claim, court->arena);
    struct judgement result = judge_heard(court, claim, &heard);

    for (uint32_t i = 0; i < heard.n; i++)
        add_evidence(court, claim, &result, heard.by[i]);
    if (heard.n == 0 || result.by != NULL)
        add_evidence(court, claim, &result, NULL);
    return result;
}

struct judgement
judge_off(struct court *court, const struct claim *claim, const char *option)
{
    struct judgement result = {
        .verdict = VERDICT_SKIP,
        .reason = WHY_OPTION_OFF,
        .observed =
            arena_print(court->arena, "not asked (option %s is off)", option),
        .counted = -1,
    };

    add_evidence(court, claim, &result, NULL);
    return result;
}
