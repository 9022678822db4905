/* The company look-up and the login: the two answers before anything else is
 * asked; and the look-up once more, should the system be upgraded meanwhile. */
#include "base/text.h"
#include "scanner/connectwise/connectwise.h"

#include <string.h>

/* Credentials by their place in provider.c. */
enum { COMPANY, PUBLIC_KEY, PRIVATE_KEY };

bool
connectwise_prepare(struct scan *scan, struct diags *diags)
{
    static const uint32_t login[] = {COMPANY, PUBLIC_KEY, PRIVATE_KEY};

    if (secrets_learn_basic(scan->session.secrets, 0, login,
                            sizeof login / sizeof *login))
        return true;
    diag_add(diags, 0, 0,
             "the company and the key pair together cannot be sent as a login: "
             "they are too long, or the company or the public key holds a "
             "\":\"");
    return false;
}

/* A cloud that was asked at a wrong address has answered by pointing to one
 * without TLS [issues ConnectWiseManageAPI#56, #70, #81]. */
static bool
stop_pointed(struct scan *scan, const struct answer *answer)
{
    if (answer->status / 100 != 3 || answer->said == NULL)
        return false;
    scan_stop(scan, WHY_MISDIRECTED,
              arena_print(scan->mem,
                          "ConnectWise points to %s, which is never followed: "
                          "no credential was sent there. Either this is not "
                          "the address of the API, or something in between "
                          "leads astray.",
                          scan_keep(scan, answer->said)));
    return true;
}

/* ---- look-up ------------------------------------------------------------- */

/* The address of the API below the host that was asked, and no other: what the
 * answer says of hosts never moves a credential [official: SiteUrl]. */
static const struct base *
api_base(const struct scan *scan, const char *codebase)
{
    const char *slash = text_ends(codebase, "/") ? "" : "/";

    return url_endpoint(arena_print(scan->mem, "%s%s%sapis/3.0/",
                                    scan->options->endpoint->text, codebase,
                                    slash),
                        scan->mem);
}

/* The host that the answer calls its own, where that is told. */
static void
compare_site(struct scan *scan, const char *site)
{
    const struct base *asked = scan->options->endpoint;
    const char *why = NULL, *url;
    const struct base *told;

    if (site == NULL || site[0] == '\0' || asked->loopback)
        return;
    url = connectwise_locate(site, &why, &scan->scratch);
    told = url == NULL ? NULL : url_endpoint(url, &scan->scratch);
    if (told != NULL && text_same(told->host, asked->host))
        return;
    site = scan_keep(scan, site);
    if (told != NULL && text_ends(told->host, ".myconnectwise.net") &&
        text_ends(asked->host, ".myconnectwise.net"))
        scan_stop(scan, WHY_MISDIRECTED,
                  arena_print(scan->mem,
                              "The company lives at %s, not at %s; no "
                              "credential was sent. Set CONNECTWISE_SITE to "
                              "the one it lives at.",
                              site, asked->host));
    else
        scan_note(scan, arena_print(scan->mem,
                                    "The company look-up calls the site %s; "
                                    "%s was asked, as it was given.",
                                    site, asked->host));
}

static void
take_company(struct scan *scan, uint32_t step, const struct json *json)
{
    const char *codebase = json_text(json_get_fold(json, "Codebase"));
    const char *name;
    const struct base *base = NULL;

    if (connectwise_codebase(codebase))
        base = api_base(scan, codebase);
    if (base == NULL) {
        scan_said(scan, step,
                  codebase == NULL
                      ? "names no code base"
                      : arena_print(scan->mem, "the code base is said to be %s",
                                    scan_keep(scan, codebase)));
        scan_stop(scan, WHY_GARBAGE,
                  "The company look-up named no code base that can be one; no "
                  "credential was sent.");
        return;
    }
    compare_site(scan, json_text(json_get_fold(json, "SiteUrl")));
    if (scan->stopped != WHY_GRANTED)
        return;
    connectwise_state(scan)->codebase = scan_keep(scan, codebase);
    session_base(&scan->session, BASE_API, base);
    scan_said(
        scan, step,
        arena_print(scan->mem, "code base %s", scan_keep(scan, codebase)));
    name = scan_keep(scan, json_text(json_get_fold(json, "CompanyName")));
    if (name != NULL &&
        strstr(name, "***") == NULL) /* else it is the login's */
        scan_trait(scan, "Company", name, true);
    scan_trait(scan, "Endpoint", scan_keep(scan, base->text), false);
}

void
connectwise_hear_look_up(struct scan *scan, uint32_t step,
                         const struct answer *answer)
{
    const struct json *json = answer->json;
    bool none =
        answer->status == 200 && json != NULL && json->kind == JSON_NULL;
    bool is_object = json != NULL && json->kind == JSON_OBJECT;

    if (none) /* [code: django-connectwise] */
        scan_stop(scan, WHY_USER_UNKNOWN,
                  "ConnectWise knows no such company there. "
                  "CONNECTWISE_COMPANY is what is typed as Company when "
                  "logging in, not the company's display name; or the company "
                  "lives at another site (CONNECTWISE_SITE).");
    else if (answer->kind == ANSWER_NOT_OFFERED)
        scan_stop(scan, WHY_MISDIRECTED,
                  "The site has no company look-up, or does not know the "
                  "company (HTTP 404): look at CONNECTWISE_SITE and "
                  "CONNECTWISE_COMPANY. No credential was sent.");
    else if (answer->kind == ANSWER_LOGIN || answer->kind == ANSWER_DENIED ||
             (answer->kind == ANSWER_OK && !is_object))
        scan_stop(scan, WHY_GARBAGE,
                  "The company look-up gave an answer that makes no sense "
                  "there; no credential was sent.");
    else if (stop_pointed(scan, answer))
        return;
    else if (answer->kind != ANSWER_OK)
        scan_stop_at(scan, step, answer, "The company look-up");
    else
        take_company(scan, step, answer->json);
}

