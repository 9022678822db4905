/* From findings and excess rows to settings of the editor. */
#include "audit/worksheet.h"
#include "audit/editor.h"
#include "audit/outcome.h"
#include "base/index.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"

#include <stdlib.h>
#include <string.h>

/* What a row was made of: a finding, and the rules files (a bit each) whose
 * findings it stands for. */
struct origin {
    const struct finding *first;
    uint32_t packs;
    uint32_t next, last; /* the next row of a box so called, or 0; and, of the
                            first, the last */
};

struct sheet {
    const struct audit *audit;
    struct work_row *row;
    struct origin *origin; /* one per row of a finding */
    uint32_t n;
    struct index first; /* where the first row of a name of box stands */
    struct arena *arena;
};

/* A row with what it is sorted by. */
struct sorted {
    struct work_row row;
    uint32_t place, at;
};

static bool
is_live(const struct waiver *waiver)
{
    return waiver != NULL && waiver->state == WAIVER_ACTIVE;
}

/* "api-only" -> "Api-only". */
static const char *
column_of(const struct audit *audit, const char *word, struct arena *arena)
{
    uint32_t place = verb_place(audit->verb, audit->n_verb, word);

    if (place < audit->n_verb)
        return audit->verb[place].title;
    return text_or(text_capital(arena, word), "?");
}

static const char *
now_of(const struct finding *finding)
{
    if (finding->verdict == VERDICT_UNKNOWN &&
        finding->reason == WHY_NOT_PROBED)
        return "not looked at";
    return text_or(finding->observed, "not known");
}

/* The place of a finding's rules file, or n_pack. */
static uint32_t
pack_of(const struct audit *audit, const struct finding *finding)
{
    uint32_t i = 0;

    while (i < audit->n_pack && !text_same(audit->pack[i].id, finding->rules))
        i++;
    return i;
}

/* Every claim of the one is also made by the other: how far is another
 * matter. */
static bool
claims_within(const struct finding *a, const struct finding *b)
{
    for (uint32_t i = 0; i < a->n_evidence; i++) {
        uint32_t k = 0;

        while (k < b->n_evidence &&
               !text_same(a->evidence[i].about, b->evidence[k].about))
            k++;
        if (k == b->n_evidence || a->evidence[i].entity == NULL)
            return false;
    }
    return a->n_evidence > 0;
}

/* The place of a title in a scale, or n. */
static uint32_t
title_place(const struct scale *scale, const char *title)
{
    uint32_t i = 0;

    while (i < scale->n && !text_same(scale->title[i], title))
        i++;
    return i;
}

/* The first scale that has both titles, or NULL. */
static const struct scale *
scale_of(const struct audit *audit, const char *a, const char *b)
{
    for (uint32_t i = 0; i < audit->n_scale; i++)
        if (title_place(audit->scale[i], a) < audit->scale[i]->n &&
            title_place(audit->scale[i], b) < audit->scale[i]->n)
            return audit->scale[i];
    return NULL;
}

/* Whether one of the two is more than the other, and which: as strcmp. What
 * is of no scale can only be the same or not be compared. */
static bool
compare_needs(const struct audit *audit, const char *a, const char *b,
              int *order)
{
    const struct scale *scale = scale_of(audit, a, b);
    uint32_t x, y;

    *order = 0;
    if (scale == NULL)
        return text_same(a, b);
    x = title_place(scale, a);
    y = title_place(scale, b);
    *order = x < y ? -1 : x > y;
    return true;
}

/* Whether two products ask for the very same rights, and call them alike: then
 * it is one box, and what one of them needs is enough for both. */
static bool
same_box(const struct audit *audit, const struct work_row *a,
         const struct work_row *b, const struct finding *const of[2])
{
    int order;

    return a->waiver == b->waiver && text_same(a->section, b->section) &&
           text_same(a->object, b->object) && text_same(a->column, b->column) &&
           compare_needs(audit, a->needed, b->needed, &order) &&
           claims_within(of[0], of[1]) && claims_within(of[1], of[0]);
}

/* The most that either needs and how that is set, in both words if they need
 * the same; the work that either asks for. */
static void
merge(struct sheet *sheet, struct work_row *old, const struct work_row *row)
{
    int more;

    (void)compare_needs(sheet->audit, row->needed, old->needed, &more);
    if (more > 0) {
        old->needed = row->needed;
        old->how = row->how;
    } else if (more == 0 && !text_same(row->how, old->how)) {
        old->how = old->how == NULL || row->how == NULL
                       ? text_or(old->how, row->how)
                       : arena_print(sheet->arena, "%s %s", old->how, row->how);
    }
    if (row->work < old->work)
        old->work = row->work;
    old->product =
        arena_print(sheet->arena, "%s, %s", old->product, row->product);
}

