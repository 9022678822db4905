/* Rules with subjects, for the tests of what is given and of what it comes
 * to. */
#ifndef TESTS_UNIT_RULES_SUBJECTS_H
#define TESTS_UNIT_RULES_SUBJECTS_H

#include "rules/load/subject.h"
#include "tests/unit/rules_test.h"

/* Technicians, of whom there may be many, and an outsider. */
extern const char subject_rules[];
enum { REACHED, SPARED, EITHER }; /* its checks */

/* Three technicians and the outsider, as they are given; the outsider comes
 * second. */
extern const char *const subject_three[4];

/* The rules with those given, which have to be good. */
struct ruleset
subject_given(const char *const *assignment, uint32_t n, struct arena *);

#endif
