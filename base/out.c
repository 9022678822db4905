/* A growing run of bytes. */
#include "base/out.h"
#include "base/alloc.h"
#include "base/diag.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Room for length more bytes and the NUL. */
static void
make_room(struct out *out, size_t length)
{
    size_t wanted;

    if (length >= SIZE_MAX / 2 - out->length)
        alloc_dead();
    wanted = out->length + length + 1;
    if (wanted <= out->capacity)
        return;
    if (wanted < 2 * out->capacity)
        wanted = 2 * out->capacity;
    out->bytes = alloc_grow(out->bytes, wanted);
    out->capacity = wanted;
}

bool
out_bytes(struct out *out, const char *bytes, size_t length)
{
    if (out->limit > 0 && length > out->limit - out->length) {
        length = out->limit - out->length;
        out->failed = true;
    }
    make_room(out, length);
    if (length > 0)
        memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
    out->bytes[out->length] = '\0';
    return !out->failed;
}

bool
out_text(struct out *out, const char *text)
{
    return out_bytes(out, text, strlen(text));
}

bool
out_print(struct out *out, const char *format, ...)
{
    va_list list, again;
    int length;
    char *text;
    bool fits;

    va_start(list, format);
    va_copy(again, list);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        unreachable("format");
    text = alloc_new((size_t)length + 1);
    (void)vsnprintf(text, (size_t)length + 1, format, list);
    va_end(list);
    fits = out_bytes(out, text, (size_t)length);
    alloc_free(text);
    return fits;
}

bool
out_line(struct out *out, const char *text)
{
    while (*text != '\0') {
        const char *shown;
        size_t length;

        text += text_shown(text, &shown, &length);
        (void)out_bytes(out, shown, length);
    }
    return !out->failed;
}

void
out_spaces(struct out *out, size_t n)
{
    while (n-- > 0)
        (void)out_bytes(out, " ", 1);
}

const char *
out_string(const struct out *out)
{
    return out->bytes == NULL ? "" : out->bytes;
}

void
out_reset(struct out *out)
{
    out->length = 0;
    out->failed = false;
    if (out->bytes != NULL)
        out->bytes[0] = '\0';
}

void
out_free(struct out *out)
{
    size_t limit = out->limit;

    alloc_free(out->bytes);
    *out = (struct out){.limit = limit};
}
