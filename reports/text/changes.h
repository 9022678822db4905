/* What changed between two audits, for the terminal and for programs. */
#ifndef REPORTS_TEXT_CHANGES_H
#define REPORTS_TEXT_CHANGES_H

#include "audit/diff.h"
#include "base/out.h"

/* Grouped by kind, in so many columns; the last line counts. */
void
changes_text(struct out *, const struct audit *old, const struct audit *new,
             const struct changes *, unsigned width);
/* Format "grantscan-diff/2". */
void changes_json(struct out *, const struct audit *old,
                  const struct audit *new, const struct changes *);

#endif
