/* Before the token: who the account is, and where its tenant lives. */
#include "base/crypto.h"
#include "base/text.h"
#include "rules/model/name.h"
#include "scanner/engine/assertion.h"
#include "scanner/microsoft365/microsoft365.h"

#include <string.h>

enum { ASSERTION_SECONDS = 300 }; /* five to ten minutes [official] */

struct microsoft365 *
microsoft365_state(struct scan *scan)
{
    struct microsoft365 *state = scan->state;
    uint32_t n = microsoft365_catalogue.n_entity;

    if (state != NULL)
        return state;
    state = arena_new(scan->mem, struct microsoft365, 1);
    state->opaque = WHY_NOT_PROBED;
    state->algorithm = SIGNER_PS256;
    state->graph.held = arena_new(scan->mem, bool, n);
    state->exchange.held = arena_new(scan->mem, bool, n);
    state->directory.held = arena_new(scan->mem, bool, n);
    state->reading = arena_new(scan->mem, struct ms_reading, scan->plan->n);
    state->asked =
        ruleset_asks(scan->ruleset, &microsoft365_catalogue, scan->mem);
    for (uint32_t i = 0; i < scan->plan->n; i++)
        state->exchange_wanted =
            state->exchange_wanted ||
            scan->plan->step[i].probe == MS_EXCHANGE_BY_SECRET;
    scan->state = state;
    return state;
}

/* ---- who it is ----------------------------------------------------------- */

static bool
is_domain(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "0123456789.-") == strlen(text) &&
           strchr(text, '.') != NULL && strstr(text, "..") == NULL &&
           text[0] != '.' && text[0] != '-';
}

/* A token that is asked of these may be one of another tenant than is meant
 * [issue microsoft-identity-web#1404]. */
static bool
is_nobodys(const char *tenant)
{
    return text_same_fold(tenant, "common") ||
           text_same_fold(tenant, "organizations") ||
           text_same_fold(tenant, "consumers");
}

static void
check_tenant(const char *tenant, const char *client, struct diags *diags)
{
    if (is_nobodys(tenant))
        diag_add(diags, 0, 0,
                 MS_TENANT ": \"%s\" is no tenant; give the Directory (tenant) "
                           "ID of the customer",
                 tenant);
    else if (!microsoft365_guid(tenant) && !is_domain(tenant))
        diag_add(diags, 0, 0,
                 MS_TENANT
                 " is neither a Directory (tenant) ID, like "
                 "11111111-2222-3333-4444-555555555555, nor a domain");
    else if (text_same_fold(tenant, client))
        diag_add(diags, 0, 0,
                 MS_TENANT " and " MS_CLIENT " are the same; one is the "
                           "Directory (tenant) ID, the other the Application "
                           "(client) ID");
}

const char *
microsoft365_user(const struct secrets *secrets, struct diags *diags,
                  struct arena *arena)
{
    const char *tenant = secrets_value(secrets, MS_TENANT);
    const char *client = secrets_value(secrets, MS_CLIENT);
    uint32_t before = diags->n;

