/* What a client that only audits must never send. It is answered as the
 * service would answer it, and the log tells. */
#include "base/text.h"
#include "tests/simulator/connectwise/connectwise.h"

#include <string.h>

/* A list of fields that asks for an address or a secret. */
static bool
asks_secret(const char *fields)
{
    static const char *const parts[] = {"url", "password", "key", "token",
                                        "secret"};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (text_has_fold(fields, parts[i]))
            return true;
    return false;
}

static void
check_fields(struct call *call)
{
    const char *fields = call_argument(call, "fields");
    bool callbacks = text_same_fold(call->below, "system/callbacks");

    if (fields != NULL && asks_secret(fields))
        call_never(call, "secret-field");
    if (fields == NULL && callbacks)
        call_never(call, "secret-field");
    if (fields == NULL && text_same_fold(call->below, "system/myMembers"))
        call_never(call, "member-without-fields");
    if (about(call)->list != NULL && about(call)->what != WHAT_COUNT &&
        !text_same_fold(fields, "id"))
        call_never(call, "records");
}

static void
check_path(struct call *call)
{
    const char *path = call->below;

    if (!text_same(call->method, "GET"))
        call_never(call, "write");
    if (text_ends(path, "/search"))
        call_never(call, "search");
    if (text_has_fold(path, "/tokens"))
        call_never(call, "tokens");
    if (text_has_fold(path, "documents/") && text_has_fold(path, "/download"))
        call_never(call, "download");
}

/* The look-up needs no credential, and an address is no place for one. */
static void
check_credentials(struct call *call)
{
    const struct tenant *tenant = tenant_of(call->sim);

    if (!about(call)->api && (call_header(call, "Authorization") != NULL ||
                              call_header(call, "clientId") != NULL))
        call_never(call, "credential-at-look-up");
    if (strstr(call->query, tenant->credentials.private_key) != NULL ||
        strstr(call->query, tenant->credentials.public_key) != NULL ||
        strstr(call->query, tenant->credentials.client_id) != NULL)
        call_never(call, "credential-in-address");
}

void
never_check(struct call *call)
{
    check_path(call);
    check_credentials(call);
    if (text_same(call->method, "GET"))
        check_fields(call);
}
