/* Words of vendors' lists. The names of scopes are the catalogue's. Tables
 * only. */
#include "scanner/zoho/phrases.h"

static const struct import_phrase rows[] = {
    {.kind = IMPORT_NAMES,
     .words = "scope|scopes|oauth scope|oauth scopes|oauth 2.0 scope|"
              "oauth 2.0 scopes|oauth2 scope|oauth2 scopes|required scope|"
              "required scopes|required oauth scopes|scope(s)|api scope|"
              "api scopes|zoho scope|zoho scopes|zoho desk scope|"
              "zoho desk scopes|zoho oauth scopes|desk scopes|"
              "scopes required|minimum scopes"},
    {.kind = IMPORT_LEVEL,
     .words = "granted|consented",
     .name = "yes",
     .own = true},
    {.kind = IMPORT_SECTION,
     .words = "oauth scopes|scopes|required scopes|zoho scopes",
     .name = "scopes",
     .what = "OAuth scopes"},
    /* What vendors say of it is no name of a right. */
    {.kind = IMPORT_SECTION,
     .words = "agent profile|profile|profile permissions",
     .name = "profile"},
};

const struct import_phrases zoho_phrases = {
    .screen = "api-console.zoho.com > (the client)",
    .editor = "API console",
    .fix = "have it in the list of scopes when a new code is generated; "
           "nothing can be added to a token that exists.",
    /* In small letters not "desk.": that begins addresses of its own. */
    .prefix = "Desk.|desk.tickets.|desk.contacts.|desk.accounts.|desk.agents.|"
              "desk.settings.|desk.basic.|desk.search.|desk.events.|"
              "desk.tasks.|desk.calls.|desk.articles.|desk.products.|"
              "desk.contracts.|desk.community.|desk.webhooks.|ZohoDesk.|"
              "AAAServer.|aaaserver.|profile.userphoto.|"
              "profile.orglogo.",
    .section = "OAuth scopes",
    .row = rows,
    .n = sizeof rows / sizeof *rows,
};
