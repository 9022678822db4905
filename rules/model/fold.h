/* Names, without what differs from one place of print to the next. */
#ifndef RULES_MODEL_FOLD_H
#define RULES_MODEL_FOLD_H

#include "base/arena.h"

/* A name without letter case, blanks, dashes and marks, singular and plural,
 * "&" for "and": "Ticket Notes", "TicketNote" and "ticket - notes" are the
 * same. "" if it has no letter or digit that ASCII knows. */
const char *name_fold(const char *name, struct arena *);

#endif
