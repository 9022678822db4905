/* scan and plan: from the command line to an audit. The wiring of rules,
 * provider, transport and reports; no decisions of its own. */
#include "base/text.h"
#include "rules/evaluate.h"
#include "scanner/autotask/autotask.h"
#include "scanner/cmd.h"
#include "scanner/http.h"
#include "scanner/input.h"
#include "scanner/output.h"
#include "scanner/scan.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Everything that is settled before the first request. */
struct job {
    const struct options *options;
    struct ruleset rules;
    const struct provider *provider;
    const char *endpoint;
    bool loopback;
    struct plan plan;
    struct outputs outputs;
    struct secrets secrets;
};

/* ---- preparing ----------------------------------------------------------- */

static void
prepare_endpoint(struct job *job, struct diags *diags)
{
    const char *given = job->options->endpoint;

    if (given == NULL)
        given = job->provider->endpoint;
    job->endpoint = zone_endpoint(given, &job->loopback, job->options->mem);
    if (job->endpoint == NULL)
        diag_add(diags, 0, 0,
                 "--endpoint: \"%s\" will not do; an https URL is needed "
                 "(http only to this machine), without user, query or "
                 "fragment",
                 given);
}

/* Rules, options of the rules, endpoint, plan; every mistake at once. */
static bool
prepare(struct job *job, struct diags *diags)
{
    const struct options *options = job->options;

    if (options->rules == NULL) {
        diag_add(diags, 0, 0, "--rules FILE is needed");
        return false;
    }
    if (!input_rules(&job->rules, options->rules, diags, options->mem))
        return false;
    for (uint32_t i = 0; i < options->option.n; i++)
        (void)ruleset_option(&job->rules, options->option.item[i], diags);
    job->provider = provider_find(job->rules.provider);
    if (job->provider == NULL)
        unreachable("a ruleset of an unknown provider was loaded");
    prepare_endpoint(job, diags);
    if (diags->n > 0)
        return false;
    job->provider->plan(&job->rules, &job->plan, options->mem);
    return true;
}

/* ---- plan ---------------------------------------------------------------- */

enum { PLAN_WIDTH = 79 };

/* A body, broken after commas where the terminal ends. */
static void
print_body(const struct step *step)
{
    int column = printf("      %s%s%s", step->parameter != NULL ? "?" : "",
                        step->parameter != NULL ? step->parameter : "",
                        step->parameter != NULL ? "=" : "");

    for (const char *p = step->body; *p != '\0';) {
        int length = (int)strcspn(p, ",");

        length += p[length] == ',';
        if (column + length > PLAN_WIDTH)
            column = printf("\n       ") - 1;
        column += printf("%.*s", length, p);
        p += length;
    }
    (void)printf("\n");
}

/* A step; what it has in common with the one before it is not repeated. */
static void
print_step(const struct step *step, const struct step *before)
{
    bool same = before != NULL && text_same(before->purpose, step->purpose) &&
                text_same(before->when, step->when);

    if (before != NULL && before->body != NULL &&
        !(same && text_same(before->body, step->body)))
        print_body(before);
    if (!same && step->when != NULL)
        (void)printf("  %s; only %s:\n", step->purpose, step->when);
    else if (!same)
        (void)printf("  %s:\n", step->purpose);
    (void)printf("    %-4s %s\n", step->method, step->path);
}

/* The steps of a stage, sure ones or spare ones; gives how many. */
static uint32_t
print_stage(const struct plan *plan, uint32_t stage, bool spare)
{
    const struct step *before = NULL;
    uint32_t n = 0;

    for (uint32_t i = 0; i < plan->n; i++) {
        const struct step *step = &plan->step[i];

        if (step->stage != stage || (step->when != NULL) != spare)
            continue;
        if (n++ == 0 && !spare)
            (void)printf("%s\n", plan->stage[stage]);
        print_step(step, before);
        before = step;
    }
    if (before != NULL && before->body != NULL)
        print_body(before);
    return n;
}

int
cmd_plan(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    struct job job = {.options = options};
    uint32_t sure = 0, spare = 0;

    if (!prepare(&job, &diags))
        return cmd_refuse(&diags);
    (void)printf("zone look-up at %s; everything else at the zone it names\n\n",
                 job.endpoint);
    for (uint32_t s = 0; job.plan.stage[s] != NULL; s++) {
        sure += print_stage(&job.plan, s, false);
        spare += print_stage(&job.plan, s, true);
    }
    (void)printf("\n%u requests, at most %u more where answers are missing; "
                 "nothing was sent\n",
                 (unsigned)sure, (unsigned)spare);
    if (fflush(stdout) != 0)
        die("standard output cannot be written to");
    return 0;
}

/* ---- scan ---------------------------------------------------------------- */

/* One line that is written over, on a terminal. */
static void
show_progress(void *ctx, const char *stage, uint32_t done, uint32_t total)
{
    (void)ctx;
    (void)fprintf(stderr, "\r\033[K%s: %u of %u", stage, (unsigned)done,
                  (unsigned)total);
    (void)fflush(stderr);
}

