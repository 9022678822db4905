/* Format "html": one page that needs nothing else, runs nothing and asks
 * nobody. Owns the frame and the small pieces; the parts are the other files
 * here. */
#include "reports/html/html.h"
#include "audit/outcome.h"
#include "base/text.h"
#include "reports/view/excess.h"
#include "reports/view/format.h"
#include "reports/view/outlook.h"
#include "rules/model/words.h"

#include <inttypes.h>
#include <string.h>

static const struct {
    const char *title; /* as people read it */
    const char *icon;  /* id of the symbol */
} look[VERDICT__N] = {
    [VERDICT_SKIP] = {"Skipped", "#i-skip"},
    [VERDICT_PASS] = {"Pass", "#i-pass"},
    [VERDICT_UNKNOWN] = {"Unknown", "#i-unknown"},
    [VERDICT_FAIL] = {"Fail", "#i-fail"},
};

const char *
html_class(enum verdict verdict)
{
    return verdict_word(verdict);
}

const char *
html_title(enum verdict verdict)
{
    return look[verdict].title;
}

static void
icon(struct page *page, const char *symbol)
{
    xml_open(page->w, "svg");
    xml_attribute(page->w, "aria-hidden", "true");
    xml_open(page->w, "use");
    xml_attribute(page->w, "href", symbol);
    xml_close(page->w);
    xml_close(page->w);
}

void
html_icon(struct page *page, enum verdict verdict)
{
    icon(page, look[verdict].icon);
}

static const struct {
    const char *class, *icon;
} headlines[HEADLINE__N] = {
    [HEADLINE_UNDETERMINED] = {"unknown", "#i-unknown"},
    [HEADLINE_PREVENTED] = {"unknown", "#i-unknown"},
    [HEADLINE_COMPLIANT] = {"pass", "#i-pass"},
    [HEADLINE_OVERSIZED] = {"less", "#i-more"},
    [HEADLINE_OVERSIZED_ACCEPTED] = {"less", "#i-more"},
    [HEADLINE_NOT_COMPLIANT] = {"fail", "#i-fail"},
};

const char *
html_headline_class(enum headline headline)
{
    return headlines[headline].class;
}

void
html_headline_icon(struct page *page, enum headline headline)
{
    icon(page, headlines[headline].icon);
}

static void
badge(struct page *page, const char *class, const char *symbol,
      const char *word)
{
    xml_open(page->w, "span");
    xml_attribute_print(page->w, "class", "badge %s", class);
    icon(page, symbol);
    xml_text(page->w, word);
    xml_close(page->w);
}

void
html_badge(struct page *page, enum verdict verdict, const char *word)
{
    badge(page, html_class(verdict), look[verdict].icon,
          word == NULL ? look[verdict].title : word);
}

void
html_prospect(struct page *page, enum prospect state)
{
    static const struct {
        const char *class, *icon;
    } as[PROSPECT__N] = {
        [PROSPECT_UNKNOWN] = {"unknown", "#i-unknown"},
        [PROSPECT_OFF] = {"skip", "#i-skip"},
        [PROSPECT_WORKS] = {"pass", "#i-pass"},
        [PROSPECT_DEGRADES] = {"less", "#i-less"},
        [PROSPECT_BREAKS] = {"fail", "#i-fail"},
    };

    badge(page, as[state].class, as[state].icon, prospect_title(state));
}

void
html_risk(struct page *page, enum risk risk, const char *word)
{
    static const char *const symbol[RISK__N] = {
        [RISK_NONE] = "#i-risk0",     [RISK_LOW] = "#i-risk1",
        [RISK_MEDIUM] = "#i-risk2",   [RISK_HIGH] = "#i-risk3",
        [RISK_CRITICAL] = "#i-risk4",
    };

    badge(page, "held", symbol[risk], word);
}

void
html_marks(struct page *page, const struct finding *f)
{
    const struct {
        bool is;
        const char *word;
    } mark[] = {
        {waiver_holds(f->waiver), "waived"},
        {f->strength == STRENGTH_ATTESTED, "attested"},
        {f->contested, "contested"},
    };

    for (size_t i = 0; i < sizeof mark / sizeof mark[0]; i++) {
        if (!mark[i].is)
            continue;
        xml_element(page->w, "span", "mark", mark[i].word);
        xml_text(page->w, " ");
    }
    history_marks(page, f);
}

