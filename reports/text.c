/* Format "text": the summary for the terminal, in the order of the page but
 * short. Colour only repeats what the words say. */
#include "base/text.h"
#include "reports/formats.h"
#include "reports/view.h"
#include "rules/words.h"

#include <inttypes.h>
#include <string.h>

enum { WIDTH = 80, WIDTH_MIN = 40, LABEL = 10, INDENT = 28 };

struct text {
    struct arena *arena;
    struct out *out;
    const struct audit *audit;
    unsigned width;
    bool colour;
};

static const char *const verdict_paint[VERDICT__N] = {
    [VERDICT_SKIP] = "\033[2m",
    [VERDICT_PASS] = "\033[32m",
    [VERDICT_UNKNOWN] = "\033[33m",
    [VERDICT_FAIL] = "\033[1;31m",
};

static const char *const verdict_mark[VERDICT__N] = {
    [VERDICT_SKIP] = "-",
    [VERDICT_PASS] = "ok",
    [VERDICT_UNKNOWN] = "??",
    [VERDICT_FAIL] = "FAIL",
};

/* Columns of a text, one per character. */
static size_t
columns(const char *text, size_t length)
{
    size_t n = 0;

    for (size_t i = 0; i < length; i++)
        n += (text[i] & 0xC0) != 0x80;
    return n;
}

/* Bytes of the first n characters. */
static size_t
bytes_of(const char *text, size_t length, size_t n)
{
    size_t i = 0;

    while (i < length && n > 0) {
        i++;
        while (i < length && (text[i] & 0xC0) == 0x80)
            i++;
        n--;
    }
    return i;
}

static void
spaces(struct text *t, size_t n)
{
    while (n-- > 0)
        (void)out_text(t->out, " ");
}

/* Words from column at on, further lines from column indent on; ends the
 * line. A word that fits no line is cut. */
static void
wrap_from(struct text *t, size_t at, size_t indent, const char *text)
{
    const char *p = view_one_line(t->arena, view_clean(t->arena, text));
    bool first = true;

    while (*p != '\0') {
        size_t length = strcspn(p, " ");
        size_t wide = columns(p, length);

        if (!first && at + 1 + wide > t->width) {
            (void)out_text(t->out, "\n");
            spaces(t, indent);
            at = indent;
        } else if (!first) {
            (void)out_text(t->out, " ");
            at++;
        }
        if (at + wide > t->width && at < t->width) {
            length = bytes_of(p, length, t->width - at);
            wide = t->width - at;
        }
        (void)out_bytes(t->out, p, length);
        at += wide;
        p += length + (p[length] == ' ');
        first = false;
    }
    (void)out_text(t->out, "\n");
}

static void
wrap(struct text *t, size_t indent, const char *text)
{
    spaces(t, indent);
    wrap_from(t, indent, indent, text);
}

static void
labelled(struct text *t, const char *label, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    (void)out_text(t->out, label);
    spaces(t, LABEL - strlen(label));
    wrap_from(t, LABEL, LABEL, text);
}

static void
painted(struct text *t, const char *paint, const char *text)
{
    if (t->colour)
        (void)out_text(t->out, paint);
    (void)out_text(t->out, text);
    if (t->colour)
        (void)out_text(t->out, "\033[0m");
}

static void
heading(struct text *t, const char *text)
{
    (void)out_text(t->out, "\n");
    painted(t, "\033[1m", view_clean(t->arena, text));
    (void)out_text(t->out, "\n");
}

static enum verdict
outcome_verdict(enum outcome outcome)
{
    if (outcome == OUTCOME_COMPLIANT)
        return VERDICT_PASS;
    return outcome == OUTCOME_NOT_COMPLIANT ? VERDICT_FAIL : VERDICT_UNKNOWN;
}

