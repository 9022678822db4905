/* Format "text": the summary for the terminal, in the order of the page but
 * short. Colour only repeats what the words say. */
#include "base/text.h"
#include "audit/outcome.h"
#include "base/wrap.h"
#include "reports/text/lines.h"
#include "reports/text/parts.h"
#include "reports/view/changes.h"
#include "reports/view/excess.h"
#include "reports/view/format.h"
#include "reports/view/view.h"
#include "rules/model/words.h"

#include <inttypes.h>
#include <string.h>

enum { INDENT = 28 };

static const char *const verdict_mark[VERDICT__N] = {
    [VERDICT_SKIP] = "-",
    [VERDICT_PASS] = "ok",
    [VERDICT_UNKNOWN] = "??",
    [VERDICT_FAIL] = "FAIL",
};

/* The verdict whose colour the headline has. */
static const enum verdict headline_like[HEADLINE__N] = {
    [HEADLINE_UNDETERMINED] = VERDICT_UNKNOWN,
    [HEADLINE_PREVENTED] = VERDICT_UNKNOWN,
    [HEADLINE_COMPLIANT] = VERDICT_PASS,
    [HEADLINE_OVERSIZED] = VERDICT_UNKNOWN,
    [HEADLINE_OVERSIZED_ACCEPTED] = VERDICT_UNKNOWN,
    [HEADLINE_NOT_COMPLIANT] = VERDICT_FAIL,
};

static void
facts(struct lines *t)
{
    const struct audit *a = t->audit;
    struct arena *arena = t->arena;

    (void)out_text(t->out, "\n");
    lines_labelled(t, "Target",
                   arena_print(arena, "%s (%s)",
                               text_or(a->target.name, "not named"),
                               text_or(a->target.provider, "no provider")));
    lines_labelled(t, "Login", a->target.account);
    for (uint32_t i = 0; i < a->target.n_trait; i++)
        lines_labelled(t, a->target.trait[i].label, a->target.trait[i].value);
    lines_labelled(t, "Rules", view_rules(arena, a));
    lines_labelled(t, "When",
                   arena_print(arena, "%s, %s, %" PRIu32 " %s sent",
                               text_or(view_time(arena, a->started), "unknown"),
                               view_duration(arena, a->millis), a->requests,
                               a->requests == 1 ? "request" : "requests"));
    lines_labelled(t, "Coverage", view_coverage(arena, a));
    lines_labelled(t, "Excess",
                   a->n_excess == 0
                       ? view_judged(arena, a)
                       : arena_print(arena, "%" PRIu32 " (%s); %s",
                                     excess_whole(a), view_risks(arena, a),
                                     view_judged(arena, a)));
    lines_labelled(t, "Tried on", view_subjects(arena, a));
    lines_labelled(t, "Basis", view_basis(arena, a));
    if (a->baseline != NULL)
        lines_labelled(
            t, "Baseline",
            arena_print(arena, "%s%s%s", view_time(arena, a->baseline),
                        changes_identity(arena, a) == NULL ? "" : "; beware: ",
                        text_or(changes_identity(arena, a), "")));
    lines_labelled(t, "Usage", view_quota(arena, a));
}

/* The first line says what happened; the rest are causes to go through. */
static void
stopped(struct lines *t)
{
    const struct audit *a = t->audit;
    const char *p = text_kept(t->arena, a->stop_text);

    if (a->stopped == WHY_GRANTED && p == NULL)
        return;
    p = text_or(p, reason_about(a->stopped));
    lines_heading(t, "The scan stopped early");
    for (bool first = true; *p != '\0'; first = false) {
        size_t length = strcspn(p, "\n");
        const char *line = arena_slice(t->arena, p, length);

        (void)out_text(t->out, first ? "  " : "  - ");
        lines_wrap_from(t, first ? 2 : 4, first ? 2 : 4, line);
        p += length + (p[length] == '\n');
    }
}

