/* A growing run of bytes that writers append to. Bounded: past its limit it
 * keeps nothing more and remembers that it failed. */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include <stdbool.h>
#include <stddef.h>

/* All zero: empty, without a limit. */
struct out {
    char *bytes; /* ends in NUL (not counted) once anything was written */
    size_t length, capacity;
    size_t limit; /* most bytes to hold; 0: no limit */
    bool failed;  /* something did not fit; length is then the limit or less */
};

/* False (and failed is set) when the bytes do not all fit. */
bool out_bytes(struct out *, const char *bytes, size_t length);
bool out_text(struct out *, const char *text);
bool out_print(struct out *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* As text_line: whatever the text holds, it stays on its line. */
bool out_line(struct out *, const char *text);

void out_spaces(struct out *, size_t n);

/* The text so far; "" if none. Valid until the next write. */
const char *out_string(const struct out *);

/* Forgets the content, keeps the memory. */
void out_reset(struct out *);

/* Gives the memory back, wiped. */
void out_free(struct out *);

#endif
