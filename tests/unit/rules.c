/* Tests of rules/: words, the lattice of verdicts, and what findings add up
 * to. The other suites of this program are in the files beside it. */
#include "audit/outcome.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <stdlib.h>
#include <string.h>

/* ---- words ----------------------------------------------------------- */

START_TEST(words_come_back)
{
    for (int i = 0; i < ACCESS__N; i++) {
        enum access value = ACCESS__N;

        ck_assert(access_from(access_word((enum access)i), &value));
        ck_assert_int_eq((int)value, i);
        ck_assert_ptr_nonnull(access_title((enum access)i));
    }
    for (int i = 0; i < LEVEL__N; i++) {
        enum level value = LEVEL__N;

        ck_assert(level_from(level_word((enum level)i), &value));
        ck_assert_int_eq((int)value, i);
        ck_assert_ptr_nonnull(level_title((enum level)i));
    }
    for (int i = 0; i < NEED__N; i++) {
        enum need value = NEED__N;

        ck_assert(need_from(need_word((enum need)i), &value));
        ck_assert_int_eq((int)value, i);
    }
    for (int i = 0; i < VERDICT__N; i++) {
        enum verdict value = VERDICT__N;

        ck_assert(verdict_from(verdict_word((enum verdict)i), &value));
        ck_assert_int_eq((int)value, i);
    }
    for (int i = 0; i < STRENGTH__N; i++) {
        enum strength value = STRENGTH__N;

        ck_assert(strength_from(strength_word((enum strength)i), &value));
        ck_assert_int_eq((int)value, i);
    }
    for (int i = 0; i < BASIS__N; i++) {
        enum basis value = BASIS__N;

        ck_assert(basis_from(basis_word((enum basis)i), &value));
        ck_assert_int_eq((int)value, i);
    }
}
END_TEST

START_TEST(words_of_statements_and_rights_come_back)
{
    for (int i = 0; i < RISK__N; i++) {
        enum risk value = RISK__N;

        ck_assert(risk_from(risk_word((enum risk)i), &value));
        ck_assert_int_eq((int)value, i);
    }
    for (int i = 0; i < EXCESS__N; i++) {
        enum excess_mode value = EXCESS__N;

        ck_assert(
            excess_mode_from(excess_mode_word((enum excess_mode)i), &value));
        ck_assert_int_eq((int)value, i);
    }
    for (int i = 0; i < WAIVER__N; i++) {
        enum waiver_state value = WAIVER__N;

        ck_assert(
            waiver_state_from(waiver_state_word((enum waiver_state)i), &value));
        ck_assert_int_eq((int)value, i);
    }
    for (int i = 0; i < CHANGE__N; i++) {
        enum change_kind value = CHANGE__N;

        ck_assert(change_from(change_word((enum change_kind)i), &value));
        ck_assert_int_eq((int)value, i);
    }
}
END_TEST

START_TEST(reasons_come_back)
{
    for (int i = 0; i < WHY__N; i++) {
        enum reason value = WHY__N;

        ck_assert(reason_from(reason_word((enum reason)i), &value));
        ck_assert_int_eq((int)value, i);
        ck_assert(strlen(reason_about((enum reason)i)) > 0);
    }
    ck_assert_int_eq(reason_verdict(WHY_GRANTED), VERDICT_PASS);
    ck_assert_int_eq(reason_verdict(WHY_ATTESTED), VERDICT_PASS);
    ck_assert_int_eq(reason_verdict(WHY_BELOW_LIMIT), VERDICT_FAIL);
    ck_assert_int_eq(reason_verdict(WHY_EXCESS), VERDICT_FAIL);
    ck_assert_int_eq(reason_verdict(WHY_NOT_OFFERED), VERDICT_SKIP);
    ck_assert_int_eq(reason_verdict(WHY_NOT_PROBED), VERDICT_UNKNOWN);
    ck_assert_int_eq(reason_verdict(WHY_INTERRUPTED), VERDICT_UNKNOWN);
}
END_TEST

