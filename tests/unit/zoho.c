/* Unit tests of scanner/zoho/: runs the suites of the files beside this one. */
#include "tests/unit/zoho.h"

#include <stdlib.h>

int
main(void)
{
    SRunner *runner = srunner_create(zoho_catalogue_suite());
    int failed;

    srunner_add_suite(runner, zoho_rules_suite());
    srunner_add_suite(runner, zoho_judged_suite());
    srunner_add_suite(runner, zoho_login_suite());
    srunner_add_suite(runner, zoho_scopes_suite());
    srunner_add_suite(runner, zoho_reach_suite());
    srunner_add_suite(runner, zoho_credits_suite());
    srunner_add_suite(runner, zoho_odd_suite());
    srunner_add_suite(runner, zoho_hostile_suite());
    srunner_add_suite(runner, zoho_reports_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
