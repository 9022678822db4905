/* Unit tests of base/: the arena, text at the door, JSON's fence, files. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/out.h"
#include "base/text.h"
#include "tests/unit/base_test.h"

#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

START_TEST(arena_objects_are_zero_and_apart)
{
    uint64_t *a = arena_new(&mem, uint64_t, 1000);
    char *b = arena_new(&mem, char, 3);
    uint64_t *c = arena_new(&mem, uint64_t, 100000);

    for (int i = 0; i < 1000; i++)
        ck_assert_uint_eq(a[i], 0);
    memset(b, 0x55, 3);
    ck_assert_uint_eq((uintptr_t)c % sizeof *c, 0);
    c[99999] = 7;
    ck_assert_uint_eq(a[999], 0);
}
END_TEST

START_TEST(arena_array_grows_and_keeps_its_content)
{
    uint32_t *list = NULL, capacity = 0;

    for (uint32_t i = 0; i < 1000; i++) {
        list = arena_grow(&mem, list, i, &capacity);
        list[i] = i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        ck_assert_uint_eq(list[i], i);
}
END_TEST

START_TEST(arena_without_memory_exits_4)
{
    arena_fail_after(2);
    (void)arena_new(&mem, char, 1);
    (void)arena_new(&mem, char, 1);
}
END_TEST

struct cleaning {
    const char *bytes;
    size_t length;
    const char *text;
};

#define BYTES(s) (s), sizeof(s) - 1
#define R        "\xEF\xBF\xBD"

static const struct cleaning cleaning[] = {
    {BYTES("plain text"), "plain text"},
    {BYTES(""), ""},
    {BYTES("tab\tline\n"), "tab\tline\n"},
    {BYTES("a\r\nb\rc"), "a\nb" R "c"},
    {BYTES("\x1B[31m"), R "[31m"},
    {BYTES("a\0b"), "a" R "b"},
    {BYTES("Gr\xC3\xBC\xC3\x9F"), "Gr\xC3\xBC\xC3\x9F"},
    {BYTES("\xC3"), R},
    {BYTES("\xC0\xAF"), R R},
    {BYTES("\xED\xA0\x80"), R R R},
    {BYTES("\xF0\x9F\x98\x80"), "\xF0\x9F\x98\x80"},
    {BYTES("\xF0\x9F\x98x"), R "x"},
    {BYTES("\xF4\x90\x80\x80"), R R R R},
    {BYTES("\xEF\xBF\xBE"), R},
    {BYTES("\xC2\x85"), R},
    {BYTES("a\xE2\x80\xAE"
           "b"),
     "a" R "b"},
    {BYTES("\xEF\xBB\xBFx"), R "x"},
};

START_TEST(text_clean_replaces_what_is_harmful)
{
    const struct cleaning *c = &cleaning[_i];
    const char *text = text_clean(&mem, c->bytes, c->length, 1000);

    ck_assert_str_eq(text, c->text);
    ck_assert(text_is_clean(text, strlen(text)));
    ck_assert(text_is_clean(c->bytes, c->length) ==
              (strlen(c->text) == c->length &&
               memcmp(c->text, c->bytes, c->length) == 0));
}
END_TEST

START_TEST(text_clean_cuts_at_a_character)
{
    ck_assert_str_eq(text_clean(&mem, "123456789", 9, 9), "123456789");
    ck_assert_str_eq(text_clean(&mem, "1234567890", 10, 9), "123456...");
    ck_assert_str_eq(text_clean(&mem, "12345\xC3\xBC\xC3\xBC\xC3\xBC", 11, 9),
                     "12345...");
}
END_TEST

START_TEST(text_nearest_guesses_typing_mistakes_only)
{
    static const char *const name[] = {"Tickets", "TicketNotes", "Companies"};

    ck_assert_str_eq(text_nearest("Tickts", name, 3, sizeof *name), "Tickets");
    ck_assert_str_eq(text_nearest("companys", name, 3, sizeof *name),
                     "Companies");
    ck_assert_ptr_null(text_nearest("Invoices", name, 3, sizeof *name));
    ck_assert_ptr_null(text_nearest("x", name, 0, sizeof *name));
}
END_TEST

START_TEST(text_compares)
{
    ck_assert(text_same(NULL, NULL) && !text_same("a", NULL));
    ck_assert(text_same_fold("ALL", "all") && !text_same_fold("al", "all"));
    ck_assert(text_has_fold("The Adequate permissions", "adequate"));
    ck_assert(!text_has_fold("none", "nonesuch") && text_has_fold("a", ""));
    ck_assert(text_ends("a.json", ".json") && !text_ends("json", ".json"));
}
END_TEST

START_TEST(out_keeps_to_its_limit)
{
    struct out out = {.limit = 5};

    ck_assert(out_text(&out, "123"));
    ck_assert(!out_text(&out, "456"));
    ck_assert(out.failed);
    ck_assert_str_eq(out_string(&out), "12345");
    out_reset(&out);
    ck_assert(out_print(&out, "%d", 12345));
    ck_assert_uint_eq(out.length, 5);
    out_free(&out);
}
END_TEST

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

/* ---- files ----------------------------------------------------------------
 */

