/* Autotask's dialect: every shape of answer that is known, and what it has to
 * amount to. Its metadata is in scanner_metadata.c. */
#include "base/text.h"
#include "scanner/autotask/autotask.h"
#include "tests/unit/scanner_test.h"

#include <stdlib.h>
#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

/* ---- answers ------------------------------------------------------------- */

struct answer_case {
    int status;
    const char *body;
    enum answer_kind kind;
    const char *said; /* a part of it; NULL: nothing is said */
};

#define ADEQUATE "The logged in Resource does not have the adequate permissions"

#define DENIED(rest) "{\"errors\":[\"" ADEQUATE " to " rest ".\"]}"
#define HTML         "<html><body>Bad Gateway: " ADEQUATE "</body></html>"
#define THREADS      "The thread threshold of 3 has been exceeded."

static const struct answer_case answers[] = {
    /* success */
    {200, "{\"items\":[{\"id\":1}],\"pageDetails\":{}}", ANSWER_OK, NULL},
    {200, "{}", ANSWER_OK, NULL},
    {200, "{\"item\":null}", ANSWER_OK, NULL},
    {200, "{\"errors\":null,\"items\":[]}", ANSWER_OK, NULL},
    {200, "{\"errors\":[],\"items\":[]}", ANSWER_OK, NULL},
    /* success that carries errors is none */
    {200, "{\"errors\":[\"Unable to find x\"],\"items\":[]}", ANSWER_ERROR,
     "Unable to find x"},
    {200, "{\"Errors\":[\"x\"],\"items\":[]}", ANSWER_ERROR, "x"},
    {200, "{\"errors\":\"x\",\"items\":[]}", ANSWER_ERROR, "x"},
    {200, "{\"errors\":{\"a\":1},\"items\":[]}", ANSWER_ERROR, NULL},
    {200, "{\"errors\":[{\"message\":\"y\"}]}", ANSWER_ERROR, "y"},
    {200, "{\"errors\":[{\"code\":3}]}", ANSWER_ERROR, NULL},
    {200, "{\"errors\":[7]}", ANSWER_ERROR, NULL},
    {200, "{\"errors\":[\"x\"],\"Errors\":[]}", ANSWER_ERROR, NULL},
    {200, "{\"errors\":[],\"ERRORS\":[\"x\"]}", ANSWER_ERROR, NULL},
    {200, DENIED("query this entity type"), ANSWER_DENIED, ADEQUATE},
    {200, "{\"errors\":[\"" THREADS "\"]}", ANSWER_THROTTLED, THREADS},
    /* a missing right is a 500 with a sentence */
    {500, DENIED("query this entity type"), ANSWER_DENIED, "to query"},
    {500, DENIED("query this entity projectType"), ANSWER_DENIED, "to query"},
    {500, DENIED("create this entity type"), ANSWER_DENIED, "to create"},
    {500, DENIED("update this entity type"), ANSWER_DENIED, "to update"},
    {500, DENIED("delete this entity timeEntryType"), ANSWER_DENIED,
     "to delete"},
    {500, "{\"errors\":[\"x\",\"" ADEQUATE " to query this\"]}", ANSWER_DENIED,
     "x; The logged"},
    {500, "{\"errors\":[{\"message\":\"" ADEQUATE "\"}]}", ANSWER_DENIED,
     ADEQUATE},
    {403, DENIED("query this entity type"), ANSWER_DENIED, ADEQUATE},
    /* other sentences decide nothing */
    {500,
     "{\"errors\":[\"No matching records found. The logged in resource may "
     "not have the required permissions to update the data.\"]}",
     ANSWER_ERROR, "may not have"},
    {500,
     "{\"errors\":[\"No message. No matching records found. The logged in "
     "Resource may not have the required permissions to delete the data.\"]}",
     ANSWER_ERROR, "No message"},
    {500,
     "{\"errors\":[\"You do not have permission to delete time entries that "
     "you did not create.\"]}",
     ANSWER_ERROR, "You do not"},
    {500, "{\"errors\":[\"Picklist value [99] does not exist\"]}", ANSWER_ERROR,
     "Picklist"},
    {500, "{\"errors\":[\"Unable to find a in the AttachmentInfo Entity\"]}",
     ANSWER_ERROR, "Unable"},
    {500, "{\"errors\":[\"Zone information could not be determined\"]}",
     ANSWER_NOBODY, "Zone"},
    {500, "{\"errors\":[\"queueID is required\"]}", ANSWER_ERROR, "queueID"},
    {500, "{\"errors\":[]}", ANSWER_ERROR, NULL},
    {500, "{}", ANSWER_ERROR, NULL},
    {400, "{\"errors\":[\"bad\"]}", ANSWER_ERROR, "bad"},
    {402, "", ANSWER_ERROR, NULL},
    {500, "", ANSWER_ERROR, NULL},
    {500, "?", ANSWER_ERROR, NULL},
    {501, "", ANSWER_ERROR, NULL},
    {505, "{\"items\":[{\"id\":1}]}", ANSWER_ERROR, NULL},
    {599, "?", ANSWER_ERROR, NULL},
    /* a 403 refuses, unless it is a page for people */
    {403, "", ANSWER_DENIED, NULL},
    {403, "{\"Message\":\"Forbidden\"}", ANSWER_DENIED, "Forbidden"},
    {403, "Forbidden", ANSWER_DENIED, NULL},
    {403, "{\"errors\":[\"" THREADS "\"]}", ANSWER_THROTTLED, THREADS},
    /* the login: a 401 is one, whatever it says */
    {401, "", ANSWER_LOGIN, NULL},
    {401, "{\"items\":[]}", ANSWER_LOGIN, NULL},
    {401, "<html>", ANSWER_LOGIN, NULL},
    {401, "{\"errors\":[\"" THREADS "\"]}", ANSWER_LOGIN, THREADS},
    {401, DENIED("query this entity type"), ANSWER_LOGIN, ADEQUATE},
    {200, "{\"errors\":[\"" THREADS "\",\"IntegrationCode is invalid.\"]}",
     ANSWER_LOGIN, THREADS},
    {401, "{\"errors\":[\"IntegrationCode is invalid.\"]}", ANSWER_LOGIN,
     "IntegrationCode"},
    {500, "{\"errors\":[\"IntegrationCode is invalid.\"]}", ANSWER_LOGIN,
     "IntegrationCode"},
    {500, "IntegrationCode is invalid.", ANSWER_LOGIN, NULL},
    {500, "<p>IntegrationCode is invalid.</p>", ANSWER_LOGIN, NULL},
    {500, "{\"errors\":[\"IntegrationCode is invalid.\"", ANSWER_LOGIN, NULL},
    {403, "{\"errors\":[\"integrationCODE is INVALID\"]}", ANSWER_LOGIN,
     "CODE"},
    /* too much at once */
    {429, "", ANSWER_THROTTLED, NULL},
    {429, "{\"errors\":[\"slow down\"]}", ANSWER_THROTTLED, "slow down"},
    {429, "<html>", ANSWER_THROTTLED, NULL},
    {500, "{\"errors\":[\"" THREADS "\"]}", ANSWER_THROTTLED, THREADS},
    {500, "{\"errors\":[\"Itgenatr005: too many\"]}", ANSWER_THROTTLED,
     "Itgenatr005"},
    {500, "{\"errors\":[\"ITGENATR005\"]}", ANSWER_THROTTLED, NULL},
    {500, "{\"errors\":[\"Thread Limit reached\"]}", ANSWER_THROTTLED, NULL},
    /* no such path or verb */
    {404, "", ANSWER_NOT_OFFERED, NULL},
    {405,
     "{\"Message\":\"The requested resource does not support http method "
     "'GET'.\"}",
     ANSWER_NOT_OFFERED, "http method"},
    /* for the moment */
    {408, "", ANSWER_UNAVAILABLE, NULL},
    {425, "{}", ANSWER_UNAVAILABLE, NULL},
    {502, HTML, ANSWER_UNAVAILABLE, NULL},
    {504, "upstream timed out", ANSWER_UNAVAILABLE, NULL},
    {503, HTML, ANSWER_UNAVAILABLE, NULL},
    {503, "", ANSWER_UNAVAILABLE, NULL},
    {503, "{\"errors\":[\"busy\"]}", ANSWER_UNAVAILABLE, "busy"},
    /* something in between */
    {200, HTML, ANSWER_INTERCEPTED, NULL},
    {200, "\xEF\xBB\xBF\r\n\t <!DOCTYPE html>", ANSWER_INTERCEPTED, NULL},
    {200, "<?xml version='1.0'?><a/>", ANSWER_INTERCEPTED, NULL},
    {204, HTML, ANSWER_INTERCEPTED, NULL},
    {403, HTML, ANSWER_INTERCEPTED, NULL},
    {404, "<html>", ANSWER_INTERCEPTED, NULL},
    {500, HTML, ANSWER_INTERCEPTED, NULL},
    {300, "", ANSWER_INTERCEPTED, NULL},
    {302, "", ANSWER_INTERCEPTED, NULL},
    {302, HTML, ANSWER_INTERCEPTED, NULL},
    {308, "{\"items\":[{\"id\":1}]}", ANSWER_INTERCEPTED, NULL},
    {407, "", ANSWER_INTERCEPTED, NULL},
    {407, "{\"items\":[]}", ANSWER_INTERCEPTED, NULL},
    {511, HTML, ANSWER_INTERCEPTED, NULL},
    /* success that cannot be read */
    {200, "", ANSWER_GARBAGE, NULL},
    {200, "   ", ANSWER_GARBAGE, NULL},
    {200, "ok", ANSWER_GARBAGE, NULL},
    {200, "{\"items\":[{\"id\":", ANSWER_GARBAGE, NULL},
    {200, "{\"items\":[]}}", ANSWER_GARBAGE, NULL},
    {200, "{\"items\":[]} x", ANSWER_GARBAGE, NULL},
    {200, "{\"items\":[],\"items\":[1]}", ANSWER_GARBAGE, NULL},
    {200, "{\"a\":\"\\u0000\"}", ANSWER_GARBAGE, NULL},
    {200, "[]", ANSWER_GARBAGE, NULL},
    {200, "null", ANSWER_GARBAGE, NULL},
    {200, "true", ANSWER_GARBAGE, NULL},
    {200, "\"" ADEQUATE "\"", ANSWER_GARBAGE, NULL},
    {204, "", ANSWER_GARBAGE, NULL},
    {201, "{\"items\":[]}", ANSWER_GARBAGE, NULL},
    {206, "{\"items\":[]}", ANSWER_GARBAGE, NULL},
    {600, "{\"items\":[]}", ANSWER_GARBAGE, NULL},
};

