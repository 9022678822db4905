/* Lines of plain text. Owns indents and colour; everything that goes in is
 * cleaned here. */
#include "reports/text/lines.h"
#include "base/text.h"
#include "base/wrap.h"
#include "reports/view/view.h"

#include <string.h>

enum { LABEL = 10 };

void
lines_spaces(struct lines *t, size_t n)
{
    out_spaces(t->out, n);
}

void
lines_wrap_from(struct lines *t, size_t at, size_t indent, const char *text)
{
    struct wrap wrap = {.at = at, .indent = indent, .width = t->width};

    wrap_text(t->out, wrap, view_one_line(t->arena, text_kept(t->arena, text)));
}

void
lines_wrap(struct lines *t, size_t indent, const char *text)
{
    lines_spaces(t, indent);
    lines_wrap_from(t, indent, indent, text);
}

void
lines_labelled(struct lines *t, const char *label, const char *text)
{
    size_t wide;

    if (text == NULL || text[0] == '\0')
        return;
    label = view_one_line(t->arena, text_kept(t->arena, label));
    wide = wrap_columns(label, strlen(label));
    if (wide >= LABEL) { /* a label that some provider chose */
        lines_wrap_from(t, 0, LABEL,
                        arena_print(t->arena, "%s: %s", label, text));
        return;
    }
    (void)out_text(t->out, label);
    lines_spaces(t, LABEL - wide);
    lines_wrap_from(t, LABEL, LABEL, text);
}

void
lines_painted(struct lines *t, const char *paint, const char *text)
{
    if (t->colour)
        (void)out_text(t->out, paint);
    (void)out_text(t->out, text);
    if (t->colour)
        (void)out_text(t->out, "\033[0m");
}

void
lines_heading(struct lines *t, const char *text)
{
    text = view_one_line(t->arena, text_kept(t->arena, text));
    (void)out_text(t->out, "\n");
    if (wrap_columns(text, strlen(text)) > t->width) {
        lines_wrap(t, 0, text);
        return;
    }
    lines_painted(t, "\033[1m", text);
    (void)out_text(t->out, "\n");
}
