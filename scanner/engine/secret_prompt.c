/* The terminal without echo. Only one question is asked at a time. */
#include "scanner/engine/secret_prompt.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct termios before;
static volatile sig_atomic_t changed;

bool
secret_prompt_can(void)
{
    return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

void
secret_prompt_restore(void)
{
    if (changed == 0)
        return;
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &before);
    changed = 0;
}

/* What was typed ahead of the question is no answer to it. */
static bool
hide(void)
{
    struct termios now;

    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return false;
    now = before;
    now.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
    now.c_lflag |= ICANON | ISIG;
    changed = 1;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &now) == 0)
        return true;
    secret_prompt_restore();
    return false;
}

/* The bytes up to the end of the line; false if there are too many, or none
 * come. What is too long is read to its end, lest it answer the next one. */
static bool
read_line(char *to, size_t room, const volatile sig_atomic_t *stop)
{
    size_t n = 0;
    char c = 0;

    while (stop == NULL || *stop == 0) {
        ssize_t got = read(STDIN_FILENO, &c, 1);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        if (c == '\n') {
            if (n < room)
                to[n] = '\0';
            c = 0;
            return n < room;
        }
        if (n < room)
            to[n++] = c;
    }
    return false;
}

bool
secret_prompt(const char *question, bool shown, char *to, size_t room,
              const volatile sig_atomic_t *stop)
{
    bool good;

    /* Stopped, the program would leave the terminal without echo. */
    void (*suspend)(int) = signal(SIGTSTP, SIG_IGN);

    good = shown || hide();
    if (good) {
        (void)fprintf(stderr, "%s: ", question);
        (void)fflush(stderr);
        good = read_line(to, room, stop);
        if (!shown)
            (void)fputc('\n', stderr);
    }
    secret_prompt_restore();
    if (suspend != SIG_ERR)
        (void)signal(SIGTSTP, suspend);
    if (!good)
        explicit_bzero(to, room);
    return good;
}
