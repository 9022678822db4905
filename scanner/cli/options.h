/* The command line: one table of options, from which parsing, help and the
 * test of the man page all come. */
#ifndef SCANNER_CLI_OPTIONS_H
#define SCANNER_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/diag.h"
#include "rules/model/audit.h"

#include <stdbool.h>

enum { EXIT_USAGE = 3, EXIT_INTERRUPTED = 130 };

struct strings {
    const char **item;
    uint32_t n, capacity;
};

/* What a target file says beside options (target.h). */
struct target_info {
    const char *path; /* --target; the rest is NULL if it is not there */
    const char *owner, *purpose, *review, *provider;
    const char *prefix; /* of the variables that hold the credentials */
};

struct options {
    struct arena *mem;
    const struct command *command;
    const char *group; /* "rules": a first word without its second; or NULL */
    bool lost;         /* no command was named: the usage may help */
    struct strings operand;
    const char *endpoint, *name, *cacert, *format;
    const char *base; /* the tenant's API, as --api-url names it; or NULL */
    const char *credentials, *credentials_command;
    const char *attest, *waive, *baseline, *provider;
    const char *output_dir, *keep_odd;
    const char *check; /* the rules that a table is compared with; or NULL */
    struct strings rules, option, subject, report, column;
    uint32_t timeout, max_time; /* seconds */
    uint32_t max_requests, max_usage;
    const char *given[64]; /* by row of the table: as typed; NULL: not named */
    struct target_info target;
    enum need fail_on;
    enum excess_mode excess;
    enum risk excess_least;
    bool new_only, allow_missing_baseline, skip_unknown, verbose, quiet, help,
        version;
};

/* What the exit statuses of a command mean; help.c has the words. */
enum exits {
    EXITS_FILES, /* 0 done, 3, 4 */
    EXITS_AUDIT, /* 1 and 2 are verdicts */
    EXITS_SCAN,  /* and it can be interrupted */
    EXITS_TABLE, /* 1: questions are left */
    EXITS_NEWS,  /* as of an audit, but of what is new */
    EXITS__N
};

struct command {
    const char *name;     /* "scan", "rules show" */
    const char *operands; /* for the usage line, or "" */
    const char *about;
    unsigned bit;         /* in option_row.commands */
    uint32_t least, most; /* operands */
    int (*run)(const struct options *);
    enum exits exits;
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
    CMD_HELP = 1024,
    CMD_VERSION = 2048,
    CMD_TARGET = 4096,
    CMD_WAIVE = 8192,
    CMD_LIST = 16384,
    CMD_COMPLETION = 32768,
    CMD_ALL = 65535
};

/* False with the mistakes in diags. Defaults are filled in. */
bool options_parse(struct options *, int argc, char **argv, struct diags *);

/* What no option can tell alone; once more after a target file was read. */
bool options_check(const struct options *, struct diags *);

/* The command that these words begin with, and how many of them it takes; NULL
 * and 0. A first word that several commands share is a group, and takes 1. */
const struct command *
command_find(const char *const *word, int n, const char **group, int *taken);
/* True if that is the first of the command's two words. */
bool command_in(const struct command *, const char *group);

#endif
