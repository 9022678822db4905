/* Templates: {name} in a path or a body stands for a value. Pure. */
#ifndef SCANNER_ENGINE_EXPAND_H
#define SCANNER_ENGINE_EXPAND_H

#include "base/out.h"

#include <stdbool.h>
#include <stdint.h>

/* A value learned on the way, for the templates of later steps. */
struct known {
    const char *name, *value;
};

enum expand_as {
    EXPAND_URL,  /* percent-encoded (RFC 3986, all but unreserved) */
    EXPAND_JSON, /* the inside of a JSON string, or a number's digits */
    EXPAND_FORM  /* of a form body: percent-encoded too, a blank as %20 */
};

/* Appends the template with its values; false if one is not known. Braces
 * that hold neither a lower-case word nor a subject with its number, as
 * "{technician/1}", are text, so that JSON can be written. */
bool expand(const char *template, enum expand_as, const struct known *,
            uint32_t n, struct out *);

/* Appends text percent-encoded. */
void expand_quote(const char *text, struct out *);

/* The value, or NULL. */
const char *expand_find(const struct known *, uint32_t n, const char *name);

#endif
