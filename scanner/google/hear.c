/* What goes out and what comes back: for each token an assertion of its own,
 * and of each answer what it comes to. */
#include "base/text.h"
#include "rules/model/name.h"
#include "rules/model/subject.h"
#include "scanner/engine/assertion.h"
#include "scanner/google/google.h"

#include <string.h>

/* An hour is the most that an assertion may be good for [official]; a request
 * needs minutes. */
enum { ASSERTION_SECONDS = 600, PEOPLE_TRIED = 3, TRIES_MOST = 3 };

static uint32_t
entity_of(const char *name)
{
    for (uint32_t e = 0; e < google_catalogue.n_entity; e++)
        if (text_same(google_catalogue.entity[e].name, name))
            return e;
    unreachable("a step about no scope");
}

struct google *
google_state(struct scan *scan)
{
    struct google *state = scan->state;

    if (state != NULL)
        return state;
    state = arena_new(scan->mem, struct google, 1);
    state->people = google_people(scan->ruleset, scan->mem);
    state->result = arena_new(scan->mem, struct google_result, scan->plan->n);
    state->scope = arena_new(scan->mem, uint32_t, scan->plan->n);
    state->asked = ruleset_asks(scan->ruleset, &google_catalogue, scan->mem);
    for (uint32_t i = 0; i < scan->plan->n; i++) {
        state->scope[i] = entity_of(scan->plan->step[i].entity);
        state->result[i].person = NOBODY;
    }
    scan->state = state;
    return state;
}

const char *
google_title(struct scan *scan, uint32_t person)
{
    const struct google *state = google_state(scan);
    const struct google_person *who;

    if (person == NOBODY)
        return "nobody";
    who = &state->people.item[person];
    return subject_title(who->subject, who->nth, scan->mem);
}

/* ---- before it is sent --------------------------------------------------- */

/* The one of a step for one person, as the read behind it has it. */
static uint32_t
person_of(const struct scan *scan, uint32_t step)
{
    const struct google *state = scan->state;
    const struct step *trial = &scan->plan->step[step + 1];

    for (uint32_t i = 0; i < state->people.n; i++)
        if (text_same(trial->answers[0], state->people.item[i].right))
            return i;
    unreachable("a read for nobody");
}

static bool
learn_assertion(struct scan *scan, uint32_t step, uint32_t person)
{
    const struct google *state = google_state(scan);
    const struct google_person *who =
        person == NOBODY ? NULL : &state->people.item[person];
    int64_t now = scan_clock(scan);
    const struct assertion_claim header[] = {{"kid", state->key.key, 0}};
    struct assertion_claim claim[6];
    uint32_t n = 0;

    claim[n++] = (struct assertion_claim){"iss", state->key.email, 0};
    if (who != NULL)
        claim[n++] = (struct assertion_claim){
            "sub", who->subject->value[who->nth - 1], 0};
    claim[n++] = (struct assertion_claim){
        "scope", google_scope[state->scope[step]].text, 0};
    claim[n++] = (struct assertion_claim){"aud", GOOGLE_AUDIENCE, 0};
    claim[n++] = (struct assertion_claim){"iat", NULL, now};
    claim[n++] = (struct assertion_claim){"exp", NULL, now + ASSERTION_SECONDS};
    return assertion_learn(
        &(struct assertion){state->signer, SIGNER_RS256, header,
                            state->key.key != NULL, claim, n},
        scan->session.secrets, scan->plan->step[step].token, "ASSERTION");
}

/* What is not asked for comes last: it is not sent where the budget may be
 * needed for what is, and may have to be asked again. */
static bool
has_room(const struct scan *scan)
{
    uint32_t reserved = 0;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        const struct progress *progress = &scan->progress[i];
        const struct step *step = &scan->plan->step[i];
        uint32_t tries = 0;

        if (step->probe == GOOGLE_WATCH ||
            (step->when != NULL && !progress->wanted) ||
            (progress->state != STEP_WAITING &&
             progress->state != STEP_IN_FLIGHT))
            continue;
        if (progress->exchange != NO_EXCHANGE)
            tries = scan->exchange[progress->exchange].tries;
        reserved += tries < TRIES_MOST ? TRIES_MOST - tries : 0;
    }
    return scan->sent + reserved < scan->options->max_requests;
}

/* A read goes out only with the token that was given out for it. */
bool
google_ready(struct scan *scan, uint32_t step)
{
    struct google *state = google_state(scan);
    const struct step *about = &scan->plan->step[step];
    uint32_t person = NOBODY;

    switch ((enum google_probe)about->probe) {
    case GOOGLE_TRIAL:
        return state->result[about->after].class == GOOGLE_YES;
    case GOOGLE_SELF:
        break;
    case GOOGLE_PERSON:
        person = person_of(scan, step);
        if (state->people.item[person].gone)
            return false;
        break;
    case GOOGLE_ANY:
    case GOOGLE_WATCH:
        if (about->probe == GOOGLE_WATCH && !has_room(scan)) {
            state->result[step].reason = WHY_BUDGET;
            return false;
        }
        person = google_next(&state->people, state->scope[step],
                             about->probe == GOOGLE_WATCH);
        if (person == NOBODY)
            return false;
        break;
    case GOOGLE_PROBE__N:
        break;
    }
    state->result[step].person = person;
    secrets_unlearn(scan->session.secrets, about->token - GOOGLE_LANES);
    return learn_assertion(scan, step, person);
}

