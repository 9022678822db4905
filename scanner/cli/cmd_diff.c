/* diff: what changed from one audit to another. */
#include "audit/diff.h"
#include "audit/outcome.h"
#include "base/file.h"
#include "base/out.h"
#include "base/text.h"
#include "reports/text/changes.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"
#include "scanner/cli/terminal.h"

#include <unistd.h>

/* The status of the news alone, as with scan --new-only. */
static int
status_of(const struct audit *new, const struct changes *changes,
          const struct audit *old)
{
    struct audit audit = *new;

    audit.baseline = old->started;
    audit.new_only = true;
    audit.change = changes->item;
    audit.n_change = changes->n;
    return audit_status(&audit);
}

int
cmd_diff(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    const char *format = options->format != NULL ? options->format : "text";
    struct audit old, new;
    struct changes changes;
    struct out out = {0};
    bool good;

    if (!text_same(format, "text") && !text_same(format, "json"))
        diag_add(&diags, 0, 0, "--format: %s is not text or json", format);
    (void)cmd_audit(&old, options->operand.item[0], &diags, options->mem);
    (void)cmd_audit(&new, options->operand.item[1], &diags, options->mem);
    if (diags.n > 0)
        return cmd_refuse(&diags);
    changes = audit_diff(&old, &new, options->mem);
    if (text_same(format, "json"))
        changes_json(&out, &old, &new, &changes);
    else
        changes_text(&out, &old, &new, &changes, terminal_width(STDOUT_FILENO));
    good = text_same(format, "json")
               ? file_save("-", out_string(&out), out.length, &diags)
               : terminal_print(&out, &diags);
    out_free(&out);
    diags_print(&diags, stderr);
    return good ? status_of(&new, &changes, &old) : EXIT_RESOURCE;
}
