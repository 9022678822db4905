/* Which form a page has, by its name, or else by its beginning. */
#include "base/text.h"
#include "rules/import/page.h"

#include <string.h>
#include <strings.h>

/* Whether a sign stands in the first line of the text. */
static bool
has(const char *text, char sign)
{
    return memchr(text, sign, strcspn(text, "\n")) != NULL;
}

static uint32_t
count_lines(const char *text)
{
    uint32_t n = 0;

    for (; *text != '\0'; text++)
        n += *text == '\n' || text[1] == '\0';
    return n;
}

void
page_read(struct page *page, const char *name, const char *text)
{
    const char *dot = strrchr(name, '.');
    const char *form = dot == NULL ? "" : dot + 1;
    const char *first = text + strspn(text, " \t\n");

    page->lines = count_lines(text);
    if (text_same_fold(form, "tsv"))
        page_separated(page, text, '\t');
    else if (text_same_fold(form, "csv"))
        page_separated(page, text, '\0');
    else if (is_listed("html|htm", form, strlen(form)) ||
             strncasecmp(first, "<!doctype", 9) == 0 ||
             strncasecmp(first, "<html", 5) == 0)
        page_html(page, text, strlen(text), 1);
    else if (!text_same_fold(form, "md") &&
             has(text + strspn(text, " \n"), '\t') && strchr(text, '|') == NULL)
        page_separated(page, text, '\t');
    else
        page_markdown(page, text);
    page_end(page);
}
