/* scan: from a job that is settled to an audit. The wiring of provider,
 * transport, judgement and reports; no decisions of its own. */
#include "audit/outcome.h"
#include "base/date.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/job.h"
#include "scanner/cli/landlock.h"
#include "scanner/cli/odd.h"
#include "scanner/cli/signals.h"
#include "scanner/cli/terminal.h"
#include "scanner/engine/http.h"
#include "scanner/engine/scan.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

/* How far the line of progress is; it never goes back, though stages overlap
 * and what is asked again comes late. */
struct watch {
    const struct plan *plan;
    uint32_t stage, done;
};

static bool
is_watched(const struct options *options)
{
    return !options->quiet && !options->verbose &&
           terminal_steers(STDERR_FILENO);
}

static uint32_t
stage_of(const struct plan *plan, const char *stage)
{
    uint32_t i = 0;

    while (plan->stage[i] != NULL && plan->stage[i] != stage)
        i++;
    return i;
}

/* One line that is written over, on a terminal. */
static void
show_progress(void *ctx, const char *stage, uint32_t done, uint32_t total)
{
    struct watch *watch = ctx;
    uint32_t at = stage_of(watch->plan, stage);

    if (at < watch->stage || (at == watch->stage && done <= watch->done))
        return;
    watch->stage = at;
    watch->done = done;
    (void)fprintf(stderr, "\r\033[K%s: %u of %u", stage, (unsigned)done,
                  (unsigned)total);
    (void)fflush(stderr);
}

static void
fill_audit(struct audit *audit, const struct scan *scan)
{
    audit->tool = "grantscan " PACKAGE_VERSION;
    audit->target = scan->target;
    audit->quota = scan->quota;
    audit->stopped = scan->stopped;
    audit->stop_text = scan->stop_text;
    audit->requests = scan->sent;
    audit->exchange = scan->exchange;
    audit->n_exchange = scan->n_exchange;
    audit->note = scan->note;
    audit->n_note = scan->n_note;
    audit->observation = scan->observation;
    audit->n_observation = scan->n_observation;
    audit->found = scan->found;
    audit->n_found = scan->n_found;
}

/* NULL with the cause in diags. */
static const char *
name_user(const struct job *job, struct diags *diags, struct arena *mem)
{
    return job->provider->user != NULL
               ? job->provider->user(&job->secrets, diags, mem)
               : secrets_user(&job->secrets);
}

/* Says whose scan it is; false with the cause in diags if it cannot begin. */
static bool
know_user(struct scan *scan, const struct job *job, struct diags *diags)
{
    const char *user = name_user(job, diags, scan->mem);

    if (user == NULL)
        return false;
    scan_know(scan, "user", user);
    scan_know(scan, "user_name",
              arena_slice(scan->mem, user, strcspn(user, "@")));
    scan->target.provider = job->provider->name;
    scan->target.kind = job->provider->catalogue->account;
    scan->target.id = arena_print(scan->mem, "%s-%s", job->provider->name,
                                  secrets_mark(user, scan->mem));
    scan->target.account = job->provider->user != NULL
                               ? user
                               : secrets_user_masked(&job->secrets, scan->mem);
    scan->target.name =
        job->options->name != NULL ? job->options->name : scan->target.account;
    scan->target.endpoint = job->endpoint->text;
    return job->provider->prepare == NULL ||
           job->provider->prepare(scan, diags);
}

/* What looks like a mistake and need not be one is told before it is sent. */
static void
tell_early(const struct scan *scan)
{
    struct diags diags = {.arena = scan->mem};

    for (uint32_t i = 0; i < scan->n_note; i++)
        diag_add(&diags, 0, 0, "%s", scan->note[i]);
    diags_print(&diags, stderr);
}

static struct http_options
net_of(const struct job *job)
{
    return (struct http_options){
        .user_agent = "grantscan/" PACKAGE_VERSION,
        .accept = job->provider->accept,
        .allowance = job->provider->allowance,
        .cacert = job->options->cacert,
        .timeout_ms = (int64_t)job->options->timeout * 1000,
        .loopback = job->endpoint->loopback,
        .stop = signals_scan(),
    };
}

/* Sends the requests; false with the cause in diags if it cannot begin. */
static bool
run(struct job *job, struct audit *audit, struct diags *diags)
{
    const struct options *options = job->options;
    bool watched = is_watched(options);
    struct watch watch = {.plan = &job->plan};
    struct odd odd = {.folder = options->keep_odd,
                      .secrets = &job->secrets,
                      .diags = {.arena = options->mem}};
    struct scan_options how = {
        .endpoint = job->endpoint,
        .api = job->api,
        .max_requests = options->max_requests,
        .max_ms = (int64_t)options->max_time * 1000,
        .max_usage = options->max_usage,
        .secrets = &job->secrets,
        /* Asked once: it may be set meanwhile, but what goes by is known. */
        .clock = (int64_t)time(NULL),
        .progress = watched ? show_progress : NULL,
        .progress_ctx = &watch,
        .odd = options->keep_odd != NULL ? odd_keep : NULL,
        .odd_ctx = &odd,
    };
    struct http_options net = net_of(job);
    struct http *http = http_new(&net, diags);
    struct transport transport;
    struct scan scan = {
        .mem = options->mem,
        .provider = job->provider,
        .ruleset = &job->rules,
        .plan = &job->plan,
        .options = &how,
        .session = {.mem = options->mem, .secrets = &job->secrets}};

    if (http == NULL)
        return false;
    (void)landlock_begin(&job->outputs, http_trust(), options->mem);
    transport = http_transport(http);
    scan.transport = &transport;
    how.clock_at = transport.now_ms(transport.ctx);
    if (!know_user(&scan, job, diags)) {
        http_free(http);
        return false;
    }
    tell_early(&scan);
    audit->started = date_time_of_clock(options->mem, how.clock);
    scan_run(&scan);
    audit->millis = (uint32_t)(transport.now_ms(transport.ctx) - how.clock_at);
    audit->finished = date_time_of_clock(options->mem, scan_clock(&scan));
    http_free(http);
    if (watched)
        (void)fprintf(stderr, "\r\033[K");
    diags_print(&odd.diags, stderr);
    fill_audit(audit, &scan);
    job_note_target(job, audit);
    job_judge(job, audit);
    return true;
}

int
cmd_scan(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    struct job job = {.options = options};
    struct audit audit = {0};
    bool good = job_prepare_scan(&job, &diags) && run(&job, &audit, &diags);

    secrets_wipe(&job.secrets);
    if (!good) {
        int status = cmd_refuse(&diags);

        return *signals_scan() != 0 ? EXIT_INTERRUPTED : status;
    }
    if (!outputs_write(&job.outputs, &audit, &diags)) {
        diags_print(&diags, stderr);
        return EXIT_RESOURCE;
    }
    job_say(&job, &audit);
    return audit_exit(&audit);
}
