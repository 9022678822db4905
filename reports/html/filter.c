/* Choosing which checks are shown, without a script: radio buttons, and rules
 * of the style sheet that look at them. What a link points to is shown whatever
 * is chosen, and paper knows no choice. */
#include "base/text.h"
#include "reports/html/html.h"

#include <inttypes.h>

/* More sections than this are not chosen from: the list would be longer than
 * what it helps with. */
enum { SECTIONS = 32 };

uint32_t
html_filter_sections(const struct page *page)
{
    struct groups sections = group_sections(page->arena, page->audit);

    return page->blind || sections.n < 2 || sections.n > SECTIONS ? 0
                                                                  : sections.n;
}

static void
choice(struct page *page, const char *name, const char *id, const char *label,
       uint32_t n)
{
    xml_open_class(page->w, "label", "choice");
    xml_open(page->w, "input");
    xml_attribute(page->w, "type", "radio");
    xml_attribute(page->w, "name", name);
    xml_attribute(page->w, "id", id);
    if (text_same(id, arena_print(page->arena, "%s-all", name)))
        xml_attribute(page->w, "checked", "");
    xml_close(page->w);
    xml_print(page->w, " %s ", label);
    xml_element(page->w, "small", NULL,
                arena_print(page->arena, "%" PRIu32, n));
    xml_close(page->w);
}

static void
open(struct page *page, const char *legend)
{
    xml_open_class(page->w, "fieldset", "filter");
    xml_element(page->w, "legend", NULL, legend);
}

static void
by_verdict(struct page *page)
{
    static const enum verdict order[] = {VERDICT_FAIL, VERDICT_UNKNOWN,
                                         VERDICT_PASS, VERDICT_SKIP};
    struct counts c = counts_of(page->audit);

    open(page, "Verdict");
    choice(page, "show", "show-all", "All", c.total);
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (c.tally.of[order[i]] > 0)
            choice(page, "show",
                   arena_print(page->arena, "show-%s", html_class(order[i])),
                   html_title(order[i]), c.tally.of[order[i]]);
    xml_close(page->w);
}

static void
by_section(struct page *page)
{
    struct groups sections = group_sections(page->arena, page->audit);

    open(page, "Section");
    choice(page, "part", "part-all", "All", page->audit->n_finding);
    for (uint32_t i = 0; i < sections.n; i++)
        choice(page, "part", arena_print(page->arena, "part-%" PRIu32, i + 1),
               sections.group[i].key, sections.group[i].of.n);
    xml_close(page->w);
}

void
html_filter(struct page *page)
{
    if (page->blind || page->audit->n_finding < 2)
        return;
    by_verdict(page);
    if (html_filter_sections(page) > 0)
        by_section(page);
}
