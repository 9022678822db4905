/* What was tried on subjects, judged one by one. Nobody named is never a
 * verdict, and more of them never help. */
#include "base/text.h"
#include "tests/unit/rules_subjects.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

/* What a read on the n-th of them showed. */
static struct observation
seen(const char *name, uint32_t nth, char letter)
{
    struct observation seen = {.right = subject_right(name, nth, &mem),
                               .low = letter == 'y',
                               .high = letter == 'y',
                               .basis = BASIS_READ,
                               .reason = WHY_GRANTED,
                               .exchange = nth};

    if (letter == '?')
        seen.reason = WHY_TIMEOUT;
    return seen;
}

/* A letter for each technician: y, n, ?, or a blank for nothing. */
static struct observation *
seen_all(const char *letters, uint32_t *n)
{
    struct observation *list =
        arena_new(&mem, struct observation, strlen(letters) + 1);

    *n = 0;
    for (uint32_t i = 0; letters[i] != '\0'; i++)
        if (letters[i] != ' ')
            list[(*n)++] = seen("technician", i + 1, letters[i]);
    return list;
}

static struct finding
judged(const struct ruleset *set, uint32_t check, struct facts facts)
{
    return evaluate(set, &test_catalogue, &facts, &mem).finding[check];
}

static struct finding
reached(const char *letters, enum reason missing)
{
    struct ruleset set = subject_given(subject_three, 4, &mem);
    struct facts facts = {.missing = missing};

    facts.observation = seen_all(letters, &facts.n_observation);
    return judged(&set, REACHED, facts);
}

static const struct {
    const char *letters;
    enum verdict verdict;
    enum reason reason;
    enum strength strength;
    const char *observed, *detail;
} judgements[] = {
    {"yyy", VERDICT_PASS, WHY_GRANTED, STRENGTH_CONFIRMED, "reached",
     "O: all 3 technicians were reached."},
    {"yny", VERDICT_FAIL, WHY_NOT_GRANTED, STRENGTH_CONFIRMED, "not reached",
     "O: 2 of 3 technicians were reached; technician 2 (be***@acme.example) "
     "was not; the table asks that everybody is."},
    {"nny", VERDICT_FAIL, WHY_NOT_GRANTED, STRENGTH_CONFIRMED, "not reached",
     "O: 1 of 3 technicians was reached; technician 1 (***@acme.example) and "
     "technician 2 (be***@acme.example) were not; the table asks that "
     "everybody is."},
    {"nnn", VERDICT_FAIL, WHY_NOT_GRANTED, STRENGTH_CONFIRMED, "not reached",
     "O: none of the 3 technicians was reached; the table asks that everybody "
     "is."},
    {"n? ", VERDICT_FAIL, WHY_NOT_GRANTED, STRENGTH_CONFIRMED, "not reached",
     "O: technician 1 (***@acme.example) was not reached; it is not known "
     "whether technician 2 "
     "(be***@acme.example) is reached: no answer came in time; it is not known "
     "whether technician 3 (***@acme.example) is reached: it was never asked; "
     "the table asks that everybody is."},
    {"y??", VERDICT_UNKNOWN, WHY_TIMEOUT, STRENGTH_NONE, "not known",
     "O: 1 of 3 technicians was reached; it is not known whether technician 2 "
     "(be***@acme.example) and technician 3 (***@acme.example) are reached: no "
     "answer came in time."},
    {"", VERDICT_UNKNOWN, WHY_NOT_PROBED, STRENGTH_NONE, "not known",
     "O: it is not known whether technician 1 (***@acme.example), technician "
     "2 (be***@acme.example) and technician 3 (***@acme.example) are reached: "
     "it was never asked."},
};

