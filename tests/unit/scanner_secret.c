/* Credentials: where they come from, what is refused, and that they do not
 * come out again. */
#include "base/text.h"
#include "scanner/cli/providers.h"
#include "tests/unit/scanner_test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena mem;
static struct secrets made;
static struct diags diags;
static struct secrets secrets;
static char folder[64];

static void
setup(void)
{
    static const char *const variable[] = {
        "AUTOTASK_USERNAME", "AUTOTASK_SECRET", "AUTOTASK_INTEGRATION_CODE"};

    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(unsetenv(variable[i]), 0);
    diags = (struct diags){.arena = &mem};
    memcpy(folder, "/tmp/grantscan-secret-XXXXXX", 29);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void
teardown(void)
{
    (void)unlink(arena_print(&mem, "%s/file", folder));
    (void)unlink(arena_print(&mem, "%s/link", folder));
    (void)rmdir(folder);
    secrets_wipe(&secrets);
    secrets_wipe(&made);
    arena_free(&mem);
}

static const char *
put_bytes(const char *text, size_t length, mode_t mode)
{
    const char *path = arena_print(&mem, "%s/file", folder);
    int fd;

    (void)unlink(path);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text, length), (ssize_t)length);
    ck_assert_int_eq(fchmod(fd, mode), 0);
    ck_assert_int_eq(close(fd), 0);
    return path;
}

static const char *
put_file(const char *text, mode_t mode)
{
    return put_bytes(text, strlen(text), mode);
}

static bool
load(const char *file, const char *command)
{
    secrets_wipe(&secrets);
    return secrets_load(
        &secrets, provider_find("autotask"),
        &(struct secret_source){.file = file, .command = command}, &diags);
}

static const char *
value(uint32_t i)
{
    return secret_reveal(&secrets.value[i]);
}

#define WHOLE                                                                  \
    "AUTOTASK_USERNAME=u@x\nAUTOTASK_SECRET=s\nAUTOTASK_INTEGRATION_CODE=c\n"

/* ---- where from ---------------------------------------------------------- */

START_TEST(from_the_environment)
{
    (void)setenv("AUTOTASK_USERNAME", "u@x", 1);
    (void)setenv("AUTOTASK_SECRET", " s p=\"c\" ", 1);
    (void)setenv("AUTOTASK_INTEGRATION_CODE", "c", 1);
    ck_assert(load(NULL, NULL));
    ck_assert_str_eq(secrets_user(&secrets), "u@x");
    ck_assert_str_eq(value(1), " s p=\"c\" ");
    ck_assert_uint_eq(diags.n, 0);
    secrets_wipe(&secrets);
    for (uint32_t i = 0; i < SECRETS_CAP; i++)
        ck_assert_ptr_null(secrets.value[i].hidden);
}
END_TEST

struct line_case {
    const char *text;
    const char *secret; /* of AUTOTASK_SECRET; NULL: refused */
    const char *says;
};

