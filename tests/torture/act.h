/* Doing what a row of the tables says, on one connection. */
#ifndef TORTURE_ACT_H
#define TORTURE_ACT_H

#include "fault.h"
#include "http.h"

/* A good answer, to be sent as it is or spoiled. */
struct answer {
    int status;
    struct out body;
};

/* False when the connection is over. */
bool act_good(int fd, const struct answer *);
/* good: what the simulator answers; asked for by acts that begin with it. */
bool act_fault(int fd, const struct fault *, const struct request *,
               struct answer *good);
/* Whether the act needs the simulator's answer. */
bool act_needs_good(enum act);

#endif
