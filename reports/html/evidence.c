/* The evidence: each check with its claims and where each was read. What fails
 * is open; the rest folds, and paper shows only what fails or is not known. */
#include "base/index.h"
#include "base/text.h"
#include "reports/html/html.h"
#include "reports/view/excess.h"
#include "reports/view/outlook.h"
#include "rules/model/words.h"

#include <inttypes.h>
#include <string.h>

/* An answer that is not worth a word. */
enum { STATUS_FINE = 200 };
/* More lines of the outlook than this are not searched. */
enum { LINES = 64 };

static const char *const basis_about[BASIS__N] = {
    [BASIS_DECLARED] = "declared",
    [BASIS_READ] = "real read",
    [BASIS_STATED] = "stated",
};

/* ---- claims -------------------------------------------------------------- */

/* What is said in one row: the same claim from several answers that come to
 * the same. */
static uint32_t
run(const struct finding *f, uint32_t from)
{
    const struct evidence *first = &f->evidence[from];
    uint32_t n = 1;

    while (from + n < f->n_evidence) {
        const struct evidence *e = &f->evidence[from + n];

        if (!text_same(e->about, first->about) ||
            !text_same(e->wanted, first->wanted) ||
            e->verdict != first->verdict || e->reason != first->reason)
            break;
        n++;
    }
    return n;
}

static void
claim_exchange(struct page *page, const struct evidence *e)
{
    const struct exchange *x;

    if (e->exchange == NO_EXCHANGE) {
        xml_text(page->w, "no request");
        return;
    }
    x = &page->audit->exchange[e->exchange];
    html_link(page, NULL,
              arena_print(page->arena, "Request %" PRIu32, e->exchange + 1),
              "#x%" PRIu32, e->exchange + 1);
    if (x->tries == 0)
        xml_text(page->w, ", never sent");
    else if (x->status == 0)
        xml_text(page->w, ", no answer");
    else if (x->status != STATUS_FINE)
        xml_print(page->w, ", answered %d", x->status);
}

static const char *
observed(struct page *page, const struct evidence *e)
{
    const char *text = text_or(e->observed, "not known");

    if (e->said == NULL || text_same(e->said, text))
        return text;
    return arena_print(page->arena,
                       "%s, in the provider\xE2\x80\x99s word "
                       "\xE2\x80\x9C%s\xE2\x80\x9D",
                       text, e->said);
}

/* Why, where that is not why the whole check is judged so. */
static void
claim_verdict(struct page *page, const struct finding *f,
              const struct evidence *e)
{
    xml_open(page->w, "td");
    html_badge(page, e->verdict, NULL);
    if (e->reason != f->reason && e->reason != WHY_GRANTED) {
        xml_text(page->w, " ");
        xml_element(page->w, "small", NULL, reason_about(e->reason));
    }
    xml_close(page->w);
}

static void
claim(struct page *page, const struct finding *f, const struct evidence *e,
      uint32_t n)
{
    xml_open(page->w, "tr");
    html_row_head(page, e->about, NULL);
    xml_element(page->w, "td", NULL, text_or(e->wanted, "nothing"));
    xml_open(page->w, "td");
    for (uint32_t i = 0; i < n; i++)
        xml_print(page->w, "%s%s", i == 0 ? "" : "; ", observed(page, &e[i]));
    xml_close(page->w);
    xml_open(page->w, "td");
    for (uint32_t i = 0; i < n; i++)
        xml_print(page->w, "%s%s", i == 0 ? "" : "; ",
                  e[i].exchange == NO_EXCHANGE ? "no request"
                                               : basis_about[e[i].basis]);
    xml_close(page->w);
    claim_verdict(page, f, e);
    xml_open(page->w, "td");
    for (uint32_t i = 0; i < n; i++) {
        xml_text(page->w, i == 0 ? "" : "; ");
        claim_exchange(page, &e[i]);
    }
    xml_close(page->w);
    xml_close(page->w);
}

static void
claims(struct page *page, const struct finding *f)
{
    static const char *const title[] = {
        "About", "Asked for", "Observed", "Known by", "Verdict", "Where", NULL};

    if (f->n_evidence == 0) {
        xml_element(page->w, "p", "more", "Nothing was asked for this check.");
        return;
    }
    html_table(page, "flow claims",
               arena_print(page->arena, "Evidence for %s",
                           view_check(page->arena, page->audit, f)),
               title);
    for (uint32_t i = 0; i < f->n_evidence; i += run(f, i))
        claim(page, f, &f->evidence[i], run(f, i));
    xml_close(page->w);
    xml_close(page->w);
}

