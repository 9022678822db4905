/* Where everything of an audit stands: to find what is named without walking
 * all of it. Pure. */
#ifndef AUDIT_PLACES_H
#define AUDIT_PLACES_H

#include "base/index.h"
#include "rules/model/audit.h"

struct places {
    const struct audit *audit;
    struct index finding, excess, unjudged;
};

struct places places_of(const struct audit *, struct arena *);

/* NULL: there is none. */
const struct finding *
places_finding(const struct places *, const char *rules, const char *id);
const struct excess *places_excess(const struct places *, const char *id);

/* Whether what is held of the entity could not be judged. */
bool places_unjudged(const struct places *, const char *entity);

#endif
