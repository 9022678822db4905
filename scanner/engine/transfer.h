/* One request on its way, and what came back. For http.c. */
#ifndef SCANNER_ENGINE_TRANSFER_H
#define SCANNER_ENGINE_TRANSFER_H

#include "base/file.h"
#include "base/out.h"
#include "scanner/engine/http.h"
#include "scanner/engine/http_head.h"
#include "scanner/engine/sockets.h"

#include <curl/curl.h>

/* What all transfers of one multi handle share. */
struct wires {
    struct sockets sockets;
    bool multiplexed; /* some answer came over HTTP/2 */
};

struct transfer {
    CURL *curl;
    CURLU *url;
    struct curl_slist *headers;
    struct out sent; /* the body on its way out; may hold secrets */
    struct out body;
    struct head head;
    struct request_id id;
    const struct base *base;
    bool busy;
    bool refused; /* by us: answered without being sent */
    bool too_big;
    bool enough;       /* of an error's body was read */
    bool stale;        /* the connection to be used held bytes of nobody's */
    bool again;        /* libcurl wanted to send it a second time */
    int64_t denied_at; /* when a 401 was first seen; 0: not */
    uint32_t sends;    /* how often the request went out */
    struct wires *wires;
    char error[CURL_ERROR_SIZE];
    struct out words; /* what went wrong, where libcurl's own do not do */
};

/* Makes it ready to be added to a multi handle. False: the address is not one
 * that was checked; transfer_answer says so. */
bool transfer_begin(struct transfer *, const struct http_options *,
                    const struct file_text *ca, const struct request *);

/* Whether it ended unsent because of the connection it was to use: then it is
 * ready to be added again, for a new one. */
bool transfer_renew(struct transfer *);

/* What came of it; points into the transfer. */
void transfer_answer(struct transfer *, CURLcode, struct response *);

/* Forgets what was sent, and wipes it. */
void transfer_clear(struct transfer *);
void transfer_free(struct transfer *);

#endif
