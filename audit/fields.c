/* The tables of the audit file's shape. A new member of struct audit becomes
 * a row here, and is then both written and read. */
#include "audit/fields.h"
#include "base/diag.h"
#include "base/text.h"
#include "rules/model/words.h"

#define MEMBER(type, key, kind, member)                                        \
    {                                                                          \
        key, kind, offsetof(struct type, member)                               \
    }
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct field audit_field[] = {
    MEMBER(audit, "tool", FIELD_TEXT, tool),
    MEMBER(audit, "started", FIELD_TIME, started),
    MEMBER(audit, "finished", FIELD_TIME, finished),
    MEMBER(audit, "millis", FIELD_COUNT, millis),
    MEMBER(audit, "requests", FIELD_COUNT, requests),
    MEMBER(audit, "fail_on", FIELD_NEED, fail_on),
    MEMBER(audit, "stopped", FIELD_STOPPED, stopped),
    MEMBER(audit, "stop_text", FIELD_MAYBE, stop_text),
    MEMBER(audit, "excess_mode", FIELD_EXCESS_MODE, excess_mode),
    MEMBER(audit, "baseline", FIELD_MAYBE_TIME, baseline),
    MEMBER(audit, "new_only", FIELD_FLAG, new_only),
};

static const char *const audit_other[] = {
    "format",       "target",        "rules",    "rulesets",
    "options",      "options_about", "outcome",  "tally",
    "usage",        "notes",         "findings", "features",
    "exchanges",    "observations",  "excess",   "coverage",
    "attestations", "waivers",       "changes",  "editor",
    NULL,
};

static const struct field target_field[] = {
    MEMBER(target, "name", FIELD_MAYBE, name),
    MEMBER(target, "provider", FIELD_TEXT, provider),
    MEMBER(target, "endpoint", FIELD_MAYBE, endpoint),
    MEMBER(target, "zone", FIELD_MAYBE, zone),
    MEMBER(target, "zone_url", FIELD_MAYBE, zone_url),
    MEMBER(target, "database", FIELD_MAYBE, database),
    MEMBER(target, "user", FIELD_MAYBE, user),
    MEMBER(target, "user_mark", FIELD_LATER, user_mark),
};

static const struct field rules_field[] = {
    MEMBER(pack, "id", FIELD_TEXT, id),
    MEMBER(pack, "title", FIELD_MAYBE, title),
    MEMBER(pack, "version", FIELD_MAYBE, version),
    MEMBER(pack, "sha256", FIELD_MAYBE, sha256),
    MEMBER(pack, "product", FIELD_MAYBE, product),
};

/* What follows from the findings of a file, for programs. */
static const char *const ruleset_other[] = {"outcome", "tally", NULL};

static const struct field feature_field[] = {
    MEMBER(feature, "id", FIELD_TEXT, id),
    MEMBER(feature, "title", FIELD_TEXT, title),
    MEMBER(feature, "rules", FIELD_TEXT, rules),
};

/* What follows from the findings that serve it, for programs. */
static const char *const feature_other[] = {"state", "at_best", "at_worst",
                                            "without", NULL};

static const struct field usage_field[] = {
    MEMBER(usage, "used", FIELD_NUMBER, used),
    MEMBER(usage, "threshold", FIELD_NUMBER, threshold),
    MEMBER(usage, "minutes", FIELD_NUMBER, minutes),
};

static const char *const tally_other[] = {"pass", "fail", "unknown", "skip",
                                          NULL};

static const struct field finding_field[] = {
    MEMBER(finding, "rules", FIELD_RULES, rules),
    MEMBER(finding, "id", FIELD_TEXT, id),
    MEMBER(finding, "section", FIELD_TEXT, section),
    MEMBER(finding, "object", FIELD_TEXT, object),
    MEMBER(finding, "access", FIELD_TEXT, access),
    MEMBER(finding, "need", FIELD_NEED, need),
    MEMBER(finding, "verdict", FIELD_VERDICT, verdict),
    MEMBER(finding, "reason", FIELD_REASON, reason),
    MEMBER(finding, "strength", FIELD_STRENGTH, strength),
    MEMBER(finding, "required", FIELD_MAYBE, required),
    MEMBER(finding, "observed", FIELD_MAYBE, observed),
    MEMBER(finding, "detail", FIELD_MAYBE, detail),
    MEMBER(finding, "why", FIELD_MAYBE, why),
    MEMBER(finding, "degrades", FIELD_MAYBE, degrades),
    MEMBER(finding, "screen", FIELD_MAYBE, screen),
    MEMBER(finding, "fix", FIELD_MAYBE, fix),
    MEMBER(finding, "source", FIELD_MAYBE, source),
    MEMBER(finding, "option", FIELD_MAYBE, option),
    MEMBER(finding, "feature", FIELD_FEATURE, feature),
    MEMBER(finding, "contested", FIELD_FLAG, contested),
};

