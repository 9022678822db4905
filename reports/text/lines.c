/* Lines of plain text. Owns wrapping and colour; everything that goes in is
 * cleaned here. */
#include "reports/text/lines.h"
#include "base/text.h"
#include "reports/view/view.h"

#include <string.h>

enum { LABEL = 10 };

/* Columns of a text, one per character. */
size_t
lines_columns(const char *text, size_t length)
{
    size_t n = 0;

    for (size_t i = 0; i < length; i++)
        n += (text[i] & 0xC0) != 0x80;
    return n;
}

/* Bytes of the first n characters. */
size_t
lines_bytes(const char *text, size_t length, size_t n)
{
    size_t i = 0;

    while (i < length && n > 0) {
        i++;
        while (i < length && (text[i] & 0xC0) == 0x80)
            i++;
        n--;
    }
    return i;
}

void
lines_spaces(struct lines *t, size_t n)
{
    while (n-- > 0)
        (void)out_text(t->out, " ");
}

/* Words from column at on, further lines from column indent on; ends the
 * line. A word that fits no line is cut. */
void
lines_wrap_from(struct lines *t, size_t at, size_t indent, const char *text)
{
    const char *p = view_one_line(t->arena, text_kept(t->arena, text));
    bool first = true;

    while (*p != '\0') {
        size_t length = strcspn(p, " ");
        size_t wide = lines_columns(p, length);

        if (!first && at + 1 + wide > t->width) {
            (void)out_text(t->out, "\n");
            lines_spaces(t, indent);
            at = indent;
        } else if (!first) {
            (void)out_text(t->out, " ");
            at++;
        }
        if (at + wide > t->width && at < t->width) {
            length = lines_bytes(p, length, t->width - at);
            wide = t->width - at;
        }
        (void)out_bytes(t->out, p, length);
        at += wide;
        p += length + (p[length] == ' ');
        first = false;
    }
    (void)out_text(t->out, "\n");
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
    if (text == NULL || text[0] == '\0')
        return;
    (void)out_text(t->out, label);
    lines_spaces(t, LABEL - strlen(label));
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
    if (lines_columns(text, strlen(text)) > t->width) {
        lines_wrap(t, 0, text);
        return;
    }
    lines_painted(t, "\033[1m", text);
    (void)out_text(t->out, "\n");
}
