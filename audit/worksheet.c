/* From findings and excess rows to settings of the editor. */
#include "audit/worksheet.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "rules/model/words.h"

#include <stdlib.h>
#include <string.h>

/* What a row was made of: a finding, and the rules files (a bit each) whose
 * findings it stands for. */
struct origin {
    const struct finding *first;
    uint32_t packs;
};

struct sheet {
    const struct audit *audit;
    struct work_row *row;
    struct origin *origin; /* one per row of a finding */
    uint32_t n;
    struct arena *arena;
};

/* A row with what it is sorted by. */
struct sorted {
    struct work_row row;
    uint32_t place, at;
};

/* The section of the editor that a part of the path names, or NULL. */
static const char *
part_section(const struct audit *audit, const char *part, size_t length)
{
    while (length > 0 && part[0] == ' ') {
        part++;
        length--;
    }
    while (length > 0 && part[length - 1] == ' ')
        length--;
    for (uint32_t i = 0; i < audit->n_editor; i++) {
        const char *name = audit->editor[i];

        if (name != NULL && strlen(name) == length &&
            strncmp(name, part, length) == 0)
            return name;
    }
    return NULL;
}

/* The first part of a path is a menu, which may be called like a section;
 * behind it the last part that names one counts. */
static const char *
path_section(const struct audit *audit, const char *path)
{
    const char *found = NULL;
    const char *p = path == NULL ? NULL : strchr(path, '>');

    if (p == NULL)
        return path == NULL ? NULL : part_section(audit, path, strlen(path));
    while (p != NULL) {
        size_t length = strcspn(p + 1, ">");
        const char *name = part_section(audit, p + 1, length);

        if (name != NULL)
            found = name;
        p = strchr(p + 1, '>');
    }
    return found;
}

static bool
is_live(const struct waiver *waiver)
{
    return waiver != NULL && waiver->state == WAIVER_ACTIVE;
}

