/* The Autotask PSA provider: its parts and what they share. Facts about the
 * REST API are marked with their source where they are used. */
#ifndef SCANNER_AUTOTASK_AUTOTASK_H
#define SCANNER_AUTOTASK_AUTOTASK_H

#include "base/arena.h"
#include "base/json.h"
#include "rules/model/model.h"
#include "scanner/autotask/catalogue.h"
#include "scanner/engine/provider.h"
#include "scanner/engine/scan.h"

extern const struct provider provider_autotask;

/* What a step is for (step.probe). */
enum probe {
    PROBE_ZONE,   /* where the tenant lives; without credentials */
    PROBE_LOGIN,  /* the one first authenticated request */
    PROBE_SURVEY, /* every entity's metadata in one answer */
    PROBE_ENTITY, /* one entity's metadata: spare */
    PROBE_READ,   /* one id of an entity */
    PROBE_FIELDS, /* picklists */
    PROBE_OWN,    /* the API user's own Resources row */
    PROBE_COUNT   /* own webhooks */
};

/* The facts that rules may name (catalogue.fact). */
#define FACT_LOGIN    "login"
#define FACT_API_ONLY "api-only"
#define FACT_CALLOUTS "webhook-callouts"
#define FACT_PICKLIST "picklist"
#define FACT_WEBHOOKS "webhooks"

/* ---- dialect.c ----------------------------------------------------------- */

struct answer autotask_read(const struct response *, struct arena *scratch);

/* One entity's metadata as one answer gives it. */
struct entity_info {
    bool present;                  /* the answer holds this entity, once */
    bool ambiguous;                /* more than once */
    enum level level[ACCESS__N];   /* LEVEL_UNKNOWN: absent or unreadable */
    const char *said[ACCESS__N];   /* the word as sent; NULL: absent */
    enum level offered[ACCESS__N]; /* canX: ALL yes, NONE no */
    enum level callouts;           /* supportsWebhookCallouts, likewise */
};

/* Reads one description, with or without its "info" wrapper. What it says
 * points into the document or the arena. */
struct entity_info entity_info_read(const struct json *, struct arena *);
/* The description's own name, or NULL. */
const char *entity_info_name(const struct json *);
/* False: something of it is absent or unreadable. */
bool entity_info_whole(const struct entity_info *);

/* ---- plan.c -------------------------------------------------------------- */

void autotask_plan(const struct ruleset *, struct plan *, struct arena *);

/* ---- hear.c -------------------------------------------------------------- */

void autotask_hear(struct scan *, uint32_t step, const struct answer *);

/* ---- conclude.c ---------------------------------------------------------- */

/* What hear keeps for the end. */
struct autotask {
    struct entity_info *survey, *alone; /* one per catalogue entity */
    int64_t webhooks;                   /* own ones, as far as counted */
    uint32_t webhook_answers;
    uint32_t webhook_exchange;
    const char *webhook_text;
    bool own_known;
    bool own_read; /* the look for the own row tells of View on Resources */
};

struct autotask *autotask_state(struct scan *);
void autotask_conclude(struct scan *);

#endif
