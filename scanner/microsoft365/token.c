/* The token, and what it says. Microsoft calls it opaque and says that clients
 * should not read it [official: access tokens]; its roles are the only list of
 * application permissions that their holder can see [official: claims]. So it
 * is read with care, and one that cannot be read is doubt and no denial. */
#include "scanner/engine/token.h"
#include "base/date.h"
#include "base/index.h"
#include "base/text.h"
#include "rules/model/found.h"
#include "scanner/microsoft365/microsoft365.h"

#include <string.h>

/* [official: access token claims] */
static const char graph_app[] = "00000003-0000-0000-c000-000000000000";
static const char exchange_app[] = "00000002-0000-0ff1-ce00-000000000000";
enum { ROLES_MAX = 2000 }; /* more are no list of permissions */

/* ---- whose it is --------------------------------------------------------- */

static bool
is_audience(const char *aud, const char *host, const char *app)
{
    static const char scheme[] = "https://";
    size_t length = strlen(host);

    if (aud == NULL || text_same_fold(aud, app))
        return aud != NULL;
    if (!text_starts(aud, scheme))
        return false;
    aud += sizeof scheme - 1;
    return strncmp(aud, host, length) == 0 &&
           (text_same(aud + length, "") || text_same(aud + length, "/"));
}

/* A claim by the name it has in tokens of version 1, or in those of 2. */
static const char *
claim_of(const struct json *claims, const char *one, const char *two)
{
    const char *text = json_text(json_get(claims, one));

    return text != NULL ? text : json_text(json_get(claims, two));
}

/* NULL if it is a token for that audience, of our tenant and app; else what is
 * wrong with it, a sentence, with the reason. */
static const char *
wrong(struct scan *scan, const struct json *claims, const char *host,
      const char *app, enum reason *reason)
{
    const struct microsoft365 *state = microsoft365_state(scan);
    const char *tid = json_text(json_get(claims, "tid"));
    const char *client = claim_of(claims, "appid", "azp");

    *reason = WHY_GARBAGE;
    if (!is_audience(json_text(json_get(claims, "aud")), host, app))
        return "The token is for another service than it was asked for.";
    if (tid == NULL || client == NULL)
        return "The token does not say whose it is.";
    if (!text_same_fold(client, state->client))
        return "The token is one of another app than it was asked for.";
    if (text_same_fold(tid, state->tenant))
        return NULL;
    *reason = WHY_MISDIRECTED;
    return arena_print(scan->mem, "The token is for another tenant (%s).",
                       scan_keep(scan, tid));
}

/* ---- what it grants ------------------------------------------------------ */

static bool
has_any(const char *name, const char *const *word)
{
    while (*word != NULL)
        if (text_has_fold(name, *word++))
            return true;
    return false;
}

/* A permission that is newer than the catalogue: its name tells what it is
 * good for. */
static enum risk
guess_risk(const char *name)
{
    static const char *const writes[] = {"Write", "Manage", "FullControl",
                                         "Send",  "Delete", NULL};

    return has_any(name, writes) ? RISK_HIGH : RISK_MEDIUM;
}

/* What no catalogue names, of one list. */
struct strangers {
    struct scan *scan;
    struct index word, name; /* as the list has them, and as they are shown */
    uint32_t *alike;         /* by the first that is shown so: how many are */
};

static struct strangers
strangers_of(struct scan *scan, const struct json *list)
{
    uint32_t n = list == NULL ? 0 : list->n;

    return (struct strangers){.scan = scan,
                              .word = {.arena = &scan->scratch},
                              .name = {.arena = &scan->scratch},
                              .alike = arena_new(&scan->scratch, uint32_t, n)};
}

/* What the i-th word of the list is called; NULL: it was there before. Words
 * that differ and come out alike when they are cleaned are told apart by a
 * number, or one of them would be missing. */
