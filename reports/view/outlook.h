/* Views for the customer: what will work, and who needs what. Pure, as
 * view.h. */
#ifndef REPORTS_VIEW_OUTLOOK_H
#define REPORTS_VIEW_OUTLOOK_H

#include "audit/demand.h"
#include "base/arena.h"
#include "rules/judge/outlook.h"
#include "rules/model/audit.h"

/* "Breaks", "Not in use". */
const char *prospect_title(enum prospect);

/* Features of which the same is to be said. */
struct outlook_line {
    enum prospect state;
    const char *titles; /* "Tickets; Service calls" */
    const char *text;   /* what is lost, what may be; or NULL */
};

struct outlook_lines {
    struct outlook_line *item; /* the worst first */
    uint32_t n;
};

struct outlook_lines
view_outlook(struct arena *, const struct audit *, const struct pack *);

/* The same in a row: "Will break: Tickets. Will work: Contacts; Projects." */
const char *
view_prospects(struct arena *, const struct audit *, const struct pack *);

/* Rights that the same products ask for. */
struct share {
    const char *who;  /* "Horizon and Backup", "Horizon alone" */
    const char *what; /* "Tickets: View, Edit; login" */
    uint32_t n;
    uint32_t n_who, first; /* how many ask; where the first of them stands */
};

struct shares {
    struct share *item;
    uint32_t n;
};

/* What all ask for comes first, what one alone asks for last. */
struct shares
view_shares(struct arena *, const struct audit *, const struct demands *);

#endif
