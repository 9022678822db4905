/* The command that prints credentials: what it gets to see, and that it cannot
 * hold the program up. */
#include "base/out.h"
#include "scanner/engine/secret_command.h"
#include "tests/unit/scanner_test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena mem;
static struct diags diags;
static struct out out;

static void
setup(void)
{
    diags = (struct diags){.arena = &mem};
    out = (struct out){.limit = 64 * 1024};
}

static void
teardown(void)
{
    out_free(&out);
    arena_free(&mem);
}

static bool
run(const char *command)
{
    return secret_command(&(struct secret_source){.command = command}, &out,
                          &diags);
}

START_TEST(it_reads_nothing_and_has_no_terminal)
{
    ck_assert(run("cat; test -t 0 || echo none;"
                  "(: </dev/tty) 2>/dev/null || echo no terminal"));
    ck_assert_str_eq(out_string(&out), "none\nno terminal\n");
}
END_TEST

START_TEST(no_secret_is_in_its_environment)
{
    static const char *const hide[] = {"AUTOTASK_SECRET", "OTHER_SECRET", NULL};

    (void)setenv("AUTOTASK_SECRET", "hush-one", 1);
    (void)setenv("OTHER_SECRET", "hush-two", 1);
    (void)setenv("KEPT", "kept", 1);
    ck_assert(secret_command(
        &(struct secret_source){.command = "env; cat /proc/self/environ",
                                .hide = hide},
        &out, &diags));
    ck_assert_ptr_nonnull(strstr(out_string(&out), "KEPT=kept"));
    ck_assert_ptr_null(memmem(out.bytes, out.length, "hush", 4));
    ck_assert_str_eq(getenv("AUTOTASK_SECRET"), "hush-one");
}
END_TEST

/* The number behind a name of /proc/self/status, but for the two signals that
 * glibc keeps to itself. */
static unsigned long long
signals(const char *name)
{
    const char *line = strstr(out_string(&out), name);

    ck_assert_ptr_nonnull(line);
    return strtoull(line + strlen(name), NULL, 16) & ~0x180000000ULL;
}

START_TEST(its_signals_are_as_at_first)
{
    sigset_t some;

    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGHUP, SIG_IGN);
    (void)sigemptyset(&some);
    (void)sigaddset(&some, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &some, NULL);
    ck_assert(run("exec cat /proc/self/status"));
    ck_assert_uint_eq(signals("\nSigBlk:"), 0);
    ck_assert_uint_eq(signals("\nSigIgn:"), 0);
}
END_TEST

/* Whether anything of a session still runs, but for what waits to be reaped. */
static bool
is_gone(const char *pid)
{
    return kill(-(pid_t)strtol(pid, NULL, 10), 0) != 0;
}

static const char *const slow[] = {
    "echo $$; exec sleep 1000",
    "echo $$; sleep 1000",
    "echo $$; exec >/dev/null; sleep 1000", /* has said all, but does not end */
    "echo $$; sleep 1000 & exit 0",         /* holds the pipe */
    "echo $$; trap '' TERM INT HUP; sleep 1000; sleep 1000",
    "echo $$; kill -STOP $$",
    "echo $$; while :; do sleep 0.01; echo '#'; done",
};

/* Where the machine is busy it may not have come to say who it is; then once
 * more, with more time. */
START_TEST(one_that_hangs_is_ended)
{
    struct secret_source source = {.command = slow[_i], .wait_ms = 300};

    while (out.length == 0 && source.wait_ms < 100000) {
        diags.n = 0;
        ck_assert(!secret_command(&source, &out, &diags));
        ck_assert_uint_eq(diags.n, 1);
        ck_assert_ptr_nonnull(strstr(
            diags.list[0].text, source.wait_ms == 300 ? "did not end within 1 s"
                                                      : "did not end within "));
        source.wait_ms *= 10;
    }
    for (int i = 0; i < 2000 && !is_gone(out_string(&out)); i++)
        (void)usleep(1000); /* its children have yet to be reaped */
    ck_assert_msg(is_gone(out_string(&out)), "%s", slow[_i]);
}
END_TEST

START_TEST(one_that_is_interrupted_is_ended)
{
    static const volatile sig_atomic_t stop = 1;
    struct secret_source source = {.command = "sleep 1000", .stop = &stop};

    ck_assert(!secret_command(&source, &out, &diags));
    ck_assert_ptr_nonnull(strstr(diags.list[0].text, "interrupted"));
}
END_TEST

START_TEST(one_that_never_stops_talking_is_ended)
{
    ck_assert(!run("while :; do echo 0123456789abcdef; done"));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_ptr_nonnull(strstr(diags.list[0].text, "prints too much"));
    ck_assert_uint_le(out.length, 64 * 1024);
}
END_TEST

START_TEST(how_it_ended_is_told)
{
    ck_assert(!run("exit 3"));
    ck_assert_ptr_nonnull(strstr(diags.list[0].text, "(status 3)"));
    ck_assert(!run("kill -9 $$"));
    ck_assert_ptr_nonnull(strstr(diags.list[1].text, "(signal 9)"));
}
END_TEST

Suite *
scanner_command_suite(void)
{
    Suite *suite = suite_create("scanner: credentials command");
    TCase *tests = tcase_create("command");

    tcase_set_tags(tests, "own-process"); /* it changes what signals do */
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, it_reads_nothing_and_has_no_terminal);
    tcase_add_test(tests, no_secret_is_in_its_environment);
    tcase_add_test(tests, its_signals_are_as_at_first);
    tcase_add_loop_test(tests, one_that_hangs_is_ended, 0,
                        (int)(sizeof slow / sizeof *slow));
    tcase_add_test(tests, one_that_is_interrupted_is_ended);
    tcase_add_test(tests, one_that_never_stops_talking_is_ended);
    tcase_add_test(tests, how_it_ended_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}
