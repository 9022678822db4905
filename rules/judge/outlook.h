/* What becomes of a product's features: from verdicts on rights to the sentence
 * that its customer reads. Pure. */
#ifndef RULES_JUDGE_OUTLOOK_H
#define RULES_JUDGE_OUTLOOK_H

#include "base/arena.h"
#include "rules/model/audit.h"

/* A fail of a required check breaks what it serves, one of a recommended check
 * degrades it, whoever accepts it: a waiver grants nothing. What is unknown
 * may turn out either way, so there is a best and a worst case; only where
 * they are the same is the state known. */
struct outlook {
    const struct feature *feature;
    enum prospect state, best, worst;
    bool unoffered; /* asks for what the API offers to nobody; an option that
                       is off has nothing to do with it */
    const struct finding **lost; /* checks that fail; of those that say the
                                    same of it (degrades), the first */
    uint32_t n_lost;
    uint32_t n_open; /* checks that are unknown */
};

struct outlooks {
    struct outlook *item; /* the worst first, as the file has them else */
    uint32_t n;
};

/* The features of the rules file of that id. */
struct outlooks
outlooks_of(const struct audit *, const char *rules, struct arena *);

#endif
