/* The transport of the tests: a script and a clock of its own. */
#include "tests/unit/transport_fake.h"

#include "scanner/engine/url.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static bool
matches(const struct fake_reply *reply, const char *line)
{
    return strstr(line, reply->match) != NULL &&
           (reply->also == NULL || strstr(line, reply->also) != NULL);
}

static const struct fake_reply *
reply_for(struct fake *fake, const struct fake_sent *sent)
{
    const struct fake_reply *last = NULL;

    for (uint32_t t = 0; fake->script[t] != NULL; t++)
        for (uint32_t r = 0; fake->script[t][r].match != NULL; r++) {
            const struct fake_reply *reply = &fake->script[t][r];

            ck_assert_uint_lt(t, 4);
            ck_assert_uint_lt(r, 256);
            if (!matches(reply, sent->line) ||
                fake->met[t][r]++ < reply->skip ||
                (reply->times > 0 && fake->used[t][r] >= reply->times))
                continue;
            fake->used[t][r]++;
            return reply;
        }
    if (fake->otherwise != NULL)
        last = fake->otherwise(fake, sent);
    ck_assert_msg(last != NULL, "the script has no reply for: %s", sent->line);
    return last;
}

static uint32_t
delay_of(const struct fake *fake, const struct fake_reply *reply)
{
    if (reply->delay_ms > 0)
        return reply->delay_ms;
    return fake->delay_ms > 0 ? fake->delay_ms : FAKE_DELAY_MS;
}

static bool
submit(void *ctx, const struct request *request)
{
    struct fake *fake = ctx;
    const char *body = request->body;
    struct fake_sent *sent;

    if (fake->room > 0 && fake->in_flight == fake->room)
        return false;
    fake->sent = arena_grow(fake->arena, fake->sent, fake->n, &fake->capacity);
    sent = &fake->sent[fake->n++];
    *sent = (struct fake_sent){
        .id = request->id.step,
        .method = arena_text(fake->arena, request->method),
        .url = arena_print(fake->arena, "%s%s", request->base->text,
                           request->path),
        .body = body != NULL ? arena_text(fake->arena, body) : "",
        .authenticated = request->auth != AUTH_NONE,
        .begin = fake->now,
    };
    sent->line = arena_print(
        fake->arena, "%s %s %s%s", sent->method, sent->url, sent->body,
        fake->more != NULL ? fake->more(fake, request) : "");
    sent->reply = reply_for(fake, sent);
    sent->end = fake->now + delay_of(fake, sent->reply);
    fake->in_flight++;
    if (fake->in_flight > fake->most)
        fake->most = fake->in_flight;
    return true;
}

static struct fake_sent *
first_to_arrive(struct fake *fake)
{
    struct fake_sent *first = NULL;

    while (fake->open < fake->n && fake->sent[fake->open].answered)
        fake->open++;
    for (uint32_t i = fake->open; i < fake->n; i++)
        if (!fake->sent[i].answered &&
            (first == NULL || fake->sent[i].end < first->end))
            first = &fake->sent[i];
    return first;
}

static void
fill(struct response *response, const struct fake_sent *sent)
{
    const struct fake_reply *reply = sent->reply;
    bool plain = reply->net == NET_OK && reply->status == 0;
    const char *body = reply->body != NULL ? reply->body : plain ? "{}" : "";

    *response = (struct response){
        .id.step = sent->id,
        .net = reply->net,
        .net_text = reply->net != NET_OK ? "the network says no" : NULL,
        .status = plain ? 200 : reply->status,
        .body = body,
        .length = reply->length > 0 ? reply->length : strlen(body),
        .retry_after_ms = reply->retry_after != NULL
                              ? strtoll(reply->retry_after, NULL, 10) * 1000
                              : -1,
        .link = reply->link,
        .remaining = reply->remaining,
        .location = reply->location,
        .date = reply->date,
        .sends = reply->unsent ? 0 : 1,
        .millis = (uint32_t)(sent->end - sent->begin),
    };
}

static enum pump
next(void *ctx, struct response *response, int64_t wait_ms)
{
    struct fake *fake = ctx;
    struct fake_sent *sent = first_to_arrive(fake);
    int64_t until = fake->now + wait_ms;

    ck_assert_int_ge(wait_ms, 0);
    if (fake->stop_at > 0 && fake->stop_at <= until &&
        (sent == NULL || sent->end >= fake->stop_at)) {
        fake->now = fake->stop_at;
        return PUMP_STOPPED;
    }
    if (sent == NULL || sent->end > until) {
        fake->now = until;
        return sent == NULL ? PUMP_IDLE : PUMP_TIMEOUT;
    }
    if (sent->end > fake->now)
        fake->now = sent->end;
    sent->answered = true;
    fake->in_flight--;
    fill(response, sent);
    return PUMP_GOT;
}

static int64_t
now_ms(void *ctx)
{
    const struct fake *fake = ctx;

    return fake->now;
}

static uint32_t
drop(void *ctx)
{
    struct fake *fake = ctx;
    uint32_t unsent = 0;

    for (uint32_t i = fake->open; i < fake->n; i++)
        unsent += !fake->sent[i].answered && fake->sent[i].reply->unsent;
    fake->in_flight = 0;
    return unsent;
}

struct transport
fake_transport(struct fake *fake)
{
    return (struct transport){.ctx = fake,
                              .submit = submit,
                              .next = next,
                              .now_ms = now_ms,
                              .drop = drop};
}

const struct fake_sent *
fake_nth(const struct fake *fake, const char *part, uint32_t n)
{
    for (uint32_t i = 0; i < fake->n; i++) {
        const struct fake_sent *sent = &fake->sent[i];

        if (strstr(sent->line, part) != NULL && n-- == 0)
            return sent;
    }
    return NULL;
}

uint32_t
fake_count(const struct fake *fake, const char *part)
{
    uint32_t n = 0;

    while (fake_nth(fake, part, n) != NULL)
        n++;
    return n;
}
