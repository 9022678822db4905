/* The reports a user asked for with --report: checked before anything is
 * sent, written at the end. */
#ifndef SCANNER_CLI_OUTPUT_H
#define SCANNER_CLI_OUTPUT_H

#include "base/diag.h"
#include "reports/report.h"
#include "scanner/cli/options.h"

struct outputs {
    struct output *item;
    uint32_t n;
};

/* Reads "FORMAT=FILE" arguments. Unknown formats, a file named twice, two
 * reports on standard output and folders that cannot be written to are
 * mistakes. Without any argument: text on standard output. */
bool outputs_parse(struct outputs *, const struct strings *, struct diags *,
                   struct arena *);

/* Whether the text report, which ends in the same sum as the closing line,
 * goes to standard output. */
bool outputs_say_it(const struct outputs *);

/* Writes them all, as far as possible; false with the causes in diags. */
bool
outputs_write(const struct outputs *, const struct audit *, struct diags *);

#endif
