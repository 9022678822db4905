/* When to ask again. Pure. */
#ifndef SCANNER_ENGINE_RETRY_H
#define SCANNER_ENGINE_RETRY_H

#include "scanner/engine/provider.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    RETRY_LEAST_MS = 1000,   /* between two tries; then 2, 4 ... seconds */
    RETRY_LONGEST_MS = 30000 /* but for what Retry-After asks for */
};

struct retry {
    bool again;
    int64_t wait_ms;
};

/* kind: of the answer to try number tries (from 1). asked_ms: the wait that
 * the server asks for, or less than 0. left_ms: what remains of the scan's
 * time; a wait that would not fit in is not begun. Never again after a refused
 * login. */
struct retry retry_decide(enum answer_kind kind, uint32_t tries,
                          int64_t asked_ms, int64_t left_ms);

#endif
