/* The suites of the tests of base/. */
#ifndef TESTS_UNIT_BASE_TEST_H
#define TESTS_UNIT_BASE_TEST_H

#include <check.h>

Suite *base_base64_suite(void);
Suite *base_date_suite(void);
Suite *base_hash_suite(void);
Suite *base_index_suite(void);
Suite *base_json_suite(void);
Suite *base_json_write_suite(void);
Suite *base_remains_suite(void);
Suite *base_save_suite(void);
Suite *base_signer_suite(void);
Suite *base_text_suite(void);

#endif
