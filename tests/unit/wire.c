/* Tests of the real transport against a server that breaks every promise. */
#include "tests/unit/wire_test.h"

#include <netdb.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct wire wire;

/* In place of the system's: a resolver that never answers. libcurl asks it for
 * every name, but not for addresses in digits. */
int
getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
            struct addrinfo **found)
{
    (void)name;
    (void)service;
    (void)hints;
    *found = NULL;
    for (;;)
        (void)pause();
}

static const struct credential credentials[] = {
    {.variable = "WIRE_USER", .header = "UserName"},
    {.variable = "WIRE_SECRET", .header = "Secret"},
    {.variable = "WIRE_COMPANY"},
};

static void
give(struct secrets *secrets, uint32_t i, const char *text)
{
    secret_keep(&secrets->value[i], text, strlen(text));
}

/* A server for each test: its threads live as long as the process. */
void
wire_setup(void)
{
    static struct raw raw[256];
    static unsigned n;

    ck_assert_uint_lt(n, sizeof raw / sizeof *raw);
    wire = (struct wire){.raw = &raw[n++]};
    wire.secrets.credential = credentials;
    wire.secrets.n = 3;
    give(&wire.secrets, 0, "wire-user");
    give(&wire.secrets, 1, "wire-secret&=% +");
    give(&wire.secrets, 2, "company");
}

void
wire_teardown(void)
{
    if (wire.http != NULL)
        http_free(wire.http);
    secrets_wipe(&wire.secrets);
    arena_free(&wire.mem);
}

void
wire_begin(const struct raw_say *script, int timeout)
{
    struct http_options options = {.user_agent = "wire-test/1",
                                   .timeout_ms = timeout * 1000,
                                   .loopback = true,
                                   .stop = &wire.stop};
    struct diags diags = {.arena = &wire.mem};

    raw_start(wire.raw, script);
    wire.http = http_new(&options, &diags);
    ck_assert_ptr_nonnull(wire.http);
    wire.transport = http_transport(wire.http);
    wire.base = url_endpoint(
        arena_print(&wire.mem, "http://127.0.0.1:%d/api/", wire.raw->port),
        &wire.mem);
    ck_assert_ptr_nonnull(wire.base);
}

struct request
wire_request(const char *path)
{
    return (struct request){.id = {3, 4},
                            .method = "GET",
                            .base = wire.base,
                            .path = path,
                            .content = CONTENT_JSON,
                            .auth = AUTH_HEADERS,
                            .secrets = &wire.secrets};
}

struct response
wire_wait(void)
{
    struct response response = {0};

    ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &response, 60000),
                     PUMP_GOT);
    ck_assert_uint_eq(response.id.target, 3);
    ck_assert_uint_eq(response.id.step, 4);
    ck_assert(response.net == NET_OK || response.net_text != NULL);
    return response;
}

struct response
wire_ask(const struct request *request)
{
    ck_assert(wire.transport.submit(wire.transport.ctx, request));
    return wire_wait();
}

struct response
wire_get(const char *path)
{
    struct request request = wire_request(path);

    return wire_ask(&request);
}

int
main(void)
{
    SRunner *runner = srunner_create(wire_fault_suite());
    int failed;

    (void)signal(SIGPIPE, SIG_IGN);
    http_begin();
    srunner_add_suite(runner, wire_send_suite());
    srunner_add_suite(runner, wire_end_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    http_end();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
