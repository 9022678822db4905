/* From what is typed into a vendor's form as "server" to the host that gets the
 * secret. The cloud's API has hosts of its own, with "api-" before the name of
 * the region [official: cloud URLs; the list of regions is not closed]; any
 * other host is a company's own. */
#include "base/text.h"
#include "scanner/connectwise/connectwise.h"

#include <string.h>

#define CLOUD   ".myconnectwise.net"
#define STAGING "staging.connectwisedev.com"

/* "api-na.myconnectwise.net" from that or from "na.myconnectwise.net"; NULL:
 * it is no host of the cloud. */
static const char *
cloud_host(const char *host, struct arena *arena)
{
    size_t label = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-");
    const char *api = text_starts(host, "api-") ? "" : "api-";

    if (label > 0 && text_same(host + label, CLOUD))
        return arena_print(arena, "%s%s", api, host);
    if (text_same(host, STAGING) || text_same(host, "api-" STAGING))
        return arena_print(arena, "%s%s", api, host);
    return NULL;
}

static const char *
refuse(const char **why, const char *site, const char *text,
       struct arena *arena)
{
    const char *shown = text_clean(arena, site, strlen(site), 100);

    *why = arena_print(arena, "CONNECTWISE_SITE: \"%s\" %s", shown, text);
    return NULL;
}

/* What was typed, in its parts. */
struct typed {
    const char *site, *scheme, *host;
    const char *port; /* with its ":", or "" */
};

/* The host and port as the URL of the API has them. */
static const char *
url_of(const struct typed *typed, const char **why, struct arena *arena)
{
    const char *host = typed->host;
    const char *cloud = cloud_host(host, arena);
    const struct base *base;

    /* Nobody's own server has such a name but by mistake or with intent. */
    if (cloud == NULL && (strstr(host, "myconnectwise") != NULL ||
                          strstr(host, "connectwisedev") != NULL))
        return refuse(why, typed->site,
                      "looks like an address of ConnectWise and is none; no "
                      "credential is sent there",
                      arena);
    base = url_endpoint(arena_print(arena, "%s://%s%s/", typed->scheme,
                                    cloud != NULL ? cloud : host, typed->port),
                        arena);
    if (base == NULL)
        return refuse(why, typed->site,
                      "is no host that a credential may be sent to; it is the "
                      "server name as ConnectWise is opened with, like "
                      "na.myconnectwise.net, over https",
                      arena);
    return base->text;
}

/* What is behind the host does not matter: people paste whole addresses. A "@"
 * would hide the host behind a user's name. */
const char *
connectwise_locate(const char *site, const char **why, struct arena *arena)
{
    struct typed typed = {.site = site, .scheme = "https"};
    const char *text, *end;
    size_t length;

    if (site == NULL)
        return refuse(why, "", "is empty", arena);
    site += strspn(site, " \t");
    length = strlen(site);
    while (length > 0 && strchr(" \t", site[length - 1]) != NULL)
        length--;
    text = text_lower(arena, site, length);
    end = strstr(text, "://");
    if (end != NULL) {
        typed.scheme = arena_slice(arena, text, (size_t)(end - text));
        text = end + 3;
    }
    length = strcspn(text, "/?#");
    if (memchr(text, '@', length) != NULL)
        return refuse(why, site, "holds a user's name", arena);
    text = arena_slice(arena, text, length);
    typed.port = strrchr(text, ':');
    if (typed.port == NULL || strchr(typed.port, ']') != NULL)
        typed.port = text + length;
    typed.host = arena_slice(arena, text, (size_t)(typed.port - text));
    return url_of(&typed, why, arena);
}

/* How many of these letters there are, or 0 if there are too many. */
static size_t
run_of(const char *text, const char *letters, size_t most)
{
    size_t n = strspn(text, letters);

    return n > most ? 0 : n;
}

/* "v2025_1/", "v4_6_release/" [official]; the slash may be missing. Nothing
 * else gets into an address. */
bool
connectwise_codebase(const char *text)
{
    size_t n;

    if (text == NULL || *text++ != 'v')
        return false;
    n = run_of(text, "0123456789", 9);
    if (n == 0 || text[n] != '_')
        return false;
    text += n + 1;
    n = run_of(text, "0123456789", 9);
    if (n == 0)
        return false;
    text += n;
    if (*text == '_') {
        n = run_of(text + 1, "abcdefghijklmnopqrstuvwxyz", 20);
        if (n == 0)
            return false;
        text += n + 1;
    }
    return text_same(text, "") || text_same(text, "/");
}
