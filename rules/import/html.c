/* A saved page in, by libxml2's reader of HTML, event by event: no tree is
 * kept, nothing is fetched. */
#include "base/diag.h"
#include "base/text.h"
#include "rules/import/page.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

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
    uint32_t depth, item, lines, skip, table;
    uint32_t own[PAGE_NESTED + 1]; /* of each item that is open: 1 + its entry's
                                      place, or 0 */
    enum { NO_TERM, TERM, SAID } term; /* of a list of terms */
    bool cell, heads, drawn; /* one is open, of headings; it holds what is no
                                text */
    uint32_t span, rows;     /* of the cell that is open */
    struct down down[PAGE_COLUMNS];
};

static uint32_t
line_of(const struct reading *r)
{
    int line = r->parser->input != NULL ? r->parser->input->line : 1;

    return r->line0 + (uint32_t)(line > 0 ? line - 1 : 0);
}

/* What the elements are that say something. */
enum tag {
    TAG_OTHER,
    TAG_TABLE,
    TAG_ROW,
    TAG_CELL,
    TAG_ITEM,
    TAG_TERMS,
    TAG_HEADING,
    TAG_LINES, /* a block whose line feeds count */
    TAG_TERM,
    TAG_SAID, /* of a term */
    TAG_BLOCK,
    TAG_BREAK,
    TAG_ASIDE,
    TAG_BOLD,
    TAG_STRUCK, /* not to be understood */
    TAG_IMAGE,
    TAG_INPUT,
    TAG_SILENT
};

static const char *const tags[] = {
    [TAG_OTHER] = "",
    [TAG_TABLE] = "table",
    [TAG_ROW] = "tr",
    [TAG_CELL] = "td|th",
    [TAG_ITEM] = "li",
    [TAG_TERMS] = "dl",
    [TAG_HEADING] = "h1|h2|h3|h4|h5|h6",
    [TAG_LINES] = "pre",
    [TAG_TERM] = "dt",
    [TAG_SAID] = "dd",
    [TAG_BLOCK] = "p|div|ul|ol|section|main|header|footer|article|"
                  "caption|nav|form|aside|body|blockquote|figure|details|hr|"
                  "html|summary",
    [TAG_BREAK] = "br",
    [TAG_ASIDE] = "i|em|sup",
    [TAG_BOLD] = "b|strong",
    [TAG_STRUCK] = "s|del|strike",
    [TAG_IMAGE] = "img",
    [TAG_INPUT] = "input",
    [TAG_SILENT] = "script|style|head|noscript|template|svg",
};

static enum tag
tag_of(const xmlChar *name)
{
    const char *text = (const char *)name;

    for (int tag = TAG_TABLE; tag <= TAG_SILENT; tag++)
        if (is_listed(tags[tag], text, strlen(text)))
            return (enum tag)tag;
    return TAG_OTHER;
}

static bool
is_block(enum tag tag)
{
    return (tag >= TAG_TABLE && tag <= TAG_BLOCK && tag != TAG_CELL);
}

static const char *
attribute(const xmlChar **pair, const char *name)
{
    for (; pair != NULL && pair[0] != NULL; pair += 2)
        if (text_same((const char *)pair[0], name))
            return pair[1] == NULL ? "" : (const char *)pair[1];
    return NULL;
}

static uint32_t
number(const xmlChar **pair, const char *name, uint32_t most)
{
    const char *text = attribute(pair, name);
    unsigned long n = text == NULL ? 1 : strtoul(text, NULL, 10);

    return n < 1 ? 1 : n > most ? most : (uint32_t)n;
}

/* What was put is a text. That of an item which goes on behind a list within
 * it still is that item's. */
