/* Blocks from alloc.c, handed out in order. With ARENA_DEBUG every object is a
 * block of its own, so that the address sanitizer sees each overrun. */
#include "base/arena.h"
#include "base/alloc.h"
#include "base/diag.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct arena_block {
    struct arena_block *older;
    size_t used, size;
    max_align_t space[];
};

#ifdef ARENA_DEBUG
enum { BLOCK_SIZE = 2 };
#else
enum { BLOCK_SIZE = 32 * 1024 };
#endif

/* An object of half a block and more has one of its own, behind the one that is
 * being filled: what is left of that is not lost. */
static struct arena_block *
block_new(struct arena *arena, size_t size)
{
    struct arena_block **place = &arena->block, *block;

    if (size > SIZE_MAX / 2)
        alloc_dead();
    if (size < BLOCK_SIZE / 2)
        size = BLOCK_SIZE;
    else if (*place != NULL)
        place = &(*place)->older;
    block = alloc_new(sizeof *block + size);
    block->older = *place;
    block->used = 0;
    block->size = size;
    *place = block;
    arena->total += size;
    return block;
}

/* size bytes aligned as asked; not zeroed. */
static void *
take(struct arena *arena, size_t size, size_t align)
{
    struct arena_block *block = arena->block;
    size_t start = 0;

    if (block != NULL)
        start = (block->used + align - 1) / align * align;
    if (block == NULL || start > block->size || size > block->size - start) {
        block = block_new(arena, size);
        start = 0;
    }
    block->used = start + size;
    return (unsigned char *)block->space + start;
}

void *
arena_zero(struct arena *arena, size_t n, size_t size, size_t align)
{
    void *bytes;

    if (size != 0 && n > SIZE_MAX / size)
        alloc_dead();
    bytes = take(arena, n * size, align);
    return memset(bytes, 0, n * size);
}

void *
arena_more(struct arena *arena, void *array, size_t n, uint32_t *capacity,
           size_t size)
{
    uint32_t room = *capacity;
    void *grown;

    if (n < room)
        return array;
    if (room > UINT32_MAX / 2)
        alloc_dead();
    room = room == 0 ? 8 : room * 2;
    grown = arena_zero(arena, room, size, alignof(max_align_t));
    if (n > 0)
        memcpy(grown, array, n * size);
    *capacity = room;
    return grown;
}

const char *
arena_slice(struct arena *arena, const char *text, size_t length)
{
    char *copy = take(arena, length + 1, 1);

    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

const char *
arena_text(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_slice(arena, text, strlen(text));
}

const char *
arena_vprint(struct arena *arena, const char *format, va_list list)
{
    va_list again;
    char *text;
    int length;

    if (format == NULL)
        unreachable("no format");
    va_copy(again, list);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        unreachable("format");
    text = take(arena, (size_t)length + 1, 1);
    (void)vsnprintf(text, (size_t)length + 1, format, list);
    return text;
}

const char *
arena_print(struct arena *arena, const char *format, ...)
{
    const char *text;
    va_list list;

    va_start(list, format);
    text = arena_vprint(arena, format, list);
    va_end(list);
    return text;
}

void
arena_free(struct arena *arena)
{
    struct arena_block *block, *older;

    for (block = arena->block; block != NULL; block = older) {
        older = block->older;
        alloc_free(block);
    }
    *arena = (struct arena){0};
}
