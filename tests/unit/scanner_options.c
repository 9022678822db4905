/* The command line: every row of the option table, and where rules are
 * found by name. */
#include "base/text.h"
#include "reports/report.h"
#include "scanner/cli/help.h"
#include "scanner/cli/input.h"
#include "scanner/cli/options.h"
#include "tests/unit/scanner_test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The program's own table is in scanner/cli/main.c; this one has the same
 * shape. */
const struct command commands[] = {
    {"scan", "--rules FILE", "ask", CMD_SCAN, 0, 0, NULL, EXITS_SCAN},
    {"plan", "--rules FILE", "print", CMD_PLAN, 0, 0, NULL, EXITS_FILES},
    {"report", "AUDIT.json", "render", CMD_REPORT, 1, 1, NULL, EXITS_FILES},
    {"evaluate", "AUDIT.json --rules FILE", "judge", CMD_EVALUATE, 1, 1, NULL,
     EXITS_AUDIT},
    {"diff", "OLD.json NEW.json", "what", CMD_DIFF, 2, 2, NULL, EXITS_NEWS},
    {"attest new", "--rules FILE", "new", CMD_ATTEST, 0, 0, NULL, EXITS_FILES},
    {"rules check", "FILE...", "check", CMD_CHECK, 1, UINT32_MAX, NULL,
     EXITS_FILES},
    {"rules show", "FILE", "show", CMD_SHOW, 1, 1, NULL, EXITS_FILES},
    {0},
};

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

enum { WORDS = 32 };

/* Splits at blanks; "''" is an empty word. */
static bool
parse(struct options *options, const char *line, struct diags *diags)
{
    char *argv[WORDS + 1] = {NULL};
    int argc = 0;

    *options = (struct options){.mem = &mem};
    *diags = (struct diags){.arena = &mem};
    for (const char *p = arena_print(&mem, "grantscan %s", line); *p != '\0';) {
        size_t n = strcspn(p, " ");
        bool empty = n == 2 && p[0] == '\'' && p[1] == '\'';
        char *word = arena_new(&mem, char, n + 1);

        ck_assert_int_lt(argc, WORDS);
        if (!empty)
            memcpy(word, p, n);
        argv[argc++] = word;
        p += n;
        p += strspn(p, " ");
    }
    return options_parse(options, argc, argv, diags);
}

/* ---- what is refused ----------------------------------------------------- */

struct mistake_case {
    const char *line, *says;
};

static const struct mistake_case mistakes[] = {
#include "tests/unit/scanner_mistakes.inc"
};

START_TEST(mistakes_are_told)
{
    const struct mistake_case *row = &mistakes[_i];
    struct options options;
    struct diags diags;

    ck_assert_msg(!parse(&options, row->line, &diags), "%s", row->line);
    ck_assert_msg(strstr(test_mistakes(&diags, &mem), row->says) != NULL,
                  "%s: %s", row->line, test_mistakes(&diags, &mem));
}
END_TEST

/* What stands where a secret may is never repeated. */
START_TEST(secrets_are_not_repeated)
{
    static const char *const line[] = {
        "scan --password hunter2",
        "scan --password=hunter2",
        "scan -phunter2",
        "scan -p hunter2",
        "scan -qphunter2",
        "scan --quiet=hunter2",
        "scan --nothing-like=hunter2",
        "scan --secret-hunter=hunter2",
        "scan MY_TOKEN=hunter2",
    };

    for (size_t i = 0; i < sizeof line / sizeof *line; i++) {
        struct options options;
        struct diags diags;

        ck_assert(!parse(&options, line[i], &diags));
        ck_assert_uint_eq(diags.n, 1);
        ck_assert_msg(strstr(test_mistakes(&diags, &mem), "hunter2") == NULL,
                      "%s: %s", line[i], test_mistakes(&diags, &mem));
    }
}
END_TEST

START_TEST(all_mistakes_at_once)
{
    struct options options;
    struct diags diags;

    ck_assert(!parse(&options,
                     "scan --timeout x --rulse a --max-usage 0 --format table",
                     &diags));
    ck_assert_uint_eq(diags.n, 4);
}
END_TEST

/* ---- what is taken ------------------------------------------------------- */

START_TEST(defaults)
{
    struct options options;
    struct diags diags;

    ck_assert(parse(&options, "scan", &diags));
    ck_assert_str_eq(options.command->name, "scan");
    ck_assert_uint_eq(options.timeout, 60);
    ck_assert_uint_eq(options.max_time, 300);
    ck_assert_uint_eq(options.max_requests, 100);
    ck_assert_uint_eq(options.max_usage, 80);
    ck_assert_int_eq(options.fail_on, NEED_RECOMMENDED);
    ck_assert_ptr_null(options.endpoint);
    ck_assert_ptr_null(options.base);
    ck_assert(!options.verbose && !options.quiet && !options.help);
}
END_TEST

