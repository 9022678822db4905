/* Values with commas, semicolons or tabs between them, quoted or not
 * (RFC 4180). A line without a value ends a table. */
#include "base/text.h"
#include "rules/import/page.h"

#include <string.h>
#include <strings.h>

struct reading {
    struct page *page;
    const char *text;
    struct out html;
    char by;
};

static bool
has_value(const char *line, char by)
{
    const char none[] = {' ', by, '\0'};
    const char *at = line + strspn(line, none);

    return *at != '\n' && *at != '\0';
}

/* ---- what separates ------------------------------------------------------ */

/* Behind the last quote of a value, from its first one; NULL: there is none. */
static const char *
after_quotes(const char *at)
{
    for (at++; *at != '\0'; at++)
        if (*at == '"' && *++at != '"')
            return at;
    return NULL;
}

static const char *
value_end(const char *at, char by)
{
    const char ends[] = {by, '\n', '\0'};
    const char *first = at + strspn(at, " ");

    if (*first == '"')
        at = after_quotes(first);
    return at == NULL ? first + strlen(first) : at + strcspn(at, ends);
}

/* How many lines have that many of a sign; how many of those stand before a
 * blank, as in a sentence. */
struct tally {
    uint32_t lines, signs, loose;
    char by;
};

static struct tally
tally(const char *text, char by)
{
    enum { FIRST = 10, SIGNS = PAGE_COLUMNS + 1 };
    uint32_t lines[SIGNS] = {0};
    struct tally t = {.by = by};

    for (int i = 0; i < FIRST && *text != '\0'; i++, text += *text == '\n') {
        uint32_t n = 0;

        for (; *(text = value_end(text, by)) == by; text++) {
            n += n + 1 < SIGNS;
            t.loose += text[1] == ' ';
        }
        lines[n]++;
    }
    for (uint32_t n = SIGNS - 1; n > 0; n--)
        if (lines[n] > t.lines) {
            t.lines = lines[n];
            t.signs = n;
        }
    return t;
}

static bool
is_likelier(const struct tally *a, const struct tally *b)
{
    if (a->lines != b->lines)
        return a->lines > b->lines;
    if (a->loose != b->loose)
        return a->loose < b->loose;
    return a->signs > b->signs;
}

/* The sign that the first lines have most alike. */
static char
separator(const char *text)
{
    struct tally best = tally(text, ',');

    for (const char *by = ";\t"; *by != '\0'; by++) {
        struct tally t = tally(text, *by);

        if (is_likelier(&t, &best))
            best = t;
    }
    return best.by;
}

/* "sep=;" in the first line, as programs write that do not find out; or 0. */
static char
told(const char *text)
{
    return strncasecmp(text, "sep=", 4) == 0 && text[4] != '\0' &&
                   text[5] == '\n'
               ? text[4]
               : '\0';
}

/* ---- values -------------------------------------------------------------- */

/* A value in quotes may hold anything, its quotes twice; what is left of the
 * text. */
static const char *
put_quoted(struct reading *r, const char *at)
{
    const char *end = after_quotes(at);
    uint32_t line = 1;

    if (end == NULL) {
        for (const char *feed = r->text; feed < at; feed++)
            line += *feed == '\n';
        page_refuse(r->page, arena_print(r->page->arena,
                                         "line %u: a quote that never ends",
                                         (unsigned)line));
        return at + strlen(at);
    }
    (void)out_text(&r->html, "<pre>"); /* its line feeds count */
    for (at++; at < end - 1; at += 1 + (*at == '"'))
        html_text(&r->html, at, 1);
    (void)out_text(&r->html, "</pre>");
    return end;
}

static const char *
put_value(struct reading *r, const char *at)
{
    const char *end = value_end(at, r->by);

    (void)out_text(&r->html, "<td>");
    at += strspn(at, " ");
    if (*at == '"')
        at = put_quoted(r, at);
    if (at < end)
        html_text(&r->html, at, (size_t)(end - at));
    return end;
}

void
page_separated(struct page *page, const char *text, char by)
{
    struct reading r = {.page = page, .text = text, .html.limit = PAGE_HTML};

    (void)out_text(&r.html, "<table>");
    r.by = told(text);
    if (r.by != '\0')
        text += strcspn(text, "\n");
    else
        r.by = by != '\0' ? by : separator(text);
    while (*text != '\0' && !r.html.failed && page->trouble == NULL) {
        bool empty = !has_value(text, r.by);

        (void)out_text(&r.html, empty ? "</table><table>" : "<tr>");
        if (empty)
            text += strcspn(text, "\n");
        else
            text = put_value(&r, text);
        while (*text == r.by && !empty)
            text = put_value(&r, text + 1);
        (void)out_text(&r.html, "\n");
        text += *text == '\n';
    }
    if (r.html.failed)
        page_refuse(page, PAGE_TOO_MUCH);
    page_html(page, out_string(&r.html), r.html.length, 1);
    out_free(&r.html);
}
