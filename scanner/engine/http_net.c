/* What libcurl's errors amount to: a table. What it does not name is
 * NET_BROKEN, so that nothing unheard of is ever sent twice. */
#include "scanner/engine/http_net.h"

#include <curl/curl.h>
#include <string.h>
#include <strings.h>

static const struct {
    CURLcode code;
    enum net net;
} row[] = {
    {CURLE_OK, NET_OK},
    {CURLE_OPERATION_TIMEDOUT, NET_TIMEOUT},

    {CURLE_COULDNT_RESOLVE_HOST, NET_UNREACHABLE},
    {CURLE_COULDNT_CONNECT, NET_UNREACHABLE},

    {CURLE_COULDNT_RESOLVE_PROXY, NET_PROXY},
    {CURLE_PROXY, NET_PROXY},

    {CURLE_SSL_CONNECT_ERROR, NET_TLS},
    {CURLE_PEER_FAILED_VERIFICATION, NET_TLS},
    {CURLE_SSL_CERTPROBLEM, NET_TLS},
    {CURLE_SSL_CIPHER, NET_TLS},
    {CURLE_SSL_CACERT_BADFILE, NET_TLS},
    {CURLE_SSL_CRL_BADFILE, NET_TLS},
    {CURLE_SSL_ISSUER_ERROR, NET_TLS},
    {CURLE_SSL_INVALIDCERTSTATUS, NET_TLS},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, NET_TLS},
    {CURLE_SSL_CLIENTCERT, NET_TLS},
    {CURLE_SSL_ENGINE_NOTFOUND, NET_TLS},
    {CURLE_SSL_ENGINE_SETFAILED, NET_TLS},
    {CURLE_SSL_ENGINE_INITFAILED, NET_TLS},
    {CURLE_SSL_SHUTDOWN_FAILED, NET_TLS},
    {CURLE_USE_SSL_FAILED, NET_TLS},

    {CURLE_SEND_ERROR, NET_RESET},
    {CURLE_RECV_ERROR, NET_RESET},
    {CURLE_GOT_NOTHING, NET_RESET},
    {CURLE_PARTIAL_FILE, NET_RESET},
    {CURLE_HTTP2, NET_RESET},
    {CURLE_HTTP2_STREAM, NET_RESET},

    {CURLE_FILESIZE_EXCEEDED, NET_TOO_BIG},
    /* A header line beyond 100 KB (lib/dynbuf.h, DYN_H1_... and lib/urldata.h,
     * CURL_MAX_HTTP_HEADER) is reported so. */
    {CURLE_OUT_OF_MEMORY, NET_TOO_BIG},

    {CURLE_URL_MALFORMAT, NET_REFUSED_URL},

    {CURLE_WEIRD_SERVER_REPLY, NET_BROKEN},
    {CURLE_UNSUPPORTED_PROTOCOL, NET_BROKEN}, /* HTTP/0.9, HTTP/7 */
    {CURLE_BAD_CONTENT_ENCODING, NET_BROKEN},
    {CURLE_WRITE_ERROR, NET_BROKEN},
};

/* Up to 7.88 at least, a chunk that is none is CURLE_RECV_ERROR as well, and
 * only the words tell (lib/transfer.c, readwrite_data). */
static bool
is_bad_chunk(CURLcode code, const char *text)
{
    return code == CURLE_RECV_ERROR && strstr(text, "chunk") != NULL;
}

/* "Failed to connect to HOST port N": of a proxy if it is not the host that
 * was meant (lib/connect.c). An address in brackets is written without them. */
static bool
is_other_host(CURLcode code, const char *text, const char *host)
{
    static const char words[] = "Failed to connect to ";
    size_t bracket = *host == '[';
    size_t length = strlen(host) - 2 * bracket;

    return code == CURLE_COULDNT_CONNECT &&
           strncmp(text, words, sizeof words - 1) == 0 &&
           strncasecmp(text + sizeof words - 1, host + bracket, length) != 0;
}

enum net
net_of_code(int code, const char *text, const char *host, long connect_status)
{
    CURLcode what = (CURLcode)code;

    /* A tunnel that was refused is CURLE_RECV_ERROR too (lib/http_proxy.c). */
    if (what != CURLE_OK && connect_status != 0 && connect_status / 100 != 2)
        return NET_PROXY;
    if (is_other_host(what, text, host))
        return NET_PROXY;
    if (is_bad_chunk(what, text))
        return NET_BROKEN;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (row[i].code == what)
            return row[i].net;
    return NET_BROKEN;
}

const char *
net_words(enum net net)
{
    static const char *const words[NET__N] = {
        [NET_TOO_BIG] = "the answer is larger than is accepted",
        [NET_BROKEN] = "the answer is no HTTP that can be relied on",
        [NET_PROXY] = "the proxy did not let the request through",
        [NET_REFUSED_URL] = "the address is not one that was checked; nothing "
                            "was sent",
    };

    return words[net];
}
