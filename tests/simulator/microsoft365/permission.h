/* What the tables say of names: permissions, roles of Exchange's own, roles of
 * the directory. */
#ifndef SIMULATOR_MICROSOFT365_PERMISSION_H
#define SIMULATOR_MICROSOFT365_PERMISSION_H

#include <stdbool.h>

enum resource { RESOURCE_GRAPH, RESOURCE_EXCHANGE };

enum opens {
    OPENS_NOTHING = 0,
    OPENS_USERS = 1,
    OPENS_APPLICATIONS = 2,
    OPENS_OWN = 4, /* the caller's own application */
    OPENS_CALENDARS = 8,
    OPENS_BASIC = 16 /* mailboxes, whatever an access policy says */
};

struct permission {
    const char *value;
    int resource; /* enum resource */
    const char *id;
    unsigned opens; /* of enum opens */
};

/* NULL if there is none. */
const struct permission *permission_named(int resource, const char *value);
const char *permission_near(const char *value);

/* Roles of RBAC for Applications, NULL-ended, and whether one of them (its
 * index) opens calendars. */
extern const char *const exchange_roles[];
bool exchange_role_opens(int role);

/* True if a directory role, by the id of its template, lets users be read. */
bool directory_role_opens(const char *id);

#endif
