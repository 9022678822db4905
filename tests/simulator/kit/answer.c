/* One request from its arrival to its answer. */
#include "tests/simulator/kit/kit.h"

#include <string.h>

void
answer_text(struct call *call, unsigned status, const char *type,
            const char *body)
{
    call->answer = (struct answer){.ready = true,
                                   .status = status,
                                   .type = type,
                                   .body = body,
                                   .length = strlen(body),
                                   .close_after = -1};
}

void
answer_json(struct call *call, unsigned status, const struct json *root)
{
    struct out out = {.limit = 0};

    json_print(root, false, &out);
    answer_text(call, status, "application/json; charset=utf-8",
                arena_text(&call->arena, out_string(&out)));
    out_free(&out);
}

void
answer_header(struct call *call, const char *name, const char *value)
{
    if (call->headers == NULL)
        call->headers = json_new_object(&call->arena);
    json_set_text(&call->arena, call->headers, name, value);
    call->answer.headers = call->headers;
}

static void
decide(struct call *call)
{
    const struct simulator *simulator = call->sim->simulator;

    fault_check(call);
    for (size_t i = 0; simulator->before[i] != NULL; i++) {
        if (call->answer.ready)
            return;
        simulator->before[i](call);
    }
    if (call->answer.ready)
        return;
    if (call->route != NULL)
        call->route->handler(call);
    else
        simulator->missing(call);
}

void
call_answer(struct call *call)
{
    const struct simulator *simulator = call->sim->simulator;

    call->about = arena_new(&call->arena, max_align_t,
                            (simulator->about_size + sizeof(max_align_t) - 1) /
                                sizeof(max_align_t));
    call->endpoint = "";
    call->below = call->path;
    if (simulator->arrive != NULL)
        simulator->arrive(call);
    simulator->authenticate(call);
    route_call(call);
    if (!call->answer.ready) /* a body too big has been answered already */
        decide(call);
    if (simulator->never != NULL)
        simulator->never(call);
    if (simulator->after != NULL)
        simulator->after(call);
    latency_wait(call);
    slot_give(call);
    call->end = sim_event(call->sim);
    log_call(call);
}
