/* Reading whole files. Beside save.c the only place that opens files. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
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
    /* O_NONBLOCK: a named pipe without a writer is not waited for. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    const char *wrong = fd < 0 ? strerror(errno) : not_private(fd);

    if (wrong == NULL)
        wrong = read_all(fd, cap, arena, text);
    return read_done(fd, path, wrong, diags);
}
