/* A clock that may be off, as a tenant's file says. */
#ifndef SIMULATOR_KIT_CLOCK_H
#define SIMULATOR_KIT_CLOCK_H

#include "tests/simulator/kit/kit.h"

/* Seconds since 1970, by a clock that is so many ahead. */
int64_t clock_now(int64_t ahead);
/* The Date of an answer by that clock, where it is another than the server's.
 */
void clock_header(struct call *, int64_t ahead);

#endif
