/* The row that makes Google Workspace a provider. */
#include "scanner/google/google.h"

/* The name that Google's own libraries use. */
static const struct credential credentials[] = {
    {.variable = GOOGLE_KEY,
     .about = "the JSON key file of the service account",
     .file = true},
};

/* [official: rootUrl of the discovery documents] */
static const char *const hosts[] = {"www.googleapis.com",
                                    "admin.googleapis.com", NULL};

static const char login_causes[] =
    "Google refused the login of the key without a cause that is known here. "
    "No scope was asked for, and nothing was tried again. Possible causes:\n"
    "The key was deleted or disabled (Cloud console > IAM & Admin > Service "
    "Accounts > the account > Keys).\n"
    "The service account was deleted or disabled.\n"
    "The clock of this machine is wrong.\n"
    "Something in between answers in Google's name.";

static const char login_lost[] =
    "Google gave the key tokens and refused it later. Nothing was tried again. "
    "Possible causes:\n"
    "The key or the service account was deleted or disabled meanwhile (Cloud "
    "console > IAM & Admin > Service Accounts).\n"
    "Something in between answers in Google's name.";

const struct provider provider_google = {
    .name = "google",
    .about = "Google Workspace (Calendar, Directory)",
    .endpoint = "https://oauth2.googleapis.com/",
    .first = "tokens",
    .rest = "reads at www.googleapis.com (Calendar) and admin.googleapis.com "
            "(Directory)",
    .hosts = hosts,
    .user = google_user,
    .in_flight = GOOGLE_LANES,
    .catalogue = &google_catalogue,
    .credential = credentials,
    .n_credential = sizeof credentials / sizeof *credentials,
    .dialect = &google_dialect,
    .login = GOOGLE_LOGIN,
    .login_causes = login_causes,
    .login_lost = login_lost,
    .prepare = google_prepare,
    .ready = google_ready,
    .plan = google_plan,
    .hear = google_hear,
    .refused = google_tell_refused,
    .conclude = google_conclude,
};
