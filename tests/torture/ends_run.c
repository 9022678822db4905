/* The simulator, and one run of the program with what it leaves. */
#include "base/diag.h"
#include "base/file.h"

#include "ends.h"
#include "process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_MOST = 64 << 20 };

const char *const command_words[COMMAND__N] = {"scan", "report"};
const char *const format_words[FORMATS] = {"json", "junit", "text", "html",
                                           "worksheet"};

static void
send_to(const char *path, int fd)
{
    int file =
        open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);

    if (file < 0 || dup2(file, fd) < 0)
        _exit(127);
    (void)close(file);
}

static pid_t
start(const char *const *argv, const char *out, const char *err,
      const struct before *before, bool traced)
{
    pid_t pid = fork();

    if (pid < 0)
        die("no process for %s", argv[0]);
    if (pid > 0)
        return pid;
    send_to(out, STDOUT_FILENO);
    send_to(err, STDERR_FILENO);
    (void)dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    if (before != NULL && before->act != NULL)
        before->act(before);
    if (traced && !trace_child())
        _exit(126);
    (void)execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

/* ---- the simulator ------------------------------------------------------- */

static void
start_simulator(struct world *world)
{
    struct arena *a = world->arena;
    const char *port = arena_print(a, "%s/port", world->out);

    (void)unlink(port);
    (void)unlink(world->log);
    world->pid =
        process_start(system_arguments(world->system, world->simulator,
                                       world->tenant, port, world->log, a),
                      "/dev/null", arena_print(a, "%s/simulator", world->out));
    world->port = process_port(port);
}

/* A run that nothing happens to; its files stay in the common folder. */
static void
first_run(struct world *world, enum command command, const char *name)
{
    struct trial trial = {
        .world = world, .command = command, .point = "undisturbed"};

    trial_begin(&trial);
    trial_run(&trial, trial_arguments(&trial, NULL));
    look_files(&trial, LEFT_NONE);
    if (trial.wrong > 0 || trial.status > 2)
        die("a %s that nothing happens to is wrong already: status %d: %s",
            command_words[command], trial.status, trial.err);
    world->usual[command] = trial.status;
    for (size_t i = 0; i < FORMATS; i++)
        if (rename(
                arena_print(&trial.mem, "%s/r.%s", trial.dir, format_words[i]),
                arena_print(&trial.mem, "%s/%s.%s", world->out, name,
                            format_words[i])) != 0)
            die("no %s of a %s", format_words[i], command_words[command]);
    trial_end(&trial);
}

void
world_begin(struct world *world, const char *source, const char *build)
{
    struct arena *a = world->arena;

    world->grantscan = arena_print(a, "%s/grantscan", build);
    world->simulator = arena_print(a, "%s/%s", build, world->system->simulator);
    world->rules = arena_print(a, "%s/%s", source, world->system->rules);
    world->tenant =
        arena_print(a, "%s/%s/%s.json", source, world->system->tenants,
                    world->system->tenant[0]);
    world->log = arena_print(a, "%s/log", world->out);
    (void)mkdir(world->out, 0700);
    for (size_t i = 0; i < FORMATS; i++)
        (void)unlink(
            arena_print(a, "%s/reference.%s", world->out, format_words[i]));
    system_key(world->system, world->simulator, world->tenant, world->out, a);
    start_simulator(world);
    first_run(world, COMMAND_SCAN, "audit");
    world->audit = arena_print(a, "%s/audit.json", world->out);
    first_run(world, COMMAND_REPORT, "reference");
}

void
world_end(const struct world *world)
{
    if (world->pid > 0 && kill(world->pid, SIGTERM) == 0)
        (void)waitpid(world->pid, NULL, 0);
}

uint32_t
world_asked(const struct world *world)
{
    FILE *file = fopen(world->log, "r");
    uint32_t lines = 0;
    int c;

    if (file == NULL)
        return 0;
    while ((c = fgetc(file)) != EOF)
        lines += c == '\n';
    (void)fclose(file);
    return lines;
}

/* ---- a trial ------------------------------------------------------------- */

const char *const *
trial_arguments(struct trial *trial, const char *target)
{
    struct arena *a = &trial->mem;
    const struct world *world = trial->world;
    const char **argv =
        arena_new(a, const char *, 8 + 2 * FORMATS + SYSTEM_SCAN);
    size_t n = 0;

    argv[n++] = world->grantscan;
    argv[n++] = command_words[trial->command];
    if (trial->command == COMMAND_REPORT) {
        argv[n++] = world->audit;
    } else {
        argv[n++] = "--rules";
        argv[n++] = world->rules;
        argv[n++] = "--endpoint";
        argv[n++] = arena_print(a, "http://127.0.0.1:%d/", world->port);
        n = system_scan(world->system, argv, n);
    }
    for (size_t i = 0; i < FORMATS; i++) {
        argv[n++] = "--report";
        argv[n++] = target != NULL
                        ? arena_print(a, "%s=%s", format_words[i], target)
                        : arena_print(a, "%s=%s/r.%s", format_words[i],
                                      trial->dir, format_words[i]);
        if (target != NULL)
            break;
    }
    argv[n] = NULL;
    return argv;
}

static void
put_old(struct trial *trial)
{
    for (size_t i = 0; i < FORMATS; i++) {
        FILE *file = fopen(
            arena_print(&trial->mem, "%s/r.%s", trial->dir, format_words[i]),
            "w");

        if (file == NULL || fputs("old\n", file) < 0 || fclose(file) != 0)
            die("no file can be put into %s", trial->dir);
    }
}

void
trial_begin(struct trial *trial)
{
    const char *name = arena_print(&trial->mem, "%s/XXXXXX", trial->world->out);
    char *dir = arena_new(&trial->mem, char, strlen(name) + 1);

    memcpy(dir, name, strlen(name) + 1);
    trial->dir = mkdtemp(dir);
    if (trial->dir == NULL)
        die("no folder in %s", trial->world->out);
    if (trial->old)
        put_old(trial);
}

/* What stands in its folder beside the reports has names that begin so. */
static const char *
beside(struct trial *trial, const char *name)
{
    return arena_print(&trial->mem, "%s.%s", trial->dir, name);
}

const char *
trial_text(struct trial *trial, const char *file, size_t *length)
{
    struct file_text text = {.bytes = "", .length = 0};
    struct diags diags = {.arena = &trial->mem};

    (void)file_read(file, FILE_MOST, &trial->mem, &diags, &text);
    if (length != NULL)
        *length = text.length;
    return text.bytes;
}

const char *
trial_said(struct trial *trial)
{
    return trial_text(trial, beside(trial, "err"), NULL);
}

void
trial_say_nothing(struct trial *trial)
{
    if (truncate(beside(trial, "err"), 0) != 0)
        die("nothing can be taken from what was said");
}

void
trial_ended(struct trial *trial, int status)
{
    trial->signalled = WIFSIGNALED(status);
    trial->status =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void
wait_plain(struct trial *trial, pid_t pid)
{
    int status;

    if (!process_end(pid, HUNG_MS, &status))
        trial_wrong(trial, "did not end");
    trial_ended(trial, status);
}

pid_t
trial_start(struct trial *trial, const char *const *argv)
{
    return start(argv, beside(trial, "out"), beside(trial, "err"),
                 trial->before, trial->signal != 0);
}

void
trial_wait(struct trial *trial, pid_t pid)
{
    wait_plain(trial, pid);
    trial->err = trial_said(trial);
}

void
trial_run(struct trial *trial, const char *const *argv)
{
    bool traced = trial->signal != 0;
    pid_t pid = trial_start(trial, argv);

    if (traced)
        trace_run(trial, pid);
    else
        wait_plain(trial, pid);
    trial->err = trial_said(trial);
}

void
trial_end(struct trial *trial)
{
    if (trial->wrong == 0) {
        for (size_t i = 0; i < FORMATS; i++)
            (void)unlink(arena_print(&trial->mem, "%s/r.%s", trial->dir,
                                     format_words[i]));
        (void)unlink(beside(trial, "out"));
        (void)unlink(beside(trial, "err"));
        (void)rmdir(trial->dir);
    }
    arena_free(&trial->mem);
}

void
trial_wrong(struct trial *trial, const char *format, ...)
{
    const char *text;
    va_list list;

    va_start(list, format);
    text = arena_vprint(&trial->mem, format, list);
    va_end(list);
    trial->wrong++;
    (void)printf("%s, %s: %s (files: %s)\n", command_words[trial->command],
                 trial->point, text, trial->dir);
}