START_TEST(other_words_are_refused)
{
    static const char *const words[] = {"", "View", "nonsense", "al", NULL};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        enum access access;
        enum level level;
        enum need need;
        enum verdict verdict;
        enum strength strength;
        enum reason reason;
        enum basis basis;
        enum risk risk;
        enum excess_mode mode;
        enum waiver_state state;
        enum change_kind change;

        ck_assert(!access_from(words[i], &access));
        ck_assert(!level_from(words[i], &level));
        ck_assert(!need_from(words[i], &need));
        ck_assert(!verdict_from(words[i], &verdict));
        ck_assert(!strength_from(words[i], &strength));
        ck_assert(!reason_from(words[i], &reason));
        ck_assert(!basis_from(words[i], &basis));
        ck_assert(!risk_from(words[i], &risk));
        ck_assert(!excess_mode_from(words[i], &mode));
        ck_assert(!waiver_state_from(words[i], &state));
        ck_assert(!change_from(words[i], &change));
    }
}
END_TEST

START_TEST(names_of_the_contract)
{
    ck_assert_str_eq(verdict_word(VERDICT_UNKNOWN), "unknown");
    ck_assert_str_eq(reason_word(WHY_NEEDS_ATTESTATION), "needs-attestation");
    ck_assert_str_eq(reason_word(WHY_ZONE_REFUSED), "zone-refused");
    ck_assert_str_eq(outcome_word(OUTCOME_COMPLIANT), "compliant");
    ck_assert_str_eq(outcome_word(OUTCOME_NOT_COMPLIANT), "not-compliant");
    ck_assert_str_eq(outcome_word(OUTCOME_UNDETERMINED), "undetermined");
    ck_assert_str_eq(kind_word(KIND_LEVEL), "level");
    ck_assert_str_eq(kind_word(KIND_STATEMENT), "statement");
}
END_TEST

/* ---- the lattice ----------------------------------------------------- */

START_TEST(lattice)
{
    static const enum verdict order[] = {VERDICT_SKIP, VERDICT_PASS,
                                         VERDICT_UNKNOWN, VERDICT_FAIL};

    ck_assert_uint_eq(sizeof order / sizeof *order, VERDICT__N);
    for (unsigned i = 0; i < VERDICT__N; i++) {
        enum verdict a = order[i];

        ck_assert_int_eq(verdict_all(a, a), a);
        ck_assert_int_eq(verdict_all(a, VERDICT_SKIP), a);
        ck_assert_int_eq(verdict_all(VERDICT_SKIP, a), a);
        for (unsigned j = 0; j < VERDICT__N; j++) {
            enum verdict b = order[j];

            ck_assert_int_eq(verdict_all(a, b), order[i > j ? i : j]);
            ck_assert_int_eq(verdict_all(a, b), verdict_all(b, a));
            for (unsigned k = 0; k < VERDICT__N; k++) {
                enum verdict c = order[k];

                ck_assert_int_eq(verdict_all(a, verdict_all(b, c)),
                                 verdict_all(verdict_all(a, b), c));
            }
        }
    }
}
END_TEST

/* ---- what findings add up to ----------------------------------------- */

