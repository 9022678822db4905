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
    /* Other services, whose permissions are called like those of these. */
    {.kind = IMPORT_SECTION,
     .words = "sharepoint|sharepoint online|office 365 sharepoint online|"
              "office 365 management api|office 365 management apis|"
              "azure ad graph|azure active directory graph|aad graph|"
              "windows azure active directory|azure service management|"
              "azure rights management services|dynamics crm|dynamics 365|"
              "dataverse|power bi|power bi service|skype for business|"
              "skype for business online|intune|microsoft intune|"
              "microsoft intune api|onenote|yammer|azure devops|"
              "azure key vault|azure storage|log analytics api|"
              "windowsdefenderatp|microsoft threat protection|"
              "microsoft defender for endpoint|microsoft cloud app security|"
              "universal print",
     .name = "other-api"},
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
    .dotted = true,
    .row = rows,
    .n = sizeof rows / sizeof *rows,
};
