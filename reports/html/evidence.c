/* The evidence: each check with its claims and where each was read, and all
 * exchanges of the scan. Everything folds; print shows it all. */
#include "base/index.h"
#include "base/text.h"
#include "reports/html/html.h"
#include "reports/view/excess.h"
#include "rules/model/words.h"

#include <inttypes.h>

static const char *const basis_about[BASIS__N] = {
    [BASIS_DECLARED] = "declared",
    [BASIS_READ] = "real read",
    [BASIS_STATED] = "stated",
};

static void
claim_exchange(struct page *page, const struct evidence *e)
{
    const struct exchange *x;

    xml_open(page->w, "td");
    if (e->exchange == NO_EXCHANGE) {
        xml_text(page->w, "no request");
    } else {
        x = &page->audit->exchange[e->exchange];
        html_link(page, NULL,
                  arena_print(page->arena, "Request %" PRIu32, e->exchange + 1),
                  "#x%" PRIu32, e->exchange + 1);
        xml_print(page->w, ", %s", view_answer(page->arena, x));
    }
    xml_close(page->w);
}

static void
claim(struct page *page, const struct evidence *e)
{
    const char *observed = text_or(e->observed, "not known");

    if (e->said != NULL && !text_same(e->said, observed))
        observed = arena_print(page->arena,
                               "%s, in the provider\xE2\x80\x99s "
                               "word \xE2\x80\x9C%s\xE2\x80\x9D",
                               observed, e->said);
    xml_open(page->w, "tr");
    html_row_head(page, e->about, NULL);
    xml_element(page->w, "td", NULL, text_or(e->wanted, "nothing"));
    xml_element(page->w, "td", NULL, observed);
    xml_element(page->w, "td", NULL,
                e->exchange == NO_EXCHANGE ? "no request"
                                           : basis_about[e->basis]);
    xml_open(page->w, "td");
    xml_element(page->w, "span",
                arena_print(page->arena, "badge %s", html_class(e->verdict)),
                html_title(e->verdict));
    xml_text(page->w, " ");
    xml_element(page->w, "small", NULL, reason_about(e->reason));
    xml_close(page->w);
    claim_exchange(page, e);
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
    html_table(page, "cards claims",
               arena_print(page->arena, "Evidence for %s",
                           view_check(page->arena, page->audit, f)),
               title);
    for (uint32_t i = 0; i < f->n_evidence; i++)
        claim(page, &f->evidence[i]);
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

/* What is looked up for each check. */
struct known {
    const char **source;   /* of each rules file: one_source */
    struct index features; /* by rules file and id */
};

static struct known
known_of(struct page *page)
{
    const struct audit *a = page->audit;
    struct known known = {.source =
                              arena_new(page->arena, const char *, a->n_pack),
                          .features = {.arena = page->arena}};

    for (uint32_t i = 0; i < a->n_pack; i++)
        known.source[i] = one_source(a, a->pack[i].id);
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
        xml_element(page->w, "p", "intro",
                    arena_print(page->arena, "Source of all checks%s%s: %s.",
                                a->n_pack > 1 ? " of " : "",
                                a->n_pack > 1
                                    ? view_pack(page->arena, a, &a->pack[i])
                                    : "",
                                source));
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

/* What people say of it. */
static void
said(struct page *page, const struct finding *f)
{
    html_fact(page, "Waiver",
              view_heading(page->arena, view_waiver(page->arena, f->waiver)));
    if (f->attestation == NULL)
        return;
    html_fact(page, "Statement",
              view_heading(
                  page->arena,
                  arena_print(page->arena, "%s%s",
                              view_statement(page->arena, f->attestation),
                              f->contested ? ". Contested: it says otherwise "
                                             "than the API"
                                           : "")));
}

static void
check(struct page *page, const struct known *known, const struct finding *f)
{
    struct arena *arena = page->arena;

    xml_open(page->w, "details");
    xml_attribute_print(page->w, "class", "check %s", html_class(f->verdict));
    xml_open(page->w, "summary");
    html_badge(page, f->verdict, NULL);
    xml_text(page->w, " ");
    html_marks(page, f);
    xml_element(page->w, "span", "name",
                arena_print(arena, "%s \xC2\xB7 %s", f->object,
                            view_heading(arena, f->access)));
    xml_text(page->w, " ");
    xml_element(page->w, "code", NULL, view_check(arena, page->audit, f));
    xml_close(page->w);
    /* The anchor is inside, so that following a link opens the fold. */
    xml_open_class(page->w, "div", "body");
    xml_attribute_print(page->w, "id", "c%" PRIu32, html_number(page, f));
    xml_element(page->w, "p", "detail",
                text_or(f->detail, reason_about(f->reason)));
    xml_open_class(page->w, "dl", "facts");
    if (f->verdict != VERDICT_PASS)
        html_fact(page, "Reason", reason_word(f->reason));
    html_fact(page, "Known by", strength_of(f));
    html_fact(page, "Asked for",
              arena_print(arena, "%s, %s", text_or(f->required, "no level"),
                          view_need(page->arena, f)));
    html_fact(page, "Observed", f->observed);
    html_fact(page, "Why", f->why);
    html_fact(page, "Serves", feature_title(page->audit, known, f));
    html_fact(page, "Without it", f->degrades);
    if (f->verdict == VERDICT_FAIL || f->verdict == VERDICT_UNKNOWN) {
        html_fact(page, "Screen", f->screen);
        html_fact(page, "What to set", f->fix);
    }
    html_fact(page, "Option", f->option);
    said(page, f);
    if (!source_is_told(page->audit, known, f))
        html_fact(page, "Source", f->source);
    xml_close(page->w);
    claims(page, f);
    xml_close(page->w);
    xml_close(page->w);
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
    for (uint32_t i = 0; i < sections.n; i++) {
        xml_element(page->w, "h3", NULL, sections.group[i].key);
        for (uint32_t k = 0; k < sections.group[i].of.n; k++)
            check(page, &known, sections.group[i].of.item[k]);
    }
    xml_close(page->w);
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
    xml_open(page->w, "code");
    xml_print(page->w, "%s %s", x->method, x->path);
    xml_close(page->w);
    if (x->body != NULL) {
        xml_text(page->w, " ");
        xml_element(page->w, "code", "sent", x->body);
    }
    xml_close(page->w);
    xml_element(page->w, "td", NULL, x->purpose);
    xml_element(
        page->w, "td", NULL,
        x->note == NULL || x->tries == 0
            ? view_answer(arena, x)
            : arena_print(arena, "%s: %s", view_answer(arena, x), x->note));
    xml_element(page->w, "td", NULL, arena_print(arena, "%" PRId64, x->bytes));
    xml_close(page->w);
}

void
html_exchanges(struct page *page)
{
    static const char *const title[] = {"No.",    "Request", "Purpose",
                                        "Answer", "Bytes",   NULL};
    const struct audit *a = page->audit;

    html_section(page, "exchanges", "Requests",
                 a->n_exchange == 0 ? "Nothing was asked."
                                    : "All that was asked, in order. "
                                      "Secrets and records are never kept.");
    if (a->n_exchange > 0) {
        html_table(page, "cards exchanges", "Requests of the scan", title);
        for (uint32_t i = 0; i < a->n_exchange; i++)
            exchange(page, i);
        xml_close(page->w);
        xml_close(page->w);
    }
    xml_close(page->w);
}
