/* Kinds of credentials: one of several, one that may be missing, one that is a
 * file, one that is no secret. By a provider that has them all. */
#include "base/text.h"
#include "tests/unit/scanner_test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TENANT, SECRET, KEY, HOST, N };

static const struct credential credentials[N] = {
    {.variable = "KINDS_TENANT", .about = "the tenant", .plain = true},
    {.variable = "KINDS_SECRET", .about = "a secret", .one_of = 1},
    {.variable = "KINDS_KEY",
     .about = "a path to a key",
     .file = true,
     .one_of = 1},
    {.variable = "KINDS_HOST",
     .about = "another host",
     .plain = true,
     .optional = true},
};

static const struct provider kinds = {
    .name = "kinds", .credential = credentials, .n_credential = N};

static struct arena mem;
static struct diags diags;
static struct secrets secrets;
static char folder[64], before[256];

static void
setup(void)
{
    for (size_t i = 0; i < N; i++)
        ck_assert_int_eq(unsetenv(credentials[i].variable), 0);
    diags = (struct diags){.arena = &mem};
    memcpy(folder, "/tmp/grantscan-kinds-XXXXXX", 28);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    ck_assert_int_eq(chdir(folder), 0);
}

static void
teardown(void)
{
    (void)unlink("key.pem");
    (void)unlink("lines");
    ck_assert_int_eq(chdir(before), 0);
    (void)rmdir(folder);
    secrets_wipe(&secrets);
    arena_free(&mem);
}

static void
put(const char *name, const char *bytes, size_t length, mode_t mode)
{
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, bytes, length), (ssize_t)length);
    ck_assert_int_eq(fchmod(fd, mode), 0);
    ck_assert_int_eq(close(fd), 0);
}

static bool
load(const struct secret_source *source)
{
    secrets_wipe(&secrets);
    diags.n = 0;
    return secrets_load(&secrets, &kinds, source, &diags);
}

static const char *
mistakes(void)
{
    return test_mistakes(&diags, &mem);
}

/* ---- which have to be there ---------------------------------------------- */

/* What is given by the environment and in a file, as lines "NAME=VALUE";
 * "KINDS_" goes before each name. */
struct given_case {
    const char *environment, *file;
    const char *says;   /* NULL: it is good */
    const char *secret; /* of KINDS_SECRET then; NULL: not set */
};

#define HINT                                                                   \
    "(environment, --credentials FILE or --credentials-command COMMAND)"
#define NONE                                                                   \
    "KINDS_SECRET or KINDS_KEY has to be set: a secret, or a path to a "       \
    "key " HINT "\n"
#define BOTH                                                                   \
    "KINDS_SECRET and KINDS_KEY are both set, and a login uses one of them: "  \
    "drop KINDS_SECRET to use KINDS_KEY, or drop KINDS_KEY to use "            \
    "KINDS_SECRET\n"

static const struct given_case given[] = {
    {"TENANT=t\nSECRET=s", NULL, NULL, "s"},
    {"TENANT=t\nKEY=key.pem", NULL, NULL, NULL},
    {"TENANT=t\nSECRET=s\nHOST=h", NULL, NULL, "s"},
    {NULL, "TENANT=t\nSECRET=s", NULL, "s"},
    {NULL, "TENANT=t\nKEY=key.pem", NULL, NULL},
    {"TENANT=t", NULL, NONE, NULL},
    {NULL, NULL, "KINDS_TENANT is not set: the tenant " HINT "\n" NONE, NULL},
    {"TENANT=t\nSECRET=s\nKEY=key.pem", NULL, BOTH, NULL},
    {NULL, "TENANT=t\nSECRET=s\nKEY=key.pem", BOTH, NULL},
    /* The environment fills gaps, and there is none. */
    {"TENANT=t\nKEY=nowhere", "SECRET=s", NULL, "s"},
    {"TENANT=t\nSECRET=env", "KEY=key.pem", NULL, NULL},
    {"TENANT=t\nSECRET=env", "SECRET=file", NULL, "file"},
    /* A schedule sets all it knows of, some to nothing. */
    {"TENANT=t\nSECRET=s\nKEY=\nHOST=", NULL, NULL, "s"},
    {"TENANT=t\nSECRET=\nKEY=", NULL, NONE, NULL},
    {"TENANT=\nSECRET=s", NULL, "KINDS_TENANT is empty", NULL},
    {NULL, "TENANT=t\nSECRET=", "KINDS_SECRET is empty", NULL},
};

