/* Processes and files of one run: the proxy, the scan, what they leave. */
#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"

#include "sweep.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { START_MS = 20000, STEP_MS = 3, FILE_MOST = 64 << 20 };

static int64_t
now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
send_to(const char *path, int fd)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    if (file < 0 || dup2(file, fd) < 0)
        _exit(127);
    (void)close(file);
}

static pid_t
start(const char *const *argv, const char *out, const char *err)
{
    pid_t pid = fork();

    if (pid < 0)
        die("no process for %s", argv[0]);
    if (pid == 0) {
        int null = open("/dev/null", O_RDONLY);

        (void)dup2(null, STDIN_FILENO);
        send_to(out, STDOUT_FILENO);
        send_to(err, STDERR_FILENO);
        (void)execv(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    return pid;
}

/* False if the process did not end in time; then it is killed. */
static bool
finish(pid_t pid, int64_t ms, int *status)
{
    int64_t until = now_ms() + ms;

    while (waitpid(pid, status, WNOHANG) == 0) {
        if (now_ms() > until) {
            (void)kill(pid, SIGKILL);
            (void)waitpid(pid, status, 0);
            return false;
        }
        (void)poll(NULL, 0, STEP_MS);
    }
    return true;
}

/* The number that a program writes to a file when it listens. */
static int
wait_port(const char *path)
{
    for (int64_t until = now_ms() + START_MS; now_ms() < until;) {
        FILE *file = fopen(path, "r");
        int port = 0;

        if (file != NULL) {
            if (fscanf(file, "%d", &port) != 1)
                port = 0;
            (void)fclose(file);
        }
        if (port > 0)
            return port;
        (void)poll(NULL, 0, STEP_MS);
    }
    die("nobody listens: %s", path);
}

void
simulator_start(struct tenant *tenant, const struct setting *setting,
                struct arena *arena)
{
    const char *port =
        arena_print(arena, "%s/%s.port", setting->out, tenant->name);
    const char *file =
        arena_print(arena, "%s/%s.json", setting->tenants, tenant->name);

    (void)unlink(port);
    tenant->simulator = start(
        system_arguments(setting->system, setting->simulator, file, port, NULL,
                         arena),
        "/dev/null",
        arena_print(arena, "%s/%s.simulator", setting->out, tenant->name));
    tenant->port = wait_port(port);
}

void
simulator_stop(const struct tenant *tenant)
{
    int status;

    (void)kill(tenant->simulator, SIGTERM);
    (void)finish(tenant->simulator, START_MS, &status);
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

    return start(argv, run_path(run, "proxy.out"), run_path(run, "proxy.err"));
}

static const char *
report(struct run *run, const char *format, const char *file)
{
    return arena_print(&run->arena, "%s=%s", format, run_path(run, file));
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
                           arena_print(a, "%d", TIMEOUT_S),
                           "--max-time",
                           arena_print(a, "%d", MAX_TIME_S),
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
    return start(argv, run_path(run, "out"), run_path(run, "err"));
}

void
run_scan(struct run *run)
{
    pid_t proxy, scan;
    int64_t began;
    int status;

    run_clear(run); /* of an earlier sweep */
    (void)mkdir(run->dir, 0700);
    proxy = start_proxy(run);
    scan = start_scan(run, wait_port(run_path(run, "port")));
    began = now_ms();
    run->hung = !finish(scan, KILL_MS, &run->status);
    run->ms = now_ms() - began;
    (void)kill(proxy, SIGTERM);
    if (!finish(proxy, START_MS, &status) || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0)
        run->seen_broken = true;
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
    return finish(start(argv, "/dev/null", run_path(run, "lint")), START_MS,
                  &status) &&
           WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
