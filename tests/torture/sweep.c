/* sweep: scans two tenants again and again, each time with another request
 * that goes wrong in another way, and looks at what came of it. Ends with 1 if
 * anything did not hold; each violation is a line with what to try again. */
#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"

#include "sweep.h"

#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOBS_MAX = 64, SAMPLE = 10, PAGES = 20, TELL = 250, TRIES = 3 };

static struct {
    struct setting setting;
    const char *tenant, *request, *fault; /* NULL: all of them */
    long jobs;
    bool sampled, quiet;
    struct tenant tenants[TENANTS];
    struct arena arena;
    pid_t job[JOBS_MAX];
    uint32_t started, passed, failed;
} sweep = {.jobs = 8};

static void
stop_all(void)
{
    for (size_t t = 0; t < TENANTS; t++)
        if (sweep.tenants[t].simulator > 0)
            simulator_stop(&sweep.tenants[t]);
}

static void
on_signal(int number)
{
    for (size_t t = 0; t < TENANTS; t++)
        if (sweep.tenants[t].simulator > 0)
            (void)kill(sweep.tenants[t].simulator, SIGTERM);
    _exit(128 + number);
}

/* In a process of its own. Its files stay if something did not hold. */
_Noreturn static void
work(const struct tenant *tenant, const char *request,
     const struct fault *fault, uint32_t number)
{
    static char lines[1 << 16];
    struct run run = {.setting = &sweep.setting,
                      .tenant = tenant,
                      .request = request,
                      .fault = fault,
                      .html = number % PAGES == 0};

    (void)signal(SIGTERM, SIG_DFL);
    (void)signal(SIGINT, SIG_DFL);
    (void)setvbuf(stdout, lines, _IOFBF, sizeof lines);
    run.dir =
        arena_print(&run.arena, "%s/%05" PRIu32, sweep.setting.out, number);
    for (int n = 0; n == 0 || (run.slow && n < TRIES); n++) {
        run_scan(&run);
        run.slow = run.slow && n + 1 < TRIES; /* the last has to do */
        judge(&run);
    }
    if (run.violations > 0)
        (void)printf("  again: %s --tenant %s --request '%s' --fault %s; "
                     "files: %s\n",
                     sweep.setting.self, tenant->name, request, fault->name,
                     run.dir);
    else
        run_clear(&run);
    (void)fflush(stdout);
    _exit(run.violations > 0);
}

static void
tell_count(void)
{
    uint32_t done = sweep.passed + sweep.failed;

    if (!sweep.quiet && done % TELL == 0)
        (void)fprintf(stderr, "%" PRIu32 " runs, %" PRIu32 " failed\n", done,
                      sweep.failed);
}

/* Waits until a job has ended; its place, or -1 when none is left. */
static long
wait_job(void)
{
    int status;
    pid_t pid;

    for (long i = 0; i < sweep.jobs; i++)
        if (sweep.job[i] == 0)
            return i;
    while ((pid = waitpid(-1, &status, 0)) > 0)
        for (long i = 0; i < sweep.jobs; i++)
            if (sweep.job[i] == pid) {
                sweep.job[i] = 0;
                if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
                    sweep.passed++;
                else
                    sweep.failed++;
                tell_count();
                return i;
            }
    die("a job is lost");
}

static void
wait_all(void)
{
    for (long i = 0; i < sweep.jobs; i++)
        while (sweep.job[i] != 0) {
            int status;

            if (waitpid(sweep.job[i], &status, 0) != sweep.job[i])
                die("a job is lost");
            if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
                sweep.passed++;
            else
                sweep.failed++;
            sweep.job[i] = 0;
        }
}

static void
start_job(const struct tenant *tenant, const char *request,
          const struct fault *fault)
{
    long place = wait_job();
    pid_t pid;

    (void)fflush(stdout);
    pid = fork();
    if (pid < 0)
        die("no process for a run");
    if (pid == 0)
        work(tenant, request, fault, sweep.started);
    sweep.job[place] = pid;
    sweep.started++;
}

static bool
wanted(const struct tenant *tenant, const char *request,
       const struct fault *fault, size_t number)
{
    if (!fault_fits(fault, strchr(request, ' ') + 1))
        return false;
    if (sweep.tenant != NULL && !text_same(sweep.tenant, tenant->name))
        return false;
    if (sweep.request != NULL && !text_same(sweep.request, request))
        return false;
    if (sweep.fault != NULL && !text_same(sweep.fault, fault->name))
        return false;
    return !sweep.sampled || number % SAMPLE == 0;
}

