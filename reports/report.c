/* The table of report formats. */
#include "reports/report.h"
#include "base/text.h"
#include "reports/formats.h"

const struct report_format *const report_formats[] = {
    &report_text, &report_junit,     &report_html,
    &report_json, &report_worksheet, NULL,
};

const struct report_format *
report_find(const char *name)
{
    for (uint32_t i = 0; report_formats[i] != NULL; i++) {
        if (text_same(report_formats[i]->name, name))
            return report_formats[i];
    }
    return NULL;
}
