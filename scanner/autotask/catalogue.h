/* What Autotask's REST API offers to anybody: its entities with their verbs,
 * and the facts beside them that rules may ask for. Tables only. */
#ifndef SCANNER_AUTOTASK_CATALOGUE_H
#define SCANNER_AUTOTASK_CATALOGUE_H

#include "rules/model/right.h"

/* The facts that rules may name. */
#define FACT_LOGIN    "login"
#define FACT_API_ONLY "api-only"
#define FACT_CALLOUTS "webhook-callouts"
#define FACT_PICKLIST "picklist"
#define FACT_WEBHOOKS "webhooks"

/* The catalogue's verbs, by their place. */
enum autotask_verb {
    AUTOTASK_VIEW,
    AUTOTASK_ADD,
    AUTOTASK_EDIT,
    AUTOTASK_DELETE,
    AUTOTASK_VERBS
};

/* Its scale of levels: none, restricted, all. */
enum { AUTOTASK_NONE, AUTOTASK_RESTRICTED, AUTOTASK_ALL };

extern const struct catalogue autotask_catalogue;

/* The entity of a name or of an alias ("Company" is Companies), letter case
 * ignored; NULL if there is none. */
const struct entity *autotask_entity(const char *name);

const struct right *autotask_right(const struct entity *, enum autotask_verb);
/* A fact of an entity. */
const struct right *autotask_fact(const struct entity *, const char *fact);

#endif