static const char *
stranger_name(struct strangers *all, const char *word, uint32_t i)
{
    const char *name = scan_keep(all->scan, word);
    uint32_t n;

    if (index_put(&all->word, NULL, word, i) != i)
        return NULL;
    n = ++all->alike[index_put(&all->name, NULL, name, i)];
    return n == 1 ? name : arena_print(all->scan->mem, "%s (%u)", name, n);
}

static void
take_stranger(struct scan *scan, const struct ms_grants *grants,
              const char *name, const char *section, enum risk risk)
{
    scan_found(scan, name, section, risk);
    scan_observe(scan, &(struct observation){
                           .right = found_right(name, MS_HELD, scan->mem),
                           .low = 1,
                           .high = 1,
                           .reason = WHY_GRANTED,
                           .basis = BASIS_DECLARED,
                           .said = name,
                           .exchange = grants->exchange,
                       });
}

/* Names, as many as there may be, and none of them empty. */
static bool
is_roles(const struct json *list)
{
    if (!token_is_list(list) || (list != NULL && list->n > ROLES_MAX))
        return false;
    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        if (json_text(&list->item[i])[0] == '\0')
            return false;
    return true;
}

static void
take_right(struct ms_grants *grants, const struct right *right)
{
    grants->held[right->entity - microsoft365_catalogue.entity] = true;
}

/* A list of permissions; one that no catalogue names is called by its name,
 * with that of its service before it where that is not Graph, or where it could
 * be taken for one of another's. */
static void
take_roles(struct scan *scan, struct ms_grants *grants,
           const struct json *roles, enum ms_audience audience,
           const char *section)
{
    struct strangers strangers = strangers_of(scan, roles);

    grants->known = is_roles(roles);
    for (uint32_t i = 0; grants->known && roles != NULL && i < roles->n; i++) {
        const char *role = json_text(&roles->item[i]), *name = NULL;
        const struct right *right = microsoft365_right(audience, role);

        if (right != NULL)
            take_right(grants, right);
        else
            name = stranger_name(&strangers, role, i);
        if (name == NULL)
            continue;
        if (audience == MS_GRAPH && strchr(name, '/') == NULL)
            take_stranger(scan, grants, name, section, guess_risk(role));
        else
            take_stranger(scan, grants,
                          arena_print(scan->mem, "%s/%s", section, name),
                          section, guess_risk(role));
    }
}

/* Roles in the directory open doors that the permissions do not show [official:
 * of people; that apps have the claim too is seen in public code]. */
static void
take_directory(struct scan *scan, struct microsoft365 *state,
               const struct json *wids)
{
    struct ms_grants *grants = &state->directory;
    struct strangers strangers = strangers_of(scan, wids);

    grants->known = is_roles(wids);
    for (uint32_t i = 0; grants->known && wids != NULL && i < wids->n; i++) {
        const char *id = json_text(&wids->item[i]);
        const struct right *right = microsoft365_right(MS_ROLE, id);
        const char *name = NULL;

        if (right != NULL)
            take_right(grants, right);
        else if (!microsoft365_no_role(id))
            name = stranger_name(&strangers, id, i);
        if (name == NULL)
            continue;
        state->strange_role = true;
        take_stranger(scan, grants,
                      arena_print(scan->mem, "Directory role/%s", name),
                      MS_DIRECTORY_TITLE, RISK_HIGH);
    }
}

/* What a token holds, in words. */
static const char *
in_words(struct scan *scan, const struct json *roles)
{
    enum { FEW = 12 };
    const char *list = "no application permission at all";
    uint32_t n = roles == NULL ? 0 : roles->n;

    for (uint32_t i = 0; i < n && i < FEW; i++) {
        const char *name = scan_keep(scan, json_text(&roles->item[i]));

        list = i == 0 ? name : arena_print(scan->mem, "%s, %s", list, name);
    }
    return n <= FEW ? list
                    : arena_print(scan->mem, "%s and %u more", list, n - FEW);
}

/* ---- the token for Graph ------------------------------------------------- */

