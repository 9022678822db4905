/* Members of an audit file's objects; used by audit_read.c alone. */
#ifndef REPORTS_AUDIT_GET_H
#define REPORTS_AUDIT_GET_H

#include "base/diag.h"
#include "base/json.h"
#include "reports/audit_fields.h"

struct reader {
    struct arena *arena;
    struct diags *diags;
    uint32_t n_exchange; /* indices must be below; exchanges are read first */
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

/* A mistake for each key that the shape does not know. */
void get_known_keys(struct reader *, const struct json *, const struct shape *);

/* All plain members of an object into its struct; false if it is none. */
bool
get_shape(struct reader *, const struct json *, const struct shape *, void *to);

#endif