/* ---- a token ------------------------------------------------------------- */

/* One that a header can carry (RFC 6750, section 2.1), for the scope that was
 * asked for (RFC 6749, section 5.1: unless it says otherwise). It is learned
 * before it is looked at, so that it is hidden whatever comes of it. */
static struct google_result
take_token(struct scan *scan, uint32_t step, const struct json *json)
{
    const struct google *state = google_state(scan);
    const struct step *about = &scan->plan->step[step];
    const struct json *scope = json_get(json, "scope");
    const char *token = json_text(json_get(json, "access_token"));
    const char *type = json_text(json_get(json, "token_type"));
    struct google_result odd = {.class = GOOGLE_ODD, .reason = WHY_GARBAGE};

    if (token == NULL ||
        !session_token(&scan->session, about->token - GOOGLE_LANES, "Bearer",
                       token) ||
        !text_same_fold(type, "Bearer") ||
        token[strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                            "abcdefghijklmnopqrstuvwxyz0123456789-._~+/=")] !=
            '\0')
        return odd;
    if (scope != NULL &&
        !text_same(json_text(scope), google_scope[state->scope[step]].text)) {
        odd.reason = WHY_CONFLICT;
        odd.why = "Google gave out a token for something else than was asked "
                  "for";
        return odd;
    }
    return (struct google_result){.class = GOOGLE_YES, .reason = WHY_GRANTED};
}

/* Nobody can be acted for by that address; somebody else may do for the scope,
 * though not everybody there is. */
static bool
try_another(struct scan *scan, uint32_t step)
{
    struct google *state = google_state(scan);
    const struct step *about = &scan->plan->step[step];
    uint32_t exchange = scan->progress[step].exchange;

    state->people.item[state->result[step].person].gone = true;
    if (about->probe == GOOGLE_PERSON ||
        scan->exchange[exchange].tries >= PEOPLE_TRIED ||
        google_next(&state->people, state->scope[step],
                    about->probe == GOOGLE_WATCH) == NOBODY)
        return false;
    scan_hold(scan, step);
    scan_ask(scan, step);
    return true;
}

static void
say_token(struct scan *scan, uint32_t step)
{
    static const char *const words[GOOGLE_CLASS__N] = {
        [GOOGLE_YES] = "a token",
        [GOOGLE_NOT_DELEGATED] = "not delegated",
    };
    const struct google_result *result = &google_state(scan)->result[step];
    uint32_t exchange = scan->progress[step].exchange;
    const char *quoted =
        exchange == NO_EXCHANGE ? NULL : scan->exchange[exchange].note;
    const char *word = words[result->class];
    const char *text = text_or(quoted, "");

    if (word == NULL && result->why == NULL)
        return;
    if (result->class == GOOGLE_YES)
        text = word;
    else
        text = arena_print(scan->mem, "%s%s%s%s", text_or(word, result->why),
                           quoted == NULL ? "" : " [", text,
                           quoted == NULL ? "" : "]");
    if (result->person != NOBODY)
        text = arena_print(scan->mem, "%s, as %s", text,
                           google_title(scan, result->person));
    scan_said(scan, step, text);
}

static void
hear_token(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct google *state = google_state(scan);
    struct google_result *result = &state->result[step];
    uint32_t person = result->person;

    *result = answer->kind == ANSWER_OK ? take_token(scan, step, answer->json)
                                        : google_refused_token(answer);
    result->person = person;
    result->exchange = scan->progress[step].exchange;
    result->said = scan_keep(scan, answer->said);
    scan->progress[step].reason = result->reason;
    if (result->class == GOOGLE_YES) {
        state->people.item[person].given = true;
        state->people.item[person].proven |=
            scan->plan->step[step].probe != GOOGLE_WATCH;
    }
    if (result->class == GOOGLE_NO_SUBJECT && person != NOBODY &&
        try_another(scan, step))
        return;
    say_token(scan, step);
}

/* ---- the login ----------------------------------------------------------- */

/* A clock that is off by a minute will be a cause some day. */
static void
tell_clock(struct scan *scan, const struct answer *answer)
{
    int64_t off = scan_clock(scan) - answer->date;
    const char *text = scan_clock_says(scan, answer);

    if (text != NULL && (off > 60 || off < -60))
        scan_note(scan, text);
}

void
google_tell_refused(struct scan *scan, const struct answer *answer)
{
    const char *text = json_text(json_get(answer->json, "error_description"));

    if (text != NULL && text_has_fold(text, "short-lived token") &&
        scan_clock_says(scan, answer) != NULL)
        scan_note(scan, scan_clock_says(scan, answer));
    else
        tell_clock(scan, answer);
}

