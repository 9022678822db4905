/* free() and realloc() of the whole process, with glibc: what is given back is
 * wiped first. alloc.h reaches only what libraries take through their hooks;
 * nghttp2 keeps the headers it sent (lib/nghttp2_hd.c) and the C library its
 * buffers in memory that nobody else could wipe. Only the program links this;
 * the sanitizers have an allocator of their own. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GLIBC__) && !defined(ARENA_DEBUG)

void __libc_free(void *); /* NOLINT: glibc's name for its own */

void
free(void *bytes)
{
    if (bytes == NULL)
        return;
    explicit_bzero(bytes, malloc_usable_size(bytes));
    __libc_free(bytes);
}

void *
realloc(void *bytes, size_t size)
{
    size_t had = bytes == NULL ? 0 : malloc_usable_size(bytes);
    void *moved;

    if (bytes != NULL && size == 0) { /* as glibc does it: realloc(3) */
        free(bytes);
        return NULL;
    }
    if (bytes != NULL && size <= had)
        return bytes;
    moved = malloc(size);
    if (moved == NULL || bytes == NULL)
        return moved;
    memcpy(moved, bytes, had);
    free(bytes);
    return moved;
}

#endif
