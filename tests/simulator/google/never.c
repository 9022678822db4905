/* What a client that only audits must never send. It is answered as Google
 * would answer it, and the log tells. */
#include "base/text.h"
#include "tests/simulator/google/google.h"

#include <string.h>

/* Of what it was allowed to read it wants no more than that it is there. */
static void
check_read(struct call *call)
{
    bool single =
        call_name(call) == CALL_CALENDAR || call_name(call) == CALL_CUSTOMER;

    if (!text_same(call_argument(call, "fields"), "kind") ||
        (!single && !text_same(call_argument(call, "maxResults"), "1")))
        call_never(call, "records");
    if (call_argument(call, "pageToken") != NULL ||
        call_argument(call, "syncToken") != NULL)
        call_never(call, "link");
}

/* An address is no place for a credential. */
static void
check_address(struct call *call)
{
    static const char *const names[] = {"access_token", "assertion",
                                        "oauth_token", "token", "key"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (call_argument(call, names[i]) != NULL)
            call_never(call, "credential-in-address");
    if (about(call)->token && call_header(call, "Authorization") != NULL)
        call_never(call, "token-at-login");
}

void
never_check(struct call *call)
{
    bool login = about(call)->token && text_same(call->method, "POST");

    check_address(call);
    if (login)
        return;
    if (!text_same(call->method, "GET"))
        call_never(call, "write");
    if (call_name(call) == CALL_NONE)
        call_never(call, call->route == NULL ? "elsewhere" : call->endpoint);
    else if (call_name(call) == CALL_FREEBUSY)
        call_never(call, "freeBusy");
    else
        check_read(call);
}