static void
give(const char *lines)
{
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n"), name = strcspn(lines, "=");
        const char *variable =
            arena_print(&mem, "KINDS_%.*s", (int)name, lines);

        ck_assert_int_eq(
            setenv(variable, arena_slice(&mem, lines + name + 1, n - name - 1),
                   1),
            0);
        lines += n + (lines[n] == '\n');
    }
}

static const char *
file_of(const char *lines)
{
    const char *text = "";

    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");

        text = arena_print(&mem, "%sKINDS_%.*s\n", text, (int)n, lines);
        lines += n + (lines[n] == '\n');
    }
    put("lines", text, strlen(text), 0600);
    return "lines";
}

START_TEST(what_has_to_be_given)
{
    const struct given_case *row = &given[_i];
    struct secret_source source = {0};
    bool good;

    put("key.pem", "key", 3, 0600);
    if (row->environment != NULL)
        give(row->environment);
    if (row->file != NULL)
        source.file = file_of(row->file);
    good = load(&source);
    ck_assert_msg(good == (row->says == NULL), "%s", mistakes());
    ck_assert_uint_eq(diags.n == 0, good);
    if (!good) {
        ck_assert_msg(strstr(mistakes(), row->says) != NULL, "%s", mistakes());
        return;
    }
    ck_assert(text_same(secrets_value(&secrets, "KINDS_SECRET"), row->secret));
    ck_assert((secrets_value(&secrets, "KINDS_KEY") == NULL) ==
              (row->secret != NULL));
    ck_assert_str_eq(secrets_value(&secrets, "KINDS_TENANT"), "t");
}
END_TEST

/* With the prefix that the variables of a target have. */
START_TEST(messages_name_the_variables_of_the_target)
{
    struct secret_source source = {.prefix = "ACME_"};

    (void)setenv("ACME_KINDS_TENANT", "t", 1);
    ck_assert(!load(&source));
    ck_assert_ptr_nonnull(
        strstr(mistakes(), "ACME_KINDS_SECRET or ACME_KINDS_KEY has to be"));
    (void)setenv("ACME_KINDS_SECRET", "s", 1);
    ck_assert_msg(load(&source), "%s", mistakes());
    (void)setenv("ACME_KINDS_KEY", "key.pem", 1);
    ck_assert(!load(&source));
    ck_assert_ptr_nonnull(strstr(mistakes(), "drop ACME_KINDS_SECRET to use"));
}
END_TEST

/* Where only the place of the account is wanted no file is opened, and nothing
 * is missing or too many. */
START_TEST(a_plan_needs_none)
{
    struct secret_source source = {.site_only = true};

    ck_assert_msg(load(&source), "%s", mistakes());
    give("SECRET=s\nKEY=nowhere");
    ck_assert_msg(load(&source), "%s", mistakes());
}
END_TEST

/* The one that says where the account lives: needed by itself, or not at all,
 * or, where it may be missing, never. */
START_TEST(where_the_account_lives)
{
    static const struct credential rows[] = {
        {.variable = "KINDS_SECRET", .about = "a secret"},
        {.variable = "KINDS_HOST", .about = "another host"}};
    struct credential some[2] = {rows[0], rows[1]};
    struct provider placed = {
        .credential = some, .n_credential = 2, .site = "KINDS_HOST"};
    struct secret_source source = {.sited = true};

    give("SECRET=s");
    secrets_wipe(&secrets);
    ck_assert_msg(secrets_load(&secrets, &placed, &source, &diags), "%s",
                  mistakes());
    secrets_wipe(&secrets);
    source.sited = false;
    ck_assert(!secrets_load(&secrets, &placed, &source, &diags));
    ck_assert_ptr_nonnull(strstr(mistakes(), "KINDS_HOST is not set"));
    ck_assert_uint_eq(diags.n, 1);
    diags.n = 0;
    (void)unsetenv("KINDS_SECRET");
    source.site_only = true;
    secrets_wipe(&secrets);
    ck_assert(!secrets_load(&secrets, &placed, &source, &diags));
    ck_assert_uint_eq(diags.n, 1);
    diags.n = 0;
    some[1].optional = true;
    secrets_wipe(&secrets);
    ck_assert_msg(secrets_load(&secrets, &placed, &source, &diags), "%s",
                  mistakes());
    ck_assert_ptr_null(secrets_site(&secrets));
    give("HOST=h");
    secrets_wipe(&secrets);
    ck_assert(secrets_load(&secrets, &placed, &source, &diags));
    ck_assert_str_eq(secrets_site(&secrets), "h");
}
END_TEST