static const char *
strength_of(const struct finding *f)
{
    static const char *const about[STRENGTH__N] = {
        [STRENGTH_NONE] = NULL,
        [STRENGTH_DECLARED] = "declared by the provider\xE2\x80\x99s metadata",
        [STRENGTH_CONFIRMED] = "confirmed: metadata and a real read agree",
        [STRENGTH_ATTESTED] = "attested by a person",
    };

    return about[f->strength];
}

/* ---- what is looked up for each check ------------------------------------ */

/* The source of all findings of a rules file if they have the same; it is told
 * once then. */
static const char *
one_source(const struct audit *a, const char *rules)
{
    const struct finding *first = NULL;
    uint32_t n = 0;

    for (uint32_t i = 0; i < a->n_finding; i++) {
        const struct finding *f = &a->finding[i];

        if (!text_same(f->rules, rules))
            continue;
        if (n++ == 0)
            first = f;
        else if (!text_same(f->source, first->source))
            return NULL;
    }
    return n > 1 ? first->source : NULL;
}

struct known {
    const char **source;           /* of each rules file: one_source */
    struct outlook_lines *outlook; /* of each, what the first screen says */
    struct index features;         /* by rules file and id */
};

static struct known
known_of(struct page *page)
{
    const struct audit *a = page->audit;
    struct known known = {.source =
                              arena_new(page->arena, const char *, a->n_pack),
                          .features = {.arena = page->arena}};

    known.outlook = arena_new(page->arena, struct outlook_lines, a->n_pack);
    for (uint32_t i = 0; i < a->n_pack; i++) {
        known.source[i] = one_source(a, a->pack[i].id);
        known.outlook[i] = view_outlook(page->arena, a, &a->pack[i]);
    }
    for (uint32_t i = 0; i < a->n_feature; i++)
        (void)index_put(&known.features, a->feature[i].rules, a->feature[i].id,
                        i);
    return known;
}

static void
sources(struct page *page, const struct known *known)
{
    const struct audit *a = page->audit;

    for (uint32_t i = 0; i < a->n_pack; i++) {
        const char *source = known->source[i];

        if (source == NULL)
            continue;
        xml_open_class(page->w, "p", "intro");
        xml_print(page->w,
                  "Source of all checks%s%s: ", a->n_pack > 1 ? " of " : "",
                  a->n_pack > 1 ? view_pack(page->arena, a, &a->pack[i]) : "");
        html_source(page, source);
        xml_text(page->w, ".");
        xml_close(page->w);
    }
    if (view_basis(page->arena, a) != NULL)
        xml_element(
            page->w, "p", "intro",
            arena_print(page->arena, "%s.", view_basis(page->arena, a)));
}

/* What of the product it serves, if the rules say more than the product. */
static const char *
feature_title(const struct audit *a, const struct known *known,
              const struct finding *f)
{
    uint32_t at = index_get(&known->features, f->rules, f->feature);

    return at == INDEX_NONE ? NULL : a->feature[at].title;
}

/* Whether the source of its rules file was told at the top. */
static bool
source_is_told(const struct audit *a, const struct known *known,
               const struct finding *f)
{
    const struct pack *pack = pack_find(audit_packs(a), f->rules);

    return pack != NULL && known->source[pack - a->pack] != NULL;
}

/* What is lost without it, unless the first screen says so. Of very many lines
 * none is looked at. */
static const char *
lost(const struct audit *a, const struct known *known, const struct finding *f)
{
    const struct pack *pack = pack_find(audit_packs(a), f->rules);
    const struct outlook_lines *lines =
        pack == NULL ? NULL : &known->outlook[pack - a->pack];

    if (lines == NULL || f->degrades == NULL || lines->n > LINES)
        return f->degrades;
    for (uint32_t i = 0; i < lines->n; i++)
        if (lines->item[i].text != NULL &&
            strstr(lines->item[i].text, f->degrades) != NULL)
            return NULL;
    return f->degrades;
}

/* ---- a check ------------------------------------------------------------- */

/* What people say of it. */
static void
said(struct page *page, const struct finding *f)
{
    html_fact(page, "Waiver",
              text_capital(page->arena, view_waiver(page->arena, f->waiver)));
    if (f->attestation == NULL)
        return;
    html_fact(page, "Statement",
              text_capital(
                  page->arena,
                  arena_print(page->arena, "%s%s",
                              view_statement(page->arena, f->attestation),
                              f->contested ? ". Contested: it says otherwise "
                                             "than the API"
                                           : "")));
}

/* In a row what need not have a line of its own; what the claims say is not
 * said again. */
