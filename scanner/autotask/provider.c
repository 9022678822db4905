/* The row that makes Autotask a provider. */
#include "scanner/autotask/autotask.h"

/* Headers of every authenticated call [swagger; official: REST-Postman]. */
static const struct credential credentials[] = {
    {"AUTOTASK_USERNAME", "UserName",
     "the API user's user name (key), like abc123@example.com"},
    {"AUTOTASK_SECRET", "Secret", "the API user's secret"},
    {"AUTOTASK_INTEGRATION_CODE", "ApiIntegrationCode",
     "the API tracking identifier of the integration"},
};

const struct provider provider_autotask = {
    .name = "autotask",
    .about = "Autotask PSA (REST API)",
    .endpoint = "https://webservices.autotask.net/",
    .catalogue = &autotask_catalogue,
    .credential = credentials,
    .n_credential = sizeof credentials / sizeof *credentials,
    .plan = autotask_plan,
    .read = autotask_read,
    .hear = autotask_hear,
    .conclude = autotask_conclude,
};