/* ---- files --------------------------------------------------------------- */

static const char pem[] = "-----BEGIN KEY-----\r\nline\n\ttab\n-----END";

START_TEST(a_file_is_read_whole)
{
    struct secret_source source = {0};

    put("key.pem", pem, sizeof pem - 1, 0400);
    give("TENANT=t\nKEY=key.pem");
    ck_assert_msg(load(&source), "%s", mistakes());
    ck_assert_str_eq(secrets_value(&secrets, "KINDS_KEY"), pem);
    ck_assert_str_eq(secrets.path[KEY], "key.pem");
    ck_assert_ptr_null(secrets.path[SECRET]);
    (void)setenv("KINDS_KEY", arena_print(&mem, "%s/./key.pem", folder), 1);
    ck_assert_msg(load(&source), "%s", mistakes());
    ck_assert_str_eq(secrets_value(&secrets, "KINDS_KEY"), pem);
}
END_TEST

/* A path in a file of credentials means the same as in the environment. */
START_TEST(a_path_may_stand_in_a_file)
{
    struct secret_source source = {.file = "lines"};

    put("key.pem", pem, sizeof pem - 1, 0600);
    (void)file_of("TENANT=t\nKEY=\"key.pem\"");
    ck_assert_msg(load(&source), "%s", mistakes());
    ck_assert_str_eq(secrets_value(&secrets, "KINDS_KEY"), pem);
}
END_TEST

/* The variable and the path, and why. */
static void
refused(const char *path, const char *why)
{
    struct secret_source source = {0};

    give("TENANT=t");
    (void)setenv("KINDS_KEY", path, 1);
    ck_assert(!load(&source));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_msg(text_starts(diags.list[0].text,
                              arena_print(&mem, "KINDS_KEY: %s: ", path)),
                  "%s", mistakes());
    ck_assert_msg(strstr(diags.list[0].text, why) != NULL, "%s", mistakes());
    ck_assert_ptr_null(strstr(mistakes(), "BEGIN"));
    ck_assert_ptr_null(secrets_value(&secrets, "KINDS_KEY"));
}

START_TEST(files_that_are_refused)
{
    static const mode_t open_to[] = {0644, 0640, 0604, 0602, 0620};

    refused("nowhere", "No such file");
    refused(folder, "is no regular file");
    refused("/dev/null", "is no regular file");
    for (size_t i = 0; i < sizeof open_to / sizeof *open_to; i++) {
        put("key.pem", pem, sizeof pem - 1, open_to[i]);
        refused("key.pem", "chmod 600");
    }
    put("key.pem", "", 0, 0600);
    refused("key.pem", "is empty");
    put("key.pem", "\x30\x82\0\0", 4, 0600);
    refused("key.pem", ".pfx");
}
END_TEST

START_TEST(a_file_may_be_long_but_not_longer)
{
    char *text = arena_new(&mem, char, SECRET_LENGTH_CAP + 1);
    struct secret_source source = {0};

    memset(text, 'x', SECRET_LENGTH_CAP + 1);
    put("key.pem", text, SECRET_LENGTH_CAP, 0600);
    give("TENANT=t\nKEY=key.pem");
    ck_assert_msg(load(&source), "%s", mistakes());
    ck_assert_uint_eq(strlen(secrets_value(&secrets, "KINDS_KEY")),
                      SECRET_LENGTH_CAP);
    put("key.pem", text, SECRET_LENGTH_CAP + 1, 0600);
    refused("key.pem", "larger");
}
END_TEST

