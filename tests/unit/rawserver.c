/* The server of the transport's tests. */
#include "tests/unit/rawserver.h"
#include "base/arena.h"

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void
pause_ms(unsigned ms)
{
    struct timespec wait = {ms / 1000, (long)(ms % 1000) * 1000000};

    (void)nanosleep(&wait, NULL);
}

/* What is said last leaves together with the end of the connection: the other
 * side never sees the one and sends on before it sees the other. */
static void
hold_back(int fd)
{
    const int on = 1;

    (void)setsockopt(fd, IPPROTO_TCP, TCP_CORK, &on, sizeof on);
}

/* The length of a request with its body, or 0 while it is not whole. */
static size_t
whole_length(const char *text)
{
    const char *end = strstr(text, "\r\n\r\n");
    const char *size = strcasestr(text, "\r\nContent-Length:");
    size_t length;

    if (end == NULL)
        return 0;
    length = (size_t)(end + 4 - text);
    if (size != NULL && size < end)
        length += (size_t)strtoul(size + 17, NULL, 10);
    return strlen(text) >= length ? length : 0;
}

/* Reads one request; false if the other side has gone. */
static bool
hear(const struct raw_connection *c)
{
    char text[sizeof c->raw->last] = "";
    size_t length = 0;

    while (whole_length(text) == 0) {
        ssize_t n = recv(c->fd, text + length, sizeof text - 1 - length, 0);

        if (n <= 0)
            return false;
        length += (size_t)n;
        text[length] = '\0';
    }
    memcpy(c->raw->last, text, length + 1);
    explicit_bzero(text, sizeof text);
    return true;
}

static void
put(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = send(fd, bytes, length, MSG_NOSIGNAL);

        if (n <= 0)
            return;
        bytes += n;
        length -= (size_t)n;
    }
}

static void
say(int fd, const struct raw_say *what)
{
    char block[4096];
    size_t left = what->more;

    if (what->delay_ms > 0)
        pause_ms(what->delay_ms);
    put(fd, what->bytes, what->length > 0 ? what->length : strlen(what->bytes));
    memset(block, 'x', sizeof block);
    for (; left > 0; left -= left < sizeof block ? left : sizeof block)
        put(fd, block, left < sizeof block ? left : sizeof block);
    if (what->late != NULL) {
        pause_ms(100);
        put(fd, what->late, strlen(what->late));
    }
}

static void *
serve(void *arg)
{
    struct raw_connection c = *(const struct raw_connection *)arg;
    const struct linger hard = {1, 0};
    enum raw_then then = RAW_KEEP;

    while (then == RAW_KEEP && hear(&c)) {
        unsigned i = atomic_fetch_add(&c.raw->requests, 1);
        const struct raw_say *what =
            &c.raw->script[i < c.raw->n ? i : c.raw->n - 1];

        if (what->then == RAW_CLOSE && what->late == NULL)
            hold_back(c.fd);
        say(c.fd, what);
        then = what->then;
    }
    if (then == RAW_STALL)
        while (hear(&c))
            atomic_fetch_add(&c.raw->requests, 1);
    if (then == RAW_RESET) {
        pause_ms(300);
        (void)setsockopt(c.fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    }
    (void)close(c.fd);
    return NULL;
}

static void *
listen_on(void *arg)
{
    struct raw *raw = arg;
    const int on = 1;

    for (unsigned i = 0; i < RAW_CONNECTIONS; i++) {
        struct raw_connection *c = &raw->connection[i];
        pthread_t thread;

        *c = (struct raw_connection){raw, accept(raw->socket, NULL, NULL)};
        if (c->fd < 0)
            break;
        (void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        atomic_fetch_add(&raw->connections, 1);
        if (pthread_create(&thread, NULL, serve, c) == 0)
            (void)pthread_detach(thread);
    }
    (void)close(raw->socket);
    return NULL;
}

/* For as long as the process lives; NULL stays what it is. */
static const char *
kept(const char *bytes, size_t length)
{
    static struct arena memory;

    if (bytes == NULL)
        return NULL;
    return arena_slice(&memory, bytes, length > 0 ? length : strlen(bytes));
}

void
raw_start(struct raw *raw, const struct raw_say *script)
{
    struct sockaddr_in here = {.sin_family = AF_INET,
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof here;
    pthread_t thread;

    for (raw->n = 0; script[raw->n].bytes != NULL; raw->n++) {
        ck_assert_uint_lt(raw->n, RAW_SAYS);
        raw->script[raw->n] = script[raw->n];
        raw->script[raw->n].bytes =
            kept(script[raw->n].bytes, script[raw->n].length);
        raw->script[raw->n].late = kept(script[raw->n].late, 0);
    }
    raw->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ck_assert_int_ge(raw->socket, 0);
    ck_assert_int_eq(
        bind(raw->socket, (const struct sockaddr *)&here, sizeof here), 0);
    ck_assert_int_eq(listen(raw->socket, 64), 0);
    ck_assert_int_eq(
        getsockname(raw->socket, (struct sockaddr *)&here, &length), 0);
    raw->port = ntohs(here.sin_port);
    ck_assert_int_eq(pthread_create(&thread, NULL, listen_on, raw), 0);
    (void)pthread_detach(thread);
}
