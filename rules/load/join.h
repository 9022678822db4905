/* Several rules files in one run, on one account: joined into one ruleset, and
 * the names that say which file is meant. Pure. */
#ifndef RULES_LOAD_JOIN_H
#define RULES_LOAD_JOIN_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "rules/model/audit.h"

/* More products than this share no account; an audit file that says so is not
 * one of ours. */
enum { JOIN_MAX = 32 }; /* a bit each (audit/worksheet.c) */

/* All rules of n files, in the order given; one alone stays as it is. False,
 * with the cause in diags, if two are of different providers or have the same
 * id: their checks could not be told apart; or if there are too many. */
bool ruleset_join(struct ruleset *, const struct ruleset *part, uint32_t n,
                  struct diags *, struct arena *);

#endif
