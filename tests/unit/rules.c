/* Tests of rules/: words, the lattice of verdicts, and what findings add up
 * to. The other suites of this program are in the files beside it. */
#include "audit/outcome.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <stdlib.h>
#include <string.h>

/* ---- words ----------------------------------------------------------- */

/* How many words each vocabulary has. */
static const unsigned n_words[WORDS__N] = {
    [WORDS_NEED] = NEED__N,           [WORDS_VERDICT] = VERDICT__N,
    [WORDS_STRENGTH] = STRENGTH__N,   [WORDS_BASIS] = BASIS__N,
    [WORDS_OUTCOME] = OUTCOME__N,     [WORDS_HEADLINE] = HEADLINE__N,
    [WORDS_RISK] = RISK__N,           [WORDS_EXCESS_MODE] = EXCESS__N,
    [WORDS_WAIVER_STATE] = WAIVER__N, [WORDS_CHANGE] = CHANGE__N,
    [WORDS_PROSPECT] = PROSPECT__N,   [WORDS_WORLD] = WORLD__N,
    [WORDS_REASON] = WHY__N,
};

START_TEST(words_come_back)
{
    enum vocabulary of = (enum vocabulary)_i;

    ck_assert_uint_gt(n_words[of], 0);
    for (unsigned i = 0; i < n_words[of]; i++) {
        unsigned value = n_words[of];

        ck_assert_uint_gt(strlen(word_of(of, i)), 0);
        ck_assert(word_find(of, word_of(of, i), &value));
        ck_assert_uint_eq(value, i);
    }
}
END_TEST

#define COMES_BACK(name, type, n)                                              \
    for (int i = 0; i < (n); i++) {                                            \
        type value = (n);                                                      \
                                                                               \
        ck_assert(name##_from(name##_word((type)i), &value));                  \
        ck_assert_int_eq((int)value, i);                                       \
    }

/* Each by its own name. */
START_TEST(words_of_each_enum_come_back)
{
    COMES_BACK(need, enum need, NEED__N)
    COMES_BACK(verdict, enum verdict, VERDICT__N)
    COMES_BACK(strength, enum strength, STRENGTH__N)
    COMES_BACK(basis, enum basis, BASIS__N)
    COMES_BACK(outcome, enum outcome, OUTCOME__N)
    COMES_BACK(headline, enum headline, HEADLINE__N)
    COMES_BACK(prospect, enum prospect, PROSPECT__N)
    COMES_BACK(world, enum world, WORLD__N)
    ck_assert_str_eq(need_word(NEED_RECOMMENDED), "recommended");
    ck_assert_str_eq(strength_word(STRENGTH_CONFIRMED), "confirmed");
    ck_assert_str_eq(basis_word(BASIS_STATED), "stated");
    ck_assert_str_eq(world_word(WORLD_LISTED), "listed");
}
END_TEST

START_TEST(words_of_statements_and_rights_come_back)
{
    COMES_BACK(risk, enum risk, RISK__N)
    COMES_BACK(excess_mode, enum excess_mode, EXCESS__N)
    COMES_BACK(waiver_state, enum waiver_state, WAIVER__N)
    COMES_BACK(change, enum change_kind, CHANGE__N)
    ck_assert_str_eq(risk_word(RISK_CRITICAL), "critical");
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
        enum need need;
        enum verdict verdict;
        enum strength strength;
        enum reason reason;
        enum basis basis;
        enum risk risk;
        enum excess_mode mode;
        enum waiver_state state;
        enum change_kind change;
        enum outcome outcome;
        enum prospect prospect;
        enum world world;

        ck_assert(!need_from(words[i], &need));
        ck_assert(!verdict_from(words[i], &verdict));
        ck_assert(!strength_from(words[i], &strength));
        ck_assert(!reason_from(words[i], &reason));
        ck_assert(!basis_from(words[i], &basis));
        ck_assert(!risk_from(words[i], &risk));
        ck_assert(!excess_mode_from(words[i], &mode));
        ck_assert(!waiver_state_from(words[i], &state));
        ck_assert(!change_from(words[i], &change));
        ck_assert(!outcome_from(words[i], &outcome));
        ck_assert(!prospect_from(words[i], &prospect));
        ck_assert(!world_from(words[i], &world));
    }
}
END_TEST

