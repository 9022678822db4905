/* The minimal security level as a list of settings, in the order of the
 * provider's editor: what to set, what to take away, what to leave. Pure. */
#ifndef AUDIT_WORKSHEET_H
#define AUDIT_WORKSHEET_H

#include "base/arena.h"
#include "rules/model/audit.h"

enum work {
    WORK_SET,  /* asked for; not held, or not known to be */
    WORK_TAKE, /* held; not asked for */
    WORK_KEEP, /* asked for and held */
    WORK__N
};

/* One line to tick off. */
struct work_row {
    enum work work;
    const char *section; /* of the editor, else the rules' own; as a title
                            (audit/editor.h) */
    const char *screen;  /* the whole path to it, or NULL */
    const char *object, *column;
    const char *now, *needed;
    const char *product; /* who asks, where there are several; or NULL */
    const char *how;     /* what to set there, or do before; or NULL */
    const char *id;      /* of the check, or of the first excess row */
    enum risk risk;      /* WORK_TAKE: the highest of the row */
    const struct waiver *waiver; /* accepts it for now; or NULL */
};

struct worksheet {
    const struct work_row *row; /* by section, then by enum work */
    uint32_t n;
    bool blind; /* nothing was seen (audit_is_blind): no rows */
};

struct worksheet worksheet_make(const struct audit *, struct arena *);

#endif
