/* Answers that could not be read, kept for a report of it: what they were made
 * of, not what they said. Member names and tags stay; of every other run of
 * letters an "x" is left, of every run of digits a "0". */
#ifndef SCANNER_CLI_ODD_H
#define SCANNER_CLI_ODD_H

#include "base/diag.h"
#include "base/out.h"
#include "scanner/engine/scan.h"

struct odd {
    const char *folder;
    const struct secrets *secrets;
    uint32_t n;
    struct diags diags; /* what could not be written */
};

/* For scan_options.odd; ctx is a struct odd. Each becomes a file of mode 0600
 * in the folder, the first ones of a scan. */
void odd_keep(void *ctx, const struct exchange *, const struct response *);

/* Appends what may be kept of a body. secrets: a name that is one is no
 * name. */
void odd_redact(const char *body, size_t length, const struct secrets *,
                struct out *);

#endif
