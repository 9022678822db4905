/* A fence around a scan, by the kernel: from here on this process can write
 * only to where its reports go, and read only what name resolution and TLS
 * need. Best effort: where the kernel has no Landlock, or not enough of it,
 * the scan goes on without. */
#ifndef SCANNER_CLI_LANDLOCK_H
#define SCANNER_CLI_LANDLOCK_H

#include "scanner/cli/output.h"

/* Once all inputs are read. trust: files or folders with certificates, ended
 * by NULL. Gives the version of the kernel's interface, or 0 if there is no
 * fence; says which as a note. */
int landlock_begin(const struct outputs *, const char *const *trust,
                   struct arena *);

#endif
