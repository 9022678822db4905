/* The application and its service principal. One's own may be read without a
 * permission: seen, not documented. */
#include "base/text.h"
#include "tests/simulator/microsoft365/microsoft365.h"
#include "tests/simulator/microsoft365/odata.h"
#include "tests/simulator/microsoft365/rights.h"

#include <inttypes.h>
#include <string.h>

/* "servicePrincipals(appId='...')" -> what is between the marks. */
static const char *
key_of(struct call *call, const char *part)
{
    const char *begin = strchr(part, '\'');
    const char *end = begin == NULL ? NULL : strrchr(begin + 1, '\'');

    return end == NULL ? part
                       : arena_slice(&call->arena, begin + 1,
                                     (size_t)(end - begin - 1));
}

static bool
is_self(const struct call *call, const char *key)
{
    const struct tenant *tenant = tenant_of(call->sim);

    return text_same_fold(key, tenant->app.object) ||
           text_same_fold(key, tenant->app.id);
}

/* Answers, and is false, if it may not be read; self: whether one's own may be
 * without a permission; own: of enum opens. */
static bool
may_read(struct call *call, const char *key, bool self, unsigned own)
{
    unsigned opens = rights_open(tenant_of(call->sim));
    bool mine = is_self(call, key);

    if ((opens & OPENS_APPLICATIONS) == 0 &&
        !(mine && (self || (opens & own) != 0))) {
        answer_graph(call, ANSWER_DIRECTORY_DENIED, NULL);
        return false;
    }
    if (!mine)
        answer_graph(call, ANSWER_RESOURCE, key);
    return mine;
}

static void
put_context(struct call *call, struct json *root, const struct page *page,
            const char *what)
{
    json_set_text(&call->arena, root, "@odata.context",
                  arena_print(&call->arena, "%s/$entity",
                              page_context(call, page, what)));
}

static void
put_keys(struct call *call, struct json *root)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *list = json_set_array(arena, root, "keyCredentials");

    for (uint32_t i = 0; i < tenant->certificates; i++) {
        const struct certificate *certificate = &tenant->certificate[i];
        struct json *entry = json_push_object(arena, list);

        json_set_text(arena, entry, "customKeyIdentifier",
                      certificate->thumbprint);
        json_set_text(arena, entry, "displayName", "CN=simulated");
        json_set_text(arena, entry, "endDateTime", certificate->ends);
        json_set_text(arena, entry, "key", NULL);
        json_set_text(arena, entry, "keyId",
                      arena_print(arena, "66666666-0000-4000-9000-%012u",
                                  (unsigned)i + 1));
        json_set_text(arena, entry, "startDateTime", certificate->begins);
        json_set_text(arena, entry, "type", "AsymmetricX509Cert");
        json_set_text(arena, entry, "usage", "Verify");
    }
}

static void
put_passwords(struct call *call, struct json *root)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *list = json_set_array(arena, root, "passwordCredentials");

    for (uint32_t i = 0; i < tenant->secrets; i++) {
        const struct secret *secret = &tenant->secret[i];
        struct json *entry = json_push_object(arena, list);

        json_set_text(arena, entry, "customKeyIdentifier", NULL);
        json_set_text(arena, entry, "displayName", "Horizon");
        json_set_text(arena, entry, "endDateTime", secret->ends);
        json_set_text(
            arena, entry, "hint",
            arena_slice(arena, secret->value, strnlen(secret->value, 3)));
        json_set_text(arena, entry, "keyId", secret->id);
        json_set_text(arena, entry, "secretText", NULL);
        json_set_text(arena, entry, "startDateTime", "2025-11-01T08:00:00Z");
    }
}

