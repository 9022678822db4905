/* Help. */
#include "scanner/cli/help.h"
#include "base/text.h"
#include "base/wrap.h"
#include "reports/report.h"
#include "scanner/cli/option_table.h"
#include "scanner/cli/terminal.h"

#include <string.h>

enum { HELP_INDENT = 30 };

/* text from column `at` on, after so many columns that are printed. */
static void
print_wrapped(int used, int at, const char *text, FILE *stream)
{
    struct wrap wrap = {(size_t)at, (size_t)at,
                        terminal_width(fileno(stream)) - 1};
    struct out out = {0};

    if (used > 0 && used > at - 2) {
        (void)fputc('\n', stream);
        used = 0;
    }
    wrap_text(&out, wrap, text);
    (void)fprintf(stream, "%*s%s", at - used, "", out_string(&out));
    out_free(&out);
}

/* What a line is about, and from column HELP_INDENT on what there is to say of
 * it. used: columns that are printed already. */
static void
print_about(int used, const char *about, FILE *stream)
{
    print_wrapped(used, HELP_INDENT, about, stream);
}

static void
print_option(const struct option_row *row, FILE *stream)
{
    int used = row->letter != 0 ? fprintf(stream, "  -%c, ", row->letter)
                                : fprintf(stream, "      ");

    used += fprintf(stream, "--%s", row->name);
    if (row->argument != NULL)
        used += fprintf(stream, " %s", row->argument);
    print_about(used, row->about, stream);
}

/* The options that know one of the commands; true if reports are among them. */
static bool
print_options(unsigned commands_bits, FILE *stream)
{
    bool reports = false;

    (void)fprintf(stream, "\noptions:\n");
    for (int i = 0; i < OPTION_TABLE_N; i++) {
        if ((option_table[i].commands & commands_bits) == 0)
            continue;
        print_option(&option_table[i], stream);
        reports = reports || text_same(option_table[i].name, "report");
    }
    return reports;
}

/* The formats that are compiled in, where one can be asked for. */
static void
print_formats(FILE *stream)
{
    (void)fprintf(stream, "\nformats of --report:\n");
    for (uint32_t i = 0; report_formats[i] != NULL; i++)
        print_about(fprintf(stream, "  %s (%s)", report_formats[i]->name,
                            report_formats[i]->ending),
                    report_formats[i]->about, stream);
}

/* ---- exit statuses ------------------------------------------------------- */

enum { STATUSES = 6 };

static const struct {
    const char *status;
    const char *means[EXITS__N]; /* NULL: no such status */
} exits[STATUSES] = {
    {"0",
     {[EXITS_FILES] = "done",
      [EXITS_TABLE] = "every row was understood, or nothing differs",
      [EXITS_AUDIT] = "every check passed or was skipped",
      [EXITS_SCAN] = "every check passed or was skipped",
      [EXITS_NEWS] = "nothing that is new fails or is unknown"}},
    {"1",
     {[EXITS_AUDIT] = "a check failed",
      [EXITS_SCAN] = "a check failed",
      [EXITS_TABLE] = "questions are left, or something differs",
      [EXITS_NEWS] = "a check fails that did not fail before"}},
    {"2",
     {[EXITS_AUDIT] = "none failed, but something is unknown, or nothing was "
                      "assessed",
      [EXITS_SCAN] = "none failed, but something is unknown, or nothing was "
                     "assessed",
      [EXITS_NEWS] = "none of these, but something is newly unknown"}},
    {"3",
     {[EXITS_FILES] = "bad usage or input",
      [EXITS_TABLE] = "bad usage or input, or no row was understood",
      [EXITS_AUDIT] = "bad usage or input",
      [EXITS_SCAN] = "bad usage or input, nothing was sent",
      [EXITS_NEWS] = "bad usage or input"}},
    {"4",
     {[EXITS_FILES] = "the program could not do its own work",
      [EXITS_TABLE] = "the program could not do its own work",
      [EXITS_AUDIT] = "the program could not do its own work",
      [EXITS_SCAN] = "the program could not do its own work",
      [EXITS_NEWS] = "the program could not do its own work"}},
    {"130",
     {[EXITS_AUDIT] = "the scan that was stored had been interrupted",
      [EXITS_SCAN] = "interrupted; what was learned is in the reports"}},
};

static void
print_exits(enum exits of, FILE *stream)
{
    (void)fprintf(stream, "\nexit status:\n");
    for (int i = 0; i < STATUSES; i++)
        if (exits[i].means[of] != NULL)
            print_wrapped(fprintf(stream, "  %s", exits[i].status), 7,
                          exits[i].means[of], stream);
}

/* ---- pages --------------------------------------------------------------- */

void
help_commands(const char *group, FILE *stream)
{
    (void)fprintf(stream,
                  "usage: grantscan %s [OPTION]... [FILE]...\n\ncommands:\n",
                  group == NULL ? "COMMAND" : group);
    for (const struct command *c = commands; c->name != NULL; c++)
        if (group == NULL || command_in(c, group))
            print_about(fprintf(stream, "  %s%s%s", c->name,
                                c->operands[0] != '\0' ? " " : "", c->operands),
                        c->about, stream);
    (void)fputc('\n', stream);
    print_wrapped(0, 0,
                  "\"grantscan COMMAND --help\" tells of one of them, "
                  "\"grantscan --help\" of all.",
                  stream);
}

void
help_program(FILE *stream)
{
    print_wrapped(0, 0,
                  "Tells whether an API account holds exactly the rights that "
                  "a vendor's table asks for, without writing anything.",
                  stream);
    (void)fputc('\n', stream);
    help_commands(NULL, stream);
    if (print_options(CMD_ALL, stream))
        print_formats(stream);
    print_exits(EXITS_SCAN, stream);
}

void
help_command(const struct command *command, FILE *stream)
{
    (void)fprintf(stream, "usage: grantscan %s [OPTION]...%s%s\n\n",
                  command->name, command->operands[0] != '\0' ? " " : "",
                  command->operands);
    print_wrapped(0, 0, command->about, stream);
    if (print_options(command->bit, stream))
        print_formats(stream);
    print_exits(command->exits, stream);
}

void
help_options(const struct options *options, FILE *stream)
{
    if (options->command != NULL)
        help_command(options->command, stream);
    else if (options->group != NULL)
        help_commands(options->group, stream);
    else
        help_program(stream);
}
