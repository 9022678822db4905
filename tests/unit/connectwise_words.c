/* Sites, code bases, names and the kinds of answers. */
#include "base/text.h"
#include "rules/model/fold.h"
#include "scanner/connectwise/connectwise.h"
#include "scanner/engine/http_head.h"
#include "tests/unit/connectwise.h"

#include <string.h>

static struct arena mem;

static void
end(void)
{
    arena_free(&mem);
}

START_TEST(sites)
{
    static const struct {
        const char *typed, *url;
    } site[] = {
        {"na.myconnectwise.net", "https://api-na.myconnectwise.net/"},
        {" https://EU.myconnectwise.net/ ",
         "https://api-eu.myconnectwise.net/"},
        {"api-au.myconnectwise.net", "https://api-au.myconnectwise.net/"},
        {"mycompany.myconnectwise.net",
         "https://api-mycompany.myconnectwise.net/"},
        {"https://na.myconnectwise.net/v4_6_release/apis/3.0/",
         "https://api-na.myconnectwise.net/"},
        {"staging.connectwisedev.com",
         "https://api-staging.connectwisedev.com/"},
        {"cw.example.com", "https://cw.example.com/"},
        {"https://cw.example.com:8443/x?y#z", "https://cw.example.com:8443/"},
        {"http://127.0.0.1:8080/", "http://127.0.0.1:8080/"},
        {"http://cw.example.com", NULL},
        {"ftp://cw.example.com", NULL},
        {"https://me@na.myconnectwise.net/", NULL},
        {"na.myconnectwise.net.evil.example", NULL},
        {"na-myconnectwise.net", NULL},
        {"a.na.myconnectwise.net", NULL},
        {"myconnectwise.net", NULL},
        {"connectwisedev.com", NULL},
        {"na.myconnectwise.net.", NULL},
        {"n\xC3\xA4.example.com", NULL},
        {"cw.example.com\\@evil.example", NULL},
        {"cw .example.com", NULL},
        {"", NULL},
        {NULL, NULL},
    };

    for (size_t i = 0; i < sizeof site / sizeof *site; i++) {
        const char *why = NULL;
        const char *url = connectwise_locate(site[i].typed, &why, &mem);

        ck_assert_msg(text_same(url, site[i].url), "%s: %s", site[i].typed,
                      text_or(url, "refused"));
        ck_assert((why == NULL) == (url != NULL));
    }
}
END_TEST

