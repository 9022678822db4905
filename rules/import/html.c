/* A saved page in, by libxml2's reader of HTML, event by event: no tree is
 * kept, nothing is fetched. */
#include "base/diag.h"
#include "base/text.h"
#include "rules/import/element.h"
#include "rules/import/page.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A cell that reaches down into rows to come. */
struct down {
    const char *text;
    uint32_t rows;
};

/* A table within a table: the outer one only lays out the page. */
struct reading {
    struct page *page;
    htmlParserCtxtPtr parser;
    uint32_t line0; /* of its first line */
    uint32_t depth, list, item, lines, table;
    /* The depth at which it began, or 0; mute: no text within what is hidden.
     */
    uint32_t skip, struck, hidden, mute;
    enum tag open[PAGE_NESTED + 1]; /* by depth */
    /* Of each item: some write a list within a list, and not in its item. */
    uint32_t level[PAGE_NESTED + 1];
    uint32_t own[PAGE_NESTED + 1]; /* of each item that is open: 1 + its entry's
                                      place, or 0 */
    enum { NO_TERM, TERM, SAID } term; /* of a list of terms */
    bool cell, heads, drawn; /* one is open, of headings; it holds what is no
                                text */
    bool veiled;             /* what is skipped may be a text */
    uint32_t span, rows;     /* of the cell that is open */
    struct down down[PAGE_COLUMNS];
};

static uint32_t
line_of(const struct reading *r)
{
    int line = r->parser->input != NULL ? r->parser->input->line : 1;

    return r->line0 + (uint32_t)(line > 0 ? line - 1 : 0);
}

/* What was put is a text. That of an item which goes on behind a list within
 * it still is that item's. */
static void
file(struct reading *r)
{
    uint32_t at = r->item <= PAGE_NESTED ? r->item : PAGE_NESTED;
    uint32_t *own = &r->own[at];

    if (r->item == 0 || r->page->hidden)
        page_text(r->page, PAGE_TEXT, 0);
    else if (*own > 0)
        page_more(r->page, &r->page->entry[*own - 1]);
    else {
        uint32_t n = r->page->n;

        page_text(r->page, PAGE_ITEM, r->level[at] + (r->lines > 0));
        *own = r->page->n > n && r->lines == 0 ? r->page->n : 0;
    }
}

/* What stands between two blocks is a text; within a cell or an item it is on a
 * line of its own. */
static void
flush(struct reading *r)
{
    if (r->cell || (r->item > 0 && r->lines == 0))
        page_break(r->page);
    else
        file(r);
}

/* Some blocks end the text of the item that they stand in. */
static void
end_text(struct reading *r, enum tag tag)
{
    flush(r);
    if (r->cell || (tag != TAG_TABLE && (tag < TAG_ITEM || tag > TAG_LINES)))
        return;
    file(r);
    if (tag != TAG_ITEM && tag != TAG_TERMS && !r->page->hidden)
        memset(r->own, 0, sizeof r->own);
}

static void
begin_item(struct reading *r)
{
    r->item++;
    if (r->item <= PAGE_NESTED) {
        r->own[r->item] = 0;
        r->level[r->item] = r->list > r->item ? r->list : r->item;
    }
    r->term = NO_TERM;
}

/* What is said of terms goes on with them. */
static void
begin_term(struct reading *r, enum tag tag)
{
    bool goes_on = tag == TAG_TERM ? r->term != SAID : r->term != NO_TERM;

    if (!goes_on && r->item > 0 && !r->cell) {
        file(r);
        r->own[r->item <= PAGE_NESTED ? r->item : PAGE_NESTED] = 0;
    }
    if (tag == TAG_TERM || r->term != NO_TERM)
        r->term = tag == TAG_TERM ? TERM : SAID;
}

