/* The Autotask PSA provider: its parts and what they share. Facts about the
 * REST API are marked with their source where they are used. */
#ifndef SCANNER_AUTOTASK_AUTOTASK_H
#define SCANNER_AUTOTASK_AUTOTASK_H

#include "scanner/autotask/catalogue.h"
#include "scanner/engine/scan.h"

extern const struct provider provider_autotask;

/* What a step is for (step.probe). */
enum probe {
    PROBE_ZONE,    /* where the tenant lives; without credentials */
    PROBE_LOGIN,   /* the one first authenticated request */
    PROBE_SURVEY,  /* every entity's metadata in one answer */
    PROBE_ENTITY,  /* one entity's metadata: spare */
    PROBE_READ,    /* one id of an entity */
    PROBE_FIELDS,  /* picklists */
    PROBE_OWN,     /* the API user's own Resources row */
    PROBE_COUNT,   /* own webhooks */
    PROBE_MODULES, /* which modules are switched on: spare */
    PROBE__N
};

/* ---- dialect.c ----------------------------------------------------------- */

extern const struct dialect autotask_dialect;

/* What an answer says of one verb of an entity. */
struct access_info {
    enum { OFFER_UNSAID, OFFER_YES, OFFER_NO, OFFER_ODD } offer; /* canX */
    bool known;       /* the level is readable */
    int64_t grade;    /* then: the level */
    const char *said; /* the word as sent; NULL: absent */
};

/* One entity's metadata as one answer gives it. */
struct entity_info {
    struct access_info access[AUTOTASK_VERBS];
    struct access_info callouts; /* supportsWebhookCallouts, as a flag */
};

/* Reads one description, with or without its "info" wrapper. What it says
 * points into the document or the arena. */
struct entity_info entity_info_read(const struct json *, struct arena *);
/* The description's own name, or NULL. */
const char *entity_info_name(const struct json *);

/* ---- plan.c -------------------------------------------------------------- */

void autotask_plan(const struct ruleset *, struct plan *, struct arena *);

/* ---- hear.c -------------------------------------------------------------- */

/* What is kept from one answer to the next. */
struct autotask {
    bool *told;     /* by right: something was said of it */
    int64_t *grade; /* by right: what the survey says, if it was told */
    int64_t *count; /* own webhooks and one, by step; 0: not counted */
};

struct autotask *autotask_state(struct scan *);
/* An observation of a right that settles it. */
void autotask_observe(struct scan *, uint32_t step, const struct right *,
                      int64_t grade, const char *said);
/* Of a read of the step's entity: refused, allowed with a row or without, or
 * in doubt. */
void autotask_read_refused(struct scan *, uint32_t step);
void autotask_read_allowed(struct scan *, uint32_t step, bool row);
void autotask_read_doubt(struct scan *, uint32_t step, enum reason);

void autotask_hear(struct scan *, uint32_t step, const struct answer *);
void autotask_conclude(struct scan *);

/* ---- connect.c ----------------------------------------------------------- */

void autotask_hear_zone(struct scan *, uint32_t step, const struct answer *);
void autotask_hear_login(struct scan *, uint32_t step, const struct answer *);
extern const char *const autotask_hosts[];

/* ---- survey.c ------------------------------------------------------------ */

void autotask_hear_survey(struct scan *, uint32_t step, const struct answer *);
void autotask_hear_entity(struct scan *, uint32_t step, const struct answer *);
void autotask_hear_modules(struct scan *, uint32_t step, const struct answer *);

/* ---- own.c --------------------------------------------------------------- */

void autotask_hear_own(struct scan *, uint32_t step, const struct answer *);

#endif
