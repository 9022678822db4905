/* The row that makes Autotask a provider. */
#include "scanner/autotask/autotask.h"

/* Headers of every authenticated call [swagger; official: REST-Postman]. */
static const struct credential credentials[] = {
    {.variable = "AUTOTASK_USERNAME",
     .header = "UserName",
     .about = "the API user's user name (key), like abc123@example.com"},
    {.variable = "AUTOTASK_SECRET",
     .header = "Secret",
     .about = "the API user's secret"},
    {.variable = "AUTOTASK_INTEGRATION_CODE",
     .header = "ApiIntegrationCode",
     .about = "the API tracking identifier of the integration"},
};

/* Autotask names no cause of a 401 [code, measured]. Where to look: [3rd: IT
 * Glue, clouddepot, py-autotask; official: kb.datto 360037172012,
 * API_User_Add_Edit]. */
static const char login_causes[] =
    "Autotask refused the login and does not say why. "
    "Nothing was tried again, because repeated failures "
    "lock the user. Possible causes:\n"
    "The secret is wrong, or was generated anew. Special characters in a "
    "secret have been a cause too: one without them can be generated.\n"
    "The API tracking identifier (integration code) is wrong, or is not the "
    "one chosen on the API user.\n"
    "The API user is locked or inactive: Admin > Resources (Users) > edit the "
    "API user; Active has to be ticked and Locked cleared. When it locks a "
    "user Autotask sends a mail with the address that the attempts came from."
    "\n"
    "The user or its secret is new: it can take some 5 minutes until it "
    "works.\n"
    "It is no API-only user: that licence is chosen when the user is made "
    "(New > New API User), and its security level must be an API-only one.";

const struct provider provider_autotask = {
    .name = "autotask",
    .about = "Autotask PSA (REST API)",
    .endpoint = "https://webservices.autotask.net/",
    .first = "zone look-up",
    .rest = "everything else at the zone it names",
    .hosts = autotask_hosts,
    .catalogue = &autotask_catalogue,
    .credential = credentials,
    .n_credential = sizeof credentials / sizeof *credentials,
    .dialect = &autotask_dialect,
    .login = FACT_LOGIN,
    .login_causes = login_causes,
    .plan = autotask_plan,
    .hear = autotask_hear,
    .conclude = autotask_conclude,
};
