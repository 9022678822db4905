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
    uint32_t depth, item, skip, table;
    bool cell;
    uint32_t span, rows; /* of the cell that is open */
    struct down down[PAGE_COLUMNS];
};

static uint32_t
line_of(const struct reading *r)
{
    int line = r->parser->input != NULL ? r->parser->input->line : 1;

    return r->line0 + (uint32_t)(line > 0 ? line - 1 : 0);
}

static bool
is(const xmlChar *name, const char *const *list)
{
    for (; *list != NULL; list++)
        if (text_same((const char *)name, *list))
            return true;
    return false;
}

static const char *const no_text[] = {"script",   "style", "head", "noscript",
                                      "template", "svg",   NULL};
static const char *const cells[] = {"td", "th", NULL};
static const char *const italics[] = {"i", "em", NULL};
static const char *const bolds[] = {"b", "strong", NULL};
static const char *const struck[] = {"s", "del", "strike", NULL};
static const char *const headings[] = {"h1", "h2", "h3", "h4",
                                       "h5", "h6", NULL};
static const char *const blocks[] = {
    "p",      "div",     "ul",   "ol",     "li",      "dl",      "dt",
    "dd",     "section", "main", "header", "footer",  "article", "pre",
    "table",  "caption", "nav",  "form",   "aside",   "body",    "blockquote",
    "figure", "details", "h1",   "h2",     "h3",      "h4",      "h5",
    "h6",     "hr",      "html", "tr",     "summary", NULL};

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

/* What stands between two blocks is a text; within a cell a line break. */
static void
flush(struct reading *r)
{
    if (r->cell)
        page_break(r->page);
    else
        page_text(r->page, r->item > 0 ? PAGE_ITEM : PAGE_TEXT, 0);
}

/* Cells of rows above that reach into this column, and those after it. */
static void
cells_from_above(struct reading *r)
{
    struct page *page = r->page;

    while (page->n_cell < PAGE_COLUMNS && r->down[page->n_cell].rows > 0) {
        struct down *down = &r->down[page->n_cell];

        down->rows--;
        page_put(page, down->text, strlen(down->text), line_of(r));
        page_cell(page, line_of(r));
    }
}

static void
end_cell(struct reading *r)
{
    struct page *page = r->page;

    if (!r->cell)
        return;
    r->cell = false;
    for (uint32_t i = 0; i < r->span && page->trouble == NULL; i++) {
        uint32_t at = page->n_cell;

        page_cell(page, line_of(r));
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
    page_table(r->page, true);
}

static void
begin_cell(struct reading *r, const xmlChar **pair)
{
    end_cell(r);
    cells_from_above(r);
    r->cell = true;
    r->span = number(pair, "colspan", PAGE_COLUMNS);
    r->rows = number(pair, "rowspan", PAGE_ROWS);
}

static void
put_image(struct reading *r, const xmlChar *name, const xmlChar **pair)
{
    const char *text = NULL;

    if (text_same((const char *)name, "img"))
        text = attribute(pair, "alt");
    else if (text_same_fold(attribute(pair, "type"), "checkbox"))
        text = attribute(pair, "checked") != NULL ? "\xe2\x98\x91"
                                                  : "\xe2\x98\x90";
    if (text != NULL)
        page_put(r->page, text, strlen(text), line_of(r));
}

static void
begin_inline(struct reading *r, const xmlChar *name, const xmlChar **pair)
{
    if (text_same((const char *)name, "br"))
        page_break(r->page);
    else if (is(name, italics))
        page_italic(r->page, true);
    else if (is(name, bolds))
        r->page->bold = true;
    else if (is(name, struck))
        page_put(r->page, "~~", 2, line_of(r));
    else if (text_same((const char *)name, "img") ||
             text_same((const char *)name, "input"))
        put_image(r, name, pair);
}

static void
begin(void *data, const xmlChar *name, const xmlChar **pair)
{
    struct reading *r = data;

    if (++r->depth > PAGE_NESTED)
        page_refuse(r->page, "its elements are nested too deeply");
    if (r->page->trouble != NULL)
        xmlStopParser(r->parser);
    if (r->skip > 0 || is(name, no_text)) {
        r->skip++;
        return;
    }
    if (is(name, blocks))
        flush(r);
    if (text_same((const char *)name, "table"))
        begin_table(r);
    else if (text_same((const char *)name, "tr"))
        end_row(r);
    else if (r->table > 0 && is(name, cells))
        begin_cell(r, pair);
    else if (text_same((const char *)name, "li"))
        r->item++;
    else
        begin_inline(r, name, pair);
}

static void
end_block(struct reading *r, const xmlChar *name)
{
    if (is(name, headings) && !r->cell)
        page_text(r->page, PAGE_HEADING, (unsigned)(name[1] - '0'));
    flush(r);
    if (text_same((const char *)name, "li") && r->item > 0)
        r->item--;
    if (text_same((const char *)name, "tr"))
        end_row(r);
    if (text_same((const char *)name, "table") && r->table > 0) {
        end_row(r);
        if (--r->table == 0)
            page_table(r->page, false);
        memset(r->down, 0, sizeof r->down);
    }
}

static void
end(void *data, const xmlChar *name)
{
    struct reading *r = data;

    r->depth -= r->depth > 0 ? 1 : 0;
    if (r->skip > 0) {
        r->skip--;
        return;
    }
    if (is(name, cells))
        end_cell(r);
    else if (is(name, italics))
        page_italic(r->page, false);
    else if (is(name, bolds))
        r->page->bold = false;
    else if (is(name, struck))
        page_put(r->page, "~~", 2, line_of(r));
    else if (is(name, blocks))
        end_block(r, name);
}

static void
characters(void *data, const xmlChar *text, int length)
{
    struct reading *r = data;

    if (r->skip > 0 || length <= 0)
        return;
    for (int i = 0, n; i < length; i += n) { /* line feeds mean nothing */
        for (n = 0; i + n < length && text[i + n] != '\n'; n++)
            ;
        page_put(r->page, (const char *)text + i, (size_t)n, line_of(r));
        if (i + n < length) {
            page_put(r->page, " ", 1, line_of(r));
            n++;
        }
    }
}

void
page_html(struct page *page, const char *text, size_t length, uint32_t line)
{
    struct reading r = {.page = page, .line0 = line};
    htmlSAXHandler *sax;

    if (length == 0)
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
        flush(&r);
    }
    if (r.parser->myDoc != NULL)
        xmlFreeDoc(r.parser->myDoc);
    htmlFreeParserCtxt(r.parser);
    page_table(page, false);
}
