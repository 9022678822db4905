/* What a report format is. Adding one is a file, and a row in
 * reports/report.c. */
#ifndef REPORTS_VIEW_FORMAT_H
#define REPORTS_VIEW_FORMAT_H

#include "base/out.h"
#include "rules/model/audit.h"

/* How a writer may present itself. */
struct presentation {
    bool colour;       /* text */
    unsigned width;    /* text: columns; 0: the default of 80 */
    bool skip_unknown; /* junit: what is unknown is skipped, and no error */
};

struct report_format {
    const char *name, *about; /* --report NAME=FILE and its help */
    const char *ending;       /* of files that hold it */
    const char *usual;        /* its file in a folder of reports; or NULL */
    void (*write)(struct out *, const struct audit *,
                  const struct presentation *);
};

extern const struct report_format report_text, report_junit, report_html,
    report_worksheet;

#endif