static const char *const finding_other[] = {"evidence", "waiver", "attestation",
                                            NULL};

static const struct field evidence_field[] = {
    MEMBER(evidence, "about", FIELD_MAYBE, about),
    MEMBER(evidence, "entity", FIELD_MAYBE, entity),
    MEMBER(evidence, "aspect", FIELD_MAYBE, aspect),
    MEMBER(evidence, "basis", FIELD_BASIS, basis),
    MEMBER(evidence, "wanted", FIELD_MAYBE, wanted),
    MEMBER(evidence, "observed", FIELD_MAYBE, observed),
    MEMBER(evidence, "said", FIELD_MAYBE, said),
    MEMBER(evidence, "verdict", FIELD_VERDICT, verdict),
    MEMBER(evidence, "reason", FIELD_REASON, reason),
    MEMBER(evidence, "exchange", FIELD_EXCHANGE, exchange),
};

/* Repeated from the exchange, for programs that look at findings only. */
static const char *const evidence_other[] = {"method", "path", "status", NULL};

static const struct field exchange_field[] = {
    MEMBER(exchange, "method", FIELD_TEXT, method),
    MEMBER(exchange, "path", FIELD_TEXT, path),
    MEMBER(exchange, "body", FIELD_MAYBE, body),
    MEMBER(exchange, "purpose", FIELD_MAYBE, purpose),
    MEMBER(exchange, "note", FIELD_MAYBE, note),
    MEMBER(exchange, "status", FIELD_STATUS, status),
    MEMBER(exchange, "millis", FIELD_COUNT, millis),
    MEMBER(exchange, "tries", FIELD_COUNT, tries),
    MEMBER(exchange, "bytes", FIELD_NUMBER, bytes),
};

static const struct field observation_field[] = {
    MEMBER(observation, "entity", FIELD_MAYBE, entity),
    MEMBER(observation, "fact", FIELD_MAYBE, fact),
    MEMBER(observation, "access", FIELD_ACCESS, access),
    MEMBER(observation, "basis", FIELD_BASIS, basis),
    MEMBER(observation, "level", FIELD_LEVEL, level),
    MEMBER(observation, "reason", FIELD_REASON, reason),
    MEMBER(observation, "counted", FIELD_FLAG, counted),
    MEMBER(observation, "number", FIELD_NUMBER, number),
    MEMBER(observation, "said", FIELD_MAYBE, said),
    MEMBER(observation, "exchange", FIELD_EXCHANGE, exchange),
};

static const struct field excess_field[] = {
    MEMBER(excess, "id", FIELD_TEXT, id),
    MEMBER(excess, "entity", FIELD_TEXT, entity),
    MEMBER(excess, "noun", FIELD_MAYBE, noun),
    MEMBER(excess, "section", FIELD_TEXT, section),
    MEMBER(excess, "family", FIELD_MAYBE, family),
    MEMBER(excess, "access", FIELD_ACCESS, access),
    MEMBER(excess, "level", FIELD_LEVEL, level),
    MEMBER(excess, "risk", FIELD_RISK, risk),
    MEMBER(excess, "abuse", FIELD_MAYBE, abuse),
    MEMBER(excess, "said", FIELD_MAYBE, said),
    MEMBER(excess, "exchange", FIELD_EXCHANGE, exchange),
};

/* All but the waiver follow from the rest: as in findings, for programs. */
static const char *const excess_other[] = {"verdict", "reason", "observed",
                                           "detail",  "waiver", NULL};

static const struct field coverage_field[] = {
    MEMBER(coverage, "total", FIELD_COUNT, total),
    MEMBER(coverage, "judged", FIELD_COUNT, judged),
    MEMBER(coverage, "tolerated", FIELD_COUNT, tolerated),
};

static const char *const coverage_other[] = {"unjudged", NULL};

static const struct field attestation_field[] = {
    MEMBER(attestation, "rules", FIELD_RULES, rules),
    MEMBER(attestation, "check", FIELD_TEXT, check),
    MEMBER(attestation, "by", FIELD_TEXT, by),
    MEMBER(attestation, "on", FIELD_DATE, on),
    MEMBER(attestation, "expires", FIELD_DATE, expires),
    MEMBER(attestation, "note", FIELD_MAYBE, note),
    MEMBER(attestation, "expired", FIELD_FLAG, expired),
};

static const char *const attestation_other[] = {"value", NULL};

