/* Entries of a page, one by one: rows of tables that are permission tables,
 * items that are rows, and the rest, which is asked about where it names a
 * right, else is prose. Every line gets its fate here. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>
#include <strings.h>

void
map_note(struct mapper *m, uint32_t line, const char *phrase, const char *about)
{
    m->note = arena_grow(m->arena, m->note, m->n_note, &m->note_capacity);
    m->note[m->n_note++] = (struct import_remark){line, phrase, about};
}

void
map_fate(struct mapper *m, const struct page_entry *entry, enum fate fate)
{
    for (uint32_t i = entry->line; i <= entry->last && i <= m->page.lines; i++)
        m->fate[i] |= (unsigned char)fate;
}

/* ---- what a table stands below ------------------------------------------- */

struct context {
    const char *section, *condition;
};

static void
set_heading(struct mapper *m, const struct page_entry *entry)
{
    unsigned level = entry->level > PAGE_BOLD ? PAGE_BOLD : entry->level;

    m->heading[level] = entry->text;
    for (unsigned i = level + 1; i <= PAGE_BOLD; i++)
        m->heading[i] = NULL;
    map_fate(m, entry, FATE_HEADING);
}

/* A section by its own name, what is printed aside; NULL: it is none. */
static const char *
section_title(struct mapper *m, const char *text)
{
    struct section section = section_find(m, text);

    return !section.known ? NULL : text_or(section.title, text);
}

/* Of a heading a first word like "Where" says nothing. */
static bool
is_table_condition(const char *text)
{
    return strncasecmp(text, "if ", 3) == 0 ||
           strncasecmp(text, "only if ", 8) == 0 ||
           strncasecmp(text, "only when ", 10) == 0 ||
           strncasecmp(text, "only with ", 10) == 0;
}

/* The nearest heading that is a section, and the nearest condition. */
static struct context
context(struct mapper *m)
{
    struct context c = {NULL, NULL};

    for (unsigned i = PAGE_BOLD; i > 0; i--) {
        if (m->heading[i] == NULL)
            continue;
        if (c.section == NULL)
            c.section = section_title(m, m->heading[i]);
        if (c.condition == NULL && is_table_condition(m->heading[i]))
            c.condition = m->heading[i];
    }
    return c;
}

/* ---- tables -------------------------------------------------------------- */

static const char *
cell_of(const struct page_entry *row, uint32_t at)
{
    return at < row->n ? row->cell[at] : "";
}

/* The one text of a row that has no more, NULL: it has several, or none. */
static const char *
only_text(const struct page_entry *row)
{
    const char *text = NULL;

    for (uint32_t i = 0; i < row->n; i++) {
        if (row->cell[i][0] == '\0')
            continue;
        if (text != NULL && !text_same(text, row->cell[i]))
            return NULL;
        text = row->cell[i];
    }
    return text;
}

static const char *
joined(struct mapper *m, const struct page_entry *row)
{
    struct out out = {0};
    const char *text;

    for (uint32_t i = 0; i < row->n; i++) {
        if (row->cell[i][0] == '\0')
            continue;
        (void)out_text(&out, out.length > 0 ? " | " : "");
        (void)out_text(&out, row->cell[i]);
    }
    text = arena_text(m->arena, out_string(&out));
    out_free(&out);
    return text;
}

/* A text that is no row of a permission table: asked about if it names a
 * right. */
static void
loose(struct mapper *m, const struct page_entry *entry, const char *text,
      bool certain, const char *about)
{
    struct row row = {.entry = entry, .section = context(m).section};
    struct import_count *rows = &m->rows;

    if (certain || names_right(m, text)) {
        row.object = text;
        map_question(m, &row, NULL, about);
        rows->question += entry->kind == PAGE_ROW;
        return;
    }
    map_fate(m, entry, FATE_PROSE);
    rows->prose += entry->kind == PAGE_ROW;
}

static void
loose_rows(struct mapper *m, const struct page_entry *row, uint32_t n,
           const char *contest)
{
    for (uint32_t i = 0; i < n; i++) {
        bool certain = contest != NULL && i > 0;

        if (contest != NULL && i == 0) {
            map_fate(m, &row[i], FATE_HEADING);
            m->rows.heading++;
            continue;
        }
        for (uint32_t k = 0; k < row[i].n && !certain && i > 0; k++)
            certain = is_name(m, row[i].cell[k]);
        loose(m, &row[i], joined(m, &row[i]), certain,
              contest != NULL ? contest
                              : "its table has no heading for an object and "
                                "one for what is asked of it");
    }
}

static uint32_t
column_at(const struct columns *c, enum role role)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->column[i].role == role)
            return i;
    return PAGE_COLUMNS;
}

static bool
same_row(const struct page_entry *a, const struct page_entry *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!text_same(a->cell[i], b->cell[i]))
            return false;
    return true;
}

static void
read_rows(struct mapper *m, const struct columns *c,
          const struct page_entry *row, uint32_t n, struct context around)
{
    uint32_t section = column_at(c, ROLE_SECTION);
    const char *carried = NULL;

    for (uint32_t i = 0; i < n; i++) {
        const char *one = only_text(&row[i]);

        if (!c->headless && (i == 0 || same_row(&row[0], &row[i]))) {
            map_fate(m, &row[i], FATE_HEADING);
            m->rows.heading++;
            continue;
        }
        if (one != NULL && section_find(m, one).known) {
            carried = section_title(m, one);
            map_fate(m, &row[i], FATE_HEADING);
            m->rows.heading++;
            continue;
        }
        if (*cell_of(&row[i], section) != '\0')
            carried = cell_of(&row[i], section);
        map_row(m, &(struct row){
                       .entry = &row[i],
                       .columns = c,
                       .section = carried != NULL ? carried : around.section,
                       .object = cell_of(&row[i], column_at(c, ROLE_OBJECT)),
                       .condition = around.condition,
                   });
    }
}

