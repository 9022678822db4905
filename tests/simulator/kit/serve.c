/* The only user of libmicrohttpd: gathers a request from its callbacks, has it
 * answered, and sends the answer, one thread for each connection. */
#include "tests/simulator/kit/serve.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

enum {
    BODY_LIMIT = 1024 * 1024,
    HEADERS_LIMIT = 128 * 1024,
    IDLE_SECONDS = 120
};

/* struct server is the library's daemon under another name. */
static struct MHD_Daemon *
daemon_of(struct server *server)
{
    return (struct MHD_Daemon *)(void *)server;
}

static struct server *
server_of(struct MHD_Daemon *daemon)
{
    return (struct server *)(void *)daemon;
}

/* The first thing heard of a request: its line as it was sent. */
static void *
call_begin(void *cls, const char *uri, struct MHD_Connection *connection)
{
    struct call *call = calloc(1, sizeof *call);
    const char *query = strchr(uri, '?');

    (void)connection;
    if (call == NULL)
        die("out of memory");
    call->sim = cls;
    call->query = arena_text(&call->arena, query == NULL ? "" : query + 1);
    call->body.limit = BODY_LIMIT;
    return call;
}

static void
call_end(void *cls, struct MHD_Connection *connection, void **place,
         enum MHD_RequestTerminationCode code)
{
    struct call *call = *place;

    (void)cls;
    (void)connection;
    (void)code;
    if (call == NULL)
        return;
    out_free(&call->body);
    arena_free(&call->arena);
    free(call);
    *place = NULL;
}

static enum MHD_Result
add_header(void *cls, enum MHD_ValueKind kind, const char *name,
           const char *value)
{
    struct call *call = cls;

    (void)kind;
    call->header = arena_grow(&call->arena, call->header, call->n_header,
                              &call->header_capacity);
    call->header[call->n_header++] =
        (struct pair){arena_text(&call->arena, name),
                      arena_text(&call->arena, value == NULL ? "" : value)};
    return MHD_YES;
}

static enum MHD_Result
add_argument(void *cls, enum MHD_ValueKind kind, const char *name,
             const char *value)
{
    struct call *call = cls;

    (void)kind;
    call->argument = arena_grow(&call->arena, call->argument, call->n_argument,
                                &call->argument_capacity);
    call->argument[call->n_argument++] =
        (struct pair){arena_text(&call->arena, name),
                      arena_text(&call->arena, value == NULL ? "" : value)};
    return MHD_YES;
}

static int
by_name(const void *a, const void *b)
{
    const struct pair *left = a, *right = b;

    return strcasecmp(left->name, right->name);
}

static void
hear(struct call *call, struct MHD_Connection *connection, const char *path,
     const char *method)
{
    call->method = arena_text(&call->arena, method);
    call->path = arena_text(&call->arena, path);
    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header,
                                    call);
    (void)MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND,
                                    add_argument, call);
    if (call->n_header > 0)
        qsort(call->header, call->n_header, sizeof *call->header, by_name);
    (void)pthread_mutex_lock(&call->sim->lock);
    call->n = ++call->sim->requests;
    call->begin = ++call->sim->events;
    (void)pthread_mutex_unlock(&call->sim->lock);
}

/* A body that may be padded or broken off; freed by the library. */
struct stream {
    uint64_t length, size, end;
    char bytes[];
};

static ssize_t
stream_read(void *cls, uint64_t at, char *to, size_t room)
{
    const struct stream *stream = cls;
    size_t n = 0;

    if (at >= stream->end)
        return stream->end < stream->size ? MHD_CONTENT_READER_END_WITH_ERROR
                                          : MHD_CONTENT_READER_END_OF_STREAM;
    while (n < room && at + n < stream->end) {
        to[n] = at + n < stream->length ? stream->bytes[at + n] : 'x';
        n++;
    }
    return (ssize_t)n;
}

