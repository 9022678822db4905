/* Who needs what: right by right, which of several products ask for it. What
 * only one of them asks for can go when that one goes. Pure. */
#ifndef AUDIT_DEMAND_H
#define AUDIT_DEMAND_H

#include "base/arena.h"
#include "rules/model/audit.h"

/* What one rules file asks of a right: of several checks, the one that is worst
 * off. */
struct ask {
    const char *wanted; /* "All"; NULL: it does not ask */
    enum need need;
    enum verdict verdict;
};

struct demand {
    const char *about;    /* "Tickets: Edit" */
    const char *entity;   /* or NULL */
    const char *aspect;   /* "Edit", "login" */
    const char *observed; /* "Restricted"; the metadata's word if it says any */
    struct ask *ask;      /* one per pack of the audit */
    uint32_t n_ask;       /* of these, how many ask */
};

/* In the order in which the checks ask. Checks that do not apply ask for
 * nothing, and what only a person can tell is no right of the account. */
struct demands {
    struct demand *item;
    uint32_t n;
};

struct demands demands_of(const struct audit *, struct arena *);

#endif