/* A risk is so many of four bars. */
static void
risks(struct page *page)
{
    for (int risk = 0; risk < RISK__N; risk++) {
        xml_open(page->w, "symbol");
        xml_attribute_print(page->w, "id", "i-risk%d", risk);
        xml_attribute(page->w, "viewBox", "0 0 16 16");
        for (int bar = 0; bar + 1 < RISK__N; bar++) {
            xml_open(page->w, "rect");
            xml_attribute(page->w, "class", bar < risk ? "shape" : "faint");
            xml_attribute_print(page->w, "x", "%d", 4 * bar);
            xml_attribute_print(page->w, "y", "%d", 11 - 3 * bar);
            xml_attribute(page->w, "width", "3");
            xml_attribute_print(page->w, "height", "%d", 5 + 3 * bar);
            xml_close(page->w);
        }
        xml_close(page->w);
    }
}

/* The shapes of the verdicts, drawn once: told apart without colour. */
static void
symbols(struct page *page)
{
    xml_raw(page->w,
            "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\">"
            "<symbol id=\"i-pass\" viewBox=\"0 0 16 16\">"
            "<circle class=\"shape\" cx=\"8\" cy=\"8\" r=\"7.5\"></circle>"
            "<path class=\"sign\" d=\"M4.6 8.4l2.3 2.4 4.5-5.2\"></path>"
            "</symbol>\n"
            "<symbol id=\"i-fail\" viewBox=\"0 0 16 16\">"
            "<path class=\"shape\" d=\"M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z\">"
            "</path>"
            "<path class=\"sign\" d=\"M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4\">"
            "</path></symbol>\n"
            "<symbol id=\"i-unknown\" viewBox=\"0 0 16 16\">"
            "<circle class=\"shape\" cx=\"8\" cy=\"8\" r=\"7.5\"></circle>"
            "<path class=\"sign\" d=\"M5.4 6.1c0-3.5 5.2-3.4 5.2-.2 0 1.9-2.6 "
            "2.1-2.6 3.9M8 12.3v.1\"></path></symbol>\n"
            "<symbol id=\"i-more\" viewBox=\"0 0 16 16\">"
            "<rect class=\"shape\" x=\"1\" y=\"1\" width=\"14\" "
            "height=\"14\" rx=\"2\"></rect>"
            "<path class=\"sign\" d=\"M4.5 8h7M8 4.5v7\"></path></symbol>\n"
            "<symbol id=\"i-less\" viewBox=\"0 0 16 16\">"
            "<path class=\"shape\" d=\"M.4 1.5h15.2L8 15z\"></path>"
            "<path class=\"sign\" d=\"M8 4v4M8 10.6v.2\"></path></symbol>\n"
            "<symbol id=\"i-skip\" viewBox=\"0 0 16 16\">"
            "<rect class=\"shape\" x=\"1\" y=\"4.5\" width=\"14\" "
            "height=\"7\" rx=\"3.5\"></rect>"
            "<path class=\"sign\" d=\"M5 8h6\"></path></symbol>\n");
    risks(page);
    xml_raw(page->w, "</svg>\n");
}

static void
meta(struct page *page, const char *name, const char *content)
{
    xml_open(page->w, "meta");
    xml_attribute(page->w, "name", name);
    xml_attribute(page->w, "content", content);
    xml_close(page->w);
}

static void
head(struct page *page)
{
    const struct audit *a = page->audit;
    struct sentence s = view_sentence(page->arena, a);

    xml_open(page->w, "head");
    xml_open(page->w, "meta");
    xml_attribute(page->w, "charset", "utf-8");
    xml_close(page->w);
    meta(page, "viewport", "width=device-width, initial-scale=1");
    meta(page, "color-scheme", "light dark");
    meta(page, "referrer", "no-referrer");
    meta(page, "robots", "noindex, nofollow");
    meta(page, "generator", text_or(a->tool, "grantscan"));
    xml_element(
        page->w, "title", NULL,
        arena_print(page->arena, "%s: %s for %s", s.head,
                    text_or(a->target.name, "the account"),
                    text_or(view_products(page->arena, a), "the rules")));
    html_style(page);
    /* Without it a browser asks the server for an icon. */
    xml_open(page->w, "link");
    xml_attribute(page->w, "rel", "icon");
    xml_attribute(page->w, "href", "data:,");
    xml_close(page->w);
    xml_close(page->w);
}

