/* The seam to the network. Pull, not callbacks: the caller owns the loop.
 * http.c is the real one; tests replay a script with a fake clock. */
#ifndef SCANNER_ENGINE_TRANSPORT_H
#define SCANNER_ENGINE_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct request {
    uint32_t id;        /* the caller's; comes back with the answer */
    const char *method; /* "GET" or "POST" */
    const char *url;    /* complete */
    const char *body;   /* JSON, or NULL */
    bool authenticated; /* send the credentials */
};

/* What went wrong below HTTP; NET_OK with any status is an answer. */
enum net {
    NET_OK,
    NET_UNREACHABLE, /* no address, no connection */
    NET_TLS,         /* certificate or handshake */
    NET_TIMEOUT,
    NET_RESET,  /* the connection broke before the answer was whole */
    NET_TOO_BIG /* headers or body over the cap */
};

struct response {
    uint32_t id;
    enum net net;
    const char *net_text; /* for a person, if net is not NET_OK */
    int status;
    const char *body; /* bytes as received, NUL after them */
    size_t length;
    const char *retry_after; /* the header's value or NULL */
    uint32_t millis;         /* from sending to the last byte */
};

enum pump {
    PUMP_GOT,     /* *response is filled; valid until the next call */
    PUMP_IDLE,    /* nothing in flight */
    PUMP_TIMEOUT, /* nothing came within wait_ms */
    PUMP_STOPPED  /* the user interrupted */
};

struct transport {
    void *ctx;
    bool (*submit)(void *ctx, const struct request *); /* false: full */
    enum pump (*next)(void *ctx, struct response *, int64_t wait_ms);
    int64_t (*now_ms)(void *ctx);   /* monotonic */
    int64_t (*now_unix)(void *ctx); /* seconds, for Retry-After as a date */
};

#endif
