/* What the test files of the transport share: one server, one transport. */
#ifndef TESTS_UNIT_WIRE_TEST_H
#define TESTS_UNIT_WIRE_TEST_H

#include "base/arena.h"
#include "scanner/engine/http.h"
#include "scanner/engine/secret.h"
#include "scanner/engine/url.h"
#include "tests/unit/rawserver.h"

#include <check.h>

struct wire {
    struct arena mem;
    struct raw *raw;
    struct http *http;
    struct transport transport;
    const struct base *base;
    struct secrets secrets;
    volatile sig_atomic_t stop;
};

/* The one that the fixtures set up before each test and take down after it. */
extern struct wire wire;

void wire_setup(void);
void wire_teardown(void);

/* A server with that script and a transport to it; seconds for a request. */
void wire_begin(const struct raw_say *script, int timeout);

/* Submits GET of that path with the credentials' headers, and waits. */
struct response wire_get(const char *path);
struct response wire_ask(const struct request *);
struct response wire_wait(void);
struct request wire_request(const char *path);

Suite *wire_fault_suite(void);
Suite *wire_send_suite(void);
Suite *wire_end_suite(void);

#endif
