/* ends: how the program ends when memory, time, room or descriptors do, at
 * every point of a scan and of a report. Each violation is a line; ends with 1
 * if there is one. */
#include "base/diag.h"
#include "base/text.h"

#include "ends.h"

#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name;
    sweep_fn *run;
} sweeps[] = {
    {"alloc", ends_alloc}, {"signal", ends_signal}, {"place", ends_place}};

static struct arena mem;
static struct world world = {.every = 1, .jobs = 2, .arena = &mem};
static pid_t self;

static void
stop(void)
{
    if (getpid() == self)
        world_end(&world);
}

static void
on_signal(int number)
{
    if (world.pid > 0)
        (void)kill(world.pid, SIGTERM);
    _exit(128 + number);
}

static bool
read_options(int argc, char **argv, const char **source, const char **build)
{
    static const struct option options[] = {
        {"source", required_argument, NULL, 's'},
        {"build", required_argument, NULL, 'b'},
        {"out", required_argument, NULL, 'o'},
        {"jobs", required_argument, NULL, 'j'},
        {"every", required_argument, NULL, 'e'},
        {"system", required_argument, NULL, 'y'},
        {0}};
    int option;

    world.system = system_named("autotask");
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 's')
            *source = optarg;
        else if (option == 'b')
            *build = optarg;
        else if (option == 'o')
            world.out = optarg;
        else if (option == 'j')
            world.jobs = (uint32_t)strtoul(optarg, NULL, 10);
        else if (option == 'y')
            world.system = system_named(optarg);
        else if (option == 'e')
            world.every = (uint32_t)strtoul(optarg, NULL, 10);
        else
            return false;
    }
    return world.system != NULL && world.jobs > 0 && world.every > 0 &&
           optind + 1 == argc;
}

static sweep_fn *
choose(const char *name)
{
    for (size_t i = 0; i < sizeof sweeps / sizeof *sweeps; i++)
        if (text_same(sweeps[i].name, name))
            return sweeps[i].run;
    die("no sweep is named %s", name);
}

/* Whether what cannot be tried here is a failure. */
static bool
all_of_it(void)
{
    return text_same(getenv("CI"), "true");
}

int
main(int argc, char **argv)
{
    const char *source = ".", *build = ".";
    uint32_t failed = 0, n;
    sweep_fn *run;

    diag_program("ends");
    if (!read_options(argc, argv, &source, &build)) {
        (void)fputs("usage: ends [--source DIR] [--build DIR] [--out DIR] "
                    "[--jobs N] [--every N]\n            [--system NAME] "
                    "alloc|signal|place\n",
                    stderr);
        return 3;
    }
    run = choose(argv[optind]);
    self = getpid();
    if (world.out == NULL)
        world.out = arena_print(&mem, "%s/torture.out", build);
    system_environment(world.system);
    (void)atexit(stop);
    (void)signal(SIGTERM, on_signal);
    (void)signal(SIGINT, on_signal);
    world_begin(&world, source, build);
    n = run(&world, &failed);
    (void)printf("%s: %" PRIu32 " trials, %" PRIu32 " failed\n", argv[optind],
                 n, failed);
    return failed > 0 || (n == 0 && all_of_it());
}
