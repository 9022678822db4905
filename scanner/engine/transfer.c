/* One request on its way. The only file that reveals credentials. What is
 * sent is what was asked for: libcurl's own ways of asking again (redirects,
 * dead connections) are off or refused. */
#include "scanner/engine/transfer.h"
#include "base/descriptors.h"
#include "base/diag.h"
#include "scanner/engine/http_net.h"
#include "scanner/engine/secret.h"
#include "scanner/engine/url.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- what curl hands over ------------------------------------------------ */

/* Of an error only the words are wanted: they stand at its beginning. */
static size_t
on_body(char *bytes, size_t size, size_t n, void *arg)
{
    struct transfer *transfer = arg;

    if (!out_bytes(&transfer->body, bytes, size * n)) {
        transfer->too_big = true;
        return 0;
    }
    if (transfer->head.status >= 400 &&
        transfer->body.length >= HTTP_ERROR_CAP) {
        transfer->enough = true;
        return 0;
    }
    return size * n;
}

static size_t
on_header(char *bytes, size_t size, size_t n, void *arg)
{
    struct transfer *transfer = arg;

    head_line(&transfer->head, bytes, size * n);
    if (transfer->head.bytes <= HTTP_HEADER_CAP)
        return size * n;
    transfer->too_big = true;
    return 0;
}

/* As libcurl does it, but that a lack of descriptors is no fault of the
 * network. */
static curl_socket_t
on_open(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    int fd = socket(address->family, address->socktype | SOCK_CLOEXEC,
                    address->protocol);

    (void)arg;
    (void)purpose;
    if (fd < 0)
        descriptors_check(errno);
    return fd;
}

static int
on_socket(void *arg, curl_socket_t fd, curlsocktype purpose)
{
    (void)purpose;
    sockets_add(arg, fd);
    return CURL_SOCKOPT_OK;
}

static int
on_close(void *arg, curl_socket_t fd)
{
    sockets_remove(arg, fd);
    return close(fd);
}

/* Whether a kept connection already holds bytes before anything was asked: the
 * end of it, or what a server sent too much, which 7.88 would take for the
 * beginning of the next answer. Over HTTP/2 they may come at any time. */
static bool
is_stale(const struct transfer *transfer, int local_port)
{
    long connects = 0;

    return !transfer->wires->multiplexed &&
           curl_easy_getinfo(transfer->curl, CURLINFO_NUM_CONNECTS,
                             &connects) == CURLE_OK &&
           connects == 0 &&
           sockets_readable(&transfer->wires->sockets, local_port);
}

/* Called before a request is written. libcurl sends one again by itself, up to
 * five times, where a reused connection turns out dead before a byte of the
 * answer came, or an HTTP/2 stream was refused (lib/transfer.c,
 * Curl_retry_request); whether the server has seen the first is not known. */
static int
on_request(void *arg, char *remote, char *local, /* NOLINT: libcurl's type */
           int remote_port, int local_port)
{
    struct transfer *transfer = arg;

    (void)remote;
    (void)local;
    (void)remote_port;
    if (transfer->sends > 0) {
        transfer->again = true;
        return CURL_PREREQFUNC_ABORT;
    }
    if (is_stale(transfer, local_port)) {
        transfer->stale = true;
        return CURL_PREREQFUNC_ABORT;
    }
    transfer->sends++;
    return CURL_PREREQFUNC_OK;
}

/* ---- setting up ---------------------------------------------------------- */

