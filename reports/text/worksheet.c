/* Format "worksheet": the minimal security level as Markdown, lists to tick
 * off for a ticket. What is text stays text: nothing in it can become markup,
 * a link or another line. */
#include "audit/worksheet.h"
#include "base/text.h"
#include "reports/view/excess.h"
#include "reports/view/format.h"
#include "reports/view/view.h"
#include "rules/model/words.h"

#include <inttypes.h>
#include <string.h>

struct ticket {
    struct arena *arena;
    struct out *out;
    const struct audit *audit;
    struct worksheet sheet;
    const char *screen; /* that was named last in the section; or NULL */
};

/* "&lt;" or "&#60;" would be read as a sign; "A & B" would not. */
static bool
is_reference(const char *p)
{
    return p[1] == '#' || (p[1] >= 'a' && p[1] <= 'z') ||
           (p[1] >= 'A' && p[1] <= 'Z');
}

/* One line, with every sign that Markdown or HTML could act on escaped; no
 * text stands at the start of a line, where more of them could. */
static void
escaped(struct ticket *t, const char *p)
{
    for (; *p != '\0'; p++) {
        const char *as = *p == '<'                      ? "&lt;"
                         : *p == '&' && is_reference(p) ? "&amp;"
                                                        : NULL;

        if (as != NULL) {
            (void)out_text(t->out, as);
            continue;
        }
        if (strchr("\\`*_[]#|~@", *p) != NULL)
            (void)out_text(t->out, "\\");
        (void)out_bytes(t->out, p, 1);
    }
}

static void
plain(struct ticket *t, const char *text)
{
    escaped(t, view_one_line(t->arena, text_kept(t->arena, text)));
}

/* The same, but for commands between two grave accents, which are Markdown's
 * own way of saying that nothing in between is to be acted on. */
static void
prose(struct ticket *t, const char *text)
{
    const char *from, *to;

    text = view_one_line(t->arena, text_kept(t->arena, text));
    while ((from = strchr(text, '`')) != NULL &&
           (to = strchr(from + 1, '`')) != NULL) {
        escaped(t, arena_slice(t->arena, text, (size_t)(from - text)));
        if (to == from + 1)
            escaped(t, "``");
        else
            (void)out_bytes(t->out, from, (size_t)(to - from) + 1);
        text = to + 1;
    }
    escaped(t, text);
}

static void
item(struct ticket *t, const char *label, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    (void)out_print(t->out, "- %s: ", label);
    plain(t, text);
    (void)out_text(t->out, "\n");
}

static void
row(struct ticket *t, const struct work_row *r)
{
    (void)out_text(t->out, "- [ ] **");
    plain(t, r->object);
    (void)out_text(t->out, "**, ");
    plain(t, r->column);
    (void)out_text(t->out, ": ");
    plain(t, r->now);
    (void)out_text(t->out, " → **");
    plain(t, r->needed);
    (void)out_text(t->out, "**");
    if (r->risk > RISK_NONE)
        (void)out_print(t->out, " (%s risk)", risk_word(r->risk));
    if (r->product != NULL) {
        (void)out_text(t->out, ", for ");
        plain(t, r->product);
    }
    (void)out_text(t->out, "\n");
    if (r->how != NULL) {
        (void)out_text(t->out, "  - ");
        prose(t, r->how);
        (void)out_text(t->out, "\n");
    }
    if (r->waiver != NULL) {
        (void)out_text(t->out, "  - Nothing to do for now: ");
        plain(t, view_waiver(t->arena, r->waiver));
        (void)out_text(t->out, "\n");
    }
}

/* Where the rows after it are set, unless that was said. */
static void
screen(struct ticket *t, const char *path, const char *before)
{
    if (path == NULL || text_same(path, t->screen))
        return;
    (void)out_print(t->out, "%sScreen: ", before);
    plain(t, path);
    (void)out_text(t->out, "\n\n");
    t->screen = path;
}

