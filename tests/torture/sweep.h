/* The parts of the driver: a tenant and what a scan of it says without a
 * fault, one run with a fault, and what must hold of it. */
#ifndef TORTURE_SWEEP_H
#define TORTURE_SWEEP_H

#include "base/arena.h"
#include "base/json.h"

#include "fault.h"
#include "system.h"

#include <stdint.h>
#include <sys/types.h>

enum {
    GRACE_MS = 14000, /* beyond what a scan was told of the whole */
    KILL_MS = 40000,
    AFTER_MS = 3000, /* in which a refused login is heard of */
    REQUESTS_MAX = 200
};

struct setting {
    const struct system *system;
    const char *grantscan, *simulator, *faulty, *rules, *tenants, *out;
    const char *self; /* words that begin a command to try again */
};

/* A check as a scan without faults judged it. */
struct check {
    const char *id, *verdict, *reason;
    const struct json *evidence;
};

struct tenant {
    const char *name;
    pid_t simulator;
    int port;
    const char *request[REQUESTS_MAX]; /* "METHOD /path", each once */
    size_t n_request;
    struct check *check;
    uint32_t n_check;
};

struct run {
    const struct setting *setting;
    const struct tenant *tenant;
    const char *request; /* NULL: none is faulty */
    const struct fault *fault;
    const char *dir; /* its files */
    bool html;       /* the page too, looked at by xmllint */
    struct arena arena;
    int timeout_s, max_time_s; /* what the scan is told */
    int status;                /* as waitpid gives it */
    int64_t ms;                /* what it took */
    bool hung;                 /* had to be killed */
    bool seen_broken;          /* the log of the wire cannot be read */
    bool slow; /* it waited in vain though its fault is another: what was slow
                  is this machine */
    uint32_t violations;
};

/* A line of the log of the proxy. */
struct seen {
    char method[16], path[1024];
    int credentials, status, hit, reused;
    long long ms; /* when */
};

void simulator_start(struct tenant *, const struct setting *, struct arena *);
void simulator_stop(const struct tenant *);

/* Runs the scan; its files are then in run->dir. */
void run_scan(struct run *);
/* Removes its files, and the folder if it holds no others. */
void run_clear(struct run *);
const char *run_path(struct run *, const char *file);
/* The text of one of its files; "" if there is none. */
const char *run_text(struct run *, const char *file, size_t *length);
const struct json *run_audit(struct run *);
/* Lines of the wire's log; false past the end. */
bool run_seen(const char **log, struct seen *);
/* Ends with 0 if the program says that the file is well-formed. */
bool run_lint(struct run *, const char *file);

/* Fills in what a scan without faults asks and says. */
void learn(struct tenant *, struct run *);

/* kind: one word; the sentence says what was seen. */
void violate(struct run *, const char *kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* All of it; of a slow run what holds of any, however little it came to know.
 */
void judge(struct run *);
void judge_wire(struct run *, const struct json *audit);
void judge_verdicts(struct run *, const struct json *audit);

#endif
