/* A scan by a tiny provider over the scripted transport, for what the engine
 * does whatever the provider. */
#ifndef TESTS_UNIT_SCANNER_TINY_H
#define TESTS_UNIT_SCANNER_TINY_H

#include "base/out.h"
#include "scanner/engine/scan.h"
#include "tests/unit/scanner_test.h"
#include "tests/unit/transport_fake.h"

/* What the provider does when a step is answered (step.probe). */
enum tiny_probe {
    TINY_NOTHING,
    TINY_WANT,    /* asks for the next step, a spare one */
    TINY_KNOW,    /* knows "id" from then on */
    TINY_OBSERVE, /* tells of the first of the rights it should tell of */
    TINY_REACH    /* the same of a subject: reached, or refused */
};

struct tiny_scan {
    struct arena mem;
    struct fake fake;
    struct scan scan;
    const struct provider *provider; /* tiny_provider, or one like it */
    struct plan plan;
    const struct ruleset *rules; /* or NULL */
    struct scan_options how;
    struct secrets secrets;
    struct transport transport;
    struct out heard; /* "step:kind " for each answer heard, then "end" */
    uint32_t progress_calls;
    /* Before a step is sent; NULL: nothing, and all may go. */
    bool (*ready)(struct tiny_scan *, uint32_t step);
};

extern const struct provider tiny_provider;
extern const struct fake_reply tiny_fine[]; /* everything is answered well */

void tiny_begin(struct tiny_scan *);
void tiny_end(struct tiny_scan *);

/* A step on an endpoint of its own; the path is "s" and its number. */
uint32_t tiny_add(struct tiny_scan *, uint32_t after);
/* The same, to be changed. */
struct step *tiny_step(struct tiny_scan *, uint32_t after);

/* Runs the plan; gives what was heard. */
const char *tiny_run(struct tiny_scan *, const struct fake_reply *);

#endif
