/* The paths below /V1.0/: which entities there are and which verbs each path
 * knows. The table is the API's published description; what the scanner makes
 * of it is not used here. */
#ifndef SIMULATOR_AUTOTASK_ENTITY_H
#define SIMULATOR_AUTOTASK_ENTITY_H

#include "tests/simulator/autotask/level.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    VERB_QUERY = 1,
    VERB_COUNT = 2,
    VERB_GET = 4,
    VERB_LIST = 8,
    VERB_POST = 16,
    VERB_PATCH = 32,
    VERB_PUT = 64,
    VERB_DELETE = 128,
    VERB_NEXT = 256 /* a further page; with query */
};

enum { TRAIT_CALLOUTS = 1, TRAIT_UDF = 2, TRAIT_IMPERSONATE = 4 };

struct field; /* record.h */

struct entity {
    const char *name;     /* first: text_nearest looks here */
    const char *singular; /* its name in messages and references */
    unsigned verbs, traits;
    bool offered[ACCESS__N]; /* to anybody, by any path */
    uint32_t index;          /* in the table */
    const struct field *field;
    uint32_t fields;
};

/* /<parent>/{id}/<segment> */
struct nested {
    const char *child, *parent, *segment;
    unsigned verbs;
};

/* Must be called once, before anything else here. */
void entity_start(void);

/* Sets field and fields. */
void fields_of(struct entity *);

uint32_t entity_count(void);
const struct entity *entity_at(uint32_t index);
const struct entity *entity_named(const char *name); /* no aliases */

/* The path below a parent; NULL if there is none. */
const struct nested *nested_path(const char *parent, const char *segment);

/* The first path that leads to an entity, or NULL. */
const struct nested *nested_to(const char *child);

#endif