static void
facts(struct text *t)
{
    const struct audit *a = t->audit;
    struct arena *arena = t->arena;

    (void)out_text(t->out, "\n");
    labelled(t, "Target",
             arena_print(arena, "%s (%s)", view_or(a->target.name, "not named"),
                         view_or(a->target.provider, "no provider")));
    labelled(t, "User", a->target.user);
    labelled(t, "Zone", view_zone(arena, a));
    labelled(t, "Rules", view_rules(arena, a));
    labelled(t, "When",
             arena_print(arena, "%s, %s, %" PRIu32 " requests sent",
                         view_or(view_time(arena, a->started), "unknown"),
                         view_duration(arena, a->millis), a->requests));
    labelled(t, "Coverage", view_coverage(arena, a));
    labelled(t, "Usage", view_usage(arena, a));
}

/* The first line says what happened; the rest are causes to go through. */
static void
stopped(struct text *t)
{
    const struct audit *a = t->audit;
    const char *p = view_clean(t->arena, a->stop_text);

    if (a->stopped == WHY_GRANTED && p == NULL)
        return;
    p = view_or(p, reason_about(a->stopped));
    heading(t, "The scan stopped early");
    for (bool first = true; *p != '\0'; first = false) {
        size_t length = strcspn(p, "\n");
        const char *line = arena_slice(t->arena, p, length);

        (void)out_text(t->out, first ? "  " : "  - ");
        wrap_from(t, first ? 2 : 4, first ? 2 : 4, line);
        p += length + (p[length] == '\n');
    }
}

static void
fix_one(struct text *t, const struct finding *f)
{
    const struct audit *a = t->audit;

    (void)out_text(t->out, "  [ ] ");
    wrap_from(t, 6, 6,
              arena_print(t->arena, "%s, %s: %s", f->object,
                          view_heading(t->arena, f->access),
                          view_or(f->fix, "grant what is missing")));
    wrap(t, 6,
         arena_print(t->arena, "now %s, needed %s; %s%s; %s",
                     view_or(f->observed, "unknown"),
                     view_or(f->required, "more"), need_word(f->need),
                     finding_counts(f, a) ? "" : ", does not count in this run",
                     f->id));
    if (f->need == NEED_RECOMMENDED && f->degrades != NULL)
        wrap(t, 6, arena_print(t->arena, "without it: %s", f->degrades));
}

static void
fixes(struct text *t)
{
    struct selection fail = select_verdict(t->arena, t->audit, VERDICT_FAIL);
    struct groups screens = group_by(t->arena, &fail, key_screen);

    if (fail.n == 0)
        return;
    heading(t, "What to do now");
    for (uint32_t i = 0; i < screens.n; i++) {
        wrap(t, 2, screens.group[i].key);
        for (uint32_t k = 0; k < screens.group[i].of.n; k++)
            fix_one(t, screens.group[i].of.item[k]);
    }
}

static void
doubts(struct text *t, enum settle settle, const char *title)
{
    struct selection all = select_verdict(t->arena, t->audit, VERDICT_UNKNOWN);
    struct selection some = select_settle(t->arena, &all, settle);
    struct groups causes = group_by(t->arena, &some, key_reason);

    if (some.n == 0)
        return;
    heading(t, title);
    for (uint32_t i = 0; i < causes.n; i++) {
        const struct selection *s = &causes.group[i].of;
        enum reason reason = s->item[0]->reason;
        struct out ids = {0};

        wrap(t, 2,
             arena_print(t->arena, "%s (%s): %" PRIu32 " %s. %s",
                         view_heading(t->arena, reason_about(reason)),
                         causes.group[i].key, s->n,
                         s->n == 1 ? "check" : "checks",
                         view_or(view_advice(reason), "")));
        for (uint32_t k = 0; k < s->n; k++)
            (void)out_print(&ids, "%s%s", k == 0 ? "" : ", ", s->item[k]->id);
        wrap(t, 4, out_string(&ids));
        out_free(&ids);
    }
}

