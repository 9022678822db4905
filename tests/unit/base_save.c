/* Saving: what is left when it is cut short, what is known beforehand, and
 * which paths are one file. */
#include "base/file.h"
#include "base/text.h"
#include "tests/unit/base_test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena mem;
static char folder[] = "/tmp/grantscan-save-XXXXXX";
static const char *target;

static const char *
in_folder(const char *name)
{
    return arena_print(&mem, "%s/%s", folder, name);
}

static void
folder_up(void)
{
    memcpy(strrchr(folder, '-') + 1, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    target = in_folder("target");
}

/* How many entries the folder has; with "remove" they are gone then. */
static unsigned
entries(bool gone)
{
    DIR *list = opendir(folder);
    struct dirent *entry;
    unsigned n = 0;

    ck_assert_ptr_nonnull(list);
    while ((entry = readdir(list)) != NULL) {
        if (entry->d_name[0] == '.' &&
            strspn(entry->d_name, ".") == strlen(entry->d_name))
            continue;
        n++;
        if (gone && unlink(in_folder(entry->d_name)) != 0)
            ck_assert_int_eq(rmdir(in_folder(entry->d_name)), 0);
    }
    ck_assert_int_eq(closedir(list), 0);
    return n;
}

static void
folder_down(void)
{
    (void)entries(true);
    ck_assert_int_eq(rmdir(folder), 0);
    arena_free(&mem);
}

/* A file system that lacks something, as this process sees it: the system call
 * fails where the argument has one of these bits. False: not to be had. */
static bool
take_away(long call, unsigned argument, unsigned bits, int error)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 3),
        /* The low half, on the machines this is built for. */
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                 (unsigned)(offsetof(struct seccomp_data, args) +
                            argument * sizeof(uint64_t))),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof *code, code};

    return prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) == 0 &&
           prctl(PR_SET_SECCOMP, (long)SECCOMP_MODE_FILTER, &program) == 0;
}

static bool
without_unnamed_files(void)
{
    return take_away(SYS_openat, 2, O_TMPFILE & ~(unsigned)O_DIRECTORY,
                     EOPNOTSUPP);
}

/* ---- saved, or as it was ------------------------------------------------- */

static const char *
content(void)
{
    struct diags diags = {.arena = &mem};
    struct file_text text = {0};

    ck_assert(file_read(target, 1000000, &mem, &diags, &text));
    return text.bytes;
}

static void
save_twice(void)
{
    struct diags diags = {.arena = &mem};
    struct stat status;

    ck_assert(file_save(target, "one", 3, &diags));
    ck_assert(file_save(target, "two!", 4, &diags));
    ck_assert_str_eq(content(), "two!");
    ck_assert_int_eq(stat(target, &status), 0);
    ck_assert_uint_eq(status.st_mode & 0777, 0600);
    ck_assert_uint_eq(entries(false), 1);
}

START_TEST(saved_where_drafts_need_a_name)
{
    if (without_unnamed_files())
        save_twice();
}
END_TEST

START_TEST(saved_where_a_draft_gets_no_name_later)
{
    if (take_away(SYS_linkat, 4, AT_SYMLINK_FOLLOW, EPERM))
        save_twice();
}
END_TEST

START_TEST(saved_beside_the_draft_of_another_run)
{
    struct diags diags = {.arena = &mem};
    const char *other =
        in_folder(arena_print(&mem, ".grantscan-%ld-0", (long)getpid()));

    ck_assert_int_eq(symlink("elsewhere", other), 0);
    ck_assert(file_save(target, "one", 3, &diags));
    ck_assert_str_eq(content(), "one");
    ck_assert_uint_eq(entries(false), 2);
}
END_TEST

START_TEST(a_long_name_is_no_trouble)
{
    struct diags diags = {.arena = &mem};
    char name[256];

    memset(name, 'n', 255);
    name[255] = '\0';
    target = in_folder(name);
    ck_assert_ptr_null(file_trouble(target, &mem));
    ck_assert(file_save(target, "one", 3, &diags));
    ck_assert_str_eq(content(), "one");
    ck_assert_str_eq(
        file_trouble(in_folder(arena_print(&mem, "%sn", name)), &mem),
        strerror(ENAMETOOLONG));
}
END_TEST

