/* Files: whole ones in, whole ones out. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct file_text {
    const char *bytes; /* ends in NUL (not counted) */
    size_t length;
};

/* Reads a whole file of at most cap bytes; "-" is standard input. On failure
 * the cause is added to diags. */
bool file_read(const char *path, size_t cap, struct arena *, struct diags *,
               struct file_text *);

/* As file_read, and refuses a file that is not a regular file owned by the
 * caller (or root) or that group or others can read or write. */
bool file_read_private(const char *path, size_t cap, struct arena *,
                       struct diags *, struct file_text *);

/* Writes a file whole or not at all, readable by its owner only: beside the
 * target, then renamed over it. "-", /dev/stdout, /dev/stderr and /dev/fd/N
 * mean that open descriptor; another target that is no regular file is written
 * to, never replaced. A symbolic link is followed only to a regular file of
 * the caller's own. On failure the cause is added to diags and what stood at
 * the target is untouched. */
bool
file_save(const char *path, const char *bytes, size_t length, struct diags *);

/* True if file_save would write the path to standard output. */
bool file_is_stdout(const char *path);

#endif
