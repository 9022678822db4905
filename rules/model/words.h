/* The words of the enums of the model, as they stand in rules files, audits
 * and reports, and back. Each is spelled once, in words.c. */
#ifndef RULES_MODEL_WORDS_H
#define RULES_MODEL_WORDS_H

#include "rules/model/audit.h"

enum vocabulary {
    WORDS_NEED,
    WORDS_VERDICT,
    WORDS_STRENGTH,
    WORDS_BASIS,
    WORDS_OUTCOME,
    WORDS_HEADLINE,
    WORDS_RISK,
    WORDS_EXCESS_MODE,
    WORDS_WAIVER_STATE,
    WORDS_CHANGE,
    WORDS_PROSPECT,
    WORDS_WORLD,
    WORDS_REASON,
    WORDS__N
};

/* The word of a value of that enum. */
const char *word_of(enum vocabulary, unsigned value);
unsigned word_count(enum vocabulary);
/* False if there is no such word; NULL is none. */
bool word_find(enum vocabulary, const char *word, unsigned *value);

/* The same for each enum by its own name: verdict_word, verdict_from. */
const char *need_word(enum need);
bool need_from(const char *, enum need *);
const char *verdict_word(enum verdict);
bool verdict_from(const char *, enum verdict *);
const char *strength_word(enum strength);
bool strength_from(const char *, enum strength *);
const char *basis_word(enum basis);
bool basis_from(const char *, enum basis *);
const char *outcome_word(enum outcome);
bool outcome_from(const char *, enum outcome *);
const char *headline_word(enum headline);
bool headline_from(const char *, enum headline *);
const char *risk_word(enum risk);
bool risk_from(const char *, enum risk *);
const char *excess_mode_word(enum excess_mode);
bool excess_mode_from(const char *, enum excess_mode *);
const char *waiver_state_word(enum waiver_state);
bool waiver_state_from(const char *, enum waiver_state *);
const char *change_word(enum change_kind);
bool change_from(const char *, enum change_kind *);
const char *prospect_word(enum prospect);
bool prospect_from(const char *, enum prospect *);
const char *world_word(enum world);
bool world_from(const char *, enum world *);
const char *reason_word(enum reason);
bool reason_from(const char *, enum reason *);

/* The exit status of a command that judges, where nothing else ends it. */
int outcome_exit(enum outcome);
/* The headline as people read it: "Not compliant". */
const char *headline_title(enum headline);
/* The outcome that it goes with. */
enum outcome headline_outcome(enum headline);

/* The verdict that a reason stands for. */
enum verdict reason_verdict(enum reason);
/* The reason in a few words for a person: "granted with conditions". */
const char *reason_about(enum reason);
/* The reason as the headline of a scan that came to nothing because of it:
 * "Login refused"; NULL where that cannot be. */
const char *reason_title(enum reason);

#endif
