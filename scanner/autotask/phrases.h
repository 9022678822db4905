/* What vendors call Autotask's objects and settings in the tables they
 * publish; for the import of such a table. */
#ifndef SCANNER_AUTOTASK_PHRASES_H
#define SCANNER_AUTOTASK_PHRASES_H

#include "rules/import/import.h"

extern const struct import_phrases autotask_phrases;

#endif
