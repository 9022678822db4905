/* What tokens and reads come to.
 *
 * A token for a scope is its delegation, a refusal in Google's words its
 * absence; only that very text counts, for delegation is compared as text. A
 * token is not access: a read with it confirms, or shows what else is in the
 * way, and that is told of where it belongs. */
#include "base/text.h"
#include "rules/model/subject.h"
#include "scanner/google/google.h"

/* ---- the end of what was not answered ------------------------------------ */

/* Whether somebody was named for that scope. */
static bool
is_named(const struct google *state, uint32_t entity)
{
    const struct subject *subject = subject_find(
        state->people.rules->subject, state->people.rules->n_subject,
        google_catalogue.entity[entity].subject);

    return subject == NULL ? state->people.n > 0 : subject->n_value > 0;
}

static void
close_result(struct scan *scan, uint32_t step)
{
    const struct google *state = google_state(scan);
    struct google_result *result = &state->result[step];

    if (result->class != GOOGLE_UNHEARD)
        return;
    if (result->reason != WHY_BUDGET)
        result->reason = scan_reason(scan, step);
    result->exchange = scan->progress[step].exchange;
    if (scan->stopped != WHY_GRANTED || result->reason != WHY_NOT_PROBED ||
        !google_is_token(scan, step))
        return;
    /* Not sent, though nothing kept it back: nobody was left for it. */
    result->class = GOOGLE_NO_SUBJECT;
    result->reason = WHY_NEEDS_SUBJECT;
    result->why =
        is_named(state, state->scope[step])
            ? "Google gives out nothing on behalf of those who were named; "
              "choose others"
            : arena_print(scan->mem,
                          "a token for it is asked for on behalf of somebody: "
                          "name one (--subject %s=ADDRESS)",
                          google_catalogue.entity[state->scope[step]].subject);
}

static void
tell_doubt(struct scan *scan, const char *right, enum reason reason,
           const char *why, uint32_t exchange)
{
    scan_observe(scan, &(struct observation){.right = right,
                                             .reason = reason,
                                             .basis = BASIS_DECLARED,
                                             .why = why,
                                             .exchange = exchange});
}

/* The same of a person, who is reached by a read or not at all. */
static void
tell_open(struct scan *scan, const char *right, enum reason reason,
          const char *why, uint32_t exchange)
{
    scan_observe(scan, &(struct observation){.right = right,
                                             .reason = reason,
                                             .basis = BASIS_READ,
                                             .why = why,
                                             .exchange = exchange});
}

/* ---- scopes -------------------------------------------------------------- */

static void
tell_token(struct scan *scan, const char *right,
           const struct google_result *result)
{
    bool held = result->class == GOOGLE_YES;

    scan_observe(scan, &(struct observation){.right = right,
                                             .low = held,
                                             .high = held,
                                             .reason = result->reason,
                                             .basis = BASIS_DECLARED,
                                             .said = result->said,
                                             .why = result->why,
                                             .exchange = result->exchange});
}

static void
tell_read(struct scan *scan, const char *right,
          const struct google_result *result)
{
    bool held = result->class == GOOGLE_YES;

    scan_observe(scan,
                 &(struct observation){.right = right,
                                       .low = held,
                                       .high = held,
                                       .reason = result->class == GOOGLE_ODD
                                                     ? result->reason
                                                     : WHY_GRANTED,
                                       .weak = true,
                                       .basis = BASIS_READ,
                                       .said = result->said,
                                       .why = result->why,
                                       .exchange = result->exchange});
}

/* One that was allowed outweighs others: those are about their people. */
static void
corroborate(struct scan *scan, uint32_t entity, const char *right)
{
    struct google_results reads = google_trials(scan, entity);

    if (reads.first[GOOGLE_ODD] != NULL)
        tell_read(scan, right, reads.first[GOOGLE_ODD]);
    if (reads.first[GOOGLE_YES] != NULL)
        tell_read(scan, right, reads.first[GOOGLE_YES]);
    else if (reads.first[GOOGLE_TOO_LITTLE] != NULL)
        tell_read(scan, right, reads.first[GOOGLE_TOO_LITTLE]);
}

/* What leaves it open, the weightiest first. */
static const struct google_result *
open_of(const struct google_results *tokens)
{
    static const enum google_class order[] = {
        GOOGLE_NO_SCOPE,   GOOGLE_ODD,    GOOGLE_PASSING,
        GOOGLE_NO_SUBJECT, GOOGLE_POLICY, GOOGLE_UNHEARD};

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (tokens->first[order[i]] != NULL)
            return tokens->first[order[i]];
    return NULL;
}

/* Of a scope that is asked for, or was looked for. A token for anybody shows
 * it; that of one who is of another Workspace would be refused. That a policy
 * blocks what nobody asks for says nothing of what is delegated. */
