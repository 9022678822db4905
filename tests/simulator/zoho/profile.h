/* Keys of an agent's profile: what is answered of them, and what they close. */
#ifndef SIMULATOR_ZOHO_PROFILE_H
#define SIMULATOR_ZOHO_PROFILE_H

#include "base/arena.h"
#include "base/json.h"

#include <stdbool.h>

/* key NULL: the group. */
bool profile_has(const char *group, const char *key);
/* What was meant, or NULL; group NULL: a group. */
const char *profile_near(const char *group, const char *word);

/* "absent" as a value in a tenant file. */
bool profile_absent(const struct json *);

struct profile;
/* As it is answered: groups of keys. */
void profile_print(const struct profile *, struct json *into, struct arena *);

/* False only where it says false: what it does not tell is allowed. */
bool profile_allows(const struct profile *, const char *group, const char *key);

#endif
