/* What an audit says, from what it rests on. */
#include "rules/audit.h"
#include "base/text.h"
#include "rules/diff.h"
#include "rules/excess.h"

static void
fill_rules(struct audit *audit, const struct ruleset *rules,
           const struct catalogue *catalogue)
{
    audit->rules_id = rules->id;
    audit->rules_title = rules->title;
    audit->rules_version = rules->version;
    audit->rules_sha256 = rules->sha256;
    audit->product = rules->product;
    audit->option = rules->option;
    audit->n_option = rules->n_option;
    audit->editor = catalogue->editor;
    audit->n_editor = catalogue->n_editor;
}

void
audit_judge(struct audit *audit, const struct ruleset *rules,
            const struct catalogue *catalogue, const struct facts *facts,
            struct arena *arena)
{
    struct findings findings = evaluate(rules, catalogue, facts, arena);

    fill_rules(audit, rules, catalogue);
    audit->observation = facts->observation;
    audit->n_observation = facts->n_observation;
    audit->attestation = facts->attestation;
    audit->n_attestation = facts->n_attestation;
    audit->finding = findings.finding;
    audit->n_finding = findings.n;
    if (audit->excess_mode != EXCESS_IGNORE) {
        struct excesses found = excess_find(rules, catalogue, facts, arena);

        audit->excess = found.item;
        audit->n_excess = found.n;
        audit->coverage = found.coverage;
    }
}

void
audit_compare(struct audit *audit, const struct audit *baseline,
              struct arena *arena)
{
    struct changes changes = audit_diff(baseline, audit, arena);

    audit->baseline = baseline->started;
    audit->change = changes.item;
    audit->n_change = changes.n;
}
