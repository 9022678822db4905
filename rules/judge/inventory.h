/* What somebody read off where no program can: it completes what was tried, and
 * settles nothing that was. Pure. */
#ifndef RULES_JUDGE_INVENTORY_H
#define RULES_JUDGE_INVENTORY_H

#include "base/arena.h"
#include "rules/judge/evaluate.h"

/* How what is told of one begins. */
#define INVENTORY_NOTE "Read off by "

/* Adds to the facts what the list says of rights that no check asks for and
 * that were not settled by trying; a name that the catalogue does not know
 * becomes an entity of its own. What was tried outranks it. Gives what a person
 * should know of it: whose it is, and where it disagrees. */
const char *
inventory_apply(const struct inventory *, const struct ruleset *,
                const struct catalogue *, struct facts *, struct arena *);

#endif
