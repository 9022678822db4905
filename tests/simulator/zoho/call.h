/* The reads that are served. */
#ifndef SIMULATOR_ZOHO_CALL_H
#define SIMULATOR_ZOHO_CALL_H

#include <stdbool.h>
#include <stdint.h>

enum call_name {
    CALL_NONE,
    CALL_ORGANIZATIONS,
    CALL_ACCESSIBLEORGANIZATIONS,
    CALL_MYPROFILEPERMISSIONS,
    CALL_MYPROFILE,
    CALL_MYINFO,
    CALL_PERSONALROLE,
    CALL_AGENTS,
    CALL_DEPARTMENTS,
    CALL_TICKETS,
    CALL_TICKETSSEARCH,
    CALL_CONTACTS,
    CALL_CONTACTSSEARCH,
    CALL_ACCOUNTS,
    CALL_LAYOUTS,
    CALL_WEBHOOKS,
    CALL_AGENTSTICKETSCOUNT,
    CALL__N
};

/* As in tenant files and in the log; NULL-ended. The first stands for all. */
extern const char *const call_words[CALL__N + 1];

struct call_kind {
    const char *group, *key; /* of the profile: what it takes; or NULL */
    int64_t credits;
    bool records;    /* a list of what is somebody's */
    bool search;     /* wants Desk.search.READ besides */
    bool any_portal; /* needs no orgId */
};

const struct call_kind *call_kind(enum call_name);

#endif
