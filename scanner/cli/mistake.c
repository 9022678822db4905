/* Messages about the command line. */
#include "scanner/cli/mistake.h"
#include "base/text.h"
#include "reports/report.h"

#include <stdlib.h>
#include <string.h>

/* ---- commands ------------------------------------------------------------ */

static const char *
first_word(const struct command *command, struct arena *arena)
{
    return arena_slice(arena, command->name, strcspn(command->name, " "));
}

/* "; there are "rules check", ..." for the first word of several; else "". */
static const char *
commands_of(const char *word, struct arena *arena)
{
    const char *list = "";

    for (const struct command *c = commands; c->name != NULL; c++)
        if (command_in(c, word))
            list =
                arena_print(arena, "%s%s\"%s\"", list,
                            list[0] == '\0' ? "; there are " : ", ", c->name);
    return list;
}

/* The command that two words come nearest to, else the one that begins like
 * the first of them; NULL: none. */
static const char *
near_command(const char *const *word, int n, struct arena *arena)
{
    uint32_t of = 0;
    const char **first, *near = NULL;

    for (; commands[of].name != NULL;)
        of++;
    if (n > 1)
        near = text_nearest(arena_print(arena, "%s %s", word[0], word[1]),
                            commands, of, sizeof *commands);
    if (near != NULL)
        return near;
    first = arena_new(arena, const char *, of);
    for (uint32_t i = 0; i < of; i++)
        first[i] = first_word(&commands[i], arena);
    return text_nearest(word[0], first, of, sizeof *first);
}

void
mistake_command(const char *const *word, int n, struct diags *diags)
{
    struct arena *arena = diags->arena;
    bool two = n > 1 && word[1][0] != '-';
    const char *near = near_command(word, two ? 2 : 1, arena);
    const char *there = commands_of(word[0], arena);

    if (near != NULL && !text_same(near, word[0]))
        diag_add(diags, 0, 0, "unknown command \"%s%s%s\" (did you mean %s?)",
                 word[0], two && there[0] != '\0' ? " " : "",
                 two && there[0] != '\0' ? word[1] : "", near);
    else
        diag_add(diags, 0, 0, "unknown command \"%s%s%s\"%s", word[0],
                 two ? " " : "", two ? word[1] : "", there);
}

/* ---- options ------------------------------------------------------------- */

static const char never[] =
    "credentials are never taken from the command line; they come from the "
    "environment, --credentials FILE or --credentials-command COMMAND";

/* Parts of what people call credentials. */
static const char *const telling[] = {"pass", "secret", "token",
                                      "key",  "user",   "login",
                                      "code", "client", "bearer"};

bool
mistake_tells_of_credentials(const char *name)
{
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (text_has_fold(name, telling[i]))
            return true;
    return false;
}

/* The options that begin so, with "or" between; NULL: none. */
static const char *
beginning(const char *name, struct arena *arena)
{
    const char *list = NULL;

    for (int i = 0; i < OPTION_TABLE_N && name[0] != '\0'; i++)
        if (text_starts(option_table[i].name, name))
            list =
                arena_print(arena, "%s%s--%s", list == NULL ? "" : list,
                            list == NULL ? "" : " or ", option_table[i].name);
    return list;
}

void
mistake_option(const char *given, struct diags *diags)
{
    struct arena *arena = diags->arena;
    const char *name = arena_slice(arena, given + 2, strcspn(given + 2, "="));
    const char *near =
        text_nearest(name, option_table, OPTION_TABLE_N, sizeof *option_table);
    const char *whole = beginning(name, arena);

    if (option_find(name) != NULL)
        diag_add(diags, 0, 0, "--%s takes no value", name);
    else if (whole != NULL)
        diag_add(diags, 0, 0, "--%s: write it in full, %s", name, whole);
    else if (mistake_tells_of_credentials(name))
        diag_add(diags, 0, 0, "unknown option --%s: %s", name, never);
    else if (near != NULL)
        diag_add(diags, 0, 0, "unknown option --%s (did you mean --%s?)", name,
                 near);
    else
        diag_add(diags, 0, 0, "unknown option --%s", name);
}

