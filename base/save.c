/* Saving whole files: a draft beside the target, renamed over it. Where the
 * file system can, the draft has no name until it is whole, so that whatever
 * ends the program leaves nothing behind; elsewhere file_abandon takes the
 * name away. */
#include "base/descriptors.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_TRIED = 100 };

/* How a path is written to. */
enum way_kind { WAY_DESCRIPTOR, WAY_SPECIAL, WAY_REPLACE };

struct way {
    enum way_kind kind;
    int fd;           /* of WAY_DESCRIPTOR */
    const char *path; /* links followed */
    const char *folder;
};

/* ---- the draft ----------------------------------------------------------- */

/* The one draft that has a name, for a signal handler to take away. */
static char draft_path[PATH_MAX];
static volatile sig_atomic_t draft_is_there;

void
file_abandon(void)
{
    int kept = errno;

    if (draft_is_there != 0)
        (void)unlink(draft_path);
    draft_is_there = 0;
    errno = kept;
}

/* Between a name and the note of it no handler may run. */
static void
signals_wait(sigset_t *before)
{
    sigset_t all;

    (void)sigfillset(&all);
    (void)sigprocmask(SIG_BLOCK, &all, before);
}

static void
signals_go_on(const sigset_t *before)
{
    int kept = errno;

    (void)sigprocmask(SIG_SETMASK, before, NULL);
    errno = kept;
}

static bool
draft_name(const char *folder, const char *ending)
{
    int n = snprintf(draft_path, sizeof draft_path, "%s/.grantscan-%s", folder,
                     ending);

    if (n > 0 && (size_t)n < sizeof draft_path)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

/* A file without a name (open(2), O_TMPFILE), if it could get one later. */
static int
open_unnamed(const char *folder)
{
    char link[64];
    int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);

    if (fd < 0)
        return -1;
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (access(link, F_OK) == 0)
        return fd;
    (void)close(fd);
    return -1;
}

static int
open_named(const char *folder)
{
    sigset_t before;
    int fd = -1;

    signals_wait(&before);
    if (draft_name(folder, "XXXXXX"))
        fd = mkostemp(draft_path, O_CLOEXEC); /* mode 0600 */
    draft_is_there = fd >= 0;
    signals_go_on(&before);
    return fd;
}

static int
draft_open(const char *folder, bool named)
{
    int fd = named ? -1 : open_unnamed(folder);

    return fd >= 0 ? fd : open_named(folder);
}

/* Gives a name to a draft that has none. Signals wait. */
static bool
draft_link(int fd, const char *folder)
{
    char link[64], ending[64];

    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    for (int i = 0; i < NAMES_TRIED; i++) {
        (void)snprintf(ending, sizeof ending, "%ld-%d", (long)getpid(), i);
        if (!draft_name(folder, ending))
            return false;
        if (linkat(AT_FDCWD, link, AT_FDCWD, draft_path, AT_SYMLINK_FOLLOW) ==
            0) {
            draft_is_there = 1;
            return true;
        }
        if (errno != EEXIST)
            return false;
    }
    return false;
}

/* Renames the draft over the target. again: it could not get a name, which
 * another kind of draft has from the start. */
static const char *
draft_place(int fd, const struct way *way, bool *again)
{
    const char *wrong = NULL;
    sigset_t before;

    signals_wait(&before);
    *again = draft_is_there == 0 && !draft_link(fd, way->folder);
    if (*again || rename(draft_path, way->path) != 0)
        wrong = strerror(errno);
    else
        draft_is_there = 0;
    signals_go_on(&before);
    return wrong;
}

/* ---- writing ------------------------------------------------------------- */

/* NULL: all bytes are written. */
static const char *
write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return strerror(errno);
        bytes += n;
        length -= (size_t)n;
    }
    return NULL;
}

static const char *
replace(const struct way *way, const char *bytes, size_t length, bool *named)
{
    int fd = draft_open(way->folder, *named);
    bool again = false;
    const char *wrong;

    if (fd < 0)
        return strerror(errno);
    wrong = write_all(fd, bytes, length);
    if (wrong == NULL && fsync(fd) != 0)
        wrong = strerror(errno);
    if (wrong == NULL)
        wrong = draft_place(fd, way, &again);
    if (close(fd) != 0 && wrong == NULL)
        wrong = strerror(errno);
    file_abandon();
    if (!again || *named)
        return wrong;
    *named = true;
    return replace(way, bytes, length, named);
}

/* A pipe, a device: written to, never replaced. */
static const char *
write_special(const char *path, const char *bytes, size_t length)
{
    const char *wrong;
    int fd;

    do /* a pipe waits for its reader */
        fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return strerror(errno);
    wrong = write_all(fd, bytes, length);
    if (close(fd) != 0 && wrong == NULL)
        wrong = strerror(errno);
    return wrong;
}

/* ---- which way ----------------------------------------------------------- */

int
file_descriptor(const char *path)
{
    static const char *const folder[] = {"/dev/fd/", "/proc/self/fd/"};

    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    for (size_t i = 0; i < sizeof folder / sizeof *folder; i++) {
        char *end;
        long fd;

        if (!text_starts(path, folder[i]))
            continue;
        errno = 0;
        fd = strtol(path + strlen(folder[i]), &end, 10);
        if (errno == 0 && *end == '\0' && end != path + strlen(folder[i]) &&
            fd >= 0 && fd <= INT_MAX)
            return (int)fd;
    }
    return -1;
}