#define SET(curl, option, value)                                               \
    do {                                                                       \
        if (curl_easy_setopt((curl), (option), (value)) != CURLE_OK)           \
            die("libcurl lacks something this program needs (" #option ")");   \
    } while (0)

static void
set_ca(CURL *curl, const struct file_text *ca)
{
    struct curl_blob blob = {.len = ca->length, .flags = CURL_BLOB_NOCOPY};

    /* curl only reads the bytes, but its type does not say so. */
    memcpy(&blob.data, &ca->bytes, sizeof blob.data);
    SET(curl, CURLOPT_CAINFO_BLOB, &blob);
}

/* QUICK_EXIT: a resolver that hangs is left alone, not waited for, when its
 * transfer ends (lib/asyn-thread.c, Curl_resolver_kill). */
static CURL *
easy_new(const struct http_options *options, const struct file_text *ca,
         struct transfer *transfer)
{
    CURL *curl = curl_easy_init();

    if (curl == NULL)
        die("out of memory");
    SET(curl, CURLOPT_PRIVATE, transfer);
    SET(curl, CURLOPT_NOSIGNAL, 1L);
    SET(curl, CURLOPT_QUICK_EXIT, 1L);
    SET(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(curl, CURLOPT_FOLLOWLOCATION, 0L);
    SET(curl, CURLOPT_PROTOCOLS_STR,
        options->loopback ? "http,https" : "https");
    if (options->loopback)
        SET(curl, CURLOPT_PROXY, "");
    SET(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    SET(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    SET(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    SET(curl, CURLOPT_HTTP09_ALLOWED, 0L);
    SET(curl, CURLOPT_PIPEWAIT, 1L);
    SET(curl, CURLOPT_ACCEPT_ENCODING, "");
    SET(curl, CURLOPT_USERAGENT, options->user_agent);
    SET(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)HTTP_CONNECT_MS);
    SET(curl, CURLOPT_TIMEOUT_MS, (long)options->timeout_ms);
    SET(curl, CURLOPT_WRITEFUNCTION, on_body);
    SET(curl, CURLOPT_WRITEDATA, transfer);
    SET(curl, CURLOPT_HEADERFUNCTION, on_header);
    SET(curl, CURLOPT_HEADERDATA, transfer);
    SET(curl, CURLOPT_PREREQFUNCTION, on_request);
    SET(curl, CURLOPT_PREREQDATA, transfer);
    SET(curl, CURLOPT_OPENSOCKETFUNCTION, on_open);
    SET(curl, CURLOPT_SOCKOPTFUNCTION, on_socket);
    SET(curl, CURLOPT_SOCKOPTDATA, &transfer->wires->sockets);
    SET(curl, CURLOPT_CLOSESOCKETFUNCTION, on_close);
    SET(curl, CURLOPT_CLOSESOCKETDATA, &transfer->wires->sockets);
    SET(curl, CURLOPT_ERRORBUFFER, transfer->error);
    if (ca->length > 0)
        set_ca(curl, ca);
    return curl;
}

/* ---- headers ------------------------------------------------------------- */

/* The line is copied; the original is wiped with its out. */
static void
add_header(struct transfer *transfer, struct out *line)
{
    struct curl_slist *list =
        curl_slist_append(transfer->headers, out_string(line));

    if (list == NULL)
        die("out of memory");
    transfer->headers = list;
    out_free(line);
}

static void
add_plain_header(struct transfer *transfer, const char *text)
{
    struct out line = {0};

    (void)out_text(&line, text);
    add_header(transfer, &line);
}

/* No printf for a secret: it keeps pieces of what it prints on the stack. */
static void
add_credentials(struct transfer *transfer, const struct secrets *secrets)
{
    for (uint32_t i = 0; i < secrets->n; i++) {
        struct out line = {0};

        if (secrets->credential[i].header == NULL)
            continue;
        (void)out_text(&line, secrets->credential[i].header);
        (void)out_text(&line, ": ");
        (void)out_text(&line, secret_reveal(&secrets->value[i]));
        add_header(transfer, &line);
    }
}

/* Not CURLOPT_USERPWD or XOAUTH2_BEARER: libcurl keeps copies of those for as
 * long as the handle lives. */
static void
add_authorization(struct transfer *transfer, const struct request *request)
{
    const struct learned *learned;
    struct out line = {0};

    if (request->token >= LEARNED_CAP)
        unreachable("no such token");
    learned = &request->secrets->learned[request->token];
    (void)out_text(&line, "Authorization: ");
    (void)out_text(&line, learned->word);
    (void)out_text(&line, " ");
    (void)out_text(&line, secret_reveal(&learned->value));
    add_header(transfer, &line);
}

static void
add_headers(struct transfer *transfer, const struct request *request,
            const char *accept)
{
    struct out line = {0};

    (void)out_print(&line, "Accept: %s",
                    accept != NULL ? accept : "application/json");
    add_header(transfer, &line);
    switch (request->content) {
    case CONTENT_NONE:
        add_plain_header(transfer, "Content-Type:"); /* none at all */
        break;
    case CONTENT_JSON:
        add_plain_header(transfer, "Content-Type: application/json");
        break;
    case CONTENT_FORM:
        add_plain_header(transfer,
                         "Content-Type: application/x-www-form-urlencoded");
        break;
    }
    switch (request->auth) {
    case AUTH_NONE:
        break;
    case AUTH_BASIC:
    case AUTH_BEARER:
        add_authorization(transfer, request);
        add_credentials(transfer, request->secrets);
        break;
    case AUTH_TOKEN:
        add_authorization(transfer, request);
        break;
    case AUTH_HEADERS:
        add_credentials(transfer, request->secrets);
        break;
    }
}

/* ---- a request, and its answer ------------------------------------------- */

static void
reset(struct transfer *transfer, struct request_id id)
{
    transfer->id = id;
    transfer->head = (struct head){0};
    transfer->refused = transfer->too_big = false;
    transfer->enough = transfer->again = transfer->stale = false;
    transfer->sends = 0;
    transfer->denied_at = 0;
    transfer->error[0] = '\0';
    out_reset(&transfer->words);
    out_reset(&transfer->body);
}

static void
set_body(struct transfer *transfer, const struct request *request)
{
    const char *body = request->body != NULL ? request->body : "";

    if (strcmp(request->method, "GET") == 0) {
        SET(transfer->curl, CURLOPT_HTTPGET, 1L);
        return;
    }
    if (strcmp(request->method, "POST") != 0)
        unreachable("a request that is neither GET nor POST");
    if (request->content == CONTENT_FORM)
        secrets_fill(request->secrets, request->token, body, &transfer->sent);
    else
        (void)out_text(&transfer->sent, body);
    SET(transfer->curl, CURLOPT_POSTFIELDSIZE, (long)transfer->sent.length);
    SET(transfer->curl, CURLOPT_POSTFIELDS, out_string(&transfer->sent));
}

bool
transfer_renew(struct transfer *transfer)
{
    if (!transfer->stale || transfer->sends > 0)
        return false;
    transfer->stale = false;
    SET(transfer->curl, CURLOPT_FRESH_CONNECT, 1L);
    return true;
}

bool
transfer_begin(struct transfer *transfer, const struct http_options *options,
               const struct file_text *ca, const struct request *request)
{
    if (transfer->curl == NULL)
        transfer->curl = easy_new(options, ca, transfer);
    transfer->body.limit = HTTP_BODY_CAP;
    reset(transfer, request->id);
    transfer->head.allowance = options->allowance;
    transfer->base = request->base;
    transfer->url = url_below(request->base, request->path);
    if (transfer->url == NULL) {
        transfer->refused = true;
        return false;
    }
    SET(transfer->curl, CURLOPT_CURLU, transfer->url);
    SET(transfer->curl, CURLOPT_FRESH_CONNECT, request->fresh ? 1L : 0L);
    add_headers(transfer, request, options->accept);
    SET(transfer->curl, CURLOPT_HTTPHEADER, transfer->headers);
    set_body(transfer, request);
    return true;
}

static enum net
net_of(const struct transfer *transfer, CURLcode code)
{
    long connect_status = 0;

    (void)curl_easy_getinfo(transfer->curl, CURLINFO_HTTP_CONNECTCODE,
                            &connect_status);
    if (transfer->refused)
        return NET_REFUSED_URL;
    if (transfer->too_big)
        return NET_TOO_BIG;
    if (transfer->enough)
        return NET_OK;
    if (transfer->again)
        return NET_RESET;
    if (code == CURLE_OK && transfer->head.broken)
        return NET_BROKEN;
    if (code == CURLE_OK && !transfer->head.ended)
        return NET_RESET;
    return net_of_code((int)code, transfer->error, transfer->base->host,
                       connect_status);
}

static const char *
text_of(struct transfer *transfer, CURLcode code, enum net net)
{
    if (net == NET_OK)
        return NULL;
    if (transfer->again)
        return "the connection had been closed by the server";
    if (net == NET_RESET && code == CURLE_OK)
        return "the connection broke within the headers";
    if (net == NET_PROXY) {
        (void)out_print(&transfer->words, "%s: %s", net_words(net),
                        transfer->error);
        return out_string(&transfer->words);
    }
    if (transfer->error[0] != '\0' && net != NET_TOO_BIG)
        return transfer->error;
    return net_words(net) != NULL ? net_words(net) : curl_easy_strerror(code);
}

/* In ms, or -1: libcurl has read seconds and dates alike; 0 stands for none,
 * and a date that is gone is less. */
static int64_t
wait_asked(CURL *curl)
{
    enum { DAY = 24 * 60 * 60 };
    curl_off_t seconds = 0;

    (void)curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
    if (seconds <= 0)
        return -1;
    return (int64_t)(seconds < DAY ? seconds : DAY) * 1000;
}

void
transfer_answer(struct transfer *transfer, CURLcode code,
                struct response *response)
{
    const struct head *head = &transfer->head;
    enum net net = net_of(transfer, code);
    curl_off_t micros = 0;

    (void)curl_easy_getinfo(transfer->curl, CURLINFO_TOTAL_TIME_T, &micros);
    *response = (struct response){
        .id = transfer->id,
        .net = net,
        .net_text = text_of(transfer, code, net),
        .status = head->status,
        .location = head->location[0] != '\0' ? head->location : NULL,
        .link = head->link[0] != '\0' ? head->link : NULL,
        .remaining = head->remaining[0] != '\0' ? head->remaining : NULL,
        .date = head->date,
        .body = out_string(&transfer->body),
        .length = transfer->body.length,
        .retry_after_ms = transfer->refused ? -1 : wait_asked(transfer->curl),
        .sends = transfer->sends,
        .millis = transfer->refused ? 0 : (uint32_t)(micros / 1000),
    };
}

/* What a transfer held for one request. */
void
transfer_clear(struct transfer *transfer)
{
    for (struct curl_slist *line = transfer->headers; line != NULL;
         line = line->next)
        explicit_bzero(line->data, strlen(line->data));
    curl_slist_free_all(transfer->headers);
    transfer->headers = NULL;
    out_free(&transfer->sent);
    curl_url_cleanup(transfer->url);
    transfer->url = NULL;
}

void
transfer_free(struct transfer *transfer)
{
    curl_easy_cleanup(transfer->curl);
    transfer_clear(transfer);
    out_free(&transfer->words);
    out_free(&transfer->body);
}
