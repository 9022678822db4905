/* The small pieces of markup that the parts share. */
#include "base/text.h"
#include "reports/html/html.h"

#include <inttypes.h>
#include <string.h>

/* From how many bytes on a word may be broken at its joints: a name in a narrow
 * place; a word of a sentence, which else goes to the next line as a whole. */
enum { WORD_LONG = 14, PROSE_LONG = 24 };

uint32_t
html_number(const struct page *page, const struct finding *f)
{
    return (uint32_t)(f - page->audit->finding) + 1;
}

/* Behind what a long word may be broken: a hump, or a sign within an id, a
 * path, a JSON text. */
static bool
is_joint(char before, char after)
{
    bool lower = before >= 'a' && before <= 'z';
    bool upper = after >= 'A' && after <= 'Z';

    return (lower && upper) ||
           (strchr("./_,:[{&=", before) != NULL && after != '\0' &&
            strchr(" ,.:]}\"", after) == NULL);
}

/* In prose what a list without blanks names stays whole. */
static void
soften(struct page *page, const char *text, bool prose)
{
    const char *from = text_kept(page->arena, text_or(text, ""));
    size_t length = 0;
    bool begins = true, list = false;

    for (const char *p = from; *p != '\0'; p++) {
        if (begins) {
            length = strcspn(p, " ");
            list = prose && length > 0 && memchr(p, ',', length - 1) != NULL;
        } else if (length >= (prose ? PROSE_LONG : WORD_LONG) && *p != ' ' &&
                   is_joint(p[-1], *p) && (!list || p[-1] == ',')) {
            xml_text(page->w,
                     arena_slice(page->arena, from, (size_t)(p - from)));
            xml_open(page->w, "wbr");
            xml_close(page->w);
            from = p;
        }
        begins = *p == ' ';
    }
    xml_text(page->w, from);
}

void
html_soft(struct page *page, const char *text)
{
    soften(page, text, false);
}

void
html_sentence(struct page *page, const char *name, const char *class,
              const char *text)
{
    if (class != NULL)
        xml_open_class(page->w, name, class);
    else
        xml_open(page->w, name);
    soften(page, text, true);
    xml_close(page->w);
}

void
html_code(struct page *page, const char *text)
{
    xml_open(page->w, "code");
    html_soft(page, text);
    xml_close(page->w);
}

void
html_prose(struct page *page, const char *text)
{
    const char *from, *to;

    while ((from = strchr(text, '`')) != NULL &&
           (to = strchr(from + 1, '`')) != NULL) {
        soften(page, arena_slice(page->arena, text, (size_t)(from - text)),
               true);
        xml_open_class(page->w, "code", "command");
        html_soft(page,
                  arena_slice(page->arena, from + 1, (size_t)(to - from - 1)));
        xml_close(page->w);
        text = to + 1;
    }
    soften(page, text, true);
}

void
html_check(struct page *page, const struct finding *f)
{
    xml_open(page->w, "a");
    xml_attribute_print(page->w, "href", "#c%" PRIu32, html_number(page, f));
    html_code(page, view_check(page->arena, page->audit, f));
    xml_close(page->w);
}

void
html_source(struct page *page, const char *source)
{
    const char *url = strstr(source, ", https://");

    if (url == NULL || strpbrk(url + 2, " \"<>") != NULL) {
        xml_text(page->w, source);
        return;
    }
    xml_text(page->w, arena_slice(page->arena, source, (size_t)(url - source)));
    xml_text(page->w, ", ");
    xml_open(page->w, "a");
    xml_attribute(page->w, "href", url + 2);
    xml_attribute(page->w, "rel", "noopener noreferrer");
    html_soft(page, url + 2);
    xml_close(page->w);
}

const char *
html_counts(struct page *page, const struct selection *of)
{
    static const struct {
        enum verdict verdict;
        const char *words;
    } count[] = {{VERDICT_FAIL, "fail"},
                 {VERDICT_UNKNOWN, "unknown"},
                 {VERDICT_PASS, "pass"},
                 {VERDICT_SKIP, "skipped"}};
    const char *text = NULL;

    for (size_t i = 0; i < sizeof count / sizeof count[0]; i++) {
        uint32_t n = 0;

        for (uint32_t k = 0; k < of->n; k++)
            n += of->item[k]->verdict == count[i].verdict;
        if (n > 0)
            text = arena_print(page->arena, "%s%s%" PRIu32 " %s",
                               text_or(text, ""), text == NULL ? "" : ", ", n,
                               count[i].words);
    }
    return text_or(text, "");
}

void
html_fact(struct page *page, const char *term, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    xml_open(page->w, "div");
    xml_element(page->w, "dt", NULL, term);
    xml_element(page->w, "dd", NULL, text);
    xml_close(page->w);
}

void
html_fold(struct page *page, const char *title)
{
    if (!page->blind)
        return;
    xml_open_class(page->w, "details", "blind");
    xml_element(page->w, "summary", NULL, title);
    xml_open_class(page->w, "div", "body");
}

void
html_unfold(struct page *page)
{
    if (!page->blind)
        return;
    xml_close(page->w);
    xml_close(page->w);
}

void
html_link(struct page *page, const char *class, const char *text,
          const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    xml_open_class(page->w, "a", class);
    xml_attribute(page->w, "href",
                  arena_vprint(page->arena, format, arguments));
    va_end(arguments);
    xml_text(page->w, text);
    xml_close(page->w);
}

void
html_section(struct page *page, const char *id, const char *title,
             const char *intro)
{
    xml_open(page->w, "section");
    xml_attribute(page->w, "id", id);
    xml_attribute_print(page->w, "aria-labelledby", "%s-title", id);
    xml_open(page->w, "h2");
    xml_attribute_print(page->w, "id", "%s-title", id);
    xml_text(page->w, title);
    xml_close(page->w);
    if (intro != NULL)
        xml_element(page->w, "p", "intro", intro);
}

void
html_table_head(struct page *page, const char *class, const char *caption,
                const char *const *titles)
{
    xml_open_class(page->w, "table", class);
    xml_element(page->w, "caption", "hidden", caption);
    xml_open(page->w, "thead");
    xml_open(page->w, "tr");
    for (; *titles != NULL; titles++) {
        xml_open(page->w, "th");
        xml_attribute(page->w, "scope", "col");
        xml_text(page->w, *titles);
        xml_close(page->w);
    }
    xml_close(page->w);
    xml_close(page->w);
}

void
html_table(struct page *page, const char *class, const char *caption,
           const char *const *titles)
{
    html_table_head(page, class, caption, titles);
    xml_open(page->w, "tbody");
}

void
html_row_head(struct page *page, const char *text, const char *small)
{
    xml_open(page->w, "th");
    xml_attribute(page->w, "scope", "row");
    html_soft(page, text);
    if (small != NULL) {
        xml_text(page->w, " ");
        xml_element(page->w, "small", NULL, small);
    }
    xml_close(page->w);
}