static void
hear_login(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct google *state = google_state(scan);
    struct google_result *result = &state->result[step];

    *result = answer->kind == ANSWER_OK ? take_token(scan, step, answer->json)
                                        : google_refused_token(answer);
    result->person = NOBODY;
    result->exchange = scan->progress[step].exchange;
    if (result->class == GOOGLE_YES) {
        scan_accepted(scan, step, GOOGLE_LOGIN);
        tell_clock(scan, answer);
    } else if (result->class == GOOGLE_NO_SCOPE) {
        return; /* it got as far as the scope; what comes next shows more */
    } else if (answer->kind == ANSWER_DENIED) {
        scan_doubt(scan, step, GOOGLE_LOGIN, WHY_LOGIN_REJECTED);
        scan_stop(scan, WHY_LOGIN_REJECTED,
                  answer->cause != NULL
                      ? answer->cause
                      : arena_print(scan->mem,
                                    "Google gives this service account no "
                                    "token, not even one of its own: %s. "
                                    "Nothing was tried again.",
                                    text_or(scan_keep(scan, answer->said),
                                            "it does not say why")));
        tell_clock(scan, answer);
    } else if (answer->kind == ANSWER_OK) {
        scan_doubt(scan, step, GOOGLE_LOGIN, result->reason);
        scan_stop(scan, result->reason,
                  result->why == NULL
                      ? "The answer to the login holds no token that could be "
                        "used."
                      : arena_print(scan->mem, "The login: %s.", result->why));
    } else {
        scan_stop_at(scan, step, answer, "The login");
    }
}

/* ---- a read -------------------------------------------------------------- */

/* The digits of a project, from "projects/815012345678" or "... in project
 * 815012345678 before ..."; or "". */
static const char *
project_in(struct scan *scan, const char *text)
{
    const char *at = text == NULL ? NULL : strstr(text, "project");
    size_t n;

    if (at == NULL)
        return "";
    at += strcspn(at, "0123456789");
    n = strspn(at, "0123456789");
    return n == 0 || n > 20 ? "" : arena_slice(scan->mem, at, n);
}

static const char *
project_off(struct scan *scan, const struct json *error)
{
    const struct json *details = json_get_fold(error, "details");
    const char *project =
        project_in(scan, json_text(json_get_fold(error, "message")));

    for (uint32_t i = 0; details != NULL && details->kind == JSON_ARRAY &&
                         project[0] == '\0' && i < details->n;
         i++)
        project = project_in(
            scan, json_text(json_get(json_get(&details->item[i], "metadata"),
                                     "consumer")));
    return project;
}

static struct google_result
take_read(const struct json *json, enum google_read read)
{
    if (!text_same(json_text(json_get(json, "kind")), google_call[read].kind))
        return (struct google_result){.class = GOOGLE_ODD,
                                      .reason = WHY_GARBAGE};
    return (struct google_result){.class = GOOGLE_YES, .reason = WHY_GRANTED};
}

/* One token may be good for nothing because of its person; of two the cause is
 * the account, and no more of them are shown to an API that refuses them. */
static void
stop_at_tokens(struct scan *scan, const struct answer *answer)
{
    struct google *state = google_state(scan);

    if (answer->status == 401 && answer->kind == ANSWER_DENIED &&
        ++state->n_token_refused == SCAN_REFUSED_MOST)
        scan_stop(scan, WHY_LOGIN_LOST,
                  "Google gave out tokens, and its APIs do not accept them: "
                  "the service account was switched off meanwhile, or "
                  "something in between changes what is sent.");
}

static void
hear_read(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct google *state = google_state(scan);
    struct google_result *result = &state->result[step];
    enum google_read read = google_scope[state->scope[step]].opens;
    uint32_t exchange = scan->progress[step].exchange;
    const char *quoted = scan->exchange[exchange].note;

    *result = answer->kind == ANSWER_OK ? take_read(answer->json, read)
                                        : google_refused_read(answer, read);
    result->person = state->result[scan->plan->step[step].after].person;
    result->exchange = exchange;
    result->said = scan_keep(scan, answer->said);
    scan->progress[step].reason = result->reason;
    stop_at_tokens(scan, answer);
    if (result->class == GOOGLE_API_OFF)
        state->project_off[google_call[read].api] =
            project_off(scan, json_get_fold(answer->json, "error"));
    if (result->class == GOOGLE_YES)
        scan_said(scan, step, "read allowed");
    else if (result->why != NULL)
        scan_said(scan, step,
                  quoted == NULL
                      ? result->why
                      : arena_print(scan->mem, "%s [%s]", quoted, result->why));
}

/* -------------------------------------------------------------------------- */

void
google_hear(struct scan *scan, uint32_t step, const struct answer *answer)
{
    static void (*const hear[GOOGLE_PROBE__N])(struct scan *, uint32_t,
                                               const struct answer *) = {
        [GOOGLE_SELF] = hear_login, [GOOGLE_PERSON] = hear_token,
        [GOOGLE_ANY] = hear_token,  [GOOGLE_WATCH] = hear_token,
        [GOOGLE_TRIAL] = hear_read,
    };

    hear[scan->plan->step[step].probe](scan, step, answer);
}
