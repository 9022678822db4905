/* The end of a scan: no right that a step was to tell of is left without a
 * word. Whatever a provider forgets is closed here. */
#include "base/index.h"
#include "rules/model/words.h"
#include "scanner/engine/scan.h"

/* A spare step that was not needed: the one that would have called for it was
 * answered, and did not. */
static bool
unneeded(const struct scan *scan, uint32_t i)
{
    const struct step *step = &scan->plan->step[i];

    return step->when != NULL && !scan->progress[i].wanted &&
           step->after != NO_STEP &&
           scan->progress[step->after].state == STEP_ANSWERED;
}

static void
close_step(struct scan *scan, uint32_t i, struct index *told)
{
    const struct step *step = &scan->plan->step[i];
    enum reason reason = scan_reason(scan, i);

    if (reason_verdict(reason) != VERDICT_UNKNOWN)
        reason = WHY_ABSENT; /* answered, but not about that */
    for (const char *const *right = step->answers;
         right != NULL && *right != NULL; right++) {
        if (index_put(told, basis_word(step->basis), *right, i) != i)
            continue;
        scan_observe(scan,
                     &(struct observation){
                         .right = *right,
                         .reason = reason,
                         .weak = step->basis == BASIS_READ && !step->settles,
                         .basis = step->basis,
                         .exchange = scan->progress[i].exchange,
                     });
    }
}

void
scan_close(struct scan *scan)
{
    struct index told = {.arena = &scan->scratch};
    uint32_t n = scan->n_observation;

    for (uint32_t i = 0; i < n; i++)
        (void)index_put(&told, basis_word(scan->observation[i].basis),
                        scan->observation[i].right, scan->plan->n);
    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (!unneeded(scan, i))
            close_step(scan, i, &told);
    arena_free(&scan->scratch);
}
