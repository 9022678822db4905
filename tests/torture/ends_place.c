/* Nowhere to write, nothing to open: a disk that is full after n pages, files
 * that may only have n bytes, n descriptors, standard streams that are closed,
 * a device that is full, a folder that cannot be written to. */
#include "base/text.h"

#include "ends.h"

#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CAP_DAC_OVERRIDE = 1, PAGE = 4096, SAID = 512 };

static void
limit_size(const struct before *before)
{
    struct rlimit limit = {before->number, before->number};

    (void)setrlimit(RLIMIT_FSIZE, &limit);
}

static void
limit_descriptors(const struct before *before)
{
    struct rlimit limit = {before->number, before->number};

    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

/* A bit for each of the standard streams. */
static void
close_streams(const struct before *before)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if ((before->number >> fd & 1) != 0)
            (void)close(fd);
}

static void
fill_stdout(const struct before *before)
{
    (void)dup2(open(before->text, O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
}

/* Root may write anywhere; without this it is as everybody. */
static void
give_up(const struct before *before)
{
    (void)before;
    (void)prctl(PR_CAPBSET_DROP, (unsigned long)CAP_DAC_OVERRIDE, 0UL, 0UL,
                0UL);
}

/* ---- one trial of each kind ---------------------------------------------- */

static void
run(struct trial *trial, const struct before *before, const char *target)
{
    trial->before = before;
    trial_run(trial, trial_arguments(trial, target));
    trial->before = NULL;
    trial->reached = true;
}

/* Whatever is short is the machine's, and no verdict of the tenant. Of the
 * first point it is known that it will not do. */
static void
look_status(struct trial *trial, bool must)
{
    if (trial->status != 4 &&
        (must || trial->status != trial->world->usual[trial->command]))
        trial_wrong(trial, "status %d: %.200s", trial->status, trial->err);
}

/* What it says of that goes to a file as well. */
static void
small_files(struct trial *trial, uint32_t point, const void *what)
{
    struct before before = {.act = limit_size,
                            .number = (point - 1) * PAGE + SAID};

    (void)what;
    trial->point =
        arena_print(&trial->mem, "files of %" PRIu64 " bytes", before.number);
    trial_begin(trial);
    run(trial, &before, NULL);
    look_files(trial, LEFT_NONE);
    look_status(trial, point == 1);
    look_said(trial);
}

/* Of three or fewer there is none to load the program's libraries with. */
static void
few_descriptors(struct trial *trial, uint32_t point, const void *what)
{
    struct before before = {.act = limit_descriptors, .number = point + 3};

    (void)what;
    trial->point =
        arena_print(&trial->mem, "%" PRIu64 " descriptors", before.number);
    trial_begin(trial);
    run(trial, &before, NULL);
    look_files(trial, LEFT_NONE);
    look_status(trial, false);
    look_said(trial);
}

static void
closed_streams(struct trial *trial, uint32_t point, const void *what)
{
    struct before before = {.act = close_streams, .number = point};

    (void)what;
    trial->point =
        arena_print(&trial->mem, "closed:%s%s%s", (point & 1) != 0 ? " 0" : "",
                    (point & 2) != 0 ? " 1" : "", (point & 4) != 0 ? " 2" : "");
    trial_begin(trial);
    run(trial, &before, NULL);
    look_files(trial, LEFT_NONE);
    look_status(trial, false);
    if ((point & 4) == 0)
        look_said(trial);
}

/* Each format to the device, and to a standard output that is it. */
static void
full_device(struct trial *trial, uint32_t point, const void *what)
{
    struct before before = {.act = fill_stdout, .text = "/dev/full"};
    bool standard = point > FORMATS;
    const char *format = format_words[(point - 1) % FORMATS];
    const char **argv;

    (void)what;
    trial->point = arena_print(&trial->mem, "%s to a full %s", format,
                               standard ? "standard output" : "device");
    trial_begin(trial);
    argv = (const char **)(uintptr_t)trial_arguments(trial, "-");
    for (size_t i = 0; argv[i] != NULL; i++)
        if (text_starts(argv[i], "json=-"))
            argv[i] = arena_print(&trial->mem, "%s=%s", format,
                                  standard ? "-" : "/dev/full");
    trial->before = standard ? &before : NULL;
    trial_run(trial, argv);
    trial->before = NULL;
    look_files(trial, LEFT_NONE);
    look_said(trial);
    if (trial->status != 4)
        trial_wrong(trial, "status %d", trial->status);
}

/* Other commands whose output goes there. */
static void
full_output(struct trial *trial, uint32_t point, const void *what)
{
    struct before before = {.act = fill_stdout, .text = "/dev/full"};
    const struct world *w = trial->world;
    const char *const row[][5] = {
        {"--help"},
        {"--version"},
        {"scan", "--help"},
        {"plan", "--rules", w->rules},
        {"rules", "show", w->rules},
        {"rules", "worksheet", w->rules},
        {"attest", "new", "--rules", w->rules},
        {"diff", w->audit, w->audit},
        {"report", w->audit},
        {"evaluate", w->audit, "--rules", w->rules},
    };
    const char *argv[7] = {w->grantscan};

    (void)what;
    if (point > sizeof row / sizeof *row)
        return;
    memcpy(argv + 1, row[point - 1], sizeof *row);
    trial->point = arena_print(&trial->mem, "%s %s to a full device", argv[1],
                               argv[2] != NULL ? argv[2] : "");
    trial_begin(trial);
    trial->before = &before;
    trial_run(trial, argv);
    trial->before = NULL;
    look_said(trial);
    if (trial->status != 4)
        trial_wrong(trial, "status %d", trial->status);
}

/* Nothing is sent: by the log of the simulator. */
static void
no_folder(struct trial *trial, uint32_t point, const void *what)
{
    struct before before = {.act = give_up};
    uint32_t asked = world_asked(trial->world);

    (void)what;
    trial->point = point == 1 ? "a folder that is read-only"
                              : "a folder that does not exist";
    trial_begin(trial);
    if (point == 1)
        (void)chmod(trial->dir, 0500);
    run(trial, &before,
        point == 1 ? arena_print(&trial->mem, "%s/r.json", trial->dir)
                   : "/nowhere/at/all");
    (void)chmod(trial->dir, 0700);
    look_files(trial, LEFT_NONE);
    look_said(trial);
    if (trial->status != 3)
        trial_wrong(trial, "status %d", trial->status);
    if (world_asked(trial->world) != asked)
        trial_wrong(trial, "%" PRIu32 " requests all the same",
                    world_asked(trial->world) - asked);
}

static void
full_disk(struct trial *trial, uint32_t point, const void *what)
{
    const char *size = arena_print(&trial->mem, "size=%" PRIu32, point * PAGE);

    (void)what;
    trial->point =
        arena_print(&trial->mem, "a disk of %" PRIu32 " pages", point);
    trial->old = false;
    trial_begin(trial);
    if (mount("none", trial->dir, "tmpfs", 0, size) != 0) {
        trial_wrong(trial, "no disk can be mounted");
        return;
    }
    run(trial, NULL, NULL);
    look_files(trial, LEFT_NONE);
    look_status(trial, point == 1);
    look_said(trial);
    (void)umount2(trial->dir, MNT_DETACH);
}

/* ---- all of them --------------------------------------------------------- */

static const struct {
    const char *name;
    uint32_t last;
    void (*one)(struct trial *, uint32_t, const void *);
    bool all; /* also of a sample; alone, for it reads the log */
} rows[] = {
    {"small files", 80, small_files, false},
    {"few descriptors", 40, few_descriptors, false},
    {"closed streams", 7, closed_streams, true},
    {"a full device", 2 * FORMATS, full_device, true},
    {"a full output", 10, full_output, true},
    {"no folder", 2, no_folder, true},
    {"a full disk", 200, full_disk, false},
};

/* A name space of our own, in which disks can come and go. */
static bool
may_mount(void)
{
    return unshare(CLONE_NEWNS) == 0 &&
           mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

uint32_t
ends_place(const struct world *world, uint32_t *failed)
{
    struct world alone = *world;
    uint32_t sum = 0;
    bool mounts = may_mount();

    alone.every = alone.jobs = 1;
    for (enum command c = 0; c < COMMAND__N; c++)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            struct many many = {.world = rows[i].all ? &alone : world,
                                .command = c,
                                .one = rows[i].one,
                                .last = rows[i].last};
            uint32_t before = *failed, n;

            if (rows[i].one == full_disk && !mounts) {
                (void)printf("place: not tried: %s: nothing can be mounted "
                             "here\n",
                             rows[i].name);
                continue;
            }
            n = many_run(&many, failed);
            (void)printf("place: %s: %s: %" PRIu32 " trials, %" PRIu32
                         " wrong\n",
                         command_words[c], rows[i].name, n, *failed - before);
            sum += n;
        }
    return sum;
}