static bool
is_empty(const struct page_entry *row)
{
    for (uint32_t i = 0; i < row->n; i++)
        if (row->cell[i][0] != '\0')
            return false;
    return true;
}

static void
map_table(struct mapper *m, const struct page_entry *row, uint32_t n,
          struct context around)
{
    struct columns c;

    /* Some put their headings below a row of headings that is empty. */
    for (; n > 1 && is_empty(row); row++, n--) {
        map_fate(m, row, FATE_HEADING);
        m->rows.heading++;
    }
    columns_read(m, &c, row, n);
    if (!c.table || c.contest != NULL) {
        loose_rows(m, row, n, c.contest);
        return;
    }
    if (around.condition != NULL)
        map_note(m, row->line, around.condition,
                 "a condition of the whole table, as an option that is off");
    if (c.headless)
        map_note(m, row->line, joined(m, row),
                 "no headings; the columns are read in the order of the "
                 "provider's editor");
    read_rows(m, &c, row, n, around);
}

/* ---- items and text ------------------------------------------------------ */

static const char *
arrow(const char *text, size_t *length)
{
    static const char *const arrows[] = {
        " \xe2\x86\x92 ", " -> ", " > ", " \xc2\xbb ", " \xe2\x80\xba ", NULL};

    for (size_t i = 0; arrows[i] != NULL; i++) {
        const char *at = strstr(text, arrows[i]);

        *length = strlen(arrows[i]);
        if (at != NULL)
            return at;
    }
    return NULL;
}

/* "Module -> Function: Add, Inquire" is a row. */
static bool
item_row(struct mapper *m, const struct page_entry *entry)
{
    struct columns c = {.n = 3, .table = true};
    const char *cell[3] = {"", "", ""};
    struct page_entry as = *entry;
    const char *colon = strstr(entry->text, ": "), *at;
    struct hearing h;
    size_t length;

    if (colon == NULL)
        return false;
    cell[1] = arena_slice(m->arena, entry->text, (size_t)(colon - entry->text));
    cell[2] = colon + 2;
    at = arrow(cell[1], &length);
    if (at != NULL) {
        cell[0] = arena_slice(m->arena, cell[1], (size_t)(at - cell[1]));
        cell[1] = at + length;
    }
    h = cell_hear(&m->lexicon, m->catalogue, cell[2], NO_VERB, m->arena);
    if (h.heard == HEARD_DOUBT || (at == NULL && !is_name(m, cell[1])))
        return false;
    c.column[0].role = ROLE_SECTION;
    c.column[1].role = ROLE_OBJECT;
    c.column[2].role = ROLE_LEVEL;
    as.cell = cell;
    as.n = 3;
    map_row(m,
            &(struct row){.entry = &as,
                          .columns = &c,
                          .section = at != NULL ? cell[0] : context(m).section,
                          .object = cell[1],
                          .condition = context(m).condition});
    return true;
}

/* Where the page says it is from. */
static bool
is_source(struct mapper *m, const struct page_entry *entry)
{
    const char *url = strstr(entry->text, "http");
    size_t length;

    if (!text_starts(entry->text, "Source: ") || url == NULL ||
        (!text_starts(url, "https://") && !text_starts(url, "http://")))
        return false;
    length = strcspn(url, " \t\n)>\"");
    if (m->url == NULL)
        m->url = arena_slice(m->arena, url, length);
    map_fate(m, entry, FATE_PROSE);
    return true;
}

/* The line right before a table may say whose rows these are. */
static bool
caption(struct mapper *m, const struct page_entry *entry, struct context *c)
{
    const char *section = section_title(m, entry->text);
    bool used = true;

    if (section != NULL)
        c->section = section;
    else if (is_table_condition(entry->text))
        c->condition = entry->text;
    else
        used = false;
    if (used)
        map_fate(m, entry, FATE_HEADING);
    return used;
}

static void
map_entry(struct mapper *m, const struct page_entry *entry)
{
    switch (entry->kind) {
    case PAGE_HEADING:
        set_heading(m, entry);
        break;
    case PAGE_ITEM:
        if (!item_row(m, entry))
            loose(m, entry, entry->text, false, "it stands in no table");
        break;
    case PAGE_TEXT:
        if (!is_source(m, entry))
            loose(m, entry, entry->text, false, "it stands in no table");
        break;
    case PAGE_ROW:
        break;
    }
}

void
map_page(struct mapper *m)
{
    const struct page *page = &m->page;

    m->fate = arena_new(m->arena, unsigned char, (size_t)page->lines + 2);
    if (map_shown(m))
        return;
    for (uint32_t i = 0, n; i < page->n && page->trouble == NULL; i += n) {
        const struct page_entry *entry = &page->entry[i];
        bool said = entry->kind == PAGE_TEXT && i + 1 < page->n &&
                    entry[1].kind == PAGE_ROW;
        struct context around = context(m);
        uint32_t from = said && caption(m, entry, &around) ? i + 1 : i;

        n = 1;
        if (page->entry[from].kind != PAGE_ROW) {
            map_entry(m, entry);
            continue;
        }
        for (n = from - i; i + n < page->n &&
                           page->entry[i + n].kind == PAGE_ROW &&
                           page->entry[i + n].table == page->entry[from].table;)
            n++;
        map_table(m, &page->entry[from], i + n - from, around);
    }
}
