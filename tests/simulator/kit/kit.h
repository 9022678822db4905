/* The kit of which each simulator is made: it serves HTTP on loopback, reads
 * the command line and the tenant's file, routes by a table, keeps the log,
 * makes faults, counts, and takes its time. It knows no provider.
 *
 * How the next simulator is made, in a folder of its own beside kit/:
 *
 *   struct tenant     what its tenant file may say. .load reads the tree into
 *                     it with the tables of kit/reader.h, strictly, and hands
 *                     over the faults that faults_read() gathered.
 *   struct route[]    method, pattern and handler; {name} in a pattern fits
 *                     one part of the path, which the handler gets with
 *                     call_part() or call_number(). The first row that fits
 *                     is taken; .accepts may refuse one that the pattern and
 *                     the method fit. It ends with a NULL method.
 *   .authenticate     says whose request it is and answers nothing.
 *   .before[]         steps ahead of the handler, each of which may answer:
 *                     login, budget, rights. NULL ends the list. Faults come
 *                     before all of them.
 *   .missing          answers what no row takes; call->other_method tells a
 *                     path that exists for other methods only.
 *   .never            tells, by call_never(), what a client that only audits
 *                     must never send; the log lists it. It is answered as
 *                     the service would, and asked after faults, too.
 *   .open             the fields of a form that the log may show.
 *   .after            sees each answer before it is logged and sent.
 *   main.c            struct simulator with all that, and
 *                     return kit_main(&it, argc, argv);
 *   Makefile.am       NAME_sim_SOURCES, with simulator_CPPFLAGS and
 *                     simulator_LIBS as autotask_sim has them; its tenants
 *                     where .folder says.
 *
 * A handler answers with answer_json(), answer_text() or by filling
 * call->answer, from memory of call->arena. Requests run in threads of their
 * own: what they share and change is guarded by sim->lock. */
#ifndef SIMULATOR_KIT_KIT_H
#define SIMULATOR_KIT_KIT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/out.h"
#include "tests/simulator/kit/build.h"
#include "tests/simulator/kit/fault.h"
#include "tests/simulator/kit/options.h"

#include <pthread.h>
#include <stdio.h>

struct call;
struct sim;

struct route {
    const char *method;  /* "GET"; NULL ends a table */
    const char *pattern; /* "/v1/{thing}/count"; letter case is ignored */
    void (*handler)(struct call *);
    unsigned tag; /* the simulator's own */
};

struct simulator {
    const char *program;  /* "autotask-sim" */
    const char *title;    /* a sentence for --help */
    const char *variable; /* environment: a folder of tenants */
    const char *folder;   /* of tenants, below tests/simulator/ and share/ */
    /* What "--set" of a member of a word spreads to; NULL-ended, or NULL. */
    const char *const *spread;
    /* Options besides those of the kit, at most four; NULL-ended, or NULL. What
     * they were given is in sim->given, in this order. */
    const struct own_option *own;
    size_t about_size; /* of what call->about points to */
    const struct route *routes;
    /* Once, before the tenant's file is read; may be NULL. */
    void (*start)(void);
    /* False, with every mistake in diags, if the tree is no tenant. Sets
     * sim->tenant, and what follows of struct sim from the file. */
    bool (*load)(struct sim *, const struct json *, struct diags *);
    /* Instead of serving: true if that was all, with the exit status and what
     * went wrong. May be NULL. */
    bool (*errand)(struct sim *, struct diags *, int *status);
    /* Before routing; sets what .accepts and the faults need: call->below is
     * the path a fault's glob is held against. May be NULL. */
    void (*arrive)(struct call *);
    /* May be NULL: every row accepts what fits it. */
    bool (*accepts)(struct call *, const struct route *);
    void (*authenticate)(struct call *); /* sets call->auth */
    void (*const *before)(struct call *);
    void (*missing)(struct call *);
    void (*never)(struct call *); /* may be NULL */
    const char *const *open;      /* NULL-ended; NULL: bodies as they came */
    void (*after)(struct call *); /* may be NULL */
    void (*log)(struct call *, struct json *line); /* may be NULL */
};

