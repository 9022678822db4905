/* Settling everything before the first request. */
#include "scanner/cli/job.h"
#include "audit/outcome.h"
#include "audit/record.h"
#include "base/file.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/input.h"
#include "scanner/cli/providers.h"

static void
prepare_endpoint(struct job *job, struct diags *diags)
{
    const char *given = job->options->endpoint;

    if (given == NULL)
        given = job->provider->endpoint;
    job->endpoint = url_endpoint(given, job->options->mem);
    if (job->endpoint == NULL)
        diag_add(diags, 0, 0,
                 "--endpoint: \"%s\" will not do; an https URL is needed "
                 "(http only to this machine), without user, query or "
                 "fragment",
                 given);
    if (job->options->base == NULL || job->endpoint == NULL)
        return;
    job->api = url_guard(job->options->base, job->provider->hosts,
                         job->endpoint->loopback, job->options->mem);
    if (job->api == NULL)
        diag_add(diags, 0, 0,
                 "--api-url: \"%s\" is no address of %s that a credential "
                 "may be sent to",
                 job->options->base, job->provider->about);
}

static bool
prepare_rules(struct job *job, struct diags *diags)
{
    const struct options *options = job->options;

    if (options->rules.n == 0) {
        diag_add(diags, 0, 0, "--rules FILE is needed");
        return false;
    }
    if (!input_rules(&job->rules, options->rules.item, options->rules.n, diags,
                     options->mem))
        return false;
    (void)ruleset_choose(&job->rules, options->option.item, options->option.n,
                         diags, options->mem);
    job->provider = provider_find(job->rules.provider);
    if (job->provider == NULL)
        unreachable("a ruleset of an unknown provider was loaded");
    return true;
}

bool
job_prepare(struct job *job, struct diags *diags)
{
    if (!prepare_rules(job, diags))
        return false;
    prepare_endpoint(job, diags);
    if (diags->n > 0)
        return false;
    job->provider->plan(&job->rules, &job->plan, job->options->mem);
    return true;
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

static void
prepare_statements(struct job *job, struct diags *diags)
{
    const struct options *options = job->options;
    const char *today = cmd_today(options->mem);
    struct file_text text;

    if (options->attest != NULL &&
        open_statements(options->attest, &text, diags))
        (void)attestations_load(&job->attestations, &text, &job->rules, today,
                                diags);
    diags->file = NULL;
    if (options->waive != NULL && open_statements(options->waive, &text, diags))
        (void)waivers_load(&job->waivers, &text, &job->rules, today, diags);
    diags->file = NULL;
    if (options->baseline != NULL)
        (void)cmd_audit(&job->baseline, options->baseline, diags, options->mem);
}

bool
job_prepare_scan(struct job *job, struct diags *diags)
{
    const struct options *options = job->options;
    struct secret_source source = {options->credentials,
                                   options->credentials_command};
    bool good =
        outputs_parse(&job->outputs, &options->report, diags, options->mem);

    if (!job_prepare(job, diags) || !good)
        return false;
    prepare_statements(job, diags);
    return diags->n == 0 &&
           secrets_load(&job->secrets, job->provider, &source, diags);
}

bool
job_prepare_offline(struct job *job, struct diags *diags)
{
    const struct options *options = job->options;
    bool good =
        outputs_parse(&job->outputs, &options->report, diags, options->mem);

    if (!prepare_rules(job, diags) || !good)
        return false;
    prepare_statements(job, diags);
    return diags->n == 0;
}

void
job_judge(struct job *job, struct audit *audit)
{
    const struct options *options = job->options;
    struct facts facts = {.observation = audit->observation,
                          .n_observation = audit->n_observation,
                          .attestation = job->attestations.item,
                          .n_attestation = job->attestations.n,
                          .missing = audit->stopped != WHY_GRANTED
                                         ? audit->stopped
                                         : WHY_NOT_PROBED};

    audit->fail_on = options->fail_on;
    audit->excess_mode = options->excess;
    audit->new_only = options->new_only;
    audit_judge(audit, &job->rules, job->provider->catalogue, &facts,
                options->mem);
    waivers_apply(audit, &job->waivers, options->mem);
    if (options->baseline != NULL)
        audit_compare(audit, &job->baseline, options->mem);
}

void
job_say(const struct job *job, const struct audit *audit)
{
    struct tally tally = tally_of(audit);

    if (job->options->quiet || outputs_say_it(&job->outputs))
        return;
    (void)fprintf(stderr,
                  "grantscan: %u checks: %u pass, %u fail, %u unknown, "
                  "%u skipped; %u requests\n",
                  (unsigned)audit->n_finding, (unsigned)tally.of[VERDICT_PASS],
                  (unsigned)tally.of[VERDICT_FAIL],
                  (unsigned)tally.of[VERDICT_UNKNOWN],
                  (unsigned)tally.of[VERDICT_SKIP], (unsigned)audit->requests);
}
