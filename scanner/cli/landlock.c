/* Landlock, by the numbers of its system calls: neither the C library nor the
 * kernel's headers of the machine it is built on need to know it.
 * [landlock(7); linux/landlock.h] */
#include "scanner/cli/landlock.h"
#include "base/file.h"
#include "base/text.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The same on every architecture. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };
enum { ASK_VERSION = 1, PATH_BENEATH = 1 };

enum {
    EXECUTE = 1 << 0,
    WRITE_FILE = 1 << 1,
    READ_FILE = 1 << 2,
    READ_DIR = 1 << 3,
    REMOVE_FILE = 1 << 5,
    MAKE_REG = 1 << 8,
    ALL_OF_FIRST = (1 << 13) - 1, /* up to MAKE_SYM */
    REFER = 1 << 13,              /* version 2 */
    TRUNCATE = 1 << 14,           /* version 3 */
    IOCTL_DEV = 1 << 15,          /* version 5 */
    BIND_TCP = 1 << 0             /* of the network; version 4 */
};

/* As the kernel has them; a version takes as much of it as it knows. */
struct ruleset_attr {
    uint64_t files, net;
};

struct path_attr {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

struct fence {
    int fd;
    uint64_t handled;
};

/* What the C library's name resolution, libcurl and OpenSSL open in the
 * middle of a scan. A file is replaced while we run: its folder counts, where
 * that holds nothing else. Modules of nsswitch.conf have places of their
 * own. */
static const char *const readable[] = {
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/host.conf",
    "/etc/nsswitch.conf",
    "/etc/gai.conf",
    "/etc/services",
    "/etc/protocols",
    "/etc/networks",
    "/etc/mdns.allow",
    "/etc/localtime",
    "/etc/ld.so.cache",
    "/etc/ssl",
    "/etc/pki",
    "/etc/ca-certificates",
    "/etc/crypto-policies",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/ca-certificates",
    "/usr/local/share/ca-certificates",
    "/usr/share/zoneinfo",
    "/usr/share/locale",
    "/lib",
    "/lib64",
    "/nix/store",
    "/gnu/store",
    "/run/systemd/resolve",
    "/run/systemd/machines",
    "/run/resolvconf",
    "/run/NetworkManager",
    "/run/nscd",
    "/var/lib/sss",
    "/var/lib/misc",
    "/var/lib/extrausers",
    "/sys/devices/system/cpu",
    "/proc/sys",
    "/proc/self",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
#ifdef ARENA_DEBUG
    "/proc", /* the sanitizers' */
#endif
};

static bool
exists_as_folder(int fd)
{
    return faccessat(fd, ".", F_OK, 0) == 0;
}

/* What is not there needs no rule; what the kernel refuses stays closed. */
static void
allow(const struct fence *fence, const char *path, uint64_t what)
{
    const uint64_t of_files =
        EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;
    struct path_attr rule = {.allowed = what & fence->handled};

    rule.parent = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent < 0)
        return;
    if (!exists_as_folder(rule.parent))
        rule.allowed &= of_files;
    (void)syscall(ADD_RULE, fence->fd, PATH_BENEATH, &rule, 0);
    (void)close(rule.parent);
}

/* The target of /etc/resolv.conf is renamed over when the network changes;
 * the folder that it is in then is not /etc. */
static void
allow_moving(const struct fence *fence, const char *path, struct arena *arena)
{
    char *real = realpath(path, NULL);

    if (real != NULL && !text_starts(real, "/etc/"))
        allow(fence, file_folder(arena_text(arena, real), arena),
              READ_FILE | READ_DIR);
    free(real);
}

static void
allow_outputs(const struct fence *fence, const struct outputs *outputs,
              struct arena *arena)
{
    for (uint32_t i = 0; i < outputs->n; i++) {
        bool folder;
        const char *path = outputs_written(outputs, i, &folder, arena);

        if (path != NULL)
            allow(fence, path,
                  folder ? WRITE_FILE | TRUNCATE | MAKE_REG | REMOVE_FILE
                         : WRITE_FILE | TRUNCATE | IOCTL_DEV);
    }
    if (outputs->odd != NULL)
        allow(fence, outputs->odd,
              WRITE_FILE | TRUNCATE | MAKE_REG | REMOVE_FILE);
}

static struct ruleset_attr
handled_by(int version)
{
    struct ruleset_attr attr = {ALL_OF_FIRST, 0};

    attr.files |= version >= 2 ? REFER : 0;
    attr.files |= version >= 3 ? TRUNCATE : 0;
    attr.files |= version >= 5 ? IOCTL_DEV : 0;
    attr.net = version >= 4 ? BIND_TCP : 0;
    return attr;
}

int
landlock_begin(const struct outputs *outputs, const char *const *trust,
               struct arena *arena)
{
    int version = (int)syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
    struct ruleset_attr attr = handled_by(version);
    struct fence fence = {-1, attr.files};
    bool good;

    if (version >= 1)
        fence.fd =
            (int)syscall(CREATE_RULESET, &attr,
                         version >= 4 ? sizeof attr : sizeof attr.files, 0);
    if (fence.fd < 0) {
        note("landlock: not here");
        return 0;
    }
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
        allow(&fence, readable[i], READ_FILE | READ_DIR);
    for (; *trust != NULL; trust++)
        allow(&fence, *trust, READ_FILE | READ_DIR);
    allow_moving(&fence, "/etc/resolv.conf", arena);
    allow(&fence, "/dev/null", READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV);
    allow_outputs(&fence, outputs, arena);
    good = prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) == 0 &&
           syscall(RESTRICT_SELF, fence.fd, 0) == 0;
    (void)close(fence.fd);
    if (good)
        note("landlock: on (ABI %d)", version);
    else
        note("landlock: not here");
    return good ? version : 0;
}
