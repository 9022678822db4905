/* What anybody may ask of a tenant, and which tenants there are. */
#include "base/text.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <string.h>

/* The tenant of personal accounts. */
static const char consumers[] = "9188040d-6c67-4c5b-b112-36a304b66dad";

bool
is_shared_tenant(const char *word)
{
    return text_same_fold(word, "common") ||
           text_same_fold(word, "organizations") ||
           text_same_fold(word, "consumers");
}

static bool
is_id(const char *word)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    if (strlen(word) != sizeof form - 1)
        return false;
    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == '-' ? word[i] != '-'
                           : strchr("0123456789abcdefABCDEF", word[i]) == NULL)
            return false;
    return true;
}

static bool
is_domain(const char *word)
{
    return strchr(word, '.') != NULL &&
           strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "0123456789.-") == strlen(word) &&
           *word != '.' && !text_ends(word, ".");
}

bool
tenant_check(struct call *call, bool discovery)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const char *asked = about(call)->asked;

    if (text_same_fold(asked, tenant->id) ||
        text_same_fold(asked, tenant->domain))
        return true;
    if (is_shared_tenant(asked)) {
        call_never(call, "shared-tenant");
        if (discovery || tenant->wire.common == COMMON_ACCEPTED)
            return true;
        aadsts_answer(call, 50059, NULL);
    } else {
        aadsts_answer(call, is_id(asked) || is_domain(asked) ? 90002 : 900023,
                      NULL);
    }
    return false;
}

/* The tenant in the addresses of the answer. */
static const char *
tenant_told(const struct call *call, bool issuer)
{
    const char *asked = about(call)->asked;

    if (!is_shared_tenant(asked))
        return tenant_of(call->sim)->id;
    if (!issuer)
        return asked;
    return text_same_fold(asked, "consumers") ? consumers : "{tenantid}";
}

static void
put_address(struct call *call, struct json *root, const char *key,
            const char *rest)
{
    const struct cloud_hosts *hosts = cloud_hosts(tenant_of(call->sim)->cloud);

    json_set_text(
        &call->arena, root, key,
        arena_print(&call->arena, "https://%s/%s/%s", hosts->authority,
                    tenant_told(call, text_same(key, "issuer")), rest));
}

static void
put_texts(struct arena *arena, struct json *root, const char *key,
          const char *const *texts)
{
    struct json *list = json_set_array(arena, root, key);

    for (; *texts != NULL; texts++)
        json_push_text(arena, list, *texts);
}

void
answer_discovery(struct call *call)
{
    static const char *const methods[] = {
        "client_secret_post", "private_key_jwt", "client_secret_basic", NULL};
    static const char *const algorithms[] = {"RS256", NULL};
    static const char *const types[] = {"code", "id_token", "code id_token",
                                        "id_token token", NULL};
    static const char *const scopes[] = {"openid", "profile", "email",
                                         "offline_access", NULL};
    const struct tenant *tenant = tenant_of(call->sim);
    const struct cloud_hosts *hosts = cloud_hosts(tenant->cloud);
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);

    call->endpoint = "discovery";
    if (!tenant_check(call, true))
        return;
    put_address(call, root, "token_endpoint", "oauth2/v2.0/token");
    put_texts(arena, root, "token_endpoint_auth_methods_supported", methods);
    put_address(call, root, "jwks_uri", "discovery/v2.0/keys");
    put_texts(arena, root, "id_token_signing_alg_values_supported", algorithms);
    put_texts(arena, root, "response_types_supported", types);
    put_texts(arena, root, "scopes_supported", scopes);
    put_address(call, root, "issuer", "v2.0");
    put_address(call, root, "authorization_endpoint", "oauth2/v2.0/authorize");
    json_set_text(arena, root, "tenant_region_scope",
                  is_shared_tenant(about(call)->asked) ? NULL : tenant->region);
    if (tenant->sub_region != NULL)
        json_set_text(arena, root, "tenant_region_sub_scope",
                      tenant->sub_region);
    else if (!is_shared_tenant(about(call)->asked))
        json_set_text(arena, root, "tenant_region_sub_scope", NULL);
    json_set_text(arena, root, "cloud_instance_name", hosts->instance);
    json_set_text(arena, root, "msgraph_host", hosts->graph);
    answer_json(call, 200, root);
    answer_header(call, "Cache-Control", "max-age=86400, private");
    answer_header(call, "x-ms-request-id", about(call)->id);
    date_header(call);
}
