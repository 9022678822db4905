/* What each answer means, as it comes in: who it goes to, and reads. */
#include "base/text.h"
#include "scanner/microsoft365/microsoft365.h"

#include <string.h>

/* ---- what refuses -------------------------------------------------------- */

#define BLOCKED                                                                \
    "an access policy leaves this mailbox out, or the mailbox itself blocks "  \
    "the way in (its list of allowed programs)"

/* Graph's errors as they are known; the first row that fits decides, and what
 * fits none may mean anything: words on a mailbox are none on the directory.
 * Codes are compared whole, letter case ignored
 * [official: errors]; a 404 is about a mailbox, never about a right. */
static const struct refusal {
    int from, to;
    enum ms_probe of; /* MS_PROBE__N: any */
    const char *code;
    const char *part; /* of the message; NULL: any */
    enum ms_outcome outcome;
    enum reason reason;
    const char *why;
} refusals[] = {
    /* [official: error page of the call; 3rd] */
    {401, 401, MS_PROBE__N, "NoPermissionsInAccessToken", NULL, MS_DENIED,
     WHY_GRANTED,
     "the token holds no permission at all that a mailbox would take"},
    /* [code: three projects] */
    {401, 403, MS_PROBE__N, "ErrorInsufficientPermissionsInAccessToken", NULL,
     MS_DENIED, WHY_GRANTED, NULL},
    /* [official] */
    {403, 403, MS_PROBE__N, "Authorization_RequestDenied",
     "Insufficient privileges", MS_DENIED, WHY_GRANTED, NULL},
    /* [code: many]; the words tell of a policy, the rest is as without one. */
    {403, 403, MS_MAILBOX, "ErrorAccessDenied", "RAOP", MS_POLICY, WHY_GRANTED,
     "an application access policy leaves this mailbox out"},
    /* A policy, or a block of a protocol [official; issue
     * msgraph-sdk-javascript#252]. */
    {403, 403, MS_MAILBOX, "ExtensionError", "OData is disabled", MS_UNCLEAR,
     WHY_API_ERROR, BLOCKED},
    {403, 403, MS_MAILBOX, "ErrorAccessDenied", "OData is disabled", MS_UNCLEAR,
     WHY_API_ERROR, BLOCKED},
    /* [issues postman-collections#48, graph-docs#12822]; the credential that it
     * speaks of is fine. */
    {403, 403, MS_MAILBOX, "ErrorAccessDenied", "Access is denied", MS_DENIED,
     WHY_GRANTED,
     "the credential is fine; the right is missing for this mailbox"},
    /* [issues graph-docs#8520 #10745] */
    {404, 404, MS_MAILBOX, "MailboxNotEnabledForRESTAPI", NULL, MS_NOT_DONE,
     WHY_ABSENT,
     "this account has no mailbox in Exchange Online (no licence, a guest, or "
     "on the company's own server), which says nothing about the right"},
    /* [issue graph-docs#7909] */
    {404, 404, MS_MAILBOX, NULL, NULL, MS_NOT_DONE, WHY_ABSENT,
     "nobody is found at this address: a new user, a distribution list, or a "
     "slip of the pen"},
    {404, 404, MS_PROBE__N, NULL, NULL, MS_NOT_DONE, WHY_ABSENT, NULL},
    {401, 401, MS_PROBE__N, "InvalidAuthenticationToken", NULL, MS_UNCLEAR,
     WHY_API_ERROR, "Graph does not accept the token that was just given out"},
    /* [issues Microsoft365R#184, TheNetworg#88] */
    {401, 401, MS_PROBE__N, "Authorization_IdentityNotFound", NULL, MS_UNCLEAR,
     WHY_API_ERROR,
     "the app is not known in this tenant, or not yet: wrong tenant, or "
     "consent was never given"},
};

static bool
fits(const struct refusal *row, const struct answer *answer,
     enum ms_probe probe, const char *code, const char *message)
{
    return (row->of == MS_PROBE__N || row->of == probe) &&
           row->from <= answer->status && answer->status <= row->to &&
           (row->code == NULL ||
            (code != NULL && text_same_fold(row->code, code))) &&
           (row->part == NULL ||
            (message != NULL && text_has_fold(message, row->part)));
}

static struct ms_reading
refused(const struct answer *answer, enum ms_probe probe)
{
    const struct json *error = json_get_fold(answer->json, "error");
    const char *code = json_text(json_get_fold(error, "code"));
    const char *message = json_text(json_get_fold(error, "message"));
    struct ms_reading unclear = {
        .outcome = answer_passes(answer->kind) ? MS_NOT_DONE : MS_UNCLEAR,
        .reason = answer_reason(answer->kind)};

    if (answer->kind != ANSWER_DENIED && answer->kind != ANSWER_NOT_OFFERED)
        return unclear;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (fits(&refusals[i], answer, probe, code, message))
            return (struct ms_reading){.outcome = refusals[i].outcome,
                                       .reason = refusals[i].reason,
                                       .why = refusals[i].why};
    return unclear;
}

