/* What the test files of the importer share. */
#ifndef TESTS_UNIT_IMPORT_TEST_H
#define TESTS_UNIT_IMPORT_TEST_H

#include "base/file.h"
#include "rules/import/import.h"
#include "rules/load/load.h"

#include <check.h>

extern struct arena mem;

void import_teardown(void);

/* A file of the source tree, by its path below the root. */
struct file_text source_text(const char *path);

struct import_source source_named(const char *name);

/* Loads rules that have to be good. */
struct ruleset loaded(const char *text, size_t length);

struct imported {
    struct import import;
    struct ruleset set;
    const char *json;
};

/* Imports what must import, and loads what came of it. */
struct imported imported(const char *markdown, size_t length, const char *name);
struct imported imported_text(const char *markdown);

/* Names of the case files, without folder and suffix. */
enum { CASES = 10 };
extern const char *const import_cases[CASES];

Suite *import_input_suite(void);

#endif
