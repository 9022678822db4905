/* The systems that are tortured. */
#include "system.h"
#include "base/text.h"

#include <fnmatch.h>
#include <stdlib.h>

/* Many scans at a time are no reason for the simulator to complain. */
static const char *const autotask_set[] = {
    "--set", "usage.threshold=1000000000", "--set", "threads.limit=100000",
    NULL};
static const char *const autotask_hidden[] = {
    "api-user@acme.example", "api-user%40acme", "sim-secret-DO-NOT-USE",
    "SIMULATEDTRACKINGIDENTIFIER", NULL};
static const char *const autotask_root[] = {"*/zoneInformation",
                                            "*/ThresholdInformation",
                                            "*/V1.0/EntityInformation", NULL};
static const char *const autotask_read[] = {"*/query", NULL};
static const struct depends autotask_depends[] = {
    {"*/Tickets/query", "service-desk.ticket-history.*"},
    {"*/Resources/query", "admin.webhooks.max"},
    {"*/Resources/query", "api-user.api-only"},
    {"*/query/count", "admin.webhooks.max"},
    {NULL, NULL},
};

static const char *const connectwise_hidden[] = {
    "SimPublicKeyA1b2", "SimPrivate-DO-NOT-USE",
    "51ab51ab-0000-4000-8000-51ab51ab51ab",
    /* The beginning of "exampleit+SimPublicKeyA1b2:" in base64. */
    "ZXhhbXBsZWl0K1NpbVB1YmxpY0tleUExYjI6", NULL};
static const char *const connectwise_root[] = {
    "/login/companyinfo/*", "*/system/info", "*/system/mySecurity", NULL};
static const char *const connectwise_read[] = {
    "*/company/companies", "*/company/contacts", "*/service/tickets",
    "*/system/members", NULL};
static const char *const connectwise_doubt[] = {"*/system/mySecurity", NULL};
/* What a list narrows, any right may be worth less for. */
static const struct depends connectwise_depends[] = {
    {"*/customizeItems/", "*"},
    {"*/myMembers", "api-member.api-only"},
    {NULL, NULL},
};

static const struct system systems[] = {
    {
        .name = "autotask",
        .simulator = "autotask-sim",
        .rules = "rules/horizon-autotask.json",
        .tenants = "tests/simulator/tenants",
        .tenant = {"table", "demo"},
        .set = autotask_set,
        .variable = {{"AUTOTASK_USERNAME", "api-user@acme.example"},
                     {"AUTOTASK_SECRET", "sim-secret-DO-NOT-USE"},
                     {"AUTOTASK_INTEGRATION_CODE",
                      "SIMULATEDTRACKINGIDENTIFIER"}},
        .hidden = autotask_hidden,
        .login = "api-user.login",
        .api_only = "api-user.api-only",
        .look_up = "*/zoneInformation",
        .hello = "*/ThresholdInformation",
        .query = "*/query",
        .root = autotask_root,
        .read = autotask_read,
        .depends = autotask_depends,
    },
    {
        .name = "connectwise",
        .simulator = "connectwise-sim",
        .rules = "rules/horizon-connectwise.json",
        .tenants = "tests/simulator/connectwise/tenants",
        .tenant = {"table", "demo"},
        .variable = {{"CONNECTWISE_COMPANY", "exampleit"},
                     {"CONNECTWISE_PUBLIC_KEY", "SimPublicKeyA1b2"},
                     {"CONNECTWISE_PRIVATE_KEY", "SimPrivate-DO-NOT-USE"},
                     {"CONNECTWISE_CLIENT_ID",
                      "51ab51ab-0000-4000-8000-51ab51ab51ab"},
                     /* For what is not told an endpoint. */
                     {"CONNECTWISE_SITE", "na.myconnectwise.net"}},
        .hidden = connectwise_hidden,
        .login = "api-member.login",
        .api_only = "api-member.api-only",
        .look_up = "/login/companyinfo/*",
        .hello = "*/system/info",
        .root = connectwise_root,
        .read = connectwise_read,
        .doubt = connectwise_doubt,
        .depends = connectwise_depends,
    },
};

const struct system *
system_named(const char *name)
{
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
        if (text_same(systems[i].name, name))
            return &systems[i];
    return NULL;
}

void
system_environment(const struct system *system)
{
    static const char *const gone[] = {
        "http_proxy",  "https_proxy", "all_proxy",           "HTTP_PROXY",
        "HTTPS_PROXY", "ALL_PROXY",   "GRANTSCAN_FAIL_ALLOC"};

    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        (void)unsetenv(gone[i]);
    for (size_t i = 0; i < VARIABLES_MAX; i++)
        if (system->variable[i][0] != NULL)
            (void)setenv(system->variable[i][0], system->variable[i][1], 1);
}

const char *const *
system_arguments(const struct system *system, const char *program,
                 const char *tenant, const char *port_file, const char *log,
                 struct arena *arena)
{
    const char **argv = arena_new(arena, const char *, 24);
    size_t n = 0;

    argv[n++] = program;
    argv[n++] = "--tenant";
    argv[n++] = tenant;
    argv[n++] = "--port-file";
    argv[n++] = port_file;
    if (log != NULL) {
        argv[n++] = "--log";
        argv[n++] = log;
    }
    for (size_t i = 0; system->set != NULL && system->set[i] != NULL; i++)
        argv[n++] = system->set[i];
    argv[n] = NULL;
    return argv;
}

bool
system_lists(const char *const *patterns, const char *path)
{
    for (; patterns != NULL && *patterns != NULL; patterns++)
        if (fnmatch(*patterns, path, FNM_CASEFOLD) == 0)
            return true;
    return false;
}
