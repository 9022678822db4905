/* Entries of a page, one by one: rows of tables that are permission tables,
 * items that are rows, and the rest, which is asked about where it names a
 * right, else is prose. Every line gets its fate here. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

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

/* A text that is no row of a permission table: asked about if it names a
 * right, else it is of another kind. */
static void
loose(struct mapper *m, const struct row *row, bool certain, const char *about,
      enum fate otherwise)
{
    uint32_t is_row = row->entry->kind == PAGE_ROW;

    if (certain || names_right(m, row->object) ||
        names_mention(m, row->object)) {
        map_question(m, row, NULL, about);
        m->rows.question += is_row;
        return;
    }
    map_fate(m, row->entry, otherwise);
    m->rows.prose += is_row;
}

/* ---- what stands above --------------------------------------------------- */

static void
map_heading(struct mapper *m, const struct page_entry *entry)
{
    bool used = section_title(m, entry->text) != NULL ||
                is_table_condition(entry->text);
    struct row row = {.entry = entry, .object = entry->text};

    m->heading[entry->level] = entry->text;
    for (unsigned i = entry->level + 1; i <= PAGE_BOLD; i++)
        m->heading[i] = NULL;
    map_fate(m, entry, FATE_HEADING);
    if (!used &&
        (entry->text != m->page.title || names_mention(m, entry->text)))
        loose(m, &row, false, "it stands in no table", FATE_HEADING);
}

/* The line right before rows may say whose these are: true; of one that says
 * more its last sentence leads to them, if it has no end. */
static bool
map_lead(struct mapper *m, const struct page_entry *entry)
{
    m->lead = entry->text;
    if (section_title(m, m->lead) != NULL || is_table_condition(m->lead)) {
        map_fate(m, entry, FATE_HEADING);
        return true;
    }
    for (const char *at = m->lead; (at = strstr(at, ". ")) != NULL;)
        m->lead = at += 2;
    if (text_ends(m->lead, "."))
        m->lead = NULL;
    return false;
}

/* ---- tables -------------------------------------------------------------- */

static void
heading_row(struct mapper *m, const struct page_entry *row)
{
    map_fate(m, row, FATE_HEADING);
    m->rows.heading++;
}

static bool
has_name(struct mapper *m, const struct page_entry *row)
{
    for (uint32_t i = 0; i < row->n; i++)
        if (is_name(m, row->cell[i]))
            return true;
    return false;
}

/* Whether a cell asks for something by itself. */
static bool
has_ask(struct mapper *m, const struct page_entry *row)
{
    for (uint32_t i = 0; i < row->n; i++)
        if (cell_hear(&m->lexicon, m->catalogue, row->cell[i], NO_VERB,
                      m->arena)
                .heard == HEARD_ASKS)
            return true;
    return false;
}

/* Rows of a table that is not read: asked about if they name something, or ask
 * for something below names. */
