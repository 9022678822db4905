/* What goes out: to whom, how often, and with which credentials. */
#include "base/json.h"
#include "base/out.h"
#include "scanner/engine/session.h"
#include "tests/unit/wire_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FINE "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

static const struct raw_say fine[] = {{.bytes = FINE}, {0}};

/* ---- how often ----------------------------------------------------------- */

/* The server has closed the kept connection by the time it is used again:
 * libcurl would send the request anew, up to five times, without a word. */
START_TEST(nothing_is_sent_twice)
{
    static const struct raw_say script[] = {
        {.bytes = FINE}, {.bytes = "", .then = RAW_CLOSE}, {0}};
    static const struct raw_say hard[] = {
        {.bytes = FINE}, {.bytes = "", .then = RAW_RESET}, {0}};
    struct response got;

    wire_begin(_i == 0 ? script : hard, 60);
    got = wire_get("a");
    ck_assert_int_eq(got.net, NET_OK);
    ck_assert_uint_eq(got.sends, 1);
    got = wire_get("b");
    ck_assert_int_eq(got.net, NET_RESET);
    ck_assert_int_eq(got.status, 0);
    ck_assert_uint_eq(got.sends, 1);
    ck_assert_uint_eq(wire.raw->requests, 2);
}
END_TEST

/* The same with the connections of many requests at once. */
START_TEST(what_is_told_is_what_was_seen)
{
    static const struct raw_say script[] = {{.bytes = FINE},
                                            {.bytes = FINE},
                                            {.bytes = FINE},
                                            {.bytes = FINE},
                                            {.bytes = "", .then = RAW_CLOSE},
                                            {.bytes = FINE},
                                            {.bytes = "", .then = RAW_CLOSE},
                                            {.bytes = FINE, .then = RAW_CLOSE},
                                            {.bytes = "", .then = RAW_CLOSE},
                                            {.bytes = FINE},
                                            {0}};
    struct request request;
    unsigned told = 0, resets = 0;

    wire_begin(script, 60);
    request = wire_request("a");
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 8; i++)
            ck_assert(wire.transport.submit(wire.transport.ctx, &request));
        for (int i = 0; i < 8; i++) {
            struct response got = wire_wait();

            told += got.sends;
            resets += got.net == NET_RESET;
            ck_assert(got.net == NET_RESET || got.net == NET_OK);
        }
    }
    ck_assert_uint_eq(told, 40);
    ck_assert_uint_eq(wire.raw->requests, 40);
    ck_assert_uint_eq(resets, 3);
}
END_TEST

START_TEST(nobody_there_is_no_send)
{
    struct response got;

    wire_begin(fine, 60);
    wire.base = url_endpoint("http://127.0.0.1:1/", &wire.mem);
    got = wire_get("a");
    ck_assert_int_eq(got.net, NET_UNREACHABLE);
    ck_assert_int_eq(got.status, 0);
    ck_assert_uint_eq(got.sends, 0);
}
END_TEST

START_TEST(kept_connections_are_used_again)
{
    wire_begin(fine, 60);
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(wire_get("a").net, NET_OK);
    ck_assert_uint_eq(wire.raw->connections, 1);
}
END_TEST

/* ---- to whom ------------------------------------------------------------- */

static const char *const astray[] = {
    "/x",        "//evil.example/",
    "..",        "../x",
    "a/../../x", "a/..",
    "a/../b",    "./x",
    ".",         "a/.",
    "x#y",       "x y",
    "x\r\nA: b", "x\ty",
    "x\\y",      "\xc3\xa9",
    "x?a b",     "x?a=b#c",
    "x?\"",      "x?{a}",
    "a/..?b",    "x?\r\n",
    "\x7f",      "x|y",
    "x^y",
};

