/* Writing the reports. */
#include "scanner/cli/output.h"
#include "base/file.h"
#include "base/out.h"
#include "base/plain.h"
#include "base/text.h"
#include "scanner/cli/terminal.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct output {
    const struct report_format *format;
    const char *path;
    struct file_place place;
};

/* The format that stands before the "=", or that the ending of the file tells;
 * *path: what is left. NULL with the mistake in diags. */
static const struct report_format *
format_of(const char *argument, const char **path, struct diags *diags)
{
    size_t length = strcspn(argument, "=");
    const char *name = arena_slice(diags->arena, argument, length);
    bool named = argument[length] == '=' && name[strcspn(name, "./")] == '\0';
    const struct report_format *format =
        named ? report_find(name) : report_of_file(argument);
    const char *known = "";

    *path = named ? argument + length + 1 : argument;
    if (format != NULL && **path != '\0')
        return format;
    for (size_t i = 0; report_formats[i] != NULL; i++)
        known = arena_print(diags->arena, "%s%s%s", known, i > 0 ? ", " : "",
                            report_formats[i]->name);
    if (named && format == NULL)
        diag_add(diags, 0, 0, "--report: %s is not a format (formats: %s)",
                 name, known);
    else
        diag_add(diags, 0, 0,
                 "--report: %s is not FORMAT=FILE, and its ending tells no "
                 "format (formats: %s)",
                 argument, known);
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
add(struct outputs *outputs, const struct report_format *format,
    const char *path, const char *option, struct diags *diags)
{
    struct file_place place = file_place(path, true, diags->arena);
    const char *trouble = file_trouble(path, diags->arena);

    if (is_taken(outputs, &place))
        diag_add(diags, 0, 0, "--%s: two reports cannot both go to %s", option,
                 path);
    else if (trouble != NULL)
        diag_add(diags, 0, 0, "--%s: %s: %s", option, path, trouble);
    else
        outputs->item[outputs->n++] = (struct output){format, path, place};
}

/* False if there is no such folder: plan makes none. */
static bool
make_folder(const char *path, const struct options *options,
            struct diags *diags)
{
    bool only_look =
        options->command != NULL && options->command->bit == CMD_PLAN;
    const char *trouble;

    if (!only_look && mkdir(path, 0700) != 0 && errno != EEXIST) {
        diag_add(diags, 0, 0, "--output-dir: %s cannot be made: %s", path,
                 strerror(errno));
        return false;
    }
    if (access(path, F_OK) == 0)
        return true;
    trouble = file_trouble(path, diags->arena);
    if (trouble != NULL)
        diag_add(diags, 0, 0, "--output-dir: %s cannot be made: %s", path,
                 trouble);
    return false;
}

static void
add_usual(struct outputs *outputs, const char *folder, struct diags *diags)
{
    for (size_t i = 0; report_formats[i] != NULL; i++)
        if (report_formats[i]->usual != NULL)
            add(outputs, report_formats[i],
                arena_print(diags->arena, "%s%s%s", folder,
                            text_ends(folder, "/") ? "" : "/",
                            report_formats[i]->usual),
                "output-dir", diags);
}

/* The report that nobody has to ask for. */
static struct output
to_stdout(struct arena *arena)
{
    return (struct output){report_find("text"), "-",
                           file_place("-", true, arena)};
}

bool
outputs_parse(struct outputs *outputs, const struct options *options,
              struct diags *diags)
{
    enum { FORMATS_MOST = 16 };
    const struct strings *list = &options->report;
    const char *folder = options->output_dir;
    uint32_t before = diags->n;

    if (folder != NULL && !make_folder(folder, options, diags))
        folder = NULL;
    outputs->item =
        arena_new(diags->arena, struct output, list->n + FORMATS_MOST);
    outputs->n = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        const char *path;
        const struct report_format *format =
            format_of(list->item[i], &path, diags);

        if (format != NULL)
            add(outputs, format, path, "report", diags);
    }
    if (folder != NULL)
        add_usual(outputs, folder, diags);
    outputs->odd = options->keep_odd;
    if (outputs->odd != NULL && mkdir(outputs->odd, 0700) != 0 &&
        errno != EEXIST)
        diag_add(diags, 0, 0, "--keep-odd: %s cannot be made: %s", outputs->odd,
                 strerror(errno));
    if (list->n == 0 && !options->quiet)
        outputs->item[outputs->n++] = to_stdout(diags->arena);
    return diags->n == before;
}

void
outputs_spare(const struct outputs *outputs, const char *what, const char *path,
              struct diags *diags)
{
    struct file_place input = file_place(path, false, diags->arena);

    bool file = input.kind == PLACE_FILE || input.kind == PLACE_NEW;

    for (uint32_t i = 0; file && i < outputs->n; i++)
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

const char *
outputs_files(const struct outputs *outputs, struct arena *arena)
{
    const char *list = NULL;

    for (uint32_t i = 0; i < outputs->n; i++)
        if (!file_is_stdout(outputs->item[i].path))
            list = arena_print(arena, "%s%s%s", text_or(list, ""),
                               list == NULL ? "" : ", ", outputs->item[i].path);
    return text_kept(arena, list);
}

/* Colour and width only for a terminal. */
static struct presentation
presentation_of(const char *path)
{
    struct presentation how = {.colour = false, .width = terminal_width(-1)};

    if (!file_is_stdout(path))
        return how;
    how.colour = terminal_colours(STDOUT_FILENO);
    how.width = terminal_width(STDOUT_FILENO);
    return how;
}

/* Text has plain spaces, wherever it goes; and on a terminal only what that
 * can show. */
static bool
save(const struct output *output, const struct out *out, struct diags *diags)
{
    bool text = text_same(output->format->name, "text");
    bool ascii = file_is_stdout(output->path) &&
                 terminal_is_ascii(STDOUT_FILENO) &&
                 (text || text_same(output->format->name, "worksheet"));
    struct out plain = {0};
    bool good;

    if (!text && !ascii)
        return file_save(output->path, out_string(out), out->length, diags);
    out_plain(&plain, out_string(out), ascii);
    good = file_save(output->path, out_string(&plain), plain.length, diags);
    out_free(&plain);
    return good;
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

        how.skip_unknown = outputs->skip_unknown;
        output->format->write(&out, audit, &how);
        good = save(output, &out, diags) && good;
        out_free(&out);
    }
    return good;
}
