/* The writers, one row each in report.c. */
#ifndef REPORTS_FORMATS_H
#define REPORTS_FORMATS_H

#include "reports/report.h"

extern const struct report_format report_text, report_junit, report_html,
    report_json, report_worksheet;

#endif
