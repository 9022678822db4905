/* What to do now: one list per screen of the provider, to be ticked off on
 * paper, and what only a person or another scan can settle. */
#include "base/text.h"
#include "reports/html/html.h"
#include "reports/view/excess.h"
#include "rules/model/words.h"

#include <inttypes.h>

static void
change(struct page *page, const char *from, const char *to)
{
    xml_open_class(page->w, "span", "change");
    xml_text(page->w, "now ");
    xml_element(page->w, "b", NULL, text_or(from, "not known"));
    xml_text(page->w, ", needed ");
    xml_element(page->w, "b", NULL, text_or(to, "more"));
    xml_close(page->w);
}

static void
fix_one(struct page *page, const struct finding *f)
{
    const char *why = view_uncounted(page->arena, f, page->audit);

    xml_open_class(page->w, "li", "fix");
    xml_open_class(page->w, "p", "what");
    xml_element(page->w, "strong", NULL,
                arena_print(page->arena, "%s \xC2\xB7 %s", f->object,
                            view_heading(page->arena, f->access)));
    xml_text(page->w, " ");
    change(page, f->observed, f->required);
    xml_text(page->w, " ");
    html_marks(page, f);
    if (view_product(page->arena, page->audit, f) != NULL) {
        xml_element(page->w, "span", "need",
                    view_product(page->arena, page->audit, f));
        xml_text(page->w, " ");
    }
    xml_element(page->w, "span",
                f->need == NEED_REQUIRED ? "need required" : "need",
                view_need(page->arena, f));
    xml_close(page->w);
    xml_element(page->w, "p", "how",
                text_or(f->fix, "Grant what is missing on this screen."));
    xml_open_class(page->w, "p", "more");
    if (view_which(f) != NULL && !f->contested)
        xml_print(page->w, "%s ", f->detail);
    if (f->degrades != NULL)
        xml_print(page->w, "Without it: %s ", f->degrades);
    if (why != NULL)
        xml_print(page->w, "Does not count: %s. ", why);
    else if (f->waiver != NULL)
        xml_print(
            page->w, "%s. ",
            view_heading(page->arena, view_waiver(page->arena, f->waiver)));
    if (f->contested)
        xml_print(page->w, "%s ", f->detail);
    html_link(page, NULL, "Evidence", "#c%" PRIu32, html_number(page, f));
    xml_element(page->w, "span", "hidden",
                arena_print(page->arena, " for %s",
                            view_check(page->arena, page->audit, f)));
    xml_close(page->w);
    xml_close(page->w);
}

static void
fixes(struct page *page)
{
    struct selection fail =
        select_verdict(page->arena, page->audit, VERDICT_FAIL);
    struct groups screens = group_by(page->arena, &fail, key_screen);

    for (uint32_t i = 0; i < screens.n; i++) {
        const struct group *g = &screens.group[i];

        xml_open_class(page->w, "div", "screen");
        xml_element(page->w, "h3", "path", g->key);
        xml_open_class(page->w, "ul", "checklist");
        for (uint32_t k = 0; k < g->of.n; k++)
            fix_one(page, g->of.item[k]);
        xml_close(page->w);
        xml_close(page->w);
    }
}

static void
cause(struct page *page, const struct group *g)
{
    enum reason reason = g->of.item[0]->reason;

    xml_open_class(page->w, "div", "cause");
    xml_open(page->w, "h4");
    html_badge(page, VERDICT_UNKNOWN, NULL);
    xml_print(page->w, " %s ", view_heading(page->arena, reason_about(reason)));
    xml_element(page->w, "span", "small",
                arena_print(page->arena, "%" PRIu32 " %s", g->of.n,
                            g->of.n == 1 ? "check" : "checks"));
    xml_close(page->w);
    xml_element(page->w, "p", "how", view_advice(reason));
    xml_open_class(page->w, "ul", "checklist");
    for (uint32_t i = 0; i < g->of.n; i++) {
        const struct finding *f = g->of.item[i];

        xml_open(page->w, "li");
        html_link(
            page, NULL,
            arena_print(
                page->arena, "%s%s%s \xC2\xB7 %s",
                text_or(view_product(page->arena, page->audit, f), ""),
                view_product(page->arena, page->audit, f) == NULL ? "" : ": ",
                f->object, view_heading(page->arena, f->access)),
            "#c%" PRIu32, html_number(page, f));
        if (f->detail != NULL)
            xml_print(page->w, " \xE2\x80\x93 %s", f->detail);
        if (f->waiver != NULL)
            xml_print(
                page->w, " %s.",
                view_heading(page->arena, view_waiver(page->arena, f->waiver)));
        xml_close(page->w);
    }
    xml_close(page->w);
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

void
html_todo(struct page *page)
{
    struct counts c = counts_of(page->audit);

    html_section(page, "todo", "What to do now", NULL);
    if (c.tally.of[VERDICT_FAIL] > 0)
        xml_element(page->w, "p", "intro",
                    "For the administrator: one list per screen, what is "
                    "required first. Scan again when all is ticked off.");
    else if (c.assessed == 0 && c.tally.of[VERDICT_UNKNOWN] > 0)
        xml_element(page->w, "p", "intro",
                    "Nothing could be assessed, so nothing is known of the "
                    "permissions. What follows says why, and what to do.");
    else if (c.tally.of[VERDICT_UNKNOWN] > 0)
        xml_element(page->w, "p", "intro",
                    "No permission needs to be changed by what could be "
                    "seen. What follows could not be determined.");
    else if (c.assessed > 0)
        xml_element(page->w, "p", "intro",
                    "Nothing: every permission that was assessed is granted "
                    "as asked for.");
    else
        xml_element(page->w, "p", "intro",
                    "Nothing was assessed. Choose the options so that some "
                    "checks apply, and scan again.");
    fixes(page);
    doubts(page, SETTLE_STATEMENT, "What a person must state");
    doubts(page, SETTLE_LOOK, "What a person must look at");
    doubts(page, SETTLE_SCAN, "What could not be asked");
    xml_close(page->w);
}
