/* Values with commas, semicolons or tabs between them, quoted or not
 * (RFC 4180). An empty line ends a table. */
#include "rules/import/page.h"

#include <string.h>

/* A value in quotes may hold anything, its quotes twice; what is left of the
 * text. */
static const char *
quoted(struct out *html, const char *at)
{
    (void)out_text(html, "<pre>"); /* its line feeds count */
    for (at++; *at != '\0'; at++) {
        if (*at == '"' && *++at != '"')
            break;
        html_text(html, at, 1);
    }
    (void)out_text(html, "</pre>");
    return at;
}

static const char *
value(struct out *html, const char *at, char by)
{
    const char ends[] = {by, '\n', '\0'};
    size_t length;

    (void)out_text(html, "<td>");
    at += strspn(at, " ");
    if (*at == '"')
        at = quoted(html, at);
    length = strcspn(at, ends);
    html_text(html, at, length);
    return at + length;
}

void
page_separated(struct page *page, const char *text, char by)
{
    struct out html = {.limit = PAGE_HTML};

    (void)out_text(&html, "<table>");
    while (*text != '\0' && !html.failed) {
        size_t blank = strspn(text, " ");
        bool empty = text[blank] == '\n';

        (void)out_text(&html, empty ? "</table><table>" : "<tr>");
        if (empty)
            text += blank;
        else
            text = value(&html, text, by);
        while (*text == by && !empty)
            text = value(&html, text + 1, by);
        (void)out_text(&html, "\n");
        text += *text == '\n';
    }
    if (html.failed)
        page_refuse(page, PAGE_TOO_MUCH);
    page_html(page, out_string(&html), html.length, 1);
    out_free(&html);
}
