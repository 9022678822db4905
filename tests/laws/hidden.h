/* What no report and no address may hold. */
#ifndef LAWS_HIDDEN_H
#define LAWS_HIDDEN_H

#include "tests/laws/laws.h"

/* Fills hidden and secret from the system's credentials, which are in the
 * environment by then. */
void hidden_fill(struct setting *, struct arena *);

#endif
