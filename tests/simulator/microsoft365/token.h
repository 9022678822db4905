/* Access tokens. */
#ifndef SIMULATOR_MICROSOFT365_TOKEN_H
#define SIMULATOR_MICROSOFT365_TOKEN_H

#include "tests/simulator/kit/kit.h"

/* A fresh one, as the tenant file says; kept for those that ask with it. */
const char *token_make(struct call *, int resource);

#endif
