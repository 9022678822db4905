/* The body of a request as a form. */
#ifndef SIMULATOR_KIT_FORM_H
#define SIMULATOR_KIT_FORM_H

#include "tests/simulator/kit/kit.h"

struct form {
    struct pair *field;
    uint32_t n, capacity;
    const char *twice; /* the name of a field that is there again, or NULL */
};

/* False if the body is no form. */
bool form_read(struct call *, struct form *);

/* NULL if the form has none. */
const char *form_field(const struct form *, const char *name);

/* The form with the values of those fields only that are open (NULL-ended), for
 * the log. */
const char *
form_masked(struct call *, const struct form *, const char *const *open);

#endif
