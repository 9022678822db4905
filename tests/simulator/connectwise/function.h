/* The functions of a security role as vendors print them, and which lists ask
 * for which. The table is of the published facts; what the scanner makes of
 * them is not used here. */
#ifndef SIMULATOR_CONNECTWISE_FUNCTION_H
#define SIMULATOR_CONNECTWISE_FUNCTION_H

#include <stdbool.h>
#include <stdint.h>

enum level { LEVEL_NONE, LEVEL_MY, LEVEL_ALL };
enum verb { VERB_ADD, VERB_EDIT, VERB_DELETE, VERB_INQUIRE, VERB__N };
enum offered { OFFERED_UNKNOWN, OFFERED_ALL, OFFERED_MY };

struct function {
    const char *key; /* "Module/Function"; first: text_nearest looks here */
    const char *module, *name;
    int offered[VERB__N];  /* enum offered: levels that were seen in print */
    const char *customize; /* what the API calls its list, or NULL */
    const char *read;      /* lists that ask for Inquire, with commas */
};

uint32_t function_count(void);
const struct function *function_at(uint32_t index);
const struct function *function_named(const char *key); /* no aliases */

/* True if the list "area/list" asks for this function. */
bool function_reads(const struct function *, const char *list);

/* True if the list may be read by everybody: setup tables and look-ups. */
bool list_is_open(const char *list);

#endif
