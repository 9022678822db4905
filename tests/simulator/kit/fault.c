/* What a tenant file makes go wrong on purpose: the first fault of the list
 * that fits a request and is not used up. */
#include "tests/simulator/kit/fault.h"
#include "tests/simulator/kit/kit.h"

#include <fnmatch.h>
#include <string.h>

#define AT(member) .at = offsetof(struct fault, member)

static void
read_headers(struct reader *reader, const struct json *node, void *into)
{
    struct fault *fault = into;

    if (!reader_expects(reader, node, JSON_OBJECT))
        return;
    for (uint32_t i = 0; i < node->n; i++)
        if (!reader_expects(reader, &node->item[i], JSON_STRING))
            return;
    fault->headers = node;
}

static void
read_fault(struct reader *reader, const struct json *node, struct fault *fault)
{
    static const struct key keys[] = {
        {.name = "path", .type = KEY_TEXT, AT(path)},
        {.name = "method", .type = KEY_TEXT, AT(method)},
        {.name = "times", .type = KEY_NUMBER, .least = -1, AT(times)},
        {.name = "status", .type = KEY_NUMBER, AT(status)},
        {.name = "body", .type = KEY_TEXT, AT(body)},
        {.name = "contentType", .type = KEY_TEXT, AT(content_type)},
        {.name = "size", .type = KEY_NUMBER, AT(size)},
        {.name = "delayMs", .type = KEY_NUMBER, AT(delay_ms)},
        {.name = "close", .type = KEY_FLAG, AT(close)},
        {.name = "closeAfter", .type = KEY_NUMBER, AT(close_after)},
        {.name = "headers", .type = KEY_READ, .read = read_headers},
    };

    read_members(reader, node, keys, sizeof keys / sizeof *keys, fault);
    if (fault->status != 0 && (fault->status < 200 || fault->status > 599))
        reader_wrong(reader, node, "status must be from 200 to 599, or 0");
}

void
faults_read(struct reader *reader, const struct json *node,
            struct faults *faults)
{
    if (!reader_expects(reader, node, JSON_ARRAY))
        return;
    faults->fault = arena_new(reader->arena, struct fault, node->n);
    faults->n = node->n;
    for (uint32_t i = 0; i < node->n; i++) {
        faults->fault[i] = (struct fault){.path = "*",
                                          .times = 1,
                                          .body = "",
                                          .content_type = "application/json",
                                          .close_after = -1};
        read_fault(reader, &node->item[i], &faults->fault[i]);
    }
}

static bool
fits(const struct fault *fault, const struct call *call)
{
    if (fault->method != NULL && strcmp(fault->method, call->method) != 0)
        return false;
    return fnmatch(fault->path, call->below, FNM_CASEFOLD) == 0;
}

/* Uses up one time of it. */
static bool
takes(struct fault *fault, const struct call *call)
{
    if (fault->times == 0 || !fits(fault, call))
        return false;
    if (fault->times > 0)
        fault->times--;
    return true;
}

static const struct fault *
next_fault(struct call *call)
{
    struct sim *sim = call->sim;
    uint32_t i = 0;

    (void)pthread_mutex_lock(&sim->lock);
    while (i < sim->faults.n && !takes(&sim->faults.fault[i], call))
        i++;
    (void)pthread_mutex_unlock(&sim->lock);
    return i < sim->faults.n ? &sim->faults.fault[i] : NULL;
}

void
fault_check(struct call *call)
{
    const struct fault *fault = next_fault(call);

    if (fault == NULL)
        return;
    call->delay_ms = fault->delay_ms;
    if (fault->status == 0 && !fault->close)
        return;
    answer_text(call, (unsigned)fault->status, fault->content_type,
                fault->body);
    call->answer.close = fault->close;
    call->answer.close_after = fault->close_after;
    call->answer.size = fault->size;
    call->answer.headers = fault->headers;
}
