/* attest new: a file to fill in. */
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
    struct ruleset rules = {0};
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
    if (diags.n > 0)
        return cmd_refuse(&diags);
    attestations_template(&rules, cmd_today(options->mem), &out, options->mem);
    good = file_save("-", out_string(&out), out.length, &diags);
    out_free(&out);
    diags_print(&diags, stderr);
    return good ? 0 : EXIT_RESOURCE;
}
