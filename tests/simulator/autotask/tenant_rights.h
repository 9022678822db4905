/* Readers of the members of a tenant file that speak of entities; into is a
 * struct tenant whose state array is there. For tenant.c alone. */
#ifndef SIMULATOR_AUTOTASK_TENANT_RIGHTS_H
#define SIMULATOR_AUTOTASK_TENANT_RIGHTS_H

#include "tests/simulator/autotask/tenant.h"
#include "tests/simulator/kit/reader.h"

void read_security_level(struct reader *, const struct json *, void *into);
void read_declared(struct reader *, const struct json *, void *into);
void read_impersonation(struct reader *, const struct json *, void *into);
void read_records(struct reader *, const struct json *, void *into);
void read_owned(struct reader *, const struct json *, void *into);
void read_filtered(struct reader *, const struct json *, void *into);
void read_omitted(struct reader *, const struct json *, void *into);
void read_metadata_denied(struct reader *, const struct json *, void *into);
void read_no_picklists(struct reader *, const struct json *, void *into);
void read_no_callouts(struct reader *, const struct json *, void *into);
void read_unreadable(struct reader *, const struct json *, void *into);
void read_unreadable_alone(struct reader *, const struct json *, void *into);

#endif