/* ---- what is hidden ------------------------------------------------------ */

START_TEST(only_secrets_are_hidden)
{
    struct secret_source source = {0};

    give("TENANT=acme\nSECRET=hush\nHOST=login");
    ck_assert_msg(load(&source), "%s", mistakes());
    ck_assert_str_eq(
        secrets_scrub(&secrets, "acme may not login: hush, acme!", &mem),
        "acme may not login: ***, acme!");
}
END_TEST

/* A form may carry a value, and never a file. */
START_TEST(a_file_is_in_no_form)
{
    struct secret_source source = {0};
    struct out out = {0};

    put("key.pem", pem, sizeof pem - 1, 0600);
    give("TENANT=t t\nKEY=key.pem");
    ck_assert_msg(load(&source), "%s", mistakes());
    secrets_fill(&secrets, 0, "a={KINDS_TENANT}&b={KINDS_KEY}", &out);
    ck_assert_str_eq(out_string(&out), "a=t%20t&b={KINDS_KEY}");
    out_free(&out);
}
END_TEST

/* ---- learned ones -------------------------------------------------------- */

/* Requests side by side have an assertion each, under one name. */
START_TEST(the_form_of_a_step_has_its_own)
{
    static const char *const wanted[] = {"x=one", "x=two", "x=one", "x=one"};

    test_secrets(&secrets);
    ck_assert(secrets_learn(&secrets, 3, "ASSERTION", NULL, "one"));
    ck_assert(secrets_learn(&secrets, 4, "ASSERTION", NULL, "two"));
    for (uint32_t i = 0; i < 4; i++) {
        struct out out = {0};

        secrets_fill(&secrets, 3 + i, "x={ASSERTION}", &out);
        ck_assert_str_eq(out_string(&out), wanted[i]);
        out_free(&out);
    }
    ck_assert_str_eq(secrets_scrub(&secrets, "<one> <two>", &mem),
                     "<***> <***>");
    secrets_unlearn(&secrets, 3);
    secrets_unlearn(&secrets, 3);
    ck_assert_str_eq(secrets_scrub(&secrets, "<one> <two>", &mem),
                     "<one> <***>");
    ck_assert_ptr_null(secrets.learned[3].name);
}
END_TEST

START_TEST(a_token_may_be_long_but_not_longer)
{
    char *text = arena_new(&mem, char, SECRET_LENGTH_CAP + 2);
    struct out out = {0};

    memset(text, 'x', SECRET_LENGTH_CAP);
    ck_assert(secrets_learn(&secrets, 0, "TOKEN", "Bearer", text));
    secrets_fill(&secrets, 0, "{TOKEN}", &out);
    ck_assert_uint_eq(out.length, SECRET_LENGTH_CAP);
    out_free(&out);
    text[SECRET_LENGTH_CAP] = 'x';
    ck_assert(!secrets_learn(&secrets, 0, "TOKEN", "Bearer", text));
    ck_assert_ptr_null(secrets.learned[0].value.hidden);
    /* And where there is none it takes no room. */
    ck_assert_uint_lt(sizeof secrets, 8192);
}
END_TEST

Suite *
scanner_kinds_suite(void)
{
    Suite *suite = suite_create("scanner: kinds of credentials");
    TCase *tests = tcase_create("kinds");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, what_has_to_be_given, 0,
                        (int)(sizeof given / sizeof *given));
    tcase_add_test(tests, messages_name_the_variables_of_the_target);
    tcase_add_test(tests, a_plan_needs_none);
    tcase_add_test(tests, where_the_account_lives);
    tcase_add_test(tests, a_file_is_read_whole);
    tcase_add_test(tests, a_path_may_stand_in_a_file);
    tcase_add_test(tests, files_that_are_refused);
    tcase_add_test(tests, a_file_may_be_long_but_not_longer);
    tcase_add_test(tests, only_secrets_are_hidden);
    tcase_add_test(tests, a_file_is_in_no_form);
    tcase_add_test(tests, the_form_of_a_step_has_its_own);
    tcase_add_test(tests, a_token_may_be_long_but_not_longer);
    suite_add_tcase(suite, tests);
    return suite;
}