/* What a box is called besides its object. */
static const char *
box_name(const struct sheet *sheet, const struct work_row *row)
{
    return arena_print(sheet->arena, "%s\n%s", row->section, row->column);
}

/* Whether another product's row stands for this one too. Within a file rows
 * are never merged: its author keeps them apart. */
static bool
merged(struct sheet *sheet, const struct work_row *row,
       const struct finding *finding)
{
    uint32_t pack = pack_of(sheet->audit, finding);
    uint32_t first =
        index_get(&sheet->first, row->object, box_name(sheet, row));
    uint32_t next;

    for (uint32_t i = first; i != INDEX_NONE; i = next) {
        struct origin *origin = &sheet->origin[i];

        next = origin->next == 0 ? INDEX_NONE : origin->next;
        if ((origin->packs >> pack & 1) != 0 ||
            !same_box(sheet->audit, &sheet->row[i], row,
                      (const struct finding *const[]){origin->first, finding}))
            continue;
        merge(sheet, &sheet->row[i], row);
        origin->packs |= UINT32_C(1) << pack;
        return true;
    }
    return false;
}

static void
add_row(struct sheet *sheet, const struct work_row *row,
        const struct finding *finding)
{
    uint32_t n = sheet->n++;
    struct origin *first;

    sheet->row[n] = *row;
    if (row->product == NULL)
        return;
    sheet->origin[n] = (struct origin){
        .first = finding,
        .packs = UINT32_C(1) << pack_of(sheet->audit, finding),
        .last = n,
    };
    first = &sheet->origin[index_put(&sheet->first, row->object,
                                     box_name(sheet, row), n)];
    if (first->last != n)
        sheet->origin[first->last].next = n;
    first->last = n;
}

static void
add_finding(struct sheet *sheet, const struct finding *finding)
{
    struct packs packs = audit_packs(sheet->audit);
    const struct pack *pack = pack_find(packs, finding->rules);
    struct work_row row;

    if (finding->verdict == VERDICT_SKIP)
        return; /* not wanted, or nothing can be set */
    row = (struct work_row){
        .work = finding->verdict == VERDICT_PASS ? WORK_KEEP : WORK_SET,
        .section = editor_section(sheet->audit, finding),
        .screen = finding->screen,
        .object = text_or(finding->object, "?"),
        .column = column_of(sheet->audit, finding->access, sheet->arena),
        .now = now_of(finding),
        .needed = text_or(finding->required, "more"),
        .product = pack == NULL || sheet->audit->n_pack < 2
                       ? NULL
                       : pack_title(packs, pack, sheet->arena),
        .how = finding->fix,
        .id = finding->id,
        .waiver = is_live(finding->waiver) ? finding->waiver : NULL,
    };
    if (row.product == NULL || !merged(sheet, &row, finding))
        add_row(sheet, &row, finding);
}

/* Rows of the same entity, level and waiver are one line: the same for those
 * of an entity that are, and for no others. */
static const char *
line_of(const struct sheet *sheet, const struct excess *e)
{
    return arena_print(sheet->arena, "%s %td", e->level,
                       is_live(e->waiver) ? e->waiver - sheet->audit->waiver
                                          : -1);
}

/* What of its scale means that nothing is held. */
static const char *
nothing_of(const struct audit *audit, const struct excess *e)
{
    const struct scale *scale = scale_of(audit, e->held, e->held);

    if (scale == NULL)
        return text_same(e->held, scale_flag.title[1]) ? scale_flag.title[0]
                                                       : "none";
    return scale->title[GRADE_NONE];
}

/* What people call a right that is asked for: as the evidence of it does; of
 * what has but one verb the name is enough. */
static const char *
asked_title(const struct sheet *sheet, const char *right)
{
    const struct audit *audit = sheet->audit;

    for (uint32_t i = 0; i < audit->n_finding; i++)
        for (uint32_t k = 0; k < audit->finding[i].n_evidence; k++) {
            const struct evidence *e = &audit->finding[i].evidence[k];

            if (e->entity == NULL || !text_starts(right, e->entity) ||
                !text_same(right,
                           found_right(e->entity, e->aspect, sheet->arena)))
                continue;
            return audit->n_verb == 1
                       ? e->entity
                       : arena_print(sheet->arena, "%s of %s",
                                     column_of(audit, e->aspect, sheet->arena),
                                     e->entity);
        }
    return right;
}

