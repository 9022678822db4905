/* A grant of Exchange adds to what was granted in Entra; an access policy
 * narrows only the latter. Neither looks into groups of groups: a tenant file
 * names mailboxes. */
#include "tests/simulator/microsoft365/rights.h"
#include "tests/simulator/microsoft365/answer.h"

unsigned
rights_open(const struct tenant *tenant)
{
    unsigned opens = OPENS_NOTHING;

    for (uint32_t i = 0; i < tenant->graph.n; i++) {
        const struct permission *permission =
            permission_named(RESOURCE_GRAPH, tenant->graph.text[i]);

        opens |= permission == NULL ? OPENS_NOTHING : permission->opens;
    }
    return opens;
}

bool
rights_users(const struct tenant *tenant)
{
    for (uint32_t i = 0; i < tenant->directory_roles.n; i++)
        if (directory_role_opens(tenant->directory_roles.text[i]))
            return true;
    return (rights_open(tenant) & OPENS_USERS) != 0;
}

static bool
in_scope(const struct tenant *tenant, const char *mailbox)
{
    for (uint32_t i = 0; i < tenant->scopes; i++)
        if (exchange_role_opens(tenant->scope[i].role) &&
            texts_hold(&tenant->scope[i].mailboxes, mailbox))
            return true;
    return false;
}

/* Outside of each group that access is restricted to, or in one that is
 * denied. */
static bool
is_barred(const struct tenant *tenant, const char *mailbox)
{
    bool restricted = false, named = false;

    for (uint32_t i = 0; i < tenant->policies; i++) {
        bool member = texts_hold(&tenant->policy[i].mailboxes, mailbox);

        if (tenant->policy[i].right == POLICY_DENY) {
            if (member)
                return true;
        } else {
            restricted = true;
            named = named || member;
        }
    }
    return restricted && !named;
}

/* Without any role in the token, and none in Exchange. */
static int
refusal_without(const struct tenant *tenant)
{
    if (tenant->graph.n + tenant->unknown.n + tenant->scopes > 0)
        return ANSWER_DENIED;
    switch ((enum wire_no_role)tenant->wire.no_role) {
    case NO_ROLE_NO_PERMISSIONS:
        return ANSWER_NO_PERMISSIONS;
    case NO_ROLE_DENIED:
        return ANSWER_DENIED;
    case NO_ROLE_LACKS:
        return ANSWER_INSUFFICIENT;
    }
    return ANSWER_DENIED;
}

int
rights_calendar(const struct tenant *tenant, const char *mailbox,
                const struct user *user)
{
    unsigned opens = rights_open(tenant);

    if (in_scope(tenant, mailbox))
        return ANSWER_NONE;
    if ((opens & (OPENS_CALENDARS | OPENS_BASIC)) == 0)
        return refusal_without(tenant);
    if (user != NULL && user->kind == USER_ADMINISTRATOR)
        return ANSWER_RAOP;
    if ((opens & OPENS_CALENDARS) != 0 && is_barred(tenant, mailbox))
        return ANSWER_RAOP;
    return ANSWER_NONE;
}
