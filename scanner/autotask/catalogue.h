/* What Autotask's REST API offers to anybody: its entities with their verbs,
 * and the facts beside them that rules may ask for. Tables only. */
#ifndef SCANNER_AUTOTASK_CATALOGUE_H
#define SCANNER_AUTOTASK_CATALOGUE_H

#include "rules/model/model.h"

extern const struct catalogue autotask_catalogue;

/* The entity of a name or of an alias ("Company" is Companies), letter case
 * ignored; NULL if there is none. */
const struct entity_type *autotask_entity(const char *name);

#endif