static void
no_room(void)
{
    struct rlimit limit;

    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = 1000;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* _i: whether drafts have names. */
START_TEST(what_does_not_fit_leaves_nothing)
{
    static char bytes[5000];
    struct diags diags = {.arena = &mem};

    if (_i == 1 && !without_unnamed_files())
        return;
    (void)signal(SIGXFSZ, SIG_IGN);
    no_room();
    ck_assert(!file_save(target, bytes, sizeof bytes, &diags));
    ck_assert_uint_eq(entries(false), 0);
    ck_assert(file_save(target, "old", 3, &diags));
    ck_assert(!file_save(target, bytes, sizeof bytes, &diags));
    ck_assert_str_eq(content(), "old");
    ck_assert_uint_eq(entries(false), 1);
}
END_TEST

static void
abandon(int number)
{
    file_abandon();
    _exit(number);
}

/* A signal in the middle of the writing; _i as above. */
START_TEST(what_is_cut_short_leaves_nothing)
{
    static char bytes[5000];
    struct diags diags = {.arena = &mem};
    pid_t child = fork();
    int status;

    ck_assert_int_ge(child, 0);
    if (child == 0) {
        if (_i == 1 && !without_unnamed_files())
            _exit(SIGXFSZ);
        (void)signal(SIGXFSZ, abandon);
        no_room();
        (void)file_save(target, bytes, sizeof bytes, &diags);
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), SIGXFSZ);
    ck_assert_uint_eq(entries(false), 0);
}
END_TEST

/* ---- known beforehand ---------------------------------------------------- */

START_TEST(trouble_is_known_and_trying_leaves_nothing)
{
    const char *pipe = in_folder("pipe"), *link = in_folder("link");
    const char *sub = in_folder("sub");

    ck_assert_ptr_null(file_trouble(target, &mem));
    ck_assert_uint_eq(entries(false), 0);
    ck_assert_str_eq(file_trouble(in_folder("no/such"), &mem),
                     strerror(ENOENT));
    ck_assert_str_eq(file_trouble(folder, &mem), "is a directory");
    ck_assert_str_eq(file_trouble(in_folder("new/"), &mem), "is a directory");
    ck_assert_int_eq(symlink("nothing", link), 0);
    ck_assert_str_eq(file_trouble(link, &mem), "is a symbolic link to nothing");
    ck_assert_int_eq(mkfifo(pipe, 0600), 0);
    ck_assert_ptr_null(file_trouble(pipe, &mem));
    ck_assert_int_eq(mkdir(sub, 0700), 0);
    ck_assert_int_eq(unlink(link), 0);
    ck_assert_int_eq(symlink("sub", link), 0);
    ck_assert_str_eq(file_trouble(link, &mem), "is a directory");
    ck_assert_ptr_null(file_trouble("/dev/null", &mem));
    /* Where nobody can make a file, root neither. */
    ck_assert_ptr_nonnull(file_trouble("/proc/self/report", &mem));
    ck_assert_uint_eq(entries(false), 3);
}
END_TEST

START_TEST(trouble_with_descriptors_is_known)
{
    int fd = open("/dev/null", O_RDONLY);
    const char *path = arena_print(&mem, "/dev/fd/%d", fd);

    ck_assert_int_ge(fd, 0);
    ck_assert_str_eq(file_trouble(path, &mem), "is open for reading only");
    ck_assert_int_eq(close(fd), 0);
    ck_assert_str_eq(file_trouble(path, &mem), strerror(EBADF));
}
END_TEST

START_TEST(trouble_with_permissions_is_known)
{
    struct diags diags = {.arena = &mem};
    const char *link = in_folder("link");

    ck_assert(file_save(target, "mine", 4, &diags));
    ck_assert_int_eq(symlink("target", link), 0);
    if (geteuid() == 0) {
        ck_assert_int_eq(chown(target, 12345, 12345), 0);
        ck_assert_str_eq(file_trouble(link, &mem),
                         "is a symbolic link that leads to another owner's "
                         "file");
        ck_assert_int_eq(chown(target, 0, 0), 0);
        ck_assert_int_eq(chown(folder, 0, 0), 0);
        ck_assert_int_eq(chmod(folder, 0755), 0);
        ck_assert_int_eq(seteuid(12345), 0);
        ck_assert_str_eq(file_trouble(in_folder("new"), &mem),
                         strerror(EACCES));
        ck_assert_int_eq(seteuid(0), 0);
        /* As in /tmp: what is another's stays. */
        ck_assert_int_eq(chmod(folder, 01777), 0);
        ck_assert_int_eq(chmod(target, 0666), 0);
        ck_assert_int_eq(seteuid(12345), 0);
        ck_assert_str_eq(file_trouble(target, &mem), "belongs to another user");
        ck_assert_int_eq(seteuid(0), 0);
        return;
    }
    ck_assert_int_eq(chmod(target, 0400), 0);
    ck_assert_str_eq(file_trouble(target, &mem), strerror(EACCES));
    ck_assert_int_eq(chmod(target, 0600), 0);
    ck_assert_int_eq(chmod(folder, 0500), 0);
    ck_assert_str_eq(file_trouble(in_folder("new"), &mem), strerror(EACCES));
    ck_assert_int_eq(chmod(folder, 0700), 0);
}
END_TEST

