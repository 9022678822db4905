/* The tables of the audit file's shape. A new member of struct audit becomes
 * a row here, and is then both written and read. */
#include "audit/fields.h"
#include "audit/outcome.h"
#include "base/json.h"
#include "base/text.h"

#include <string.h>

#define MEMBER(type, key, kind, member)                                        \
    {                                                                          \
        key, kind, offsetof(struct type, member), WORDS__N, false              \
    }
#define WORD(type, key, words, member)                                         \
    {                                                                          \
        key, FIELD_WORD, offsetof(struct type, member), words, false           \
    }
#define LATER(type, key, kind, member)                                         \
    {                                                                          \
        key, kind, offsetof(struct type, member), WORDS__N, true               \
    }
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct field audit_field[] = {
    MEMBER(audit, "tool", FIELD_TEXT, tool),
    MEMBER(audit, "started", FIELD_TIME, started),
    MEMBER(audit, "finished", FIELD_TIME, finished),
    MEMBER(audit, "millis", FIELD_COUNT, millis),
    MEMBER(audit, "requests", FIELD_COUNT, requests),
    WORD(audit, "fail_on", WORDS_NEED, fail_on),
    {"stopped", FIELD_STOPPED, offsetof(struct audit, stopped), WORDS_REASON,
     false},
    MEMBER(audit, "stop_text", FIELD_MAYBE, stop_text),
    WORD(audit, "excess_mode", WORDS_EXCESS_MODE, excess_mode),
    {"excess_least", FIELD_WORD, offsetof(struct audit, excess_least),
     WORDS_RISK, true},
    MEMBER(audit, "baseline", FIELD_MAYBE_TIME, baseline),
    MEMBER(audit, "new_only", FIELD_FLAG, new_only),
};

static const char *const audit_other[] = {
    "format",        "target",       "rules",    "rulesets", "options",
    "options_about", "outcome",      "headline", "tally",    "counted",
    "exit_status",   "quota",        "notes",    "findings", "features",
    "exchanges",     "observations", "excess",   "coverage", "attestations",
    "waivers",       "changes",      "editor",   "verbs",    "scales",
    "found",         NULL,
};

static const char *const audit_later[] = {"subjects", NULL};

static const struct field target_field[] = {
    MEMBER(target, "id", FIELD_MAYBE, id),
    MEMBER(target, "name", FIELD_MAYBE, name),
    MEMBER(target, "provider", FIELD_TEXT, provider),
    MEMBER(target, "endpoint", FIELD_MAYBE, endpoint),
    MEMBER(target, "account", FIELD_MAYBE, account),
    LATER(target, "kind", FIELD_MAYBE, kind),
};

static const char *const target_other[] = {"traits", NULL};

