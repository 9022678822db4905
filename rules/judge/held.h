/* All that was said about one right, gathered into two sides: what settles,
 * and what can only contradict or confirm. Intersections and sets have no
 * order, so the order in which it was said cannot matter. For judge.c and
 * excess.c. */
#ifndef RULES_JUDGE_HELD_H
#define RULES_JUDGE_HELD_H

#include "rules/judge/evaluate.h"

/* Everything that was said, by right. */
struct heard {
    const struct observation **by; /* sorted; the same said twice only once */
    uint32_t n;
};

/* Those of the facts that were made before, or made now. */
struct heard heard_all(const struct facts *, struct arena *);

/* What the observations of one side leave. */
struct side {
    int64_t low, high;   /* low > high: they contradict each other */
    bool known;          /* something narrows it */
    bool empty_handed;   /* an answer was understood and narrows nothing */
    bool policy;         /* what forbids it stands above the account's rights */
    bool left_out;       /* nobody looked, as was chosen */
    bool reason[WHY__N]; /* why it was not known, at least once */
};

struct held {
    struct side strong, weak;
    bool basis[BASIS__N]; /* of what narrows */
    const struct observation *const *by;
    uint32_t n;
};

struct held held_of(const struct heard *, const struct right *);

bool side_torn(const struct side *); /* contradicts itself */
/* The provider says that only a person can tell, and nothing else. */
bool side_left_open(const struct side *);

/* Whether there is no such right: that was said, and nothing else of it. */
bool held_gone(const struct held *);

/* Whether a reason means that no answer came, or none about this. */
bool reason_unanswered(enum reason);

/* Why it is not known. Odd: an answer came and made no sense, which is doubt
 * even beside a good answer; unanswered: the question merely got no answer.
 * The first on the list of reasons, or WHY__N if there is none. */
enum reason side_odd(const struct side *);
enum reason side_unanswered(const struct side *);

#endif