START_TEST(what_has_to_be_written_is_known)
{
    bool is_folder = true;

    ck_assert_ptr_null(file_written("-", &is_folder, &mem));
    ck_assert(!is_folder);
    ck_assert_str_eq(file_written(target, &is_folder, &mem), folder);
    ck_assert(is_folder);
    ck_assert_str_eq(file_written("plain", &is_folder, &mem), ".");
    ck_assert_str_eq(file_written("/plain", &is_folder, &mem), "/");
    ck_assert_str_eq(file_written("/dev/null", &is_folder, &mem), "/dev/null");
    ck_assert(!is_folder);
}
END_TEST

/* ---- which file ---------------------------------------------------------- */

static bool
same(const char *a, const char *b)
{
    struct file_place one = file_place(a, true, &mem);
    struct file_place two = file_place(b, true, &mem);

    ck_assert(file_same(&one, &two) == file_same(&two, &one));
    return file_same(&one, &two);
}

/* What is there (_i: 1), and what is yet to be made. */
START_TEST(one_file_by_any_spelling)
{
    struct diags diags = {.arena = &mem};
    const char *name = strrchr(folder, '/') + 1;
    char here[1000];

    if (_i == 1)
        ck_assert(file_save(target, "x", 1, &diags));
    ck_assert_int_eq(symlink(".", in_folder("linked")), 0);
    ck_assert_ptr_nonnull(getcwd(here, sizeof here));
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert(same("target", target));
    ck_assert(same("./target", "target"));
    ck_assert(same(".//.//target", "target"));
    ck_assert(same("linked/target", "target"));
    ck_assert(same(arena_print(&mem, "../%s/target", name), "linked/target"));
    ck_assert(!same("target", "other"));
    ck_assert(!same("Target", "target"));
    ck_assert(!same("no/target", "no/target"));
    ck_assert_int_eq(chdir(here), 0);
}
END_TEST

START_TEST(one_file_by_any_link)
{
    struct diags diags = {.arena = &mem};
    const char *link = in_folder("link"), *hard = in_folder("hard");
    int fd;

    ck_assert(file_save(target, "x", 1, &diags));
    ck_assert_int_eq(symlink("target", link), 0);
    ck_assert_int_eq(linkat(AT_FDCWD, target, AT_FDCWD, hard, 0), 0);
    ck_assert(same(link, target));
    ck_assert(same(hard, target));
    fd = open(hard, O_WRONLY);
    ck_assert_int_ge(fd, 0);
    ck_assert(same(arena_print(&mem, "/dev/fd/%d", fd), link));
    ck_assert_int_eq(close(fd), 0);
    ck_assert(same("-", "/dev/stdout"));
    ck_assert(!same("/dev/null", "/dev/null"));
}
END_TEST

Suite *
base_save_suite(void)
{
    Suite *save = suite_create("save");
    TCase *files = tcase_create("files");

    tcase_set_tags(files, "own-process");
    tcase_add_checked_fixture(files, folder_up, folder_down);
    tcase_add_test(files, saved_where_drafts_need_a_name);
    tcase_add_test(files, saved_where_a_draft_gets_no_name_later);
    tcase_add_test(files, saved_beside_the_draft_of_another_run);
    tcase_add_test(files, a_long_name_is_no_trouble);
    tcase_add_loop_test(files, what_does_not_fit_leaves_nothing, 0, 2);
    tcase_add_loop_test(files, what_is_cut_short_leaves_nothing, 0, 2);
    tcase_add_test(files, trouble_is_known_and_trying_leaves_nothing);
    tcase_add_test(files, trouble_with_descriptors_is_known);
    tcase_add_test(files, trouble_with_permissions_is_known);
    tcase_add_test(files, what_has_to_be_written_is_known);
    tcase_add_loop_test(files, one_file_by_any_spelling, 0, 2);
    tcase_add_test(files, one_file_by_any_link);
    suite_add_tcase(save, files);
    return save;
}
