/* The verdict on the whole in one sentence, and the counts it rests on. */
#include "audit/outcome.h"
#include "base/diag.h"
#include "base/text.h"
#include "reports/view/excess.h"
#include "reports/view/view.h"

#include <inttypes.h>

static const char *
plural(uint32_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

static void
count(struct counts *c, const struct finding *f, const struct audit *whole)
{
    bool waived = waiver_holds(f->waiver);

    if (f->verdict == VERDICT_UNKNOWN)
        c->unknown[f->need]++;
    if (f->verdict != VERDICT_FAIL)
        return;
    c->fail[f->need]++;
    c->counted[f->need] += finding_counts(f, whole);
    c->uncounted += !waived && !finding_counts(f, whole);
}

struct counts
counts_of(const struct audit *a)
{
    struct audit whole = *a;
    struct tally fresh = tally_of(a);
    struct counts c = {.total = a->n_finding};

    whole.new_only = false;
    c.tally = tally_of(&whole);
    c.fresh = fresh.counted_fail + fresh.counted_unknown + fresh.counted_excess;
    for (uint32_t i = 0; i < a->n_finding; i++)
        count(&c, &a->finding[i], &whole);
    c.assessed = c.tally.of[VERDICT_PASS] + c.tally.of[VERDICT_FAIL];
    return c;
}

/* "; 1 recommended check fails and does not count in this run; 2 are waived;
 * the account holds 12 rights that nobody asked for". */
static const char *
besides(struct arena *arena, const struct audit *a, const struct counts *c)
{
    const char *held = view_held(arena, a);
    const char *text = "";

    if (c->uncounted > 0)
        text = arena_print(
            arena, "; %" PRIu32 " recommended %s and %s not count in this run",
            c->uncounted, plural(c->uncounted, "check fails", "checks fail"),
            plural(c->uncounted, "does", "do"));
    if (c->tally.waived > 0)
        text =
            arena_print(arena, "%s; %" PRIu32 " more %s waived", text,
                        c->tally.waived, plural(c->tally.waived, "is", "are"));
    if (held != NULL)
        text = arena_print(arena, "%s; the account %s", text, held);
    if (a->new_only)
        text = arena_print(
            arena, "%s; %s new since %s", text,
            c->fresh == 0 ? "nothing"
                          : arena_print(arena, "%" PRIu32, c->fresh),
            text_or(view_time(arena, a->baseline), "the baseline"));
    return arena_print(arena, "%s.", text);
}

static const char *
doubts(struct arena *arena, const struct counts *c)
{
    uint32_t n = c->tally.counted_unknown;

    return n == 0 ? ""
                  : arena_print(arena,
                                " and %" PRIu32 " could not be determined", n);
}

/* Nothing that is asked for is missing, but more is held. */
static struct sentence
sentence_excess(struct arena *arena, const struct audit *a,
                const struct counts *c)
{
    struct sentence s = {.head = "Not compliant"};

    s.tail = arena_print(arena, "%" PRIu32 " of %" PRIu32 " checks pass%s%s",
                         c->tally.of[VERDICT_PASS], c->total, doubts(arena, c),
                         besides(arena, a, c));
    return s;
}

static struct sentence
sentence_fail(struct arena *arena, const struct audit *a,
              const struct counts *c)
{
    uint32_t n = c->tally.counted_fail;
    uint32_t recommended = c->counted[NEED_RECOMMENDED];
    const char *need = "";
    struct sentence s = {.head = "Not ready"};

    if (n == 0)
        return sentence_excess(arena, a, c);
    if (c->counted[NEED_REQUIRED] > 0 && recommended > 0)
        need = arena_print(arena,
                           " (%" PRIu32 " required, %" PRIu32 " recommended)",
                           c->counted[NEED_REQUIRED], recommended);
    else
        need = recommended > 0 ? " (recommended)" : " (required)";
    s.tail = arena_print(arena, "%" PRIu32 " of %" PRIu32 " %s %s%s%s%s", n,
                         c->total, plural(c->total, "check", "checks"),
                         plural(n, "fails", "fail"), need, doubts(arena, c),
                         besides(arena, a, c));
    return s;
}

static struct sentence
sentence_unknown(struct arena *arena, const struct audit *a,
                 const struct counts *c)
{
    struct sentence s = {.head = "Undetermined"};
    bool fails = c->tally.of[VERDICT_FAIL] > 0;

    if (c->total == 0)
        s.tail = arena_print(arena, "there was nothing to check%s",
                             besides(arena, a, c));
    else if (c->assessed == 0)
        s.tail = arena_print(arena, "none of %" PRIu32 " %s was assessed%s",
                             c->total, plural(c->total, "check", "checks"),
                             besides(arena, a, c));
    else if (c->tally.counted_unknown == 0)
        s.tail = arena_print(arena,
                             "%" PRIu32 " of %" PRIu32
                             " entities could not be judged, so whether more "
                             "is held than is asked for is not known%s%s",
                             a->coverage.n_unjudged, a->coverage.total,
                             fails ? "" : "; no check that was assessed fails",
                             besides(arena, a, c));
    else
        s.tail = arena_print(arena,
                             "%" PRIu32 " of %" PRIu32
                             " checks could not be determined%s%s",
                             c->tally.counted_unknown, c->total,
                             fails ? "" : "; no check that was assessed fails",
                             besides(arena, a, c));
    return s;
}

static struct sentence
sentence_pass(struct arena *arena, const struct audit *a,
              const struct counts *c)
{
    struct sentence s = {.head = "Ready"};
    uint32_t pass = c->tally.of[VERDICT_PASS];
    uint32_t skip = c->tally.of[VERDICT_SKIP];
    const char *rest = besides(arena, a, c);
    const char *skipped = "";

    if (skip > 0)
        skipped = arena_print(arena,
                              " (%" PRIu32 " of %" PRIu32 " %s not apply here)",
                              skip, c->total, plural(skip, "does", "do"));
    if (pass + skip < c->total)
        s.tail = arena_print(arena, "%" PRIu32 " of %" PRIu32 " checks pass%s",
                             pass, c->total, rest);
    else if (pass == 1)
        s.tail = arena_print(arena, "the one check that applies passes%s%s",
                             skipped, rest);
    else
        s.tail =
            arena_print(arena, "all %" PRIu32 " checks that apply pass%s%s",
                        pass, skipped, rest);
    return s;
}

struct sentence
view_sentence(struct arena *arena, const struct audit *a)
{
    struct counts c = counts_of(a);

    switch (audit_outcome(a)) {
    case OUTCOME_NOT_COMPLIANT:
        return sentence_fail(arena, a, &c);
    case OUTCOME_UNDETERMINED:
        return sentence_unknown(arena, a, &c);
    case OUTCOME_COMPLIANT:
        return sentence_pass(arena, a, &c);
    case OUTCOME__N:
        break;
    }
    unreachable("bad outcome");
}

const char *
view_coverage(struct arena *arena, const struct audit *a)
{
    struct counts c = counts_of(a);
    uint32_t skip = c.tally.of[VERDICT_SKIP];
    const char *text;

    text = arena_print(arena, "%" PRIu32 " of %" PRIu32 " %s assessed",
                       c.assessed, c.total, plural(c.total, "check", "checks"));
    if (skip > 0)
        text = arena_print(arena, "%s; %" PRIu32 " %s not apply", text, skip,
                           plural(skip, "does", "do"));
    return text;
}
