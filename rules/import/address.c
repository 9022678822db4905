/* Names in an address that a page tells people to open. */
#include "base/text.h"
#include "rules/import/parts.h"

#include <string.h>

enum { ADDRESS_CAP = 8000 };

static int
digit(char c)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c == '\0' ? NULL : strchr(digits, c);

    return at == NULL ? -1 : (int)((at - digits) % 16);
}

const char *
address_decoded(struct mapper *m, const char *text, size_t length)
{
    char *out = arena_new(m->arena, char, length + 1);
    size_t n = 0;

    for (size_t i = 0; i < length; i++) {
        int high = text[i] == '%' && i + 2 < length ? digit(text[i + 1]) : -1;
        int low = high < 0 ? -1 : digit(text[i + 2]);

        out[n++] = low < 0           ? (text[i] == '+' ? ' ' : text[i])
                   : high + low == 0 ? ' '
                                     : (char)(16 * high + low);
        i += low < 0 ? 0 : 2;
    }
    return text_clean(m->arena, out, n, length + 1);
}

const char *
address_scope(struct mapper *m, const char *word)
{
    const char *at = strchr(word, '?');
    size_t length;

    if (strlen(word) > ADDRESS_CAP || strstr(word, "://") == NULL)
        return NULL;
    for (; at != NULL && *at != '\0'; at += length) {
        const char *is;

        at++;
        length = strcspn(at, "&#");
        is = memchr(at, '=', length);
        if (is != NULL &&
            text_has_fold(arena_slice(m->arena, at, (size_t)(is - at)),
                          "scope"))
            return address_decoded(m, is + 1, length - (size_t)(is + 1 - at));
        if (at[length] != '&')
            return NULL;
    }
    return NULL;
}
