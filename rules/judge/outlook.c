/* From findings to features. */
#include "rules/judge/outlook.h"
#include "base/text.h"

#include <stdlib.h>

/* What a check would do to its feature if it came out so: an unknown one as
 * if it passed, or as if it failed. */
static enum prospect
effect(const struct finding *finding, enum verdict unknown_as)
{
    enum verdict verdict = finding->verdict;

    if (verdict == VERDICT_UNKNOWN)
        verdict = unknown_as;
    if (verdict == VERDICT_SKIP)
        return PROSPECT_OFF;
    if (verdict == VERDICT_PASS)
        return PROSPECT_WORKS;
    return finding->need == NEED_REQUIRED ? PROSPECT_BREAKS : PROSPECT_DEGRADES;
}

/* The one that outweighs the other: the order of answers never matters. */
static enum prospect
worse(enum prospect a, enum prospect b)
{
    return a > b ? a : b;
}

static bool
told(const struct outlook *outlook, const struct finding *finding)
{
    for (uint32_t i = 0; i < outlook->n_lost; i++)
        if (text_same(outlook->lost[i]->degrades, finding->degrades))
            return true;
    return false;
}

static void
add(struct outlook *outlook, const struct finding *finding)
{
    outlook->best = worse(outlook->best, effect(finding, VERDICT_PASS));
    outlook->worst = worse(outlook->worst, effect(finding, VERDICT_FAIL));
    outlook->unoffered =
        outlook->unoffered || (finding->verdict == VERDICT_SKIP &&
                               finding->reason == WHY_NOT_OFFERED);
    outlook->n_open += finding->verdict == VERDICT_UNKNOWN;
    if (finding->verdict == VERDICT_FAIL && !told(outlook, finding))
        outlook->lost[outlook->n_lost++] = finding;
}

static bool
serves(const struct finding *finding, const struct feature *feature)
{
    return text_same(finding->feature, feature->id) &&
           text_same(finding->rules, feature->rules);
}

static struct outlook
look(const struct audit *audit, const struct feature *feature,
     struct arena *arena)
{
    struct outlook outlook = {.feature = feature};
    uint32_t n = 0;

    for (uint32_t i = 0; i < audit->n_finding; i++)
        n += serves(&audit->finding[i], feature);
    outlook.lost = arena_new(arena, const struct finding *, n);
    for (uint32_t i = 0; i < audit->n_finding; i++)
        if (serves(&audit->finding[i], feature))
            add(&outlook, &audit->finding[i]);
    outlook.state =
        outlook.best == outlook.worst ? outlook.best : PROSPECT_UNKNOWN;
    return outlook;
}

/* What needs somebody's attention first. */
static int
rank(enum prospect state)
{
    static const int ranks[PROSPECT__N] = {
        [PROSPECT_BREAKS] = 0, [PROSPECT_DEGRADES] = 1, [PROSPECT_UNKNOWN] = 2,
        [PROSPECT_WORKS] = 3,  [PROSPECT_OFF] = 4,
    };

    return ranks[state];
}

/* Features stand in one array, which tells their order in the file. */
static int
outlook_order(const void *a, const void *b)
{
    const struct outlook *x = a, *y = b;
    int by_state = rank(x->state) - rank(y->state);

    if (by_state == 0)
        by_state = (int)y->worst - (int)x->worst;
    if (by_state == 0)
        by_state = (int)y->best - (int)x->best;
    if (by_state != 0)
        return by_state;
    return x->feature < y->feature ? -1 : x->feature > y->feature;
}

struct outlooks
outlooks_of(const struct audit *audit, const char *rules, struct arena *arena)
{
    struct outlooks all = {arena_new(arena, struct outlook, audit->n_feature),
                           0};

    for (uint32_t i = 0; i < audit->n_feature; i++)
        if (text_same(audit->feature[i].rules, rules))
            all.item[all.n++] = look(audit, &audit->feature[i], arena);
    if (all.n > 0)
        qsort(all.item, all.n, sizeof *all.item, outlook_order);
    return all;
}