/* "edit FAIL"; a word too long for a line is cut. */
static size_t
mark(struct text *t, const char *word, enum verdict verdict, size_t room)
{
    const char *sign = verdict_mark[verdict];
    size_t length = bytes_of(word, strlen(word), room - 1 - strlen(sign));

    (void)out_bytes(t->out, word, length);
    (void)out_text(t->out, " ");
    painted(t, verdict_paint[verdict], sign);
    return columns(word, length) + 1 + strlen(sign);
}

/* "Tickets  view ok  add ok  edit FAIL": one line an object, if it fits. */
static void
matrix_row(struct text *t, const struct group *row)
{
    const char *object = view_clean(t->arena, row->key);
    size_t wide = columns(object, strlen(object));
    size_t at = INDENT;

    spaces(t, 4);
    if (4 + wide + 2 > INDENT) {
        wrap_from(t, 4, 4, object);
        spaces(t, INDENT);
    } else {
        (void)out_text(t->out, object);
        spaces(t, INDENT - 4 - wide);
    }
    for (uint32_t i = 0; i < row->of.n; i++) {
        const struct finding *f = row->of.item[i];
        const char *word =
            view_one_line(t->arena, view_clean(t->arena, f->access));
        size_t next =
            columns(word, strlen(word)) + 1 + strlen(verdict_mark[f->verdict]);

        if (i > 0 && at + 2 + next > t->width) {
            (void)out_text(t->out, "\n");
            spaces(t, INDENT);
            at = INDENT;
        } else if (i > 0) {
            spaces(t, 2);
            at += 2;
        }
        at += mark(t, word, f->verdict, t->width - at);
    }
    (void)out_text(t->out, "\n");
}

static void
matrix(struct text *t)
{
    struct selection all = select_all(t->arena, t->audit);
    struct groups sections = group_by(t->arena, &all, key_section);

    if (all.n == 0)
        return;
    heading(t, "All checks");
    for (uint32_t i = 0; i < sections.n; i++) {
        struct groups rows =
            group_by(t->arena, &sections.group[i].of, key_object);

        wrap(t, 2, sections.group[i].key);
        for (uint32_t k = 0; k < rows.n; k++)
            matrix_row(t, &rows.group[k]);
    }
}

static void
counts(struct text *t)
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
    (void)out_text(t->out, "\n");
    wrap(t, 0, line);
}

static void
verdict_line(struct text *t)
{
    struct sentence s = view_sentence(t->arena, t->audit);
    size_t at = strlen(s.head) + 2;

    painted(t, verdict_paint[outcome_verdict(audit_outcome(t->audit))],
            arena_print(t->arena, "%s:", s.head));
    (void)out_text(t->out, " ");
    wrap_from(t, at, 0, s.tail);
}

static void
text_write(struct out *out, const struct audit *a,
           const struct presentation *presentation)
{
    struct arena arena = {0};
    struct text t = {.arena = &arena, .out = out, .audit = a, .width = WIDTH};

    if (presentation != NULL) {
        t.colour = presentation->colour;
        if (presentation->width != 0)
            t.width = presentation->width;
        if (t.width < WIDTH_MIN)
            t.width = WIDTH_MIN;
    }
    verdict_line(&t);
    facts(&t);
    stopped(&t);
    fixes(&t);
    doubts(&t, SETTLE_STATEMENT, "What a person must state");
    doubts(&t, SETTLE_LOOK, "What a person must look at");
    doubts(&t, SETTLE_SCAN, "What could not be asked");
    if (a->n_note > 0)
        heading(&t, "Notes");
    for (uint32_t i = 0; i < a->n_note; i++)
        wrap(&t, 2, a->note[i]);
    matrix(&t);
    counts(&t);
    arena_free(&arena);
}

const struct report_format report_text = {
    .name = "text",
    .about = "a summary for the terminal",
    .write = text_write,
};
