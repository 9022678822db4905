/* The engine: steps whose turn has come stand in a queue, are sent, asked
 * again when that makes sense, and handed to the provider when they are
 * answered. No sleeping: a retry is a step with a not-before time. */
#include "scanner/engine/scan.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "scanner/engine/queue.h"
#include "scanner/engine/retry.h"
#include "scanner/engine/turn.h"

#include <string.h>

static int64_t
now_ms(const struct scan *scan)
{
    return scan->transport->now_ms(scan->transport->ctx);
}

/* ---- sending ------------------------------------------------------------- */

static struct exchange *
exchange_of(struct scan *scan, uint32_t i)
{
    struct progress *progress = &scan->progress[i];
    const struct step *step = &scan->plan->step[i];

    if (progress->exchange == NO_EXCHANGE) {
        progress->exchange = scan->n_exchange++;
        scan->exchange[progress->exchange] =
            (struct exchange){.method = step->method,
                              .path = step->path,
                              .body = step->body,
                              .purpose = step->purpose};
    }
    return &scan->exchange[progress->exchange];
}

static uint32_t
tries_of(const struct scan *scan, uint32_t i)
{
    uint32_t exchange = scan->progress[i].exchange;

    return exchange == NO_EXCHANGE ? 0 : scan->exchange[exchange].tries;
}

enum sending { SENDING_DONE, SENDING_FULL, SENDING_CANNOT };

static enum sending
submit(struct scan *scan, uint32_t i)
{
    const struct step *step = &scan->plan->step[i];
    struct out path = {0}, body = {0};
    struct request request = {.id = {scan->options->target, i},
                              .method = step->method,
                              .content = step->content,
                              .fresh = tries_of(scan, i) > 0};
    enum sending result = SENDING_CANNOT;

    if ((scan->provider->ready == NULL || scan->provider->ready(scan, i)) &&
        session_compose(&scan->session, step, &path, &body) &&
        session_address(&scan->session, &request, step->base, step->auth,
                        step->token)) {
        request.path = out_string(&path);
        if (step->body != NULL && step->parameter == NULL)
            request.body = out_string(&body);
        result = scan->transport->submit(scan->transport->ctx, &request)
                     ? SENDING_DONE
                     : SENDING_FULL;
    }
    out_free(&path);
    out_free(&body);
    return result;
}

/* False: the transport is full. A step that needs a value, an address or a
 * token that nobody learned is dropped, as is one beyond the budget. */
static bool
send_step(struct scan *scan, uint32_t i)
{
    enum reason reason = WHY_BUDGET;

    if (scan->sent < scan->options->max_requests) {
        switch (submit(scan, i)) {
        case SENDING_DONE:
            exchange_of(scan, i)->tries++;
            scan->progress[i].state = STEP_IN_FLIGHT;
            scan->in_flight++;
            scan->sent++;
            return true;
        case SENDING_FULL:
            queue_again(scan->queue, i, now_ms(scan));
            return false;
        case SENDING_CANNOT:
            reason = WHY_NOT_PROBED;
            break;
        }
    }
    turn_drop(scan, i, reason);
    queue_free(scan->queue, i);
    turn_end(scan, i);
    return true;
}

/* What is in flight when a login is refused cannot be called back, and each of
 * it may be a refused login itself. */
static uint32_t
most_in_flight(const struct scan *scan)
{
    return scan->provider->in_flight > 0 ? scan->provider->in_flight
                                         : SCAN_REFUSED_MOST;
}

/* Sends what can be sent. Gives the time at which to look again, or INT64_MAX
 * if only an answer can change anything. */
static int64_t
send_ready(struct scan *scan)
{
    int64_t wake = INT64_MAX;

    while (scan->in_flight < most_in_flight(scan)) {
        uint32_t step = queue_next(scan->queue, now_ms(scan), &wake);

        if (step == NO_STEP || !send_step(scan, step))
            return wake;
    }
    return INT64_MAX;
}

/* ---- hearing ------------------------------------------------------------- */

static void
tell_progress(const struct scan *scan, uint32_t step)
{
    uint32_t stage = scan->plan->step[step].stage;

    if (scan->options->progress != NULL)
        scan->options->progress(
            scan->options->progress_ctx, scan->plan->stage[stage],
            scan->stage[stage].done, scan->stage[stage].total);
}

