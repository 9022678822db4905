/* The HTTP server around a simulator. */
#ifndef SIMULATOR_KIT_SERVE_H
#define SIMULATOR_KIT_SERVE_H

#include "tests/simulator/kit/kit.h"

#include <netinet/in.h>

struct serve {
    struct in_addr address;        /* of loopback */
    uint16_t port;                 /* 0: any */
    const char *certificate, *key; /* PEM texts, or NULL: plain http */
};

struct server; /* opaque: the library's */

/* Begins to listen and fills sim->base; requests are answered from other
 * threads from now on. NULL if it cannot listen. */
struct server *
serve_start(struct sim *, const struct serve *, struct arena *, int *port);

/* Ends all connections and waits for their threads. */
void serve_stop(struct server *, struct sim *);

#endif