static void
observe_app_only(struct scan *scan, uint32_t step, bool is_app,
                 const char *said)
{
    scan_observe(scan, &(struct observation){
                           .right = MS_APP_ONLY,
                           .low = is_app,
                           .high = is_app,
                           .reason = WHY_GRANTED,
                           .basis = BASIS_DECLARED,
                           .said = said,
                           .exchange = scan->progress[step].exchange,
                       });
}

/* False: it is a person's, or may be, and says nothing of the app. */
static bool
take_kind(struct scan *scan, uint32_t step, const struct json *claims)
{
    const struct json *scp = json_get(claims, "scp");
    const struct json *idtyp = json_get(claims, "idtyp");
    const char *kind = json_text(idtyp);

    if (json_text(scp) != NULL && json_text(scp)[0] != '\0') {
        observe_app_only(scan, step, false, "scp");
        scan_stop(scan, WHY_GARBAGE,
                  "This is the wrong kind of token: one of a person "
                  "(delegated), which says nothing of what the app itself may "
                  "do.");
        return false;
    }
    if (scp != NULL || (idtyp != NULL && kind == NULL)) {
        scan_doubt(scan, step, MS_APP_ONLY, WHY_GARBAGE);
        return true;
    }
    if (kind == NULL || text_same_fold(kind, "app")) {
        observe_app_only(scan, step, true, kind == NULL ? "no scp" : "app");
        return true;
    }
    observe_app_only(scan, step, false, scan_keep(scan, kind));
    scan_stop(scan, WHY_GARBAGE,
              "This is the wrong kind of token: it calls itself one that is "
              "not the app's own.");
    return false;
}

/* NULL: there is none, or none that a token would have. */
static const char *
time_of(struct scan *scan, const struct json *claims, const char *name)
{
    static const int64_t last = 253402300799; /* of 9999 */
    int64_t seconds;

    if (!json_integer(json_get(claims, name), &seconds) || seconds <= 0 ||
        seconds > last)
        return NULL;
    return date_time_of_clock(scan->mem, seconds);
}

/* What was granted when it was issued is what it holds, and keeps until its end
 * [issues msgraph-sdk-dotnet#1033, ms-identity-aspnet-daemon-webapp#1]. */
static void
tell_times(struct scan *scan, const struct json *claims)
{
    struct microsoft365 *state = microsoft365_state(scan);
    const char *ends = time_of(scan, claims, "exp");

    state->issued = time_of(scan, claims, "iat");
    scan_trait(scan, "Token issued", state->issued, false);
    if (ends != NULL)
        scan_trait(
            scan, "Token good until",
            arena_print(scan->mem, "%s, whatever is revoked by then", ends),
            false);
}

static void
tell_credential(struct scan *scan, const struct json *claims)
{
    const char *how = claim_of(claims, "appidacr", "azpacr");

    if (text_same(how, "1"))
        scan_trait(scan, "Signed in with", "a secret", false);
    else if (text_same(how, "2"))
        scan_trait(scan, "Signed in with", "a certificate", false);
}

static void
note_unread(struct scan *scan, const char *what)
{
    scan_note(scan, arena_print(scan->mem,
                                "%s cannot be read, so what else the app may "
                                "do is not known; only reads tell something.",
                                what));
}

static void
take_claims(struct scan *scan, uint32_t step, const struct json *claims)
{
    struct microsoft365 *state = microsoft365_state(scan);
    enum reason reason;
    const char *text =
        wrong(scan, claims, state->cloud->graph, graph_app, &reason);

    if (text != NULL) {
        state->opaque = reason;
        scan_doubt(scan, step, MS_LOGIN, reason);
        scan_stop(scan, reason, text);
        return;
    }
    scan_accepted(scan, step, MS_LOGIN);
    tell_times(scan, claims);
    tell_credential(scan, claims);
    if (!take_kind(scan, step, claims)) {
        state->opaque = WHY_GARBAGE;
        return;
    }
    take_roles(scan, &state->graph, json_get(claims, "roles"), MS_GRAPH,
               MS_GRAPH_TITLE);
    take_directory(scan, state, json_get(claims, "wids"));
    state->has_token = true;
    state->opaque = state->graph.known ? WHY_GRANTED : WHY_GARBAGE;
    if (!state->graph.known) {
        scan_said(scan, step,
                  "a token whose list of permissions makes no sense");
        note_unread(scan, "The list of permissions in the token");
        return;
    }
    state->roles = in_words(scan, json_get(claims, "roles"));
    scan_said(scan, step,
              arena_print(scan->mem, "a token that holds %s", state->roles));
}

