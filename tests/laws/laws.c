/* laws: scans every tenant of every simulator and looks whether what always
 * holds does; then once more with each request gone wrong. Ends with 1 if
 * anything did not hold; each such line says how to see it again. */
#include "tests/laws/laws.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"
#include "tests/laws/hidden.h"

#include <dirent.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { JOBS_MAX = 64, TOLD = 12, RULES_CAP = 4 << 20, TENANTS_MAX = 64 };

static const char *const system_names[] = {
    "autotask", "connectwise", "google", "microsoft365", "zoho", NULL};

static struct {
    const char *source, *build, *out, *system, *tenant, *wrong;
    long jobs, every; /* one fault of so many; 0: none */
    uint32_t number, candidate;
    volatile pid_t job[JOBS_MAX];
    pid_t *simulator; /* in a job: its own */
    struct setting setting;
    struct count *count;
    struct arena arena; /* of one system */
} laws = {.source = ".", .build = ".", .jobs = 8, .every = 1};

bool
law(struct trial *trial, bool holds, const char *kind, const char *format, ...)
{
    va_list list;

    trial->setting->count->laws++;
    if (holds)
        return true;
    va_start(list, format);
    trial->setting->count->broken++;
    if (trial->broken++ < TOLD)
        (void)printf("FAILED: %s %s, %s%s%s: %s: %s\n",
                     trial->setting->system->name, trial->tenant,
                     shape_name[trial->shape], trial->told != NULL ? ", " : "",
                     text_or(trial->told, ""), kind,
                     arena_vprint(&trial->arena, format, list));
    va_end(list);
    return false;
}

const char *
member(const struct json *object, const char *key)
{
    return text_or(json_text(json_get(object, key)), "");
}

int64_t
number(const struct json *object, const char *key)
{
    int64_t value = -1;

    return json_integer(json_get(object, key), &value) ? value : -1;
}

bool
one_of(const char *word, const char *const *words)
{
    for (; *words != NULL; words++)
        if (text_same(*words, word))
            return true;
    return false;
}

/* ---- processes ------------------------------------------------------------
 */

/* Waits until a job has ended; false if none is left. */
static bool
wait_one(void)
{
    int status;
    pid_t pid = wait(&status);

    if (pid < 0)
        return false;
    for (size_t i = 0; i < JOBS_MAX; i++)
        if (laws.job[i] == pid)
            laws.job[i] = 0;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        (void)printf("FAILED: a job ended with %d\n", status);
        laws.count->broken++;
    }
    return true;
}

static size_t
free_place(void)
{
    size_t i = 0;

    while (i < (size_t)laws.jobs && laws.job[i] != 0)
        i++;
    return i;
}

/* True in the new process. */
static bool
fork_job(void)
{
    pid_t pid;

    if (free_place() == (size_t)laws.jobs)
        (void)wait_one();
    laws.number++;
    (void)fflush(stdout);
    pid = fork();
    if (pid < 0)
        die("no process for a job");
    if (pid > 0)
        laws.job[free_place()] = pid;
    else
        for (size_t i = 0; i < JOBS_MAX; i++)
            laws.job[i] = 0;
    return pid == 0;
}

/* No simulator outlives it. */
static void
on_signal(int signal_number)
{
    for (size_t i = 0; i < JOBS_MAX; i++)
        if (laws.job[i] > 0)
            (void)kill(laws.job[i], SIGTERM);
    if (laws.simulator != NULL && *laws.simulator > 0)
        (void)kill(*laws.simulator, SIGTERM);
    _exit(128 + signal_number);
}

_Noreturn static void
end_job(struct trial *trial)
{
    simulator_stop(trial);
    if (trial->broken == 0)
        run_clear(trial);
    (void)fflush(stdout);
    _exit(0);
}

static struct trial
new_trial(const char *tenant, enum shape shape)
{
    return (struct trial){
        .setting = &laws.setting,
        .tenant = tenant,
        .shape = shape,
        .dir = arena_print(&laws.arena, "%s/%s-%05" PRIu32, laws.out,
                           laws.setting.system->name, laws.number)};
}

/* ---- what is tried --------------------------------------------------------
 */

