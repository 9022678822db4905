/* What people stated and accepted, in words, and on whom reads were tried; and
 * why something that does not pass does not count. */
#include "audit/outcome.h"
#include "base/text.h"
#include "reports/view/excess.h"
#include "reports/view/view.h"
#include "rules/model/subject.h"
#include "rules/model/words.h"

#include <inttypes.h>

const char *
view_waiver(struct arena *arena, const struct waiver *w)
{
    const char *text;

    if (w == NULL)
        return NULL;
    if (w->state == WAIVER_EXPIRED)
        text = arena_print(arena,
                           "the waiver by %s expired on %s, so this counts "
                           "again",
                           w->approver, w->expires);
    else
        text = arena_print(arena, "waived until %s by %s", w->expires,
                           w->approver);
    return arena_print(arena, "%s: %s (%s, owner %s)", text, w->reason,
                       w->ticket, w->owner);
}

const char *
view_waiver_state(const struct waiver *w)
{
    static const char *const about[WAIVER__N] = {
        [WAIVER_ACTIVE] = "What it accepts does not count.",
        [WAIVER_EXPIRED] = "What it accepted counts again.",
        [WAIVER_UNNEEDED] = "What it accepts passes, or is not held any more: "
                            "take it out.",
        [WAIVER_UNMATCHED] = "There is no check and no right of that name: "
                             "correct it or take it out.",
        [WAIVER_ELSEWHERE] = "It is for another target and was not used.",
    };

    return w->soon && w->state == WAIVER_ACTIVE
               ? "What it accepts does not count, but it ends within two weeks."
               : about[w->state];
}

const char *
view_value(struct arena *arena, const struct attestation *by)
{
    if (by->is_number)
        return arena_print(arena, "%" PRId64, by->number);
    return by->yes ? "yes" : "no";
}

const char *
view_statement(struct arena *arena, const struct attestation *by)
{
    if (by == NULL)
        return NULL;
    return arena_print(arena, "%s, stated by %s on %s; %s %s%s%s",
                       view_value(arena, by), by->by, by->on,
                       by->expired ? "expired on" : "good until", by->expires,
                       by->note == NULL ? "" : ": ", text_or(by->note, ""));
}

const char *
view_uncounted(struct arena *arena, const struct finding *f,
               const struct audit *a)
{
    if ((f->verdict != VERDICT_FAIL && f->verdict != VERDICT_UNKNOWN) ||
        finding_counts(f, a))
        return NULL;
    if (waiver_holds(f->waiver))
        return view_waiver(arena, f->waiver);
    if (f->verdict == VERDICT_FAIL && f->need == NEED_RECOMMENDED &&
        a->fail_on == NEED_REQUIRED)
        return "only recommended, which does not count with --fail-on "
               "required";
    return arena_print(arena, "not new since %s",
                       text_or(view_time(arena, a->baseline), "the baseline"));
}

const char *
view_need(struct arena *arena, const struct finding *f)
{
    return f->inferred ? arena_print(arena, "%s, inferred", need_word(f->need))
                       : need_word(f->need);
}

const char *
view_basis(struct arena *arena, const struct audit *a)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < a->n_finding; i++)
        n += a->finding[i].inferred;
    if (n == 0)
        return NULL;
    return arena_print(arena,
                       "%" PRIu32 " of %" PRIu32
                       " checks are inferred from what the product does; its "
                       "vendor has not published them in these words",
                       n, a->n_finding);
}

const char *
view_uncounted_excess(struct arena *arena, const struct excess *e,
                      const struct audit *a)
{
    if (excess_counts(e, a))
        return NULL;
    if (waiver_holds(e->waiver))
        return view_waiver(arena, e->waiver);
    if (e->under != NULL)
        return arena_print(arena, "part of %s", e->under);
    if (a->excess_mode == EXCESS_FAIL && e->risk < a->excess_least)
        return arena_print(arena, "of less risk than counts with --excess %s",
                           view_excess_mode(arena, a));
    if (a->excess_mode == EXCESS_FAIL)
        return arena_print(
            arena, "not new since %s",
            text_or(view_time(arena, a->baseline), "the baseline"));
    return "shown, but does not count with --excess report";
}

const char *
view_given(struct arena *arena, const struct subject *subject)
{
    enum { FEW = 8 }; /* the evidence has them all */
    const char *text = NULL;

    for (uint32_t i = 0; i < subject->n_value && i < FEW; i++)
        text = arena_print(arena, "%s%s%s", text_or(text, ""),
                           text == NULL ? "" : ", ", subject->masked[i]);
    if (subject->n_value > FEW)
        text = arena_print(arena, "%s and %" PRIu32 " more", text,
                           subject->n_value - FEW);
    return text_or(text, "nobody was named");
}

/* Files that use the same name mean the same people. */
const char *
view_subjects(struct arena *arena, const struct audit *a)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < a->n_subject; i++)
        if (subject_find(a->subject, i, a->subject[i].name) == NULL)
            text = arena_print(arena, "%s%s%s: %s", text_or(text, ""),
                               text == NULL ? "" : "; ", a->subject[i].name,
                               view_given(arena, &a->subject[i]));
    return text;
}