/* "api-only" -> "Api-only". */
static const char *
column_of(const char *word, struct arena *arena)
{
    enum access access;

    if (access_from(word, &access))
        return access_title(access);
    if (word == NULL || word[0] < 'a' || word[0] > 'z')
        return text_or(word, "?");
    return arena_print(arena, "%c%s", word[0] - 'a' + 'A', word + 1);
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

/* How much a row needs as a level; LEVEL_UNKNOWN if that is no level. */
static enum level
level_needed(const struct work_row *row)
{
    for (unsigned i = LEVEL_RESTRICTED; i < LEVEL__N; i++)
        if (text_same(row->needed, level_title((enum level)i)))
            return (enum level)i;
    return LEVEL_UNKNOWN;
}

/* Whether two products ask for the very same rights, and call them alike: then
 * it is one box, and what one of them needs is enough for both. */
static bool
same_box(const struct work_row *a, const struct work_row *b,
         const struct finding *of_a, const struct finding *of_b)
{
    bool levels =
        level_needed(a) != LEVEL_UNKNOWN && level_needed(b) != LEVEL_UNKNOWN;

    return a->waiver == b->waiver && text_same(a->section, b->section) &&
           text_same(a->object, b->object) && text_same(a->column, b->column) &&
           (levels || text_same(a->needed, b->needed)) &&
           claims_within(of_a, of_b) && claims_within(of_b, of_a);
}

/* The most that either needs and how that is set, in both words if they need
 * the same; the work that either asks for. */
static void
merge(struct sheet *sheet, struct work_row *old, const struct work_row *row)
{
    enum level before = level_needed(old), more = level_needed(row);

    if (more > before) {
        old->needed = row->needed;
        old->how = row->how;
    } else if (more == before && !text_same(row->how, old->how)) {
        old->how = old->how == NULL || row->how == NULL
                       ? text_or(old->how, row->how)
                       : arena_print(sheet->arena, "%s %s", old->how, row->how);
    }
    if (row->work < old->work)
        old->work = row->work;
    old->product =
        arena_print(sheet->arena, "%s, %s", old->product, row->product);
}

/* Whether another product's row stands for this one too. Within a file rows
 * are never merged: its author keeps them apart. */
static bool
merged(struct sheet *sheet, const struct work_row *row,
       const struct finding *finding)
{
    uint32_t pack = pack_of(sheet->audit, finding);

    for (uint32_t i = 0; i < sheet->n && row->product != NULL; i++) {
        struct origin *origin = &sheet->origin[i];

        if ((origin->packs >> pack & 1) != 0 ||
            !same_box(&sheet->row[i], row, origin->first, finding))
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
    uint32_t pack = pack_of(sheet->audit, finding);

    if (row->product != NULL)
        sheet->origin[sheet->n] = (struct origin){finding, UINT32_C(1) << pack};
    sheet->row[sheet->n++] = *row;
}

static void
add_finding(struct sheet *sheet, const struct finding *finding)
{
    const char *section = path_section(sheet->audit, finding->screen);
    struct packs packs = audit_packs(sheet->audit);
    const struct pack *pack = pack_find(packs, finding->rules);
    struct work_row row;

    if (finding->verdict == VERDICT_SKIP)
        return; /* not wanted, or nothing can be set */
    row = (struct work_row){
        .work = finding->verdict == VERDICT_PASS ? WORK_KEEP : WORK_SET,
        .section = section != NULL ? section : text_or(finding->section, "?"),
        .screen = finding->screen,
        .object = text_or(finding->object, "?"),
        .column = column_of(finding->access, sheet->arena),
        .now = now_of(finding),
        .needed = text_or(finding->required, "more"),
        .product = pack == NULL || sheet->audit->n_pack < 2
                       ? NULL
                       : pack_title(packs, pack, sheet->arena),
        .how = finding->fix,
        .id = finding->id,
        .waiver = is_live(finding->waiver) ? finding->waiver : NULL,
    };
    if (!merged(sheet, &row, finding))
        add_row(sheet, &row, finding);
}

/* Rows of the same entity, level and waiver are one line. */
static bool
alike(const struct excess *a, const struct excess *b)
{
    return text_same(a->entity, b->entity) && a->level == b->level &&
           is_live(a->waiver) == is_live(b->waiver) &&
           (!is_live(a->waiver) || a->waiver == b->waiver);
}

/* The first of those alike speaks for all; the riskiest come first. */
static bool
spoken_for(const struct audit *audit, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (alike(&audit->excess[k], &audit->excess[i]))
            return true;
    return false;
}

static void
add_excess(struct sheet *sheet, uint32_t first)
{
    const struct audit *audit = sheet->audit;
    const struct excess *excess = &audit->excess[first];
    const char *column = NULL;
    enum risk risk = RISK_NONE;

    if (spoken_for(audit, first))
        return;
    for (int a = 0; a < ACCESS__N; a++) {
        for (uint32_t i = first; i < audit->n_excess; i++) {
            const struct excess *e = &audit->excess[i];

            if (e->access != (enum access)a || !alike(e, excess))
                continue;
            risk = e->risk > risk ? e->risk : risk;
            column = column == NULL
                         ? access_title(e->access)
                         : arena_print(sheet->arena, "%s, %s", column,
                                       access_title(e->access));
        }
    }
    sheet->row[sheet->n++] = (struct work_row){
        .work = WORK_TAKE,
        .section = text_or(excess->section, "?"),
        .object = text_or(excess->entity, "?"),
        .column = column,
        .now = level_title(excess->level),
        .needed = level_title(LEVEL_NONE),
        .id = excess->id,
        .risk = risk,
        .waiver = is_live(excess->waiver) ? excess->waiver : NULL,
    };
}

/* Sections of the editor first, then others as they appear. */
static uint32_t
place_of(const struct sheet *sheet, uint32_t at)
{
    const char *section = sheet->row[at].section;

    for (uint32_t i = 0; i < sheet->audit->n_editor; i++)
        if (text_same(sheet->audit->editor[i], section))
            return i;
    for (uint32_t i = 0; i < at; i++)
        if (text_same(sheet->row[i].section, section))
            return sheet->audit->n_editor + i;
    return sheet->audit->n_editor + at;
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
                          .arena = arena};
    struct sorted *sorted;

    for (uint32_t i = 0; i < audit->n_finding; i++)
        add_finding(&sheet, &audit->finding[i]);
    for (uint32_t i = 0; i < audit->n_excess; i++)
        add_excess(&sheet, i);
    sorted = arena_new(arena, struct sorted, sheet.n);
    for (uint32_t i = 0; i < sheet.n; i++)
        sorted[i] = (struct sorted){sheet.row[i], place_of(&sheet, i), i};
    if (sheet.n > 0)
        qsort(sorted, sheet.n, sizeof *sorted, row_order);
    for (uint32_t i = 0; i < sheet.n; i++)
        sheet.row[i] = sorted[i].row;
    return (struct worksheet){sheet.row, sheet.n};
}
