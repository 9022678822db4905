/* The first screen: the verdict in one sentence, the counts, who and when,
 * and, if the scan ended early, why. */
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/diag.h"
#include "base/text.h"
#include "reports/html/html.h"
#include "reports/view/changes.h"
#include "reports/view/excess.h"
#include "rules/model/words.h"

#include <inttypes.h>
#include <string.h>

static const enum verdict order[] = {VERDICT_FAIL, VERDICT_UNKNOWN,
                                     VERDICT_PASS, VERDICT_SKIP};

enum { N_ORDER = sizeof(order) / sizeof(order[0]), BAR = 1000 };

/* The shares of the verdicts; the numbers stand below it in words. */
static void
bar(struct page *page, const struct counts *c)
{
    uint64_t before = 0;

    if (c->total == 0)
        return;
    xml_open_class(page->w, "svg", "bar");
    xml_attribute_print(page->w, "viewBox", "0 0 %d 12", BAR);
    xml_attribute(page->w, "preserveAspectRatio", "none");
    xml_attribute(page->w, "aria-hidden", "true");
    for (size_t i = 0; i < N_ORDER; i++) {
        uint64_t n = c->tally.of[order[i]];
        uint64_t from = before * BAR / c->total;
        uint64_t to = (before + n) * BAR / c->total;

        before += n;
        if (n == 0)
            continue;
        xml_open(page->w, "rect");
        xml_attribute(page->w, "class", html_class(order[i]));
        xml_attribute_print(page->w, "x", "%" PRIu64, from);
        xml_attribute_print(page->w, "width", "%" PRIu64,
                            to - from > 4 && before < c->total ? to - from - 3
                                                               : to - from);
        xml_attribute(page->w, "height", "12");
        xml_close(page->w);
    }
    xml_close(page->w);
}

/* "2 required, 1 recommended"; nothing where it says nothing. */
static const char *
by_need(struct page *page, const uint32_t *n)
{
    if (n[NEED_REQUIRED] + n[NEED_RECOMMENDED] == 0)
        return NULL;
    if (n[NEED_RECOMMENDED] == 0)
        return "required";
    if (n[NEED_REQUIRED] == 0)
        return "recommended";
    return arena_print(page->arena,
                       "%" PRIu32 " required, %" PRIu32 " recommended",
                       n[NEED_REQUIRED], n[NEED_RECOMMENDED]);
}

/* n: how many there are; rest: how many of them nobody accepts. */
static const char *
waived_too(struct page *page, const char *text, uint32_t n, uint32_t rest)
{
    if (n == rest)
        return text;
    return arena_print(page->arena, "%s, %" PRIu32 " waived", text_or(text, ""),
                       n - rest);
}

/* The other direction, beside the verdicts. */
static void
tile_excess(struct page *page)
{
    const struct audit *a = page->audit;
    const struct coverage *c = &a->coverage;
    bool known = a->n_excess > 0 || (c->n_unjudged == 0 && c->judged > 0);
    const char *small = view_risks(page->arena, a);

    if (a->excess_mode == EXCESS_IGNORE)
        return;
    xml_open(page->w, "li");
    xml_attribute_print(page->w, "class", "tile held%s",
                        a->n_excess == 0 ? " zero" : "");
    xml_open(page->w, "svg");
    xml_attribute(page->w, "aria-hidden", "true");
    xml_open(page->w, "use");
    xml_attribute(page->w, "href", "#i-more");
    xml_close(page->w);
    xml_close(page->w);
    if (!known)
        small = arena_print(page->arena, "%" PRIu32 " entities not judged",
                            c->n_unjudged);
    xml_element(page->w, "span", "number",
                known ? arena_print(page->arena, "%" PRIu32, excess_whole(a))
                      : "?");
    xml_text(page->w, " ");
    xml_element(page->w, "span", "word", "Excess rights");
    xml_text(page->w, " ");
    xml_element(page->w, "span", "small", small);
    xml_close(page->w);
}

static void
tiles(struct page *page, const struct counts *c)
{
    xml_open_class(page->w, "ul", "tiles");
    for (size_t i = 0; i < N_ORDER; i++) {
        enum verdict verdict = order[i];
        const char *small = NULL;

        if (verdict == VERDICT_FAIL)
            small =
                waived_too(page, by_need(page, c->fail), c->tally.of[verdict],
                           c->tally.counted_fail + c->uncounted);
        else if (verdict == VERDICT_UNKNOWN)
            small = waived_too(page, by_need(page, c->unknown),
                               c->tally.of[verdict], c->tally.counted_unknown);
        xml_open(page->w, "li");
        xml_attribute_print(page->w, "class", "tile %s%s", html_class(verdict),
                            c->tally.of[verdict] == 0 ? " zero" : "");
        html_icon(page, verdict);
        xml_open_class(page->w, "span", "number");
        xml_print(page->w, "%" PRIu32, c->tally.of[verdict]);
        xml_close(page->w);
        xml_text(page->w, " ");
        xml_element(page->w, "span", "word", html_title(verdict));
        if (small != NULL) {
            xml_text(page->w, " ");
            xml_element(page->w, "span", "small", small);
        }
        xml_close(page->w);
    }
    tile_excess(page);
    xml_close(page->w);
}