START_TEST(codebases)
{
    static const char *const good[] = {"v2025_1/", "v4_6_release/", "v2025_1",
                                       "v4_6_release"};
    static const char *const bad[] = {"",
                                      "v",
                                      "v2025/",
                                      "2025_1/",
                                      "v2025_1//",
                                      "v2025_1/../",
                                      "v2025_1_",
                                      "v2025_1_X/",
                                      "../../steal/",
                                      "v2025_1?",
                                      "v_1/",
                                      "v2025x1/",
                                      "v2025/1/",
                                      "v2025_/",
                                      "v2025_x/",
                                      "v1234567890_1/",
                                      "v1_1234567890/",
                                      "v2025_1_abcdefghijklmnopqrstu/"};

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_msg(connectwise_codebase(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(!connectwise_codebase(bad[i]), "%s", bad[i]);
    ck_assert(!connectwise_codebase(NULL));
}
END_TEST

START_TEST(names)
{
    static const char *const same[][2] = {
        {"Service Tickets", "service ticket"},
        {"ServiceTickets", "Service Tickets"},
        {"APIReports", "API Reports"},
        {"Time & Expense", "Time and Expenses"},
        {"Companies", "Company"},
        {"Service Ticket - Dependencies",
         "Service Tickets \xE2\x80\x93 Dependency"},
    };

    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        ck_assert_str_eq(name_fold(same[i][0], &mem),
                         name_fold(same[i][1], &mem));
    ck_assert_str_ne(name_fold("Close Projects", &mem),
                     name_fold("Projects", &mem));
}
END_TEST

/* No name of a function, folded, is that of another in its module. */
START_TEST(names_are_unique)
{
    const struct catalogue *all = &connectwise_catalogue;

    for (uint32_t a = 0; a < all->n_entity; a++)
        for (uint32_t b = a + 1; b < all->n_entity; b++)
            ck_assert_msg(
                !text_same(all->entity[a].section, all->entity[b].section) ||
                    !text_same(name_fold(all->entity[a].title, &mem),
                               name_fold(all->entity[b].title, &mem)),
                "%s, %s", all->entity[a].name, all->entity[b].name);
    for (uint32_t a = 1; a < all->n_entity; a++)
        ck_assert_int_lt(strcmp(all->entity[a - 1].name, all->entity[a].name),
                         0);
    ck_assert_uint_eq(all->n_entity, 110);
    ck_assert_str_eq(all->everything->id, CW_ADMINISTRATOR);
}
END_TEST

static struct answer
read_answer(int status, const char *body)
{
    struct response response = {.net = NET_OK,
                                .status = status,
                                .body = body,
                                .length = strlen(body),
                                .retry_after_ms = -1};

    return dialect_read(&connectwise_dialect, &response, &mem);
}

START_TEST(answers)
{
    static const struct {
        int status;
        const char *body;
        enum answer_kind kind;
    } answer[] = {
        {200, "[]", ANSWER_OK},
        {200, "[{\"id\":177}]", ANSWER_OK},
        {200, "{\"count\":3}", ANSWER_OK},
        {200, "null", ANSWER_GARBAGE},
        {200, "", ANSWER_GARBAGE},
        {200, "<html>", ANSWER_INTERCEPTED},
        {302, "", ANSWER_ELSEWHERE},
        {400, "Cannot route. Codebase/company is invalid", ANSWER_ELSEWHERE},
        {400, "{\"message\":\"Cannot route. Codebase/company is invalid\"}",
         ANSWER_ELSEWHERE},
        {400,
         "{\"code\":\"InvalidObject\",\"message\":\"The request is invalid.\","
         "\"errors\":[{\"code\":\"UnsupportedFormat\",\"message\":\"bad\"}]}",
         ANSWER_ERROR},
        {401, "{\"code\":\"Unauthorized\"}", ANSWER_LOGIN},
        {401, "<html>", ANSWER_LOGIN},
        {401, "", ANSWER_LOGIN},
        {403,
         "{\"code\":\"Security\",\"message\":\"You do not have security "
         "permission to perform this action.\",\"errors\":null}",
         ANSWER_DENIED},
        {403, "{\"code\":\"Security\",\"message\":\"SSL is required.\"}",
         ANSWER_ELSEWHERE},
        {403, "<!DOCTYPE html>Error 1020", ANSWER_INTERCEPTED},
        {404, "<!DOCTYPE html>", ANSWER_NOT_OFFERED},
        {404, "{\"code\":\"NotFound\"}", ANSWER_NOT_OFFERED},
        {405, "{\"code\":\"MethodNotAllowed\"}", ANSWER_NOT_OFFERED},
        {429, "{\"error\":\"ConnectWiseAPI\"}", ANSWER_THROTTLED},
        {500, "{\"message\":\"Execution Timeout Expired.\"}",
         ANSWER_UNAVAILABLE},
        {503, "", ANSWER_UNAVAILABLE},
    };

    for (size_t i = 0; i < sizeof answer / sizeof *answer; i++) {
        struct answer read = read_answer(answer[i].status, answer[i].body);

        ck_assert_msg(read.kind == answer[i].kind, "%d %s: %d",
                      answer[i].status, answer[i].body, (int)read.kind);
    }
    ck_assert_int_eq(read_answer(429, "{}").asked_ms, 30000);
    ck_assert_str_eq(read_answer(418, "I am a teapot").said, "I am a teapot");
}
END_TEST

/* What tells whether a list goes on, and where a redirection points to. */
START_TEST(headers)
{
    static const char *const line[] = {
        "HTTP/1.1 200 OK\r\n",
        "link:  <https://x/?page=2>; rel=\"next\" \r\n",
        "Linked: no\r\n",
        "Link: <https://x/?page=9>; rel=\"last\"\r\n",
        "Location: https://y/\r\n",
        "\r\n",
    };
    struct head head = {.bytes = 0};

    for (size_t i = 0; i < sizeof line / sizeof *line; i++)
        head_line(&head, line[i], strlen(line[i]));
    ck_assert_str_eq(head.link, "<https://x/?page=2>; rel=\"next\", "
                                "<https://x/?page=9>; rel=\"last\"");
    ck_assert_str_eq(head.location, "https://y/");
    ck_assert(head.located && head.ended);
}
END_TEST

/* Of one that is longer than is kept nobody could tell what it says. */
START_TEST(long_headers)
{
    static const char status[] = "HTTP/1.1 200 OK\r\n";
    struct head head = {.bytes = 0};
    char *line = arena_zero(&mem, HEAD_LINK_CAP + 20, 1, 1);

    memset(line, 'x', HEAD_LINK_CAP + 19);
    memcpy(line, "Link: ", 6);
    head_line(&head, status, sizeof status - 1);
    head_line(&head, line, HEAD_LINK_CAP + 19);
    ck_assert(head.broken);
}
END_TEST

Suite *
connectwise_words_suite(void)
{
    Suite *suite = suite_create("connectwise words");
    TCase *tests = tcase_create("words");

    tcase_add_checked_fixture(tests, NULL, end);
    tcase_add_test(tests, sites);
    tcase_add_test(tests, codebases);
    tcase_add_test(tests, names);
    tcase_add_test(tests, names_are_unique);
    tcase_add_test(tests, answers);
    tcase_add_test(tests, headers);
    tcase_add_test(tests, long_headers);
    suite_add_tcase(suite, tests);
    return suite;
}