static void
meta(struct page *page, const struct known *known, const struct finding *f)
{
    const char *feature = feature_title(page->audit, known, f);

    xml_open_class(page->w, "p", "more");
    xml_text(page->w, text_capital(page->arena, view_need(page->arena, f)));
    if (f->n_evidence == 0)
        xml_print(page->w, " \xC2\xB7 asked for %s",
                  text_or(f->required, "no level"));
    if (f->verdict != VERDICT_PASS)
        xml_print(page->w, " \xC2\xB7 %s", reason_word(f->reason));
    if (strength_of(f) != NULL)
        xml_print(page->w, " \xC2\xB7 %s", strength_of(f));
    if (feature != NULL)
        xml_print(page->w, " \xC2\xB7 serves %s", feature);
    if (f->option != NULL) {
        xml_text(page->w, " \xC2\xB7 option ");
        xml_element(page->w, "code", NULL, f->option);
    }
    if (f->verdict == VERDICT_FAIL || f->verdict == VERDICT_UNKNOWN) {
        xml_text(page->w, " \xC2\xB7 ");
        html_link(page, NULL, "What to do", "#todo");
    }
    xml_close(page->w);
}

static void
facts(struct page *page, const struct known *known, const struct finding *f)
{
    xml_open_class(page->w, "dl", "facts");
    html_fact(page, "Why", f->why);
    html_fact(page, "Without it", lost(page->audit, known, f));
    html_fact(page, "Before", text_capital(page->arena, history_then(page, f)));
    said(page, f);
    if (f->source != NULL && !source_is_told(page->audit, known, f)) {
        xml_open(page->w, "div");
        xml_element(page->w, "dt", NULL, "Source");
        xml_open(page->w, "dd");
        html_source(page, f->source);
        xml_close(page->w);
        xml_close(page->w);
    }
    xml_close(page->w);
}

static bool
has_facts(const struct page *page, const struct known *known,
          const struct finding *f)
{
    return f->why != NULL || lost(page->audit, known, f) != NULL ||
           page->audit->baseline != NULL || f->waiver != NULL ||
           f->attestation != NULL ||
           (f->source != NULL && !source_is_told(page->audit, known, f));
}

static void
check(struct page *page, const struct known *known, const struct finding *f)
{
    struct arena *arena = page->arena;

    xml_open(page->w, "details");
    xml_attribute_print(page->w, "class", "check %s", html_class(f->verdict));
    if (f->verdict == VERDICT_FAIL)
        xml_attribute(page->w, "open", "");
    xml_open(page->w, "summary");
    html_badge(page, f->verdict, NULL);
    xml_text(page->w, " ");
    html_marks(page, f);
    xml_open_class(page->w, "span", "name");
    html_soft(page, arena_print(arena, "%s \xC2\xB7 %s", f->object,
                                text_capital(arena, f->access)));
    xml_close(page->w);
    xml_text(page->w, " ");
    html_code(page, view_check(arena, page->audit, f));
    xml_close(page->w);
    /* The anchor is inside, so that following a link opens the fold. */
    xml_open_class(page->w, "div", "body");
    xml_attribute_print(page->w, "id", "c%" PRIu32, html_number(page, f));
    html_sentence(page, "p", "detail",
                  text_or(f->detail, reason_about(f->reason)));
    meta(page, known, f);
    claims(page, f);
    if (has_facts(page, known, f))
        facts(page, known, f);
    xml_close(page->w);
    xml_close(page->w);
}

static void
section(struct page *page, const struct known *known, const struct group *g,
        uint32_t number)
{
    xml_open_class(page->w, "div", "checks");
    xml_attribute_print(page->w, "id", "s%" PRIu32, number);
    xml_open(page->w, "h3");
    xml_text(page->w, g->key);
    xml_text(page->w, " ");
    xml_element(page->w, "small", NULL, html_counts(page, &g->of));
    xml_close(page->w);
    for (uint32_t k = 0; k < g->of.n; k++)
        check(page, known, g->of.item[k]);
    xml_close(page->w);
}

/* What is in the file only, said where it is missing. */
static void
not_on_paper(struct page *page)
{
    struct counts c = counts_of(page->audit);
    uint32_t n = c.tally.of[VERDICT_PASS] + c.tally.of[VERDICT_SKIP];

    if (n > 0)
        xml_element(
            page->w, "p", "more paper",
            arena_print(page->arena,
                        "Not printed: the evidence of %" PRIu32
                        " %s or %s not apply; it is in the file.",
                        n, n == 1 ? "check that passes" : "checks that pass",
                        n == 1 ? "does" : "do"));
}

void
html_evidence(struct page *page)
{
    struct groups sections = group_sections(page->arena, page->audit);
    struct known known = known_of(page);

    html_section(page, "evidence", "Evidence",
                 "Every check of the rules, whatever happened: what it "
                 "asks, what was seen, and in which answer.");
    sources(page, &known);
    html_filter(page);
    html_fold(page, "Every check, of which nothing is known");
    for (uint32_t i = 0; i < sections.n; i++)
        section(page, &known, &sections.group[i], i + 1);
    html_unfold(page);
    not_on_paper(page);
    xml_close(page->w);
}
