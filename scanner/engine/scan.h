/* Drives a plan through a transport: what may be sent now, what must wait,
 * what is asked again, when to stop. Knows no provider's words. */
#ifndef SCANNER_ENGINE_SCAN_H
#define SCANNER_ENGINE_SCAN_H

#include "base/arena.h"
#include "rules/model/audit.h"
#include "scanner/engine/provider.h"
#include "scanner/engine/session.h"

/* SCAN_IN_FLIGHT: so many requests a transport takes at a time.
 * SCAN_REFUSED_MOST: so many a scan gives it, where each carries the login.
 * Some systems lock a user after five refused logins. A login can be lost at
 * any moment, and then all that is in flight is refused before anybody here
 * knows: never more refused than two means never more in flight. */
enum { SCAN_IN_FLIGHT = 16, SCAN_REFUSED_MOST = 2 };

struct scan_options {
    const struct base *endpoint; /* where the first request goes */
    const struct base *api;      /* given by hand; NULL: is looked up */
    uint32_t target;             /* of several; comes back in request ids */
    uint32_t max_requests;       /* retries included */
    int64_t max_ms;              /* for the whole scan */
    uint32_t max_usage;          /* percent of the tenant's hour; 100: any */
    struct secrets *secrets;
    int64_t clock;    /* seconds since 1970 when it begins, for scan_clock */
    int64_t clock_at; /* and ms of transport.now_ms at that time */
    /* For a person who watches; may be NULL. */
    void (*progress)(void *, const char *stage, uint32_t done, uint32_t total);
    void *progress_ctx;
    /* Told of each answer that made no sense, with its bytes; may be NULL. */
    void (*odd)(void *, const struct exchange *, const struct response *);
    void *odd_ctx;
};

enum step_state {
    STEP_WAITING,
    STEP_IN_FLIGHT,
    STEP_HELD, /* answered, but what comes after it has to wait */
    STEP_ANSWERED,
    STEP_DROPPED
};

struct progress {
    enum step_state state;
    bool wanted;          /* a spare step that is needed after all */
    enum reason reason;   /* answered: of the answer; dropped: why */
    uint32_t exchange;    /* index or NO_EXCHANGE */
    uint32_t first, next; /* steps that come after it; its next sibling */
};

/* How far a stage is, for the one who watches. */
struct stage_count {
    uint32_t done, total;
};

struct scan {
    struct arena *mem;    /* what the audit keeps */
    struct arena scratch; /* one answer; emptied before the next */
    const struct provider *provider;
    const struct ruleset *ruleset;
    const struct plan *plan;
    const struct scan_options *options;
    struct transport *transport;
    struct session session;

    struct progress *progress; /* one per step */
    struct stage_count *stage; /* one per stage of the plan */
    struct queue *queue;
    uint32_t n_ended;   /* so many from the first on are at their end */
    uint32_t gathering; /* first of those that wait for several, or NO_STEP */
    uint32_t in_flight, sent;
    int64_t deadline; /* ms of transport.now_ms */
    bool accepted;    /* the login, at least once */

    struct target target;
    struct quota quota;
    enum reason stopped; /* WHY_GRANTED: it was not */
    const char *stop_text;
    const char **note;
    uint32_t n_note, note_capacity;
    struct exchange *exchange;
    uint32_t n_exchange;
    struct observation *observation;
    uint32_t n_observation, observation_capacity;
    struct found *found; /* entities that the catalogue does not name */
    uint32_t n_found, found_capacity;
    void *state; /* the provider's own */
};

/* Runs the plan to its end, or until something stops it. Everything that was
 * found is in *scan afterwards; the caller fills in mem, provider, ruleset,
 * plan, options and transport before, what is known for templates, and the
 * target's name and account. */
void scan_run(struct scan *);

/* ---- for providers, from hear and conclude (scan_tell.c) ------------ */

/* Nothing more is sent; what was not answered is unknown for that reason. */
void scan_stop(struct scan *, enum reason, const char *text);
/* Ends it at a step without which nothing can go on: "WHAT failed (HTTP 500):
 * the API answered with an error: ...", or the cause that the answer names. */
void scan_stop_at(struct scan *, uint32_t step, const struct answer *,
                  const char *what);
/* Remembers a value for templates; a name is set once. */
void scan_know(struct scan *, const char *name, const char *value);
/* Asks for a spare step after all. */
void scan_want(struct scan *, uint32_t step);
void scan_observe(struct scan *, const struct observation *);
/* A doubt about a right: the step had to settle it, and did not. */
void scan_doubt(struct scan *, uint32_t step, const char *right, enum reason);
/* That the login was accepted; right: the provider's login. */
void scan_accepted(struct scan *, uint32_t step, const char *right);
/* An entity that the catalogue does not name, with its section and the risk
 * that its name lets one guess; the same is taken once. Observations may then
 * be of its rights (found_right). */
void
scan_found(struct scan *, const char *name, const char *section, enum risk);
/* Tells something of the tenant or the account; value NULL: nothing. */
void
scan_trait(struct scan *, const char *label, const char *value, bool identity);
/* Tells the reader something besides; the same is told once. */
void scan_note(struct scan *, const char *text);
/* A copy for keeping of text from an answer, free of credentials. */
const char *scan_keep(struct scan *, const char *text);
/* Says in a few words what came of a step; shown as evidence. */
void scan_said(struct scan *, uint32_t step, const char *text);

/* What time it is, in seconds since 1970: what the clock of this machine said
 * when the scan began, and what went by since. */
int64_t scan_clock(const struct scan *);

/* How the clock of this machine compares with the one that dated an answer, a
 * sentence; NULL where the answer says no time. */
const char *scan_clock_says(struct scan *, const struct answer *);

/* Why a step has no usable answer: its own reason or why the scan stopped. */
enum reason scan_reason(const struct scan *, uint32_t step);
/* What its answers are read by. */
const struct dialect *scan_dialect(const struct scan *, uint32_t step);

/* ---- what an answer puts in a new light (scan.c) --------------------- */

/* From hear: the answer to this step may have been due to something that is
 * about to be looked at again. What comes after it waits, until it is asked
 * again or let go. */
void scan_hold(struct scan *, uint32_t step);
/* Asks again: one that was held, or a spare one whose turn went by. */
void scan_ask(struct scan *, uint32_t step);
/* The answer to one that was held stands after all. */
void scan_let_go(struct scan *, uint32_t step);

/* ---- scan_close.c ---------------------------------------------------- */

/* What the steps of the plan left open of the rights they tell of becomes an
 * unknown, each with the reason of its step. */
void scan_close(struct scan *);

/* ---- scan_order.c ---------------------------------------------------- */

/* Exchanges, and the observations of each, in the order of the plan. */
void scan_order(struct scan *);

#endif
