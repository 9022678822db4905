/* The page that readers fill: texts without markup, filed where they belong. */
#include "rules/import/page.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

#define NO_BREAK_SPACE "\xc2\xa0"
#define TOO_LONG       "cells of more than 8 MB; that is no permission table"

bool
is_listed(const char *list, const char *word, size_t length)
{
    for (size_t n; *list != '\0'; list += n + (list[n] == '|')) {
        n = strcspn(list, "|");
        if (n == length && strncasecmp(list, word, length) == 0)
            return true;
    }
    return false;
}

const char *
out_kept(struct out *out, struct arena *arena)
{
    const char *text = arena_text(arena, out_string(out));

    out_free(out);
    return text;
}

void
page_refuse(struct page *page, const char *trouble)
{
    if (page->trouble == NULL)
        page->trouble = trouble;
}

/* ---- texts --------------------------------------------------------------- */

void
page_put(struct page *page, const char *bytes, size_t length, uint32_t line)
{
    bool blank = true;

    for (size_t i = 0; i < length && blank; i++)
        blank = strchr(" \t\r\n", bytes[i]) != NULL;
    if (blank && !page->filled)
        return;
    if (!page->filled) {
        page->filled = true;
        page->line = line;
        page->all_bold = page->all_italic = true;
    }
    if (!blank) {
        page->last = line;
        page->all_bold = page->all_bold && page->bold;
        page->all_italic = page->all_italic && page->italic > 0;
    }
    (void)out_bytes(&page->text, bytes, length);
}

void
page_break(struct page *page)
{
    if (page->filled)
        (void)out_text(&page->text, "\n");
}

/* What is printed in italics beside other text is an aside, as in brackets. */
void
page_italic(struct page *page, bool on)
{
    if (!on && page->italic == 0)
        return;
    page->italic = on ? page->italic + 1 : page->italic - 1;
    if (page->italic != (on ? 1 : 0))
        return;
    if (!on && page->text.length > 0 &&
        page->text.bytes[page->text.length - 1] == '\x01')
        page->text.bytes[--page->text.length] = '\0'; /* nothing was */
    else
        (void)out_text(&page->text, on ? "\x01" : "\x02");
}

/* Blanks are single, and there are none at an end or beside a line feed. */
static void
put_blank(struct out *out, bool feed)
{
    if (out->length == 0)
        return;
    if (out->bytes[out->length - 1] == ' ' && feed)
        out->bytes[out->length - 1] = '\n';
    else if (strchr(" \n", out->bytes[out->length - 1]) == NULL)
        (void)out_bytes(out, feed ? "\n" : " ", 1);
}

/* The text without what marks italics, blanks single. */
static void
put_plain(struct out *out, const char *from, bool asides)
{
    bool aside = false;

    for (; *from != '\0'; from++) {
        if (*from == '\x01') {
            aside =
                asides && strchr("([", from[1 + strspn(from + 1, " ")]) == NULL;
            if (aside)
                put_blank(out, false);
            (void)out_text(out, aside ? "(" : "");
        } else if (*from == '\x02') {
            (void)out_text(out, aside ? ")" : "");
            aside = false;
        } else if (text_starts(from, NO_BREAK_SPACE)) {
            put_blank(out, false);
            from++;
        } else if (strchr(" \t\r\n", *from) != NULL) {
            put_blank(out, *from == '\n');
        } else {
            (void)out_bytes(out, from, 1);
        }
    }
}

/* The text as it is kept, and nothing is left of it here. */
static const char *
take(struct page *page)
{
    struct out out = {0};
    const char *kept;

    put_plain(&out, out_string(&page->text), !page->all_italic);
    while (out.length > 0 && strchr(" \n", out.bytes[out.length - 1]) != NULL)
        out.bytes[--out.length] = '\0';
    kept = text_clean(page->arena, out_string(&out), out.length, SIZE_MAX / 4);
    out_free(&out);
    out_reset(&page->text);
    page->filled = false;
    if (page->italic > 0)
        (void)out_text(&page->text, "\x01");
    return kept;
}

/* What is longer is no cell, heading or item, and would be asked about again
 * with every row that it concerns. */
static const char *
capped(struct page *page, const char *text, size_t most)
{
    if (strlen(text) > most)
        page_refuse(page,
                    arena_print(page->arena,
                                "line %u: a cell, heading or item of more than "
                                "%zu bytes; that is no permission table",
                                (unsigned)page->line, most));
    return text;
}

/* ---- entries ------------------------------------------------------------- */

static struct page_entry *
entry_new(struct page *page, enum page_kind kind)
{
    if (page->n == PAGE_ENTRIES)
        page_refuse(page, "more than 50000 texts; that is no permission table");
    page->entry =
        arena_grow(page->arena, page->entry, page->n, &page->capacity);
    page->entry[page->n] = (struct page_entry){
        .kind = kind, .text = "", .line = page->line, .last = page->last};
    return &page->entry[page->n++];
}

