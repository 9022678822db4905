/* report: renders a saved audit again, offline. */
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"
#include "scanner/cli/output.h"

int
cmd_report(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    const char *path = options->operand.item[0];
    struct outputs outputs;
    struct audit audit;

    if (outputs_parse(&outputs, options, &diags))
        outputs_spare(&outputs, options->command->operands, path, &diags);
    if (diags.n > 0 || !cmd_audit(&audit, path, &diags, options->mem))
        return cmd_refuse(&diags);
    outputs.skip_unknown = options->skip_unknown;
    if (outputs_write(&outputs, &audit, &diags))
        return 0;
    diags_print(&diags, stderr);
    return EXIT_RESOURCE;
}