static void
tell_scope(struct scan *scan, uint32_t entity, bool asked)
{
    const char *right =
        google_catalogue.right[google_catalogue.entity[entity].right0].id;
    struct google_results tokens = google_tokens(scan, entity);
    const struct google_result *refused = tokens.first[GOOGLE_NOT_DELEGATED];
    const struct google_result *open = open_of(&tokens);

    if (tokens.first[GOOGLE_YES] != NULL) {
        tell_token(scan, right, tokens.first[GOOGLE_YES]);
        corroborate(scan, entity, right);
    } else if (refused != NULL &&
               (asked ? google_is_foreign(scan, refused->person)
                      : google_is_stranger(google_state(scan), refused))) {
        tell_doubt(scan, right, WHY_CONFLICT,
                   "Google gives out nothing on behalf of whom it was tried "
                   "for, and does for others",
                   refused->exchange);
    } else if (refused != NULL) {
        tell_token(scan, right, refused);
    } else if (asked && tokens.first[GOOGLE_POLICY] != NULL) {
        tell_token(scan, right, tokens.first[GOOGLE_POLICY]);
    } else if (open != NULL) {
        tell_doubt(scan, right,
                   open->class == GOOGLE_POLICY ? WHY_API_ERROR : open->reason,
                   open->why, open->exchange);
    }
}

/* What is on no list of this scan was left out by choice. */
static void
tell_scopes(struct scan *scan)
{
    const struct google *state = google_state(scan);

    for (uint32_t e = 0; e < google_catalogue.n_entity; e++)
        if (state->asked[e] || google_scope[e].watch)
            tell_scope(scan, e, state->asked[e]);
        else
            tell_doubt(
                scan,
                google_catalogue.right[google_catalogue.entity[e].right0].id,
                WHY_OPTION_OFF, NULL, NO_EXCHANGE);
}

/* ---- the project --------------------------------------------------------- */

/* It is on where it answers as one that is on, and off where it says so; what
 * else it says may come from before it was looked at. */
static const struct google_result *
shows_on(const struct google_results *reads)
{
    static const enum google_class on[] = {GOOGLE_YES, GOOGLE_TOO_LITTLE,
                                           GOOGLE_NO_ADMIN};

    for (size_t i = 0; i < sizeof on / sizeof *on; i++)
        if (reads->first[on[i]] != NULL)
            return reads->first[on[i]];
    return NULL;
}

static void
tell_silent_api(struct scan *scan, const struct google_results *reads,
                const char *right)
{
    static const enum google_class order[] = {GOOGLE_ODD, GOOGLE_PASSING,
                                              GOOGLE_NO_SUBJECT,
                                              GOOGLE_NO_RECORD, GOOGLE_UNHEARD};
    const struct google_result *open = NULL;

    for (size_t i = 0; i < sizeof order / sizeof *order && open == NULL; i++)
        open = reads->first[order[i]];
    if (google_state(scan)->people.n == 0)
        tell_doubt(scan, right, WHY_NEEDS_SUBJECT,
                   "it is asked on behalf of somebody, and nobody was named",
                   NO_EXCHANGE);
    else if (open == NULL || open->reason == WHY_NOT_PROBED)
        tell_doubt(scan, right, WHY_NOT_PROBED,
                   "it could not be asked: there was no token for a scope that "
                   "opens it",
                   NO_EXCHANGE);
    else
        tell_doubt(scan, right, open->reason, open->why, open->exchange);
}

static void
tell_api(struct scan *scan, enum google_api api, const char *right)
{
    struct google_results reads = google_answers(scan, api);
    const struct google_result *on = shows_on(&reads);
    const struct google_result *off = reads.first[GOOGLE_API_OFF];

    if (on != NULL)
        scan_observe(scan, &(struct observation){.right = right,
                                                 .low = 1,
                                                 .high = 1,
                                                 .reason = WHY_GRANTED,
                                                 .exchange = on->exchange});
    if (off != NULL)
        scan_observe(scan, &(struct observation){.right = right,
                                                 .reason = WHY_GRANTED,
                                                 .said = off->said,
                                                 .exchange = off->exchange});
    if (on == NULL && off == NULL)
        tell_silent_api(scan, &reads, right);
}

/* ---- people -------------------------------------------------------------- */

