/* The page that readers fill: texts without markup, filed where they belong. */
#include "rules/import/page.h"
#include "base/text.h"

#include <string.h>

#define NO_BREAK_SPACE "\xc2\xa0"

void
page_refuse(struct page *page, const char *trouble)
{
    if (page->trouble == NULL)
        page->trouble = trouble;
}

void
page_put(struct page *page, const char *bytes, size_t length, uint32_t line)
{
    bool blank = true;

    for (size_t i = 0; i < length && blank; i++)
        blank = strchr(" \t\r\n", bytes[i]) != NULL;
    if (!page->filled) {
        page->filled = true;
        page->line = line;
        page->all_bold = page->all_italic = true;
    }
    page->last = line;
    if (!blank) {
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
    if (page->italic == (on ? 1 : 0))
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

/* Whether a bracket stands at the text, blanks left out. */
static bool
bracket_at(const char *text)
{
    text += strspn(text, " ");
    return *text == '(' || *text == '[';
}

/* The text without what marks italics, blanks single. */
static void
put_plain(struct out *out, const char *from, bool asides)
{
    bool aside = false;

    for (; *from != '\0'; from++) {
        if (*from == '\x01') {
            aside = asides && !bracket_at(from + 1);
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

static struct page_entry *
entry_new(struct page *page, enum page_kind kind)
{
    page->entry =
        arena_grow(page->arena, page->entry, page->n, &page->capacity);
    page->entry[page->n] = (struct page_entry){.kind = kind, .text = ""};
    return &page->entry[page->n++];
}

/* Lines of running text stand for themselves. */
void
page_text(struct page *page, enum page_kind kind, unsigned level)
{
    const char *text = take(page);

    if (kind == PAGE_TEXT && page->all_bold && strchr(text, '\n') == NULL) {
        kind = PAGE_HEADING;
        level = PAGE_BOLD;
    }
    while (*text != '\0') {
        size_t length = kind == PAGE_TEXT ? strcspn(text, "\n") : strlen(text);
        struct page_entry *entry = entry_new(page, kind);

        *entry = (struct page_entry){
            .kind = kind,
            .level = level,
            .line = page->line,
            .last = page->last,
            .text = arena_slice(page->arena, text, length),
        };
        if (page->title == NULL && kind == PAGE_HEADING)
            page->title = entry->text;
        text += length + (text[length] == '\n' ? 1 : 0);
    }
}

void
page_cell(struct page *page, uint32_t line)
{
    const char *text = take(page);

    if (page->n_cell == PAGE_COLUMNS) {
        page_refuse(page, "a table of more than 64 columns");
        return;
    }
    if (page->n_cell == 0)
        page->row_line = *text != '\0' ? page->line : line;
    else if (*text != '\0' && page->row_line == 0)
        page->row_line = page->line;
    page->cell =
        arena_grow(page->arena, page->cell, page->n_cell, &page->cell_capacity);
    page->cell[page->n_cell++] = text;
}

void
page_row(struct page *page, uint32_t line)
{
    struct page_entry *entry;

    if (page->n_cell == 0)
        return;
    if (page->n_row == PAGE_ROWS)
        page_refuse(page, "more than 1000 rows; that is no permission table");
    if (page->trouble != NULL)
        return;
    page->n_row++;
    entry = entry_new(page, PAGE_ROW);
    entry->line = page->row_line > 0 ? page->row_line : line;
    entry->last = line > entry->line ? line : entry->line;
    entry->table = page->tables;
    entry->cell = page->cell;
    entry->n = page->n_cell;
    page->cell = NULL;
    page->n_cell = page->cell_capacity = page->row_line = 0;
}

void
page_table(struct page *page, bool begins)
{
    page->in_table = begins;
    if (begins)
        page->tables++;
}
