/* Words of vendors' tables. The names of permissions are the catalogue's. A
 * table only. */
#include "scanner/microsoft365/phrases.h"

#define SECTION(phrases, id, api)                                              \
    {                                                                          \
        .kind = IMPORT_SECTION, .words = (phrases), .name = (id),              \
        .what = (api),                                                         \
    }

static const struct import_phrase rows[] = {
    SECTION("microsoft graph|graph|ms graph|msgraph|microsoft graph api|"
            "graph api",
            "graph", "Microsoft Graph"),
    SECTION("office 365 exchange online|exchange online|exchange|"
            "office 365 exchange",
            "exchange", "Office 365 Exchange Online"),
    SECTION("directory roles|entra roles|directory role", "roles",
            "Directory roles"),
    /* The type of a permission: what is delegated is not the app's own. */
    {.kind = IMPORT_LEVEL,
     .words = "application|application permission|app-only",
     .name = "yes",
     .own = true},
    {.kind = IMPORT_LEVEL,
     .words = "delegated|delegated permission",
     .name = "no"},
    {.kind = IMPORT_VERB,
     .words = "type|permission type|type of permission|permissions type",
     .name = "held",
     .own = true},
};

const struct import_phrases microsoft365_phrases = {
    .screen = "Entra admin center > App registrations > (the app) > API "
              "permissions",
    .editor = "API permissions",
    .fix = "add it under Application permissions, then Grant admin consent.",
    .open = true,
    .apart = true,
    .row = rows,
    .n = sizeof rows / sizeof *rows,
};
