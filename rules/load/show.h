/* A ruleset as a table for people: aligned text for the terminal, or Markdown
 * in the shape vendors publish. */
#ifndef RULES_LOAD_SHOW_H
#define RULES_LOAD_SHOW_H

#include "base/out.h"
#include "rules/model/audit.h"

/* width: columns of the terminal; texts are wrapped to it. */
void ruleset_show(const struct ruleset *, unsigned width, struct out *);
void ruleset_show_markdown(const struct ruleset *, struct out *);

#endif
