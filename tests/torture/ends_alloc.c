/* The n-th allocation of a run fails, for every n. */
#include "base/text.h"

#include "ends.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
set_number(const struct before *before)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%" PRIu64, before->number);
    (void)setenv("GRANTSCAN_FAIL_ALLOC", text, 1);
}

static void
one(struct trial *trial, uint32_t point, const void *what)
{
    struct before before = {.act = set_number, .number = point};

    (void)what;
    trial->point = arena_print(&trial->mem, "allocation %" PRIu32, point);
    trial->before = &before;
    trial_begin(trial);
    trial_run(trial, trial_arguments(trial, NULL));
    trial->before = NULL;
    trial->reached = trial->status == 4;
    look_files(trial, LEFT_NONE);
    look_said(trial);
    if (trial->signalled || (trial->status > 2 && trial->status != 4))
        trial_wrong(trial, "status %d", trial->status);
    if (trial->reached && !text_same(trial->err, "grantscan: out of memory\n"))
        trial_wrong(trial, "said: %.200s", trial->err);
}

uint32_t
ends_alloc(const struct world *world, uint32_t *failed)
{
    uint32_t sum = 0;

    for (enum command c = 0; c < COMMAND__N; c++) {
        struct many many = {.world = world, .command = c, .one = one};
        uint32_t before = *failed, n = many_run(&many, failed);

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
