/* Scopes of Zoho Desk, and which calls each opens. */
#ifndef SIMULATOR_ZOHO_SCOPE_H
#define SIMULATOR_ZOHO_SCOPE_H

#include "tests/simulator/zoho/call.h"

struct scope {
    const char *name; /* "Desk.tickets.READ" */
    unsigned opens;   /* bits by enum call_name; CALL_NONE: searching */
};

/* Without letter case; NULL: unknown. */
const struct scope *scope_of(const char *name);
/* What was meant, or NULL. */
const char *scope_near(const char *name);

bool scope_opens(const struct scope *, enum call_name);

#endif
