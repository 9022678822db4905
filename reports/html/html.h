/* The parts of the page, in their order. For the files of this folder alone. */
#ifndef REPORTS_HTML_HTML_H
#define REPORTS_HTML_HTML_H

#include "base/index.h"
#include "reports/view/view.h"
#include "reports/view/xml.h"

struct page {
    struct arena *arena;
    struct xml *w;
    const struct audit *audit;
    struct index change;   /* of each check, its first change, or none */
    uint32_t *next_change; /* of each change, the next of its check, or none */
    bool blind;            /* audit_is_blind */
};

/* Pieces that the parts share. */
void html_icon(struct page *, enum verdict);
/* The look of the headline: its class and its icon. */
const char *html_headline_class(enum headline);
void html_headline_icon(struct page *, enum headline);
/* Icon and word: the verdict never hangs on a colour. */
void html_badge(struct page *, enum verdict, const char *word);
/* The same for what becomes of a feature. */
void html_prospect(struct page *, enum prospect);
/* A risk has a scale of its own: so many bars of four, and a word. */
void html_risk(struct page *, enum risk, const char *word);
/* A row of a definition list; nothing without a text. */
void html_fact(struct page *, const char *term, const char *text);
/* A text whose long words may be broken at their humps and joints. */
void html_soft(struct page *, const char *);
/* An element that holds a sentence, of which no more than a word too long for a
 * narrow page may be broken; class: or NULL. */
void html_sentence(struct page *, const char *name, const char *class,
                   const char *text);
void html_code(struct page *, const char *); /* the same as code */
/* Prose in which what stands between two grave accents is a command: it can be
 * told from the words around it and is chosen whole, to be copied. */
void html_prose(struct page *, const char *);
/* The id of a check, a link to its evidence. */
void html_check(struct page *, const struct finding *);
/* Where a rule is from; an address at its end is a link. */
void html_source(struct page *, const char *);
/* "2 fail, 1 unknown, 11 pass". */
const char *html_counts(struct page *, const struct selection *);
/* What stands between these is folded away where nothing was seen. */
void html_fold(struct page *, const char *title);
void html_unfold(struct page *);
void html_link(struct page *, const char *class, const char *text,
               const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A section with its heading, and an introduction unless it is NULL; to be
 * closed by xml_close. */
void html_section(struct page *, const char *id, const char *title,
                  const char *intro);
/* A table with a hidden caption and a head, its body open: to be closed by
 * two of xml_close. titles ends in NULL. */
void html_table(struct page *, const char *class, const char *caption,
                const char *const *titles);
/* The same up to the head: to be closed by one xml_close. */
void html_table_head(struct page *, const char *class, const char *caption,
                     const char *const *titles);
/* The th of a row, with an additional text in small. */
void html_row_head(struct page *, const char *text, const char *small);
bool html_has_people(const struct audit *);

/* "waived", "attested", "contested", and what changed, behind a badge. */
void html_marks(struct page *, const struct finding *);

/* What a check was at the baseline: looked up once, as marks behind a badge,
 * and in words (NULL: there is no baseline). */
void history_begin(struct page *);
void history_marks(struct page *, const struct finding *);
const char *history_then(struct page *, const struct finding *);

/* The number of a finding in the audit: its anchor is "c<number>". */
uint32_t html_number(const struct page *, const struct finding *);
const char *html_class(enum verdict);
const char *html_title(enum verdict);

void html_style(struct page *); /* policy and style sheet, in the head */
void html_top(struct page *);   /* verdict, who, when, coverage */
/* Choosing among the checks; html_filter_sections: among how many sections. */
void html_filter(struct page *);
uint32_t html_filter_sections(const struct page *);
void html_todo(struct page *);    /* what to do now */
void html_outlook(struct page *); /* what will work; within the first screen */
void html_needs(struct page *);   /* who needs what, of several products */
void html_matrix(struct page *);  /* object x access */
void html_evidence(struct page *);
void html_exchanges(struct page *);
void html_excess(struct page *);    /* held without need */
void html_changes(struct page *);   /* since the baseline */
void html_people(struct page *);    /* waivers and statements */
void html_worksheet(struct page *); /* to tick off on paper */
void html_guide(struct page *);     /* how to read it */

#endif
