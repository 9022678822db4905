/* The running simulator: what requests share, one request, and its answer. */
#ifndef SIMULATOR_SIM_H
#define SIMULATOR_SIM_H

#include "base/arena.h"
#include "base/json.h"
#include "base/out.h"
#include "tests/simulator/entity.h"
#include "tests/simulator/tenant.h"

#include <pthread.h>
#include <stdio.h>

/* Endpoints that are no entity, after the entities' own. */
enum utility {
    UTILITY_ZONE,
    UTILITY_VERSIONS, /* VersionInformation */
    UTILITY_VERSION,
    UTILITY_AUTHENTICATE,
    UTILITY_MODULES,
    UTILITY_THRESHOLD,
    UTILITY_ENTITIES, /* EntityInformation */
    UTILITY__N
};

struct sim {
    struct tenant tenant;
    int64_t latency_ms;
    const char *base;     /* "http://127.0.0.1:8080/" */
    FILE *log;            /* or NULL */
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t stop;
    bool stopping, locked;
    int64_t used, failed_logins;
    uint64_t requests, events;
    unsigned *busy;      /* requests in work, by endpoint */
    int64_t *fault_left; /* times, by fault of the tenant */
};

enum route_kind {
    ROUTE_NONE,    /* no such path */
    ROUTE_METHOD,  /* the path knows other methods */
    ROUTE_UTILITY, /* which: route.utility */
    ROUTE_INFORMATION,
    ROUTE_FIELDS,
    ROUTE_USER_FIELDS,
    ROUTE_QUERY,
    ROUTE_COUNT,
    ROUTE_NEXT, /* a further page of a query */
    ROUTE_GET,
    ROUTE_LIST, /* the children of a parent */
    ROUTE_CREATE,
    ROUTE_UPDATE,
    ROUTE_DELETE
};

struct route {
    enum route_kind kind;
    enum utility utility;
    const struct entity *entity; /* what it is about, or NULL */
    const struct nested *nested; /* reached through a parent, or NULL */
    int64_t parent, id;          /* -1: none or not a number */
    const char *endpoint;        /* for the log and the thread limit, or "" */
    const char *below;           /* the path below /V1.0/, else the path */
};

enum auth { AUTH_NONE, AUTH_OK, AUTH_BAD };

struct answer {
    bool ready, close;
    unsigned status;
    const char *type; /* content type, or NULL */
    const char *body;
    size_t length;
    int64_t size;        /* more than length: padded to so many bytes */
    int64_t close_after; /* -1: no */
    const struct json *headers;
    const char *authenticate; /* WWW-Authenticate, or NULL */
};

struct call {
    struct arena arena;
    struct sim *sim;
    uint64_t n, begin, end;
    const char *method, *path, *query;
    struct out body;
    const char *user, *secret, *code, *impersonate; /* headers, or NULL */
    const char *arg_user, *arg_search, *arg_paging; /* arguments, or NULL */
    const char *const *header;                      /* names, sorted */
    uint32_t n_header;
    enum auth auth;
    struct route route;
    unsigned *slot;   /* of the thread limit, while held */
    int64_t delay_ms; /* a fault's, besides the latency */
    struct answer answer;
};

/* route.c */
void route_call(struct call *);

/* fault.c: answers if the tenant's faults say so. */
void fault_check(struct call *);

/* limits.c: each may answer; all but the last two are steps of call_answer. */
enum auth login_judge(const struct call *);
void login_check(struct call *);
void budget_check(struct call *);
void slot_take(struct call *);
void slot_give(struct call *);
/* Waits as long as a real tenant would take; ends early when stopping. */
void latency_wait(struct call *);

/* rights.c */
enum level right_of(const struct sim *, const struct entity *, enum access);
bool module_on(const struct sim *, const struct entity *);
void deny(struct call *, enum access); /* about route.entity */
void impersonation_check(struct call *);

/* answer.c */
void
answer_text(struct call *, unsigned status, const char *type, const char *body);
void answer_json(struct call *, unsigned status, const struct json *);
void answer_error(struct call *, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Decides the whole answer, waits, and writes the log. */
void call_answer(struct call *);

/* answer_utility.c */
void answer_utility(struct call *);

/* answer_information.c, answer_fields.c */
void answer_entities(struct call *);
void answer_information(struct call *);
void answer_fields(struct call *);
void answer_user_fields(struct call *);

/* answer_query.c */
void answer_query(struct call *);
void answer_count(struct call *);
void answer_get(struct call *);
void answer_list(struct call *);

/* answer_write.c */
void answer_create(struct call *);
void answer_update(struct call *);
void answer_delete(struct call *);

/* log.c */
void log_call(struct call *);

/* A number for each thing that happens, in order. */
uint64_t sim_event(struct sim *);

#endif
