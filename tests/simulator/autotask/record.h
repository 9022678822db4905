/* Records: computed from entity, row and field whenever asked for, unless they
 * were written to (store.h). The same tenant starts with the same records.
 * Whoever asks for records holds the store's lock. */
#ifndef SIMULATOR_AUTOTASK_RECORD_H
#define SIMULATOR_AUTOTASK_RECORD_H

#include "tests/simulator/autotask/store.h"

enum field_type {
    FIELD_INTEGER,
    FIELD_LONG,
    FIELD_DOUBLE,
    FIELD_STRING,
    FIELD_DATETIME,
    FIELD_BOOLEAN,
    FIELD_PICK,     /* an integer out of a list */
    FIELD_REFERENCE /* the id of a record of another entity */
};

enum {
    FIELD_REQUIRED = 1,
    FIELD_READONLY = 2,
    FIELD_HOOK = 4,
    FIELD_EMPTY = 8 /* null until written */
};

struct field {
    const char *entity; /* NULL: of all that have no fields of their own */
    const char *name;
    const char *base; /* the type that metadata tells */
    enum field_type type;
    unsigned flags;
    /* By type: a text in which # is the id; "true" or "false"; the list
     * "1=New|5=Complete"; the entity referred to. */
    const char *as;
};

/* The n-th field of an entity, NULL past the last. */
const struct field *field_at(const struct entity *, uint32_t n);
const struct field *field_named(const struct entity *, const char *name);

/* Its number among the entity's. */
uint32_t field_index(const struct entity *, const struct field *);

/* Field that refers to the parent in a nested path, or NULL. */
const struct field *field_of_parent(const struct nested *);

/* Calls back for each "value=label" of a picklist until it returns false;
 * false if it did. */
bool picks_each(const struct field *,
                bool (*each)(int64_t value, const char *label, size_t length,
                             void *with),
                void *with);

/* The one user-defined field that entities with such fields have. */
extern const char udf_name[];

/* As written, else as computed. */
struct value
record_value(const struct sim *, struct arena *, const struct entity *,
             const struct field *, int64_t row);

/* As the server sets it, whatever was written. */
struct value
record_computed(const struct sim *, struct arena *, const struct entity *,
                const struct field *, int64_t row);

/* A number that was written as a text; false if it is none. */
bool value_number(const char *text, double *);

/* The value of the user-defined field. */
struct value record_udf(const struct sim *, const struct entity *, int64_t row);

/* Rows are 0 .. rows - 1, deleted ones included; their ids first + row. */
int64_t record_rows(const struct sim *, const struct entity *);
int64_t record_first(const struct sim *, const struct entity *);
/* By id; not one that was deleted. */
bool record_exists(const struct sim *, const struct entity *, int64_t id);

/* Whether a right shows the row; restricted: the first half, and whatever was
 * created since the start. */
bool record_visible(const struct sim *, const struct entity *, enum level,
                    int64_t row);

/* Licence type of the resource with an id. */
int64_t record_license(const struct sim *, int64_t id);

#endif