static const struct line_case lines[] = {
    {"AUTOTASK_SECRET=s", "s", NULL},
    {"AUTOTASK_SECRET=s\n\n\n# note\n", "s", NULL},
    {"AUTOTASK_SECRET=s\r\n", "s", NULL},
    {"AUTOTASK_SECRET=\"a b\"", "a b", NULL},
    {"AUTOTASK_SECRET='a\"b'", "a\"b", NULL},
    {"AUTOTASK_SECRET=\"", "\"", NULL},
    {"AUTOTASK_SECRET=\"a'", "\"a'", NULL},
    {"AUTOTASK_SECRET=a=b==", "a=b==", NULL},
    {"AUTOTASK_SECRET=#1", "#1", NULL},
    {"AUTOTASK_SECRET=$HOME`id`", "$HOME`id`", NULL},
    {"export AUTOTASK_SECRET=\"s\"", "s", NULL},
    {"export AUTOTASK_SECRET='s'\r\n", "s", NULL},
    {"\xEF\xBB\xBF"
     "AUTOTASK_SECRET=s\r\n",
     "s", NULL},
    {"AUTOTASK_SECRET = s", "s", NULL},
    {" \tAUTOTASK_SECRET\t=\t s \t\r\n", "s", NULL},
    {"AUTOTASK_SECRET = \" s \" ", " s ", NULL},
    {"  export \t AUTOTASK_SECRET = 's'", "s", NULL},
    {"export\tAUTOTASK_SECRET=s", "s", NULL},
    {" # AUTOTASK_PASSWORD=x\n \t \nAUTOTASK_SECRET=s", "s", NULL},
    {"AUTOTASK_SECRET=s #1", "s #1", NULL},
    {"AUTOTASK_SECRET=\xc3\xa9", "\xc3\xa9", NULL},
    {"AUTOTASK_SECRET=", NULL, "AUTOTASK_SECRET is empty"},
    {"AUTOTASK_SECRET=\"\"", NULL, "AUTOTASK_SECRET is empty"},
    {"AUTOTASK_SECRET=a\tb", NULL, "control character"},
    {"AUTOTASK_SECRET=a\rb", NULL, "control character"},
    {"AUTOTASK_SECRET=a\x7f", NULL, "control character"},
    {"AUTOTASK_SECRET=\x1b[2J", NULL, "control character"},
    {"autotask_secret=s", NULL, "sets no credential"},
    {"AUTOTASK_SECRETS=s", NULL, "sets no credential"},
    {"AUTOTASK_SECRE=s", NULL, "sets no credential"},
    {"AUTOTASK_SECRET", NULL, "sets no credential"},
    {"AUTOTASK_SECRET : s", NULL, "sets no credential"},
    {"=s", NULL, "sets no credential"},
    {"=", NULL, "sets no credential"},
    {"export", NULL, "sets no credential"},
    {"export ", NULL, "sets no credential"},
    {"exportAUTOTASK_SECRET=s", NULL, "sets no credential"},
    {"AUTOTASK SECRET=s", NULL, "sets no credential"},
    {"AUTOTASK_SECRET =", NULL, "AUTOTASK_SECRET is empty"},
    {"topsecretword", NULL,
     "the names are AUTOTASK_USERNAME, AUTOTASK_SECRET, "
     "AUTOTASK_INTEGRATION_CODE"},
    {"AUTOTASK_PASSWORD=topsecretword", NULL, "sets no credential"},
};

START_TEST(lines_of_a_file)
{
    const struct line_case *row = &lines[_i];
    bool good;

    (void)setenv("AUTOTASK_USERNAME", "u@x", 1);
    (void)setenv("AUTOTASK_INTEGRATION_CODE", "c", 1);
    if (row->secret == NULL)
        (void)setenv("AUTOTASK_SECRET", "from the environment", 1);
    good = load(put_file(row->text, 0600), NULL);
    ck_assert_msg(good == (row->secret != NULL), "%s: %s", row->text,
                  test_mistakes(&diags, &mem));
    if (good)
        ck_assert_str_eq(value(1), row->secret);
    else
        ck_assert_msg(strstr(test_mistakes(&diags, &mem), row->says) != NULL,
                      "%s: %s", row->text, test_mistakes(&diags, &mem));
    ck_assert_ptr_null(strstr(test_mistakes(&diags, &mem), "topsecretword"));
}
END_TEST

START_TEST(a_mistake_is_told_with_its_line)
{
    const char *path = put_file("# head\nAUTOTASK_SECRET=s\nwhat=1\n", 0600);

    ck_assert(!load(path, NULL));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_str_eq(diags.list[0].file, path);
    ck_assert_uint_eq(diags.list[0].line, 3);
}
END_TEST

START_TEST(a_value_may_be_long_but_not_longer)
{
    char text[GIVEN_LENGTH_CAP + 2] = {0};

    (void)setenv("AUTOTASK_USERNAME", "u@x", 1);
    (void)setenv("AUTOTASK_INTEGRATION_CODE", "c", 1);
    memset(text, 'x', GIVEN_LENGTH_CAP);
    (void)setenv("AUTOTASK_SECRET", text, 1);
    ck_assert(load(NULL, NULL));
    ck_assert_str_eq(value(1), text);
    text[GIVEN_LENGTH_CAP] = 'x';
    (void)setenv("AUTOTASK_SECRET", text, 1);
    ck_assert(!load(NULL, NULL));
    ck_assert_ptr_nonnull(strstr(test_mistakes(&diags, &mem), "too long"));
}
END_TEST