/* Why nothing was read on behalf of somebody: there was no token. */
static void
tell_no_token(struct scan *scan, const char *right,
              const struct google_result *token, uint32_t entity)
{
    struct google_results others = google_tokens(scan, entity);

    if (token->class != GOOGLE_NOT_DELEGATED && token->class != GOOGLE_POLICY)
        tell_open(scan, right, token->reason, token->why, token->exchange);
    else if (others.first[GOOGLE_YES] != NULL)
        tell_open(scan, right, WHY_CONFLICT,
                  "Google gives out a token for the same scope on behalf of "
                  "somebody else: is this person of another Workspace?",
                  token->exchange);
    else
        tell_open(
            scan, right, WHY_NOT_PROBED,
            arena_print(scan->mem, "there is no token to try it with: %s is %s",
                        google_catalogue.entity[entity].name,
                        token->class == GOOGLE_POLICY ? "blocked by a policy"
                                                      : "not delegated"),
            token->exchange);
}

static void
tell_person(struct scan *scan, uint32_t trial)
{
    const struct google *state = google_state(scan);
    uint32_t before = scan->plan->step[trial].after;
    const struct google_result *read = &state->result[trial];
    const struct google_result *token = &state->result[before];
    const char *right = scan->plan->step[trial].answers[0];
    struct observation seen = {.right = right,
                               .basis = BASIS_READ,
                               .reason = WHY_GRANTED,
                               .exchange = read->exchange};

    if (token->class != GOOGLE_YES) {
        tell_no_token(scan, right, token, state->scope[before]);
    } else if (read->class == GOOGLE_YES) {
        seen.low = seen.high = 1;
        scan_observe(scan, &seen);
    } else if (read->class == GOOGLE_NO_ADMIN) {
        seen.said = read->said;
        seen.why = read->why;
        scan_observe(scan, &seen);
    } else if (read->class == GOOGLE_TOO_LITTLE) {
        tell_open(scan, right, WHY_CONFLICT,
                  "a token for the scope was given out, and the API says that "
                  "it does not open this",
                  read->exchange);
    } else {
        tell_open(scan, right, read->reason, read->why, read->exchange);
    }
}

/* Those for whom there was nothing to read. */
static void
tell_rest(struct scan *scan)
{
    const struct google *state = google_state(scan);

    for (uint32_t i = 0; i < state->people.n; i++) {
        const char *right = state->people.item[i].right;
        bool told = false;

        for (uint32_t k = 0; k < scan->n_observation && !told; k++)
            told = text_same(scan->observation[k].right, right);
        if (!told)
            tell_open(scan, right, WHY_NOT_PROBED,
                      "none of the scopes that are asked for opens a read "
                      "that would show it",
                      NO_EXCHANGE);
    }
}

static void
tell_people(struct scan *scan)
{
    for (uint32_t i = 0; i < scan->plan->n; i++)
        if (scan->plan->step[i].probe == GOOGLE_TRIAL &&
            scan->plan->step[i].answers != NULL)
            tell_person(scan, i);
    tell_rest(scan);
}

/* ---- the whole ----------------------------------------------------------- */

/* What got tokens and is refused by name later works no more, whatever it did
 * before. */
static void
tell_lost(struct scan *scan)
{
    for (uint32_t i = 1; i < scan->plan->n; i++)
        if (google_is_token(scan, i) &&
            scan->progress[i].state == STEP_ANSWERED &&
            scan->progress[i].reason == WHY_LOGIN_REJECTED)
            tell_doubt(scan, GOOGLE_LOGIN, WHY_LOGIN_LOST, NULL,
                       scan->progress[i].exchange);
}

/* A login whose scope Google did not know is shown by any other token. */
static void
tell_login(struct scan *scan)
{
    const struct google *state = google_state(scan);

    if (scan->accepted && scan->stopped == WHY_LOGIN_REJECTED)
        tell_lost(scan);
    if (state->result[0].class != GOOGLE_NO_SCOPE)
        return;
    for (uint32_t i = 1; i < scan->plan->n; i++)
        if (scan->plan->step[i].probe != GOOGLE_TRIAL &&
            state->result[i].class == GOOGLE_YES) {
            scan_accepted(scan, i, GOOGLE_LOGIN);
            return;
        }
    tell_doubt(scan, GOOGLE_LOGIN, WHY_API_ERROR, state->result[0].why,
               state->result[0].exchange);
}

void
google_conclude(struct scan *scan)
{
    struct google *state = google_state(scan);

    signer_free(state->signer);
    state->signer = NULL;
    for (uint32_t i = 0; i < scan->plan->n; i++)
        close_result(scan, i);
    tell_login(scan);
    tell_scopes(scan);
    if (state->result[0].class != GOOGLE_YES &&
        state->result[0].class != GOOGLE_NO_SCOPE)
        return;
    tell_api(scan, GOOGLE_CALENDAR, GOOGLE_CALENDAR_ENABLED);
    tell_api(scan, GOOGLE_DIRECTORY, GOOGLE_ADMIN_ENABLED);
    tell_people(scan);
    google_note(scan);
}
