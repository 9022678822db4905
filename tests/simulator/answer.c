/* One request from its arrival to its answer: the steps in the order in which
 * a real tenant takes them, each of which may answer; then what the route
 * asks for. */
#include "base/text.h"
#include "tests/simulator/sim.h"

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
answer_error(struct call *call, unsigned status, const char *format, ...)
{
    struct json *root = json_new_object(&call->arena), *errors;
    va_list list;

    va_start(list, format);
    errors = json_set_array(&call->arena, root, "errors");
    json_push_text(&call->arena, errors,
                   arena_vprint(&call->arena, format, list));
    va_end(list);
    answer_json(call, status, root);
}

/* The zone is told to anybody who names the user. */
static void
zone_check(struct call *call)
{
    if (call->route.kind == ROUTE_UTILITY &&
        call->route.utility == UTILITY_ZONE)
        answer_utility(call);
}

/* Outside the service nobody asks for a login. */
static void
outside_check(struct call *call)
{
    if (!text_same_fold(
            arena_slice(&call->arena, call->path,
                        strnlen(call->path, strlen("/ATServicesRest/"))),
            "/ATServicesRest/"))
        answer_text(call, 404, "text/plain", "not found\n");
}

static void
message(struct call *call, unsigned status, const char *text)
{
    struct json *root = json_new_object(&call->arena);

    json_set_text(&call->arena, root, "Message", text);
    answer_json(call, status, root);
}

static void
answer_missing(struct call *call)
{
    message(call, 404,
            arena_print(
                &call->arena,
                "No HTTP resource was found that matches the request "
                "URI '%s'.",
                text_clean(&call->arena, call->path, strlen(call->path), 200)));
}

static void
answer_method(struct call *call)
{
    message(call, 405,
            arena_print(&call->arena,
                        "The requested resource does not support http method "
                        "'%s'.",
                        text_clean(&call->arena, call->method,
                                   strlen(call->method), 40)));
}

static void
dispatch(struct call *call)
{
    static void (*const answers[])(struct call *) = {
        [ROUTE_NONE] = answer_missing,
        [ROUTE_METHOD] = answer_method,
        [ROUTE_UTILITY] = answer_utility,
        [ROUTE_INFORMATION] = answer_information,
        [ROUTE_FIELDS] = answer_fields,
        [ROUTE_USER_FIELDS] = answer_user_fields,
        [ROUTE_QUERY] = answer_query,
        [ROUTE_COUNT] = answer_count,
        [ROUTE_NEXT] = answer_query,
        [ROUTE_GET] = answer_get,
        [ROUTE_LIST] = answer_list,
        [ROUTE_CREATE] = answer_create,
        [ROUTE_UPDATE] = answer_update,
        [ROUTE_DELETE] = answer_delete,
    };

    answers[call->route.kind](call);
}

void
call_answer(struct call *call)
{
    static void (*const steps[])(struct call *) = {
        fault_check,  outside_check, zone_check,          login_check,
        budget_check, slot_take,     impersonation_check, dispatch,
    };

    call->auth = login_judge(call);
    route_call(call);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (call->answer.ready)
            break;
        steps[i](call);
    }
    latency_wait(call);
    slot_give(call);
    call->end = sim_event(call->sim);
    log_call(call);
}
