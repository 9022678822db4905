/* Scopes, the calls that are served, and which of those each scope opens. */
#ifndef SIMULATOR_GOOGLE_SCOPE_H
#define SIMULATOR_GOOGLE_SCOPE_H

#include <stdbool.h>

enum call_name {
    CALL_NONE,
    CALL_EVENTS,
    CALL_CALENDARLIST,
    CALL_CALENDAR,
    CALL_ACL,
    CALL_SETTINGS,
    CALL_FREEBUSY,
    CALL_USERS,
    CALL_GROUPS,
    CALL_ORGUNITS,
    CALL_RESOURCES,
    CALL_ROLES,
    CALL_DOMAINS,
    CALL_CUSTOMER,
    CALL__N
};

/* As in tenant files and in the log; NULL-ended. The first stands for all. */
extern const char *const call_words[CALL__N + 1];

enum api { API_CALENDAR, API_ADMIN, API__N };
enum api call_api(enum call_name);

struct scope {
    const char *name; /* as people say it: "calendar.readonly" */
    const char *text; /* as it is asked for */
    unsigned opens;   /* bits by enum call_name */
};

/* By its text, the only thing that counts in an assertion; NULL: unknown. */
const struct scope *scope_of(const char *text);

/* By either; and what was meant, or NULL. */
const struct scope *scope_named(const char *word);
const char *scope_near(const char *word);

bool scope_opens(const struct scope *, enum call_name);

#endif