    if (!microsoft365_guid(client))
        diag_add(diags, 0, 0,
                 MS_CLIENT " is no Application (client) ID, like "
                           "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
    check_tenant(tenant, client, diags);
    return diags->n > before ? NULL : text_lower(arena, client, strlen(client));
}

static bool
prepare_signer(struct scan *scan, struct diags *diags)
{
    struct microsoft365 *state = microsoft365_state(scan);
    const char *pem = secrets_value(scan->session.secrets, MS_CERTIFICATE);
    const char *why = NULL;

    if (pem == NULL)
        return true;
    state->signer = signer_pem(pem, strlen(pem), true, &why);
    if (state->signer == NULL) {
        diag_add(diags, 0, 0, MS_CERTIFICATE ": %s", why);
        return false;
    }
    return true;
}

/* Authority and Graph's address, if they were given by hand, must be of one
 * cloud. An endpoint on this machine stands for all. */
static bool
prepare_cloud(struct scan *scan, struct diags *diags)
{
    const struct base *endpoint = scan->options->endpoint;
    const struct base *api = scan->options->api;
    struct microsoft365 *state = microsoft365_state(scan);
    const char *site = secrets_value(scan->session.secrets, MS_AUTHORITY);
    const char *why = NULL, *url = endpoint->text;

    if (endpoint->loopback) {
        url = microsoft365_locate(site, &why, scan->mem);
        if (url == NULL) {
            diag_add(diags, 0, 0, "%s", why);
            return false;
        }
        endpoint = url_endpoint(url, scan->mem);
    }
    state->cloud = microsoft365_cloud(endpoint->host);
    if (state->cloud == NULL || !text_same(endpoint->path, "/") ||
        endpoint->port != NULL) {
        diag_add(diags, 0, 0,
                 "--endpoint: %s is none of Microsoft's addresses for signing "
                 "in; no credential is sent there",
                 url);
        return false;
    }
    if (api != NULL && !api->loopback &&
        !text_same(api->host, state->cloud->graph))
        diag_add(diags, 0, 0,
                 "--api-url: %s does not belong to the cloud of %s", api->text,
                 state->cloud->authority);
    return diags->n == 0;
}

bool
microsoft365_prepare(struct scan *scan, struct diags *diags)
{
    const struct secrets *secrets = scan->session.secrets;
    const char *secret = secrets_value(secrets, MS_SECRET);
    struct microsoft365 *state = microsoft365_state(scan);

    if (!prepare_cloud(scan, diags) || !prepare_signer(scan, diags))
        return false;
    state->client = session_value(&scan->session, "user");
    scan_know(scan, "client", state->client);
    scan_know(scan, "tenant", secrets_value(secrets, MS_TENANT));
    /* [issues formbricks#2879, coe-starter-kit#5034]. */
    if (secret != NULL && microsoft365_guid(secret))
        scan_note(scan,
                  "The secret has the form of a Secret ID. What the login "
                  "needs is the secret's Value, which is shown only "
                  "once, when it is made.");
    return true;
}

/* ---- the signed assertion ------------------------------------------------ */

/* The hash goes with its algorithm: mixed, they are refused [issue
 * open-webui/oikb#120; official: certificate credentials]. */
static const struct {
    const char *name;
    enum signer_print print;
} hashes[] = {
    [SIGNER_RS256] = {"x5t", SIGNER_SHA1},
    [SIGNER_PS256] = {"x5t#S256", SIGNER_SHA256},
};

/* For one request: neither its name nor its times are those of another. */
static bool
learn_assertion(struct scan *scan)
{
    const struct microsoft365 *state = microsoft365_state(scan);
    const char *tenant = secrets_value(scan->session.secrets, MS_TENANT);
    int64_t now = scan_clock(scan);
    const struct assertion_claim header[] = {
        {hashes[state->algorithm].name,
         signer_print(state->signer, hashes[state->algorithm].print, scan->mem),
         0},
    };
    const struct assertion_claim claim[] = {
        {"aud",
         arena_print(scan->mem, "%s%s/oauth2/v2.0/token",
                     scan->options->endpoint->text, tenant),
         0},
        {"iss", state->client, 0},
        {"sub", state->client, 0},
        {"jti", crypto_uuid(scan->mem), 0},
        {"nbf", NULL, now},
        {"iat", NULL, now},
        {"exp", NULL, now + ASSERTION_SECONDS},
    };
    const struct assertion assertion = {
        state->signer, state->algorithm,
        header,        1,
        claim,         sizeof claim / sizeof *claim};

    return assertion_learn(&assertion, scan->session.secrets, MS_ASSERTION,
                           "ASSERTION");
}

bool
microsoft365_ready(struct scan *scan, uint32_t step)
{
    struct microsoft365 *state = microsoft365_state(scan);

    if (scan->plan->step[step].content != CONTENT_FORM || state->signer == NULL)
        return true;
    if (scan->plan->step[step].probe == MS_BY_RS256)
        state->algorithm = SIGNER_RS256;
    return learn_assertion(scan);
}

/* ---- discovery ----------------------------------------------------------- */

static void
stop_elsewhere(struct scan *scan, const char *host)
{
    const struct ms_cloud *cloud = microsoft365_cloud(host);
    const struct ms_cloud *ours = microsoft365_state(scan)->cloud;

    if (cloud == NULL)
        scan_stop(scan, WHY_GARBAGE,
                  "The answer about the tenant names an issuer that is none of "
                  "Microsoft's; no credential was sent.");
    else
        scan_stop(scan, WHY_MISDIRECTED,
                  arena_print(
                      scan->mem,
                      "The tenant lives in another cloud (%s), not in "
                      "this one (%s); no credential was sent. Set " MS_AUTHORITY
                      " to https://%s.",
                      cloud->name, ours->name, cloud->authority));
}

/* Graph's address is the cloud's, whatever the answer says. */
static void
settle_cloud(struct scan *scan, const struct json *json)
{
    struct microsoft365 *state = microsoft365_state(scan);
    const char *scope = json_text(json_get(json, "tenant_region_sub_scope"));
    const struct base *graph = scan->options->endpoint;

    state->cloud = microsoft365_cloud_of(state->cloud, scope);
    if (!graph->loopback)
        graph = url_endpoint(
            arena_print(scan->mem, "https://%s/", state->cloud->graph),
            scan->mem);
    if (scan->options->api == NULL)
        session_base(&scan->session, BASE_API, graph);
    scan_know(
        scan, "graph_scope",
        arena_print(scan->mem, "https://%s/.default", state->cloud->graph));
    if (state->cloud->exchange != NULL)
        scan_know(scan, "exchange_scope",
                  arena_print(scan->mem, "https://%s/.default",
                              state->cloud->exchange));
    scan_trait(scan, "Cloud", state->cloud->name, false);
}

/* Of the ways to a token those that there is a credential for. */
static void
want_tokens(struct scan *scan)
{
    bool key = microsoft365_state(scan)->signer != NULL;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        uint16_t probe = scan->plan->step[i].probe;

        if (key ? probe == MS_BY_PS256 || probe == MS_EXCHANGE_BY_KEY
                : probe == MS_BY_SECRET || probe == MS_EXCHANGE_BY_SECRET)
            scan_want(scan, i);
    }
}

