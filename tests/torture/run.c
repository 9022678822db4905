/* Processes and files of one run: the proxy, the scan, what they leave. */
#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"

#include "process.h"
#include "sweep.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STOP_MS = 20000, FILE_MOST = 64 << 20 };

void
simulator_start(struct tenant *tenant, const struct setting *setting,
                struct arena *arena)
{
    const char *port =
        arena_print(arena, "%s/%s.port", setting->out, tenant->name);
    const char *file =
        arena_print(arena, "%s/%s.json", setting->tenants, tenant->name);

    (void)unlink(port);
    tenant->simulator = process_start(
        system_arguments(setting->system, setting->simulator, file, port, NULL,
                         arena),
        "/dev/null",
        arena_print(arena, "%s/%s.simulator", setting->out, tenant->name));
    tenant->port = process_port(port);
}

void
simulator_stop(const struct tenant *tenant)
{
    int status;

    (void)kill(tenant->simulator, SIGTERM);
    (void)process_end(tenant->simulator, STOP_MS, &status);
}

const char *
run_path(struct run *run, const char *file)
{
    return arena_print(&run->arena, "%s/%s", run->dir, file);
}

void
run_clear(struct run *run)
{
    static const char *const files[] = {
        "audit.json", "junit.xml", "text", "page.html", "out",      "err",
        "wire",       "port",      "lint", "proxy.out", "proxy.err"};

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        (void)unlink(run_path(run, files[i]));
    (void)rmdir(run->dir);
}

static pid_t
start_proxy(struct run *run)
{
    const char *argv[] = {run->setting->faulty,
                          "--simulator",
                          arena_print(&run->arena, "%d", run->tenant->port),
                          "--port-file",
                          run_path(run, "port"),
                          "--log",
                          run_path(run, "wire"),
                          "--fault",
                          run->fault != NULL ? run->fault->name : "none",
                          "--request",
                          run->request != NULL ? run->request : "none",
                          NULL};

    return process_start(argv, run_path(run, "proxy.out"),
                         run_path(run, "proxy.err"));
}

static const char *
report(struct run *run, const char *format, const char *file)
{
    return arena_print(&run->arena, "%s=%s", format, run_path(run, file));
}

/* Whether the fault is that nothing more comes, which a scan waits for. */
static bool
is_wait(const struct fault *fault)
{
    return fault != NULL &&
           (fault->act == ACT_HEAD_HANG || fault->act == ACT_TRICKLE ||
            fault->act == ACT_HANG || fault->act == ACT_AGAIN);
}

/* What a scan is told, in seconds: little where it has to wait for it; else so
 * much that a machine with much to do is not taken for a fault. Shorter than
 * the wait that ConnectWise is known to want. */
static void
set_limits(struct run *run)
{
    bool wait = is_wait(run->fault);

    run->timeout_s = wait ? 2 : 6;
    run->max_time_s = wait ? 6 : 24;
}

static pid_t
start_scan(struct run *run, int port)
{
    struct arena *a = &run->arena;
    const char *usual[] = {run->setting->grantscan,
                           "scan",
                           "--rules",
                           run->setting->rules,
                           "--endpoint",
                           arena_print(a, "http://127.0.0.1:%d/", port),
                           "--timeout",
                           arena_print(a, "%d", run->timeout_s),
                           "--max-time",
                           arena_print(a, "%d", run->max_time_s),
                           "--report",
                           report(run, "json", "audit.json"),
                           "--report",
                           report(run, "junit", "junit.xml"),
                           "--report",
                           report(run, "text", "text"),
                           run->html ? "--report" : NULL,
                           run->html ? report(run, "html", "page.html") : NULL,
                           NULL};
    const char **argv =
        arena_new(a, const char *, sizeof usual / sizeof *usual + SYSTEM_SCAN);
    size_t n = 0;

    while (usual[n] != NULL) {
        argv[n] = usual[n];
        n++;
    }
    (void)system_scan(run->setting->system, argv, n);
    return process_start(argv, run_path(run, "out"), run_path(run, "err"));
}

static bool
was_slow(struct run *run)
{
    const struct json *list = json_get(run_audit(run), "findings");

    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        if (text_same(json_text(json_get(&list->item[i], "reason")), "timeout"))
            return !is_wait(run->fault);
    return false;
}

void
run_scan(struct run *run)
{
    pid_t proxy, scan;
    int64_t began;
    int status;

    run_clear(run); /* of an earlier sweep */
    set_limits(run);
    (void)mkdir(run->dir, 0700);
    proxy = start_proxy(run);
    scan = start_scan(run, process_port(run_path(run, "port")));
    began = process_now();
    run->hung = !process_end(scan, KILL_MS, &run->status);
    run->ms = process_now() - began;
    (void)kill(proxy, SIGTERM);
    run->seen_broken = !process_end(proxy, STOP_MS, &status) ||
                       !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    run->slow = was_slow(run);
}

const char *
run_text(struct run *run, const char *file, size_t *length)
{
    struct file_text text = {.bytes = "", .length = 0};
    struct diags diags = {.arena = &run->arena};

    (void)file_read(run_path(run, file), FILE_MOST, &run->arena, &diags, &text);
    if (length != NULL)
        *length = text.length;
    return text.bytes;
}

const struct json *
run_audit(struct run *run)
{
    size_t length;
    const char *text = run_text(run, "audit.json", &length);

    return json_parse(&run->arena, text, length, NULL);
}

bool
run_seen(const char **log, struct seen *seen)
{
    const char *line = *log;

    if (sscanf(line, "%15[^\t]\t%1023[^\t]\t%d\t%d\t%d\t%d\t%lld", seen->method,
               seen->path, &seen->credentials, &seen->status, &seen->hit,
               &seen->reused, &seen->ms) != 7)
        return false;
    *log = line + strcspn(line, "\n") + 1;
    return true;
}

bool
run_lint(struct run *run, const char *file)
{
    static const char program[] = "/usr/bin/xmllint";
    const char *argv[] = {program, "--noout", "--nonet", run_path(run, file),
                          NULL};
    int status;

    if (access(program, X_OK) != 0)
        return true;
    return process_end(process_start(argv, "/dev/null", run_path(run, "lint")),
                       STOP_MS, &status) &&
           WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
