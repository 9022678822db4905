/* How a table of rows is read, with tables of the tests' own: statuses, forms,
 * members, phrases, and that the first row that fits decides. */
#include "rules/model/words.h"
#include "scanner/engine/dialect.h"
#include "tests/unit/scanner_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const char *const said[] = {"error.message", "faults", "note", NULL};

static struct answer
read_by(const struct dialect_row *row, uint32_t n, int status, const char *body)
{
    const struct dialect dialect = {
        .row = row, .n = n, .said = said, .errors = "faults"};

    return dialect_read(&dialect,
                        &(struct response){.net = NET_OK,
                                           .status = status,
                                           .body = body,
                                           .length = strlen(body),
                                           .retry_after_ms = 1234},
                        &mem);
}

/* Whether a row fits: it is the only one, and of a kind that no other gives. */
static bool
fits(struct dialect_row row, int status, const char *body)
{
    row.kind = ANSWER_TOO_BIG;
    return read_by(&row, 1, status, body).kind == ANSWER_TOO_BIG;
}

START_TEST(statuses_are_ranges_with_both_ends)
{
    for (int status = 0; status < 700; status++) {
        ck_assert_int_eq(
            fits((struct dialect_row){.from = 401, .to = 403}, status, "{}"),
            status >= 401 && status <= 403);
        ck_assert_int_eq(
            fits((struct dialect_row){.from = 200, .to = 200}, status, "{}"),
            status == 200);
        /* whatever a 401 says, it is a refused login, but for its own rows */
        ck_assert_int_eq(
            fits((struct dialect_row){.from = 0, .to = 0}, status, "{}"),
            status != 401);
    }
}
END_TEST

struct form_case {
    const char *body;
    enum form form;
};

static const struct form_case forms[] = {
    {"{}", FORM_JSON},
    {" [1] ", FORM_JSON},
    {"null", FORM_JSON},
    {"\"<html>\"", FORM_JSON},
    {"<html>", FORM_PAGE},
    {" \r\n\t<?xml?>", FORM_PAGE},
    {"\xEF\xBB\xBF<html>", FORM_PAGE},
    {"\xEF\xBB\xBF \n<", FORM_PAGE},
    {"", FORM_EMPTY},
    {" \r\n\t", FORM_EMPTY},
    {"\xEF\xBB\xBF", FORM_EMPTY},
    {"ok", FORM_OTHER},
    {"{", FORM_OTHER},
    {"x<html>", FORM_OTHER},
    {"{}<html>", FORM_OTHER},
};

START_TEST(a_body_has_one_form)
{
    const struct form_case *row = &forms[_i];

    ck_assert(fits((struct dialect_row){.form = FORM_ANY}, 200, row->body));
    for (int form = FORM_ANY + 1; form < FORM__N; form++)
        ck_assert_msg(fits((struct dialect_row){.form = (enum form)form}, 200,
                           row->body) == ((enum form)form == row->form),
                      "%s as %d", row->body, form);
}
END_TEST

/* Of a refusal that cannot be taken apart its words count wherever they stand,
 * but not those of a document in what never was one. */
START_TEST(words_of_a_document_stand_in_one)
{
    static const struct {
        const char *body;
        bool fits;
    } rows[] = {
        {"{\"code\":\"no_way\"}", true},
        {"{\"code\":\"no_way", true},
        {"\xEF\xBB\xBF [{\"x\":\"no_way", true},
        {"<html id=\"NO_WAY\">", false},
        {" \n<p>{no_way", false},
        {"no_way", false},
        {"", false},
    };
    const struct dialect_row row = {.from = 403,
                                    .to = 403,
                                    .form = FORM_JSON,
                                    .member = "code",
                                    .phrase = "no_way",
                                    .kind = ANSWER_LOGIN};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg((read_by(&row, 1, 403, rows[i].body).kind ==
                       ANSWER_LOGIN) == rows[i].fits,
                      "%s", rows[i].body);
}
END_TEST

struct member_case {
    const char *member, *phrase, *body;
    bool fits;
};

