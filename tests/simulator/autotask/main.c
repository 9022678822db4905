/* autotask-sim: a local Autotask tenant. */
#include "tests/simulator/autotask/store.h"

/* Slots for the utilities: no table of routes is longer. */
enum { UTILITY_SLOTS = 64 };

static bool
load(struct sim *sim, const struct json *root, struct diags *diags)
{
    struct tenant *tenant = arena_new(sim->arena, struct tenant, 1);

    sim->tenant = tenant;
    if (!tenant_load(tenant, root, diags, sim->arena))
        return false;
    tenant->store = store_new(&sim->kept);
    sim->locked = tenant->locked;
    sim->used = tenant->usage.used;
    sim->slots = entity_count() + UTILITY_SLOTS;
    sim->faults = tenant->faults;
    return true;
}

static void
log_more(struct call *call, struct json *line)
{
    json_set_boolean(&call->arena, line, "impersonation",
                     call_header(call, "ImpersonationResourceId") != NULL);
}

int
main(int argc, char **argv)
{
    /* A level word that is given a member becomes its four accesses. */
    static const char *const accesses[] = {"view", "add", "edit", "delete",
                                           NULL};
    static void (*const before[])(struct call *) = {
        outside_check, login_check,         budget_check,
        thread_check,  impersonation_check, NULL,
    };
    static const struct simulator autotask = {
        .program = "autotask-sim",
        .title = "A local Autotask tenant for tests and demonstrations.",
        .variable = "AUTOTASK_SIM_TENANTS",
        .folder = "tenants",
        .spread = accesses,
        .about_size = sizeof(struct about),
        .routes = routes,
        .start = entity_start,
        .load = load,
        .arrive = route_arrive,
        .accepts = route_accepts,
        .authenticate = login_judge,
        .before = before,
        .missing = route_missing,
        .log = log_more,
    };

    return kit_main(&autotask, argc, argv);
}
