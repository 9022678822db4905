/* Unit tests of scanner/: runs the suites of the files beside this one. */
#include "base/out.h"
#include "scanner/cli/providers.h"
#include "tests/unit/scanner_test.h"

#include <stdlib.h>
#include <string.h>

void
test_hide(struct secrets *secrets, uint32_t i, const char *text)
{
    secret_keep(&secrets->value[i], text, strlen(text));
}

void
test_secrets(struct secrets *secrets)
{
    const struct provider *provider = provider_find("autotask");

    secrets_wipe(secrets);
    *secrets = (struct secrets){.credential = provider->credential,
                                .n = provider->n_credential};
    test_hide(secrets, 0, TEST_USER);
    test_hide(secrets, 1, TEST_SECRET);
    test_hide(secrets, 2, TEST_CODE);
}

const char *
test_mistakes(const struct diags *diags, struct arena *arena)
{
    struct out out = {0};
    const char *text;

    for (uint32_t i = 0; i < diags->n; i++) {
        const struct diag *diag = &diags->list[i];

        if (diag->file != NULL)
            (void)out_print(&out, "%s:%u: ", diag->file, (unsigned)diag->line);
        (void)out_print(&out, "%s\n", diag->text);
    }
    text = arena_text(arena, out_string(&out));
    out_free(&out);
    return text;
}

int
main(void)
{
    SRunner *runner = srunner_create(scanner_zone_suite());
    int failed;

    srunner_add_suite(runner, scanner_dialect_suite());
    srunner_add_suite(runner, scanner_head_suite());
    srunner_add_suite(runner, scanner_metadata_suite());
    srunner_add_suite(runner, scanner_small_suite());
    srunner_add_suite(runner, scanner_secret_suite());
    srunner_add_suite(runner, scanner_kinds_suite());
    srunner_add_suite(runner, scanner_assertion_suite());
    srunner_add_suite(runner, scanner_token_suite());
    srunner_add_suite(runner, scanner_ready_suite());
    srunner_add_suite(runner, scanner_scrub_suite());
    srunner_add_suite(runner, scanner_command_suite());
    srunner_add_suite(runner, scanner_options_suite());
    srunner_add_suite(runner, scanner_target_suite());
    srunner_add_suite(runner, scanner_engine_suite());
    srunner_add_suite(runner, scanner_login_suite());
    srunner_add_suite(runner, scanner_survey_suite());
    srunner_add_suite(runner, scanner_own_suite());
    srunner_add_suite(runner, scanner_rows_suite());
    srunner_add_suite(runner, scanner_queue_suite());
    srunner_add_suite(runner, scanner_turns_suite());
    srunner_add_suite(runner, scanner_refused_suite());
    srunner_add_suite(runner, scanner_close_suite());
    srunner_add_suite(runner, scanner_subject_suite());
    srunner_add_suite(runner, scanner_published_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
