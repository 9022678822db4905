/* The sockets that libcurl has open: it does not say which of them a request
 * is about to use, but for the number of its local port. */
#ifndef SCANNER_ENGINE_SOCKETS_H
#define SCANNER_ENGINE_SOCKETS_H

#include <stdbool.h>
#include <stdint.h>

enum { SOCKETS_CAP = 64 }; /* of what does not fit nothing is known */

struct sockets {
    int fd[SOCKETS_CAP];
    uint32_t n;
};

void sockets_add(struct sockets *, int fd);
void sockets_remove(struct sockets *, int fd);

/* Whether there is something to read on the one with that local port. */
bool sockets_readable(const struct sockets *, int local_port);

#endif
