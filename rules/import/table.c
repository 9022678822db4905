/* Finding permission tables in a document: which line is a row, which column
 * holds what, and to which section a row belongs. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

enum { COLUMN_CAP = 32, CELL_CAP = 1000 };

/* Words of a heading over a table that name no section of an editor. */
static const char *const general[] = {
    "permission", "right",    "required",     "requirement", "need",   "table",
    "matrix",     "overview", "introduction", "minimum",     "access", "level",
    "security",   "api",      "user",         "integration", "note",   "list",
    "reference",  "appendix", "custom",       "following",   "for",    "your",
    "settings",   "step",     "prerequisite",
};

struct cells {
    const char *text[COLUMN_CAP]; /* plain; "" where nothing is */
    uint32_t n;
    bool cut; /* there were more than fit */
};

struct reader {
    struct importer *importer;
    struct arena *arena;
    uint32_t line;
    bool in_table, reported;
    enum import_role role[COLUMN_CAP];
    const char *title[COLUMN_CAP];
    uint32_t n_column;
    const char *heading; /* above, or NULL */
    const char *section; /* of the rows before, or NULL */
};

static bool
separator(const char *line)
{
    return strchr(line, '-') != NULL && line[strspn(line, "|-: \t")] == '\0' &&
           (strchr(line, '|') != NULL || strstr(line, "--") != NULL);
}

/* The end of the cell that begins here: a pipe that is not escaped. */
static const char *
cell_end(const char *at)
{
    for (; *at != '\0' && *at != '|'; at++)
        if (*at == '\\' && at[1] != '\0')
            at++;
    return at;
}

static bool
table_line(const char *line)
{
    return *cell_end(line) == '|';
}

static struct cells
split(struct arena *arena, const char *line)
{
    struct cells cells = {.n = 0};

    line += strspn(line, " \t>");
    if (*line == '|')
        line++;
    for (;;) {
        const char *end = cell_end(line);
        size_t length = (size_t)(end - line);
        const char *plain;

        if (*end == '\0' && line[strspn(line, " \t")] == '\0')
            return cells;
        if (cells.n == COLUMN_CAP) {
            cells.cut = true;
            return cells;
        }
        plain = import_plain(arena, line, length);
        cells.text[cells.n++] =
            text_clean(arena, plain, strlen(plain), CELL_CAP);
        if (*end == '\0')
            return cells;
        line = end + 1;
    }
}

/* Begins a table if the cells are its headings. */
static bool
begin(struct reader *reader, const struct cells *cells)
{
    enum import_role role[COLUMN_CAP];

    for (uint32_t i = 0; i < cells->n; i++)
        role[i] = import_heading_role(reader->arena, cells->text[i]);
    if (cells->n < 2 || !import_settle(role, cells->n))
        return false;
    reader->n_column = cells->n;
    reader->in_table = true;
    reader->section = NULL;
    for (uint32_t i = 0; i < cells->n; i++) {
        reader->role[i] = role[i];
        reader->title[i] = cells->text[i];
        if (role[i] == IMPORT_ROLE_NONE && *cells->text[i] != '\0')
            import_note(reader->importer, reader->line, cells->text[i],
                        "no column of a permission table; it is not read");
    }
    if (cells->cut)
        import_note(reader->importer, reader->line, cells->text[0],
                    "too many columns; those beyond the 32nd are not read");
    return true;
}

/* Cells of one role, one after the other. */
static const char *
joined(struct reader *reader, const struct cells *cells, enum import_role role,
       const char *between)
{
    const char *text = "";

    for (uint32_t i = 0; i < cells->n && i < reader->n_column; i++)
        if (reader->role[i] == role && *cells->text[i] != '\0')
            text = *text == '\0' ? cells->text[i]
                                 : arena_print(reader->arena, "%s%s%s", text,
                                               between, cells->text[i]);
    return text;
}

/* "View: All, Add: Yes" of the columns "View" and "Add". */
static const char *
matrix_level(struct reader *reader, const struct cells *cells)
{
    const char *text = "", *none = "";

    for (uint32_t i = 0; i < cells->n && i < reader->n_column; i++) {
        const char *cell = cells->text[i];

        if (reader->role[i] != IMPORT_ROLE_ACCESS)
            continue;
        if (cell[strspn(cell, " -")] == '\0') {
            none = *cell == '\0' ? none : "None";
            continue;
        }
        text = arena_print(reader->arena, "%s%s%s: %s", text,
                           *text == '\0' ? "" : ", ", reader->title[i], cell);
    }
    return *text == '\0' ? none : text;
}

