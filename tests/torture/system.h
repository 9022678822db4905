/* What is tortured: a scan of one system, with its simulator, its rules, and
 * what is known of its requests. A system is a row of a table. */
#ifndef TORTURE_SYSTEM_H
#define TORTURE_SYSTEM_H

#include "base/arena.h"

#include <stdbool.h>

enum { TENANTS = 2, VARIABLES_MAX = 8 };

/* Checks that need what a request finds, beside those that show it. */
struct depends {
    const char *path, *check;
};

/* Patterns are of paths, without their query; lists end with NULL. */
struct system {
    const char *name;
    const char *simulator;       /* program */
    const char *rules, *tenants; /* places in the source */
    const char *tenant[TENANTS]; /* the first passes */
    const char *const *set;      /* arguments of the simulator */
    const char *variable[VARIABLES_MAX][2];
    const char *const *hidden; /* what no report may hold */
    const char *login;         /* the check of it */
    const char *api_only;      /* that of the kind of account */
    const char *look_up;       /* what gets no credential */
    const char *hello;         /* what the login is tried with */
    const char *query;         /* what may be sent with POST; or NULL */
    const char *const *root;   /* everything rests on these */
    const char *const *read;   /* reads: they show one record */
    const char *const *doubt;  /* a check that one of these shows cannot pass
                                  without it; NULL: all but the root */
    const struct depends *depends; /* ends with a row of NULL */
};

/* Of that name, or NULL. */
const struct system *system_named(const char *name);
/* Puts its credentials into the environment, and no proxy. */
void system_environment(const struct system *);
/* Arguments that start its simulator, NULL-ended, of the tenant's file. */
const char *const *
system_arguments(const struct system *, const char *program, const char *tenant,
                 const char *port_file, const char *log, struct arena *);
bool system_lists(const char *const *patterns, const char *path);

#endif
