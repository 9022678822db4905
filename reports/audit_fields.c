/* The tables of the audit file's shape. A new member of struct audit becomes
 * a row here, and is then both written and read. */
#include "reports/audit_fields.h"
#include "base/diag.h"
#include "base/text.h"
#include "rules/words.h"

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
};

static const char *const audit_other[] = {
    "format",    "target",       "rules", "options", "options_about",
    "outcome",   "tally",        "usage", "notes",   "findings",
    "exchanges", "observations", NULL,
};

static const struct field target_field[] = {
    MEMBER(target, "name", FIELD_MAYBE, name),
    MEMBER(target, "provider", FIELD_TEXT, provider),
    MEMBER(target, "endpoint", FIELD_MAYBE, endpoint),
    MEMBER(target, "zone", FIELD_MAYBE, zone),
    MEMBER(target, "zone_url", FIELD_MAYBE, zone_url),
    MEMBER(target, "database", FIELD_MAYBE, database),
    MEMBER(target, "user", FIELD_MAYBE, user),
};

/* These are members of struct audit, in an object of their own. */
static const struct field rules_field[] = {
    MEMBER(audit, "id", FIELD_TEXT, rules_id),
    MEMBER(audit, "title", FIELD_MAYBE, rules_title),
    MEMBER(audit, "version", FIELD_MAYBE, rules_version),
    MEMBER(audit, "sha256", FIELD_MAYBE, rules_sha256),
    MEMBER(audit, "product", FIELD_MAYBE, product),
};

static const struct field usage_field[] = {
    MEMBER(usage, "used", FIELD_NUMBER, used),
    MEMBER(usage, "threshold", FIELD_NUMBER, threshold),
    MEMBER(usage, "minutes", FIELD_NUMBER, minutes),
};

static const char *const tally_other[] = {"pass", "fail", "unknown", "skip",
                                          NULL};

static const struct field finding_field[] = {
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
};

static const char *const finding_other[] = {"evidence", NULL};

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

static const char *const none[] = {NULL};

const struct shape shape_audit = {"an audit", audit_field, COUNT(audit_field),
                                  audit_other};
const struct shape shape_target = {"a target", target_field,
                                   COUNT(target_field), none};
const struct shape shape_rules = {"rules", rules_field, COUNT(rules_field),
                                  none};
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

const char *
field_word(enum field_kind kind, unsigned value)
{
    switch (kind) {
    case FIELD_ACCESS:
        return access_word((enum access)value);
    case FIELD_LEVEL:
        return level_word((enum level)value);
    case FIELD_NEED:
        return need_word((enum need)value);
    case FIELD_VERDICT:
        return verdict_word((enum verdict)value);
    case FIELD_STRENGTH:
        return strength_word((enum strength)value);
    case FIELD_STOPPED:
    case FIELD_REASON:
        return reason_word((enum reason)value);
    case FIELD_BASIS:
        return basis_word((enum basis)value);
    case FIELD_TEXT:
    case FIELD_MAYBE:
    case FIELD_TIME:
    case FIELD_FLAG:
    case FIELD_COUNT:
    case FIELD_STATUS:
    case FIELD_NUMBER:
    case FIELD_EXCHANGE:
        break;
    }
    unreachable("a field that is no word");
}

/* How many values the enum has: the words are found by walking them. */
static unsigned
n_value(enum field_kind kind)
{
    switch (kind) {
    case FIELD_ACCESS:
        return ACCESS__N;
    case FIELD_LEVEL:
        return LEVEL__N;
    case FIELD_NEED:
        return NEED__N;
    case FIELD_VERDICT:
        return VERDICT__N;
    case FIELD_STRENGTH:
        return STRENGTH__N;
    case FIELD_STOPPED:
    case FIELD_REASON:
        return WHY__N;
    case FIELD_BASIS:
        return BASIS__N;
    case FIELD_TEXT:
    case FIELD_MAYBE:
    case FIELD_TIME:
    case FIELD_FLAG:
    case FIELD_COUNT:
    case FIELD_STATUS:
    case FIELD_NUMBER:
    case FIELD_EXCHANGE:
        break;
    }
    unreachable("a field that is no word");
}

bool
field_value(enum field_kind kind, const char *word, unsigned *value)
{
    unsigned n = n_value(kind);

    for (unsigned i = 0; i < n; i++) {
        if (text_same(field_word(kind, i), word)) {
            *value = i;
            return true;
        }
    }
    return false;
}
