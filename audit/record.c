/* What an audit says, from what it rests on. */
#include "audit/record.h"
#include "audit/diff.h"
#include "base/crypto.h"
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/judge/held.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"

#include <string.h>

/* Without their values, which are people's addresses. */
static void
fill_subjects(struct audit *audit, const struct ruleset *rules,
              struct arena *arena)
{
    struct subject *subject =
        arena_new(arena, struct subject, rules->n_subject);

    for (uint32_t i = 0; i < rules->n_subject; i++) {
        subject[i] = rules->subject[i];
        subject[i].value = NULL;
    }
    audit->subject = subject;
    audit->n_subject = rules->n_subject;
}

static void
fill_rules(struct audit *audit, const struct ruleset *rules,
           const struct catalogue *catalogue)
{
    audit->pack = rules->pack;
    audit->n_pack = rules->n_pack;
    audit->option = rules->option;
    audit->n_option = rules->n_option;
    audit->feature = rules->feature;
    audit->n_feature = rules->n_feature;
    audit->editor = catalogue->editor;
    audit->n_editor = catalogue->n_editor;
    audit->verb = catalogue->verb;
    audit->n_verb = catalogue->n_verb;
}

/* Those on which grants are measured, each once, in the order of the rights. */
static void
fill_scales(struct audit *audit, const struct catalogue *catalogue,
            struct arena *arena)
{
    const struct scale **scale = NULL;
    uint32_t capacity = 0;

    audit->n_scale = 0;
    for (uint32_t i = 0; i < catalogue->n_right; i++) {
        const struct right *right = &catalogue->right[i];
        uint32_t k = 0;

        if (right->about != NULL || scale_is_number(right->scale))
            continue;
        while (scale != NULL && k < audit->n_scale && scale[k] != right->scale)
            k++;
        if (k < audit->n_scale)
            continue;
        scale = arena_grow(arena, scale, audit->n_scale, &capacity);
        scale[audit->n_scale++] = right->scale;
    }
    audit->scale = scale;
}

void
audit_judge(struct audit *audit, const struct ruleset *rules,
            const struct catalogue *catalogue, const struct facts *facts,
            struct arena *arena)
{
    struct heard heard = heard_all(facts, arena);
    struct facts sorted = *facts;
    struct findings findings;

    sorted.heard = &heard; /* once for both directions */
    findings = evaluate(rules, catalogue, &sorted, arena);
    fill_rules(audit, rules, catalogue);
    fill_scales(audit, catalogue, arena);
    fill_subjects(audit, rules, arena);
    audit->observation = facts->observation;
    audit->n_observation = facts->n_observation;
    audit->found = facts->found;
    audit->n_found = facts->n_found;
    audit->attestation = facts->attestation;
    audit->n_attestation = facts->n_attestation;
    audit->finding = findings.finding;
    audit->n_finding = findings.n;
    if (audit->excess_mode != EXCESS_IGNORE) {
        struct excesses found = excess_find(rules, catalogue, &sorted, arena);

        audit->excess = found.item;
        audit->n_excess = found.n;
        audit->coverage = found.coverage;
    }
}

struct audit
audit_part(const struct audit *audit, const struct pack *pack,
           struct arena *arena)
{
    struct finding *finding =
        arena_new(arena, struct finding, audit->n_finding);
    struct audit part = *audit;

    part.pack = pack;
    part.n_pack = 1;
    part.finding = finding;
    part.n_finding = 0;
    for (uint32_t i = 0; i < audit->n_finding; i++)
        if (text_same(audit->finding[i].rules, pack->id))
            finding[part.n_finding++] = audit->finding[i];
    part.excess_mode = EXCESS_IGNORE;
    part.excess = NULL;
    part.n_excess = 0;
    part.new_only = false;
    return part;
}

/* "a+b"; what is not known adds nothing. */
static const char *
in_a_row(const char *before, const char *between, const char *text,
         struct arena *arena)
{
    if (before == NULL || text == NULL)
        return before == NULL ? text : before;
    return arena_print(arena, "%s%s%s", before, between, text);
}

struct pack
audit_rules(const struct audit *audit, struct arena *arena)
{
    struct pack all = {.id = NULL};

    if (audit->n_pack == 1)
        return audit->pack[0];
    for (uint32_t i = 0; i < audit->n_pack; i++) {
        const struct pack *pack = &audit->pack[i];

        all.id = in_a_row(all.id, "+", pack->id, arena);
        all.title = in_a_row(all.title, "; ", pack->title, arena);
        all.version = in_a_row(all.version, "; ", pack->version, arena);
        all.product = in_a_row(all.product, ", ", pack->product, arena);
        all.sha256 = in_a_row(all.sha256, "\n", pack->sha256, arena);
    }
    if (all.sha256 != NULL)
        all.sha256 = crypto_sha256(arena, all.sha256, strlen(all.sha256));
    return all;
}

const char *
audit_name(const struct audit *audit, const char *rules, const char *id,
           struct arena *arena)
{
    return name_text(audit_packs(audit), rules, id, arena);
}

void
audit_note(struct audit *audit, const char *text, struct arena *arena)
{
    const char **note =
        arena_new(arena, const char *, audit->n_note + (size_t)1);

    for (uint32_t i = 0; i < audit->n_note; i++)
        note[i] = audit->note[i];
    note[audit->n_note++] = text;
    audit->note = note;
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
