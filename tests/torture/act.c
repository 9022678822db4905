/* Doing what a row of the tables says, on one connection. */
#include "act.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    FOREVER_MS = 60000,
    DRIP_MS = 150,
    BIG_STEP = 64 * 1024,
    KEYS_OBJECT = 4000
};

static bool
send_head(int fd, int status, const char *type, const char *extra)
{
    struct out head = {0};
    bool sent;

    (void)out_print(&head, "HTTP/1.1 %03d Faulty\r\n", status);
    if (status == 401)
        (void)out_text(&head,
                       "WWW-Authenticate: Basic Realm=\"webservices2\"\r\n");
    if (type != NULL)
        (void)out_print(&head, "Content-Type: %s\r\n", type);
    (void)out_text(&head, extra != NULL ? extra : "");
    sent = net_send(fd, out_string(&head), head.length);
    out_free(&head);
    return sent;
}

static bool
send_length(int fd, size_t length)
{
    char line[64];
    int n = snprintf(line, sizeof line, "Content-Length: %zu\r\n\r\n", length);

    return net_send(fd, line, (size_t)n);
}

static bool
send_answer(int fd, const struct fault *fault, const char *body, size_t length)
{
    return send_head(fd, fault->status, fault->type, fault->extra) &&
           send_length(fd, length) && net_send(fd, body, length);
}

bool
act_good(int fd, const struct answer *good)
{
    return send_head(fd, good->status, "application/json; charset=utf-8", "") &&
           send_length(fd, good->body.length) &&
           net_send(fd, out_string(&good->body), good->body.length);
}

static bool
send_big(int fd, const struct fault *fault)
{
    static const char filler[BIG_STEP] = {' '};
    bool going = send_head(fd, fault->status, "application/json", "") &&
                 send_length(fd, fault->size);

    for (size_t sent = 0; going && sent < fault->size; sent += BIG_STEP)
        going = net_send(fd, filler, BIG_STEP);
    return going;
}

/* The same bytes again and again, as fast as they go or drop by drop. */
static void
send_ever(int fd, const char *bytes, size_t length, int drip_ms)
{
    for (int waited = 0; waited < FOREVER_MS; waited += drip_ms + 1)
        if (!net_send(fd, bytes, length) || net_wait_gone(fd, drip_ms))
            return;
}

static void
swap_all(struct out *to, const struct answer *good, const struct fault *fault)
{
    const char *rest = out_string(&good->body), *found;
    size_t length = strlen(fault->extra);

    while ((found = strstr(rest, fault->extra)) != NULL) {
        (void)out_bytes(to, rest, (size_t)(found - rest));
        (void)out_bytes(to, fault->body, fault->length);
        rest = found + length;
    }
    (void)out_text(to, rest);
}

/* {"entityDescriptions":[A]} becomes {"entityDescriptions":[A,B]}. */
static void
tell_twice(struct out *to, const struct answer *good, const struct fault *fault)
{
    const char *text = out_string(&good->body);
    const char *from = strchr(text, '['), *end = strrchr(text, ']');
    struct out other = {0};

    if (from == NULL || end == NULL)
        return;
    swap_all(&other, good, fault);
    (void)out_bytes(to, text, (size_t)(end - text));
    (void)out_text(to, ",");
    (void)out_text(to, strchr(out_string(&other), '[') + 1);
    out_free(&other);
}

/* One object of all keys, or a list of objects that are not too large for a
 * reader with a limit. */
static void
make_keys(struct out *to, size_t n, bool objects)
{
    (void)out_text(to, objects ? "[{" : "{");
    for (size_t i = 0; i < n; i++)
        if (objects && i > 0 && i % KEYS_OBJECT == 0)
            (void)out_print(to, "},{\"k%zu\":0", i);
        else
            (void)out_print(to, "%s\"k%zu\":0", i == 0 ? "" : ",", i);
    (void)out_text(to, objects ? "}]" : "}");
}

static void
make_body(struct out *to, const struct fault *fault, const struct answer *good)
{
    if (fault->act == ACT_SWAP)
        swap_all(to, good, fault);
    else if (fault->act == ACT_TWICE)
        tell_twice(to, good, fault);
    else if (fault->act == ACT_NEST)
        for (size_t i = 0; i < fault->size; i++)
            (void)out_text(to, fault->extra);
    else if (fault->act == ACT_KEYS)
        make_keys(to, fault->size, fault->extra != NULL);
}

