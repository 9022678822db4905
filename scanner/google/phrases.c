/* Words of vendors' lists. The names of scopes are the catalogue's. Tables
 * only. */
#include "scanner/google/phrases.h"

static const struct import_phrase rows[] = {
    {.kind = IMPORT_NAMES,
     .words = "scope|scopes|oauth scope|oauth scopes|oauth 2.0 scope|"
              "oauth 2.0 scopes|oauth2 scope|oauth2 scopes|required scope|"
              "required scopes|required oauth scopes|scope(s)|api scope|"
              "api scopes|google scope|google scopes|google api scopes|"
              "authorization scope|authorization scopes|scope url"},
    {.kind = IMPORT_LEVEL,
     .words = "delegated|authorized|authorised",
     .name = "yes",
     .own = true},
};

static const struct import_subject subjects[] = {
    {"technician",
     "Somebody whose data the product reads or changes, by mail address; of "
     "the services that it works with none may be switched off for that "
     "person.",
     true},
    {"administrator",
     "An administrator on whose behalf the product looks into the directory "
     "of the company, by mail address.",
     false},
};

const struct import_phrases google_phrases = {
    .screen = "Admin console > Security > Access and data control > API "
              "controls > Manage Domain Wide Delegation",
    .editor = "Admin console",
    .fix = "add it to the OAuth scopes of the service account's Client ID, "
           "then Authorize.",
    .prefix = "https://www.googleapis.com/auth/|"
              "http://www.googleapis.com/auth/|www.googleapis.com/auth/|"
              "https://www.google.com/m8/feeds|"
              "https://apps-apis.google.com/a/feeds/|"
              "https://www.google.com/calendar/feeds",
    .subject = subjects,
    .n_subject = sizeof subjects / sizeof *subjects,
    .row = rows,
    .n = sizeof rows / sizeof *rows,
};
