/* rules check, show and worksheet: nothing but files and the terminal. */
#include "audit/record.h"
#include "base/out.h"
#include "base/text.h"
#include "reports/report.h"
#include "rules/load/show.h"
#include "rules/load/subject.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"
#include "scanner/cli/providers.h"
#include "scanner/cli/terminal.h"

#include <unistd.h>

int
cmd_rules_check(const struct options *options)
{
    bool good = true;

    for (uint32_t i = 0; i < options->operand.n; i++) {
        struct diags diags = {.arena = options->mem};
        struct ruleset rules = {0};

        if (!input_rules(&rules, &options->operand.item[i], 1, &diags,
                         options->mem)) {
            diags_print(&diags, stderr);
            good = false;
            continue;
        }
        (void)printf(
            "%s: %s, version %s: no mistakes (rules: %u, checks: %u, "
            "options: %u, features: %u%s)\n",
            text_line(options->mem, options->operand.item[i]), rules.pack->id,
            text_line(options->mem, rules.pack->version),
            (unsigned)rules.n_rule, (unsigned)rules.n_check,
            (unsigned)rules.n_option, (unsigned)rules.n_feature,
            rules.n_subject == 0 ? ""
                                 : arena_print(options->mem, ", subjects: %u",
                                               (unsigned)rules.n_subject));
    }
    return good ? 0 : EXIT_USAGE;
}

/* The files that are operands, with the options chosen. */
static bool
read_rules(struct ruleset *rules, const struct options *options,
           struct diags *diags)
{
    if (!input_rules(rules, options->operand.item, options->operand.n, diags,
                     options->mem))
        return false;
    (void)ruleset_choose(rules, options->option.item, options->option.n, diags,
                         options->mem);
    (void)ruleset_subjects(rules, options->subject.item, options->subject.n,
                           diags, options->mem);
    return diags->n == 0;
}

int
cmd_rules_show(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    struct ruleset rules = {0};
    struct out out = {0};
    bool good;

    if (!read_rules(&rules, options, &diags))
        return cmd_refuse(&diags);
    if (options->format != NULL && !text_same(options->format, "table") &&
        !text_same(options->format, "markdown"))
        diag_add(&diags, 0, 0, "--format: %s is not table or markdown",
                 options->format);
    if (diags.n > 0)
        return cmd_refuse(&diags);
    if (text_same(options->format, "markdown"))
        ruleset_show_markdown(&rules, &out);
    else
        ruleset_show(&rules, terminal_width(STDOUT_FILENO), &out);
    good = terminal_print(&out, &diags);
    out_free(&out);
    diags_print(&diags, stderr);
    return good ? 0 : EXIT_RESOURCE;
}

/* A worksheet is a view of an audit; this is one of a scan that asked
 * nothing. */
int
cmd_rules_worksheet(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    struct ruleset rules = {0};
    struct audit audit = {.stopped = WHY_GRANTED};
    const struct catalogue *catalogue;
    struct out out = {0};
    bool good;

    if (!read_rules(&rules, options, &diags))
        return cmd_refuse(&diags);
    catalogue = provider_catalogue(rules.provider);
    audit.target.kind = catalogue->account;
    audit_judge(&audit, &rules, catalogue,
                &(struct facts){.missing = WHY_NOT_PROBED}, options->mem);
    report_find("worksheet")->write(&out, &audit, NULL);
    good = terminal_print(&out, &diags);
    out_free(&out);
    diags_print(&diags, stderr);
    return good ? 0 : EXIT_RESOURCE;
}
