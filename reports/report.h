/* Report formats: a table of writers, each a pure function from an audit to
 * text. Adding one is a file and a row in report.c. */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/out.h"
#include "rules/model.h"

/* How a writer may present itself; only text looks at it. */
struct presentation {
    bool colour;
    unsigned width; /* columns; 0: the default of 80 */
};

struct report_format {
    const char *name, *about; /* --report NAME=FILE and its help */
    void (*write)(struct out *, const struct audit *,
                  const struct presentation *);
};

/* All formats, in the order of the help; NULL-ended. */
extern const struct report_format *const report_formats[];

/* NULL if there is none of that name. */
const struct report_format *report_find(const char *name);

/* The audit itself (format "json"), and back. audit_read reports every
 * mistake it finds and gives false; what it reads it writes again byte for
 * byte. Everything read lives in the arena. */
bool audit_read(struct audit *, const char *text, size_t length, struct diags *,
                struct arena *);

#endif
