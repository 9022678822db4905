/* The row that makes Zoho Desk a provider. */
#include "scanner/zoho/zoho.h"

static const struct credential credentials[] = {
    {.variable = ZOHO_CLIENT_ID,
     .about = "the Client ID of the product's client (API console)",
     .plain = true},
    {.variable = ZOHO_CLIENT_SECRET,
     .about = "the Client Secret of that client"},
    {.variable = ZOHO_REFRESH_TOKEN,
     .about = "the refresh token that the product uses; a second one would "
              "show its own scopes"},
    {.variable = ZOHO_ORG_ID,
     .header = "orgId", /* [code: works; OAS: as a query parameter] */
     .about = "the organization's id (Desk > Setup > Developer Space > API)",
     .plain = true},
    {.variable = ZOHO_DC,
     .about = "the data center: us, eu, in, au, jp, cn, ca, sa, sg or ae; us "
              "if it is not set",
     .optional = true,
     .plain = true},
};

static const char login_causes[] =
    "Zoho refused the login without a cause that is known here. Nothing was "
    "tried again. Possible causes:\n"
    "The account lives in another data center (" ZOHO_DC ").\n"
    "The client id or its secret is wrong, or the client was deleted (API "
    "console).\n"
    "The refresh token was revoked, or pushed out by newer ones.\n"
    "Something in between answers in Zoho's name.";

static const char login_lost[] =
    "Zoho accepted the login at first and refused it later. Nothing was tried "
    "again. Possible causes:\n"
    "The token was revoked or removed under Connected Apps meanwhile.\n"
    "It was pushed out by newer ones: Zoho keeps ten for a refresh token.\n"
    "Something in between answers in Zoho's name.";

const struct provider provider_zoho = {
    .name = "zoho",
    .about = "Zoho Desk",
    .first = "the one refresh",
    .rest = "everything else at Desk's address of the same data center",
    .hosts = zoho_hosts,
    .user = zoho_user,
    .site = ZOHO_DC,
    .locate = zoho_locate,
    .allowance = "x-rate-limit-remaining-v3", /* [official: credits] */
    .in_flight = 2, /* a free Desk lets in five for all its integrations
                       [official: concurrency] */
    .catalogue = &zoho_catalogue,
    .credential = credentials,
    .n_credential = sizeof credentials / sizeof *credentials,
    .dialect = &zoho_dialect,
    .login = ZOHO_LOGIN,
    .login_causes = login_causes,
    .login_lost = login_lost,
    .prepare = zoho_prepare,
    .ready = zoho_ready,
    .plan = zoho_plan,
    .hear = zoho_hear,
    .refused = zoho_tell_refused,
    .conclude = zoho_conclude,
};
