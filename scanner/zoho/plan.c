/* The requests of a scan: one refresh, what the account says of itself, and
 * reads that carry no record away: ids that nobody has, counts, and lists of
 * one of which no more is looked at than an id. */
#include "base/text.h"
#include "scanner/zoho/zoho.h"

enum stage { STAGE_LOGIN, STAGE_ACCOUNT, STAGE_READS };

static const char *const stages[] = {"login", "account", "reads", NULL};

/* [official: samples have it in the query, which gets logged; in the body it is
 * accepted: code, many]; what is in capitals is a secret. */
#define FORM                                                                   \
    "grant_type=refresh_token&client_id={ZOHO_CLIENT_ID}"                      \
    "&client_secret={ZOHO_CLIENT_SECRET}&refresh_token={ZOHO_REFRESH_TOKEN}"

/* One row a call. A search for an id that no record has is answered with
 * nothing where it is allowed, and costs least [official: credits]. */
static const struct call {
    const char *path, *purpose, *when;
    enum zoho_probe after;
    enum stage stage;
} calls[ZOHO_PROBE__N] = {
    [ZOHO_TOKEN] = {"oauth/v2/token",
                    "an access token of the product's refresh token, once",
                    NULL, ZOHO_PROBE__N, STAGE_LOGIN},
    [ZOHO_ORGANIZATIONS] = {"api/v1/organizations",
                            "which organizations the agent is of", NULL,
                            ZOHO_TOKEN, STAGE_ACCOUNT},
    [ZOHO_AGENT] = {"api/v1/myinfo",
                    "the role and departments of the agent who consented", NULL,
                    ZOHO_ORGANIZATIONS, STAGE_ACCOUNT},
    [ZOHO_PERMISSIONS] = {"api/v1/myProfilePermissions",
                          "what the agent's profile allows", NULL,
                          ZOHO_ORGANIZATIONS, STAGE_ACCOUNT},
    [ZOHO_PROFILE] = {"api/v1/myProfile", "which kind of profile it is",
                      "if the answer before does not say it", ZOHO_PERMISSIONS,
                      STAGE_ACCOUNT},
    [ZOHO_PERSONAL_ROLE] = {"api/v1/personalRole",
                            "the role that sees own and unassigned tickets "
                            "alone",
                            NULL, ZOHO_ORGANIZATIONS, STAGE_ACCOUNT},
    [ZOHO_DEPARTMENT_LIST] = {"api/v1/departments?limit=200",
                              "which departments there are", NULL,
                              ZOHO_ORGANIZATIONS, STAGE_ACCOUNT},
    [ZOHO_LAYOUTS] = {"api/v1/layouts?module=tickets&limit=1",
                      "see whether Desk.basic.READ opens it", NULL,
                      ZOHO_ORGANIZATIONS, STAGE_READS},
    [ZOHO_WEBHOOKS] = {"api/v1/webhooks",
                       "see whether Desk.settings.READ opens it", NULL,
                       ZOHO_ORGANIZATIONS, STAGE_READS},
    [ZOHO_TICKET_COUNT] =
        {"api/v1/agentsTicketsCount?agentIds={agent}",
         "see whether Desk.tickets.READ opens it: a number alone", NULL,
         ZOHO_AGENT, STAGE_READS},
    [ZOHO_TICKETS] = {"api/v1/tickets?limit=1",
                      "the same with a list of one, of which an id alone is "
                      "looked at",
                      "if the count does not tell", ZOHO_TICKET_COUNT,
                      STAGE_READS},
    [ZOHO_SEARCH] = {"api/v1/tickets/search?id=1&limit=1",
                     "see whether Desk.search.READ opens it: an id that no "
                     "ticket has",
                     NULL, ZOHO_ORGANIZATIONS, STAGE_READS},
    [ZOHO_CONTACT_SEARCH] = {"api/v1/contacts/search?id=1&limit=1",
                             "see whether Desk.contacts.READ opens it: an id "
                             "that no contact has",
                             NULL, ZOHO_ORGANIZATIONS, STAGE_READS},
    [ZOHO_CONTACTS] = {"api/v1/contacts?limit=1",
                       "the same with a list of one, of which an id alone is "
                       "looked at",
                       "if the search does not tell", ZOHO_CONTACT_SEARCH,
                       STAGE_READS},
    [ZOHO_ACCOUNTS] = {"api/v1/accounts?limit=1",
                       "see whether the profile opens accounts: a list of one, "
                       "of which an id alone is looked at",
                       NULL, ZOHO_ORGANIZATIONS, STAGE_READS},
    [ZOHO_AGENTS] = {"api/v1/agents?limit=1",
                     "see whether the profile opens agents: a list of one, "
                     "of which an id alone is looked at",
                     NULL, ZOHO_ORGANIZATIONS, STAGE_READS},
};

static const char *const login_rights[] = {ZOHO_LOGIN, NULL};
static const char *const organisation_rights[] = {ZOHO_ORGANISATION, NULL};
static const char *const role_rights[] = {ZOHO_RECORDS, NULL};
static const char *const department_rights[] = {ZOHO_DEPARTMENTS, NULL};
static const char *const profile_rights[] = {ZOHO_ADMINISTRATOR, NULL};

static const char *const *const answers[ZOHO_PROBE__N] = {
    [ZOHO_TOKEN] = login_rights,
    [ZOHO_ORGANIZATIONS] = organisation_rights,
    [ZOHO_PERSONAL_ROLE] = role_rights,
    [ZOHO_DEPARTMENT_LIST] = department_rights,
    [ZOHO_PERMISSIONS] = profile_rights,
};

static struct step
make_step(enum zoho_probe probe)
{
    const struct call *call = &calls[probe];
    struct step step = {.method = "GET",
                        .path = call->path,
                        .endpoint = call->path,
                        .purpose = call->purpose,
                        .when = call->when,
                        .answers = answers[probe],
                        .after = NO_STEP,
                        .stage = (uint16_t)call->stage,
                        .probe = (uint16_t)probe,
                        .base = BASE_API,
                        .dialect = &zoho_desk_dialect,
                        .auth = AUTH_BEARER,
                        .token = ZOHO_ACCESS};

    if (call->after != ZOHO_PROBE__N)
        step.after = (uint32_t)call->after;
    if (probe == ZOHO_ORGANIZATIONS)
        step.auth = AUTH_TOKEN; /* whichever they are */
    if (probe != ZOHO_TOKEN)
        return step;
    step.method = "POST";
    step.body = FORM;
    step.content = CONTENT_FORM;
    step.base = BASE_ENDPOINT;
    step.dialect = NULL;
    step.auth = AUTH_NONE;
    step.signs_in = true;
    step.once = true; /* ten in ten minutes, the product's own among them
                         [official] */
    return step;
}

/* The same for all rules: what a scope is good for depends on the profile and
 * on who consented, and excess on all of it. The number of a step is that of
 * its probe. */
void
zoho_plan(const struct ruleset *rules, struct plan *plan, struct arena *arena)
{
    (void)rules;
    *plan = (struct plan){.stage = stages, .n = ZOHO_PROBE__N};
    plan->step = arena_new(arena, struct step, ZOHO_PROBE__N);
    plan->capacity = ZOHO_PROBE__N;
    for (unsigned i = 0; i < ZOHO_PROBE__N; i++)
        plan->step[i] = make_step((enum zoho_probe)i);
}
