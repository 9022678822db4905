/* The fence around a scan: what can still be done behind it, and what not.
 * Where the kernel has none, only that it says so. */
#include "base/file.h"
#include "scanner/cli/landlock.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena mem;
static char folder[] = "/tmp/grantscan-fence-XXXXXX";
static const char *in, *beside;

static void
up(void)
{
    memcpy(strrchr(folder, '-') + 1, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    in = arena_print(&mem, "%s/in", folder);
    beside = arena_print(&mem, "%s/beside", folder);
    ck_assert_int_eq(mkdir(in, 0700), 0);
    ck_assert_int_eq(mkdir(beside, 0700), 0);
}

static int
fenced(const char *const *report, uint32_t n)
{
    static const char *const none[] = {NULL};
    struct diags diags = {.arena = &mem};
    struct outputs outputs;
    struct options options = {
        .mem = &mem, .report = {arena_new(&mem, const char *, n), n, n}};

    for (uint32_t i = 0; i < n; i++)
        options.report.item[i] = report[i];
    ck_assert(outputs_parse(&outputs, &options, &diags));
    return landlock_begin(&outputs, none, &mem);
}

static int
opened(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);

    if (fd < 0)
        return errno;
    (void)close(fd);
    return 0;
}

START_TEST(reports_can_be_written_and_nothing_else)
{
    struct diags diags = {.arena = &mem};
    const char *report = arena_print(&mem, "%s/r", in);
    const char *old = arena_print(&mem, "%s/old", beside);
    const char *const list[] = {arena_print(&mem, "json=%s", report),
                                "text=/dev/null", "junit=-"};

    ck_assert(file_save(old, "x", 1, &diags));
    if (fenced(list, 3) == 0)
        return;
    ck_assert(file_save(report, "one", 3, &diags));
    ck_assert(file_save(report, "two", 3, &diags));
    ck_assert(file_save("/dev/null", "two", 3, &diags));
    ck_assert_int_eq(opened(old, O_WRONLY), EACCES);
    ck_assert_int_eq(opened(old, O_RDONLY), EACCES);
    ck_assert_int_eq(unlink(old), -1);
    ck_assert_int_eq(
        opened(arena_print(&mem, "%s/new", beside), O_WRONLY | O_CREAT),
        EACCES);
    ck_assert_int_eq(mkdir(arena_print(&mem, "%s/sub", in), 0700), -1);
    ck_assert_int_eq(opened("/etc/passwd", O_RDONLY), EACCES);
    ck_assert_int_eq(opened("/", O_RDONLY | O_DIRECTORY), EACCES);
    ck_assert_uint_eq(diags.n, 0);
}
END_TEST

START_TEST(names_and_authorities_are_still_found)
{
    struct addrinfo *found = NULL;

    if (fenced(NULL, 0) == 0)
        return;
    ck_assert_int_eq(getaddrinfo("localhost", "https", NULL, &found), 0);
    freeaddrinfo(found);
    ck_assert_int_eq(opened("/dev/urandom", O_RDONLY), 0);
    ck_assert_int_eq(opened("/dev/null", O_RDWR), 0);
    ck_assert_int_eq(opened("/proc/self/maps", O_RDONLY), 0);
    if (access("/etc/ssl/certs", F_OK) == 0)
        ck_assert_int_eq(opened("/etc/ssl/certs", O_RDONLY), 0);
    if (access("/etc/resolv.conf", F_OK) == 0)
        ck_assert_int_eq(opened("/etc/resolv.conf", O_RDONLY), 0);
}
END_TEST

START_TEST(nothing_is_executed_or_listened_to)
{
    struct sockaddr_in any = {.sin_family = AF_INET,
                              .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int version = fenced(NULL, 0), fd;

    if (version == 0)
        return;
    ck_assert_int_eq(execl("/bin/true", "true", (char *)NULL), -1);
    ck_assert_int_eq(errno, EACCES);
    if (version < 4)
        return;
    fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(bind(fd, (struct sockaddr *)&any, sizeof any), -1);
    ck_assert_int_eq(errno, EACCES);
    ck_assert_int_eq(close(fd), 0);
}
END_TEST

/* A kernel that does not know the system call (0), or where the process may
 * not fence itself in (1): everything works, without. */
START_TEST(without_a_fence_all_goes_on)
{
    static const unsigned call[] = {444, 446};
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call[_i], 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};

    if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0 ||
        prctl(PR_SET_SECCOMP, (long)SECCOMP_MODE_FILTER, &program) != 0)
        return;
    ck_assert_int_eq(fenced(NULL, 0), 0);
    ck_assert_int_eq(
        opened(arena_print(&mem, "%s/new", beside), O_WRONLY | O_CREAT), 0);
}
END_TEST

/* Each test runs in a child, which alone is behind its fence; what it leaves
 * is taken away here. */
static void
clean(void)
{
    (void)unlink(arena_print(&mem, "%s/r", in));
    (void)unlink(arena_print(&mem, "%s/old", beside));
    (void)unlink(arena_print(&mem, "%s/new", beside));
    (void)rmdir(in);
    (void)rmdir(beside);
    ck_assert_int_eq(rmdir(folder), 0);
    arena_free(&mem);
}

int
main(void)
{
    Suite *suite = suite_create("fence");
    TCase *fence = tcase_create("fence");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_set_tags(fence, "own-process");
    tcase_add_unchecked_fixture(fence, up, clean);
    tcase_add_loop_test(fence, without_a_fence_all_goes_on, 0, 2);
    tcase_add_test(fence, reports_can_be_written_and_nothing_else);
    tcase_add_test(fence, names_and_authorities_are_still_found);
    tcase_add_test(fence, nothing_is_executed_or_listened_to);
    suite_add_tcase(suite, fence);
    if (srunner_fork_status(runner) == CK_NOFORK) {
        (void)puts("each test needs a process of its own; skipped");
        srunner_free(runner);
        return 77;
    }
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
