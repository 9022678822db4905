/* Settling everything before the first request. */
#include "scanner/cli/job.h"
#include "audit/record.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/view/view.h"
#include "rules/judge/inventory.h"
#include "rules/load/subject.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"
#include "scanner/cli/providers.h"
#include "scanner/cli/signals.h"
#include "scanner/cli/target.h"

#include <string.h>

const char job_first_run[] = "There is no baseline yet: all is new and counts.";

/* Whether a credential says where the account lives. */
static bool
is_sited(const struct job *job)
{
    return job->options->endpoint == NULL && job->provider->endpoint == NULL;
}

/* The URL that the site comes to; NULL with the cause in diags. */
static const char *
locate(struct job *job, struct diags *diags)
{
    const char *why = NULL;
    const char *url = job->provider->locate(secrets_site(&job->secrets), &why,
                                            job->options->mem);

    if (url == NULL)
        diag_add(diags, 0, 0, "%s", why);
    /* cppcheck-suppress returnDanglingLifetime ; why is set and not kept */
    return url;
}

/* An address by hand is one that a look-up could have named. */
static void
prepare_api(struct job *job, struct diags *diags)
{
    const char *given = job->options->base;
    struct arena *mem = job->options->mem;

    job->api = job->provider->hosts == NULL
                   ? url_beside(given, job->endpoint, mem)
                   : url_guard(given, job->provider->hosts,
                               job->endpoint->loopback, mem);
    if (job->api == NULL && job->provider->hosts == NULL)
        diag_add(diags, 0, 0,
                 "--api-url: %s is not below %s, where the account lives; "
                 "no credential is sent anywhere else",
                 given, job->endpoint->text);
    else if (job->api == NULL)
        diag_add(diags, 0, 0,
                 "--api-url: %s is not an address of %s that a credential "
                 "may be sent to",
                 given, job->provider->about);
}

static void
prepare_endpoint(struct job *job, struct diags *diags)
{
    const char *given = job->options->endpoint;

    if (given == NULL)
        given = is_sited(job) ? locate(job, diags) : job->provider->endpoint;
    if (given == NULL)
        return;
    job->endpoint = url_endpoint(given, job->options->mem);
    if (job->endpoint == NULL)
        diag_add(diags, 0, 0,
                 "--endpoint: %s is not an https URL (http only to this "
                 "machine) without user, query or fragment",
                 given);
    if (job->options->base == NULL || job->endpoint == NULL)
        return;
    prepare_api(job, diags);
}

static bool
prepare_rules(struct job *job, struct diags *diags)
{
    const struct options *options = job->options;

    if (options->rules.n == 0) {
        diag_add(
            diags, 0, 0, "\"%s\" needs --rules FILE%s", options->command->name,
            options->command->bit == CMD_EVALUATE ? "" : " or --target FILE");
        return false;
    }
    if (!input_rules(&job->rules, options->rules.item, options->rules.n, diags,
                     options->mem))
        return false;
    (void)ruleset_choose(&job->rules, options->option.item, options->option.n,
                         diags, options->mem);
    (void)ruleset_subjects(&job->rules, options->subject.item,
                           options->subject.n, diags, options->mem);
    job->provider = provider_find(job->rules.provider);
    if (job->provider == NULL)
        unreachable("a ruleset of an unknown provider was loaded");
    if (options->target.provider != NULL &&
        !text_same(options->target.provider, job->rules.provider))
        diag_add(diags, 0, 0,
                 "the target is of provider \"%s\", the rules are for \"%s\"",
                 options->target.provider, job->rules.provider);
    return diags->n == 0;
}

static bool
load_secrets(struct job *job, bool site_only, struct diags *diags)
{
    struct secret_source source = {
        .file = job->options->credentials,
        .command = job->options->credentials_command,
        .prefix = job->options->target.prefix,
        .hide = site_only ? NULL : provider_secrets(job->options->mem),
        .stop = signals_scan(),
        .ask = !job->options->quiet,
        .sited = !is_sited(job),
        .site_only = site_only,
    };

    return secrets_load(&job->secrets, job->provider, &source, diags);
}

static bool
prepare_plan(struct job *job, struct diags *diags)
{
    prepare_endpoint(job, diags);
    if (diags->n > 0)
        return false;
    job->provider->plan(&job->rules, &job->plan, job->options->mem);
    return true;
}

/* No report goes over what this run reads, or it would have no input the next
 * time. */
static void
spare_inputs(const struct job *job, struct diags *diags)
{
    const struct options *options = job->options;
    const struct {
        const char *what;
        const char *path;
    } input[] = {
        {"--target", options->target.path},
        {"--attest", options->attest},
        {"--waive", options->waive},
        {"--baseline", options->baseline},
        {"--credentials", options->credentials},
        {"--cacert", options->cacert},
    };

    for (uint32_t i = 0; i < options->rules.n; i++) {
        const char *path =
            input_find(options->rules.item[i], diags, options->mem);

        if (path != NULL)
            outputs_spare(&job->outputs, "--rules", path, diags);
    }
    for (size_t i = 0; i < sizeof input / sizeof *input; i++)
        if (input[i].path != NULL)
            outputs_spare(&job->outputs, input[i].what, input[i].path, diags);
    for (uint32_t i = 0; i < options->operand.n; i++)
        outputs_spare(&job->outputs, options->command->operands,
                      options->operand.item[i], diags);
}

