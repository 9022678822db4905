/* Unit tests of scanner/connectwise/: runs the suites of the files beside this
 * one. */
#include "tests/unit/connectwise.h"

#include <stdlib.h>

int
main(void)
{
    SRunner *runner = srunner_create(connectwise_role_suite());
    int failed;

    srunner_add_suite(runner, connectwise_excess_suite());
    srunner_add_suite(runner, connectwise_levels_suite());
    srunner_add_suite(runner, connectwise_list_suite());
    srunner_add_suite(runner, connectwise_pages_suite());
    srunner_add_suite(runner, connectwise_rules_suite());
    srunner_add_suite(runner, connectwise_login_suite());
    srunner_add_suite(runner, connectwise_refused_suite());
    srunner_add_suite(runner, connectwise_wire_suite());
    srunner_add_suite(runner, connectwise_words_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
