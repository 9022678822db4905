/* Statements by people: attestations of what the API cannot show, and waivers
 * that accept what does not pass. Files in, checked lists out; every mistake
 * of a file in one pass, and a mistake means that nothing is sent. */
#ifndef RULES_LOAD_ATTEST_H
#define RULES_LOAD_ATTEST_H

#include "base/diag.h"
#include "base/file.h"
#include "base/out.h"
#include "rules/model/audit.h"

struct attestations {
    const struct attestation *item;
    uint32_t n;
    const struct inventory *inventory; /* NULL: nobody made one */
};

/* today: "YYYY-MM-DD"; decides what is expired and what is of the future.
 * Entries for checks that the rules do not have, second ones for a check,
 * values of the wrong kind and impossible dates are mistakes. */
bool
attestations_load(struct attestations *, const struct file_text *,
                  const struct ruleset *, const char *today, struct diags *);
/* An inventory is one for providers of this world alone. */
bool attestations_fit(const struct attestations *, const struct catalogue *,
                      struct diags *);

struct waivers {
    const struct waiver *item;
    uint32_t n;
};

/* Checks that do not exist are no mistake here: which entries match is told
 * when the audit is known (waivers_apply). A name that several rules files
 * have is one. */
bool waivers_load(struct waivers *, const struct file_text *,
                  const struct ruleset *, const char *today, struct diags *);

/* A file with an entry for every check that is on and that only a person can
 * answer; of an audit (NULL: none) for every one that it left to a person, also
 * where an API as a rule would tell. Dates from today to three months later.
 * "value" and "by" have to be filled in before it loads. False with the cause
 * in diags: the audit was made by other rules. */
bool attestations_template(const struct ruleset *, const struct audit *,
                           const char *today, struct out *, struct diags *);

/* A file with an entry for each of these checks and rights held without need of
 * an audit, by the names that it has for them; without any: for each check that
 * fails and that nothing accepts yet. Good for three months, for the audit's
 * target alone. Who accepts it and why has to be filled in before it loads.
 * False with the names that the audit does not have in diags. */
struct wanted {
    const char *const *name;
    uint32_t n;
};

bool waivers_template(const struct audit *, struct wanted, const char *today,
                      struct out *, struct diags *);

/* Gives the audit copies of the waivers, each with its state, and the findings
 * and excess rows of the audit the one that speaks of them. An entry about
 * something that could not be judged keeps its state: nobody can tell whether
 * it is needed. */
void waivers_apply(struct audit *, const struct waivers *, struct arena *);

#endif