static char folder[64];
static const char *target;

static void
folder_up(void)
{
    (void)snprintf(folder, sizeof folder, "/tmp/unit-base.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    target = arena_print(&mem, "%s/target", folder);
}

static void
folder_down(void)
{
    static const char *const name[] = {"target", "link", "other", "pipe"};

    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        (void)unlink(arena_print(&mem, "%s/%s", folder, name[i]));
    /* Fails, and the test with it, if a temporary file was left behind. */
    ck_assert_int_eq(rmdir(folder), 0);
    arena_free(&mem);
}

static const char *
content(const char *path)
{
    struct diags diags = {.arena = &mem};
    struct file_text text = {0};

    ck_assert(file_read(path, 1000000, &mem, &diags, &text));
    return text.bytes;
}

START_TEST(file_is_saved_for_its_owner_only)
{
    struct diags diags = {.arena = &mem};
    struct stat status;

    ck_assert(file_save(target, "one", 3, &diags));
    ck_assert(file_save(target, "two!", 4, &diags));
    ck_assert_str_eq(content(target), "two!");
    ck_assert_int_eq(stat(target, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
}
END_TEST

START_TEST(file_follows_a_link_to_an_own_file)
{
    struct diags diags = {.arena = &mem};
    const char *link = arena_print(&mem, "%s/link", folder);
    struct stat status;

    ck_assert(file_save(target, "one", 3, &diags));
    ck_assert_int_eq(symlink("target", link), 0);
    ck_assert(file_save(link, "two", 3, &diags));
    ck_assert_str_eq(content(target), "two");
    ck_assert_int_eq(lstat(link, &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
}
END_TEST

START_TEST(file_refuses_a_foreign_or_dangling_link)
{
    struct diags diags = {.arena = &mem};
    const char *link = arena_print(&mem, "%s/link", folder);

    ck_assert_int_eq(symlink("nothing", link), 0);
    ck_assert(!file_save(link, "x", 1, &diags));
    ck_assert_int_eq(diags.n, 1);
    if (geteuid() != 0)
        return; /* only root can make a file for another owner */
    ck_assert(file_save(target, "one", 3, &diags));
    ck_assert_int_eq(chown(target, 12345, 12345), 0);
    ck_assert_int_eq(unlink(link), 0);
    ck_assert_int_eq(symlink("target", link), 0);
    ck_assert(!file_save(link, "two", 3, &diags));
    ck_assert_str_eq(content(target), "one");
}
END_TEST

START_TEST(file_writes_to_a_pipe_and_does_not_replace_it)
{
    struct diags diags = {.arena = &mem};
    const char *path = arena_print(&mem, "%s/pipe", folder);
    struct stat status;
    char bytes[8] = "";
    int fd;

    ck_assert_int_eq(mkfifo(path, 0600), 0);
    fd = open(path, O_RDWR | O_NONBLOCK);
    ck_assert_int_ge(fd, 0);
    ck_assert(file_save(path, "xyz", 3, &diags));
    ck_assert_int_eq(read(fd, bytes, sizeof bytes), 3);
    ck_assert_str_eq(bytes, "xyz");
    ck_assert_int_eq(stat(path, &status), 0);
    ck_assert(S_ISFIFO(status.st_mode));
    ck_assert_int_eq(close(fd), 0);
}
END_TEST

START_TEST(file_appends_to_an_open_descriptor)
{
    struct diags diags = {.arena = &mem};
    int fd = open(target, O_RDWR | O_CREAT, 0600);

    ck_assert_int_eq(write(fd, "head ", 5), 5);
    ck_assert(
        file_save(arena_print(&mem, "/dev/fd/%d", fd), "tail", 4, &diags));
    ck_assert_str_eq(content(target), "head tail");
    ck_assert_int_eq(close(fd), 0);
    ck_assert(file_is_stdout("-") && file_is_stdout("/dev/stdout"));
    ck_assert(!file_is_stdout(target));
}
END_TEST

START_TEST(file_that_cannot_be_written_leaves_the_old_one)
{
    struct diags diags = {.arena = &mem};

    ck_assert(!file_save(folder, "x", 1, &diags));
    ck_assert(
        !file_save(arena_print(&mem, "%s/no/such", folder), "x", 1, &diags));
    ck_assert(file_save(target, "old", 3, &diags));
    ck_assert_str_eq(content(target), "old");
    ck_assert_int_eq(diags.n, 2);
}
END_TEST

START_TEST(file_private_is_for_the_owner_only)
{
    struct diags diags = {.arena = &mem};
    struct file_text text;

    ck_assert(file_save(target, "secret", 6, &diags));
    ck_assert(file_read_private(target, 100, &mem, &diags, &text));
    ck_assert_int_eq(chmod(target, 0640), 0);
    ck_assert(!file_read_private(target, 100, &mem, &diags, &text));
    ck_assert_int_eq(chmod(target, 0602), 0);
    ck_assert(!file_read_private(target, 100, &mem, &diags, &text));
    ck_assert(!file_read_private(folder, 100, &mem, &diags, &text));
    ck_assert_int_eq(diags.n, 3);
}
END_TEST

START_TEST(file_over_the_cap_is_refused)
{
    struct diags diags = {.arena = &mem};
    struct file_text text;

    ck_assert(file_save(target, "12345", 5, &diags));
    ck_assert(file_read(target, 5, &mem, &diags, &text));
    ck_assert(!file_read(target, 4, &mem, &diags, &text));
    ck_assert_int_eq(diags.n, 1);
}
END_TEST

static Suite *
suite(void)
{
    Suite *base = suite_create("base");
    TCase *pure = tcase_create("pure"), *files = tcase_create("files");

    tcase_add_checked_fixture(pure, NULL, teardown);
    tcase_add_test(pure, arena_objects_are_zero_and_apart);
    tcase_add_test(pure, arena_array_grows_and_keeps_its_content);
    if (strcmp(getenv("CK_FORK") ? getenv("CK_FORK") : "", "no") != 0)
        tcase_add_exit_test(pure, arena_without_memory_exits_4, EXIT_RESOURCE);
    tcase_add_loop_test(pure, text_clean_replaces_what_is_harmful, 0,
                        sizeof cleaning / sizeof *cleaning);
    tcase_add_test(pure, text_clean_cuts_at_a_character);
    tcase_add_test(pure, text_nearest_guesses_typing_mistakes_only);
    tcase_add_test(pure, text_compares);
    tcase_add_test(pure, out_keeps_to_its_limit);
    tcase_add_loop_test(pure, json_refuses_with_line_and_column, 0,
                        sizeof refusal / sizeof *refusal);
    tcase_add_test(pure, json_knows_where_everything_stands);
    tcase_add_test(pure, json_numbers_are_whole_or_not);
    tcase_add_test(pure, json_keys_by_fold_only_when_unambiguous);
    tcase_add_test(pure, json_prints_what_it_reads);
    tcase_add_test(pure, json_prints_in_parts_what_is_one);
    tcase_add_test(pure, json_is_built);
    suite_add_tcase(base, pure);
    tcase_add_checked_fixture(files, folder_up, folder_down);
    tcase_add_test(files, file_is_saved_for_its_owner_only);
    tcase_add_test(files, file_follows_a_link_to_an_own_file);
    tcase_add_test(files, file_refuses_a_foreign_or_dangling_link);
    tcase_add_test(files, file_writes_to_a_pipe_and_does_not_replace_it);
    tcase_add_test(files, file_appends_to_an_open_descriptor);
    tcase_add_test(files, file_that_cannot_be_written_leaves_the_old_one);
    tcase_add_test(files, file_private_is_for_the_owner_only);
    tcase_add_test(files, file_over_the_cap_is_refused);
    suite_add_tcase(base, files);
    return base;
}

int
main(void)
{
    SRunner *runner = srunner_create(suite());
    int failed;

    srunner_add_suite(runner, base_hash_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