START_TEST(nothing_leaves_its_base)
{
    struct response got;

    wire_begin(fine, 60);
    got = wire_get(astray[_i]);
    ck_assert_int_eq(got.net, NET_REFUSED_URL);
    ck_assert_int_eq(got.status, 0);
    ck_assert_uint_eq(got.length, 0);
    ck_assert_uint_eq(got.sends, 0);
    ck_assert_int_eq(got.retry_after_ms, -1);
    ck_assert_int_eq(wire_get("next").net, NET_OK);
    ck_assert_uint_eq(wire.raw->requests, 1);
}
END_TEST

struct path_case {
    const char *path, *wanted;
};

/* What a value or an answer may put there names no other host. */
static const struct path_case paths[] = {
    {"", "GET /api/ HTTP/1.1\r\n"},
    {"V1.0/Things/query", "GET /api/V1.0/Things/query HTTP/1.1\r\n"},
    {"a?b=c", "GET /api/a?b=c HTTP/1.1\r\n"},
    {"a?search=%7B%22x%22%3A1%7D&n=../..",
     "GET /api/a?search=%7B%22x%22%3A1%7D&n=../.. HTTP/1.1\r\n"},
    {"a?b?c", "GET /api/a?b?c HTTP/1.1\r\n"},
    {"@evil.example/", "GET /api/@evil.example/ HTTP/1.1\r\n"},
    {":1@evil.example", "GET /api/:1@evil.example HTTP/1.1\r\n"},
    {"http://evil.example/", "GET /api/http://evil.example/ HTTP/1.1\r\n"},
    {"a%2F..%2Fb", "GET /api/a%2F..%2Fb HTTP/1.1\r\n"},
    {"...", "GET /api/... HTTP/1.1\r\n"},
    {"a..b/c.", "GET /api/a..b/c. HTTP/1.1\r\n"},
};

START_TEST(paths_go_out_as_they_are)
{
    struct response got;

    wire_begin(fine, 60);
    got = wire_get(paths[_i].path);
    ck_assert_int_eq(got.net, NET_OK);
    /* %7B and %7b are the same (RFC 3986, 6.2.2.1); libcurl writes the latter
     */
    ck_assert_msg(strncasecmp(wire.raw->last, paths[_i].wanted,
                              strlen(paths[_i].wanted)) == 0,
                  "%s", wire.raw->last);
    ck_assert_ptr_nonnull(strstr(
        wire.raw->last,
        arena_print(&wire.mem, "\r\nHost: 127.0.0.1:%d\r\n", wire.raw->port)));
}
END_TEST

/* ---- with which credentials ---------------------------------------------- */

static bool
sent(const char *text)
{
    return strstr(wire.raw->last, text) != NULL;
}

START_TEST(credentials_go_only_where_they_are_asked_for)
{
    struct request request;

    wire_begin(fine, 60);
    request = wire_request("a");
    (void)wire_ask(&request);
    ck_assert(sent("\r\nUserName: wire-user\r\n"));
    ck_assert(sent("\r\nSecret: wire-secret&=% +\r\n"));
    ck_assert(sent("\r\nContent-Type: application/json\r\n"));
    ck_assert(!sent("company"));
    ck_assert(!sent("Authorization"));
    request.auth = AUTH_NONE;
    request.content = CONTENT_NONE;
    request.secrets = NULL;
    (void)wire_ask(&request);
    ck_assert(!sent("wire-user"));
    ck_assert(!sent("wire-secret"));
    ck_assert(!sent("Content-Type"));
    ck_assert(sent("\r\nUser-Agent: wire-test/1\r\n"));
    ck_assert(sent("\r\nAccept: application/json\r\n"));
}
END_TEST

