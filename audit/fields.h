/* The shape of an audit file, once for its writer and its reader: which key
 * holds which member, and how it is spelled. */
#ifndef AUDIT_FIELDS_H
#define AUDIT_FIELDS_H

#include "base/arena.h"
#include "rules/model/words.h"

#define AUDIT_FORMAT "grantscan-audit/2"
/* Of builds before rights, scales and traits: refused. */
#define AUDIT_FORMAT_BEFORE "grantscan-audit/1"

enum field_kind {
    FIELD_TEXT,       /* const char * */
    FIELD_MAYBE,      /* const char * that may be NULL, written as null */
    FIELD_TIME,       /* const char *: 2026-11-23T08:00:00Z */
    FIELD_MAYBE_TIME, /* the same, or NULL, written as null */
    FIELD_DATE,       /* const char *: 2026-11-23 */
    FIELD_RULES,      /* const char *: id of a ruleset */
    FIELD_OWNER,      /* the same, or NULL, written as null */
    FIELD_FEATURE,    /* const char *: id of a feature */
    FIELD_FLAG,       /* bool */
    FIELD_COUNT,      /* uint32_t */
    FIELD_STATUS,     /* int, not negative */
    FIELD_NUMBER,     /* int64_t */
    FIELD_GRADE,      /* int64_t; null: GRADE_MOST, no upper end */
    FIELD_EXCHANGE,   /* uint32_t: an index into exchanges; null: none */
    FIELD_WORD,       /* an enum, by its vocabulary */
    FIELD_STOPPED     /* enum reason; null: the scan ran to its end */
};

struct field {
    const char *key;
    enum field_kind kind;
    size_t offset;         /* of the member in its struct */
    enum vocabulary words; /* of what is one; else WORDS__N */
    bool later;            /* builds before did not write it: may be absent */
};

/* One kind of object: its plain members, and the keys of what is written and
 * read by hand. */
struct shape {
    const char *what; /* "a finding" */
    const struct field *field;
    uint32_t n;
    const char *const *other; /* NULL-ended */
    const char *const *later; /* the same of keys that builds before did not
                                 write; or NULL: there are none */
};

extern const struct shape shape_audit, shape_target, shape_rules, shape_ruleset,
    shape_feature, shape_subject, shape_quota, shape_trait, shape_verb,
    shape_scale, shape_tally, shape_counted, shape_finding, shape_evidence,
    shape_exchange, shape_observation, shape_found, shape_excess,
    shape_coverage, shape_attestation, shape_waiver, shape_change;

/* A text as the file holds it and as it comes back: clean, and not longer than
 * what is kept of a document. NULL for NULL. */
const char *field_text(struct arena *, const char *);

#endif
