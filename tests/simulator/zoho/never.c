/* What a client that only audits must never send. It is answered as Zoho would
 * answer it, and the log tells. */
#include "base/text.h"
#include "tests/simulator/zoho/zoho.h"

/* An address is no place for a credential. */
static void
check_address(struct call *call)
{
    static const char *const names[] = {
        "access_token", "refresh_token", "client_secret", "client_id",
        "code",         "token",         "authtoken",     "oauthtoken"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (call_argument(call, names[i]) != NULL)
            call_never(call, "credential-in-address");
}

/* One refresh is all that a scan may take of what it shares with the product,
 * also where a fault answered the first. */
static void
check_login(struct call *call)
{
    if (about(call)->login > 1)
        call_never(call, "second-refresh");
    if (call_header(call, "Authorization") != NULL)
        call_never(call, "token-at-login");
}

/* Of what it was allowed to read it wants no more than that it is there. */
static void
check_read(struct call *call)
{
    const struct call_kind *kind = call_kind(call_name(call));

    if (kind->records && !text_same(call_argument(call, "limit"), "1"))
        call_never(call, "records");
    if (kind->search && !text_same(call_argument(call, "id"), "1"))
        call_never(call, "records");
    if (!kind->any_portal && about(call)->portal == NULL)
        call_never(call, "no-portal");
}

void
never_check(struct call *call)
{
    bool login = about(call)->token && text_same(call->method, "POST");

    check_address(call);
    if (login) {
        check_login(call);
        return;
    }
    if (!text_same(call->method, "GET"))
        call_never(call, "write");
    if (call_name(call) != CALL_NONE)
        check_read(call);
    else
        call_never(call, call->route == NULL ? "elsewhere" : call->endpoint);
}
