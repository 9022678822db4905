/* Suites of the Google Workspace provider. */
#ifndef TESTS_UNIT_GOOGLE_H
#define TESTS_UNIT_GOOGLE_H

#include <check.h>

Suite *google_catalogue_suite(void);
Suite *google_key_suite(void);
Suite *google_login_suite(void);
Suite *google_rules_suite(void);
Suite *google_matrix_suite(void);
Suite *google_samples_suite(void);
Suite *google_reports_suite(void);
Suite *google_odd_suite(void);
Suite *google_hostile_suite(void);
Suite *google_watch_suite(void);
Suite *google_shelf_suite(void);

#endif
