/* What a body says, held against the fields of an entity. */
#ifndef SIMULATOR_AUTOTASK_BODY_H
#define SIMULATOR_AUTOTASK_BODY_H

#include "tests/simulator/autotask/record.h"

/* The body as a JSON object; NULL if the call is answered with what is wrong.
 * Each of these below answers the same way and gives false. */
const struct json *body_read(struct call *);

/* Members are fields, their values fit, references and picklists exist. */
bool body_check(struct call *, const struct json *body);

/* All that are required are there; a path below a parent implies the
 * reference to it. */
bool body_complete(struct call *, const struct json *body);

/* Writes the members to a record. */
void body_store(struct call *, const struct json *body, struct stored *stored);

#endif