static const struct member_case members[] = {
    {"code", NULL, "{\"code\":\"x\"}", true},
    {"code", NULL, "{\"CODE\":\"x\"}", true},
    {"code", NULL, "{\"code\":\"\"}", true},
    {"code", NULL, "{\"kode\":\"x\"}", false},
    {"code", NULL, "{\"code\":7}", false},
    {"code", NULL, "{\"code\":null}", false},
    {"code", NULL, "{\"code\":[\"x\"]}", false},
    {"code", NULL, "{\"code\":\"x\",\"Code\":\"y\"}", false},
    {"code", "INVALID_token", "{\"code\":\"an invalid_TOKEN, sorry\"}", true},
    {"code", "invalid_token", "{\"code\":\"invalid\"}", false},
    {"code", "invalid_token", "{\"note\":\"invalid_token\"}", false},
    {"code", "invalid_token", "invalid_token", false},
    {"error.code", "bad", "{\"error\":{\"code\":\"bad\"}}", true},
    {"error.code", "bad", "{\"Error\":{\"Code\":\"bad\"}}", true},
    {"error.code", "bad", "{\"error.code\":\"bad\"}", false},
    {"error.code", "bad", "{\"error\":\"bad\"}", false},
    {"error.code", "bad", "{\"error\":[{\"code\":\"bad\"}]}", false},
    {"a.b.c.d", "x", "{\"a\":{\"b\":{\"c\":{\"d\":\"x\"}}}}", true},
    {"a.b.c.d", "x", "{\"a\":{\"b\":{\"c\":\"x\"}}}", false},
    {"error", NULL, "{\"error\":{\"code\":\"bad\"}}", false},
    /* in a list */
    {"a.list[].code", "bad", "{\"a\":{\"list\":[{\"code\":\"bad\"}]}}", true},
    {"a.list[].code", "bad",
     "{\"a\":{\"list\":[{},7,{\"code\":\"x\"},{\"Code\":\"BAD\"}]}}", true},
    {"a.list[].code", NULL, "{\"a\":{\"list\":[]}}", false},
    {"a.list[].code", "bad", "{\"a\":{\"list\":{\"code\":\"bad\"}}}", false},
    {"a.list[].code", "bad", "{\"a\":{\"list\":[[{\"code\":\"bad\"}]]}}",
     false},
    {"a.list[].code", "bad", "{\"a\":{\"list\":\"bad\"}}", false},
    /* in what is said */
    {NULL, "slow", "{\"note\":\"too SLOW\"}", true},
    {NULL, "slow", "{\"error\":{\"message\":\"slow\"}}", true},
    {NULL, "slow", "{\"faults\":[\"a\",\"slow\"]}", true},
    {NULL, "slow", "{\"faults\":[{\"message\":\"slow\"}]}", true},
    {NULL, "slow", "{\"faults\":[{\"text\":\"slow\"}]}", false},
    {NULL, "slow", "{\"faults\":{\"message\":\"slow\"}}", false},
    {NULL, "slow", "{\"message\":\"slow\"}", false},
    {NULL, "slow", "{}", false},
    {NULL, "slow", "slow", false},
    {NULL, "slow", "<p>slow</p>", false},
};

START_TEST(phrases_stand_where_the_row_says)
{
    const struct member_case *row = &members[_i];
    struct dialect_row one = {.member = row->member, .phrase = row->phrase};

    ck_assert_msg(fits(one, 500, row->body) == row->fits, "%s %s: %s",
                  row->member, row->phrase, row->body);
}
END_TEST

