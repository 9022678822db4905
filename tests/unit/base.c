/* Unit tests of base/: the arena, messages, files. */
#include "base/alloc.h"
#include "base/arena.h"
#include "base/crypto.h"
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

#ifndef ARENA_DEBUG /* there every object is a block */
/* What is left of a block is used behind a large object too. */
START_TEST(arena_block_outlasts_large_objects)
{
    size_t total;

    (void)arena_new(&mem, char, 1);
    (void)arena_new(&mem, char, 100000);
    total = mem.total;
    (void)arena_new(&mem, char, 1000);
    ck_assert_uint_eq(mem.total, total);
}
END_TEST
#endif

/* What each does with the third allocation. */
START_TEST(no_memory_exits_4)
{
    static const char text[] = "{\"a\": [1, 2, 3]}";
    static void *kept[3];
    struct out out = {0};

    alloc_fail_after(3);
    for (int i = 0; i < 3; i++)
        switch (_i) {
        case 0:
            kept[i] = alloc_new(1);
            break;
        case 1: /* more than a block */
            (void)arena_new(&mem, char, 100000);
            break;
        case 2:
            (void)out_print(&out, "%d", i);
            break;
        case 3: /* cJSON's NULL would have been bad JSON */
            (void)json_parse(&mem, text, sizeof text - 1, NULL);
            break;
        case 4:
            (void)alloc_zero(SIZE_MAX / 2, 4);
            break;
        case 5:
            kept[i] = alloc_new(SIZE_MAX - 8);
            break;
        }
    ck_abort_msg("it goes on, with %p", kept[0]);
}
END_TEST

START_TEST(memory_grows_with_its_content)
{
    char *text = alloc_text("some");

    ck_assert_uint_eq(alloc_size(NULL), 0);
    ck_assert_uint_eq(alloc_size(text), 5);
    text = alloc_grow(text, 100000);
    ck_assert_str_eq(text, "some");
    ck_assert_ptr_eq(alloc_grow(text, 10), text); /* not smaller */
    ck_assert_uint_eq(alloc_size(text), 100000);
    text[99999] = 'z';
    for (size_t size = 400000; size < 100000000; size *= 3) {
        text = alloc_grow(text, size); /* pages of its own */
        ck_assert_str_eq(text, "some");
        ck_assert_int_eq(text[99999], 'z');
        ck_assert_uint_eq(alloc_size(text), size);
        text[size - 1] = 'z';
    }
    alloc_free(text);
    text = alloc_grow(NULL, 3);
    ck_assert_uint_eq(alloc_size(text), 3);
    alloc_free(text);
    text = alloc_zero(3, 7);
    for (int i = 0; i < 21; i++)
        ck_assert_int_eq(text[i], 0);
    alloc_free(text);
    alloc_free(NULL);
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

/* ---- files --------------------------------------------------------------- */

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

/* ---- messages ------------------------------------------------------------ */

static const char *
printed(const struct diags *diags)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    const char *text;

    ck_assert_ptr_nonnull(stream);
    diags_print(diags, stream);
    ck_assert_int_eq(fclose(stream), 0);
    text = arena_slice(&mem, bytes, length);
    free(bytes);
    return text;
}

START_TEST(messages_beyond_reading_are_counted)
{
    struct diags diags = {.arena = &mem, .file = "a.json"};
    const char *text;
    unsigned lines = 0;

    for (uint32_t i = 1; i <= DIAGS_KEPT; i++)
        diag_add(&diags, i, 7, "wrong");
    ck_assert_ptr_null(strstr(printed(&diags), "more"));
    for (uint32_t i = 0; i < 4800; i++)
        diag_add(&diags, 1, 1, "not kept");
    ck_assert_uint_eq(diags.n, 5000);
    ck_assert_uint_eq(diags_kept(&diags), DIAGS_KEPT);
    text = printed(&diags);
    for (const char *p = text; *p != '\0'; p++)
        lines += *p == '\n';
    ck_assert_uint_eq(lines, DIAGS_KEPT + 1);
    ck_assert(strncmp(text, "grantscan: a.json:1:7: wrong\n", 29) == 0);
    ck_assert_ptr_null(strstr(text, "not kept"));
    ck_assert_str_eq(strrchr(arena_slice(&mem, text, strlen(text) - 1), '\n'),
                     "\ngrantscan: and 4800 more");
}
END_TEST

