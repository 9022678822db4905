/* The row that makes ConnectWise PSA a provider. */
#include "scanner/connectwise/connectwise.h"

/* [official: Authentication]. The site is the "Server Hostname" of vendors'
 * forms. The first names the account. */
static const struct credential credentials[] = {
    {.variable = "CONNECTWISE_COMPANY",
     .about = "the company as it is typed when logging in to ConnectWise"},
    {.variable = "CONNECTWISE_PUBLIC_KEY",
     .about = "the API member's public key"},
    {.variable = "CONNECTWISE_PRIVATE_KEY",
     .about = "the API member's private key"},
    {.variable = "CONNECTWISE_CLIENT_ID",
     .header = "clientId",
     .about = "the client id of the integration"},
    {.variable = "CONNECTWISE_SITE",
     .about = "the server name that ConnectWise is opened with, like "
              "na.myconnectwise.net"},
};

/* A 401 is the credential, never the role [official]. */
static const char login_causes[] =
    "ConnectWise refused the login. This is the credential, not the role: no "
    "right was assessed. Nothing was tried again. " CW_CAUSES;

const struct provider provider_connectwise = {
    .name = "connectwise",
    .about = "ConnectWise PSA (REST API)",
    .first = "company look-up",
    .rest = "everything else at the same host, below the code base it names",
    .user_is_word = true,
    .site = "CONNECTWISE_SITE",
    .locate = connectwise_locate,
    .accept = "application/vnd.connectwise.com+json",
    .catalogue = &connectwise_catalogue,
    .credential = credentials,
    .n_credential = sizeof credentials / sizeof *credentials,
    .dialect = &connectwise_dialect,
    .login = CW_LOGIN,
    .login_causes = login_causes,
    .prepare = connectwise_prepare,
    .plan = connectwise_plan,
    .hear = connectwise_hear,
    .conclude = connectwise_conclude,
};
