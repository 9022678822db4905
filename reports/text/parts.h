/* Parts of the text report: excess, people and time (parts.c), products
 * and their features (outlook.c). */
#ifndef REPORTS_TEXT_PARTS_H
#define REPORTS_TEXT_PARTS_H

#include "reports/text/lines.h"

/* The escape sequence of each verdict's colour. */
extern const char *const text_paint[VERDICT__N];

void text_outlook(struct lines *);
void text_needs(struct lines *);
void text_changes(struct lines *);
void text_excess(struct lines *);
void text_people(struct lines *);
/* What people say of a finding, indented. */
void text_said(struct lines *, size_t indent, const struct finding *);

#endif
