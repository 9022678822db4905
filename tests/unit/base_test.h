/* The suites of the tests of base/. */
#ifndef TESTS_UNIT_BASE_TEST_H
#define TESTS_UNIT_BASE_TEST_H

#include <check.h>

Suite *base_hash_suite(void);

#endif
