/* Tenants by name: the folders where they may lie. */
#ifndef SIMULATOR_FIND_H
#define SIMULATOR_FIND_H

#include "base/arena.h"

/* The path of a tenant's file: the word itself if it looks like a path, else
 * the first NAME.json found; NULL if there is none. first: a folder to look in
 * before all others, or NULL. */
const char *find_tenant(const char *word, const char *first, struct arena *);

/* Prints the name and the path of each tenant found by name. */
void find_list(const char *first, struct arena *);

#endif