/* What is asked for and held only as a part of it would go with it. */
static const char *
before_taking(const struct sheet *sheet, const struct excess *e)
{
    return e->instead == NULL
               ? NULL
               : arena_print(sheet->arena,
                             "First grant %s by itself: it is part of this, "
                             "and would be gone with it.",
                             asked_title(sheet, e->instead));
}

/* next: of each row the next of its line, or 0. */
static void
add_line(struct sheet *sheet, uint32_t first, const uint32_t *next)
{
    const struct audit *audit = sheet->audit;
    const struct excess *excess = &audit->excess[first];
    const char *column = NULL;
    enum risk risk = RISK_NONE;

    for (uint32_t verb = 0; verb <= audit->n_verb; verb++) {
        uint32_t after;

        for (uint32_t i = first; i != INDEX_NONE; i = after) {
            const struct excess *e = &audit->excess[i];

            after = next[i] == 0 ? INDEX_NONE : next[i];
            if (verb_place(audit->verb, audit->n_verb, e->access) != verb)
                continue;
            risk = e->risk > risk ? e->risk : risk;
            column = column == NULL ? e->title
                                    : arena_print(sheet->arena, "%s, %s",
                                                  column, e->title);
        }
    }
    sheet->row[sheet->n++] = (struct work_row){
        .work = WORK_TAKE,
        .section = text_or(excess->section, "?"),
        .object = text_or(excess->entity, "?"),
        .column = column,
        .now = excess->held,
        .needed = nothing_of(audit, excess),
        .how = before_taking(sheet, excess),
        .id = excess->id,
        .risk = risk,
        .waiver = is_live(excess->waiver) ? excess->waiver : NULL,
    };
}

/* The first of those alike speaks for all; the riskiest come first. */
static void
add_excess(struct sheet *sheet)
{
    const struct audit *audit = sheet->audit;
    uint32_t *next = arena_new(sheet->arena, uint32_t, audit->n_excess);
    uint32_t *last = arena_new(sheet->arena, uint32_t, audit->n_excess);
    bool *leads = arena_new(sheet->arena, bool, audit->n_excess);
    struct index lines = {.arena = sheet->arena};

    for (uint32_t i = 0; i < audit->n_excess; i++) {
        const struct excess *e = &audit->excess[i];
        uint32_t first;

        if (e->under != NULL)
            continue; /* goes with the whole */
        first = index_put(&lines, e->entity, line_of(sheet, e), i);

        leads[i] = first == i;
        if (!leads[i])
            next[last[first]] = i;
        last[first] = i;
    }
    for (uint32_t i = 0; i < audit->n_excess; i++)
        if (leads[i])
            add_line(sheet, i, next);
}

/* In the order in which a person walks; what is in no finding comes last. */
static struct index
order_of(const struct sheet *sheet)
{
    const struct audit *a = sheet->audit;
    uint32_t last = a->n_editor + 2 * a->n_finding; /* no place is higher */
    struct index place = editor_walk(a, sheet->arena);

    for (uint32_t i = 0; i < sheet->n; i++)
        (void)index_put(&place, NULL, sheet->row[i].section, last + i);
    return place;
}

static int
row_order(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;

    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->row.work != y->row.work)
        return x->row.work < y->row.work ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

struct worksheet
worksheet_make(const struct audit *audit, struct arena *arena)
{
    size_t most = (size_t)audit->n_finding + audit->n_excess;
    struct sheet sheet = {.audit = audit,
                          .row = arena_new(arena, struct work_row, most),
                          .origin =
                              arena_new(arena, struct origin, audit->n_finding),
                          .first = {.arena = arena},
                          .arena = arena};
    const char *title = NULL;
    struct sorted *sorted;
    struct index place;

    /* A box for each check would look like work to do. */
    if (audit_is_blind(audit))
        return (struct worksheet){.blind = true};
    for (uint32_t i = 0; i < audit->n_finding; i++)
        add_finding(&sheet, &audit->finding[i]);
    add_excess(&sheet);
    place = order_of(&sheet);
    sorted = arena_new(arena, struct sorted, sheet.n);
    for (uint32_t i = 0; i < sheet.n; i++)
        sorted[i] = (struct sorted){
            sheet.row[i], index_get(&place, NULL, sheet.row[i].section), i};
    if (sheet.n > 0)
        qsort(sorted, sheet.n, sizeof *sorted, row_order);
    for (uint32_t i = 0; i < sheet.n; i++) {
        const struct work_row *row = &sorted[i].row;

        if (i == 0 || !text_same(row->section, sorted[i - 1].row.section))
            title = editor_title(audit, row->section, arena);
        sheet.row[i] = *row;
        sheet.row[i].section = title;
    }
    return (struct worksheet){.row = sheet.row, .n = sheet.n};
}
