/* What the reports for people share: counts, sentences, groupings, advice.
 * Pure: the same audit gives the same words in every format. */
#ifndef REPORTS_VIEW_VIEW_H
#define REPORTS_VIEW_VIEW_H

#include "audit/outcome.h"
#include "base/arena.h"
#include "rules/model/audit.h"
#include "rules/model/name.h"

/* How the account stands: whatever is new about it (audit.new_only). */
struct counts {
    struct tally tally;
    uint32_t total;
    uint32_t assessed;         /* pass or fail */
    uint32_t fail[NEED__N];    /* by need */
    uint32_t unknown[NEED__N]; /* by need */
    uint32_t uncounted;        /* fails that are only recommended and do not
                                  count in this run */
    uint32_t fresh;            /* with new_only: what is new and counts */
};

struct counts counts_of(const struct audit *);

/* Why a scan that saw nothing (audit_is_blind) has nothing to tick off. */
extern const char view_blind[];

/* The verdict on the whole: "Not compliant" and "3 of 31 checks fail ...". The
 * numbers are those of the verdicts, as in the tally. */
struct sentence {
    const char *head, *tail;
};

struct sentence view_sentence(struct arena *, const struct audit *);
/* The same for the last line of a run, with the status that it ends with:
 * "not compliant: 3 of 31 checks fail (required); exit 1". */
const char *view_closing(struct arena *, const struct audit *);
const char *view_coverage(struct arena *, const struct audit *);

/* "2.4 s"; "2026-11-23 08:00:00 UTC"; NULL where the time is unknown. */
const char *view_duration(struct arena *, uint32_t millis);
const char *view_time(struct arena *, const char *timestamp);
/* "124 of 10,000 requests in 60 minutes (1 %)", or NULL. */
const char *view_quota(struct arena *, const struct audit *);
/* Those named for a subject, masked: "te***@acme.example, an***@x"; "nobody was
 * named". */
const char *view_given(struct arena *, const struct subject *);
/* The same of all subjects with their names; NULL: the rules have none. */
const char *view_subjects(struct arena *, const struct audit *);
/* "GET /x answered 200 after 2 tries, 83 ms"; also for one never sent. */
const char *view_answer(struct arena *, const struct exchange *);
/* "Horizon on Acme, version 1 (horizon-acme)", for each rules file. */
const char *view_rules(struct arena *, const struct audit *);
/* "Horizon" (pack_title). */
const char *
view_pack(struct arena *, const struct audit *, const struct pack *);
/* "Horizon", "Horizon and Backup"; NULL if no name is known. */
const char *view_products(struct arena *, const struct audit *);
/* What the provider calls the account: "API user". */
const char *view_kind(const struct audit *);
/* Whose a finding is, where there are several products; else NULL. */
const char *
view_product(struct arena *, const struct audit *, const struct finding *);
/* What a check is called (audit_name). */
const char *
view_check(struct arena *, const struct audit *, const struct finding *);

/* White space, line feeds too, becomes single spaces; "" for NULL. */
const char *view_one_line(struct arena *, const char *);
/* The sentence that says which of several things it is that fails; NULL where
 * a check asks for one, or all fail alike. */
const char *view_which(const struct finding *);

/* "required", "required, inferred". */
const char *view_need(struct arena *, const struct finding *);
/* How many of the checks rest on rules that nobody published, a sentence; NULL:
 * none does. */
const char *view_basis(struct arena *, const struct audit *);

/* Who can settle what could not be determined. */
enum settle { SETTLE_STATEMENT, SETTLE_LOOK, SETTLE_SCAN, SETTLE__N };

enum settle view_settle(enum reason);
/* What to do about it, a sentence; NULL for reasons that need nothing. */
const char *view_advice(enum reason);

/* Findings in an order of their own. */
struct selection {
    const struct finding **item;
    uint32_t n;
};

/* Those of a verdict, required ones first. */
struct selection
select_verdict(struct arena *, const struct audit *, enum verdict);
struct selection select_all(struct arena *, const struct audit *);
/* Those of the selection that this can settle. */
struct selection
select_settle(struct arena *, const struct selection *, enum settle);

struct group {
    const char *key;
    struct selection of;
};

struct groups {
    struct group *group;
    uint32_t n;
};

/* Groups, and findings within each, in the order of first appearance. */
struct groups group_by(struct arena *, const struct selection *,
                       const char *(*key)(const struct finding *));
/* All findings by section; of several products, one after the other, the key
 * says whose section it is. */
struct groups group_sections(struct arena *, const struct audit *);
const char *key_object(const struct finding *);
const char *key_screen(const struct finding *);
const char *key_reason(const struct finding *);

#endif