START_TEST(every_option_of_a_scan)
{
    struct options options;
    struct diags diags;

    ck_assert_msg(parse(&options,
                        "scan -r R --rules S --option a=yes -o b=no --report "
                        "text=- --report "
                        "json=x --fail-on required --name N --credentials F "
                        "--credentials-command C --endpoint E --cacert P",
                        &diags),
                  "%s", test_mistakes(&diags, &mem));
    ck_assert_uint_eq(options.rules.n, 2);
    ck_assert_str_eq(options.rules.item[0], "R");
    ck_assert_str_eq(options.rules.item[1], "S");
    ck_assert_uint_eq(options.option.n, 2);
    ck_assert_str_eq(options.option.item[0], "a=yes");
    ck_assert_str_eq(options.option.item[1], "b=no");
    ck_assert_uint_eq(options.report.n, 2);
    ck_assert_str_eq(options.report.item[1], "json=x");
    ck_assert_int_eq(options.fail_on, NEED_REQUIRED);
    ck_assert_str_eq(options.name, "N");
    ck_assert_str_eq(options.credentials, "F");
    ck_assert_str_eq(options.credentials_command, "C");
    ck_assert_str_eq(options.endpoint, "E");
    ck_assert_str_eq(options.cacert, "P");
    ck_assert(parse(&options,
                    "scan --timeout=3600 --max-time 86400 --max-requests "
                    "10000 --max-usage 100 --api-url x -v -q",
                    &diags));
    ck_assert_uint_eq(options.timeout, 3600);
    ck_assert_uint_eq(options.max_time, 86400);
    ck_assert_uint_eq(options.max_requests, 10000);
    ck_assert_uint_eq(options.max_usage, 100);
    ck_assert_str_eq(options.base, "x");
    ck_assert(options.verbose && options.quiet);
}
END_TEST

/* The last one says it all: nothing of an earlier one is left. */
START_TEST(excess_to_fail_may_have_a_least_risk)
{
    static const struct {
        const char *line;
        enum excess_mode mode;
        enum risk least;
    } of[] = {
        {"scan", EXCESS_REPORT, RISK_NONE},
        {"scan --excess fail", EXCESS_FAIL, RISK_NONE},
        {"scan --excess fail=low", EXCESS_FAIL, RISK_LOW},
        {"scan --excess fail=medium", EXCESS_FAIL, RISK_MEDIUM},
        {"scan --excess fail=high", EXCESS_FAIL, RISK_HIGH},
        {"scan --excess fail=critical", EXCESS_FAIL, RISK_CRITICAL},
        {"scan --excess fail=high --excess fail", EXCESS_FAIL, RISK_NONE},
        {"scan --excess fail=high --excess report", EXCESS_REPORT, RISK_NONE},
    };

    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct options options;
        struct diags diags;

        ck_assert(parse(&options, of[i].line, &diags));
        ck_assert_int_eq((int)options.excess, (int)of[i].mode);
        ck_assert_int_eq((int)options.excess_least, (int)of[i].least);
    }
}
END_TEST

START_TEST(operands_and_the_end_of_options)
{
    struct options options;
    struct diags diags;

    ck_assert(parse(&options, "rules check a --help b", &diags));
    ck_assert(options.help);
    ck_assert(parse(&options, "rules check a -- --help -- b", &diags));
    ck_assert(!options.help);
    ck_assert_uint_eq(options.operand.n, 4);
    ck_assert_str_eq(options.operand.item[1], "--help");
    ck_assert_str_eq(options.operand.item[2], "--");
    ck_assert(parse(&options, "rules check a - b", &diags));
    ck_assert_str_eq(options.operand.item[1], "-");
    ck_assert(parse(&options, "report --report text=- a.json", &diags));
    ck_assert_str_eq(options.operand.item[0], "a.json");
    ck_assert(parse(&options, "scan --rules -- --quiet", &diags));
    ck_assert_str_eq(options.rules.item[0], "--");
    ck_assert(options.quiet);
}
END_TEST

