/* What the reads come to, and of which gate they tell. */
#include "base/text.h"
#include "scanner/zoho/zoho.h"

static const struct zoho_result unheard = {.exchange = NO_EXCHANGE};

/* The later one was asked for because the earlier left it open. */
static const struct zoho_result *
last_of(const struct zoho *state, enum zoho_probe first, enum zoho_probe spare)
{
    const struct zoho_result *result = &state->got[spare];

    return result->class != ZOHO_UNHEARD ? result : &state->got[first];
}

const struct zoho_result *
zoho_read(const struct scan *scan, enum zoho_read read)
{
    const struct zoho *state = scan->state;

    switch (read) {
    case ZOHO_READ_TICKETS:
        return last_of(state, ZOHO_TICKET_COUNT, ZOHO_TICKETS);
    case ZOHO_READ_SEARCH:
        return &state->got[ZOHO_SEARCH];
    case ZOHO_READ_CONTACTS:
        /* A search wants a second scope: that it was refused says nothing of
         * the first. */
        return state->got[ZOHO_CONTACT_SEARCH].class == ZOHO_YES
                   ? &state->got[ZOHO_CONTACT_SEARCH]
                   : &state->got[ZOHO_CONTACTS];
    case ZOHO_READ_ACCOUNTS:
        return &state->got[ZOHO_ACCOUNTS];
    case ZOHO_READ_AGENTS:
        return &state->got[ZOHO_AGENTS];
    case ZOHO_READ_LAYOUTS:
        return &state->got[ZOHO_LAYOUTS];
    case ZOHO_READ_WEBHOOKS:
        return &state->got[ZOHO_WEBHOOKS];
    case ZOHO_READ_NONE:
        break;
    }
    return &unheard;
}

bool
zoho_includes(uint32_t strong, uint32_t weak)
{
    for (uint32_t i = 0; i < zoho_catalogue.n_implies; i++)
        if (zoho_catalogue.implies[i].strong == zoho_scope[strong].right &&
            zoho_catalogue.implies[i].weak == zoho_scope[weak].right)
            return true;
    return false;
}

bool
zoho_declared(const struct scan *scan, uint32_t scope)
{
    const struct zoho *state = scan->state;

    if (state->scope[scope] != NULL)
        return true;
    for (uint32_t i = 0; i < zoho_n_scope; i++)
        if (state->scope[i] != NULL && zoho_includes(i, scope))
            return true;
    return false;
}

/* A search wants the scope of tickets as well [official: Search Tickets]. */
static bool
tickets_are_good(const struct scan *scan)
{
    const struct zoho *state = scan->state;
    enum zoho_class class = zoho_read(scan, ZOHO_READ_TICKETS)->class;

    if (class == ZOHO_YES)
        return true;
    return state->scope_told && class != ZOHO_NO_SCOPE && class != ZOHO_ODD &&
           zoho_declared(scan, zoho_index("Desk.tickets.READ"));
}

/* Others that open the same read leave nothing to be seen by it where the
 * token has them, or may have; a refusal tells of all of them at once. Names
 * that nobody here has heard of may open anything: of what they open nothing
 * is known. */
static bool
stands_alone(const struct scan *scan, uint32_t scope)
{
    const struct zoho *state = scan->state;

    if (zoho_scope[scope].alone)
        return true;
    if (!state->scope_told)
        return false;
    for (uint32_t i = 0; i < zoho_n_scope; i++)
        if (i != scope && zoho_scope[i].opens == zoho_scope[scope].opens &&
            !zoho_includes(i, scope) && !zoho_includes(scope, i) &&
            zoho_declared(scan, i))
            return false;
    return true;
}

bool
zoho_isolates(const struct scan *scan, uint32_t scope,
              const struct zoho_result *result)
{
    enum zoho_read read = zoho_scope[scope].opens;

    if (read == ZOHO_READ_NONE)
        return false;
    if (result->class == ZOHO_NO_SCOPE)
        return read != ZOHO_READ_SEARCH || tickets_are_good(scan);
    return stands_alone(scan, scope);
}

/* Reads that a scope opens together with others, so that they show none of
 * them; but of a refusal there is no cause where one is held that would do, or
 * both that are wanted [code: measured, two projects, for those of basic and
 * settings; OAS for accounts, which names contacts alone; official: Search
 * Tickets]. */
static const struct {
    const char *scope;
    enum zoho_probe probe;
    const char *beside; /* it may want that one too; or NULL */
} shared[] = {
    {"Desk.accounts.READ", ZOHO_ACCOUNTS, "Desk.contacts.READ"},
    {"Desk.search.READ", ZOHO_SEARCH, "Desk.tickets.READ"},
    {"Desk.agents.READ", ZOHO_AGENTS, NULL},
    {"Desk.basic.READ", ZOHO_AGENTS, NULL},
    {"Desk.basic.READ", ZOHO_ORGANIZATIONS, NULL},
    {"Desk.basic.READ", ZOHO_AGENT, NULL},
    {"Desk.basic.READ", ZOHO_PERMISSIONS, NULL},
    {"Desk.basic.READ", ZOHO_PROFILE, NULL},
    {"Desk.basic.READ", ZOHO_PERSONAL_ROLE, NULL},
    {"Desk.basic.READ", ZOHO_DEPARTMENT_LIST, NULL},
    {"Desk.settings.READ", ZOHO_AGENTS, NULL},
    {"Desk.settings.READ", ZOHO_ORGANIZATIONS, NULL},
    {"Desk.settings.READ", ZOHO_PERMISSIONS, NULL},
    {"Desk.settings.READ", ZOHO_PROFILE, NULL},
    {"Desk.settings.READ", ZOHO_PERSONAL_ROLE, NULL},
    {"Desk.settings.READ", ZOHO_DEPARTMENT_LIST, NULL},
};

static const struct zoho_result *
refused_beside(const struct scan *scan, uint32_t scope)
{
    const struct zoho *state = scan->state;

    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        if (text_same(shared[i].scope, zoho_scope[scope].text) &&
            state->got[shared[i].probe].class == ZOHO_NO_SCOPE &&
            (shared[i].beside == NULL ||
             zoho_declared(scan, zoho_index(shared[i].beside))))
            return &state->got[shared[i].probe];
    return NULL;
}

/* That one which others open too was refused is no word against a scope of
 * which its own read says that it is held: which of them would do is measured
 * and not documented. */
const struct zoho_result *
zoho_gainsaid(const struct scan *scan, uint32_t scope)
{
    const struct zoho_result *read = zoho_read(scan, zoho_scope[scope].opens);
    bool isolates = zoho_isolates(scan, scope, read);

    if (!zoho_declared(scan, scope) || (isolates && read->class == ZOHO_YES))
        return NULL;
    return isolates && read->class == ZOHO_NO_SCOPE
               ? read
               : refused_beside(scan, scope);
}
