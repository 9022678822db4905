/* The calls that are about no entity. */
#include "base/text.h"
#include "tests/simulator/sim.h"

static void
answer_zone(struct call *call)
{
    const struct tenant *tenant = &call->sim->tenant;
    const char *url =
        arena_print(&call->arena, "%sATServicesRest/", call->sim->base);
    struct json *root = json_new_object(&call->arena);

    if (call->code != NULL &&
        !text_same_fold(call->code, tenant->credentials.code)) {
        answer_error(call, 500, "IntegrationCode is invalid.");
        return;
    }
    if (!text_same_fold(call->arg_user, tenant->credentials.username)) {
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

static void
answer_versions(struct call *call)
{
    struct json *root = json_new_object(&call->arena);

    json_push_text(&call->arena,
                   json_set_array(&call->arena, root, "apiVersions"), "V1.0");
    answer_json(call, 200, root);
}

static void
answer_version(struct call *call)
{
    struct json *root = json_new_object(&call->arena);

    json_set_integer(&call->arena, root, "majorVersion", 2026);
    json_set_integer(&call->arena, root, "minorVersion", 3);
    json_set_text(&call->arena, root, "build", "simulated");
    json_set_text(&call->arena, root, "customerType", "simulated");
    answer_json(call, 200, root);
}

static void
answer_authenticate(struct call *call)
{
    answer_json(call, 200, json_new_object(&call->arena));
}

static void
answer_modules(struct call *call)
{
    struct json *root = json_new_object(&call->arena), *list, *item;

    list = json_set_array(&call->arena, root, "modules");
    for (int m = 0; m < MODULE__N; m++) {
        item = json_push_object(&call->arena, list);
        json_set_integer(&call->arena, item, "key", module_types[m].number);
        json_set_boolean(&call->arena, item, "value",
                         call->sim->tenant.module[m]);
    }
    answer_json(call, 200, root);
}

static void
answer_threshold(struct call *call)
{
    struct sim *sim = call->sim;
    struct json *root = json_new_object(&call->arena);
    int64_t used;

    (void)pthread_mutex_lock(&sim->lock);
    used = sim->used;
    (void)pthread_mutex_unlock(&sim->lock);
    json_set_integer(&call->arena, root, "externalRequestThreshold",
                     sim->tenant.usage.threshold);
    json_set_integer(&call->arena, root, "requestThresholdTimeframe",
                     sim->tenant.usage.minutes);
    json_set_integer(&call->arena, root, "currentTimeframeRequestCount", used);
    answer_json(call, 200, root);
}

void
answer_utility(struct call *call)
{
    static void (*const answers[UTILITY__N])(struct call *) = {
        [UTILITY_ZONE] = answer_zone,
        [UTILITY_VERSIONS] = answer_versions,
        [UTILITY_VERSION] = answer_version,
        [UTILITY_AUTHENTICATE] = answer_authenticate,
        [UTILITY_MODULES] = answer_modules,
        [UTILITY_THRESHOLD] = answer_threshold,
        [UTILITY_ENTITIES] = answer_entities,
    };

    answers[call->route.utility](call);
}
