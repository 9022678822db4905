/* A tenant's JSON -> struct tenant: the tables of keys, the defaults, and what
 * follows from one setting for others. */
#include "tests/simulator/autotask/tenant.h"
#include "base/text.h"
#include "tests/simulator/autotask/entity.h"
#include "tests/simulator/autotask/tenant_rights.h"
#include "tests/simulator/kit/reader.h"

#include <string.h>

/* The numbers occur in real answers; which module each stands for is not
 * publicly known, so this pairing is the simulator's own. */
const struct module_type module_types[MODULE__N] = {
    {"crm", 20, {"Compan", "Contacts", "ContactGroup", "Opportunit"}},
    {"contracts", 24, {"Contract"}},
    {"inventory", 36, {"Inventory"}},
    {"projects", 65, {"Project", "Phases", "Task", "ServiceCallTask"}},
    {"serviceDesk", 70, {"Ticket", "ServiceCall"}},
    {"timesheets", 73, {"TimeEntr", "TimeOff"}},
    {"knowledgeBase", 77, {"Article", "KnowledgeBase", "Document"}},
};

#define AT(member) .at = offsetof(struct tenant, member)
#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

static void
read_zone(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "name", .type = KEY_TEXT, AT(zone.name)},
        {.name = "number", .type = KEY_NUMBER, .least = 1, AT(zone.number)},
        {.name = "ci", .type = KEY_NUMBER, AT(zone.ci)},
        {.name = "url", .type = KEY_TEXT, AT(zone.url)},
    };

    READ(keys, reader, node, into);
}

static void
read_credentials(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "username", .type = KEY_TEXT, AT(credentials.username)},
        {.name = "secret", .type = KEY_TEXT, AT(credentials.secret)},
        {.name = "integrationCode", .type = KEY_TEXT, AT(credentials.code)},
    };

    READ(keys, reader, node, into);
}

static void
read_webhooks(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "canCreate", .type = KEY_FLAG, AT(webhooks.can_create)},
        {.name = "maximum", .type = KEY_NUMBER, AT(webhooks.maximum)},
        {.name = "owned", .type = KEY_READ, .read = read_owned},
    };

    READ(keys, reader, node, into);
}

static void
read_user(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "id", .type = KEY_NUMBER, .least = 1, AT(user.id)},
        {.name = "licenseType", .type = KEY_NUMBER, AT(user.license)},
        {.name = "userName", .type = KEY_TEXT, AT(user.user_name)},
        {.name = "email", .type = KEY_TEXT, AT(user.email)},
        {.name = "firstName", .type = KEY_TEXT, AT(user.first)},
        {.name = "lastName", .type = KEY_TEXT, AT(user.last)},
        {.name = "isActive", .type = KEY_FLAG, AT(user.active)},
    };

    READ(keys, reader, node, into);
}

static void
read_modules(struct reader *reader, const struct json *node, void *into)
{
    struct key keys[MODULE__N];

    for (size_t i = 0; i < MODULE__N; i++)
        keys[i] = (struct key){.name = module_types[i].name,
                               .type = KEY_FLAG,
                               .at = offsetof(struct tenant, module) +
                                     i * sizeof(bool)};
    READ(keys, reader, node, into);
}

static void
read_usage(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "used", .type = KEY_NUMBER, AT(usage.used)},
        {.name = "threshold",
         .type = KEY_NUMBER,
         .least = 1,
         AT(usage.threshold)},
        {.name = "minutes", .type = KEY_NUMBER, .least = 1, AT(usage.minutes)},
        {.name = "overStatus",
         .type = KEY_NUMBER,
         .least = 400,
         AT(usage.over_status)},
        {.name = "addLatency", .type = KEY_FLAG, AT(usage.add_latency)},
    };

    READ(keys, reader, node, into);
}

static void
read_threads(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "limit", .type = KEY_NUMBER, .least = 1, AT(threads.limit)},
        {.name = "status",
         .type = KEY_NUMBER,
         .least = 400,
         AT(threads.status)},
    };

    READ(keys, reader, node, into);
}

static void
read_wire(struct reader *reader, const struct json *node, void *into)
{
    static const char *const level[] = {"string", "upper",          "lower",
                                        "number", "numeric-string", "garbage",
                                        NULL};
    static const char *const info[] = {"wrapped", "flat", NULL};
    static const char *const names[] = {"plural", "singular", "mixed", NULL};
    static const char *const denial[] = {"type", "variant", NULL};
    static const char *const global[] = {"ok",   "missing",   "404",
                                         "500",  "empty",     "garbage",
                                         "html", "truncated", NULL};
    static const struct key keys[] = {
        {.name = "level", .type = KEY_WORD, .words = level, AT(wire.level)},
        {.name = "info", .type = KEY_WORD, .words = info, AT(wire.info)},
        {.name = "names", .type = KEY_WORD, .words = names, AT(wire.names)},
        {.name = "denial", .type = KEY_WORD, .words = denial, AT(wire.denial)},
        {.name = "global", .type = KEY_WORD, .words = global, AT(wire.global)},
        {.name = "omit", .type = KEY_READ, .read = read_omitted},
        {.name = "unreadable", .type = KEY_READ, .read = read_unreadable},
        {.name = "unreadableAlone",
         .type = KEY_READ,
         .read = read_unreadable_alone},
    };

    READ(keys, reader, node, into);
}

