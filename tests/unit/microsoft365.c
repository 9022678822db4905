/* Unit tests of scanner/microsoft365/: runs the suites of the files beside
 * this one. */
#include "tests/unit/microsoft365.h"

#include <stdlib.h>

int
main(void)
{
    SRunner *runner = srunner_create(microsoft365_catalogue_suite());
    int failed;

    srunner_add_suite(runner, microsoft365_key_suite());
    srunner_add_suite(runner, microsoft365_login_suite());
    srunner_add_suite(runner, microsoft365_matrix_suite());
    srunner_add_suite(runner, microsoft365_reports_suite());
    srunner_add_suite(runner, microsoft365_rules_suite());
    srunner_add_suite(runner, microsoft365_odd_suite());
    srunner_add_suite(runner, microsoft365_samples_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
