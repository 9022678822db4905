/* A tenant's JSON -> struct tenant: the keys of the top, and the defaults. */
#include "tests/simulator/google/tenant.h"

#define AT(member) .at = offsetof(struct tenant, member)

static void
read_faults(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    faults_read(reader, node, &tenant->faults);
}

/* Seconds that Google's clock is ahead; behind if negative. */
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

static void
set_defaults(struct tenant *tenant)
{
    *tenant = (struct tenant){
        .customer = "C0acme042",
        .domain = "acme.example",
        .account = {.email =
                        "horizon-audit@acme-horizon.iam.gserviceaccount.com",
                    .client_id = "104857600000000000042",
                    .project = "acme-horizon",
                    .number = "815000000042"},
        .events = 3,
        .lifetime = 3599,
        .retry_after = "",
    };
}

bool
tenant_load(struct tenant *tenant, const struct json *root, const char *key,
            struct diags *diags, struct arena *arena)
{
    static const struct key keys[] = {
        {.name = "name", .type = KEY_TEXT, AT(name)},
        {.name = "customer", .type = KEY_TEXT, AT(customer)},
        {.name = "domain", .type = KEY_TEXT, AT(domain)},
        {.name = "account", .type = KEY_READ, .read = read_account},
        {.name = "delegation", .type = KEY_READ, .read = read_delegation},
        {.name = "apis", .type = KEY_READ, .read = read_apis},
        {.name = "users", .type = KEY_READ, .read = read_users},
        {.name = "token", .type = KEY_READ, .read = read_token_answers},
        {.name = "calls", .type = KEY_READ, .read = read_call_answers},
        {.name = "events", .type = KEY_READ, .read = read_events},
        {.name = "lifetime", .type = KEY_NUMBER, AT(lifetime)},
        {.name = "concurrent", .type = KEY_NUMBER, AT(concurrent)},
        {.name = "budget", .type = KEY_NUMBER, AT(budget)},
        {.name = "clock_skew", .type = KEY_READ, .read = read_clock},
        {.name = "retryAfter", .type = KEY_READ, .read = read_retry_after},
        {.name = "wire", .type = KEY_READ, .read = read_wire},
        {.name = "faults", .type = KEY_READ, .read = read_faults},
    };
    struct reader reader = {.arena = arena, .diags = diags, .where = ""};

    set_defaults(tenant);
    users_default(tenant, arena);
    read_members(&reader, root, keys, sizeof keys / sizeof *keys, tenant);
    keys_load(&reader, root, key, tenant);
    if (tenant->name == NULL)
        reader_wrong(&reader, root, "a tenant needs a \"name\"");
    if (json_get(root, "delegation") == NULL)
        reader_wrong(&reader, root, "a tenant needs a \"delegation\"");
    return diags->n == 0;
}
