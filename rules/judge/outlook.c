/* From findings to features. */
#include "rules/judge/outlook.h"
#include "base/index.h"
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

/* The sentences told so far are in told: each only once. */
static void
add(struct outlook *outlook, struct index *told, const struct finding *finding)
{
    outlook->best = worse(outlook->best, effect(finding, VERDICT_PASS));
    outlook->worst = worse(outlook->worst, effect(finding, VERDICT_FAIL));
    outlook->unoffered =
        outlook->unoffered || (finding->verdict == VERDICT_SKIP &&
                               finding->reason == WHY_NOT_OFFERED);
    outlook->n_open += finding->verdict == VERDICT_UNKNOWN;
    if (finding->verdict == VERDICT_FAIL &&
        index_put(told, NULL, finding->degrades, outlook->n_lost) ==
            outlook->n_lost)
        outlook->lost[outlook->n_lost++] = finding;
}

/* Of each feature of the audit the findings that serve it, in their order. */
struct served {
    const struct finding **item; /* those of the first feature first */
    uint32_t *end;               /* of each feature, where its own end */
};

static struct served
served_of(const struct audit *audit, struct arena *arena)
{
    struct served all = {
        arena_new(arena, const struct finding *, audit->n_finding),
        arena_new(arena, uint32_t, audit->n_feature + (size_t)1)};
    uint32_t *of = arena_new(arena, uint32_t, audit->n_finding);
    struct index known = {.arena = arena};

    for (uint32_t i = 0; i < audit->n_feature; i++)
        (void)index_put(&known, audit->feature[i].rules, audit->feature[i].id,
                        i);
    for (uint32_t i = 0; i < audit->n_finding; i++) {
        const struct finding *finding = &audit->finding[i];

        of[i] = index_get(&known, finding->rules, finding->feature);
        if (of[i] != INDEX_NONE)
            all.end[of[i] + 1]++;
    }
    /* From how many to where they begin; filling in moves that to the end. */
    for (uint32_t i = 1; i < audit->n_feature; i++)
        all.end[i] += all.end[i - 1];
    for (uint32_t i = 0; i < audit->n_finding; i++)
        if (of[i] != INDEX_NONE)
            all.item[all.end[of[i]]++] = &audit->finding[i];
    return all;
}

static struct outlook
look(const struct audit *audit, uint32_t feature, const struct served *all,
     struct arena *arena)
{
    struct outlook outlook = {.feature = &audit->feature[feature]};
    uint32_t first = feature == 0 ? 0 : all->end[feature - 1];
    struct index told = {.arena = arena};

    outlook.lost =
        arena_new(arena, const struct finding *, all->end[feature] - first);
    for (uint32_t i = first; i < all->end[feature]; i++)
        add(&outlook, &told, all->item[i]);
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
    struct served served = served_of(audit, arena);

    for (uint32_t i = 0; i < audit->n_feature; i++)
        if (text_same(audit->feature[i].rules, rules))
            all.item[all.n++] = look(audit, i, &served, arena);
    if (all.n > 0)
        qsort(all.item, all.n, sizeof *all.item, outlook_order);
    return all;
}
