/* Commas, indentation and escapes, as cJSON prints them: members each on a
 * line of their own, elements side by side. */
#include "base/json_write.h"
#include "base/diag.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
in_object(const struct json_writer *w)
{
    uint32_t level = w->depth - 1;

    return w->depth > 0 && (w->object[level / 8] >> level % 8 & 1) != 0;
}

static void
put_indent(struct json_writer *w, uint32_t n)
{
    while (n-- > 0)
        (void)out_text(w->out, w->edited ? "  " : "\t");
}

/* The escape of a character that cannot stand in a string (RFC 8259, 7), or
 * NULL; room holds one that has to be made. */
static const char *
escape_of(unsigned char c, char room[8])
{
    static const char *const escape[] = {
        ['"'] = "\\\"", ['\\'] = "\\\\", ['\b'] = "\\b", ['\f'] = "\\f",
        ['\n'] = "\\n", ['\r'] = "\\r",  ['\t'] = "\\t"};

    if (c < sizeof escape / sizeof *escape && escape[c] != NULL)
        return escape[c];
    if (c >= 0x20)
        return NULL;
    (void)snprintf(room, 8, "\\u%04x", (unsigned)c);
    return room;
}

static void
put_string(struct json_writer *w, const char *text)
{
    const char *from = text, *p = text;
    char room[8];

    (void)out_text(w->out, "\"");
    for (; *p != '\0'; p++) {
        const char *escape = escape_of((unsigned char)*p, room);

        if (escape == NULL)
            continue;
        (void)out_bytes(w->out, from, (size_t)(p - from));
        (void)out_text(w->out, escape);
        from = p + 1;
    }
    (void)out_bytes(w->out, from, (size_t)(p - from));
    (void)out_text(w->out, "\"");
}

/* Whether a value is on a line of its own. */
static bool
is_apart(const struct json_writer *w, const char *key)
{
    return w->depth > 0 && (w->edited || (w->pretty && key != NULL));
}

/* What parts a value from the one before it, or from the bracket. */
static const char *
gap(const struct json_writer *w, const char *key)
{
    if (!w->filled)
        return w->edited && w->depth > 0 ? "\n" : "";
    if (is_apart(w, key))
        return ",\n";
    return w->pretty ? ", " : ",";
}

/* What stands before a value. */
static void
lead(struct json_writer *w, const char *key)
{
    if (w->done)
        unreachable("JSON after the end of the document");
    if (in_object(w) != (key != NULL))
        unreachable("JSON member without a key, or a key in an array");
    (void)out_text(w->out, gap(w, key));
    w->filled = true;
    if (is_apart(w, key))
        put_indent(w, w->depth);
    if (key == NULL)
        return;
    put_string(w, key);
    (void)out_text(w->out, w->edited ? ": " : w->pretty ? ":\t" : ":");
}

/* What stands after one: nothing, but for the last. */
static void
trail(struct json_writer *w)
{
    if (w->depth > 0)
        return;
    w->done = true;
    if (w->pretty || w->edited)
        (void)out_text(w->out, "\n");
}

static void
put(struct json_writer *w, const char *key, const char *value)
{
    lead(w, key);
    (void)out_text(w->out, value);
    trail(w);
}

static void
open(struct json_writer *w, const char *key, bool object)
{
    unsigned bit = 1U << w->depth % 8;

    lead(w, key);
    if (w->depth >= JSON_DEPTH_MAX)
        unreachable("JSON too deep");
    w->object[w->depth / 8] =
        (unsigned char)(object ? w->object[w->depth / 8] | bit
                               : w->object[w->depth / 8] & ~bit);
    w->depth++;
    w->filled = false;
    (void)out_text(w->out, !object                   ? "["
                           : w->pretty && !w->edited ? "{\n"
                                                     : "{");
}

void
json_write_object(struct json_writer *w, const char *key)
{
    open(w, key, true);
}

void
json_write_array(struct json_writer *w, const char *key)
{
    open(w, key, false);
}

void
json_write_end(struct json_writer *w)
{
    bool object = in_object(w);

    if (w->depth == 0)
        unreachable("JSON ended where nothing is open");
    w->depth--;
    if (w->edited ? w->filled : object && w->pretty) {
        (void)out_text(w->out, w->filled ? "\n" : "");
        put_indent(w, w->depth);
    }
    (void)out_text(w->out, object ? "}" : "]");
    w->filled = true; /* the outer one has this member */
    trail(w);
}

void
json_write_null(struct json_writer *w, const char *key)
{
    put(w, key, "null");
}

void
json_write_text(struct json_writer *w, const char *key, const char *text)
{
    if (text == NULL) {
        json_write_null(w, key);
        return;
    }
    lead(w, key);
    put_string(w, text);
    trail(w);
}

void
json_write_boolean(struct json_writer *w, const char *key, bool value)
{
    put(w, key, value ? "true" : "false");
}

void
json_write_integer(struct json_writer *w, const char *key, int64_t value)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%" PRId64, value);
    put(w, key, text);
}

void
json_write_number(struct json_writer *w, const char *key, double value)
{
    char text[32];

    if (!isfinite(value)) {
        json_write_null(w, key);
        return;
    }
    (void)snprintf(text, sizeof text, "%.15g", value);
    if (fabs(strtod(text, NULL) - value) > 0)
        (void)snprintf(text, sizeof text, "%.17g", value);
    put(w, key, text);
}
