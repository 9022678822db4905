/* What is held without need, for people: merged by entity, counted by risk. */
#include "reports/view/excess.h"
#include "audit/outcome.h"
#include "base/out.h"
#include "base/text.h"
#include "reports/view/view.h"
#include "rules/model/words.h"

#include <inttypes.h>

uint32_t
excess_of_risk(const struct audit *a, enum risk risk)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < a->n_excess; i++)
        n += a->excess[i].risk == risk;
    return n;
}

uint32_t
excess_waived(const struct audit *a)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < a->n_excess; i++)
        n += waiver_holds(a->excess[i].waiver);
    return n;
}

/* The counts from critical down to some risk. */
static const char *
risks_down_to(struct arena *arena, const struct audit *a, enum risk least)
{
    const char *text = NULL;

    for (unsigned i = RISK__N; i-- > (unsigned)least;) {
        uint32_t n = excess_of_risk(a, (enum risk)i);

        if (n > 0)
            text = arena_print(arena, "%s%s%" PRIu32 " %s", text_or(text, ""),
                               text == NULL ? "" : ", ", n,
                               i == RISK_NONE ? "not rated"
                                              : risk_word((enum risk)i));
    }
    return text;
}

const char *
view_risks(struct arena *arena, const struct audit *a)
{
    return risks_down_to(arena, a, RISK_NONE);
}

const char *
view_held(struct arena *arena, const struct audit *a)
{
    const char *risks = risks_down_to(arena, a, RISK_HIGH);
    uint32_t waived = excess_waived(a);
    const char *text;

    if (a->n_excess == 0 || a->excess_mode == EXCESS_IGNORE)
        return NULL;
    text = arena_print(arena, "holds %" PRIu32 " %s that nobody asked for",
                       a->n_excess, a->n_excess == 1 ? "right" : "rights");
    if (waived > 0)
        risks = arena_print(arena, "%s%s%" PRIu32 " waived", text_or(risks, ""),
                            risks == NULL ? "" : ", ", waived);
    if (risks != NULL)
        text = arena_print(arena, "%s (%s)", text, risks);
    return text;
}

const char *
view_none_held(struct arena *arena, const struct audit *a)
{
    const struct coverage *c = &a->coverage;

    if (c->n_unjudged == 0 && c->judged > 0)
        return "Nothing: the account holds no right that nobody asked for.";
    return arena_print(arena,
                       "Not known: %" PRIu32 " of %" PRIu32
                       " entities could not be judged%s.",
                       c->n_unjudged, c->total,
                       2 * c->judged > c->total
                           ? "; of the others nothing is held without need"
                           : "");
}

const char *
view_judged(struct arena *arena, const struct audit *a)
{
    const struct coverage *c = &a->coverage;
    const char *text;

    if (a->excess_mode == EXCESS_IGNORE)
        return "excess was not looked for";
    text = arena_print(arena, "%" PRIu32 " of %" PRIu32 " entities judged",
                       c->judged, c->total);
    if (c->tolerated > 0)
        text = arena_print(
            arena, "%s; %" PRIu32 " %s beyond the table%s %s tolerated", text,
            c->tolerated, c->tolerated == 1 ? "right" : "rights",
            a->n_pack > 1 ? "s" : "", c->tolerated == 1 ? "is" : "are");
    return text;
}

const char *
view_names(struct arena *arena, const char *const *name, uint32_t n,
           uint32_t most)
{
    struct out out = {0};
    const char *text;

    if (n == 0)
        return NULL;
    for (uint32_t i = 0; i < n && i < most; i++) {
        (void)out_text(&out, i == 0 ? "" : ", ");
        (void)out_text(&out, text_or(name[i], "?"));
    }
    if (n > most)
        (void)out_print(&out, " and %" PRIu32 " more", n - most);
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

static bool
alike(const struct excess *a, const struct excess *b)
{
    return text_same(a->entity, b->entity) && a->level == b->level &&
           a->waiver == b->waiver;
}

struct holdings
holdings_of(struct arena *arena, const struct audit *a, enum risk risk)
{
    struct holdings h = {arena_new(arena, struct held, a->n_excess), 0};

    for (uint32_t i = 0; i < a->n_excess; i++) {
        const struct excess *e = &a->excess[i];
        uint32_t k = 0;

        if (risk != RISK__N && e->risk != risk)
            continue;
        while (k < h.n && !alike(h.item[k].first, e))
            k++;
        if (k == h.n)
            h.item[h.n++].first = e;
        h.item[k].row[e->access] = e;
    }
    return h;
}

const char *
held_rights(struct arena *arena, const struct held *held)
{
    const char *text = NULL;

    for (unsigned i = 0; i < ACCESS__N; i++) {
        if (held->row[i] != NULL)
            text = arena_print(arena, "%s%s%s", text_or(text, ""),
                               text == NULL ? "" : ", ",
                               access_title((enum access)i));
    }
    return arena_print(arena, "%s: %s", text_or(text, "?"),
                       level_title(held->first->level));
}

const char *
held_abuse(struct arena *arena, const struct held *held)
{
    const char *before = NULL;
    const char *text = "";

    for (unsigned i = 0; i < ACCESS__N; i++) {
        const char *abuse = held->row[i] == NULL ? NULL : held->row[i]->abuse;

        if (abuse == NULL || text_same(abuse, before))
            continue;
        text = arena_print(arena, "%s%s%s", text, text[0] == '\0' ? "" : " ",
                           abuse);
        before = abuse;
    }
    return text;
}
