/* The headings of a table: what each column holds. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>
#include <strings.h>

static const char *const role_words[] = {
    [ROLE_NONE] = "none",     [ROLE_SECTION] = "section",
    [ROLE_OBJECT] = "object", [ROLE_LEVEL] = "level",
    [ROLE_NEED] = "need",     [ROLE_NOTES] = "notes",
};

bool
import_column(const char *choice)
{
    size_t length = strcspn(choice, "=");

    return length > 0 && choice[length] == '=' && choice[length + 1] != '\0';
}

/* The role of that word: false: there is none. */
static bool
role_named(struct mapper *m, const char *word, struct column *column)
{
    *column = (struct column){.verb = heading_verb(m, word), .forced = true};
    if (column->verb != NO_VERB)
        column->role = ROLE_VERB;
    for (int role = 0; role < ROLE_VERB; role++)
        if (text_same(role_words[role], word)) {
            column->role = (enum role)role;
            return true;
        }
    return column->role == ROLE_VERB;
}

/* What the caller says of a column: "object=Description". */
static void
force(struct mapper *m, struct columns *c, uint32_t choice)
{
    const char *text = m->source->column[choice];
    size_t length = strcspn(text, "=");
    struct column column;

    if (!role_named(m, arena_slice(m->arena, text, length), &column)) {
        page_refuse(&m->page,
                    arena_print(m->arena,
                                "--column \"%s\": no column has such a role",
                                text));
        return;
    }
    for (uint32_t i = 0; i < c->n && text[length] == '='; i++) {
        if (!text_same_fold(c->column[i].heading, text + length + 1))
            continue;
        column.heading = c->column[i].heading;
        c->column[i] = column;
        m->chosen[choice] = true;
    }
}

static uint32_t
count(const struct columns *c, enum role role)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < c->n; i++)
        n += c->column[i].role == role;
    return n;
}

/* How many of the columns that are nothing yet can be that. */
static uint32_t
open_for(const struct columns *c, enum role role, uint32_t *first)
{
    uint32_t n = 0;

    for (uint32_t i = c->n; i-- > 0;)
        if (c->column[i].role == ROLE_NONE && !c->column[i].forced &&
            (c->column[i].can & CAN(role)) != 0) {
            *first = i;
            n++;
        }
    return n;
}

/* Headings that can only be one thing are that, if nobody said otherwise. */
static void
take_plain(struct columns *c)
{
    bool chosen[ROLE_VERB] = {false};

    for (uint32_t i = 0; i < c->n; i++)
        if (c->column[i].forced && c->column[i].role < ROLE_VERB)
            chosen[c->column[i].role] = true;
    for (uint32_t i = 0; i < c->n; i++)
        for (int role = ROLE_SECTION; role < ROLE_VERB; role++) {
            struct column *column = &c->column[i];

            if (column->forced || column->can != CAN(role))
                continue;
            if (!chosen[role])
                column->role = (enum role)role;
            else if (role == ROLE_OBJECT && count(c, ROLE_SECTION) == 0)
                column->role = ROLE_SECTION;
        }
}

/* A module is a section, unless there is one that it is in. */
static void
take_modules(struct columns *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        struct column *column = &c->column[i];

        if (column->forced || column->role != ROLE_NONE ||
            column->can != (CAN(ROLE_SECTION) | CAN(ROLE_OBJECT)))
            continue;
        if (count(c, ROLE_SECTION) == 0)
            column->role = ROLE_SECTION;
        else if (count(c, ROLE_OBJECT) == 0)
            column->role = ROLE_OBJECT;
    }
}

/* Something has to be the object. */
static void
take_object(struct columns *c, bool asks)
{
    uint32_t at = 0;

    /* "| | Add | Edit |": the names stand below no heading. */
    if (asks && c->n > 0 && c->column[0].heading[0] == '\0') {
        c->column[0].role = ROLE_OBJECT;
        return;
    }
    /* "Section | Permission": there is nothing else to be it. */
    if (count(c, ROLE_SECTION) == 1 &&
        open_for(c, ROLE_OBJECT, &at) == (asks ? 0 : 1)) {
        for (at = 0; c->column[at].role != ROLE_SECTION;)
            at++;
        c->column[at].role = ROLE_OBJECT;
        return;
    }
    if (open_for(c, ROLE_OBJECT, &at) > 0)
        c->column[at].role = ROLE_OBJECT;
}

