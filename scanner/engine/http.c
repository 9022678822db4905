/* The transport over libcurl's multi interface: the transfers of one thread. */
#include "scanner/engine/http.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/descriptors.h"
#include "base/file.h"
#include "scanner/engine/scan.h"
#include "scanner/engine/transfer.h"

#include <curl/curl.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* DESCRIPTORS: of each transfer a socket and the two of a name being looked up
 * (lib/asyn-thread.c), and of whatever else 16. */
enum { DESCRIPTORS = 3 * SCAN_IN_FLIGHT + 16 };

enum { PEM_CAP = 8 * 1024 * 1024, POLL_MS = 250 };

struct http {
    struct http_options options;
    struct arena mem;
    struct file_text ca; /* PEM: the system's and the user's */
    CURLM *multi;
    struct transfer transfer[SCAN_IN_FLIGHT];
    uint32_t in_flight;
    struct wires wires;
    struct transfer *finished; /* whose answer the caller is looking at */
};

void
http_begin(void)
{
    if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, alloc_new, alloc_free,
                             alloc_grow, alloc_text, alloc_zero) != CURLE_OK)
        die("libcurl cannot be used");
}

void
http_end(void)
{
    curl_global_cleanup();
}

const char *const *
http_trust(void)
{
    static const char *place[3];
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    size_t n = 0;

    if (info->cainfo != NULL && info->cainfo[0] != '\0')
        place[n++] = info->cainfo;
    if (info->capath != NULL && info->capath[0] != '\0')
        place[n++] = info->capath;
    place[n] = NULL;
    return place;
}

/* ---- setting up ---------------------------------------------------------- */

/* curl replaces its CA bundle by the one it is given; --cacert adds one. */
static bool
load_ca(struct http *http, struct diags *diags)
{
    const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    struct file_text system = {"", 0}, own;
    char *both;

    if (http->options.cacert == NULL)
        return true;
    if (info->cainfo != NULL && info->cainfo[0] != '\0')
        (void)file_read(info->cainfo, PEM_CAP, &http->mem,
                        &(struct diags){.arena = &http->mem}, &system);
    if (!file_read(http->options.cacert, PEM_CAP, &http->mem, diags, &own))
        return false;
    if (strstr(own.bytes, "-----BEGIN CERTIFICATE-----") == NULL) {
        diag_add(diags, 0, 0, "%s: holds no certificate (PEM is needed)",
                 http->options.cacert);
        return false;
    }
    both = arena_new(&http->mem, char, system.length + own.length + 2);
    memcpy(both, system.bytes, system.length);
    both[system.length] = '\n';
    memcpy(both + system.length + 1, own.bytes, own.length);
    http->ca = (struct file_text){both, system.length + 1 + own.length};
    return true;
}

struct http *
http_new(const struct http_options *options, struct diags *diags)
{
    struct http *http = alloc_zero(1, sizeof *http);

    descriptors_need(DESCRIPTORS);
    http->options = *options;
    for (uint32_t i = 0; i < SCAN_IN_FLIGHT; i++)
        http->transfer[i].wires = &http->wires;
    if (!load_ca(http, diags)) {
        http_free(http);
        return NULL;
    }
    http->multi = curl_multi_init();
    if (http->multi == NULL)
        die("out of memory");
    if (curl_multi_setopt(http->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
                          (long)SCAN_IN_FLIGHT) != CURLM_OK)
        die("libcurl lacks something this program needs (connections)");
    return http;
}

/* The answer that the caller has looked at is let go: its transfer may be
 * used again. */
static void
release(struct http *http)
{
    if (http->finished != NULL)
        http->finished->busy = false;
    http->finished = NULL;
}

static uint32_t
drop(void *ctx)
{
    struct http *http = ctx;
    uint32_t unsent = 0;

    release(http);
    for (uint32_t i = 0; i < SCAN_IN_FLIGHT; i++) {
        struct transfer *transfer = &http->transfer[i];

        if (!transfer->busy)
            continue;
        unsent += transfer->sends == 0;
        if (!transfer->refused)
            (void)curl_multi_remove_handle(http->multi, transfer->curl);
        transfer_clear(transfer);
        transfer->busy = false;
    }
    http->in_flight = 0;
    return unsent;
}

void
http_free(struct http *http)
{
    (void)drop(http);
    for (uint32_t i = 0; i < SCAN_IN_FLIGHT; i++)
        transfer_free(&http->transfer[i]);
    if (http->multi != NULL)
        (void)curl_multi_cleanup(http->multi);
    arena_free(&http->mem);
    alloc_free(http);
}

