/* JSON's fence: what is refused and where, and what is found again. */
#include "base/json.h"
#include "base/out.h"
#include "tests/simulator/kit/build.h"
#include "tests/unit/base_test.h"

#include <string.h>

#define BYTES(s) (s), sizeof(s) - 1

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

struct refusal {
    const char *text;
    size_t length;
    const char *said;
};

static const struct refusal refusal[] = {
    {BYTES(""), "1:1: the JSON text is wrong here or ends too early"},
    {BYTES("{"), "1:1: the JSON text is wrong here or ends too early"},
    {BYTES("{\n \"a\": x}"), "2:7: this is not JSON"},
    {BYTES("[1] 2"), "1:5: something follows the end of the JSON text"},
    {BYTES("{\"a\":1,\n\"a\":2}"),
     "2:1: the same key stands here a second time"},
    {BYTES("{\"a\":1,\"a\":{\"b\":01}}"),
     "1:8: the same key stands here a second time"},
    {BYTES("{\"a\":1,\"b\":01,\"a\":2}"),
     "1:12: a number must not begin with 0"},
    {BYTES("{\"a\":1,\n\"A\":2,\"\\u0061\":2}"),
     "2:7: the same key stands here a second time"},
    {BYTES("\"a\\u0000b\""), "1:3: \\u0000 is not allowed in a string"},
    {BYTES("[\"a\tb\"]"),
     "1:4: a control character in a string must be escaped"},
    {BYTES("[01]"), "1:2: a number must not begin with 0"},
    {BYTES("[1.]"), "1:2: this is not a number"},
    {BYTES("[1]\0 "), "1:4: this is not JSON"},
};

START_TEST(json_refuses_with_line_and_column)
{
    struct diags diags = {.arena = &mem};
    const struct refusal *r = &refusal[_i];
    const struct diag *d;

    ck_assert_ptr_null(json_parse(&mem, r->text, r->length, &diags));
    ck_assert_uint_eq(diags.n, 1);
    d = &diags.list[0];
    ck_assert_str_eq(
        arena_print(&mem, "%u:%u: %s", d->line, d->column, d->text), r->said);
}
END_TEST

START_TEST(json_knows_where_everything_stands)
{
    static const char text[] = "\xEF\xBB\xBF{ \"a\" : [ 1, -2.5e3,\n"
                               "  {\"b\\\"\\\\\":\n true }, [], {} ],\n"
                               " \"c\": null , \"d\" : \"x\" }  \n";
    const struct json *root = json_parse(&mem, text, sizeof text - 1, NULL);
    const struct json *a = json_get(root, "a");
    const struct json *b = json_get(&a->item[2], "b\"\\");

    ck_assert_uint_eq(a->n, 5);
    ck_assert_uint_eq(a->line, 1);
    ck_assert_uint_eq(a->column, 9);
    ck_assert_uint_eq(a->item[2].line, 2);
    ck_assert_uint_eq(a->item[2].column, 3);
    ck_assert_uint_eq(b->line, 3);
    ck_assert_uint_eq(b->column, 2);
    ck_assert_uint_eq(b->key_column, 4);
    ck_assert_uint_eq(json_get(root, "c")->line, 4);
    ck_assert_uint_eq(json_get(root, "d")->column, 20);
    ck_assert_str_eq(json_text(json_get(root, "d")), "x");
}
END_TEST

START_TEST(json_numbers_are_whole_or_not)
{
    static const char text[] = "[7, 7.5, 9007199254740993, 1e999, \"7\"]";
    const struct json *root = json_parse(&mem, text, sizeof text - 1, NULL);
    int64_t value = 0;

    ck_assert(json_integer(&root->item[0], &value) && value == 7);
    for (int i = 1; i < 5; i++)
        ck_assert(!json_integer(&root->item[i], &value));
}
END_TEST

