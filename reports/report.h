/* Report formats: a table of writers, each a pure function from an audit to
 * text. Adding one is a file and a row in report.c. */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include "reports/view/format.h"

/* All formats, in the order of the help; NULL-ended. */
extern const struct report_format *const report_formats[];

/* NULL if there is none of that name. */
const struct report_format *report_find(const char *name);

/* The one whose files end so; NULL: none. */
const struct report_format *report_of_file(const char *path);

#endif
