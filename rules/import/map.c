/* Entries of a page, one by one: rows of tables that are permission tables,
 * items that are rows, and the rest, which is asked about where it names a
 * right, else is prose. Every line gets its fate here. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>
#include <strings.h>

enum { LISTED = 100 };

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
void
map_loose(struct mapper *m, const struct row *row, bool certain,
          const char *about, enum fate otherwise)
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

/* Whether a text does no more than to say whose what follows is, or when. */
static bool
is_head(struct mapper *m, const char *text)
{
    return section_title(m, text) != NULL || strncasecmp(text, "if ", 3) == 0 ||
           strncasecmp(text, "only ", 5) == 0;
}

static void
map_heading(struct mapper *m, const struct page_entry *entry)
{
    struct row row = {.entry = entry, .object = entry->text};

    if (entry->level <= m->lead_level || m->led || !is_governing(m, &m->lead))
        m->lead.text = NULL;
    m->heading[entry->level] = (struct above){.text = entry->text};
    take_context(m, &m->heading[entry->level].says, entry->text);
    for (unsigned i = entry->level + 1; i <= PAGE_BOLD; i++)
        m->heading[i].text = NULL;
    map_fate(m, entry, FATE_HEADING);
    if (!is_head(m, entry->text) &&
        (entry->text != m->page.title || entry->level == PAGE_BOLD ||
         names_mention(m, entry->text)))
        map_loose(m, &row, false, "it stands in no table", FATE_HEADING);
}