/* What requests share. */
struct sim {
    const struct simulator *simulator;
    void *tenant;        /* the simulator's; read only once it is loaded */
    struct arena *arena; /* for load */
    const char **given;  /* by options of its own */
    struct arena kept;   /* for what requests leave; the simulator's lock */
    int64_t latency_ms;
    const char *base;     /* "http://127.0.0.1:8080/" */
    FILE *log;            /* or NULL */
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t stop;
    bool stopping;
    uint64_t requests, events;
    bool locked;                 /* limits.c; load may preset these */
    int64_t used, failed_logins; /* of the budget; in a row */
    unsigned *busy;              /* requests in work, by slot */
    uint32_t slots;              /* set by load */
    struct faults faults;        /* set by load */
};

enum auth { AUTH_NONE, AUTH_OK, AUTH_BAD };

struct pair {
    const char *name, *value;
};

struct answer {
    bool ready, close;
    unsigned status;
    const char *type; /* content type, or NULL */
    const char *body;
    size_t length;
    int64_t size;               /* more than length: padded to so many bytes */
    int64_t close_after;        /* -1: no */
    const struct json *headers; /* object of strings, or NULL */
    const char *authenticate;   /* WWW-Authenticate, or NULL */
};

enum { PARTS = 6, NEVERS = 12 };

struct call {
    struct arena arena;
    struct sim *sim;
    uint64_t n, begin, end;
    const char *method, *path, *query; /* query: undecoded, without "?" */
    struct out body;
    struct pair *header, *argument; /* headers by name */
    uint32_t n_header, header_capacity, n_argument, argument_capacity;
    enum auth auth;
    const struct route *route; /* NULL: no row takes it */
    bool other_method;         /* the path fits rows of other methods */
    const char *part[PARTS];   /* what {name} stood for */
    uint32_t n_part;
    struct json *headers;      /* those that answer_header added, or NULL */
    void *about;               /* zeroed; the simulator's own */
    const char *endpoint;      /* for the log, or "" */
    const char *below;         /* what a fault's path is held against */
    unsigned *slot;            /* while held */
    int64_t delay_ms;          /* besides the latency */
    const char *never[NEVERS]; /* what a client must not do */
    uint32_t n_never;
    struct answer answer;
};

int kit_main(const struct simulator *, int argc, char **argv);

/* Header or argument of a request, NULL if it has none; no letter case. */
const char *call_header(const struct call *, const char *name);
const char *call_argument(const struct call *, const char *name);

/* The n-th {name} of the row; as a number, -1 if it is none. */
const char *call_part(const struct call *, uint32_t n);
int64_t call_number(const struct call *, uint32_t n);

/* route.c: sets route, part and other_method. */
void route_call(struct call *);

/* answer.c */
void
answer_text(struct call *, unsigned status, const char *type, const char *body);
void answer_json(struct call *, unsigned status, const struct json *);
/* One more header of the answer that is there. */
void answer_header(struct call *, const char *name, const char *value);
/* Decides the whole answer, waits, and writes the log. */
void call_answer(struct call *);

/* limits.c */
/* Counts a login in; true if the user is locked (now). Only failures of a user
 * who is known count, and so many in a row lock for good. */
bool login_count(struct call *, bool known, int64_t lock_after);
/* Counts the request; how many there were with it. */
int64_t budget_count(struct sim *);
/* One of so many that may work on one slot at once; false if there are
 * already. The kit gives it back. */
bool slot_take(struct call *, uint32_t slot, int64_t limit);
void slot_give(struct call *);
/* Waits as long as a real tenant would take; ends early when stopping. */
void latency_wait(struct call *);

/* log.c */
void log_call(struct call *);
/* A word for what a client must not do; once is enough. */
void call_never(struct call *, const char *what);

/* A number for each thing that happens, in order. */
uint64_t sim_event(struct sim *);

#endif