static void
take_tenant(struct scan *scan, uint32_t step, const struct json *json)
{
    struct microsoft365 *state = microsoft365_state(scan);
    const char *given = secrets_value(scan->session.secrets, MS_TENANT);
    const char *host;
    const char *tenant = microsoft365_issuer(
        json_text(json_get(json, "issuer")), &host, &scan->scratch);

    if (host != NULL && !text_same(host, state->cloud->authority)) {
        stop_elsewhere(scan, host);
        return;
    }
    if (tenant == NULL) {
        scan_stop(scan, WHY_GARBAGE,
                  "The answer about the tenant does not say which one it is; "
                  "no credential was sent.");
        return;
    }
    if (microsoft365_guid(given) && !text_same_fold(given, tenant)) {
        scan_stop(scan, WHY_MISDIRECTED,
                  arena_print(scan->mem,
                              "Microsoft answered about another tenant (%s) "
                              "than was asked for; no credential was sent.",
                              scan_keep(scan, tenant)));
        return;
    }
    state->tenant = text_lower(scan->mem, tenant, strlen(tenant));
    scan_said(scan, step, arena_print(scan->mem, "tenant %s", state->tenant));
    scan_trait(scan, "Tenant", state->tenant, true);
    settle_cloud(scan, json);
    want_tokens(scan);
}

void
microsoft365_hear_discovery(struct scan *scan, uint32_t step,
                            const struct answer *answer)
{
    bool refused =
        answer->kind == ANSWER_LOGIN || answer->kind == ANSWER_DENIED;
    struct answer error = *answer;

    error.kind = ANSWER_ERROR;
    error.cause = NULL;
    if (answer->kind == ANSWER_OK)
        take_tenant(scan, step, answer->json);
    else if (refused && answer->status == 400)
        scan_stop_at(scan, step, &error, "The look-up of the tenant");
    else if (refused)
        scan_stop(scan, WHY_GARBAGE,
                  "The question about the tenant, which needs no login, was "
                  "refused as if it were one; no credential was sent.");
    else
        scan_stop_at(scan, step, answer, "The look-up of the tenant");
}
