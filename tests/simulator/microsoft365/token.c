/* Tokens of the published shape. Nobody but Graph can check their signature,
 * so that here it is noise. */
#include "tests/simulator/microsoft365/token.h"
#include "base/text.h"
#include "tests/simulator/kit/base64.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <string.h>

static const char *
id_of(int resource)
{
    return resource == RESOURCE_GRAPH ? "00000003-0000-0000-c000-000000000000"
                                      : "00000002-0000-0ff1-ce00-000000000000";
}

static const char *
audience_of(struct call *call, int resource)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct cloud_hosts *hosts = cloud_hosts(tenant->cloud);

    if (tenant->token.form == TOKEN_V2 || tenant->token.audience == AUDIENCE_ID)
        return id_of(resource);
    return arena_print(&call->arena, "https://%s%s",
                       resource == RESOURCE_GRAPH ? hosts->graph
                                                  : hosts->exchange,
                       tenant->token.audience == AUDIENCE_SLASH ? "/" : "");
}

static void
put_list(struct arena *arena, struct json *claims, const char *key,
         const struct texts *one, const struct texts *more)
{
    struct json *list;

    if (one->n + more->n == 0)
        return;
    list = json_set_array(arena, claims, key);
    for (uint32_t i = 0; i < one->n; i++)
        json_push_text(arena, list, one->text[i]);
    for (uint32_t i = 0; i < more->n; i++)
        json_push_text(arena, list, more->text[i]);
}

static bool
is_omitted(const struct tenant *tenant, const char *name)
{
    const struct json *omit = tenant->token.omit;

    for (uint32_t i = 0; omit != NULL && i < omit->n; i++)
        if (text_same(omit->item[i].text, name))
            return true;
    return false;
}

/* What the tenant file puts over them and takes away. */
static void
overlay(struct call *call, struct json *claims)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct json *over = tenant->token.claims;
    uint32_t kept = 0;

    for (uint32_t i = 0; over != NULL && i < over->n; i++) {
        const struct json *member = &over->item[i];
        uint32_t k = 0;

        while (k < claims->n && !text_same(claims->item[k].key, member->key))
            k++;
        if (k == claims->n)
            json_set_text(&call->arena, claims, member->key, NULL);
        claims->item[k] = *member;
    }
    for (uint32_t i = 0; i < claims->n; i++)
        if (!is_omitted(tenant, claims->item[i].key))
            claims->item[kept++] = claims->item[i];
    claims->n = kept;
}

static void
put_app(struct call *call, struct json *claims)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    bool v2 = tenant->token.form == TOKEN_V2;

    json_set_text(arena, claims, "aio", "k2RgYSimulated");
    json_set_text(arena, claims, "app_displayname", tenant->app.name);
    json_set_text(arena, claims, v2 ? "azp" : "appid", tenant->app.id);
    json_set_text(arena, claims, v2 ? "azpacr" : "appidacr",
                  text_same(about(call)->login, "secret") ? "1" : "2");
}

static const char *
issuer_of(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct cloud_hosts *hosts = cloud_hosts(tenant->cloud);

    if (tenant->token.form == TOKEN_V2)
        return arena_print(&call->arena, "https://%s/%s/v2.0", hosts->authority,
                           tenant->id);
    return arena_print(&call->arena, "https://%s/%s/", hosts->issuer,
                       tenant->id);
}

