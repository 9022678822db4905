/* A person at a terminal: runs a program in one of so many columns, types a
 * line whenever it asks (": " and then nothing more), and the end of input when
 * there is none left to type; prints what was to be seen. On standard error,
 * the last line: "status N, echo on|off". */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

struct typist {
    int terminal;
    int ours; /* the program's end, kept open: its state can still be seen */
    pid_t pid;
    char **line; /* to type, ended by NULL */
};

static _Noreturn void
stop(const char *what)
{
    (void)fprintf(stderr, "typist: %s: %s\n", what, strerror(errno));
    exit(99);
}

static void
open_terminal(struct typist *t, unsigned short columns)
{
    struct winsize size = {.ws_row = 24, .ws_col = columns};
    const char *name;

    t->terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (t->terminal < 0 || grantpt(t->terminal) != 0 ||
        unlockpt(t->terminal) != 0)
        stop("no terminal");
    name = ptsname(t->terminal);
    t->ours = name == NULL ? -1 : open(name, O_RDWR | O_NOCTTY);
    if (t->ours < 0 || ioctl(t->ours, TIOCSWINSZ, &size) != 0)
        stop("no terminal");
}

static void
start(struct typist *t, char **argv)
{
    t->pid = fork();
    if (t->pid < 0)
        stop("fork");
    if (t->pid > 0)
        return;
    (void)close(t->terminal);
    (void)setsid();
    (void)ioctl(t->ours, TIOCSCTTY, 0);
    (void)dup2(t->ours, 0);
    (void)dup2(t->ours, 1);
    (void)dup2(t->ours, 2);
    (void)close(t->ours);
    /* One who runs tests in the background may ignore both keys. */
    (void)signal(SIGINT, SIG_DFL);
    (void)signal(SIGQUIT, SIG_DFL);
    (void)execvp(argv[0], argv);
    _exit(127);
}

/* "^C" and "^\" are the keys of that name; a line else. */
static void
type(struct typist *t)
{
    const char *text = *t->line == NULL ? "^D" : *t->line++;
    char key = (char)(text[1] & 0x1F);

    if (text[0] == '^' && text[1] != '\0' && text[2] == '\0') {
        (void)!write(t->terminal, &key, 1);
        return;
    }
    (void)!write(t->terminal, text, strlen(text));
    (void)!write(t->terminal, "\n", 1);
}

/* Everything that is shown, until the program has ended. */
static int
watch(struct typist *t)
{
    char last[3] = "";
    int status = 0;
    bool ended = false;

    for (;;) {
        struct pollfd there = {.fd = t->terminal, .events = POLLIN};
        char c;

        if (poll(&there, 1, ended ? 0 : 20) > 0 &&
            read(t->terminal, &c, 1) == 1) {
            (void)putchar(c);
            last[0] = last[1];
            last[1] = c;
            continue;
        }
        if (ended)
            return status;
        if (strcmp(last, ": ") == 0) {
            type(t);
            last[1] = '\0';
        }
        ended = waitpid(t->pid, &status, WNOHANG) == t->pid;
    }
}

int
main(int argc, char **argv)
{
    enum { LINES = 16 };
    char *line[LINES + 1] = {NULL};
    struct typist t = {0};
    struct termios mode;
    unsigned short columns = 80;
    int i = 1, n = 0, status;

    t.line = line;
    for (; i + 1 < argc && argv[i][0] == '-' && n < LINES; i += 2)
        if (strcmp(argv[i], "--columns") == 0)
            columns = (unsigned short)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--type") == 0)
            t.line[n++] = argv[i + 1];
    if (i >= argc) {
        (void)fputs("usage: typist [--columns N] [--type LINE]... PROGRAM "
                    "[ARGUMENT]...\n",
                    stderr);
        return 99;
    }
    open_terminal(&t, columns);
    start(&t, argv + i);
    status = watch(&t);
    (void)fflush(stdout);
    (void)fprintf(
        stderr, "status %d, echo %s\n",
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
        tcgetattr(t.ours, &mode) == 0 && (mode.c_lflag & ECHO) != 0 ? "on"
                                                                    : "off");
    return 0;
}
