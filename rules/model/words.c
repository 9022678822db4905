/* The one place where the values of model.h are spelled. A word that stands
 * in files never changes; what people read beside it may. */
#include "rules/model/words.h"
#include "base/text.h"

static const char *const access_words[ACCESS__N] = {
    [ACCESS_VIEW] = "view",
    [ACCESS_ADD] = "add",
    [ACCESS_EDIT] = "edit",
    [ACCESS_DELETE] = "delete",
};

static const char *const access_titles[ACCESS__N] = {
    [ACCESS_VIEW] = "View",
    [ACCESS_ADD] = "Add",
    [ACCESS_EDIT] = "Edit",
    [ACCESS_DELETE] = "Delete",
};

static const char *const level_words[LEVEL__N] = {
    [LEVEL_UNKNOWN] = "unknown",
    [LEVEL_NONE] = "none",
    [LEVEL_RESTRICTED] = "restricted",
    [LEVEL_ALL] = "all",
};

static const char *const level_titles[LEVEL__N] = {
    [LEVEL_UNKNOWN] = "not known",
    [LEVEL_NONE] = "None",
    [LEVEL_RESTRICTED] = "Restricted",
    [LEVEL_ALL] = "All",
};

static const char *const kind_words[KIND__N] = {
    [KIND_LEVEL] = "level",
    [KIND_FLAG] = "flag",
    [KIND_LIMIT] = "limit",
    [KIND_STATEMENT] = "statement",
};

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
};

