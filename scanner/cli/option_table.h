/* The table of options; options.c makes parsing and help of it. */
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
};

/* Appends to a list of the command line. */
void option_push(struct options *, struct strings *, const char *value);

enum { OPTION_TABLE_N = 25 };

extern const struct option_row option_table[OPTION_TABLE_N];

#endif
