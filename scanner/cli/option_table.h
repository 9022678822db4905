/* The table of options: parsing (options.c), help (help.c) and the messages
 * about mistakes (mistake.c) are made of it. */
#ifndef SCANNER_CLI_OPTION_TABLE_H
#define SCANNER_CLI_OPTION_TABLE_H

#include "scanner/cli/options.h"

struct option_row {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* NULL: takes none */
    unsigned commands;    /* bits of the commands that know it */
    const char *about;
    bool (*set)(struct options *, const char *value);
    const char *want; /* what a value has to be: "--name: x is not WANT" */
};

/* The row of that name, or NULL. */
const struct option_row *option_find(const char *name);

/* True if the command line named it. */
bool option_is_given(const struct options *, const struct option_row *);

/* Appends to a list of the command line. */
void option_push(struct options *, struct strings *, const char *value);

enum { OPTION_TABLE_N = 33 };

extern const struct option_row option_table[OPTION_TABLE_N];

#endif
