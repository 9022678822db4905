/* The option table and what is made of it. getopt_long does the parsing. */
#include "scanner/options.h"
#include "base/text.h"
#include "rules/words.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

struct option_row {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* NULL: takes none */
    unsigned commands;    /* bits of the commands that know it */
    const char *about;
    bool (*set)(struct options *, const char *value);
};

/* ---- setters ------------------------------------------------------------- */

static void
push(struct options *options, struct strings *list, const char *value)
{
    list->item = arena_grow(options->mem, list->item, list->n, &list->capacity);
    list->item[list->n++] = value;
}

static bool
whole_number(const char *value, uint32_t least, uint32_t most, uint32_t *to)
{
    unsigned long number;
    char *end;

    if (value[0] < '0' || value[0] > '9' || strlen(value) > 9)
        return false;
    number = strtoul(value, &end, 10);
    if (*end != '\0' || number < least || number > most)
        return false;
    *to = (uint32_t)number;
    return true;
}

static bool
set_rules(struct options *options, const char *value)
{
    options->rules = value;
    return value[0] != '\0';
}

static bool
set_option(struct options *options, const char *value)
{
    push(options, &options->option, value);
    return true;
}

static bool
set_report(struct options *options, const char *value)
{
    push(options, &options->report, value);
    return true;
}

static bool
set_endpoint(struct options *options, const char *value)
{
    options->endpoint = value;
    return true;
}

static bool
set_name(struct options *options, const char *value)
{
    options->name = text_clean(options->mem, value, strlen(value), 200);
    return value[0] != '\0';
}

static bool
set_credentials(struct options *options, const char *value)
{
    options->credentials = value;
    return value[0] != '\0';
}

static bool
set_credentials_command(struct options *options, const char *value)
{
    options->credentials_command = value;
    return value[0] != '\0';
}

static bool
set_cacert(struct options *options, const char *value)
{
    options->cacert = value;
    return value[0] != '\0';
}

static bool
set_timeout(struct options *options, const char *value)
{
    return whole_number(value, 1, 3600, &options->timeout);
}

static bool
set_max_time(struct options *options, const char *value)
{
    return whole_number(value, 1, 86400, &options->max_time);
}

static bool
set_max_requests(struct options *options, const char *value)
{
    return whole_number(value, 1, 10000, &options->max_requests);
}

static bool
set_max_usage(struct options *options, const char *value)
{
    return whole_number(value, 1, 100, &options->max_usage);
}

static bool
set_fail_on(struct options *options, const char *value)
{
    return need_from(value, &options->fail_on);
}

static bool
set_format(struct options *options, const char *value)
{
    options->format = value;
    return text_same(value, "table") || text_same(value, "markdown");
}

static bool
set_verbose(struct options *options, const char *value)
{
    (void)value;
    options->verbose = true;
    return true;
}

static bool
set_quiet(struct options *options, const char *value)
{
    (void)value;
    options->quiet = true;
    return true;
}

static bool
set_help(struct options *options, const char *value)
{
    (void)value;
    options->help = true;
    return true;
}

static bool
set_version(struct options *options, const char *value)
{
    (void)value;
    options->version = true;
    return true;
}

/* ---- the table ----------------------------------------------------------- */

enum { CMD_ASK = CMD_SCAN | CMD_PLAN };

static const struct option_row table[] = {
    {"rules", 'r', "FILE", CMD_ASK,
     "the vendor's table: a rules file, or the name of an installed one",
     set_rules},
    {"option", 'o', "NAME=VALUE", CMD_ASK | CMD_SHOW,
     "switch an option of the rules on (yes) or off (no); repeatable",
     set_option},
    {"report", 0, "FORMAT=FILE", CMD_ASK | CMD_REPORT,
     "write a report (text, junit, html, json); \"-\" is standard output; "
     "repeatable",
     set_report},
    {"fail-on", 0, "NEED", CMD_ASK,
     "\"required\": a failed check that is only recommended does not make "
     "the exit status 1 (default: recommended)",
     set_fail_on},
    {"name", 0, "TEXT", CMD_ASK, "what to call the target in reports",
     set_name},
    {"credentials", 0, "FILE", CMD_ASK,
     "read the credentials from FILE (lines NAME=VALUE), which only its owner "
     "may be able to read",
     set_credentials},
    {"credentials-command", 0, "COMMAND", CMD_ASK,
     "read them from the output of COMMAND, for example of a password "
     "manager",
     set_credentials_command},
    {"endpoint", 0, "URL", CMD_ASK,
     "where the zone look-up is sent (default: the provider's)", set_endpoint},
    {"cacert", 0, "FILE", CMD_ASK,
     "trust the certificate authorities in FILE (PEM) too", set_cacert},
    {"timeout", 0, "SECONDS", CMD_ASK, "for one request (default: 60)",
     set_timeout},
    {"max-time", 0, "SECONDS", CMD_ASK, "for the whole scan (default: 300)",
     set_max_time},
    {"max-requests", 0, "N", CMD_ASK,
     "send no more than N requests, retries included (default: 100)",
     set_max_requests},
    {"max-usage", 0, "PERCENT", CMD_ASK,
     "stop at once if the tenant has used more of its hourly requests than "
     "that (default: 80; 100: go on whatever it is)",
     set_max_usage},
    {"format", 0, "FORMAT", CMD_SHOW,
     "\"table\" (default) or \"markdown\", the form vendors publish",
     set_format},
    {"verbose", 'v', NULL, CMD_ASK,
     "tell of each exchange as it happens, on standard error", set_verbose},
    {"quiet", 'q', NULL, CMD_ASK, "no progress, no closing line", set_quiet},
    {"help", 'h', NULL, CMD_ALL, "show this help", set_help},
    {"version", 'V', NULL, CMD_ALL, "show the version", set_version},
};

