/* Autotask's dialect: every shape of answer that is known, and what it has to
 * amount to. */
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
     ANSWER_ERROR, "Zone"},
    {500, "{\"errors\":[\"queueID is required\"]}", ANSWER_ERROR, "queueID"},
    {500, "{\"errors\":[]}", ANSWER_ERROR, NULL},
    {500, "{}", ANSWER_ERROR, NULL},
    {400, "{\"errors\":[\"bad\"]}", ANSWER_ERROR, "bad"},
    {403, "{\"Message\":\"Forbidden\"}", ANSWER_ERROR, "Forbidden"},
    /* the login */
    {401, "", ANSWER_LOGIN, NULL},
    {401, "{\"items\":[]}", ANSWER_LOGIN, NULL},
    {401, "<html>", ANSWER_LOGIN, NULL},
    {401, "{\"errors\":[\"" THREADS "\"]}", ANSWER_LOGIN, THREADS},
    {401, DENIED("query this entity type"), ANSWER_LOGIN, ADEQUATE},
    {500, "{\"errors\":[\"IntegrationCode is invalid.\"]}", ANSWER_LOGIN,
     "IntegrationCode"},
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
    {404, "<html>", ANSWER_NOT_OFFERED, NULL},
    {405,
     "{\"Message\":\"The requested resource does not support http method "
     "'GET'.\"}",
     ANSWER_NOT_OFFERED, "http method"},
    /* not the API's words */
    {500, HTML, ANSWER_OUTAGE, NULL},
    {500, "", ANSWER_OUTAGE, NULL},
    {502, HTML, ANSWER_OUTAGE, NULL},
    {504, "upstream timed out", ANSWER_OUTAGE, NULL},
    {503, HTML, ANSWER_UNAVAILABLE, NULL},
    {503, "", ANSWER_UNAVAILABLE, NULL},
    {503, "{\"errors\":[\"busy\"]}", ANSWER_UNAVAILABLE, "busy"},
    {403, HTML, ANSWER_OUTAGE, NULL},
    {599, "?", ANSWER_OUTAGE, NULL},
    /* success that cannot be read */
    {200, "", ANSWER_GARBAGE, NULL},
    {200, HTML, ANSWER_GARBAGE, NULL},
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
    {302, "", ANSWER_GARBAGE, NULL},
    {302, HTML, ANSWER_GARBAGE, NULL},
    {201, "{\"items\":[]}", ANSWER_ERROR, NULL},
    {206, "{\"items\":[]}", ANSWER_ERROR, NULL},
};

static struct answer
read_text(int status, const char *body, size_t length)
{
    return autotask_read(
        &(struct response){
            .net = NET_OK, .status = status, .body = body, .length = length},
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
        ck_assert_msg(got.kind != ANSWER_DENIED, "%d", status);
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
               {NET_TOO_BIG, ANSWER_TOO_BIG}};
    static const char body[] = "{\"items\":[]}";

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct response half = {.net = row[i].net,
                                .status = 200,
                                .body = body,
                                .length = sizeof body - 1};
        struct answer got = autotask_read(&half, &mem);

        ck_assert_int_eq(got.kind, row[i].kind);
        ck_assert_ptr_null(got.json);
    }
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
    ck_assert_int_eq(read_text(500, binary, sizeof binary).kind, ANSWER_OUTAGE);
}
END_TEST

/* ---- metadata ------------------------------------------------------------ */

struct level_case {
    const char *value; /* as JSON; NULL: the key is absent */
    enum level level;
    const char *said; /* NULL: nothing */
};

static const struct level_case levels[] = {
    {"\"All\"", LEVEL_ALL, "All"},
    {"\"all\"", LEVEL_ALL, "all"},
    {"\"ALL\"", LEVEL_ALL, "ALL"},
    {"\"aLl\"", LEVEL_ALL, "aLl"},
    {"\"None\"", LEVEL_NONE, "None"},
    {"\"NONE\"", LEVEL_NONE, "NONE"},
    {"\"Restricted\"", LEVEL_RESTRICTED, "Restricted"},
    {"\"rESTRICTED\"", LEVEL_RESTRICTED, "rESTRICTED"},
    {"0", LEVEL_NONE, "0"},
    {"1", LEVEL_ALL, "1"},
    {"2", LEVEL_RESTRICTED, "2"},
    {"1.0", LEVEL_ALL, "1"},
    {"\"0\"", LEVEL_NONE, "0"},
    {"\"1\"", LEVEL_ALL, "1"},
    {"\"2\"", LEVEL_RESTRICTED, "2"},
    /* all else is doubt */
    {NULL, LEVEL_UNKNOWN, NULL},
    {"null", LEVEL_UNKNOWN, ""},
    {"true", LEVEL_UNKNOWN, ""},
    {"false", LEVEL_UNKNOWN, ""},
    {"[]", LEVEL_UNKNOWN, ""},
    {"[\"All\"]", LEVEL_UNKNOWN, ""},
    {"{\"value\":\"All\"}", LEVEL_UNKNOWN, ""},
    {"\"\"", LEVEL_UNKNOWN, ""},
    {"\"All \"", LEVEL_UNKNOWN, "All "},
    {"\" All\"", LEVEL_UNKNOWN, " All"},
    {"\"All, mostly\"", LEVEL_UNKNOWN, "All, mostly"},
    {"\"Al\"", LEVEL_UNKNOWN, "Al"},
    {"\"Full\"", LEVEL_UNKNOWN, "Full"},
    {"\"Mine\"", LEVEL_UNKNOWN, "Mine"},
    {"\"Yes\"", LEVEL_UNKNOWN, "Yes"},
    {"\"01\"", LEVEL_UNKNOWN, "01"},
    {"\"1.0\"", LEVEL_UNKNOWN, "1.0"},
    {"3", LEVEL_UNKNOWN, "3"},
    {"-1", LEVEL_UNKNOWN, "-1"},
    {"1.5", LEVEL_UNKNOWN, ""},
    {"1e300", LEVEL_UNKNOWN, ""},
    {"4294967297", LEVEL_UNKNOWN, "4294967297"},
};

