/* Processes that a sweep starts, and the end of each. */
#include "process.h"

#include "base/diag.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { START_MS = 60000, STEP_MS = 2 };

int64_t
process_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
send_to(const char *path, int fd)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    if (file < 0 || dup2(file, fd) < 0)
        _exit(127);
    (void)close(file);
}

pid_t
process_start(const char *const *argv, const char *out, const char *err)
{
    pid_t pid = fork();

    if (pid < 0)
        die("no process for %s", argv[0]);
    if (pid == 0) {
        int null = open("/dev/null", O_RDONLY);

        (void)dup2(null, STDIN_FILENO);
        send_to(out, STDOUT_FILENO);
        send_to(err, STDERR_FILENO);
        (void)execv(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    return pid;
}

bool
process_end(pid_t pid, int64_t ms, int *status)
{
    int64_t until = process_now() + ms;

    while (waitpid(pid, status, WNOHANG) == 0) {
        if (process_now() > until) {
            (void)kill(pid, SIGKILL);
            (void)waitpid(pid, status, 0);
            return false;
        }
        (void)poll(NULL, 0, STEP_MS);
    }
    return true;
}

int
process_port(const char *path)
{
    for (int64_t until = process_now() + START_MS; process_now() < until;) {
        FILE *file = fopen(path, "re");
        int port = 0;

        if (file != NULL) {
            if (fscanf(file, "%d", &port) != 1)
                port = 0;
            (void)fclose(file);
        }
        if (port > 0)
            return port;
        (void)poll(NULL, 0, STEP_MS);
    }
    die("nobody listens: %s", path);
}