static void
make_echo(struct out *to, const struct fault *fault,
          const struct request *request)
{
    static const char *const names[] = {"UserName", "Secret",
                                        "ApiIntegrationCode", "Authorization",
                                        "clientId"};
    bool json = strstr(fault->type, "json") != NULL;
    char value[512];

    (void)out_text(to,
                   json ? "{\"errors\":[\"Not for" : "<html><title>Not for");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        request_header(request, names[i], value, sizeof value);
        if (value[0] != '\0')
            (void)out_print(to, " %s and", value);
    }
    (void)out_text(to, json ? " me.\"]}" : " me</title></html>");
}

static bool
send_made(int fd, const struct fault *fault, const struct request *request,
          const struct answer *good)
{
    struct out body = {0};
    bool going;

    if (fault->act == ACT_ECHO)
        make_echo(&body, fault, request);
    else
        make_body(&body, fault, good);
    going = send_head(fd, fault->status, "application/json", "") &&
            send_length(fd, body.length) &&
            net_send(fd, out_string(&body), body.length);
    out_free(&body);
    return going;
}

/* An answer that breaks off: after the head, in the body, with a reset. */
static void
send_broken(int fd, const struct fault *fault)
{
    (void)send_head(fd, fault->status, "application/json", fault->extra);
    if (fault->act == ACT_CHUNKED)
        (void)net_send(fd, "Transfer-Encoding: chunked\r\n\r\n", 30);
    else
        (void)send_length(fd, fault->length + 500);
    (void)net_send(fd, fault->body, fault->length);
    if (fault->act == ACT_HEAD_HANG)
        (void)net_wait_gone(fd, FOREVER_MS);
    if (fault->act == ACT_TRICKLE)
        send_ever(fd, " ", 1, DRIP_MS);
    if (fault->act == ACT_HEAD_RESET || fault->act == ACT_CUT_RESET) {
        (void)net_wait_gone(fd, 30);
        net_reset(fd);
    }
}

/* The client reads what came before a close is seen. */
static void
send_raw(int fd, const struct fault *fault)
{
    (void)net_send(fd, fault->body, fault->length);
}

bool
act_needs_good(enum act act)
{
    return act == ACT_GOOD || act == ACT_GOOD_CLOSE || act == ACT_BEFORE ||
           act == ACT_AFTER || act == ACT_SWAP || act == ACT_TWICE;
}

bool
act_fault(int fd, const struct fault *fault, const struct request *request,
          struct answer *good)
{
    switch (fault->act) {
    case ACT_GOOD:
        return act_good(fd, good);
    case ACT_GOOD_CLOSE:
        (void)act_good(fd, good);
        return false;
    case ACT_BEFORE:
        return net_send(fd, fault->extra, strlen(fault->extra)) &&
               act_good(fd, good);
    case ACT_AFTER:
        return act_good(fd, good) &&
               net_send(fd, fault->extra, strlen(fault->extra));
    case ACT_ANSWER:
        return send_answer(fd, fault, fault->body, fault->length);
    case ACT_BIG:
        return send_big(fd, fault);
    case ACT_SWAP:
    case ACT_TWICE:
    case ACT_NEST:
    case ACT_KEYS:
    case ACT_ECHO:
        return send_made(fd, fault, request, good);
    case ACT_RAW:
        send_raw(fd, fault);
        return false;
    case ACT_CUT:
    case ACT_CUT_RESET:
    case ACT_HEAD_RESET:
    case ACT_HEAD_HANG:
    case ACT_TRICKLE:
    case ACT_CHUNKED:
        send_broken(fd, fault);
        return false;
    case ACT_AGAIN:
        if (fault->status == 200)
            (void)send_head(fd, 200, NULL, "");
        send_ever(fd, fault->extra, strlen(fault->extra), 1);
        return false;
    case ACT_HANG:
        (void)net_wait_gone(fd, FOREVER_MS);
        return false;
    case ACT_RESET:
        net_reset(fd);
        return false;
    case ACT_CLOSE:
    case ACT_REFUSE:
    case ACT_REUSED:
        return false;
    }
    return false;
}
