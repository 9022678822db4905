/* What a scan sends: known before anything is sent, the same list for `plan`
 * and `scan`. Paths and bodies are templates; {name} stands for a value that
 * is learned on the way, and the template itself is what evidence shows, so
 * no user, record or identifier gets into a report. */
#ifndef SCANNER_ENGINE_PLAN_H
#define SCANNER_ENGINE_PLAN_H

#include "rules/model/right.h"
#include "scanner/engine/transport.h"

#define NO_STEP UINT32_MAX

/* Where a request goes: below the endpoint of the user, or below an address
 * that the provider learned; the number is the session's. */
enum { BASE_ENDPOINT, BASE_API };

struct step {
    const char *method;    /* "GET" or "POST" */
    const char *path;      /* template, relative to its base */
    const char *body;      /* template, or NULL */
    const char *parameter; /* GET: the query parameter that carries the body */
    const char *endpoint;  /* at most one request in flight on each */
    const char *purpose;   /* what it is for, for a person */
    const char *when;      /* NULL: always; else when a spare one is sent */
    const char *entity;    /* what it asks about, or NULL */
    const char *const *answers; /* ids of the rights it tells of, NULL-ended;
                                   NULL: none. What it leaves open of them is
                                   closed at the end, with the reason */
    enum basis basis; /* on which it tells; BASIS_READ settles nothing */
    bool settles;     /* but here the read itself is what is asked for: whether
                         a subject is reached (rules/model/subject.h) */
    uint32_t after;   /* the step that must be answered first, or NO_STEP */
    bool gathers;     /* and with it all steps before that one */
    uint16_t stage;   /* index into plan.stage */
    uint16_t probe;   /* the provider's own number for its kind */
    bool look_up;     /* finds the address of the API: not sent where that was
                         given by hand */
    bool once;        /* what has reached the server is not sent again, whatever
                         comes of it */
    bool signs_in;    /* its body carries the credential: if it is refused, the
                         login is */
    const struct dialect *dialect; /* of its answers; NULL: the provider's */
    uint32_t base;                 /* index of the session's */
    enum content content;
    enum auth auth;
    uint32_t token; /* of the session's, where auth sends one */
};

struct plan {
    struct step *step; /* in order of priority */
    uint32_t n, capacity;
    const char *const *stage; /* names, NULL-ended */
};

#endif
