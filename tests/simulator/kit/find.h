/* Tenants by name: the folders where they may lie. */
#ifndef SIMULATOR_KIT_FIND_H
#define SIMULATOR_KIT_FIND_H

#include "base/arena.h"

struct find {
    const char *first;    /* a folder to look in before all others, or NULL */
    const char *variable; /* of the environment: one more */
    const char *folder;   /* of tenants, where programs and data lie */
};

/* The path of a tenant's file: the word itself if it looks like a path, else
 * the first NAME.json found; NULL if there is none. */
const char *find_tenant(const struct find *, const char *word, struct arena *);

/* Prints the name and the path of each tenant found by name. */
void find_list(const struct find *, struct arena *);

#endif
