/* What was written since the start: created, changed and deleted records. It
 * stays for the run and no longer; all else is computed (record.h). */
#ifndef SIMULATOR_AUTOTASK_STORE_H
#define SIMULATOR_AUTOTASK_STORE_H

#include "tests/simulator/autotask/autotask.h"

enum value_kind {
    VALUE_UNSET, /* in a stored record: as computed */
    VALUE_NULL,
    VALUE_TEXT,
    VALUE_BOOLEAN, /* number: 0 or 1 */
    VALUE_NUMBER
};

struct value {
    enum value_kind kind;
    double number;
    const char *text;
};

struct stored {
    bool deleted;
    /* One per field of the entity, and one more: the user-defined field. */
    struct value value[];
};

struct store *store_new(struct arena *);

/* Held by who reads or writes records, for a whole answer. */
void store_lock(const struct sim *);
void store_unlock(const struct sim *);

/* Rows created since the start. */
int64_t store_created(const struct sim *, const struct entity *);

/* The row as it was written; NULL if it never was. */
const struct stored *
store_get(const struct sim *, const struct entity *, int64_t row);

/* The same to write to; NULL if nothing more can be kept. */
struct stored *store_change(struct sim *, const struct entity *, int64_t row);

/* One more row; it is computed like any other until it is written to. */
void store_create(struct sim *, const struct entity *);

/* A copy that lives as long as the store. */
const char *store_text(struct sim *, const char *);

#endif
