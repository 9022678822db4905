/* The page that readers fill: texts without markup, filed where they belong. */
#include "rules/import/page.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define NO_BREAK_SPACE "\xc2\xa0"
#define TOO_LONG       "cells of more than 8 MB; that is no permission table"

bool
is_listed(const char *list, const char *word, size_t length)
{
    while (*list != '\0') {
        size_t i = 0;

        while (i < length && *list != '|' &&
               tolower((unsigned char)*list) ==
                   tolower((unsigned char)word[i])) {
            list++;
            i++;
        }
        if (i == length && (*list == '|' || *list == '\0'))
            return true;
        while (*list != '\0' && *list++ != '|')
            ;
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

/* A character that nobody sees, by its bytes; 0: it is none. */
static size_t
unseen(const char *at)
{
    static const char *const signs[] = {"\xc2\xad",     "\xe2\x80\x8b",
                                        "\xe2\x80\x8c", "\xe2\x80\x8d",
                                        "\xe2\x81\xa0", "\xef\xbb\xbf"};

    for (size_t i = 0; (*at & 0x80) != 0 && i < sizeof signs / sizeof *signs;
         i++)
        if (text_starts(at, signs[i]))
            return strlen(signs[i]);
    return 0;
}

bool
page_blank(const char *bytes, size_t length)
{
    for (size_t i = 0, n; i < length; i += n) {
        n = text_starts(bytes + i, NO_BREAK_SPACE) ? 2
            : strchr(" \t\r\n", bytes[i]) != NULL  ? 1
                                                   : unseen(bytes + i);
        if (n == 0)
            return false;
    }
    return true;
}

/* The end of what is struck, in this line. */
static void
end_mark(struct page *page)
{
    if (page->marked)
        (void)out_text(&page->text, "~~");
    page->marked = false;
}

void
page_put(struct page *page, const char *bytes, size_t length, uint32_t line)
{
    bool blank = page_blank(bytes, length);

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
        if (page->struck > 0 && !page->marked)
            (void)out_text(&page->text, "~~");
        page->marked = page->struck > 0;
    }
    (void)out_bytes(&page->text, bytes, length);
}

void
page_break(struct page *page)
{
    end_mark(page);
    if (page->filled)
        (void)out_text(&page->text, "\n");
}

void
page_struck(struct page *page, bool on)
{
    if (on || page->struck > 0)
        page->struck = on ? page->struck + 1 : page->struck - 1;
    if (page->struck == 0)
        end_mark(page);
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

/* The target of the open link, if its text does not say it. */
static void
put_link(struct page *page)
{
    const char *text = out_string(&page->text);

    if (page->target == NULL)
        return;
    page->said = true;
    if (page->target_at <= page->text.length)
        text += page->target_at;
    if (strstr(text, page->target) != NULL)
        return;
    (void)out_text(&page->links, page->links.length > 0 ? " " : "");
    (void)out_text(&page->links, page->target);
}

void
page_link(struct page *page, const char *target)
{
    if (!page->said || page->text.length > page->target_at)
        put_link(page);
    page->said = false;
    page->target_at = page->text.length;
    page->target = NULL;
    if (target != NULL && *target != '\0' && strlen(target) <= PAGE_LINK)
        page->target = arena_text(page->arena, target);
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

/* What is no text: what nobody sees, and what Word says of itself:
 * "<![if !supportLists]>", "<![endif]>". */
static size_t
skipped(const char *from)
{
    enum { LONGEST = 100 };
    const char *end = from;

    if (!text_starts(from, "<![if") && !text_starts(from, "<![endif"))
        return unseen(from);
    while (*end != '\0' && *end != '>' && end - from < LONGEST)
        end++;
    return *end == '>' && end[-1] == ']' ? (size_t)(end - from) + 1 : 0;
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
        } else if (skipped(from) > 0) {
            from += skipped(from) - 1;
        } else {
            (void)out_bytes(out, from, 1);
        }
    }
}

/* As a text is kept, from what was put; nothing is left of that. */
static const char *
kept(struct page *page, struct out *put, bool asides)
{
    struct out out = {0};
    const char *text;

    put_plain(&out, out_string(put), asides);
    while (out.length > 0 && strchr(" \n", out.bytes[out.length - 1]) != NULL)
        out.bytes[--out.length] = '\0';
    text = text_clean(page->arena, out_string(&out), out.length, SIZE_MAX / 4);
    out_free(&out);
    out_reset(put);
    return text;
}

static const char *
take(struct page *page)
{
    const char *text;

    if (page->text.length > page->target_at)
        put_link(page);
    page->target_at = 0;
    end_mark(page);
    text = kept(page, &page->text, !page->all_italic);
    page->filled = false;
    if (page->italic > 0)
        (void)out_text(&page->text, "\x01");
    return text;
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

/* What is hidden must not part what is not, and waits. */
static struct page_entry *
entry_new(struct page *page, enum page_kind kind)
{
    struct page_entry entry = {
        .kind = kind, .text = "", .line = page->line, .last = page->last};

    if (page->n + page->n_later >= PAGE_ENTRIES)
        page_refuse(page, "more than 50000 texts; that is no permission table");
    if (page->hidden) {
        page->later = arena_grow(page->arena, page->later, page->n_later,
                                 &page->later_capacity);
        page->later[page->n_later] = entry;
        return &page->later[page->n_later++];
    }
    page->entry =
        arena_grow(page->arena, page->entry, page->n, &page->capacity);
    page->entry[page->n] = entry;
    return &page->entry[page->n++];
}

static void
take_links(struct page *page, struct page_entry *entry)
{
    if (page->links.length == 0)
        return;
    entry->links = entry->links == NULL
                       ? arena_text(page->arena, out_string(&page->links))
                       : arena_print(page->arena, "%s %s", entry->links,
                                     out_string(&page->links));
    page->cells += strlen(entry->links);
    out_reset(&page->links);
}

/* Whether a text stands above what follows: a line in bold. */
static bool
is_title(const struct page *page, const char *text)
{
    return page->all_bold && strchr(text, '\n') == NULL &&
           strlen(text) <= PAGE_TITLE;
}

/* Lines of running text stand for themselves. */
void
page_text(struct page *page, enum page_kind kind, unsigned level)
{
    const char *text = take(page);

    if (page->hidden)
        kind = PAGE_TEXT;
    else if (kind == PAGE_TEXT && is_title(page, text)) {
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
        entry->level = kind == PAGE_TEXT ? 0 : level;
        take_links(page, entry);
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
    take_links(page, entry);
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
    for (uint32_t i = 0; i < page->n_cell; i++)
        page->cells += strlen(page->cell[i]);
    if (page->cells > PAGE_CELLS)
        page_refuse(page, TOO_LONG);
    if (page->trouble != NULL)
        return;
    page->n_row += !page->hidden;
    entry = entry_new(page, page->hidden ? PAGE_TEXT : PAGE_ROW);
    entry->line = page->row_line > 0 ? page->row_line : line;
    entry->last = page->row_line > 0 ? page->row_last : line;
    entry->text = joined(page);
    take_links(page, entry);
    if (entry->kind == PAGE_ROW) {
        entry->table = page->tables;
        entry->cell = page->cell;
        entry->n = page->n_cell;
    }
    page->cell = NULL;
    page->n_cell = page->cell_capacity = page->row_line = 0;
}

void
page_veil(struct page *page, const char *bytes, size_t length, uint32_t line)
{
    if (page->veil.length == 0 && page_blank(bytes, length))
        return;
    if (page->veil.length == 0)
        page->veil_line = line;
    for (size_t i = 0; i < length; i++)
        (void)out_bytes(&page->veil, bytes[i] == '\n' ? " " : bytes + i, 1);
}

void
page_unveil(struct page *page)
{
    bool hidden = page->hidden;
    const char *text = kept(page, &page->veil, false);
    struct page_entry *entry;

    if (*text == '\0')
        return;
    page->hidden = true;
    entry = entry_new(page, PAGE_TEXT);
    entry->text = text;
    entry->line = entry->last = page->veil_line;
    page->hidden = hidden;
}

void
page_end(struct page *page)
{
    page->hidden = false;
    for (uint32_t i = 0; i < page->n_later && page->trouble == NULL; i++) {
        struct page_entry *entry = &page->later[i];

        if (*entry->text == '\0')
            continue;
        entry->text = arena_print(page->arena, "(hidden) %s", entry->text);
        *entry_new(page, PAGE_TEXT) = *entry;
    }
    out_free(&page->text);
    out_free(&page->links);
    out_free(&page->veil);
}
