/* Tables of a page: which part of one is below which headings, what is said of
 * its rows by rows among them, and the rows of tables that are not read. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

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

/* Whether a cell asks for something by itself; level: or says how much. */
static bool
has_ask(struct mapper *m, const struct page_entry *row, bool level)
{
    for (uint32_t i = 0; i < row->n; i++) {
        struct token token = token_at(&m->lexicon, row->cell[i]);

        if (is_ask(m, row->cell[i]) ||
            (level && (token.said == SAID_LEVEL || token_is_yes(&token)) &&
             token.length == strlen(row->cell[i])))
            return true;
    }
    return false;
}

/* The nearest heading above, if it is a name and no section's; or NULL. */
static const char *
named_above(struct mapper *m)
{
    for (unsigned i = PAGE_BOLD; i > 0; i--)
        if (m->heading[i].text != NULL)
            return is_name(m, m->heading[i].text) &&
                           m->heading[i].says.section == NULL
                       ? m->heading[i].text
                       : NULL;
    return NULL;
}

/* What is asked by a row that names nothing, below headings, or a heading of
 * the page, that do; NULL: nothing is. */
static const char *
asked_below(struct mapper *m, const struct page_entry *head,
            const struct page_entry *row)
{
    const char *under = named_above(m);

    if ((under == NULL && !has_name(m, head)) ||
        !has_ask(m, row, under != NULL))
        return NULL;
    return arena_print(m->arena, "%s%s%s: %s", text_or(under, ""),
                       under == NULL ? "" : ": ", head->text, row->text);
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
    bool person = section_find(m, section).person;

    if (contest != NULL)
        heading_row(m, &row[0]);
    for (uint32_t i = contest != NULL ? 1 : 0; i < n; i++) {
        bool certain =
            contest != NULL || (i > 0 && (person || has_name(m, &row[i])));
        const char *below =
            certain || i == 0 ? NULL : asked_below(m, &row[0], &row[i]);

        map_loose(m,
                  &(struct row){.entry = &row[i],
                                .section = section,
                                .object = text_or(below, row[i].text)},
                  certain || below != NULL, about, FATE_PROSE);
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

/* What a text in the table says of the rows below it; what one before it said
 * ends, but not what is said of all of the table. False: it says nothing. */
static bool
takes_over(struct mapper *m, const char *text, struct context *c,
           const struct context *above)
{
    struct context own = {.section = NULL};

    take_context(m, &own, text);
    *c = (struct context){
        .section = text_or(own.section, c->section),
        .contrary = text_or(own.contrary, above->contrary),
        .condition = both_conditions(m, own.condition, above->condition),
        .less = own.less || (above->less && !own.must)};
    return own.section != NULL || own.must || says_much(&own);
}

/* Whether a row of one text is one below its object: it speaks of the row
 * before, or of those after it. */
static bool
is_afterthought(struct mapper *m, const struct page_entry *row)
{
    struct reserve r = {.doubt = false};

    if (row->n > 1 && row->cell[0][0] == '\0' && only_text(row) != NULL)
        r = reserve_of(m, only_text(row));
    return is_reserved(&r);
}

/* Whether its cells are words of verbs, as headings are. */
static bool
is_of_verbs(struct mapper *m, const struct columns *c,
            const struct page_entry *row)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < c->n; i++) {
        if (c->column[i].role != ROLE_VERB)
            continue;
        if (heading_verb(m, cell_of(row, i)) == NO_VERB)
            return false;
        n++;
    }
    return n > 1;
}

/* Why a row is not read; NULL: it is. */
static const char *
open_row(struct mapper *m, const struct columns *c,
         const struct page_entry *row, bool last, const char *contrary)
{
    if (contrary != NULL)
        return arena_print(m->arena, "it stands with \"%s\"",
                           short_text(m, contrary));
    if (!last && is_afterthought(m, &row[1]))
        return arena_print(m->arena, "it stands with \"%s\"",
                           short_text(m, only_text(&row[1])));
    if (links_name(m, row))
        return arena_print(m->arena, "it leads to %s",
                           short_text(m, row->links));
    return is_of_verbs(m, c, row) ? "it may be a row of headings" : NULL;
}

