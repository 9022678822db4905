/* The systems that are tortured. */
#include "system.h"
#include "base/diag.h"
#include "base/text.h"

#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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
static const struct depends connectwise_doubt[] = {{"*/system/mySecurity", "*"},
                                                   {NULL, NULL}};
/* What a list narrows, any right may be worth less for. */
static const struct depends connectwise_depends[] = {
    {"*/customizeItems/", "*"},
    {"*/myMembers", "api-member.api-only"},
    {NULL, NULL},
};

/* One technician, so that nobody else's mailbox confirms what was not read, and
 * one who has to be out of reach. */
static const char *const microsoft365_scan[] = {
    "--option",  "scoped=yes",
    "--subject", "technician=tech1@acme.example",
    "--subject", "outsider=director@acme.example",
    NULL};
static const char *const microsoft365_person[][2] = {
    {"{technician/1}", "tech1%40acme.example"},
    {"{outsider/1}", "director%40acme.example"},
    {NULL, NULL}};
/* Every token begins with the base64 of a brace and a quote. */
static const char *const microsoft365_hidden[] = {"sim~secret-DO-NOT",
                                                  "secret-DO-NOT%2BUSE",
                                                  "eyJ",
                                                  "tech1@acme",
                                                  "tech1%40acme",
                                                  "director@acme",
                                                  "director%40acme",
                                                  NULL};
static const char *const microsoft365_root[] = {
    "*/.well-known/openid-configuration", "*/oauth2/v2.0/token", NULL};
static const char *const microsoft365_read[] = {"*/users", "*/calendarView",
                                                NULL};
/* What stands in the token passes where nothing could be read. */
static const struct depends microsoft365_doubt[] = {
    {"*/oauth2/v2.0/token", "*"}, {"*/calendarView", "reach.*"}, {NULL, NULL}};
/* That one is out of reach, only another who is not shows. */
static const struct depends microsoft365_depends[] = {
    {"*/calendarView", "reach.outside.*"}, {NULL, NULL}};

/* One of each kind, and not the whole list of other scopes. */
static const char *const google_scan[] = {"--subject",
                                          "technician=tech1@acme.example",
                                          "--subject",
                                          "administrator=admin@acme.example",
                                          "--max-requests",
                                          "24",
                                          NULL};
/* An assertion begins with the base64 of a brace and a quote. */
static const char *const google_hidden[] = {
    "eyJ",          "ya29",       "PRIVATE KEY",  "tech1@acme",
    "tech1%40acme", "admin@acme", "admin%40acme", NULL};
static const char *const google_root[] = {"*/token", NULL};
static const char *const google_read[] = {"*/events", "*/users", NULL};
/* What a token shows passes where nothing could be read. */
static const struct depends google_doubt[] = {{"*/token", "*"},
                                              {"*/events", "[as]*"},
                                              {"*/users", "[as]*"},
                                              {NULL, NULL}};
static const struct depends google_depends[] = {
    {"*/events", "*calendar*"},
    {"*/events", "subject.technician.*"},
    {"*/users", "api.admin-sdk.*"},
    {"*/users", "delegation.directory.*"},
    {"*/users", "subject.administrator.*"},
    {NULL, NULL}};

/* Many scans at a time are more than a portal lets in. */
static const char *const zoho_set[] = {
    "--set", "refreshes=1000000000", "--set", "tokens=1000000000",
    "--set", "credits=1000000000",   "--set", "concurrent=100000",
    NULL};
static const char *const zoho_hidden[] = {"DO-NOT", "1000.0123456789abcdef",
                                          "Zoho-oauthtoken 1000", NULL};
static const char *const zoho_root[] = {"*/token", NULL};
/* For tickets, contacts and the profile there is a second request. */
static const char *const zoho_read[] = {"*/layouts",        "*/webhooks",
                                        "*/tickets/search", "*/accounts",
                                        "*/agents",         NULL};
/* What is told with the token passes where nothing could be read. */
static const struct depends zoho_doubt[] = {
    {"*/token", "*"},
    {"*/personalRole", "reach.records.*"},
    {"*/myinfo", "reach.records.*"},
    {NULL, NULL}};