START_TEST(help_and_version_need_no_command)
{
    struct options options;
    struct diags diags;

    ck_assert(parse(&options, "--help", &diags) && options.help);
    ck_assert_ptr_null(options.command);
    ck_assert(parse(&options, "-h", &diags) && options.help);
    ck_assert(parse(&options, "--version", &diags) && options.version);
    ck_assert(parse(&options, "report --help", &diags) && options.help);
    ck_assert_str_eq(options.command->name, "report");
    ck_assert(!parse(&options, "--help --nonsense", &diags));
}
END_TEST

/* ---- help ---------------------------------------------------------------- */

static const char *
help_of(const struct command *command)
{
    struct options options = {.command = command};
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    const char *kept;

    ck_assert_ptr_nonnull(stream);
    help_options(&options, stream);
    ck_assert_int_eq(fclose(stream), 0);
    kept = arena_slice(&mem, text, length);
    free(text);
    return kept;
}

/* All names, from the program's own help: what it lists, the parser knows;
 * what the parser knows, it lists (the mistakes above name them). */
START_TEST(help_lists_every_option_and_command)
{
    static const char *const name[] = {"--rules",
                                       "--target",
                                       "--keep-odd",
                                       "--option",
                                       "--subject",
                                       "--report",
                                       "--output-dir",
                                       "--junit-unknown",
                                       "--fail-on",
                                       "--name",
                                       "--credentials",
                                       "--credentials-command",
                                       "--endpoint",
                                       "--api-url",
                                       "--cacert",
                                       "--timeout",
                                       "--max-time",
                                       "--max-requests",
                                       "--max-usage",
                                       "--attest",
                                       "--waive",
                                       "--excess",
                                       "--baseline",
                                       "--new-only",
                                       "--allow-missing-baseline",
                                       "--provider",
                                       "--column",
                                       "--check",
                                       "--format",
                                       "--verbose",
                                       "--quiet",
                                       "--help",
                                       "--version"};
    const char *help = help_of(NULL);
    size_t listed = 0;

    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        ck_assert_msg(strstr(help, name[i]) != NULL, "%s", name[i]);
    for (uint32_t i = 0; report_formats[i] != NULL; i++)
        ck_assert_msg(strstr(help, arena_print(&mem, "\n  %s ",
                                               report_formats[i]->name)) !=
                          NULL,
                      "%s", report_formats[i]->name);
    for (const struct command *c = commands; c->name != NULL; c++)
        ck_assert_msg(strstr(help, c->name) != NULL, "%s", c->name);
    for (const char *p = help; (p = strstr(p, "\n  ")) != NULL; p++)
        listed += strncmp(p + 3, "    --", 6) == 0 ||
                  (p[3] == '-' && strncmp(p + 5, ", --", 4) == 0);
    ck_assert_uint_eq(listed, sizeof name / sizeof *name);
    ck_assert_ptr_nonnull(strstr(help, "130"));
}
END_TEST

START_TEST(help_fits_a_terminal)
{
    for (const struct command *c = commands;; c++) {
        const char *help = help_of(c->name != NULL ? c : NULL);

        for (const char *p = help; *p != '\0';) {
            size_t n = strcspn(p, "\n");

            ck_assert_msg(n <= 80, "%.*s", (int)n, p);
            ck_assert_msg(n == 0 || p[n - 1] != ' ', "%.*s|", (int)n, p);
            p += n + (p[n] == '\n');
        }
        if (c->name == NULL)
            break;
    }
}
END_TEST

START_TEST(help_of_a_command_tells_its_statuses)
{
    static const struct {
        const char *command, *has, *lacks;
    } want[] = {
        {"scan", "\n  130  interrupted", "\n  5"},
        {"plan", "\n  0    done", "\n  1 "},
        {"report", "\n  0    done", "\n  2 "},
        {"evaluate", "\n  130  the scan that was stored", "\n  5"},
        {"diff", "\n  1    a check fails that did not", "\n  130"},
        {"rules check", "\n  3    bad usage or input", "\n  1 "},
    };

    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const struct command *c = commands;
        const char *help;

        while (!text_same(c->name, want[i].command))
            c++;
        help = strstr(help_of(c), "\nexit status:\n");
        ck_assert_ptr_nonnull(help);
        ck_assert_msg(strstr(help, want[i].has) != NULL, "%s: %s", c->name,
                      help);
        ck_assert_msg(strstr(help, want[i].lacks) == NULL, "%s: %s", c->name,
                      help);
    }
}
END_TEST

