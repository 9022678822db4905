/* Members of an audit file's objects; for read*.c alone. */
#ifndef AUDIT_GET_H
#define AUDIT_GET_H

#include "audit/fields.h"
#include "base/diag.h"
#include "base/index.h"
#include "base/json.h"

struct reader {
    struct arena *arena;
    struct diags *diags;
    uint32_t n_exchange;   /* indices must be below; exchanges are read first */
    struct index features; /* by rules file and id, once they are read */
};

#define MISTAKE(r, node, ...)                                                  \
    diag_add((r)->diags, (node)->line, (node)->column, __VA_ARGS__)

/* The member of that key; NULL and a mistake if absent or of another kind. */
const struct json *get_member(struct reader *, const struct json *object,
                              const char *key, enum json_kind);
const char *
get_string(struct reader *, const struct json *object, const char *key);
/* A whole number from 0 to max. */
bool get_integer(struct reader *, const struct json *object, const char *key,
                 int64_t max, int64_t *);

/* A whole number below n, or null; false for null and for mistakes. */
bool get_index(struct reader *, const struct json *object, const char *key,
               uint32_t n, uint32_t *);
/* A list of texts. */
const char *const *get_names(struct reader *, const struct json *object,
                             const char *key, uint32_t *n);

/* A mistake for each key that the shape does not know. */
void get_known_keys(struct reader *, const struct json *, const struct shape *);

/* All plain members of an object into its struct; false if it is none. */
bool
get_shape(struct reader *, const struct json *, const struct shape *, void *to);

/* Excess rows and coverage, what people said, and what changed
 * (read_excess.c). Statements are read before the findings that name them. */
void get_statements(struct reader *, const struct json *top, struct audit *);
void get_excess(struct reader *, const struct json *top, struct audit *);
void get_changes(struct reader *, const struct json *top, struct audit *);
/* Whom it is about, and the words of its catalogue (read_target.c). */
void get_target(struct reader *, const struct json *top, struct audit *);
void get_words(struct reader *, const struct json *top, struct audit *);
/* Rules files, their options and features (read_rules.c). */
void get_rules(struct reader *, const struct json *top, struct audit *);
/* That a finding's ruleset and feature are there. */
void get_owner(struct reader *, const struct json *, const struct audit *,
               const struct finding *);
/* What the file says of itself must follow from its findings; once all else
 * was found good. */
void get_sums(struct reader *, const struct json *top, const struct audit *);

/* The statements that a finding names by number. */
void get_said(struct reader *, const struct json *, const struct audit *,
              struct finding *);

#endif