static void
file(struct reading *r)
{
    uint32_t *own = &r->own[r->item <= PAGE_NESTED ? r->item : PAGE_NESTED];

    if (r->item == 0)
        page_text(r->page, PAGE_TEXT, 0);
    else if (*own > 0)
        page_more(r->page, &r->page->entry[*own - 1]);
    else {
        uint32_t n = r->page->n;

        page_text(r->page, PAGE_ITEM, r->item);
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
    if (tag != TAG_ITEM && tag != TAG_TERMS)
        memset(r->own, 0, sizeof r->own);
}

static void
begin_item(struct reading *r)
{
    r->item++;
    if (r->item <= PAGE_NESTED)
        r->own[r->item] = 0;
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
end_cell(struct reading *r)
{
    struct page *page = r->page;

    if (!r->cell)
        return;
    r->cell = false;
    if (r->drawn && !page->filled) /* what it shows nobody can tell */
        page_put(page, "(image)", strlen("(image)"), line_of(r));
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
begin_cell(struct reading *r, const xmlChar *name, const xmlChar **pair)
{
    end_cell(r);
    cells_from_above(r);
    r->cell = true;
    r->drawn = false;
    r->heads = text_same((const char *)name, "th");
    r->span = number(pair, "colspan", PAGE_COLUMNS);
    r->rows = number(pair, "rowspan", PAGE_ROWS);
}

/* What stands for a box is read as the sign of one. */
static const char *
box(const xmlChar **pair)
{
    if (!text_same_fold(attribute(pair, "type"), "checkbox"))
        return NULL;
    return attribute(pair, "checked") != NULL ? "\xe2\x98\x91" : "\xe2\x98\x90";
}

/* Whether it shows something without saying what: an image, a field, a sign by
 * its class. */
static bool
is_drawing(enum tag tag, const xmlChar *name, const xmlChar **pair)
{
    const char *class = attribute(pair, "class");
    const char *type = text_or(attribute(pair, "type"), "text");

    if (tag == TAG_IMAGE)
        return *text_or(attribute(pair, "alt"), "") == '\0';
    if (tag == TAG_INPUT)
        return !is_listed("checkbox|hidden", type, strlen(type));
    return text_same((const char *)name, "svg") ||
           (class != NULL &&
            (text_has_fold(class, "icon") || text_has_fold(class, "check") ||
             text_has_fold(class, "tick") || text_has_fold(class, "fa-")));
}

static void
begin_inline(struct reading *r, enum tag tag, const xmlChar **pair)
{
    const char *text = NULL;

    if (tag == TAG_BREAK)
        flush(r);
    else if (tag == TAG_ASIDE)
        page_italic(r->page, true);
    else if (tag == TAG_BOLD)
        r->page->bold = true;
    else if (tag == TAG_STRUCK)
        text = "~~";
    else if (tag == TAG_IMAGE)
        text = attribute(pair, "alt");
    else if (tag == TAG_INPUT)
        text = box(pair);
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
}

static void
begin(void *data, const xmlChar *name, const xmlChar **pair)
{
    struct reading *r = data;
    enum tag tag = tag_of(name);

    if (++r->depth > PAGE_NESTED)
        page_refuse(r->page, "its elements are nested too deeply");
    if (r->page->trouble != NULL)
        xmlStopParser(r->parser);
    r->drawn = r->drawn || (r->skip == 0 && is_drawing(tag, name, pair));
    if (r->skip > 0 || tag == TAG_SILENT) {
        r->skip++;
        return;
    }
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
    if (tag == TAG_ROW || tag == TAG_TABLE)
        end_row(r);
    if (tag == TAG_TABLE && r->table > 0) {
        r->table--;
        memset(r->down, 0, sizeof r->down);
    }
}

static void
end(void *data, const xmlChar *name)
{
    struct reading *r = data;
    enum tag tag = tag_of(name);

    r->depth -= r->depth > 0 ? 1 : 0;
    if (r->skip > 0)
        r->skip--;
    else if (tag == TAG_CELL)
        end_cell(r);
    else if (tag == TAG_ASIDE)
        page_italic(r->page, false);
    else if (tag == TAG_BOLD)
        r->page->bold = false;
    else if (tag == TAG_STRUCK)
        page_put(r->page, "~~", 2, line_of(r));
    else if (is_block(tag))
        end_block(r, tag, (unsigned)(name[1] - '0'));
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
