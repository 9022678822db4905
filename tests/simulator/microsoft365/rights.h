/* What the application may do: by permissions, by roles of the directory and
 * of Exchange, by access policies. */
#ifndef SIMULATOR_MICROSOFT365_RIGHTS_H
#define SIMULATOR_MICROSOFT365_RIGHTS_H

#include "tests/simulator/microsoft365/tenant.h"

/* What its permissions open together: of enum opens. */
unsigned rights_open(const struct tenant *);

bool rights_users(const struct tenant *);

/* enum answer_word: the refusal, or ANSWER_NONE. */
int rights_calendar(const struct tenant *, const char *mailbox,
                    const struct user *);

#endif
