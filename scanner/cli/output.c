/* Writing the reports. */
#include "scanner/cli/output.h"
#include "base/file.h"
#include "base/out.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct output {
    const struct report_format *format;
    const char *path;
    struct file_place place;
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

/* Two reports cannot share a file, nor a pipe; both may go to nowhere. */
static bool
is_taken(const struct outputs *outputs, const struct file_place *place)
{
    for (uint32_t i = 0; i < outputs->n; i++)
        if (file_same(&outputs->item[i].place, place))
            return true;
    return false;
}

static void
parse_one(struct outputs *outputs, const char *argument, struct diags *diags)
{
    size_t length = strcspn(argument, "=");
    const struct report_format *format;
    const char *path = argument + length + 1, *trouble;
    struct file_place place;

    if (argument[length] == '\0' || *path == '\0') {
        diag_add(diags, 0, 0, "--report: \"%s\" is not FORMAT=FILE", argument);
        return;
    }
    format = format_of(argument, length, diags);
    if (format == NULL)
        return;
    place = file_place(path, true, diags->arena);
    trouble = file_trouble(path, diags->arena);
    if (is_taken(outputs, &place))
        diag_add(diags, 0, 0, "--report: two reports cannot both go to %s",
                 path);
    else if (trouble != NULL)
        diag_add(diags, 0, 0, "--report: %s: %s", path, trouble);
    else
        outputs->item[outputs->n++] = (struct output){format, path, place};
}

/* The report that nobody has to ask for. */
static struct output
to_stdout(struct arena *arena)
{
    return (struct output){report_find("text"), "-",
                           file_place("-", true, arena)};
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
        outputs->item[outputs->n++] = to_stdout(arena);
    return diags->n == before;
}

void
outputs_spare(const struct outputs *outputs, const char *what, const char *path,
              struct diags *diags)
{
    struct file_place input = file_place(path, false, diags->arena);

    for (uint32_t i = 0; input.kind == PLACE_FILE && i < outputs->n; i++)
        if (file_same(&outputs->item[i].place, &input))
            diag_add(diags, 0, 0,
                     "--report: %s is an input of this run (%s) and would be "
                     "written over",
                     outputs->item[i].path, what);
}

const char *
outputs_written(const struct outputs *outputs, uint32_t i, bool *folder,
                struct arena *arena)
{
    return file_written(outputs->item[i].path, folder, arena);
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
