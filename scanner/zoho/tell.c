/* What all answers come to: scopes, rights of the profile, and the account.
 * What is declared settles; a read confirms or contradicts it, and settles only
 * where the scopes were not told. */
#include "base/text.h"
#include "rules/model/found.h"
#include "rules/model/words.h"
#include "scanner/zoho/zoho.h"

void
zoho_tell(struct scan *scan, const char *right, bool held, const char *said,
          uint32_t exchange)
{
    scan_observe(scan, &(struct observation){.right = right,
                                             .low = held,
                                             .high = held,
                                             .reason = WHY_GRANTED,
                                             .basis = BASIS_DECLARED,
                                             .said = said,
                                             .exchange = exchange});
}

void
zoho_tell_doubt(struct scan *scan, const char *right, enum reason reason,
                const char *why, uint32_t exchange)
{
    scan_observe(scan, &(struct observation){.right = right,
                                             .reason = reason,
                                             .basis = BASIS_DECLARED,
                                             .why = why,
                                             .exchange = exchange});
}

/* What could not be seen, and for what cause; of what was not asked the reason
 * says enough. */
static const char *
explain(struct scan *scan, const struct zoho_result *result, const char *what)
{
    const char *cause = result->why;

    if (cause == NULL && result->class == ZOHO_UNHEARD)
        return NULL;
    if (cause == NULL && result->class == ZOHO_NO_RIGHT)
        cause = "the agent may not (FORBIDDEN)";
    else if (cause == NULL && result->class != ZOHO_YES)
        cause = reason_about(result->reason);
    return cause == NULL ? what : arena_print(scan->mem, "%s: %s", what, cause);
}

/* Of two or three scopes any opens it [code: measured, two projects]; the one
 * that is mostly asked for is named. */
void
zoho_tell_hidden(struct scan *scan, const char *right,
                 const struct zoho_result *result, const char *what)
{
    struct observation seen = {.right = right,
                               .reason = result->reason,
                               .basis = BASIS_DECLARED,
                               .why = explain(scan, result, what),
                               .exchange = result->exchange};

    if (result->class == ZOHO_NO_SCOPE)
        seen.needs = zoho_right("Desk.basic.READ")->id;
    if (result->class == ZOHO_NO_SCOPE || result->class == ZOHO_NO_RIGHT)
        seen.reason = WHY_API_ERROR;
    else if (result->reason == WHY_GRANTED)
        seen.reason = WHY_ABSENT;
    scan_observe(scan, &seen);
}

/* A read beside what is declared. What was refused at another gate than this
 * one says nothing of it. */
static void
corroborate(struct scan *scan, const char *right, enum zoho_class refusal,
            const struct zoho_result *result)
{
    struct observation seen = {.right = right,
                               .reason = WHY_GRANTED,
                               .weak = true,
                               .basis = BASIS_READ,
                               .said = result->said,
                               .why = result->why,
                               .exchange = result->exchange};

    if (result->class == ZOHO_YES)
        seen.low = seen.high = 1;
    else if (result->class == ZOHO_ODD)
        seen.reason = result->reason;
    else if (result->class != refusal)
        return;
    scan_observe(scan, &seen);
}

/* What no catalogue names. A name that it has is that of something else here,
 * and must not be taken for it: a scope called as a right of the profile is
 * none. */
void
zoho_tell_stranger(struct scan *scan, const char *name, const char *section,
                   uint32_t exchange)
{
    for (uint32_t i = 0; i < zoho_catalogue.n_entity; i++)
        if (text_same(zoho_catalogue.entity[i].name, name)) {
            name = arena_print(scan->mem, "%s (%s)", name, section);
            break;
        }
    scan_found(scan, name, section, RISK_NONE);
    zoho_tell(scan, found_right(name, "held", scan->mem), true, name, exchange);
}

/* ---- scopes -------------------------------------------------------------- */

static const char *
right_of(uint32_t scope)
{
    return zoho_catalogue.right[zoho_scope[scope].right].id;
}

static void
tell_declared(struct scan *scan, uint32_t scope)
{
    const struct zoho *state = zoho_state(scan);
    const struct zoho_result *read = zoho_read(scan, zoho_scope[scope].opens);
    const struct zoho_result *refused = zoho_gainsaid(scan, scope);

    zoho_tell(scan, right_of(scope), state->scope[scope] != NULL,
              state->scope[scope], state->got[ZOHO_TOKEN].exchange);
    if (refused != NULL)
        corroborate(scan, right_of(scope), ZOHO_NO_SCOPE, refused);
    else if (zoho_isolates(scan, scope, read))
        corroborate(scan, right_of(scope), ZOHO_NO_SCOPE, read);
}

