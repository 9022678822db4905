/* What is held without need: counts by family and risk, then what matters most,
 * an entity a line. What is critical is open, what is high folds; of the rest
 * the counts are enough, for the worksheet names every right. */
#include "reports/view/excess.h"
#include "audit/outcome.h"
#include "base/text.h"
#include "reports/html/html.h"
#include "rules/model/words.h"

#include <inttypes.h>

/* At most so many names in a row; so many objects that a fold tells of. */
enum { NAMES = 24, SOME = 6 };

/* ---- counts -------------------------------------------------------------- */

static uint32_t
count(const struct audit *a, const char *family, enum risk risk)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < a->n_excess; i++) {
        const struct excess *e = &a->excess[i];

        n += e->under == NULL &&
             (family == NULL ||
              text_same(text_or(e->family, "other"), family)) &&
             (risk == RISK__N || e->risk == risk);
    }
    return n;
}

static void
count_row(struct page *page, const char *title, const char *family)
{
    const struct audit *a = page->audit;

    xml_open(page->w, "tr");
    html_row_head(page, title, NULL);
    for (unsigned risk = RISK_CRITICAL; risk > RISK_NONE; risk--) {
        uint32_t n = count(a, family, (enum risk)risk);

        xml_element(page->w, "td", NULL,
                    n == 0 ? "\xE2\x80\x93"
                           : arena_print(page->arena, "%" PRIu32, n));
    }
    xml_element(
        page->w, "td", NULL,
        arena_print(page->arena, "%" PRIu32, count(a, family, RISK__N)));
    xml_close(page->w);
}

/* Families in the order of their first, that is their riskiest, row; none for
 * what is but a part of another row. */
static void
counts(struct page *page)
{
    static const char *const title[] = {"About", "Critical", "High", "Medium",
                                        "Low",   "All",      NULL};
    const struct audit *a = page->audit;

    html_table(page, "sums", "Rights held without need, by kind and risk",
               title);
    for (uint32_t i = 0; i < a->n_excess; i++) {
        const char *family = text_or(a->excess[i].family, "other");
        uint32_t k = 0;

        while (!text_same(text_or(a->excess[k].family, "other"), family))
            k++;
        if (k == i && count(a, family, RISK__N) > 0)
            count_row(page, text_capital(page->arena, family), family);
    }
    count_row(page, "All", NULL);
    xml_close(page->w);
    xml_close(page->w);
}

/* ---- rows ---------------------------------------------------------------- */

/* "ContractNotes" says what "contract notes" says. */
static bool
same_letters(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        if (*b == ' ') {
            b++;
            continue;
        }
        if ((*a | 0x20) != (*b | 0x20))
            return false;
        a++;
        b++;
    }
    return *a == *b;
}

static void
held_row(struct page *page, const struct holding *holding)
{
    const struct excess *e = holding->first;

    xml_open(page->w, "tr");
    html_row_head(
        page, e->entity,
        e->noun == NULL || same_letters(e->entity, e->noun) ? NULL : e->noun);
    xml_open(page->w, "td");
    xml_text(page->w, holding_rights(page->arena, holding));
    xml_close(page->w);
    xml_open(page->w, "td");
    xml_text(page->w, holding_abuse(page->arena, holding));
    if (e->waiver != NULL) {
        xml_text(page->w, " ");
        if (waiver_holds(e->waiver))
            xml_element(page->w, "span", "mark", "waived");
        xml_text(page->w, " ");
        xml_element(
            page->w, "small", NULL,
            text_capital(page->arena, view_waiver(page->arena, e->waiver)));
    }
    xml_close(page->w);
    xml_close(page->w);
}

static void
rows(struct page *page, const struct holdings *h, const char *title)
{
    static const char *const head[] = {"Object", "Held",
                                       "What it could be abused for", NULL};

    html_table(page, "flow excess", title, head);
    for (uint32_t i = 0; i < h->n; i++)
        held_row(page, &h->item[i]);
    xml_close(page->w);
    xml_close(page->w);
}

/* "Invoices (View, Add: All), ..." by section of the editor. */
static void
names(struct page *page, const struct holdings *h)
{
    xml_open_class(page->w, "dl", "names");
    for (uint32_t i = 0; i < h->n;) {
        const char *section = h->item[i].first->section;
        const char *before = "";

        xml_open(page->w, "div");
        xml_element(page->w, "dt", NULL, section);
        xml_open(page->w, "dd");
        for (; i < h->n && text_same(h->item[i].first->section, section); i++) {
            const struct holding *holding = &h->item[i];

            xml_text(page->w, before);
            html_soft(page, holding->first->entity);
            xml_print(page->w, " (%s%s)", holding_rights(page->arena, holding),
                      waiver_holds(holding->first->waiver) ? "; waived" : "");
            before = ", ";
        }
        xml_close(page->w);
        xml_close(page->w);
    }
    xml_close(page->w);
}

