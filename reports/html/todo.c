/* What to do now: one list per screen of the provider, to be ticked off on the
 * page or on paper, and what only a person or another scan can settle. */
#include "base/text.h"
#include "reports/html/html.h"
#include "reports/view/excess.h"
#include "reports/view/tasks.h"
#include "rules/model/words.h"

#include <inttypes.h>

/* More checks of one cause than this are told by name alone. */
enum { FEW = 4 };

/* A box to tick and what stands behind it; id is unique on the page. To be
 * closed by two of xml_close. */
static void
box(struct page *page, const char *id)
{
    xml_open(page->w, "li");
    xml_open(page->w, "input");
    xml_attribute(page->w, "type", "checkbox");
    xml_attribute(page->w, "id", id);
    xml_close(page->w);
    xml_text(page->w, " ");
    xml_open(page->w, "div");
}

static void
box_label(struct page *page, const char *id, const char *text)
{
    xml_open(page->w, "label");
    xml_attribute(page->w, "for", id);
    html_soft(page, text);
    xml_close(page->w);
}

/* ---- what to set --------------------------------------------------------- */

static void
change(struct page *page, const char *from, const char *to)
{
    xml_open_class(page->w, "span", "change");
    xml_text(page->w, "now ");
    xml_element(page->w, "b", NULL, text_or(from, "not known"));
    xml_text(page->w, ", needed ");
    xml_element(page->w, "b", NULL, text_or(to, "more"));
    xml_close(page->w);
    xml_text(page->w, " ");
}

/* "required", or of several products "Horizon: required", once each. */
static void
tags(struct page *page, const struct task *item)
{
    const char *before = NULL;

    for (uint32_t i = 0; i < item->of.n; i++) {
        const struct finding *f = item->of.item[i];
        const char *product = view_product(page->arena, page->audit, f);
        const char *tag =
            arena_print(page->arena, "%s%s%s", text_or(product, ""),
                        product == NULL ? "" : ": ", view_need(page->arena, f));

        if (text_same(tag, before))
            continue;
        if (!text_same(f->required, item->of.item[0]->required) &&
            product != NULL)
            tag = arena_print(page->arena, "%s (needs %s)", tag,
                              text_or(f->required, "more"));
        xml_element(page->w, "span",
                    f->need == NEED_REQUIRED ? "need required" : "need", tag);
        xml_text(page->w, " ");
        before = tag;
    }
}

/* How it is set, and where the checks of one box say it differently, all of
 * it. */
static void
how(struct page *page, const struct task *item)
{
    xml_open_class(page->w, "p", "how");
    for (uint32_t i = 0; i < item->of.n; i++) {
        const char *fix = item->of.item[i]->fix;
        bool told = false;

        for (uint32_t k = 0; k < i && !told; k++)
            told = text_same(item->of.item[k]->fix, fix);
        if (told)
            continue;
        xml_text(page->w, i == 0 ? "" : " ");
        html_prose(page, text_or(fix, "Grant what is missing on this screen."));
    }
    xml_close(page->w);
}

/* What else is to be known of one check. */
static void
more(struct page *page, const struct finding *f)
{
    const char *why = view_uncounted(page->arena, f, page->audit);

    if (view_which(f) != NULL || f->contested)
        xml_print(page->w, "%s ", f->detail);
    if (why != NULL)
        xml_print(page->w, "Does not count: %s. ", why);
    else if (f->waiver != NULL)
        xml_print(
            page->w, "%s. ",
            text_capital(page->arena, view_waiver(page->arena, f->waiver)));
}