START_TEST(each_that_is_missing_is_named)
{
    const char *text;

    ck_assert(!load(NULL, NULL));
    ck_assert_uint_eq(diags.n, 3);
    text = test_mistakes(&diags, &mem);
    ck_assert_ptr_nonnull(strstr(text, "AUTOTASK_USERNAME is not set"));
    ck_assert_ptr_nonnull(strstr(text, "AUTOTASK_SECRET is not set"));
    ck_assert_ptr_nonnull(strstr(text, "AUTOTASK_INTEGRATION_CODE is not set"));
    diags.n = 0;
    ck_assert(!load(put_file("AUTOTASK_SECRET=s\n", 0600), NULL));
    ck_assert_uint_eq(diags.n, 2);
    ck_assert_ptr_null(
        strstr(test_mistakes(&diags, &mem), "AUTOTASK_SECRET is not set"));
}
END_TEST

/* ---- who may read it ----------------------------------------------------- */

START_TEST(a_file_that_others_can_read_is_refused)
{
    static const mode_t open_to[] = {0644, 0640, 0604, 0660, 0602, 0620, 0777};

    ck_assert(load(put_file(WHOLE, 0600), NULL));
    ck_assert(load(put_file(WHOLE, 0400), NULL));
    for (size_t i = 0; i < sizeof open_to / sizeof *open_to; i++) {
        diags.n = 0;
        ck_assert_msg(!load(put_file(WHOLE, open_to[i]), NULL), "%o",
                      (unsigned)open_to[i]);
        ck_assert_uint_eq(diags.n, 1);
        ck_assert_ptr_nonnull(strstr(diags.list[0].text, "file"));
    }
}
END_TEST

START_TEST(another_owners_file_is_refused)
{
    const char *path = put_file(WHOLE, 0600);

    if (geteuid() != 0)
        return; /* only root can give a file away */
    ck_assert_int_eq(chown(path, 65534, 65534), 0);
    ck_assert(!load(path, NULL));
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
    ck_assert(!load(folder, NULL));
    ck_assert(!load("/dev/null", NULL));
    ck_assert(!load(arena_print(&mem, "%s/none", folder), NULL));
    ck_assert_uint_eq(diags.n, 3);
}
END_TEST

/* No writer will ever come. */
START_TEST(a_named_pipe_is_not_waited_for)
{
    const char *path = arena_print(&mem, "%s/file", folder);

    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert(!load(path, NULL));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_ptr_nonnull(strstr(diags.list[0].text, "no regular file"));
}
END_TEST

START_TEST(a_nul_is_told)
{
    static const char row[][12] = {"AUTOTASK\0", "\xFF\xFE"
                                                 "A\0=\0s"};

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        diags.n = 0;
        ck_assert(!load(put_bytes(row[i], sizeof row[i], 0600), NULL));
        ck_assert_uint_eq(diags.n, 1);
        ck_assert_ptr_nonnull(strstr(diags.list[0].text, "NUL"));
    }
}
END_TEST

/* What stood in the environment is gone from it, and from where it stood. */
START_TEST(the_environment_is_wiped)
{
    static const char *const names[] = {"AUTOTASK_SECRET", "OTHER_SECRET",
                                        NULL};
    static char line[] = "AUTOTASK_SECRET=hush-hush";
    static char like[] = "AUTOTASK_SECRETS=stay";

    ck_assert_int_eq(putenv(line), 0);
    ck_assert_int_eq(putenv(like), 0);
    secrets_forget(names);
    ck_assert_ptr_null(getenv("AUTOTASK_SECRET"));
    ck_assert_str_eq(line, "AUTOTASK_SECRET=");
    ck_assert_ptr_null(memmem(line, sizeof line, "hush", 4));
    ck_assert_str_eq(getenv("AUTOTASK_SECRETS"), "stay");
    (void)unsetenv("AUTOTASK_SECRETS");
}
END_TEST

/* ---- a command ----------------------------------------------------------- */

START_TEST(from_a_command)
{
    ck_assert(load(NULL, "printf 'AUTOTASK_USERNAME=u@x\\n"
                         "AUTOTASK_SECRET=s\\n"
                         "AUTOTASK_INTEGRATION_CODE=c'"));
    ck_assert_str_eq(value(0), "u@x");
    ck_assert_str_eq(value(2), "c");
}
END_TEST