static void
loose_rows(struct mapper *m, const struct page_entry *row, uint32_t n,
           const char *contest)
{
    const char *about =
        text_or(contest, "its table has no heading for an object and one for "
                         "what is asked of it");
    const char *section = context(m).section;
    bool below = contest == NULL && n > 1 && has_name(m, &row[0]);

    if (contest != NULL)
        heading_row(m, &row[0]);
    for (uint32_t i = contest != NULL ? 1 : 0; i < n; i++) {
        bool certain = contest != NULL || (i > 0 && has_name(m, &row[i]));
        struct row as = {
            .entry = &row[i], .section = section, .object = row[i].text};

        if (!certain && i > 0 && below && has_ask(m, &row[i])) {
            certain = true;
            as.object =
                arena_print(m->arena, "%s: %s", row[0].text, row[i].text);
        }
        loose(m, &as, certain, about, FATE_PROSE);
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

/* A row of one text may say of those below it where they stand, or whether they
 * are needed; what one before it said of that ends. */
static bool
takes_over(struct mapper *m, const struct page_entry *row, struct context *c,
           const struct context *above)
{
    const char *text = only_text(row);
    struct context own = {NULL, NULL, NULL, false};

    if (text == NULL)
        return false;
    take_context(m, &own, text);
    c->condition = own.condition != NULL ? own.condition : above->condition;
    c->contrary = own.contrary;
    c->less = own.less || above->less;
    if (own.section != NULL)
        c->section = own.section;
    return own.section != NULL || own.condition != NULL ||
           own.contrary != NULL || own.less;
}

static void
read_rows(struct mapper *m, const struct columns *c,
          const struct page_entry *row, uint32_t n, const struct context *above)
{
    uint32_t section = column_at(c, ROLE_SECTION);
    struct context own = *above;

    for (uint32_t i = 0; i < n; i++) {
        struct row as = {.entry = &row[i], .columns = c};

        if ((!c->headless && (i == 0 || text_same(row[0].text, row[i].text))) ||
            takes_over(m, &row[i], &own, above)) {
            heading_row(m, &row[i]);
            continue;
        }
        if (*cell_of(&row[i], section) != '\0')
            own.section = cell_of(&row[i], section);
        as.section = own.section;
        as.object = cell_of(&row[i], column_at(c, ROLE_OBJECT));
        as.condition = own.condition;
        as.less = own.less;
        if (own.contrary == NULL) {
            map_row(m, &as);
            continue;
        }
        as.object = row[i].text;
        loose(m, &as, true,
              arena_print(m->arena, "it stands below \"%s\"", own.contrary),
              FATE_PROSE);
    }
}

static void
map_table(struct mapper *m, const struct page_entry *row, uint32_t n)
{
    struct context above = context(m);
    struct columns c;

    /* Some put their headings below a row of headings that is empty. */
    for (; n > 1 && *row->text == '\0'; row++, n--)
        heading_row(m, row);
    columns_read(m, &c, row, n);
    if (c.table && above.contrary != NULL)
        c.contest =
            arena_print(m->arena, "it stands below \"%s\"", above.contrary);
    if (!c.table || c.contest != NULL) {
        loose_rows(m, row, n, c.contest);
        return;
    }
    if (above.condition != NULL)
        map_note(m, row->line, above.condition,
                 "a condition of the whole table, as an option that is off");
    if (c.headless)
        map_note(m, row->line, row->text,
                 "no headings; the columns are read in the order of the "
                 "provider's editor");
    read_rows(m, &c, row, n, &above);
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
item_row(struct mapper *m, const struct page_entry *entry,
         const struct context *above)
{
    static const struct columns columns = {
        .n = 2,
        .column = {{.role = ROLE_OBJECT}, {.role = ROLE_LEVEL}},
        .table = true};
    const char *cell[2], *colon = strstr(entry->text, ": "), *at;
    struct page_entry as = *entry;
    struct row row = {.entry = &as,
                      .columns = &columns,
                      .section = above->section,
                      .condition = above->condition,
                      .less = above->less};
    size_t length;

    if (colon == NULL || above->contrary != NULL)
        return false;
    cell[0] = arena_slice(m->arena, entry->text, (size_t)(colon - entry->text));
    cell[1] = colon + 2;
    at = arrow(cell[0], &length);
    if (at != NULL) {
        row.section = arena_slice(m->arena, cell[0], (size_t)(at - cell[0]));
        cell[0] = at + length;
    }
    if ((at == NULL && !is_name(m, cell[0])) ||
        cell_hear(&m->lexicon, m->catalogue, cell[1], NO_VERB, m->arena)
                .heard == HEARD_DOUBT)
        return false;
    as.cell = cell;
    as.n = 2;
    row.object = cell[0];
    map_row(m, &row);
    return true;
}

/* Where the page says it is from. */
static bool
is_source(struct mapper *m, const struct page_entry *entry)
{
    const char *url = strstr(entry->text, "http");

    if (!text_starts(entry->text, "Source: ") || url == NULL ||
        (!text_starts(url, "https://") && !text_starts(url, "http://")))
        return false;
    if (m->url == NULL)
        m->url = arena_slice(m->arena, url, strcspn(url, " \t\n)>\""));
    map_fate(m, entry, FATE_PROSE);
    return true;
}

/* What is asked of a name that stands in the text before, as pages without a
 * table put it; NULL: nothing is. */
static const char *
asked_of_last(struct mapper *m, const struct page_entry *entry)
{
    const struct page_entry *last = entry - 1;

    if (entry == m->page.entry || last->kind == PAGE_ROW ||
        !is_name(m, last->text) ||
        cell_hear(&m->lexicon, m->catalogue, entry->text, NO_VERB, m->arena)
                .heard != HEARD_ASKS)
        return NULL;
    return arena_print(m->arena, "%s: %s", last->text, entry->text);
}

/* leads: rows follow at once. */
static void
map_entry(struct mapper *m, const struct page_entry *entry, bool leads)
{
    struct context above = context(m);
    const char *asked = asked_of_last(m, entry);
    struct row row = {.entry = entry,
                      .section = above.section,
                      .object = text_or(asked, entry->text)};

    if (entry->kind == PAGE_ITEM && item_row(m, entry, &above))
        return;
    if (entry->kind != PAGE_ITEM)
        m->lead = NULL;
    if (entry->kind == PAGE_HEADING)
        map_heading(m, entry);
    else if (!is_source(m, entry) && !map_listed(m, entry, &above) &&
             !(leads && map_lead(m, entry)))
        loose(m, &row, asked != NULL, "it stands in no table", FATE_PROSE);
}

void
map_page(struct mapper *m)
{
    const struct page *page = &m->page;

    m->fate = arena_new(m->arena, unsigned char, (size_t)page->lines + 2);
    m->shown = map_shown(m);
    if (m->shown)
        return;
    map_footnotes(m);
    for (uint32_t i = 0, n; i < page->n && page->trouble == NULL; i += n) {
        const struct page_entry *entry = &page->entry[i];
        bool more = i + 1 < page->n;

        n = 1;
        if (entry->kind != PAGE_ROW) {
            map_entry(
                m, entry,
                entry->kind == PAGE_TEXT && more &&
                    (entry[1].kind == PAGE_ROW || entry[1].kind == PAGE_ITEM));
            continue;
        }
        while (i + n < page->n && entry[n].kind == PAGE_ROW &&
               entry[n].table == entry->table)
            n++;
        map_table(m, entry, n);
        m->lead = NULL;
    }
}
