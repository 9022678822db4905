/* Asking the terminal and the environment. */
#include "scanner/cli/terminal.h"
#include "base/file.h"
#include "base/plain.h"
#include "base/text.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH = 80, WIDTH_LEAST = 60, WIDTH_MOST = 140 };

unsigned
terminal_width(int fd)
{
    struct winsize size;

    if (isatty(fd) != 1 || ioctl(fd, TIOCGWINSZ, &size) != 0 ||
        size.ws_col == 0)
        return WIDTH;
    if (size.ws_col < WIDTH_LEAST)
        return WIDTH_LEAST;
    return size.ws_col > WIDTH_MOST ? WIDTH_MOST : size.ws_col;
}

bool
terminal_steers(int fd)
{
    const char *term = getenv("TERM");

    return isatty(fd) == 1 && term != NULL && term[0] != '\0' &&
           !text_same(term, "dumb");
}

bool
terminal_colours(int fd)
{
    const char *none = getenv("NO_COLOR");

    return terminal_steers(fd) && (none == NULL || none[0] == '\0');
}

/* The first that is set says it [locale(7)]. */
bool
terminal_is_ascii(int fd)
{
    static const char *const variable[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    if (isatty(fd) != 1)
        return false;
    for (size_t i = 0; i < sizeof variable / sizeof *variable; i++) {
        const char *value = getenv(variable[i]);

        if (value != NULL && value[0] != '\0')
            return !text_has_fold(value, "utf-8") &&
                   !text_has_fold(value, "utf8");
    }
    return true;
}

bool
terminal_print(const struct out *out, struct diags *diags)
{
    struct out plain = {0};
    bool good;

    out_plain(&plain, out_string(out), terminal_is_ascii(STDOUT_FILENO));
    good = file_save("-", out_string(&plain), plain.length, diags);
    out_free(&plain);
    return good;
}
