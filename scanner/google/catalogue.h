/* What can be delegated to a service account in Google Workspace: scopes, the
 * facts beside them that rules may ask for, and names that are taken for
 * scopes. Tables only. */
#ifndef SCANNER_GOOGLE_CATALOGUE_H
#define SCANNER_GOOGLE_CATALOGUE_H

#include "rules/model/right.h"

/* The facts that rules may name. */
#define GOOGLE_LOGIN            "login"
#define GOOGLE_CALENDAR_ENABLED "calendar-enabled"
#define GOOGLE_ADMIN_ENABLED    "admin-sdk-enabled"

/* Whose requests a scope opens. */
enum google_api { GOOGLE_OTHER, GOOGLE_CALENDAR, GOOGLE_DIRECTORY };

/* The request that shows that a scope works. */
enum google_read {
    GOOGLE_READ_NONE,
    GOOGLE_READ_EVENTS,
    GOOGLE_READ_CALENDAR_LIST,
    GOOGLE_READ_ACL,
    GOOGLE_READ_SETTINGS,
    GOOGLE_READ_USERS,
    GOOGLE_READ_GROUPS,
};

/* What else is known of a scope; as the entities of the catalogue. */
struct google_scope {
    const char *text; /* as it is delegated and asked for */
    bool watch;       /* looked for where nobody asks for it */
    enum google_api api;
    enum google_read opens;
};

extern const struct catalogue google_catalogue;
extern const struct google_scope google_scope[];

/* Indices of the scopes that are looked for, the riskiest first, those of the
 * same risk by name. */
extern const uint32_t google_watch[];
extern const uint32_t google_n_watch;

/* The right of the scope that is delegated by that text; NULL: it is not
 * known. */
const struct right *google_right(const char *text);

/* What else is known of a right, unless it is a fact: then NULL. */
const struct google_scope *google_scope_of(const struct right *);

/* Whether the strong one opens all that the weak one opens, and more. It never
 * satisfies a rule in its place. */
bool google_wider(const struct right *weak, const struct right *strong);

#endif
