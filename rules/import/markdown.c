/* Markdown in, by md4c. It tells no lines, but gives texts where they stand in
 * the source, from which the line follows. */
#include "base/diag.h"
#include "base/text.h"
#include "rules/import/page.h"

#include <md4c.h>
#include <string.h>

enum { BRACKETS = 500000 };

struct reading {
    struct page *page;
    const char *text; /* as given to md4c */
    size_t length;
    struct out source; /* the same, while it is made */
    uint32_t *line;    /* line of the page, by line of the source */
    uint32_t n, capacity;
    size_t *start; /* where each line of the source begins */
    uint32_t n_start, start_capacity, at;
    uint32_t item; /* how deep in lists */
    struct out html;
    uint32_t html_line;
    bool raw; /* within a block of HTML */
};

/* ---- what is given to md4c ----------------------------------------------- */

/* How many columns the line of a table has: bars that are not escaped, but for
 * those at its ends. */
static uint32_t
columns(const char *line, size_t length)
{
    uint32_t n = 1;

    while (length > 0 && strchr(" \t\r", line[length - 1]) != NULL)
        length--;
    for (size_t i = strspn(line, " \t"); i < length; i++) {
        if (line[i] == '\\')
            i++;
        else if (line[i] == '|' && i > 0 && i + 1 < length)
            n++;
    }
    if (length > 0 && line[strspn(line, " \t")] == '|' && line[0] != '|')
        n--;
    return n;
}

static bool
is_underline(const char *line, size_t length)
{
    bool bar = false, dash = false;

    for (size_t i = 0; i < length; i++) {
        if (strchr("|-: \t\r", line[i]) == NULL)
            return false;
        bar = bar || line[i] == '|';
        dash = dash || line[i] == '-';
    }
    return bar && dash;
}

static bool
is_row(const char *line, size_t length)
{
    return memchr(line, '|', length) != NULL;
}

static void
give(struct reading *r, const char *line, size_t length, uint32_t number)
{
    r->line = arena_grow(r->page->arena, r->line, r->n, &r->capacity);
    r->line[r->n++] = number;
    r->start =
        arena_grow(r->page->arena, r->start, r->n_start, &r->start_capacity);
    r->start[r->n_start++] = r->source.length;
    (void)out_bytes(&r->source, line, length);
    (void)out_text(&r->source, "\n");
}

/* A line of the page: where it is, and how long. */
struct stretch {
    const char *at;
    size_t length;
};

static struct stretch
stretch_after(const struct stretch *before, const char *end)
{
    const char *at = before->at + before->length;
    const char *feed;

    if (at < end)
        at++;
    feed = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
    return (struct stretch){at, (size_t)((feed == NULL ? end : feed) - at)};
}

/* The line below the headings, as wide as the widest row: md4c would drop the
 * cells beyond it. */
static void
give_underline(struct reading *r, struct stretch head, struct stretch rule,
               const char *end, uint32_t number)
{
    struct out wide = {0};
    uint32_t most = columns(head.at, head.length);
    struct stretch row = rule;

    while (row.at < end && is_row(row.at, row.length)) {
        uint32_t n = columns(row.at, row.length);

        most = n > most ? n : most;
        row = stretch_after(&row, end);
    }
    if (most > PAGE_COLUMNS) {
        page_refuse(r->page, "a table of more than 64 columns");
        return;
    }
    for (uint32_t i = 0; i < most; i++)
        (void)out_text(&wide, "|---");
    (void)out_text(&wide, "|");
    give(r, out_string(&wide), wide.length, number);
    out_free(&wide);
}

/* A table that follows a line of text at once is set apart from it. */
static void
prepare(struct reading *r, const char *text, size_t length)
{
    const char *end = text + length;
    struct stretch line, before = {text, 0};
    uint32_t number = 0;
    bool table = false;

    for (line = (struct stretch){text, strcspn(text, "\n")}; line.at < end;
         before = line, line = stretch_after(&line, end)) {
        struct stretch next = stretch_after(&line, end);

        number++;
        table = table && is_row(line.at, line.length);
        if (!table && is_row(line.at, line.length) &&
            is_underline(next.at, next.length) && number > 1 &&
            before.length > 0)
            give(r, "", 0, number);
        if (!table && number > 1 && is_row(before.at, before.length) &&
            is_underline(line.at, line.length)) {
            table = true;
            give_underline(r, before, line, end, number);
        } else {
            give(r, line.at, line.length, number);
        }
    }
    r->page->lines = number;
    r->text = out_string(&r->source);
    r->length = r->source.length;
}

/* ---- what it gives back -------------------------------------------------- */

/* The line of a text; texts come in their order, but for a few. */
static uint32_t
line_of(struct reading *r, const char *text)
{
    size_t at;

    if (r->n == 0 || text < r->text || text >= r->text + r->length)
        return r->n == 0 ? 1 : r->line[r->at];
    at = (size_t)(text - r->text);
    while (r->at > 0 && r->start[r->at] > at)
        r->at--;
    while (r->at + 1 < r->n && r->start[r->at + 1] <= at)
        r->at++;
    return r->line[r->at];
}

static void
flush(struct reading *r)
{
    if (!r->page->in_table)
        page_text(r->page, r->item > 0 ? PAGE_ITEM : PAGE_TEXT, 0);
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct reading *r = data;

    (void)detail;
    if (type == MD_BLOCK_TABLE) {
        flush(r);
        page_table(r->page, true);
    } else if (!r->page->in_table) {
        flush(r);
    }
    if (type == MD_BLOCK_LI)
        r->item++;
    r->raw = type == MD_BLOCK_HTML;
    return r->page->trouble != NULL;
}

