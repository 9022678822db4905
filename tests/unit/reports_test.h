/* The parts of the test program of reports. */
#ifndef TESTS_REPORTS_TEST_H
#define TESTS_REPORTS_TEST_H

#include "audit/outcome.h"

#include <check.h>

void reports_both(Suite *);
void reports_file(Suite *);
void reports_more(Suite *);
void reports_junit(Suite *);
void reports_outcome(Suite *);
void reports_page(Suite *);
void reports_tasks(Suite *);

#endif
