/* A scan whose answers are bytes: block i of the input answers step i, again
 * whenever it is asked again, and the last block every step behind. */
#ifndef TESTS_FUZZ_SCAN_H
#define TESTS_FUZZ_SCAN_H

#include "rules/judge/evaluate.h"
#include "scanner/engine/scan.h"

enum { BLOCKS = 200, NEVER_SILENT = 999999 };

/* What stands between blocks; no JSON document holds it raw. */
#define BLOCK_END '\x1e'

/* The first byte of a block says what came before its body ('0': 200, '1':
 * 401, ...: see scan.c). */
struct block {
    uint8_t first;
    const char *body;
    size_t length;
    const char *link;      /* header, or NULL */
    const char *remaining; /* header, or NULL */
};

struct tried {
    const struct provider *provider;
    const struct ruleset *rules;
    struct block block[BLOCKS];
    uint32_t n_block;
    uint32_t silent;      /* the step whose answer never comes; NEVER_SILENT:
                             none */
    const char *home;     /* where the account lives, and nothing is sent but
                             there; NULL: as the provider says */
    const char *other[2]; /* places besides; or NULL */
    uint32_t most;        /* requests; 0: more than there can be */
    bool goes_on;         /* a 401 may be something else than a refused login */

    struct arena *arena;
    struct secrets *secrets;
    struct plan plan;
    struct scan scan;
    struct findings findings;
    /* What the transport knows. */
    struct request_id waiting[SCAN_IN_FLIGHT + 1];
    uint32_t n_waiting, sent;
    int64_t now;
    bool refused; /* a 401 was handed out */
};

/* Cuts the input into blocks; at least one, which may be empty. */
void tried_cut(struct tried *, const char *bytes, size_t length);
/* As what the block counts, for the step or any behind it. */
struct response tried_response(const struct tried *, uint32_t step);
/* Credentials of the provider, which are all that is secret in a scan. */
void tried_secrets(struct tried *, const char *secret);
/* Scans and judges; the rest of *tried is then filled in. */
void tried_run(struct tried *);

#endif