/* ---- once more ----------------------------------------------------------- */

static uint32_t
step_of(const struct scan *scan, enum cw_probe probe)
{
    uint32_t i = 0;

    while (i < scan->plan->n && scan->plan->step[i].probe != probe)
        i++;
    return i;
}

/* A release moves the code base, and whoever keeps the old one meets 404
 * [code: django-connectwise; issue PowerShellWarrantyReports#32]. */
bool
connectwise_lost(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct connectwise *state = connectwise_state(scan);
    bool moved = answer->kind == ANSWER_NOT_OFFERED && answer->status == 404;

    if (!moved && !(answer->kind == ANSWER_ELSEWHERE && answer->status == 400))
        return false;
    if (scan->options->api != NULL || state->retried[step] ||
        state->again == AGAIN_SAME || scan->sent >= scan->options->max_requests)
        return false;
    state->retried[step] = true;
    scan_hold(scan, step);
    if (state->again == AGAIN_NOT)
        scan_ask(scan, step_of(scan, CW_LOOK_AGAIN));
    else if (state->again == AGAIN_CHANGED)
        scan_ask(scan, step);
    if (state->again == AGAIN_NOT)
        state->again = AGAIN_ASKED;
    return true;
}

/* Whether it names another code base, which is then the one to use. */
static bool
has_moved(struct scan *scan, const struct answer *answer)
{
    struct connectwise *state = connectwise_state(scan);
    const char *codebase = json_text(json_get_fold(answer->json, "Codebase"));
    const struct base *base, *old = scan->session.base[BASE_API];

    if (answer->kind != ANSWER_OK || !connectwise_codebase(codebase))
        return false;
    base = api_base(scan, codebase);
    if (base == NULL || old == NULL || text_same(base->text, old->text))
        return false;
    session_base(&scan->session, BASE_API, base);
    scan_note(scan,
              arena_print(scan->mem,
                          "The system was upgraded during the scan: its code "
                          "base was %s and is %s now. What had not been found "
                          "was asked again there.",
                          state->codebase, scan_keep(scan, codebase)));
    return true;
}

void
connectwise_hear_again(struct scan *scan, uint32_t step,
                       const struct answer *answer)
{
    struct connectwise *state = connectwise_state(scan);
    bool moved = has_moved(scan, answer);

    state->again = moved ? AGAIN_CHANGED : AGAIN_SAME;
    scan_said(scan, step,
              moved ? "another code base than before" : "nothing new");
    for (uint32_t i = 0; i < scan->plan->n; i++) {
        struct answer stands = {.kind = ANSWER_NOT_OFFERED};

        if (scan->progress[i].state != STEP_HELD)
            continue;
        if (moved) {
            scan_ask(scan, i);
            continue;
        }
        stands.status = scan->exchange[scan->progress[i].exchange].status;
        if (stands.status != 404)
            stands.kind = ANSWER_ELSEWHERE;
        connectwise_hear(scan, i, &stands);
        if (scan->stopped != WHY_GRANTED)
            return;
        scan_let_go(scan, i);
    }
}

/* ---- login --------------------------------------------------------------- */

/* A wrong company, key or code base may come as 404, or as 400 "Cannot route"
 * [official: PSA note under 404; code, measured]. */
static void
stop_lost(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const struct connectwise *state = connectwise_state(scan);
    const char *host = scan->options->endpoint->host;
    const char *odd = "";

    if (!text_starts(host, "api-") && !scan->options->endpoint->loopback &&
        state->codebase != NULL &&
        !text_starts(state->codebase, "v4_6_release"))
        odd = arena_print(scan->mem,
                          "\nThe code base %s is one of the cloud, but %s is "
                          "not one of its API's addresses.",
                          state->codebase, host);
    scan->progress[step].reason = WHY_MISDIRECTED;
    scan_stop(scan, WHY_MISDIRECTED,
              arena_print(scan->mem,
                          "ConnectWise does not find its way to the company "
                          "(HTTP %d), which is also its answer to a wrong "
                          "login. No right was assessed. " CW_CAUSES "%s",
                          answer->status, odd));
}

void
connectwise_hear_hello(struct scan *scan, uint32_t step,
                       const struct answer *answer)
{
    const struct json *json = answer->json;
    const char *version = json_text(json_get_fold(json, "version"));

    if (answer->kind == ANSWER_NOT_OFFERED ||
        (answer->kind == ANSWER_ELSEWHERE && answer->status == 400)) {
        stop_lost(scan, step, answer);
        return;
    }
    if (stop_pointed(scan, answer))
        return;
    if (answer->kind != ANSWER_OK) {
        scan_stop_at(scan, step, answer, "The login");
        return;
    }
    if (version == NULL) {
        scan_doubt(scan, step, CW_LOGIN, WHY_GARBAGE);
        return;
    }
    scan_accepted(scan, step, CW_LOGIN);
    scan_said(scan, step, "login accepted");
    scan_trait(scan, "Version", scan_keep(scan, version), false);
    scan_trait(scan, "Region",
               scan_keep(scan, json_text(json_get_fold(json, "cloudRegion"))),
               true);
}