static void
fix_one(struct lines *t, const struct finding *f)
{
    const struct audit *a = t->audit;

    (void)out_text(t->out, "  [ ] ");
    lines_wrap_from(t, 6, 6,
                    arena_print(t->arena, "%s, %s: %s", f->object,
                                text_capital(t->arena, f->access),
                                text_or(f->fix, "grant what is missing")));
    lines_wrap(t, 6,
               arena_print(t->arena, "now %s, needed %s; %s%s; %s",
                           text_or(f->observed, "unknown"),
                           text_or(f->required, "more"), view_need(t->arena, f),
                           view_uncounted(t->arena, f, a) == NULL
                               ? ""
                               : ", does not count in this run",
                           view_check(t->arena, a, f)));
    if (view_which(f) != NULL && !f->contested)
        lines_wrap(t, 6, view_which(f));
    if (f->need == NEED_RECOMMENDED && f->degrades != NULL)
        lines_wrap(t, 6, arena_print(t->arena, "without it: %s", f->degrades));
    text_said(t, 6, f);
}

static void
fixes(struct lines *t)
{
    struct selection fail = select_verdict(t->arena, t->audit, VERDICT_FAIL);
    struct groups screens = group_by(t->arena, &fail, key_screen);

    if (fail.n == 0)
        return;
    lines_heading(t, "What to do now");
    for (uint32_t i = 0; i < screens.n; i++) {
        lines_wrap(t, 2, screens.group[i].key);
        for (uint32_t k = 0; k < screens.group[i].of.n; k++)
            fix_one(t, screens.group[i].of.item[k]);
    }
}

static void
doubts(struct lines *t, enum settle settle, const char *title)
{
    struct selection all = select_verdict(t->arena, t->audit, VERDICT_UNKNOWN);
    struct selection some = select_settle(t->arena, &all, settle);
    struct groups causes = group_by(t->arena, &some, key_reason);

    if (some.n == 0)
        return;
    lines_heading(t, title);
    for (uint32_t i = 0; i < causes.n; i++) {
        const struct selection *s = &causes.group[i].of;
        enum reason reason = s->item[0]->reason;
        struct out ids = {0};

        lines_wrap(t, 2,
                   arena_print(t->arena, "%s (%s): %" PRIu32 " %s. %s",
                               text_capital(t->arena, reason_about(reason)),
                               causes.group[i].key, s->n,
                               s->n == 1 ? "check" : "checks",
                               text_or(view_advice(reason), "")));
        for (uint32_t k = 0; k < s->n; k++)
            (void)out_print(&ids, "%s%s", k == 0 ? "" : ", ",
                            view_check(t->arena, t->audit, s->item[k]));
        lines_wrap(t, 4, out_string(&ids));
        out_free(&ids);
        for (uint32_t k = 0; k < s->n; k++)
            text_said(t, 4, s->item[k]);
    }
}

/* The verdict, and who has a hand in it. */
static const char *
sign_of(struct lines *t, const struct finding *f)
{
    const char *by = "";

    if (waiver_holds(f->waiver))
        by = " waived";
    else if (f->contested)
        by = " contested";
    else if (f->strength == STRENGTH_ATTESTED)
        by = " attested";
    return arena_print(t->arena, "%s%s", verdict_mark[f->verdict], by);
}

/* "edit FAIL"; of more words than fit on a line the first ones. Gives the
 * columns. */
static size_t
mark(struct lines *t, const char *word, const struct finding *f, size_t room)
{
    const char *sign = sign_of(t, f);
    size_t length = wrap_line(word, room - 1 - strlen(sign));

    (void)out_bytes(t->out, word, length);
    (void)out_text(t->out, " ");
    lines_painted(t, text_paint[f->verdict], sign);
    return wrap_columns(word, length) + 1 + strlen(sign);
}

/* "Tickets  view ok  add ok  edit FAIL": one line an object, if it fits. */
static void
matrix_row(struct lines *t, const struct group *row)
{
    const char *object = text_kept(t->arena, row->key);
    size_t wide = wrap_columns(object, strlen(object));
    size_t at = INDENT;

    lines_spaces(t, 4);
    if (4 + wide + 2 > INDENT) {
        lines_wrap_from(t, 4, 4, object);
        lines_spaces(t, INDENT);
    } else {
        (void)out_text(t->out, object);
        lines_spaces(t, INDENT - 4 - wide);
    }
    for (uint32_t i = 0; i < row->of.n; i++) {
        const struct finding *f = row->of.item[i];
        const char *word =
            view_one_line(t->arena, text_kept(t->arena, f->access));
        size_t next =
            wrap_columns(word, strlen(word)) + 1 + strlen(sign_of(t, f));

        if (i > 0 && at + 2 + next > t->width) {
            (void)out_text(t->out, "\n");
            lines_spaces(t, INDENT);
            at = INDENT;
        } else if (i > 0) {
            lines_spaces(t, 2);
            at += 2;
        }
        at += mark(t, word, f, t->width - at);
    }
    (void)out_text(t->out, "\n");
}