START_TEST(a_token_goes_as_it_was_learned)
{
    static const uint32_t parts[] = {2, 0, 1};
    struct session session = {.secrets = &wire.secrets};
    struct request request;

    wire_begin(fine, 60);
    session_base(&session, 2, wire.base);
    request = wire_request("a");
    ck_assert(!session_address(&session, &request, 2, AUTH_BEARER, 1));
    ck_assert(session_token(&session, 1, "Zoho-oauthtoken", "t0k3n"));
    ck_assert(!session_token(&session, 3, "Bearer", "t0k3n\r\nA: b"));
    ck_assert(!session_token(&session, 3, "Bearer", ""));
    ck_assert(secrets_learn_basic(&wire.secrets, 4, parts, 3));
    ck_assert(!session_address(&session, &request, 1, AUTH_BEARER, 1));
    ck_assert(!session_address(&session, &request, 2, AUTH_BEARER, 0));
    ck_assert(!session_address(&session, &request, 2, AUTH_BEARER, 3));
    ck_assert(session_address(&session, &request, 2, AUTH_BEARER, 1));
    (void)wire_ask(&request);
    ck_assert(sent("\r\nAuthorization: Zoho-oauthtoken t0k3n\r\n"));
    ck_assert(sent("\r\nUserName: wire-user\r\n"));
    ck_assert(session_address(&session, &request, 2, AUTH_TOKEN, 1));
    (void)wire_ask(&request);
    ck_assert(sent("\r\nAuthorization: Zoho-oauthtoken t0k3n\r\n"));
    ck_assert(!sent("wire-user"));
    ck_assert(session_address(&session, &request, 2, AUTH_BASIC, 4));
    (void)wire_ask(&request);
    ck_assert(sent("\r\nAuthorization: Basic "
                   "Y29tcGFueSt3aXJlLXVzZXI6d2lyZS1zZWNyZXQmPSUgKw==\r\n"));
    ck_assert_str_eq(session_scrub(&session, "<T0K3N> wire-user", &wire.mem),
                     "<***> ***");
    secrets_wipe(&wire.secrets);
    ck_assert(!session_address(&session, &request, 2, AUTH_BEARER, 1));
}
END_TEST

/* It was cut when it was read, and ends in dots that a token may end in. */
START_TEST(a_token_that_was_cut_is_none)
{
    struct session session = {.secrets = &wire.secrets};
    char *token = arena_new(&wire.mem, char, JSON_TEXT_CAP + 1);
    struct request request;

    wire_begin(fine, 60);
    session_base(&session, 2, wire.base);
    request = wire_request("a");
    memset(token, 'x', JSON_TEXT_CAP);
    ck_assert(session_token(&session, 1, "Bearer", "t0k3n"));
    ck_assert(!session_token(&session, 1, "Bearer", token));
    ck_assert(!session_address(&session, &request, 2, AUTH_BEARER, 1));
    token[JSON_TEXT_CAP - 1] = '\0';
    ck_assert(session_token(&session, 1, "Bearer", token));
    ck_assert(session_address(&session, &request, 2, AUTH_BEARER, 1));
}
END_TEST

