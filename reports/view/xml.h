/* Markup: a thin, text-cleaning layer over an XML writer. Whatever text goes
 * in, what comes out is well-formed: names and raw pieces are literals of this
 * program, everything else is cleaned and escaped here. It cannot fail. */
#ifndef REPORTS_VIEW_XML_H
#define REPORTS_VIEW_XML_H

#include "base/arena.h"
#include "base/out.h"

enum xml_dialect {
    XML_PLAIN, /* indented, with an XML declaration */
    XML_HTML   /* HTML that is well-formed XML too; only void elements are
                  closed in their start tag, no white space is added inside
                  a line */
};

struct xml;

/* Before anything else uses libxml2: its memory is base/alloc.h's. */
void xml_begin(void);

/* Name and version of the library. */
const char *xml_library(void);

/* The document is appended as it is made. The arena must live until xml_finish,
 * which gives back what the writer held. */
struct xml *xml_new(struct arena *, enum xml_dialect, struct out *);
void xml_finish(struct xml *);

void xml_open(struct xml *, const char *element);
void xml_close(struct xml *);

/* After xml_open, before any content. A NULL value writes nothing. */
void xml_attribute(struct xml *, const char *name, const char *value);
void xml_attribute_print(struct xml *, const char *name, const char *format,
                         ...) __attribute__((format(printf, 3, 4)));

/* Text; NULL writes nothing. */
void xml_text(struct xml *, const char *text);
void xml_print(struct xml *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A whole element with text in it; class may be NULL. */
void xml_element(struct xml *, const char *element, const char *class,
                 const char *text);
/* xml_open with a class. */
void xml_open_class(struct xml *, const char *element, const char *class);

/* Literals only: a variable does not compile. */
#define xml_raw(w, s) xml_write_raw((w), "" s "")
void xml_write_raw(struct xml *, const char *markup);

#endif
