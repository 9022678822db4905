/* Subjects: for whom or what reads are tried, and the rights that they are in
 * judging. The right of the n-th one is made when the rules are run, for no
 * catalogue can know it. Pure. */
#ifndef RULES_MODEL_SUBJECT_H
#define RULES_MODEL_SUBJECT_H

#include "base/arena.h"
#include "rules/model/rules.h"

/* Of one subject: no more can be named. */
enum { SUBJECT_VALUES_MAX = 1000, SUBJECT_LENGTH_MAX = 254 };

/* The verb of their rights. */
#define SUBJECT_VERB "reached"

/* The id of the right that the n-th one (from 1) is: "technician/1"; of 0, that
 * nobody was named: "technician". Also what its value goes by in a session, so
 * that templates hold "{technician/1}". */
const char *subject_right(const char *name, uint32_t nth, struct arena *);

/* That right itself. */
const struct right *
subject_make_right(const struct subject *, uint32_t nth, struct arena *);

/* The first of that name, or NULL. Those of other files have the same values.
 */
const struct subject *
subject_find(const struct subject *, uint32_t n, const char *name);

/* Whether none before it has that name: a subject of several files is one. */
bool subject_is_first(const struct ruleset *, uint32_t i);

/* Whether it is on a subject and nobody was named: then nothing can be known of
 * its right. */
bool claim_unnamed(const struct claim *);

/* "technician 1 (te***@acme.example)"; of 0 "technician". */
const char *subject_title(const struct subject *, uint32_t nth, struct arena *);

/* So many of them: "technician", "technicians". */
const char *subject_noun(const char *name, uint32_t n, struct arena *);

/* How to name one, for a person: "--subject technician=VALUE", and that it can
 * be given several times. */
const char *subject_option(const struct subject *, struct arena *);

#endif
