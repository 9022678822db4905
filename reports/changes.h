/* What changed between two audits, for the terminal and for programs. */
#ifndef REPORTS_CHANGES_H
#define REPORTS_CHANGES_H

#include "base/out.h"
#include "rules/diff.h"

/* Grouped by kind; the last line counts. */
void changes_text(struct out *, const struct audit *old,
                  const struct audit *new, const struct changes *);
/* Format "grantscan-diff/1". */
void changes_json(struct out *, const struct audit *old,
                  const struct audit *new, const struct changes *);

/* A kind as a heading: "New failures". */
const char *change_title(enum change_kind);
/* Whether things are as they were: told by their number alone. */
bool change_is_still(enum change_kind);
uint32_t changes_of_kind(const struct change *, uint32_t n, enum change_kind);
/* What a change is about, whose check it is where that could be in doubt. */
const char *
change_name(struct arena *, const struct audit *, const struct change *);
/* "2 new failures, 1 fixed; 3 still failing"; "nothing changed" if so. */
const char *changes_count(struct arena *, const struct change *, uint32_t n);

/* "not the same user, database" for audits of different accounts; or NULL. */
const char *changes_identity(struct arena *, const struct audit *);

#endif