void
mistake_letter(char letter, struct diags *diags)
{
    char name[2] = {letter, '\0'};

    if (strchr("pus", letter) != NULL) /* as elsewhere: password, user */
        diag_add(diags, 0, 0, "unknown option -%s: %s", name, never);
    else
        diag_add(diags, 0, 0, "unknown option -%s", name);
}

void
mistake_place(const struct option_row *row, const struct command *command,
              struct diags *diags)
{
    const char *list = "";

    for (const struct command *c = commands; c->name != NULL; c++)
        if ((row->commands & c->bit) != 0)
            list = arena_print(diags->arena, "%s%s%s", list,
                               list[0] == '\0' ? "" : ", ", c->name);
    diag_add(diags, 0, 0, "--%s is no option of \"%s\", but of: %s", row->name,
             command->name, list);
}

/* The number that was meant where the option would take it: "30s" is 30, "5m"
 * is 300. NULL: none. */
static const char *
meant(const struct option_row *row, const char *value, struct arena *arena)
{
    static const struct {
        const char *argument, *unit;
        unsigned long times;
    } units[] = {
        {"SECONDS", "s", 1},    {"SECONDS", "sec", 1},  {"SECONDS", "m", 60},
        {"SECONDS", "min", 60}, {"SECONDS", "h", 3600}, {"PERCENT", "%", 1},
    };
    struct options scratch = {.mem = arena};
    size_t digits = strspn(value, "0123456789");
    const char *number;

    if (digits == 0 || digits > 6)
        return NULL;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!text_same(row->argument, units[i].argument) ||
            !text_same_fold(value + digits, units[i].unit))
            continue;
        number = arena_print(arena, "%lu",
                             strtoul(value, NULL, 10) * units[i].times);
        if (row->set(&scratch, number))
            return number;
    }
    return NULL;
}

void
mistake_value(const struct option_row *row, const char *value,
              struct diags *diags)
{
    const char *number = meant(row, value, diags->arena);

    if (value[0] == '\0')
        diag_add(diags, 0, 0, "--%s: the value is empty, and not %s", row->name,
                 row->want);
    else if (number != NULL)
        diag_add(diags, 0, 0, "--%s: %s is not %s; write %s", row->name, value,
                 row->want, number);
    else
        diag_add(diags, 0, 0, "--%s: %s is not %s", row->name, value,
                 row->want);
}

/* ---- operands ------------------------------------------------------------ */

/* The option that the operand is a value of, by its looks; NULL: none that the
 * command knows. */
static const char *
option_for(const struct command *command, const char *operand,
           struct arena *arena)
{
    const char *before = arena_slice(arena, operand, strcspn(operand, "="));
    const struct option_row *row;
    const char *name = "rules";

    if (operand[0] == '-')
        return NULL;
    if (operand[strlen(before)] == '=')
        name = report_find(before) != NULL ? "report" : "option";
    else if (report_of_file(operand) != NULL && !text_ends(operand, ".json"))
        name = "report";
    row = option_find(name);
    return row != NULL && (row->commands & command->bit) != 0 ? name : NULL;
}

void
mistake_operand(const struct command *command, const char *operand,
                struct diags *diags)
{
    const char *name = option_for(command, operand, diags->arena);
    const char *before =
        arena_slice(diags->arena, operand, strcspn(operand, "="));

    if (operand[strlen(before)] == '=' && mistake_tells_of_credentials(before))
        diag_add(diags, 0, 0, "\"%s\" takes no \"%s=\": %s", command->name,
                 before, never);
    else if (name != NULL)
        diag_add(diags, 0, 0, "\"%s\" takes no \"%s\" (did you mean --%s %s?)",
                 command->name, operand, name, operand);
    else
        diag_add(diags, 0, 0, "\"%s\" takes no \"%s\"", command->name, operand);
}