/* Nor over a file that a credential names. */
static void
spare_keys(const struct job *job, struct diags *diags)
{
    const struct secrets *secrets = &job->secrets;

    for (uint32_t i = 0; i < secrets->n; i++)
        if (secrets->path[i] != NULL)
            outputs_spare(&job->outputs, secrets->credential[i].variable,
                          secrets->path[i], diags);
}

bool
job_prepare(struct job *job, struct diags *diags)
{
    bool good = outputs_parse(&job->outputs, job->options, diags);

    if (!prepare_rules(job, diags) || !good)
        return false;
    spare_inputs(job, diags);
    if (diags->n > 0)
        return false;
    if (is_sited(job) && !load_secrets(job, true, diags))
        return false;
    return prepare_plan(job, diags);
}

/* A file of statements, read whole; false with the cause in diags. The name
 * of the file stays in diags for what is wrong in it. */
static bool
open_statements(const char *path, struct file_text *text, struct diags *diags)
{
    if (!file_read(path, INPUT_CAP, diags->arena, diags, text))
        return false;
    diags->file = path;
    return true;
}

/* Only a file that is missing: one that cannot be read is a mistake, and so is
 * a folder that is not there. */
static bool
is_first_run(const struct options *options)
{
    return options->allow_missing_baseline &&
           file_place(options->baseline, false, options->mem).kind == PLACE_NEW;
}

static void
prepare_statements(struct job *job, struct diags *diags)
{
    const struct options *options = job->options;
    const char *today = cmd_today(options->mem);
    struct file_text text;

    if (options->attest != NULL &&
        open_statements(options->attest, &text, diags))
        (void)(attestations_load(&job->attestations, &text, &job->rules, today,
                                 diags) &&
               attestations_fit(&job->attestations, job->provider->catalogue,
                                diags));
    diags->file = NULL;
    if (options->waive != NULL && open_statements(options->waive, &text, diags))
        (void)waivers_load(&job->waivers, &text, &job->rules, today, diags);
    diags->file = NULL;
    job->first_run = is_first_run(options);
    if (options->baseline != NULL && !job->first_run)
        (void)cmd_audit(&job->baseline, options->baseline, diags, options->mem);
}

bool
job_prepare_scan(struct job *job, struct diags *diags)
{
    const struct options *options = job->options;
    bool good = outputs_parse(&job->outputs, options, diags);

    job->outputs.skip_unknown = options->skip_unknown;
    if (!prepare_rules(job, diags) || !good)
        return false;
    if (!is_sited(job) && !prepare_plan(job, diags))
        return false;
    spare_inputs(job, diags);
    prepare_statements(job, diags);
    if (diags->n > 0 || !load_secrets(job, false, diags))
        return false;
    spare_keys(job, diags);
    if (diags->n > 0)
        return false;
    return !is_sited(job) || prepare_plan(job, diags);
}

bool
job_prepare_offline(struct job *job, struct diags *diags)
{
    const struct options *options = job->options;
    bool good = outputs_parse(&job->outputs, options, diags);

    job->outputs.skip_unknown = options->skip_unknown;
    if (!prepare_rules(job, diags) || !good)
        return false;
    spare_inputs(job, diags);
    prepare_statements(job, diags);
    return diags->n == 0;
}

void
job_note_target(const struct job *job, struct audit *audit)
{
    struct arena *arena = job->options->mem;
    const char *note = target_note(
        &job->options->target,
        arena_slice(arena, audit->started, strlen("YYYY-MM-DD")), arena);

    if (note != NULL)
        audit_note(audit, note, arena);
}

void
job_judge(struct job *job, struct audit *audit)
{
    const struct options *options = job->options;
    struct facts facts = {.observation = audit->observation,
                          .n_observation = audit->n_observation,
                          .found = audit->found,
                          .n_found = audit->n_found,
                          .attestation = job->attestations.item,
                          .n_attestation = job->attestations.n,
                          .missing = audit->stopped != WHY_GRANTED
                                         ? audit->stopped
                                         : WHY_NOT_PROBED};

    if (job->attestations.inventory != NULL)
        audit_note(audit,
                   inventory_apply(job->attestations.inventory, &job->rules,
                                   job->provider->catalogue, &facts,
                                   options->mem),
                   options->mem);
    audit->fail_on = options->fail_on;
    audit->excess_mode = options->excess;
    audit->excess_least = options->excess_least;
    /* Without a baseline all is new. */
    audit->new_only = options->new_only && !job->first_run;
    audit_judge(audit, &job->rules, job->provider->catalogue, &facts,
                options->mem);
    waivers_apply(audit, &job->waivers, options->mem);
    if (job->first_run)
        audit_note(audit, job_first_run, options->mem);
    else if (options->baseline != NULL)
        audit_compare(audit, &job->baseline, options->mem);
}

void
job_say(const struct job *job, const struct audit *audit)
{
    struct arena *mem = job->options->mem;
    const char *files = outputs_files(&job->outputs, mem);

    if (!job->options->quiet)
        (void)fprintf(stderr, "grantscan: %s%s%s\n", view_closing(mem, audit),
                      files == NULL ? "" : "; wrote ",
                      view_one_line(mem, files));
}
