/* Files: whole ones in, whole ones out. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

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

/* Takes away what a file_save that is cut short has left beside its target.
 * Safe in a signal handler, which then has to end the program. */
void file_abandon(void);

/* Why file_save could not write there, found out by trying as far as nothing
 * is changed; NULL: it could. Dies (status 4) if it is a standard descriptor
 * that was closed when the program began. */
const char *file_trouble(const char *path, struct arena *);

/* What file_save would need the right to write for that path: the folder that
 * the file is made in, or the special file; NULL: nothing, or nothing known. */
const char *file_written(const char *path, bool *folder, struct arena *);

/* The open descriptor that a path names for file_save, or -1. Opening such a
 * name anew would begin at the start of a redirected file and overwrite it. */
int file_descriptor(const char *path);

/* True if file_save would write the path to standard output. */
bool file_is_stdout(const char *path);

/* The folder of a path, as it is spelled. */
const char *file_folder(const char *path, struct arena *);

/* Which file a path means: links, folders that are links and open descriptors
 * looked through. */
struct file_place {
    enum {
        PLACE_UNKNOWN,
        PLACE_NEW,  /* not there yet; the numbers are its folder's */
        PLACE_FILE, /* a regular one */
        PLACE_SPECIAL,
        PLACE_NOWHERE /* the null device */
    } kind;
    dev_t device;
    ino_t inode;
    const char *name; /* of PLACE_NEW */
};

/* output: as file_save takes the path ("-" is standard output), else as
 * file_read does. */
struct file_place file_place(const char *path, bool output, struct arena *);

/* True if what is written to one would be written over the other, or into
 * it. */
bool file_same(const struct file_place *, const struct file_place *);

#endif
