/* Breaking text into lines. The only place that does. A column is a character;
 * good enough for Latin text. */
#ifndef BASE_WRAP_H
#define BASE_WRAP_H

#include "base/out.h"

#include <stddef.h>

/* Columns of so many bytes of a text; bytes of its first characters. */
size_t wrap_columns(const char *text, size_t length);
size_t wrap_bytes(const char *text, size_t length, size_t columns);

/* Bytes that go on a line of that many columns: whole words; a first word that
 * is wider stands out, for who copies it wants all of it. A line feed ends a
 * line. */
size_t wrap_line(const char *text, size_t columns);

/* What is left after a line: past the blanks that it was broken at. */
const char *wrap_rest(const char *text);

/* The first line begins at one column, the others are indented to another;
 * width is of the whole line. The last one too ends in a line feed. */
struct wrap {
    size_t at, indent, width;
};

void wrap_text(struct out *, struct wrap, const char *text);

#endif