static uint32_t
filled(const struct cells *cells)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < cells->n; i++)
        n += *cells->text[i] != '\0' &&
                     (i == 0 || !text_same(cells->text[i], cells->text[0]))
                 ? 1
                 : 0;
    return n;
}

/* Whether a cell alone in its row is an object whose level was forgotten. */
static bool
object_alone(struct importer *im, const char *text)
{
    return import_row_of(im, IMPORT_SECTION, text) == NULL &&
           import_find(im, text).confidence >= IMPORT_ALIAS;
}

/* A row with nothing (or only repetitions of it) but its first cell. */
static bool
section_row(struct reader *reader, const struct cells *cells)
{
    if (filled(cells) != 1 || object_alone(reader->importer, cells->text[0]) ||
        cells->n == 0 || *cells->text[0] == '\0' ||
        reader->role[0] == IMPORT_ROLE_LEVEL)
        return false;
    reader->section = cells->text[0];
    import_note(reader->importer, reader->line, cells->text[0],
                "a row with one cell; read as the section of what follows");
    return true;
}

static const char *
extra(struct reader *reader, const struct cells *cells)
{
    const char *text = "";

    for (uint32_t i = reader->n_column; i < cells->n; i++)
        if (*cells->text[i] != '\0')
            text = *text == '\0' ? cells->text[i]
                                 : arena_print(reader->arena, "%s | %s", text,
                                               cells->text[i]);
    return text;
}

static bool
add_row(struct reader *reader, const struct cells *cells)
{
    struct importer *im = reader->importer;
    struct import_document *document = &im->document;
    struct import_row row = {
        .line = reader->line,
        .section = joined(reader, cells, IMPORT_ROLE_SECTION, " / "),
        .object = joined(reader, cells, IMPORT_ROLE_OBJECT, " / "),
        .level = joined(reader, cells, IMPORT_ROLE_LEVEL, ": "),
        .why = joined(reader, cells, IMPORT_ROLE_NOTES, " "),
        .need = joined(reader, cells, IMPORT_ROLE_NEED, " "),
        .extra = extra(reader, cells),
    };

    if (filled(cells) == 0 || section_row(reader, cells))
        return true;
    if (*row.level == '\0')
        row.level = matrix_level(reader, cells);
    if (*row.section != '\0')
        reader->section = row.section;
    else if (reader->section != NULL)
        row.section = reader->section;
    else if (reader->heading != NULL)
        row.section = reader->heading;
    if (*row.object == '\0')
        row.object = *row.section != '\0' ? row.section : "(no name)";
    if (document->n_row == IMPORT_ROW_CAP) {
        diag_add(im->diags, reader->line, 0,
                 "more than %d rows; that is no permission table",
                 (int)IMPORT_ROW_CAP);
        return false;
    }
    document->row = arena_grow(reader->arena, document->row, document->n_row,
                               &document->row_capacity);
    document->row[document->n_row++] = row;
    return true;
}

/* The provider's table has the heading, or the last of its path, as a section
 * or a feature. */
static bool
known_section(struct importer *im, const char *text)
{
    const char *last = strrchr(text, '>');

    last = last == NULL ? text : last + 1;
    return import_row_of(im, IMPORT_SECTION, text) != NULL ||
           import_row_of(im, IMPORT_SECTION, last) != NULL ||
           import_row_of(im, IMPORT_FEATURE, last) != NULL;
}

/* A heading names a section unless it is about the table: then what is left
 * of it counts only if the provider has a section of that name. */
static const char *
heading_section(struct reader *reader, const char *text)
{
    const char *key = import_key_whole(reader->arena, text);
    const char *rest = "", *word;
    const struct import_phrase *row;
    bool about_table = false;

    while ((word = import_piece(reader->arena, &key, ' ')) != NULL) {
        bool plain = true;

        for (size_t i = 0; i < sizeof general / sizeof *general; i++)
            plain = plain && !text_same(word, general[i]);
        about_table = about_table || !plain;
        if (plain)
            rest = arena_print(reader->arena, "%s%s%s", rest,
                               *rest == '\0' ? "" : " ", word);
    }
    if (!about_table || known_section(reader->importer, text))
        return text;
    row = import_row_of(reader->importer, IMPORT_SECTION, rest);
    return row == NULL ? NULL : row->what;
}

