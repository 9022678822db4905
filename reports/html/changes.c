/* What changed since the baseline, who it is first. */
#include "reports/view/changes.h"
#include "audit/places.h"
#include "base/text.h"
#include "reports/html/html.h"
#include "reports/view/excess.h"

#include <inttypes.h>

static enum verdict
tone_of(enum change_kind kind)
{
    static const enum verdict tone[CHANGE__N] = {
        [CHANGE_IDENTITY] = VERDICT_FAIL,
        [CHANGE_NEW_FAILURE] = VERDICT_FAIL,
        [CHANGE_REGRESSED] = VERDICT_UNKNOWN,
        [CHANGE_NEW_EXCESS] = VERDICT_FAIL,
        [CHANGE_WAIVER_EXPIRED] = VERDICT_UNKNOWN,
        [CHANGE_ATTESTATION_EXPIRED] = VERDICT_UNKNOWN,
        [CHANGE_STILL_FAILING] = VERDICT_FAIL,
        [CHANGE_STILL_EXCESS] = VERDICT_SKIP,
        [CHANGE_FIXED] = VERDICT_PASS,
        [CHANGE_RESOLVED] = VERDICT_PASS,
        [CHANGE_GONE_EXCESS] = VERDICT_PASS,
        [CHANGE_RULE_ADDED] = VERDICT_SKIP,
        [CHANGE_RULE_REMOVED] = VERDICT_SKIP,
        [CHANGE_RULE_CHANGED] = VERDICT_SKIP,
        [CHANGE_SUBJECT] = VERDICT_SKIP,
    };

    return tone[kind];
}

/* A check is a link to its evidence, a right to where excess stands. */
static void
name(struct page *page, const struct places *places, const struct change *c)
{
    const struct finding *f = places_finding(places, c->rules, c->id);

    if (f != NULL) {
        html_check(page, f);
        return;
    }
    if (places_excess(places, c->id) != NULL) {
        xml_open(page->w, "a");
        xml_attribute(page->w, "href", "#excess");
        html_code(page, change_name(page->arena, page->audit, c));
        xml_close(page->w);
        return;
    }
    html_code(page, change_name(page->arena, page->audit, c));
}

static void
one(struct page *page, const struct places *places, const struct change *c)
{
    xml_open(page->w, "li");
    name(page, places, c);
    if (!change_is_still(c->kind)) {
        xml_open_class(page->w, "span", "change");
        xml_text(page->w, " was ");
        xml_element(page->w, "b", NULL, text_or(c->before, "not there"));
        xml_text(page->w, ", is ");
        xml_element(page->w, "b", NULL, text_or(c->after, "not there"));
        xml_close(page->w);
        if (c->detail != NULL)
            xml_print(page->w, " \xE2\x80\x93 %s", c->detail);
    }
    xml_close(page->w);
}

static void
kind(struct page *page, const struct places *places, enum change_kind which)
{
    const struct audit *a = page->audit;
    uint32_t n = changes_of_kind(a->change, a->n_change, which);

    if (n == 0)
        return;
    xml_open(page->w, "div");
    xml_attribute(page->w, "class",
                  which == CHANGE_IDENTITY ? "kind stop" : "kind");
    xml_open(page->w, "h3");
    html_badge(page, tone_of(which), arena_print(page->arena, "%" PRIu32, n));
    xml_print(page->w, " %s", change_title(which));
    xml_close(page->w);
    if (which == CHANGE_STILL_EXCESS) {
        xml_open(page->w, "p");
        html_link(page, NULL, "See what is held without need", "#excess");
        xml_close(page->w);
        xml_close(page->w);
        return;
    }
    xml_open_class(page->w, "ul",
                   change_is_still(which) ? "plain row" : "plain");
    for (uint32_t i = 0; i < a->n_change; i++) {
        if (a->change[i].kind == which)
            one(page, places, &a->change[i]);
    }
    xml_close(page->w);
    xml_close(page->w);
}

void
html_changes(struct page *page)
{
    const struct audit *a = page->audit;
    struct places places;

    if (a->baseline == NULL)
        return;
    places = places_of(a, page->arena);
    html_section(
        page, "changes", "Changes",
        arena_print(
            page->arena, "Since the scan of %s: %s.%s",
            view_time(page->arena, a->baseline),
            changes_count(page->arena, a->change, a->n_change),
            a->new_only
                ? " In this run only what is new counts for the exit status."
                : ""));
    for (unsigned i = 0; i < CHANGE__N; i++)
        kind(page, &places, (enum change_kind)i);
    xml_close(page->w);
}
