/* What must hold of every scan, whatever went wrong on the wire: how it ends,
 * and that its reports agree with each other and keep the secrets. */
#include "base/diag.h"
#include "base/text.h"

#include "sweep.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { VIOLATIONS_TOLD = 12 }; /* of one run */

void
violate(struct run *run, const char *kind, const char *format, ...)
{
    const char *text, *request = run->request != NULL ? run->request : "none";
    const char *fault = run->fault != NULL ? run->fault->name : "none";
    va_list list;

    va_start(list, format);
    text = arena_vprint(&run->arena, format, list);
    va_end(list);
    if (run->violations++ >= VIOLATIONS_TOLD)
        return;
    text = arena_print(&run->arena, "%s\t%s\t%s\t%s\t%s\n", kind,
                       run->tenant->name, fault, request, text);
    (void)fputs(text, stdout);
}

static uint32_t
count(const char *text, const char *part)
{
    uint32_t n = 0;

    while ((text = strstr(text, part)) != NULL) {
        n++;
        text += strlen(part);
    }
    return n;
}

static void
judge_end(struct run *run)
{
    const char *err = run_text(run, "err", NULL);

    if (run->hung)
        violate(run, "hung", "still running after %d s", KILL_MS / 1000);
    else if (run->ms > run->max_time_s * 1000 + GRACE_MS)
        violate(run, "late", "took %" PRId64 " ms", run->ms);
    if (!run->hung && WIFSIGNALED(run->status))
        violate(run, "signal", "ended by signal %d", WTERMSIG(run->status));
    else if (!run->hung && WEXITSTATUS(run->status) > 2)
        violate(run, "exit", "exit status %d: %.200s", WEXITSTATUS(run->status),
                err);
    if (strstr(err, "Sanitizer") != NULL ||
        strstr(err, "runtime error:") != NULL)
        violate(run, "sanitizer", "%.200s", err);
    if (run->seen_broken)
        violate(run, "proxy", "the proxy did not end well");
}

static void
judge_secrets(struct run *run)
{
    static const char *const files[] = {"audit.json", "junit.xml", "text",
                                        "out",        "err",       "page.html"};
    const char *const *hidden = run->setting->system->hidden;

    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        const char *text = "";
        size_t length = 0;

        if (run->html || strcmp(files[f], "page.html") != 0)
            text = run_text(run, files[f], &length);
        for (size_t i = 0; hidden[i] != NULL; i++)
            if (memmem(text, length, hidden[i], strlen(hidden[i])) != NULL)
                violate(run, "secret", "%s holds \"%s\"", files[f], hidden[i]);
    }
}

static int64_t
tally(const struct json *audit, const char *verdict)
{
    int64_t n = -1;

    (void)json_integer(json_get(json_get(audit, "tally"), verdict), &n);
    return n;
}

static int64_t
found(const struct json *audit, const char *verdict)
{
    const struct json *list = json_get(audit, "findings");
    int64_t n = 0;

    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        n += text_same(json_text(json_get(&list->item[i], "verdict")), verdict);
    return n;
}

static void
judge_counts(struct run *run, const struct json *audit)
{
    static const struct {
        const char *verdict, *element;
    } row[] = {{"pass", NULL},
               {"fail", "<failure"},
               {"unknown", "<error"},
               {"skip", "<skipped"}};
    const char *junit = run_text(run, "junit.xml", NULL);

    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        int64_t n = found(audit, row[i].verdict);

        if (tally(audit, row[i].verdict) != n)
            violate(run, "tally", "%s: %" PRId64 " told, %" PRId64 " found",
                    row[i].verdict, tally(audit, row[i].verdict), n);
        if (row[i].element != NULL && count(junit, row[i].element) != n)
            violate(run, "junit", "%" PRIu32 " of %s, %" PRId64 " checks %s",
                    count(junit, row[i].element), row[i].element, n,
                    row[i].verdict);
    }
    if (count(junit, "<testcase ") != run->tenant->n_check)
        violate(run, "junit", "%" PRIu32 " testcases",
                count(junit, "<testcase "));
}

static void
judge_outcome(struct run *run, const struct json *audit)
{
    const char *outcome = json_text(json_get(audit, "outcome"));
    int wanted = 0;
    static const char *const words[] = {"compliant", "not-compliant",
                                        "undetermined"};

    if (found(audit, "fail") > 0)
        wanted = 1;
    else if (found(audit, "unknown") > 0 || found(audit, "pass") == 0)
        wanted = 2;
    if (WIFEXITED(run->status) && WEXITSTATUS(run->status) != wanted)
        violate(run, "exit", "exit status %d, verdicts ask for %d",
                WEXITSTATUS(run->status), wanted);
    if (!text_same(outcome, words[wanted]))
        violate(run, "outcome", "\"%s\", verdicts ask for \"%s\"",
                text_or(outcome, ""), words[wanted]);
}

static void
judge_present(struct run *run, const struct json *audit)
{
    const struct json *list = json_get(audit, "findings");
    const char *junit = run_text(run, "junit.xml", NULL);
    const struct tenant *tenant = run->tenant;

    if (list == NULL || list->n != tenant->n_check)
        violate(run, "checks", "%" PRIu32 " findings for %" PRIu32 " checks",
                list != NULL ? list->n : 0, tenant->n_check);
    for (uint32_t i = 0; i < tenant->n_check; i++) {
        const char *id = tenant->check[i].id;
        uint32_t n = 0;

        for (uint32_t k = 0; list != NULL && k < list->n; k++)
            n += text_same(json_text(json_get(&list->item[k], "id")), id);
        if (n != 1)
            violate(run, "checks", "%s is there %" PRIu32 " times", id, n);
        if (strstr(junit, id) == NULL)
            violate(run, "checks", "%s is not in JUnit", id);
    }
}

void
judge(struct run *run)
{
    const struct json *audit = run_audit(run);

    judge_end(run);
    judge_secrets(run);
    if (audit == NULL) {
        violate(run, "audit", "no audit that can be read");
        return;
    }
    judge_counts(run, audit);
    judge_outcome(run, audit);
    judge_present(run, audit);
    if (run_text(run, "text", NULL)[0] == '\0')
        violate(run, "text", "an empty report");
    judge_wire(run, audit);
    judge_verdicts(run, audit);
    if (run->html && !run_lint(run, "page.html"))
        violate(run, "html", "not well-formed");
    if (run->html && !run_lint(run, "junit.xml"))
        violate(run, "junit", "not well-formed");
}
