/* Rules files as users name them: by path, or by the name of an installed
 * one. Used by every command that reads rules. */
#ifndef SCANNER_CLI_INPUT_H
#define SCANNER_CLI_INPUT_H

#include "base/diag.h"
#include "rules/load/load.h"

/* Loads the files, each by itself, and joins them; the mistakes of all are in
 * diags. */
bool input_rules(struct ruleset *, const char *const *name, uint32_t n,
                 struct diags *, struct arena *);

/* The file that a name stands for: itself if it is a path ("-", holds "/" or
 * ends in ".json"), else NAME.json in $GRANTSCAN_RULES, beside the program's
 * own installation, or in the installed data folder. NULL, with the places
 * in diags, if there is none. */
const char *input_find(const char *name, struct diags *, struct arena *);

/* Bytes of a file that somebody wrote, and of an audit: that repeats what the
 * rules say of a row in each of its checks. */
enum { INPUT_CAP = 32 * 1024 * 1024, AUDIT_CAP = 512 * 1024 * 1024 };

#endif
