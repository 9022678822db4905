/* The body of a login: a form. */
#ifndef SIMULATOR_MICROSOFT365_FORM_H
#define SIMULATOR_MICROSOFT365_FORM_H

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

/* The form without what is secret in it. */
const char *form_masked(struct call *, const struct form *);

#endif