/* The first line says what happened; the rest are causes to go through. */
static void
stopped(struct page *page)
{
    const struct audit *a = page->audit;
    const char *p = text_kept(page->arena, a->stop_text);
    bool list = false;

    if (a->stopped == WHY_GRANTED && p == NULL)
        return;
    p = text_or(p, reason_about(a->stopped));
    xml_open_class(page->w, "div", "stop");
    xml_element(page->w, "h2", NULL, "The scan stopped early");
    for (bool first = true; *p != '\0'; first = false) {
        size_t length = strcspn(p, "\n");
        const char *text =
            view_one_line(page->arena, arena_slice(page->arena, p, length));

        p += length + (p[length] == '\n');
        if (text[0] == '\0')
            continue;
        if (!first && !list) {
            xml_open(page->w, "ul");
            list = true;
        }
        html_sentence(page, first ? "p" : "li", NULL, text);
    }
    if (list)
        xml_close(page->w);
    xml_close(page->w);
}

static void
notes(struct page *page)
{
    const struct audit *a = page->audit;

    if (a->n_note == 0)
        return;
    xml_open_class(page->w, "div", "notes");
    xml_element(page->w, "h2", NULL, "Please note");
    xml_open(page->w, "ul");
    for (uint32_t i = 0; i < a->n_note; i++)
        html_sentence(page, "li", NULL, a->note[i]);
    xml_close(page->w);
    xml_close(page->w);
}

/* As they are given on the command line. */
static void
options(struct page *page)
{
    const struct audit *a = page->audit;

    if (a->n_option == 0)
        return;
    xml_open(page->w, "div");
    xml_element(page->w, "dt", NULL, "Options");
    xml_open(page->w, "dd");
    for (uint32_t i = 0; i < a->n_option; i++) {
        if (i > 0)
            xml_text(page->w, ", ");
        html_code(page, arena_print(page->arena, "%s=%s",
                                    audit_name(a, a->option[i].rules,
                                               a->option[i].name, page->arena),
                                    a->option[i].on ? "yes" : "no"));
    }
    xml_close(page->w);
    xml_close(page->w);
}

/* Since when, and whether it is the same account at all. */
static const char *
baseline(struct page *page)
{
    const struct audit *a = page->audit;
    const char *identity = changes_identity(page->arena, a);

    if (a->baseline == NULL)
        return NULL;
    return arena_print(
        page->arena, "%s%s%s%s", view_time(page->arena, a->baseline),
        identity == NULL ? "" : "; beware: ", text_or(identity, ""),
        a->new_only ? "; only what is new since then counts for "
                      "the exit status"
                    : "");
}

static void
facts(struct page *page)
{
    const struct audit *a = page->audit;
    const struct target *t = &a->target;
    struct arena *arena = page->arena;

    xml_open_class(page->w, "dl", "facts");
    html_fact(page, "Account",
              arena_print(arena, "%s (%s)", text_or(t->name, "not named"),
                          text_or(t->provider, "no provider")));
    html_fact(page, "Login", t->account);
    for (uint32_t i = 0; i < t->n_trait; i++)
        html_fact(page, t->trait[i].label, t->trait[i].value);
    html_fact(page, a->n_pack > 1 ? "Products" : "Product",
              view_products(arena, a));
    html_fact(page, "Rules", view_rules(arena, a));
    options(page);
    html_fact(page, "Tried on", view_subjects(page->arena, page->audit));
    html_fact(page, "When",
              arena_print(arena, "%s, took %s",
                          text_or(view_time(arena, a->started), "unknown"),
                          view_duration(arena, a->millis)));
    html_fact(page, "Coverage", view_coverage(arena, a));
    html_fact(page, "Excess rights", view_judged(arena, a));
    html_fact(page, "Requests sent",
              arena_print(arena, "%" PRIu32 ", none of which could write",
                          a->requests));
    html_fact(page, "API use before the scan", view_quota(arena, a));
    if (a->fail_on == NEED_REQUIRED)
        html_fact(page, "Counted", "failed required checks only");
    if (a->excess_mode == EXCESS_FAIL)
        html_fact(page, "Counted too",
                  a->excess_least == RISK_NONE
                      ? "every right held without need"
                      : arena_print(arena,
                                    "rights held without need of %s "
                                    "risk or more",
                                    risk_word(a->excess_least)));
    html_fact(page, "Compared with", baseline(page));
    xml_close(page->w);
}

void
html_top(struct page *page)
{
    const struct audit *a = page->audit;
    struct counts c = counts_of(a);
    struct sentence s = view_sentence(page->arena, a);
    enum headline headline = audit_headline(a);

    xml_open(page->w, "section");
    xml_attribute(page->w, "id", "top");
    xml_attribute_print(page->w, "class", "top %s",
                        html_headline_class(headline));
    xml_attribute(page->w, "aria-labelledby", "verdict");
    xml_open(page->w, "h1");
    xml_attribute(page->w, "id", "verdict");
    html_headline_icon(page, headline);
    xml_open(page->w, "span");
    xml_element(page->w, "strong", NULL,
                arena_print(page->arena, "%s:", s.head));
    xml_print(page->w, " %s", s.tail);
    xml_close(page->w);
    xml_close(page->w);
    bar(page, &c);
    tiles(page, &c);
    stopped(page);
    html_outlook(page);
    facts(page);
    notes(page);
    xml_close(page->w);
}