/* Whether something says how much is asked for, or that names are by standing
 * there. */
static bool
has_asks(const struct columns *c, bool names)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (c->column[i].role == ROLE_LEVEL || c->column[i].role == ROLE_VERB ||
            (names && c->column[i].names && c->column[i].role == ROLE_OBJECT))
            return true;
    return false;
}

static void
settle(struct columns *c)
{
    uint32_t at = 0;

    take_plain(c);
    take_modules(c);
    if (count(c, ROLE_OBJECT) == 0)
        take_object(c, has_asks(c, false));
    if (!has_asks(c, true) && open_for(c, ROLE_LEVEL, &at) > 0)
        c->column[at].role = ROLE_LEVEL;
    for (int role = ROLE_NEED; role <= ROLE_NOTES; role++)
        while (open_for(c, (enum role)role, &at) > 0)
            c->column[at].role = (enum role)role;
    c->listed = !has_asks(c, false) && has_asks(c, true);
    c->table = count(c, ROLE_OBJECT) > 0 && has_asks(c, true);
}

/* Whether half of the cells below that are not empty are names. */
static bool
holds_names(struct mapper *m, const struct page_entry *row, uint32_t n,
            uint32_t at)
{
    uint32_t names = 0, filled = 0;

    for (uint32_t i = 1; i < n; i++) {
        if (at >= row[i].n || row[i].cell[at][0] == '\0')
            continue;
        filled++;
        names += is_name(m, row[i].cell[at]);
    }
    return names > 0 && 2 * names >= filled;
}

/* Whether what stands there can only be names, whatever the heading says. */
static bool
is_of_names(struct mapper *m, const struct page_entry *row, uint32_t n,
            uint32_t at)
{
    bool names = false;

    for (uint32_t i = 1; i < n; i++) {
        if (says_none(m, cell_of(&row[i], at)) ||
            (row[i].n > 1 && only_text(&row[i]) != NULL))
            continue;
        if (names_prefixed(m, cell_of(&row[i], at)))
            names = true;
        else if (!m->source->phrases->dotted ||
                 !is_name(m, cell_of(&row[i], at)))
            return false;
    }
    return names && !names_prefixed(m, cell_of(row, at));
}

/* Beside such a column, one that holds no names is not that of the objects. */
static void
yield_to_names(struct mapper *m, struct columns *c,
               const struct page_entry *row, uint32_t n)
{
    bool names = false;

    for (uint32_t i = 0; i < c->n; i++)
        names = names || is_of_names(m, row, n, i);
    for (uint32_t i = 0; i < c->n && names; i++)
        if (c->column[i].can == CAN(ROLE_OBJECT) && !c->column[i].names &&
            !is_of_names(m, row, n, i) && !holds_names(m, row, n, i))
            c->column[i].can = 0;
}

static bool
verb_twice(const struct columns *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        for (uint32_t k = 0; k < i; k++)
            if (c->column[i].role == ROLE_VERB &&
                c->column[k].role == ROLE_VERB &&
                c->column[i].verb == c->column[k].verb)
                return true;
    return false;
}

/* The heading of a column that holds names, beside that of the objects. */
static const char *
rival(struct mapper *m, const struct columns *c, const struct page_entry *row,
      uint32_t n)
{
    for (uint32_t i = 0; i < c->n; i++)
        if ((c->column[i].role == ROLE_NONE ||
             (c->column[i].role > ROLE_OBJECT &&
              (c->column[i].can & CAN(ROLE_OBJECT)) != 0)) &&
            !c->column[i].forced && holds_names(m, row, n, i))
            return c->column[i].heading;
    return NULL;
}

