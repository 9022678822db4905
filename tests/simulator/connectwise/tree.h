/* What the simulator does to trees of JSON before it prints them. */
#ifndef SIMULATOR_CONNECTWISE_TREE_H
#define SIMULATOR_CONNECTWISE_TREE_H

#include "base/arena.h"
#include "base/json.h"

/* Sets a member to a copy of the value; what is below it is shared. */
void tree_put(struct arena *, struct json *object, const char *key,
              const struct json *value);

/* The same with each member of over, which may be NULL. */
void tree_overlay(struct arena *, struct json *object, const struct json *over);

/* Leaves the members that a "fields" argument names, letter case ignored; all
 * where it is NULL or empty. Of a path only the first part counts. */
void tree_keep(struct json *object, const char *fields);

/* Takes a member away. */
void tree_drop(struct json *object, const char *key);

#endif
