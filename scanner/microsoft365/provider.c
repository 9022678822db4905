/* The row that makes Microsoft 365 a provider. */
#include "scanner/microsoft365/microsoft365.h"

/* The names that Azure's own libraries use. */
static const struct credential credentials[] = {
    {.variable = MS_CLIENT,
     .about = "the Application (client) ID of the app registration",
     .plain = true},
    {.variable = MS_TENANT,
     .about = "the Directory (tenant) ID, or a domain of the tenant",
     .plain = true},
    {.variable = MS_SECRET,
     .about = "the Value of a client secret, not its Secret ID",
     .one_of = 1},
    {.variable = MS_CERTIFICATE,
     .about = "a PEM file with the private key and the certificate",
     .file = true,
     .one_of = 1},
    {.variable = MS_AUTHORITY,
     .about = "where to sign in, in other clouds than the global one",
     .optional = true,
     .plain = true},
};

static const char *const hosts[] = {"graph.microsoft.com", "graph.microsoft.us",
                                    "dod-graph.microsoft.us",
                                    "microsoftgraph.chinacloudapi.cn", NULL};

static const char login_causes[] =
    "Microsoft refused the login without saying why. No right was assessed, "
    "and nothing was tried again. Possible causes:\n"
    "AZURE_CLIENT_ID is not the Application (client) ID of the app.\n"
    "The secret is not the Value of a client secret of that app, or it has "
    "expired.\n"
    "The app is switched off in Enterprise applications.\n"
    "Something in between answers in Microsoft's name.";

/* What is known of refused tokens is in hear.c. */
static const char login_lost[] =
    "Microsoft gave the app a token and refused it later, in words that are "
    "not known here. Nothing was tried again. Possible causes:\n"
    "The app was switched off or removed meanwhile (Enterprise applications > "
    "the app > Properties > Enabled for users to sign in).\n"
    "A Conditional Access policy for workload identities does not let it in "
    "from here.\n"
    "Something in between answers in Microsoft's name.";

const struct provider provider_microsoft365 = {
    .name = "microsoft365",
    .about = "Microsoft 365 (Entra, Graph)",
    .first = "tenant look-up and token",
    .rest = "everything else at Graph's address of the same cloud",
    .hosts = hosts,
    .user = microsoft365_user,
    .site = MS_AUTHORITY,
    .locate = microsoft365_locate,
    /* Exchange lets an app do four things at once, and the product that is
     * under audit does some of them [issue cal.com#343]. */
    .in_flight = 3,
    .catalogue = &microsoft365_catalogue,
    .credential = credentials,
    .n_credential = sizeof credentials / sizeof *credentials,
    .dialect = &microsoft365_dialect,
    .login = MS_LOGIN,
    .login_causes = login_causes,
    .login_lost = login_lost,
    .prepare = microsoft365_prepare,
    .ready = microsoft365_ready,
    .plan = microsoft365_plan,
    .hear = microsoft365_hear,
    .refused = microsoft365_tell_refused,
    .conclude = microsoft365_conclude,
};