/* Stays at the top of the window; says how much there is. */
static void
contents(struct page *page)
{
    const struct audit *a = page->audit;
    struct counts c = counts_of(a);
    uint32_t todo = c.tally.of[VERDICT_FAIL] + c.tally.of[VERDICT_UNKNOWN];
    uint32_t excess = excess_whole(a);
    const struct {
        const char *href, *text;
        bool there;
        uint32_t n;
    } part[] = {
        {"#top", "Top", true, 0},
        {"#todo", "To do", true, todo},
        {"#needs", "Who needs what", a->n_pack > 1, 0},
        {"#changes", "Changes", a->baseline != NULL, a->n_change},
        {"#excess", "Excess", a->excess_mode != EXCESS_IGNORE, excess},
        {"#matrix", "Matrix", true, 0},
        {"#people", "Statements", html_has_people(a),
         a->n_waiver + a->n_attestation},
        {"#evidence", "Evidence", true, a->n_finding},
        {"#exchanges", "Requests", true, a->n_exchange},
        {"#worksheet", "Worksheet", true, 0},
        {"#guide", "How to read", true, 0},
    };

    xml_open(page->w, "nav");
    xml_attribute(page->w, "aria-label", "Parts of this report");
    xml_open(page->w, "ul");
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        if (!part[i].there)
            continue;
        xml_open(page->w, "li");
        xml_open(page->w, "a");
        xml_attribute(page->w, "href", part[i].href);
        xml_text(page->w, part[i].text);
        if (part[i].n > 0) {
            xml_text(page->w, " ");
            xml_element(page->w, "small", NULL,
                        arena_print(page->arena, "%" PRIu32, part[i].n));
        }
        xml_close(page->w);
        xml_close(page->w);
    }
    xml_close(page->w);
    xml_close(page->w);
}

static void
banner(struct page *page)
{
    xml_open(page->w, "header");
    xml_open_class(page->w, "p", "brand");
    xml_element(page->w, "strong", NULL, "grantscan");
    xml_print(page->w, " permission report");
    xml_close(page->w);
    xml_close(page->w);
    contents(page);
}

static void
footer(struct page *page)
{
    const struct audit *a = page->audit;

    xml_open(page->w, "footer");
    xml_element(page->w, "p", NULL,
                arena_print(page->arena, "Written by %s from the scan of %s.",
                            text_or(a->tool, "grantscan"),
                            text_or(view_time(page->arena, a->started),
                                    "unknown time")));
    xml_close(page->w);
}

/* What a part needs for itself is given back behind it. */
static void
parts(struct page *page)
{
    static void (*const part[])(struct page *) = {
        html_top,       html_todo,      html_needs,  html_changes,
        html_excess,    html_matrix,    html_people, html_evidence,
        html_exchanges, html_worksheet, html_guide,
    };
    struct arena *kept = page->arena, own = {0};

    page->arena = &own;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        part[i](page);
        arena_free(&own);
    }
    page->arena = kept;
}

static void
html_write(struct out *out, const struct audit *a,
           const struct presentation *presentation)
{
    struct arena arena = {0};
    struct page page = {
        .arena = &arena, .audit = a, .blind = audit_is_blind(a)};

    (void)presentation;
    history_begin(&page);
    page.w = xml_new(&arena, XML_HTML, out);
    xml_open(page.w, "html");
    xml_attribute(page.w, "lang", "en");
    head(&page);
    xml_open(page.w, "body");
    html_link(&page, "jump", "Skip to the report", "#report");
    symbols(&page);
    banner(&page);
    xml_open(page.w, "main");
    xml_attribute(page.w, "id", "report");
    parts(&page);
    xml_close(page.w);
    footer(&page);
    xml_close(page.w);
    xml_close(page.w);
    xml_finish(page.w);
    arena_free(&arena);
}

const struct report_format report_html = {
    .name = "html",
    .about = "one self-contained page for people, without scripts",
    .ending = ".html",
    .usual = "report.html",
    .write = html_write,
};
