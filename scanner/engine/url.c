/* Which URLs the scanner talks to. A strict reader of a small grammar, so
 * that what is checked here is what libcurl will connect to: no user, no
 * query, no fragment, no escapes, no second reading possible. */
#include "scanner/engine/url.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct url {
    bool tls;
    const char *host; /* as written; "[::1]" with its brackets */
    size_t host_length;
    long port;        /* 0: none given */
    const char *path; /* begins with "/", or is empty */
};

#define DIGIT  "0123456789"
#define LETTER "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static bool
parse_port(const char **p, long *port)
{
    size_t n;

    *port = 0;
    if (**p != ':')
        return true;
    n = strspn(*p + 1, DIGIT);
    if (n < 1 || n > 5)
        return false;
    *port = strtol(*p + 1, NULL, 10);
    *p += 1 + n;
    return *port >= 1 && *port <= 65535;
}

static bool
path_is_plain(const char *path)
{
    return strspn(path, LETTER DIGIT "/_-.") == strlen(path) &&
           strstr(path, "..") == NULL && strstr(path, "//") == NULL;
}

static bool
parse(const char *text, struct url *url)
{
    const char *p = text;

    url->tls = text_starts(text, "https://");
    if (!url->tls && !text_starts(text, "http://"))
        return false;
    p += url->tls ? 8 : 7;
    url->host = p;
    if (*p == '[')
        p += 1 + strspn(p + 1, DIGIT "abcdefABCDEF:") + 1;
    else
        p += strspn(p, LETTER DIGIT "-.");
    if (memchr(url->host, '\0', (size_t)(p - url->host)) != NULL)
        return false;
    url->host_length = (size_t)(p - url->host);
    if (url->host_length == 0 || (*url->host == '[' && p[-1] != ']'))
        return false;
    if (!parse_port(&p, &url->port))
        return false;
    url->path = p;
    return (*p == '\0' || *p == '/') && path_is_plain(p);
}

static bool
host_is(const struct url *url, const char *name)
{
    return strlen(name) == url->host_length &&
           strncasecmp(url->host, name, url->host_length) == 0;
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
is_loopback(const struct url *url)
{
    const char *p = url->host;

    if (host_is(url, "localhost") || host_is(url, "[::1]"))
        return true;
    if (strncmp(p, "127.", 4) != 0)
        return false;
    for (int part = 0; part < 4; part++) {
        size_t n = octet_length(p);

        if (n == 0 || (part < 3 && p[n] != '.'))
            return false;
        p += part < 3 ? n + 1 : n;
    }
    return p == url->host + url->host_length;
}

/* Whether the host is of a pattern, in which "#" stands for a number of one to
 * four digits. */
static bool
matches(const char *host, size_t length, const char *pattern)
{
    size_t i = 0;

    for (; *pattern != '\0'; pattern++) {
        size_t digits = strspn(host + i, DIGIT);

        if (*pattern == '#' && (digits < 1 || digits > 4))
            return false;
        if (*pattern != '#' &&
            (i >= length || strncasecmp(host + i, pattern, 1) != 0))
            return false;
        i += *pattern == '#' ? digits : 1;
    }
    return i == length;
}

static bool
is_listed(const struct url *url, const char *const *hosts)
{
    if (!url->tls || (url->port != 0 && url->port != 443))
        return false;
    for (; *hosts != NULL; hosts++)
        if (matches(url->host, url->host_length, *hosts))
            return true;
    return false;
}

static const char *
with_slash(const char *url, struct arena *arena)
{
    return arena_print(arena, "%s%s", url, text_ends(url, "/") ? "" : "/");
}

const char *
url_guard(const char *text, const char *const *hosts, bool loopback,
          struct arena *arena)
{
    struct url url = {0};

    if (!parse(text, &url))
        return NULL;
    if (!is_listed(&url, hosts) && !(loopback && is_loopback(&url)))
        return NULL;
    return with_slash(text, arena);
}

const char *
url_endpoint(const char *text, bool *loopback, struct arena *arena)
{
    struct url url = {0};

    if (!parse(text, &url))
        return NULL;
    *loopback = is_loopback(&url);
    if (!url.tls && !*loopback)
        return NULL;
    return with_slash(text, arena);
}
