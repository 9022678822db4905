/* Which URLs the scanner talks to: the guard that every address passes before
 * a credential may be sent there. */
#ifndef SCANNER_ENGINE_URL_H
#define SCANNER_ENGINE_URL_H

#include "base/arena.h"

/* The URL, ending in "/", or NULL if no credential may be sent there: it must
 * be https, on the standard port, on a host of one of the patterns (NULL-ended;
 * "#" stands for a number of one to four digits), or, if loopback is allowed,
 * http or https on this machine. */
const char *url_guard(const char *url, const char *const *hosts, bool loopback,
                      struct arena *);

/* The endpoint of the user, ending in "/", or NULL if it is no plain http(s)
 * URL, or http to another machine. *loopback tells whether it is this one. */
const char *url_endpoint(const char *url, bool *loopback, struct arena *);

#endif
