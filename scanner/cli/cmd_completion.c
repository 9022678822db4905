/* completion: what a shell needs to complete the command line, made of the
 * tables of commands and options. */
#include "base/file.h"
#include "base/out.h"
#include "base/text.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/option_table.h"
#include "scanner/cli/providers.h"

#include <string.h>

/* What the value of an option is completed with. */
enum offer {
    OFFER_NOTHING,
    OFFER_FILES,
    OFFER_FOLDERS,
    OFFER_RULES,
    OFFER_WORDS
};

static enum offer
offer_of(const struct option_row *row)
{
    static const struct {
        const char *argument;
        enum offer offer;
    } offers[] = {
        {"FILE", OFFER_FILES},        {"AUDIT.json", OFFER_FILES},
        {"FORMAT=FILE", OFFER_FILES}, {"DIR", OFFER_FOLDERS},
        {"NEED", OFFER_WORDS},        {"MODE", OFFER_WORDS},
        {"FORMAT", OFFER_WORDS},      {"NAME", OFFER_WORDS},
    };

    if (text_same(row->name, "rules"))
        return OFFER_RULES;
    for (size_t i = 0; i < sizeof offers / sizeof *offers; i++)
        if (text_same(row->argument, offers[i].argument))
            return offers[i].offer;
    return OFFER_NOTHING;
}

/* The names of providers, or the words of "report, fail or ignore". */
static const char *
words_of(const struct option_row *row, struct arena *arena)
{
    const char *words = "", *p = row->want;

    if (text_same(row->name, "provider")) {
        for (size_t i = 0; provider_names[i] != NULL; i++)
            words = arena_print(arena, "%s%s%s", words, i > 0 ? " " : "",
                                provider_names[i]);
        return words;
    }
    while (*p != '\0') {
        size_t length = strcspn(p, ", ");
        const char *word = arena_slice(arena, p, length);

        if (length > 0 && !text_same(word, "or"))
            words = arena_print(arena, "%s%s%s", words,
                                words[0] == '\0' ? "" : " ", word);
        p += length;
        p += strspn(p, ", ");
    }
    return words;
}

/* The first words of the commands, or the second ones of a group. */
static const char *
command_words(const char *group, struct arena *arena)
{
    const char *list = "", *last = "";

    for (const struct command *c = commands; c->name != NULL; c++) {
        const char *word = c->name;

        if (group != NULL && !command_in(c, group))
            continue;
        word = group != NULL ? c->name + strlen(group) + 1
                             : arena_slice(arena, word, strcspn(word, " "));
        if (!text_same(word, last))
            list = arena_print(arena, "%s%s%s", list,
                               list[0] == '\0' ? "" : " ", word);
        last = word;
    }
    return list;
}

static const char *
group_of(const struct command *command, struct arena *arena)
{
    size_t first = strcspn(command->name, " ");

    return command->name[first] == ' '
               ? arena_slice(arena, command->name, first)
               : NULL;
}

/* Each with a backslash before: signs that the shell would read. */
static void
put_escaped(struct out *out, const char *text, const char *signs)
{
    for (; *text != '\0'; text++) {
        if (strchr(signs, *text) != NULL)
            (void)out_text(out, *text == '\'' ? "'\\'" : "\\");
        (void)out_bytes(out, text, 1);
    }
}

/* ---- bash ---------------------------------------------------------------- */

static void
bash_value(const struct option_row *row, struct out *out, struct arena *arena)
{
    static const char *const how[] = {
        [OFFER_NOTHING] = "",
        [OFFER_FILES] = "compgen -f -- \"$cur\"",
        [OFFER_FOLDERS] = "compgen -d -- \"$cur\"",
        [OFFER_RULES] = "compgen -W \"$(\"${COMP_WORDS[0]}\" rules list "
                        "2>/dev/null | sed '1d; s/ .*//')\" -- \"$cur\"; "
                        "compgen -f -- \"$cur\"",
    };
    enum offer offer = offer_of(row);

    if (row->argument == NULL)
        return;
    if (row->letter != 0)
        (void)out_print(out, "    -%c|", row->letter);
    else
        (void)out_text(out, "    ");
    (void)out_print(out, "--%s) mapfile -t COMPREPLY < <(", row->name);
    if (offer == OFFER_WORDS)
        (void)out_print(out, "compgen -W '%s' -- \"$cur\"",
                        words_of(row, arena));
    else
        (void)out_text(out, offer == OFFER_NOTHING ? ":" : how[offer]);
    (void)out_text(out, "); return ;;\n");
}

