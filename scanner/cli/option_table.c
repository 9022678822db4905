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
set_option(struct options *options, const char *value)
{
    option_push(options, &options->option, value);
    return true;
}

static bool
set_report(struct options *options, const char *value)
{
    option_push(options, &options->report, value);
    return true;
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
    return excess_mode_from(value, &options->excess);
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
set_provider(struct options *options, const char *value)
{
    options->provider = value;
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

enum { CMD_ASK = CMD_SCAN | CMD_PLAN };

const struct option_row option_table[] = {
    {"rules", 'r', "FILE", CMD_ASK | CMD_ATTEST | CMD_EVALUATE,
     "the vendor's table: a rules file, or the name of an installed one; "
     "repeatable, for several vendors on one account",
     set_rules},
    {"option", 'o', "NAME=VALUE",
     CMD_ASK | CMD_SHOW | CMD_WORKSHEET | CMD_EVALUATE,
     "switch an option of the rules on (yes) or off (no); repeatable",
     set_option},
    {"report", 0, "FORMAT=FILE", CMD_ASK | CMD_REPORT | CMD_EVALUATE,
     "write a report in one of the formats below; \"-\" is standard output; "
     "repeatable",
     set_report},
    {"fail-on", 0, "NEED", CMD_ASK | CMD_EVALUATE,
     "\"required\": a failed check that is only recommended does not make "
     "the exit status 1 (default: recommended)",
     set_fail_on},
    {"attest", 0, "FILE", CMD_ASK | CMD_EVALUATE,
     "statements by people about what the API cannot show", set_attest},
    {"waive", 0, "FILE", CMD_ASK | CMD_EVALUATE,
     "dated decisions to accept what does not pass", set_waive},
    {"excess", 0, "MODE", CMD_ASK | CMD_EVALUATE,
     "rights held that nobody asked for: \"report\" them (default), \"fail\" "
     "for them, or \"ignore\" them",
     set_excess},
    {"baseline", 0, "AUDIT.json", CMD_ASK | CMD_EVALUATE,
     "show what changed since an earlier audit", set_baseline},
    {"new-only", 0, NULL, CMD_ASK | CMD_EVALUATE,
     "with --baseline: only what is new counts for the exit status",
     set_new_only},
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
     "where the first request is sent (default: the provider's)", set_endpoint},
    {"api-url", 0, "URL", CMD_ASK,
     "address of the tenant's API, by hand, where the provider's look-up "
     "fails; "
     "only one that the look-up could name will do",
     set_api_url},
    {"cacert", 0, "FILE", CMD_ASK,
     "trust the certificate authorities in FILE (PEM) too", set_cacert},
    {"timeout", 0, "SECONDS", CMD_ASK,
     "for one request, 1 to 3600 (default: 60)", set_timeout},
    {"max-time", 0, "SECONDS", CMD_ASK,
     "for the whole scan, 1 to 86400 (default: 300)", set_max_time},
    {"max-requests", 0, "N", CMD_ASK,
     "send no more than N requests, 1 to 10000, retries included "
     "(default: 100)",
     set_max_requests},
    {"max-usage", 0, "PERCENT", CMD_ASK,
     "stop at once if the tenant has used more of its hourly requests than "
     "that, 1 to 100 (default: 80; 100: go on whatever it is)",
     set_max_usage},
    {"format", 0, "FORMAT", CMD_SHOW | CMD_DIFF,
     "rules show: \"table\" (default) or \"markdown\", the form vendors "
     "publish; diff: \"text\" (default) or \"json\"",
     set_format},
    {"provider", 0, "NAME", CMD_IMPORT, "whose objects the table speaks of",
     set_provider},
    {"verbose", 'v', NULL, CMD_ASK,
     "tell of each exchange as it happens, on standard error", set_verbose},
    {"quiet", 'q', NULL, CMD_ASK | CMD_EVALUATE, "no progress, no closing line",
     set_quiet},
    {"help", 'h', NULL, CMD_ALL, "show this help", set_help},
    {"version", 'V', NULL, CMD_ALL, "show the version", set_version},
};

_Static_assert(sizeof option_table / sizeof *option_table == OPTION_TABLE_N,
               "the header says how many rows there are");
