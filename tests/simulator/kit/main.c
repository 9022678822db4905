/* The program: reads the tenant, listens on loopback, waits for a signal. */
#include "base/file.h"
#include "base/text.h"
#include "tests/simulator/kit/find.h"
#include "tests/simulator/kit/kit.h"
#include "tests/simulator/kit/options.h"
#include "tests/simulator/kit/serve.h"
#include "tests/simulator/kit/set.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_USAGE = 3, FILE_CAP = 4 * 1024 * 1024 };

static struct find
places(const struct simulator *simulator, const struct options *options)
{
    return (struct find){.first = options->tenants,
                         .variable = simulator->variable,
                         .folder = simulator->folder};
}

static bool
load_tenant(struct sim *sim, const struct options *options, struct diags *diags)
{
    struct arena *arena = diags->arena;
    struct file_text text;
    const struct json *root;
    const struct simulator *simulator = sim->simulator;
    const struct find find = places(simulator, options);
    const char *path = find_tenant(&find, options->tenant, arena);

    if (path == NULL) {
        diag_add(diags, 0, 0,
                 "there is no tenant \"%s\"; --list-tenants names them",
                 options->tenant);
        return false;
    }
    diags->file = path;
    if (!file_read(path, FILE_CAP, arena, diags, &text))
        return false;
    root = json_parse(arena, text.bytes, text.length, diags);
    for (uint32_t i = 0; root != NULL && i < options->n_set; i++)
        root = set_assign(root, options->set[i], simulator->spread, diags);
    return root != NULL && simulator->load(sim, root, diags);
}

static bool
load_tls(struct serve *serve, const struct options *options,
         struct diags *diags)
{
    struct file_text certificate, key;

    diags->file = NULL;
    if (options->certificate == NULL)
        return true;
    if (!file_read(options->certificate, FILE_CAP, diags->arena, diags,
                   &certificate) ||
        !file_read(options->key, FILE_CAP, diags->arena, diags, &key))
        return false;
    serve->certificate = certificate.bytes;
    serve->key = key.bytes;
    return true;
}

static void
prepare(struct sim *sim, const struct options *options, struct arena *arena)
{
    pthread_condattr_t clock;

    sim->latency_ms = options->latency_ms;
    sim->base = "";
    sim->busy = arena_new(arena, unsigned, sim->slots);
    (void)pthread_mutex_init(&sim->lock, NULL);
    (void)pthread_condattr_init(&clock);
    (void)pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&sim->stop, &clock);
    (void)pthread_condattr_destroy(&clock);
}

static bool
write_port(const char *path, int port, struct diags *diags)
{
    const char *text = arena_print(diags->arena, "%d\n", port);

    return path == NULL || file_save(path, text, strlen(text), diags);
}

/* Signals are blocked in every thread and waited for in this one. */
static int
run(struct sim *sim, const struct serve *serve, const char *port_file,
    struct diags *diags)
{
    struct server *server;
    sigset_t signals;
    int port = 0, which = 0, status = EXIT_SUCCESS;

    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    server = serve_start(sim, serve, diags->arena, &port);
    if (server == NULL) {
        warn("cannot listen on port %d%s", (int)serve->port,
             serve->certificate != NULL ? ", or the certificate is no good"
                                        : "");
        return EXIT_RESOURCE;
    }
    if (write_port(port_file, port, diags)) {
        (void)fprintf(stderr, "%s: listening on %s\n", sim->simulator->program,
                      sim->base);
        (void)sigwait(&signals, &which);
    } else {
        diags_print(diags, stderr);
        status = EXIT_RESOURCE;
    }
    serve_stop(server, sim);
    return status;
}

static bool
open_log(struct sim *sim, const char *path)
{
    if (path == NULL)
        return true;
    sim->log = text_same(path, "-") ? stdout : fopen(path, "ae");
    if (sim->log == NULL)
        warn("%s: %s", path, strerror(errno));
    return sim->log != NULL;
}

static int
simulate(const struct simulator *simulator, const struct options *options,
         struct diags *diags)
{
    struct sim sim = {
        .simulator = simulator, .arena = diags->arena, .given = options->given};
    struct serve serve = {.address = options->address, .port = options->port};
    int status = EXIT_RESOURCE;

    if (simulator->start != NULL)
        simulator->start();
    if (!load_tenant(&sim, options, diags) ||
        !load_tls(&serve, options, diags)) {
        diags_print(diags, stderr);
        arena_free(&sim.kept);
        return EXIT_USAGE;
    }
    if (simulator->errand != NULL && simulator->errand(&sim, diags, &status)) {
        diags_print(diags, stderr);
        arena_free(&sim.kept);
        return status;
    }
    prepare(&sim, options, diags->arena);
    if (open_log(&sim, options->log))
        status = run(&sim, &serve, options->port_file, diags);
    if (sim.log != NULL && sim.log != stdout)
        (void)fclose(sim.log);
    arena_free(&sim.kept);
    (void)pthread_cond_destroy(&sim.stop);
    (void)pthread_mutex_destroy(&sim.lock);
    return status;
}

int
kit_main(const struct simulator *simulator, int argc, char **argv)
{
    struct arena arena = {.block = NULL};
    struct diags diags = {.arena = &arena};
    struct options options = {.own = simulator->own};
    struct find find;
    int status = EXIT_SUCCESS;

    diag_program(simulator->program);
    if (!options_read(&options, argc, argv, &diags)) {
        diags_print(&diags, stderr);
        status = EXIT_USAGE;
    } else if (options.help) {
        options_help(&options, simulator->program, simulator->title);
    } else if (options.version) {
        (void)printf("%s (%s) %s\n", simulator->program, PACKAGE_NAME,
                     PACKAGE_VERSION);
    } else if (options.list) {
        find = places(simulator, &options);
        find_list(&find, &arena);
    } else {
        status = simulate(simulator, &options, &diags);
    }
    arena_free(&arena);
    return status;
}