/* The first few objects, so that a fold does not hide what it is about. */
static const char *
objects(struct page *page, const struct holdings *h)
{
    const char **name = arena_new(page->arena, const char *, h->n);

    for (uint32_t i = 0; i < h->n; i++)
        name[i] = h->item[i].first->entity;
    return view_names(page->arena, name, h->n, SOME);
}

static void
critical(struct page *page)
{
    struct holdings h = holdings_of(page->arena, page->audit, RISK_CRITICAL);

    if (h.n == 0)
        return;
    xml_open(page->w, "h3");
    html_risk(page, RISK_CRITICAL,
              arena_print(page->arena, "%" PRIu32 " critical",
                          excess_of_risk(page->audit, RISK_CRITICAL)));
    xml_close(page->w);
    rows(page, &h, "Rights of critical risk");
}

static void
high(struct page *page)
{
    struct holdings h = holdings_of(page->arena, page->audit, RISK_HIGH);

    if (h.n == 0)
        return;
    xml_open_class(page->w, "details", "risk");
    xml_open(page->w, "summary");
    html_risk(page, RISK_HIGH,
              arena_print(page->arena, "%" PRIu32 " high",
                          excess_of_risk(page->audit, RISK_HIGH)));
    xml_text(page->w, " ");
    xml_open_class(page->w, "span", "small");
    html_soft(page, objects(page, &h));
    xml_close(page->w);
    xml_close(page->w);
    xml_open_class(page->w, "div", "body");
    rows(page, &h, "Rights of high risk");
    xml_close(page->w);
    xml_close(page->w);
}

/* Of lesser risk: where they are named. */
static void
lesser(struct page *page)
{
    uint32_t n = 0;

    for (unsigned risk = 0; risk < RISK_HIGH; risk++)
        n += excess_of_risk(page->audit, (enum risk)risk);
    if (n == 0)
        return;
    xml_open_class(page->w, "p", "more");
    xml_text(page->w, "Each right of lesser risk is named in the ");
    html_link(page, NULL, "worksheet", "#worksheet");
    xml_text(page->w, ", under what to take away.");
    xml_close(page->w);
}

/* What one of the rows above includes. */
static void
parts(struct page *page)
{
    struct holdings h = holdings_parts(page->arena, page->audit);

    xml_open_class(page->w, "details", "risk");
    xml_open(page->w, "summary");
    xml_print(page->w, "%" PRIu32 " %s part of %s", excess_parts(page->audit),
              excess_parts(page->audit) == 1 ? "right that is"
                                             : "rights that are",
              excess_first(page->audit));
    xml_close(page->w);
    xml_open_class(page->w, "div", "body");
    names(page, &h);
    xml_close(page->w);
    xml_close(page->w);
}

/* ---- all ----------------------------------------------------------------- */

static void
coverage(struct page *page)
{
    const struct coverage *c = &page->audit->coverage;

    xml_open_class(page->w, "p", "more");
    xml_print(page->w, "%s.",
              text_capital(page->arena, view_judged(page->arena, page->audit)));
    if (c->n_unjudged > 0 && c->n_unjudged <= NAMES)
        xml_print(page->w, " Not judged: %s.",
                  view_names(page->arena, c->unjudged, c->n_unjudged, NAMES));
    xml_close(page->w);
    if (c->n_unjudged <= NAMES)
        return;
    xml_open_class(page->w, "details", "risk screen-only");
    xml_open(page->w, "summary");
    xml_print(page->w, "%" PRIu32 " entities were not judged", c->n_unjudged);
    xml_close(page->w);
    xml_open_class(page->w, "p", "body");
    html_soft(page, view_names(page->arena, c->unjudged, c->n_unjudged,
                               c->n_unjudged));
    xml_close(page->w);
    xml_close(page->w);
}

static const char *
intro(struct page *page)
{
    const struct audit *a = page->audit;

    if (a->n_excess == 0)
        return view_none_held(page->arena, a);
    return arena_print(
        page->arena,
        "Granted, and no rule asks for them or tolerates them. Whoever gets "
        "hold of the account\xE2\x80\x99s key could use them. %s",
        a->excess_mode != EXCESS_FAIL
            ? "They are shown and do not change the outcome."
        : a->excess_least == RISK_NONE
            ? "Each that is not waived counts for the outcome."
            : arena_print(page->arena,
                          "Each of %s risk or more that is not waived counts "
                          "for the outcome.",
                          risk_word(a->excess_least)));
}

void
html_excess(struct page *page)
{
    const struct audit *a = page->audit;

    if (a->excess_mode == EXCESS_IGNORE)
        return;
    html_section(page, "excess", "Excess rights", intro(page));
    if (!page->blind)
        coverage(page);
    if (excess_whole(a) > 1)
        counts(page);
    critical(page);
    high(page);
    lesser(page);
    if (excess_parts(a) > 0)
        parts(page);
    xml_close(page->w);
}
