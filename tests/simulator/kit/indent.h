/* JSON as people read it: a line for each member, a blank for each level. */
#ifndef SIMULATOR_KIT_INDENT_H
#define SIMULATOR_KIT_INDENT_H

#include "base/json.h"
#include "base/out.h"

/* Members named in bare (NULL-ended, or NULL) whose texts are digits, or lists
 * of such, are printed as numbers: no double could hold the longer ones. */
void json_indent(const struct json *, const char *const *bare, struct out *);

#endif
