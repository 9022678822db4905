/* The tables of what can be held, and what each opens. */
#include "tests/simulator/microsoft365/permission.h"
#include "base/text.h"

#define PERMISSION(of, name, guid, what)                                       \
    {.value = (name), .resource = (of), .id = (guid), .opens = (what)},

static const struct permission permissions[] = {
#include "tests/simulator/microsoft365/permissions.inc"
};

enum { PERMISSIONS = sizeof permissions / sizeof *permissions };

const char *const exchange_roles[] = {
    "Application Calendars.Read",
    "Application Calendars.ReadWrite",
    "Application Exchange Full Access",
    "Application Mail.Read",
    "Application Mail.ReadWrite",
    "Application Mail.Send",
    "Application MailboxSettings.Read",
    "Application MailboxSettings.ReadWrite",
    "Application Contacts.Read",
    "Application Contacts.ReadWrite",
    NULL,
};

/* The first three of the list above. */
enum { OPENING_ROLES = 3 };

/* Global Administrator, Global Reader, Directory Readers, Directory Writers,
 * User Administrator, Exchange Administrator, Application Administrator,
 * Cloud Application Administrator. */
static const char *const directory_roles[] = {
    "62e90394-69f5-4237-9190-012177145e10",
    "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
    "88d8e3e3-8f55-4a1e-953a-9b9898b8876b",
    "9360feb5-f418-4baa-8175-e2a00bac4301",
    "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "158c047a-c907-4556-b7ef-446551a6b5f7",
};

const struct permission *
permission_named(int resource, const char *value)
{
    for (int i = 0; i < PERMISSIONS; i++)
        if (permissions[i].resource == resource &&
            text_same(permissions[i].value, value))
            return &permissions[i];
    return NULL;
}

const char *
permission_near(const char *value)
{
    return text_nearest(value, permissions, PERMISSIONS, sizeof *permissions);
}

bool
exchange_role_opens(int role)
{
    return role < OPENING_ROLES;
}

bool
directory_role_opens(const char *id)
{
    for (size_t i = 0; i < sizeof directory_roles / sizeof *directory_roles;
         i++)
        if (text_same_fold(directory_roles[i], id))
            return true;
    return false;
}
