/* report: renders a saved audit again, offline. */
#include "base/file.h"
#include "scanner/cmd.h"
#include "scanner/input.h"
#include "scanner/output.h"

int
cmd_report(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    const char *path = options->operand.item[0];
    struct outputs outputs;
    struct file_text text;
    struct audit audit;

    if (!outputs_parse(&outputs, &options->report, &diags, options->mem) ||
        !file_read(path, INPUT_CAP, options->mem, &diags, &text))
        return cmd_refuse(&diags);
    diags.file = path;
    if (!audit_read(&audit, text.bytes, text.length, &diags, options->mem))
        return cmd_refuse(&diags);
    diags.file = NULL;
    if (outputs_write(&outputs, &audit, &diags))
        return 0;
    diags_print(&diags, stderr);
    return EXIT_RESOURCE;
}
