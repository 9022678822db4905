/* All that was said about one claim, gathered into sets: sets have no order,
 * so the order in which it was said cannot matter. For judge.c. */
#ifndef RULES_JUDGE_HEARD_H
#define RULES_JUDGE_HEARD_H

#include "rules/judge/evaluate.h"

/* All that one basis has said about a claim. */
struct side {
    bool level[LEVEL__N]; /* said at least once; UNKNOWN is not used */
    bool reason[WHY__N];  /* why it was not known, at least once */
    int64_t counted;      /* the most that was counted, or -1 */
};

struct heard {
    struct side side[BASIS__N];
    const struct observation **by; /* sorted, the same said twice only once */
    uint32_t n;
};

struct heard hear(const struct facts *, const struct claim *, struct arena *);

/* One side made of two. */
struct side side_both(const struct side *, const struct side *);

/* The weakest and the strongest level said; LEVEL_UNKNOWN if none was. */
enum level side_weakest(const struct side *);
enum level side_strongest(const struct side *);

/* Whether a reason means that no answer came, or none about this. */
bool reason_unanswered(enum reason);

/* Why it is not known. Odd: an answer came and made no sense, which is doubt
 * even beside a good answer; unanswered: the question merely got no answer.
 * The first on the list of reasons, or WHY__N if there is none. */
enum reason side_odd(const struct side *);
enum reason side_unanswered(const struct side *);

#endif