static struct MHD_Response *
response_of(const struct answer *answer)
{
    struct stream *stream = malloc(sizeof *stream + answer->length + 1);
    struct MHD_Response *response;

    if (stream == NULL)
        die("out of memory");
    memcpy(stream->bytes, answer->body, answer->length);
    stream->length = stream->size = answer->length;
    if (answer->size > 0 && (uint64_t)answer->size > stream->size)
        stream->size = (uint64_t)answer->size;
    stream->end = stream->size;
    if (answer->close_after >= 0 && (uint64_t)answer->close_after < stream->end)
        stream->end = (uint64_t)answer->close_after;
    response = MHD_create_response_from_callback(stream->size, 32 * 1024,
                                                 stream_read, stream, free);
    if (response == NULL)
        die("out of memory");
    return response;
}

static enum MHD_Result
send_answer(struct MHD_Connection *connection, const struct answer *answer)
{
    struct MHD_Response *response;
    const struct json *headers = answer->headers;
    enum MHD_Result result;

    if (answer->close)
        return MHD_NO;
    response = response_of(answer);
    if (answer->type != NULL)
        (void)MHD_add_response_header(response, "Content-Type", answer->type);
    if (answer->authenticate != NULL)
        (void)MHD_add_response_header(response, "WWW-Authenticate",
                                      answer->authenticate);
    for (uint32_t i = 0; headers != NULL && i < headers->n; i++)
        (void)MHD_add_response_header(response, headers->item[i].key,
                                      headers->item[i].text);
    result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

/* As many parameters as libmicrohttpd hands over. */
static enum MHD_Result /* NOLINTNEXTLINE(readability-function-size) */
handle(void *cls, struct MHD_Connection *connection, const char *path,
       const char *method, const char *version, const char *data, size_t *size,
       void **place)
{
    struct call *call = *place;

    (void)cls;
    (void)version;
    if (call->method == NULL) {
        hear(call, connection, path, method);
        return MHD_YES;
    }
    if (*size > 0) {
        (void)out_bytes(&call->body, data, *size);
        *size = 0;
        return MHD_YES;
    }
    if (call->body.failed)
        answer_text(call, 413, "text/plain", "the body is too big\n");
    call_answer(call);
    return send_answer(connection, &call->answer);
}

static struct MHD_Daemon *
listen_at(struct sim *sim, const struct serve *serve)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(serve->port),
                                  .sin_addr = serve->address};
    unsigned flags =
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION;
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, NULL},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, NULL},
        {MHD_OPTION_END, 0, NULL},
    };

    if (serve->certificate == NULL) {
        tls[0].option = MHD_OPTION_END;
    } else {
        flags |= MHD_USE_TLS;
        /* The library takes non-const pointers and only reads. */
        memcpy(&tls[0].ptr_value, &serve->certificate, sizeof(char *));
        memcpy(&tls[1].ptr_value, &serve->key, sizeof(char *));
    }
    return MHD_start_daemon(
        flags, 0, NULL, NULL, handle, sim, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS_LIMIT,
        MHD_OPTION_URI_LOG_CALLBACK, call_begin, sim,
        MHD_OPTION_NOTIFY_COMPLETED, call_end, NULL, MHD_OPTION_ARRAY, tls,
        MHD_OPTION_END);
}

/* Requests may arrive before the base address is known to them; they wait at
 * the lock that is held until then. */
struct server *
serve_start(struct sim *sim, const struct serve *serve, struct arena *arena,
            int *port)
{
    struct MHD_Daemon *daemon;
    const union MHD_DaemonInfo *info;
    char text[INET_ADDRSTRLEN] = "";

    (void)pthread_mutex_lock(&sim->lock);
    daemon = listen_at(sim, serve);
    info = daemon == NULL
               ? NULL
               : MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    if (info != NULL) {
        *port = (int)info->port;
        (void)inet_ntop(AF_INET, &serve->address, text, sizeof text);
        sim->base = arena_print(arena, "%s://%s:%d/",
                                serve->certificate != NULL ? "https" : "http",
                                text, *port);
    }
    (void)pthread_mutex_unlock(&sim->lock);
    return daemon == NULL ? NULL : server_of(daemon);
}

void
serve_stop(struct server *server, struct sim *sim)
{
    (void)pthread_mutex_lock(&sim->lock);
    sim->stopping = true;
    (void)pthread_cond_broadcast(&sim->stop);
    (void)pthread_mutex_unlock(&sim->lock);
    MHD_stop_daemon(daemon_of(server));
}
