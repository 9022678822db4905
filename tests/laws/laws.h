/* The laws of a scan, whatever the provider: one simulated tenant, what is run
 * on it, and what has to hold of the audit, of the wire, of the reports, and of
 * the same scan when an answer goes wrong. */
#ifndef LAWS_LAWS_H
#define LAWS_LAWS_H

#include "base/arena.h"
#include "base/json.h"
#include "tests/torture/system.h"

#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

enum { HIDDEN_MAX = 256, VARIABLE_PATTERNS = 8 };

/* Of all processes together. */
struct count {
    atomic_uint scans, laws, broken, faults, moved, kept;
};

/* One provider. */
struct setting {
    const struct system *system;
    const char *grantscan, *simulator, *rules, *tenants, *out;
    const struct json *pack;        /* the rules file */
    const char *hidden[HIDDEN_MAX]; /* what no report may hold; ends in NULL */
    const char *secret[HIDDEN_MAX]; /* what no address may hold; likewise */
    struct count *count;
};

/* How much a scan is told. */
enum shape {
    SHAPE_BARE,  /* the rules alone */
    SHAPE_NAMED, /* and on whom reads are tried */
    SHAPE_ALL,   /* and every option switched on */
    SHAPE__N
};

extern const char *const shape_name[SHAPE__N];

struct trial {
    const struct setting *setting;
    const char *tenant;
    enum shape shape;
    const char *faults; /* for --set, or NULL */
    bool closes;        /* a connection may end without an answer */
    const char *told;   /* in words: what goes wrong */
    const char *dir;    /* of its files, which begin with a name of the scan */
    struct arena arena;
    pid_t simulator;
    int port;
    int status;               /* exit status of the last run */
    const struct json *audit; /* of the last scan */
    const struct json *log;   /* of its requests, an array */
    const char *err;
    uint32_t broken;
};

/* One of the ways in which an answer can go wrong. */
struct wrong {
    const char *name;
    const char *members; /* of the fault, as JSON */
    bool closes;
};

extern const struct wrong wrongs[];

/* ---- run.c: processes and files ---------------------------------------- */

void simulator_start(struct trial *);
void simulator_stop(struct trial *);
/* Options of grantscan for that tenant and shape behind a command; n of them
 * stand in argv, and how many there are then. */
size_t run_arguments(struct trial *, const char **argv, size_t n);
/* Runs grantscan, its output to NAME.out and NAME.err; sets status. */
void run(struct trial *, const char *name, const char *const *argv);
/* A scan with reports NAME.json and, all of them, NAME.html and so on; sets
 * audit, log and err. */
void run_scan(struct trial *, const char *name, bool all);
const char *run_path(struct trial *, const char *name, const char *ending);
const char *
run_text(struct trial *, const char *name, const char *ending, size_t *length);
const struct json *
run_json(struct trial *, const char *name, const char *ending);
void run_clear(struct trial *);

extern const char *const report_name[]; /* formats; NULL ends */

/* ---- laws.c ------------------------------------------------------------ */

/* Counts a law that was looked at, and says so if it does not hold. */
bool law(struct trial *, bool holds, const char *kind, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
const char *member(const struct json *, const char *key); /* "" if absent */
int64_t number(const struct json *, const char *key);     /* -1 if absent */
bool one_of(const char *word, const char *const *words);  /* NULL-ended */

/* ---- what has to hold ---------------------------------------------------- */

void judge_record(struct trial *); /* record.c: checks, tally, exit status */
void judge_ground(struct trial *); /* ground.c: what a verdict rests on */
void judge_excess(struct trial *); /* excess.c */
void judge_wire(struct trial *);   /* wire.c: what was sent */
void judge_hidden(struct trial *, const char *name); /* wire.c: in files */
void judge_plan(struct trial *);                     /* plan.c */
void judge_again(struct trial *); /* again.c: the same once more */

/* doubt.c: the requests of the last scan as they are in faults, "PATH" by
 * "nth of that path", and how the verdicts of a scan with one may differ. */
struct request {
    const char *path;
    uint32_t nth;
};

uint32_t doubt_requests(struct trial *, const struct request **);
const char *
doubt_faults(struct arena *, const struct request *, const struct wrong *);
void judge_doubt(struct trial *, const struct json *before);

#endif
