/* What the test files of scanner/ share: their suites, and one set of made-up
 * credentials whose texts must never be seen anywhere. */
#ifndef TESTS_UNIT_SCANNER_TEST_H
#define TESTS_UNIT_SCANNER_TEST_H

#include "base/arena.h"
#include "base/diag.h"
#include "scanner/cli/providers.h"
#include "scanner/engine/secret.h"

#include <check.h>

#define TEST_USER   "abc123xyz@acme.example"
#define TEST_SECRET "s3cr3t\"of the house"
#define TEST_CODE   "TRACKINGIDENTIFIER123456789"

/* The three credentials of Autotask, filled in without the environment, in
 * place of what was there. */
void test_secrets(struct secrets *);
void test_hide(struct secrets *, uint32_t i, const char *text);

/* The mistakes, each ended by "\n", with "file:line: " where known. */
const char *test_mistakes(const struct diags *, struct arena *);

Suite *scanner_zone_suite(void);
Suite *scanner_head_suite(void);
Suite *scanner_dialect_suite(void);
Suite *scanner_small_suite(void);
Suite *scanner_secret_suite(void);
Suite *scanner_kinds_suite(void);
Suite *scanner_assertion_suite(void);
Suite *scanner_token_suite(void);
Suite *scanner_ready_suite(void);
Suite *scanner_scrub_suite(void);
Suite *scanner_command_suite(void);
Suite *scanner_options_suite(void);
Suite *scanner_target_suite(void);
Suite *scanner_engine_suite(void);
Suite *scanner_login_suite(void);
Suite *scanner_survey_suite(void);
Suite *scanner_own_suite(void);
Suite *scanner_metadata_suite(void);
Suite *scanner_rows_suite(void);
Suite *scanner_queue_suite(void);
Suite *scanner_turns_suite(void);
Suite *scanner_refused_suite(void);
Suite *scanner_close_suite(void);
Suite *scanner_subject_suite(void);
Suite *scanner_published_suite(void);

#endif
