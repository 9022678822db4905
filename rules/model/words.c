/* The one place where the values of the model are spelled. A word that stands
 * in files never changes; what people read beside it may. */
#include "rules/model/words.h"
#include "base/text.h"

static const char *const need_words[NEED__N] = {
    [NEED_REQUIRED] = "required",
    [NEED_RECOMMENDED] = "recommended",
};

static const char *const verdict_words[VERDICT__N] = {
    [VERDICT_SKIP] = "skip",
    [VERDICT_PASS] = "pass",
    [VERDICT_UNKNOWN] = "unknown",
    [VERDICT_FAIL] = "fail",
};

static const char *const strength_words[STRENGTH__N] = {
    [STRENGTH_NONE] = "none",
    [STRENGTH_DECLARED] = "declared",
    [STRENGTH_CONFIRMED] = "confirmed",
    [STRENGTH_ATTESTED] = "attested",
};

static const char *const basis_words[BASIS__N] = {
    [BASIS_DECLARED] = "declared",
    [BASIS_READ] = "read",
    [BASIS_STATED] = "stated",
};

/* What an account comes to: in audits, in JUnit, in the manual, at the top of
 * every report, and for a job that looks at the exit status. Nothing else in
 * the program spells it. */
static const char *const outcome_words[OUTCOME__N] = {
    [OUTCOME_UNDETERMINED] = "undetermined",
    [OUTCOME_COMPLIANT] = "compliant",
    [OUTCOME_NOT_COMPLIANT] = "not-compliant",
};

static const int outcome_status[OUTCOME__N] = {
    [OUTCOME_COMPLIANT] = 0,
    [OUTCOME_NOT_COMPLIANT] = 1,
    [OUTCOME_UNDETERMINED] = 2,
};

static const char *const headline_words[HEADLINE__N] = {
    [HEADLINE_UNDETERMINED] = "undetermined",
    [HEADLINE_PREVENTED] = "prevented",
    [HEADLINE_COMPLIANT] = "compliant",
    [HEADLINE_OVERSIZED] = "oversized",
    [HEADLINE_OVERSIZED_ACCEPTED] = "oversized-accepted",
    [HEADLINE_NOT_COMPLIANT] = "not-compliant",
};

static const struct {
    const char *title;
    enum outcome outcome;
} headlines[HEADLINE__N] = {
    [HEADLINE_UNDETERMINED] = {"Undetermined", OUTCOME_UNDETERMINED},
    [HEADLINE_PREVENTED] = {"Prevented", OUTCOME_UNDETERMINED},
    [HEADLINE_COMPLIANT] = {"Compliant", OUTCOME_COMPLIANT},
    [HEADLINE_OVERSIZED] = {"Works, but holds far more than it needs",
                            OUTCOME_COMPLIANT},
    [HEADLINE_OVERSIZED_ACCEPTED] =
        {"Compliant, but holds far more than it needs", OUTCOME_COMPLIANT},
    [HEADLINE_NOT_COMPLIANT] = {"Not compliant", OUTCOME_NOT_COMPLIANT},
};

static const char *const risk_words[RISK__N] = {
    [RISK_NONE] = "none",         [RISK_LOW] = "low",
    [RISK_MEDIUM] = "medium",     [RISK_HIGH] = "high",
    [RISK_CRITICAL] = "critical",
};

static const char *const excess_mode_words[EXCESS__N] = {
    [EXCESS_REPORT] = "report",
    [EXCESS_IGNORE] = "ignore",
    [EXCESS_FAIL] = "fail",
};

static const char *const waiver_state_words[WAIVER__N] = {
    [WAIVER_ACTIVE] = "active",       [WAIVER_EXPIRED] = "expired",
    [WAIVER_UNNEEDED] = "unneeded",   [WAIVER_UNMATCHED] = "unmatched",
    [WAIVER_ELSEWHERE] = "elsewhere",
};

static const char *const change_words[CHANGE__N] = {
    [CHANGE_IDENTITY] = "identity-changed",
    [CHANGE_NEW_FAILURE] = "new-failure",
    [CHANGE_REGRESSED] = "regressed-to-unknown",
    [CHANGE_NEW_EXCESS] = "newly-excess",
    [CHANGE_WAIVER_EXPIRED] = "waiver-expired",
    [CHANGE_ATTESTATION_EXPIRED] = "attestation-expired",
    [CHANGE_STILL_FAILING] = "still-failing",
    [CHANGE_STILL_EXCESS] = "still-excess",
    [CHANGE_FIXED] = "fixed",
    [CHANGE_RESOLVED] = "resolved",
    [CHANGE_GONE_EXCESS] = "no-longer-excess",
    [CHANGE_RULE_ADDED] = "rule-added",
    [CHANGE_RULE_REMOVED] = "rule-removed",
    [CHANGE_RULE_CHANGED] = "rule-changed",
    [CHANGE_SUBJECT] = "subject-changed",
};