struct command_case {
    const char *command, *says;
};

static const struct command_case commands_that_fail[] = {
    {"exit 7", "failed (status 7)"},
    {"printf 'AUTOTASK_SECRET=s\\n'; exit 1", "failed (status 1)"},
    {"/no/such/program 2>/dev/null", "failed (status 127)"},
    {"kill -9 $$", "failed"},
    {"true", "AUTOTASK_USERNAME is not set"},
    {"echo s3cretpayload", "sets no credential"},
    {"head -c 200000 /dev/zero | tr '\\0' x", "credential"},
};

START_TEST(a_command_that_fails)
{
    const struct command_case *row = &commands_that_fail[_i];
    const char *text;

    ck_assert(!load(NULL, row->command));
    text = test_mistakes(&diags, &mem);
    ck_assert_msg(strstr(text, row->says) != NULL, "%s: %s", row->command,
                  text);
    ck_assert_ptr_null(strstr(text, "s3cretpayload"));
}
END_TEST

/* What is cut off at the cap must not pass for the whole. */
START_TEST(a_command_that_says_too_much)
{
    ck_assert(!load(
        NULL, "printf 'AUTOTASK_USERNAME=u@x\\n"
              "AUTOTASK_INTEGRATION_CODE=c\\n';"
              "i=0; while [ $i -lt 6546 ]; do echo '#23456789';"
              " i=$((i+1)); done; echo AUTOTASK_SECRET=abcdefghijklmnopqrst"));
}
END_TEST

START_TEST(the_environment_fills_the_gaps_only)
{
    (void)setenv("AUTOTASK_USERNAME", "env", 1);
    (void)setenv("AUTOTASK_SECRET", "env", 1);
    (void)setenv("AUTOTASK_INTEGRATION_CODE", "env", 1);
    ck_assert(load(put_file("AUTOTASK_SECRET=file\n", 0600),
                   "echo AUTOTASK_USERNAME=command"));
    ck_assert_str_eq(value(0), "command");
    ck_assert_str_eq(value(1), "file");
    ck_assert_str_eq(value(2), "env");
}
END_TEST

/* ---- not out again ------------------------------------------------------- */

static void
three(const char *user, const char *secret, const char *code)
{
    test_secrets(&made);
    test_hide(&made, 0, user);
    test_hide(&made, 1, secret);
    test_hide(&made, 2, code);
}

START_TEST(the_user_is_masked)
{
    static const char *const row[][2] = {
        {"abc123xyz@acme.example", "ab***@acme.example"},
        {"abcd@x", "***@x"},
        {"abcde@x", "ab***@x"},
        {"a@b@c.example", "***@c.example"},
        {"nobody", "no***"},
        {"x", "***"},
        {"", "***"},
        {"@x", "***@x"},
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        three(row[i][0], "s", "c");
        ck_assert_str_eq(secrets_user_masked(&made, &mem), row[i][1]);
    }
}
END_TEST

Suite *
scanner_secret_suite(void)
{
    Suite *suite = suite_create("scanner: credentials");
    TCase *tests = tcase_create("credentials");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, from_the_environment);
    tcase_add_loop_test(tests, lines_of_a_file, 0,
                        (int)(sizeof lines / sizeof *lines));
    tcase_add_test(tests, a_mistake_is_told_with_its_line);
    tcase_add_test(tests, a_value_may_be_long_but_not_longer);
    tcase_add_test(tests, each_that_is_missing_is_named);
    tcase_add_test(tests, a_file_that_others_can_read_is_refused);
    tcase_add_test(tests, another_owners_file_is_refused);
    tcase_add_test(tests, what_is_no_file_is_refused);
    tcase_add_test(tests, a_named_pipe_is_not_waited_for);
    tcase_add_test(tests, a_nul_is_told);
    tcase_add_test(tests, the_environment_is_wiped);
    tcase_add_test(tests, from_a_command);
    tcase_add_loop_test(
        tests, a_command_that_fails, 0,
        (int)(sizeof commands_that_fail / sizeof *commands_that_fail));
    tcase_add_test(tests, a_command_that_says_too_much);
    tcase_add_test(tests, the_environment_fills_the_gaps_only);
    tcase_add_test(tests, the_user_is_masked);
    suite_add_tcase(suite, tests);
    return suite;
}
