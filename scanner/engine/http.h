/* The transport over libcurl's multi interface: one thread, connections
 * reused, HTTP/2 where offered. No redirects, no plain http but to this
 * machine, certificates always verified, everything capped, nothing sent
 * twice by itself. */
#ifndef SCANNER_ENGINE_HTTP_H
#define SCANNER_ENGINE_HTTP_H

#include "base/diag.h"
#include "scanner/engine/transport.h"

#include <signal.h>

struct http_options {
    const char *user_agent;
    const char *accept;    /* NULL: application/json */
    const char *allowance; /* as in http_head.h; or NULL */
    const char *cacert;    /* PEM file added to the system's CAs, or NULL */
    int64_t timeout_ms;    /* of one request, connecting included */
    bool loopback;         /* plain http is allowed, proxies are not used */
    const volatile sig_atomic_t *stop; /* not 0: the user interrupted */
};

enum {
    HTTP_BODY_CAP = 4 * 1024 * 1024, /* of one answer, decompressed */
    HTTP_ERROR_CAP = 64 * 1024,      /* what is read of an error's */
    HTTP_HEADER_CAP = 64 * 1024,
    HTTP_REFUSAL_MS = 500,  /* how long the rest of a 401 is waited for */
    HTTP_CONNECT_MS = 30000 /* a first TLS connect of 11 s has been measured */
};

struct http;

/* Once before the first http_new, and after the last http_free. libcurl's
 * memory is base/alloc.h's: it builds its requests out of headers and forms. */
void http_begin(void);
/* Names and versions of the library and of those that it uses. */
const char *http_library(void);
void http_end(void);

/* Where libcurl looks for the system's authorities, ended by NULL. */
const char *const *http_trust(void);

/* NULL with the cause in diags: the CA file cannot be used. */
struct http *http_new(const struct http_options *, struct diags *);
struct transport http_transport(struct http *);
/* Breaks off what is in flight, at once. */
void http_free(struct http *);

#endif