static struct answer
read_text(int status, const char *body, size_t length)
{
    return dialect_read(&autotask_dialect,
                        &(struct response){.net = NET_OK,
                                           .status = status,
                                           .body = body,
                                           .length = length,
                                           .retry_after_ms = -1},
                        &mem);
}

START_TEST(answers_are_what_they_amount_to)
{
    const struct answer_case *row = &answers[_i];
    struct answer got = read_text(row->status, row->body, strlen(row->body));

    ck_assert_msg(got.kind == row->kind, "%d %s: kind %d, not %d", row->status,
                  row->body, (int)got.kind, (int)row->kind);
    ck_assert_int_eq(got.status, row->status);
    if (row->said != NULL)
        ck_assert_msg(got.said != NULL && strstr(got.said, row->said) != NULL,
                      "%s: said %s", row->body, got.said);
    if (got.kind == ANSWER_OK)
        ck_assert_ptr_nonnull(got.json);
}
END_TEST

/* No status but 200 is success, whatever the body. */
START_TEST(no_other_status_is_success)
{
    static const char body[] = "{\"items\":[{\"id\":1}]}";

    for (int status = 0; status < 1000; status++) {
        struct answer got = read_text(status, body, sizeof body - 1);

        ck_assert_msg((got.kind == ANSWER_OK) == (status == 200), "%d", status);
        ck_assert_msg((got.kind == ANSWER_DENIED) == (status == 403), "%d",
                      status);
        ck_assert_msg((got.kind == ANSWER_LOGIN) == (status == 401), "%d",
                      status);
    }
}
END_TEST