static const char *
describe(struct scan *scan, const struct answer *answer,
         const struct response *response)
{
    if (response->net != NET_OK)
        return scan_keep(scan, response->net_text);
    if (answer->said != NULL)
        return scan_keep(scan, answer->said);
    return answer->cause;
}

/* What becomes of an account is the provider's matter, if it has words for it.
 */
static const char *
lost_text(struct scan *scan)
{
    const struct provider *provider = scan->provider;
    const char *account = text_or(provider->catalogue->account, "account");

    if (provider->login_lost != NULL)
        return provider->login_lost;
    return arena_print(scan->mem,
                       "The login was accepted at first and refused later: the "
                       "%s was locked, switched off or given a new secret "
                       "meanwhile. Nothing was tried again.",
                       account);
}

/* A refused login ends the scan at once, and what is in flight is dropped:
 * repeated failures lock a user. Where the API names the cause that is the
 * cause, and of a login that it let in before nothing is taken back; where it
 * does not, the login was lost in between. */
static void
refuse(struct scan *scan, uint32_t step, const struct answer *answer)
{
    bool lost = scan->accepted && answer->cause == NULL;
    enum reason reason = lost ? WHY_LOGIN_LOST : WHY_LOGIN_REJECTED;
    const char *text = scan->provider->login_causes;

    if (lost)
        text = lost_text(scan);
    if (answer->cause != NULL)
        text = answer->cause;
    scan->progress[step].reason = reason;
    if (scan->provider->login != NULL && (lost || !scan->accepted))
        scan_observe(scan, &(struct observation){
                               .right = scan->provider->login,
                               .basis = BASIS_DECLARED,
                               .reason = reason,
                               .exchange = scan->progress[step].exchange,
                           });
    scan_stop(scan, reason, text);
    if (scan->provider->refused != NULL)
        scan->provider->refused(scan, answer);
}

/* Whether a refusal would be one of the login. */
static bool
shows_login(const struct scan *scan, uint32_t i)
{
    const struct step *step = &scan->plan->step[i];

    return step->auth != AUTH_NONE || step->signs_in;
}

static void
take(struct scan *scan, uint32_t step, const struct answer *answer)
{
    struct progress *progress = &scan->progress[step];
    bool login = shows_login(scan, step);

    progress->state = STEP_ANSWERED;
    progress->reason = answer_reason(answer->kind);
    scan->stage[scan->plan->step[step].stage].done++;
    if (answer->kind == ANSWER_LOGIN && login) {
        refuse(scan, step, answer);
        return;
    }
    if (answer->kind == ANSWER_OK && login)
        scan->accepted = true;
    scan->provider->hear(scan, step, answer);
    if (scan->stopped != WHY_GRANTED)
        return;
    queue_free(scan->queue, step);
    if (progress->state == STEP_ANSWERED)
        turn_end(scan, step);
}

void
scan_hold(struct scan *scan, uint32_t step)
{
    scan->progress[step].state = STEP_HELD;
}

void
scan_ask(struct scan *scan, uint32_t step)
{
    if (scan->progress[step].state == STEP_DROPPED)
        scan_want(scan, step);
    else
        scan->stage[scan->plan->step[step].stage].done--;
    scan->progress[step].state = STEP_WAITING;
    queue_add(scan->queue, step);
}

void
scan_let_go(struct scan *scan, uint32_t step)
{
    scan->progress[step].state = STEP_ANSWERED;
    turn_end(scan, step);
}

/* An error that nobody knows, and a server's own, may be a refused login: until
 * one was accepted it is not provoked twice. */
static bool
may_refuse(const struct scan *scan, uint32_t step, const struct answer *answer)
{
    bool unknown =
        answer->kind == ANSWER_ERROR ||
        (answer->kind == ANSWER_UNAVAILABLE && answer->status == 500);

    return unknown && !scan->accepted && shows_login(scan, step);
}

/* Takes the final answer, and tells of it if it made no sense: to the dialect,
 * or to the provider. */
static void
take_and_tell(struct scan *scan, uint32_t step, const struct answer *answer,
              const struct response *response)
{
    uint32_t known = scan->n_observation;
    enum reason why = answer_reason(answer->kind);
    bool odd = why == WHY_GARBAGE || why == WHY_INTERCEPTED;

    take(scan, step, answer);
    for (uint32_t i = known; i < scan->n_observation; i++)
        odd = odd || scan->observation[i].reason == WHY_GARBAGE;
    odd = odd || scan->progress[step].reason == WHY_GARBAGE ||
          scan->stopped == WHY_GARBAGE;
    if (odd && scan->options->odd != NULL)
        scan->options->odd(scan->options->odd_ctx,
                           &scan->exchange[scan->progress[step].exchange],
                           response);
}

