/* The query language: checked whole before any record is looked at. */
#ifndef SIMULATOR_FILTER_H
#define SIMULATOR_FILTER_H

#include "tests/simulator/sim.h"

enum { PAGE = 500, OR_CONDITIONS = 500 };

struct query {
    const struct json *filter;  /* array of conditions */
    const struct json *include; /* IncludeFields, or NULL */
    int64_t most;               /* MaxRecords, or PAGE */
    bool limited;               /* MaxRecords was given */
    int64_t after;              /* ids above only: a further page */
};

/* The query of a request's body or search argument. On a mistake the call is
 * answered with it and false returned. */
bool query_read(struct call *, struct query *);

bool query_matches(struct call *, const struct query *, int64_t row);

#endif