static const char *const prospect_words[PROSPECT__N] = {
    [PROSPECT_UNKNOWN] = "unknown", [PROSPECT_OFF] = "off",
    [PROSPECT_WORKS] = "works",     [PROSPECT_DEGRADES] = "degrades",
    [PROSPECT_BREAKS] = "breaks",
};

static const char *const world_words[WORLD__N] = {
    [WORLD_OPEN] = "open",
    [WORLD_LISTED] = "listed",
    [WORLD_CLOSED] = "closed",
};

static const struct {
    const char *word;
    enum verdict verdict;
    const char *about;
    const char *title; /* of a scan that came to nothing because of it */
} reasons[WHY__N] = {
    [WHY_NOT_PROBED] = {"not-probed", VERDICT_UNKNOWN, "never asked", NULL},
    [WHY_GRANTED] = {"granted", VERDICT_PASS, "granted", NULL},
    [WHY_ATTESTED] = {"attested", VERDICT_PASS, "a person vouches for it",
                      NULL},
    [WHY_NOT_GRANTED] = {"not-granted", VERDICT_FAIL, "not granted", NULL},
    [WHY_RESTRICTED] = {"restricted", VERDICT_FAIL, "granted with conditions",
                        NULL},
    [WHY_BELOW_LIMIT] = {"below-limit", VERDICT_FAIL,
                         "less than what is asked for", NULL},
    [WHY_EXCESS] = {"excess", VERDICT_FAIL, "granted, and no rule asks for it",
                    NULL},
    [WHY_POLICY] = {"policy", VERDICT_FAIL, "forbidden by a policy", NULL},
    [WHY_OPTION_OFF] = {"option-off", VERDICT_SKIP, "its option is off", NULL},
    [WHY_NOT_OFFERED] = {"not-offered", VERDICT_SKIP,
                         "the API offers it to nobody", NULL},
    [WHY_CONFLICT] = {"conflict", VERDICT_UNKNOWN,
                      "answers contradict each other", NULL},
    [WHY_NEEDS_ATTESTATION] = {"needs-attestation", VERDICT_UNKNOWN,
                               "only a person can tell", NULL},
    [WHY_ATTESTATION_EXPIRED] = {"attestation-expired", VERDICT_UNKNOWN,
                                 "what a person stated has expired", NULL},
    [WHY_NEEDS_SUBJECT] = {"needs-subject", VERDICT_UNKNOWN,
                           "it needs somebody on whom it can be tried", NULL},
    [WHY_NOT_LISTED] = {"not-listed", VERDICT_UNKNOWN,
                        "the provider's list does not name it", NULL},
    [WHY_USER_UNKNOWN] = {"user-unknown", VERDICT_UNKNOWN,
                          "the user is not known to the provider",
                          "User not known"},
    /* Of the first provider's, and in audits that are kept: it stays. */
    [WHY_HOST_REFUSED] = {"zone-refused", VERDICT_UNKNOWN,
                          "the address of the API was not trusted",
                          "Address refused"},
    [WHY_MISDIRECTED] = {"misdirected", VERDICT_UNKNOWN,
                         "the request did not find its way to the account",
                         "Account not reached"},
    [WHY_LOGIN_REJECTED] = {"login-rejected", VERDICT_UNKNOWN,
                            "the login was rejected", "Login refused"},
    [WHY_LOGIN_LOST] = {"login-lost", VERDICT_UNKNOWN,
                        "the login was accepted at first and refused later",
                        "Login lost"},
    [WHY_BUDGET] = {"budget", VERDICT_UNKNOWN,
                    "the budget of requests was used up",
                    "Budget of requests used up"},
    [WHY_THROTTLED] = {"throttled", VERDICT_UNKNOWN,
                       "the provider asked for fewer requests",
                       "Requests throttled"},
    [WHY_TIMEOUT] = {"timeout", VERDICT_UNKNOWN, "no answer in time",
                     "No answer in time"},
    [WHY_UNREACHABLE] = {"unreachable", VERDICT_UNKNOWN,
                         "the server could not be reached",
                         "Server not reached"},
    [WHY_TLS] = {"tls", VERDICT_UNKNOWN, "no trusted connection could be made",
                 "No trusted connection"},
    [WHY_INTERCEPTED] = {"intercepted", VERDICT_UNKNOWN,
                         "something in between answered", "Answer intercepted"},
    [WHY_OUTAGE] = {"outage", VERDICT_UNKNOWN, "the server was out of order",
                    "Server out of order"},
    [WHY_GARBAGE] = {"garbage", VERDICT_UNKNOWN,
                     "the answer could not be understood",
                     "Answer not understood"},
    [WHY_API_ERROR] = {"api-error", VERDICT_UNKNOWN,
                       "the API answered with an error", "Error of the API"},
    [WHY_ABSENT] = {"absent", VERDICT_UNKNOWN,
                    "the answer does not speak of it", NULL},
    [WHY_SWITCHED_OFF] = {"switched-off", VERDICT_UNKNOWN,
                          "what it is tried through is switched off", NULL},
    [WHY_INTERRUPTED] = {"interrupted", VERDICT_UNKNOWN,
                         "the scan was interrupted", "Interrupted"},
};