static void
hear(struct scan *scan, const struct response *response)
{
    uint32_t step = response->id.step;
    struct exchange *exchange = &scan->exchange[scan->progress[step].exchange];
    struct answer answer;
    struct retry retry;

    scan->in_flight--;
    if (response->sends == 0) /* it never got as far as the server */
        scan->sent--;
    answer = dialect_read(scan_dialect(scan, step), response, &scan->scratch);
    if (answer.kind == ANSWER_NOBODY && scan->accepted)
        answer.kind = ANSWER_ERROR; /* the user is known, so this is odd */
    exchange->status = response->status;
    exchange->millis = response->millis;
    exchange->bytes = (int64_t)response->length;
    exchange->note = describe(scan, &answer, response);
    note("%s %s: %d, %zu bytes, %u ms%s%s", exchange->method, exchange->path,
         response->status, response->length, (unsigned)response->millis,
         exchange->note != NULL ? ", " : "",
         exchange->note != NULL ? exchange->note : "");
    retry = retry_decide(answer.kind, exchange->tries, answer.asked_ms,
                         scan->deadline - now_ms(scan));
    if (may_refuse(scan, step, &answer) ||
        (scan->plan->step[step].once && response->sends > 0))
        retry.again = false;
    if (retry.again && scan->sent < scan->options->max_requests) {
        scan->progress[step].state = STEP_WAITING;
        queue_again(scan->queue, step, now_ms(scan) + retry.wait_ms);
    } else {
        take_and_tell(scan, step, &answer, response);
    }
    tell_progress(scan, step);
    arena_free(&scan->scratch);
}

/* ---- the loop ------------------------------------------------------------ */

static void
pump(struct scan *scan, int64_t next)
{
    struct response response = {0};
    int64_t now = now_ms(scan);
    int64_t until = next < scan->deadline ? next : scan->deadline;

    switch (scan->transport->next(scan->transport->ctx, &response,
                                  until > now ? until - now : 0)) {
    case PUMP_GOT:
        hear(scan, &response);
        break;
    case PUMP_STOPPED:
        scan_stop(scan, WHY_INTERRUPTED, "The scan was interrupted.");
        break;
    case PUMP_IDLE:
    case PUMP_TIMEOUT:
        break;
    }
    if (now_ms(scan) >= scan->deadline)
        scan_stop(scan, WHY_TIMEOUT,
                  "The time allowed for the whole scan was used up.");
}

/* Of most rights little more than their grade and a read is told. There is room
 * from the start: a list that grows leaves what it outgrew in the arena. */
static void
make_room(struct scan *scan)
{
    const struct catalogue *catalogue = scan->provider->catalogue;

    if (catalogue != NULL)
        scan->observation_capacity = 2 * catalogue->n_right + scan->plan->n;
    scan->observation =
        arena_new(scan->mem, struct observation, scan->observation_capacity);
}

static void
begin(struct scan *scan)
{
    uint32_t n_stage = 0;

    while (scan->plan->stage[n_stage] != NULL)
        n_stage++;
    scan->stopped = WHY_GRANTED;
    session_begin(&scan->session, scan->options->endpoint, scan->options->api,
                  scan->ruleset);
    scan->deadline = now_ms(scan) + scan->options->max_ms;
    scan->progress = arena_new(scan->mem, struct progress, scan->plan->n);
    scan->stage = arena_new(scan->mem, struct stage_count, n_stage);
    scan->exchange = arena_new(scan->mem, struct exchange, scan->plan->n);
    scan->queue = queue_new(scan->plan, scan->mem);
    make_room(scan);
    turn_begin(scan);
}

void
scan_run(struct scan *scan)
{
    begin(scan);
    while (scan->stopped == WHY_GRANTED) {
        int64_t next = send_ready(scan);

        if (scan->in_flight == 0 && next == INT64_MAX)
            break;
        pump(scan, next);
    }
    /* Of what a stop breaks off, that which never went out is not told. */
    scan->sent -= scan->transport->drop(scan->transport->ctx);
    if (scan->provider->conclude != NULL)
        scan->provider->conclude(scan);
    scan_order(scan);
    scan_close(scan);
    arena_free(&scan->scratch);
}
