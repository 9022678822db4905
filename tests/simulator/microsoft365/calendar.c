/* A window of a mailbox's calendar. */
#include "base/date.h"
#include "base/text.h"
#include "tests/simulator/microsoft365/microsoft365.h"
#include "tests/simulator/microsoft365/odata.h"
#include "tests/simulator/microsoft365/rights.h"

#include <inttypes.h>
#include <string.h>

static const char *const properties[] = {
    "id",       "subject",   "start",       "end",    "location",
    "isAllDay", "organizer", "bodyPreview", "showAs", NULL};

/* All of them on one morning, a minute apart. */
static const char event_day[] = "2026-01-05T08:";

/* "2000-01-01T00:00:00Z", or without the letter; NULL for what is no time. */
static const char *
time_given(struct call *call, const char *name)
{
    const char *text = call_argument(call, name);
    const char *whole;

    if (text == NULL)
        return NULL;
    whole =
        text_ends(text, "Z") ? text : arena_print(&call->arena, "%sZ", text);
    return date_time_is(whole) ? whole : NULL;
}

/* The first event at or after a moment. */
static int64_t
first_from(const struct tenant *tenant, const char *when)
{
    int64_t at = 0;
    char text[sizeof event_day + 16];

    for (; at < tenant->events; at++) {
        (void)snprintf(text, sizeof text, "%s%02d:%02dZ", event_day,
                       (int)(at % 60), (int)(at / 60));
        if (strcmp(text, when) >= 0)
            break;
    }
    return at;
}

static void
put_event(struct call *call, struct json *into, int64_t at)
{
    struct arena *arena = &call->arena;
    struct json *start;

    json_set_text(arena, into, "@odata.etag", "W/\"c2ltdWxhdGVk\"");
    json_set_text(arena, into, "id",
                  arena_print(arena, "AAMkAGsimulated%" PRId64 "=", at));
    json_set_text(arena, into, "subject", "sim-subject-DO-NOT-READ");
    json_set_text(arena, into, "bodyPreview", "sim-body-DO-NOT-READ");
    json_set_text(arena, into, "showAs", "busy");
    start = json_set_object(arena, into, "start");
    json_set_text(
        arena, start, "dateTime",
        arena_print(arena, "%s%02d:00.0000000", event_day, (int)(at % 60)));
    json_set_text(arena, start, "timeZone", "UTC");
}

/* enum answer_word: what the mailbox itself has against it. */
static int
refusal_of(const struct user *user)
{
    if (user == NULL)
        return ANSWER_INVALID_USER;
    switch ((enum user_kind)user->kind) {
    case USER_MAILBOX:
    case USER_ADMINISTRATOR:
        return ANSWER_NONE;
    case USER_NONE:
        return ANSWER_NO_MAILBOX;
    case USER_OLD:
        return ANSWER_NO_MAILBOX_OLD;
    case USER_LIST:
        return ANSWER_INVALID_USER;
    case USER_ODATA:
        return ANSWER_ODATA;
    }
    return ANSWER_NONE;
}

/* Whether rights come before data in real tenants is not known. */
static int
refusal_first(struct call *call, const char *mailbox)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const struct user *user = user_of(tenant, mailbox);
    const char *address = user == NULL ? mailbox : user->address;
    int right = rights_calendar(tenant, address, user);
    int data = refusal_of(user);

    if (tenant->wire.order == ORDER_DATA)
        return data != ANSWER_NONE ? data : right;
    return right != ANSWER_NONE ? right : data;
}

/* "@" as in an address of the web. */
static const char *
context_of(struct call *call, const struct page *page, const char *mailbox)
{
    size_t at = strcspn(mailbox, "@");
    const char *rest = mailbox + at + (mailbox[at] == '@');

    return page_context(
        call, page,
        arena_print(&call->arena, "users('%.*s%s%s')/calendarView", (int)at,
                    mailbox, mailbox[at] == '@' ? "%40" : "", rest));
}

void
answer_calendar(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const char *mailbox = call_part(call, 0);
    const char *from = time_given(call, "startDateTime");
    const char *to = time_given(call, "endDateTime");
    int refusal = refusal_first(call, mailbox);
    struct page page;
    int64_t first;

    if (refusal != ANSWER_NONE) {
        answer_graph(call, refusal, mailbox);
        return;
    }
    if (from == NULL || to == NULL || strcmp(from, to) > 0) {
        answer_graph(call, ANSWER_NO_DATES, NULL);
        return;
    }
    if (!page_read(call, &page, properties))
        return;
    first = first_from(tenant, from);
    page.skip += first;
    page_answer(call, &page, context_of(call, &page, mailbox),
                first_from(tenant, to), put_event);
}
