/* evaluate: judges a stored scan anew, without the network. */
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/inventory.h"
#include "rules/load/subject.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/job.h"

#include <inttypes.h>

/* More names than that nobody reads; what is open stands in the findings. */
enum { FEW = 100 };

static const char unasked[] =
    "Judged from a stored scan, which did not ask about";

/* What the rules ask and the stored scan did not: said in a note, for it is
 * unknown for no other reason. */
static void
note_unasked(struct audit *audit, struct arena *arena)
{
    struct out list = {0};
    uint32_t n = 0;

    for (uint32_t i = 0; i < audit->n_finding; i++) {
        const struct finding *finding = &audit->finding[i];

        if (finding->verdict != VERDICT_UNKNOWN ||
            finding->reason != WHY_NOT_PROBED || n++ >= FEW)
            continue;
        (void)out_print(&list, "%s%s", n == 1 ? "" : ", ",
                        audit_name(audit, finding->rules, finding->id, arena));
    }
    if (n > FEW)
        (void)out_print(&list, " and %" PRIu32 " more", n - FEW);
    if (n > 0)
        audit_note(audit,
                   arena_print(arena, "%s: %s.", unasked, out_string(&list)),
                   arena);
    out_free(&list);
}

/* What an earlier judgement said goes; what was observed, and what the scan
 * noted of it, stays. */
static void
forget_judgement(struct audit *audit, struct arena *arena)
{
    const char *const *note = audit->note;
    uint32_t n = audit->n_note;

    audit->note = NULL;
    audit->n_note = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!text_starts(note[i], unasked) &&
            !text_starts(note[i], INVENTORY_NOTE) &&
            !text_same(note[i], job_first_run))
            audit_note(audit, note[i], arena);
    audit->finding = NULL;
    audit->n_finding = 0;
    audit->excess = NULL;
    audit->n_excess = 0;
    audit->coverage = (struct coverage){0};
    audit->attestation = NULL;
    audit->n_attestation = 0;
    audit->waiver = NULL;
    audit->n_waiver = 0;
    audit->baseline = NULL;
    audit->change = NULL;
    audit->n_change = 0;
}

static void
check_provider(const struct job *job, const struct audit *audit,
               struct diags *diags)
{
    if (!text_same(audit->target.provider, job->rules.provider))
        diag_add(diags, 0, 0,
                 "the audit is of provider \"%s\", the rules are for \"%s\"",
                 audit->target.provider, job->rules.provider);
}

int
cmd_evaluate(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    struct job job = {.options = options};
    struct audit audit;

    if (!job_prepare_offline(&job, &diags) ||
        !cmd_audit(&audit, options->operand.item[0], &diags, options->mem))
        return cmd_refuse(&diags);
    check_provider(&job, &audit, &diags);
    if (diags.n > 0)
        return cmd_refuse(&diags);
    ruleset_recall(&job.rules, audit.subject, audit.n_subject, options->mem);
    forget_judgement(&audit, options->mem);
    job_judge(&job, &audit);
    note_unasked(&audit, options->mem);
    if (!outputs_write(&job.outputs, &audit, &diags)) {
        diags_print(&diags, stderr);
        return EXIT_RESOURCE;
    }
    job_say(&job, &audit);
    return audit_exit(&audit);
}
