/* A growing run of bytes. */
#include "base/out.h"
#include "base/diag.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGE = 256 * 1024 };

/* The next capacity: twice as much, and of what is large already a quarter
 * more, for the old copy is there as well for a moment. */
static size_t
room_for(size_t capacity)
{
    return capacity < LARGE ? 2 * capacity : capacity + capacity / 4;
}

/* Room for length more bytes and the NUL. */
static void
make_room(struct out *out, size_t length)
{
    size_t wanted;
    char *bytes;

    if (length >= SIZE_MAX / 2 - out->length)
        die("out of memory");
    wanted = out->length + length + 1;
    if (wanted <= out->capacity)
        return;
    if (wanted < room_for(out->capacity))
        wanted = room_for(out->capacity);
    /* Not realloc: the old copy may hold a secret and is wiped. */
    bytes = malloc(wanted);
    if (bytes == NULL)
        die("out of memory");
    if (out->length > 0)
        memcpy(bytes, out->bytes, out->length);
    if (out->bytes != NULL) {
        explicit_bzero(out->bytes, out->capacity);
        free(out->bytes);
    }
    out->bytes = bytes;
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
    text = malloc((size_t)length + 1);
    if (text == NULL)
        die("out of memory");
    (void)vsnprintf(text, (size_t)length + 1, format, list);
    va_end(list);
    fits = out_bytes(out, text, (size_t)length);
    explicit_bzero(text, (size_t)length);
    free(text);
    return fits;
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

    if (out->bytes != NULL) {
        explicit_bzero(out->bytes, out->capacity);
        free(out->bytes);
    }
    *out = (struct out){.limit = limit};
}
