/* What a client that only audits must never send. It is answered as Google
 * would answer it, and the log tells. */
#include "base/text.h"
#include "tests/simulator/google/google.h"
#include "tests/simulator/kit/form.h"

#include <string.h>

void
never(struct call *call, const char *what)
{
    struct about *of = about(call);

    for (uint32_t i = 0; i < of->nevers; i++)
        if (text_same(of->never[i], what))
            return;
    if (of->nevers < NEVER)
        of->never[of->nevers++] = what;
}

/* Of what it was allowed to read it wants no more than that it is there. */
static void
check_read(struct call *call)
{
    bool single =
        call_name(call) == CALL_CALENDAR || call_name(call) == CALL_CUSTOMER;

    if (!text_same(call_argument(call, "fields"), "kind") ||
        (!single && !text_same(call_argument(call, "maxResults"), "1")))
        never(call, "records");
    if (call_argument(call, "pageToken") != NULL ||
        call_argument(call, "syncToken") != NULL)
        never(call, "link");
}

/* An address is no place for a credential. */
static void
check_address(struct call *call)
{
    static const char *const names[] = {"access_token", "assertion",
                                        "oauth_token", "token", "key"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (call_argument(call, names[i]) != NULL)
            never(call, "credential-in-address");
    if (about(call)->token && call_header(call, "Authorization") != NULL)
        never(call, "token-at-login");
}

void
never_check(struct call *call)
{
    bool login = about(call)->token && text_same(call->method, "POST");

    check_address(call);
    if (login)
        return;
    if (!text_same(call->method, "GET"))
        never(call, "write");
    if (call_name(call) == CALL_NONE)
        never(call, call->route == NULL ? "elsewhere" : call->endpoint);
    else if (call_name(call) == CALL_FREEBUSY)
        never(call, "freeBusy");
    else
        check_read(call);
}

/* The log keeps the body of a request, but no assertion. */
void
body_mask(struct call *call)
{
    static const char *const open[] = {"grant_type", NULL};
    struct form form;
    bool readable;

    if (call->body.length == 0)
        return;
    readable = form_read(call, &form);
    out_reset(&call->body);
    (void)out_text(&call->body,
                   readable ? form_masked(call, &form, open) : "***");
}
