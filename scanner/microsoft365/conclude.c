/* The end of a scan: who was reached, or why there was no token to reach
 * anybody with. */
#include "base/text.h"
#include "scanner/microsoft365/microsoft365.h"

static void
close_reading(struct scan *scan, uint32_t step)
{
    struct ms_reading *reading = &microsoft365_state(scan)->reading[step];

    if (reading->heard)
        return;
    *reading = (struct ms_reading){.outcome = MS_NOT_DONE,
                                   .reason = scan_reason(scan, step),
                                   .exchange = scan->progress[step].exchange};
    if (reading->reason == WHY_GRANTED)
        reading->reason = WHY_ABSENT;
}

/* ---- mailboxes ----------------------------------------------------------- */

static void
tell_mailbox(struct scan *scan, uint32_t step, bool reached)
{
    const char *right = scan->plan->step[step].answers[0];
    const struct ms_reading *reading = &microsoft365_state(scan)->reading[step];
    struct observation seen = {.right = right,
                               .basis = BASIS_READ,
                               .reason = reading->reason,
                               .why = reading->why,
                               .said = reading->said,
                               .exchange = reading->exchange};
    bool spared = microsoft365_spared(scan->ruleset, right);

    switch (reading->outcome) {
    case MS_ALLOWED:
        seen.low = seen.high = 1;
        seen.reason = WHY_GRANTED;
        break;
    case MS_DENIED:
        seen.reason = WHY_GRANTED;
        break;
    case MS_POLICY:
        seen.reason = WHY_POLICY;
        break;
    case MS_EMPTY:
    case MS_UNCLEAR:
    case MS_NOT_DONE:
    case MS_OUTCOME__N:
        break;
    }
    if (spared && !reached) {
        seen.low = seen.high = 0;
        seen.reason = WHY_ABSENT;
        seen.why = "no calendar that has to be reached was, so a refusal of "
                   "this one proves nothing";
    }
    scan_observe(scan, &seen);
}

static void
tell_mailboxes(struct scan *scan)
{
    struct ms_reads reads = microsoft365_reads(scan, MS_MAILBOX);

    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->plan->step[i].probe == MS_MAILBOX)
            tell_mailbox(scan, i, reads.first[MS_ALLOWED] != NULL);
}

/* ---- no token
 * ---------------------------------------------------------------- */

/* Why there is none: the reason of the step that had to bring it. */
static enum reason
why_none(const struct scan *scan)
{
    enum reason reason = scan->stopped;

    for (uint32_t i = 0; i < scan->plan->n && reason == WHY_GRANTED; i++)
        if (scan->plan->step[i].probe <= MS_BY_RS256 &&
            scan->progress[i].state != STEP_ANSWERED &&
            (scan->plan->step[i].when == NULL || scan->progress[i].wanted))
            reason = scan_reason(scan, i);
    return reason == WHY_GRANTED ? WHY_NOT_PROBED : reason;
}

static bool
is_told(const struct scan *scan, const char *right)
{
    for (uint32_t i = 0; i < scan->n_observation; i++)
        if (text_same(scan->observation[i].right, right))
            return true;
    return false;
}

/* What depends on the token and was not told of. */
static void
tell_none(struct scan *scan)
{
    const char *const *right = NULL;
    enum reason reason = why_none(scan);

    for (uint32_t i = 0; i < scan->plan->n && right == NULL; i++)
        if (scan->plan->step[i].probe == MS_BY_SECRET)
            right = scan->plan->step[i].answers;
    for (; right != NULL && *right != NULL; right++)
        if (!is_told(scan, *right))
            scan_observe(scan, &(struct observation){.right = *right,
                                                     .reason = reason,
                                                     .basis = BASIS_DECLARED,
                                                     .exchange = NO_EXCHANGE});
}

static enum ms_outsiders
outsiders(const struct scan *scan)
{
    const struct microsoft365 *state = scan->state;
    enum ms_outsiders seen = MS_NOBODY;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        const struct step *step = &scan->plan->step[i];

        if (step->probe != MS_MAILBOX ||
            !microsoft365_spared(scan->ruleset, step->answers[0]))
            continue;
        if (seen == MS_NOBODY)
            seen = MS_NOT_SPARED;
        if (state->reading[i].outcome == MS_DENIED ||
            state->reading[i].outcome == MS_POLICY)
            seen = MS_SPARED;
    }
    return seen;
}

/* ---- the whole
 * ----------------------------------------------------------------- */

void
microsoft365_conclude(struct scan *scan)
{
    struct microsoft365 *state = microsoft365_state(scan);

    if (state->signer != NULL)
        microsoft365_tell_certificate(scan);
    signer_free(state->signer);
    state->signer = NULL;
    for (uint32_t i = 0; i < scan->plan->n; i++)
        close_reading(scan, i);
    if (!state->has_token) {
        tell_none(scan);
        return;
    }
    microsoft365_tell(scan);
    tell_mailboxes(scan);
    microsoft365_note(scan, outsiders(scan));
}