static void
fix_one(struct page *page, const struct task *item)
{
    const struct finding *f = item->of.item[0];
    const char *id =
        arena_print(page->arena, "t%" PRIu32, html_number(page, f));

    box(page, id);
    xml_open_class(page->w, "p", "what");
    box_label(
        page, id,
        arena_print(page->arena, "%s \xC2\xB7 %s", f->object, item->rights));
    xml_text(page->w, " ");
    change(page, f->observed, f->required);
    html_marks(page, f);
    tags(page, item);
    xml_close(page->w);
    how(page, item);
    xml_open_class(page->w, "p", "more");
    for (uint32_t i = 0; i < item->of.n; i++)
        more(page, item->of.item[i]);
    xml_text(page->w, "Evidence: ");
    for (uint32_t i = 0; i < item->of.n; i++) {
        xml_text(page->w, i == 0 ? "" : ", ");
        html_check(page, item->of.item[i]);
    }
    xml_close(page->w);
    xml_close(page->w);
    xml_close(page->w);
}

static void
fixes(struct page *page)
{
    struct tasks tasks = tasks_of(page->arena, page->audit);

    for (uint32_t i = 0; i < tasks.n; i++) {
        xml_open_class(page->w, "div", "screen");
        html_sentence(page, "h3", "path", tasks.screen[i].path);
        xml_open_class(page->w, "ul", "checklist");
        for (uint32_t k = 0; k < tasks.screen[i].n; k++)
            fix_one(page, &tasks.screen[i].item[k]);
        xml_close(page->w);
        xml_close(page->w);
    }
}

/* ---- what to take away --------------------------------------------------- */

static bool
is_to_take(const struct holding *h)
{
    return !waiver_holds(h->first->waiver);
}

static uint32_t
n_to_take(const struct holdings *all)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < all->n; i++)
        n += is_to_take(&all->item[i]);
    return n;
}

/* What of the excess cannot wait; why is told where all of it stands. */
static void
takes(struct page *page)
{
    struct holdings all = holdings_of(page->arena, page->audit, RISK_CRITICAL);

    if (n_to_take(&all) == 0)
        return;
    xml_open_class(page->w, "div", "screen");
    xml_open_class(page->w, "h3", "path");
    xml_text(page->w, "Take away: critical, and asked for by no rule (");
    html_link(page, NULL, "what it could be abused for", "#excess");
    xml_text(page->w, ")");
    xml_close(page->w);
    xml_open_class(page->w, "ul", "checklist short");
    for (uint32_t i = 0; i < all.n; i++) {
        const struct holding *h = &all.item[i];
        const char *id = arena_print(page->arena, "e%" PRIu32, i + 1);

        if (!is_to_take(h))
            continue;
        box(page, id);
        xml_open_class(page->w, "p", "what");
        box_label(page, id, h->first->entity);
        xml_text(page->w, " ");
        xml_element(page->w, "span", "change",
                    arena_print(page->arena, "now %s (%s)",
                                holding_rights(page->arena, h),
                                text_or(h->first->section, "?")));
        xml_close(page->w);
        xml_close(page->w);
        xml_close(page->w);
    }
    xml_close(page->w);
    xml_close(page->w);
}

/* ---- what is not known --------------------------------------------------- */

static void
doubt_name(struct page *page, const struct finding *f)
{
    const char *product = view_product(page->arena, page->audit, f);

    html_link(page, NULL,
              arena_print(page->arena, "%s%s%s \xC2\xB7 %s",
                          text_or(product, ""), product == NULL ? "" : ": ",
                          f->object, text_capital(page->arena, f->access)),
              "#c%" PRIu32, html_number(page, f));
}

static void
doubt_text(struct page *page, const struct finding *f)
{
    if (f->detail != NULL)
        xml_print(page->w, " \xE2\x80\x93 %s", f->detail);
    if (f->waiver != NULL)
        xml_print(
            page->w, " %s.",
            text_capital(page->arena, view_waiver(page->arena, f->waiver)));
}

