/* The command line: one table of options, from which parsing, --help and the
 * test of the man page all come. */
#ifndef SCANNER_CLI_OPTIONS_H
#define SCANNER_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/diag.h"
#include "rules/model/audit.h"

#include <stdbool.h>
#include <stdio.h>

enum { EXIT_USAGE = 3, EXIT_INTERRUPTED = 130 };

struct strings {
    const char **item;
    uint32_t n, capacity;
};

struct options {
    struct arena *mem;
    const struct command *command;
    struct strings operand;
    const char *endpoint, *name, *cacert, *format;
    const char *base; /* the tenant's API, as --api-url names it; or NULL */
    const char *credentials, *credentials_command;
    const char *attest, *waive, *baseline, *provider;
    struct strings rules, option, report;
    uint32_t timeout, max_time; /* seconds */
    uint32_t max_requests, max_usage;
    enum need fail_on;
    enum excess_mode excess;
    bool new_only, verbose, quiet, help, version;
};

struct command {
    const char *name;     /* "scan", "rules show" */
    const char *operands; /* for the usage line, or "" */
    const char *about;
    unsigned bit;         /* in option_row.commands */
    uint32_t least, most; /* operands */
    int (*run)(const struct options *);
};

/* The commands, in the order of the help, ended by a row without a name; in
 * main.c. */
extern const struct command commands[];

enum {
    CMD_SCAN = 1,
    CMD_PLAN = 2,
    CMD_REPORT = 4,
    CMD_CHECK = 8,
    CMD_SHOW = 16,
    CMD_DIFF = 32,
    CMD_ATTEST = 64,
    CMD_WORKSHEET = 128,
    CMD_IMPORT = 256,
    CMD_EVALUATE = 512,
    CMD_ALL = 1023
};

/* False with the mistakes in diags. Defaults are filled in. */
bool options_parse(struct options *, int argc, char **argv, struct diags *);

/* The help of one command, or of the program if it is NULL. */
void options_help(const struct command *, FILE *);

#endif
