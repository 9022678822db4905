/* What is held without need, for people: merged by entity, counted by risk. */
#include "reports/view/excess.h"
#include "audit/outcome.h"
#include "base/index.h"
#include "base/out.h"
#include "base/text.h"
#include "reports/view/view.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"

#include <inttypes.h>

uint32_t
excess_of_risk(const struct audit *a, enum risk risk)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < a->n_excess; i++)
        n += a->excess[i].risk == risk && a->excess[i].under == NULL;
    return n;
}

uint32_t
excess_parts(const struct audit *a)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < a->n_excess; i++)
        n += a->excess[i].under != NULL;
    return n;
}

uint32_t
excess_whole(const struct audit *a)
{
    return a->n_excess - excess_parts(a);
}

const char *
excess_first(const struct audit *a)
{
    return excess_whole(a) > 1 ? "the first" : "it";
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

/* "holds everything, which nobody asked for, and 80 rights are part of that" */
static const char *
whole_and_parts(struct arena *arena, const struct audit *a)
{
    uint32_t parts = excess_parts(a), rest = excess_whole(a) - 1;
    const char *more = rest == 0
                           ? ""
                           : arena_print(arena, " and %" PRIu32 " %s besides",
                                         rest, rest == 1 ? "right" : "rights");

    return arena_print(
        arena,
        "holds %s%s, which nobody asked for, and %" PRIu32 " %s %s part of %s",
        text_or(a->excess[0].noun, "more"), more, parts,
        parts == 1 ? "right" : "rights", parts == 1 ? "is" : "are",
        rest == 0 ? "that" : "the first");
}

const char *
view_held(struct arena *arena, const struct audit *a)
{
    const char *risks = risks_down_to(arena, a, RISK_HIGH);
    uint32_t waived = excess_waived(a);
    const char *text;

    if (a->n_excess == 0 || a->excess_mode == EXCESS_IGNORE)
        return NULL;
    text =
        arena_print(arena, "holds %" PRIu32 " %s that nobody asked for",
                    excess_whole(a), excess_whole(a) == 1 ? "right" : "rights");
    if (excess_parts(a) > 0)
        text = whole_and_parts(arena, a);
    if (waived > 0)
        risks = arena_print(arena, "%s%s%" PRIu32 " waived", text_or(risks, ""),
                            risks == NULL ? "" : ", ", waived);
    if (risks != NULL)
        text = arena_print(arena, "%s (%s)", text, risks);
    return text;
}

const char *
view_excess_mode(struct arena *arena, const struct audit *a)
{
    const char *mode = excess_mode_word(a->excess_mode);

    return a->excess_mode != EXCESS_FAIL || a->excess_least == RISK_NONE
               ? mode
               : arena_print(arena, "%s=%s", mode, risk_word(a->excess_least));
}

const char *
view_none_held(struct arena *arena, const struct audit *a)
{
    const struct coverage *c = &a->coverage;

    if (c->n_unjudged == 0 && c->judged > 0)
        return c->world == WORLD_CLOSED
                   ? "Nothing: the account holds no right that nobody asked "
                     "for."
                   : "Nothing among what could be looked at.";
    return arena_print(arena,
                       "Not known: %" PRIu32 " of %" PRIu32
                       " entities could not be judged%s.",
                       c->n_unjudged, c->total,
                       2 * c->judged > c->total
                           ? "; of the others nothing is held without need"
                           : "");
}

/* What was looked at, and what of the rest is to be said. */
static const struct {
    const char *judged, *rest;
} look[WORLD__N] = {
    [WORLD_OPEN] = {"judged", "; more may be held that the provider does not "
                              "list"},
    [WORLD_LISTED] = {"tried one by one", "; others cannot be listed"},
    [WORLD_CLOSED] = {"judged", ""},
};

const char *
view_judged(struct arena *arena, const struct audit *a)
{
    const struct coverage *c = &a->coverage;
    const char *text;

    if (a->excess_mode == EXCESS_IGNORE)
        return "excess was not looked for";
    text = arena_print(arena, "%" PRIu32 " of %" PRIu32 " entities %s",
                       c->judged, c->total, look[c->world].judged);
    if (c->tolerated > 0)
        text = arena_print(
            arena, "%s; %" PRIu32 " %s beyond the table%s %s tolerated", text,
            c->tolerated, c->tolerated == 1 ? "right" : "rights",
            a->n_pack > 1 ? "s" : "", c->tolerated == 1 ? "is" : "are");
    return arena_print(arena, "%s%s", text, look[c->world].rest);
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

/* The same for rows of an entity that are alike, and for no others. */
static const char *
kind_of(struct arena *arena, const struct audit *a, const struct excess *e)
{
    return arena_print(arena, "%s %td", e->level,
                       e->waiver == NULL ? -1 : e->waiver - a->waiver);
}

/* Puts the row behind those whose verbs come first. */
static void
holding_add(struct arena *arena, struct holding *holding, const struct audit *a,
            const struct excess *e)
{
    uint32_t place = verb_place(a->verb, a->n_verb, e->access);
    uint32_t i = holding->n;

    holding->row =
        arena_grow(arena, holding->row, holding->n, &holding->capacity);
    for (; i > 0; i--) {
        const struct excess *before = holding->row[i - 1];

        if (verb_place(a->verb, a->n_verb, before->access) <= place)
            break;
        holding->row[i] = before;
    }
    holding->row[i] = e;
    holding->n++;
}

static struct holdings
collect(struct arena *arena, const struct audit *a, enum risk risk, bool parts)
{
    struct holdings h = {arena_new(arena, struct holding, a->n_excess), 0};
    struct index known = {.arena = arena};

    for (uint32_t i = 0; i < a->n_excess; i++) {
        const struct excess *e = &a->excess[i];
        uint32_t k;

        if ((risk != RISK__N && e->risk != risk) || (e->under != NULL) != parts)
            continue;
        k = index_put(&known, e->entity, kind_of(arena, a, e), h.n);
        if (k == h.n)
            h.item[h.n++].first = e;
        holding_add(arena, &h.item[k], a, e);
    }
    return h;
}

struct holdings
holdings_of(struct arena *arena, const struct audit *a, enum risk risk)
{
    return collect(arena, a, risk, false);
}

struct holdings
holdings_parts(struct arena *arena, const struct audit *a)
{
    return collect(arena, a, RISK__N, true);
}

const char *
holding_rights(struct arena *arena, const struct holding *holding)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < holding->n; i++)
        text = arena_print(arena, "%s%s%s", text_or(text, ""),
                           text == NULL ? "" : ", ", holding->row[i]->title);
    return arena_print(arena, "%s: %s", text_or(text, "?"),
                       holding->first->held);
}

const char *
holding_abuse(struct arena *arena, const struct holding *holding)
{
    const char *before = NULL;
    const char *text =
        holding->first->instead != NULL ? "More than is asked for." : "";

    for (uint32_t i = 0; i < holding->n; i++) {
        const char *abuse = holding->row[i]->abuse;

        if (abuse == NULL || text_same(abuse, before))
            continue;
        text = arena_print(arena, "%s%s%s", text, text[0] == '\0' ? "" : " ",
                           abuse);
        before = abuse;
    }
    return text;
}