/* Each digit of a long one is kept, whatever its value is rounded to. */
START_TEST(json_long_numbers_keep_their_digits)
{
    static const char text[] =
        "[123456789012345, 1234567890123456, 4000000000000000000000001,"
        "-1234567890123456, 1234567890123456.0, 1234567890123456e1, \"7\"]";
    const struct json *root = json_parse(&mem, text, sizeof text - 1, NULL);

    ck_assert_ptr_null(json_digits(&root->item[0]));
    ck_assert_str_eq(json_digits(&root->item[1]), "1234567890123456");
    ck_assert_str_eq(json_digits(&root->item[2]), "4000000000000000000000001");
    for (int i = 3; i < 7; i++)
        ck_assert_ptr_null(json_digits(&root->item[i]));
    ck_assert_ptr_null(json_text(&root->item[1]));
    ck_assert_ptr_null(json_digits(NULL));
}
END_TEST

START_TEST(json_keys_by_fold_only_when_unambiguous)
{
    static const char text[] = "{\"Name\": 1, \"x\": 2, \"X\": 3}";
    const struct json *root = json_parse(&mem, text, sizeof text - 1, NULL);

    ck_assert_ptr_null(json_get(root, "name"));
    ck_assert_ptr_nonnull(json_get_fold(root, "name"));
    ck_assert_ptr_null(json_get_fold(root, "x"));
    ck_assert_ptr_null(json_get_fold(NULL, "x"));
}
END_TEST

/* So many that they are sorted; n members "key0", "KEY1", "key2" and so on. */
static void
large_object(struct out *out, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        (void)out_print(out, "%s\"%s%u\": %u", i == 0 ? "{" : ",\n",
                        i % 2 == 0 ? "key" : "KEY", (unsigned)i, (unsigned)i);
}

START_TEST(json_finds_each_of_many_members)
{
    struct out out = {0};
    const struct json *root;
    int64_t value;

    large_object(&out, 5000);
    (void)out_text(&out, ", \"Key7\": 1, \"\": 2}");
    root = json_parse(&mem, out.bytes, out.length, NULL);
    ck_assert_ptr_nonnull(root);
    ck_assert_uint_eq(root->n, 5002);
    for (uint32_t i = 0; i < 5000; i++) {
        const struct json *found =
            json_get(root, arena_print(&mem, "%s%u", i % 2 == 0 ? "key" : "KEY",
                                       (unsigned)i));
        const struct json *folded =
            json_get_fold(root, arena_print(&mem, "kEy%u", (unsigned)i));

        ck_assert_ptr_eq(found, &root->item[i]);
        ck_assert_ptr_eq(folded, i == 7 ? NULL : found);
        ck_assert(json_integer(found, &value) && value == i);
    }
    ck_assert_ptr_eq(json_get(root, "Key7"), &root->item[5000]);
    ck_assert_ptr_eq(json_get(root, ""), &root->item[5001]);
    ck_assert_ptr_null(json_get(root, "key1"));
    ck_assert_ptr_null(json_get(root, "z"));
    ck_assert_ptr_null(json_get_fold(root, "key5000"));
    out_free(&out);
}
END_TEST

/* Of several that stand twice the first is told, as in a small object. */
START_TEST(json_refuses_the_first_of_many_that_stands_twice)
{
    struct diags diags = {.arena = &mem};
    struct out out = {0};

    large_object(&out, 3000);
    (void)out_text(&out, ",\n\"new\": 1,\n\"key2998\": 1,\n\"KEY1\": 2,\n"
                         "\"key0\": 3, \"x\": 01}");
    ck_assert_ptr_null(json_parse(&mem, out.bytes, out.length, &diags));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_uint_eq(diags.list[0].line, 3002);
    ck_assert_str_eq(diags.list[0].text,
                     "the same key stands here a second time");
    out_free(&out);
}
END_TEST

START_TEST(json_refuses_more_values_than_memory_is_for)
{
    enum { MANY = 4000000 };
    struct diags diags = {.arena = &mem};
    struct out out = {0};

    (void)out_text(&out, "[\n0");
    for (uint32_t i = 1; i < MANY; i++)
        (void)out_bytes(&out, ",0", 2);
    (void)out_text(&out, ",\"[,[,\"]");
    ck_assert_ptr_null(json_parse(&mem, out.bytes, out.length, &diags));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_uint_eq(diags.list[0].line, 2);
    ck_assert_uint_eq(diags.list[0].column, 2 * (MANY - 1));
    ck_assert_str_eq(diags.list[0].text, "the document has too many values");
    out_free(&out);
}
END_TEST

