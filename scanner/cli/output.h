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
    bool skip_unknown; /* as struct presentation has it */
    const char *odd;   /* a folder that is there for --keep-odd; or NULL */
};

/* Reads --report and --output-dir. Unknown formats, two reports to one file,
 * however it is spelled, and what cannot be written to are mistakes. Without
 * any --report, and without --quiet: text on standard output. The folder is
 * made, but not by plan. */
bool outputs_parse(struct outputs *, const struct options *, struct diags *);

/* A report that would be written over an input is a mistake. what: the option
 * that names the input. */
void outputs_spare(const struct outputs *, const char *what, const char *path,
                   struct diags *);

/* The folder or special file that report i will be written to (file_written);
 * NULL: none. */
const char *outputs_written(const struct outputs *, uint32_t i, bool *folder,
                            struct arena *);

/* The files they go to, "report.html, junit.xml"; NULL: none but standard
 * output. */
const char *outputs_files(const struct outputs *, struct arena *);

/* Writes them all, as far as possible; false with the causes in diags. */
bool
outputs_write(const struct outputs *, const struct audit *, struct diags *);

#endif
