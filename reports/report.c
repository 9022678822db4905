/* The table of report formats. */
#include "reports/report.h"
#include "audit/audit.h"
#include "base/text.h"

static void
json_write(struct out *out, const struct audit *audit,
           const struct presentation *presentation)
{
    (void)presentation;
    audit_write(out, audit);
}

static const struct report_format report_json = {
    .name = "json",
    .about = "the audit itself, for report and diff",
    .ending = ".json",
    .usual = "audit.json",
    .write = json_write,
};

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

const struct report_format *
report_of_file(const char *path)
{
    for (uint32_t i = 0; report_formats[i] != NULL; i++) {
        if (text_ends(path, report_formats[i]->ending))
            return report_formats[i];
    }
    return NULL;
}
