/* Every option: its name, who knows it, what it says of itself in the help,
 * and what it sets. */
#include "scanner/cli/option_table.h"
#include "base/text.h"
#include "rules/model/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- setters ------------------------------------------------------------- */

void
option_push(struct options *options, struct strings *list, const char *value)
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
    option_push(options, &options->rules, value);
    return value[0] != '\0';
}

static bool
set_target(struct options *options, const char *value)
{
    options->target.path = value;
    return value[0] != '\0';
}

static bool
set_option(struct options *options, const char *value)
{
    option_push(options, &options->option, value);
    return true;
}

static bool
set_subject(struct options *options, const char *value)
{
    option_push(options, &options->subject, value);
    return true;
}

static bool
set_report(struct options *options, const char *value)
{
    option_push(options, &options->report, value);
    return true;
}

static bool
set_output_dir(struct options *options, const char *value)
{
    options->output_dir = value;
    return value[0] != '\0';
}

static bool
set_keep_odd(struct options *options, const char *value)
{
    options->keep_odd = value;
    return value[0] != '\0';
}

static bool
set_endpoint(struct options *options, const char *value)
{
    options->endpoint = value;
    return true;
}

static bool
set_api_url(struct options *options, const char *value)
{
    options->base = value;
    return value[0] != '\0';
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
set_junit_unknown(struct options *options, const char *value)
{
    options->skip_unknown = text_same(value, "skipped");
    return options->skip_unknown || text_same(value, "error");
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
    return true; /* each command knows its own */
}

static bool
set_attest(struct options *options, const char *value)
{
    options->attest = value;
    return value[0] != '\0';
}

static bool
set_waive(struct options *options, const char *value)
{
    options->waive = value;
    return value[0] != '\0';
}

static bool
set_excess(struct options *options, const char *value)
{
    static const char fail[] = "fail=";

    options->excess_least = RISK_NONE;
    if (!text_starts(value, fail))
        return excess_mode_from(value, &options->excess);
    options->excess = EXCESS_FAIL;
    return risk_from(value + sizeof fail - 1, &options->excess_least) &&
           options->excess_least != RISK_NONE;
}

static bool
set_baseline(struct options *options, const char *value)
{
    options->baseline = value;
    return value[0] != '\0';
}

static bool
set_new_only(struct options *options, const char *value)
{
    (void)value;
    options->new_only = true;
    return true;
}

static bool
set_allow_missing_baseline(struct options *options, const char *value)
{
    (void)value;
    options->allow_missing_baseline = true;
    return true;
}

static bool
set_provider(struct options *options, const char *value)
{
    options->provider = value;
    return value[0] != '\0';
}

static bool
set_column(struct options *options, const char *value)
{
    option_push(options, &options->column, value);
    return true;
}

static bool
set_check(struct options *options, const char *value)
{
    options->check = value;
    return value[0] != '\0';
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

enum {
    CMD_ASK = CMD_SCAN | CMD_PLAN,
    CMD_JUDGE = CMD_SCAN | CMD_EVALUATE,
    CMD_WRITE = CMD_SCAN | CMD_PLAN | CMD_REPORT | CMD_EVALUATE,
    CMD_FILED = CMD_TARGET /* what a target file can hold */
};

#define A_FILE "the path of a file"

const struct option_row option_table[] = {
    {"rules", 'r', "FILE", CMD_ASK | CMD_ATTEST | CMD_EVALUATE | CMD_FILED,
     "the vendor's table: a rules file, or the name of an installed one; "
     "repeatable, for several vendors on one account",
     set_rules, "the path or the name of a rules file"},
    {"target", 0, "FILE", CMD_ASK | CMD_ATTEST,
     "all that a scan needs, in one file (target new writes one); what stands "
     "on the command line wins",
     set_target, A_FILE},
    {"option", 'o', "NAME=VALUE",
     CMD_ASK | CMD_SHOW | CMD_WORKSHEET | CMD_EVALUATE | CMD_ATTEST | CMD_FILED,
     "switch an option of the rules on (yes) or off (no); repeatable",
     set_option, "NAME=VALUE"},
    {"subject", 0, "NAME=VALUE",
     CMD_ASK | CMD_WORKSHEET | CMD_ATTEST | CMD_FILED,
     "on whom the rules try a read: the address of a person or a mailbox, by "
     "the rules' name for it; repeatable, and reports show it masked",
     set_subject, "NAME=VALUE"},
    {"report", 0, "FORMAT=FILE", CMD_WRITE | CMD_FILED,
     "write a report in one of the formats below; without FORMAT= the ending "
     "of the file tells which; \"-\" is standard output; repeatable",
     set_report, "FORMAT=FILE"},
    {"output-dir", 0, "DIR", CMD_WRITE | CMD_FILED,
     "write report.html, junit.xml, audit.json and worksheet.md into DIR, "
     "which is made if it is not there",
     set_output_dir, "the path of a folder"},
    {"junit-unknown", 0, "RESULT",
     CMD_SCAN | CMD_REPORT | CMD_EVALUATE | CMD_FILED,
     "what JUnit calls a check that is unknown: \"error\" (default) or "
     "\"skipped\"; the exit status is the same",
     set_junit_unknown, "error or skipped"},
    {"fail-on", 0, "NEED", CMD_JUDGE | CMD_FILED,
     "\"required\": a failed check that is only recommended does not make "
     "the exit status 1 (default: recommended)",
     set_fail_on, "required or recommended"},
    {"attest", 0, "FILE", CMD_JUDGE | CMD_FILED,
     "statements by people about what the API cannot show", set_attest, A_FILE},
    {"waive", 0, "FILE", CMD_JUDGE | CMD_FILED,
     "dated decisions to accept what does not pass", set_waive, A_FILE},
    {"excess", 0, "MODE", CMD_JUDGE | CMD_FILED,
     "rights held that nobody asked for: \"report\" them (default), \"fail\" "
     "for them, \"fail=RISK\" for those of that risk or more (low, medium, "
     "high, critical), or \"ignore\" them",
     set_excess, "report, fail, fail=RISK or ignore"},
    {"baseline", 0, "AUDIT.json", CMD_JUDGE | CMD_FILED,
     "show what changed since an earlier audit", set_baseline, A_FILE},
    {"new-only", 0, NULL, CMD_JUDGE | CMD_FILED,
     "with --baseline: only what is new counts for the exit status",
     set_new_only, NULL},
    {"allow-missing-baseline", 0, NULL, CMD_JUDGE | CMD_FILED,
     "with --baseline: a file that is not there yet is a first run, in which "
     "all is new",
     set_allow_missing_baseline, NULL},
    {"name", 0, "TEXT", CMD_SCAN | CMD_FILED,
     "what to call the target in reports", set_name, "a name"},
    {"credentials", 0, "FILE", CMD_ASK | CMD_FILED,
     "read the credentials from FILE (lines NAME=VALUE), which only its owner "
     "may be able to read",
     set_credentials, A_FILE},
    {"credentials-command", 0, "COMMAND", CMD_ASK | CMD_FILED,
     "read them from the output of COMMAND, for example of a password "
     "manager",
     set_credentials_command, "a command"},
    {"endpoint", 0, "URL", CMD_ASK | CMD_FILED,
     "where the first request is sent (default: the provider's)", set_endpoint,
     "an address"},
    {"api-url", 0, "URL", CMD_ASK | CMD_FILED,
     "address of the tenant's API, by hand, where the provider's look-up "
     "fails; "
     "only one that the look-up could name will do",
     set_api_url, "an address"},
    {"cacert", 0, "FILE", CMD_SCAN | CMD_FILED,
     "trust the certificate authorities in FILE (PEM) too", set_cacert, A_FILE},
    {"timeout", 0, "SECONDS", CMD_SCAN | CMD_FILED,
     "for one request, 1 to 3600 (default: 60)", set_timeout,
     "a number from 1 to 3600"},
    {"max-time", 0, "SECONDS", CMD_SCAN | CMD_FILED,
     "for the whole scan, 1 to 86400 (default: 300)", set_max_time,
     "a number from 1 to 86400"},
    {"max-requests", 0, "N", CMD_SCAN | CMD_FILED,
     "send no more than N requests, 1 to 10000, retries included "
     "(default: 100)",
     set_max_requests, "a number from 1 to 10000"},
    {"max-usage", 0, "PERCENT", CMD_SCAN | CMD_FILED,
     "stop at once if the tenant has used more of its hourly requests than "
     "that, 1 to 100 (default: 80; 100: go on whatever it is)",
     set_max_usage, "a number from 1 to 100"},
    {"keep-odd", 0, "DIR", CMD_SCAN,
     "keep the shape of answers that make no sense in the folder DIR, for a "
     "report of it: names and signs, none of the words and numbers",
     set_keep_odd, "the path of a folder"},
    {"format", 0, "FORMAT", CMD_SHOW | CMD_DIFF,
     "rules show: \"table\" (default) or \"markdown\", the form vendors "
     "publish; diff: \"text\" (default) or \"json\"",
     set_format, "table, markdown, text or json"},
    {"provider", 0, "NAME", CMD_IMPORT,
     "whose objects the table speaks of; if missing, found from its words "
     "where only one fits",
     set_provider, "the name of a provider"},
    {"column", 0, "ROLE=HEADING", CMD_IMPORT,
     "what the column of that heading holds: section, object, level, need, "
     "notes, none, or a verb; repeatable",
     set_column, "ROLE=HEADING"},
    {"check", 0, "RULES", CMD_IMPORT,
     "print no rules but what the page asks for otherwise than this rules file",
     set_check, A_FILE},
    {"verbose", 'v', NULL, CMD_SCAN | CMD_VERSION,
     "tell of each exchange as it happens, on standard error; with the "
     "version: of libraries and the commit",
     set_verbose, NULL},
    {"quiet", 'q', NULL, CMD_JUDGE,
     "say nothing but mistakes: no progress, no closing line, and no summary "
     "that was not asked for",
     set_quiet, NULL},
    {"help", 'h', NULL, CMD_ALL, "show this help", set_help, NULL},
    {"version", 'V', NULL, CMD_ALL, "show the version", set_version, NULL},
};

_Static_assert(sizeof option_table / sizeof *option_table == OPTION_TABLE_N,
               "the header says how many rows there are");

const struct option_row *
option_find(const char *name)
{
    for (int i = 0; i < OPTION_TABLE_N; i++)
        if (text_same(option_table[i].name, name))
            return &option_table[i];
    return NULL;
}

bool
option_is_given(const struct options *options, const struct option_row *row)
{
    return options->given[row - option_table] != NULL;
}
