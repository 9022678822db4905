/* Sockets of loopback and the little of HTTP/1.1 that the proxy needs. */
#ifndef TORTURE_HTTP_H
#define TORTURE_HTTP_H

#include "base/out.h"

#include <stdbool.h>
#include <stddef.h>

struct request {
    char method[16];
    char path[1024]; /* without the query */
    struct out text; /* all of it, as received */
    size_t head;     /* bytes of it before the body */
    int credentials; /* how many headers and fields of a login it has */
    long long ms;    /* when it was there */
};

int net_listen(int *port); /* -1: not possible */
int net_connect(int port); /* -1: not possible */
bool net_send(int fd, const char *bytes, size_t length);
/* Waits so long, or until the other side is gone: then true. */
bool net_wait_gone(int fd, int ms);
/* The end of a connection, with a reset instead of a goodbye. */
void net_reset(int fd);

/* False when the connection ends before a whole request is there. */
bool request_read(int fd, struct request *);
/* The value of the header in the request; "" if there is none. */
void request_header(const struct request *, const char *name, char *value,
                    size_t size);
void request_free(struct request *);

/* Sends the request on and gathers the body of the answer; the status, or 0
 * when there is none. */
int request_forward(const struct request *, int port, struct out *body);

#endif