/* Two columns for one thing: nobody can tell which is meant. */
static void
contest(struct mapper *m, struct columns *c, const struct page_entry *row,
        uint32_t n)
{
    const char *other = NULL;
    uint32_t at = 0;

    for (int role = ROLE_SECTION; role <= ROLE_NEED; role++)
        if (count(c, (enum role)role) > 1)
            c->contest = arena_print(m->arena,
                                     "several columns could hold the %s; say "
                                     "which with --column \"%s=HEADING\"",
                                     role_words[role], role_words[role]);
    if (verb_twice(c))
        c->contest = "two columns are of one verb";
    while (c->column[at].role != ROLE_OBJECT)
        at++;
    if (!c->column[at].forced)
        other = rival(m, c, row, n);
    if (other != NULL)
        c->contest =
            arena_print(m->arena,
                        "both \"%s\" and \"%s\" could hold the objects; say "
                        "which with --column \"object=HEADING\"",
                        c->column[at].heading, other);
}

/* A table whose first row is data already, as wide as the provider's editor
 * and full of grades: its columns are the editor's. */
static bool
is_headless(struct mapper *m, const struct page_entry *row)
{
    if (row->n != m->catalogue->n_verb + 1 || !is_name(m, row->cell[0]))
        return false;
    for (uint32_t i = 1; i < row->n; i++) {
        const char *cell = row->cell[i];
        struct token token;

        if (*cell == '\0')
            return false;
        token = token_at(&m->lexicon, cell);
        if (token.length != strlen(cell) ||
            (token.said != SAID_LEVEL && token.said != SAID_NO &&
             token.said != SAID_DASH))
            return false;
    }
    return true;
}

/* "Finance | Add | Edit": its first text is a section and no name. */
static bool
is_module(struct mapper *m, const struct page_entry *row)
{
    return row->n > 2 && section_title(m, row->cell[0]) != NULL &&
           !is_name(m, row->cell[0]);
}

/* Whether a row of data can be one of headings: all of it is, and its first
 * text no name. */
bool
columns_head(struct mapper *m, const struct page_entry *row)
{
    bool module = is_module(m, row);
    uint32_t n = 0;

    if (only_text(row) != NULL)
        return false;
    for (uint32_t i = module ? 1 : 0; i < row->n; i++) {
        struct column column;

        if (row->cell[i][0] == '\0')
            continue;
        column = heading_column(m, row->cell[i]);
        if (column.can == 0 && column.role != ROLE_VERB)
            return false;
        if (n == 0 && !module &&
            (column.role == ROLE_VERB || is_name(m, row->cell[i])))
            return false;
        n++;
    }
    return n > 1;
}

/* "Finance | Add | Edit": the heading is that of all objects below. */
static void
take_module(struct mapper *m, struct columns *c)
{
    const char *head = c->column[0].heading;

    if (count(c, ROLE_VERB) == 0 || count(c, ROLE_VERB) + 1 != c->n ||
        c->column[0].can != 0 || section_title(m, head) == NULL)
        return;
    c->section = head;
    c->column[0].can = CAN(ROLE_OBJECT);
}

void
columns_read(struct mapper *m, struct columns *c, const struct page_entry *row,
             uint32_t n)
{
    *c = (struct columns){.n = row->n};
    for (uint32_t i = 1; i < n; i++)
        c->n = row[i].n > c->n ? row[i].n : c->n;
    if (is_headless(m, row)) {
        c->headless = c->table = true;
        c->column[0] = (struct column){.role = ROLE_OBJECT, .heading = ""};
        for (uint32_t i = 1; i < row->n; i++)
            c->column[i] =
                (struct column){.role = ROLE_VERB,
                                .verb = i - 1,
                                .heading = m->catalogue->verb[i - 1].title};
        return;
    }
    for (uint32_t i = 0; i < c->n; i++) {
        c->column[i] = heading_column(m, cell_of(row, i));
        if (is_of_names(m, row, n, i)) {
            c->column[i].names = m->source->phrases->prefix != NULL;
            c->column[i].can = CAN(ROLE_OBJECT);
        }
    }
    take_module(m, c);
    yield_to_names(m, c, row, n);
    for (uint32_t i = 0; i < m->source->n_column; i++)
        force(m, c, i);
    settle(c);
    if (c->table)
        contest(m, c, row, n);
}
