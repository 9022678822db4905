/* What may go wrong on the wire, one row each: what the proxy does instead of
 * a good answer, and what a scan must still get right. Read by the proxy
 * (faulty) and by the driver (sweep). */
#ifndef TORTURE_FAULT_H
#define TORTURE_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum act {
    ACT_GOOD,       /* what the simulator answers */
    ACT_ANSWER,     /* status, headers and body of the row */
    ACT_RAW,        /* the bytes of the body, then the end */
    ACT_CUT,        /* the end comes before Content-Length */
    ACT_CUT_RESET,  /* a reset comes before it */
    ACT_HEAD_RESET, /* a reset right after the headers */
    ACT_HEAD_HANG,  /* headers, and then nothing */
    ACT_BIG,        /* a body of size bytes */
    ACT_TRICKLE,    /* a body that never ends, byte by byte */
    ACT_CHUNKED,    /* the body as it stands, said to be chunked */
    ACT_HANG,       /* no answer at all */
    ACT_CLOSE,      /* the end, before any byte */
    ACT_RESET,      /* a reset, before any byte */
    ACT_REFUSE,     /* from now on nobody listens */
    ACT_REUSED,     /* the end, where the connection served a request before */
    ACT_GOOD_CLOSE, /* a good answer, and the kept connection is dead */
    ACT_BEFORE,     /* the bytes of extra before a good answer */
    ACT_AFTER,      /* the bytes of extra after a good answer */
    ACT_AGAIN,      /* the bytes of extra for ever */
    ACT_SWAP,       /* a good answer with each extra made body */
    ACT_TWICE,      /* a survey that tells all twice, extra then made body */
    ACT_NEST,       /* extra, size times, and no end to it */
    ACT_KEYS,       /* an object of size keys */
    ACT_ECHO        /* an error that repeats what was sent, secrets too */
};

enum {
    FAULT_ONCE = 1 << 0,      /* only the first time the request is sent */
    FAULT_ENDS = 1 << 1,      /* a refused login: the scan has to end */
    FAULT_ONE = 1 << 2,       /* and no more than one of them is met */
    FAULT_ALL = 1 << 3,       /* other requests suffer from it too */
    FAULT_LOOSE = 1 << 4,     /* connections fail: more may be told than seen */
    FAULT_SAME = 1 << 5,      /* harmless: the verdicts are those without it */
    FAULT_SAME_READ = 1 << 6, /* harmless where it meets a read */
    FAULT_DOUBT = 1 << 7,     /* what rests on the request must not pass */
    FAULT_KEEP = 1 << 8 /* a read did not happen: metadata still decides */
};

struct fault {
    const char *name;
    enum act act;
    int status;
    const char *type;  /* of the content */
    const char *extra; /* lines of the head, or see the act */
    const char *body;
    size_t length; /* of the body */
    size_t size;
    unsigned flags;
    const char *where; /* pattern of the paths it makes sense for; NULL: all */
};

struct fault_family {
    const char *name;
    const struct fault *fault;
    size_t n;
};

extern const struct fault_family fault_status, fault_words, fault_login,
    fault_wire, fault_content, fault_survey, fault_detail;

/* In the order of the tables; NULL past the end. */
const struct fault *fault_at(size_t i);
const struct fault *fault_named(const char *name);
/* The path is that of a request, without its query. */
bool fault_fits(const struct fault *, const char *path);

#define FAULT_BODY(text) .body = (text), .length = sizeof(text) - 1
#define FAULT_FAMILY(name)                                                     \
    {                                                                          \
#name, name, sizeof(name) / sizeof *(name)                             \
    }

#endif
