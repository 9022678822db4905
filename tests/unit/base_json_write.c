/* JSON as it is written value by value. */
#include "base/json.h"
#include "base/json_write.h"
#include "tests/unit/base_test.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* One of everything. */
static void
write_sample(struct json_writer *w)
{
    json_write_object(w, NULL);
    json_write_text(w, "text", "\"\\/\b\f\n\r\t\x01\x1f\x7f\xC3\xBC");
    json_write_text(w, "none", NULL);
    json_write_array(w, "\"list");
    json_write_integer(w, NULL, 9007199254740991);
    json_write_integer(w, NULL, -1);
    json_write_array(w, NULL);
    json_write_end(w);
    json_write_object(w, NULL);
    json_write_end(w);
    json_write_object(w, NULL);
    json_write_boolean(w, "yes", true);
    json_write_null(w, "nothing");
    json_write_end(w);
    json_write_boolean(w, NULL, false);
    json_write_end(w);
    json_write_object(w, "empty");
    json_write_end(w);
    json_write_number(w, "part", 0.1);
    json_write_end(w);
}

START_TEST(json_is_written)
{
    struct out out = {0};
    struct json_writer w = {.out = &out};

    write_sample(&w);
    ck_assert_str_eq(
        out_string(&out),
        "{\"text\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xC3\xBC\","
        "\"none\":null,\"\\\"list\":[9007199254740991,-1,[],{},"
        "{\"yes\":true,\"nothing\":null},false],\"empty\":{},"
        "\"part\":0.1}");
    out_free(&out);
}
END_TEST

START_TEST(json_is_written_indented)
{
    struct out out = {0};
    struct json_writer w = {.out = &out, .pretty = true};

    write_sample(&w);
    ck_assert_str_eq(
        out_string(&out),
        "{\n\t\"text\":\t\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xC3\xBC"
        "\",\n\t\"none\":\tnull,\n\t\"\\\"list\":\t[9007199254740991, -1, "
        "[], {\n\t\t}, {\n\t\t\t\"yes\":\ttrue,\n\t\t\t\"nothing\":\t"
        "null\n\t\t}, false],\n\t\"empty\":\t{\n\t},\n\t\"part\":\t0.1\n"
        "}\n");
    out_free(&out);
}
END_TEST

static const struct {
    double value;
    const char *text;
} numbers[] = {
    {0, "0"},
    {2.5, "2.5"},
    {-1e300, "-1e+300"},
    {1e20, "1e+20"},
    {0.1 + 0.2, "0.30000000000000004"},
    {(double)INFINITY, "null"},
    {(double)NAN, "null"},
};

START_TEST(json_numbers_come_back_the_same)
{
    struct out out = {0};
    struct json_writer w = {.out = &out};

    json_write_number(&w, NULL, numbers[_i].value);
    ck_assert_str_eq(out_string(&out), numbers[_i].text);
    out_free(&out);
}
END_TEST

START_TEST(json_that_does_not_fit_is_remembered)
{
    struct out out = {.limit = 12};
    struct json_writer w = {.out = &out};

    json_write_array(&w, NULL);
    json_write_integer(&w, NULL, 1234567);
    ck_assert(!out.failed);
    json_write_text(&w, NULL, "text");
    json_write_end(&w);
    ck_assert(out.failed);
    ck_assert_str_eq(out_string(&out), "[1234567,\"te");
    out_free(&out);
}
END_TEST

START_TEST(json_goes_as_deep_as_it_is_read)
{
    struct arena mem = {0};
    struct out out = {0};
    struct json_writer w = {.out = &out};

    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        json_write_array(&w, NULL);
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        json_write_end(&w);
    ck_assert_uint_eq(out.length, 2 * JSON_DEPTH_MAX);
    ck_assert_ptr_nonnull(json_parse(&mem, out.bytes, out.length, NULL));
    arena_free(&mem);
    out_free(&out);
}
END_TEST

/* Each is wrong at its last step: o and a open, e ends, k and v write a value
 * with a key and without. */
static const char *const misuse[] = {"e", "ov", "ak", "vv", "oee", "aev"};

START_TEST(json_wrongly_nested_ends_the_program)
{
    struct out out = {0};
    struct json_writer w = {.out = &out};

    for (const char *p = misuse[_i]; *p != '\0'; p++) {
        if (*p == 'o')
            json_write_object(&w, NULL);
        else if (*p == 'a')
            json_write_array(&w, NULL);
        else if (*p == 'e')
            json_write_end(&w);
        else
            json_write_null(&w, *p == 'k' ? "key" : NULL);
    }
}
END_TEST

START_TEST(json_is_written_to_be_edited)
{
    struct out out = {0};
    struct json_writer w = {.out = &out, .edited = true};

    json_write_object(&w, NULL);
    json_write_array(&w, "list");
    json_write_object(&w, NULL);
    json_write_text(&w, "a", "b");
    json_write_null(&w, "c");
    json_write_end(&w);
    json_write_integer(&w, NULL, 7);
    json_write_end(&w);
    json_write_array(&w, "none");
    json_write_end(&w);
    json_write_object(&w, "empty");
    json_write_end(&w);
    json_write_end(&w);
    ck_assert_str_eq(out_string(&out), "{\n"
                                       "  \"list\": [\n"
                                       "    {\n"
                                       "      \"a\": \"b\",\n"
                                       "      \"c\": null\n"
                                       "    },\n"
                                       "    7\n"
                                       "  ],\n"
                                       "  \"none\": [],\n"
                                       "  \"empty\": {}\n"
                                       "}\n");
    out_free(&out);
}
END_TEST

Suite *
base_json_write_suite(void)
{
    const char *fork = getenv("CK_FORK");
    Suite *suite = suite_create("base: json written");
    TCase *json = tcase_create("json written");

    tcase_set_tags(json, "own-process");
    tcase_add_test(json, json_is_written);
    tcase_add_test(json, json_is_written_indented);
    tcase_add_test(json, json_is_written_to_be_edited);
    tcase_add_loop_test(json, json_numbers_come_back_the_same, 0,
                        sizeof numbers / sizeof *numbers);
    tcase_add_test(json, json_that_does_not_fit_is_remembered);
    tcase_add_test(json, json_goes_as_deep_as_it_is_read);
    if (fork == NULL || strcmp(fork, "no") != 0)
        tcase_add_loop_test_raise_signal(
            json, json_wrongly_nested_ends_the_program, SIGABRT, 0,
            sizeof misuse / sizeof *misuse);
    suite_add_tcase(suite, json);
    return suite;
}
