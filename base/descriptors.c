/* File descriptors. */
#include "base/descriptors.h"
#include "base/diag.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { MOST = 64 };

static bool was_closed[STDERR_FILENO + 1];

/* Not to be read from, and not to be written to: a report that goes nowhere is
 * an error still. */
void
descriptors_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        was_closed[fd] = fcntl(fd, F_GETFD) < 0 && errno == EBADF;
        if (was_closed[fd] &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
            die("/dev/null cannot be opened");
    }
}

bool
descriptors_was_closed(int fd)
{
    return fd >= STDIN_FILENO && fd <= STDERR_FILENO && was_closed[fd];
}

void
descriptors_check(int error)
{
    if (error == EMFILE || error == ENFILE)
        die("no file descriptors are left%s",
            error == EMFILE ? " (ulimit -n)" : " on this machine");
}

void
descriptors_need(unsigned n)
{
    int fd[MOST];
    unsigned got = 0;
    int error = 0;

    if (n > MOST)
        unreachable("so many descriptors are not counted");
    while (got < n && error == 0) {
        fd[got] = open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (fd[got] < 0)
            error = errno;
        else
            got++;
    }
    for (unsigned i = 0; i < got; i++)
        (void)close(fd[i]);
    if (error == EMFILE || error == ENFILE)
        die("no file descriptors are left: %u more are needed, and there are "
            "%u (ulimit -n)",
            n, got);
}
