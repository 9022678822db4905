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

/* Where a page is from, for the import. */
struct import_source source_named(const char *provider, const char *name);

/* Loads rules that have to be good. */
struct ruleset loaded(const char *text, size_t length);

struct imported {
    struct import import;
    struct ruleset set;
    const char *json;
};

/* Imports what must import, and loads what came of it. */
struct imported
imported(const struct file_text *, const struct import_source *);
/* Markdown for Autotask. */
struct imported imported_text(const char *markdown);

/* "id option: claims" of a check, and of all: one line each. */
const char *check_text(const struct check *);
const char *checks_text(const struct ruleset *);

/* What is asked for, but of Resources: "view All if if-syncing, ?". */
const char *asked_text(const struct imported *);

Suite *import_cells_suite(void);
Suite *import_input_suite(void);
Suite *import_listed_suite(void);
Suite *import_pages_suite(void);
Suite *import_names_suite(void);
Suite *import_vendors_suite(void);

#endif