/* The files that a folder of reports gets are told by their names. */
START_TEST(help_names_the_usual_files)
{
    const char *help = help_of(&commands[0]);
    uint32_t n = 0;

    for (uint32_t i = 0; report_formats[i] != NULL; i++) {
        const char *usual = report_formats[i]->usual;

        if (usual == NULL)
            continue;
        ck_assert_msg(strstr(help, usual) != NULL, "%s", usual);
        ck_assert_ptr_eq(report_of_file(usual), report_formats[i]);
        n++;
    }
    ck_assert_uint_eq(n, 4);
}
END_TEST

START_TEST(words_name_commands)
{
    static const char *const word[] = {"rules", "show", "x"};
    const char *group;
    int taken;

    ck_assert_str_eq(command_find(word, 3, &group, &taken)->name, "rules show");
    ck_assert_int_eq(taken, 2);
    ck_assert_ptr_null(command_find(word, 1, &group, &taken));
    ck_assert_str_eq(group, "rules");
    ck_assert_int_eq(taken, 1);
    ck_assert_ptr_null(command_find(word + 1, 2, &group, &taken));
    ck_assert_ptr_null(group);
    ck_assert_int_eq(taken, 0);
}
END_TEST

START_TEST(help_of_a_command_lists_its_own)
{
    const char *help = help_of(&commands[2]);

    ck_assert_ptr_nonnull(strstr(help, "--report FORMAT=FILE"));
    ck_assert_ptr_nonnull(strstr(help, "usage: grantscan report"));
    ck_assert_ptr_null(strstr(help, "--rules"));
    ck_assert_ptr_null(strstr(help, "--endpoint"));
}
END_TEST

/* ---- rules by name ------------------------------------------------------- */

START_TEST(paths_are_themselves)
{
    static const char *const path[] = {"-", "a.json", "./a", "a/b", "/a"};
    struct diags diags = {.arena = &mem};

    for (size_t i = 0; i < sizeof path / sizeof *path; i++)
        ck_assert_str_eq(input_find(path[i], &diags, &mem), path[i]);
    ck_assert_uint_eq(diags.n, 0);
}
END_TEST

START_TEST(names_are_looked_for)
{
    struct diags diags = {.arena = &mem};
    char folder[] = "/tmp/grantscan-rules-XXXXXX";
    const char *path;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    path = arena_print(&mem, "%s/mine.json", folder);
    ck_assert_int_eq(mkdir(path, 0700), 0); /* it need not be read here */
    (void)setenv("GRANTSCAN_RULES", folder, 1);
    ck_assert_str_eq(input_find("mine", &diags, &mem), path);
    ck_assert_uint_eq(diags.n, 0);
    ck_assert_ptr_null(input_find("other", &diags, &mem));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_ptr_nonnull(strstr(diags.list[0].text, "\"other\""));
    ck_assert_ptr_nonnull(strstr(diags.list[0].text, folder));
    ck_assert_ptr_nonnull(strstr(diags.list[0].text, "share/grantscan/rules"));
    (void)setenv("GRANTSCAN_RULES", "", 1);
    ck_assert_ptr_null(input_find("mine", &diags, &mem));
    (void)rmdir(path);
    (void)rmdir(folder);
}
END_TEST

Suite *
scanner_options_suite(void)
{
    Suite *suite = suite_create("scanner: command line");
    TCase *parsing = tcase_create("options"), *help = tcase_create("help");
    TCase *find = tcase_create("rules by name");

    tcase_set_tags(parsing, "own-process");
    tcase_add_checked_fixture(parsing, NULL, teardown);
    tcase_add_loop_test(parsing, mistakes_are_told, 0,
                        (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_test(parsing, secrets_are_not_repeated);
    tcase_add_test(parsing, all_mistakes_at_once);
    tcase_add_test(parsing, defaults);
    tcase_add_test(parsing, every_option_of_a_scan);
    tcase_add_test(parsing, excess_to_fail_may_have_a_least_risk);
    tcase_add_test(parsing, operands_and_the_end_of_options);
    tcase_add_test(parsing, help_and_version_need_no_command);
    suite_add_tcase(suite, parsing);
    tcase_add_checked_fixture(help, NULL, teardown);
    tcase_add_test(help, help_lists_every_option_and_command);
    tcase_add_test(help, help_fits_a_terminal);
    tcase_add_test(help, help_of_a_command_lists_its_own);
    tcase_add_test(help, help_of_a_command_tells_its_statuses);
    tcase_add_test(help, help_names_the_usual_files);
    tcase_add_test(help, words_name_commands);
    suite_add_tcase(suite, help);
    tcase_add_checked_fixture(find, NULL, teardown);
    tcase_add_test(find, paths_are_themselves);
    tcase_add_test(find, names_are_looked_for);
    suite_add_tcase(suite, find);
    return suite;
}
