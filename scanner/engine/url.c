/* Which URLs the scanner talks to. libcurl's own parser reads them, and one
 * is accepted only if its parts, put together again, spell it: no user, no
 * query, no escapes, no number that becomes an address, no second reading. */
#include "scanner/engine/url.h"
#include "base/diag.h"
#include "base/text.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DIGIT  "0123456789"
#define LETTER "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum { URL_CAP = 2048 };

static CURLU *
handle_new(void)
{
    CURLU *handle = curl_url();

    if (handle == NULL)
        die("out of memory");
    return handle;
}

/* A copy of a part in lower case, or NULL if there is none. */
static const char *
part_of(CURLU *handle, CURLUPart part, struct arena *arena)
{
    char *text = NULL;
    const char *copy;

    if (curl_url_get(handle, part, &text, 0) != CURLUE_OK)
        return NULL;
    if (part != CURLUPART_PATH)
        for (char *p = text; *p != '\0'; p++)
            if (*p >= 'A' && *p <= 'Z')
                *p = (char)(*p - 'A' + 'a');
    copy = arena_text(arena, text);
    curl_free(text);
    return copy;
}

static bool
path_is_plain(const char *path)
{
    return strspn(path, LETTER DIGIT "/_-.") == strlen(path) &&
           strstr(path, "..") == NULL && strstr(path, "//") == NULL &&
           strstr(path, "/./") == NULL;
}

static bool
host_is_plain(const char *host)
{
    size_t length = strlen(host);

    if (*host == '[')
        return strspn(host + 1, DIGIT "abcdef:") + 2 == length &&
               host[length - 1] == ']';
    return length > 0 && strspn(host, LETTER DIGIT "-.") == length &&
           !text_ends(host, ".");
}

/* A number from 0 to 255 without leading zeros; 0 if there is none. */
static size_t
octet_length(const char *p)
{
    size_t n = strspn(p, DIGIT);

    if (n > 3 || (n > 1 && *p == '0') || strtol(p, NULL, 10) > 255)
        return 0;
    return n;
}

/* 127.0.0.0/8 in full dotted form, ::1, or the name localhost. */
static bool
is_loopback(const char *host)
{
    const char *p = host;

    if (text_same(host, "localhost") || text_same(host, "[::1]"))
        return true;
    if (!text_starts(host, "127."))
        return false;
    for (int part = 0; part < 4; part++) {
        size_t n = octet_length(p);

        if (n == 0 || (part < 3 && p[n] != '.'))
            return false;
        p += part < 3 ? n + 1 : n;
    }
    return *p == '\0';
}

/* Whether the parts are the whole of the text. An empty path is "/". */
static bool
spells(const struct base *base, const char *text)
{
    size_t length = strlen(base->text);

    return strcasecmp(base->text, text) == 0 ||
           (text_same(base->path, "/") && strlen(text) == length - 1 &&
            strncasecmp(base->text, text, length - 1) == 0);
}

static bool
port_is_good(const char *port)
{
    size_t n = strspn(port, DIGIT);

    return n >= 1 && n <= 5 && port[n] == '\0' && *port != '0';
}

/* The parts as libcurl reads them, or false. */
static bool
read_parts(struct base *base, const char *text, struct arena *arena)
{
    CURLU *handle = handle_new();
    bool good = curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK;

    if (good) {
        base->scheme = part_of(handle, CURLUPART_SCHEME, arena);
        base->host = part_of(handle, CURLUPART_HOST, arena);
        base->port = part_of(handle, CURLUPART_PORT, arena);
        base->path = part_of(handle, CURLUPART_PATH, arena);
        good = part_of(handle, CURLUPART_USER, arena) == NULL &&
               part_of(handle, CURLUPART_PASSWORD, arena) == NULL &&
               part_of(handle, CURLUPART_OPTIONS, arena) == NULL &&
               part_of(handle, CURLUPART_ZONEID, arena) == NULL &&
               part_of(handle, CURLUPART_QUERY, arena) == NULL &&
               part_of(handle, CURLUPART_FRAGMENT, arena) == NULL;
    }
    curl_url_cleanup(handle);
    return good && base->scheme != NULL && base->host != NULL &&
           base->path != NULL;
}

static bool
parts_are_plain(const struct base *base)
{
    return (text_same(base->scheme, "https") ||
            text_same(base->scheme, "http")) &&
           host_is_plain(base->host) && path_is_plain(base->path) &&
           (base->port == NULL || port_is_good(base->port));
}