bool
file_is_stdout(const char *path)
{
    return file_descriptor(path) == STDOUT_FILENO;
}

/* A link is followed only to a regular file of the caller's own, or to
 * something that is written to and not replaced. */
static const char *
follow(struct way *way, uid_t owner, struct stat *status, struct arena *arena)
{
    char *real;

    if (stat(way->path, status) != 0)
        return "is a symbolic link to nothing";
    if (!S_ISREG(status->st_mode))
        return NULL;
    if (owner != geteuid() || status->st_uid != geteuid())
        return "is a symbolic link that leads to another owner's file";
    real = realpath(way->path, NULL);
    if (real == NULL)
        return strerror(errno);
    way->path = arena_text(arena, real);
    free(real);
    return NULL;
}

/* NULL and the way, or why there is none. */
static const char *
find_way(const char *path, struct way *way, struct arena *arena)
{
    struct stat status;
    const char *wrong = NULL;

    *way = (struct way){WAY_REPLACE, file_descriptor(path), path, "."};
    if (way->fd >= 0) {
        way->kind = WAY_DESCRIPTOR;
        return NULL;
    }
    if (text_ends(path, "/"))
        return "is a directory";
    if (lstat(path, &status) != 0) {
        if (errno != ENOENT)
            return strerror(errno);
        status.st_mode = S_IFREG;
    } else if (S_ISLNK(status.st_mode)) {
        wrong = follow(way, status.st_uid, &status, arena);
    }
    if (wrong != NULL)
        return wrong;
    if (S_ISDIR(status.st_mode))
        return "is a directory";
    if (S_ISSOCK(status.st_mode))
        return "is a socket";
    way->kind = S_ISREG(status.st_mode) ? WAY_REPLACE : WAY_SPECIAL;
    way->folder = file_folder(way->path, arena);
    return NULL;
}

/* ---- trying -------------------------------------------------------------- */

/* A file that is mounted stays (rename(2), EBUSY). */
static bool
is_mounted(int fd)
{
#ifdef STATX_ATTR_MOUNT_ROOT
    struct statx status;

    return statx(fd, "", AT_EMPTY_PATH, STATX_TYPE, &status) == 0 &&
           (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
#else
    (void)fd;
    return false;
#endif
}

/* Whether what stands at the target could be replaced. Its owner may have
 * made it read-only; in a folder such as /tmp only the owner renames over it
 * (rename(2), EPERM). */
static const char *
try_old(const struct way *way)
{
    struct stat file, folder;
    int fd = open(way->path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    const char *wrong = NULL;

    if (fd < 0)
        return errno == ENOENT ? NULL : strerror(errno);
    if (fstat(fd, &file) != 0 || stat(way->folder, &folder) != 0)
        wrong = strerror(errno);
    else if ((folder.st_mode & S_ISVTX) != 0 && geteuid() != 0 &&
             file.st_uid != geteuid() && folder.st_uid != geteuid())
        wrong = "belongs to another user";
    else if (is_mounted(fd))
        wrong = "is a mount point";
    (void)close(fd);
    return wrong;
}

static const char *
try_new(const struct way *way)
{
    int fd = draft_open(way->folder, false);

    if (fd < 0)
        return strerror(errno);
    (void)close(fd);
    file_abandon();
    return NULL;
}

const char *
file_trouble(const char *path, struct arena *arena)
{
    struct way way;
    const char *wrong = find_way(path, &way, arena);
    int flags;

    if (wrong != NULL)
        return wrong;
    switch (way.kind) {
    case WAY_DESCRIPTOR:
        if (descriptors_was_closed(way.fd))
            die("%s: is closed", path);
        flags = fcntl(way.fd, F_GETFL);
        if (flags < 0)
            return strerror(errno);
        return (flags & O_ACCMODE) == O_RDONLY ? "is open for reading only"
                                               : NULL;
    case WAY_SPECIAL:
        return access(way.path, W_OK) == 0 ? NULL : strerror(errno);
    case WAY_REPLACE:
        wrong = try_old(&way);
        return wrong != NULL ? wrong : try_new(&way);
    }
    unreachable("a way to write");
}

const char *
file_written(const char *path, bool *folder, struct arena *arena)
{
    struct way way;

    *folder = false;
    if (find_way(path, &way, arena) != NULL || way.kind == WAY_DESCRIPTOR)
        return NULL;
    *folder = way.kind == WAY_REPLACE;
    return *folder ? way.folder : way.path;
}

static const char *
save(const char *path, const char *bytes, size_t length, struct arena *arena)
{
    struct way way;
    const char *wrong = find_way(path, &way, arena);
    bool named = false;

    if (wrong != NULL)
        return wrong;
    switch (way.kind) {
    case WAY_DESCRIPTOR:
        return write_all(way.fd, bytes, length);
    case WAY_SPECIAL:
        return write_special(way.path, bytes, length);
    case WAY_REPLACE:
        return replace(&way, bytes, length, &named);
    }
    unreachable("a way to write");
}

bool
file_save(const char *path, const char *bytes, size_t length,
          struct diags *diags)
{
    const char *wrong = save(path, bytes, length, diags->arena);

    if (wrong != NULL)
        diag_add(diags, 0, 0, "%s: %s",
                 strcmp(path, "-") == 0 ? "standard output" : path, wrong);
    return wrong == NULL;
}
