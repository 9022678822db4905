/* attest new: a file to fill in, of what rules leave to a person, or of what an
 * audit did. */
#include "base/file.h"
#include "base/out.h"
#include "rules/load/attest.h"
#include "rules/load/subject.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"

int
cmd_attest_new(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    const struct strings *operand = &options->operand;
    struct ruleset rules = {0};
    struct audit audit;
    struct out out = {0};
    bool good;

    if (options->rules.n == 0)
        diag_add(&diags, 0, 0,
                 "\"attest new\" needs --rules FILE or --target FILE");
    else
        (void)(input_rules(&rules, options->rules.item, options->rules.n,
                           &diags, options->mem) &&
               ruleset_choose(&rules, options->option.item, options->option.n,
                              &diags, options->mem) &&
               ruleset_subjects(&rules, options->subject.item,
                                options->subject.n, &diags, options->mem));
    if (diags.n == 0 && operand->n > 0)
        (void)cmd_audit(&audit, operand->item[0], &diags, options->mem);
    if (diags.n == 0)
        (void)attestations_template(&rules, operand->n > 0 ? &audit : NULL,
                                    cmd_today(options->mem), &out, &diags);
    if (diags.n > 0) {
        out_free(&out);
        return cmd_refuse(&diags);
    }
    good = file_save("-", out_string(&out), out.length, &diags);
    out_free(&out);
    diags_print(&diags, stderr);
    return good ? 0 : EXIT_RESOURCE;
}
