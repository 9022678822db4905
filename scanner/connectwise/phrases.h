/* What vendors call the modules and functions of ConnectWise PSA in the tables
 * they publish; for the import of such a table. */
#ifndef SCANNER_CONNECTWISE_PHRASES_H
#define SCANNER_CONNECTWISE_PHRASES_H

#include "rules/import/import.h"

extern const struct import_phrases connectwise_phrases;

#endif