static const struct base *
parse(const char *text, struct arena *arena)
{
    struct base *base = arena_new(arena, struct base, 1);

    if (strlen(text) > URL_CAP || !read_parts(base, text, arena) ||
        !parts_are_plain(base))
        return NULL;
    base->text = arena_print(arena, "%s://%s%s%s%s", base->scheme, base->host,
                             base->port != NULL ? ":" : "",
                             base->port != NULL ? base->port : "", base->path);
    if (!spells(base, text))
        return NULL;
    if (!text_ends(base->path, "/")) {
        base->path = arena_print(arena, "%s/", base->path);
        base->text = arena_print(arena, "%s/", base->text);
    }
    base->loopback = is_loopback(base->host);
    return base;
}

/* Whether the host is of a pattern, in which "#" stands for a number of one to
 * four digits. */
static bool
matches(const char *host, const char *pattern)
{
    for (; *pattern != '\0'; pattern++) {
        size_t digits = strspn(host, DIGIT);

        if (*pattern == '#' && (digits < 1 || digits > 4))
            return false;
        if (*pattern != '#' && strncasecmp(host, pattern, 1) != 0)
            return false;
        host += *pattern == '#' ? digits : 1;
    }
    return *host == '\0';
}

static bool
is_listed(const struct base *base, const char *const *hosts)
{
    if (!text_same(base->scheme, "https") ||
        (base->port != NULL && !text_same(base->port, "443")))
        return false;
    for (; *hosts != NULL; hosts++)
        if (matches(base->host, *hosts))
            return true;
    return false;
}

const struct base *
url_guard(const char *text, const char *const *hosts, bool loopback,
          struct arena *arena)
{
    const struct base *base = parse(text, arena);

    if (base == NULL)
        return NULL;
    return is_listed(base, hosts) || (loopback && base->loopback) ? base : NULL;
}

static const char *
port_of(const struct base *base)
{
    bool https = text_same(base->scheme, "https");

    return text_or(base->port, https ? "443" : "80");
}

const struct base *
url_beside(const char *text, const struct base *other, struct arena *arena)
{
    const struct base *base = parse(text, arena);

    if (base == NULL)
        return NULL;
    if (other->loopback)
        return base->loopback ? base : NULL;
    return text_same(base->scheme, other->scheme) &&
                   text_same(base->host, other->host) &&
                   text_same(port_of(base), port_of(other))
               ? base
               : NULL;
}

const struct base *
url_endpoint(const char *text, struct arena *arena)
{
    const struct base *base = parse(text, arena);

    if (base == NULL)
        return NULL;
    return base->loopback || text_same(base->scheme, "https") ? base : NULL;
}

/* ---- below a base -------------------------------------------------------- */

/* Whether a segment that begins here is "." or "..". */
static bool
is_dots(const char *p, const char *end)
{
    size_t dots = strspn(p, ".");

    return dots >= 1 && dots <= 2 && (p[dots] == '/' || p + dots == end);
}

/* No way up, no other host, nothing that has to be escaped first. Values in
 * it are percent-encoded, which leaves dots as they are. */
static bool
is_below(const char *path, size_t length)
{
    if (*path == '/')
        return false;
    for (const char *p = path; *p != '\0'; p++) {
        if (*p <= ' ' || *p > '~' || strchr("#\\\"<>^`{|}", *p) != NULL)
            return false;
        if (p < path + length && (p == path || p[-1] == '/') &&
            is_dots(p, path + length))
            return false;
    }
    return true;
}

static bool
set(CURLU *handle, CURLUPart part, const char *text)
{
    return text == NULL || curl_url_set(handle, part, text, 0) == CURLUE_OK;
}

CURLU *
url_below(const struct base *base, const char *path)
{
    size_t length = strcspn(path, "?");
    struct arena arena = {0};
    CURLU *handle;
    bool good;

    if (!is_below(path, length))
        return NULL;
    handle = handle_new();
    good = set(handle, CURLUPART_SCHEME, base->scheme) &&
           set(handle, CURLUPART_HOST, base->host) &&
           set(handle, CURLUPART_PORT, base->port) &&
           set(handle, CURLUPART_PATH,
               arena_print(&arena, "%s%.*s", base->path, (int)length, path)) &&
           set(handle, CURLUPART_QUERY,
               path[length] == '?' ? path + length + 1 : NULL);
    arena_free(&arena);
    if (!good) {
        curl_url_cleanup(handle);
        return NULL;
    }
    return handle;
}
