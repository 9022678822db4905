/* Unit tests of scanner/google/: runs the suites of the files beside this
 * one. */
#include "tests/unit/google.h"

#include <stdlib.h>

int
main(void)
{
    SRunner *runner = srunner_create(google_catalogue_suite());
    int failed;

    srunner_add_suite(runner, google_key_suite());
    srunner_add_suite(runner, google_login_suite());
    srunner_add_suite(runner, google_rules_suite());
    srunner_add_suite(runner, google_matrix_suite());
    srunner_add_suite(runner, google_samples_suite());
    srunner_add_suite(runner, google_reports_suite());
    srunner_add_suite(runner, google_odd_suite());
    srunner_add_suite(runner, google_hostile_suite());
    srunner_add_suite(runner, google_watch_suite());
    srunner_add_suite(runner, google_shelf_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
