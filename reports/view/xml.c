/* The only user of libxml2. The library's writer escapes, but lets control
 * bytes and broken UTF-8 through and calls that success: so every text passes
 * the cleaner here first. Memory running out is the only way to fail. */
#include "reports/view/xml.h"
#include "base/alloc.h"
#include "base/diag.h"
#include "base/text.h"
#include "reports/view/view.h"

#include <libxml/xmlwriter.h>
#include <stdarg.h>
#include <string.h>

enum { DEPTH_MAX = 32 };

struct xml {
    struct arena *arena;
    enum xml_dialect dialect;
    struct out *out;
    bool mute; /* what comes now is not wanted */
    xmlTextWriterPtr writer;
    const char *open[DEPTH_MAX];
    unsigned depth;
};

/* HTML's elements that differ from the rest. */
static const struct {
    const char *name;
    bool is_void; /* has no end tag */
    bool line;    /* a line of its own in the file */
} html_element[] = {
    {"meta", true, true},     {"link", true, true},
    {"br", true, false},      {"wbr", true, false},
    {"input", true, false},   {"title", false, true},
    {"style", false, true},   {"head", false, true},
    {"body", false, true},    {"header", false, true},
    {"nav", false, true},     {"main", false, true},
    {"section", false, true}, {"footer", false, true},
    {"div", false, true},     {"p", false, true},
    {"ul", false, true},      {"ol", false, true},
    {"li", false, true},      {"dl", false, true},
    {"dd", false, true},      {"table", false, true},
    {"caption", false, true}, {"thead", false, true},
    {"tbody", false, true},   {"tr", false, true},
    {"details", false, true}, {"summary", false, true},
    {"svg", false, true},     {"h1", false, true},
    {"h2", false, true},      {"h3", false, true},
    {"h4", false, true},      {"html", false, true},
};

enum { N_HTML_ELEMENT = sizeof(html_element) / sizeof(html_element[0]) };

static void
must(int result)
{
    if (result < 0)
        die("out of memory while writing a report");
}

static const xmlChar *
cast(const char *text)
{
    return (const xmlChar *)text;
}

/* Index into html_element, or N_HTML_ELEMENT. */
static unsigned
html_find(const char *name)
{
    unsigned i;

    for (i = 0; i < N_HTML_ELEMENT; i++) {
        if (text_same(html_element[i].name, name))
            break;
    }
    return i;
}

void
xml_begin(void)
{
    if (xmlMemSetup(alloc_free, alloc_new, alloc_grow, alloc_text) != 0)
        die("libxml2 cannot be set up");
}

static int
on_bytes(void *arg, const char *bytes, int length)
{
    struct xml *w = arg;

    if (!w->mute)
        (void)out_bytes(w->out, bytes, (size_t)length);
    return length;
}

struct xml *
xml_new(struct arena *arena, enum xml_dialect dialect, struct out *out)
{
    struct xml *w = arena_new(arena, struct xml, 1);
    xmlOutputBufferPtr buffer =
        xmlOutputBufferCreateIO(on_bytes, NULL, w, NULL);

    w->arena = arena;
    w->dialect = dialect;
    w->out = out;
    w->mute = dialect == XML_HTML;
    w->writer = buffer == NULL ? NULL : xmlNewTextWriter(buffer);
    if (w->writer == NULL)
        die("out of memory while writing a report");
    if (dialect == XML_PLAIN) {
        must(xmlTextWriterSetIndent(w->writer, 1));
        must(xmlTextWriterSetIndentString(w->writer, cast(" ")));
    }
    /* In HTML too, for the writer learns the encoding from it; there the
     * declaration is not kept. */
    must(xmlTextWriterStartDocument(w->writer, NULL, "UTF-8", NULL));
    must(xmlTextWriterFlush(w->writer));
    w->mute = false;
    if (dialect == XML_HTML)
        must(xmlTextWriterWriteRaw(w->writer, cast("<!DOCTYPE html>\n")));
    return w;
}

void
xml_finish(struct xml *w)
{
    if (w->depth != 0)
        unreachable("an element was left open");
    must(xmlTextWriterEndDocument(w->writer));
    xmlFreeTextWriter(w->writer);
    w->writer = NULL;
}

void
xml_open(struct xml *w, const char *element)
{
    if (w->depth == DEPTH_MAX)
        unreachable("markup nested too deep");
    w->open[w->depth++] = element;
    must(xmlTextWriterStartElement(w->writer, cast(element)));
}

void
xml_close(struct xml *w)
{
    unsigned kind;

    if (w->depth == 0)
        unreachable("no element is open");
    w->depth--;
    if (w->dialect == XML_PLAIN) {
        must(xmlTextWriterEndElement(w->writer));
        return;
    }
    kind = html_find(w->open[w->depth]);
    if (kind < N_HTML_ELEMENT && html_element[kind].is_void)
        must(xmlTextWriterEndElement(w->writer));
    else
        must(xmlTextWriterFullEndElement(w->writer));
    if (kind < N_HTML_ELEMENT && html_element[kind].line)
        must(xmlTextWriterWriteRaw(w->writer, cast("\n")));
}

void
xml_attribute(struct xml *w, const char *name, const char *value)
{
    if (value == NULL)
        return;
    must(xmlTextWriterWriteAttribute(w->writer, cast(name),
                                     cast(text_kept(w->arena, value))));
}

void
xml_attribute_print(struct xml *w, const char *name, const char *format, ...)
{
    va_list arguments;
    const char *value;

    va_start(arguments, format);
    value = arena_vprint(w->arena, format, arguments);
    va_end(arguments);
    xml_attribute(w, name, value);
}

void
xml_text(struct xml *w, const char *text)
{
    if (text == NULL)
        return;
    must(xmlTextWriterWriteString(w->writer, cast(text_kept(w->arena, text))));
}

void
xml_print(struct xml *w, const char *format, ...)
{
    va_list arguments;
    const char *text;

    va_start(arguments, format);
    text = arena_vprint(w->arena, format, arguments);
    va_end(arguments);
    xml_text(w, text);
}

void
xml_open_class(struct xml *w, const char *element, const char *class)
{
    xml_open(w, element);
    xml_attribute(w, "class", class);
}

void
xml_element(struct xml *w, const char *element, const char *class,
            const char *text)
{
    xml_open_class(w, element, class);
    xml_text(w, text);
    xml_close(w);
}

void
xml_write_raw(struct xml *w, const char *markup)
{
    must(xmlTextWriterWriteRaw(w->writer, cast(markup)));
}

const char *
xml_library(void)
{
    return "libxml2/" LIBXML_DOTTED_VERSION;
}