/* Whether a read was refused that the scope, or a part of it, would open. */
static bool
is_refused(const struct scan *scan, uint32_t scope,
           const struct zoho_result *read)
{
    return zoho_scope[scope].alone && read->class == ZOHO_NO_SCOPE &&
           zoho_isolates(scan, scope, read);
}

/* Of one that includes others: the read of one of them, if it was refused; or
 * NULL. */
static const struct zoho_result *
part_refused(const struct scan *scan, uint32_t scope)
{
    for (uint32_t i = 0; i < zoho_n_scope; i++) {
        const struct zoho_result *read = zoho_read(scan, zoho_scope[i].opens);

        if (is_refused(scan, i, read) && zoho_includes(scope, i))
            return read;
    }
    return NULL;
}

static const char not_told[] =
    "Zoho gave out a token without saying which scopes it has, and no read "
    "shows this one alone; look it up in the consent, or have the product make "
    "a new refresh token";

static const char refused_elsewhere[] =
    "Zoho gave out a token without saying which scopes it has, and the read "
    "that shows this one was refused for want of something else, of the "
    "profile or the edition; look it up in the consent, or have the product "
    "make a new refresh token";

/* Nothing is known but what reads tell. */
static void
tell_untold(struct scan *scan, uint32_t scope)
{
    const struct zoho *state = zoho_state(scan);
    const struct zoho_result *read = zoho_read(scan, zoho_scope[scope].opens);
    const struct zoho_result *part = part_refused(scan, scope);
    struct observation seen = {.right = right_of(scope),
                               .reason = WHY_GRANTED,
                               .basis = BASIS_READ,
                               .said = read->said,
                               .exchange = read->exchange};
    bool alone = zoho_scope[scope].alone;

    if (part != NULL) {
        seen.said = part->said;
        seen.exchange = part->exchange;
        scan_observe(scan, &seen);
    } else if (alone && read->class == ZOHO_YES) {
        seen.low = seen.high = 1;
        scan_observe(scan, &seen);
    } else if (is_refused(scan, scope, read)) {
        scan_observe(scan, &seen);
    } else if (alone &&
               (read->class == ZOHO_PASSING || read->class == ZOHO_ODD ||
                read->class == ZOHO_UNHEARD)) {
        zoho_tell_doubt(scan, right_of(scope), read->reason, read->why,
                        read->exchange);
    } else {
        zoho_tell_doubt(scan, right_of(scope), WHY_NEEDS_ATTESTATION,
                        alone && read->class != ZOHO_NO_SCOPE
                            ? refused_elsewhere
                            : not_told,
                        state->got[ZOHO_TOKEN].exchange);
    }
}

/* Scopes of other products among them. */
static void
tell_beyond(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    for (uint32_t i = 0; i < state->n_beyond; i++)
        zoho_tell_stranger(scan, scan_keep(scan, state->beyond[i]),
                           "OAuth scopes", state->got[ZOHO_TOKEN].exchange);
}

bool
zoho_is_refused(const struct scan *scan)
{
    return (scan->stopped == WHY_LOGIN_REJECTED ||
            scan->stopped == WHY_LOGIN_LOST) &&
           !zoho_accepted(scan->state);
}

/* A token that Desk never accepted is good for nothing, whatever it is said to
 * have. */
static void
tell_scopes(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    const struct zoho_result *token = &state->got[ZOHO_TOKEN];
    bool refused = zoho_is_refused(scan);
    bool good = token->class == ZOHO_YES && !refused;
    enum reason reason = refused ? scan->stopped : token->reason;

    for (uint32_t i = 0; i < zoho_n_scope; i++)
        if (!good)
            zoho_tell_doubt(scan, right_of(i), reason, NULL, token->exchange);
        else if (state->scope_told)
            tell_declared(scan, i);
        else
            tell_untold(scan, i);
    if (good)
        tell_beyond(scan);
}

/* ---- the profile --------------------------------------------------------- */

static void
tell_profile(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    for (uint32_t i = 0; i < zoho_n_key; i++) {
        const char *right = zoho_catalogue.right[zoho_key[i].right].id;

        if (!state->profile_told)
            zoho_tell_hidden(scan, right, &state->got[ZOHO_PERMISSIONS],
                             "the agent's profile could not be read");
        if (zoho_key[i].opens != ZOHO_READ_NONE)
            corroborate(scan, right, ZOHO_NO_RIGHT,
                        zoho_read(scan, zoho_key[i].opens));
    }
}

/* ---- the account --------------------------------------------------------- */

/* What the list of organizations says, which is the agent's and not the
 * token's: a scan that ended before anything was allowed shows nothing by it.
 */
