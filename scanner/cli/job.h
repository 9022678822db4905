/* Everything of scan and plan that is settled before the first request. */
#ifndef SCANNER_CLI_JOB_H
#define SCANNER_CLI_JOB_H

#include "base/diag.h"
#include "rules/load/attest.h"
#include "scanner/cli/options.h"
#include "scanner/cli/output.h"
#include "scanner/engine/plan.h"
#include "scanner/engine/provider.h"
#include "scanner/engine/secret.h"
#include "scanner/engine/url.h"

struct job {
    const struct options *options;
    struct ruleset rules;
    const struct provider *provider;
    const struct base *endpoint;
    const struct base *api; /* by hand; NULL: is looked up */
    struct plan plan;
    struct outputs outputs;
    struct attestations attestations;
    struct waivers waivers;
    bool first_run;        /* the baseline is not there yet, and may be so */
    struct audit baseline; /* if options->baseline is not NULL */
    struct secrets secrets;
};

/* Rules, their options, where reports would go, the endpoint and the plan;
 * every mistake at once. Of the credentials only the one that may say where the
 * account lives. */
bool job_prepare(struct job *, struct diags *);

/* The rest of what a scan reads before it sends anything: reports to write,
 * statements, baseline, credentials. */
bool job_prepare_scan(struct job *, struct diags *);

/* Reports to write, rules, their options and statements, without a plan and
 * without credentials: to judge what was observed before. */
bool job_prepare_offline(struct job *, struct diags *);

/* How the note begins that a first run gets. */
extern const char job_first_run[];

/* Judges what the audit has observed: verdicts, excess, statements, drift. */
void job_judge(struct job *, struct audit *);

/* Adds what the target file says of the account. */
void job_note_target(const struct job *, struct audit *);

/* The closing line: outcome, reason, exit status and what was written, as they
 * are; unless it was silenced. */
void job_say(const struct job *, const struct audit *);

#endif