START_TEST(json_prints_what_it_reads)
{
    static const char text[] =
        "{\"a\":[1,2.5,\"\\u00fc<\\n\"],\"b\":{},\"c\":null,\"d\":false}";
    const struct json *root = json_parse(&mem, text, sizeof text - 1, NULL);
    struct out once = {0}, twice = {0};

    json_print(root, true, &once);
    json_print(json_parse(&mem, once.bytes, once.length, NULL), true, &twice);
    ck_assert_str_eq(out_string(&once), out_string(&twice));
    out_free(&once);
    json_print(root, false, &once);
    ck_assert_str_eq(
        out_string(&once),
        "{\"a\":[1,2.5,\"\xC3\xBC<\\n\"],\"b\":{},\"c\":null,\"d\":false}");
    out_free(&once);
    out_free(&twice);
}
END_TEST

/* The document is printed in parts; its bytes are those of the whole. */
START_TEST(json_prints_in_parts_what_is_one)
{
    static const char text[] =
        "{\"a\":[{\"b\":[1,[2,{\"c\":\"]\\n}\"}]]},[],{},\"x, y\",null],"
        "\"\\\"k\":[[],[3]],\"one\":[{\"d\":1}],\"none\":[],\"e\":{}}";
    static const char whole[] =
        "{\n\t\"a\":\t[{\n\t\t\t\"b\":\t[1, [2, {\n\t\t\t\t\t\t\"c\":\t"
        "\"]\\n}\"\n\t\t\t\t\t}]]\n\t\t}, [], {\n\t\t}, \"x, y\", null],\n\t"
        "\"\\\"k\":\t[[], [3]],\n\t\"one\":\t[{\n\t\t\t\"d\":\t1\n\t\t}],"
        "\n\t\"none\":\t[],\n\t\"e\":\t{\n\t}\n}\n";
    struct out out = {0};

    json_print(json_parse(&mem, text, sizeof text - 1, NULL), true, &out);
    ck_assert_str_eq(out_string(&out), whole);
    out_free(&out);
}
END_TEST

START_TEST(json_is_built)
{
    struct json *root = json_new_object(&mem);
    struct json *list = json_set_array(&mem, root, "list");
    struct out out = {0};

    json_push_text(&mem, list, "x");
    json_set_integer(&mem, json_push_object(&mem, list), "n", 9007199254740991);
    json_set_text(&mem, root, "none", NULL);
    json_set_boolean(&mem, json_set_object(&mem, root, "o"), "yes", true);
    json_print(root, false, &out);
    ck_assert_str_eq(out_string(&out),
                     "{\"list\":[\"x\",{\"n\":9007199254740991}],"
                     "\"none\":null,\"o\":{\"yes\":true}}");
    out_free(&out);
}
END_TEST

Suite *
base_json_suite(void)
{
    Suite *suite = suite_create("base: json");
    TCase *json = tcase_create("json");

    tcase_add_checked_fixture(json, NULL, teardown);
    tcase_add_loop_test(json, json_refuses_with_line_and_column, 0,
                        sizeof refusal / sizeof *refusal);
    tcase_add_test(json, json_knows_where_everything_stands);
    tcase_add_test(json, json_numbers_are_whole_or_not);
    tcase_add_test(json, json_long_numbers_keep_their_digits);
    tcase_add_test(json, json_keys_by_fold_only_when_unambiguous);
    tcase_add_test(json, json_finds_each_of_many_members);
    tcase_add_test(json, json_refuses_the_first_of_many_that_stands_twice);
    tcase_add_test(json, json_refuses_more_values_than_memory_is_for);
    tcase_add_test(json, json_prints_what_it_reads);
    tcase_add_test(json, json_prints_in_parts_what_is_one);
    tcase_add_test(json, json_is_built);
    suite_add_tcase(suite, json);
    return suite;
}
