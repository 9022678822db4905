/* A login by certificate. */
#ifndef SIMULATOR_MICROSOFT365_ASSERTION_H
#define SIMULATOR_MICROSOFT365_ASSERTION_H

#include "tests/simulator/kit/kit.h"

/* What is wrong with it: the number of an AADSTS error and a detail of its
 * text; 0: nothing. Names the form in about->login. */
int64_t
assertion_check(struct call *, const char *assertion, const char **detail);

#endif