START_TEST(names_of_the_contract)
{
    ck_assert_str_eq(verdict_word(VERDICT_UNKNOWN), "unknown");
    ck_assert_str_eq(reason_word(WHY_NEEDS_ATTESTATION), "needs-attestation");
    ck_assert_str_eq(reason_word(WHY_HOST_REFUSED), "zone-refused");
    ck_assert_str_eq(outcome_word(OUTCOME_COMPLIANT), "compliant");
    ck_assert_str_eq(outcome_word(OUTCOME_NOT_COMPLIANT), "not-compliant");
    ck_assert_str_eq(outcome_word(OUTCOME_UNDETERMINED), "undetermined");
}
END_TEST

/* ---- scales ----------------------------------------------------------- */

START_TEST(a_scale_has_words_or_numbers)
{
    static struct arena arena;
    const struct right *edit = right_of(&test_catalogue, "Boxes", "edit");
    const struct right *notes = right_of(&tier_catalogue, "Notes", "read");
    int64_t grade = -1;

    ck_assert_int_eq(scale_top(edit->scale), 2);
    ck_assert_int_eq(scale_top(notes->scale), 3);
    ck_assert_int_eq(scale_top(&scale_flag), 1);
    ck_assert(scale_top(&scale_number) == GRADE_MOST);
    ck_assert(scale_is_number(&scale_number) && !scale_is_number(&scale_flag));
    ck_assert(scale_from(notes->scale, "team", &grade) && grade == 2);
    ck_assert(!scale_from(notes->scale, "Team", &grade));
    ck_assert(!scale_from(&scale_number, "1", &grade));
    ck_assert_str_eq(scale_title(notes->scale, 1, &arena), "My");
    ck_assert_str_eq(scale_word(&scale_number, 7, &arena), "7");
    arena_free(&arena);
}
END_TEST

/* Each right is found by its entity and verb, and says who it is. */
START_TEST(a_catalogue_finds_its_rights)
{
    static const struct catalogue *const all[] = {&test_catalogue,
                                                  &tier_catalogue};
    const struct catalogue *one = all[_i];

    for (uint32_t i = 0; i < one->n_right; i++) {
        const struct right *right = &one->right[i];

        ck_assert_ptr_eq(catalogue_right(one, right->entity, right->verb),
                         right);
        ck_assert(right->about != NULL ||
                  catalogue_verb(one, right->verb) < one->n_verb);
    }
    ck_assert_uint_eq(catalogue_verb(one, "fly"), one->n_verb);
    ck_assert_ptr_null(catalogue_right(one, &one->entity[0], "fly"));
    ck_assert_ptr_null(catalogue_entity(one, "Nothing"));
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

    tcase_add_loop_test(words, words_come_back, 0, WORDS__N);
    tcase_add_test(words, words_of_each_enum_come_back);
    tcase_add_test(words, words_of_statements_and_rights_come_back);
    tcase_add_test(words, reasons_come_back);
    tcase_add_test(words, other_words_are_refused);
    tcase_add_test(words, names_of_the_contract);
    tcase_add_test(words, a_scale_has_words_or_numbers);
    tcase_add_loop_test(words, a_catalogue_finds_its_rights, 0, 2);
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
    srunner_add_suite(runner, rules_interval_suite());
    srunner_add_suite(runner, rules_show_suite());
    srunner_add_suite(runner, rules_horizon_suite());
    srunner_add_suite(runner, rules_attest_suite());
    srunner_add_suite(runner, rules_waive_suite());
    srunner_add_suite(runner, rules_excess_suite());
    srunner_add_suite(runner, rules_inventory_suite());
    srunner_add_suite(runner, rules_rights_suite());
    srunner_add_suite(runner, rules_diff_suite());
    srunner_add_suite(runner, rules_identity_suite());
    srunner_add_suite(runner, rules_join_suite());
    srunner_add_suite(runner, rules_shared_suite());
    srunner_add_suite(runner, rules_outlook_suite());
    srunner_add_suite(runner, rules_cause_suite());
    srunner_add_suite(runner, rules_subject_suite());
    srunner_add_suite(runner, rules_reach_suite());
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
