/* When to ask again. Pure. */
#ifndef SCANNER_ENGINE_RETRY_H
#define SCANNER_ENGINE_RETRY_H

#include "scanner/engine/provider.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    RETRY_TRIES = 4,         /* of one request, the first included */
    RETRY_FIRST_MS = 1000,   /* then 2, 4 ... seconds */
    RETRY_LONGEST_MS = 30000 /* but for what Retry-After asks for */
};

struct retry {
    bool again;
    int64_t wait_ms;
};

/* kind: of the answer to try number tries (from 1). retry_after: the header's
 * value or NULL, as seconds or as an HTTP date (RFC 9110, 10.2.3). now_unix:
 * seconds. left_ms: what remains of the scan's time; a wait that would not
 * fit in is not begun. Never again after a refused login. */
struct retry
retry_decide(enum answer_kind kind, uint32_t tries, const char *retry_after,
             int64_t now_unix, int64_t left_ms);

#endif
