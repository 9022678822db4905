/* The transport that answers with bytes, with a clock of its own. */
#include "tests/fuzz/scan.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/given.h"

#include <stdlib.h>
#include <string.h>

enum { TICK_MS = 5, MOST_SENT = 2000 };

static const struct {
    enum net net;
    int status;
} kinds[] = {
    /* '0' to '7' */
    {NET_OK, 200},
    {NET_OK, 401},
    {NET_OK, 403},
    {NET_OK, 404},
    {NET_OK, 429},
    {NET_OK, 500},
    {NET_OK, 503},
    {NET_OK, 302},
    /* '8' to '?' */
    {NET_TIMEOUT, 0},
    {NET_RESET, 200},
    {NET_TLS, 0},
    {NET_PROXY, 407},
    {NET_TOO_BIG, 200},
    {NET_BROKEN, 0},
    {NET_OK, 400},
    {NET_RESET, 401},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

void
tried_cut(struct tried *tried, const char *bytes, size_t length)
{
    size_t at = 0;

    tried->n_block = 0;
    do {
        const char *from = bytes + at;
        const char *end =
            at < length ? memchr(from, BLOCK_END, length - at) : NULL;
        size_t n = end != NULL ? (size_t)(end - from) : length - at;

        tried->block[tried->n_block++] = (struct block){
            .first = n > 0 ? (uint8_t)from[0] : '0',
            .body = arena_slice(tried->arena, from + (n > 0), n - (n > 0)),
            .length = n - (n > 0),
        };
        at += n + 1;
    } while (at < length && tried->n_block < BLOCKS);
}

struct response
tried_response(const struct tried *tried, uint32_t step)
{
    uint32_t last = tried->n_block - 1;
    const struct block *block = &tried->block[step < last ? step : last];
    struct response response = {
        .id.step = step,
        .net = kinds[block->first % KINDS].net,
        .status = kinds[block->first % KINDS].status,
        .body = block->body,
        .length = block->length,
        .link = block->link,
        .remaining = block->remaining,
        .retry_after_ms = -1,
        .sends = 1,
        .millis = TICK_MS,
    };

    if (step == tried->silent)
        response = (struct response){.id.step = step,
                                     .net = NET_TIMEOUT,
                                     .body = "",
                                     .retry_after_ms = -1,
                                     .sends = 1};
    if (response.net != NET_OK)
        response.net_text = "the network says no";
    return response;
}

static bool
is_other(const struct tried *tried, const char *address)
{
    for (size_t i = 0; i < 2; i++)
        if (tried->other[i] != NULL && text_starts(address, tried->other[i]))
            return true;
    return false;
}

/* One login: once it was refused nothing more is sent. */
static bool
submit(void *ctx, const struct request *request)
{
    struct tried *tried = ctx;

    promise(!tried->refused);
    promise(request->base != NULL && request->path != NULL);
    promise(tried->home == NULL ||
            text_starts(request->base->text, tried->home) ||
            (is_other(tried, request->base->text) &&
             (request->auth == AUTH_BEARER || request->auth == AUTH_TOKEN)));
    promise(++tried->sent < MOST_SENT);
    if (tried->n_waiting > SCAN_IN_FLIGHT)
        return false;
    tried->waiting[tried->n_waiting++] = request->id;
    return true;
}

static enum pump
next(void *ctx, struct response *response, int64_t wait_ms)
{
    struct tried *tried = ctx;

    if (tried->n_waiting == 0) {
        tried->now += wait_ms;
        return PUMP_IDLE;
    }
    tried->now += TICK_MS;
    *response = tried_response(tried, tried->waiting[0].step);
    response->id = tried->waiting[0];
    tried->refused =
        tried->refused || (response->status == 401 && !tried->goes_on);
    tried->n_waiting--;
    memmove(tried->waiting, tried->waiting + 1,
            tried->n_waiting * sizeof *tried->waiting);
    return PUMP_GOT;
}

static int64_t
now_ms(void *ctx)
{
    const struct tried *tried = ctx;

    return tried->now;
}

static uint32_t
drop(void *ctx)
{
    struct tried *tried = ctx;

    tried->n_waiting = 0;
    return 0;
}

/* What scanner/cli/cmd_scan.c tells a scan. */
static void
know_user(struct scan *scan, const struct tried *tried)
{
    const char *user = secrets_user(tried->secrets);

    scan_know(scan, "user", user);
    scan_know(scan, "user_name",
              arena_slice(scan->mem, user, strcspn(user, "@")));
    scan->target.provider = tried->provider->name;
    scan->target.account = secrets_user_masked(tried->secrets, scan->mem);
    scan->target.name = scan->target.account;
}

/* By its name, what is no secret and has a form; the first of the others. */
static const char *
plain_value(const char *variable, uint32_t i)
{
    if (text_same(variable, "AZURE_TENANT_ID"))
        return "11111111-2222-4333-8444-555555555555";
    if (text_same(variable, "AZURE_CLIENT_ID"))
        return "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
    if (text_same(variable, "ZOHO_ORG_ID"))
        return "600421900";
    return i == 0 ? "fuzz-user@acme.example" : NULL;
}

void
tried_secrets(struct tried *tried, const char *secret)
{
    static const struct secret_source source;
    struct diags diags = {.arena = tried->arena};

    for (uint32_t i = 0; i < tried->provider->n_credential; i++) {
        const struct credential *one = &tried->provider->credential[i];

        if (one->file || (one->optional && one->plain))
            (void)unsetenv(one->variable);
        else
            (void)setenv(one->variable,
                         text_or(plain_value(one->variable, i), secret), 1);
    }
    promise(secrets_load(tried->secrets, tried->provider, &source, &diags));
}

void
tried_run(struct tried *tried)
{
    struct transport transport = {.ctx = tried,
                                  .submit = submit,
                                  .next = next,
                                  .now_ms = now_ms,
                                  .drop = drop};
    const char *home =
        text_or(tried->home,
                text_or(tried->provider->endpoint, "https://account.example/"));
    struct scan_options how = {
        .endpoint = url_endpoint(home, tried->arena),
        .max_requests = tried->most > 0 ? tried->most : 500,
        .max_ms = 300000,
        .max_usage = 80,
        .secrets = tried->secrets,
    };
    struct diags diags = {.arena = tried->arena};
    struct facts facts;

    tried->n_waiting = tried->sent = 0;
    tried->now = 0;
    tried->refused = false;
    tried->plan = (struct plan){0};
    tried->provider->plan(tried->rules, &tried->plan, tried->arena);
    tried->scan = (struct scan){
        .mem = tried->arena,
        .provider = tried->provider,
        .ruleset = tried->rules,
        .plan = &tried->plan,
        .options = &how,
        .transport = &transport,
        .session = {.mem = tried->arena, .secrets = tried->secrets}};
    promise(tried->provider->prepare == NULL ||
            tried->provider->prepare(&tried->scan, &diags));
    know_user(&tried->scan, tried);
    scan_run(&tried->scan);
    facts = (struct facts){.observation = tried->scan.observation,
                           .n_observation = tried->scan.n_observation,
                           .found = tried->scan.found,
                           .n_found = tried->scan.n_found,
                           .missing = tried->scan.stopped != WHY_GRANTED
                                          ? tried->scan.stopped
                                          : WHY_NOT_PROBED};
    tried->findings = evaluate(tried->rules, tried->provider->catalogue, &facts,
                               tried->arena);
}