/* "# CRM", "**CRM**", "3. CRM" with a line of = or - under it. */
static bool
heading_line(const char *line, const char *next)
{
    size_t n;

    if (*line == '#')
        return true;
    if (*line == '\0' || table_line(line))
        return false;
    if (text_starts(line, "**"))
        return text_ends(line, "**") || text_ends(line, "**:") ||
               text_ends(line, ":**");
    n = next == NULL ? 0 : strspn(next, "=-");
    return n >= 3 && next[n] == '\0';
}

/* A heading without its marks, number and colon. */
static const char *
heading_text(struct arena *arena, const char *line)
{
    const char *text;
    size_t n;

    line += strspn(line, "# ");
    n = strspn(line, "0123456789.) ");
    if (n > 1 && line[n - 1] == ' ')
        line += n;
    n = strlen(line);
    while (n > 0 && strchr("#: ", line[n - 1]) != NULL)
        n--;
    text = import_plain(arena, line, n);
    return text_ends(text, ":") ? arena_slice(arena, text, strlen(text) - 1)
                                : text;
}

static void
take_heading(struct reader *reader, const char *line, const char *next)
{
    struct import_document *document = &reader->importer->document;
    const char *text = heading_text(reader->arena, line);
    size_t depth = strspn(line, "#");

    if (depth == 0 && next != NULL && *next == '=')
        depth = 1;
    if (*text == '\0')
        return;
    reader->in_table = false;
    if (document->title == NULL && depth > 0)
        document->title = text;
    if (depth != 1)
        reader->heading = heading_section(reader, text);
}

static void
take_text(struct reader *reader, const char *line)
{
    struct import_document *document = &reader->importer->document;

    document->text = arena_grow(reader->arena, document->text, document->n_text,
                                &document->text_capacity);
    document->text[document->n_text++] = (struct import_line){
        reader->line, import_plain(reader->arena, line, strlen(line))};
    reader->in_table = false;
}

static bool
take_table_line(struct reader *reader, const char *line, const char *next)
{
    struct cells cells = split(reader->arena, line);
    bool underlined = next != NULL && separator(next);

    if ((!reader->in_table || underlined) && begin(reader, &cells))
        return true;
    if (reader->in_table && !underlined)
        return add_row(reader, &cells);
    if (!underlined && *line != '|' && !reader->reported) {
        take_text(reader, line);
        return true;
    }
    if (!reader->reported)
        import_note(reader->importer, reader->line,
                    cells.n == 0 ? "|" : cells.text[0],
                    "a table without headings for an object and its level; "
                    "it is not read");
    reader->reported = true;
    reader->in_table = false;
    return true;
}

static bool
take_line(struct reader *reader, const char *line, const char *next)
{
    line += strspn(line, " ");
    if (*line == '\0' || separator(line))
        return true;
    if (table_line(line))
        return take_table_line(reader, line, next);
    reader->reported = false;
    if (heading_line(line, next))
        take_heading(reader, line, next);
    else
        take_text(reader, line);
    return true;
}

/* Without the spaces at its end, and the CR that may stand there. */
static const char *
next_line(struct arena *arena, const char **at)
{
    const char *from = *at, *end = from + strcspn(from, "\n");
    size_t n = (size_t)(end - from);

    if (*from == '\0')
        return NULL;
    *at = *end == '\0' ? end : end + 1;
    while (n > 0 && strchr(" \t\r", from[n - 1]) != NULL)
        n--;
    return arena_slice(arena, from, n);
}

bool
import_read(struct importer *im, const char *markdown)
{
    struct reader reader = {.importer = im, .arena = im->arena};
    const char *line = next_line(im->arena, &markdown), *next;

    for (reader.line = 1; line != NULL; reader.line++, line = next) {
        next = next_line(im->arena, &markdown);
        if (!take_line(&reader, line, next))
            return false;
    }
    return true;
}