START_TEST(the_first_row_that_fits_decides)
{
    static const struct dialect_row rows[] = {
        {500, 599, FORM_JSON, NULL, "later", ANSWER_THROTTLED, "the first"},
        {500, 500, FORM_ANY, NULL, NULL, ANSWER_DENIED, "the second"},
        {0, 0, FORM_ANY, NULL, "later", ANSWER_TOO_BIG, "the third"},
        {500, 500, FORM_ANY, NULL, NULL, ANSWER_LOGIN, "never"},
    };
    static const struct {
        int status;
        const char *body;
        enum answer_kind kind;
        const char *cause;
    } row[] = {
        {500, "{\"note\":\"later\"}", ANSWER_THROTTLED, "the first"},
        {501, "{\"note\":\"later\"}", ANSWER_THROTTLED, "the first"},
        {500, "{\"note\":\"never\"}", ANSWER_DENIED, "the second"},
        {500, "<html>", ANSWER_DENIED, "the second"},
        {200, "{\"note\":\"later\"}", ANSWER_TOO_BIG, "the third"},
        {401, "{\"note\":\"later\"}", ANSWER_LOGIN, NULL},
        {401, "{}", ANSWER_LOGIN, NULL},
        {200, "{}", ANSWER_OK, NULL},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct answer got = read_by(rows, sizeof rows / sizeof *rows,
                                    row[i].status, row[i].body);

        ck_assert_msg(got.kind == row[i].kind, "%d %s: %d", row[i].status,
                      row[i].body, (int)got.kind);
        ck_assert_pstr_eq(got.cause, row[i].cause);
        ck_assert_int_eq(got.asked_ms, 1234);
    }
}
END_TEST

