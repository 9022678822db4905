/* What the targets of the importer's readers share. */
#ifndef TESTS_FUZZ_IMPORTED_H
#define TESTS_FUZZ_IMPORTED_H

#include "rules/import/import.h"

/* name: of the file, which says its form. */
int fuzz_imported(const uint8_t *bytes, size_t length, const char *name);

#endif