START_TEST(each_counts)
{
    struct finding finding = reached(judgements[_i].letters, WHY_NOT_PROBED);

    ck_assert_str_eq(finding.detail, judgements[_i].detail);
    ck_assert_int_eq(finding.verdict, judgements[_i].verdict);
    ck_assert_int_eq(finding.reason, judgements[_i].reason);
    ck_assert_int_eq(finding.strength, judgements[_i].strength);
    ck_assert_str_eq(finding.observed, judgements[_i].observed);
    ck_assert_uint_eq(finding.n_evidence, 3);
    ck_assert_str_eq(finding.evidence[1].about,
                     "technician 2 (be***@acme.example)");
    ck_assert_str_eq(finding.evidence[1].wanted, "reached");
}
END_TEST

/* Why they were not, by cause; who and how many, however many causes. */
static const struct {
    const char *letters, *detail;
} causes[] = {
    {"yny", "O: 2 of 3 technicians were reached; technician 2 "
            "(be***@acme.example) was not: W (the API said \"S 2\"); the table "
            "asks that everybody is."},
    {"wwy",
     "O: 1 of 3 technicians was reached; technician 1 (***@acme.example) "
     "and technician 2 (be***@acme.example) were not: W; the table asks "
     "that everybody is."},
    {"www", "O: none of the 3 technicians was reached: W; the table asks that "
            "everybody is."},
    {"wsp",
     "O: none of the 3 technicians was reached; technician 1 "
     "(***@acme.example) was not: W; technician 2 (be***@acme.example) "
     "was not: the API said \"S 2\"; technician 3 (***@acme.example) was "
     "not: W; the table asks that everybody is."},
    {"w??", "O: technician 1 (***@acme.example) was not reached: W; it is not "
            "known whether technician 2 (be***@acme.example) and technician 3 "
            "(***@acme.example) are reached: no answer came in time; the table "
            "asks that everybody is."},
};

START_TEST(why_somebody_is_left_out)
{
    struct ruleset set = subject_given(subject_three, 4, &mem);
    struct facts facts = {.missing = WHY_NOT_PROBED};
    struct observation *list =
        seen_all(causes[_i].letters, &facts.n_observation);

    for (uint32_t i = 0; i < facts.n_observation; i++) {
        char letter = causes[_i].letters[i];

        if (strchr("nwp", letter) != NULL)
            list[i].why = "W";
        if (strchr("ns", letter) != NULL)
            list[i].said = arena_print(&mem, "S %u", (unsigned)i + 1);
        if (letter == 'p')
            list[i].reason = WHY_POLICY;
    }
    facts.observation = list;
    ck_assert_str_eq(judged(&set, REACHED, facts).detail, causes[_i].detail);
}
END_TEST

START_TEST(one_alone_is_named)
{
    struct ruleset set = subject_given(subject_three, 2, &mem);
    struct observation list[2] = {seen("technician", 1, 'y'),
                                  seen("outsider", 1, 'y')};
    struct facts facts = {.observation = list, .n_observation = 2};
    struct finding finding = judged(&set, REACHED, facts);

    ck_assert_str_eq(finding.detail,
                     "O: technician 1 (***@acme.example) was reached.");
    finding = judged(&set, SPARED, facts);
    ck_assert_int_eq(finding.verdict, VERDICT_FAIL);
    ck_assert_int_eq(finding.reason, WHY_EXCESS);
    ck_assert_str_eq(finding.observed, "reached");
    ck_assert_str_eq(finding.detail,
                     "O: outsider 1 (ch***@acme.example) was reached; the "
                     "table asks that nobody is.");
    list[0].low = list[0].high = list[1].low = list[1].high = 0;
    finding = judged(&set, REACHED, facts);
    ck_assert_str_eq(finding.detail,
                     "O: technician 1 (***@acme.example) was not reached; the "
                     "table asks that everybody is.");
    finding = judged(&set, SPARED, facts);
    ck_assert_int_eq(finding.verdict, VERDICT_PASS);
    ck_assert_str_eq(finding.detail, "O: outsider 1 (ch***@acme.example) was "
                                     "not reached, as it has to be.");
}
END_TEST