bool
links_name(struct mapper *m, const struct page_entry *entry)
{
    return entry->links != NULL && !names_mention(m, entry->text) &&
           names_mention(m, entry->links);
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
    if (at != NULL && !section_find(m, row.section).known) {
        row.object = entry->text;
        map_loose(m, &row, true, "no such section is known", FATE_PROSE);
        return true;
    }
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

bool
is_ask(struct mapper *m, const char *text)
{
    return cell_hear(&m->lexicon, m->catalogue, text, NO_VERB, m->arena)
               .heard == HEARD_ASKS;
}

/* What is asked of a name that stands in a text before, as pages without a
 * table put it; NULL: nothing is. */
static const char *
asked_of_last(struct mapper *m, const struct page_entry *entry)
{
    const struct page_entry *last = entry;

    if (!is_ask(m, entry->text))
        return NULL;
    do {
        if (last == m->page.entry || (--last)->kind == PAGE_ROW)
            return NULL;
        if (is_name(m, last->text))
            return arena_print(m->arena, "%s: %s", last->text, entry->text);
    } while (is_ask(m, last->text) && entry - last < ASKS);
    return NULL;
}

/* "or" by itself, or at the end. */
static bool
is_choice(const char *text)
{
    return text_same_fold(text, "or") || text_ends(text, " or") ||
           text_ends(text, " OR");
}

/* The text right below that leaves open what stands here: deeper in the list
 * "Optional", or an "or" behind it; NULL: there is none. */
static const char *
open_below(struct mapper *m, const struct page_entry *entry)
{
    const struct page_entry *end = m->page.entry + m->page.n;
    const struct page_entry *next = entry + 1;

    if (entry->kind == PAGE_ITEM && next < end && next->kind == PAGE_ITEM &&
        next->level > entry->level) {
        struct reserve r = reserve_of(m, next->text);

        if (is_reserved(&r))
            return next->text;
    }
    while (entry->kind == PAGE_ITEM && next < end && next->kind == PAGE_ITEM &&
           next - entry < LISTED)
        next++;
    return next < end && text_same_fold(next->text, "or") ? next->text : NULL;
}

/* The items that an entry is in; a table is in the one that leads to it. */
static void
enter(struct mapper *m, const struct page_entry *entry)
{
    if (entry->kind == PAGE_ITEM)
        while (m->depth >= entry->level && m->depth > 0)
            m->depth--;
    else if (m->depth > 0 && (entry->kind == PAGE_HEADING ||
                              (!text_ends(m->item[m->depth].text, ":") &&
                               !says_much(&m->item[m->depth].says))))
        m->depth = 0;
}

/* Whether rows follow at once. */
static bool
leads(const struct page *page, const struct page_entry *entry)
{
    return entry->kind == PAGE_TEXT && entry + 1 < page->entry + page->n &&
           (entry[1].kind == PAGE_ROW || entry[1].kind == PAGE_ITEM);
}

/* Whether it is a text right below rows or items that asked for something, and
 * leads to no others. */
static bool
is_below_rows(const struct mapper *m, const struct page_entry *entry)
{
    return entry->kind == PAGE_TEXT && entry > m->page.entry &&
           (entry[-1].kind == PAGE_ROW || entry[-1].kind == PAGE_ITEM) &&
           m->n_rule > 0 && !leads(&m->page, entry) &&
           !text_ends(entry->text, ":") && !is_footnote(m, entry->text);
}

/* Whether a text that is no row names what is asked for all the same: of a name
 * above, of what stands above, by itself among items that ask, or where only a
 * person can judge. */
static bool
is_certain(struct mapper *m, const struct page_entry *entry,
           const struct context *above)
{
    const struct page_entry *first = m->page.entry;

    if (looks_back(m, entry->text, is_below_rows(m, entry)))
        return true;
    if (entry->kind != PAGE_ITEM)
        return false;
    return section_find(m, above->section).person ||
           (names_alone(m, entry->text) &&
            ((entry > first && names_right(m, entry[-1].text)) ||
             (entry + 1 < first + m->page.n && names_right(m, entry[1].text))));
}

/* What is said of the entry around it. */
static struct context
around(struct mapper *m, const struct page_entry *entry)
{
    struct context c = context(m);

    c.contrary = text_or(c.contrary, open_below(m, entry));
    if (entry > m->page.entry && is_choice(entry[-1].text))
        c.contrary = entry[-1].text;
    return c;
}

/* What is asked about a text: what it asks for of a name before, or below what
 * it stands; a name that only its links hold; NULL: nothing but what it says.
 */
static const char *
asked_by(struct mapper *m, const struct page_entry *entry)
{
    const char *above = m->depth > 0 ? m->item[m->depth].text : NULL;
    const char *asked = asked_of_last(m, entry);

    for (unsigned i = PAGE_BOLD; i > 0 && above == NULL; i--)
        above = m->heading[i].text;
    if (asked == NULL && above != NULL && is_ask(m, entry->text))
        asked = arena_print(m->arena, "%s: %s", above, entry->text);
    if (asked == NULL && links_name(m, entry))
        asked = arena_print(m->arena, "%s (%s)", entry->text, entry->links);
    return asked;
}

/* The text leads to what follows. One before it that was meant for that, and
 * that nothing followed yet, leaves it open. */
static void
lead(struct mapper *m, const char *text)
{
    struct above before = m->lead;

    if (names_mention(m, text) && !text_ends(text, ":"))
        return;
    m->lead = (struct above){.text = text};
    take_lead(m, &m->lead.says, text);
    if (is_governing(m, &before) && !m->led)
        m->lead.says.contrary = text_or(m->lead.says.contrary, before.text);
    m->led = false;
    m->lead_level = 0;
    for (unsigned i = 1; i <= PAGE_BOLD; i++)
        if (m->heading[i].text != NULL)
            m->lead_level = i;
}

/* What is no heading, row or list of names. */
static void
map_text(struct mapper *m, const struct page_entry *entry,
         const struct context *above)
{
    const char *asked = asked_by(m, entry);
    struct row row = {.entry = entry,
                      .section = above->section,
                      .object = text_or(asked, entry->text)};

    if (entry->kind == PAGE_TEXT && !is_footnote(m, entry->text))
        lead(m, entry->text);
    if (leads(&m->page, entry) && is_head(m, last_sentence(entry->text)))
        map_fate(m, entry, FATE_HEADING);
    else
        map_loose(m, &row, asked != NULL || is_certain(m, entry, above),
                  above->contrary == NULL
                      ? "it stands in no table"
                      : arena_print(m->arena, "it stands with \"%s\"",
                                    short_text(m, above->contrary)),
                  FATE_PROSE);
}

static void
map_entry(struct mapper *m, const struct page_entry *entry)
{
    struct context above = around(m, entry);

    m->led = m->led || entry->kind == PAGE_ITEM;
    if (entry->kind == PAGE_HEADING)
        map_heading(m, entry);
    else if ((entry->kind != PAGE_ITEM || !item_row(m, entry, &above)) &&
             !is_source(m, entry) && !map_listed(m, entry, &above))
        map_text(m, entry, &above);
}

/* The rows of a table; how many there are. What was meant for that table leaves
 * open another one below it. */
static uint32_t
map_rows(struct mapper *m, const struct page_entry *row)
{
    const struct page_entry *end = m->page.entry + m->page.n;
    uint32_t n = 1;

    while (row + n < end && row[n].kind == PAGE_ROW &&
           row[n].table == row->table)
        n++;
    map_table(m, row, n);
    if (is_governing(m, &m->lead))
        m->lead.says.contrary = m->lead.text;
    else
        m->lead.text = NULL;
    m->led = true;
    return n;
}

static uint32_t
count_rows(const struct mapper *m)
{
    return m->rows.rule + m->rows.nothing + m->rows.question;
}

void
map_page(struct mapper *m)
{
    const struct page *page = &m->page;
    uint32_t rows;

    m->fate = arena_new(m->arena, unsigned char, (size_t)page->lines + 2);
    m->shown = map_shown(m);
    if (m->shown)
        return;
    map_footnotes(m);
    for (uint32_t i = 0, n; i < page->n && page->trouble == NULL; i += n) {
        const struct page_entry *entry = &page->entry[i];

        enter(m, entry);
        n = entry->kind == PAGE_ROW ? map_rows(m, entry) : 1;
        rows = count_rows(m);
        if (entry->kind != PAGE_ROW)
            map_entry(m, entry);
        if (entry->kind == PAGE_ITEM && entry->level <= PAGE_DEEP) {
            m->depth = entry->level;
            m->item[m->depth] = (struct above){.text = entry->text};
            if (rows == count_rows(m)) /* else it spoke of itself */
                take_lead(m, &m->item[m->depth].says, entry->text);
        }
    }
}
