/* waive new: a file to fill in, of what an audit has found. */
#include "base/file.h"
#include "base/out.h"
#include "rules/load/attest.h"
#include "scanner/cli/cmd.h"

int
cmd_waive_new(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    const struct strings *operand = &options->operand;
    struct wanted wanted = {operand->item + 1, operand->n - 1};
    struct audit audit;
    struct out out = {0};
    bool good =
        cmd_audit(&audit, operand->item[0], &diags, options->mem) &&
        waivers_template(&audit, wanted, cmd_today(options->mem), &out, &diags);

    if (!good) {
        out_free(&out);
        return cmd_refuse(&diags);
    }
    good = file_save("-", out_string(&out), out.length, &diags);
    out_free(&out);
    diags_print(&diags, stderr);
    return good ? 0 : EXIT_RESOURCE;
}