/* The text of a token in an answer, or NULL: it has to be one that a header can
 * carry (RFC 6750, section 2.1). */
static const char *
token_of(const struct answer *answer)
{
    const char *type = json_text(json_get(answer->json, "token_type"));
    const char *token = json_text(json_get(answer->json, "access_token"));

    if (token == NULL || !text_same_fold(type, "Bearer"))
        return NULL;
    for (const char *p = token; *p != '\0'; p++)
        if (*p < '!' || *p > '~')
            return NULL;
    return token;
}

static void
take_token(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct microsoft365 *state = microsoft365_state(scan);
    const char *token = token_of(answer);
    const struct json *claims;

    state->graph.exchange = scan->progress[step].exchange;
    state->directory.exchange = state->graph.exchange;
    if (token == NULL ||
        !session_token(&scan->session, MS_GRAPH_TOKEN, "Bearer", token)) {
        scan_doubt(scan, step, MS_LOGIN, WHY_GARBAGE);
        scan_stop(scan, WHY_GARBAGE,
                  "The answer to the login holds no token that could be used.");
        return;
    }
    claims = token_claims(&scan->scratch, token);
    if (claims != NULL) {
        take_claims(scan, step, claims);
        return;
    }
    state->opaque = WHY_GARBAGE;
    state->has_token = true;
    scan_doubt(scan, step, MS_LOGIN, WHY_GARBAGE);
    scan_doubt(scan, step, MS_APP_ONLY, WHY_GARBAGE);
    scan_said(scan, step, "a token that cannot be read");
    note_unread(scan, "The token");
}

static bool
says(const struct answer *answer, const char *number)
{
    const char *text = json_text(json_get(answer->json, "error_description"));

    return text != NULL && text_starts(text, number);
}

/* The certificate may be known by the older of its two hashes, which is tried
 * once [issue open-webui/oikb#120]. */
void
microsoft365_hear_token(struct scan *scan, uint32_t step,
                        const struct answer *answer)
{
    bool unknown_key =
        answer->kind == ANSWER_DENIED && says(answer, "AADSTS700027:");

    if (answer->kind == ANSWER_OK) {
        take_token(scan, step, answer);
    } else if (unknown_key && scan->plan->step[step].probe == MS_BY_PS256) {
        scan_want(scan, step + 1);
    } else if (unknown_key) {
        microsoft365_tell_refused(scan, answer);
        scan_doubt(scan, step, MS_LOGIN, WHY_LOGIN_REJECTED);
        scan_stop(scan, WHY_LOGIN_REJECTED, answer->cause);
    } else {
        scan_stop_at(scan, step, answer, "The login");
    }
}

/* ---- the token for Exchange ---------------------------------------------- */

/* Whatever comes of it, only what Exchange grants by itself depends on it. */
void
microsoft365_hear_exchange(struct scan *scan, uint32_t step,
                           const struct answer *answer)
{
    struct microsoft365 *state = microsoft365_state(scan);
    const char *token = answer->kind == ANSWER_OK ? token_of(answer) : NULL;
    const struct json *claims =
        token == NULL ? NULL : token_claims(&scan->scratch, token);
    enum reason reason;

    state->exchange.exchange = scan->progress[step].exchange;
    if (claims == NULL || wrong(scan, claims, state->cloud->exchange,
                                exchange_app, &reason) != NULL) {
        scan_note(scan, "A token for Exchange could not be had or read, so "
                        "Exchange's own permissions are not known.");
        return;
    }
    take_roles(scan, &state->exchange, json_get(claims, "roles"), MS_EXCHANGE,
               MS_EXCHANGE_TITLE);
}
