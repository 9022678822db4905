/* What a page holds that could ask for a right: headings, rows of tables, items
 * of lists and running text, each with the line it stands in. The forms that a
 * page can have are known to its readers, who know nothing of rights; the
 * mapper knows nothing of forms. */
#ifndef RULES_IMPORT_PAGE_H
#define RULES_IMPORT_PAGE_H

#include "base/arena.h"
#include "base/out.h"

enum page_kind { PAGE_TEXT, PAGE_ITEM, PAGE_HEADING, PAGE_ROW };

/* Text is clean and without markup: single blanks, a line feed where the page
 * breaks the line, brackets around what it prints in italics. */
struct page_entry {
    enum page_kind kind;
    uint32_t line, last; /* in the source */
    unsigned level;      /* of a heading; PAGE_BOLD: a paragraph in bold; of an
                            item: 1 is the outermost */
    const char *text;    /* of a row: its cells, but for empty ones */
    uint32_t table;      /* of a row: which one, from 1 */
    const char **cell;
    uint32_t n;
    const char *links; /* what links in it lead to, but for what its text says;
                          blanks between; or NULL */
};

enum {
    PAGE_BOLD = 7, /* below the headings of any level */
    PAGE_COLUMNS = 64,
    PAGE_ROWS = 1000,
    PAGE_NESTED = 200,
    PAGE_DEEP = 20, /* items of lists; those below are of the same depth */
    PAGE_ENTRIES = 50000,
    PAGE_LONGEST = 4000,  /* bytes of a cell or an item */
    PAGE_TITLE = 1000,    /* of a heading */
    PAGE_LINK = 500,      /* of what a link leads to */
    PAGE_CELLS = 8 << 20, /* of all rows, with what spans repeat */
    PAGE_HTML = 8 << 20   /* bytes that a form may come to as HTML */
};

#define PAGE_TOO_MUCH "too much markup; that is no permission table"

struct page {
    struct arena *arena;
    struct page_entry *entry;
    uint32_t n, capacity, n_row, tables;
    uint32_t lines;      /* of the source */
    const char *title;   /* the first heading; or NULL */
    const char *trouble; /* why it is no page to read; or NULL */
    /* What is being read. */
    struct out text;
    uint32_t line, last, italic, struck;
    bool filled, bold, all_bold, all_italic;
    bool hidden, marked; /* nobody sees it; it is said to be struck */
    bool said;           /* the open link was */
    const char *target;  /* of the open link; or NULL */
    size_t target_at;    /* where its text begins */
    struct out links;
    struct out veil;          /* a text that is hidden within others */
    struct page_entry *later; /* what is hidden */
    uint32_t veil_line;
    uint32_t n_later, later_capacity;
    const char **cell;
    uint32_t n_cell, cell_capacity, row_line, row_last;
    size_t cells; /* bytes of all rows */
};

/* Reads all of a clean text, in the form that its name says, or else its
 * beginning. */
void page_read(struct page *, const char *name, const char *text);

/* The readers. That of HTML gives every text to the page once; line: of its
 * first one in the source. The others write HTML for it, of which every text
 * stands in the line in which it stood. */
void page_html(struct page *, const char *text, size_t length, uint32_t line);
void page_markdown(struct page *, const char *text);
void page_separated(struct page *, const char *text, char by); /* 0: any */
/* Text that acts as no markup. */
void html_text(struct out *, const char *text, size_t length);

/* Whether there is nothing to see in it. */
bool page_blank(const char *bytes, size_t length);
/* For the reader: text that stands in that line; a line break in it; italics
 * begin or end. */
void page_put(struct page *, const char *bytes, size_t length, uint32_t line);
void page_break(struct page *);
void page_italic(struct page *, bool on);
/* What follows is struck, or no more. */
void page_struck(struct page *, bool on);
/* What follows leads there; NULL: no more. */
void page_link(struct page *, const char *target);
/* What was put since the last of these is one text, or a cell. */
void page_text(struct page *, enum page_kind, unsigned level);
void page_cell(struct page *);
/* It goes on with an item, on a line of its own. */
void page_more(struct page *, struct page_entry *);
/* A cell that repeats another, in that line. */
void page_repeat(struct page *, const char *text, uint32_t line);
/* The cells since the last of these are a row; line: of one without text. */
void page_row(struct page *, uint32_t line);
/* A text that is hidden within others, up to its end. */
void page_veil(struct page *, const char *bytes, size_t length, uint32_t line);
void page_unveil(struct page *);
/* Nothing more comes: what is hidden is told, as a text and as that, for it
 * must not be taken for what the page asks for. */
void page_end(struct page *);
/* Reading stops; the first cause counts. */
void page_refuse(struct page *, const char *trouble);

/* What was written, kept in the arena; nothing is left there. */
const char *out_kept(struct out *, struct arena *);
/* Whether a list with "|" between its words has that one, letter case aside. */
bool is_listed(const char *list, const char *word, size_t length);

#endif
