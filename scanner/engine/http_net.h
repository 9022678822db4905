/* What libcurl's errors amount to. */
#ifndef SCANNER_ENGINE_HTTP_NET_H
#define SCANNER_ENGINE_HTTP_NET_H

#include "scanner/engine/transport.h"

/* code: a CURLcode. text: libcurl's words for it. host: whom the request was
 * for. connect_status: what a proxy answered to CONNECT, or 0. */
enum net
net_of_code(int code, const char *text, const char *host, long connect_status);

/* Our own words for a kind that is known without libcurl, or NULL. */
const char *net_words(enum net);

#endif
