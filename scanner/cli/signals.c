/* What becomes of signals. */
#include "scanner/cli/signals.h"
#include "base/file.h"
#include "scanner/cli/options.h"
#include "scanner/engine/secret_prompt.h"

#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t in_order, stop;

static void
on_interruption(int number)
{
    (void)number;
    if (in_order != 0 && stop == 0) {
        stop = 1;
        return;
    }
    file_abandon();
    secret_prompt_restore();
    _exit(EXIT_INTERRUPTED);
}

/* These are no interruption by a person: the parent learns which it was. */
static void
on_end(int number)
{
    file_abandon();
    secret_prompt_restore();
    (void)raise(number); /* SA_RESETHAND: now it ends the program */
}

/* What the parent has chosen to ignore stays ignored, as with nohup. */
static void
hear(int number, const struct sigaction *action)
{
    struct sigaction before;

    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        (void)sigaction(number, action, NULL);
}

void
signals_begin(void)
{
    static const int ending[] = {SIGQUIT, SIGALRM,   SIGUSR1, SIGUSR2,
                                 SIGXCPU, SIGVTALRM, SIGPROF, SIGPOLL};
    struct sigaction interruption = {.sa_handler = on_interruption};
    struct sigaction end = {.sa_handler = on_end};

    (void)sigfillset(&interruption.sa_mask);
    end.sa_flags = (int)SA_RESETHAND;
    (void)sigaction(SIGINT, &interruption, NULL);
    (void)sigaction(SIGTERM, &interruption, NULL);
    hear(SIGHUP, &interruption);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        hear(ending[i], &end);
    (void)signal(SIGCHLD, SIG_DFL); /* else nobody could wait for a child */
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
}

const volatile sig_atomic_t *
signals_scan(void)
{
    in_order = 1;
    return &stop;
}
