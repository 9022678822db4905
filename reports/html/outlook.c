/* What the customer reads: which features will work, and, where several
 * products share the account, which of them needs what. */
#include "reports/view/outlook.h"
#include "audit/demand.h"
#include "audit/record.h"
#include "base/text.h"
#include "reports/html/html.h"
#include "rules/model/words.h"

#include <inttypes.h>

static void
product(struct page *page, const struct pack *pack)
{
    struct outlook_lines lines = view_outlook(page->arena, page->audit, pack);
    const char *name = view_pack(page->arena, page->audit, pack);

    if (lines.n == 0)
        return;
    xml_open_class(page->w, "div", "outlook");
    xml_element(page->w, "h2", NULL,
                arena_print(page->arena, "What will work in %s", name));
    if (page->audit->n_pack > 1) {
        struct audit part = audit_part(page->audit, pack, page->arena);
        struct sentence s = view_sentence(page->arena, &part);

        xml_open_class(page->w, "p", "more");
        xml_element(page->w, "strong", NULL,
                    arena_print(page->arena, "%s:", s.head));
        xml_print(page->w, " %s", s.tail);
        xml_close(page->w);
    }
    xml_open(page->w, "ul");
    for (uint32_t i = 0; i < lines.n; i++) {
        xml_open(page->w, "li");
        html_prospect(page, lines.item[i].state);
        xml_text(page->w, " ");
        xml_open(page->w, "span");
        xml_element(page->w, "strong", NULL, lines.item[i].titles);
        if (lines.item[i].text != NULL)
            xml_print(page->w, " \xE2\x80\x93 %s", lines.item[i].text);
        xml_close(page->w);
        xml_close(page->w);
    }
    xml_close(page->w);
    xml_close(page->w);
}

void
html_outlook(struct page *page)
{
    for (uint32_t i = 0; i < page->audit->n_pack; i++)
        product(page, &page->audit->pack[i]);
}

/* ---- who needs what ------------------------------------------------------ */

static void
cell(struct page *page, const char *product, const struct ask *ask)
{
    xml_open(page->w, "td");
    if (ask->wanted != NULL) {
        xml_attribute(page->w, "data-label", product);
        xml_element(
            page->w, "span",
            arena_print(page->arena, "badge %s", html_class(ask->verdict)),
            html_title(ask->verdict));
        xml_print(page->w, " %s", ask->wanted);
        if (ask->need == NEED_RECOMMENDED) {
            xml_text(page->w, " ");
            xml_element(page->w, "small", NULL, need_word(ask->need));
        }
    }
    xml_close(page->w);
}

static void
table(struct page *page, const struct demands *all)
{
    const struct audit *a = page->audit;
    const char **title =
        arena_new(page->arena, const char *, (size_t)a->n_pack + 3);

    title[0] = "Right";
    title[1] = "Held now";
    for (uint32_t p = 0; p < a->n_pack; p++)
        title[p + 2] = view_pack(page->arena, a, &a->pack[p]);
    xml_open_class(page->w, "details", "risk");
    xml_element(page->w, "summary", NULL, "Right by right");
    xml_open_class(page->w, "div", "body");
    html_table(page, "cards needs", "Rights and the products that ask for them",
               title);
    for (uint32_t i = 0; i < all->n; i++) {
        const struct demand *demand = &all->item[i];

        xml_open(page->w, "tr");
        html_row_head(page, demand->about, NULL);
        xml_open(page->w, "td");
        xml_attribute(page->w, "data-label", title[1]);
        xml_text(page->w, text_or(demand->observed, "not known"));
        xml_close(page->w);
        for (uint32_t p = 0; p < a->n_pack; p++)
            cell(page, title[p + 2], &demand->ask[p]);
        xml_close(page->w);
    }
    xml_close(page->w);
    xml_close(page->w);
    xml_close(page->w);
    xml_close(page->w);
}

void
html_needs(struct page *page)
{
    const struct audit *a = page->audit;
    struct demands all;
    struct shares shares;

    if (a->n_pack < 2)
        return;
    all = demands_of(a, page->arena);
    shares = view_shares(page->arena, a, &all);
    html_section(page, "needs", "Who needs what",
                 "Several products work through this account. What only one of "
                 "them asks for can be taken away when that one goes; what is "
                 "held without need is what none of them asks for.");
    xml_open_class(page->w, "dl", "names");
    for (uint32_t i = 0; i < shares.n; i++)
        html_fact(page,
                  arena_print(page->arena, "%s (%" PRIu32 ")",
                              shares.item[i].who, shares.item[i].n),
                  shares.item[i].what);
    xml_close(page->w);
    if (all.n > 0)
        table(page, &all);
    xml_close(page->w);
}
