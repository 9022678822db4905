/* What an administrator has to set: one item for each thing on a screen,
 * however many checks and products ask for it. Pure, as view.h. */
#ifndef REPORTS_VIEW_TASKS_H
#define REPORTS_VIEW_TASKS_H

#include "reports/view/view.h"

/* One thing to set. */
struct task {
    struct selection of; /* the failing checks that it mends, required first */
    const char *rights;  /* "Subscribe, Manage, Create" */
    uint32_t capacity;   /* of that selection */
};

/* Those of one screen. */
struct task_screen {
    const char *path; /* from the second screen on without what it has in common
                         with the one before: "... > CRM" */
    const struct task *item;
    uint32_t n;
};

struct tasks {
    const struct task_screen *screen;
    uint32_t n;
};

struct tasks tasks_of(struct arena *, const struct audit *);

/* A path below the one before it: what both begin with is an ellipsis. */
const char *tasks_path(struct arena *, const char *before, const char *path);

#endif
