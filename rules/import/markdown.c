/* Markdown in, by md4c, and out as HTML whose texts stand in the same lines.
 * md4c tells no lines, but gives texts where they stand in the source, from
 * which the line follows. */
#include "base/diag.h"
#include "rules/import/page.h"

#include <md4c.h>
#include <string.h>

enum { BRACKETS = 500000, LINES = 100000, WAY = 1000000000 };

struct reading {
    struct page *page;
    struct out source; /* as given to md4c */
    size_t *start;     /* where each line of the page begins in it */
    uint32_t n, capacity, at;
    struct out html;
    uint32_t first, line; /* in which it begins, and has come to */
    bool raw;             /* it is the page's own */
    bool block;           /* within a block of HTML */
};

/* ---- what is given to md4c ----------------------------------------------- */

/* A line of the page: where it is, and how long. */
struct stretch {
    const char *at;
    size_t length;
};

static struct stretch
stretch_at(const char *at)
{
    return (struct stretch){at, strcspn(at, "\n")};
}

static struct stretch
stretch_after(struct stretch line)
{
    return stretch_at(line.at + line.length + (line.at[line.length] != '\0'));
}

static bool
is_row(struct stretch line)
{
    return memchr(line.at, '|', line.length) != NULL;
}

/* How many columns the line of a table has: bars that are not escaped, but for
 * those at its ends. */
static uint32_t
columns(struct stretch line)
{
    size_t i = strspn(line.at, " \t");
    uint32_t n = 1;

    while (line.length > 0 && strchr(" \t", line.at[line.length - 1]) != NULL)
        line.length--;
    for (i += line.at[i] == '|'; i < line.length; i++) {
        if (line.at[i] == '\\')
            i++;
        else if (line.at[i] == '|' && i + 1 < line.length)
            n++;
    }
    return n;
}

static bool
is_underline(struct stretch line)
{
    return strspn(line.at, "|-: \t") >= line.length && is_row(line) &&
           memchr(line.at, '-', line.length) != NULL;
}

/* The line below the headings, as wide as the widest row: md4c would drop the
 * cells beyond it. */
static void
give_underline(struct reading *r, struct stretch head, struct stretch rule)
{
    uint32_t most = columns(head);

    for (struct stretch row = rule; is_row(row); row = stretch_after(row)) {
        uint32_t n = columns(row);

        most = n > most ? n : most;
    }
    if (most > PAGE_COLUMNS)
        page_refuse(r->page, "a table of more than 64 columns");
    for (uint32_t i = 0; i < most && r->page->trouble == NULL; i++)
        (void)out_text(&r->source, "|---");
    (void)out_text(&r->source, "|\n");
}

/* A line between bars. */
static bool
is_barred(struct stretch line)
{
    size_t first = strspn(line.at, " \t"), n = line.length;

    while (n > 0 && strchr(" \t", line.at[n - 1]) != NULL)
        n--;
    return n > first + 1 && line.at[first] == '|' && line.at[n - 1] == '|';
}

/* Where the reading of lines is: the one before, whether in a table, whether
 * that was a row of none. */
struct place {
    struct stretch before;
    bool table, loose;
};

/* Whether a line is set apart from the one before: a table that follows text at
 * once, and each row that is left of one without its headings. */
static bool
goes_on_apart(struct place *p, struct stretch line, bool rule)
{
    bool head = is_row(line) && is_underline(stretch_after(line));
    bool apart = p->loose;

    p->table = p->table && is_row(line);
    p->loose = !p->table && !head && !rule && is_barred(line);
    return !p->table && p->before.length > 0 && (head || p->loose || apart);
}

