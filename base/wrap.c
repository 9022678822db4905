/* Greedy: as many words on a line as fit. */
#include "base/wrap.h"

#include <stdbool.h>
#include <string.h>

size_t
wrap_columns(const char *text, size_t length)
{
    size_t n = 0;

    for (size_t i = 0; i < length; i++)
        n += (text[i] & 0xC0) != 0x80; /* no byte that continues a character */
    return n;
}

size_t
wrap_bytes(const char *text, size_t length, size_t columns)
{
    size_t i = 0;

    for (; i < length && columns > 0; columns--) {
        i++;
        while (i < length && (text[i] & 0xC0) == 0x80)
            i++;
    }
    return i;
}

size_t
wrap_line(const char *text, size_t columns)
{
    size_t fit = 0, used = 0, i = 0;

    for (; used <= columns; i++) {
        bool end = text[i] == '\0' || text[i] == '\n';

        if ((end || text[i] == ' ') && i > 0 && text[i - 1] != ' ')
            fit = i; /* behind a word */
        if (end)
            return fit;
        used += (text[i] & 0xC0) != 0x80;
    }
    return fit > 0 ? fit : strcspn(text, " \n");
}

const char *
wrap_rest(const char *text)
{
    return text + strspn(text, " \n");
}

void
wrap_text(struct out *out, struct wrap wrap, const char *text)
{
    text = wrap_rest(text);
    do {
        size_t room = wrap.width > wrap.at ? wrap.width - wrap.at : 0;
        size_t length = wrap_line(text, room);

        (void)out_bytes(out, text, length);
        (void)out_text(out, "\n");
        text = wrap_rest(text + length);
        if (*text != '\0')
            out_spaces(out, wrap.indent);
        wrap.at = wrap.indent;
    } while (*text != '\0');
}
