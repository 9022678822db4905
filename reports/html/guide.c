/* How to read the report: the words it uses, how it came about, and what it
 * cannot show. */
#include "audit/record.h"
#include "base/text.h"
#include "reports/html/html.h"
#include "rules/model/words.h"

static void
entry(struct page *page, const char *term, const char *text)
{
    xml_open(page->w, "div");
    xml_element(page->w, "dt", NULL, term);
    xml_element(page->w, "dd", NULL, text);
    xml_close(page->w);
}

/* Only those that occur, of findings or of what they rest on. */
static void
reasons(struct page *page)
{
    const struct audit *a = page->audit;
    bool seen[WHY__N] = {false};

    for (uint32_t i = 0; i < a->n_finding; i++) {
        seen[a->finding[i].reason] = true;
        for (uint32_t k = 0; k < a->finding[i].n_evidence; k++)
            seen[a->finding[i].evidence[k].reason] = true;
    }
    xml_open(page->w, "div");
    xml_element(page->w, "h3", NULL, "Reasons in this report");
    xml_open_class(page->w, "dl", "terms");
    for (unsigned i = 0; i < WHY__N; i++) {
        enum reason reason = (enum reason)i;

        if (seen[i])
            entry(page, reason_word(reason),
                  arena_print(page->arena, "%s.",
                              text_capital(page->arena, reason_about(reason))));
    }
    xml_close(page->w);
    xml_close(page->w);
}

static void
strengths(struct page *page)
{
    xml_open(page->w, "div");
    xml_element(page->w, "h3", NULL, "How a verdict is known");
    xml_open_class(page->w, "dl", "terms");
    entry(page, "declared",
          arena_print(page->arena,
                      "The provider\xE2\x80\x99s metadata says what the %s "
                      "may do.",
                      view_kind(page->audit)));
    entry(page, "confirmed",
          "The metadata says so and a real read was "
          "answered accordingly.");
    entry(page, "attested",
          "A person stated it, with a date. The API cannot "
          "show it.");
    xml_close(page->w);
    xml_close(page->w);
}

/* The other direction, and who has a hand in the outcome. */
static void
directions(struct page *page)
{
    xml_open(page->w, "div");
    xml_element(page->w, "h3", NULL, "What else bears on the outcome");
    xml_open_class(page->w, "dl", "terms");
    entry(page, "excess",
          "A right that is granted and that no rule asks for or tolerates. "
          "Its risk is this program\xE2\x80\x99s judgement of what could be "
          "done with it.");
    entry(page, "waived",
          "Somebody accepts it until a date. The verdict stays what it is; "
          "it does not count for the outcome.");
    entry(page, "contested",
          "A person stated otherwise than the API shows. What is seen "
          "outranks what is said.");
    xml_close(page->w);
    xml_close(page->w);
}

static void
method(struct page *page)
{
    const char *kind = view_kind(page->audit);
    const char *const text[] = {
        "The scan only reads: GET requests and queries. It wrote nothing, "
        "changed nothing and kept no record of the tenant.",
        arena_print(page->arena,
                    "Adding, editing and deleting are judged by what the "
                    "provider\xE2\x80\x99s metadata declares for this %s; "
                    "they are never tried.",
                    kind),
        arena_print(page->arena,
                    "It shows the grants of this %s at the time of the scan, "
                    "not those of others and not those of tomorrow.",
                    kind),
        "Rules on single records (lines of business, protected fields) can "
        "hide records although the right is granted; the API does not "
        "declare them.",
    };

    xml_open(page->w, "div");
    xml_element(page->w, "h3", NULL, "Method and limits");
    xml_open(page->w, "ul");
    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
        xml_element(page->w, "li", NULL, text[i]);
    xml_close(page->w);
    xml_close(page->w);
}

static void
origin(struct page *page)
{
    const struct audit *a = page->audit;
    struct arena *arena = page->arena;

    xml_open(page->w, "div");
    xml_element(page->w, "h3", NULL, "Origin");
    xml_open_class(page->w, "dl", "facts");
    html_fact(page, "Tool", a->tool);
    for (uint32_t i = 0; i < a->n_pack; i++)
        html_fact(page,
                  a->n_pack == 1 ? "Rules file SHA-256"
                                 : arena_print(arena, "SHA-256 of %s",
                                               text_or(a->pack[i].id, "?")),
                  a->pack[i].sha256);
    html_fact(page, "Finished", view_time(arena, a->finished));
    html_fact(page, "First address", a->target.endpoint);
    for (uint32_t i = 0; i < a->n_option; i++)
        html_fact(page,
                  arena_print(arena, "Option %s",
                              audit_name(a, a->option[i].rules,
                                         a->option[i].name, arena)),
                  arena_print(arena, "%s. %s", a->option[i].on ? "Yes" : "No",
                              text_or(a->option[i].about, "")));
    for (uint32_t i = 0; i < a->n_subject; i++)
        html_fact(page,
                  arena_print(arena, "Subject %s",
                              audit_name(a, a->subject[i].rules,
                                         a->subject[i].name, arena)),
                  a->subject[i].about);
    xml_close(page->w);
    xml_close(page->w);
}

/* Lines to write on, on paper only. */
static void
sign_off(struct page *page)
{
    xml_open_class(page->w, "div", "sign-off");
    xml_element(page->w, "h3", NULL, "Review");
    xml_element(page->w, "p", NULL, "Reviewed by");
    xml_element(page->w, "p", NULL, "Date and signature");
    xml_close(page->w);
}

void
html_guide(struct page *page)
{
    html_section(page, "guide", "How to read this report", NULL);
    xml_open_class(page->w, "details", "whole");
    xml_element(page->w, "summary", NULL,
                "Words, method and limits, origin of this report");
    xml_open_class(page->w, "div", "body columns");
    reasons(page);
    strengths(page);
    directions(page);
    method(page);
    origin(page);
    xml_close(page->w);
    xml_close(page->w);
    sign_off(page);
    xml_close(page->w);
}
