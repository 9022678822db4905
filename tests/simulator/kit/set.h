/* --set KEY.KEY=VALUE. */
#ifndef SIMULATOR_KIT_SET_H
#define SIMULATOR_KIT_SET_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"

/* A copy of the tree in which "KEY.KEY=VALUE" is set; VALUE is JSON if it
 * parses, else a string. NULL, with the cause in diags, if there is no "=". A
 * string that is given a member first becomes an object in which each member
 * of spread (NULL-ended, or NULL) is that string. */
const struct json *set_assign(const struct json *, const char *assignment,
                              const char *const *spread, struct diags *);

#endif
