/* What each answer means, as it comes in: who it goes to, and reads. */
#include "base/text.h"
#include "rules/model/scale.h"
#include "scanner/connectwise/connectwise.h"

struct connectwise *
connectwise_state(struct scan *scan)
{
    struct connectwise *state = scan->state;

    if (state != NULL)
        return state;
    state = arena_new(scan->mem, struct connectwise, 1);
    state->retried = arena_new(scan->mem, bool, scan->plan->n);
    state->missing = WHY_GRANTED;
    state->exchange = NO_EXCHANGE;
    scan->state = state;
    return state;
}

/* ---- reads --------------------------------------------------------------- */

static void
observe_read(struct scan *scan, uint32_t step, struct observation seen)
{
    seen.right = scan->plan->step[step].answers[0];
    seen.weak = true;
    seen.basis = BASIS_READ;
    seen.exchange = scan->progress[step].exchange;
    scan_observe(scan, &seen);
}

/* A path that is not there tells of the server's age, not of rights; an answer
 * that leads elsewhere is one that nobody can make sense of. */
static enum reason
read_reason(const struct answer *answer)
{
    if (answer->kind == ANSWER_NOT_OFFERED)
        return answer->status == 404 ? WHY_ABSENT : WHY_API_ERROR;
    if (answer->kind == ANSWER_ELSEWHERE)
        return answer->status / 100 == 3 ? WHY_INTERCEPTED : WHY_API_ERROR;
    return answer_reason(answer->kind);
}

/* One id was asked for: one row with an id, or none. None proves nothing: it
 * is also what is seen of other people's records with My. */
static void
hear_read(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const struct json *list = answer->json;
    int64_t id = 0;

    if (connectwise_denied(answer)) {
        observe_read(scan, step, (struct observation){.reason = WHY_GRANTED});
    } else if (answer->kind != ANSWER_OK) {
        observe_read(scan, step,
                     (struct observation){.reason = read_reason(answer)});
    } else if (list->kind != JSON_ARRAY || list->n > 1 ||
               (list->n == 1 &&
                (!json_integer(json_get_fold(&list->item[0], "id"), &id) ||
                 id < 0))) {
        observe_read(scan, step, (struct observation){.reason = WHY_GARBAGE});
    } else {
        observe_read(scan, step,
                     (struct observation){.low = list->n == 1 ? CW_MY : CW_NONE,
                                          .high = CW_ALL,
                                          .reason = WHY_GRANTED});
        scan_said(scan, step,
                  list->n == 1 ? "read allowed: one id came back"
                               : "read allowed: nothing to see, which proves "
                                 "nothing");
    }
}

/* -------------------------------------------------------------------------- */

void
connectwise_hear(struct scan *scan, uint32_t step, const struct answer *answer)
{
    static void (*const hear[CW_PROBE__N])(struct scan *, uint32_t,
                                           const struct answer *) = {
        [CW_LOOK_UP] = connectwise_hear_look_up,
        [CW_LOOK_AGAIN] = connectwise_hear_again,
        [CW_HELLO] = connectwise_hear_hello,
        [CW_ROLE] = connectwise_hear_role,
        [CW_ITEMS] = connectwise_hear_items,
        [CW_MEMBER] = connectwise_hear_member,
        [CW_MEMBER_LESS] = connectwise_hear_member,
        [CW_CALLBACKS] = connectwise_hear_callbacks,
        [CW_READ] = hear_read,
    };
    struct progress *progress = &scan->progress[step];

    if (scan->plan->step[step].auth != AUTH_NONE &&
        connectwise_lost(scan, step, answer))
        return;
    /* The server gave up on a query of its own [code: pyconnectwise]. */
    if (answer->status == 500 && answer->kind == ANSWER_UNAVAILABLE &&
        answer->said != NULL && text_has_fold(answer->said, "timeout"))
        progress->reason = WHY_TIMEOUT;
    hear[scan->plan->step[step].probe](scan, step, answer);
}
