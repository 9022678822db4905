/* The rights of a security level as the API knows them. Not the scanner's own
 * words for them: what is tested must not vouch for itself. */
#ifndef SIMULATOR_AUTOTASK_LEVEL_H
#define SIMULATOR_AUTOTASK_LEVEL_H

enum access { ACCESS_VIEW, ACCESS_ADD, ACCESS_EDIT, ACCESS_DELETE, ACCESS__N };

/* How much of one; unknown: the tenant's file does not say. */
enum level { LEVEL_UNKNOWN, LEVEL_NONE, LEVEL_RESTRICTED, LEVEL_ALL, LEVEL__N };

#endif
