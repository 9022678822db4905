/* What comes back from Desk: what each answer comes to, and what is looked at
 * in it. */
#include "base/text.h"
#include "scanner/zoho/zoho.h"

#include <string.h>

/* Fewer credits than that are left to the product [our choice]; a day has five
 * thousand of them at least [official: credits]. */
enum { CREDITS_LEAST = 500 };

/* ---- credits ------------------------------------------------------------- */

/* What a day has at least, by edition: users add to it [official: credits]. */
static const struct {
    const char *edition;
    int64_t credits;
} days[] = {
    {"FREE", 5000},         {"FREE_2019", 5000},  {"NEW_FREE", 5000},
    {"EXPRESS", 25000},     {"STANDARD", 50000},  {"PROFESSIONAL", 75000},
    {"ENTERPRISE", 100000}, {"ULTIMATE", 100000}, {"ZOHOONE", 100000},
};

/* 500, or the twentieth part of a day where that is more. */
static int64_t
least_left(const struct zoho *state)
{
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (text_same_fold(days[i].edition, state->edition) &&
            days[i].credits / 20 > CREDITS_LEAST)
            return days[i].credits / 20;
    return CREDITS_LEAST;
}

/* Digits alone; -1: it is something else. */
static int64_t
number_of(const char *text)
{
    int64_t number = 0;
    size_t n = text == NULL ? 0 : strspn(text, "0123456789");

    if (n == 0 || n > 12 || text[n] != '\0')
        return -1;
    for (; *text != '\0'; text++)
        number = number * 10 + (*text - '0');
    return number;
}

/* Whether anything more would be sent: what is under way is paid for. */
static bool
is_more(const struct scan *scan)
{
    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->progress[i].state == STEP_WAITING &&
            (scan->plan->step[i].when == NULL || scan->progress[i].wanted))
            return true;
    return false;
}

static void
check_credits(struct scan *scan, const struct answer *answer)
{
    struct zoho *state = zoho_state(scan);
    int64_t left = number_of(answer->remaining);

    if (left < 0)
        return;
    if (state->left < 0 || left < state->left)
        state->left = left; /* answers overtake each other */
    if (scan->options->max_usage >= 100 || left >= least_left(state) ||
        !is_more(scan))
        return;
    scan_stop(
        scan, WHY_BUDGET,
        arena_print(scan->mem,
                    "%lld of the API credits that this Desk has a day are "
                    "left, fewer than %lld; all its integrations share them, "
                    "so the scan stopped (Desk > Setup > Developer Space > API "
                    "shows who uses them). Scan again tomorrow, or with "
                    "--max-usage 100.",
                    (long long)left, (long long)least_left(state)));
}

/* ---- the organization ---------------------------------------------------- */

const struct zoho_result *
zoho_first(const struct zoho *state, enum zoho_class class)
{
    for (unsigned i = ZOHO_AGENT; i < ZOHO_PROBE__N; i++)
        if (state->got[i].class == class)
            return &state->got[i];
    return NULL;
}

/* To a token of another organization each answer is the same, and each costs
 * credits. */
bool
zoho_ready(struct scan *scan, uint32_t step)
{
    return scan->plan->step[step].probe == ZOHO_TOKEN ||
           zoho_first(zoho_state(scan), ZOHO_OTHER_ORG) == NULL;
}

/* ---- what ends a scan ---------------------------------------------------- */

/* What stands behind the token was looked at: the gates after it. */
bool
zoho_accepted(const struct zoho *state)
{
    static const bool behind[ZOHO_CLASS__N] = {
        [ZOHO_YES] = true,     [ZOHO_NO_SCOPE] = true,  [ZOHO_NO_RIGHT] = true,
        [ZOHO_EDITION] = true, [ZOHO_OTHER_ORG] = true,
    };

    for (unsigned i = ZOHO_ORGANIZATIONS; i < ZOHO_PROBE__N; i++)
        if (behind[state->got[i].class])
            return true;
    return false;
}

/* Tokens and Desk of different data centers do not go together [issues
 * openclaw-cliq#46, trycompai/comp#3229]. */
static void
stop_at_token(struct scan *scan, uint32_t step)
{
    struct zoho *state = zoho_state(scan);
    bool lost = zoho_accepted(state);
    enum reason reason = lost ? WHY_LOGIN_LOST : WHY_LOGIN_REJECTED;

    scan->progress[step].reason = reason;
    state->got[scan->plan->step[step].probe].reason = reason;
    scan_doubt(scan, step, ZOHO_LOGIN, reason);
    scan_stop(
        scan, reason,
        lost ? "Desk accepted the token at first and refused it later: it was "
               "revoked or removed meanwhile, or pushed out by newer ones. "
               "Nothing was tried again."
             : arena_print(scan->mem,
                           "%s gave out a token, and %s does not accept it. "
                           "Nothing was tried again. Possible causes:\n"
                           "The organization lives in another data center "
                           "(" ZOHO_DC ").\n"
                           "The token was pushed out at once: Zoho keeps ten "
                           "for a refresh token, and the product makes them "
                           "too.\n"
                           "Something in between changes what is sent.",
                           state->dc->accounts, state->dc->desk));
}

static const char day_over[] =
    "The API credits of this Desk are used up for today; all its integrations "
    "share them. Nothing more was sent. Desk > Setup > Developer Space > API "
    "shows who uses them.";