START_TEST(a_form_carries_secrets)
{
    struct request request;

    wire_begin(fine, 60);
    (void)secrets_learn(&wire.secrets, 0, "ASSERTION", NULL, "a.b-c");
    request = wire_request("token");
    request.method = "POST";
    request.auth = AUTH_NONE;
    request.content = CONTENT_FORM;
    request.body = "grant_type=x&secret={WIRE_SECRET}&user={WIRE_USER}"
                   "&assertion={ASSERTION}&odd={NOBODY}{WIRE}{}&v=%7BWIRE_USER"
                   "%7D";
    (void)wire_ask(&request);
    ck_assert(sent("POST /api/token HTTP/1.1\r\n"));
    ck_assert(sent("\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
    ck_assert(sent("\r\n\r\ngrant_type=x&secret=wire-secret%26%3D%25%20%2B"
                   "&user=wire-user&assertion=a.b-c&odd={NOBODY}{WIRE}{}"
                   "&v=%7BWIRE_USER%7D"));
    request.content = CONTENT_JSON;
    request.body = "{\"a\":\"{WIRE_SECRET}\"}";
    (void)wire_ask(&request);
    ck_assert(sent("\r\n\r\n{\"a\":\"{WIRE_SECRET}\"}"));
    request.body = NULL;
    (void)wire_ask(&request);
    ck_assert(sent("\r\nContent-Length: 0\r\n"));
}
END_TEST

#ifndef ARENA_DEBUG /* a sanitizer keeps what was freed */
/* Whether a word stands anywhere in memory that this process may write to; the
 * word is given with each byte one too high, so that it does not find itself.
 */
static bool
stands_in_memory(const char *shifted)
{
    size_t length = strlen(shifted);
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    bool found = false;

    ck_assert_ptr_nonnull(maps);
    while (!found && fgets(line, sizeof line, maps) != NULL) {
        unsigned long from, to;
        char mode[5];

        if (sscanf(line, "%lx-%lx %4s", &from, &to, mode) != 3 ||
            strncmp(mode, "rw", 2) != 0)
            continue;
        for (const char *p = (const char *)from;
             !found && p + length <= (const char *)to; p++) {
            size_t i = 0;

            while (i < length && p[i] + 1 == shifted[i])
                i++;
            found = i == length;
        }
    }
    (void)fclose(maps);
    return found;
}

/* What was sent leaves nothing behind once the answer has come. */
START_TEST(no_secret_stays_in_memory)
{
    static const char shifted[] = "UiJt.Jt.Bo.VodpnnpoUplfo"; /* ThIs-... */
    struct secrets *secrets = &wire.secrets;
    struct request request;
    char *room;

    wire_begin(fine, 60);
    room = secret_room(&secrets->learned[0].value, sizeof shifted - 1);
    for (size_t i = 0; i < sizeof shifted - 1; i++)
        room[i] = (char)(shifted[i] - 1);
    secrets->learned[0].word = "Bearer";
    secrets->learned[0].name = "TOKEN";
    request = wire_request("a");
    request.method = "POST";
    request.auth = AUTH_BEARER;
    request.content = CONTENT_FORM;
    request.body = "token={TOKEN}";
    ck_assert_int_eq(wire_ask(&request).net, NET_OK);
    ck_assert(stands_in_memory(shifted));
    secrets_wipe(secrets);
    explicit_bzero(wire.raw->last, sizeof wire.raw->last);
    ck_assert_int_eq(wire_get("b").net, NET_OK);
    ck_assert(!stands_in_memory(shifted));
}
END_TEST
#endif

Suite *
wire_send_suite(void)
{
    Suite *suite = suite_create("wire: sending");
    TCase *tests = tcase_create("requests"), *memory = tcase_create("memory");

    tcase_add_checked_fixture(tests, wire_setup, wire_teardown);
    tcase_add_checked_fixture(memory, wire_setup, wire_teardown);
    tcase_set_tags(memory, "all-memory");
    tcase_add_loop_test(tests, nothing_is_sent_twice, 0, 2);
    tcase_add_test(tests, what_is_told_is_what_was_seen);
    tcase_add_test(tests, nobody_there_is_no_send);
    tcase_add_test(tests, kept_connections_are_used_again);
    tcase_add_loop_test(tests, nothing_leaves_its_base, 0,
                        (int)(sizeof astray / sizeof *astray));
    tcase_add_loop_test(tests, paths_go_out_as_they_are, 0,
                        (int)(sizeof paths / sizeof *paths));
    tcase_add_test(tests, credentials_go_only_where_they_are_asked_for);
    tcase_add_test(tests, a_token_goes_as_it_was_learned);
    tcase_add_test(tests, a_token_that_was_cut_is_none);
    tcase_add_test(tests, a_form_carries_secrets);
#ifndef ARENA_DEBUG
    tcase_add_test(memory, no_secret_stays_in_memory);
#endif
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, memory);
    return suite;
}
