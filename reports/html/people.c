/* Who accepted what, and who stated what. */
#include "audit/places.h"
#include "audit/record.h"
#include "base/text.h"
#include "reports/html/html.h"
#include "reports/view/excess.h"

#include <inttypes.h>

bool
html_has_people(const struct audit *a)
{
    return a->n_waiver > 0 || a->n_attestation > 0;
}

/* ---- waivers ------------------------------------------------------------- */

static void
waiver_badge(struct page *page, const struct waiver *w)
{
    static const struct {
        enum verdict tone;
        const char *word;
    } look[WAIVER__N] = {
        [WAIVER_ACTIVE] = {VERDICT_SKIP, "In force"},
        [WAIVER_EXPIRED] = {VERDICT_FAIL, "Expired"},
        [WAIVER_UNNEEDED] = {VERDICT_UNKNOWN, "Not needed"},
        [WAIVER_UNMATCHED] = {VERDICT_UNKNOWN, "Unmatched"},
        [WAIVER_ELSEWHERE] = {VERDICT_SKIP, "Elsewhere"},
    };

    if (w->state == WAIVER_ACTIVE && w->soon)
        html_badge(page, VERDICT_UNKNOWN, "Ends soon");
    else
        html_badge(page, look[w->state].tone, look[w->state].word);
}

/* A check is linked to its evidence. */
static void
subject(struct page *page, const struct places *places, const char *rules,
        const char *id)
{
    const struct finding *f = places_finding(places, rules, id);

    xml_open(page->w, "th");
    xml_attribute(page->w, "scope", "row");
    id = audit_name(page->audit, rules, id, page->arena);
    if (f != NULL)
        html_check(page, f);
    else
        html_soft(page, id);
    xml_close(page->w);
}

static void
waiver(struct page *page, const struct places *places, const struct waiver *w)
{
    xml_open(page->w, "tr");
    subject(page, places, w->rules, w->check);
    xml_open(page->w, "td");
    waiver_badge(page, w);
    xml_text(page->w, " ");
    xml_element(page->w, "small", NULL, view_waiver_state(w));
    xml_close(page->w);
    xml_element(page->w, "td", NULL, w->expires);
    xml_open(page->w, "td");
    xml_text(page->w, w->reason);
    if (w->target != NULL)
        xml_print(page->w, " (for %s)", w->target);
    xml_close(page->w);
    xml_element(page->w, "td", NULL,
                arena_print(page->arena, "Approved by %s, owner %s, %s",
                            w->approver, w->owner, w->ticket));
    xml_close(page->w);
}

static void
waivers(struct page *page, const struct places *places)
{
    static const char *const title[] = {"Accepts", "State", "Until",
                                        "Because", "Who",   NULL};
    const struct audit *a = page->audit;

    if (a->n_waiver == 0)
        return;
    xml_element(page->w, "h3", NULL, "Waivers");
    html_table(page, "flow said", "Waivers", title);
    for (uint32_t i = 0; i < a->n_waiver; i++)
        waiver(page, places, &a->waiver[i]);
    xml_close(page->w);
    xml_close(page->w);
}

/* ---- statements ---------------------------------------------------------- */

/* Of each statement, whether the API shows otherwise somewhere. */
static const bool *
contested(struct arena *arena, const struct audit *a)
{
    bool *is = arena_new(arena, bool, a->n_attestation);

    for (uint32_t i = 0; i < a->n_finding; i++)
        if (a->finding[i].contested && a->finding[i].attestation != NULL)
            is[a->finding[i].attestation - a->attestation] = true;
    return is;
}

static void
statement(struct page *page, const struct places *places,
          const struct attestation *by, bool is_contested)
{
    xml_open(page->w, "tr");
    subject(page, places, by->rules, by->check);
    xml_open(page->w, "td");
    if (is_contested) {
        html_badge(page, VERDICT_FAIL, "Contested");
        xml_text(page->w, " ");
        xml_element(page->w, "small", NULL,
                    "An error of the statement: the API shows otherwise.");
    } else if (by->expired) {
        html_badge(page, VERDICT_UNKNOWN, "Expired");
    } else {
        html_badge(page, VERDICT_PASS, "Valid");
    }
    xml_close(page->w);
    xml_element(page->w, "td", NULL, by->expires);
    xml_element(page->w, "td", NULL,
                by->note == NULL
                    ? view_value(page->arena, by)
                    : arena_print(page->arena, "%s: %s",
                                  view_value(page->arena, by), by->note));
    xml_element(page->w, "td", NULL,
                arena_print(page->arena, "%s on %s", by->by, by->on));
    xml_close(page->w);
}

static void
statements(struct page *page, const struct places *places)
{
    static const char *const title[] = {"About", "State", "Until",
                                        "Says",  "Who",   NULL};
    const struct audit *a = page->audit;
    const bool *is = contested(page->arena, a);

    if (a->n_attestation == 0)
        return;
    xml_element(page->w, "h3", NULL, "Statements");
    html_table(page, "flow said", "Statements", title);
    for (uint32_t i = 0; i < a->n_attestation; i++)
        statement(page, places, &a->attestation[i], is[i]);
    xml_close(page->w);
    xml_close(page->w);
}

void
html_people(struct page *page)
{
    const struct audit *a = page->audit;
    struct places places = places_of(a, page->arena);

    if (!html_has_people(a))
        return;
    html_section(page, "people", "Waivers and statements",
                 "What people decided and stated, with their names. A waiver "
                 "changes what counts, never a verdict; a statement never "
                 "outranks what the API shows.");
    waivers(page, &places);
    statements(page, &places);
    xml_close(page->w);
}