static void
read_faults(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    faults_read(reader, node, &tenant->faults);
}

static const char *const wrong_codes[] = {"mixed", "500", "401", NULL};

static const struct key tenant_keys[] = {
    {.name = "name", .type = KEY_TEXT, AT(name)},
    {.name = "zone", .type = KEY_READ, .read = read_zone},
    {.name = "credentials", .type = KEY_READ, .read = read_credentials},
    {.name = "wrongCode",
     .type = KEY_WORD,
     .words = wrong_codes,
     AT(wrong_code)},
    {.name = "locked", .type = KEY_FLAG, AT(locked)},
    {.name = "lockAfter", .type = KEY_NUMBER, .least = 1, AT(lock_after)},
    {.name = "securityLevel", .type = KEY_READ, .read = read_security_level},
    {.name = "webhooks", .type = KEY_READ, .read = read_webhooks},
    {.name = "impersonation", .type = KEY_READ, .read = read_impersonation},
    {.name = "user", .type = KEY_READ, .read = read_user},
    {.name = "modules", .type = KEY_READ, .read = read_modules},
    {.name = "usage", .type = KEY_READ, .read = read_usage},
    {.name = "threads", .type = KEY_READ, .read = read_threads},
    {.name = "records", .type = KEY_READ, .read = read_records},
    {.name = "lineOfBusiness", .type = KEY_READ, .read = read_filtered},
    {.name = "declare", .type = KEY_READ, .read = read_declared},
    {.name = "metadataDenied", .type = KEY_READ, .read = read_metadata_denied},
    {.name = "withoutPicklists", .type = KEY_READ, .read = read_no_picklists},
    {.name = "withoutCallouts", .type = KEY_READ, .read = read_no_callouts},
    {.name = "wire", .type = KEY_READ, .read = read_wire},
    {.name = "faults", .type = KEY_READ, .read = read_faults},
};

static void
set_defaults(struct tenant *tenant, struct arena *arena)
{
    *tenant = (struct tenant){
        .zone = {.name = "America West", .number = 2, .ci = 30595},
        .credentials = {.username = "api-user@acme.example",
                        .secret = "sim-secret-DO-NOT-USE",
                        .code = "SIMULATEDTRACKINGIDENTIFIER"},
        .lock_after = LOCK_AFTER,
        .level_name = "Simulated level",
        .webhooks = {.can_create = true, .maximum = 50},
        .user = {.id = 101,
                 .license = 7,
                 .first = "Rocketship",
                 .last = "API",
                 .active = true},
        .usage = {.used = 124,
                  .threshold = 10000,
                  .minutes = 60,
                  .over_status = 500},
        .threads = {.limit = 3, .status = 500},
    };
    for (size_t i = 0; i < MODULE__N; i++)
        tenant->module[i] = true;
    tenant->state = arena_new(arena, struct entity_state, entity_count());
    for (uint32_t i = 0; i < entity_count(); i++) {
        tenant->state[i].records = -1;
        for (int access = 0; access < ACCESS__N; access++)
            tenant->state[i].level[access] = LEVEL_NONE;
    }
}

/* "Can create webhooks" unticked takes the webhook entities away; View stays
 * where the file grants it by name. */
static void
untick_webhooks(struct tenant *tenant)
{
    for (uint32_t i = 0; i < entity_count(); i++) {
        struct entity_state *state = &tenant->state[i];
        const char *name = entity_at(i)->name;

        if (strstr(name, "Webhook") == NULL ||
            text_same(name, "WebhookEventErrorLogs"))
            continue;
        for (int access = 0; access < ACCESS__N; access++)
            if (access != ACCESS_VIEW || !state->stated[access])
                state->level[access] = LEVEL_NONE;
    }
}

bool
tenant_load(struct tenant *tenant, const struct json *root, struct diags *diags,
            struct arena *arena)
{
    struct reader reader = {.arena = arena, .diags = diags, .where = ""};
    const char *at;

    set_defaults(tenant, arena);
    READ(tenant_keys, &reader, root, tenant);
    if (tenant->name == NULL)
        reader_wrong(&reader, root, "a tenant needs a \"name\"");
    if (json_get(root, "securityLevel") == NULL)
        reader_wrong(&reader, root, "a tenant needs a \"securityLevel\"");
    if (!tenant->webhooks.can_create)
        untick_webhooks(tenant);
    if (tenant->user.email == NULL)
        tenant->user.email = tenant->credentials.username;
    at = strchr(tenant->credentials.username, '@');
    if (tenant->user.user_name == NULL)
        tenant->user.user_name =
            at == NULL
                ? tenant->credentials.username
                : arena_slice(arena, tenant->credentials.username,
                              (size_t)(at - tenant->credentials.username));
    return diags->n == 0;
}