/* ---- sending ------------------------------------------------------------- */

static struct transfer *
idle_transfer(struct http *http)
{
    for (uint32_t i = 0; i < SCAN_IN_FLIGHT; i++)
        if (!http->transfer[i].busy)
            return &http->transfer[i];
    return NULL;
}

static bool
submit(void *ctx, const struct request *request)
{
    struct http *http = ctx;
    struct transfer *transfer;

    release(http);
    transfer = idle_transfer(http);
    if (transfer == NULL)
        return false;
    transfer->busy = true;
    http->in_flight++;
    if (transfer_begin(transfer, &http->options, &http->ca, request) &&
        curl_multi_add_handle(http->multi, transfer->curl) != CURLM_OK)
        die("out of memory");
    return true;
}

/* ---- receiving ----------------------------------------------------------- */

static void
finish(struct http *http, struct transfer *transfer, CURLcode code,
       struct response *response)
{
    transfer_answer(transfer, code, response);
    if (!transfer->refused)
        (void)curl_multi_remove_handle(http->multi, transfer->curl);
    transfer_clear(transfer);
    http->in_flight--;
    http->finished = transfer;
}

/* A refused login must be known before more is sent: of its body is taken what
 * comes at once. */
static bool
take_denied(struct http *http, struct response *response)
{
    int64_t now = clock_ms();

    for (uint32_t i = 0; i < SCAN_IN_FLIGHT; i++) {
        struct transfer *transfer = &http->transfer[i];

        if (!transfer->busy || transfer == http->finished ||
            transfer->head.status != 401)
            continue;
        if (transfer->denied_at == 0)
            transfer->denied_at = now;
        if (now - transfer->denied_at < HTTP_REFUSAL_MS)
            continue;
        transfer->enough = true;
        finish(http, transfer, CURLE_OK, response);
        return true;
    }
    return false;
}

static bool
take_refused(struct http *http, struct response *response)
{
    for (uint32_t i = 0; i < SCAN_IN_FLIGHT; i++)
        if (http->transfer[i].busy && http->transfer[i].refused) {
            finish(http, &http->transfer[i], CURLE_URL_MALFORMAT, response);
            return true;
        }
    return false;
}

/* One that was not sent goes on the multi handle again. */
static bool
renew(struct http *http, struct transfer *transfer)
{
    if (!transfer_renew(transfer))
        return false;
    (void)curl_multi_remove_handle(http->multi, transfer->curl);
    if (curl_multi_add_handle(http->multi, transfer->curl) != CURLM_OK)
        die("out of memory");
    return true;
}

static void
learn_version(struct http *http, CURL *curl)
{
    long version = 0;

    (void)curl_easy_getinfo(curl, CURLINFO_HTTP_VERSION, &version);
    if (version >= CURL_HTTP_VERSION_2_0)
        http->wires.multiplexed = true;
}

static bool
take_finished(struct http *http, struct response *response)
{
    int left;
    const CURLMsg *message;

    while ((message = curl_multi_info_read(http->multi, &left)) != NULL) {
        CURLcode code = message->data.result;
        struct transfer *transfer;
        char *private = NULL;

        if (message->msg != CURLMSG_DONE)
            continue;
        (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE,
                                &private);
        transfer = (struct transfer *)(void *)private;
        if (renew(http, transfer))
            continue;
        learn_version(http, transfer->curl);
        finish(http, transfer, code, response);
        return true;
    }
    return take_refused(http, response) || take_denied(http, response);
}

static enum pump
next(void *ctx, struct response *response, int64_t wait_ms)
{
    struct http *http = ctx;
    int64_t until = clock_ms() + wait_ms;

    release(http);
    for (;;) {
        int running = 0;
        int64_t left = until - clock_ms();

        if (*http->options.stop != 0)
            return PUMP_STOPPED;
        if (curl_multi_perform(http->multi, &running) != CURLM_OK)
            die("libcurl cannot go on");
        if (take_finished(http, response))
            return PUMP_GOT;
        if (left <= 0)
            return http->in_flight > 0 ? PUMP_TIMEOUT : PUMP_IDLE;
        (void)curl_multi_poll(http->multi, NULL, 0,
                              (int)(left < POLL_MS ? left : POLL_MS), NULL);
    }
}

static int64_t
now_monotonic(void *ctx)
{
    (void)ctx;
    return clock_ms();
}

struct transport
http_transport(struct http *http)
{
    return (struct transport){.ctx = http,
                              .submit = submit,
                              .next = next,
                              .now_ms = now_monotonic,
                              .drop = drop};
}

const char *
http_library(void)
{
    return curl_version();
}