/* Whatever was observed of them, and whatever of a right of that name. */
START_TEST(nobody_named_is_no_verdict)
{
    struct ruleset set = subject_given(NULL, 0, &mem);
    struct observation list[4] = {
        seen("technician", 0, _i == 0 ? 'y' : 'n'), seen("technician", 1, 'n'),
        seen("outsider", 0, 'y'), seen("outsider", 1, 'n')};
    struct facts facts = {.observation = list, .n_observation = 4};

    for (uint32_t check = REACHED; check <= SPARED; check++) {
        struct finding finding = judged(&set, check, facts);

        ck_assert_int_eq(finding.verdict, VERDICT_UNKNOWN);
        ck_assert_int_eq(finding.reason, WHY_NEEDS_SUBJECT);
        ck_assert_uint_eq(finding.n_evidence, 1);
        ck_assert_str_eq(finding.detail,
                         check == REACHED
                             ? "O: it is not known whether technician is "
                               "reached: no technician was named to try it on; "
                               "scan with --subject technician=VALUE, once for "
                               "each."
                             : "O: it is not known whether outsider is "
                               "reached: no outsider was named to try it on; "
                               "scan with --subject outsider=VALUE.");
        ck_assert_str_eq(finding.evidence[0].about,
                         check == REACHED ? "technician" : "outsider");
    }
    facts.missing = WHY_LOGIN_REJECTED;
    ck_assert_int_eq(judged(&set, REACHED, facts).reason, WHY_LOGIN_REJECTED);
}
END_TEST

/* A person may say what nobody was named for; beside an answer it is what
 * statements always are. */
START_TEST(statements_are_heard)
{
    struct ruleset set = subject_given(NULL, 0, &mem);
    struct attestation by = {.rules = "t",
                             .check = "reach.reached",
                             .by = "Ann",
                             .on = "2026-11-01",
                             .expires = "2027-01-01",
                             .yes = true};
    struct facts facts = {.attestation = &by, .n_attestation = 1};
    struct finding finding = judged(&set, REACHED, facts);
    uint32_t n;

    ck_assert_int_eq(finding.verdict, VERDICT_PASS);
    ck_assert_int_eq(finding.strength, STRENGTH_ATTESTED);
    ck_assert_str_eq(finding.detail,
                     "O: no technician was named to try it on; Ann stated on "
                     "2026-11-01 that it is as required.");
    by.yes = false;
    finding = judged(&set, REACHED, facts);
    ck_assert_int_eq(finding.verdict, VERDICT_FAIL);
    ck_assert_str_eq(finding.detail,
                     "O: no technician was named to try it on; Ann stated on "
                     "2026-11-01 that it is not as required.");
    by.expired = true;
    ck_assert_int_eq(judged(&set, REACHED, facts).reason,
                     WHY_ATTESTATION_EXPIRED);
    by.expired = false;
    set = subject_given(subject_three, 4, &mem);
    facts.observation = seen_all("yyy", &n);
    facts.n_observation = n;
    finding = judged(&set, REACHED, facts);
    ck_assert(finding.contested);
    ck_assert_int_eq(finding.reason, WHY_CONFLICT);
}
END_TEST

START_TEST(a_way_may_ask_for_them)
{
    struct ruleset set = subject_given(subject_three, 4, &mem);
    struct facts facts = {0};

    facts.observation = seen_all("yyy", &facts.n_observation);
    ck_assert_int_eq(judged(&set, EITHER, facts).verdict, VERDICT_PASS);
    facts.observation = seen_all("yny", &facts.n_observation);
    ck_assert_int_eq(judged(&set, EITHER, facts).verdict, VERDICT_UNKNOWN);
}
END_TEST

/* ---- laws ---------------------------------------------------------------- */

enum { STATES = 4, ALL = STATES * STATES * STATES };

