/* The clouds, and which of their hosts may get what. Nothing else is ever sent
 * a credential or a token. */
#include "base/text.h"
#include "scanner/microsoft365/microsoft365.h"

#include <string.h>

/* [official: authentication in national clouds, Graph deployments]. China's
 * authority is the partner's name, as Entra's page has it. Which resource
 * stands for Exchange in the DoD's cloud is not public. */
static const struct ms_cloud clouds[] = {
    {"Microsoft's global cloud", "login.microsoftonline.com",
     "graph.microsoft.com", "outlook.office365.com", NULL},
    {"US Government", "login.microsoftonline.us", "graph.microsoft.us",
     "outlook.office365.us", NULL},
    {"US Government, DoD", "login.microsoftonline.us", "dod-graph.microsoft.us",
     NULL, "DOD"},
    {"China (21Vianet)", "login.partner.microsoftonline.cn",
     "microsoftgraph.chinacloudapi.cn", "partner.outlook.cn", NULL},
};

enum { N_CLOUD = sizeof clouds / sizeof *clouds };

const struct ms_cloud *
microsoft365_cloud(const char *host)
{
    for (size_t i = 0; i < N_CLOUD; i++)
        if (text_same(clouds[i].authority, host) && clouds[i].sub_scope == NULL)
            return &clouds[i];
    return NULL;
}

const struct ms_cloud *
microsoft365_cloud_of(const struct ms_cloud *usual, const char *sub_scope)
{
    for (size_t i = 0; i < N_CLOUD; i++)
        if (text_same(clouds[i].authority, usual->authority) &&
            clouds[i].sub_scope != NULL && sub_scope != NULL &&
            text_same_fold(clouds[i].sub_scope, sub_scope))
            return &clouds[i];
    return usual;
}

static const char *
refuse(const char *site, const char **why, struct arena *arena)
{
    const char *shown = text_clean(arena, site, strlen(site), 100);

    *why = arena_print(arena,
                       MS_AUTHORITY
                       ": \"%s\" is none of Microsoft's addresses for "
                       "signing in; no credential is sent there. They are "
                       "login.microsoftonline.com (the usual one), "
                       "login.microsoftonline.us (US Government) and "
                       "login.partner.microsoftonline.cn (China).",
                       shown);
    return NULL;
}

/* With or without "https://", as Azure's own libraries take it. */
const char *
microsoft365_locate(const char *site, const char **why, struct arena *arena)
{
    const char *url = site, *end;
    const struct base *base;

    if (site == NULL)
        url = clouds[0].authority;
    if (strstr(url, "://") == NULL)
        url = arena_print(arena, "https://%s", url);
    end = text_ends(url, "/") ? "" : "/";
    base = url_endpoint(arena_print(arena, "%s%s", url, end), arena);
    if (base == NULL || base->loopback || base->port != NULL ||
        !text_same(base->path, "/") || microsoft365_cloud(base->host) == NULL)
        return refuse(url, why, arena);
    return base->text;
}

bool
microsoft365_guid(const char *text)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    if (strlen(text) != sizeof form - 1)
        return false;
    for (size_t i = 0; form[i] != '\0'; i++)
        if (form[i] == '-' ? text[i] != '-'
                           : strchr("0123456789abcdefABCDEF", text[i]) == NULL)
            return false;
    return true;
}

/* "https://login.microsoftonline.com/GUID/v2.0" [official]. */
const char *
microsoft365_issuer(const char *issuer, const char **host, struct arena *arena)
{
    static const char scheme[] = "https://";
    const char *at;
    size_t length;

    *host = NULL;
    if (issuer == NULL || !text_starts(issuer, scheme))
        return NULL;
    at = issuer + sizeof scheme - 1;
    length = strcspn(at, "/");
    *host = arena_slice(arena, at, length);
    at += length;
    if (*at++ != '/')
        return NULL;
    length = strcspn(at, "/");
    if (!text_same(at + length, "/v2.0"))
        return NULL;
    at = arena_slice(arena, at, length);
    return microsoft365_guid(at) ? at : NULL;
}
