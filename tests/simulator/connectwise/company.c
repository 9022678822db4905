/* The look-up without credentials, and the first call with them. */
#include "base/text.h"
#include "tests/simulator/connectwise/connectwise.h"
#include "tests/simulator/connectwise/tree.h"

#include <string.h>

/* "v2025.1.98765" -> "v2025.1" */
static const char *
version_code(struct arena *arena, const char *version)
{
    const char *dot = strrchr(version, '.');

    return dot == NULL ? version
                       : arena_slice(arena, version, (size_t)(dot - version));
}

static void
put_cloud(struct call *call, struct json *root)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct json *origins;

    if (tenant->wire.cloud == CLOUD_TEXT)
        json_set_text(&call->arena, root, "IsCloud",
                      tenant->site.cloud ? "True" : "False");
    else
        json_set_boolean(&call->arena, root, "IsCloud", tenant->site.cloud);
    if (!tenant->site.cloud || !tenant->site.told)
        return;
    json_set_text(&call->arena, root, "SiteUrl", tenant->site.host);
    origins = json_set_array(&call->arena, root, "AllowedOrigins");
    json_push_text(&call->arena, origins, "*.myconnectwise.net");
}

void
answer_company(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);
    const char *version, *codebase = codebase_now(call->sim, &version);
    const char *code = version_code(arena, version);

    if (tenant->company_unknown ||
        !text_same_fold(call_part(call, 0), tenant->credentials.company)) {
        answer_text(call, 200, "application/json; charset=utf-8", "null");
        return;
    }
    json_set_text(arena, root, "CompanyName", tenant->name);
    json_set_text(arena, root, "Codebase", codebase);
    json_set_text(arena, root, "VersionCode", code);
    json_set_text(arena, root, "VersionNumber",
                  arena_print(arena, "v4.6%s", version + strlen(code)));
    json_set_text(arena, root, "CompanyID", tenant->credentials.company);
    put_cloud(call, root);
    tree_overlay(arena, root, tenant->company_info);
    answer_json(call, 200, root);
}

void
answer_info(struct call *call)
{
    static const struct {
        const char *name;
        bool active;
    } bits[] = {
        {"AuditTrail", true}, {"KnowledgeBase", true}, {"SpamStats", false}};
    const struct tenant *tenant = tenant_of(call->sim);
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena), *list;
    const char *version;

    (void)codebase_now(call->sim, &version);
    json_set_text(arena, root, "version", version);
    json_set_boolean(arena, root, "isCloud", tenant->site.cloud);
    json_set_text(arena, root, "serverTimeZone", "Eastern Standard Time");
    list = json_set_array(arena, root, "licenseBits");
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        struct json *bit = json_push_object(arena, list);

        json_set_text(arena, bit, "name", bits[i].name);
        json_set_boolean(arena, bit, "activeFlag", bits[i].active);
    }
    if (tenant->site.cloud)
        json_set_text(arena, root, "cloudRegion", tenant->site.region);
    json_set_integer(arena, root, "maxWorkFlowRecordsAllowed", 1000);
    tree_overlay(arena, root, tenant->system_info);
    answer_json(call, 200, root);
}