START_TEST(what_broke_below_http_is_no_answer)
{
    static const struct {
        enum net net;
        enum answer_kind kind;
    } row[] = {{NET_UNREACHABLE, ANSWER_UNREACHABLE},
               {NET_TLS, ANSWER_TLS},
               {NET_TIMEOUT, ANSWER_TIMEOUT},
               {NET_RESET, ANSWER_RESET},
               {NET_TOO_BIG, ANSWER_TOO_BIG},
               {NET_BROKEN, ANSWER_BROKEN},
               {NET_PROXY, ANSWER_INTERCEPTED},
               {NET_REFUSED_URL, ANSWER_BROKEN}};
    static const char body[] = "{\"items\":[]}";

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct response half = {.net = row[i].net,
                                .status = 200,
                                .body = body,
                                .length = sizeof body - 1};
        struct answer got = dialect_read(&autotask_dialect, &half, &mem);

        ck_assert_int_eq(got.kind, row[i].kind);
        ck_assert_ptr_null(got.json);
    }
}
END_TEST

/* That the login was refused counts though the rest did not arrive; nothing
 * else that stands in a broken answer does. */
START_TEST(a_refused_login_counts_even_in_pieces)
{
    static const char code[] = "{\"errors\":[\"IntegrationCode is invalid.\"";
    static const char denied[] = "{\"errors\":[\"" ADEQUATE "\"";

    for (int net = NET_OK + 1; net < NET__N; net++) {
        struct response half = {
            .net = (enum net)net, .status = 401, .body = "", .length = 0};
        struct answer got = dialect_read(&autotask_dialect, &half, &mem);

        ck_assert_int_eq(got.kind, ANSWER_LOGIN);
        half.status = 500;
        half.body = code;
        half.length = sizeof code - 1;
        got = dialect_read(&autotask_dialect, &half, &mem);
        ck_assert_int_eq(got.kind, ANSWER_LOGIN);
        ck_assert_ptr_nonnull(strstr(got.cause, "tracking identifier"));
        half.body = denied;
        half.length = sizeof denied - 1;
        got = dialect_read(&autotask_dialect, &half, &mem);
        ck_assert_int_ne(got.kind, ANSWER_LOGIN);
        ck_assert_int_ne(got.kind, ANSWER_DENIED);
    }
}
END_TEST

