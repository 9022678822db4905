/* From the evidence of all findings to rights and who asks for them. */
#include "audit/demand.h"
#include "base/index.h"
#include "base/text.h"
#include "rules/judge/evaluate.h"
#include "rules/model/scale.h"

/* Of two checks of a rules file on the same right, the one that speaks for it:
 * a failure before doubt before success; then what is required; then the one
 * heard first. */
static bool
speaks(const struct ask *new, const struct ask *old)
{
    if (old->wanted == NULL)
        return true;
    if (new->verdict != old->verdict)
        return verdict_all(new->verdict, old->verdict) == new->verdict;
    return new->need == NEED_REQUIRED && old->need != NEED_REQUIRED;
}

/* What is held, unless that is in doubt: of contradictory answers none is. */
static const char *
held(const struct evidence *evidence)
{
    if (evidence->verdict != VERDICT_UNKNOWN)
        return evidence->observed;
    return evidence->reason == WHY_CONFLICT ? "contradictory" : "not known";
}

/* The demands so far, and the rules file whose findings are being heard. */
struct hearing {
    struct demands all;
    const struct audit *audit;
    struct index known; /* where in all what is demanded stands */
    uint32_t pack, n_pack;
    struct arena *arena;
};

static void
hear(struct hearing *h, const struct finding *finding,
     const struct evidence *evidence)
{
    uint32_t at = index_put(&h->known, NULL, evidence->about, h->all.n);
    struct demand *demand = &h->all.item[at];
    struct ask new = {evidence->wanted, finding->need, evidence->verdict};
    struct ask *ask;

    if (at == h->all.n) {
        h->all.n++;
        *demand = (struct demand){
            .about = evidence->about,
            .entity = evidence->entity,
            .aspect =
                verb_title(h->audit->verb, h->audit->n_verb, evidence->aspect),
            .ask = arena_new(h->arena, struct ask, h->n_pack)};
    }
    ask = &demand->ask[h->pack];
    if (demand->observed == NULL || evidence->basis == BASIS_DECLARED)
        demand->observed = held(evidence);
    demand->n_ask += ask->wanted == NULL;
    if (speaks(&new, ask))
        *ask = new;
}

/* Not what does not apply, nor what only a person can tell. */
static bool
is_right(const struct evidence *evidence)
{
    return evidence->verdict != VERDICT_SKIP && evidence->wanted != NULL &&
           !text_same(evidence->aspect, ASPECT_STATEMENT);
}

static void
hear_all(struct hearing *h)
{
    const struct audit *audit = h->audit;

    for (uint32_t i = 0; i < audit->n_finding; i++) {
        const struct finding *finding = &audit->finding[i];

        if (!text_same(finding->rules, audit->pack[h->pack].id))
            continue;
        for (uint32_t e = 0; e < finding->n_evidence; e++)
            if (is_right(&finding->evidence[e]))
                hear(h, finding, &finding->evidence[e]);
    }
}

struct demands
demands_of(const struct audit *audit, struct arena *arena)
{
    struct hearing h = {.audit = audit,
                        .known = {.arena = arena},
                        .n_pack = audit->n_pack,
                        .arena = arena};
    size_t most = 0;

    for (uint32_t i = 0; i < audit->n_finding; i++)
        most += audit->finding[i].n_evidence;
    h.all.item = arena_new(arena, struct demand, most);
    for (h.pack = 0; h.pack < h.n_pack; h.pack++)
        hear_all(&h);
    return h.all;
}