static void
bash_command(const struct command *command, struct out *out)
{
    (void)out_print(out, "    \"%s \"*) options='", command->name);
    for (int i = 0; i < OPTION_TABLE_N; i++)
        if ((option_table[i].commands & command->bit) != 0)
            (void)out_print(out, "--%s ", option_table[i].name);
    (void)out_text(out, "' ;;\n");
}

static void
bash(struct out *out, struct arena *arena)
{
    const char *last = "";

    (void)out_text(out, "# Made by \"grantscan completion bash\".\n"
                        "_grantscan()\n{\n"
                        "    local cur=${COMP_WORDS[COMP_CWORD]} options=\n"
                        "    COMPREPLY=()\n"
                        "    case ${COMP_WORDS[COMP_CWORD-1]} in\n");
    for (int i = 0; i < OPTION_TABLE_N; i++)
        bash_value(&option_table[i], out, arena);
    (void)out_text(out, "    esac\n"
                        "    case \"${COMP_WORDS[*]:1} \" in\n");
    for (const struct command *c = commands; c->name != NULL; c++)
        bash_command(c, out);
    (void)out_text(out, "    esac\n"
                        "    if [[ $cur == -* ]]; then\n"
                        "        mapfile -t COMPREPLY < <(compgen -W "
                        "\"${options:---help --version}\" -- \"$cur\")\n"
                        "        return\n    fi\n"
                        "    case $COMP_CWORD:${COMP_WORDS[1]} in\n");
    (void)out_print(out,
                    "    1:*) mapfile -t COMPREPLY < <(compgen -W '%s' -- "
                    "\"$cur\") ;;\n",
                    command_words(NULL, arena));
    for (const struct command *c = commands; c->name != NULL; c++) {
        const char *group = group_of(c, arena);

        if (group != NULL && !text_same(group, last))
            (void)out_print(out,
                            "    2:%s) mapfile -t COMPREPLY < <(compgen -W "
                            "'%s' -- \"$cur\") ;;\n",
                            group, command_words(group, arena));
        last = text_or(group, "");
    }
    (void)out_text(out, "    *) mapfile -t COMPREPLY < <(compgen -f -- "
                        "\"$cur\") ;;\n"
                        "    esac\n}\n"
                        "complete -o filenames -F _grantscan grantscan\n");
}

/* ---- zsh ----------------------------------------------------------------- */

static void
zsh_value(const struct option_row *row, struct out *out, struct arena *arena)
{
    static const char *const how[] = {
        [OFFER_NOTHING] = " ",
        [OFFER_FILES] = "_files",
        [OFFER_FOLDERS] = "_files -/",
        [OFFER_RULES] = "_grantscan_rules",
    };

    if (row->argument == NULL)
        return;
    (void)out_print(out, ":%s:", row->argument);
    if (offer_of(row) == OFFER_WORDS)
        (void)out_print(out, "(%s)", words_of(row, arena));
    else
        (void)out_text(out, how[offer_of(row)]);
}

static void
zsh_command(const struct command *command, struct out *out, struct arena *arena)
{
    (void)out_print(out, "    '%s') _arguments", command->name);
    for (int i = 0; i < OPTION_TABLE_N; i++) {
        const struct option_row *row = &option_table[i];

        if ((row->commands & command->bit) == 0)
            continue;
        (void)out_print(out, " \\\n        '*--%s[", row->name);
        put_escaped(out, row->about, "'[]:\\");
        (void)out_text(out, "]");
        zsh_value(row, out, arena);
        (void)out_text(out, "'");
    }
    (void)out_text(out, " \\\n        '*:file:_files' ;;\n");
}

