/* What is tortured: a scan of one system, with its simulator, its rules, and
 * what is known of its requests. A system is a row of a table. */
#ifndef TORTURE_SYSTEM_H
#define TORTURE_SYSTEM_H

#include "base/arena.h"

#include <stdbool.h>

enum { TENANTS = 2, VARIABLES_MAX = 8, SYSTEM_SCAN = 8 };

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
    const char *const *scan;     /* more arguments of a scan; or NULL */
    const char *variable[VARIABLES_MAX][2];
    const char *key; /* names the file of a key, which its simulator makes; or
                        NULL */
    const char *const *hidden;   /* what no report may hold */
    const char *login;           /* the check of it */
    const char *api_only;        /* that of the kind of account */
    const char *look_up;         /* what gets no credential */
    const char *hello;           /* what the login is tried with */
    const char *query;           /* what may be sent with POST; or NULL */
    const char *const *root;     /* everything rests on these */
    const char *const *read;     /* reads: they show one record */
    const struct depends *doubt; /* what one of these shows cannot pass without
                                    it; NULL: all but the root */
    bool own_tokens;       /* each read has one of its own: what refuses it
                              refuses no login */
    const char *once;      /* what is never sent again; or NULL */
    bool empty_is_yes;     /* a read that shows nothing was allowed */
    const char *only_read; /* checks that rest on reads alone; or NULL */
    const char *const (*person)[2]; /* what stands for a name in a path, and
                                       the name; ends with NULL; or NULL */
    const struct depends *depends;  /* ends with a row of NULL */
};

/* Of that name, or NULL. */
const struct system *system_named(const char *name);
/* Puts its credentials into the environment, and no proxy. */
void system_environment(const struct system *);
/* Makes its key, if it has one, for that tenant's file and in that folder. */
void system_key(const struct system *, const char *program, const char *tenant,
                const char *folder, struct arena *);
/* Arguments that start its simulator, NULL-ended, of the tenant's file. */
const char *const *
system_arguments(const struct system *, const char *program, const char *tenant,
                 const char *port_file, const char *log, struct arena *);
/* Puts what a scan of it is told besides behind n arguments, and NULL; how many
 * there are then. SYSTEM_SCAN of them is the most. */
size_t system_scan(const struct system *, const char **argv, size_t n);
bool system_lists(const char *const *patterns, const char *path);
/* Whether a row has that path and that check; of NULL none has. */
bool
system_depends(const struct depends *, const char *path, const char *check);

#endif
