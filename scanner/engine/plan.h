/* What a scan sends: known before anything is sent, the same list for `plan`
 * and `scan`. Paths and bodies are templates; {name} stands for a value that
 * is learned on the way, and the template itself is what evidence shows, so
 * no user, record or identifier gets into a report. */
#ifndef SCANNER_ENGINE_PLAN_H
#define SCANNER_ENGINE_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#define NO_STEP UINT32_MAX

struct step {
    const char *method;    /* "GET" or "POST" */
    const char *path;      /* template, relative to the API's base */
    const char *body;      /* template, or NULL */
    const char *parameter; /* GET: the query parameter that carries the body */
    const char *endpoint;  /* at most one request in flight on each */
    const char *purpose;   /* what it is for, for a person */
    const char *when;      /* NULL: always; else when a spare one is sent */
    const char *entity;    /* what it asks about, or NULL */
    uint32_t after; /* the step that must be answered first, or NO_STEP */
    uint16_t stage; /* index into plan.stage */
    uint16_t probe; /* the provider's own number for its kind */
    bool authenticated;
};

struct plan {
    struct step *step; /* in order of priority */
    uint32_t n, capacity;
    const char *const *stage; /* names, NULL-ended */
};

#endif