static const struct {
    const char *const *word;
    unsigned n;
} vocabularies[WORDS__N] = {
    [WORDS_NEED] = {need_words, NEED__N},
    [WORDS_VERDICT] = {verdict_words, VERDICT__N},
    [WORDS_STRENGTH] = {strength_words, STRENGTH__N},
    [WORDS_BASIS] = {basis_words, BASIS__N},
    [WORDS_OUTCOME] = {outcome_words, OUTCOME__N},
    [WORDS_HEADLINE] = {headline_words, HEADLINE__N},
    [WORDS_RISK] = {risk_words, RISK__N},
    [WORDS_EXCESS_MODE] = {excess_mode_words, EXCESS__N},
    [WORDS_WAIVER_STATE] = {waiver_state_words, WAIVER__N},
    [WORDS_CHANGE] = {change_words, CHANGE__N},
    [WORDS_PROSPECT] = {prospect_words, PROSPECT__N},
    [WORDS_WORLD] = {world_words, WORLD__N},
    [WORDS_REASON] = {NULL, WHY__N},
};

const char *
word_of(enum vocabulary which, unsigned value)
{
    return which == WORDS_REASON ? reasons[value].word
                                 : vocabularies[which].word[value];
}

unsigned
word_count(enum vocabulary which)
{
    return vocabularies[which].n;
}

bool
word_find(enum vocabulary which, const char *word, unsigned *value)
{
    for (unsigned i = 0; word != NULL && i < vocabularies[which].n; i++) {
        if (text_same(word_of(which, i), word)) {
            *value = i;
            return true;
        }
    }
    return false;
}

/* The typed names of the two. */
#define SPELLED(name, type, which)                                             \
    const char *name##_word(type value)                                        \
    {                                                                          \
        return word_of((which), (unsigned)value);                              \
    }                                                                          \
                                                                               \
    bool name##_from(const char *word, type *value) /* NOLINT: a type */       \
    {                                                                          \
        unsigned i;                                                            \
        bool found = word_find((which), word, &i);                             \
                                                                               \
        if (found)                                                             \
            *value = (type)i;                                                  \
        return found;                                                          \
    }

SPELLED(need, enum need, WORDS_NEED)
SPELLED(verdict, enum verdict, WORDS_VERDICT)
SPELLED(strength, enum strength, WORDS_STRENGTH)
SPELLED(basis, enum basis, WORDS_BASIS)
SPELLED(outcome, enum outcome, WORDS_OUTCOME)
SPELLED(headline, enum headline, WORDS_HEADLINE)
SPELLED(risk, enum risk, WORDS_RISK)
SPELLED(excess_mode, enum excess_mode, WORDS_EXCESS_MODE)
SPELLED(waiver_state, enum waiver_state, WORDS_WAIVER_STATE)
SPELLED(change, enum change_kind, WORDS_CHANGE)
SPELLED(prospect, enum prospect, WORDS_PROSPECT)
SPELLED(world, enum world, WORDS_WORLD)
SPELLED(reason, enum reason, WORDS_REASON)

int
outcome_exit(enum outcome outcome)
{
    return outcome_status[outcome];
}

const char *
headline_title(enum headline headline)
{
    return headlines[headline].title;
}

enum outcome
headline_outcome(enum headline headline)
{
    return headlines[headline].outcome;
}

enum verdict
reason_verdict(enum reason reason)
{
    return reasons[reason].verdict;
}

const char *
reason_about(enum reason reason)
{
    return reasons[reason].about;
}

const char *
reason_title(enum reason reason)
{
    return reasons[reason].title;
}