/* Cells of rows above that reach into this column, and those after it. */
static void
cells_from_above(struct reading *r)
{
    struct page *page = r->page;

    while (page->n_cell < PAGE_COLUMNS && r->down[page->n_cell].rows > 0) {
        struct down *down = &r->down[page->n_cell];

        down->rows--;
        page_repeat(page, down->text, line_of(r));
    }
}

static void
put_image(struct reading *r)
{
    page_put(r->page, "(image)", strlen("(image)"), line_of(r));
}

static void
end_cell(struct reading *r)
{
    struct page *page = r->page;

    if (!r->cell)
        return;
    r->cell = false;
    if (r->drawn && !page->filled) /* what it shows nobody can tell */
        put_image(r);
    for (uint32_t i = 0; i < r->span && page->trouble == NULL; i++) {
        uint32_t at = page->n_cell;

        if (i == 0)
            page_cell(page);
        else
            page_repeat(page, r->heads ? "" : page->cell[at - 1], line_of(r));
        if (r->rows > 1 && page->n_cell > at && at < PAGE_COLUMNS)
            r->down[at] = (struct down){page->cell[at], r->rows - 1};
    }
}

static void
end_row(struct reading *r)
{
    end_cell(r);
    if (r->page->n_cell > 0)
        cells_from_above(r);
    page_row(r->page, line_of(r));
}

static void
begin_table(struct reading *r)
{
    if (r->table > 0) { /* what was begun outside is text */
        r->cell = false;
        page_text(r->page, PAGE_TEXT, 0);
        page_row(r->page, line_of(r));
    }
    r->table++;
    memset(r->down, 0, sizeof r->down);
    r->page->tables++;
}

/* A cell of several columns speaks of each of them; a heading need not. */
static void
begin_cell(struct reading *r, const char *name, const char *const *pair)
{
    end_cell(r);
    cells_from_above(r);
    r->cell = true;
    r->drawn = is_drawing(TAG_CELL, name, pair);
    r->heads = text_same(name, "th");
    r->span = attribute_number(pair, "colspan", PAGE_COLUMNS);
    r->rows = attribute_number(pair, "rowspan", PAGE_ROWS);
}

static void
begin_inline(struct reading *r, enum tag tag, const char *const *pair)
{
    const char *text = NULL;

    if (tag == TAG_BREAK)
        flush(r);
    else if (tag == TAG_ASIDE)
        page_italic(r->page, true);
    else if (tag == TAG_BOLD)
        r->page->bold = true;
    else if (tag == TAG_LINK)
        page_link(r->page, attribute(pair, "href"));
    else if (tag == TAG_IMAGE)
        text = attribute(pair, "alt");
    else if (tag == TAG_INPUT)
        text = box_sign(pair);
    if (text != NULL)
        page_put(r->page, text, strlen(text), line_of(r));
}

static void
begin_block(struct reading *r, enum tag tag)
{
    end_text(r, tag);
    if (tag == TAG_ITEM || tag == TAG_TERMS)
        begin_item(r);
    if (tag == TAG_TERM || tag == TAG_SAID)
        begin_term(r, tag);
    r->lines += tag == TAG_LINES;
    r->list += tag == TAG_LIST;
}

/* Whether what is hidden stands within a text or a cell, and is left out of it.
 */
static bool
is_within(const struct reading *r, enum tag tag, const char *name)
{
    return tag != TAG_CELL &&
           (r->cell || tag > TAG_BLOCK ||
            is_listed("span|label|u|small|font|code|sub|abbr|mark", name,
                      strlen(name)));
}

/* A cell that is hidden still has its column. Of a block that is, its texts are
 * no more than that. */
static void
begin_hidden(struct reading *r, enum tag tag)
{
    if (tag == TAG_CELL) {
        r->skip = r->depth;
        r->veiled = true;
        return;
    }
    file(r);
    r->hidden = r->depth;
    r->page->hidden = true;
}

/* Whether its end stands there: the parser ends "<s>" where a block begins, but
 * browsers strike what is in that. */
