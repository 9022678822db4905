/* Memory that is there or ends the program. The size stands before each block,
 * so that all of it can be wiped. */
#include "base/alloc.h"
#include "base/diag.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

union block {
    size_t size;
    max_align_t align;
};

/* Not exit(): the caller may be a library that holds its own locks, in a
 * thread of its own, and what is left in the buffer of standard output would
 * be half of something. */
void
alloc_dead(void)
{
    warn("out of memory");
    _exit(EXIT_RESOURCE);
}

/* The one that fails, counted down; 0: none. Threads of libcurl ask too. */
static atomic_ullong fail_after;

void
alloc_fail_after(uint64_t n)
{
    atomic_store(&fail_after, n);
}

#ifdef GS_TORTURE
void
alloc_begin(void)
{
    const char *text = getenv("GRANTSCAN_FAIL_ALLOC");

    if (text != NULL)
        alloc_fail_after(strtoull(text, NULL, 10));
}
#else
void
alloc_begin(void)
{
}
#endif

static void
count(void)
{
    if (atomic_load(&fail_after) > 0 && atomic_fetch_sub(&fail_after, 1) == 1)
        alloc_dead();
}

void *
alloc_new(size_t size)
{
    union block *block;

    count();
    if (size > SIZE_MAX / 2)
        alloc_dead();
    block = malloc(sizeof *block + size);
    if (block == NULL)
        alloc_dead();
    block->size = size;
    return block + 1;
}

void *
alloc_zero(size_t n, size_t size)
{
    void *zeros;

    if (size > 0 && n > SIZE_MAX / size)
        alloc_dead();
    zeros = alloc_new(n * size);
    (void)memset(zeros, 0, n * size);
    return zeros;
}

size_t
alloc_size(const void *bytes)
{
    const union block *block = bytes;

    return block == NULL ? 0 : block[-1].size;
}

void *
alloc_grow(void *bytes, size_t size)
{
    size_t had = alloc_size(bytes);
    void *moved;

    if (bytes != NULL && size <= had)
        return bytes;
    moved = alloc_new(size);
    if (had > 0)
        memcpy(moved, bytes, had);
    alloc_free(bytes);
    return moved;
}

char *
alloc_text(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(alloc_new(size), text, size);
}

void
alloc_free(void *bytes)
{
    union block *block = bytes;

    if (block == NULL)
        return;
    block--;
    explicit_bzero(block + 1, block->size);
    free(block);
}
