/* A tenant's JSON -> struct tenant: the keys of the top, and the defaults. */
#include "tests/simulator/zoho/tenant.h"

#define AT(member) .at = offsetof(struct tenant, member)

static void
read_faults(struct reader *reader, const struct json *node, void *into)
{
    struct tenant *tenant = into;

    faults_read(reader, node, &tenant->faults);
}

static void
set_defaults(struct tenant *tenant)
{
    *tenant = (struct tenant){
        .client = {.id = "1000.SIMULATEDHORIZONCLIENT000000000",
                   .secret = "sim-secret-DO-NOT-USE",
                   .refresh_token = "1000.0123456789abcdef0123456789abcdef"
                                    ".fedcba9876543210fedcba9876543210"},
        .organization = {.id = "600421900",
                         .company = "Acme",
                         .portal = "acme",
                         .edition = EDITION_ENTERPRISE},
        .agent = {.id = "4000000000001017",
                  .first = "sim-first-DO-NOT-READ",
                  .last = "sim-last-DO-NOT-READ",
                  .email = "sim-agent-DO-NOT-READ@acme.example",
                  .role = "4000000000002001",
                  .status = "ACTIVE",
                  .permission = PERMISSION_PUBLIC},
        .profile = {.id = "4000000000003001",
                    .name = "Horizon integration",
                    .type = PROFILE_CUSTOM},
        .personal_role = {.id = "4000000000002999", .name = "Personal"},
        .records = {.tickets = 3,
                    .contacts = 3,
                    .accounts = 3,
                    .agents = 3,
                    .layouts = 1,
                    .webhooks = 1},
        .token = {.times = -1},
        .credits = -1,
        .concurrent = -1,
        .refreshes = 10,
        .tokens = 10,
        .token_uses = -1,
        .retry_after = "3600",
        .wire = {.scope_status = 403, .api_domain = "https://www.zohoapis.com"},
    };
}

bool
tenant_load(struct tenant *tenant, const struct json *root, struct diags *diags,
            struct arena *arena)
{
    static const struct key keys[] = {
        {.name = "name", .type = KEY_TEXT, AT(name)},
        {.name = "client", .type = KEY_READ, .read = read_client},
        {.name = "organization", .type = KEY_READ, .read = read_organization},
        {.name = "agent", .type = KEY_READ, .read = read_agent},
        {.name = "profile", .type = KEY_READ, .read = read_profile},
        {.name = "personalRole", .type = KEY_READ, .read = read_personal_role},
        {.name = "departments", .type = KEY_READ, .read = read_departments},
        {.name = "scopes", .type = KEY_READ, .read = read_scopes},
        {.name = "moreScopes", .type = KEY_READ, .read = read_more_scopes},
        {.name = "records", .type = KEY_READ, .read = read_records},
        {.name = "token", .type = KEY_READ, .read = read_token},
        {.name = "calls", .type = KEY_READ, .read = read_calls},
        {.name = "credits", .type = KEY_NUMBER, .least = -1, AT(credits)},
        {.name = "concurrent", .type = KEY_NUMBER, .least = -1, AT(concurrent)},
        {.name = "refreshes", .type = KEY_NUMBER, AT(refreshes)},
        {.name = "tokens", .type = KEY_NUMBER, AT(tokens)},
        {.name = "tokenUses", .type = KEY_NUMBER, .least = -1, AT(token_uses)},
        {.name = "retryAfter", .type = KEY_READ, .read = read_retry_after},
        {.name = "wire", .type = KEY_READ, .read = read_wire},
        {.name = "faults", .type = KEY_READ, .read = read_faults},
    };
    struct reader reader = {.arena = arena, .diags = diags, .where = ""};

    set_defaults(tenant);
    departments_default(tenant, arena);
    read_members(&reader, root, keys, sizeof keys / sizeof *keys, tenant);
    departments_check(&reader, tenant);
    if (tenant->name == NULL)
        reader_wrong(&reader, root, "a tenant needs a \"name\"");
    if (json_get(root, "scopes") == NULL)
        reader_wrong(&reader, root, "a tenant needs \"scopes\"");
    return diags->n == 0;
}
