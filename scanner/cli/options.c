/* The option table and what is made of it. getopt_long does the parsing. */
#include "scanner/cli/options.h"
#include "base/text.h"
#include "base/wrap.h"
#include "reports/report.h"
#include "scanner/cli/option_table.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* ---- parsing ------------------------------------------------------------- */

struct words_of_getopt {
    struct option longs[OPTION_TABLE_N + 1];
    char letters[2 * OPTION_TABLE_N + 3];
};

/* The letters for getopt: "+" keeps operands after options in their place,
 * ":" lets us say what is wrong. */
static void
getopt_tables(char *letters, struct option *longs)
{
    *letters++ = '+';
    *letters++ = ':';
    for (int i = 0; i < OPTION_TABLE_N; i++) {
        longs[i] = (struct option){option_table[i].name,
                                   option_table[i].argument != NULL ? 1 : 0,
                                   NULL, 1000 + i};
        if (option_table[i].letter == 0)
            continue;
        *letters++ = option_table[i].letter;
        if (option_table[i].argument != NULL)
            *letters++ = ':';
    }
    *letters = '\0';
    longs[OPTION_TABLE_N] = (struct option){0};
}

static int
row_of(int code)
{
    if (code >= 1000)
        return code - 1000;
    for (int i = 0; i < OPTION_TABLE_N; i++)
        if (option_table[i].letter != 0 && option_table[i].letter == code)
            return i;
    return -1;
}

static void
unknown_option(const char *given, struct diags *diags)
{
    const char *near = NULL;

    if (text_starts(given, "--"))
        near = text_nearest(
            arena_slice(diags->arena, given + 2, strcspn(given + 2, "=")),
            option_table, OPTION_TABLE_N, sizeof *option_table);
    if (near != NULL)
        diag_add(diags, 0, 0, "unknown option %s (did you mean --%s?)", given,
                 near);
    else
        diag_add(diags, 0, 0, "unknown option %s", given);
}

/* One option as getopt gives it. */
static void
take(struct options *options, int code, const char *given, struct diags *diags)
{
    int i = row_of(code);

    if (code == ':') {
        diag_add(diags, 0, 0, "%s needs a value", given);
    } else if (i < 0) {
        unknown_option(given, diags);
    } else if (options->command != NULL &&
               (option_table[i].commands & options->command->bit) == 0) {
        diag_add(diags, 0, 0, "--%s is no option of \"%s\"",
                 option_table[i].name, options->command->name);
    } else if (!option_table[i].set(options, optarg)) {
        diag_add(diags, 0, 0, "--%s: \"%s\" will not do; %s",
                 option_table[i].name, optarg, option_table[i].about);
    }
}

/* The next word: an option with its value, an operand, or "--". */
static void
take_word(struct options *options, int argc, char **argv,
          const struct words_of_getopt *words, struct diags *diags)
{
    int at = optind;
    int code = getopt_long(argc, argv, words->letters, words->longs, NULL);

    if (code != -1) {
        take(options, code, argv[at], diags);
    } else if (strcmp(argv[at], "--") == 0) {
        while (optind < argc)
            option_push(options, &options->operand, argv[optind++]);
    } else {
        option_push(options, &options->operand, argv[optind++]);
    }
}

/* "scan", or two words such as "rules show"; gives how many words it took. */
static int
find_command(struct options *options, int argc, char **argv)
{
    for (const struct command *c = commands; c->name != NULL; c++) {
        size_t first = strcspn(c->name, " ");

        if (strlen(argv[0]) != first || strncmp(argv[0], c->name, first) != 0)
            continue;
        if (c->name[first] == '\0') {
            options->command = c;
            return 1;
        }
        if (argc > 1 && strcmp(argv[1], c->name + first + 1) == 0) {
            options->command = c;
            return 2;
        }
    }
    return 0;
}

static void
count_operands(const struct options *options, struct diags *diags)
{
    const struct command *command = options->command;

    if (options->operand.n < command->least)
        diag_add(diags, 0, 0, "\"%s\" needs %s", command->name,
                 command->operands);
    else if (options->operand.n > command->most)
        diag_add(diags, 0, 0, "\"%s\" takes no \"%s\"", command->name,
                 options->operand.item[command->most]);
}

/* "; there are "rules check", ..." for the first word of several; else "". */
static const char *
commands_of(const char *word, struct arena *arena)
{
    const char *list = "";

    for (const struct command *c = commands; c->name != NULL; c++) {
        size_t first = strcspn(c->name, " ");

        if (c->name[first] == ' ' && strlen(word) == first &&
            strncmp(c->name, word, first) == 0)
            list =
                arena_print(arena, "%s%s\"%s\"", list,
                            list[0] == '\0' ? "; there are " : ", ", c->name);
    }
    return list;
}

static bool
take_command(struct options *options, int argc, char **argv, int *words,
             struct diags *diags)
{
    *words = 0;
    if (argc == 0 || argv[0][0] == '-')
        return true;
    *words = find_command(options, argc, argv);
    if (*words > 0)
        return true;
    diag_add(diags, 0, 0, "unknown command \"%s%s%s\"%s", argv[0],
             argc > 1 && argv[1][0] != '-' ? " " : "",
             argc > 1 && argv[1][0] != '-' ? argv[1] : "",
             commands_of(argv[0], diags->arena));
    return false;
}