static void
judge_scan(struct trial *trial)
{
    if (!law(trial, trial->status <= 2, "exit", "exit status %d: %.300s",
             trial->status, trial->err) ||
        !law(trial, trial->audit != NULL, "audit", "it cannot be read"))
        return;
    judge_record(trial);
    judge_ground(trial);
    judge_excess(trial);
    judge_wire(trial);
}

static void
try_tenant(const char *tenant, enum shape shape)
{
    struct trial trial = new_trial(tenant, shape);

    laws.simulator = &trial.simulator;
    simulator_start(&trial);
    run_scan(&trial, "first", true);
    judge_scan(&trial);
    judge_hidden(&trial, "first");
    if (trial.audit != NULL) {
        judge_plan(&trial);
        judge_again(&trial);
    }
    end_job(&trial);
}

static void
try_fault(const struct trial *clean, const struct request *request,
          const struct wrong *wrong)
{
    struct trial trial = new_trial(clean->tenant, clean->shape);

    trial.faults = doubt_faults(&trial.arena, request, wrong);
    trial.closes = wrong->closes;
    trial.told = arena_print(&trial.arena, "%s from request %" PRIu32 " of %s",
                             wrong->name, request->nth + 1, request->path);
    laws.simulator = &trial.simulator;
    simulator_start(&trial);
    run_scan(&trial, "fault", false);
    trial.setting->count->faults++;
    judge_scan(&trial);
    if (trial.audit != NULL)
        judge_doubt(&trial, clean->audit);
    judge_hidden(&trial, "fault");
    end_job(&trial);
}

/* Of a sample every way meets some requests, and every request some ways. */
static bool
is_wanted(const struct wrong *wrong)
{
    if (laws.wrong != NULL && !text_same(laws.wrong, wrong->name))
        return false;
    return laws.candidate++ % (uint32_t)laws.every == 0;
}

/* Each request of a clean scan, with each of the ways. */
static void
try_doubt(const char *tenant)
{
    struct trial clean;
    const struct request *request;
    uint32_t n;

    laws.number++;
    clean = new_trial(tenant, SHAPE_NAMED);
    laws.simulator = &clean.simulator;
    simulator_start(&clean);
    run_scan(&clean, "clean", false);
    simulator_stop(&clean);
    laws.simulator = NULL;
    if (clean.audit == NULL)
        die("%s: no audit", tenant);
    n = doubt_requests(&clean, &request);
    for (uint32_t r = 0; r < n; r++)
        for (uint32_t w = 0; wrongs[w].name != NULL; w++)
            if (is_wanted(&wrongs[w]) && fork_job())
                try_fault(&clean, &request[r], &wrongs[w]);
    run_clear(&clean);
    arena_free(&clean.arena);
}

/* ---- a system ---------------------------------------------------------------
 */

static int
is_tenant(const struct dirent *entry)
{
    return text_ends(entry->d_name, ".json");
}

/* The names of all that lie in the folder. */
static uint32_t
list_tenants(const char **tenant)
{
    struct dirent **list;
    int n = scandir(laws.setting.tenants, &list, is_tenant, alphasort);
    uint32_t kept = 0;

    for (int i = 0; i < n; i++) {
        const char *name = list[i]->d_name;

        name = arena_slice(&laws.arena, name, strlen(name) - strlen(".json"));
        if ((laws.tenant == NULL || text_same(laws.tenant, name)) &&
            kept < TENANTS_MAX)
            tenant[kept++] = name;
        free(list[i]);
    }
    if (n < 0 || kept == 0)
        die("%s: no tenant there", laws.setting.tenants);
    free(list);
    return kept;
}

static const struct json *
read_pack(const char *path)
{
    struct diags diags = {.arena = &laws.arena};
    struct file_text text;

    if (!file_read(path, RULES_CAP, &laws.arena, &diags, &text))
        die("%s cannot be read", path);
    return json_parse(&laws.arena, text.bytes, text.length, NULL);
}

