/* Each allocation of a run fails, once with the reports of an earlier run in
 * their places and once without. The program's copy dies of it (base/alloc.c);
 * here it is looked at what that leaves, before the program goes on. */
#include "base/diag.h"
#include "base/text.h"

#include "ends.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void
set_socket(const struct before *before)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%" PRIu64, before->number);
    (void)setenv("GRANTSCAN_FAIL_ALLOC", text, 1);
}

/* A copy is dead. What it said is taken away, so that the next one's is told
 * from it. */
static void
look(struct trial *trial, uint32_t point, int status)
{
    struct trial copy = *trial;

    copy.mem = (struct arena){0};
    copy.point = arena_print(&copy.mem, "allocation %" PRIu32, point);
    copy.err = trial_said(&copy);
    trial_ended(&copy, status);
    look_files(&copy, LEFT_NONE);
    look_said(&copy);
    if (copy.signalled || copy.status != 4)
        trial_wrong(&copy, "status %d", copy.status);
    if (!text_same(copy.err, "grantscan: out of memory\n"))
        trial_wrong(&copy, "said: %.200s", copy.err);
    trial->wrong = copy.wrong;
    for (size_t i = 0; i < FORMATS; i++)
        trial->whole[i] = copy.whole[i];
    trial_say_nothing(trial);
    arena_free(&copy.mem);
}

/* How many failed. */
static uint32_t
follow(struct trial *trial, int socket)
{
    uint32_t go_well = trial->world->every - 1, point = 1, n = 0;
    int status;

    while (read(socket, &status, sizeof status) == (ssize_t)sizeof status) {
        look(trial, point, status);
        n++;
        point += trial->world->every;
        if (write(socket, &go_well, sizeof go_well) != (ssize_t)sizeof go_well)
            die("the program does not hear");
    }
    return n;
}

static uint32_t
one_run(const struct world *world, enum command command, bool old,
        uint32_t *failed)
{
    struct trial trial = {
        .world = world, .command = command, .point = "in the end", .old = old};
    struct before before = {.act = set_socket};
    int pair[2];
    uint32_t n;
    pid_t pid;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair) != 0)
        die("no socket");
    trial_begin(&trial);
    before.number = (uint64_t)pair[1];
    trial.before = &before;
    pid = trial_start(&trial, trial_arguments(&trial, NULL));
    trial.before = NULL;
    (void)close(pair[1]);
    n = follow(&trial, pair[0]);
    (void)close(pair[0]);
    trial_wait(&trial, pid);
    look_files(&trial, LEFT_NONE);
    look_said(&trial);
    if (trial.status != world->usual[command])
        trial_wrong(&trial, "status %d", trial.status);
    *failed += trial.wrong;
    trial_end(&trial);
    return n;
}

uint32_t
ends_alloc(const struct world *world, uint32_t *failed)
{
    uint32_t sum = 0;

    for (enum command c = 0; c < COMMAND__N; c++) {
        uint32_t before = *failed, n = one_run(world, c, false, failed) +
                                       one_run(world, c, true, failed);

        if (n == 0) {
            (void)printf("%s: no allocation fails; configure with "
                         "--enable-torture\n",
                         world->grantscan);
            *failed += 1;
        }
        (void)printf("alloc: %s: %" PRIu32 " failed allocations, "
                     "%" PRIu32 " wrong\n",
                     command_words[c], n, *failed - before);
        sum += n;
    }
    return sum;
}
