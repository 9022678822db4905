/* Suites of the Zoho Desk provider. */
#ifndef TESTS_UNIT_ZOHO_H
#define TESTS_UNIT_ZOHO_H

#include <check.h>

Suite *zoho_catalogue_suite(void);
Suite *zoho_rules_suite(void);
Suite *zoho_judged_suite(void);
Suite *zoho_login_suite(void);
Suite *zoho_scopes_suite(void);
Suite *zoho_reach_suite(void);
Suite *zoho_credits_suite(void);
Suite *zoho_odd_suite(void);
Suite *zoho_hostile_suite(void);
Suite *zoho_reports_suite(void);

#endif
