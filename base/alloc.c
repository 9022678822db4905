/* Memory that is there or ends the program. The size stands before each block,
 * so that all of it can be wiped. */
#include "base/alloc.h"
#include "base/diag.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
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
/* Who looks at each failure, -1: nobody; and how many allocations go well
 * before the next. */
static int watcher = -1;
static uint32_t go_well;

void
alloc_begin(void)
{
    const char *text = getenv("GRANTSCAN_FAIL_ALLOC");

    if (text != NULL)
        watcher = (int)strtol(text, NULL, 10);
}

/* For a copy of the process as it is now memory ends here; the process itself
 * goes on when what the copy left was looked at. So one run shows how each of
 * its allocations fails. */
static void
fail_a_copy(void)
{
    int status = 0;
    pid_t copy = fork();

    if (copy == 0)
        alloc_dead();
    if (copy < 0 || waitpid(copy, &status, 0) != copy ||
        write(watcher, &status, sizeof status) != (ssize_t)sizeof status ||
        read(watcher, &go_well, sizeof go_well) != (ssize_t)sizeof go_well)
        _exit(EXIT_RESOURCE);
}

static void
watch(void)
{
    if (watcher >= 0 && go_well == 0)
        fail_a_copy();
    else if (go_well > 0)
        go_well--;
}
#else
void
alloc_begin(void)
{
}

static void
watch(void)
{
}
#endif

static void
count(void)
{
    watch();
    if (atomic_load(&fail_after) > 0 && atomic_fetch_sub(&fail_after, 1) == 1)
        alloc_dead();
}

/* Whether a block of so many bytes has pages of its own. They grow without
 * being there twice, and leave nothing behind that would have to be wiped. The
 * sanitizers watch over malloc() only. */
static bool
is_large(size_t size)
{
#ifdef ARENA_DEBUG
    (void)size;
    return false;
#else
    return size >= (size_t)256 * 1024;
#endif
}

/* Pages for a large block; the rest is malloc()'s. */
static union block *
block_new(size_t size)
{
    union block *block;

    if (!is_large(size))
        return malloc(sizeof *block + size);
    block = mmap(NULL, sizeof *block + size, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return block == MAP_FAILED ? NULL : block;
}

void *
alloc_new(size_t size)
{
    union block *block;

    count();
    if (size > SIZE_MAX / 2)
        alloc_dead();
    block = block_new(size);
    if (block == NULL)
        alloc_dead();
    block->size = size;
    return block + 1;
}

static void *
grow_large(union block *block, size_t size)
{
    count();
    if (size > SIZE_MAX / 2)
        alloc_dead();
    block = mremap(block, sizeof *block + block->size, sizeof *block + size,
                   MREMAP_MAYMOVE);
    if (block == MAP_FAILED)
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
    if (is_large(had))
        return grow_large((union block *)bytes - 1, size);
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
    if (is_large(block->size)) {
        (void)munmap(block, sizeof *block + block->size);
        return;
    }
    explicit_bzero(block + 1, block->size);
    free(block);
}
