/* The table of reads. A list costs three credits, all else one. */
#include "tests/simulator/zoho/call.h"

#include <stddef.h>

const char *const call_words[CALL__N + 1] = {
    [CALL_NONE] = "*",
    [CALL_ORGANIZATIONS] = "organizations",
    [CALL_ACCESSIBLEORGANIZATIONS] = "accessibleOrganizations",
    [CALL_MYPROFILEPERMISSIONS] = "myProfilePermissions",
    [CALL_MYPROFILE] = "myProfile",
    [CALL_MYINFO] = "myinfo",
    [CALL_PERSONALROLE] = "personalRole",
    [CALL_AGENTS] = "agents",
    [CALL_DEPARTMENTS] = "departments",
    [CALL_TICKETS] = "tickets",
    [CALL_TICKETSSEARCH] = "ticketsSearch",
    [CALL_CONTACTS] = "contacts",
    [CALL_CONTACTSSEARCH] = "contactsSearch",
    [CALL_ACCOUNTS] = "accounts",
    [CALL_LAYOUTS] = "layouts",
    [CALL_WEBHOOKS] = "webhooks",
    [CALL_AGENTSTICKETSCOUNT] = "agentsTicketsCount",
};

static const struct call_kind kinds[CALL__N] = {
    [CALL_ORGANIZATIONS] = {.credits = 1, .any_portal = true},
    [CALL_ACCESSIBLEORGANIZATIONS] = {.credits = 1, .any_portal = true},
    [CALL_MYPROFILEPERMISSIONS] = {.credits = 1},
    [CALL_MYPROFILE] = {.credits = 1},
    [CALL_MYINFO] = {.credits = 1},
    [CALL_PERSONALROLE] = {.credits = 1},
    [CALL_AGENTS] = {"agents", "overview", .credits = 3, .records = true},
    [CALL_DEPARTMENTS] = {.credits = 3},
    [CALL_TICKETS] = {"tickets", "view", .credits = 3, .records = true},
    [CALL_TICKETSSEARCH] = {"tickets", "view", .credits = 1, .search = true},
    [CALL_CONTACTS] = {"contacts", "view", .credits = 3, .records = true},
    [CALL_CONTACTSSEARCH] = {"contacts", "view", .credits = 1, .search = true},
    [CALL_ACCOUNTS] = {"accounts", "view", .credits = 3, .records = true},
    [CALL_LAYOUTS] = {.credits = 3},
    [CALL_WEBHOOKS] = {"setup", "webhooks", .credits = 3},
    [CALL_AGENTSTICKETSCOUNT] = {"tickets", "view", .credits = 1},
};

const struct call_kind *
call_kind(enum call_name name)
{
    return &kinds[name];
}
