/* The log: one line of JSON for each request, written before its answer is
 * sent. Names of headers, never their values; the body as it came, or what a
 * form may show. */
#include "base/text.h"
#include "tests/simulator/kit/form.h"

#include <string.h>

enum { QUERY_CAP = 16 * 1024, BODY_CAP = 64 * 1024 };

static const char *const auth_words[] = {
    [AUTH_NONE] = "none", [AUTH_OK] = "ok", [AUTH_BAD] = "bad"};

static void
put_clean(struct call *call, struct json *line, const char *key,
          const char *text, size_t cap)
{
    json_set_text(&call->arena, line, key,
                  text_clean(&call->arena, text, strlen(text), cap));
}

void
call_never(struct call *call, const char *what)
{
    for (uint32_t i = 0; i < call->n_never; i++)
        if (text_same(call->never[i], what))
            return;
    if (call->n_never < NEVERS)
        call->never[call->n_never++] = what;
}

static void
put_nevers(struct call *call, struct json *line)
{
    struct json *list = json_set_array(&call->arena, line, "never");

    for (uint32_t i = 0; i < call->n_never; i++)
        json_push_text(&call->arena, list, call->never[i]);
}

static const char *
shown_body(struct call *call)
{
    const char *const *open = call->sim->simulator->open;
    struct form form;

    if (open == NULL || call->body.length == 0)
        return out_string(&call->body);
    return form_read(call, &form) ? form_masked(call, &form, open) : "***";
}

void
log_call(struct call *call)
{
    struct sim *sim = call->sim;
    struct arena *arena = &call->arena;
    struct json *line = json_new_object(arena), *names;
    struct out out = {.limit = 0};

    if (sim->log == NULL)
        return;
    json_set_integer(arena, line, "n", (int64_t)call->n);
    json_set_integer(arena, line, "begin", (int64_t)call->begin);
    json_set_integer(arena, line, "end", (int64_t)call->end);
    put_clean(call, line, "method", call->method, 40);
    put_clean(call, line, "path", call->path, QUERY_CAP);
    put_clean(call, line, "query", call->query, QUERY_CAP);
    names = json_set_array(arena, line, "headers");
    for (uint32_t i = 0; i < call->n_header; i++)
        json_push_text(arena, names,
                       text_clean(arena, call->header[i].name,
                                  strlen(call->header[i].name), 200));
    json_set_text(arena, line, "auth", auth_words[call->auth]);
    json_set_text(arena, line, "endpoint", call->endpoint);
    json_set_integer(arena, line, "status",
                     call->answer.close ? 0 : (int64_t)call->answer.status);
    put_clean(call, line, "body", shown_body(call), BODY_CAP);
    if (sim->simulator->log != NULL)
        sim->simulator->log(call, line);
    if (sim->simulator->never != NULL)
        put_nevers(call, line);
    json_print(line, false, &out);
    (void)out_text(&out, "\n");
    (void)pthread_mutex_lock(&sim->lock);
    (void)fputs(out_string(&out), sim->log);
    (void)fflush(sim->log);
    (void)pthread_mutex_unlock(&sim->lock);
    out_free(&out);
}
