/* The lines before a body: which status counts, and whether a length can be
 * believed. Links are in connectwise_words.c. */
#include "scanner/engine/http_head.h"
#include "tests/unit/scanner_test.h"

#include <string.h>

/* What the lines come to, in one go. */
static struct head
head_of(const char *const *line)
{
    struct head head = {.allowance = "x-rate-limit-remaining-v3"};

    for (; *line != NULL; line++)
        head_line(&head, *line, strlen(*line));
    return head;
}

static const struct {
    const char *line;
    int status; /* -1: broken */
} first[] = {
    {"HTTP/1.1 401 Unauthorized\r\n", 401},
    {"HTTP/1.1 200\r\n", 200},
    {"HTTP/2 204", 204},
    {"HTTP/1.1 999\tx\r\n", 999},
    {"HTTP/1.1 200 \r\n", 200},
    /* interim: no answer yet */
    {"HTTP/1.1 100 Continue\r\n", 0},
    {"HTTP/1.1 199\r\n", 0},
    /* none at all */
    {"HTTP/1.1 099\r\n", -1},
    {"HTTP/1.1 4x1 no\r\n", -1},
    {"HTTP/1.1 /01\r\n", -1},
    {"HTTP/1.1 40:\r\n", -1},
    {"HTTP/1.1 40", -1},
    {"HTTP/1.1 40\r\n", -1},
    {"HTTP/1.1 4011\r\n", -1},
    {"HTTP/1.1 401x\r\n", -1},
    {"HTTP/1.1\r\n", -1},
    {"HTTP/1.1  401\r\n", -1},
};

START_TEST(status_of_a_first_line)
{
    struct head head = head_of((const char *const[]){first[_i].line, NULL});

    ck_assert_int_eq(head.broken, first[_i].status < 0);
    ck_assert_int_eq(head.status, first[_i].status < 0 ? 0 : first[_i].status);
    ck_assert_uint_eq(head.bytes, strlen(first[_i].line));
    ck_assert(!head.ended);
}
END_TEST

/* What stands behind a line is not of it. */
START_TEST(a_line_ends_where_it_ends)
{
    static const char line[] = "HTTP/1.1 4012\r\nContent-Length: 12";
    struct head head = {.bytes = 0};

    head_line(&head, line, strlen("HTTP/1.1 40"));
    ck_assert(head.broken && head.status == 0);
    head_line(&head, line, strlen("HTTP/1.1 401"));
    ck_assert(!head.broken && head.status == 401);
    head_line(&head, strstr(line, "Content"), strlen("Content-Length: 1"));
    ck_assert(head.sized && head.size == 1);
    head_line(&head, strstr(line, "Content"), strlen("Content-Length"));
    ck_assert(!head.broken && head.size == 1);
}
END_TEST

#define OK "HTTP/1.1 200 OK\r\n"

static const struct {
    const char *line[4];
    int64_t size; /* -1: none is given; -2: broken */
} lengths[] = {
    {{OK, "Content-Length: 9\r\n"}, 9},
    {{OK, "Content-Length: 0\r\n"}, 0},
    {{OK, "CONTENT-LENGTH:190 \t\r\n"}, 190},
    {{OK, "Content-Length: 999999999999999999\r\n"}, 999999999999999999},
    {{OK, "Content-Length: 7\r\n", "content-length: 7\r\n"}, 7},
    {{OK, "Content-Length-Of: 7\r\n"}, -1},
    {{OK, "Content-Lengt: 7\r\n"}, -1},
    {{OK, "Content-Length\r\n"}, -1},
    {{OK, "X: 7\r\n", "\r\n"}, -1},
    {{OK, "Content-Length: 7\r\n", OK}, -1},     /* begins anew */
    {{OK, "\r\n", "Content-Length: 7\r\n"}, -1}, /* a trailer */
    {{OK, "Content-Length: 1000000000000000000\r\n"}, -2},
    {{OK, "Content-Length:\r\n"}, -2},
    {{OK, "Content-Length: 1/\r\n"}, -2},
    {{OK, "Content-Length: 1:\r\n"}, -2},
    {{OK, "Content-Length: -1\r\n"}, -2},
    {{OK, "Content-Length: 7, 7\r\n"}, -2},
    {{OK, "Content-Length: 7\r\n", "Content-Length: 8\r\n"}, -2},
    {{OK, "Content-Length: 0\r\n", "Content-Length: 8\r\n"}, -2},
    {{OK, "Content-Length : 7\r\n"}, -2},
};

