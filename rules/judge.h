/* One claim against what was seen of it: the step from observations to a
 * verdict. For evaluate.c and sentence.c; nobody else needs it. */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include "rules/evaluate.h"

/* What a claim came to. */
struct judgement {
    enum verdict verdict;
    enum reason reason;
    enum strength strength;
    enum level seen;      /* KIND_LEVEL with pass or fail */
    const char *observed; /* "Restricted", "no", "not known" */
    const char *cause;    /* unknown: what in particular; NULL: the reason */
    int64_t counted;      /* KIND_LIMIT; -1: nothing was counted */
};

/* What judging needs, and the evidence it gathers. */
struct court {
    const struct catalogue *catalogue;
    const struct facts *facts;
    struct arena *arena;
    struct evidence *evidence; /* of the check at hand */
    uint32_t n_evidence, capacity;
};

/* The verdict of a claim; its evidence is added to the court's. */
struct judgement judge(struct court *, const struct claim *);

/* The same for a claim that was not looked at because its option is off. */
struct judgement
judge_off(struct court *, const struct claim *, const char *option);

#endif
