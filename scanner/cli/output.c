/* Writing the reports. */
#include "scanner/cli/output.h"
#include "base/file.h"
#include "base/out.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

struct output {
    const struct report_format *format;
    const char *path;
};

static const struct report_format *
format_of(const char *argument, size_t length, struct diags *diags)
{
    const char *name = arena_slice(diags->arena, argument, length);
    const struct report_format *format = report_find(name);
    const char *known = "";

    if (format != NULL)
        return format;
    for (size_t i = 0; report_formats[i] != NULL; i++)
        known = arena_print(diags->arena, "%s%s%s", known, i > 0 ? ", " : "",
                            report_formats[i]->name);
    diag_add(diags, 0, 0, "--report: there is no format \"%s\" (formats: %s)",
             name, known);
    return NULL;
}

/* What base/file.h will refuse to follow is refused before anything is sent.
 * NULL: no link, or a good one. */
static const char *
link_trouble(const char *path)
{
    struct stat link, status;

    if (lstat(path, &link) != 0 || !S_ISLNK(link.st_mode))
        return NULL;
    if (stat(path, &status) != 0)
        return "a symbolic link to nothing";
    if (S_ISREG(status.st_mode) &&
        (link.st_uid != geteuid() || status.st_uid != geteuid()))
        return "a symbolic link that leads to another owner's file";
    return NULL;
}

/* A new file is made in its folder: that must be there and writable. */
static void
check_folder(const char *path, struct diags *diags)
{
    const char *slash = strrchr(path, '/');
    const char *folder = ".";
    struct stat status;

    if (file_is_stdout(path) || text_starts(path, "/dev/"))
        return;
    if (slash == path)
        folder = "/";
    else if (slash != NULL)
        folder = arena_slice(diags->arena, path, (size_t)(slash - path));
    if (link_trouble(path) != NULL)
        diag_add(diags, 0, 0, "--report: %s is %s", path, link_trouble(path));
    else if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        diag_add(diags, 0, 0, "--report: %s is a directory", path);
    else if (access(folder, W_OK) != 0)
        diag_add(diags, 0, 0, "--report: %s: %s", folder, strerror(errno));
}

static bool
same_target(const char *a, const char *b)
{
    return text_same(a, b) || (file_is_stdout(a) && file_is_stdout(b));
}

static void
parse_one(struct outputs *outputs, const char *argument, struct diags *diags)
{
    size_t length = strcspn(argument, "=");
    const struct report_format *format;
    const char *path = argument + length + 1;

    if (argument[length] == '\0' || *path == '\0') {
        diag_add(diags, 0, 0, "--report: \"%s\" is not FORMAT=FILE", argument);
        return;
    }
    format = format_of(argument, length, diags);
    if (format == NULL)
        return;
    for (uint32_t i = 0; i < outputs->n; i++)
        if (same_target(outputs->item[i].path, path)) {
            diag_add(diags, 0, 0, "--report: two reports cannot both go to %s",
                     path);
            return;
        }
    check_folder(path, diags);
    outputs->item[outputs->n++] = (struct output){format, path};
}

bool
outputs_parse(struct outputs *outputs, const struct strings *list,
              struct diags *diags, struct arena *arena)
{
    uint32_t before = diags->n;

    outputs->item = arena_new(arena, struct output, list->n + 1);
    outputs->n = 0;
    for (uint32_t i = 0; i < list->n; i++)
        parse_one(outputs, list->item[i], diags);
    if (list->n == 0)
        outputs->item[outputs->n++] = (struct output){report_find("text"), "-"};
    return diags->n == before;
}

bool
outputs_say_it(const struct outputs *outputs)
{
    for (uint32_t i = 0; i < outputs->n; i++)
        if (text_same(outputs->item[i].format->name, "text") &&
            file_is_stdout(outputs->item[i].path))
            return true;
    return false;
}

/* Colour and width only for a terminal; NO_COLOR (no-color.org) says no. */
static struct presentation
presentation_of(const char *path)
{
    struct presentation how = {.colour = false, .width = 80};
    const char *none = getenv("NO_COLOR"), *term = getenv("TERM");
    struct winsize size;

    if (!file_is_stdout(path) || !isatty(STDOUT_FILENO))
        return how;
    how.colour = (none == NULL || none[0] == '\0') && term != NULL &&
                 strcmp(term, "dumb") != 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        how.width = size.ws_col;
    return how;
}

bool
outputs_write(const struct outputs *outputs, const struct audit *audit,
              struct diags *diags)
{
    bool good = true;

    for (uint32_t i = 0; i < outputs->n; i++) {
        const struct output *output = &outputs->item[i];
        struct presentation how = presentation_of(output->path);
        struct out out = {0};

        output->format->write(&out, audit, &how);
        good = file_save(output->path, out_string(&out), out.length, diags) &&
               good;
        out_free(&out);
    }
    return good;
}
