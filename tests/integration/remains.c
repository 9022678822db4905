/* What remains in a program's memory when it ends:
 *
 *     remains [--asking] WORDS PROGRAM ARGUMENT...
 *
 * runs the program, stops it where it has ended but for its memory, and looks
 * there for each VALUE of the lines NAME=VALUE of the file WORDS: as it is,
 * percent-encoded, in hex, and in base64 wherever it may stand in what was
 * encoded. NAME=0xDIGITS is a number: its bytes, from either end. With --asking
 * it looks when the program first waits for an answer. Prints what it found, or
 * "nothing", and "status N"; exits with 0 if it could look. The program need
 * not be dumpable: this one is root, or becomes it in a user namespace. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/ptrace.h>

enum { WORDS_CAP = 256, LENGTH_CAP = 1024, CHUNK = 1 << 20 };

struct word {
    char name[LENGTH_CAP];
    const char *spelling;
    char text[3 * LENGTH_CAP + 1];
    size_t length;
    unsigned long hits;
};

static struct word word[WORDS_CAP];
static unsigned n_word;
static uint64_t bytes_read;

static void
fail(const char *what)
{
    (void)fprintf(stderr, "remains: %s: %s\n", what, strerror(errno));
    exit(2);
}

/* ---- spellings ----------------------------------------------------------- */

static struct word *
word_new(const char *name, const char *spelling)
{
    struct word *new = &word[n_word];

    if (++n_word > WORDS_CAP)
        fail("too many words");
    (void)snprintf(new->name, sizeof new->name, "%s", name);
    new->spelling = spelling;
    return new;
}

/* What base64 has of the value behind `before` other bytes (modulo 3), without
 * the letters that also depend on its neighbours. */
static void
add_base64(const char *name, const char *value, size_t before)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789+/";
    struct word *new = word_new(name, "base64");
    size_t end = (before + strlen(value)) * 8 / 6;

    for (size_t i = (before * 8 + 5) / 6; i < end; i++) {
        size_t bit = i * 6 - before * 8;
        unsigned two = (unsigned)(unsigned char)value[bit / 8] << 8 |
                       (unsigned char)value[bit / 8 + 1]; /* or its NUL */

        new->text[new->length++] = digit[two >> (10 - bit % 8) & 63];
    }
}

static void
add_raw(const char *name, const char *value)
{
    struct word *new = word_new(name, "raw");

    new->length = strlen(value);
    memcpy(new->text, value, new->length + 1);
}

