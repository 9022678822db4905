/* Subjects given: who or what the names in the rules stand for in this run.
 * Pure. */
#ifndef RULES_LOAD_SUBJECT_H
#define RULES_LOAD_SUBJECT_H

#include "base/arena.h"
#include "base/diag.h"
#include "rules/model/audit.h"
#include "rules/model/subject.h"

/* Takes the subjects from "NAME=VALUE" each, in lists of this ruleset's own:
 * others that came from the same files keep theirs. A check that reaches or
 * spares a subject then has a claim for each of its values, on the right of
 * subject_right; where none was given it keeps the one that stays unknown. To
 * be called once, after ruleset_choose. False with the causes in diags for an
 * unknown name (did you mean ...?) or a value that will not do; no message
 * repeats a value. */
bool ruleset_subjects(struct ruleset *, const char *const *assignment,
                      uint32_t n, struct diags *, struct arena *);

/* The same from a record of them, to judge it again: as many, masked as they
 * are there, without their values. */
void ruleset_recall(struct ruleset *, const struct subject *, uint32_t n,
                    struct arena *);

#endif
