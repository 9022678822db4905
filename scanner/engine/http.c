/* The transport over libcurl. The only file that knows curl (but for its
 * global initialisation in main.c) and that reveals credentials. */
#include "scanner/engine/http.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/out.h"
#include "scanner/engine/scan.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { PEM_CAP = 8 * 1024 * 1024, POLL_MS = 250, RETRY_AFTER_CAP = 64 };

struct transfer {
    struct http *http;
    CURL *curl;
    bool busy;
    uint32_t id;
    struct out body;
    size_t header_bytes;
    bool too_big;
    char retry_after[RETRY_AFTER_CAP];
    char error[CURL_ERROR_SIZE];
};

struct http {
    struct http_options options;
    struct arena mem;
    struct file_text ca; /* PEM: the system's and the user's */
    CURLM *multi;
    struct curl_slist *plain, *authenticated; /* headers */
    struct transfer transfer[SCAN_IN_FLIGHT];
    uint32_t in_flight;
    struct transfer *finished; /* whose answer the caller is looking at */
};

/* ---- what curl hands over ------------------------------------------------ */

static size_t
on_body(char *bytes, size_t size, size_t n, void *arg)
{
    struct transfer *transfer = arg;

    if (out_bytes(&transfer->body, bytes, size * n))
        return size * n;
    transfer->too_big = true;
    return 0;
}

/* Keeps Retry-After; a value that is too long to be one is left out. */
static size_t
on_header(char *bytes, size_t size, size_t n, void *arg)
{
    static const char name[] = "retry-after:";
    struct transfer *transfer = arg;
    size_t length = size * n, from = sizeof name - 1;

    transfer->header_bytes += length;
    if (transfer->header_bytes > HTTP_HEADER_CAP) {
        transfer->too_big = true;
        return 0;
    }
    if (length <= from || strncasecmp(bytes, name, from) != 0)
        return length;
    while (from < length && (bytes[from] == ' ' || bytes[from] == '\t'))
        from++;
    while (n > from && strchr("\r\n \t", bytes[n - 1]) != NULL)
        n--;
    if (n - from < sizeof transfer->retry_after) {
        memcpy(transfer->retry_after, bytes + from, n - from);
        transfer->retry_after[n - from] = '\0';
    }
    return length;
}

/* ---- setting up ---------------------------------------------------------- */

static struct curl_slist *
list_add(struct curl_slist *list, const char *line)
{
    list = curl_slist_append(list, line);
    if (list == NULL)
        die("out of memory");
    return list;
}

static struct curl_slist *
headers_new(const struct secrets *secrets)
{
    struct curl_slist *list = list_add(NULL, "Accept: application/json");

    list = list_add(list, "Content-Type: application/json");
    for (uint32_t i = 0; secrets != NULL && i < secrets->n; i++) {
        struct out line = {0};

        (void)out_print(&line, "%s: %s", secrets->credential[i].header,
                        secret_reveal(&secrets->value[i]));
        list = list_add(list, out_string(&line));
        out_free(&line);
    }
    return list;
}

static void
headers_free(struct curl_slist *list)
{
    for (struct curl_slist *line = list; line != NULL; line = line->next)
        explicit_bzero(line->data, strlen(line->data));
    curl_slist_free_all(list);
}

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

