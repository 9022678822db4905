/* The composition root: the table of commands, and what the process needs
 * before any of them runs. */
#include "base/alloc.h"
#include "base/arena.h"
#include "base/crypto.h"
#include "base/descriptors.h"
#include "base/diag.h"
#include "base/json.h"
#include "reports/view/xml.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/help.h"
#include "scanner/cli/mistake.h"
#include "scanner/cli/options.h"
#include "scanner/cli/providers.h"
#include "scanner/cli/signals.h"
#include "scanner/cli/target.h"
#include "scanner/cli/terminal.h"
#include "scanner/engine/http.h"
#include "scanner/engine/secret.h"

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* What was built: the makefile asks the version control. */
static const char commit[] =
#include "commit.inc"
    ;

/* What the files of any command may need at a time, and more. */
enum { DESCRIPTORS = 8 };

const struct command commands[] = {
    {"scan", "--rules FILE",
     "ask the live API what is granted, and say pass or fail", CMD_SCAN, 0, 0,
     cmd_scan, EXITS_SCAN},
    {"plan", "--rules FILE",
     "print every request that scan would send; send nothing", CMD_PLAN, 0, 0,
     cmd_plan, EXITS_FILES},
    {"report", "AUDIT.json", "render a saved audit again, offline", CMD_REPORT,
     1, 1, cmd_report, EXITS_FILES},
    {"evaluate", "AUDIT.json --rules FILE",
     "judge a stored scan anew, offline: by other rules or statements",
     CMD_EVALUATE, 1, 1, cmd_evaluate, EXITS_AUDIT},
    {"diff", "OLD.json NEW.json", "what changed from one audit to another",
     CMD_DIFF, 2, 2, cmd_diff, EXITS_NEWS},
    {"target new", "--rules FILE",
     "a file for --target, of what is given here; says where credentials come "
     "from, and holds none",
     CMD_TARGET, 0, 0, cmd_target_new, EXITS_FILES},
    {"attest new", "[AUDIT.json] --rules FILE",
     "a template for --attest, with every check that needs a person, or that "
     "an audit left to one",
     CMD_ATTEST, 0, 1, cmd_attest_new, EXITS_FILES},
    {"waive new", "AUDIT.json [CHECK]...",
     "a template for --waive, with these checks of an audit, or all that fail",
     CMD_WAIVE, 1, UINT32_MAX, cmd_waive_new, EXITS_FILES},
    {"rules list", "", "the rules that are found by name", CMD_LIST, 0, 0,
     cmd_rules_list, EXITS_FILES},
    {"rules check", "FILE...", "find every mistake in rules files", CMD_CHECK,
     1, UINT32_MAX, cmd_rules_check, EXITS_FILES},
    {"rules show", "FILE", "show rules as a table", CMD_SHOW, 1, 1,
     cmd_rules_show, EXITS_FILES},
    {"rules worksheet", "FILE...",
     "the least security level as a checklist, without any scan", CMD_WORKSHEET,
     1, UINT32_MAX, cmd_rules_worksheet, EXITS_FILES},
    {"rules import", "TABLE",
     "a vendor's table as a rules file: Markdown, a saved page, CSV, TSV",
     CMD_IMPORT, 1, 1, cmd_rules_import, EXITS_TABLE},
    {"completion", "SHELL",
     "what bash, zsh or fish needs to complete the command line",
     CMD_COMPLETION, 1, 1, cmd_completion, EXITS_FILES},
    {"help", "[COMMAND]", "show the help of the program, or of a command",
     CMD_HELP, 0, 2, cmd_help, EXITS_FILES},
    {"version", "", "show the version", CMD_VERSION, 0, 0, cmd_version,
     EXITS_FILES},
    {0},
};

int
cmd_refuse(const struct diags *diags)
{
    diags_print(diags, stderr);
    return EXIT_USAGE;
}

int
cmd_version(const struct options *options)
{
    (void)printf("grantscan %s\n", PACKAGE_VERSION);
    if (!options->verbose)
        return 0;
    (void)printf("commit %s\n%s\n%s\n%s\n%s\n", commit, http_library(),
                 crypto_library(), xml_library(), json_library());
    return 0;
}

int
cmd_help(const struct options *options)
{
    const struct strings *word = &options->operand;
    struct options of = {0};
    struct diags diags = {.arena = options->mem};
    int taken;

    of.command = command_find(word->item, (int)word->n, &of.group, &taken);
    if (taken < (int)word->n) {
        mistake_command(word->item, (int)word->n, &diags);
        return cmd_refuse(&diags);
    }
    help_options(&of, stdout);
    return 0;
}

/* Bad usage: what is wrong, and the usage where no command was named. */
static int
refuse(const struct options *options, const struct diags *diags)
{
    int status = cmd_refuse(diags);

    if (options->lost) {
        (void)fputc('\n', stderr);
        help_commands(options->group, stderr);
    }
    return status;
}

/* A core dump would hold the credentials, and so would what a debugger sees. */
static void
harden(void)
{
    struct rlimit none = {0, 0};

    signals_begin();
    (void)setrlimit(RLIMIT_CORE, &none);
#ifndef ARENA_DEBUG /* the leak checker must be able to look */
    (void)prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
#endif
}

static int
run(struct options *options, struct diags *diags)
{
    int status;

    if (options->target.path != NULL &&
        (!target_read(options, diags) || !options_check(options, diags)))
        return cmd_refuse(diags);
    descriptors_need(DESCRIPTORS);
    diag_verbosity(options->verbose ? 1 : 0);
    http_begin();
    status = options->command->run(options);
    http_end();
    return status;
}

/* What was printed has to have arrived. */
static int
finish(int status)
{
    if (fflush(stdout) == 0 && ferror(stdout) == 0)
        return status;
    if (status < EXIT_RESOURCE)
        die("standard output cannot be written to");
    return status;
}

/* At once: what some forty libraries tidy up at exit() ends with the process
 * too, but the code for it is half a megabyte that nothing else needed. */
static int
leave(int status)
{
#ifndef ARENA_DEBUG /* the leak checker looks at exit() */
    _exit(status);
#endif
    return status;
}

int
main(int argc, char **argv)
{
    struct arena mem = {0};
    struct diags diags = {.arena = &mem};
    struct options options = {.mem = &mem};
    int status = 0;

    harden();
    diag_ascii(terminal_is_ascii(STDERR_FILENO));
    alloc_begin();
    descriptors_standard();
    crypto_begin();
    xml_begin();
    /* libcurl would write the keys of every connection into that file. */
    (void)unsetenv("SSLKEYLOGFILE");
    if (!options_parse(&options, argc, argv, &diags))
        status = refuse(&options, &diags);
    else if (options.help)
        help_options(&options, stdout);
    else if (options.version)
        status = cmd_version(&options);
    else
        status = run(&options, &diags);
    secrets_forget(provider_secrets(&mem));
    arena_free(&mem);
    return leave(finish(status));
}
