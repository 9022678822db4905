/* What vendors call scopes in the lists they publish for Google Workspace, and
 * on whom scopes are tried; for the import of such a list. */
#ifndef SCANNER_GOOGLE_PHRASES_H
#define SCANNER_GOOGLE_PHRASES_H

#include "rules/import/import.h"

extern const struct import_phrases google_phrases;

#endif