/* The two ways to wrap it, and the two ways to write the keys. */
static const struct {
    const char *open, *key, *close;
} shapes[] = {
    {"{\"info\":{\"name\":\"Ticket\",\"canQuery\":true", "userAccessForQuery",
     "}}"},
    {"{\"name\":\"Ticket\",\"canQuery\":true", "userAccessForQuery", "}"},
    {"{\"Info\":{\"Name\":\"Ticket\",\"CanQuery\":true", "UserAccessForQuery",
     "}}"},
    {"{\"extra\":1,\"Name\":\"Ticket\",\"CANQUERY\":true", "useraccessforquery",
     "}"},
};

static struct entity_info
info_of(const char *text)
{
    const struct json *json = json_parse(&mem, text, strlen(text), NULL);

    ck_assert_msg(json != NULL, "%s", text);
    return entity_info_read(json, &mem);
}

START_TEST(levels_in_every_form)
{
    const struct level_case *row = &levels[_i];

    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        const char *field =
            row->value == NULL
                ? ""
                : arena_print(&mem, ",\"%s\":%s", shapes[s].key, row->value);
        const char *text =
            arena_print(&mem, "%s%s%s", shapes[s].open, field, shapes[s].close);
        struct entity_info info = info_of(text);

        ck_assert_msg(info.level[ACCESS_VIEW] == row->level, "%s", text);
        ck_assert(info.present && !info.ambiguous);
        ck_assert_int_eq(info.offered[ACCESS_VIEW], LEVEL_ALL);
        ck_assert_int_eq(info.level[ACCESS_ADD], LEVEL_UNKNOWN);
        ck_assert(!entity_info_whole(&info));
        if (row->said == NULL)
            ck_assert_ptr_null(info.said[ACCESS_VIEW]);
        else if (row->said[0] != '\0')
            ck_assert_str_eq(info.said[ACCESS_VIEW], row->said);
    }
}
END_TEST

START_TEST(metadata_of_every_access)
{
    struct entity_info info = info_of(
        "{\"info\":{\"name\":\"Companies\",\"canCreate\":true,"
        "\"canDelete\":false,\"canQuery\":true,\"canUpdate\":1,"
        "\"userAccessForCreate\":\"All\",\"userAccessForDelete\":\"None\","
        "\"userAccessForQuery\":\"Restricted\",\"userAccessForUpdate\":1,"
        "\"hasUserDefinedFields\":true,\"supportsWebhookCallouts\":true}}");

    ck_assert_int_eq(info.level[ACCESS_ADD], LEVEL_ALL);
    ck_assert_int_eq(info.level[ACCESS_DELETE], LEVEL_NONE);
    ck_assert_int_eq(info.level[ACCESS_VIEW], LEVEL_RESTRICTED);
    ck_assert_int_eq(info.level[ACCESS_EDIT], LEVEL_ALL);
    ck_assert_int_eq(info.offered[ACCESS_ADD], LEVEL_ALL);
    ck_assert_int_eq(info.offered[ACCESS_DELETE], LEVEL_NONE);
    ck_assert_int_eq(info.offered[ACCESS_EDIT], LEVEL_UNKNOWN);
    ck_assert_int_eq(info.callouts, LEVEL_ALL);
    ck_assert(entity_info_whole(&info));
}
END_TEST

START_TEST(two_readings_are_none)
{
    struct entity_info info =
        info_of("{\"userAccessForQuery\":\"All\","
                "\"UserAccessForQuery\":\"None\",\"canQuery\":false,"
                "\"CanQuery\":true,\"supportsWebhookCallouts\":\"true\"}");

    ck_assert_int_eq(info.level[ACCESS_VIEW], LEVEL_UNKNOWN);
    ck_assert_int_eq(info.offered[ACCESS_VIEW], LEVEL_UNKNOWN);
    ck_assert_int_eq(info.callouts, LEVEL_UNKNOWN);
    info = info_of("{\"info\":null,\"userAccessForQuery\":\"All\"}");
    ck_assert_int_eq(info.level[ACCESS_VIEW], LEVEL_UNKNOWN);
    info = info_of("{\"info\":[{\"userAccessForQuery\":\"All\"}]}");
    ck_assert_int_eq(info.level[ACCESS_VIEW], LEVEL_UNKNOWN);
}
END_TEST

Suite *
scanner_dialect_suite(void)
{
    Suite *suite = suite_create("scanner: dialect");
    TCase *tests = tcase_create("answers"), *info = tcase_create("metadata");

    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_loop_test(tests, answers_are_what_they_amount_to, 0,
                        (int)(sizeof answers / sizeof *answers));
    tcase_add_test(tests, no_other_status_is_success);
    tcase_add_test(tests, what_broke_below_http_is_no_answer);
    tcase_add_test(tests, a_huge_error_is_cut_short);
    tcase_add_test(tests, deep_and_binary_bodies_are_garbage);
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(info, NULL, teardown);
    tcase_add_loop_test(info, levels_in_every_form, 0,
                        (int)(sizeof levels / sizeof *levels));
    tcase_add_test(info, metadata_of_every_access);
    tcase_add_test(info, two_readings_are_none);
    suite_add_tcase(suite, info);
    return suite;
}
