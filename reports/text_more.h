/* Parts of the text report about excess, people and time (text_more.c). */
#ifndef REPORTS_TEXT_MORE_H
#define REPORTS_TEXT_MORE_H

#include "reports/lines.h"

void text_changes(struct lines *);
void text_excess(struct lines *);
void text_people(struct lines *);
/* What people say of a finding, indented. */
void text_said(struct lines *, size_t indent, const struct finding *);

#endif