static const char *const outcome_words[OUTCOME__N] = {
    [OUTCOME_UNDETERMINED] = "undetermined",
    [OUTCOME_COMPLIANT] = "compliant",
    [OUTCOME_NOT_COMPLIANT] = "not-compliant",
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

static const char *const prospect_words[PROSPECT__N] = {
    [PROSPECT_UNKNOWN] = "unknown", [PROSPECT_OFF] = "off",
    [PROSPECT_WORKS] = "works",     [PROSPECT_DEGRADES] = "degrades",
    [PROSPECT_BREAKS] = "breaks",
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
};

static const struct {
    const char *word;
    enum verdict verdict;
    const char *about;
} reasons[WHY__N] = {
    [WHY_NOT_PROBED] = {"not-probed", VERDICT_UNKNOWN, "never asked"},
    [WHY_GRANTED] = {"granted", VERDICT_PASS, "granted"},
    [WHY_ATTESTED] = {"attested", VERDICT_PASS, "a person vouches for it"},
    [WHY_NOT_GRANTED] = {"not-granted", VERDICT_FAIL, "not granted"},
    [WHY_RESTRICTED] = {"restricted", VERDICT_FAIL, "granted with conditions"},
    [WHY_BELOW_LIMIT] = {"below-limit", VERDICT_FAIL,
                         "less than what is asked for"},
    [WHY_EXCESS] = {"excess", VERDICT_FAIL, "granted, and no rule asks for it"},
    [WHY_OPTION_OFF] = {"option-off", VERDICT_SKIP, "its option is off"},
    [WHY_NOT_OFFERED] = {"not-offered", VERDICT_SKIP,
                         "the API offers it to nobody"},
    [WHY_CONFLICT] = {"conflict", VERDICT_UNKNOWN,
                      "answers contradict each other"},
    [WHY_NEEDS_ATTESTATION] = {"needs-attestation", VERDICT_UNKNOWN,
                               "only a person can tell"},
    [WHY_ATTESTATION_EXPIRED] = {"attestation-expired", VERDICT_UNKNOWN,
                                 "what a person stated has expired"},
    [WHY_USER_UNKNOWN] = {"user-unknown", VERDICT_UNKNOWN,
                          "the user is not known to the provider"},
    [WHY_ZONE_REFUSED] = {"zone-refused", VERDICT_UNKNOWN,
                          "the address of the zone was not trusted"},
    [WHY_LOGIN_REJECTED] = {"login-rejected", VERDICT_UNKNOWN,
                            "the login was rejected"},
    [WHY_BUDGET] = {"budget", VERDICT_UNKNOWN,
                    "the budget of requests was used up"},
    [WHY_THROTTLED] = {"throttled", VERDICT_UNKNOWN,
                       "the provider asked for fewer requests"},
    [WHY_TIMEOUT] = {"timeout", VERDICT_UNKNOWN, "no answer in time"},
    [WHY_UNREACHABLE] = {"unreachable", VERDICT_UNKNOWN,
                         "the server could not be reached"},
    [WHY_TLS] = {"tls", VERDICT_UNKNOWN, "no trusted connection could be made"},
    [WHY_OUTAGE] = {"outage", VERDICT_UNKNOWN, "the server was out of order"},
    [WHY_GARBAGE] = {"garbage", VERDICT_UNKNOWN,
                     "the answer could not be understood"},
    [WHY_API_ERROR] = {"api-error", VERDICT_UNKNOWN,
                       "the API answered with an error"},
    [WHY_ABSENT] = {"absent", VERDICT_UNKNOWN,
                    "the answer does not speak of it"},
    [WHY_INTERRUPTED] = {"interrupted", VERDICT_UNKNOWN,
                         "the scan was interrupted"},
};

const char *
access_word(enum access access)
{
    return access_words[access];
}

const char *
access_title(enum access access)
{
    return access_titles[access];
}

const char *
level_word(enum level level)
{
    return level_words[level];
}

const char *
level_title(enum level level)
{
    return level_titles[level];
}

const char *
kind_word(enum kind kind)
{
    return kind_words[kind];
}

const char *
need_word(enum need need)
{
    return need_words[need];
}

const char *
verdict_word(enum verdict verdict)
{
    return verdict_words[verdict];
}

const char *
strength_word(enum strength strength)
{
    return strength_words[strength];
}

const char *
reason_word(enum reason reason)
{
    return reasons[reason].word;
}

const char *
basis_word(enum basis basis)
{
    return basis_words[basis];
}

const char *
outcome_word(enum outcome outcome)
{
    return outcome_words[outcome];
}

const char *
risk_word(enum risk risk)
{
    return risk_words[risk];
}

const char *
excess_mode_word(enum excess_mode mode)
{
    return excess_mode_words[mode];
}

const char *
waiver_state_word(enum waiver_state state)
{
    return waiver_state_words[state];
}

const char *
change_word(enum change_kind kind)
{
    return change_words[kind];
}

const char *
prospect_word(enum prospect prospect)
{
    return prospect_words[prospect];
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

/* The index of a word in a list of n, or n. */
static unsigned
find(const char *word, const char *const *list, unsigned n)
{
    unsigned i = 0;

    while (i < n && (word == NULL || !text_same(word, list[i])))
        i++;
    return i;
}

bool
access_from(const char *word, enum access *access)
{
    unsigned i = find(word, access_words, ACCESS__N);

    if (i < ACCESS__N)
        *access = (enum access)i;
    return i < ACCESS__N;
}

bool
level_from(const char *word, enum level *level)
{
    unsigned i = find(word, level_words, LEVEL__N);

    if (i < LEVEL__N)
        *level = (enum level)i;
    return i < LEVEL__N;
}

bool
need_from(const char *word, enum need *need)
{
    unsigned i = find(word, need_words, NEED__N);

    if (i < NEED__N)
        *need = (enum need)i;
    return i < NEED__N;
}

bool
verdict_from(const char *word, enum verdict *verdict)
{
    unsigned i = find(word, verdict_words, VERDICT__N);

    if (i < VERDICT__N)
        *verdict = (enum verdict)i;
    return i < VERDICT__N;
}

bool
strength_from(const char *word, enum strength *strength)
{
    unsigned i = find(word, strength_words, STRENGTH__N);

    if (i < STRENGTH__N)
        *strength = (enum strength)i;
    return i < STRENGTH__N;
}

bool
basis_from(const char *word, enum basis *basis)
{
    unsigned i = find(word, basis_words, BASIS__N);

    if (i < BASIS__N)
        *basis = (enum basis)i;
    return i < BASIS__N;
}

bool
reason_from(const char *word, enum reason *reason)
{
    for (unsigned i = 0; i < WHY__N; i++) {
        if (word != NULL && text_same(word, reasons[i].word)) {
            *reason = (enum reason)i;
            return true;
        }
    }
    return false;
}

bool
risk_from(const char *word, enum risk *risk)
{
    unsigned i = find(word, risk_words, RISK__N);

    if (i < RISK__N)
        *risk = (enum risk)i;
    return i < RISK__N;
}

bool
excess_mode_from(const char *word, enum excess_mode *mode)
{
    unsigned i = find(word, excess_mode_words, EXCESS__N);

    if (i < EXCESS__N)
        *mode = (enum excess_mode)i;
    return i < EXCESS__N;
}

bool
waiver_state_from(const char *word, enum waiver_state *state)
{
    unsigned i = find(word, waiver_state_words, WAIVER__N);

    if (i < WAIVER__N)
        *state = (enum waiver_state)i;
    return i < WAIVER__N;
}

bool
change_from(const char *word, enum change_kind *kind)
{
    unsigned i = find(word, change_words, CHANGE__N);

    if (i < CHANGE__N)
        *kind = (enum change_kind)i;
    return i < CHANGE__N;
}
