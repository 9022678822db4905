/* The command that prints credentials: a session of its own, so that all of it
 * can be ended; no terminal, nothing to read, no secret in its environment,
 * and signals as they are at first. */
#include "scanner/engine/secret_command.h"
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAIT_MS = 60000, GLANCE_MS = 100 };

struct run {
    const struct secret_source *source;
    pid_t pid;
    int fd;
    int64_t until;
    bool late, stopped;
};

/* ---- the child ----------------------------------------------------------- */

static void
reset_signals(void)
{
    sigset_t none;

    for (int i = 1; i < NSIG; i++)
        (void)signal(i, SIG_DFL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

_Noreturn static void
become(const struct secret_source *source, int end, pid_t parent)
{
    int nothing = open("/dev/null", O_RDONLY);

    reset_signals();
    (void)setsid();
    (void)prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL, 0L, 0L, 0L);
    if (getppid() != parent || nothing < 0 || dup2(nothing, 0) < 0 ||
        dup2(end, 1) < 0)
        _exit(127);
    if (nothing > 2)
        (void)close(nothing);
    if (source->hide != NULL)
        secrets_forget(source->hide);
    (void)execl("/bin/sh", "sh", "-c", source->command, (char *)NULL);
    _exit(127);
}

static bool
spawn(struct run *run)
{
    pid_t self = getpid();
    int end[2];

    if (pipe2(end, O_CLOEXEC) != 0)
        return false;
    run->pid = fork();
    if (run->pid == 0)
        become(run->source, end[1], self);
    (void)close(end[1]);
    run->fd = end[0];
    if (run->pid < 0)
        (void)close(end[0]);
    return run->pid > 0;
}

/* ---- waiting ------------------------------------------------------------- */

static bool
is_over(struct run *run)
{
    if (run->source->stop != NULL && *run->source->stop != 0)
        run->stopped = true;
    else if (clock_ms() >= run->until)
        run->late = true;
    return run->stopped || run->late;
}

/* To the end of what it prints, or so much that it is too much. */
static void
drain(struct run *run, struct out *out)
{
    char bytes[4096];

    while (!is_over(run)) {
        struct pollfd there = {.fd = run->fd, .events = POLLIN};
        ssize_t n;

        if (poll(&there, 1, GLANCE_MS) <= 0)
            continue;
        n = read(run->fd, bytes, sizeof bytes);
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
        if (n > 0 && !out_bytes(out, bytes, (size_t)n))
            break;
    }
    explicit_bzero(bytes, sizeof bytes);
    (void)close(run->fd);
}

/* Its status, once it has ended by itself or was made to. */
static int
wait_for(struct run *run, bool kill_now)
{
    int status = 0;
    pid_t got;

    while (!kill_now && !is_over(run)) {
        got = waitpid(run->pid, &status, WNOHANG);
        if (got == run->pid)
            return status;
        if (got < 0 && errno != EINTR)
            die("the credentials command cannot be waited for: %s",
                strerror(errno));
        (void)poll(NULL, 0, 5);
    }
    (void)kill(-run->pid, SIGKILL);
    (void)kill(run->pid, SIGKILL); /* before it has a session of its own */
    while (waitpid(run->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

bool
secret_command(const struct secret_source *source, struct out *out,
               struct diags *diags)
{
    struct run run = {.source = source};
    uint32_t wait = source->wait_ms > 0 ? source->wait_ms : WAIT_MS;
    int status;

    run.until = clock_ms() + wait;
    if (!spawn(&run)) {
        diag_add(diags, 0, 0, "the credentials command cannot be run: %s",
                 strerror(errno));
        return false;
    }
    drain(&run, out);
    status = wait_for(&run, out->failed);
    if (out->failed)
        diag_add(diags, 0, 0, "the credentials command prints too much");
    else if (run.stopped)
        diag_add(diags, 0, 0, "the credentials command was interrupted");
    else if (run.late)
        diag_add(diags, 0, 0,
                 "the credentials command did not end within %u seconds "
                 "(it cannot ask anybody: it has no terminal)",
                 (unsigned)((wait + 999) / 1000));
    else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        diag_add(diags, 0, 0, "the credentials command failed (%s %d)",
                 WIFEXITED(status) ? "status" : "signal",
                 WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    else
        return true;
    return false;
}