static bool
is_stdin(const char *path)
{
    static const char *const name[] = {"-", "/dev/stdin", "/dev/fd/0",
                                       "/proc/self/fd/0"};

    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        if (text_same(path, name[i]))
            return true;
    return false;
}

/* Standard input can be read once only: who came second would find nothing in
 * it, and say that of the file. */
static void
check_stdin(const struct options *options, struct diags *diags)
{
    const struct {
        const char *what;
        const char *const *path;
        uint32_t n;
    } input[] = {
        {"--rules", options->rules.item, options->rules.n},
        {"--attest", &options->attest, 1},
        {"--waive", &options->waive, 1},
        {"--baseline", &options->baseline, 1},
        {"--credentials", &options->credentials, 1},
        {options->command->operands, options->operand.item, options->operand.n},
    };
    const char *list = "";
    uint32_t n = 0;

    for (size_t i = 0; i < sizeof input / sizeof *input; i++)
        for (uint32_t k = 0; k < input[i].n; k++)
            if (is_stdin(input[i].path[k]))
                list = arena_print(diags->arena, "%s%s%s", list,
                                   n++ == 0 ? "" : " and for ", input[i].what);
    if (n > 1)
        diag_add(diags, 0, 0,
                 "standard input can be read only once, and is named for %s",
                 list);
}

bool
options_parse(struct options *options, int argc, char **argv,
              struct diags *diags)
{
    struct words_of_getopt getopt_words;
    int words;

    options->timeout = 60;
    options->max_time = 300;
    options->max_requests = 100;
    options->max_usage = 80;
    options->fail_on = NEED_RECOMMENDED;
    if (!take_command(options, argc - 1, argv + 1, &words, diags))
        return false;
    getopt_tables(getopt_words.letters, getopt_words.longs);
    opterr = 0;
    optind = 1;
    while (optind < argc - words)
        take_word(options, argc - words, argv + words, &getopt_words, diags);
    if (options->new_only && options->baseline == NULL && !options->help)
        diag_add(diags, 0, 0, "--new-only needs --baseline");
    if (options->help || options->version || diags->n > 0)
        return diags->n == 0;
    if (options->command == NULL)
        diag_add(diags, 0, 0, "a command is needed (grantscan --help)");
    else
        count_operands(options, diags);
    if (diags->n == 0)
        check_stdin(options, diags);
    return diags->n == 0;
}

/* ---- help ---------------------------------------------------------------- */

enum { HELP_INDENT = 30, HELP_WIDTH = 79 };

/* text from column HELP_INDENT on. */
static void
print_wrapped(const char *text, FILE *stream)
{
    struct wrap wrap = {HELP_INDENT, HELP_INDENT, HELP_WIDTH};
    struct out out = {0};

    wrap_text(&out, wrap, text);
    (void)fputs(out_string(&out), stream);
    out_free(&out);
}

/* What a line is about, and from column HELP_INDENT on what there is to say of
 * it. used: columns that are printed already. */
static void
print_about(int used, const char *about, FILE *stream)
{
    if (used > HELP_INDENT - 2) {
        (void)fputc('\n', stream);
        used = 0;
    }
    (void)fprintf(stream, "%*s", HELP_INDENT - used, "");
    print_wrapped(about, stream);
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

/* The formats that are compiled in, where one can be asked for. */
static void
print_formats(FILE *stream)
{
    (void)fprintf(stream, "\nformats of --report:\n");
    for (uint32_t i = 0; report_formats[i] != NULL; i++)
        print_about(fprintf(stream, "  %s", report_formats[i]->name),
                    report_formats[i]->about, stream);
}

static void
print_commands(FILE *stream)
{
    (void)fprintf(stream,
                  "usage: grantscan COMMAND [OPTION]... [FILE]...\n\n"
                  "Tells whether an API account holds exactly the rights that "
                  "a vendor's table\nasks for, without writing anything.\n\n"
                  "commands:\n");
    for (const struct command *c = commands; c->name != NULL; c++)
        print_about(fprintf(stream, "  %s %s", c->name, c->operands), c->about,
                    stream);
}

void
options_help(const struct command *command, FILE *stream)
{
    bool reports = false;

    if (command == NULL)
        print_commands(stream);
    else
        (void)fprintf(stream, "usage: grantscan %s [OPTION]... %s\n\n%s\n",
                      command->name, command->operands, command->about);
    (void)fprintf(stream, "\noptions:\n");
    for (int i = 0; i < OPTION_TABLE_N; i++) {
        if (command != NULL && (option_table[i].commands & command->bit) == 0)
            continue;
        print_option(&option_table[i], stream);
        reports = reports || text_same(option_table[i].name, "report");
    }
    if (reports)
        print_formats(stream);
    (void)fprintf(stream,
                  "\nexit status: 0 every check passed or was skipped; 1 a "
                  "check failed; 2 none\nfailed but something is unknown, or "
                  "nothing was assessed; 3 bad usage or input,\nnothing was "
                  "sent; 4 the program could not do its own work; 130 "
                  "interrupted\n");
}