static void
tell_listed(struct scan *scan, bool allowed)
{
    const struct zoho *state = zoho_state(scan);
    const struct zoho_result *list = &state->got[ZOHO_ORGANIZATIONS];
    bool odd = list->class == ZOHO_ODD || list->class == ZOHO_OTHER_ORG;

    if (state->listed == ZOHO_UNTOLD) {
        if (!allowed || odd)
            zoho_tell_hidden(scan, ZOHO_ORGANISATION, list,
                             "the list of organizations could not be read");
    } else if (state->listed == ZOHO_NO) {
        zoho_tell(scan, ZOHO_ORGANISATION, false, "not listed", list->exchange);
    } else if (allowed || scan->stopped == WHY_GRANTED) {
        zoho_tell(scan, ZOHO_ORGANISATION, true, "listed", list->exchange);
    } else {
        zoho_tell_doubt(scan, ZOHO_ORGANISATION, scan->stopped, NULL,
                        list->exchange);
    }
}

/* A token is of one organization, and what names another is refused [official,
 * by code]; it cannot be that one is refused and the next is not. */
static void
tell_organisation(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    const struct zoho_result *refused = zoho_first(state, ZOHO_OTHER_ORG);
    const struct zoho_result *allowed = zoho_first(state, ZOHO_YES);

    if (refused != NULL)
        zoho_tell(scan, ZOHO_ORGANISATION, false, refused->said,
                  refused->exchange);
    else
        tell_listed(scan, allowed != NULL);
    if (allowed != NULL && (refused != NULL || state->listed != ZOHO_TRUE))
        zoho_tell(scan, ZOHO_ORGANISATION, true, "a call to it was allowed",
                  allowed->exchange);
}

/* Kinds of profiles that are none of an administrator [OAS]. */
static bool
is_ordinary(const char *type)
{
    static const char *const types[] = {"Standard", "Light", "Portal",
                                        "Custom"};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_same_fold(types[i], type))
            return true;
    return false;
}

/* By the profile or by the organization: either is enough. */
static void
tell_administrator(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);
    uint32_t exchange = state->got[ZOHO_ORGANIZATIONS].exchange;
    const char *type = state->profile_type;

    if (text_same_fold(type, "Administrator") && !state->profile_type_odd)
        zoho_tell(scan, ZOHO_ADMINISTRATOR, true,
                  "a profile of type Administrator",
                  state->got[ZOHO_PROFILE].class == ZOHO_YES
                      ? state->got[ZOHO_PROFILE].exchange
                      : state->profile_exchange);
    else if (state->admin == ZOHO_TRUE)
        zoho_tell(scan, ZOHO_ADMINISTRATOR, true, "isAdminInOrg", exchange);
    else if (state->profile_type_odd)
        zoho_tell_doubt(scan, ZOHO_ADMINISTRATOR, WHY_CONFLICT,
                        "two answers tell two types of the profile",
                        state->got[ZOHO_PROFILE].exchange);
    else if (is_ordinary(type) && state->admin == ZOHO_NO)
        zoho_tell(scan, ZOHO_ADMINISTRATOR, false, type, exchange);
    else
        zoho_tell_doubt(scan, ZOHO_ADMINISTRATOR,
                        scan->stopped != WHY_GRANTED ? scan->stopped
                                                     : WHY_ABSENT,
                        NULL, exchange);
}

/* ---- the whole ----------------------------------------------------------- */

static void
close_result(struct scan *scan, enum zoho_probe probe)
{
    struct zoho_result *result = &zoho_state(scan)->got[probe];
    const struct zoho_result *other =
        zoho_first(zoho_state(scan), ZOHO_OTHER_ORG);

    if (result->class != ZOHO_UNHEARD || probe == ZOHO_TOKEN)
        return;
    result->reason = scan_reason(scan, (uint32_t)probe);
    result->exchange = scan->progress[probe].exchange;
    if (result->reason == WHY_NOT_PROBED && other != NULL) {
        result->reason = other->reason;
        result->why = other->why;
    }
}

/* The login was refused, or what came made no sense: the engine has said so. */
static void
close_token(struct scan *scan)
{
    struct zoho_result *token = &zoho_state(scan)->got[ZOHO_TOKEN];

    if (token->class == ZOHO_YES)
        return;
    token->reason = scan_reason(scan, ZOHO_TOKEN);
    token->exchange = scan->progress[ZOHO_TOKEN].exchange;
    if (token->reason == WHY_GRANTED)
        token->reason = WHY_GARBAGE;
}

void
zoho_conclude(struct scan *scan)
{
    const struct zoho *state = zoho_state(scan);

    close_token(scan);
    for (unsigned i = 0; i < ZOHO_PROBE__N; i++)
        close_result(scan, (enum zoho_probe)i);
    tell_scopes(scan);
    tell_profile(scan);
    if (state->got[ZOHO_TOKEN].class != ZOHO_YES)
        return;
    tell_organisation(scan);
    tell_administrator(scan);
    zoho_tell_reach(scan);
    zoho_note(scan);
}
