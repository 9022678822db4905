/* Which file a path means, however it is spelled. */
#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

const char *
file_folder(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return ".";
    if (slash == path)
        return "/";
    return arena_slice(arena, path, (size_t)(slash - path));
}

/* What is not there yet is known by its folder and its name in it. */
static struct file_place
place_of_new(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    struct stat folder;

    if (errno != ENOENT || stat(file_folder(path, arena), &folder) != 0)
        return (struct file_place){.kind = PLACE_UNKNOWN};
    return (struct file_place){.kind = PLACE_NEW,
                               .device = folder.st_dev,
                               .inode = folder.st_ino,
                               .name = slash != NULL ? slash + 1 : path};
}

struct file_place
file_place(const char *path, bool output, struct arena *arena)
{
    int fd = output                 ? file_descriptor(path)
             : text_same(path, "-") ? STDIN_FILENO
                                    : -1;
    struct stat status;

    if ((fd >= 0 ? fstat(fd, &status) : stat(path, &status)) != 0)
        return place_of_new(path, arena);
    return (struct file_place){.kind = S_ISREG(status.st_mode) ? PLACE_FILE
                                       : S_ISCHR(status.st_mode) &&
                                               status.st_rdev == makedev(1, 3)
                                           ? PLACE_NOWHERE
                                           : PLACE_SPECIAL,
                               .device = status.st_dev,
                               .inode = status.st_ino};
}

bool
file_same(const struct file_place *a, const struct file_place *b)
{
    return a->kind == b->kind && a->kind != PLACE_UNKNOWN &&
           a->kind != PLACE_NOWHERE && a->device == b->device &&
           a->inode == b->inode && text_same(a->name, b->name);
}
