/* plan: every request that scan would send, and nothing sent. */
#include "base/text.h"
#include "rules/model/subject.h"
#include "scanner/cli/cmd.h"
#include "scanner/cli/job.h"
#include "scanner/cli/terminal.h"

#include <string.h>
#include <unistd.h>

/* Columns that are written to. */
static int
width(void)
{
    return (int)terminal_width(STDOUT_FILENO) - 1;
}

/* A body, broken after commas and between values of a form where the terminal
 * ends. */
static void
print_body(const struct step *step)
{
    int column = printf("      %s%s%s", step->parameter != NULL ? "?" : "",
                        step->parameter != NULL ? step->parameter : "",
                        step->parameter != NULL ? "=" : "");
    int first = column;

    for (const char *p = step->body; *p != '\0';) {
        int length = (int)strcspn(p, ",&");

        length += p[length] != '\0';
        if (column > first && column + length > width())
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
        (void)printf("  %s;%sonly %s:\n", step->purpose,
                     (int)(strlen(step->purpose) + strlen(step->when)) + 10 >
                             width()
                         ? "\n  "
                         : " ",
                     step->when);
    else if (!same)
        (void)printf("  %s:\n", step->purpose);
    (void)printf("    %-4s %s\n", step->method, step->path);
}

/* The steps of a stage, sure ones or spare ones; gives how many. */
static uint32_t
print_stage(const struct job *job, uint32_t stage, bool spare)
{
    const struct plan *plan = &job->plan;
    const struct step *before = NULL;
    uint32_t n = 0;

    for (uint32_t i = 0; i < plan->n; i++) {
        const struct step *step = &plan->step[i];

        if (step->stage != stage || (step->when != NULL) != spare ||
            (step->look_up && job->api != NULL))
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

/* Where the requests would go. */
static void
print_where(const struct job *job)
{
    if (job->api != NULL) {
        (void)printf("everything at %s\n\n",
                     text_line(job->options->mem, job->api->text));
        return;
    }
    (void)printf("%s at %s\n", job->provider->first,
                 text_line(job->options->mem, job->endpoint->text));
    (void)printf("%s\n\n", job->provider->rest);
}

/* Of those on whom nobody is named nothing is asked. */
static void
print_subjects(const struct job *job)
{
    const struct ruleset *rules = &job->rules;
    const char *head = "tried on\n";

    for (uint32_t i = 0; i < rules->n_subject; i++) {
        const struct subject *subject = &rules->subject[i];

        if (!subject_is_first(rules, i))
            continue;
        if (subject->n_value == 0)
            (void)printf("%s  %s: nobody was named (%s)\n", head, subject->name,
                         subject_option(subject, job->options->mem));
        for (uint32_t nth = 1; nth <= subject->n_value; nth++) {
            const char *title = subject_title(subject, nth, job->options->mem);

            (void)printf("%s  %s\n", head, text_line(job->options->mem, title));
            head = "";
        }
        head = "";
    }
    if (head[0] == '\0')
        (void)printf("\n");
}

int
cmd_plan(const struct options *options)
{
    struct diags diags = {.arena = options->mem};
    struct job job = {.options = options};
    uint32_t sure = 0, spare = 0;

    bool good = job_prepare(&job, &diags);

    secrets_wipe(&job.secrets);
    if (!good)
        return cmd_refuse(&diags);
    print_where(&job);
    print_subjects(&job);
    for (uint32_t s = 0; job.plan.stage[s] != NULL; s++) {
        sure += print_stage(&job, s, false);
        spare += print_stage(&job, s, true);
    }
    (void)printf("\n%u requests, ", (unsigned)sure);
    if (spare == 0)
        (void)printf("no more");
    else
        (void)printf("at most %u more where answers are missing",
                     (unsigned)spare);
    (void)printf("; nothing was sent\n");
    if (fflush(stdout) != 0)
        die("standard output cannot be written to");
    return 0;
}
