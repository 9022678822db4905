/* What vendors call the APIs, and the type of a permission, in the tables they
 * publish for Microsoft 365; for the import of such a table. */
#ifndef SCANNER_MICROSOFT365_PHRASES_H
#define SCANNER_MICROSOFT365_PHRASES_H

#include "rules/import/import.h"

extern const struct import_phrases microsoft365_phrases;

#endif
