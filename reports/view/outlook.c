/* Outlooks and demands in words. */
#include "reports/view/outlook.h"
#include "base/index.h"
#include "base/out.h"
#include "base/text.h"
#include "reports/view/view.h"

#include <inttypes.h>
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

/* One more of a list; "?" where there is no word for it. */
static void
add(struct out *list, const char *between, const char *text)
{
    (void)out_text(list, list->length == 0 ? "" : between);
    (void)out_text(list, text_or(text, "?"));
}

/* The list as a text to keep; NULL if it is empty. */
static const char *
done(struct out *list, struct arena *arena)
{
    const char *text =
        list->length == 0 ? NULL : arena_text(arena, out_string(list));

    out_free(list);
    return text;
}

/* ---- what will work ------------------------------------------------------ */

/* Not in use for no other reason. */
static bool
nobody(const struct outlook *o)
{
    return o->state == PROSPECT_OFF && o->unoffered;
}

/* What is said of one feature and of no other stands on a line of its own. */
static bool
alike(const struct outlook *a, const struct outlook *b)
{
    return a->state == b->state && a->best == b->best && a->worst == b->worst &&
           a->n_lost == 0 && b->n_lost == 0 && !nobody(a) && !nobody(b);
}

/* "it works", "they break". */
static const char *
case_of(struct arena *arena, enum prospect state, uint32_t n)
{
    return n == 1 ? arena_print(arena, "it %s", look[state].one)
                  : arena_print(arena, "they %s", look[state].several);
}

/* What is lost, and where it is not known what becomes of it, what may. */
static const char *
text_of(struct arena *arena, const struct outlook *o, uint32_t n)
{
    struct out list = {0};

    for (uint32_t i = 0; i < o->n_lost; i++)
        if (o->lost[i]->degrades != NULL)
            add(&list, " ", o->lost[i]->degrades);
    if (nobody(o))
        add(&list, " ", "The API offers what it asks for to nobody.");
    if (o->best != o->worst && n == 1)
        add(&list, " ",
            arena_print(arena, "%" PRIu32 " %s could not be determined:",
                        o->n_open, o->n_open == 1 ? "check" : "checks"));
    if (o->best != o->worst)
        add(&list, " ",
            arena_print(arena, "%s best %s, at worst %s.", n == 1 ? "at" : "At",
                        case_of(arena, o->best, n),
                        case_of(arena, o->worst, n)));
    return done(&list, arena);
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
        struct out titles = {0};
        uint32_t n = 0;

        while (i + n < all.n && (n == 0 || alike(first, &all.item[i + n])))
            add(&titles, "; ", all.item[i + n++].feature->title);
        lines.item[lines.n++] = (struct outlook_line){
            first->state, done(&titles, arena), text_of(arena, first, n)};
        i += n;
    }
    return lines;
}

const char *
view_prospects(struct arena *arena, const struct audit *a,
               const struct pack *pack)
{
    struct outlook_lines lines = view_outlook(arena, a, pack);
    struct out list = {0};

    for (uint32_t i = 0; i < lines.n; i++) {
        const struct outlook_line *line = &lines.item[i];

        if (i > 0 && lines.item[i - 1].state == line->state)
            add(&list, "; ", line->titles);
        else
            add(&list, ". ",
                arena_print(arena, "%s: %s", look[line->state].will,
                            line->titles));
    }
    if (list.length > 0)
        (void)out_text(&list, ".");
    return done(&list, arena);
}

/* ---- who needs what ------------------------------------------------------ */

/* "Horizon and Ledger", "Ledger alone". */
static const char *
who(struct arena *arena, const struct audit *a, const struct demand *demand)
{
    struct out list = {0};
    uint32_t left = demand->n_ask;

    for (uint32_t p = 0; p < a->n_pack; p++) {
        if (demand->ask[p].wanted == NULL)
            continue;
        left--;
        add(&list, left == 0 ? " and " : ", ",
            view_pack(arena, a, &a->pack[p]));
    }
    if (demand->n_ask == 1)
        (void)out_text(&list, " alone");
    return done(&list, arena);
}

/* What all ask for first. */
static int
share_order(const void *a, const void *b)
{
    const struct share *x = a, *y = b;

    if (x->n_who != y->n_who)
        return x->n_who > y->n_who ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* Demands that belong together, in their order: of the same askers, and of
 * these of the same entity. Nothing of an entity stands alone. */
struct chain {
    uint32_t *next; /* the next one of it; 0: none */
    uint32_t *last; /* of the first of it, the last one so far */
};

static struct chain
chain_new(struct arena *arena, uint32_t n)
{
    return (struct chain){arena_new(arena, uint32_t, n),
                          arena_new(arena, uint32_t, n)};
}

/* Puts i behind the others of those that begin with first. */
static void
chain_add(struct chain *chain, uint32_t first, uint32_t i)
{
    if (first != i)
        chain->next[chain->last[first]] = i;
    chain->last[first] = i;
}

/* The rights of an entity, beside each other. */
static void
fill_one(struct share *share, struct out *list, const struct demands *all,
         const struct chain *same, uint32_t first)
{
    const struct demand *demand = &all->item[first];

    if (demand->entity != NULL)
        add(list, "; ", demand->entity);
    add(list, demand->entity == NULL ? "; " : ": ", demand->aspect);
    share->n++;
    for (uint32_t k = same->next[first]; k != 0; k = same->next[k]) {
        add(list, ", ", all->item[k].aspect);
        share->n++;
    }
}

struct shares
view_shares(struct arena *arena, const struct audit *a,
            const struct demands *all)
{
    struct shares shares = {arena_new(arena, struct share, all->n), 0};
    struct chain askers = chain_new(arena, all->n);
    struct chain same = chain_new(arena, all->n);
    struct index known = {.arena = arena}, entities = {.arena = arena};

    for (uint32_t i = 0; i < all->n; i++) {
        const struct demand *demand = &all->item[i];
        const char *asker = who(arena, a, demand);
        uint32_t first = i;

        if (demand->entity != NULL)
            first = index_put(&entities, asker, demand->entity, i);
        chain_add(&same, first, i);
        if (first != i)
            continue;
        first = index_put(&known, NULL, asker, i);
        chain_add(&askers, first, i);
        if (first == i)
            shares.item[shares.n++] =
                (struct share){asker, NULL, 0, demand->n_ask, i};
    }
    for (uint32_t s = 0; s < shares.n; s++) {
        struct share *share = &shares.item[s];
        struct out list = {0};

        fill_one(share, &list, all, &same, share->first);
        for (uint32_t i = askers.next[share->first]; i != 0; i = askers.next[i])
            fill_one(share, &list, all, &same, i);
        share->what = done(&list, arena);
    }
    if (shares.n > 0)
        qsort(shares.item, shares.n, sizeof *shares.item, share_order);
    return shares;
}
