/* The query language: checked whole before any record is looked at. */
#ifndef SIMULATOR_AUTOTASK_FILTER_H
#define SIMULATOR_AUTOTASK_FILTER_H

#include "tests/simulator/autotask/autotask.h"

enum { OR_CONDITIONS = 500 };

struct query {
    const struct json *filter;  /* array of conditions */
    const struct json *include; /* IncludeFields, or NULL */
    int64_t most;               /* MaxRecords, or PAGE */
};

/* The query of a request's body or search argument. On a mistake the call is
 * answered with it and false returned. */
bool query_read(struct call *, struct query *);

bool query_matches(struct call *, const struct query *, int64_t row);

#endif
