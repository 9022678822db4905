/* Two rules files that use the same names, and accounts to judge by them. */
#ifndef TESTS_UNIT_RULES_JOIN_H
#define TESTS_UNIT_RULES_JOIN_H

#include "tests/unit/rules_test.h"

/* The file of that name in tests/cases/join: "a" or "b". Both have the checks
 * r.view, r.edit (option "more") and r.said. */
struct ruleset join_part(struct arena *, const char *name);

/* Two of them joined, which has to be possible. */
struct ruleset join_good(struct arena *, const char *first, const char *second);

/* An account as a number below 1024: base 4, a digit for Boxes view, edit,
 * delete, Lids add and Logs view: all, restricted, none, doubt. */
struct facts join_account(struct arena *, unsigned number);

#endif
