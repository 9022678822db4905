/* A signal after a given system call, by ptrace: every moment at which the
 * outside can have changed, without a clock. */
#include "ends.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

bool
trace_child(void)
{
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 && raise(SIGSTOP) == 0;
}

/* What a system call is, without a look into memory. (Where poll is no call of
 * its own, waiting is not told from asking, and nothing is said of it.) */
enum sort { SORT_OTHER, SORT_SEND, SORT_WAIT };

static enum sort
sort_of(pid_t pid)
{
    struct __ptrace_syscall_info info;
    void *size = (void *)sizeof info;

    if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, size, &info) <= 0 ||
        info.op != PTRACE_SYSCALL_INFO_ENTRY)
        return SORT_OTHER;
    switch (info.entry.nr) {
    case SYS_sendto:
    case SYS_sendmsg:
    case SYS_connect:
        return SORT_SEND;
#ifdef SYS_poll
    case SYS_poll: /* libcurl also asks without waiting, in between */
        return (int)info.entry.args[2] != 0 ? SORT_WAIT : SORT_OTHER;
#endif
    default:
        return SORT_OTHER;
    }
}

struct tracing {
    bool entering; /* the next stop is at the end of a call */
    bool heard;    /* it has waited since, so it had to look at the signal */
    uint32_t given;
};

/* At the beginning of a call; what is given here arrives when it is over. */
static void
at_call(struct trial *trial, struct tracing *t, pid_t pid)
{
    enum sort sort = sort_of(pid);

    trial->calls++;
    if (trial->calls == trial->at ||
        (trial->again > 0 && trial->calls == trial->at + trial->again)) {
        trial->reached = true;
        t->given++;
        (void)kill(pid, trial->signal);
        return;
    }
    if (t->given == 0)
        return;
    if (t->heard && sort == SORT_SEND)
        trial->later++;
    t->heard = t->heard || sort == SORT_WAIT;
}

/* Gives the signal that the program is to see. */
static int
at_stop(struct trial *trial, struct tracing *t, pid_t pid, int status)
{
    if (WSTOPSIG(status) != (SIGTRAP | 0x80))
        return WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
    t->entering = !t->entering;
    if (t->entering)
        at_call(trial, t, pid);
    return 0;
}

void
trace_run(struct trial *trial, pid_t pid)
{
    struct tracing t = {0};
    int status = 0, deliver = 0;
    long how = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;

    if (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status) &&
        ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)how) == 0)
        (void)ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
    while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status)) {
        deliver = at_stop(trial, &t, pid, status);
        (void)ptrace(PTRACE_SYSCALL, pid, NULL, (void *)(long)deliver);
    }
    trial->signalled = WIFSIGNALED(status);
    trial->status =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
