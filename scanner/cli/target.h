/* The target file: all that a scan of one account needs, but for the
 * credentials, of which it says only where they come from. What the command
 * line gives wins. Paths in it are relative to the file. */
#ifndef SCANNER_CLI_TARGET_H
#define SCANNER_CLI_TARGET_H

#include "base/file.h"
#include "scanner/cli/options.h"

#define TARGET_FORMAT "grantscan-target/1"

/* Reads the file that --target names into the options; every mistake is in
 * diags. */
bool target_read(struct options *, struct diags *);

/* The same of a text that was read from that path. */
bool target_load(struct options *, const struct file_text *, const char *path,
                 struct diags *);

/* What the file says of the account, for the notes of an audit of that day;
 * NULL: nothing. */
const char *
target_note(const struct target_info *, const char *day, struct arena *);

#endif
