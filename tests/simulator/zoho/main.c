/* zoho-sim: a local Zoho Desk with a client and its refresh token. */
#include "base/text.h"
#include "tests/simulator/zoho/zoho.h"

static bool
load(struct sim *sim, const struct json *root, struct diags *diags)
{
    struct tenant *tenant = arena_new(sim->arena, struct tenant, 1);

    sim->tenant = tenant;
    if (!tenant_load(tenant, root, diags, sim->arena))
        return false;
    sim->faults = tenant->faults;
    sim->slots = 1;
    return true;
}

static void
log_more(struct call *call, struct json *line)
{
    const struct about *what = about(call);
    struct arena *arena = &call->arena;

    json_set_text(arena, line, "portal",
                  what->portal == NULL ? NULL : text_kept(arena, what->portal));
    json_set_text(arena, line, "answer", what->answer);
}

int
main(int argc, char **argv)
{
    static void (*const before[])(struct call *) = {
        bearer_check, limits_check, chosen_check, portal_check, NULL,
    };
    static const char *const open[] = {"grant_type", NULL};
    static const struct simulator zoho = {
        .program = "zoho-sim",
        .title = "A local Zoho Desk for tests and demonstrations.",
        .variable = "ZOHO_SIM_TENANTS",
        .folder = "zoho/tenants",
        .about_size = sizeof(struct about),
        .routes = routes,
        .load = load,
        .arrive = route_arrive,
        .accepts = route_accepts,
        .authenticate = bearer_judge,
        .before = before,
        .missing = route_missing,
        .never = never_check,
        .open = open,
        .log = log_more,
    };

    return kit_main(&zoho, argc, argv);
}