START_TEST(messages_stay_on_their_line)
{
    struct diags diags = {.arena = &mem, .file = "a\x1b[2J\ngrantscan: b"};

    diag_add(&diags, 1, 2, "%s is wrong", "x\ny\r\x9b");
    ck_assert_str_eq(printed(&diags),
                     "grantscan: a\uFFFD[2J\uFFFDgrantscan: b:1:2: "
                     "x\uFFFDy\uFFFD\uFFFD is wrong\n");
}
END_TEST

/* What the others print, on a standard error that is a file. */
START_TEST(what_is_said_stays_on_its_line)
{
    char long_text[20000];
    const char *text;
    int kept = dup(STDERR_FILENO);

    memset(long_text, 'l', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    (void)fflush(stderr);
    ck_assert_ptr_nonnull(freopen(target, "w", stderr));
    diag_verbosity(1);
    warn("%s", "a\nb");
    note("%s", "c\x1b");
    tell("%s", "d\re");
    note("%s", long_text);
    diag_verbosity(0);
    note("%s", "not told");
    (void)fflush(stderr);
    (void)dup2(kept, STDERR_FILENO);
    text = content(target);
    ck_assert(text_starts(text, "grantscan: a\uFFFDb\ngrantscan: c\uFFFD\n"
                                "d\uFFFDe\ngrantscan: lll"));
    ck_assert(text_ends(text, "lll...\n"));
}
END_TEST

START_TEST(guesses_are_for_the_first_mistakes)
{
    static const char *const name[] = {"Tickets"};
    struct diags diags = {.arena = &mem};

    for (int i = 0; i < DIAGS_GUESSES; i++) {
        ck_assert_ptr_nonnull(
            diags_near(&diags, "Tickts", name, 1, sizeof *name));
        diag_add(&diags, 1, 1, "wrong");
    }
    ck_assert_ptr_null(diags_near(&diags, "Tickts", name, 1, sizeof *name));
}
END_TEST

static Suite *
suite(void)
{
    Suite *base = suite_create("base");
    TCase *pure = tcase_create("pure"), *files = tcase_create("files");

    tcase_set_tags(pure, "own-process");
    tcase_add_checked_fixture(pure, NULL, teardown);
    tcase_add_test(pure, arena_objects_are_zero_and_apart);
    tcase_add_test(pure, arena_array_grows_and_keeps_its_content);
#ifndef ARENA_DEBUG
    tcase_add_test(pure, arena_block_outlasts_large_objects);
#endif
    if (strcmp(getenv("CK_FORK") ? getenv("CK_FORK") : "", "no") != 0)
        tcase_add_loop_exit_test(pure, no_memory_exits_4, EXIT_RESOURCE, 0, 6);
    tcase_add_test(pure, memory_grows_with_its_content);
    tcase_add_test(pure, out_keeps_to_its_limit);
    tcase_add_test(pure, messages_beyond_reading_are_counted);
    tcase_add_test(pure, messages_stay_on_their_line);
    tcase_add_test(pure, guesses_are_for_the_first_mistakes);
    suite_add_tcase(base, pure);
    tcase_add_checked_fixture(files, folder_up, folder_down);
    tcase_add_test(files, what_is_said_stays_on_its_line);
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

    crypto_begin();

    srunner_add_suite(runner, base_base64_suite());
    srunner_add_suite(runner, base_date_suite());
    srunner_add_suite(runner, base_hash_suite());
    srunner_add_suite(runner, base_index_suite());
    srunner_add_suite(runner, base_save_suite());
    srunner_add_suite(runner, base_remains_suite());
    srunner_add_suite(runner, base_signer_suite());
    srunner_add_suite(runner, base_text_suite());
    srunner_add_suite(runner, base_json_suite());
    srunner_add_suite(runner, base_json_write_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