static const char *
letters_of(unsigned number)
{
    static const char letter[] = "yn? ";

    return arena_print(&mem, "%c%c%c", letter[number % STATES],
                       letter[number / STATES % STATES],
                       letter[number / STATES / STATES]);
}

START_TEST(order_never_matters)
{
    static const unsigned char orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                               {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    for (unsigned number = 0; number < ALL; number++) {
        const char *letters = letters_of(number);
        struct finding first = reached(letters, WHY_NOT_PROBED);

        for (unsigned o = 1; o < 6; o++) {
            const char *other =
                arena_print(&mem, "%c%c%c", letters[orders[o][0]],
                            letters[orders[o][1]], letters[orders[o][2]]);
            struct finding finding = reached(other, WHY_NOT_PROBED);

            ck_assert_int_eq(finding.verdict, first.verdict);
            ck_assert_int_eq(finding.strength, first.strength);
            ck_assert_str_eq(finding.observed, first.observed);
        }
    }
}
END_TEST

/* A third one that is reached mends nothing, and one that is not spoils it. */
START_TEST(more_of_them_never_help)
{
    for (unsigned number = 0; number < STATES * STATES; number++) {
        const char *two = letters_of(number);
        struct ruleset set = subject_given(
            (const char *const[]){subject_three[0], subject_three[2]}, 2, &mem);
        struct facts facts = {.missing = WHY_NOT_PROBED};
        struct finding before, after;

        facts.observation =
            seen_all(arena_slice(&mem, two, 2), &facts.n_observation);
        before = judged(&set, REACHED, facts);
        after = reached(arena_print(&mem, "%.2sy", two), WHY_NOT_PROBED);
        ck_assert_int_eq(after.verdict, before.verdict);
        after = reached(arena_print(&mem, "%.2sn", two), WHY_NOT_PROBED);
        ck_assert_int_eq(after.verdict, VERDICT_FAIL);
        after = reached(arena_print(&mem, "%.2s?", two), WHY_NOT_PROBED);
        ck_assert_int_ge(after.verdict, VERDICT_UNKNOWN);
    }
}
END_TEST

START_TEST(a_record_judges_the_same)
{
    struct ruleset scanned = subject_given(subject_three, 4, &mem);
    struct ruleset set = rules_good(&mem, subject_rules, &test_catalogues);
    struct subject *recorded = arena_new(&mem, struct subject, 2);
    struct facts facts = {.missing = WHY_NOT_PROBED};

    for (uint32_t i = 0; i < 2; i++) {
        recorded[i] = scanned.subject[i];
        recorded[i].value = NULL;
    }
    ruleset_recall(&set, recorded, 2, &mem);
    facts.observation = seen_all("yn?", &facts.n_observation);
    for (uint32_t check = REACHED; check <= EITHER; check++) {
        struct finding a = judged(&scanned, check, facts);
        struct finding b = judged(&set, check, facts);

        ck_assert_str_eq(finding_text(&a, &mem), finding_text(&b, &mem));
    }
    ruleset_recall(&set, NULL, 0, &mem);
}
END_TEST

Suite *
rules_reach_suite(void)
{
    Suite *suite = suite_create("rules: reach");
    TCase *each = tcase_create("reach");

    tcase_add_checked_fixture(each, NULL, teardown);
    tcase_add_loop_test(each, why_somebody_is_left_out, 0,
                        sizeof causes / sizeof *causes);
    tcase_add_loop_test(each, each_counts, 0,
                        (int)(sizeof judgements / sizeof *judgements));
    tcase_add_test(each, one_alone_is_named);
    tcase_add_loop_test(each, nobody_named_is_no_verdict, 0, 2);
    tcase_add_test(each, statements_are_heard);
    tcase_add_test(each, a_way_may_ask_for_them);
    tcase_add_test(each, order_never_matters);
    tcase_add_test(each, more_of_them_never_help);
    tcase_add_test(each, a_record_judges_the_same);
    suite_add_tcase(suite, each);
    return suite;
}