/* Lines of running text stand for themselves. */
void
page_text(struct page *page, enum page_kind kind, unsigned level)
{
    const char *text = take(page);

    if (kind == PAGE_TEXT && page->all_bold && strchr(text, '\n') == NULL &&
        strlen(text) <= PAGE_TITLE) {
        kind = PAGE_HEADING;
        level = PAGE_BOLD;
    }
    if (kind != PAGE_TEXT)
        text =
            capped(page, text, kind == PAGE_ITEM ? PAGE_LONGEST : PAGE_TITLE);
    while (*text != '\0' && page->trouble == NULL) {
        size_t length = kind == PAGE_TEXT ? strcspn(text, "\n") : strlen(text);
        struct page_entry *entry = entry_new(page, kind);

        entry->text = arena_slice(page->arena, text, length);
        entry->level = level;
        if (page->title == NULL && kind == PAGE_HEADING)
            page->title = entry->text;
        text += length + (text[length] == '\n');
    }
}

void
page_more(struct page *page, struct page_entry *entry)
{
    const char *text = take(page);

    if (*text == '\0')
        return;
    entry->text =
        capped(page, arena_print(page->arena, "%s\n%s", entry->text, text),
               PAGE_LONGEST);
    entry->last = page->last;
    page->cells += strlen(entry->text);
    if (page->cells > PAGE_CELLS)
        page_refuse(page, TOO_LONG);
}

static void
add_cell(struct page *page, const char *text, uint32_t line, uint32_t last)
{
    if (page->n_cell == PAGE_COLUMNS) {
        page_refuse(page, "a table of more than 64 columns");
        return;
    }
    if (*text != '\0' && page->row_line == 0)
        page->row_line = line;
    if (*text != '\0')
        page->row_last = last;
    page->cell =
        arena_grow(page->arena, page->cell, page->n_cell, &page->cell_capacity);
    page->cell[page->n_cell++] = text;
}

void
page_cell(struct page *page)
{
    const char *text = capped(page, take(page), PAGE_LONGEST);

    add_cell(page, text, page->line, page->last);
}

void
page_repeat(struct page *page, const char *text, uint32_t line)
{
    add_cell(page, text, line, line);
}

/* The cells that are not empty, on one line. */
static const char *
joined(struct page *page)
{
    struct out out = {0};

    for (uint32_t i = 0; i < page->n_cell; i++) {
        if (page->cell[i][0] == '\0')
            continue;
        (void)out_text(&out, out.length > 0 ? " | " : "");
        (void)out_text(&out, page->cell[i]);
    }
    return out_kept(&out, page->arena);
}

void
page_row(struct page *page, uint32_t line)
{
    struct page_entry *entry;

    if (page->n_cell == 0)
        return;
    if (page->n_row == PAGE_ROWS)
        page_refuse(page, "more than 1000 rows; that is no permission table");
    page->n_row++;
    for (uint32_t i = 0; i < page->n_cell; i++)
        page->cells += strlen(page->cell[i]);
    if (page->cells > PAGE_CELLS)
        page_refuse(page, TOO_LONG);
    if (page->trouble != NULL)
        return;
    entry = entry_new(page, PAGE_ROW);
    entry->line = page->row_line > 0 ? page->row_line : line;
    entry->last = page->row_line > 0 ? page->row_last : line;
    entry->table = page->tables;
    entry->text = joined(page);
    entry->cell = page->cell;
    entry->n = page->n_cell;
    page->cell = NULL;
    page->n_cell = page->cell_capacity = page->row_line = 0;
}

/* ---- forms --------------------------------------------------------------- */

/* Whether a sign stands in the first line of the text. */
static bool
has(const char *text, char sign)
{
    return memchr(text, sign, strcspn(text, "\n")) != NULL;
}

/* What stands between the values: a semicolon where there is no comma. */
static char
separator(const char *text)
{
    if (has(text, '\t'))
        return '\t';
    return has(text, ';') && !has(text, ',') ? ';' : ',';
}

static uint32_t
count_lines(const char *text)
{
    uint32_t n = 0;

    for (; *text != '\0'; text++)
        n += *text == '\n' || text[1] == '\0';
    return n;
}

void
page_read(struct page *page, const char *name, const char *text)
{
    const char *dot = strrchr(name, '.');
    const char *form = dot == NULL ? "" : dot + 1;
    const char *first = text + strspn(text, " \t\n");

    page->lines = count_lines(text);
    if (text_same_fold(form, "tsv"))
        page_separated(page, text, '\t');
    else if (text_same_fold(form, "csv"))
        page_separated(page, text, separator(text));
    else if (is_listed("html|htm", form, strlen(form)) ||
             strncasecmp(first, "<!doctype", 9) == 0 ||
             strncasecmp(first, "<html", 5) == 0)
        page_html(page, text, strlen(text), 1);
    else if (!text_same_fold(form, "md") &&
             has(text + strspn(text, " \n"), '\t') && strchr(text, '|') == NULL)
        page_separated(page, text, '\t');
    else
        page_markdown(page, text);
    out_free(&page->text);
}
