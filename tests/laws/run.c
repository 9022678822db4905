/* Processes and files of a trial: the simulator, grantscan, what they leave. */
#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"
#include "tests/laws/laws.h"
#include "tests/torture/process.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Longer waits that a simulator may ask for are not waited for. */
#define MAX_TIME "10"

enum {
    LOG_TRIES = 600,
    STEP_MS = 5,
    FILE_MOST = 64 << 20,
    LATE_MS = 120000, /* far beyond what a scan is told */
    ARGUMENTS = 96
};

const char *const report_name[] = {"html", "json",      "junit",
                                   "text", "worksheet", NULL};
const char *const shape_name[] = {"bare", "named", "all"};

const char *
run_path(struct trial *trial, const char *name, const char *ending)
{
    return arena_print(&trial->arena, "%s/%s.%s", trial->dir, name, ending);
}

const char *
run_text(struct trial *trial, const char *name, const char *ending,
         size_t *length)
{
    struct file_text text = {.bytes = "", .length = 0};
    struct diags diags = {.arena = &trial->arena};

    if (!file_read(run_path(trial, name, ending), FILE_MOST, &trial->arena,
                   &diags, &text))
        text = (struct file_text){.bytes = "", .length = 0};
    if (length != NULL)
        *length = text.length;
    return text.bytes;
}

const struct json *
run_json(struct trial *trial, const char *name, const char *ending)
{
    size_t length;
    const char *text = run_text(trial, name, ending, &length);

    return json_parse(&trial->arena, text, length, NULL);
}

void
simulator_start(struct trial *trial)
{
    const struct setting *setting = trial->setting;
    struct arena *a = &trial->arena;
    const char *const *usual;
    const char **argv = arena_new(a, const char *, ARGUMENTS);
    size_t n = 0;

    (void)mkdir(trial->dir, 0700);
    (void)unlink(run_path(trial, "sim", "port"));
    (void)unlink(run_path(trial, "sim", "log"));
    usual = system_arguments(
        setting->system, setting->simulator,
        arena_print(a, "%s/%s.json", setting->tenants, trial->tenant),
        run_path(trial, "sim", "port"), run_path(trial, "sim", "log"), a);
    for (; usual[n] != NULL && n < ARGUMENTS - 3; n++)
        argv[n] = usual[n];
    if (trial->faults != NULL) {
        argv[n++] = "--set";
        argv[n++] = arena_print(a, "faults=%s", trial->faults);
    }
    trial->simulator = process_start(argv, run_path(trial, "sim", "out"),
                                     run_path(trial, "sim", "err"));
    trial->port = process_port(run_path(trial, "sim", "port"));
}

void
simulator_stop(struct trial *trial)
{
    int status;

    if (trial->simulator <= 0)
        return;
    (void)kill(trial->simulator, SIGTERM);
    (void)process_end(trial->simulator, LATE_MS, &status);
    trial->simulator = 0;
}

/* Whether an option of the rules is set by what the system's scan is told. */
static bool
is_told(const char *const *argv, size_t n, const char *name)
{
    size_t length = strlen(name);

    for (size_t i = 0; i < n; i++)
        if (text_starts(argv[i], name) && argv[i][length] == '=')
            return true;
    return false;
}

/* No limit on how much is asked: all of it is looked at here. */
static size_t
put_named(struct trial *trial, const char **argv, size_t n)
{
    const char *const *told = trial->setting->system->scan;

    for (; told != NULL && told[0] != NULL; told += 2)
        if (!text_same(told[0], "--max-requests")) {
            argv[n++] = told[0];
            argv[n++] = told[1];
        }
    return n;
}

static size_t
put_options(struct trial *trial, const char **argv, size_t n)
{
    const struct json *list = json_get(trial->setting->pack, "options");

    for (uint32_t i = 0; list != NULL && i < list->n; i++) {
        const char *name = member(&list->item[i], "name");

        if (is_told(argv, n, name) || n > ARGUMENTS - 8)
            continue;
        argv[n++] = "--option";
        argv[n++] = arena_print(&trial->arena, "%s=yes", name);
    }
    return n;
}

