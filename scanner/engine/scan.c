/* The engine: a queue of steps, each of which is sent when its turn has come,
 * asked again when that makes sense, and handed to the provider when it is
 * answered. No sleeping: a retry is a step with a not-before time. */
#include "scanner/engine/scan.h"
#include "base/out.h"
#include "base/text.h"
#include "scanner/engine/expand.h"
#include "scanner/engine/retry.h"

#include <inttypes.h>
#include <string.h>

enum { SAID_CAP = 300 }; /* bytes kept of a text from an answer */

enum reason
answer_reason(enum answer_kind kind)
{
    static const enum reason reason[ANSWER__N] = {
        [ANSWER_OK] = WHY_GRANTED,
        [ANSWER_DENIED] = WHY_API_ERROR,
        [ANSWER_LOGIN] = WHY_LOGIN_REJECTED,
        [ANSWER_THROTTLED] = WHY_THROTTLED,
        [ANSWER_NOT_OFFERED] = WHY_API_ERROR,
        [ANSWER_ERROR] = WHY_API_ERROR,
        [ANSWER_UNAVAILABLE] = WHY_OUTAGE,
        [ANSWER_OUTAGE] = WHY_OUTAGE,
        [ANSWER_GARBAGE] = WHY_GARBAGE,
        [ANSWER_TIMEOUT] = WHY_TIMEOUT,
        [ANSWER_UNREACHABLE] = WHY_UNREACHABLE,
        [ANSWER_TLS] = WHY_TLS,
        [ANSWER_RESET] = WHY_OUTAGE,
        [ANSWER_TOO_BIG] = WHY_GARBAGE,
    };

    return reason[kind];
}

/* ---- for providers ------------------------------------------------------- */

void
scan_stop(struct scan *scan, enum reason reason, const char *text)
{
    if (scan->stopped != WHY_GRANTED)
        return;
    scan->stopped = reason;
    scan->stop_text = text;
}

void
scan_know(struct scan *scan, const char *name, const char *value)
{
    if (scan->n_known == sizeof scan->known / sizeof *scan->known)
        unreachable("more values than room for them");
    if (expand_find(scan->known, scan->n_known, name) == NULL)
        scan->known[scan->n_known++] = (struct known){name, value};
}

void
scan_want(struct scan *scan, uint32_t step)
{
    scan->progress[step].wanted = true;
}

void
scan_observe(struct scan *scan, const struct observation *observation)
{
    scan->observation =
        arena_grow(scan->mem, scan->observation, scan->n_observation,
                   &scan->observation_capacity);
    scan->observation[scan->n_observation++] = *observation;
}

const char *
scan_keep(struct scan *scan, const char *text)
{
    if (text == NULL)
        return NULL;
    text = secrets_scrub(scan->options->secrets, text, &scan->scratch);
    return text_clean(scan->mem, text, strlen(text), SAID_CAP);
}

void
scan_said(struct scan *scan, uint32_t step, const char *text)
{
    if (scan->progress[step].exchange != NO_EXCHANGE)
        scan->exchange[scan->progress[step].exchange].note = text;
}

enum reason
scan_reason(const struct scan *scan, uint32_t step)
{
    const struct progress *progress = &scan->progress[step];

    switch (progress->state) {
    case STEP_ANSWERED:
    case STEP_DROPPED:
        return progress->reason;
    case STEP_WAITING:
    case STEP_IN_FLIGHT:
        break;
    }
    return scan->stopped != WHY_GRANTED ? scan->stopped : WHY_NOT_PROBED;
}

/* ---- sending ------------------------------------------------------------- */

static int64_t
now_ms(const struct scan *scan)
{
    return scan->transport->now_ms(scan->transport->ctx);
}

static void
drop(struct scan *scan, uint32_t step, enum reason reason)
{
    scan->progress[step].state = STEP_DROPPED;
    scan->progress[step].reason = reason;
}

/* Whether a step must wait for another one on its endpoint: one that is in
 * flight, or one that was told to come back later. */
static bool
endpoint_busy(const struct scan *scan, uint32_t step)
{
    const char *endpoint = scan->plan->step[step].endpoint;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        const struct progress *other = &scan->progress[i];
        bool holds =
            other->state == STEP_IN_FLIGHT ||
            (other->state == STEP_WAITING && other->not_before > now_ms(scan));

        if (holds && i != step &&
            text_same(scan->plan->step[i].endpoint, endpoint))
            return true;
    }
    return false;
}

enum turn { TURN_NOW, TURN_LATER, TURN_NEVER };

/* Whether a waiting step may be sent, as far as other steps decide it. */
static enum turn
turn_of(const struct scan *scan, uint32_t i)
{
    const struct step *step = &scan->plan->step[i];
    enum step_state before = STEP_ANSWERED;

    if (step->after != NO_STEP)
        before = scan->progress[step->after].state;
    switch (before) {
    case STEP_WAITING:
    case STEP_IN_FLIGHT:
        return TURN_LATER;
    case STEP_DROPPED:
    case STEP_ANSWERED:
        break;
    }
    if (step->when != NULL && !scan->progress[i].wanted)
        return TURN_NEVER;
    return endpoint_busy(scan, i) ? TURN_LATER : TURN_NOW;
}

/* Why a spare step is not sent: it is not needed, or the step that would have
 * told was not sent itself. */
static enum reason
reason_unsent(const struct scan *scan, uint32_t i)
{
    uint32_t after = scan->plan->step[i].after;

    if (after != NO_STEP && scan->progress[after].state == STEP_DROPPED)
        return scan->progress[after].reason;
    return WHY_NOT_PROBED;
}

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