static bool
is_ended(const struct reading *r, const char *name)
{
    const char *from = (const char *)r->parser->input->base;
    const char *at = (const char *)r->parser->input->cur;
    size_t n = strlen(name);

    if (at == from || at[-1] != '>')
        return false;
    for (at--; at > from && strchr(" \t\n", at[-1]) != NULL;)
        at--;
    return (size_t)(at - from) > n + 1 && strncasecmp(at - n, name, n) == 0 &&
           at[-(ptrdiff_t)n - 1] == '/';
}

/* What began with the element that ends here. */
static void
end_style(struct reading *r, enum tag tag, const char *name)
{
    if (r->struck > r->depth && tag == TAG_STRUCK && !is_ended(r, name))
        r->struck = r->depth;
    if (r->struck > r->depth) {
        r->struck = 0;
        page_struck(r->page, false);
    }
    if (r->hidden > r->depth) {
        file(r);
        r->hidden = 0;
        r->page->hidden = false;
    }
}

/* What is no text, and what is hidden, up to its end. */
static bool
begin_skipped(struct reading *r, enum tag tag, const char *name, bool hidden)
{
    if (r->skip > 0) {
        r->mute = r->mute == 0 && tag == TAG_SILENT ? r->depth : r->mute;
        page_veil(r->page, " ", 1, line_of(r));
        return true;
    }
    if (tag != TAG_SILENT && !(hidden && is_within(r, tag, name)))
        return false;
    r->skip = r->depth;
    r->veiled = hidden;
    return true;
}

static void
begin_element(struct reading *r, enum tag tag, const char *name,
              const char *const *pair)
{
    if (is_block(tag))
        begin_block(r, tag);
    if (tag == TAG_TABLE)
        begin_table(r);
    else if (tag == TAG_ROW)
        end_row(r);
    else if (tag == TAG_CELL && r->table > 0)
        begin_cell(r, name, pair);
    else
        begin_inline(r, tag, pair);
}

/* Some make a table of other elements. */
static enum tag
element_of(const struct reading *r, const char *name, const char *const *pair)
{
    enum tag tag = tag_of(name);
    enum tag role = (tag == TAG_OTHER || tag == TAG_BLOCK) && !r->cell
                        ? role_of(pair)
                        : tag;

    return role == TAG_OTHER ? tag : role;
}

static void
begin(void *data, const xmlChar *element, const xmlChar **attributes)
{
    struct reading *r = data;
    const char *name = (const char *)element;
    const char *const *pair = (const void *)attributes;
    enum tag tag = element_of(r, name, pair);
    bool hidden = is_hidden(name, pair);

    if (++r->depth > PAGE_NESTED)
        page_refuse(r->page, "its elements are nested too deeply");
    else
        r->open[r->depth] = tag;
    if (r->page->trouble != NULL)
        xmlStopParser(r->parser);
    if (r->cell && r->skip == 0) {
        r->drawn = r->drawn || is_drawing(tag, name, pair);
        if (is_denial(pair))
            put_image(r);
    }
    if (begin_skipped(r, tag, name, hidden))
        return;
    begin_element(r, tag, name, pair);
    if (hidden && r->hidden == 0)
        begin_hidden(r, tag);
    if (r->struck == 0 && is_struck(tag, pair)) {
        r->struck = r->depth;
        page_struck(r->page, true);
    }
}

static void
end_block(struct reading *r, enum tag tag, unsigned level)
{
    if (tag == TAG_HEADING && !r->cell)
        page_text(r->page, PAGE_HEADING, level);
    end_text(r, tag);
    if (tag == TAG_ITEM || tag == TAG_TERMS) {
        r->item -= r->item > 0;
        r->term = SAID;
    }
    r->lines -= tag == TAG_LINES && r->lines > 0;
    r->list -= tag == TAG_LIST && r->list > 0;
    if (tag == TAG_ROW || tag == TAG_TABLE)
        end_row(r);
    if (tag == TAG_TABLE && r->table > 0) {
        r->table--;
        memset(r->down, 0, sizeof r->down);
    }
}

