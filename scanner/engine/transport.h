/* The seam to the network. Pull, not callbacks: the caller owns the loop.
 * http.c is the real one; tests replay a script with a fake clock. */
#ifndef SCANNER_ENGINE_TRANSPORT_H
#define SCANNER_ENGINE_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct base;
struct secrets;

/* The caller's; comes back with the answer. */
struct request_id {
    uint32_t target, step;
};

enum content {
    CONTENT_NONE,
    CONTENT_JSON, /* says so in a header, even where there is no body */
    CONTENT_FORM  /* application/x-www-form-urlencoded; {NAME} in it is a
                     secret's, filled in on the way out (secrets_fill) */
};

enum auth {
    AUTH_NONE,
    AUTH_HEADERS, /* the credentials that have a header of their own */
    AUTH_BASIC,   /* and "Authorization" of a learned secret */
    AUTH_BEARER,  /* the same; the secret says which word it goes by */
    AUTH_TOKEN    /* that alone, without the headers of credentials */
};

struct request {
    struct request_id id;
    const char *method;      /* "GET" or "POST" */
    const struct base *base; /* one that was checked (url.h); outlives it */
    const char *path;        /* below it, escaped; may end in "?" and a query */
    enum content content;
    const char *body; /* or NULL; POST only */
    enum auth auth;
    uint32_t token;                /* all but the first two: index of
                                      secrets.learned */
    const struct secrets *secrets; /* NULL with AUTH_NONE */
    bool fresh; /* over a connection of its own: another one just broke */
};

/* What went wrong below HTTP. Whatever it was, a status that arrived counts.
 * Only NET_RESET is worth another try by itself. */
enum net {
    NET_OK,
    NET_UNREACHABLE, /* no address, no connection */
    NET_TLS,         /* certificate or handshake */
    NET_TIMEOUT,
    NET_RESET,       /* the connection broke before the answer was whole */
    NET_TOO_BIG,     /* headers or body over the cap */
    NET_BROKEN,      /* no HTTP that can be relied on; or nobody knows */
    NET_PROXY,       /* a proxy on the way would not */
    NET_REFUSED_URL, /* not below a base that was checked; nothing was sent */
    NET__N
};

struct response {
    struct request_id id;
    enum net net;
    const char *net_text; /* for a person, if net is not NET_OK */
    int status;           /* of the final status line; 0: none arrived */
    const char *location; /* the place it names, or NULL; never followed, to be
                             shown only */
    const char *link; /* value of the header "Link", or NULL; never followed,
                         but it tells whether a list goes on */
    const char *remaining; /* value of the header that says how much of an
                              allowance is left, or NULL */
    int64_t date;     /* what time it is there, as a header says, in seconds
                         since 1970; 0: it does not say */
    const char *body; /* bytes as received, NUL after them; maybe cut */
    size_t length;
    int64_t retry_after_ms; /* as the server asks, at most a day; -1: not */
    uint32_t sends;         /* how often it may have reached the server: 0, 1 */
    uint32_t millis;        /* from sending to the last byte */
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
    int64_t (*now_ms)(void *ctx); /* monotonic */
    /* Breaks off what is in flight; gives how much of it never went out. */
    uint32_t (*drop)(void *ctx);
};

#endif
