/* Synthetic records: computed from entity, row and field whenever asked for,
 * never stored. The same tenant always has the same records. */
#ifndef SIMULATOR_RECORD_H
#define SIMULATOR_RECORD_H

#include "tests/simulator/sim.h"

enum field_type {
    FIELD_INTEGER,
    FIELD_STRING,
    FIELD_DATETIME,
    FIELD_BOOLEAN,
    FIELD_PICK,     /* an integer out of a list */
    FIELD_REFERENCE /* the id of a record of another entity */
};

enum { FIELD_REQUIRED = 1, FIELD_READ_ONLY = 2, FIELD_HOOK = 4 };

struct field {
    const char *entity; /* NULL: of all that have no fields of their own */
    const char *name;
    enum field_type type;
    unsigned flags;
    /* By type: a text in which # is the id; "false"; the list
     * "1=New|5=Complete"; the entity referred to. */
    const char *as;
};

/* The n-th field of an entity, NULL past the last. */
const struct field *field_at(const struct entity *, uint32_t n);
const struct field *field_named(const struct entity *, const char *name);

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

struct value {
    bool is_text, is_boolean;
    int64_t number; /* boolean: 0 or 1 */
    const char *text;
};

struct value
record_value(const struct sim *, struct arena *, const struct entity *,
             const struct field *, int64_t row);

/* Rows are 0 .. count - 1, their ids first + row. */
int64_t record_count(const struct sim *, const struct entity *);
int64_t record_first(const struct sim *, const struct entity *);
bool record_exists(const struct sim *, const struct entity *, int64_t id);

/* Rows that are seen with a right; restricted: the first half. */
int64_t record_seen(const struct sim *, const struct entity *, enum level);

/* Licence type of the resource with an id. */
int64_t record_license(const struct sim *, int64_t id);

#endif