/* What the marks that are no words mean; only of those that occur. */
static void
legend(struct lines *t)
{
    struct tally tally = tally_of(t->audit);
    bool unknown = tally.of[VERDICT_UNKNOWN] > 0;
    bool skip = tally.of[VERDICT_SKIP] > 0;

    if (unknown || skip)
        lines_wrap(t, 2,
                   arena_print(t->arena, "%s%s%s",
                               unknown ? "?? unknown: no clear answer" : "",
                               unknown && skip ? "; " : "",
                               skip ? "- skipped: does not apply" : ""));
}

static void
matrix(struct lines *t)
{
    struct groups sections = group_sections(t->arena, t->audit);

    if (sections.n == 0)
        return;
    lines_heading(t, "All checks");
    legend(t);
    for (uint32_t i = 0; i < sections.n; i++) {
        struct groups rows =
            group_by(t->arena, &sections.group[i].of, key_object);

        lines_wrap(t, 2, sections.group[i].key);
        for (uint32_t k = 0; k < rows.n; k++)
            matrix_row(t, &rows.group[k]);
    }
}

static void
counts(struct lines *t)
{
    struct tally tally = tally_of(t->audit);
    static const enum verdict order[] = {VERDICT_PASS, VERDICT_FAIL,
                                         VERDICT_UNKNOWN, VERDICT_SKIP};
    const char *line;

    line = arena_print(t->arena, "%" PRIu32 " %s: ", t->audit->n_finding,
                       t->audit->n_finding == 1 ? "check" : "checks");
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        line = arena_print(t->arena, "%s%s%" PRIu32 " %s", line,
                           i == 0 ? "" : ", ", tally.of[order[i]],
                           verdict_word(order[i]));
    if (tally.waived > 0)
        line = arena_print(t->arena, "%s; %" PRIu32 " of these waived", line,
                           tally.waived);
    (void)out_text(t->out, "\n");
    lines_wrap(t, 0, line);
}

static void
verdict_line(struct lines *t)
{
    struct sentence s = view_sentence(t->arena, t->audit);
    size_t at = strlen(s.head) + 2;

    lines_painted(t, text_paint[headline_like[audit_headline(t->audit)]],
                  arena_print(t->arena, "%s:", s.head));
    (void)out_text(t->out, " ");
    lines_wrap_from(t, at, 0, s.tail);
}

static void
text_write(struct out *out, const struct audit *a,
           const struct presentation *presentation)
{
    struct arena arena = {0};
    struct lines t = {
        .arena = &arena, .out = out, .audit = a, .width = LINES_WIDTH};

    if (presentation != NULL) {
        t.colour = presentation->colour;
        if (presentation->width != 0)
            t.width = presentation->width;
        if (t.width < LINES_WIDTH_MIN)
            t.width = LINES_WIDTH_MIN;
    }
    verdict_line(&t);
    text_outlook(&t);
    facts(&t);
    stopped(&t);
    fixes(&t);
    text_needs(&t);
    text_changes(&t);
    doubts(&t, SETTLE_STATEMENT, "What a person must state");
    doubts(&t, SETTLE_LOOK, "What a person must look at");
    doubts(&t, SETTLE_SCAN, "What could not be asked");
    text_excess(&t);
    text_people(&t);
    if (a->n_note > 0)
        lines_heading(&t, "Notes");
    for (uint32_t i = 0; i < a->n_note; i++)
        lines_wrap(&t, 2, a->note[i]);
    matrix(&t);
    counts(&t);
    arena_free(&arena);
}

const struct report_format report_text = {
    .name = "text",
    .about = "a summary for the terminal",
    .ending = ".txt",
    .write = text_write,
};