static const struct field trait_field[] = {
    MEMBER(trait, "label", FIELD_TEXT, label),
    MEMBER(trait, "value", FIELD_TEXT, value),
    MEMBER(trait, "identity", FIELD_FLAG, identity),
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

static const struct field subject_field[] = {
    MEMBER(subject, "name", FIELD_TEXT, name),
    MEMBER(subject, "about", FIELD_TEXT, about),
    MEMBER(subject, "rules", FIELD_RULES, rules),
};

static const char *const subject_other[] = {"given", NULL};

static const struct field quota_field[] = {
    MEMBER(quota, "used", FIELD_NUMBER, used),
    MEMBER(quota, "limit", FIELD_NUMBER, limit),
    MEMBER(quota, "minutes", FIELD_NUMBER, minutes),
};

static const char *const tally_other[] = {"pass", "fail", "unknown", "skip",
                                          NULL};

/* What of it all counts for the exit status. */
static const struct field counted_field[] = {
    MEMBER(counted, "fail", FIELD_COUNT, fail),
    MEMBER(counted, "unknown", FIELD_COUNT, unknown),
    MEMBER(counted, "excess", FIELD_COUNT, excess),
    MEMBER(counted, "coverage", FIELD_FLAG, coverage),
};

static const struct field finding_field[] = {
    MEMBER(finding, "rules", FIELD_RULES, rules),
    MEMBER(finding, "id", FIELD_TEXT, id),
    MEMBER(finding, "section", FIELD_TEXT, section),
    MEMBER(finding, "object", FIELD_TEXT, object),
    MEMBER(finding, "access", FIELD_TEXT, access),
    WORD(finding, "need", WORDS_NEED, need),
    WORD(finding, "verdict", WORDS_VERDICT, verdict),
    WORD(finding, "reason", WORDS_REASON, reason),
    WORD(finding, "strength", WORDS_STRENGTH, strength),
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
    MEMBER(finding, "inferred", FIELD_FLAG, inferred),
    MEMBER(finding, "contested", FIELD_FLAG, contested),
};

static const char *const finding_other[] = {"counted", "evidence", "waiver",
                                            "attestation", NULL};

static const struct field evidence_field[] = {
    MEMBER(evidence, "about", FIELD_MAYBE, about),
    MEMBER(evidence, "entity", FIELD_MAYBE, entity),
    MEMBER(evidence, "aspect", FIELD_MAYBE, aspect),
    WORD(evidence, "basis", WORDS_BASIS, basis),
    MEMBER(evidence, "wanted", FIELD_MAYBE, wanted),
    MEMBER(evidence, "observed", FIELD_MAYBE, observed),
    MEMBER(evidence, "said", FIELD_MAYBE, said),
    WORD(evidence, "verdict", WORDS_VERDICT, verdict),
    WORD(evidence, "reason", WORDS_REASON, reason),
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
    MEMBER(observation, "right", FIELD_TEXT, right),
    MEMBER(observation, "low", FIELD_NUMBER, low),
    MEMBER(observation, "high", FIELD_GRADE, high),
    WORD(observation, "reason", WORDS_REASON, reason),
    MEMBER(observation, "weak", FIELD_FLAG, weak),
    WORD(observation, "basis", WORDS_BASIS, basis),
    MEMBER(observation, "gone", FIELD_FLAG, gone),
    MEMBER(observation, "said", FIELD_MAYBE, said),
    MEMBER(observation, "why", FIELD_MAYBE, why),
    MEMBER(observation, "needs", FIELD_MAYBE, needs),
    MEMBER(observation, "exchange", FIELD_EXCHANGE, exchange),
};

static const struct field found_field[] = {
    MEMBER(found, "name", FIELD_TEXT, name),
    MEMBER(found, "section", FIELD_TEXT, section),
    {"risk", FIELD_WORD, offsetof(struct found, risk), WORDS_RISK, true},
};

static const struct field excess_field[] = {
    MEMBER(excess, "id", FIELD_TEXT, id),
    MEMBER(excess, "entity", FIELD_TEXT, entity),
    MEMBER(excess, "noun", FIELD_MAYBE, noun),
    MEMBER(excess, "section", FIELD_TEXT, section),
    MEMBER(excess, "family", FIELD_MAYBE, family),
    MEMBER(excess, "access", FIELD_TEXT, access),
    MEMBER(excess, "title", FIELD_TEXT, title),
    MEMBER(excess, "level", FIELD_TEXT, level),
    MEMBER(excess, "held", FIELD_TEXT, held),
    MEMBER(excess, "instead", FIELD_MAYBE, instead),
    MEMBER(excess, "under", FIELD_MAYBE, under),
    WORD(excess, "risk", WORDS_RISK, risk),
    MEMBER(excess, "abuse", FIELD_MAYBE, abuse),
    MEMBER(excess, "detail", FIELD_TEXT, detail),
    MEMBER(excess, "said", FIELD_MAYBE, said),
    MEMBER(excess, "exchange", FIELD_EXCHANGE, exchange),
};

/* All but the waiver follow from the rest: as in findings, for programs. */
static const char *const excess_other[] = {"verdict", "reason", "observed",
                                           "counted", "waiver", NULL};

static const struct field coverage_field[] = {
    WORD(coverage, "world", WORDS_WORLD, world),
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
    WORD(waiver, "state", WORDS_WAIVER_STATE, state),
    MEMBER(waiver, "soon", FIELD_FLAG, soon),
};

static const struct field change_field[] = {
    WORD(change, "kind", WORDS_CHANGE, kind),
    MEMBER(change, "rules", FIELD_OWNER, rules),
    MEMBER(change, "id", FIELD_TEXT, id),
    MEMBER(change, "before", FIELD_MAYBE, before),
    MEMBER(change, "after", FIELD_MAYBE, after),
    MEMBER(change, "detail", FIELD_MAYBE, detail),
};

static const struct field verb_field[] = {
    MEMBER(verb, "word", FIELD_TEXT, word),
    MEMBER(verb, "title", FIELD_TEXT, title),
    MEMBER(verb, "done", FIELD_TEXT, done),
};

static const struct field scale_field[] = {
    MEMBER(scale, "name", FIELD_TEXT, name),
};

static const char *const scale_other[] = {"words", "titles", NULL};

static const char *const none[] = {NULL};

const struct shape shape_audit = {"an audit", audit_field, COUNT(audit_field),
                                  audit_other, audit_later};
const struct shape shape_target = {"a target", target_field,
                                   COUNT(target_field), target_other, NULL};
const struct shape shape_trait = {"a trait", trait_field, COUNT(trait_field),
                                  none, NULL};
const struct shape shape_rules = {"rules", rules_field, COUNT(rules_field),
                                  none, NULL};
const struct shape shape_ruleset = {"a ruleset", rules_field,
                                    COUNT(rules_field), ruleset_other, NULL};
const struct shape shape_feature = {"a feature", feature_field,
                                    COUNT(feature_field), feature_other, NULL};
const struct shape shape_subject = {"a subject", subject_field,
                                    COUNT(subject_field), subject_other, NULL};
const struct shape shape_quota = {"a quota", quota_field, COUNT(quota_field),
                                  none, NULL};
const struct shape shape_tally = {"a tally", NULL, 0, tally_other, NULL};
const struct shape shape_counted = {"what counted", counted_field,
                                    COUNT(counted_field), none, NULL};
const struct shape shape_finding = {"a finding", finding_field,
                                    COUNT(finding_field), finding_other, NULL};
const struct shape shape_evidence = {
    "evidence", evidence_field, COUNT(evidence_field), evidence_other, NULL};
const struct shape shape_exchange = {"an exchange", exchange_field,
                                     COUNT(exchange_field), none, NULL};
const struct shape shape_observation = {"an observation", observation_field,
                                        COUNT(observation_field), none, NULL};
const struct shape shape_found = {"an entity", found_field, COUNT(found_field),
                                  none, NULL};
const struct shape shape_excess = {"an excess row", excess_field,
                                   COUNT(excess_field), excess_other, NULL};
const struct shape shape_coverage = {
    "coverage", coverage_field, COUNT(coverage_field), coverage_other, NULL};
const struct shape shape_attestation = {"an attestation", attestation_field,
                                        COUNT(attestation_field),
                                        attestation_other, NULL};
const struct shape shape_waiver = {"a waiver", waiver_field,
                                   COUNT(waiver_field), none, NULL};
const struct shape shape_change = {"a change", change_field,
                                   COUNT(change_field), none, NULL};
const struct shape shape_verb = {"a verb", verb_field, COUNT(verb_field), none,
                                 NULL};
const struct shape shape_scale = {"a scale", scale_field, COUNT(scale_field),
                                  scale_other, NULL};

const char *
field_text(struct arena *arena, const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);

    return length <= JSON_TEXT_CAP
               ? text_kept(arena, text)
               : text_clean(arena, text, length, JSON_TEXT_CAP);
}
