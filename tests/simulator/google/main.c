/* google-sim: a local Google Workspace with a service account. */
#include "base/file.h"
#include "tests/simulator/google/google.h"

#include <string.h>

enum { GIVEN_KEY, GIVEN_MAKE_KEY };

static bool
load(struct sim *sim, const struct json *root, struct diags *diags)
{
    struct tenant *tenant = arena_new(sim->arena, struct tenant, 1);

    sim->tenant = tenant;
    if (!tenant_load(tenant, root, sim->given[GIVEN_KEY], diags, sim->arena))
        return false;
    sim->faults = tenant->faults;
    sim->slots = 1;
    return true;
}

/* The members and the order of a real file; the address of the certificate
 * names the account as a part of a path. */
static const char *
key_file(struct sim *sim, const struct key_pair *pair)
{
    static const char robot[] =
        "https://www.googleapis.com/robot/v1/metadata/x509/";
    const struct account *account = &tenant_of(sim)->account;
    struct arena *arena = sim->arena;
    struct json *root = json_new_object(arena);
    size_t name = strcspn(account->email, "@");
    struct out out = {.limit = 0};
    const char *text;

    json_set_text(arena, root, "type", "service_account");
    json_set_text(arena, root, "project_id", account->project);
    json_set_text(arena, root, "private_key_id", pair->id);
    json_set_text(arena, root, "private_key", pair->pem);
    json_set_text(arena, root, "client_email", account->email);
    json_set_text(arena, root, "client_id", account->client_id);
    json_set_text(arena, root, "auth_uri",
                  "https://accounts.google.com/o/oauth2/auth");
    json_set_text(arena, root, "token_uri",
                  "https://oauth2.googleapis.com/token");
    json_set_text(arena, root, "auth_provider_x509_cert_url",
                  "https://www.googleapis.com/oauth2/v1/certs");
    json_set_text(
        arena, root, "client_x509_cert_url",
        arena_print(arena, "%s%.*s%%40%s", robot, (int)name, account->email,
                    account->email + name + (account->email[name] == '@')));
    json_set_text(arena, root, "universe_domain", "googleapis.com");
    json_print(root, true, &out);
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

/* --make-key: a new key of the tenant's account, for its owner only. */
static bool
make_key(struct sim *sim, struct diags *diags, int *status)
{
    const char *path = sim->given[GIVEN_MAKE_KEY], *text;
    struct key_pair pair;

    if (path == NULL)
        return false;
    *status = EXIT_RESOURCE;
    diags->file = NULL;
    if (!key_make(&pair, sim->arena)) {
        diag_add(diags, 0, 0, "no key could be made");
        return true;
    }
    text = key_file(sim, &pair);
    if (file_save(path, text, strlen(text), diags))
        *status = 0;
    return true;
}

static void
log_more(struct call *call, struct json *line)
{
    const struct about *what = about(call);
    struct arena *arena = &call->arena;

    json_set_text(arena, line, "scope", what->scope);
    json_set_text(arena, line, "subject", what->subject);
    json_set_text(arena, line, "answer", what->answer);
}

int
main(int argc, char **argv)
{
    static const struct own_option own[] = {
        {"key", "FILE", "a key of the service account (JSON or PEM)"},
        {"make-key", "FILE", "write a new key file of the account, and end"},
        {NULL, NULL, NULL},
    };
    static void (*const before[])(struct call *) = {
        bearer_check,
        chosen_check,
        limits_check,
        NULL,
    };
    static const char *const open[] = {"grant_type", NULL};
    static const struct simulator google = {
        .program = "google-sim",
        .title = "A local Google Workspace for tests and demonstrations.",
        .variable = "GOOGLE_SIM_TENANTS",
        .folder = "google/tenants",
        .own = own,
        .about_size = sizeof(struct about),
        .routes = routes,
        .load = load,
        .errand = make_key,
        .arrive = route_arrive,
        .accepts = route_accepts,
        .authenticate = bearer_judge,
        .before = before,
        .missing = route_missing,
        .never = never_check,
        .open = open,
        .log = log_more,
    };

    return kit_main(&google, argc, argv);
}
