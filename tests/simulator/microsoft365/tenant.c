/* A tenant's JSON -> struct tenant: the keys of the top, and the defaults. */
#include "tests/simulator/microsoft365/tenant.h"
#include "tests/simulator/microsoft365/cloud.h"

#define AT(member) .at = offsetof(struct tenant, member)
#define READ(keys, reader, node, into)                                         \
    read_members((reader), (node), (keys), sizeof(keys) / sizeof *(keys),      \
                 (into))

static void
read_tenant(struct reader *reader, const struct json *node, void *into)
{
    static const struct key keys[] = {
        {.name = "tenantId", .type = KEY_TEXT, AT(id)},
        {.name = "domain", .type = KEY_TEXT, AT(domain)},
        {.name = "cloud", .type = KEY_WORD, .words = cloud_words, AT(cloud)},
        {.name = "region", .type = KEY_TEXT, AT(region)},
        {.name = "subRegion", .type = KEY_TEXT, AT(sub_region)},
        {.name = "exchange", .type = KEY_FLAG, AT(exchange)},
    };

    READ(keys, reader, node, into);
}

static void
read_faults(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    faults_read(reader, node, &tenant->faults);
}

/* Seconds that the tenant's clock is ahead; behind it if negative. */
static void
read_clock(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!json_integer(node, &tenant->clock))
        reader_wrong(reader, node, "must be a whole number of seconds");
}

static void
read_events(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    if (!json_integer(node, &tenant->events) || tenant->events < 0 ||
        tenant->events > EVENTS_CAP)
        reader_wrong(reader, node, "must be from 0 to a thousand");
}

static const struct key tenant_keys[] = {
    {.name = "name", .type = KEY_TEXT, AT(name)},
    {.name = "tenant", .type = KEY_READ, .read = read_tenant},
    {.name = "app", .type = KEY_READ, .read = read_app},
    {.name = "secrets", .type = KEY_READ, .read = read_secrets},
    {.name = "certificates", .type = KEY_READ, .read = read_certificates},
    {.name = "permissions", .type = KEY_READ, .read = read_permissions},
    {.name = "directoryRoles", .type = KEY_READ, .read = read_directory_roles},
    {.name = "rbac", .type = KEY_READ, .read = read_scopes},
    {.name = "policies", .type = KEY_READ, .read = read_policies},
    {.name = "users", .type = KEY_READ, .read = read_users},
    {.name = "events", .type = KEY_READ, .read = read_events},
    {.name = "concurrent", .type = KEY_NUMBER, AT(concurrent)},
    {.name = "clock", .type = KEY_READ, .read = read_clock},
    {.name = "retryAfter", .type = KEY_READ, .read = read_retry_after},
    {.name = "refusals", .type = KEY_READ, .read = read_refusals},
    {.name = "token", .type = KEY_READ, .read = read_token},
    {.name = "wire", .type = KEY_READ, .read = read_wire},
    {.name = "faults", .type = KEY_READ, .read = read_faults},
};

static void
set_defaults(struct tenant *tenant)
{
    *tenant = (struct tenant){
        .id = "11111111-2222-4333-8444-555555555555",
        .domain = "acme.example",
        .cloud = CLOUD_GLOBAL,
        .exchange = true,
        .app = {.id = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
                .object = "99999999-8888-4777-8666-555555555555",
                .name = "Horizon Calendar Integration"},
        .concurrent = 4,
        .retry_after = "10",
        .token = {.lifetime = 3599},
        .wire = {.self = true},
    };
}

bool
tenant_load(struct tenant *tenant, const struct json *root, struct diags *diags,
            struct arena *arena)
{
    struct reader reader = {.arena = arena, .diags = diags, .where = ""};

    set_defaults(tenant);
    users_default(tenant, arena);
    READ(tenant_keys, &reader, root, tenant);
    if (tenant->region == NULL)
        tenant->region = cloud_hosts(tenant->cloud)->region;
    if (tenant->sub_region == NULL)
        tenant->sub_region = cloud_hosts(tenant->cloud)->sub_region;
    if (tenant->name == NULL)
        reader_wrong(&reader, root, "a tenant needs a \"name\"");
    if (json_get(root, "permissions") == NULL)
        reader_wrong(&reader, root, "a tenant needs \"permissions\"");
    return diags->n == 0;
}
