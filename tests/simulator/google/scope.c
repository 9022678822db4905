/* The tables of scopes and calls. A scope is compared as text and in no other
 * way: none is found by being wider. */
#include "tests/simulator/google/scope.h"
#include "base/text.h"

#define SCOPE(short_name, whole, what)                                         \
    {.name = (short_name), .text = (whole), .opens = (what)},

static const struct scope scopes[] = {
#include "tests/simulator/google/scopes.inc"
};

enum { SCOPES = sizeof scopes / sizeof *scopes };

const char *const call_words[CALL__N + 1] = {
    [CALL_NONE] = "*",
    [CALL_EVENTS] = "events",
    [CALL_CALENDARLIST] = "calendarList",
    [CALL_CALENDAR] = "calendar",
    [CALL_ACL] = "acl",
    [CALL_SETTINGS] = "settings",
    [CALL_FREEBUSY] = "freeBusy",
    [CALL_USERS] = "users",
    [CALL_GROUPS] = "groups",
    [CALL_ORGUNITS] = "orgunits",
    [CALL_RESOURCES] = "resources",
    [CALL_ROLES] = "roles",
    [CALL_DOMAINS] = "domains",
    [CALL_CUSTOMER] = "customer",
};

enum api
call_api(enum call_name call)
{
    return call <= CALL_FREEBUSY ? API_CALENDAR : API_ADMIN;
}

const struct scope *
scope_of(const char *text)
{
    for (int i = 0; i < SCOPES; i++)
        if (text_same(scopes[i].text, text))
            return &scopes[i];
    return NULL;
}

const struct scope *
scope_named(const char *word)
{
    for (int i = 0; i < SCOPES; i++)
        if (text_same(scopes[i].name, word))
            return &scopes[i];
    return scope_of(word);
}

const char *
scope_near(const char *word)
{
    return text_nearest(word, scopes, SCOPES, sizeof *scopes);
}

bool
scope_opens(const struct scope *scope, enum call_name call)
{
    return (scope->opens >> call & 1) != 0;
}
