/* The shape of an audit file, once for its writer and its reader: which key
 * holds which member, and how it is spelled. */
#ifndef AUDIT_FIELDS_H
#define AUDIT_FIELDS_H

#include "rules/model/model.h"

#define AUDIT_FORMAT "grantscan-audit/1"

enum field_kind {
    FIELD_TEXT,       /* const char * */
    FIELD_MAYBE,      /* const char * that may be NULL, written as null */
    FIELD_TIME,       /* const char *: 2026-11-23T08:00:00Z */
    FIELD_MAYBE_TIME, /* the same, or NULL, written as null */
    FIELD_DATE,       /* const char *: 2026-11-23 */
    FIELD_RULES,      /* const char *: id of a ruleset */
    FIELD_OWNER,      /* the same, or NULL, written as null */
    FIELD_FEATURE,    /* const char *: id of a feature */
    FIELD_LATER,      /* const char * that may be NULL, or not be there */
    FIELD_FLAG,       /* bool */
    FIELD_COUNT,      /* uint32_t */
    FIELD_STATUS,     /* int, not negative */
    FIELD_NUMBER,     /* int64_t */
    FIELD_EXCHANGE,   /* uint32_t: an index into exchanges; null: none */
    FIELD_STOPPED,    /* enum reason; null: the scan ran to its end */
    FIELD_ACCESS,     /* words from here on */
    FIELD_LEVEL,
    FIELD_NEED,
    FIELD_VERDICT,
    FIELD_STRENGTH,
    FIELD_REASON,
    FIELD_BASIS,
    FIELD_RISK,
    FIELD_EXCESS_MODE,
    FIELD_WAIVER_STATE,
    FIELD_CHANGE
};

struct field {
    const char *key;
    enum field_kind kind;
    size_t offset; /* of the member in its struct */
};

/* One kind of object: its plain members, and the keys of what is written and
 * read by hand. */
struct shape {
    const char *what; /* "a finding" */
    const struct field *field;
    uint32_t n;
    const char *const *other; /* NULL-ended */
};

extern const struct shape shape_audit, shape_target, shape_rules, shape_ruleset,
    shape_feature, shape_usage, shape_tally, shape_finding, shape_evidence,
    shape_exchange, shape_observation, shape_excess, shape_coverage,
    shape_attestation, shape_waiver, shape_change;

/* The word of an enum's value, for the kinds that are words. */
const char *field_word(enum field_kind, unsigned value);
/* False if there is no such word. */
bool field_value(enum field_kind, const char *word, unsigned *value);

#endif