/* ---- what is allowed ----------------------------------------------------- */

/* One was asked for: none, or one with an id. */
static bool
is_list(const struct json *json)
{
    const struct json *value = json_get(json, "value");
    const char *id;

    if (value == NULL || value->kind != JSON_ARRAY || value->n > 1)
        return false;
    if (value->n == 0)
        return true;
    id = json_text(json_get(&value->item[0], "id"));
    return id != NULL && id[0] != '\0';
}

/* Of a minute long ago there is nothing to see, and whether there may be is
 * looked at all the same [not official]. An empty directory is odd: it was not
 * refused, and that is all. */
static struct ms_reading
allowed(const struct json *json, enum ms_probe probe)
{
    if (!is_list(json))
        return (struct ms_reading){.outcome = MS_UNCLEAR,
                                   .reason = WHY_GARBAGE};
    if (probe == MS_USERS && json_get(json, "value")->n == 0)
        return (struct ms_reading){.outcome = MS_EMPTY, .reason = WHY_CONFLICT};
    return (struct ms_reading){.outcome = MS_ALLOWED, .reason = WHY_GRANTED};
}

/* What an address is not; NULL: nothing is odd. An address of the directory is
 * one with "@", or the object's own id [issue graph-docs#7909]. */
static const char *
oddity(const char *address, struct arena *arena)
{
    static const char strange[] = "<>[](),;:\"' ";
    const char *at = strpbrk(address, strange);

    if (at != NULL)
        return arena_print(arena,
                           "what was given is not an address alone: "
                           "there is a '%c' in it",
                           *at);
    if (strchr(address, '@') == NULL && !microsoft365_guid(address))
        return "what was given is no address: it has no '@'";
    return NULL;
}

/* Of somebody who is not found: maybe it is the form of the address. */
static const char *
not_found(struct scan *scan, uint32_t step, const char *why)
{
    const char *const *right = scan->plan->step[step].answers;
    const char *address =
        right == NULL ? NULL : session_value(&scan->session, right[0]);
    const char *odd = address == NULL ? NULL : oddity(address, scan->mem);

    return odd == NULL ? why : arena_print(scan->mem, "%s; %s", why, odd);
}

/* Microsoft's words may mislead: they speak of credentials that are fine [issue
 * graph-docs#12822]. */
static void
translate(struct scan *scan, uint32_t step, const char *why)
{
    uint32_t exchange = scan->progress[step].exchange;
    const char *note =
        exchange == NO_EXCHANGE ? NULL : scan->exchange[exchange].note;

    if (why != NULL)
        scan_said(scan, step,
                  note == NULL ? why
                               : arena_print(scan->mem, "%s [%s]", note, why));
}

static void
hear_read(struct scan *scan, uint32_t step, const struct answer *answer)
{
    static const char *const said[MS_OUTCOME__N] = {
        [MS_ALLOWED] = "read allowed",
        [MS_EMPTY] = "read allowed: nothing to see, which proves nothing",
    };
    struct ms_reading *reading = &microsoft365_state(scan)->reading[step];
    enum ms_probe probe = (enum ms_probe)scan->plan->step[step].probe;

    *reading = answer->kind == ANSWER_OK ? allowed(answer->json, probe)
                                         : refused(answer, probe);
    if (answer->status == 404 && reading->why != NULL)
        reading->why = not_found(scan, step, reading->why);
    translate(scan, step, reading->why);
    reading->said = scan_keep(scan, answer->said);
    reading->heard = true;
    reading->exchange = scan->progress[step].exchange;
    scan->progress[step].reason = reading->reason;
    if (said[reading->outcome] != NULL)
        scan_said(scan, step, said[reading->outcome]);
}

/* -------------------------------------------------------------------------- */

void
microsoft365_hear(struct scan *scan, uint32_t step, const struct answer *answer)
{
    static void (*const hear[MS_PROBE__N])(struct scan *, uint32_t,
                                           const struct answer *) = {
        [MS_DISCOVERY] = microsoft365_hear_discovery,
        [MS_BY_SECRET] = microsoft365_hear_token,
        [MS_BY_PS256] = microsoft365_hear_token,
        [MS_BY_RS256] = microsoft365_hear_token,
        [MS_USERS] = hear_read,
        [MS_MAILBOX] = hear_read,
        [MS_EXCHANGE_BY_SECRET] = microsoft365_hear_exchange,
        [MS_EXCHANGE_BY_KEY] = microsoft365_hear_exchange,
    };

    hear[scan->plan->step[step].probe](scan, step, answer);
}