static void
give_html(struct reading *r)
{
    page_html(r->page, out_string(&r->html), r->html.length, r->html_line);
    out_reset(&r->html);
    r->raw = false;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct reading *r = data;
    uint32_t line = r->n == 0 ? 1 : r->line[r->at];

    if (type == MD_BLOCK_H)
        page_text(r->page, PAGE_HEADING, ((MD_BLOCK_H_DETAIL *)detail)->level);
    else if (type == MD_BLOCK_TD || type == MD_BLOCK_TH)
        page_cell(r->page, 0);
    else if (type == MD_BLOCK_TR)
        page_row(r->page, line);
    else if (type == MD_BLOCK_TABLE)
        page_table(r->page, false);
    else if (type == MD_BLOCK_HTML)
        give_html(r);
    else
        flush(r);
    if (type == MD_BLOCK_LI)
        r->item--;
    return r->page->trouble != NULL;
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct reading *r = data;

    (void)detail;
    if (type == MD_SPAN_EM)
        page_italic(r->page, true);
    else if (type == MD_SPAN_STRONG)
        r->page->bold = true;
    else if (type == MD_SPAN_DEL) /* struck out: not to be understood */
        page_put(r->page, "~~", 2, r->n == 0 ? 1 : r->line[r->at]);
    return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct reading *r = data;

    (void)detail;
    if (type == MD_SPAN_EM)
        page_italic(r->page, false);
    else if (type == MD_SPAN_STRONG)
        r->page->bold = false;
    else if (type == MD_SPAN_DEL)
        page_put(r->page, "~~", 2, r->n == 0 ? 1 : r->line[r->at]);
    return 0;
}

static bool
is_tag(const char *text, size_t length, const char *tag)
{
    size_t n = strlen(tag);

    return length >= n &&
           text_same_fold((char[]){text[0], text[1], 0},
                          (char[]){tag[0], tag[1], 0}) &&
           memcmp(text + 2, tag + 2, n - 2) == 0;
}

/* Of HTML within a line only what changes the text counts. */
static void
hear_tag(struct reading *r, const char *text, size_t length)
{
    if (length >= 3 &&
        (is_tag(text, length, "<br") || is_tag(text, length, "<BR")))
        page_break(r->page);
    else if (length == 3 && is_tag(text, length, "<i>"))
        page_italic(r->page, true);
    else if (length == 4 && is_tag(text, length, "</i>"))
        page_italic(r->page, false);
    else if (length == 4 && is_tag(text, length, "<em>"))
        page_italic(r->page, true);
    else if (length == 5 && is_tag(text, length, "</em>"))
        page_italic(r->page, false);
}

static void
hear_entity(struct reading *r, const char *text, size_t length, uint32_t line)
{
    static const char *const entity[][2] = {
        {"&nbsp;", " "},
        {"&amp;", "&"},
        {"&lt;", "<"},
        {"&gt;", ">"},
        {"&quot;", "\""},
        {"&ndash;", "\xe2\x80\x93"},
        {"&rarr;", "\xe2\x86\x92"},
        {"&mdash;", "\xe2\x80\x94"},
        {"&apos;", "'"},
        {"&check;", "\xe2\x9c\x93"},
        {"&#39;", "'"},
        {"&#160;", " "},
        {"&#124;", "|"},
    };

    for (size_t i = 0; i < sizeof entity / sizeof *entity; i++)
        if (strlen(entity[i][0]) == length &&
            memcmp(entity[i][0], text, length) == 0) {
            page_put(r->page, entity[i][1], strlen(entity[i][1]), line);
            return;
        }
    page_put(r->page, text, length, line);
}

static void
hear_break(struct reading *r)
{
    if (r->item > 0 || r->page->in_table)
        page_break(r->page);
    else
        flush(r);
}

static void
hear_html(struct reading *r, const char *text, size_t length, uint32_t line)
{
    if (!r->raw) {
        hear_tag(r, text, length);
        return;
    }
    if (r->html.length == 0)
        r->html_line = line;
    (void)out_bytes(&r->html, text, length);
}

static int
hear_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
    struct reading *r = data;
    uint32_t line = line_of(r, text);

    if (type == MD_TEXT_BR) {
        hear_break(r);
    } else if (type == MD_TEXT_SOFTBR) {
        page_put(r->page, " ", 1, line);
    } else if (type == MD_TEXT_ENTITY) {
        hear_entity(r, text, size, line);
    } else if (type == MD_TEXT_HTML) {
        hear_html(r, text, size, line);
    } else if (type == MD_TEXT_CODE && size == 1 && *text == '\n') {
        flush(r);
    } else if (type != MD_TEXT_NULLCHAR) {
        page_put(r->page, text, size, line);
    }
    return 0;
}

/* md4c keeps a hundred bytes for each, to look for links. */
static size_t
brackets(const char *text, size_t length)
{
    size_t n = 0;

    for (size_t i = 0; i < length; i++)
        n += text[i] == '[' || text[i] == ']';
    return n;
}

void
page_markdown(struct page *page, const char *text, size_t length)
{
    struct reading r = {.page = page};
    MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH |
                 MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = hear_text,
    };

    if (brackets(text, length) > BRACKETS)
        page_refuse(page, "more than 500000 brackets; that is no permission "
                          "table");
    prepare(&r, text, length);
    if (page->trouble == NULL &&
        md_parse(r.text, (MD_SIZE)r.length, &parser, &r) < 0)
        die("out of memory while reading a page");
    out_free(&r.source);
    out_free(&r.html);
}
