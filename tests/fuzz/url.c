/* Any text as the endpoint of the user or as an address that an API names, and
 * any path below it (the line after it): what the guard lets through is where
 * a credential may be sent, and nothing leads out of it. */
#include "scanner/engine/url.h"
#include "base/text.h"
#include "scanner/cli/providers.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

#include <curl/curl.h>
#include <string.h>

static void
check_base(const struct base *base)
{
    size_t path = strlen(base->path);

    given_text(base->text);
    promise(text_same(base->scheme, "https") ||
            (base->loopback && text_same(base->scheme, "http")));
    promise(base->host[0] != '\0');
    promise(strpbrk(base->host, "/@?#\\ %") == NULL);
    promise(path > 0 && base->path[0] == '/' && base->path[path - 1] == '/');
    promise(strpbrk(base->text, "?#\\ ") == NULL);
    promise(text_ends(base->text, base->path));
}

static const char *
part(CURLU *url, CURLUPart which, struct arena *arena)
{
    char *text = NULL;
    const char *copy = "";

    if (curl_url_get(url, which, &text, 0) == CURLUE_OK)
        copy = arena_text(arena, text);
    curl_free(text);
    return copy;
}

static void
check_below(const struct base *base, const char *path, struct arena *arena)
{
    CURLU *url = url_below(base, path);

    if (url == NULL)
        return;
    promise(text_same(part(url, CURLUPART_HOST, arena), base->host));
    promise(text_same(part(url, CURLUPART_SCHEME, arena), base->scheme));
    promise(text_same(part(url, CURLUPART_PORT, arena),
                      base->port != NULL ? base->port : ""));
    promise(text_starts(part(url, CURLUPART_PATH, arena), base->path));
    promise(part(url, CURLUPART_USER, arena)[0] == '\0');
    curl_url_cleanup(url);
}

/* Whether the host is one of the provider's, told without url.c. */
static bool
is_listed(const char *host, const char *const *hosts)
{
    for (; *hosts != NULL; hosts++) {
        const char *h = host, *pattern = *hosts;

        while (*pattern != '\0' && (*pattern == '#' || *pattern == *h)) {
            if (*pattern == '#' && strspn(h, "0123456789") == 0)
                break;
            h += *pattern == '#' ? strspn(h, "0123456789") : 1;
            pattern++;
        }
        if (*pattern == '\0' && *h == '\0')
            return true;
    }
    return false;
}

/* What may be given by hand: an address of the provider's hosts, or one at the
 * host and port of the account. */
static const struct base *
check_by_hand(const char *url, const struct provider *provider, bool near,
              struct arena *arena)
{
    const char *home =
        near ? "http://127.0.0.1:1/" : "https://home.example:8443/";
    const struct base *base =
        provider->hosts != NULL
            ? url_guard(url, provider->hosts, near, arena)
            : url_beside(url, url_endpoint(home, arena), arena);

    if (base == NULL)
        return NULL;
    check_base(base);
    if (base->loopback)
        promise(near);
    else if (provider->hosts != NULL)
        promise(is_listed(base->host, provider->hosts) && base->port == NULL);
    else
        promise(!near && text_starts(base->text, home));
    return base;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct arena arena = {0};
    const char *text = arena_slice(&arena, (const char *)bytes, length);
    const char *line = strchr(text, '\n');
    const char *url =
        line == NULL ? text : arena_slice(&arena, text, (size_t)(line - text));
    const struct base *base = url_endpoint(url, &arena);

    if (base != NULL) {
        check_base(base);
        check_below(base, line != NULL ? line + 1 : "a/b?c=d", &arena);
    }
    for (unsigned i = 0; i < 2 * provider_count(); i++) {
        const struct provider *provider = given_provider(i / 2);

        base = check_by_hand(url, provider, i % 2 == 1, &arena);
        if (base != NULL)
            check_below(base, line != NULL ? line + 1 : "a/b?c=d", &arena);
    }
    arena_free(&arena);
    return 0;
}