/* Whether a row of one text may be said of those below it: it is a section, or
 * else no name, and no footnote. */
static bool
is_group(struct mapper *m, const struct page_entry *row, const char *text)
{
    if (text == NULL || row->n == 1 || names_mention(m, text) ||
        is_footnote(m, text))
        return false;
    return section_title(m, text) != NULL ||
           !is_name(m, arena_slice(m->arena, text, strcspn(text, "([*")));
}

/* A row that says something of others; the last one, of those above it. */
static void
end_row(struct mapper *m, const struct page_entry *row, bool last)
{
    struct row as = {.entry = row, .object = row->text};

    if (last && only_text(row) != NULL && looks_back(m, only_text(row), true))
        map_loose(m, &as, true, "it stands below all rows", FATE_PROSE);
    else
        heading_row(m, row);
}

static void
read_rows(struct mapper *m, const struct columns *c,
          const struct page_entry *row, uint32_t n, const struct context *above)
{
    uint32_t section = column_at(c, ROLE_SECTION);
    struct context group = *above, own = *above;

    for (uint32_t i = 0; i < n; i++) {
        struct row as = {.entry = &row[i], .columns = c};
        const char *text = only_text(&row[i]), *open;

        if ((!c->headless && (i == 0 || text_same(row[0].text, row[i].text))) ||
            is_afterthought(m, &row[i]) ||
            (is_group(m, &row[i], text) &&
             takes_over(m, text, &group, above))) {
            own = group;
            end_row(m, &row[i], i + 1 == n);
            continue;
        }
        if (*cell_of(&row[i], section) != '\0') {
            (void)takes_over(m, cell_of(&row[i], section), &own, &group);
            own.section = cell_of(&row[i], section);
        }
        as.section = own.section;
        as.object = cell_of(&row[i], column_at(c, ROLE_OBJECT));
        as.condition = own.condition;
        as.less = own.less;
        open = open_row(m, c, &row[i], i + 1 == n, own.contrary);
        if (open == NULL) {
            map_row(m, &as);
            continue;
        }
        as.object = row[i].text;
        map_loose(m, &as, true, open, FATE_PROSE);
    }
}

/* Some put a row of one text above the headings, or an empty one. */
static bool
is_title(struct mapper *m, const struct page_entry *row, uint32_t n)
{
    struct columns c;

    if (n < 2 || *row->text == '\0')
        return n > 1;
    if (only_text(row) == NULL || row[1].n < 2)
        return false;
    columns_read(m, &c, row, n);
    if (c.table)
        return false;
    columns_read(m, &c, row + 1, n - 1);
    return c.table && !c.headless;
}

/* Rows below one row of headings. */
static void
map_part(struct mapper *m, const struct page_entry *row, uint32_t n)
{
    struct context above = context(m);
    struct columns c;

    for (; is_title(m, row, n); row++, n--) {
        if (*row->text != '\0')
            (void)takes_over(m, only_text(row), &above, &above);
        heading_row(m, row);
    }
    columns_read(m, &c, row, n);
    above.section = text_or(c.section, above.section);
    if (c.table && above.contrary != NULL)
        c.contest = arena_print(m->arena, "it stands with \"%s\"",
                                short_text(m, above.contrary));
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

/* A row of other headings begins another part, with a title that stands right
 * above it. */
void
map_table(struct mapper *m, const struct page_entry *row, uint32_t n)
{
    while (n > 0) {
        uint32_t k = 1;

        while (k < n && (!columns_head(m, &row[k]) ||
                         text_same(row[0].text, row[k].text) ||
                         (k == 1 && cell_of(&row[0], 1)[0] == '\0')))
            k++;
        if (k < n && k > 1 && only_text(&row[k - 1]) != NULL)
            k--;
        map_part(m, row, k);
        row += k;
        n -= k;
    }
}
