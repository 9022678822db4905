/* Drives a plan through a transport: what may be sent now, what must wait,
 * what is asked again, when to stop. Knows no provider's words. */
#ifndef SCANNER_ENGINE_SCAN_H
#define SCANNER_ENGINE_SCAN_H

#include "base/arena.h"
#include "rules/model/model.h"
#include "scanner/engine/plan.h"
#include "scanner/engine/provider.h"
#include "scanner/engine/secret.h"
#include "scanner/engine/transport.h"

#include <stdbool.h>
#include <stdint.h>

enum { SCAN_IN_FLIGHT = 16 };

struct scan_options {
    const char *endpoint;  /* ends in "/" */
    bool loopback;         /* the endpoint is this machine */
    uint32_t max_requests; /* retries included */
    int64_t max_ms;        /* for the whole scan */
    uint32_t max_usage;    /* percent of the tenant's hour; 100: any */
    const struct secrets *secrets;
    /* For a person who watches; may be NULL. */
    void (*progress)(void *, const char *stage, uint32_t done, uint32_t total);
    void *progress_ctx;
};

enum step_state { STEP_WAITING, STEP_IN_FLIGHT, STEP_ANSWERED, STEP_DROPPED };

struct progress {
    enum step_state state;
    bool wanted;        /* a spare step that is needed after all */
    int64_t not_before; /* ms of transport.now_ms */
    enum reason reason; /* answered: of the answer; dropped: why */
    uint32_t exchange;  /* index or NO_EXCHANGE */
};

/* A value learned on the way, for the templates of later steps. */
struct known {
    const char *name, *value;
};

struct scan {
    struct arena *mem;    /* what the audit keeps */
    struct arena scratch; /* one answer; emptied before the next */
    const struct provider *provider;
    const struct ruleset *ruleset;
    const struct plan *plan;
    const struct scan_options *options;
    struct transport *transport;

    struct progress *progress; /* one per step */
    uint32_t in_flight, sent;
    int64_t deadline; /* ms of transport.now_ms */

    const char *base; /* URL of the API, ends in "/"; NULL until known */
    struct known known[16];
    uint32_t n_known;

    struct target target;
    struct usage usage;
    enum reason stopped; /* WHY_GRANTED: it was not */
    const char *stop_text;
    struct exchange *exchange;
    uint32_t n_exchange;
    struct observation *observation;
    uint32_t n_observation, observation_capacity;
    void *state; /* the provider's own */
};

/* Runs the plan to its end, or until something stops it. Everything that was
 * found is in *scan afterwards; the caller fills in mem, provider, ruleset,
 * plan, options and transport before, and the target's name and user. */
void scan_run(struct scan *);

/* ---- for providers, from hear and conclude --------------------------- */

/* Nothing more is sent; what was not answered is unknown for that reason. */
void scan_stop(struct scan *, enum reason, const char *text);
/* Remembers a value for templates; a name is set once. */
void scan_know(struct scan *, const char *name, const char *value);
/* Asks for a spare step after all. */
void scan_want(struct scan *, uint32_t step);
void scan_observe(struct scan *, const struct observation *);
/* A copy for keeping of text from an answer, free of credentials. */
const char *scan_keep(struct scan *, const char *text);
/* Says in a few words what came of a step; shown as evidence. */
void scan_said(struct scan *, uint32_t step, const char *text);

/* What an answer of that kind leaves open. ANSWER_OK gives WHY_GRANTED. */
enum reason answer_reason(enum answer_kind);
/* Why a step has no usable answer: its own reason or why the scan stopped. */
enum reason scan_reason(const struct scan *, uint32_t step);

#endif
