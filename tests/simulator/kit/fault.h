/* What a tenant file makes go wrong on purpose. */
#ifndef SIMULATOR_KIT_FAULT_H
#define SIMULATOR_KIT_FAULT_H

#include "tests/simulator/kit/reader.h"

struct fault {
    const char *path;   /* glob, held against call->below */
    const char *method; /* NULL: any */
    int64_t times;      /* left; -1: always */
    int64_t status;     /* 0: answer as usual (after the delay) */
    const char *body, *content_type;
    int64_t size; /* the body is padded to so many bytes */
    int64_t delay_ms;
    bool close;          /* drop the connection instead of an answer */
    int64_t close_after; /* drop it after so many bytes of body; -1: no */
    const struct json *headers; /* object of strings, or NULL */
};

struct faults {
    struct fault *fault;
    uint32_t n;
};

/* The list of a tenant's file. */
void faults_read(struct reader *, const struct json *, struct faults *);

struct call;
/* Answers if a fault says so. */
void fault_check(struct call *);

#endif
