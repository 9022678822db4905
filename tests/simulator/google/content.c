/* What a client sees that leaves "fields" out: made up, and marked as what it
 * must not read. */
#include "base/text.h"
#include "tests/simulator/google/google.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#define MARK "-DO-NOT-READ"

enum { PAGE = 250 };

/* list NULL: a single thing; item NULL: without a kind. */
static const struct {
    const char *kind, *list, *item;
} forms[CALL__N] = {
    [CALL_EVENTS] = {"calendar#events", "items", "calendar#event"},
    [CALL_CALENDARLIST] = {"calendar#calendarList", "items",
                           "calendar#calendarListEntry"},
    [CALL_CALENDAR] = {"calendar#calendar", NULL, NULL},
    [CALL_ACL] = {"calendar#acl", "items", "calendar#aclRule"},
    [CALL_SETTINGS] = {"calendar#settings", "items", "calendar#setting"},
    [CALL_FREEBUSY] = {"calendar#freeBusy", NULL, NULL},
    [CALL_USERS] = {"admin#directory#users", "users", "admin#directory#user"},
    [CALL_GROUPS] = {"admin#directory#groups", "groups",
                     "admin#directory#group"},
    [CALL_ORGUNITS] = {"admin#directory#orgUnits", "organizationUnits",
                       "admin#directory#orgUnit"},
    [CALL_RESOURCES] = {"admin#directory#resources#calendars#calendarResource"
                        "sList",
                        "items",
                        "admin#directory#resources#calendars#Calendar"
                        "Resource"},
    [CALL_ROLES] = {"admin#directory#roles", "items", "admin#directory#role"},
    [CALL_DOMAINS] = {"admin#directory#domains", "domains",
                      "admin#directory#domain"},
    [CALL_CUSTOMER] = {"admin#directory#customer", NULL, NULL},
};

static void
put_event(struct arena *arena, struct json *item, int64_t at)
{
    struct json *when, *who;

    json_set_text(arena, item, "status", "confirmed");
    json_set_text(arena, item, "summary", "sim-summary" MARK);
    json_set_text(arena, item, "location", "sim-location" MARK);
    when = json_set_object(arena, item, "start");
    json_set_text(arena, when, "dateTime",
                  arena_print(arena, "2026-01-05T%02d:00:00Z", (int)(at % 24)));
    who = json_set_array(arena, item, "attendees");
    json_set_text(arena, json_push_object(arena, who), "email",
                  "sim-guest" MARK "@other.example");
}

static void
put_user(struct arena *arena, struct json *item, const struct user *user)
{
    struct json *name;

    if (user == NULL)
        return;
    json_set_text(arena, item, "primaryEmail", user->address);
    name = json_set_object(arena, item, "name");
    json_set_text(arena, name, "fullName", "sim-name" MARK);
    json_set_boolean(arena, item, "isAdmin", user->kind == USER_ADMINISTRATOR);
    json_set_boolean(arena, item, "suspended", user->kind == USER_SUSPENDED);
}

/* Those of the customer that the directory lists. */
static const struct user *
listed(const struct tenant *tenant, int64_t at)
{
    for (uint32_t i = 0; i < tenant->users; i++) {
        const struct user *user = &tenant->user[i];

        if (user->kind >= USER_DELETED && user->kind != USER_RESTRICTED)
            continue;
        if (at-- == 0)
            return user;
    }
    return NULL;
}

static int64_t
count_of(const struct tenant *tenant, enum call_name name)
{
    int64_t n = 0;

    if (name == CALL_EVENTS)
        return tenant->events;
    if (name != CALL_USERS)
        return 2;
    while (listed(tenant, n) != NULL)
        n++;
    return n;
}

static void
put_item(struct call *call, struct json *list, enum call_name name, int64_t at)
{
    struct arena *arena = &call->arena;
    struct json *item = json_push_object(arena, list);

    json_set_text(arena, item, "kind", forms[name].item);
    json_set_text(arena, item, "etag", "\"simulated\"");
    json_set_text(arena, item, "id",
                  arena_print(arena, "simulated%" PRId64, at));
    if (name == CALL_EVENTS)
        put_event(arena, item, at);
    else if (name == CALL_USERS)
        put_user(arena, item, listed(tenant_of(call->sim), at));
    else
        json_set_text(arena, item, "name", "sim-thing" MARK);
}

/* A whole number from least, or what there is without the argument. */
static int64_t
argument_number(const struct call *call, const char *name, int64_t otherwise)
{
    const char *text = call_argument(call, name);
    char *end = NULL;
    long long number;

    if (text == NULL)
        return otherwise;
    errno = 0;
    number = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && number >= 0 ? number
                                                                    : otherwise;
}

static void
put_list(struct call *call, struct json *root, enum call_name name)
{
    const struct tenant *tenant = tenant_of(call->sim);
    int64_t total = count_of(tenant, name);
    int64_t at = argument_number(call, "pageToken", 0);
    int64_t end = at + argument_number(call, "maxResults", PAGE);
    struct json *list;

    if (end < total)
        json_set_text(&call->arena, root, "nextPageToken",
                      arena_print(&call->arena, "%" PRId64, end));
    list = json_set_array(&call->arena, root, forms[name].list);
    for (; at < end && at < total; at++)
        put_item(call, list, name, at);
}

struct json *
content_of(struct call *call, enum call_name name)
{
    struct arena *arena = &call->arena;
    struct json *root = json_new_object(arena);

    json_set_text(arena, root, "kind", forms[name].kind);
    json_set_text(arena, root, "etag", "\"simulated\"");
    if (forms[name].list != NULL) {
        put_list(call, root, name);
        return root;
    }
    json_set_text(arena, root, "id",
                  name == CALL_CUSTOMER ? tenant_of(call->sim)->customer
                                        : "simulated");
    json_set_text(arena, root, "summary", "sim-thing" MARK);
    return root;
}