size_t
run_arguments(struct trial *trial, const char **argv, size_t n)
{
    argv[n++] = "--rules";
    argv[n++] = trial->setting->rules;
    argv[n++] = "--endpoint";
    argv[n++] = arena_print(&trial->arena, "http://127.0.0.1:%d/", trial->port);
    if (trial->shape >= SHAPE_NAMED)
        n = put_named(trial, argv, n);
    if (trial->shape == SHAPE_ALL)
        n = put_options(trial, argv, n);
    argv[n] = NULL;
    return n;
}

void
run(struct trial *trial, const char *name, const char *const *argv)
{
    int status;
    pid_t pid = process_start(argv, run_path(trial, name, "out"),
                              run_path(trial, name, "err"));

    (void)law(trial, process_end(pid, LATE_MS, &status), "end",
              "%s did not end", name);
    trial->status =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int64_t
count_lines(const char *text)
{
    int64_t n = 0;

    while ((text = strchr(text, '\n')) != NULL) {
        text++;
        n++;
    }
    return n;
}

/* What was in flight when a scan ended is in the log when it is answered. */
static const char *
wait_log(struct trial *trial)
{
    const char *text = run_text(trial, "sim", "log", NULL);
    int64_t told = number(trial->audit, "requests");

    for (int i = 0; i < LOG_TRIES && !trial->closes && count_lines(text) < told;
         i++) {
        (void)poll(NULL, 0, STEP_MS);
        text = run_text(trial, "sim", "log", NULL);
    }
    return text;
}

/* The log, one document a line, as an array. */
static const struct json *
read_log(struct trial *trial)
{
    const char *text = wait_log(trial);
    struct out out = {0};
    const struct json *log;

    (void)out_text(&out, "[");
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");

        if (n > 0 && out.length > 1)
            (void)out_text(&out, ",");
        (void)out_bytes(&out, text, n);
        text += n + (text[n] == '\n');
    }
    (void)out_text(&out, "]");
    log = json_parse(&trial->arena, out_string(&out), out.length, NULL);
    out_free(&out);
    if (log == NULL)
        die("the log of %s cannot be read", trial->dir);
    return log;
}

void
run_scan(struct trial *trial, const char *name, bool all)
{
    struct arena *a = &trial->arena;
    const char **argv = arena_new(a, const char *, ARGUMENTS);
    size_t n = 0;

    if (truncate(run_path(trial, "sim", "log"), 0) != 0 && errno != ENOENT)
        die("the log of %s cannot be emptied", trial->dir);
    argv[n++] = trial->setting->grantscan;
    argv[n++] = "scan";
    for (size_t i = 0; report_name[i] != NULL; i++)
        if (all || text_same(report_name[i], "json")) {
            argv[n++] = "--report";
            argv[n++] = arena_print(a, "%s=%s", report_name[i],
                                    run_path(trial, name, report_name[i]));
        }
    if (all)
        argv[n++] = "-v";
    if (trial->faults != NULL) {
        argv[n++] = "--max-time";
        argv[n++] = MAX_TIME;
    }
    (void)run_arguments(trial, argv, n);
    run(trial, name, argv);
    trial->setting->count->scans++;
    trial->audit = run_json(trial, name, "json");
    trial->log = read_log(trial);
    trial->err = run_text(trial, name, "err", NULL);
}

void
run_clear(struct trial *trial)
{
    DIR *folder = opendir(trial->dir);
    struct dirent *entry;

    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            (void)unlink(
                arena_print(&trial->arena, "%s/%s", trial->dir, entry->d_name));
    if (folder != NULL)
        (void)closedir(folder);
    (void)rmdir(trial->dir);
}
