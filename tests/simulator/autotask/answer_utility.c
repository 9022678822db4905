/* The calls that are about no entity. */
#include "base/text.h"
#include "tests/simulator/autotask/autotask.h"

void
answer_zone(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const char *url =
        arena_print(&call->arena, "%sATServicesRest/", call->sim->base);
    struct json *root = json_new_object(&call->arena);
    const char *code = call_header(call, "ApiIntegrationCode");

    if (code != NULL && !text_same_fold(code, tenant->credentials.code)) {
        if (tenant->wrong_code == CODE_401)
            login_refuse(call);
        else
            answer_error(call, 500, "IntegrationCode is invalid.");
        return;
    }
    if (!text_same_fold(call_argument(call, "user"),
                        tenant->credentials.username)) {
        answer_error(call, 500, "Zone information could not be determined");
        return;
    }
    json_set_text(&call->arena, root, "zoneName", tenant->zone.name);
    json_set_text(&call->arena, root, "url",
                  tenant->zone.url != NULL ? tenant->zone.url : url);
    json_set_text(&call->arena, root, "webUrl", call->sim->base);
    json_set_integer(&call->arena, root, "ci", tenant->zone.ci);
    answer_json(call, 200, root);
}

void
answer_versions(struct call *call)
{
    struct json *root = json_new_object(&call->arena);

    json_push_text(&call->arena,
                   json_set_array(&call->arena, root, "apiVersions"), "V1.0");
    answer_json(call, 200, root);
}

void
answer_version(struct call *call)
{
    struct json *root = json_new_object(&call->arena);

    json_set_integer(&call->arena, root, "majorVersion", 2026);
    json_set_integer(&call->arena, root, "minorVersion", 3);
    json_set_text(&call->arena, root, "build", "simulated");
    json_set_text(&call->arena, root, "customerType", "simulated");
    answer_json(call, 200, root);
}

void
answer_authenticate(struct call *call)
{
    answer_json(call, 200, json_new_object(&call->arena));
}

void
answer_modules(struct call *call)
{
    struct json *root = json_new_object(&call->arena), *list, *item;

    list = json_set_array(&call->arena, root, "modules");
    for (int m = 0; m < MODULE__N; m++) {
        item = json_push_object(&call->arena, list);
        json_set_integer(&call->arena, item, "key", module_types[m].number);
        json_set_boolean(&call->arena, item, "value",
                         tenant_of(call->sim)->module[m]);
    }
    answer_json(call, 200, root);
}

void
answer_threshold(struct call *call)
{
    struct sim *sim = call->sim;
    struct json *root = json_new_object(&call->arena);
    int64_t used;

    (void)pthread_mutex_lock(&sim->lock);
    used = sim->used;
    (void)pthread_mutex_unlock(&sim->lock);
    json_set_integer(&call->arena, root, "externalRequestThreshold",
                     tenant_of(sim)->usage.threshold);
    json_set_integer(&call->arena, root, "requestThresholdTimeframe",
                     tenant_of(sim)->usage.minutes);
    json_set_integer(&call->arena, root, "currentTimeframeRequestCount", used);
    answer_json(call, 200, root);
}
