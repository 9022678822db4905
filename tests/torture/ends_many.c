/* Many trials, several at a time. */
#include "base/diag.h"

#include "ends.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOBS_MAX = 64, BEYOND = 3 };

/* How a job ends. */
enum { JOB_GOOD, JOB_BAD, JOB_BEYOND };

/* In a process of its own; its complaints come out in one piece. */
_Noreturn static void
work(const struct many *many, uint32_t point)
{
    static char lines[1 << 16];
    struct trial trial = {
        .world = many->world, .command = many->command, .old = point % 2 == 0};
    int end = JOB_GOOD;

    (void)signal(SIGTERM, SIG_DFL);
    (void)signal(SIGINT, SIG_DFL);
    (void)setvbuf(stdout, lines, _IOFBF, sizeof lines);
    many->one(&trial, point, many->what);
    if (trial.wrong > 0)
        end = JOB_BAD;
    else if (!trial.reached)
        end = JOB_BEYOND;
    trial_end(&trial);
    (void)fflush(stdout);
    _exit(end);
}

struct state {
    uint32_t running, done, beyond, failed;
};

static void
wait_one(struct state *state)
{
    int status;

    if (waitpid(-1, &status, 0) <= 0)
        die("a job is lost");
    state->running--;
    state->done++;
    if (!WIFEXITED(status) || WEXITSTATUS(status) == JOB_BAD)
        state->failed++;
    else if (WEXITSTATUS(status) == JOB_BEYOND)
        state->beyond++;
}

/* The simulator is a child too, but outlives all of them. */
uint32_t
many_run(const struct many *many, uint32_t *failed)
{
    struct state state = {0};
    uint32_t point = 1;

    while (many->last > 0 ? point <= many->last : state.beyond < BEYOND) {
        pid_t pid;

        while (state.running >= many->world->jobs)
            wait_one(&state);
        (void)fflush(stdout);
        pid = fork();
        if (pid < 0)
            die("no process for a trial");
        if (pid == 0)
            work(many, point);
        state.running++;
        point += many->world->every;
    }
    while (state.running > 0)
        wait_one(&state);
    *failed += state.failed;
    return state.done - (many->last > 0 ? 0 : state.beyond);
}