static void
check_end(struct scan *scan, uint32_t step, const struct answer *answer)
{
    const struct zoho *state = zoho_state(scan);
    const struct zoho_result *result =
        &state->got[scan->plan->step[step].probe];

    if (result->class == ZOHO_NO_TOKEN)
        stop_at_token(scan, step);
    else if (answer->kind == ANSWER_SPENT)
        scan_stop(scan, WHY_THROTTLED, day_over);
    else
        check_credits(scan, answer);
}

/* ---- what is looked at --------------------------------------------------- */

/* Of a list of records nothing is taken but that it is one; counts are of an
 * agent [OAS], and if they are not, tickets are looked at themselves. */
static bool
is_read(struct scan *scan, enum zoho_probe probe, const struct answer *answer)
{
    const struct json *list = zoho_list(answer);
    const char *id = probe == ZOHO_TICKET_COUNT ? "agentId" : "id";

    if (list == NULL || (probe != ZOHO_WEBHOOKS && list->n > 1))
        return false;
    for (uint32_t i = 0; i < list->n; i++)
        if (zoho_id(&scan->scratch, json_get(&list->item[i], id)) == NULL)
            return false;
    return true;
}

/* What is taken out of an answer; of the rest, that it is one. */
static zoho_taker *const takers[ZOHO_PROBE__N] = {
    [ZOHO_ORGANIZATIONS] = zoho_take_organizations,
    [ZOHO_AGENT] = zoho_take_agent,
    [ZOHO_PERMISSIONS] = zoho_take_profile,
    [ZOHO_PROFILE] = zoho_take_profile,
    [ZOHO_PERSONAL_ROLE] = zoho_take_role,
    [ZOHO_DEPARTMENT_LIST] = zoho_take_departments,
};

/* False: what came makes no sense. Nothing there (204) is an answer too. */
static bool
take(struct scan *scan, uint32_t step, const struct answer *answer)
{
    enum zoho_probe probe = (enum zoho_probe)scan->plan->step[step].probe;

    if (takers[probe] != NULL)
        return takers[probe](scan, step, answer);
    return answer->json == NULL || is_read(scan, probe, answer);
}

/* Zoho's accounts tell of errors under other names, with any status [issue
 * asciisd/zoho#18]; whatever stands beside such a word is no answer. */
static bool
names_error(const struct json *json)
{
    static const char *const names[] = {"error", "errors", "error_description"};

    for (uint32_t i = 0; json != NULL && i < json->n; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (text_same_fold(json->item[i].key, names[k]) &&
                json->item[i].kind != JSON_NULL &&
                !(json->item[i].kind == JSON_ARRAY && json->item[i].n == 0))
                return true;
    return false;
}

/* A spare one is asked for where the one before it leaves open what it had to
 * tell. */
static void
want_more(struct scan *scan, enum zoho_probe probe)
{
    const struct zoho *state = zoho_state(scan);
    enum zoho_class class = state->got[probe].class;

    if (probe == ZOHO_AGENT && state->agent == NULL)
        scan_want(scan, ZOHO_TICKETS);
    if (probe == ZOHO_TICKET_COUNT && class != ZOHO_YES &&
        class != ZOHO_NO_SCOPE)
        scan_want(scan, ZOHO_TICKETS);
    if (probe == ZOHO_CONTACT_SEARCH && class != ZOHO_YES)
        scan_want(scan, ZOHO_CONTACTS);
    if (probe == ZOHO_PERMISSIONS && class != ZOHO_NO_SCOPE &&
        (state->profile_type == NULL || !state->profile_told))
        scan_want(scan, ZOHO_PROFILE);
}

static void
say(struct scan *scan, uint32_t step)
{
    const struct zoho_result *result =
        &zoho_state(scan)->got[scan->plan->step[step].probe];
    uint32_t exchange = scan->progress[step].exchange;
    const char *quoted = scan->exchange[exchange].note;

    if (result->class == ZOHO_YES)
        scan_said(scan, step, "allowed");
    else if (result->why != NULL)
        scan_said(scan, step,
                  quoted == NULL
                      ? result->why
                      : arena_print(scan->mem, "%s [%s]", quoted, result->why));
}

static void
hear_desk(struct scan *scan, uint32_t step, const struct answer *answer)
{
    enum zoho_probe probe = (enum zoho_probe)scan->plan->step[step].probe;
    struct zoho_result *result = &zoho_state(scan)->got[probe];

    *result =
        answer->kind == ANSWER_OK
            ? (struct zoho_result){.class = ZOHO_YES, .reason = WHY_GRANTED}
            : zoho_refused(answer);
    result->exchange = scan->progress[step].exchange;
    result->said = scan_keep(scan, answer->said);
    if (result->class == ZOHO_YES && names_error(answer->json)) {
        result->class = ZOHO_ODD;
        result->reason = WHY_API_ERROR;
    } else if (result->class == ZOHO_YES && !take(scan, step, answer)) {
        result->class = ZOHO_ODD;
        result->reason = WHY_GARBAGE;
    }
    scan->progress[step].reason = result->reason;
    say(scan, step);
    want_more(scan, probe);
    check_end(scan, step, answer);
}

void
zoho_hear(struct scan *scan, uint32_t step, const struct answer *answer)
{
    if (scan->plan->step[step].probe == ZOHO_TOKEN)
        zoho_hear_token(scan, step, answer);
    else
        hear_desk(scan, step, answer);
}