static void
kept(struct ticket *t, uint32_t from, uint32_t to)
{
    (void)out_text(t->out, "\nLeave as they are:\n\n");
    for (uint32_t i = from; i < to; i++) {
        const struct work_row *r = &t->sheet.row[i];

        (void)out_text(t->out, "- [x] ");
        plain(t, r->object);
        (void)out_text(t->out, ", ");
        plain(t, r->column);
        (void)out_text(t->out, ": ");
        plain(t, r->now);
        if (!text_same(r->now, r->needed)) {
            (void)out_text(t->out, " (needed: ");
            plain(t, r->needed);
            (void)out_text(t->out, ")");
        }
        if (r->product != NULL) {
            (void)out_text(t->out, ", for ");
            plain(t, r->product);
        }
        (void)out_text(t->out, "\n");
    }
}

/* What is taken away is where the section's rows are that are left. */
static const char *
screen_near(const struct ticket *t, uint32_t from)
{
    const char *section = t->sheet.row[from].section;
    const char *path = t->sheet.row[from].screen;

    for (uint32_t i = from; path == NULL && i < t->sheet.n &&
                            text_same(t->sheet.row[i].section, section);
         i++)
        path = t->sheet.row[i].screen;
    return path;
}

/* The rows of a section and of a kind of work, from on; gives the next. */
static uint32_t
block(struct ticket *t, uint32_t from)
{
    static const char *const title[WORK__N] = {
        [WORK_SET] = "\nTo set:\n\n",
        [WORK_TAKE] = "\nTo take away:\n\n",
    };
    const struct work_row *first = &t->sheet.row[from];
    uint32_t to = from;

    while (to < t->sheet.n && t->sheet.row[to].work == first->work &&
           text_same(t->sheet.row[to].section, first->section))
        to++;
    if (first->work == WORK_KEEP) {
        kept(t, from, to);
        return to;
    }
    (void)out_text(t->out, title[first->work]);
    screen(t, screen_near(t, from), "");
    for (uint32_t i = from; i < to; i++) {
        screen(t, t->sheet.row[i].screen, "\n");
        row(t, &t->sheet.row[i]);
    }
    return to;
}

static void
top(struct ticket *t)
{
    const struct audit *a = t->audit;
    struct sentence s = view_sentence(t->arena, a);
    uint32_t n[WORK__N] = {0};

    for (uint32_t i = 0; i < t->sheet.n; i++)
        n[t->sheet.row[i].work]++;
    (void)out_text(t->out, "# Rights of the ");
    plain(t, view_kind(a));
    (void)out_text(t->out, " for ");
    plain(t, text_or(view_products(t->arena, a), "the product"));
    (void)out_text(t->out, "\n\n");
    if (a->started != NULL)
        item(t, "Outcome", arena_print(t->arena, "%s: %s", s.head, s.tail));
    item(t, "Account", a->target.name);
    item(t, "Login", a->target.account);
    item(t, "Rules", view_rules(t->arena, a));
    item(t, "Basis", view_basis(t->arena, a));
    item(t, "Looked at", view_time(t->arena, a->started));
    if (a->started != NULL)
        item(t, "What could be taken away", view_judged(t->arena, a));
    if (t->sheet.blind) {
        (void)out_text(t->out, "\n");
        plain(t, view_blind);
        (void)out_text(t->out, "\n");
        return;
    }
    (void)out_print(t->out,
                    "- To set: %" PRIu32 ", to take away: %" PRIu32
                    ", to leave: %" PRIu32 "\n",
                    n[WORK_SET], n[WORK_TAKE], n[WORK_KEEP]);
}

static void
worksheet_write(struct out *out, const struct audit *a,
                const struct presentation *presentation)
{
    struct arena arena = {0};
    struct ticket t = {.arena = &arena,
                       .out = out,
                       .audit = a,
                       .sheet = worksheet_make(a, &arena)};
    const char *section = NULL;

    (void)presentation;
    top(&t);
    for (uint32_t i = 0; i < t.sheet.n;) {
        const char *now = t.sheet.row[i].section;

        if (section == NULL || !text_same(section, now)) {
            (void)out_text(out, "\n## ");
            plain(&t, now);
            (void)out_text(out, "\n");
            section = now;
            t.screen = NULL;
        }
        i = block(&t, i);
    }
    arena_free(&arena);
}

const struct report_format report_worksheet = {
    .name = "worksheet",
    .about = "the security level to set, as a Markdown checklist",
    .ending = ".md",
    .usual = "worksheet.md",
    .write = worksheet_write,
};
