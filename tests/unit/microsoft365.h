/* Suites of the Microsoft 365 provider. */
#ifndef TESTS_UNIT_MICROSOFT365_H
#define TESTS_UNIT_MICROSOFT365_H

#include <check.h>

Suite *microsoft365_catalogue_suite(void);
Suite *microsoft365_key_suite(void);
Suite *microsoft365_login_suite(void);
Suite *microsoft365_matrix_suite(void);
Suite *microsoft365_reports_suite(void);
Suite *microsoft365_rules_suite(void);
Suite *microsoft365_odd_suite(void);
Suite *microsoft365_samples_suite(void);

#endif
