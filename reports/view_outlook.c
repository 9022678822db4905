/* Outlooks and demands in words. */
#include "reports/view_outlook.h"
#include "base/text.h"
#include "reports/view.h"
#include "rules/demand.h"

#include <stdlib.h>

static const struct {
    const char *title;
    const char *will;          /* before a list of features */
    const char *one, *several; /* "at best it ..." */
} look[PROSPECT__N] = {
    [PROSPECT_UNKNOWN] = {"Not known", "Not known", "is not known",
                          "are not known"},
    [PROSPECT_OFF] = {"Not in use", "Not in use", "is not in use",
                      "are not in use"},
    [PROSPECT_WORKS] = {"Works", "Will work", "works", "work"},
    [PROSPECT_DEGRADES] = {"Degrades", "Will degrade", "degrades", "degrade"},
    [PROSPECT_BREAKS] = {"Breaks", "Will break", "breaks", "break"},
};

const char *
prospect_title(enum prospect state)
{
    return look[state].title;
}

/* ---- what will work ------------------------------------------------------ */

/* What is said of one feature and of no other stands on a line of its own. */
static bool
alike(const struct outlook *a, const struct outlook *b)
{
    return a->state == b->state && a->best == b->best && a->worst == b->worst &&
           a->n_lost == 0 && b->n_lost == 0;
}

static const char *
text_of(struct arena *arena, const struct outlook *o, uint32_t n)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < o->n_lost; i++)
        if (o->lost[i]->degrades != NULL)
            text = arena_print(arena, "%s%s%s", view_or(text, ""),
                               text == NULL ? "" : " ", o->lost[i]->degrades);
    if (o->state != PROSPECT_UNKNOWN || o->best == o->worst)
        return text;
    return arena_print(
        arena, "%s%sAt best %s, at worst %s.", view_or(text, ""),
        text == NULL ? "" : " ",
        n == 1 ? arena_print(arena, "it %s", look[o->best].one)
               : arena_print(arena, "they %s", look[o->best].several),
        n == 1 ? arena_print(arena, "it %s", look[o->worst].one)
               : arena_print(arena, "they %s", look[o->worst].several));
}

struct outlook_lines
view_outlook(struct arena *arena, const struct audit *a,
             const struct pack *pack)
{
    struct outlooks all = outlooks_of(a, pack->id, arena);
    struct outlook_lines lines = {arena_new(arena, struct outlook_line, all.n),
                                  0};

    for (uint32_t i = 0; i < all.n;) {
        const struct outlook *first = &all.item[i];
        const char *titles = first->feature->title;
        uint32_t n = 1;

        while (i + n < all.n && alike(first, &all.item[i + n])) {
            titles = arena_print(arena, "%s, %s", view_or(titles, "?"),
                                 view_or(all.item[i + n].feature->title, "?"));
            n++;
        }
        lines.item[lines.n++] = (struct outlook_line){
            first->state, view_or(titles, "?"), text_of(arena, first, n)};
        i += n;
    }
    return lines;
}

const char *
view_prospects(struct arena *arena, const struct audit *a,
               const struct pack *pack)
{
    struct outlook_lines lines = view_outlook(arena, a, pack);
    const char *text = "";

    for (uint32_t i = 0; i < lines.n; i++) {
        const struct outlook_line *line = &lines.item[i];

        if (i > 0 && lines.item[i - 1].state == line->state)
            text = arena_print(arena, "%s, %s", text, line->titles);
        else
            text = arena_print(arena, "%s%s%s: %s", text, i == 0 ? "" : ". ",
                               look[line->state].will, line->titles);
    }
    return text[0] == '\0' ? NULL : arena_print(arena, "%s.", text);
}

/* ---- who needs what ------------------------------------------------------ */

static const char *
who(struct arena *arena, const struct audit *a, const struct demand *demand)
{
    const char *text = NULL;
    uint32_t left = demand->n_ask;

    for (uint32_t p = 0; p < a->n_pack; p++) {
        const char *product = view_or(a->pack[p].product, a->pack[p].id);

        if (demand->ask[p].wanted == NULL)
            continue;
        left--;
        text = text == NULL ? product
                            : arena_print(arena, "%s%s%s", text,
                                          left == 0 ? " and " : ", ", product);
    }
    return demand->n_ask > 1 ? text : arena_print(arena, "%s alone", text);
}

static int
share_order(const void *a, const void *b)
{
    const struct share *x = a, *y = b;

    if (x->n_who != y->n_who)
        return x->n_who > y->n_who ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* A share with one more right, behind those of the same entity. done: rights
 * that were told. */
static void
tell(struct arena *arena, struct share *share, const struct demands *all,
     const char *const *who, uint32_t from, bool *done)
{
    const struct demand *first = &all->item[from];
    const char *between = share->what == NULL ? "" : "; ";

    if (first->entity == NULL)
        share->what = arena_print(arena, "%s%s%s", view_or(share->what, ""),
                                  between, view_or(first->aspect, "?"));
    else
        share->what =
            arena_print(arena, "%s%s%s: %s", view_or(share->what, ""), between,
                        first->entity, view_or(first->aspect, "?"));
    share->n++;
    for (uint32_t i = from + 1; i < all->n && first->entity != NULL; i++) {
        if (!text_same(all->item[i].entity, first->entity) ||
            !text_same(who[i], share->who))
            continue;
        share->what = arena_print(arena, "%s, %s", share->what,
                                  view_or(all->item[i].aspect, "?"));
        share->n++;
        done[i] = true;
    }
}

struct shares
view_shares(struct arena *arena, const struct audit *a)
{
    struct demands all = demands_of(a, arena);
    struct shares shares = {arena_new(arena, struct share, all.n), 0};
    const char **name = arena_new(arena, const char *, all.n);
    bool *done = arena_new(arena, bool, all.n);

    for (uint32_t i = 0; i < all.n; i++)
        name[i] = who(arena, a, &all.item[i]);
    for (uint32_t i = 0; i < all.n; i++) {
        uint32_t k = 0;

        while (k < shares.n && !text_same(shares.item[k].who, name[i]))
            k++;
        if (k == shares.n)
            shares.item[shares.n++] =
                (struct share){name[i], NULL, 0, all.item[i].n_ask, i};
        if (!done[i])
            tell(arena, &shares.item[k], &all, name, i, done);
    }
    if (shares.n > 0)
        qsort(shares.item, shares.n, sizeof *shares.item, share_order);
    return shares;
}