START_TEST(length_of_a_body)
{
    struct head head = head_of(lengths[_i].line);
    int64_t size = lengths[_i].size;

    ck_assert_int_eq(head.broken, size == -2);
    if (size == -2)
        return;
    ck_assert_int_eq(head.sized, size >= 0);
    ck_assert_int_eq(head.size, size >= 0 ? size : 0);
    ck_assert_int_eq(head.status, 200);
}
END_TEST

/* One that cannot be read says nothing, and neither does that of an interim
 * answer. */
START_TEST(what_time_it_is_there)
{
    static const struct {
        const char *line[4];
        int64_t date;
    } row[] = {
        {{OK, "Date: Mon, 23 Nov 2026 08:00:00 GMT\r\n"}, 1795420800},
        {{OK, "date:Mon, 23 Nov 2026 08:00:00 GMT \r\n"}, 1795420800},
        {{OK, "Date: yesterday\r\n"}, 0},
        {{OK, "X-Date: Mon, 23 Nov 2026 08:00:00 GMT\r\n"}, 0},
        {{"HTTP/1.1 100\r\n", "Date: Mon, 23 Nov 2026 08:00:00 GMT\r\n", OK},
         0},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct head head = head_of(row[i].line);

        ck_assert_int_eq(head.date, row[i].date);
        ck_assert(!head.broken);
    }
}
END_TEST

/* One that is too long is no number, and two that differ are none. */
START_TEST(how_much_is_left)
{
    static const struct {
        const char *line[5]; /* NULL-ended */
        const char *left;
    } row[] = {
        {{OK}, ""},
        {{OK, "X-Rate-Limit-Remaining-v3: 74950\r\n"}, "74950"},
        {{OK, "x-rate-limit-remaining-V3:0 \r\n"}, "0"},
        {{OK, "X-Rate-Limit-Remaining: 5\r\n"}, ""},
        {{OK, "X-Rate-Limit-Remaining-v3: 9\r\n",
          "X-Rate-Limit-Remaining-v3: "
          "12345678901234567890123456789012345678901\r\n"},
         "?"},
        {{OK, "X-Rate-Limit-Remaining-v3: 9\r\n",
          "X-Rate-Limit-Remaining-v3: 9\r\n"},
         "9"},
        {{OK, "X-Rate-Limit-Remaining-v3: 0\r\n",
          "X-Rate-Limit-Remaining-v3: 5000\r\n"},
         "?"},
        {{OK, "X-Rate-Limit-Remaining-v3: 5000\r\n",
          "X-Rate-Limit-Remaining-v3: 0\r\n",
          "X-Rate-Limit-Remaining-v3: 0\r\n"},
         "?"},
        {{"HTTP/1.1 100\r\n", "X-Rate-Limit-Remaining-v3: 7\r\n", OK}, ""},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct head head = head_of(row[i].line);

        ck_assert_str_eq(head.remaining, row[i].left);
        ck_assert(!head.broken);
    }
}
END_TEST

/* All lines count, also those of interim answers, whose headers do not. */
START_TEST(an_interim_answer_is_none)
{
    static const char *const line[] = {"HTTP/1.1 103 Early Hints\r\n",
                                       "Link: <a>; rel=next\r\n",
                                       "Location: /x\r\n",
                                       "\r\n",
                                       "HTTP/1.1 401 No\r\n",
                                       "Location: /y\r\n",
                                       "\r\n",
                                       "Location: /z\r\n",
                                       NULL};
    struct head head = head_of(line);
    size_t bytes = 0;

    for (const char *const *at = line; *at != NULL; at++)
        bytes += strlen(*at);
    ck_assert_uint_eq(head.bytes, bytes);
    ck_assert_int_eq(head.status, 401);
    ck_assert(head.ended && head.located && !head.broken);
    ck_assert_str_eq(head.location, "/y");
    ck_assert_str_eq(head.link, "");
    head = head_of((const char *const[]){"HTTP/1.1 103\r\n", "\r\n", NULL});
    ck_assert(!head.ended);
}
END_TEST

Suite *
scanner_head_suite(void)
{
    Suite *suite = suite_create("scanner: heads of answers");
    TCase *tests = tcase_create("heads");

    tcase_add_loop_test(tests, status_of_a_first_line, 0,
                        (int)(sizeof first / sizeof *first));
    tcase_add_test(tests, a_line_ends_where_it_ends);
    tcase_add_loop_test(tests, length_of_a_body, 0,
                        (int)(sizeof lengths / sizeof *lengths));
    tcase_add_test(tests, an_interim_answer_is_none);
    tcase_add_test(tests, what_time_it_is_there);
    tcase_add_test(tests, how_much_is_left);
    suite_add_tcase(suite, tests);
    return suite;
}
