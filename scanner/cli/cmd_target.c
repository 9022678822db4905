/* target new: the command line of a scan as a file. */
#include "base/date.h"
#include "base/file.h"
#include "base/json_write.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/load/subject.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"
#include "scanner/cli/option_table.h"
#include "scanner/cli/target.h"

#include <stdlib.h>

enum { MONTHS_TO_REVIEW = 3 };

struct draft {
    const struct options *options;
    struct json_writer json;
    struct arena *arena;
};

static void
put_text(struct draft *d, const char *key, const char *text)
{
    if (text != NULL)
        json_write_text(&d->json, key, text_kept(d->arena, text));
}

static void
put_list(struct draft *d, const char *key, const struct strings *list)
{
    if (list->n == 0)
        return;
    json_write_array(&d->json, key);
    for (uint32_t i = 0; i < list->n; i++)
        put_text(d, NULL, list->item[i]);
    json_write_end(&d->json);
}

static void
put_flag(struct draft *d, const char *key, bool on)
{
    if (on)
        json_write_boolean(&d->json, key, true);
}

static void
put_given(struct draft *d, const char *key, const char *option)
{
    put_text(d, key, d->options->given[option_find(option) - option_table]);
}

/* It was held against its limits when the command line was read. */
static void
put_number(struct draft *d, const char *key, const char *option)
{
    const char *text = d->options->given[option_find(option) - option_table];

    if (text != NULL)
        json_write_integer(&d->json, key, strtol(text, NULL, 10));
}

/* Every option of the rules as it is chosen; by its file where there are
 * several. */
static void
put_options(struct draft *d, const struct ruleset *rules)
{
    if (rules->n_option == 0)
        return;
    json_write_object(&d->json, "options");
    for (uint32_t i = 0; i < rules->n_option; i++) {
        const struct rule_option *option = &rules->option[i];

        json_write_boolean(
            &d->json,
            rules->n_pack < 2
                ? option->name
                : arena_print(d->arena, "%s:%s", option->rules, option->name),
            option->on);
    }
    json_write_end(&d->json);
}

/* Those that were given; of one that may be several a list. */
static void
put_subjects(struct draft *d, const struct ruleset *rules)
{
    bool any = false;

    for (uint32_t i = 0; i < rules->n_subject; i++) {
        const struct subject *subject = &rules->subject[i];

        if (subject->n_value == 0 || !subject_is_first(rules, i))
            continue;
        if (!any)
            json_write_object(&d->json, "subjects");
        any = true;
        if (!subject->many) {
            put_text(d, subject->name, subject->value[0]);
            continue;
        }
        json_write_array(&d->json, subject->name);
        for (uint32_t k = 0; k < subject->n_value; k++)
            put_text(d, NULL, subject->value[k]);
        json_write_end(&d->json);
    }
    if (any)
        json_write_end(&d->json);
}

/* Without a word on them: the variables as the provider calls them. */
static void
put_credentials(struct draft *d)
{
    const struct options *o = d->options;

    json_write_object(&d->json, "credentials");
    put_text(d, "file", o->credentials);
    put_text(d, "command", o->credentials_command);
    if (o->credentials == NULL && o->credentials_command == NULL)
        json_write_text(&d->json, "environment", "");
    json_write_end(&d->json);
}

/* What is left to fill in is empty, and refused as long as it is. */
static void
draft(struct draft *d, const struct ruleset *rules)
{
    const struct options *o = d->options;

    json_write_object(&d->json, NULL);
    put_text(d, "format", TARGET_FORMAT);
    put_text(d, "name", text_or(o->name, ""));
    put_text(d, "owner", "");
    put_text(d, "purpose", "");
    put_text(d, "review",
             date_later(cmd_today(d->arena), MONTHS_TO_REVIEW, d->arena));
    put_text(d, "provider", rules->provider);
    put_list(d, "rules", &o->rules);
    put_options(d, rules);
    put_subjects(d, rules);
    put_credentials(d);
    put_text(d, "attestations", o->attest);
    put_text(d, "waivers", o->waive);
    put_text(d, "baseline", o->baseline);
    put_flag(d, "new_only", o->new_only);
    put_flag(d, "allow_missing_baseline", o->allow_missing_baseline);
    put_list(d, "reports", &o->report);
    put_text(d, "output_dir",
             o->output_dir == NULL && o->report.n == 0 ? "reports"
                                                       : o->output_dir);
    put_text(d, "endpoint", o->endpoint);
    put_text(d, "api_url", o->base);
    put_text(d, "cacert", o->cacert);
    put_number(d, "timeout", "timeout");
    put_number(d, "max_time", "max-time");
    put_number(d, "max_requests", "max-requests");
    put_number(d, "max_usage", "max-usage");
    put_given(d, "fail_on", "fail-on");
    put_given(d, "excess", "excess");
    put_given(d, "junit_unknown", "junit-unknown");
    json_write_end(&d->json);
}

int
cmd_target_new(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    struct out out = {0};
    struct draft d = {options, {.out = &out, .edited = true}, options->mem};
    struct ruleset rules = {0};
    bool good;

    if (options->rules.n == 0)
        diag_add(&diags, 0, 0, "\"target new\" needs --rules FILE");
    else if (input_rules(&rules, options->rules.item, options->rules.n, &diags,
                         options->mem))
        (void)(ruleset_choose(&rules, options->option.item, options->option.n,
                              &diags, options->mem) &&
               ruleset_subjects(&rules, options->subject.item,
                                options->subject.n, &diags, options->mem));
    if (diags.n > 0)
        return cmd_refuse(&diags);
    draft(&d, &rules);
    good = file_save("-", out_string(&out), out.length, &diags);
    out_free(&out);
    diags_print(&diags, stderr);
    return good ? 0 : EXIT_RESOURCE;
}