void
answer_principal(struct call *call)
{
    static const char *const properties[] = {"id",
                                             "appId",
                                             "accountEnabled",
                                             "displayName",
                                             "appDisplayName",
                                             "servicePrincipalType",
                                             "passwordCredentials",
                                             "keyCredentials",
                                             NULL};
    const struct tenant *tenant = tenant_of(call->sim);
    const char *key = key_of(call, call_part(call, 0));
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);
    struct page page;

    if (!may_read(call, key, tenant->wire.self, OPENS_OWN) ||
        !page_read(call, &page, properties))
        return;
    put_context(call, root, &page, "servicePrincipals");
    json_set_text(arena, root, "id", tenant->app.object);
    json_set_text(arena, root, "appId", tenant->app.id);
    json_set_boolean(arena, root, "accountEnabled", !tenant->app.disabled);
    json_set_text(arena, root, "displayName", tenant->app.name);
    json_set_text(arena, root, "appDisplayName", tenant->app.name);
    json_set_text(arena, root, "servicePrincipalType", "Application");
    (void)json_set_array(arena, root, "passwordCredentials");
    (void)json_set_array(arena, root, "keyCredentials");
    page_select(root, &page);
    answer_graph_json(call, root);
}

/* The n-th role that was granted, of Graph first. */
static const char *
role_at(struct call *call, int64_t at, int *resource)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct texts *lists[] = {&tenant->graph, &tenant->unknown,
                                   &tenant->of_exchange};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        *resource = i < 2 ? RESOURCE_GRAPH : RESOURCE_EXCHANGE;
        if (at < lists[i]->n)
            return lists[i]->text[at];
        at -= lists[i]->n;
    }
    return "";
}

static void
put_assignment(struct call *call, struct json *into, int64_t at)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    int resource = RESOURCE_GRAPH;
    const char *value = role_at(call, at, &resource);
    const struct permission *permission = permission_named(resource, value);
    bool graph = resource == RESOURCE_GRAPH;

    json_set_text(arena, into, "id",
                  arena_print(arena, "simulated%" PRId64, at + 1));
    json_set_text(arena, into, "deletedDateTime", NULL);
    json_set_text(arena, into, "appRoleId",
                  permission != NULL
                      ? permission->id
                      : arena_print(arena, "88888888-0000-4000-8000-%012u",
                                    (unsigned)at + 1));
    json_set_text(arena, into, "createdDateTime", "2026-11-01T08:00:00Z");
    json_set_text(arena, into, "principalDisplayName", tenant->app.name);
    json_set_text(arena, into, "principalId", tenant->app.object);
    json_set_text(arena, into, "principalType", "ServicePrincipal");
    json_set_text(arena, into, "resourceDisplayName",
                  graph ? "Microsoft Graph" : "Office 365 Exchange Online");
    json_set_text(arena, into, "resourceId",
                  graph ? "55555555-0000-4000-8000-000000000003"
                        : "55555555-0000-4000-8000-000000000002");
}

void
answer_assignments(struct call *call)
{
    static const char *const properties[] = {"id",
                                             "appRoleId",
                                             "createdDateTime",
                                             "principalId",
                                             "principalType",
                                             "resourceId",
                                             "resourceDisplayName",
                                             NULL};
    const struct tenant *tenant = tenant_of(call->sim);
    const char *key = key_of(call, call_part(call, 0));
    struct page page;

    if (!may_read(call, key, tenant->wire.assignments, OPENS_OWN) ||
        !page_read(call, &page, properties))
        return;
    page_answer(call, &page,
                page_context(call, &page,
                             arena_print(&call->arena,
                                         "servicePrincipals('%s')/"
                                         "appRoleAssignments",
                                         tenant->app.object)),
                (int64_t)tenant->graph.n + tenant->unknown.n +
                    tenant->of_exchange.n,
                put_assignment);
}

void
answer_application(struct call *call)
{
    static const char *const properties[] = {"id",
                                             "appId",
                                             "displayName",
                                             "passwordCredentials",
                                             "keyCredentials",
                                             "signInAudience",
                                             NULL};
    const struct tenant *tenant = tenant_of(call->sim);
    const char *key = key_of(call, call_part(call, 0));
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);
    struct page page;

    if (!may_read(call, key, false, OPENS_OWN) ||
        !page_read(call, &page, properties))
        return;
    put_context(call, root, &page, "applications");
    json_set_text(arena, root, "id", "99999999-8888-4777-8666-000000000001");
    json_set_text(arena, root, "appId", tenant->app.id);
    json_set_text(arena, root, "displayName", tenant->app.name);
    json_set_text(arena, root, "signInAudience", "AzureADMyOrg");
    put_passwords(call, root);
    put_keys(call, root);
    page_select(root, &page);
    answer_graph_json(call, root);
}
