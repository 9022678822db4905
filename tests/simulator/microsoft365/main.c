/* microsoft365-sim: a local Microsoft 365 tenant. */
#include "tests/simulator/microsoft365/microsoft365.h"

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

    json_set_text(&call->arena, line, "login", what->login);
    json_set_text(&call->arena, line, "code", what->code);
}

int
main(int argc, char **argv)
{
    static void (*const before[])(struct call *) = {
        refusal_check,
        bearer_check,
        slot_check,
        NULL,
    };
    static const char *const open[] = {"client_id", "scope", "grant_type",
                                       "client_assertion_type", NULL};
    static const struct simulator microsoft365 = {
        .program = "microsoft365-sim",
        .title = "A local Microsoft 365 tenant for tests and demonstrations.",
        .variable = "MICROSOFT365_SIM_TENANTS",
        .folder = "microsoft365/tenants",
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

    return kit_main(&microsoft365, argc, argv);
}
