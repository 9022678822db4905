/* What vendors call scopes in the lists they publish for Zoho Desk; for the
 * import of such a list. */
#ifndef SCANNER_ZOHO_PHRASES_H
#define SCANNER_ZOHO_PHRASES_H

#include "rules/import/import.h"

extern const struct import_phrases zoho_phrases;

#endif
