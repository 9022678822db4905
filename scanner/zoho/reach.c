/* How far the agent sees: departments, and others' records. */
#include "base/out.h"
#include "base/text.h"
#include "scanner/zoho/zoho.h"

enum { NAMES_MOST = 10 };

/* ---- departments --------------------------------------------------------- */

static bool
is_own(const struct zoho *state, const char *id)
{
    for (uint32_t i = 0; i < state->n_department; i++)
        if (text_same(state->department[i], id))
            return true;
    return false;
}

/* Names of those that are on and that the agent is not of, with commas; NULL:
 * none. */
static const char *
names_missing(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    struct out out = {0};
    const char *text = NULL;
    uint32_t n = 0;

    for (uint32_t i = 0; i < state->n_all; i++)
        if (state->all[i].on == ZOHO_TRUE && !is_own(state, state->all[i].id) &&
            n++ < NAMES_MOST)
            (void)out_print(&out, "%s%s", n == 1 ? "" : ", ",
                            state->all[i].name);
    if (n > NAMES_MOST)
        (void)out_print(&out, " and %u more", (unsigned)(n - NAMES_MOST));
    if (n > 0)
        text = arena_print(scan->mem, "not in %s", out_string(&out));
    out_free(&out);
    return text;
}

/* Whether the agent is of every department that there is, but for those that
 * are off: one of which that is not told may be on. */
static bool
is_of_all(const struct zoho *state)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < state->n_all; i++) {
        if (state->all[i].on == ZOHO_NO)
            continue;
        if (!is_own(state, state->all[i].id))
            return false;
        n++;
    }
    return state->department_told && state->all_told && n > 0;
}

static void
tell_departments(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    const struct zoho_result *list = &state->got[ZOHO_DEPARTMENT_LIST];
    const struct zoho_result *agent = &state->got[ZOHO_AGENT];
    const char *missing = NULL;

    if (state->across == ZOHO_TRUE) {
        zoho_tell(scan, ZOHO_DEPARTMENTS, true, "fetchAcrossDepartment",
                  state->profile_exchange);
        return;
    }
    if (state->department_told)
        missing = names_missing(scan);
    if (missing != NULL && state->across == ZOHO_NO)
        zoho_tell(scan, ZOHO_DEPARTMENTS, false, missing, list->exchange);
    else if (is_of_all(state))
        zoho_tell(scan, ZOHO_DEPARTMENTS, true, "a member of all",
                  list->exchange);
    else if (!state->department_told)
        zoho_tell_hidden(scan, ZOHO_DEPARTMENTS, agent,
                         "the departments of the agent could not be read");
    else if (missing != NULL && !state->profile_told)
        zoho_tell_hidden(
            scan, ZOHO_DEPARTMENTS, &state->got[ZOHO_PERMISSIONS],
            "the agent is not of all departments, and the profile, "
            "which may see others, could not be read");
    else if (missing != NULL)
        zoho_tell_doubt(scan, ZOHO_DEPARTMENTS, WHY_ABSENT,
                        "the agent is not of all departments, and whether the "
                        "profile sees others (fetchAcrossDepartment) is not "
                        "told",
                        agent->exchange);
    else
        zoho_tell_hidden(scan, ZOHO_DEPARTMENTS, list,
                         "the list of departments is not whole, or does not "
                         "say which of them are on");
}

/* ---- records ------------------------------------------------------------- */

/* Kinds of roles [OAS: rolePermissionType]; what one of the kinds "Light" and
 * "Custom" sees is documented nowhere. */
static const struct {
    const char *kind;
    bool limited; /* to own and unassigned tickets, or those of a team */
} kinds[] = {
    {"Admin", false},
    {"AgentPublic", false},
    {"AgentPersonal", true},
    {"AgentTeamPersonal", true},
};

static enum zoho_told
kind_limits(const char *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_same_fold(kinds[i].kind, kind))
            return kinds[i].limited ? ZOHO_TRUE : ZOHO_NO;
    return ZOHO_UNTOLD;
}

/* By the kind of the agent's role, or by the one role of which Desk says that
 * whoever has it sees least. Both have to be known for a pass. */
static void
tell_records(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    const struct zoho_result *agent = &state->got[ZOHO_AGENT];
    const struct zoho_result *role = &state->got[ZOHO_PERSONAL_ROLE];
    enum zoho_told limited = kind_limits(state->role_kind);
    bool none = role->class == ZOHO_YES && state->personal == NULL;

    if (limited == ZOHO_TRUE)
        zoho_tell(scan, ZOHO_RECORDS, false, state->role_kind, agent->exchange);
    else if (state->role != NULL && text_same(state->role, state->personal))
        zoho_tell(scan, ZOHO_RECORDS, false,
                  "the role that sees own and unassigned tickets alone",
                  role->exchange);
    else if (agent->class != ZOHO_YES)
        zoho_tell_hidden(scan, ZOHO_RECORDS, agent,
                         "the role of the agent could not be read");
    else if (state->role_kind == NULL)
        zoho_tell_doubt(scan, ZOHO_RECORDS, WHY_ABSENT,
                        "the kind of the agent's role is not told",
                        agent->exchange);
    else if (limited == ZOHO_UNTOLD)
        zoho_tell_doubt(scan, ZOHO_RECORDS, WHY_NEEDS_ATTESTATION,
                        arena_print(scan->mem,
                                    "what a role of the kind \"%s\" sees is "
                                    "not documented; look whether the agent "
                                    "sees tickets of others",
                                    state->role_kind),
                        agent->exchange);
    else if (none || (state->personal != NULL && state->role != NULL))
        zoho_tell(scan, ZOHO_RECORDS, true, state->role_kind, agent->exchange);
    else
        zoho_tell_hidden(
            scan, ZOHO_RECORDS, role,
            "which role sees own and unassigned tickets alone could "
            "not be read");
}

void
zoho_tell_reach(struct scan *scan)
{
    tell_departments(scan);
    tell_records(scan);
}