#define SET(curl, option, value)                                               \
    do {                                                                       \
        if (curl_easy_setopt((curl), (option), (value)) != CURLE_OK)           \
            die("libcurl lacks something this program needs (" #option ")");   \
    } while (0)

static CURL *
easy_new(struct http *http, struct transfer *transfer)
{
    CURL *curl = curl_easy_init();

    if (curl == NULL)
        die("out of memory");
    SET(curl, CURLOPT_PRIVATE, transfer);
    SET(curl, CURLOPT_NOSIGNAL, 1L);
    SET(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(curl, CURLOPT_FOLLOWLOCATION, 0L);
    SET(curl, CURLOPT_PROTOCOLS_STR,
        http->options.loopback ? "http,https" : "https");
    if (http->options.loopback)
        SET(curl, CURLOPT_PROXY, "");
    SET(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    SET(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    SET(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    SET(curl, CURLOPT_PIPEWAIT, 1L);
    SET(curl, CURLOPT_ACCEPT_ENCODING, "");
    SET(curl, CURLOPT_USERAGENT, http->options.user_agent);
    SET(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)HTTP_CONNECT_MS);
    SET(curl, CURLOPT_TIMEOUT_MS, (long)http->options.timeout_ms);
    SET(curl, CURLOPT_WRITEFUNCTION, on_body);
    SET(curl, CURLOPT_WRITEDATA, transfer);
    SET(curl, CURLOPT_HEADERFUNCTION, on_header);
    SET(curl, CURLOPT_HEADERDATA, transfer);
    SET(curl, CURLOPT_ERRORBUFFER, transfer->error);
    if (http->ca.length > 0) {
        struct curl_blob blob = {.len = http->ca.length,
                                 .flags = CURL_BLOB_NOCOPY};

        /* curl only reads the bytes, but its type does not say so. */
        memcpy(&blob.data, &http->ca.bytes, sizeof blob.data);
        SET(curl, CURLOPT_CAINFO_BLOB, &blob);
    }
    return curl;
}

struct http *
http_new(const struct http_options *options, struct diags *diags)
{
    struct http *http = calloc(1, sizeof *http);

    if (http == NULL)
        die("out of memory");
    http->options = *options;
    if (!load_ca(http, diags)) {
        http_free(http);
        return NULL;
    }
    http->multi = curl_multi_init();
    if (http->multi == NULL)
        die("out of memory");
    (void)curl_multi_setopt(http->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
                            (long)SCAN_IN_FLIGHT);
    http->plain = headers_new(NULL);
    http->authenticated = headers_new(options->secrets);
    for (uint32_t i = 0; i < SCAN_IN_FLIGHT; i++) {
        http->transfer[i].http = http;
        http->transfer[i].body.limit = HTTP_BODY_CAP;
    }
    return http;
}

void
http_free(struct http *http)
{
    for (uint32_t i = 0; i < SCAN_IN_FLIGHT; i++) {
        struct transfer *transfer = &http->transfer[i];

        if (transfer->busy)
            (void)curl_multi_remove_handle(http->multi, transfer->curl);
        if (transfer->curl != NULL)
            curl_easy_cleanup(transfer->curl);
        out_free(&transfer->body);
    }
    if (http->multi != NULL)
        (void)curl_multi_cleanup(http->multi);
    headers_free(http->plain);
    headers_free(http->authenticated);
    arena_free(&http->mem);
    free(http);
}

/* ---- the transport ------------------------------------------------------- */

/* The answer that the caller has looked at is let go: its transfer may be
 * used again. */
static void
release(struct http *http)
{
    if (http->finished != NULL)
        http->finished->busy = false;
    http->finished = NULL;
}

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
    if (transfer->curl == NULL)
        transfer->curl = easy_new(http, transfer);
    transfer->id = request->id;
    transfer->header_bytes = 0;
    transfer->too_big = false;
    transfer->retry_after[0] = '\0';
    transfer->error[0] = '\0';
    out_reset(&transfer->body);
    SET(transfer->curl, CURLOPT_URL, request->url);
    SET(transfer->curl, CURLOPT_HTTPHEADER,
        request->authenticated ? http->authenticated : http->plain);
    if (strcmp(request->method, "POST") == 0 && request->body != NULL) {
        SET(transfer->curl, CURLOPT_POSTFIELDSIZE, -1L);
        SET(transfer->curl, CURLOPT_COPYPOSTFIELDS, request->body);
    } else if (strcmp(request->method, "GET") == 0) {
        SET(transfer->curl, CURLOPT_HTTPGET, 1L);
    } else {
        unreachable("a request that is neither GET nor POST");
    }
    if (curl_multi_add_handle(http->multi, transfer->curl) != CURLM_OK)
        die("out of memory");
    transfer->busy = true;
    http->in_flight++;
    return true;
}

static enum net
net_of(const struct transfer *transfer, CURLcode code)
{
    static const struct {
        CURLcode code;
        enum net net;
    } row[] = {
        {CURLE_OK, NET_OK},
        {CURLE_OPERATION_TIMEDOUT, NET_TIMEOUT},
        {CURLE_COULDNT_RESOLVE_HOST, NET_UNREACHABLE},
        {CURLE_COULDNT_RESOLVE_PROXY, NET_UNREACHABLE},
        {CURLE_COULDNT_CONNECT, NET_UNREACHABLE},
        {CURLE_SSL_CONNECT_ERROR, NET_TLS},
        {CURLE_PEER_FAILED_VERIFICATION, NET_TLS},
        {CURLE_SSL_CERTPROBLEM, NET_TLS},
        {CURLE_SSL_CIPHER, NET_TLS},
        {CURLE_SSL_CACERT_BADFILE, NET_TLS},
        {CURLE_SSL_ISSUER_ERROR, NET_TLS},
        {CURLE_SSL_INVALIDCERTSTATUS, NET_TLS},
    };

    if (transfer->too_big)
        return NET_TOO_BIG;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (row[i].code == code)
            return row[i].net;
    return NET_RESET;
}

static void
finish(struct transfer *transfer, CURLcode code, struct response *response)
{
    struct http *http = transfer->http;
    curl_off_t micros = 0;
    long status = 0;

    (void)curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(transfer->curl, CURLINFO_TOTAL_TIME_T, &micros);
    *response = (struct response){
        .id = transfer->id,
        .net = net_of(transfer, code),
        .net_text = transfer->error[0] != '\0' ? transfer->error
                                               : curl_easy_strerror(code),
        .status = (int)status,
        .body = out_string(&transfer->body),
        .length = transfer->body.length,
        .retry_after =
            transfer->retry_after[0] != '\0' ? transfer->retry_after : NULL,
        .millis = (uint32_t)(micros / 1000),
    };
    if (response->net == NET_TOO_BIG)
        response->net_text = "the answer is larger than is accepted";
    if (response->net != NET_OK)
        response->status = 0;
    (void)curl_multi_remove_handle(http->multi, transfer->curl);
    http->in_flight--;
    http->finished = transfer;
}

static bool
take_finished(struct http *http, struct response *response)
{
    int left;
    const CURLMsg *message;

    while ((message = curl_multi_info_read(http->multi, &left)) != NULL) {
        char *private = NULL;

        if (message->msg != CURLMSG_DONE)
            continue;
        (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE,
                                &private);
        finish((struct transfer *)(void *)private, message->data.result,
               response);
        return true;
    }
    return false;
}

static int64_t
clock_ms(void)
{
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        die("no monotonic clock");
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
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

static int64_t
now_unix(void *ctx)
{
    (void)ctx;
    return (int64_t)time(NULL);
}

struct transport
http_transport(struct http *http)
{
    return (struct transport){.ctx = http,
                              .submit = submit,
                              .next = next,
                              .now_ms = now_monotonic,
                              .now_unix = now_unix};
}
