/* Reading and saving whole files. The only place that opens files. */
#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads to the end; at most cap bytes. NULL: all went well. */
static const char *
read_all(int fd, size_t cap, struct arena *arena, struct file_text *text)
{
    size_t capacity = 16 * 1024, length = 0;
    char *bytes = arena_new(arena, char, capacity + 1);

    for (;;) {
        ssize_t n = read(fd, bytes + length, capacity - length);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return strerror(errno);
        if (n == 0)
            break;
        length += (size_t)n;
        if (length > cap)
            return "is larger than this program accepts";
        if (length == capacity) {
            char *more = arena_new(arena, char, 2 * capacity + 1);

            memcpy(more, bytes, length);
            bytes = more;
            capacity *= 2;
        }
    }
    bytes[length] = '\0';
    *text = (struct file_text){bytes, length};
    return NULL;
}

/* NULL if only the owner, who is the caller or root, can get at the file. */
static const char *
not_private(int fd)
{
    struct stat status;

    if (fstat(fd, &status) != 0)
        return strerror(errno);
    if (!S_ISREG(status.st_mode))
        return "is no regular file";
    if (status.st_uid != geteuid() && status.st_uid != 0)
        return "belongs to another user";
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return "can be read by others than its owner (chmod 600 helps)";
    return NULL;
}

/* Closes what was opened, and says what went wrong if anything did. */
static bool
read_done(int fd, const char *name, const char *wrong, struct diags *diags)
{
    if (wrong != NULL)
        diag_add(diags, 0, 0, "%s: %s", name, wrong);
    if (fd >= 0 && fd != STDIN_FILENO)
        (void)close(fd);
    return wrong == NULL;
}

bool
file_read(const char *path, size_t cap, struct arena *arena,
          struct diags *diags, struct file_text *text)
{
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    const char *wrong =
        fd < 0 ? strerror(errno) : read_all(fd, cap, arena, text);

    return read_done(fd, standard ? "standard input" : path, wrong, diags);
}

bool
file_read_private(const char *path, size_t cap, struct arena *arena,
                  struct diags *diags, struct file_text *text)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    const char *wrong = fd < 0 ? strerror(errno) : not_private(fd);

    if (wrong == NULL)
        wrong = read_all(fd, cap, arena, text);
    return read_done(fd, path, wrong, diags);
}

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

/* The open descriptor that a path names, or -1. Opening such a name anew
 * would begin at the start of a redirected file and overwrite it. */
static int
descriptor_of(const char *path)
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
    return descriptor_of(path) == STDOUT_FILENO;
}

/* Beside the target and renamed over it. */
static const char *
replace(const char *path, const char *bytes, size_t length, struct arena *arena)
{
    const char *name = arena_print(arena, "%s.XXXXXX", path);
    char *temporary = arena_new(arena, char, strlen(name) + 1);
    const char *wrong;
    int fd;

    memcpy(temporary, name, strlen(name) + 1);
    fd = mkostemp(temporary, O_CLOEXEC); /* mode 0600 */
    if (fd < 0)
        return strerror(errno);
    wrong = write_all(fd, bytes, length);
    if (wrong == NULL && fsync(fd) != 0)
        wrong = strerror(errno);
    if (close(fd) != 0 && wrong == NULL)
        wrong = strerror(errno);
    if (wrong == NULL && rename(temporary, path) != 0)
        wrong = strerror(errno);
    if (wrong != NULL)
        (void)unlink(temporary);
    return wrong;
}

/* A pipe, a device: written to, never replaced. */
static const char *
write_special(const char *path, const char *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    const char *wrong;

    if (fd < 0)
        return strerror(errno);
    wrong = write_all(fd, bytes, length);
    if (close(fd) != 0 && wrong == NULL)
        wrong = strerror(errno);
    return wrong;
}

/* A link is followed only to a regular file of the caller's own, or to
 * something that is written to and not replaced. */
static const char *
save_link(const char *path, const struct stat *link, const char *bytes,
          size_t length, struct arena *arena)
{
    struct stat status;
    const char *wrong = NULL;
    char *real;

    if (stat(path, &status) != 0)
        return "is a symbolic link to nothing";
    if (S_ISDIR(status.st_mode))
        return "is a directory";
    if (!S_ISREG(status.st_mode))
        return write_special(path, bytes, length);
    if (link->st_uid != geteuid() || status.st_uid != geteuid())
        return "is a symbolic link that leads to another owner's file";
    real = realpath(path, NULL);
    if (real == NULL)
        return strerror(errno);
    wrong = replace(real, bytes, length, arena);
    free(real);
    return wrong;
}

static const char *
save(const char *path, const char *bytes, size_t length, struct arena *arena)
{
    struct stat status;
    int fd = descriptor_of(path);

    if (fd >= 0)
        return write_all(fd, bytes, length);
    if (lstat(path, &status) != 0)
        return errno == ENOENT ? replace(path, bytes, length, arena)
                               : strerror(errno);
    if (S_ISLNK(status.st_mode))
        return save_link(path, &status, bytes, length, arena);
    if (S_ISDIR(status.st_mode))
        return "is a directory";
    if (!S_ISREG(status.st_mode))
        return write_special(path, bytes, length);
    return replace(path, bytes, length, arena);
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
