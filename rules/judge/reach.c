/* Who was reached, who was not, and of whom it is not known. */
#include "rules/judge/reach.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/because.h"
#include "rules/model/subject.h"

/* More names or causes than that nobody reads; the evidence has them all. */
enum { FEW = 5, FEW_CAUSES = 3 };

struct reach {
    const struct check *check;
    const struct judgement *judgement;
    const struct subject *subject;
    struct arena *arena;
    struct out out;
    bool spare;              /* they must not be reached */
    uint32_t n;              /* how many were tried, or one: nobody was named */
    uint32_t of[VERDICT__N]; /* of these */
};

static bool
is_of(const struct reach *r, uint32_t i)
{
    return r->check->claim[i].subject == r->subject && !r->judgement[i].aside;
}

static void
count(struct reach *r)
{
    for (uint32_t i = 0; i < r->check->n_claim; i++) {
        if (!is_of(r, i))
            continue;
        r->spare = r->check->claim[i].high == GRADE_NONE;
        r->of[r->judgement[i].verdict]++;
        r->n++;
    }
}

static bool
same_doubt(const struct judgement *a, const struct judgement *b)
{
    return a->verdict == b->verdict && a->reason == b->reason &&
           text_same(a->cause, b->cause);
}

/* Whether the same was said of one before. */
static bool
said_before(const struct reach *r, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (is_of(r, k) && same_doubt(&r->judgement[k], &r->judgement[i]))
            return true;
    return false;
}

/* How many came to the same as claim i. */
static uint32_t
count_like(const struct reach *r, uint32_t i)
{
    uint32_t n = 0;

    for (uint32_t k = 0; k < r->check->n_claim; k++)
        n += is_of(r, k) && same_doubt(&r->judgement[k], &r->judgement[i]);
    return n;
}

/* The names of all that came to the same as claim i; gives how many. */
static uint32_t
say_like(struct reach *r, uint32_t i)
{
    uint32_t total = count_like(r, i), n = 0;

    for (uint32_t k = 0; k < r->check->n_claim && n < FEW; k++) {
        if (!is_of(r, k) || !same_doubt(&r->judgement[k], &r->judgement[i]))
            continue;
        if (n > 0)
            (void)out_text(&r->out, n + 1 < total ? ", " : " and ");
        (void)out_text(
            &r->out,
            subject_title(r->subject, r->check->claim[k].nth, r->arena));
        n++;
    }
    if (total > n)
        (void)out_print(&r->out, " and %u more", (unsigned)(total - n));
    return total;
}

/* "2 of 3 technicians were reached", or all of them, or none. */
static void
say_share(struct reach *r, uint32_t reached)
{
    const char *noun = subject_noun(r->subject->name, r->n, r->arena);

    if (reached == 0)
        (void)out_print(&r->out, "none of the %u %s was reached",
                        (unsigned)r->n, noun);
    else if (reached == r->n)
        (void)out_print(&r->out, "all %u %s were reached", (unsigned)r->n,
                        noun);
    else
        (void)out_print(&r->out, "%u of %u %s %s reached", (unsigned)reached,
                        (unsigned)r->n, noun, reached == 1 ? "was" : "were");
}

/* Of each for whom it is not known: why. */
static void
say_doubts(struct reach *r, const char *before)
{
    for (uint32_t i = 0; i < r->check->n_claim; i++) {
        const struct judgement *result = &r->judgement[i];
        uint32_t n;

        if (!is_of(r, i) || result->verdict != VERDICT_UNKNOWN ||
            said_before(r, i))
            continue;
        (void)out_print(&r->out, "%sit is not known whether ", before);
        n = say_like(r, i);
        (void)out_print(&r->out, " %s reached: %s", n == 1 ? "is" : "are",
                        result->cause != NULL ? result->cause
                                              : reason_because(result->reason));
        before = "; ";
    }
}

/* The first claim that came to the verdict. */
static uint32_t
first_of(const struct reach *r, enum verdict verdict)
{
    uint32_t i = 0;

    while (i < r->check->n_claim &&
           (!is_of(r, i) || r->judgement[i].verdict != verdict))
        i++;
    return i;
}

static void
say_pass(struct reach *r)
{
    if (r->n > 1)
        say_share(r, r->spare ? 0 : r->n);
    else
        (void)out_print(&r->out, "%s was%s reached",
                        subject_title(r->subject, 1, r->arena),
                        r->spare ? " not" : "");
    if (r->spare)
        (void)out_text(&r->out, ", as it has to be");
}

