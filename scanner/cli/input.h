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

/* Whether it names rules, and is no path: "-", ends in ".json", or holds "/";
 * but "PROVIDER/NAME" is what is on that shelf. */
bool input_is_name(const char *);

/* The file that a name stands for: itself if it is a path, else NAME.json in
 * $GRANTSCAN_RULES, beside the program where it was built, beside its own
 * installation, or in the installed data folder; in each of these, or in its
 * folder of a provider, the shelf. NULL, with the places in diags, if there is
 * none, or if there are several. */
const char *input_find(const char *name, struct diags *, struct arena *);

/* What can be named, in the order of the names; of two in the same place the
 * one that is found. On the shelf a name that is another's too has its provider
 * before it. */
struct input_rules_file {
    const char *name, *path;
    const char *shelf; /* the provider's name; NULL: not on the shelf */
};

const struct input_rules_file *input_list(uint32_t *n, struct arena *);

/* Bytes of a file that somebody wrote, and of an audit: that repeats what the
 * rules say of a row in each of its checks. */
enum { INPUT_CAP = 32 * 1024 * 1024, AUDIT_CAP = 512 * 1024 * 1024 };

#endif