static void
begin_system(const char *name)
{
    const struct system *system = system_named(name);
    struct arena *a = &laws.arena;

    if (system == NULL)
        die("%s: no such system", name);
    *laws.count = (struct count){0};
    laws.setting = (struct setting){
        .system = system,
        .grantscan = arena_print(a, "%s/grantscan", laws.build),
        .simulator = arena_print(a, "%s/%s", laws.build, system->simulator),
        .rules = arena_print(a, "%s/%s", laws.source, system->rules),
        .tenants = arena_print(a, "%s/%s", laws.source, system->tenants),
        .out = laws.out,
        .count = laws.count};
    laws.setting.pack = read_pack(laws.setting.rules);
    system_environment(system);
    system_key(
        system, laws.setting.simulator,
        arena_print(a, "%s/%s.json", laws.setting.tenants, system->tenant[0]),
        laws.out, a);
    hidden_fill(&laws.setting, a);
}

/* Whether it tells a scan more than the shape before. */
static bool
is_shape(uint32_t shape)
{
    const struct json *options = json_get(laws.setting.pack, "options");

    return shape == SHAPE_BARE ||
           (shape == SHAPE_NAMED ? laws.setting.system->scan != NULL
                                 : options != NULL && options->n > 0);
}

/* How many laws did not hold. */
static uint32_t
tell_count(uint32_t tenants)
{
    const struct count *count = laws.count;
    const char *name = laws.setting.system->name;
    uint32_t broken = count->broken;

    (void)printf("%s: %" PRIu32 " tenants, %u scans, %u faults: %u verdicts "
                 "stayed, %u became unknown; %u laws looked at, %u broken\n",
                 name, tenants, count->scans, count->faults, count->kept,
                 count->moved, count->laws, broken);
    if (count->laws == 0 || (count->faults > 0 && count->kept == 0)) {
        (void)printf("FAILED: %s: nothing was tried\n", name);
        broken++;
    }
    return broken;
}

static uint32_t
try_system(const char *name)
{
    const char *tenant[TENANTS_MAX];
    uint32_t n, broken;

    begin_system(name);
    n = list_tenants(tenant);
    for (uint32_t t = 0; t < n && laws.wrong == NULL; t++)
        for (uint32_t shape = 0; shape < SHAPE__N; shape++)
            if (is_shape(shape) && fork_job())
                try_tenant(tenant[t], (enum shape)shape);
    for (uint32_t t = 0; t < n && laws.every > 0; t++)
        try_doubt(tenant[t]);
    while (wait_one())
        continue;
    broken = tell_count(n);
    arena_free(&laws.arena);
    return broken;
}

static bool
read_options(int argc, char **argv)
{
    static const struct option options[] = {
        {"source", required_argument, NULL, 's'},
        {"build", required_argument, NULL, 'b'},
        {"out", required_argument, NULL, 'o'},
        {"system", required_argument, NULL, 'y'},
        {"tenant", required_argument, NULL, 't'},
        {"fault", required_argument, NULL, 'f'},
        {"jobs", required_argument, NULL, 'j'},
        {"every", required_argument, NULL, 'e'},
        {0}};
    const char **text[] = {&laws.source, &laws.build,  &laws.out,
                           &laws.system, &laws.tenant, &laws.wrong};
    static const char letters[] = "sboytf";
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        const char *at = option != '?' ? strchr(letters, option) : NULL;

        if (at != NULL)
            *text[at - letters] = optarg;
        else if (option == 'j')
            laws.jobs = strtol(optarg, NULL, 10);
        else if (option == 'e')
            laws.every = strtol(optarg, NULL, 10);
        else
            return false;
    }
    return laws.out != NULL && laws.jobs > 0 && laws.jobs <= JOBS_MAX &&
           laws.every >= 0 && optind == argc;
}

int
main(int argc, char **argv)
{
    uint32_t broken = 0;

    diag_program("laws");
    if (!read_options(argc, argv)) {
        (void)fputs("usage: laws --out DIR [--source DIR] [--build DIR] "
                    "[--system NAME]\n            [--tenant NAME] "
                    "[--fault NAME] [--jobs N] [--every N]\n",
                    stderr);
        return 3;
    }
    laws.count = mmap(NULL, sizeof *laws.count, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (laws.count == MAP_FAILED)
        die("no memory to share");
    (void)mkdir(laws.out, 0700);
    (void)signal(SIGTERM, on_signal);
    (void)signal(SIGINT, on_signal);
    (void)setvbuf(stdout, NULL, _IOLBF, 0);
    for (size_t i = 0; system_names[i] != NULL; i++)
        if (laws.system == NULL || text_same(laws.system, system_names[i]))
            broken += try_system(system_names[i]);
    return broken > 0;
}