/* Those that were reached and must not be; which, unless all. */
static void
say_not_spared(struct reach *r)
{
    uint32_t fails = r->of[VERDICT_FAIL];

    if (r->n > 1)
        say_share(r, fails);
    if (r->n > 1 && fails < r->n)
        (void)out_text(&r->out, ": ");
    if (fails < r->n || r->n == 1)
        (void)say_like(r, first_of(r, VERDICT_FAIL));
    if (r->n == 1)
        (void)out_text(&r->out, " was reached");
}

static void
say_cause(struct reach *r, uint32_t i)
{
    if (r->judgement[i].cause != NULL)
        (void)out_print(&r->out, ": %s", r->judgement[i].cause);
}

/* Those that were not reached, and of each why; before: what stands between
 * them and what was said, or nothing. */
static void
say_missed(struct reach *r, const char *before)
{
    const char *end = *before == '\0' ? " reached" : "";
    uint32_t causes = 0, told = 0;

    for (uint32_t i = 0; i < r->check->n_claim && causes < FEW_CAUSES; i++) {
        uint32_t n;

        if (!is_of(r, i) || r->judgement[i].verdict != VERDICT_FAIL ||
            said_before(r, i))
            continue;
        (void)out_text(&r->out, before);
        n = say_like(r, i);
        (void)out_print(&r->out, " %s not%s", n == 1 ? "was" : "were", end);
        say_cause(r, i);
        before = "; ";
        end = "";
        told += n;
        causes++;
    }
    if (told < r->of[VERDICT_FAIL])
        (void)out_print(&r->out, "; %u more were not",
                        (unsigned)(r->of[VERDICT_FAIL] - told));
}

/* How many were reached, if that is known; which were not, unless all are alike
 * in that. */
static void
say_not_reached(struct reach *r)
{
    uint32_t first = first_of(r, VERDICT_FAIL);
    bool all = r->of[VERDICT_FAIL] == r->n && r->n > 1;
    bool share = all || r->of[VERDICT_PASS] > 0;

    if (share)
        say_share(r, r->of[VERDICT_PASS]);
    if (all && count_like(r, first) == r->n)
        say_cause(r, first);
    else
        say_missed(r, share ? "; " : "");
}

static void
say_fail(struct reach *r)
{
    if (r->spare)
        say_not_spared(r);
    else
        say_not_reached(r);
    say_doubts(r, "; ");
    (void)out_text(&r->out, r->spare ? "; the table asks that nobody is"
                                     : "; the table asks that everybody is");
}

static void
say_unknown(struct reach *r)
{
    bool some = r->of[VERDICT_PASS] > 0 && !r->spare;

    if (some)
        say_share(r, r->of[VERDICT_PASS]);
    say_doubts(r, some ? "; " : "");
}

/* Nobody was named, and a person said how it is. */
static void
say_stated(struct reach *r, const struct attestation *by, enum verdict verdict)
{
    (void)out_print(&r->out,
                    "no %s was named to try it on; %s stated on %s that it is "
                    "%sas required",
                    r->subject->name, by->by, by->on,
                    verdict == VERDICT_PASS ? "" : "not ");
}

const char *
reach_cause(const struct held *held, struct arena *arena)
{
    for (uint32_t i = 0; i < held->n; i++) {
        const struct observation *seen = held->by[i];

        if (seen->said == NULL && seen->why != NULL)
            return seen->why;
        if (seen->said != NULL)
            return arena_print(arena, "%s%sthe API said \"%s\"%s",
                               text_or(seen->why, ""),
                               seen->why == NULL ? "" : " (", seen->said,
                               seen->why == NULL ? "" : ")");
    }
    return NULL;
}

const char *
reach_text(const struct check *check, const struct judgement *judgement,
           const struct subject *subject, enum verdict verdict,
           struct arena *arena)
{
    struct reach r = {.check = check,
                      .judgement = judgement,
                      .subject = subject,
                      .arena = arena};
    const struct judgement *first;
    const char *text;

    count(&r);
    first = &judgement[first_of(&r, verdict)];
    if (verdict != VERDICT_UNKNOWN && first->by != NULL)
        say_stated(&r, first->by, verdict);
    else if (verdict == VERDICT_PASS)
        say_pass(&r);
    else if (verdict == VERDICT_FAIL)
        say_fail(&r);
    else
        say_unknown(&r);
    text = arena_text(arena, out_string(&r.out));
    out_free(&r.out);
    return text;
}
