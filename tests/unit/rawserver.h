/* A server on this machine that says byte for byte what a script says, and
 * counts what it hears. A thread for each connection; they end with the
 * process. */
#ifndef TESTS_UNIT_RAWSERVER_H
#define TESTS_UNIT_RAWSERVER_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

enum raw_then {
    RAW_KEEP,  /* waits for the next request */
    RAW_CLOSE, /* in order */
    RAW_RESET, /* hard, once the bytes had time to arrive */
    RAW_STALL  /* says nothing more, keeps the connection */
};

/* What is said to one request. */
struct raw_say {
    const char *bytes; /* NULL ends a script: the last one is repeated */
    size_t length;     /* 0: of the text */
    size_t more;       /* so many 'x' after it */
    enum raw_then then;
    unsigned delay_ms; /* before the bytes */
    const char *late;  /* text that follows a little later */
};

enum { RAW_CONNECTIONS = 128, RAW_SAYS = 64 };

struct raw;

struct raw_connection {
    struct raw *raw;
    int fd;
};

struct raw {
    int port;
    atomic_uint requests, connections;
    char last[8192];                 /* the last request, cut, NUL after it */
    struct raw_say script[RAW_SAYS]; /* its own, with all texts: threads outlive
                                        a test */
    unsigned n;
    int socket;
    struct raw_connection connection[RAW_CONNECTIONS];
};

void raw_start(struct raw *, const struct raw_say *script);

#endif
