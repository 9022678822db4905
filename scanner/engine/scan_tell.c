/* What providers tell the engine while they hear answers. */
#include "base/text.h"
#include "rules/model/words.h"
#include "scanner/engine/scan.h"

#include <string.h>

enum { SAID_CAP = 300 }; /* bytes kept of a text from an answer */

void
scan_stop(struct scan *scan, enum reason reason, const char *text)
{
    if (scan->stopped != WHY_GRANTED)
        return;
    scan->stopped = reason;
    scan->stop_text = text;
}

/* A full stop, unless the text ends a sentence by itself. */
static const char *
stop_of(const char *text)
{
    return text_ends(text, ".") || text_ends(text, "!") || text_ends(text, "?")
               ? ""
               : ".";
}

void
scan_stop_at(struct scan *scan, uint32_t step, const struct answer *answer,
             const char *what)
{
    uint32_t exchange = scan->progress[step].exchange;
    const char *note =
        exchange != NO_EXCHANGE ? scan->exchange[exchange].note : NULL;
    enum reason reason = answer_reason(answer->kind);
    const char *status = "";
    const char *why = answer->cause;

    if (reason == WHY_GRANTED)
        reason = WHY_GARBAGE;
    if (answer->status > 0 && why == NULL)
        status = arena_print(scan->mem, " (HTTP %d)", answer->status);
    if (why == NULL)
        why = arena_print(scan->mem, "%s%s%s", reason_about(reason),
                          note != NULL ? ": " : "", note != NULL ? note : "");
    scan_stop(scan, reason,
              arena_print(scan->mem, "%s failed%s: %s%s", what, status, why,
                          stop_of(why)));
}

void
scan_know(struct scan *scan, const char *name, const char *value)
{
    session_know(&scan->session, name, value);
}

void
scan_want(struct scan *scan, uint32_t step)
{
    struct progress *progress = &scan->progress[step];

    if (!progress->wanted)
        scan->stage[scan->plan->step[step].stage].total++;
    progress->wanted = true;
}

void
scan_observe(struct scan *scan, const struct observation *observation)
{
    scan->observation =
        arena_grow(scan->mem, scan->observation, scan->n_observation,
                   &scan->observation_capacity);
    scan->observation[scan->n_observation++] = *observation;
}

void
scan_doubt(struct scan *scan, uint32_t step, const char *right,
           enum reason reason)
{
    scan_observe(scan, &(struct observation){
                           .right = right,
                           .reason = reason,
                           .basis = BASIS_DECLARED,
                           .exchange = scan->progress[step].exchange,
                       });
}

void
scan_accepted(struct scan *scan, uint32_t step, const char *right)
{
    scan_observe(scan, &(struct observation){
                           .right = right,
                           .low = 1,
                           .high = 1,
                           .reason = WHY_GRANTED,
                           .basis = BASIS_DECLARED,
                           .said = "accepted",
                           .exchange = scan->progress[step].exchange,
                       });
}

void
scan_found(struct scan *scan, const char *name, const char *section,
           enum risk risk)
{
    for (uint32_t i = 0; i < scan->n_found; i++)
        if (text_same(scan->found[i].name, name))
            return;
    scan->found = arena_grow(scan->mem, scan->found, scan->n_found,
                             &scan->found_capacity);
    scan->found[scan->n_found++] = (struct found){name, section, risk};
}

void
scan_trait(struct scan *scan, const char *label, const char *value,
           bool identity)
{
    struct target *target = &scan->target;
    struct trait *all;

    if (value == NULL || value[0] == '\0')
        return;
    all = arena_new(scan->mem, struct trait, target->n_trait + (size_t)1);
    for (uint32_t i = 0; i < target->n_trait; i++)
        all[i] = target->trait[i];
    all[target->n_trait++] = (struct trait){label, value, identity};
    target->trait = all;
}

void
scan_note(struct scan *scan, const char *text)
{
    for (uint32_t i = 0; i < scan->n_note; i++)
        if (text_same(scan->note[i], text))
            return;
    scan->note =
        arena_grow(scan->mem, scan->note, scan->n_note, &scan->note_capacity);
    scan->note[scan->n_note++] = text;
}

const char *
scan_keep(struct scan *scan, const char *text)
{
    if (text == NULL)
        return NULL;
    text = session_scrub(&scan->session, text, &scan->scratch);
    return text_clean(scan->mem, text, strlen(text), SAID_CAP);
}

void
scan_said(struct scan *scan, uint32_t step, const char *text)
{
    if (scan->progress[step].exchange != NO_EXCHANGE)
        scan->exchange[scan->progress[step].exchange].note = text;
}

int64_t
scan_clock(const struct scan *scan)
{
    int64_t now = scan->transport->now_ms(scan->transport->ctx);

    return scan->options->clock + (now - scan->options->clock_at) / 1000;
}

/* Under a minute is the time an answer takes, and no fault of a clock. */
const char *
scan_clock_says(struct scan *scan, const struct answer *answer)
{
    int64_t ahead = scan_clock(scan) - answer->date;
    int64_t seconds = ahead < 0 ? -ahead : ahead, minutes = seconds / 60;

    if (answer->date == 0)
        return NULL;
    if (minutes == 0)
        return "The clock of this machine agrees with the server's.";
    return arena_print(scan->mem,
                       "The clock of this machine is %lld minute%s %s that of "
                       "the server (%lld seconds).",
                       (long long)minutes, minutes == 1 ? "" : "s",
                       ahead < 0 ? "behind" : "ahead of", (long long)seconds);
}

enum reason
scan_reason(const struct scan *scan, uint32_t step)
{
    const struct progress *progress = &scan->progress[step];

    switch (progress->state) {
    case STEP_HELD:
    case STEP_ANSWERED:
    case STEP_DROPPED:
        return progress->reason;
    case STEP_WAITING:
    case STEP_IN_FLIGHT:
        break;
    }
    return scan->stopped != WHY_GRANTED ? scan->stopped : WHY_NOT_PROBED;
}

const struct dialect *
scan_dialect(const struct scan *scan, uint32_t step)
{
    const struct dialect *own = scan->plan->step[step].dialect;

    return own != NULL ? own : scan->provider->dialect;
}
