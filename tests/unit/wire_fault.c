/* Answers that break off, lie about their length, or are no HTTP: a status
 * that arrived is kept, and each fault has its name. */
#include "tests/unit/wire_test.h"

#include <string.h>

#define REFUSED "HTTP/1.1 401 Unauthorized\r\n"
#define GRANTED "HTTP/1.1 200 OK\r\n"
#define WORDS   "{\"errors\":[\"no\"]}"

struct fault_case {
    struct raw_say say;
    enum net net;
    int status;
    bool whole;       /* it came to its end */
    const char *body; /* all of it, else how it begins */
};

#define TEXT(...)                                                              \
    {                                                                          \
        .bytes = (__VA_ARGS__), .then = RAW_CLOSE                              \
    }
#define BYTES(text)                                                            \
    {                                                                          \
        .bytes = (text), .length = sizeof(text) - 1, .then = RAW_CLOSE         \
    }

static const struct fault_case faults[] = {
    /* a refused login, in all the ways its body can go wrong */
    {TEXT(REFUSED "Content-Length: 17\r\n\r\n" WORDS), NET_OK, 401, true,
     WORDS},
    {TEXT(REFUSED "\r\n" WORDS), NET_OK, 401, true, WORDS},
    {TEXT(REFUSED "Content-Length: 0\r\n\r\n"), NET_OK, 401, true, ""},
    {TEXT(REFUSED "Content-Length: 100\r\n\r\n" WORDS), NET_RESET, 401, false,
     WORDS},
    {TEXT(REFUSED "Content-Length: 100\r\n\r\n"), NET_RESET, 401, false, ""},
    {{.bytes = REFUSED "Content-Length: 100\r\n\r\n{", .then = RAW_RESET},
     NET_RESET,
     401,
     false,
     "{"},
    {TEXT(REFUSED "Transfer-Encoding: chunked\r\n\r\n11\r\n" WORDS
                  "\r\nzz\r\n"),
     NET_BROKEN, 401, false, WORDS},
    {TEXT(REFUSED "Transfer-Encoding: chunked\r\n\r\n11\r\n" WORDS), NET_RESET,
     401, false, WORDS},
    {TEXT(REFUSED "Content-Encoding: gzip\r\nContent-Length: 17\r\n\r\n" WORDS),
     NET_BROKEN, 401, false, ""},
    {TEXT(REFUSED
          "Content-Encoding: rot13\r\nContent-Length: 17\r\n\r\n" WORDS),
     NET_BROKEN, 401, false, ""},
    {{.bytes = REFUSED "Content-Length: 5000017\r\n\r\n" WORDS,
      .more = 5000000,
      .then = RAW_CLOSE},
     NET_OK,
     401,
     false,
     WORDS},
    {{.bytes = REFUSED "\r\n" WORDS, .more = 5000000, .then = RAW_CLOSE},
     NET_OK,
     401,
     false,
     WORDS},
    {{.bytes = REFUSED "Content-Length: 100\r\n\r\n" WORDS, .then = RAW_STALL},
     NET_OK,
     401,
     false,
     WORDS},
    /* and its headers */
    {TEXT(REFUSED), NET_RESET, 401, false, ""},
    {TEXT(REFUSED "X-Half: "), NET_RESET, 401, false, ""},
    {{.bytes = REFUSED "X: y\r\n", .then = RAW_RESET},
     NET_RESET,
     401,
     false,
     ""},
    {{.bytes = REFUSED, .then = RAW_STALL}, NET_OK, 401, false, ""},
    {{.bytes = REFUSED "X-Long: ", .more = 70000, .late = "\r\n\r\n"},
     NET_TOO_BIG,
     401,
     false,
     ""},
    {{.bytes = REFUSED "X-Long: ", .more = 500000, .then = RAW_CLOSE},
     NET_TOO_BIG,
     401,
     false,
     ""},
    {BYTES(REFUSED "X: a\0b\r\n\r\n"), NET_BROKEN, 401, false, ""},
    {TEXT(REFUSED "Content-Length: abc\r\n\r\n" WORDS), NET_BROKEN, 401, false,
     ""},
    {TEXT(REFUSED "Content-Length: -17\r\n\r\n" WORDS), NET_BROKEN, 401, false,
     ""},
    {TEXT(REFUSED "Content-Length: 99999999999999999999\r\n\r\n" WORDS),
     NET_BROKEN, 401, false, WORDS},
    {TEXT("HTTP/1.1 100 Continue\r\n\r\n" REFUSED
          "Content-Length: 17\r\n\r\n" WORDS),
     NET_OK, 401, true, WORDS},
    {TEXT("HTTP/1.0 401 No\r\n\r\n" WORDS), NET_OK, 401, true, WORDS},
    {TEXT("HTTP/1.1 401\r\nContent-Length: 17\r\n\r\n" WORDS), NET_OK, 401,
     true, WORDS},

    /* a length that cannot be believed: doubt, never a success */
    {TEXT(GRANTED "Content-Length: 99999999999999999999\r\n\r\n{}"), NET_BROKEN,
     200, false, "{}"},
    {TEXT(GRANTED "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
     NET_BROKEN, 200, false, "{}"},
    {TEXT(GRANTED "Content-Length: 3\r\nContent-Length: 2\r\n\r\n{} "),
     NET_BROKEN, 200, false, "{}"},
    {TEXT(GRANTED "Content-Length: 2, 2\r\n\r\n{}"), NET_BROKEN, 200, false,
     ""},
    {TEXT(GRANTED "Content-Length: +2\r\n\r\n{}"), NET_BROKEN, 200, false, ""},
    {TEXT(GRANTED "Content-Length: 2 2\r\n\r\n{}"), NET_BROKEN, 200, false, ""},
    {TEXT(GRANTED "Content-Length:\r\n\r\n{}"), NET_BROKEN, 200, false, ""},
    {TEXT(GRANTED "Content-Length : 5\r\n\r\n{}"), NET_BROKEN, 200, false, ""},
    {TEXT(GRANTED "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"), NET_OK,
     200, true, "{}"},
    {TEXT(GRANTED "content-length:2\r\n\r\n{}"), NET_OK, 200, true, "{}"},
    {TEXT(GRANTED "Content-Length: 2\r\n\r\n{}trailing"), NET_OK, 200, true,
     "{}"},
    {TEXT(GRANTED "Content-Length: 5000000\r\n\r\n{}"), NET_RESET, 200, false,
     "{}"},
    {{.bytes = GRANTED "Content-Length: 5000000\r\n\r\n",
      .more = 5000000,
      .then = RAW_CLOSE},
     NET_TOO_BIG,
     200,
     false,
     "xx"},
    {TEXT(GRANTED "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"), NET_RESET,
     200, false, "{}"},
    {TEXT(GRANTED "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
                  "Content-Length: 7\r\n\r\n"),
     NET_OK, 200, true, "{}"},
    {TEXT(GRANTED "Transfer-Encoding: chunked\r\n\r\n"
                  "fffffffffffffffff\r\n{}\r\n"),
     NET_BROKEN, 200, false, ""},

    /* only a 401 is not waited for */
    {{.bytes = "HTTP/1.1 403 No\r\n\r\n" WORDS, .then = RAW_STALL},
     NET_TIMEOUT,
     403,
     false,
     WORDS},
    {{.bytes = GRANTED "Content-Length: 9\r\n\r\n{}", .then = RAW_STALL},
     NET_TIMEOUT,
     200,
     false,
     "{}"},
    {{.bytes = "", .then = RAW_STALL}, NET_TIMEOUT, 0, false, ""},

    /* no answer of the server's */
    {TEXT(""), NET_RESET, 0, false, ""},
    {TEXT("HTTP/1.1 2"), NET_RESET, 0, false, ""},
    {TEXT(GRANTED), NET_RESET, 200, false, ""},
    {TEXT(GRANTED "Content-Length: 0\r\n"), NET_RESET, 200, false, ""},
    {TEXT(GRANTED "Content-Length: 0\r\n\r"), NET_RESET, 200, false, ""},
    {{.bytes = "", .then = RAW_RESET}, NET_RESET, 0, false, ""},
    {TEXT("HTTP/1.1 100 Continue\r\n\r\n"), NET_RESET, 0, false, ""},
    {TEXT("HTTP/1.1 103 Early Hints\r\nContent-Length: 9x\r\n\r\n" GRANTED
          "Content-Length: 2\r\n\r\n{}"),
     NET_OK, 200, true, "{}"},
    {TEXT("{\"items\":[]}"), NET_BROKEN, 0, false, ""},
    {TEXT("HTTP/7.1 200 OK\r\n\r\n{}"), NET_BROKEN, 0, false, ""},
    {TEXT("HTTP/1.1 4010 What\r\n\r\n{}"), NET_BROKEN, 0, false, ""},
    {TEXT("HTTP/1.1 abc\r\n\r\n{}"), NET_BROKEN, 0, false, ""},
    {TEXT("HTTP/1.1\r\n\r\n{}"), NET_BROKEN, 0, false, ""},
    {TEXT("SSH-2.0-OpenSSH_9.2\r\n"), NET_BROKEN, 0, false, ""},

    /* answers that are odd, but whole */
    {TEXT("HTTP/1.1 204 None\r\n\r\n{}"), NET_OK, 204, true, ""},
    {TEXT("HTTP/1.1 304 Same\r\n\r\n{}"), NET_OK, 304, true, ""},
    {TEXT("HTTP/1.1 500 No\r\nContent-Length: 17\r\n\r\n" WORDS), NET_OK, 500,
     true, WORDS},
    {{.bytes = "HTTP/1.1 500 No\r\n\r\n" WORDS,
      .more = 5000000,
      .then = RAW_CLOSE},
     NET_OK,
     500,
     false,
     WORDS},
};

START_TEST(what_the_body_does_hides_nothing)
{
    const struct fault_case *row = &faults[_i];
    const struct raw_say script[] = {row->say, {0}};
    struct response got;

    wire_begin(script, row->net == NET_TIMEOUT ? 1 : 3600);
    got = wire_get("x");
    ck_assert_msg(got.net == row->net, "net %d, not %d (%s)", (int)got.net,
                  (int)row->net, got.net_text != NULL ? got.net_text : "");
    ck_assert_int_eq(got.status, row->status);
    ck_assert_msg(strncmp(got.body, row->body, strlen(row->body)) == 0, "%s",
                  got.body);
    if (row->whole)
        ck_assert_uint_eq(got.length, strlen(row->body));
    ck_assert_uint_le(got.length, got.status >= 400 ? HTTP_ERROR_CAP + 65536
                                                    : HTTP_BODY_CAP);
    ck_assert_ptr_null(got.location);
    ck_assert_uint_eq(got.sends, 1);
    ck_assert_uint_eq(wire.raw->requests, 1);
}
END_TEST

/* What a server sends too much is not the beginning of the next answer. */
START_TEST(bytes_too_many_answer_nothing)
{
    static const struct raw_say script[] = {
        {.bytes = GRANTED "Content-Length: 2\r\n\r\n{}",
         .late = GRANTED "Content-Length: 4\r\n\r\nfake"},
        {.bytes = GRANTED "Content-Length: 4\r\n\r\nreal", .then = RAW_CLOSE},
        {0}};
    struct response got;

    wire_begin(script, 60);
    got = wire_get("a");
    ck_assert_str_eq(got.body, "{}");
    (void)wire.transport.next(wire.transport.ctx, &got, 300);
    got = wire_get("b");
    ck_assert_msg(got.net != NET_OK || strcmp(got.body, "real") == 0, "%s",
                  got.body);
}
END_TEST

/* ---- redirects ----------------------------------------------------------- */

START_TEST(a_redirect_is_an_answer)
{
    static const char *const lines[] = {"301 Moved", "302 Found", "303 Other",
                                        "307 Temporary", "308 Permanent"};
    const struct raw_say script[] = {
        {.bytes = arena_print(&wire.mem,
                              "HTTP/1.1 %s\r\nLocation: /elsewhere\r\n"
                              "Content-Length: 0\r\n\r\n",
                              lines[_i])},
        {0}};
    struct response got;

    wire_begin(script, 60);
    got = wire_get("x");
    ck_assert_int_eq(got.net, NET_OK);
    ck_assert_int_eq(got.status / 100, 3);
    ck_assert_str_eq(got.location, "/elsewhere");
    ck_assert_uint_eq(wire.raw->requests, 1);
}
END_TEST

/* ---- the wait that is asked for ------------------------------------------ */

struct wait_case {
    const char *value;
    int64_t least, most;
};

static const struct wait_case waits[] = {
    {"7", 7000, 7000},
    {"120", 120000, 120000},
    {"0", -1, -1},
    {"-5", -1, -1},
    {"soon", -1, -1},
    {"", -1, -1},
    {"86401", 86400000, 86400000},
    {"99999999999999999999999999", -1, 86400000},
    {"9223372036854775807", 86400000, 86400000},
    {"Sun, 06 Nov 1994 08:49:37 GMT", -1, -1},
    {"Thu, 01 Jan 1970 00:00:00 GMT", -1, -1},
    {"Fri, 31 Dec 9999 23:59:59 GMT", 86400000, 86400000},
};

START_TEST(the_wait_is_read)
{
    const struct wait_case *row = &waits[_i];
    const struct raw_say script[] = {
        {.bytes = arena_print(&wire.mem,
                              "HTTP/1.1 429 Slow\r\nRetry-After: %s\r\n"
                              "Content-Length: 2\r\n\r\n{}",
                              row->value)},
        {.bytes = GRANTED "Content-Length: 2\r\n\r\n{}"},
        {0}};
    struct response got;

    wire_begin(script, 60);
    got = wire_get("x");
    ck_assert_int_eq(got.status, 429);
    ck_assert_int_ge(got.retry_after_ms, row->least);
    ck_assert_int_le(got.retry_after_ms, row->most);
    got = wire_get("x");
    ck_assert_int_eq(got.retry_after_ms, -1);
}
END_TEST

START_TEST(the_time_is_read)
{
    const struct raw_say script[] = {
        {.bytes = "HTTP/1.1 401 No\r\nDate: Mon, 23 Nov 2026 08:00:00 GMT\r\n"
                  "Content-Length: 2\r\n\r\n{}"},
        {.bytes = GRANTED "Content-Length: 2\r\n\r\n{}"},
        {0}};

    wire_begin(script, 60);
    ck_assert_int_eq(wire_get("x").date, 1795420800);
    ck_assert_int_eq(wire_get("x").date, 0);
}
END_TEST

Suite *
wire_fault_suite(void)
{
    Suite *suite = suite_create("wire: faults");
    TCase *tests = tcase_create("answers");

    tcase_add_checked_fixture(tests, wire_setup, wire_teardown);
    tcase_add_loop_test(tests, what_the_body_does_hides_nothing, 0,
                        (int)(sizeof faults / sizeof *faults));
    tcase_add_test(tests, bytes_too_many_answer_nothing);
    tcase_add_loop_test(tests, a_redirect_is_an_answer, 0, 5);
    tcase_add_test(tests, the_time_is_read);
    tcase_add_loop_test(tests, the_wait_is_read, 0,
                        (int)(sizeof waits / sizeof *waits));
    suite_add_tcase(suite, tests);
    return suite;
}
