/* All exchanges of the scan, those together that asked for the same; folded on
 * a screen. */
#include "base/index.h"
#include "base/text.h"
#include "reports/html/html.h"

#include <inttypes.h>

/* Exchanges with the same purpose and body, in the order of their first. */
struct kinds {
    uint32_t *of;    /* of each exchange, its kind */
    uint32_t *first; /* of each kind, an exchange */
    uint32_t *next;  /* of each exchange, the next of its kind, or none */
    uint32_t n;
};

static struct kinds
kinds_of(struct page *page)
{
    const struct audit *a = page->audit;
    struct kinds kinds = {arena_new(page->arena, uint32_t, a->n_exchange),
                          arena_new(page->arena, uint32_t, a->n_exchange),
                          arena_new(page->arena, uint32_t, a->n_exchange), 0};
    uint32_t *last = arena_new(page->arena, uint32_t, a->n_exchange);
    struct index known = {.arena = page->arena};

    for (uint32_t i = 0; i < a->n_exchange; i++) {
        const struct exchange *x = &a->exchange[i];
        uint32_t k = index_put(&known, x->purpose, x->body, kinds.n);

        kinds.of[i] = k;
        kinds.next[i] = INDEX_NONE;
        if (k == kinds.n)
            kinds.first[kinds.n++] = i;
        else
            kinds.next[last[k]] = i;
        last[k] = i;
    }
    return kinds;
}

static void
exchange(struct page *page, uint32_t index)
{
    const struct exchange *x = &page->audit->exchange[index];
    struct arena *arena = page->arena;

    xml_open(page->w, "tr");
    xml_attribute_print(page->w, "id", "x%" PRIu32, index + 1);
    html_row_head(page, arena_print(arena, "%" PRIu32, index + 1), NULL);
    xml_open(page->w, "td");
    html_code(page, arena_print(arena, "%s %s", x->method, x->path));
    xml_close(page->w);
    xml_element(page->w, "td", NULL, view_answer(arena, x));
    xml_element(page->w, "td", NULL, x->tries == 0 ? NULL : x->note);
    xml_element(page->w, "td", NULL, arena_print(arena, "%" PRId64, x->bytes));
    xml_close(page->w);
}

/* What they were sent for, once. */
static void
purpose(struct page *page, const struct exchange *x)
{
    xml_open_class(page->w, "tr", "section");
    xml_open(page->w, "th");
    xml_attribute(page->w, "scope", "rowgroup");
    xml_attribute(page->w, "colspan", "5");
    html_soft(page, text_capital(page->arena, text_or(x->purpose, "other")));
    if (x->body != NULL) {
        xml_text(page->w, " ");
        html_code(page, x->body);
    }
    xml_close(page->w);
    xml_close(page->w);
}

static void
table(struct page *page)
{
    static const char *const title[] = {"No.",     "Request", "Answer",
                                        "It says", "Bytes",   NULL};
    struct kinds kinds = kinds_of(page);

    html_table_head(page, "flow exchanges", "Requests of the scan", title);
    for (uint32_t k = 0; k < kinds.n; k++) {
        xml_open(page->w, "tbody");
        purpose(page, &page->audit->exchange[kinds.first[k]]);
        for (uint32_t i = kinds.first[k]; i != INDEX_NONE; i = kinds.next[i])
            exchange(page, i);
        xml_close(page->w);
    }
    xml_close(page->w);
}

void
html_exchanges(struct page *page)
{
    const struct audit *a = page->audit;

    html_section(page, "exchanges", "Requests",
                 a->n_exchange == 0 ? "Nothing was asked."
                                    : "All that was asked, by what it was "
                                      "asked for. Secrets and records are "
                                      "never kept.");
    if (a->n_exchange > 0) {
        xml_open_class(page->w, "details", "whole");
        xml_element(page->w, "summary", NULL,
                    arena_print(page->arena, "%" PRIu32 " %s", a->n_exchange,
                                a->n_exchange == 1 ? "request" : "requests"));
        xml_open_class(page->w, "div", "body");
        table(page);
        xml_close(page->w);
        xml_close(page->w);
    }
    xml_close(page->w);
}
