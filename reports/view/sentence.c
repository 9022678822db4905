/* The verdict on the whole in one sentence, and the counts it rests on. */
#include "audit/outcome.h"
#include "base/diag.h"
#include "base/text.h"
#include "reports/view/excess.h"
#include "reports/view/view.h"
#include "rules/model/words.h"

#include <inttypes.h>
#include <string.h>

const char view_blind[] =
    "Nothing was seen of what the account holds, so there is nothing to set or "
    "to take away. Change no right because of this: mend the cause, then scan "
    "again.";

static const char *
plural(uint32_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

static void
count(struct counts *c, const struct finding *f, const struct audit *whole)
{
    if (f->verdict == VERDICT_UNKNOWN)
        c->unknown[f->need]++;
    if (f->verdict != VERDICT_FAIL)
        return;
    c->fail[f->need]++;
    c->uncounted += !waiver_holds(f->waiver) && !finding_counts(f, whole);
}

struct counts
counts_of(const struct audit *a)
{
    struct audit whole = *a;
    struct tally fresh = tally_of(a);
    struct counts c = {.total = a->n_finding};

    whole.new_only = false;
    c.tally = tally_of(&whole);
    c.fresh = fresh.counted_fail + fresh.counted_unknown +
              fresh.counted_excess + unjudged_counts(a);
    for (uint32_t i = 0; i < a->n_finding; i++)
        count(&c, &a->finding[i], &whole);
    c.assessed = c.tally.of[VERDICT_PASS] + c.tally.of[VERDICT_FAIL];
    return c;
}

/* "; 2 of these are waived; 1 of these is only recommended and does not
 * count": of the fails and doubts that were told just before. */
static const char *
accepted(struct arena *arena, const struct counts *c)
{
    const char *text = "";

    if (c->tally.waived > 0)
        text =
            arena_print(arena, "; %" PRIu32 " of these %s waived",
                        c->tally.waived, plural(c->tally.waived, "is", "are"));
    if (c->uncounted > 0)
        text = arena_print(
            arena,
            "%s; %" PRIu32 " of these %s only recommended and %s not "
            "count",
            text, c->uncounted, plural(c->uncounted, "is", "are"),
            plural(c->uncounted, "does", "do"));
    return text;
}

/* ", 3 of which count (--excess fail=high)": where not all of them do. */
static const char *
which_count(struct arena *arena, const struct audit *a, const struct counts *c)
{
    uint32_t n = c->tally.counted_excess;

    if (a->excess_mode != EXCESS_FAIL || n == excess_whole(a))
        return "";
    return arena_print(arena, ", %s of which %s (--excess %s)",
                       n == 0 ? "none" : arena_print(arena, "%" PRIu32, n),
                       n < 2 ? "counts" : "count", view_excess_mode(arena, a));
}

/* "; the account holds 12 rights that nobody asked for; nothing new since
 * ...": what bears on the whole besides its checks. */
static const char *
besides(struct arena *arena, const struct audit *a, const struct counts *c)
{
    const char *held = view_held(arena, a);
    const char *text = "";

    if (a->stopped != WHY_GRANTED && audit_cause(a) == WHY_GRANTED)
        text = arena_print(arena, "; the scan stopped early (%s)",
                           reason_about(a->stopped));
    if (held != NULL)
        text = arena_print(arena, "%s; the account %s%s", text, held,
                           which_count(arena, a, c));
    if (a->new_only)
        text = arena_print(
            arena, "%s; %s new since %s", text,
            c->fresh == 0 ? "nothing"
                          : arena_print(arena, "%" PRIu32, c->fresh),
            text_or(view_time(arena, a->baseline), "the baseline"));
    return text;
}

static const char *
doubts(struct arena *arena, const struct counts *c)
{
    uint32_t n = c->tally.of[VERDICT_UNKNOWN];

    return n == 0 ? ""
                  : arena_print(arena,
                                " and %" PRIu32 " could not be determined", n);
}

/* "28 of 31 checks pass, 2 fail and 1 could not be determined"; "all 28
 * checks that apply pass" where they do. */
static const char *
passes(struct arena *arena, const struct counts *c)
{
    uint32_t pass = c->tally.of[VERDICT_PASS];
    uint32_t skip = c->tally.of[VERDICT_SKIP];
    uint32_t fail = c->tally.of[VERDICT_FAIL];
    const char *skipped = "";

    if (skip > 0)
        skipped = arena_print(arena,
                              " (%" PRIu32 " of %" PRIu32 " %s not apply here)",
                              skip, c->total, plural(skip, "does", "do"));
    if (pass + skip == c->total && pass == 1)
        return arena_print(arena, "the one check that applies passes%s",
                           skipped);
    if (pass + skip == c->total)
        return arena_print(arena, "all %" PRIu32 " checks that apply pass%s",
                           pass, skipped);
    return arena_print(
        arena, "%" PRIu32 " of %" PRIu32 " checks pass%s%s%s", pass, c->total,
        fail == 0 ? ""
                  : arena_print(arena, " and %" PRIu32 " %s", fail,
                                plural(fail, "fails", "fail")),
        doubts(arena, c), accepted(arena, c));
}

static const char *
fails(struct arena *arena, const struct counts *c)
{
    uint32_t n = c->tally.of[VERDICT_FAIL];
    const char *need;

    if (c->fail[NEED_REQUIRED] > 0 && c->fail[NEED_RECOMMENDED] > 0)
        need =
            arena_print(arena, "%" PRIu32 " required, %" PRIu32 " recommended",
                        c->fail[NEED_REQUIRED], c->fail[NEED_RECOMMENDED]);
    else
        need = need_word(c->fail[NEED_REQUIRED] > 0 ? NEED_REQUIRED
                                                    : NEED_RECOMMENDED);
    return arena_print(arena, "%" PRIu32 " of %" PRIu32 " %s %s (%s)%s%s", n,
                       c->total, plural(c->total, "check", "checks"),
                       plural(n, "fails", "fail"), need, doubts(arena, c),
                       accepted(arena, c));
}

static const char *
unknowns(struct arena *arena, const struct audit *a, const struct counts *c)
{
    uint32_t fail = c->tally.of[VERDICT_FAIL];
    const char *rest = accepted(arena, c);

    if (c->total == 0)
        return "there was nothing to check";
    if (c->assessed == 0)
        return arena_print(arena, "none of %" PRIu32 " %s was assessed%s",
                           c->total, plural(c->total, "check", "checks"), rest);
    rest = fail == 0 ? arena_print(arena,
                                   "%s; no check that was assessed fails", rest)
                     : arena_print(arena, " and %" PRIu32 " %s%s", fail,
                                   plural(fail, "fails", "fail"), rest);
    if (c->tally.counted_unknown == 0)
        return arena_print(arena,
                           "%" PRIu32 " of %" PRIu32
                           " entities could not be judged, so whether more is "
                           "held than is asked for is not known; %s",
                           a->coverage.n_unjudged, a->coverage.total,
                           passes(arena, c));
    return arena_print(
        arena, "%" PRIu32 " of %" PRIu32 " checks could not be determined%s",
        c->tally.of[VERDICT_UNKNOWN], c->total, rest);
}

/* What the scan itself says of why it ended: its first sentence, as a part of
 * another. */
static const char *
stop_sentence(struct arena *arena, const struct audit *a)
{
    const char *text = text_kept(arena, a->stop_text);
    const char *first =
        arena_slice(arena, text_or(text, ""), strcspn(text_or(text, ""), "\n"));
    const char *end = strstr(first, ". ");
    size_t length = end == NULL ? strlen(first) : (size_t)(end - first);

    while (length > 0 && strchr(".: ", first[length - 1]) != NULL)
        length--;
    return view_one_line(arena, arena_slice(arena, first, length));
}

/* One cause is to blame: it comes before what became of the checks. */
static const char *
prevented(struct arena *arena, const struct audit *a, const struct counts *c)
{
    const char *what = stop_sentence(arena, a);

    return arena_print(arena, "%s; %s: %s",
                       text_or(what, reason_about(audit_cause(a))),
                       outcome_word(audit_outcome(a)), unknowns(arena, a, c));
}

static const char *
sentence_tail(struct arena *arena, const struct audit *a,
              const struct counts *c)
{
    switch (audit_headline(a)) {
    case HEADLINE_NOT_COMPLIANT:
        return c->tally.counted_fail > 0 ? fails(arena, c) : passes(arena, c);
    case HEADLINE_COMPLIANT:
    case HEADLINE_OVERSIZED:
    case HEADLINE_OVERSIZED_ACCEPTED:
        return passes(arena, c);
    case HEADLINE_UNDETERMINED:
        return unknowns(arena, a, c);
    case HEADLINE_PREVENTED:
        return prevented(arena, a, c);
    case HEADLINE__N:
        break;
    }
    unreachable("bad headline");
}

struct sentence
view_sentence(struct arena *arena, const struct audit *a)
{
    enum headline headline = audit_headline(a);
    struct counts c = counts_of(a);

    return (struct sentence){
        .head = headline == HEADLINE_PREVENTED ? reason_title(audit_cause(a))
                                               : headline_title(headline),
        .tail = arena_print(arena, "%s%s.", sentence_tail(arena, a, &c),
                            besides(arena, a, &c)),
    };
}

const char *
view_closing(struct arena *arena, const struct audit *a)
{
    struct sentence s = view_sentence(arena, a);
    const char *line =
        arena_print(arena, "%s: %.*s; exit %d", s.head, (int)strlen(s.tail) - 1,
                    s.tail, audit_exit(a));

    return arena_print(arena, "%c%s", line[0] - 'A' + 'a', line + 1);
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
