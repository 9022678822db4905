/* connectwise-sim: a local ConnectWise PSA tenant. */
#include "tests/simulator/connectwise/connectwise.h"

#include <string.h>

static bool
load(struct sim *sim, const struct json *root, struct diags *diags)
{
    struct tenant *tenant = arena_new(sim->arena, struct tenant, 1);

    sim->tenant = tenant;
    if (!tenant_load(tenant, root, diags, sim->arena))
        return false;
    sim->faults = tenant->faults;
    return true;
}

/* "v2025.1.98765" -> "2025.1" */
static const char *
model(struct call *call)
{
    const char *version, *dot;

    (void)codebase_now(call->sim, &version);
    version += *version == 'v';
    dot = strrchr(version, '.');
    return arena_slice(&call->arena, version,
                       dot == NULL ? strlen(version) : (size_t)(dot - version));
}

/* The headers of a good answer of the API. */
static void
add_headers(struct call *call)
{
    struct json *headers;

    if (!about(call)->api || call->answer.status >= 300 ||
        call->answer.headers != NULL)
        return;
    headers = json_new_object(&call->arena);
    json_set_text(&call->arena, headers, "api-current-version", model(call));
    if (about(call)->link != NULL)
        json_set_text(&call->arena, headers, "Link", about(call)->link);
    call->answer.headers = headers;
}

static void
log_more(struct call *call, struct json *line)
{
    const struct about *what = about(call);

    json_set_text(&call->arena, line, "dress", dress_words[what->dress]);
}

int
main(int argc, char **argv)
{
    /* A level word that is given a member becomes its four verbs. */
    static const char *const verbs[] = {"add", "edit", "delete", "inquire",
                                        NULL};
    static void (*const before[])(struct call *) = {
        outside_check, refusal_check, codebase_check, login_check, NULL,
    };
    static const struct simulator connectwise = {
        .program = "connectwise-sim",
        .title = "A local ConnectWise PSA tenant for tests and "
                 "demonstrations.",
        .variable = "CONNECTWISE_SIM_TENANTS",
        .folder = "connectwise/tenants",
        .spread = verbs,
        .about_size = sizeof(struct about),
        .routes = routes,
        .load = load,
        .arrive = route_arrive,
        .accepts = route_accepts,
        .authenticate = login_judge,
        .before = before,
        .missing = route_missing,
        .never = never_check,
        .after = add_headers,
        .log = log_more,
    };

    return kit_main(&connectwise, argc, argv);
}