static void
prepare(struct reading *r, const char *text)
{
    struct place p = {{text, 0}, false, false};

    for (struct stretch line = stretch_at(text); *line.at != '\0';
         p.before = line, line = stretch_after(line)) {
        bool rule = is_row(p.before) && is_underline(line);

        if (goes_on_apart(&p, line, rule))
            (void)out_text(&r->source, "\n");
        if (strspn(line.at, "> \t") > 2 * (size_t)PAGE_NESTED)
            page_refuse(r->page, "its quotes are nested too deeply");
        r->start = arena_grow(r->page->arena, r->start, r->n, &r->capacity);
        r->start[r->n++] = r->source.length;
        if (!p.table && rule) {
            p.table = true;
            give_underline(r, p.before, line);
            continue;
        }
        (void)out_bytes(&r->source, line.at, line.length);
        (void)out_text(&r->source, "\n");
    }
}

/* ---- what it gives back -------------------------------------------------- */

/* Line feeds, until the HTML has come to the line of that text; texts come in
 * their order, but for a few. */
static void
go_to(struct reading *r, const char *text)
{
    const char *from = out_string(&r->source);

    if (r->n == 0 || text < from || text >= from + r->source.length)
        return;
    while (r->at > 0 && from + r->start[r->at] > text)
        r->at--;
    while (r->at + 1 < r->n && from + r->start[r->at + 1] <= text)
        r->at++;
    for (; r->line < r->at + 1; r->line++)
        (void)out_text(&r->html, "\n");
}

/* What the page's own HTML strikes beyond its end, or no more. */
static void
strike_on(struct page *page, const char *html)
{
    for (; (html = strchr(html, '<')) != NULL; html++) {
        const char *name = html + 1 + (html[1] == '/');

        if (is_listed("del|s|strike", name, strcspn(name, " \t\n<>")))
            page_struck(page, html[1] != '/');
    }
}

static void
give_html(struct reading *r)
{
    if (r->html.failed)
        page_refuse(r->page, PAGE_TOO_MUCH);
    page_html(r->page, out_string(&r->html), r->html.length, r->first);
    if (r->raw)
        strike_on(r->page, out_string(&r->html));
    out_reset(&r->html);
    r->first = r->line;
}

static void
put_tag(struct reading *r, const char *slash, const char *name)
{
    if (name == NULL)
        return;
    (void)out_text(&r->html, "<");
    (void)out_text(&r->html, slash);
    (void)out_text(&r->html, name);
    (void)out_text(&r->html, ">");
}

static const char *
block_name(MD_BLOCKTYPE type, const void *detail)
{
    static const char *const name[] = {
        [MD_BLOCK_QUOTE] = "div",   [MD_BLOCK_UL] = "ul",
        [MD_BLOCK_OL] = "ol",       [MD_BLOCK_LI] = "li",
        [MD_BLOCK_CODE] = "pre",    [MD_BLOCK_P] = "p",
        [MD_BLOCK_TABLE] = "table", [MD_BLOCK_TR] = "tr",
        [MD_BLOCK_TH] = "th",       [MD_BLOCK_TD] = "td"};
    static const char *const heading[] = {"h1", "h2", "h3", "h4", "h5", "h6"};

    if (type == MD_BLOCK_H)
        return heading[((const MD_BLOCK_H_DETAIL *)detail)->level - 1];
    return name[type];
}

/* HTML of the page is read by itself: what is amiss in it, so that more would
 * be taken for markup, ends where Markdown says that it does. Blocks that
 * follow one another are one, for an empty line ends a block. */
static void
own(struct reading *r, bool raw)
{
    if (r->raw != raw)
        give_html(r);
    r->raw = raw;
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct reading *r = data;

    r->block = type == MD_BLOCK_HTML;
    own(r, r->block);
    put_tag(r, "", block_name(type, detail));
    return r->page->trouble != NULL;
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct reading *r = data;

    r->block = false;
    put_tag(r, "/", block_name(type, detail));
    return r->page->trouble != NULL;
}

