/* What a client that only audits must never send. It is answered as the
 * service would answer it, and the log tells. */
#include "base/text.h"
#include "tests/simulator/microsoft365/microsoft365.h"

#include <string.h>

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
        call_never(call, "write");
    if (call_argument(call, "$skiptoken") != NULL ||
        call_argument(call, "$skip") != NULL)
        call_never(call, "link");
    if (list && (!text_same(call_argument(call, "$select"), "id") ||
                 !text_same(call_argument(call, "$top"), "1")))
        call_never(call, "records");
    if (text_same(call->endpoint, "calendarView") && !is_narrow(call))
        call_never(call, "window");
    if (text_has_fold(call->below, "v1.0/me"))
        call_never(call, "me");
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
            call_never(call, "credential-in-address");
    if (call_argument(call, "client_secret") != NULL ||
        call_argument(call, "client_assertion") != NULL ||
        call_argument(call, "access_token") != NULL)
        call_never(call, "credential-in-address");
    if (!about(call)->graph && header != NULL)
        call_never(call, "token-at-login");
}

void
never_check(struct call *call)
{
    check_address(call);
    if (about(call)->graph)
        check_graph(call);
}
