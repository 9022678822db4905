/* What is held without need, what people said, what changed: short. */
#include "reports/text/parts.h"
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/text.h"
#include "reports/view/changes.h"
#include "reports/view/excess.h"
#include "reports/view/view.h"
#include "rules/model/words.h"

#include <inttypes.h>

enum { MOST_HELD = 10, MOST_NAMES = 12 };

void
text_said(struct lines *t, size_t indent, const struct finding *f)
{
    if (f->contested)
        lines_wrap(t, indent, f->detail);
    if (f->waiver != NULL)
        lines_wrap(t, indent,
                   text_capital(t->arena, view_waiver(t->arena, f->waiver)));
    if (f->waiver != NULL && f->waiver->soon && waiver_holds(f->waiver))
        lines_wrap(t, indent, "This waiver ends within two weeks.");
}

void
text_changes(struct lines *t)
{
    const struct audit *a = t->audit;

    if (a->baseline == NULL)
        return;
    lines_heading(t, arena_print(t->arena, "Changes since %s",
                                 view_time(t->arena, a->baseline)));
    lines_wrap(t, 2,
               text_capital(t->arena,
                            changes_count(t->arena, a->change, a->n_change)));
    lines_changes(t, a->change, a->n_change);
}

static void
held_line(struct lines *t, const struct holding *holding)
{
    const struct excess *e = holding->first;

    (void)out_text(t->out, "  [ ] ");
    lines_wrap_from(t, 6, 6,
                    arena_print(t->arena, "%s, %s (%s). %s", e->entity,
                                holding_rights(t->arena, holding),
                                risk_word(e->risk),
                                holding_abuse(t->arena, holding)));
    if (e->waiver != NULL)
        lines_wrap(t, 6,
                   text_capital(t->arena, view_waiver(t->arena, e->waiver)));
}

/* The critical and the high ones, one line an entity, as many as fit. */
static void
held_lines(struct lines *t)
{
    uint32_t shown = 0;
    uint32_t total = 0;
    uint32_t rest = excess_whole(t->audit);

    for (unsigned risk = RISK_CRITICAL; risk >= RISK_HIGH; risk--) {
        struct holdings h = holdings_of(t->arena, t->audit, (enum risk)risk);

        total += h.n;
        rest -= excess_of_risk(t->audit, (enum risk)risk);
        for (uint32_t i = 0; i < h.n && shown < MOST_HELD; i++, shown++)
            held_line(t, &h.item[i]);
    }
    if (total > shown)
        lines_wrap(t, 2,
                   arena_print(t->arena,
                               "and %" PRIu32 " more objects of high risk; "
                               "see the html or json report",
                               total - shown));
    if (rest > 0)
        lines_wrap(t, 2,
                   arena_print(t->arena,
                               "and %" PRIu32 " %s of lower risk; see the html "
                               "or json report",
                               rest, rest == 1 ? "right" : "rights"));
    if (excess_parts(t->audit) > 0)
        lines_wrap(t, 2,
                   arena_print(t->arena,
                               "and %" PRIu32 " %s part of %s; see the html or "
                               "json report",
                               excess_parts(t->audit),
                               excess_parts(t->audit) == 1 ? "right that is"
                                                           : "rights that are",
                               excess_first(t->audit)));
}

/* "; shown, does not count" and what lies between that and all. */
static const char *
counting(struct lines *t)
{
    const struct audit *a = t->audit;

    if (a->excess_mode != EXCESS_FAIL)
        return "; shown, does not count";
    return a->excess_least == RISK_NONE
               ? ""
               : arena_print(
                     t->arena, "; only %s%s counts", risk_word(a->excess_least),
                     a->excess_least == RISK_CRITICAL ? "" : " risk or more");
}

void
text_excess(struct lines *t)
{
    const struct audit *a = t->audit;
    const struct coverage *c = &a->coverage;

    if (a->excess_mode == EXCESS_IGNORE)
        return; /* said at the top */
    lines_heading(t, "Held without need");
    if (a->n_excess > 0)
        lines_wrap(t, 2,
                   arena_print(t->arena, "%" PRIu32 " %s: %s%s",
                               excess_whole(a),
                               excess_whole(a) == 1 ? "right" : "rights",
                               view_risks(t->arena, a), counting(t)));
    else
        lines_wrap(t, 2, view_none_held(t->arena, a));
    lines_wrap(t, 2, text_capital(t->arena, view_judged(t->arena, a)));
    if (c->n_unjudged > 0)
        lines_wrap(t, 2,
                   arena_print(t->arena, "not judged: %s",
                               view_names(t->arena, c->unjudged, c->n_unjudged,
                                          MOST_NAMES)));
    held_lines(t);
}

static void
statements(struct lines *t)
{
    const struct audit *a = t->audit;

    if (a->n_attestation == 0)
        return;
    lines_heading(t, "Statements");
    for (uint32_t i = 0; i < a->n_attestation; i++)
        lines_wrap(t, 2,
                   arena_print(t->arena, "%s: %s",
                               audit_name(a, a->attestation[i].rules,
                                          a->attestation[i].check, t->arena),
                               view_statement(t->arena, &a->attestation[i])));
}

static void
waivers(struct lines *t)
{
    const struct audit *a = t->audit;

    if (a->n_waiver == 0)
        return;
    lines_heading(t, "Waivers");
    for (uint32_t i = 0; i < a->n_waiver; i++) {
        const struct waiver *w = &a->waiver[i];

        lines_wrap(t, 2,
                   arena_print(t->arena, "%s (%s, %s %s): %s",
                               audit_name(a, w->rules, w->check, t->arena),
                               waiver_state_word(w->state),
                               w->state == WAIVER_EXPIRED ? "ended" : "until",
                               w->expires, view_waiver_state(w)));
        lines_wrap(t, 6,
                   arena_print(t->arena, "Approved by %s, owner %s, %s%s%s: %s",
                               w->approver, w->owner, w->ticket,
                               w->target == NULL ? "" : ", for ",
                               text_or(w->target, ""), w->reason));
    }
}

void
text_people(struct lines *t)
{
    statements(t);
    waivers(t);
}
