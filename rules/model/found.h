/* Entities that a scan met and no catalogue names: what an account may do with
 * them is worth knowing all the same. Pure. */
#ifndef RULES_MODEL_FOUND_H
#define RULES_MODEL_FOUND_H

#include "base/arena.h"
#include "rules/model/right.h"

/* One of them: all that is known of it. */
struct found {
    const char *name, *section;
    enum risk risk; /* as its name lets one guess; RISK_NONE: no guess */
};

/* A catalogue of these alone, each once, and without those that the given one
 * names itself (a file may say anything): every verb of the given one on each,
 * on the scale of its first right, at the risk that was guessed or one in the
 * middle, for nobody knows it. */
const struct catalogue *
catalogue_found(const struct catalogue *, const struct found *, uint32_t n,
                struct arena *);

/* The id of a right of such an entity. */
const char *found_right(const char *name, const char *verb, struct arena *);

#endif
