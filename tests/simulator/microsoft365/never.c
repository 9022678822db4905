/* What a client that only audits must never send. It is answered as the
 * service would answer it, and the log tells. */
#include "base/text.h"
#include "tests/simulator/kit/form.h"
#include "tests/simulator/microsoft365/microsoft365.h"

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

/* From the first to the last within a minute, and nobody's own day. */
static bool
is_narrow(const struct call *call)
{
    return text_same(call_argument(call, "startDateTime"),
                     "2000-01-01T00:00:00Z") &&
           text_same(call_argument(call, "endDateTime"),
                     "2000-01-01T00:01:00Z");
}

static void
check_graph(struct call *call)
{
    bool list = text_same(call->endpoint, "users") ||
                text_same(call->endpoint, "calendarView");

    if (!text_same(call->method, "GET"))
        never(call, "write");
    if (call_argument(call, "$skiptoken") != NULL ||
        call_argument(call, "$skip") != NULL)
        never(call, "link");
    if (list && (!text_same(call_argument(call, "$select"), "id") ||
                 !text_same(call_argument(call, "$top"), "1")))
        never(call, "records");
    if (text_same(call->endpoint, "calendarView") && !is_narrow(call))
        never(call, "window");
    if (text_has_fold(call->below, "v1.0/me"))
        never(call, "me");
}

/* An address is no place for a credential. */
static void
check_address(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);
    const char *header = call_header(call, "Authorization");

    for (uint32_t i = 0; i < tenant->secrets; i++)
        if (strstr(call->path, tenant->secret[i].value) != NULL ||
            strstr(call->query, tenant->secret[i].value) != NULL)
            never(call, "credential-in-address");
    if (call_argument(call, "client_secret") != NULL ||
        call_argument(call, "client_assertion") != NULL ||
        call_argument(call, "access_token") != NULL)
        never(call, "credential-in-address");
    if (!about(call)->graph && header != NULL)
        never(call, "token-at-login");
}

void
never_check(struct call *call)
{
    check_address(call);
    if (about(call)->graph)
        check_graph(call);
}

/* The log keeps the body of a request, but nothing secret. */
void
body_mask(struct call *call)
{
    static const char *const open[] = {"client_id", "scope", "grant_type",
                                       "client_assertion_type", NULL};
    struct form form;
    bool readable = form_read(call, &form);

    if (about(call)->graph || call->body.length == 0)
        return;
    out_reset(&call->body);
    (void)out_text(&call->body,
                   readable ? form_masked(call, &form, open) : "***");
}
