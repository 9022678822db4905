/* Memory for the program and, by way of their hooks, for the libraries: never
 * NULL (a machine without memory ends the program with status 4, at once and
 * from any thread), and wiped before it is given back. */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stddef.h>
#include <stdint.h>

void *alloc_new(size_t size);
void *alloc_zero(size_t n, size_t size);
/* As realloc; what moves is wiped where it was. */
void *alloc_grow(void *, size_t size);
char *alloc_text(const char *);
void alloc_free(void *); /* NULL will do */

/* How much such a block holds at least; NULL holds 0. */
size_t alloc_size(const void *);

_Noreturn void alloc_dead(void);

/* In a build that was configured with --enable-torture GRANTSCAN_FAIL_ALLOC is
 * a socket: at each allocation memory ends for a copy of the process, whose
 * wait status goes there; the process goes on when the number comes back of
 * those that go well before the next. Does nothing in other builds. */
void alloc_begin(void);
/* For tests: the n-th from now on fails, the libraries' included; 0: none. */
void alloc_fail_after(uint64_t n);

#endif
