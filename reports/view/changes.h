/* What changed between two audits, in words: titles and sentences. */
#ifndef REPORTS_VIEW_CHANGES_H
#define REPORTS_VIEW_CHANGES_H

#include "audit/diff.h"

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

/* "not the same user, provider" for audits of different accounts; or NULL. */
const char *changes_identity(struct arena *, const struct audit *);

#endif
