/* Lines of plain text for a terminal: wrapped, indented, perhaps in colour. */
#ifndef REPORTS_TEXT_LINES_H
#define REPORTS_TEXT_LINES_H

#include "base/arena.h"
#include "base/out.h"
#include "rules/model/audit.h"

enum { LINES_WIDTH = 80, LINES_WIDTH_MIN = 40 };

struct lines {
    struct arena *arena;
    struct out *out;
    const struct audit *audit; /* what a report is of, or NULL */
    unsigned width;
    bool colour;
};

void lines_spaces(struct lines *, size_t n);
/* Words from column at on, further lines from column indent on; ends the
 * line. A word that fits no line is cut. */
void
lines_wrap_from(struct lines *, size_t at, size_t indent, const char *text);
void lines_wrap(struct lines *, size_t indent, const char *text);
/* Nothing without a text. */
void lines_labelled(struct lines *, const char *label, const char *text);
/* paint: the escape sequence that a colour begins with. */
void lines_painted(struct lines *, const char *paint, const char *text);
/* One line, painted, if it fits. */
void lines_heading(struct lines *, const char *text);

/* What changed, grouped (changes.c). */
void lines_changes(struct lines *, const struct change *, uint32_t n);

#endif