enum { TABLE_N = sizeof table / sizeof *table };

/* ---- parsing ------------------------------------------------------------- */

struct words_of_getopt {
    struct option longs[TABLE_N + 1];
    char letters[2 * TABLE_N + 3];
};

/* The letters for getopt: "+" keeps operands after options in their place,
 * ":" lets us say what is wrong. */
static void
getopt_tables(char *letters, struct option *longs)
{
    *letters++ = '+';
    *letters++ = ':';
    for (int i = 0; i < TABLE_N; i++) {
        longs[i] = (struct option){
            table[i].name, table[i].argument != NULL ? 1 : 0, NULL, 1000 + i};
        if (table[i].letter == 0)
            continue;
        *letters++ = table[i].letter;
        if (table[i].argument != NULL)
            *letters++ = ':';
    }
    *letters = '\0';
    longs[TABLE_N] = (struct option){0};
}

static int
row_of(int code)
{
    if (code >= 1000)
        return code - 1000;
    for (int i = 0; i < TABLE_N; i++)
        if (table[i].letter != 0 && table[i].letter == code)
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
            table, TABLE_N, sizeof *table);
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
               (table[i].commands & options->command->bit) == 0) {
        diag_add(diags, 0, 0, "--%s is no option of \"%s\"", table[i].name,
                 options->command->name);
    } else if (!table[i].set(options, optarg)) {
        diag_add(diags, 0, 0, "--%s: \"%s\" will not do; %s", table[i].name,
                 optarg, table[i].about);
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
            push(options, &options->operand, argv[optind++]);
    } else {
        push(options, &options->operand, argv[optind++]);
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
    diag_add(diags, 0, 0, "unknown command \"%s%s%s\"", argv[0],
             argc > 1 && argv[1][0] != '-' ? " " : "",
             argc > 1 && argv[1][0] != '-' ? argv[1] : "");
    return false;
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
    if (options->help || options->version || diags->n > 0)
        return diags->n == 0;
    if (options->command == NULL)
        diag_add(diags, 0, 0, "a command is needed (grantscan --help)");
    else
        count_operands(options, diags);
    return diags->n == 0;
}

/* ---- help ---------------------------------------------------------------- */

enum { HELP_INDENT = 30, HELP_WIDTH = 79 };

/* text from column HELP_INDENT on, wrapped at blanks. */
static void
print_wrapped(const char *text, FILE *stream)
{
    int column = HELP_INDENT;

    while (*text != '\0') {
        int word = (int)strcspn(text, " ");

        if (column > HELP_INDENT && column + 1 + word > HELP_WIDTH) {
            (void)fprintf(stream, "\n%*s", HELP_INDENT, "");
            column = HELP_INDENT;
        } else if (column > HELP_INDENT) {
            (void)fputc(' ', stream);
            column++;
        }
        (void)fprintf(stream, "%.*s", word, text);
        column += word;
        text += word;
        text += strspn(text, " ");
    }
    (void)fputc('\n', stream);
}

static void
print_option(const struct option_row *row, FILE *stream)
{
    int used = row->letter != 0 ? fprintf(stream, "  -%c, ", row->letter)
                                : fprintf(stream, "      ");

    used += fprintf(stream, "--%s", row->name);
    if (row->argument != NULL)
        used += fprintf(stream, " %s", row->argument);
    if (used > HELP_INDENT - 2) {
        (void)fputc('\n', stream);
        used = 0;
    }
    (void)fprintf(stream, "%*s", HELP_INDENT - used, "");
    print_wrapped(row->about, stream);
}

static void
print_commands(FILE *stream)
{
    (void)fprintf(stream,
                  "usage: grantscan COMMAND [OPTION]... [FILE]...\n\n"
                  "Tells whether an API account holds exactly the rights that "
                  "a vendor's table\nasks for, without writing anything.\n\n"
                  "commands:\n");
    for (const struct command *c = commands; c->name != NULL; c++) {
        int used = fprintf(stream, "  %s %s", c->name, c->operands);

        (void)fprintf(stream, "%*s", HELP_INDENT - used, "");
        print_wrapped(c->about, stream);
    }
}

void
options_help(const struct command *command, FILE *stream)
{
    if (command == NULL)
        print_commands(stream);
    else
        (void)fprintf(stream, "usage: grantscan %s [OPTION]... %s\n\n%s\n",
                      command->name, command->operands, command->about);
    (void)fprintf(stream, "\noptions:\n");
    for (int i = 0; i < TABLE_N; i++)
        if (command == NULL || (table[i].commands & command->bit) != 0)
            print_option(&table[i], stream);
    (void)fprintf(stream,
                  "\nexit status: 0 every check passed or was skipped; 1 a "
                  "check failed; 2 none\nfailed but something is unknown, or "
                  "nothing was assessed; 3 bad usage or input,\nnothing was "
                  "sent; 4 the program could not do its own work; 130 "
                  "interrupted\n");
}
