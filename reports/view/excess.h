/* Views of both directions and of time: what is held without need, what
 * people stated and accepted, what changed. Pure, as view.h. */
#ifndef REPORTS_VIEW_EXCESS_H
#define REPORTS_VIEW_EXCESS_H

#include "base/arena.h"
#include "rules/model/audit.h"

/* ---- held without need (excess.c) ---------------------------------------- */

/* "holds 12 rights that nobody asked for (4 critical, 2 high)"; NULL if it
 * holds none, or was not looked at. */
const char *view_held(struct arena *, const struct audit *);
/* Where no row was found: "Nothing: ...", or that it is not known, for not
 * every entity could be judged. */
const char *view_none_held(struct arena *, const struct audit *);
/* "4 critical, 2 high, 5 medium, 1 low"; NULL if there are none. */
const char *view_risks(struct arena *, const struct audit *);
/* "230 of 232 entities judged; 17 rights beyond the table are tolerated". */
const char *view_judged(struct arena *, const struct audit *);
/* At most that many names, "and N more" behind them; NULL: none. */
const char *
view_names(struct arena *, const char *const *name, uint32_t n, uint32_t most);

/* The mode as it is asked for: "report", "fail=high". */
const char *view_excess_mode(struct arena *, const struct audit *);

/* Rows that stand for themselves, and those that are parts of another. */
uint32_t excess_whole(const struct audit *);
uint32_t excess_parts(const struct audit *);
/* What they are parts of, below the rows: "it" or "the first". */
const char *excess_first(const struct audit *);
uint32_t excess_of_risk(const struct audit *, enum risk);
/* Rows that somebody accepts for now. */
uint32_t excess_waived(const struct audit *);

/* The rows of a risk about one entity that are alike but for the access. */
struct holding {
    const struct excess **row; /* in the order of the editor */
    uint32_t n, capacity;
    const struct excess *first; /* of the audit's order */
};

struct holdings {
    struct holding *item;
    uint32_t n;
};

/* RISK__N: of any risk. In the order of the audit, without those that are
 * parts of another row. */
struct holdings holdings_of(struct arena *, const struct audit *, enum risk);
/* Only those. */
struct holdings holdings_parts(struct arena *, const struct audit *);
/* "View, Edit: All". */
const char *holding_rights(struct arena *, const struct holding *);
/* What reading and writing could be abused for. */
const char *holding_abuse(struct arena *, const struct holding *);

/* ---- people (people.c) --------------------------------------------------- */

/* "waived until 2027-01-31 by A. Bee: reason (CHG-1, owner C)"; of one that
 * expired, that it counts again. */
const char *view_waiver(struct arena *, const struct waiver *);
/* What a waiver's state means for the reader, a sentence. */
const char *view_waiver_state(const struct waiver *);
/* "stated by A. Bee on 2026-11-01: 50; good until 2027-02-01". */
const char *view_statement(struct arena *, const struct attestation *);
const char *view_value(struct arena *, const struct attestation *);
/* Why a fail or an unknown does not count for the exit status; NULL if it
 * does, and for verdicts that never do. */
const char *
view_uncounted(struct arena *, const struct finding *, const struct audit *);
const char *view_uncounted_excess(struct arena *, const struct excess *,
                                  const struct audit *);

#endif