static const struct {
    const char *findings; /* a letter each; capitals: recommended */
    enum need fail_on;
    enum outcome outcome;
    int exit;
    uint32_t counted;
} sums[] = {
    {"", NEED_RECOMMENDED, OUTCOME_UNDETERMINED, 2, 0},
    {"s", NEED_RECOMMENDED, OUTCOME_UNDETERMINED, 2, 0},
    {"ss", NEED_REQUIRED, OUTCOME_UNDETERMINED, 2, 0},
    {"p", NEED_RECOMMENDED, OUTCOME_COMPLIANT, 0, 0},
    {"spP", NEED_REQUIRED, OUTCOME_COMPLIANT, 0, 0},
    {"pu", NEED_RECOMMENDED, OUTCOME_UNDETERMINED, 2, 0},
    {"U", NEED_REQUIRED, OUTCOME_UNDETERMINED, 2, 0},
    {"pf", NEED_RECOMMENDED, OUTCOME_NOT_COMPLIANT, 1, 1},
    {"pf", NEED_REQUIRED, OUTCOME_NOT_COMPLIANT, 1, 1},
    {"puf", NEED_RECOMMENDED, OUTCOME_NOT_COMPLIANT, 1, 1},
    {"pF", NEED_RECOMMENDED, OUTCOME_NOT_COMPLIANT, 1, 1},
    {"pF", NEED_REQUIRED, OUTCOME_COMPLIANT, 0, 0},
    {"F", NEED_REQUIRED, OUTCOME_COMPLIANT, 0, 0},
    {"uF", NEED_REQUIRED, OUTCOME_UNDETERMINED, 2, 0},
    {"fFf", NEED_REQUIRED, OUTCOME_NOT_COMPLIANT, 1, 2},
    {"fFf", NEED_RECOMMENDED, OUTCOME_NOT_COMPLIANT, 1, 3},
};

START_TEST(sums_and_exits)
{
    static const char letters[] = "spuf", capitals[] = "SPUF";
    struct finding finding[8] = {0};
    struct audit audit = {.finding = finding, .fail_on = sums[_i].fail_on};
    struct tally tally;
    uint32_t sum = 0;

    for (const char *c = sums[_i].findings; *c != '\0'; c++) {
        const char *at = strchr(letters, *c);
        bool required = at != NULL;

        if (at == NULL)
            at = strchr(capitals, *c);
        ck_assert_ptr_nonnull(at);
        finding[audit.n_finding].verdict =
            (enum verdict)(at - (required ? letters : capitals));
        finding[audit.n_finding++].need =
            required ? NEED_REQUIRED : NEED_RECOMMENDED;
    }
    tally = tally_of(&audit);
    for (unsigned i = 0; i < VERDICT__N; i++)
        sum += tally.of[i];
    ck_assert_uint_eq(sum, audit.n_finding);
    ck_assert_uint_eq(tally.counted_fail, sums[_i].counted);
    ck_assert_int_eq(audit_outcome(&audit), sums[_i].outcome);
    ck_assert_int_eq(audit_exit(&audit), sums[_i].exit);
}
END_TEST

static Suite *
rules_word_suite(void)
{
    Suite *suite = suite_create("rules");
    TCase *words = tcase_create("words");
    TCase *sum = tcase_create("sum");

    tcase_add_test(words, words_come_back);
    tcase_add_test(words, words_of_statements_and_rights_come_back);
    tcase_add_test(words, reasons_come_back);
    tcase_add_test(words, other_words_are_refused);
    tcase_add_test(words, names_of_the_contract);
    tcase_add_test(sum, lattice);
    tcase_add_loop_test(sum, sums_and_exits, 0,
                        (int)(sizeof sums / sizeof *sums));
    suite_add_tcase(suite, words);
    suite_add_tcase(suite, sum);
    return suite;
}

int
main(void)
{
    SRunner *runner = srunner_create(rules_word_suite());
    int failed;

    srunner_add_suite(runner, rules_load_suite());
    srunner_add_suite(runner, rules_case_suite());
    srunner_add_suite(runner, rules_law_suite());
    srunner_add_suite(runner, rules_show_suite());
    srunner_add_suite(runner, rules_horizon_suite());
    srunner_add_suite(runner, rules_attest_suite());
    srunner_add_suite(runner, rules_waive_suite());
    srunner_add_suite(runner, rules_excess_suite());
    srunner_add_suite(runner, rules_rights_suite());
    srunner_add_suite(runner, rules_diff_suite());
    srunner_add_suite(runner, rules_join_suite());
    srunner_add_suite(runner, rules_shared_suite());
    srunner_add_suite(runner, rules_outlook_suite());
    srunner_add_suite(runner, rules_cause_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
