/* A bump allocator: one lifetime for many objects, freed in one call.
 * The only place from which our own data gets memory; it never returns NULL:
 * a machine without memory ends the program with status 4. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero is an empty arena, ready for use. */
struct arena {
    struct arena_block *block; /* newest first */
    size_t total;              /* bytes asked of the system so far */
};

/* n zeroed objects of a type; n may be 0. */
#define arena_new(arena, type, n)                                              \
    ((type *)arena_zero((arena), (n), sizeof(type), alignof(type)))

void *arena_zero(struct arena *, size_t n, size_t size, size_t align);

/* Makes room for one more element in an array of n elements that lives in the
 * arena: returns the array, moved if it had to grow. *capacity is kept by the
 * callee; both start as NULL and 0. */
#define arena_grow(arena, array, n, capacity)                                  \
    arena_more((arena), (array), (n), (capacity), sizeof(*(array)))

void *arena_more(struct arena *, void *array, size_t n, uint32_t *capacity,
                 size_t size);

/* Copies of text; the result ends in NUL. arena_text(NULL) is NULL. */
const char *arena_text(struct arena *, const char *);
const char *arena_slice(struct arena *, const char *, size_t length);
const char *arena_print(struct arena *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
const char *arena_vprint(struct arena *, const char *format, va_list)
    __attribute__((format(printf, 2, 0)));

/* Gives everything back, wiped; the arena is empty and usable again. */
void arena_free(struct arena *);

#endif