static void
zsh(struct out *out, struct arena *arena)
{
    const char *last = "";

    (void)out_text(
        out, "#compdef grantscan\n"
             "# Made by \"grantscan completion zsh\".\n"
             "_grantscan_rules() {\n"
             "    compadd -- ${(f)\"$(grantscan rules list 2>/dev/null | "
             "sed '1d; s/ .*//')\"}\n    _files\n}\n\n"
             "_grantscan() {\n    local command=$words[2]\n    case $command "
             "in\n");
    for (const struct command *c = commands; c->name != NULL; c++) {
        const char *group = group_of(c, arena);

        if (group != NULL && !text_same(group, last))
            (void)out_print(
                out,
                "    %s)\n"
                "        if (( CURRENT == 3 )); then compadd -- %s; "
                "return; fi\n"
                "        command=\"$words[2] $words[3]\"\n"
                "        words=(\"${words[1]}\" \"${(@)words[4,-1]}\""
                "); (( CURRENT -= 2 )) ;;\n",
                group, command_words(group, arena));
        last = text_or(group, "");
    }
    (void)out_print(out,
                    "    *)\n"
                    "        if (( CURRENT == 2 )); then compadd -- %s; "
                    "return; fi\n"
                    "        words=(\"${words[1]}\" \"${(@)words[3,-1]}\"); "
                    "(( CURRENT -= 1 )) ;;\n    esac\n    case $command in\n",
                    command_words(NULL, arena));
    for (const struct command *c = commands; c->name != NULL; c++)
        zsh_command(c, out, arena);
    (void)out_text(out, "    esac\n}\n\n"
                        "if [ \"$funcstack[1]\" = _grantscan ]; then\n"
                        "    _grantscan \"$@\"\n"
                        "elif (( $+functions[compdef] )); then\n"
                        "    compdef _grantscan grantscan\nfi\n");
}

/* ---- fish ---------------------------------------------------------------- */

static void
fish_value(const struct option_row *row, struct out *out, struct arena *arena)
{
    static const char *const how[] = {
        [OFFER_NOTHING] = " -x",
        [OFFER_FILES] = " -rF",
        [OFFER_FOLDERS] = " -xa '(__fish_complete_directories)'",
        [OFFER_RULES] = (" -rFa '(grantscan rules list 2>/dev/null | string "
                         "match -rv \"^name \" | string split -f1 \" \")'"),
    };

    if (row->argument == NULL)
        return;
    if (offer_of(row) == OFFER_WORDS)
        (void)out_print(out, " -xa '%s'", words_of(row, arena));
    else
        (void)out_text(out, how[offer_of(row)]);
}

static void
fish_command(const struct command *command, struct out *out,
             struct arena *arena)
{
    const char *group = group_of(command, arena);
    const char *word =
        group == NULL ? command->name : command->name + strlen(group) + 1;
    const char *when =
        group == NULL
            ? arena_print(arena, "__fish_seen_subcommand_from %s", word)
            : arena_print(arena,
                          "__fish_seen_subcommand_from %s; and "
                          "__fish_seen_subcommand_from %s",
                          group, word);

    if (group != NULL)
        (void)out_print(out,
                        "complete -c grantscan -n '__fish_seen_subcommand_from "
                        "%s; and not __fish_seen_subcommand_from %s' -fa %s "
                        "-d '",
                        group, command_words(group, arena), word);
    else
        (void)out_print(out,
                        "complete -c grantscan -n __fish_use_subcommand -fa %s "
                        "-d '",
                        word);
    put_escaped(out, command->about, "'");
    (void)out_text(out, "'\n");
    for (int i = 0; i < OPTION_TABLE_N; i++) {
        const struct option_row *row = &option_table[i];

        if ((row->commands & command->bit) == 0)
            continue;
        (void)out_print(out, "complete -c grantscan -n '%s' -l %s", when,
                        row->name);
        if (row->letter != 0)
            (void)out_print(out, " -s %c", row->letter);
        fish_value(row, out, arena);
        (void)out_text(out, " -d '");
        put_escaped(out, row->about, "'");
        (void)out_text(out, "'\n");
    }
}

static void
fish(struct out *out, struct arena *arena)
{
    const char *last = "";

    (void)out_text(out, "# Made by \"grantscan completion fish\".\n");
    for (const struct command *c = commands; c->name != NULL; c++) {
        const char *group = group_of(c, arena);

        if (group != NULL && !text_same(group, last))
            (void)out_print(out,
                            "complete -c grantscan -n __fish_use_subcommand "
                            "-fa %s\n",
                            group);
        last = text_or(group, "");
        fish_command(c, out, arena);
    }
}

/* -------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*write)(struct out *, struct arena *);
} shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};

int
cmd_completion(const struct options *options)
{
    const char *name = options->operand.item[0];
    struct diags diags = {.arena = options->mem};
    struct out out = {0};
    bool good;

    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (text_same(shells[i].name, name))
            shells[i].write(&out, options->mem);
    if (out.length == 0) {
        diag_add(&diags, 0, 0, "completion: %s is not bash, zsh or fish", name);
        return cmd_refuse(&diags);
    }
    good = file_save("-", out_string(&out), out.length, &diags);
    out_free(&out);
    diags_print(&diags, stderr);
    return good ? 0 : EXIT_RESOURCE;
}
