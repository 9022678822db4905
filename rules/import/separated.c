/* Values with commas, semicolons or tabs between them, quoted or not
 * (RFC 4180). An empty line ends a table. */
#include "rules/import/page.h"

#include <string.h>

struct reading {
    struct page *page;
    const char *at, *end;
    uint32_t line;
    char by;
};

/* A value in quotes may hold anything, its quotes twice. */
static void
quoted(struct reading *r)
{
    for (r->at++; r->at < r->end; r->at++) {
        if (*r->at == '"' && (r->at + 1 == r->end || r->at[1] != '"')) {
            r->at++;
            return;
        }
        if (*r->at == '"')
            r->at++;
        page_put(r->page, r->at, 1, r->line);
        r->line += *r->at == '\n' ? 1 : 0;
    }
}

static void
value(struct reading *r)
{
    while (r->at < r->end && *r->at == ' ')
        r->at++;
    if (r->at < r->end && *r->at == '"')
        quoted(r);
    for (; r->at < r->end && *r->at != r->by && *r->at != '\n'; r->at++)
        page_put(r->page, r->at, 1, r->line);
    page_cell(r->page, r->line);
}

static void
record(struct reading *r)
{
    for (;;) {
        value(r);
        if (r->at == r->end || *r->at == '\n')
            break;
        r->at++;
    }
    page_row(r->page, r->line);
}

void
page_separated(struct page *page, const char *text, size_t length, char by)
{
    struct reading r = {page, text, text + length, 1, by};

    page_table(page, true);
    while (r.at < r.end && page->trouble == NULL) {
        size_t blank = strspn(r.at, " \r");

        if (r.at[blank] == '\n') {
            r.at += blank;
            page_table(page, true);
        } else {
            record(&r);
        }
        r.at += r.at < r.end ? 1 : 0;
        r.line++;
    }
    page->lines = r.line - 1;
    page_table(page, false);
}
