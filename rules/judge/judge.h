/* One claim against what was seen of it: the step from observations to a
 * verdict. For evaluate.c and sentence.c; nobody else needs it. */
#ifndef RULES_JUDGE_JUDGE_H
#define RULES_JUDGE_JUDGE_H

#include "rules/judge/held.h"

/* What a claim came to. */
struct judgement {
    enum verdict verdict;
    enum reason reason;
    enum strength strength;
    int64_t low, high;    /* with pass or fail: where the grade lies */
    const char *observed; /* "Restricted", "no", "not known" */
    const char *cause;    /* unknown: what in particular; NULL: the reason. Of
                             a subject that was not reached: why; or NULL */
    int64_t counted;      /* of a number: a lower bound; -1: nothing is known */
    const struct right *through; /* the stronger right that includes it */
    const char *needs; /* unknown: id of the right without which it cannot be
                          seen; or NULL */
    const struct attestation *by; /* the statement that decided; or NULL */
    const char *doubted; /* unknown though it is held, and how far; or NULL */
    bool gone;  /* there is no such right, as a list seen whole shows */
    bool aside; /* its clause came to its verdict without it */
};

/* What judging needs, and the evidence it gathers. */
struct court {
    const struct catalogue *catalogue;
    const struct facts *facts;
    struct heard heard;
    struct arena *arena;
    const struct attestation *statement; /* on the check at hand; or NULL */
    struct evidence *evidence;           /* of the check at hand */
    uint32_t n_evidence, capacity;
};

/* The verdict of a claim; its evidence is added to the court's. */
struct judgement judge(struct court *, const struct claim *);

/* The same for a claim that was not looked at because its option is off. */
struct judgement
judge_off(struct court *, const struct claim *, const char *option);

/* An unknown. A reason that is no doubt becomes WHY_GARBAGE. cause may be
 * NULL: the reason says it all. */
struct judgement judge_doubt(enum reason, const char *cause);

/* Why what was not observed was not. */
enum reason judge_missing(const struct court *);

/* Adds a claim's line of evidence, in evidence.c; seen NULL: nothing was seen
 * of it. */
void judge_evidence(struct court *, const struct claim *,
                    const struct judgement *, const struct observation *seen);

/* Claims that the API leaves open, in statement.c: what a person states
 * settles them, or it is not known. */
struct judgement judge_stated(const struct court *, const struct claim *);
/* Who stated what decided, and until when it holds; NULL: nobody. */
const char *judge_stated_by(const struct court *, const struct judgement *);
/* Claims on a subject that nobody named: a statement, or the advice to name
 * one. */
struct judgement judge_unnamed(const struct court *, const struct claim *);
/* The same of a number, of which the API shows that it lies in held. */
struct judgement judge_number(const struct court *, const struct claim *,
                              const struct side *held);

/* Marks a finding whose statement says otherwise than the API shows, and says
 * so in its sentence. The statement never outranks a failure that was seen;
 * beside a pass a "no" is a contradiction. */
void judge_contest(struct finding *, const struct check *,
                   const struct judgement *, struct arena *);

#endif
