/* Suites of the ConnectWise provider. */
#ifndef TESTS_UNIT_CONNECTWISE_H
#define TESTS_UNIT_CONNECTWISE_H

#include <check.h>

Suite *connectwise_role_suite(void);
Suite *connectwise_excess_suite(void);
Suite *connectwise_levels_suite(void);
Suite *connectwise_list_suite(void);
Suite *connectwise_pages_suite(void);
Suite *connectwise_rules_suite(void);
Suite *connectwise_login_suite(void);
Suite *connectwise_refused_suite(void);
Suite *connectwise_wire_suite(void);
Suite *connectwise_words_suite(void);

#endif
