/* The words of the enums in model.h, as they stand in rules files, audits and
 * reports, and back. The tables are the only place where they are spelled. */
#ifndef RULES_MODEL_WORDS_H
#define RULES_MODEL_WORDS_H

#include "rules/model/model.h"

const char *access_word(enum access);             /* "view" */
const char *access_title(enum access);            /* "View" */
const char *level_word(enum level);               /* "all" */
const char *level_title(enum level);              /* "All" */
const char *kind_word(enum kind);                 /* "level" */
const char *need_word(enum need);                 /* "required" */
const char *verdict_word(enum verdict);           /* "pass" */
const char *strength_word(enum strength);         /* "confirmed" */
const char *reason_word(enum reason);             /* "not-granted" */
const char *basis_word(enum basis);               /* "declared" */
const char *outcome_word(enum outcome);           /* "not-compliant" */
const char *risk_word(enum risk);                 /* "high" */
const char *excess_mode_word(enum excess_mode);   /* "report" */
const char *waiver_state_word(enum waiver_state); /* "active" */
const char *change_word(enum change_kind);        /* "new-failure" */
const char *prospect_word(enum prospect);         /* "degrades" */

/* The verdict that a reason stands for. */
enum verdict reason_verdict(enum reason);
/* The reason in a few words for a person: "granted with conditions". */
const char *reason_about(enum reason);

/* Words back to values; false if the word is none of the list. */
bool access_from(const char *, enum access *);
bool level_from(const char *, enum level *);
bool need_from(const char *, enum need *);
bool verdict_from(const char *, enum verdict *);
bool strength_from(const char *, enum strength *);
bool reason_from(const char *, enum reason *);
bool basis_from(const char *, enum basis *);
bool risk_from(const char *, enum risk *);
bool excess_mode_from(const char *, enum excess_mode *);
bool waiver_state_from(const char *, enum waiver_state *);
bool change_from(const char *, enum change_kind *);

#endif