/* Each byte as two digits of these; before each a "%" if it has to be one. */
static void
add_hex(const char *name, const char *value, const char *spelling,
        const char *digit)
{
    struct word *new = word_new(name, spelling);
    bool percent = strcmp(spelling, "percent") == 0;

    for (; *value != '\0'; value++) {
        unsigned byte = (unsigned char)*value;
        bool plain =
            (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
            (byte >= 'a' && byte <= 'z') || strchr("-._~", *value) != NULL;

        if (percent && plain) {
            new->text[new->length++] = *value;
            continue;
        }
        if (percent)
            new->text[new->length++] = '%';
        new->text[new->length++] = digit[byte >> 4];
        new->text[new->length++] = digit[byte & 15];
    }
}

/* As keys hold their numbers: forwards where they are written, backwards where
 * is counted with them. */
static void
add_number(const char *name, const char *digits)
{
    struct word *forwards = word_new(name, "number");
    struct word *backwards = word_new(name, "number");
    size_t n = strlen(digits) / 2;

    for (size_t i = 0; i < n; i++) {
        const char two[3] = {digits[2 * i], digits[2 * i + 1], '\0'};
        char byte = (char)strtoul(two, NULL, 16);

        forwards->text[i] = backwards->text[n - 1 - i] = byte;
    }
    forwards->length = backwards->length = n;
}

static void
add_text(const char *name, const char *value)
{
    add_raw(name, value);
    add_hex(name, value, "percent", "0123456789ABCDEF");
    add_hex(name, value, "hex", "0123456789abcdef");
    add_hex(name, value, "HEX", "0123456789ABCDEF");
    for (size_t before = 0; before < 3; before++)
        add_base64(name, value, before);
}

static void
read_words(const char *path)
{
    FILE *file = fopen(path, "re");
    char line[LENGTH_CAP];

    if (file == NULL)
        fail(path);
    while (fgets(line, sizeof line, file) != NULL) {
        char *value = strchr(line, '=');

        if (value == NULL)
            continue;
        *value++ = '\0';
        value[strcspn(value, "\n")] = '\0';
        if (strlen(value) < 8)
            fail("a value is too short to be looked for");
        if (strncmp(value, "0x", 2) == 0)
            add_number(line, value + 2);
        else
            add_text(line, value);
    }
    (void)fclose(file);
    if (n_word == 0)
        fail("no words");
}

/* ---- looking ------------------------------------------------------------- */

static void
count_hits(struct word *wanted, const char *bytes, size_t length)
{
    const char *end = bytes + length, *hit = bytes;

    while ((hit = memmem(hit, (size_t)(end - hit), wanted->text,
                         wanted->length)) != NULL) {
        wanted->hits++;
        hit++;
    }
}

/* A piece of the memory, with so much of the next that no word is cut. */
static void
look_at(pid_t pid, uintptr_t from, uintptr_t to)
{
    static char bytes[CHUNK + 3 * LENGTH_CAP];

    for (; from < to; from += CHUNK) {
        size_t wanted = to - from < sizeof bytes ? to - from : sizeof bytes;
        struct iovec here = {bytes, wanted};
        struct iovec there = {(void *)from, wanted}; /* NOLINT: of another */
        ssize_t n = process_vm_readv(pid, &here, 1, &there, 1, 0);

        if (n <= 0)
            return;
        bytes_read += (uint64_t)(n < CHUNK ? n : CHUNK);
        for (unsigned i = 0; i < n_word; i++)
            count_hits(&word[i], bytes, (size_t)n);
    }
}

/* All that can be read, but for what the kernel lends to every process. */
static void
look(pid_t pid)
{
    char path[64], line[1024];
    FILE *maps;

    (void)snprintf(path, sizeof path, "/proc/%d/maps", (int)pid);
    maps = fopen(path, "re");
    if (maps == NULL)
        fail(path);
    while (fgets(line, sizeof line, maps) != NULL) {
        char *end;
        uintptr_t from = strtoul(line, &end, 16);
        uintptr_t to = strtoul(end + 1, &end, 16);

        if (end[1] == 'r' && strstr(line, "[v") == NULL)
            look_at(pid, from, to);
    }
    (void)fclose(maps);
}

static void
report(int status)
{
    bool any = false;

    for (unsigned i = 0; i < n_word; i++)
        if (word[i].hits > 0) {
            (void)printf("%s as %s\n", word[i].name, word[i].spelling);
            any = true;
        }
    if (bytes_read < CHUNK)
        fail("hardly any memory could be read");
    (void)printf("%sstatus %d\n", any ? "" : "nothing\n", status);
}

/* ---- the program --------------------------------------------------------- */

static pid_t
start(char **argv)
{
    pid_t pid;
    int status;

    if (geteuid() != 0 && unshare(CLONE_NEWUSER) != 0) {
        (void)printf("cannot look\n");
        exit(77);
    }
    pid = fork();
    if (pid == 0) {
        (void)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        (void)execv(argv[0], argv);
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status)) {
        (void)printf("cannot look\n");
        exit(77);
    }
    if (ptrace(PTRACE_SETOPTIONS, pid, NULL,
               PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL |
                   PTRACE_O_TRACESYSGOOD) != 0)
        fail("ptrace");
    return pid;
}

static bool
waits(pid_t pid)
{
    struct __ptrace_syscall_info info;

    return ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) > 0 &&
           info.op == PTRACE_SYSCALL_INFO_ENTRY &&
           (info.entry.nr == SYS_ppoll
#ifdef SYS_poll
            || info.entry.nr == SYS_poll
#endif
           );
}

/* Runs on to the place to look at; gives the status it ends with, or 0. */
static int
run_to(pid_t pid, bool asking)
{
    long request = asking ? PTRACE_SYSCALL : PTRACE_CONT;
    unsigned long code = 0;
    int status, number = 0;

    for (;;) {
        if (ptrace((enum __ptrace_request)request, pid, NULL,
                   (void *)(intptr_t)number) != 0 || /* NOLINT: a signal */
            waitpid(pid, &status, 0) != pid)
            fail("ptrace");
        if (!WIFSTOPPED(status))
            fail("the program ended unseen");
        number = WSTOPSIG(status);
        if (status >> 8 == (SIGTRAP | PTRACE_EVENT_EXIT << 8)) {
            (void)ptrace(PTRACE_GETEVENTMSG, pid, NULL, &code);
            return WEXITSTATUS((int)code);
        }
        if (number == (SIGTRAP | 0x80)) {
            if (waits(pid))
                return 0;
            number = 0;
        }
    }
}

int
main(int argc, char **argv)
{
    bool asking = argc > 1 && strcmp(argv[1], "--asking") == 0;
    pid_t pid;
    int status;

    argv += asking;
    if (argc - asking < 3) {
        (void)fprintf(stderr, "usage: remains [--asking] WORDS PROGRAM...\n");
        return 2;
    }
    read_words(argv[1]);
    pid = start(argv + 2);
    status = run_to(pid, asking);
    look(pid);
    (void)kill(pid, SIGKILL);
    (void)ptrace(PTRACE_DETACH, pid, NULL, NULL);
    report(status);
    return 0;
}
