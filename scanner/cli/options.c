/* The command line becomes options. getopt_long does the parsing. */
#include "scanner/cli/options.h"
#include "base/text.h"
#include "scanner/cli/mistake.h"
#include "scanner/cli/option_table.h"

#include <getopt.h>
#include <string.h>

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

/* One option as getopt gives it. given: the word that it stands in. */
static void
take(struct options *options, int code, const char *given, struct diags *diags)
{
    int i = row_of(code);
    const struct option_row *row = i < 0 ? NULL : &option_table[i];

    if (code == ':')
        diag_add(diags, 0, 0, "%s needs a value", given);
    else if (row == NULL)
        mistake_option(given, diags);
    else if (code >= 1000 &&
             strcspn(given + 2, "=") != strlen(option_table[i].name))
        mistake_option(given, diags); /* the beginning of a name */
    else if (options->command != NULL &&
             (row->commands & options->command->bit) == 0)
        mistake_place(row, options->command, diags);
    else if (!row->set(options, optarg))
        mistake_value(row, optarg, diags);
    if (row != NULL)
        options->given[i] = optarg != NULL ? optarg : "";
}

/* "-rules": one dash and a whole name. getopt would take it for -r. */
static bool
is_one_dash(const char *word, struct diags *diags)
{
    const char *name =
        arena_slice(diags->arena, word + 1, strcspn(word + 1, "="));

    if (option_find(name) == NULL)
        return false;
    diag_add(diags, 0, 0, "-%s: write --%s", name, name);
    return true;
}

/* The first letter of a word "-abc" that is no option, or 0: what stands
 * behind it may be a value, which is not repeated. */
static char
unknown_letter(const char *word)
{
    for (const char *p = word + 1; *p != '\0'; p++) {
        int i = row_of(*p);

        if (i < 0)
            return *p;
        if (option_table[i].argument != NULL)
            break;
    }
    return 0;
}

/* A word of letters that cannot be taken; true if it was one. */
static bool
refuse_letters(const char *word, struct diags *diags)
{
    char letter;

    if (word[0] != '-' || word[1] == '-' || word[1] == '\0')
        return false;
    if (is_one_dash(word, diags))
        return true;
    letter = unknown_letter(word);
    if (letter != 0)
        mistake_letter(letter, diags);
    return letter != 0;
}

/* The next word: an option with its value, an operand, or "--". */
static void
take_word(struct options *options, int argc, char **argv,
          const struct words_of_getopt *words, struct diags *diags)
{
    int at = optind, code;

    if (refuse_letters(argv[at], diags)) {
        optind++;
        return;
    }
    code = getopt_long(argc, argv, words->letters, words->longs, NULL);
    if (code != -1) {
        take(options, code, argv[at], diags);
    } else if (strcmp(argv[at], "--") == 0) {
        while (optind < argc)
            option_push(options, &options->operand, argv[optind++]);
    } else {
        option_push(options, &options->operand, argv[optind++]);
    }
}

bool
command_in(const struct command *command, const char *group)
{
    size_t first = strcspn(command->name, " ");

    return command->name[first] == ' ' && strlen(group) == first &&
           strncmp(command->name, group, first) == 0;
}

const struct command *
command_find(const char *const *word, int n, const char **group, int *taken)
{
    *group = NULL;
    *taken = 0;
    for (const struct command *c = commands; c->name != NULL && n > 0; c++) {
        if (text_same(c->name, word[0])) {
            *taken = 1;
            return c;
        }
        if (!command_in(c, word[0]))
            continue;
        if (n > 1 && text_same(word[1], c->name + strlen(word[0]) + 1)) {
            *taken = 2;
            return c;
        }
        if (n == 1 || word[1][0] == '-')
            *group = word[0];
    }
    *taken = *group != NULL ? 1 : 0;
    return NULL;
}

static void
count_operands(const struct options *options, struct diags *diags)
{
    const struct command *command = options->command;

    if (options->operand.n < command->least)
        diag_add(diags, 0, 0, "\"%s\" needs %s", command->name,
                 command->operands);
    else if (options->operand.n > command->most)
        mistake_operand(command, options->operand.item[command->most], diags);
}

static bool
take_command(struct options *options, int argc, char **argv, int *words,
             struct diags *diags)
{
    const char **word = arena_new(diags->arena, const char *, (size_t)argc + 1);

    for (int i = 0; i < argc; i++)
        word[i] = argv[i];
    options->command = command_find(word, argc, &options->group, words);
    if (*words > 0 || argc == 0 || argv[0][0] == '-')
        return true;
    mistake_command(word, argc, diags);
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
        {"--target", &options->target.path, 1},
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
options_check(const struct options *options, struct diags *diags)
{
    if (options->new_only && options->baseline == NULL)
        diag_add(diags, 0, 0, "--new-only needs --baseline");
    else if (options->allow_missing_baseline && options->baseline == NULL)
        diag_add(diags, 0, 0, "--allow-missing-baseline needs --baseline");
    else
        check_stdin(options, diags);
    return diags->n == 0;
}

static void
check_whole(struct options *options, struct diags *diags)
{
    if (diags->n > 0)
        return;
    options->lost = options->command == NULL;
    if (options->lost && options->group != NULL)
        diag_add(diags, 0, 0, "\"%s\" needs one more word", options->group);
    else if (options->lost)
        diag_add(diags, 0, 0, "a command is needed");
    else
        count_operands(options, diags);
    if (diags->n == 0 && options->target.path == NULL)
        (void)options_check(options, diags);
}

_Static_assert(sizeof((struct options *)0)->given /
                       sizeof *((struct options *)0)->given >=
                   OPTION_TABLE_N,
               "there is room for each");

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
    if (!options->help && !options->version)
        check_whole(options, diags);
    return diags->n == 0;
}
