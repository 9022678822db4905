/* The parts of `ends`: the program is stopped, starved or shut out at every
 * point of a scan and of a report, and what it leaves is looked at. */
#ifndef TORTURE_ENDS_H
#define TORTURE_ENDS_H

#include "base/arena.h"

#include "system.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

enum command { COMMAND_SCAN, COMMAND_REPORT, COMMAND__N };
enum { FORMATS = 5, HUNG_MS = 120000 };

extern const char *const command_words[COMMAND__N];
extern const char *const format_words[FORMATS];

/* What all runs share. */
struct world {
    const struct system *system;
    const char *grantscan, *simulator, *rules, *tenant, *out;
    const char *log;   /* of the simulator */
    const char *audit; /* that `report` is given */
    pid_t pid;         /* of the simulator */
    int port;
    int usual[COMMAND__N]; /* status where nothing happens */
    uint32_t every;        /* one in so many of the points; 1: all */
    uint32_t jobs;
    struct arena *arena;
};

/* What becomes of a child before it is the program; or NULL. */
struct before {
    void (*act)(const struct before *);
    uint64_t number;
    const char *text;
};

struct trial {
    const struct world *world;
    enum command command;
    const char *point; /* for a person: "allocation 17" */
    const char *dir;   /* its folder, made anew */
    bool old;          /* its files stand there already */
    const struct before *before;
    /* Which signal, after how many system calls, and the same again after so
     * many more; 0: none. */
    int signal;
    uint32_t at, again;
    /* What came of it. */
    int status;                 /* as of a shell: 128 and the signal */
    bool signalled;             /* a signal ended it */
    bool reached;               /* it lived up to the point */
    uint32_t later;             /* sent after the signal was seen */
    uint32_t calls;             /* system calls in all */
    uint32_t wrong;             /* what did not hold */
    struct stat whole[FORMATS]; /* of the files that were found whole */
    const char *err;            /* what it said */
    struct arena mem;           /* of the trial */
};

/* ends_run.c */
void world_begin(struct world *, const char *source, const char *build);
void world_end(const struct world *);
uint32_t world_asked(const struct world *); /* lines of the log */
const char *const *trial_arguments(struct trial *, const char *target);
void trial_begin(struct trial *); /* makes the folder */
void trial_run(struct trial *, const char *const *argv);
/* The same in pieces. */
pid_t trial_start(struct trial *, const char *const *argv);
void trial_wait(struct trial *, pid_t);
void trial_ended(struct trial *, int status); /* as of wait(2) */
const char *trial_said(struct trial *);       /* on standard error */
void trial_say_nothing(struct trial *);       /* takes that away */
void trial_end(struct trial *);               /* removes it, if all held */
void trial_wrong(struct trial *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ends_trace.c: runs under ptrace; false where nothing can be traced. */
bool trace_child(void);
void trace_run(struct trial *, pid_t);

/* ends_look.c */
enum { LEFT_NONE, LEFT_ONE };
/* Every target is whole, old or absent; besides them at most so many files. */
void look_files(struct trial *, uint32_t most_left);
/* Standard error has a sentence and nothing of a sanitizer. */
void look_said(struct trial *);
const char *trial_text(struct trial *, const char *file, size_t *length);

/* Each gives how many trials there were, and adds to *failed. */
typedef uint32_t sweep_fn(const struct world *, uint32_t *failed);
sweep_fn ends_alloc, ends_signal, ends_place;

/* ends_many.c: tries the points from 1 on, several at a time, until one is
 * not reached; each in a process of its own. */
struct many {
    const struct world *world;
    enum command command;
    const void *what;
    void (*one)(struct trial *, uint32_t point, const void *what);
    uint32_t last; /* 0: until a point is not reached */
};
uint32_t many_run(const struct many *, uint32_t *failed);

#endif