/* URL and body from the templates; false if a value is not known. */
static bool
compose(const struct scan *scan, const struct step *step, struct out *url,
        struct out *body)
{
    (void)out_text(url, scan->base);
    if (!expand(step->path, EXPAND_URL, scan->known, scan->n_known, url))
        return false;
    if (step->body != NULL &&
        !expand(step->body, EXPAND_JSON, scan->known, scan->n_known, body))
        return false;
    if (step->parameter != NULL) {
        (void)out_print(url, "?%s=", step->parameter);
        expand_quote(out_string(body), url);
    }
    return true;
}

/* False: the transport is full. A step whose template needs a value that
 * nobody learned is dropped. */
static bool
send_step(struct scan *scan, uint32_t i)
{
    const struct step *step = &scan->plan->step[i];
    struct out url = {0}, body = {0};
    struct request request = {
        .id = i, .method = step->method, .authenticated = step->authenticated};
    bool sent = true;

    if (!compose(scan, step, &url, &body)) {
        drop(scan, i, WHY_NOT_PROBED);
    } else {
        request.url = out_string(&url);
        if (step->body != NULL && step->parameter == NULL)
            request.body = out_string(&body);
        sent = scan->transport->submit(scan->transport->ctx, &request);
    }
    if (sent && scan->progress[i].state == STEP_WAITING) {
        exchange_of(scan, i)->tries++;
        scan->progress[i].state = STEP_IN_FLIGHT;
        scan->in_flight++;
        scan->sent++;
    }
    out_free(&url);
    out_free(&body);
    return sent;
}

/* Sends what can be sent. Gives the time at which the next waiting step may
 * go, or INT64_MAX if only an answer can change anything. */
static int64_t
send_ready(struct scan *scan)
{
    int64_t next = INT64_MAX;

    for (uint32_t i = 0; i < scan->plan->n; i++) {
        struct progress *progress = &scan->progress[i];
        enum turn turn;

        if (progress->state != STEP_WAITING)
            continue;
        turn = turn_of(scan, i);
        if (turn == TURN_NEVER) {
            drop(scan, i, reason_unsent(scan, i));
            continue;
        }
        if (turn == TURN_LATER)
            continue;
        if (scan->sent >= scan->options->max_requests) {
            drop(scan, i, WHY_BUDGET);
            continue;
        }
        if (progress->not_before > now_ms(scan)) {
            if (progress->not_before < next)
                next = progress->not_before;
            continue;
        }
        if (scan->in_flight == SCAN_IN_FLIGHT || !send_step(scan, i))
            break;
    }
    return next;
}

/* ---- hearing ------------------------------------------------------------- */

static void
tell_progress(const struct scan *scan, uint32_t current)
{
    uint32_t stage = scan->plan->step[current].stage, done = 0, total = 0;

    if (scan->options->progress == NULL)
        return;
    for (uint32_t i = 0; i < scan->plan->n; i++) {
        const struct progress *progress = &scan->progress[i];

        if (scan->plan->step[i].stage != stage ||
            (scan->plan->step[i].when != NULL && !progress->wanted))
            continue;
        total++;
        done +=
            progress->state == STEP_ANSWERED || progress->state == STEP_DROPPED;
    }
    scan->options->progress(scan->options->progress_ctx,
                            scan->plan->stage[stage], done, total);
}

static const char *
describe(struct scan *scan, const struct answer *answer,
         const struct response *response)
{
    if (response->net != NET_OK)
        return scan_keep(scan, response->net_text);
    if (answer->said != NULL)
        return scan_keep(scan, answer->said);
    return NULL;
}

static void
hear(struct scan *scan, const struct response *response)
{
    struct progress *progress = &scan->progress[response->id];
    struct exchange *exchange = &scan->exchange[progress->exchange];
    struct answer answer;
    struct retry retry;

    scan->in_flight--;
    answer = scan->provider->read(response, &scan->scratch);
    exchange->status = response->status;
    exchange->millis = response->millis;
    exchange->bytes = (int64_t)response->length;
    exchange->note = describe(scan, &answer, response);
    note("%s %s: %d, %zu bytes, %u ms%s%s", exchange->method, exchange->path,
         response->status, response->length, (unsigned)response->millis,
         exchange->note != NULL ? ", " : "",
         exchange->note != NULL ? exchange->note : "");
    retry = retry_decide(answer.kind, exchange->tries, response->retry_after,
                         scan->transport->now_unix(scan->transport->ctx),
                         scan->deadline - now_ms(scan));
    if (retry.again && scan->sent < scan->options->max_requests) {
        progress->state = STEP_WAITING;
        progress->not_before = now_ms(scan) + retry.wait_ms;
    } else {
        progress->state = STEP_ANSWERED;
        progress->reason = answer_reason(answer.kind);
        scan->provider->hear(scan, response->id, &answer);
    }
    tell_progress(scan, response->id);
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
        return;
    case PUMP_STOPPED:
        scan_stop(scan, WHY_INTERRUPTED, "The scan was interrupted.");
        return;
    case PUMP_IDLE:
    case PUMP_TIMEOUT:
        break;
    }
    if (now_ms(scan) >= scan->deadline)
        scan_stop(scan, WHY_TIMEOUT,
                  "The time allowed for the whole scan was used up.");
}

static void
begin(struct scan *scan)
{
    scan->stopped = WHY_GRANTED;
    scan->base = scan->options->endpoint;
    scan->deadline = now_ms(scan) + scan->options->max_ms;
    scan->progress = arena_new(scan->mem, struct progress, scan->plan->n);
    scan->exchange = arena_new(scan->mem, struct exchange, scan->plan->n);
    for (uint32_t i = 0; i < scan->plan->n; i++)
        scan->progress[i].exchange = NO_EXCHANGE;
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
    scan->provider->conclude(scan);
    arena_free(&scan->scratch);
}