/* Of a sample each fault meets some requests, and each request some faults. */
static void
sweep_tenant(const struct tenant *tenant, size_t shift)
{
    const struct fault *fault;

    for (size_t r = 0; r < tenant->n_request; r++)
        for (size_t f = 0; (fault = fault_at(f)) != NULL; f++)
            if (wanted(tenant, tenant->request[r], fault, f + 3 * r + shift))
                start_job(tenant, tenant->request[r], fault);
}

static void
begin(struct tenant *tenant, const char *name)
{
    struct run run = {
        .setting = &sweep.setting, .tenant = tenant, .html = true};

    tenant->name = name;
    simulator_start(tenant, &sweep.setting, &sweep.arena);
    run.dir = arena_print(&sweep.arena, "%s/%s", sweep.setting.out, name);
    for (int n = 0; n == 0 || (run.slow && n < TRIES); n++)
        run_scan(&run);
    learn(tenant, &run);
    judge(&run);
    if (run.violations > 0 || run.slow)
        die("%s: a scan without faults is wrong already", name);
    run_clear(&run);
    (void)fprintf(stderr, "%s: %zu requests, %" PRIu32 " checks\n", name,
                  tenant->n_request, tenant->n_check);
}

static void
set_places(const char *source, const char *build)
{
    struct setting *setting = &sweep.setting;
    struct arena *arena = &sweep.arena;

    setting->grantscan = arena_print(arena, "%s/grantscan", build);
    setting->simulator =
        arena_print(arena, "%s/%s", build, setting->system->simulator);
    setting->faulty = arena_print(arena, "%s/faulty", build);
    setting->rules =
        arena_print(arena, "%s/%s", source, setting->system->rules);
    setting->tenants =
        arena_print(arena, "%s/%s", source, setting->system->tenants);
    if (setting->out == NULL)
        setting->out = arena_print(arena, "%s/torture.out", build);
    setting->self =
        arena_print(arena, "%s/sweep --source %s --build %s --system %s", build,
                    source, build, setting->system->name);
    (void)mkdir(setting->out, 0700);
}

/* One that opens every tenant. */
static void
make_key(void)
{
    const struct setting *setting = &sweep.setting;

    system_key(setting->system, setting->simulator,
               arena_print(&sweep.arena, "%s/%s.json", setting->tenants,
                           setting->system->tenant[0]),
               setting->out, &sweep.arena);
}

static bool
read_options(int argc, char **argv)
{
    static const struct option options[] = {
        {"source", required_argument, NULL, 's'},
        {"build", required_argument, NULL, 'b'},
        {"out", required_argument, NULL, 'o'},
        {"system", required_argument, NULL, 'y'},
        {"jobs", required_argument, NULL, 'j'},
        {"tenant", required_argument, NULL, 't'},
        {"request", required_argument, NULL, 'r'},
        {"fault", required_argument, NULL, 'f'},
        {"sample", no_argument, NULL, 'S'},
        {0}};
    const char *source = ".", *build = ".";
    int option;

    sweep.setting.system = system_named("autotask");
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 's':
            source = optarg;
            break;
        case 'b':
            build = optarg;
            break;
        case 'o':
            sweep.setting.out = optarg;
            break;
        case 'y':
            sweep.setting.system = system_named(optarg);
            break;
        case 'j':
            sweep.jobs = strtol(optarg, NULL, 10);
            break;
        case 't':
            sweep.tenant = optarg;
            break;
        case 'r':
            sweep.request = optarg;
            break;
        case 'f':
            sweep.fault = optarg;
            break;
        case 'S':
            sweep.sampled = true;
            break;
        default:
            return false;
        }
    }
    if (sweep.setting.system == NULL)
        return false;
    set_places(source, build);
    return sweep.jobs > 0 && sweep.jobs <= JOBS_MAX && optind == argc;
}

int
main(int argc, char **argv)
{
    diag_program("sweep");
    if (!read_options(argc, argv)) {
        (void)fputs("usage: sweep [--source DIR] [--build DIR] [--out DIR] "
                    "[--jobs N] [--sample]\n             [--system NAME] "
                    "[--tenant NAME] "
                    "[--request 'METHOD /PATH'] [--fault NAME]\n",
                    stderr);
        return 3;
    }
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    system_environment(sweep.setting.system);
    (void)atexit(stop_all);
    (void)signal(SIGTERM, on_signal);
    (void)signal(SIGINT, on_signal);
    make_key();
    for (size_t t = 0; t < TENANTS; t++)
        begin(&sweep.tenants[t], sweep.setting.system->tenant[t]);
    for (size_t t = 0; t < TENANTS; t++)
        sweep_tenant(&sweep.tenants[t], 5 * t);
    wait_all();
    (void)printf("%" PRIu32 " passed, %" PRIu32 " failed\n", sweep.passed,
                 sweep.failed);
    return sweep.failed > 0;
}