/* Where identifiers follow the first sentence of an error, they are not shown,
 * but a row may still be told by them. */
START_TEST(of_an_error_one_sentence_is_shown)
{
    static const struct {
        const char *body, *said;
    } texts[] = {
        {"{\"e\":\"No. 7 is wrong. Trace: 1\"}", "No."},
        {"{\"e\":\"It is wrong. Trace: 1\\r\\nId: 2\"}", "It is wrong."},
        {"{\"e\":\"It is wrong\\r\\nTrace: 1. Id: 2\"}", "It is wrong"},
        {"{\"e\":\"It is wrong.\"}", "It is wrong."},
        {"{\"e\":\"1.5 of 2\",\"f\":\"no. Trace\"}", "1.5 of 2; no."},
    };
    static const char *const names[] = {"e", "f", NULL};
    static const struct dialect_row row[] = {
        {400, 400, FORM_JSON, "e", "Trace: 1", ANSWER_DENIED, NULL}};
    const struct dialect words = {
        .row = row, .n = 1, .said = names, .one_sentence = true};
    const char *body = texts[_i].body;
    struct response response = {
        .status = 400, .body = body, .length = strlen(body)};
    struct answer got = dialect_read(&words, &response, &mem);

    ck_assert_str_eq(got.said, texts[_i].said);
    ck_assert_int_eq(got.kind, strstr(body, "Trace: 1") != NULL ? ANSWER_DENIED
                                                                : ANSWER_ERROR);
}
END_TEST

/* A token whose answer broke off is still a token. */
START_TEST(what_may_hold_a_token_is_not_shown)
{
    static const char *const names[] = {"e", NULL};
    static const char body[] = "{\"access_token\":\"ya29.x\",\"expires_in\"";
    const struct dialect words = {.said = names, .secret = _i == 0};
    struct response response = {
        .status = 200, .body = body, .length = strlen(body)};
    struct answer got = dialect_read(&words, &response, &mem);

    ck_assert_int_eq(got.kind, ANSWER_GARBAGE);
    if (_i == 0)
        ck_assert_ptr_null(got.said);
    else
        ck_assert_str_eq(got.said, body);
}
END_TEST

START_TEST(a_huge_error_is_cut_short)
{
    size_t length = 3000000;
    char *body = arena_new(&mem, char, length + 1);
    struct answer got;

    memset(body, 'x', length);
    memcpy(body, "{\"errors\":[\"", 12);
    memcpy(body + length - 3, "\"]}", 3);
    got = read_text(500, body, length);
    ck_assert_int_eq(got.kind, ANSWER_ERROR);
    ck_assert_ptr_nonnull(got.said);
    ck_assert_uint_le(strlen(got.said), 2000);
    body[length - 1] = 'x';
    ck_assert_int_eq(read_text(200, body, length).kind, ANSWER_GARBAGE);
}
END_TEST

START_TEST(deep_and_binary_bodies_are_garbage)
{
    enum { DEPTH = 100000 };
    char *deep = arena_new(&mem, char, DEPTH + 1);
    static const char binary[] = "\x1f\x8b\x08\x00\x00\x00\x00\x00\xff";

    memset(deep, '[', DEPTH);
    ck_assert_int_eq(read_text(200, deep, DEPTH).kind, ANSWER_GARBAGE);
    ck_assert_int_eq(read_text(200, binary, sizeof binary).kind,
                     ANSWER_GARBAGE);
    ck_assert_int_eq(read_text(500, binary, sizeof binary).kind, ANSWER_ERROR);
}
END_TEST

Suite *
scanner_dialect_suite(void)
{
    Suite *suite = suite_create("scanner: dialect of Autotask");
    TCase *tests = tcase_create("answers");

    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_loop_test(tests, answers_are_what_they_amount_to, 0,
                        (int)(sizeof answers / sizeof *answers));
    tcase_add_test(tests, no_other_status_is_success);
    tcase_add_test(tests, what_broke_below_http_is_no_answer);
    tcase_add_test(tests, a_refused_login_counts_even_in_pieces);
    tcase_add_loop_test(tests, of_an_error_one_sentence_is_shown, 0, 5);
    tcase_add_loop_test(tests, what_may_hold_a_token_is_not_shown, 0, 2);
    tcase_add_test(tests, a_huge_error_is_cut_short);
    tcase_add_test(tests, deep_and_binary_bodies_are_garbage);
    suite_add_tcase(suite, tests);
    return suite;
}