static const struct depends zoho_depends[] = {
    {"*/organizations", "account.organisation"},
    {"*/myinfo", "reach.*"},
    {"*/personalRole", "reach.records.*"},
    {"*/departments", "reach.departments.*"},
    {"*/layouts", "scopes.basic.*"},
    {"*/webhooks", "scopes.settings.*"},
    {"*/tickets/search", "scopes.search.*"},
    {"*/accounts", "profile.accounts.*"},
    {"*/agents", "profile.agents.*"},
    {NULL, NULL}};

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
    {
        .name = "google",
        .simulator = "google-sim",
        .rules = "rules/horizon-google.json",
        .tenants = "tests/simulator/google/tenants",
        .tenant = {"table", "demo"},
        .scan = google_scan,
        .key = "GOOGLE_APPLICATION_CREDENTIALS",
        .hidden = google_hidden,
        .login = "key.login",
        .api_only = "",
        .look_up = "",
        .hello = "*/token",
        .query = "*/token",
        .root = google_root,
        .read = google_read,
        .doubt = google_doubt,
        .own_tokens = true,
        .only_read = "[as]*",
        .depends = google_depends,
    },
    {
        .name = "microsoft365",
        .simulator = "microsoft365-sim",
        .rules = "rules/horizon-microsoft365.json",
        .tenants = "tests/simulator/microsoft365/tenants",
        .tenant = {"table", "demo"},
        .scan = microsoft365_scan,
        .variable = {{"AZURE_TENANT_ID",
                      "11111111-2222-4333-8444-555555555555"},
                     {"AZURE_CLIENT_ID",
                      "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"},
                     {"AZURE_CLIENT_SECRET", "sim~secret-DO-NOT+USE%21"}},
        .hidden = microsoft365_hidden,
        .login = "app.login",
        .api_only = "app.app-only",
        .look_up = "*/.well-known/openid-configuration",
        .hello = "*/oauth2/v2.0/token",
        .query = "*/oauth2/v2.0/token",
        .root = microsoft365_root,
        .read = microsoft365_read,
        .doubt = microsoft365_doubt,
        .only_read = "reach.*",
        .person = microsoft365_person,
        .depends = microsoft365_depends,
    },
    {
        .name = "zoho",
        .simulator = "zoho-sim",
        .rules = "rules/horizon-zoho.json",
        .tenants = "tests/simulator/zoho/tenants",
        .tenant = {"table", "demo"},
        .set = zoho_set,
        .variable = {{"ZOHO_CLIENT_ID", "1000.SIMULATEDHORIZONCLIENT000000000"},
                     {"ZOHO_CLIENT_SECRET", "sim-secret-DO-NOT-USE"},
                     {"ZOHO_REFRESH_TOKEN",
                      "1000.0123456789abcdef0123456789abcdef."
                      "fedcba9876543210fedcba9876543210"},
                     {"ZOHO_ORG_ID", "600421900"}},
        .hidden = zoho_hidden,
        .login = "account.login",
        .api_only = "",
        .look_up = "",
        .hello = "*/token",
        .query = "*/token",
        .root = zoho_root,
        .read = zoho_read,
        .doubt = zoho_doubt,
        .once = "*/token",
        .empty_is_yes = true,
        .depends = zoho_depends,
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

void
system_key(const struct system *system, const char *program, const char *tenant,
           const char *folder, struct arena *arena)
{
    char *whole = realpath(folder, NULL);
    const char *path = arena_print(arena, "%s/key.json", text_or(whole, "?"));
    pid_t pid;
    int status;

    free(whole);
    if (system->key == NULL)
        return;
    (void)unlink(path);
    pid = fork();
    if (pid == 0) {
        (void)execl(program, program, "--tenant", tenant, "--make-key", path,
                    (char *)NULL);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
        die("%s makes no key", program);
    (void)setenv(system->key, path, 1);
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
    if (system->key != NULL) {
        argv[n++] = "--key";
        argv[n++] = getenv(system->key);
    }
    for (size_t i = 0; system->set != NULL && system->set[i] != NULL; i++)
        argv[n++] = system->set[i];
    argv[n] = NULL;
    return argv;
}

size_t
system_scan(const struct system *system, const char **argv, size_t n)
{
    for (size_t i = 0; system->scan != NULL && system->scan[i] != NULL; i++)
        argv[n++] = system->scan[i];
    argv[n] = NULL;
    return n;
}

bool
system_lists(const char *const *patterns, const char *path)
{
    for (; patterns != NULL && *patterns != NULL; patterns++)
        if (fnmatch(*patterns, path, FNM_CASEFOLD) == 0)
            return true;
    return false;
}

bool
system_depends(const struct depends *row, const char *path, const char *check)
{
    for (; row != NULL && row->path != NULL; row++)
        if (fnmatch(row->path, path, FNM_CASEFOLD) == 0 &&
            fnmatch(row->check, check, 0) == 0)
            return true;
    return false;
}
