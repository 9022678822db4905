/* What a page holds that could ask for a right: headings, rows of tables, items
 * of lists and running text, each with the line it stands in. A reader for each
 * form fills it and knows nothing of rights; the mapper knows nothing of
 * forms. */
#ifndef RULES_IMPORT_PAGE_H
#define RULES_IMPORT_PAGE_H

#include "base/arena.h"
#include "base/file.h"
#include "base/out.h"

enum page_kind { PAGE_TEXT, PAGE_ITEM, PAGE_HEADING, PAGE_ROW };

/* Text is clean and without markup: single blanks, a line feed where the page
 * breaks the line, brackets around what it prints in italics. */
struct page_entry {
    enum page_kind kind;
    uint32_t line, last; /* in the source */
    unsigned level;      /* of a heading; PAGE_BOLD: a paragraph in bold */
    const char *text;    /* "" of a row */
    uint32_t table;      /* of a row: which one, from 1 */
    const char **cell;
    uint32_t n;
};

enum {
    PAGE_BOLD = 7, /* below the headings of any level */
    PAGE_COLUMNS = 64,
    PAGE_ROWS = 1000,
    PAGE_NESTED = 200
};

struct page {
    struct arena *arena;
    struct page_entry *entry;
    uint32_t n, capacity, n_row, tables;
    uint32_t lines;      /* of the source */
    const char *title;   /* the first heading; or NULL */
    const char *trouble; /* why it is no page to read; or NULL */
    /* What is being read. */
    struct out text;
    uint32_t line, last, italic;
    bool filled, bold, all_bold, all_italic, in_table;
    const char **cell;
    uint32_t n_cell, cell_capacity, row_line;
};

/* The readers. Each gives every text of the source to the page once. */
void page_markdown(struct page *, const char *text, size_t length);
void page_html(struct page *, const char *text, size_t length, uint32_t line);
void page_separated(struct page *, const char *text, size_t length, char by);

/* For the readers: text that stands in that line; a line break in it; italics
 * begin or end. */
void page_put(struct page *, const char *bytes, size_t length, uint32_t line);
void page_break(struct page *);
void page_italic(struct page *, bool on);
/* What was put since the last of these is one text, or a cell. */
void page_text(struct page *, enum page_kind, unsigned level);
void page_cell(struct page *, uint32_t line);
void page_row(struct page *, uint32_t line);
void page_table(struct page *, bool begins);
/* Reading stops; the first cause counts. */
void page_refuse(struct page *, const char *trouble);

#endif
