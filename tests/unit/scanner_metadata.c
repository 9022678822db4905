/* Autotask's metadata: every form of a level and of a flag, and what it means.
 * Whatever is not clear is not known. */
#include "scanner/autotask/autotask.h"
#include "tests/unit/scanner_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

struct level_case {
    const char *value; /* as JSON; NULL: the key is absent */
    int64_t grade;     /* -1: not known */
    const char *said;  /* NULL: nothing */
};

static const struct level_case levels[] = {
    {"\"All\"", AUTOTASK_ALL, "All"},
    {"\"all\"", AUTOTASK_ALL, "all"},
    {"\"ALL\"", AUTOTASK_ALL, "ALL"},
    {"\"aLl\"", AUTOTASK_ALL, "aLl"},
    {"\"None\"", AUTOTASK_NONE, "None"},
    {"\"NONE\"", AUTOTASK_NONE, "NONE"},
    {"\"Restricted\"", AUTOTASK_RESTRICTED, "Restricted"},
    {"\"rESTRICTED\"", AUTOTASK_RESTRICTED, "rESTRICTED"},
    {"0", AUTOTASK_NONE, "0"},
    {"1", AUTOTASK_ALL, "1"},
    {"2", AUTOTASK_RESTRICTED, "2"},
    {"1.0", AUTOTASK_ALL, "1"},
    {"\"0\"", AUTOTASK_NONE, "0"},
    {"\"1\"", AUTOTASK_ALL, "1"},
    {"\"2\"", AUTOTASK_RESTRICTED, "2"},
    /* all else is doubt */
    {NULL, -1, NULL},
    {"null", -1, ""},
    {"true", -1, ""},
    {"false", -1, ""},
    {"[]", -1, ""},
    {"[\"All\"]", -1, ""},
    {"{\"value\":\"All\"}", -1, ""},
    {"\"\"", -1, ""},
    {"\"All \"", -1, "All "},
    {"\" All\"", -1, " All"},
    {"\"All, mostly\"", -1, "All, mostly"},
    {"\"Al\"", -1, "Al"},
    {"\"Full\"", -1, "Full"},
    {"\"Mine\"", -1, "Mine"},
    {"\"Yes\"", -1, "Yes"},
    {"\"01\"", -1, "01"},
    {"\"1.0\"", -1, "1.0"},
    {"3", -1, "3"},
    {"-1", -1, "-1"},
    {"1.5", -1, ""},
    {"1e300", -1, ""},
    {"4294967297", -1, "4294967297"},
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
        const struct access_info *view = &info.access[AUTOTASK_VIEW];

        ck_assert_msg(view->known == (row->grade >= 0), "%s", text);
        if (view->known)
            ck_assert_msg(view->grade == row->grade, "%s", text);
        ck_assert_int_eq(view->offer, OFFER_YES);
        ck_assert(!info.access[AUTOTASK_ADD].known);
        ck_assert_int_eq(info.access[AUTOTASK_ADD].offer, OFFER_UNSAID);
        if (row->said == NULL)
            ck_assert_ptr_null(view->said);
        else if (row->said[0] != '\0')
            ck_assert_str_eq(view->said, row->said);
        else
            ck_assert_ptr_nonnull(view->said); /* its kind, as it is no word */
    }
}
END_TEST

static void
ck_access(const struct access_info *access, int offer, int64_t grade)
{
    ck_assert_int_eq(access->offer, offer);
    ck_assert(access->known);
    ck_assert_int_eq(access->grade, grade);
}

START_TEST(metadata_of_every_access)
{
    static const char text[] =
        "{\"info\":{\"name\":\"Companies\",\"canCreate\":true,"
        "\"canDelete\":false,\"canQuery\":true,\"canUpdate\":1,"
        "\"userAccessForCreate\":\"All\",\"userAccessForDelete\":\"None\","
        "\"userAccessForQuery\":\"Restricted\",\"userAccessForUpdate\":1,"
        "\"hasUserDefinedFields\":true,\"supportsWebhookCallouts\":true}}";
    struct entity_info info = info_of(text);

    ck_access(&info.access[AUTOTASK_ADD], OFFER_YES, AUTOTASK_ALL);
    ck_access(&info.access[AUTOTASK_DELETE], OFFER_NO, AUTOTASK_NONE);
    ck_access(&info.access[AUTOTASK_VIEW], OFFER_YES, AUTOTASK_RESTRICTED);
    ck_access(&info.access[AUTOTASK_EDIT], OFFER_ODD, AUTOTASK_ALL);
    ck_assert(info.callouts.known);
    ck_assert_int_eq(info.callouts.grade, 1);
    ck_assert_str_eq(info.callouts.said, "true");
    ck_assert_str_eq(
        entity_info_name(json_parse(&mem, text, sizeof text - 1, NULL)),
        "Companies");
}
END_TEST

/* canX is a boolean or it is odd; absent it says nothing. */
START_TEST(an_offer_is_a_boolean)
{
    static const struct {
        const char *value;
        int offer;
    } row[] = {
        {"true", OFFER_YES},     {"false", OFFER_NO},      {"null", OFFER_ODD},
        {"0", OFFER_ODD},        {"1", OFFER_ODD},         {"\"\"", OFFER_ODD},
        {"\"true\"", OFFER_ODD}, {"\"false\"", OFFER_ODD}, {"[]", OFFER_ODD},
        {"{}", OFFER_ODD},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct entity_info info = info_of(arena_print(
            &mem, "{\"canUpdate\":%s,\"userAccessForUpdate\":\"All\"}",
            row[i].value));

        ck_assert_msg((int)info.access[AUTOTASK_EDIT].offer == row[i].offer,
                      "%s", row[i].value);
    }
}
END_TEST

START_TEST(two_readings_are_none)
{
    struct entity_info info =
        info_of("{\"userAccessForQuery\":\"All\","
                "\"UserAccessForQuery\":\"None\",\"canQuery\":false,"
                "\"CanQuery\":true,\"supportsWebhookCallouts\":\"true\"}");

    ck_assert(!info.access[AUTOTASK_VIEW].known);
    ck_assert_int_ne(info.access[AUTOTASK_VIEW].offer, OFFER_NO);
    ck_assert(!info.callouts.known);
    info = info_of("{\"info\":null,\"userAccessForQuery\":\"All\"}");
    ck_assert(!info.access[AUTOTASK_VIEW].known);
    info = info_of("{\"info\":[{\"userAccessForQuery\":\"All\"}]}");
    ck_assert(!info.access[AUTOTASK_VIEW].known);
}
END_TEST

Suite *
scanner_metadata_suite(void)
{
    Suite *suite = suite_create("scanner: metadata of Autotask");
    TCase *info = tcase_create("metadata");

    tcase_add_checked_fixture(info, NULL, teardown);
    tcase_add_loop_test(info, levels_in_every_form, 0,
                        (int)(sizeof levels / sizeof *levels));
    tcase_add_test(info, metadata_of_every_access);
    tcase_add_test(info, an_offer_is_a_boolean);
    tcase_add_test(info, two_readings_are_none);
    suite_add_tcase(suite, info);
    return suite;
}
