/* What a client that only audits must never send. It is answered as Zoho would
 * answer it, and the log tells. */
#include "base/text.h"
#include "tests/simulator/kit/form.h"
#include "tests/simulator/zoho/zoho.h"

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

/* An address is no place for a credential. */
static void
check_address(struct call *call)
{
    static const char *const names[] = {
        "access_token", "refresh_token", "client_secret", "client_id",
        "code",         "token",         "authtoken",     "oauthtoken"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (call_argument(call, names[i]) != NULL)
            never(call, "credential-in-address");
}

/* One refresh is all that a scan may take of what it shares with the product,
 * also where a fault answered the first. */
static void
check_login(struct call *call)
{
    if (about(call)->login > 1)
        never(call, "second-refresh");
    if (call_header(call, "Authorization") != NULL)
        never(call, "token-at-login");
}

/* Of what it was allowed to read it wants no more than that it is there. */
static void
check_read(struct call *call)
{
    const struct call_kind *kind = call_kind(call_name(call));

    if (kind->records && !text_same(call_argument(call, "limit"), "1"))
        never(call, "records");
    if (kind->search && !text_same(call_argument(call, "id"), "1"))
        never(call, "records");
    if (!kind->any_portal && about(call)->portal == NULL)
        never(call, "no-portal");
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
        never(call, "write");
    if (call_name(call) != CALL_NONE)
        check_read(call);
    else
        never(call, call->route == NULL ? "elsewhere" : call->endpoint);
}

/* The log keeps the body of a request, but no credential. */
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