static const struct field waiver_field[] = {
    MEMBER(waiver, "rules", FIELD_OWNER, rules),
    MEMBER(waiver, "check", FIELD_TEXT, check),
    MEMBER(waiver, "reason", FIELD_TEXT, reason),
    MEMBER(waiver, "owner", FIELD_TEXT, owner),
    MEMBER(waiver, "approver", FIELD_TEXT, approver),
    MEMBER(waiver, "ticket", FIELD_TEXT, ticket),
    MEMBER(waiver, "expires", FIELD_DATE, expires),
    MEMBER(waiver, "target", FIELD_MAYBE, target),
    MEMBER(waiver, "state", FIELD_WAIVER_STATE, state),
    MEMBER(waiver, "soon", FIELD_FLAG, soon),
};

static const struct field change_field[] = {
    MEMBER(change, "kind", FIELD_CHANGE, kind),
    MEMBER(change, "rules", FIELD_OWNER, rules),
    MEMBER(change, "id", FIELD_TEXT, id),
    MEMBER(change, "before", FIELD_MAYBE, before),
    MEMBER(change, "after", FIELD_MAYBE, after),
    MEMBER(change, "detail", FIELD_MAYBE, detail),
};

static const char *const none[] = {NULL};

const struct shape shape_audit = {"an audit", audit_field, COUNT(audit_field),
                                  audit_other};
const struct shape shape_target = {"a target", target_field,
                                   COUNT(target_field), none};
const struct shape shape_rules = {"rules", rules_field, COUNT(rules_field),
                                  none};
const struct shape shape_ruleset = {"a ruleset", rules_field,
                                    COUNT(rules_field), ruleset_other};
const struct shape shape_feature = {"a feature", feature_field,
                                    COUNT(feature_field), feature_other};
const struct shape shape_usage = {"usage", usage_field, COUNT(usage_field),
                                  none};
const struct shape shape_tally = {"a tally", NULL, 0, tally_other};
const struct shape shape_finding = {"a finding", finding_field,
                                    COUNT(finding_field), finding_other};
const struct shape shape_evidence = {"evidence", evidence_field,
                                     COUNT(evidence_field), evidence_other};
const struct shape shape_exchange = {"an exchange", exchange_field,
                                     COUNT(exchange_field), none};
const struct shape shape_observation = {"an observation", observation_field,
                                        COUNT(observation_field), none};
const struct shape shape_excess = {"an excess row", excess_field,
                                   COUNT(excess_field), excess_other};
const struct shape shape_coverage = {"coverage", coverage_field,
                                     COUNT(coverage_field), coverage_other};
const struct shape shape_attestation = {"an attestation", attestation_field,
                                        COUNT(attestation_field),
                                        attestation_other};
const struct shape shape_waiver = {"a waiver", waiver_field,
                                   COUNT(waiver_field), none};
const struct shape shape_change = {"a change", change_field,
                                   COUNT(change_field), none};

/* The words of an enum, whatever its type. */
#define WORDS(name)                                                            \
    static const char *name##_of(unsigned value)                               \
    {                                                                          \
        return name##_word(value);                                             \
    }

WORDS(access)
WORDS(level)
WORDS(need)
WORDS(verdict)
WORDS(strength)
WORDS(reason)
WORDS(basis)
WORDS(risk)
WORDS(excess_mode)
WORDS(waiver_state)

static const char *
change_of(unsigned value)
{
    return change_word((enum change_kind)value);
}

/* Kinds that are words; words are found by walking all n of them. */
static const struct {
    const char *(*word)(unsigned);
    unsigned n;
} words[] = {
    [FIELD_STOPPED] = {reason_of, WHY__N},
    [FIELD_ACCESS] = {access_of, ACCESS__N},
    [FIELD_LEVEL] = {level_of, LEVEL__N},
    [FIELD_NEED] = {need_of, NEED__N},
    [FIELD_VERDICT] = {verdict_of, VERDICT__N},
    [FIELD_STRENGTH] = {strength_of, STRENGTH__N},
    [FIELD_REASON] = {reason_of, WHY__N},
    [FIELD_BASIS] = {basis_of, BASIS__N},
    [FIELD_RISK] = {risk_of, RISK__N},
    [FIELD_EXCESS_MODE] = {excess_mode_of, EXCESS__N},
    [FIELD_WAIVER_STATE] = {waiver_state_of, WAIVER__N},
    [FIELD_CHANGE] = {change_of, CHANGE__N},
};

const char *
field_word(enum field_kind kind, unsigned value)
{
    if (words[kind].word == NULL || value >= words[kind].n)
        unreachable("a field that is no word");
    return words[kind].word(value);
}

bool
field_value(enum field_kind kind, const char *word, unsigned *value)
{
    for (unsigned i = 0; i < words[kind].n; i++) {
        if (text_same(field_word(kind, i), word)) {
            *value = i;
            return true;
        }
    }
    return false;
}
