/* Which URLs the scanner talks to: the guard that every address passes before
 * a credential may be sent there. What passed is a struct base, and a request
 * goes to one and to nothing else. */
#ifndef SCANNER_ENGINE_URL_H
#define SCANNER_ENGINE_URL_H

#include "base/arena.h"

/* An address that was checked, in the parts that were checked. Only url.c
 * makes one; lives in the arena. */
struct base {
    const char *text; /* all of it, in lower case but for the path */
    const char *scheme, *host;
    const char *port; /* digits, or NULL: the scheme's own */
    const char *path; /* begins and ends with "/" */
    bool loopback;    /* this machine */
};

/* NULL if no credential may be sent there: it must be https, on the standard
 * port, on a host of one of the patterns (NULL-ended; "#" stands for a number
 * of one to four digits), or, if loopback is allowed, http or https on this
 * machine. */
const struct base *url_guard(const char *url, const char *const *hosts,
                             bool loopback, struct arena *);

/* The address, if it is at the very host and port of another, or, where that is
 * this machine, anywhere at it; else NULL. */
const struct base *
url_beside(const char *url, const struct base *other, struct arena *);

/* The endpoint of the user, or NULL if it is no plain http(s) URL, or http to
 * another machine. */
const struct base *url_endpoint(const char *url, struct arena *);

/* The URL of something below a base, for CURLOPT_CURLU (a CURLU *); free it
 * with curl_url_cleanup. The path is relative, escaped, and may end in a
 * "?" with a query. NULL: it leaves the base, or is no path. */
struct Curl_URL;
struct Curl_URL *url_below(const struct base *, const char *path);

#endif
