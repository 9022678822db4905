/* For how long anybody waits, and what a proxy may say. */
#include "tests/unit/wire_test.h"

#include <stdlib.h>
#include <string.h>

static const struct raw_say fine[] = {
    {.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"}, {0}};

/* ---- for how long -------------------------------------------------------- */

static const struct raw_say stalled[] = {{.bytes = "", .then = RAW_STALL}, {0}};

START_TEST(a_wait_ends_in_time)
{
    struct response got = {0};
    struct request request;

    wire_begin(stalled, 3600);
    ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &got, 0),
                     PUMP_IDLE);
    request = wire_request("a");
    ck_assert(wire.transport.submit(wire.transport.ctx, &request));
    ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &got, 0),
                     PUMP_TIMEOUT);
    ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &got, 300),
                     PUMP_TIMEOUT);
    ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &got, -5),
                     PUMP_TIMEOUT);
    wire.stop = 1;
    ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &got, 3600000),
                     PUMP_STOPPED);
}
END_TEST

START_TEST(no_more_at_once_than_room)
{
    struct request request;
    int n = 0;

    wire_begin(stalled, 3600);
    request = wire_request("a");
    while (n < 100 && wire.transport.submit(wire.transport.ctx, &request))
        n++;
    ck_assert_int_eq(n, 16);
}
END_TEST

/* What had gone out when it was broken off, and what had not. */
START_TEST(what_is_dropped_is_told_apart)
{
    struct request request;
    struct response got;

    wire_begin(stalled, 3600);
    request = wire_request("a");
    ck_assert_uint_eq(wire.transport.drop(wire.transport.ctx), 0);
    ck_assert(wire.transport.submit(wire.transport.ctx, &request));
    while (atomic_load(&wire.raw->requests) == 0)
        ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &got, 20),
                         PUMP_TIMEOUT);
    for (int i = 0; i < 3; i++)
        ck_assert(wire.transport.submit(wire.transport.ctx, &request));
    ck_assert_uint_eq(wire.transport.drop(wire.transport.ctx), 3);
    ck_assert_uint_eq(wire.transport.drop(wire.transport.ctx), 0);
    ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &got, 0),
                     PUMP_IDLE);
}
END_TEST

/* A resolver that never answers (wire.c) holds up neither an answer nor the
 * end: if it did, these would hang. */
static void
use_slow_name(int64_t timeout_ms)
{
    struct http_options options = {
        .user_agent = "x", .timeout_ms = timeout_ms, .stop = &wire.stop};
    struct diags diags = {.arena = &wire.mem};

    wire_begin(fine, 60);
    http_free(wire.http);
    wire.http = http_new(&options, &diags);
    wire.transport = http_transport(wire.http);
    wire.base = url_endpoint("https://slow.example/", &wire.mem);
}

START_TEST(a_slow_resolver_outlasts_no_deadline)
{
    struct request request;
    struct response got = {0};

    use_slow_name(3600000);
    request = wire_request("a");
    for (int i = 0; i < 3; i++)
        ck_assert(wire.transport.submit(wire.transport.ctx, &request));
    ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &got, 100),
                     PUMP_TIMEOUT);
    wire.stop = 1;
    ck_assert_int_eq(wire.transport.next(wire.transport.ctx, &got, 3600000),
                     PUMP_STOPPED);
}
END_TEST

START_TEST(a_slow_resolver_is_a_timeout)
{
    struct response got;

    use_slow_name(500);
    got = wire_get("a");
    ck_assert_int_eq(got.net, NET_TIMEOUT);
    ck_assert_uint_eq(got.sends, 0);
}
END_TEST

/* ---- through a proxy ----------------------------------------------------- */

struct proxy_case {
    struct raw_say say;
    enum net net;
};

static const struct proxy_case proxies[] = {
    {{.bytes = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\n"
               "Content-Length: 0\r\n\r\n",
      .then = RAW_CLOSE},
     NET_PROXY},
    {{.bytes = "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n",
      .then = RAW_CLOSE},
     NET_PROXY},
    {{.bytes = "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n",
      .then = RAW_CLOSE},
     NET_PROXY},
    {{.bytes = "HTTP/1.1 200 Yes\r\n\r\n", .then = RAW_CLOSE}, NET_TLS},
};

/* A transport to elsewhere, by way of that port on this machine. */
static void
use_proxy(int port)
{
    struct http_options options = {
        .user_agent = "x", .timeout_ms = 60000, .stop = &wire.stop};
    struct diags diags = {.arena = &wire.mem};

    http_free(wire.http);
    ck_assert_int_eq(setenv("https_proxy",
                            arena_print(&wire.mem, "http://127.0.0.1:%d", port),
                            1),
                     0);
    wire.http = http_new(&options, &diags);
    wire.transport = http_transport(wire.http);
    wire.base = url_endpoint("https://api.example/", &wire.mem);
}

START_TEST(a_proxy_answers_for_nobody)
{
    const struct raw_say script[] = {proxies[_i].say, {0}};
    struct response got;

    wire_begin(script, 60);
    use_proxy(wire.raw->port);
    got = wire_get("x");
    ck_assert_msg(got.net == proxies[_i].net, "%d (%s)", (int)got.net,
                  got.net_text);
    ck_assert_int_eq(got.status, 0);
    ck_assert_uint_eq(got.sends, 0);
    ck_assert(got.net != NET_PROXY || strstr(got.net_text, "proxy") != NULL);
    ck_assert_ptr_null(strstr(wire.raw->last, "wire-secret"));
}
END_TEST

START_TEST(a_proxy_that_is_not_there_is_named)
{
    struct response got;

    wire_begin(fine, 60);
    use_proxy(1);
    got = wire_get("x");
    ck_assert_msg(got.net == NET_PROXY, "%d (%s)", (int)got.net, got.net_text);
    ck_assert_ptr_nonnull(strstr(got.net_text, "proxy"));
    ck_assert_ptr_nonnull(strstr(got.net_text, "127.0.0.1"));
    ck_assert_uint_eq(got.sends, 0);
}
END_TEST

Suite *
wire_end_suite(void)
{
    Suite *suite = suite_create("wire: ends");
    TCase *tests = tcase_create("ends");

    tcase_add_checked_fixture(tests, wire_setup, wire_teardown);
    tcase_add_test(tests, a_wait_ends_in_time);
    tcase_add_test(tests, no_more_at_once_than_room);
    tcase_add_test(tests, what_is_dropped_is_told_apart);
    tcase_add_test(tests, a_slow_resolver_outlasts_no_deadline);
    tcase_add_test(tests, a_slow_resolver_is_a_timeout);
    tcase_add_loop_test(tests, a_proxy_answers_for_nobody, 0,
                        (int)(sizeof proxies / sizeof *proxies));
    tcase_add_test(tests, a_proxy_that_is_not_there_is_named);
    suite_add_tcase(suite, tests);
    return suite;
}