/* Whether what ends is skipped: not so a cell, whose text alone is. */
static bool
end_skipped(struct reading *r, enum tag tag)
{
    if (r->mute > r->depth)
        r->mute = 0;
    if (r->skip == 0 || r->skip <= r->depth)
        return r->skip > 0;
    r->skip = 0;
    page_unveil(r->page);
    return tag != TAG_CELL;
}

static void
end(void *data, const xmlChar *element)
{
    struct reading *r = data;
    const char *name = (const char *)element;
    enum tag tag = r->open[r->depth <= PAGE_NESTED ? r->depth : 0];

    r->depth -= r->depth > 0 ? 1 : 0;
    if (end_skipped(r, tag))
        return;
    if (tag == TAG_CELL)
        end_cell(r);
    else if (tag == TAG_ASIDE)
        page_italic(r->page, false);
    else if (tag == TAG_BOLD)
        r->page->bold = false;
    else if (tag == TAG_LINK)
        page_link(r->page, NULL);
    else if (is_block(tag))
        end_block(r, tag, (unsigned)(name[1] - '0'));
    end_style(r, tag, name);
}

/* A cell that holds nothing else is not empty. */
static void
hear_hidden(struct reading *r, const char *text, size_t length, uint32_t line)
{
    if (r->skip == 0 || !r->veiled || r->mute > 0)
        return;
    page_veil(r->page, text, length, line);
    r->drawn = r->drawn || !page_blank(text, length);
}

/* It comes when the parser is past it: its lines are counted back. */
static void
characters(void *data, const xmlChar *text, int length)
{
    struct reading *r = data;
    const char *at = (const char *)text, *end = at + length;
    uint32_t line = line_of(r);

    for (const char *feed = at; feed < end; feed++)
        line -= *feed == '\n' && line > r->line0;
    hear_hidden(r, at, (size_t)length, line);
    while (r->skip == 0 && at < end) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((feed == NULL ? end : feed) - at);

        page_put(r->page, at, n, line);
        if (feed != NULL && r->lines > 0)
            flush(r);
        else if (feed != NULL)
            page_put(r->page, " ", 1, line);
        at += n + (feed != NULL);
        line += feed != NULL;
    }
}

void
html_text(struct out *out, const char *text, size_t length)
{
    for (; length > 0; text++, length--)
        if (*text == '&')
            (void)out_text(out, "&amp;");
        else if (*text == '<')
            (void)out_text(out, "&lt;");
        else if (*text == '"')
            (void)out_text(out, "&quot;");
        else
            (void)out_bytes(out, text, 1);
}

void
page_html(struct page *page, const char *text, size_t length, uint32_t line)
{
    struct reading r = {.page = page, .line0 = line};
    htmlSAXHandler *sax;

    if (length == 0 || page->trouble != NULL)
        return;
    r.parser = htmlCreateMemoryParserCtxt(text, (int)length);
    if (r.parser == NULL)
        die("out of memory while reading a page");
    sax = r.parser->sax;
    memset(sax, 0, sizeof *sax);
    sax->startElement = begin;
    sax->endElement = end;
    sax->characters = sax->ignorableWhitespace = sax->cdataBlock = characters;
    r.parser->userData = &r;
    (void)htmlCtxtUseOptions(r.parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                           HTML_PARSE_NOWARNING |
                                           HTML_PARSE_IGNORE_ENC);
    /* The text is clean already, whatever its head says. */
    (void)xmlSwitchEncoding(r.parser, XML_CHAR_ENCODING_UTF8);
    (void)htmlParseDocument(r.parser);
    if (page->trouble == NULL) {
        end_row(&r);
        file(&r);
    }
    if (r.parser->myDoc != NULL)
        xmlFreeDoc(r.parser->myDoc);
    htmlFreeParserCtxt(r.parser);
}