static const char *
time_text(time_t when, struct arena *arena)
{
    char text[32];
    struct tm tm;

    if (gmtime_r(&when, &tm) == NULL ||
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
        unreachable("time");
    return arena_text(arena, text);
}

static void
fill_audit(struct audit *audit, const struct scan *scan, const struct job *job)
{
    const struct ruleset *rules = &job->rules;

    audit->tool = "grantscan " PACKAGE_VERSION;
    audit->target = scan->target;
    audit->usage = scan->usage;
    audit->rules_id = rules->id;
    audit->rules_title = rules->title;
    audit->rules_version = rules->version;
    audit->rules_sha256 = rules->sha256;
    audit->product = rules->product;
    audit->option = rules->option;
    audit->n_option = rules->n_option;
    audit->fail_on = job->options->fail_on;
    audit->stopped = scan->stopped;
    audit->stop_text = scan->stop_text;
    audit->note = scan->note;
    audit->n_note = scan->n_note;
    audit->requests = scan->sent;
    audit->exchange = scan->exchange;
    audit->n_exchange = scan->n_exchange;
    audit->observation = scan->observation;
    audit->n_observation = scan->n_observation;
}

static void
judge(struct audit *audit, const struct scan *scan, const struct job *job)
{
    struct facts facts = {.observation = scan->observation,
                          .n_observation = scan->n_observation,
                          .missing = scan->stopped != WHY_GRANTED
                                         ? scan->stopped
                                         : WHY_NOT_PROBED};
    struct findings findings = evaluate(&job->rules, job->provider->catalogue,
                                        &facts, job->options->mem);

    audit->finding = findings.finding;
    audit->n_finding = findings.n;
}

static void
know_user(struct scan *scan, const struct job *job)
{
    const char *user = secrets_user(&job->secrets);

    scan_know(scan, "user", user);
    scan_know(scan, "user_name",
              arena_slice(scan->mem, user, strcspn(user, "@")));
    scan->target.user = secrets_user_masked(&job->secrets, scan->mem);
    scan->target.name =
        job->options->name != NULL ? job->options->name : scan->target.user;
    scan->target.provider = job->provider->name;
    scan->target.endpoint = job->endpoint;
}

/* Sends the requests; false with the cause in diags if it cannot begin. */
static bool
run(const struct job *job, struct audit *audit, struct diags *diags)
{
    const struct options *options = job->options;
    bool watched =
        !options->quiet && !options->verbose && isatty(STDERR_FILENO);
    struct scan_options how = {
        .endpoint = job->endpoint,
        .loopback = job->loopback,
        .max_requests = options->max_requests,
        .max_ms = (int64_t)options->max_time * 1000,
        .max_usage = options->max_usage,
        .secrets = &job->secrets,
        .progress = watched ? show_progress : NULL,
    };
    struct http_options net = {
        .user_agent = "grantscan/" PACKAGE_VERSION,
        .cacert = options->cacert,
        .timeout_ms = (int64_t)options->timeout * 1000,
        .loopback = job->loopback,
        .secrets = &job->secrets,
        .stop = &cmd_stop,
    };
    struct http *http = http_new(&net, diags);
    struct transport transport;
    struct scan scan = {.mem = options->mem,
                        .provider = job->provider,
                        .ruleset = &job->rules,
                        .plan = &job->plan,
                        .options = &how};
    int64_t began;

    if (http == NULL)
        return false;
    transport = http_transport(http);
    scan.transport = &transport;
    know_user(&scan, job);
    audit->started = time_text(time(NULL), options->mem);
    began = transport.now_ms(transport.ctx);
    scan_run(&scan);
    audit->millis = (uint32_t)(transport.now_ms(transport.ctx) - began);
    audit->finished = time_text(time(NULL), options->mem);
    http_free(http);
    if (watched)
        (void)fprintf(stderr, "\r\033[K");
    fill_audit(audit, &scan, job);
    judge(audit, &scan, job);
    return true;
}

static void
say_result(const struct job *job, const struct audit *audit)
{
    struct tally tally = tally_of(audit);

    if (job->options->quiet || job->options->report.n == 0)
        return;
    (void)fprintf(stderr,
                  "grantscan: %u checks: %u pass, %u fail, %u unknown, "
                  "%u skipped; %u requests\n",
                  (unsigned)audit->n_finding, (unsigned)tally.of[VERDICT_PASS],
                  (unsigned)tally.of[VERDICT_FAIL],
                  (unsigned)tally.of[VERDICT_UNKNOWN],
                  (unsigned)tally.of[VERDICT_SKIP], (unsigned)audit->requests);
}

int
cmd_scan(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    struct secret_source source = {options->credentials,
                                   options->credentials_command};
    struct job job = {.options = options};
    struct audit audit = {0};
    bool good =
        outputs_parse(&job.outputs, &options->report, &diags, options->mem);

    good = prepare(&job, &diags) && good;
    good = good && secrets_load(&job.secrets, job.provider, &source, &diags) &&
           run(&job, &audit, &diags);
    secrets_wipe(&job.secrets);
    if (!good)
        return cmd_refuse(&diags);
    if (!outputs_write(&job.outputs, &audit, &diags)) {
        diags_print(&diags, stderr);
        return EXIT_RESOURCE;
    }
    say_result(&job, &audit);
    if (audit.stopped == WHY_INTERRUPTED)
        return EXIT_INTERRUPTED;
    return audit_exit(&audit);
}