/* Valid from five minutes ago, as real ones are. */
static struct json *
claims_of(struct call *call, int resource)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *claims = json_new_object(arena);
    const struct texts none = {.n = 0};
    int64_t now = now_of(call->sim);

    json_set_text(arena, claims, "aud", audience_of(call, resource));
    json_set_text(arena, claims, "iss", issuer_of(call));
    json_set_integer(arena, claims, "iat", now - 300);
    json_set_integer(arena, claims, "nbf", now - 300);
    json_set_integer(arena, claims, "exp", now + tenant->token.lifetime + 1);
    put_app(call, claims);
    json_set_text(arena, claims, "idp",
                  arena_print(arena, "https://%s/%s/",
                              cloud_hosts(tenant->cloud)->issuer, tenant->id));
    json_set_text(arena, claims, "idtyp", "app");
    json_set_text(arena, claims, "oid", tenant->app.object);
    json_set_text(arena, claims, "rh", "1.AXX");
    if (resource == RESOURCE_GRAPH)
        put_list(arena, claims, "roles", &tenant->graph, &tenant->unknown);
    else
        put_list(arena, claims, "roles", &tenant->of_exchange, &none);
    json_set_text(arena, claims, "sub", tenant->app.object);
    json_set_text(arena, claims, "tid", tenant->id);
    json_set_text(arena, claims, "uti",
                  base64_noise(arena, about(call)->id, 16));
    json_set_text(arena, claims, "ver",
                  tenant->token.form == TOKEN_V2 ? "2.0" : "1.0");
    put_list(arena, claims, "wids", &tenant->directory_roles, &none);
    json_set_integer(arena, claims, "xms_tcdt", 1700000000);
    overlay(call, claims);
    return claims;
}

static const char *
part_of(struct call *call, const struct json *object)
{
    struct out out = {.limit = 0};
    const char *text;

    json_print(object, false, &out);
    text = base64_text(&call->arena, out_string(&out), out.length);
    out_free(&out);
    return text;
}

static const char *
signed_token(struct call *call, const struct json *claims)
{
    struct arena *arena = &call->arena;
    struct json *header = json_new_object(arena);
    const char *text;

    json_set_text(arena, header, "typ", "JWT");
    json_set_text(arena, header, "nonce",
                  base64_noise(arena, about(call)->id, 32));
    json_set_text(arena, header, "alg", "RS256");
    json_set_text(arena, header, "x5t", base64_noise(arena, "key", 20));
    json_set_text(arena, header, "kid", base64_noise(arena, "key", 20));
    text = arena_print(arena, "%s.%s", part_of(call, header),
                       part_of(call, claims));
    return arena_print(arena, "%s.%s", text, base64_noise(arena, text, 256));
}

static const char *
text_of(struct call *call, const struct json *claims)
{
    static const char header[] = "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256CBC\"}";
    struct arena *arena = &call->arena;
    const char *text = signed_token(call, claims);

    switch ((enum token_form)tenant_of(call->sim)->token.form) {
    case TOKEN_V1:
    case TOKEN_V2:
        return text;
    case TOKEN_OPAQUE:
        return arena_print(arena, "EwB4A8l6BAAU%s",
                           base64_noise(arena, text, 600));
    case TOKEN_ENCRYPTED:
        return arena_print(
            arena, "%s.%s.%s.%s.%s", base64_text(arena, header, strlen(header)),
            base64_noise(arena, text, 256), base64_noise(arena, text + 1, 16),
            base64_noise(arena, text + 2, 500),
            base64_noise(arena, text + 3, 32));
    }
    return text;
}

/* In any of the forms in which Graph is named. */
static bool
is_graph(const struct call *call, const char *audience)
{
    const char *host = cloud_hosts(tenant_of(call->sim)->cloud)->graph;

    if (text_same(audience, id_of(RESOURCE_GRAPH)))
        return true;
    return audience != NULL && text_starts(audience, "https://") &&
           strncmp(audience + 8, host, strlen(host)) == 0 &&
           strspn(audience + 8 + strlen(host), "/") ==
               strlen(audience + 8 + strlen(host));
}

const char *
token_make(struct call *call, int resource)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct json *claims = claims_of(call, resource);
    struct issued issued = {
        .token = text_of(call, claims),
        .expires = now_of(call->sim) + tenant->token.lifetime + 1,
        .for_graph = resource == RESOURCE_GRAPH,
        .of_tenant = true,
    };
    const char *of = json_text(json_get(claims, "tid"));

    (void)json_integer(json_get(claims, "exp"), &issued.expires);
    if (json_get(claims, "aud") != NULL)
        issued.for_graph = is_graph(call, json_text(json_get(claims, "aud")));
    if (of != NULL)
        issued.of_tenant = text_same_fold(of, tenant->id);
    token_keep(call->sim, &issued);
    return issued.token;
}