/* Without a row of the provider's: what holds for all. */
START_TEST(without_rows_the_status_decides)
{
    static const struct {
        int status;
        const char *body;
        enum answer_kind kind;
    } row[] = {
        {200, "{\"a\":1}", ANSWER_OK},
        {200, "{\"faults\":[\"x\"]}", ANSWER_ERROR},
        {200, "{\"faults\":[]}", ANSWER_OK},
        {200, "[]", ANSWER_GARBAGE}, /* where would its faults be? */
        {200, "7", ANSWER_GARBAGE},
        {401, "{\"a\":1}", ANSWER_LOGIN},
        {401, "<html>", ANSWER_LOGIN},
        {403, "{}", ANSWER_ERROR},
        {404, "{}", ANSWER_NOT_OFFERED},
        {405, "", ANSWER_NOT_OFFERED},
        {406, "", ANSWER_ERROR},
        {429, "<html>", ANSWER_THROTTLED},
        {503, "<html>", ANSWER_UNAVAILABLE},
        {500, "<html>", ANSWER_INTERCEPTED},
        {407, "{}", ANSWER_INTERCEPTED},
        {303, "{}", ANSWER_INTERCEPTED},
        {599, "{}", ANSWER_ERROR},
        {0, "{}", ANSWER_GARBAGE},
        {100, "{}", ANSWER_GARBAGE},
        {299, "{}", ANSWER_GARBAGE},
        {600, "{}", ANSWER_GARBAGE},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        ck_assert_msg(read_by(NULL, 0, row[i].status, row[i].body).kind ==
                          row[i].kind,
                      "%d %s", row[i].status, row[i].body);
}
END_TEST

START_TEST(a_list_will_do_where_errors_have_no_member)
{
    const struct dialect dialect = {.said = said};
    struct response response = {
        .net = NET_OK, .status = 200, .body = "[1]", .length = 3};

    ck_assert_int_eq(dialect_read(&dialect, &response, &mem).kind, ANSWER_OK);
    response.body = "123";
    ck_assert_int_eq(dialect_read(&dialect, &response, &mem).kind,
                     ANSWER_GARBAGE);
}
END_TEST

/* Of a broken answer only rows of a refused login count, with their statuses
 * and their phrases; what the row says of form and member cannot be seen. */
START_TEST(broken_answers_are_only_held_to_refused_logins)
{
    static const struct dialect_row rows[] = {
        {0, 0, FORM_ANY, NULL, "later", ANSWER_THROTTLED, NULL},
        {400, 400, FORM_JSON, "error.code", "bad_grant", ANSWER_LOGIN, "stale"},
        {0, 0, FORM_ANY, NULL, NULL, ANSWER_DENIED, NULL},
    };
    const struct dialect dialect = {.row = rows, .n = 3, .said = said};
    static const struct {
        int status;
        const char *body;
        enum answer_kind kind;
        const char *cause;
    } row[] = {
        {400, "{\"error\":{\"code\":\"BAD_grant\"", ANSWER_LOGIN, "stale"},
        {401, "{\"error\":{\"code\":\"bad_grant\"", ANSWER_LOGIN, NULL},
        {401, "", ANSWER_LOGIN, NULL},
        {500, "{\"error\":{\"code\":\"bad_grant\"", ANSWER_RESET, NULL},
        {400, "{\"error\":{\"code\":\"bad_gr", ANSWER_RESET, NULL},
        {400, "", ANSWER_RESET, NULL},
        {200, "{\"note\":\"later\"}", ANSWER_RESET, NULL},
        {0, "", ANSWER_RESET, NULL},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct answer got =
            dialect_read(&dialect,
                         &(struct response){.net = NET_RESET,
                                            .status = row[i].status,
                                            .body = row[i].body,
                                            .length = strlen(row[i].body)},
                         &mem);

        ck_assert_msg(got.kind == row[i].kind, "%d %s: %d", row[i].status,
                      row[i].body, (int)got.kind);
        ck_assert_pstr_eq(got.cause, row[i].cause);
        ck_assert_ptr_null(got.json);
        ck_assert_int_eq(got.status, row[i].status);
    }
}
END_TEST

/* A 401 may be none of the login by a row for whatever it holds, and by no
 * other. */
START_TEST(a_broken_401_is_what_a_bare_one_is)
{
    static const struct {
        struct dialect_row row;
        bool bare;
    } rows[] = {
        {{401, 403, FORM_ANY, NULL, NULL, ANSWER_DENIED, "own"}, true},
        {{399, 401, FORM_ANY, NULL, NULL, ANSWER_DENIED, "own"}, true},
        {{402, 403, FORM_ANY, NULL, NULL, ANSWER_DENIED, "own"}, false},
        {{399, 400, FORM_ANY, NULL, NULL, ANSWER_DENIED, "own"}, false},
        {{401, 401, FORM_PAGE, NULL, NULL, ANSWER_DENIED, "own"}, false},
        {{401, 401, FORM_ANY, "note", NULL, ANSWER_DENIED, "own"}, false},
        {{401, 401, FORM_ANY, NULL, "later", ANSWER_DENIED, "own"}, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct dialect dialect = {
            .row = &rows[i].row, .n = 1, .said = said};
        struct answer got = dialect_read(
            &dialect,
            &(struct response){.net = NET_RESET, .status = 401, .body = ""},
            &mem);

        ck_assert_int_eq(got.kind, rows[i].bare ? ANSWER_DENIED : ANSWER_LOGIN);
        ck_assert_pstr_eq(got.cause, rows[i].bare ? "own" : NULL);
    }
}
END_TEST

/* Nothing but success is without doubt. */
START_TEST(every_kind_has_a_reason)
{
    for (int kind = 0; kind < ANSWER__N; kind++) {
        enum reason reason = answer_reason((enum answer_kind)kind);

        ck_assert_int_eq(reason == WHY_GRANTED, kind == ANSWER_OK);
        ck_assert_int_eq(reason_verdict(reason),
                         kind == ANSWER_OK ? VERDICT_PASS : VERDICT_UNKNOWN);
        ck_assert_int_ne(reason, WHY_NOT_PROBED);
    }
}
END_TEST

Suite *
scanner_rows_suite(void)
{
    Suite *suite = suite_create("scanner: rows of a dialect");
    TCase *tests = tcase_create("rows");

    tcase_add_checked_fixture(tests, NULL, teardown);
    tcase_add_test(tests, statuses_are_ranges_with_both_ends);
    tcase_add_test(tests, words_of_a_document_stand_in_one);
    tcase_add_loop_test(tests, a_body_has_one_form, 0,
                        (int)(sizeof forms / sizeof *forms));
    tcase_add_loop_test(tests, phrases_stand_where_the_row_says, 0,
                        (int)(sizeof members / sizeof *members));
    tcase_add_test(tests, the_first_row_that_fits_decides);
    tcase_add_test(tests, without_rows_the_status_decides);
    tcase_add_test(tests, a_list_will_do_where_errors_have_no_member);
    tcase_add_test(tests, broken_answers_are_only_held_to_refused_logins);
    tcase_add_test(tests, a_broken_401_is_what_a_bare_one_is);
    tcase_add_test(tests, every_kind_has_a_reason);
    suite_add_tcase(suite, tests);
    return suite;
}
