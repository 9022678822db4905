/* A signal after the n-th system call of a run, for every n. */
#include "ends.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

struct row {
    const char *name;
    int number;
    uint32_t again;     /* the same again, so many system calls later */
    uint32_t most_left; /* files that may be left behind */
};

static const struct row rows[] = {
    {"INT", SIGINT, 0, LEFT_NONE},       {"TERM", SIGTERM, 0, LEFT_NONE},
    {"HUP", SIGHUP, 0, LEFT_NONE},       {"KILL", SIGKILL, 0, LEFT_ONE},
    {"INT twice", SIGINT, 3, LEFT_NONE},
};

enum { ROWS = sizeof rows / sizeof *rows };

/* In the beginning, before anything is set up, the signal itself ends it. */
static void
look_status(struct trial *trial, const struct row *row)
{
    bool fine = trial->status == 130 || trial->status == 128 + row->number;

    /* It came when all was done, or there was nothing to interrupt. */
    if (row->number != SIGKILL && !trial->signalled && trial->status <= 2)
        fine = true;
    if (!fine)
        trial_wrong(trial, "status %d", trial->status);
    if (row->number == SIGKILL && !trial->signalled)
        trial_wrong(trial, "lives on: status %d", trial->status);
    if (trial->later > 0)
        trial_wrong(trial, "sends %" PRIu32 " times after the signal",
                    trial->later);
}

static void
one(struct trial *trial, uint32_t point, const void *what)
{
    const struct row *row = what;

    trial->point = arena_print(&trial->mem, "%s at system call %" PRIu32,
                               row->name, point);
    trial->signal = row->number;
    trial->at = point;
    trial->again = row->again;
    trial_begin(trial);
    trial_run(trial, trial_arguments(trial, NULL));
    if (!trial->reached && trial->status <= 2) {
        look_files(trial, LEFT_NONE);
        return;
    }
    look_files(trial, row->most_left);
    look_said(trial);
    look_status(trial, row);
}

/* One run that is traced and not disturbed. */
static bool
may_trace(const struct world *world)
{
    struct trial trial = {.world = world,
                          .command = COMMAND_REPORT,
                          .point = "traced",
                          .signal = SIGINT};
    bool fine;

    trial_begin(&trial);
    trial_run(&trial, trial_arguments(&trial, NULL));
    fine = trial.calls > 0 && trial.status <= 2;
    trial_end(&trial);
    return fine;
}

uint32_t
ends_signal(const struct world *world, uint32_t *failed)
{
    uint32_t sum = 0;

    /* Its own way of looking for leaks is by tracing as well. */
    (void)setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    if (!may_trace(world)) {
        (void)printf("signal: not tried: nothing can be traced here\n");
        return 0;
    }
    for (enum command c = 0; c < COMMAND__N; c++)
        for (size_t i = 0; i < ROWS; i++) {
            struct many many = {
                .world = world, .command = c, .what = &rows[i], .one = one};
            uint32_t before = *failed, n = many_run(&many, failed);

            (void)printf("signal: %s: %s at %" PRIu32 " moments, %" PRIu32
                         " wrong\n",
                         command_words[c], rows[i].name, n, *failed - before);
            sum += n;
        }
    return sum;
}