static void
put_span(struct reading *r, const char *slash, MD_SPANTYPE type)
{
    static const char *const name[] = {
        [MD_SPAN_EM] = "em", [MD_SPAN_STRONG] = "b", [MD_SPAN_DEL] = "del"};

    if (type <= MD_SPAN_DEL)
        put_tag(r, slash, name[type]);
}

/* Entities in it stay what they are. */
static void
put_link(struct reading *r, const MD_ATTRIBUTE *to)
{
    (void)out_text(&r->html, "<a href=\"");
    for (size_t i = 0; to->text != NULL && to->substr_offsets[i] < to->size;
         i++) {
        const char *at = to->text + to->substr_offsets[i];
        size_t n = to->substr_offsets[i + 1] - to->substr_offsets[i];

        if (to->substr_types[i] == MD_TEXT_ENTITY)
            (void)out_bytes(&r->html, at, n);
        else
            html_text(&r->html, at, n);
    }
    (void)out_text(&r->html, "\">");
}

/* The text of an image follows, if it has any. */
static int
enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    if (type == MD_SPAN_A)
        put_link(data, &((const MD_SPAN_A_DETAIL *)detail)->href);
    else if (type == MD_SPAN_IMG)
        put_tag(data, "", "img");
    else
        put_span(data, "", type);
    return 0;
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    (void)detail;
    if (type == MD_SPAN_A)
        put_tag(data, "/", "a");
    else
        put_span(data, "/", type);
    return 0;
}

/* Of HTML within a line only what changes the text counts, or may be a sign. */
static bool
is_tag(const char *text, size_t length)
{
    const char *name = text + 1 + (length > 1 && text[1] == '/');

    return is_listed("br|i|em|b|strong|s|del|strike|sup|li|img|input|a|span|"
                     "svg|object|picture",
                     name, strcspn(name, " \t\n/>"));
}

static int
hear_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
    struct reading *r = data;
    struct out *html = &r->html;
    size_t before;

    own(r, r->block);
    go_to(r, text);
    before = html->length;
    if (type == MD_TEXT_BR)
        (void)out_text(html, "<br>");
    else if (type == MD_TEXT_SOFTBR)
        (void)out_text(html, " ");
    else if (type == MD_TEXT_NORMAL || type == MD_TEXT_CODE)
        html_text(html, text, size);
    else if (type == MD_TEXT_ENTITY || r->block || is_tag(text, size))
        (void)out_bytes(html, text, size);
    for (; before < html->length; before++)
        r->line += html->bytes[before] == '\n';
    return html->failed;
}

/* md4c keeps a hundred bytes for each bracket, and for each that may be a link
 * goes through the lines of its paragraph. */
static void
refuse_brackets(struct page *page, const char *text)
{
    uint64_t all = 0, line = 1, way = 0;

    for (; *text != '\0'; text++) {
        bool bracket = *text == '[' || *text == ']';

        all += bracket;
        way += bracket ? line : 0;
        if (*text == '\n')
            line = text[1] == '\n' ? 0 : line + 1;
    }
    if (all > BRACKETS)
        page_refuse(page, "more than 500000 brackets; that is no permission "
                          "table");
    if (way > WAY)
        page_refuse(page, PAGE_TOO_MUCH);
}

void
page_markdown(struct page *page, const char *text)
{
    struct reading r = {
        .page = page, .html.limit = PAGE_HTML, .first = 1, .line = 1};
    MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH |
                 MD_FLAG_NOINDENTEDCODEBLOCKS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = hear_text,
    };

    if (page->lines > LINES)
        page_refuse(page, "more than 100000 lines; that is no permission "
                          "table");
    refuse_brackets(page, text);
    if (page->trouble == NULL)
        prepare(&r, text);
    if (page->trouble == NULL &&
        md_parse(out_string(&r.source), (MD_SIZE)r.source.length, &parser, &r) <
            0)
        die("out of memory while reading a page");
    give_html(&r);
    out_free(&r.source);
    out_free(&r.html);
}
