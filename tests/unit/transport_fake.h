/* A transport that replays a script: what arrives is looked up in a table of
 * replies, and time passes only while somebody waits. */
#ifndef TESTS_UNIT_TRANSPORT_FAKE_H
#define TESTS_UNIT_TRANSPORT_FAKE_H

#include "base/arena.h"
#include "scanner/engine/transport.h"

enum { FAKE_DELAY_MS = 10 };

/* The first row whose match occurs in "METHOD URL BODY", and what more the fake
 * tells of it, and that has times left answers. A script ends with a row
 * without match. */
struct fake_reply {
    const char *match;
    const char *also; /* has to occur too; NULL: nothing */
    uint32_t skip;    /* so many requests that match go to the rows below */
    uint32_t times;   /* 0: always */
    enum net net;     /* not NET_OK: the answer is not whole */
    bool unsent;      /* it never reached the server */
    int status;       /* 0 with NET_OK: 200; 0 with another: none arrived */
    const char *body; /* NULL: "{}" if there is no status, else nothing */
    const char *retry_after; /* seconds */
    const char *link;        /* header, or NULL */
    const char *remaining;   /* the same */
    const char *location;    /* the same */
    int64_t date;            /* header, in seconds since 1970; 0: none */
    uint32_t delay_ms;       /* 0: that of the fake */
    size_t length;           /* 0: of body as a string */
};

/* One request as it was submitted, and when it was answered. */
struct fake_sent {
    uint32_t id;
    const char *method, *url, *body;
    const char *line; /* what rows are matched with */
    bool authenticated, answered;
    int64_t begin, end;
    const struct fake_reply *reply;
};

struct fake {
    struct arena *arena;
    const struct fake_reply *const *script; /* tables, NULL-ended */
    /* What a request says that is no part of "METHOD URL BODY", such as what is
     * in its credentials; and who answers what no row does. Either may be
     * NULL. */
    const char *(*more)(struct fake *, const struct request *);
    const struct fake_reply *(*otherwise)(struct fake *,
                                          const struct fake_sent *);
    void *ctx;         /* theirs */
    uint32_t delay_ms; /* where the row says none; 0: FAKE_DELAY_MS */
    uint32_t room;     /* submit refuses beyond; 0: no limit */
    int64_t stop_at;   /* the user interrupts; 0: never */
    int64_t now;       /* ms */
    struct fake_sent *sent;
    uint32_t n, capacity, in_flight, most;
    uint32_t open;         /* all requests before it were answered */
    uint32_t met[4][256];  /* how often each row of each table matched */
    uint32_t used[4][256]; /* how often it answered */
};

struct transport fake_transport(struct fake *);

/* How many of the requests hold the text in their line. */
uint32_t fake_count(const struct fake *, const char *part);
/* The n-th (from 0) of them; NULL if there are fewer. */
const struct fake_sent *
fake_nth(const struct fake *, const char *part, uint32_t n);

#endif