/* Another scan settles them all at once: a name each. */
static void
doubts_in_a_row(struct page *page, const struct group *g)
{
    xml_open_class(page->w, "p", "more");
    for (uint32_t i = 0; i < g->of.n; i++) {
        if (i > 0)
            xml_text(page->w, "; ");
        doubt_name(page, g->of.item[i]);
        if (waiver_holds(g->of.item[i]->waiver))
            xml_text(page->w, " (waived)");
    }
    xml_text(page->w, ".");
    xml_close(page->w);
}

static void
doubt(struct page *page, const struct finding *f)
{
    const char *id =
        arena_print(page->arena, "t%" PRIu32, html_number(page, f));

    xml_open(page->w, "li");
    if (view_settle(f->reason) != SETTLE_SCAN) {
        xml_open(page->w, "input");
        xml_attribute(page->w, "type", "checkbox");
        xml_attribute(page->w, "id", id);
        xml_attribute_print(page->w, "aria-label", "Done: %s",
                            view_check(page->arena, page->audit, f));
        xml_close(page->w);
        xml_text(page->w, " ");
    }
    xml_open(page->w, "div");
    doubt_name(page, f);
    doubt_text(page, f);
    xml_close(page->w);
    xml_close(page->w);
}

static void
cause(struct page *page, const struct group *g)
{
    enum reason reason = g->of.item[0]->reason;
    bool scan = view_settle(reason) == SETTLE_SCAN;

    xml_open_class(page->w, "div", "cause");
    xml_open(page->w, "h4");
    html_badge(page, VERDICT_UNKNOWN, NULL);
    xml_print(page->w, " %s ", text_capital(page->arena, reason_about(reason)));
    xml_element(page->w, "small", NULL,
                arena_print(page->arena, "%" PRIu32 " %s", g->of.n,
                            g->of.n == 1 ? "check" : "checks"));
    xml_close(page->w);
    xml_element(page->w, "p", "how", view_advice(reason));
    if (scan && g->of.n > FEW) {
        doubts_in_a_row(page, g);
    } else {
        xml_open_class(page->w, "ul", scan ? "plain" : "checklist");
        for (uint32_t i = 0; i < g->of.n; i++)
            doubt(page, g->of.item[i]);
        xml_close(page->w);
    }
    xml_close(page->w);
}

static void
doubts(struct page *page, enum settle settle, const char *title)
{
    struct selection all =
        select_verdict(page->arena, page->audit, VERDICT_UNKNOWN);
    struct selection some = select_settle(page->arena, &all, settle);
    struct groups causes = group_by(page->arena, &some, key_reason);

    if (some.n == 0)
        return;
    xml_open_class(page->w, "div", "doubt");
    xml_element(page->w, "h3", NULL, title);
    for (uint32_t i = 0; i < causes.n; i++)
        cause(page, &causes.group[i]);
    xml_close(page->w);
}

/* ---- all ----------------------------------------------------------------- */

static const char *
intro(const struct counts *c)
{
    if (c->tally.of[VERDICT_FAIL] > 0)
        return "For the administrator: one list per screen, what is required "
               "first. Scan again when all is ticked off.";
    if (c->assessed == 0 && c->tally.of[VERDICT_UNKNOWN] > 0)
        return "Nothing could be assessed, so nothing is known of the "
               "permissions. What follows says why, and what to do.";
    if (c->tally.of[VERDICT_UNKNOWN] > 0)
        return "No permission needs to be added by what could be seen. What "
               "follows could not be determined.";
    if (c->assessed > 0)
        return "Nothing to add: every permission that was assessed is granted "
               "as asked for.";
    return "Nothing was assessed. Choose the options so that some checks "
           "apply, and scan again.";
}

void
html_todo(struct page *page)
{
    struct counts c = counts_of(page->audit);

    html_section(page, "todo", "What to do now", intro(&c));
    fixes(page);
    takes(page);
    doubts(page, SETTLE_STATEMENT, "What a person must state");
    doubts(page, SETTLE_LOOK, "What a person must look at");
    doubts(page, SETTLE_SCAN, "What could not be asked");
    xml_close(page->w);
}
