/* The laws of evaluation as properties: order never matters, nothing that is
 * added turns a fail into a pass, and every check gets its one finding. */
#include "base/out.h"
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const char rules[] =
    "{\"format\": \"grantscan-rules/1\", \"id\": \"t\", \"title\": \"T\","
    " \"version\": \"1\", \"provider\": \"test\", \"product\": \"P\","
    " \"sources\": [{\"id\": \"s\", \"title\": \"S\", \"date\": "
    "\"2026-01-01\"}],"
    " \"rules\": [{\"id\": \"r\", \"section\": \"S\", \"object\": \"O\","
    " \"level\": \"L\", \"why\": \"W\", \"degrades\": \"D\","
    " \"need\": \"required\", \"source\": \"s\", \"screen\": \"C\","
    " \"fix\": \"F\", \"checks\": ["
    " {\"access\": \"view\", \"grants\": [{\"entity\": \"Boxes\","
    " \"accesses\": [\"view\"]}, {\"entity\": \"Lids\", \"accesses\":"
    " [\"view\"]}]},"
    " {\"access\": \"edit\", \"grants\": [{\"entity\": \"Lids\","
    " \"accesses\": [\"edit\"]}]},"
    " {\"access\": \"flag\", \"facts\": [{\"fact\": \"login\"}]},"
    " {\"access\": \"max\", \"limit\": {\"fact\": \"quota\","
    " \"atLeast\": 5}},"
    " {\"access\": \"said\", \"attest\": {\"question\": \"Q?\"}}"
    "]}]}";

/* Everything that can be observed of what these rules ask for, in a number. */
enum { N_SUBJECT = 5, N_STATE = 10, N_KIND = N_SUBJECT * N_STATE };

static const struct {
    const char *entity, *verb;
    enum basis basis;
} subject[N_SUBJECT] = {
    {"Boxes", "view", BASIS_DECLARED}, {"Boxes", "view", BASIS_READ},
    {"Lids", "view", BASIS_DECLARED},  {"Lids", "edit", BASIS_DECLARED},
    {NULL, "login", BASIS_DECLARED},
};

static const struct {
    const char *word;
    enum reason reason;
} state[N_STATE] = {
    {"all", WHY_GRANTED},
    {"restricted", WHY_GRANTED},
    {"none", WHY_GRANTED},
    {"unknown", WHY_GARBAGE},
    {"unknown", WHY_TIMEOUT},
    {"unknown", WHY_NOT_OFFERED},
    {"unknown", WHY_API_ERROR},
    {"unknown", WHY_ABSENT},
    {"unknown", WHY_LOGIN_REJECTED},
    {"nothing", WHY_GRANTED},
};

static struct observation
observation(unsigned kind)
{
    unsigned of = kind / N_STATE, is = kind % N_STATE;
    struct observation seen =
        seen_of(right_of(&test_catalogue, subject[of].entity, subject[of].verb),
                subject[of].basis, state[is].word, state[is].reason);

    seen.exchange = kind;
    seen.said = state[is].word;
    return seen;
}

static struct findings
judge_these(const struct ruleset *set, const struct observation *seen,
            uint32_t n)
{
    struct facts facts = {
        .observation = seen, .n_observation = n, .missing = WHY_NOT_PROBED};
    struct findings findings = evaluate(set, &test_catalogue, &facts, &mem);

    ck_assert_uint_eq(findings.n, set->n_check);
    return findings;
}

static const char *
all_text(const struct findings *findings)
{
    struct out out = {0};
    const char *text;

    for (uint32_t i = 0; i < findings->n; i++)
        (void)out_text(&out, finding_text(&findings->finding[i], &mem));
    text = arena_text(&mem, out_string(&out));
    out_free(&out);
    return text;
}

/* Every pair and the orders of every triple that shares a subject. */
START_TEST(order_never_matters)
{
    static const unsigned char orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                               {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);

    for (unsigned a = 0; a < N_KIND; a++) {
        unsigned b = (unsigned)_i;
        const unsigned kinds[3] = {a, b, (a + b) % N_KIND};
        const char *first = NULL;

        for (unsigned o = 0; o < 6; o++) {
            struct observation seen[3];
            struct findings findings;
            const char *text;

            for (unsigned i = 0; i < 3; i++)
                seen[i] = observation(kinds[orders[o][i]]);
            findings = judge_these(&set, seen, 3);
            text = all_text(&findings);
            if (first == NULL)
                first = text;
            ck_assert_str_eq(text, first);
        }
    }
}
END_TEST

/* Nor does it matter which of two equal answers is heard first. */
START_TEST(equal_answers_are_one)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    struct observation seen[2] = {observation(0), observation(0)};
    struct findings one = judge_these(&set, seen, 1), two;
    const char *text = all_text(&one);

    seen[1].exchange = 99;
    two = judge_these(&set, seen, 2);
    ck_assert_str_eq(all_text(&two), text);
    seen[1] = seen[0];
    seen[0].exchange = 99;
    two = judge_these(&set, seen, 2);
    ck_assert_str_eq(all_text(&two), text);
}
END_TEST

/* From a fail, more observations lead to a fail or to doubt, never to a pass;
 * from a pass they lead anywhere but to a silent loss of the check. */
START_TEST(fail_never_becomes_pass)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    unsigned fails = 0;

    for (unsigned a = 0; a < N_KIND; a++) {
        for (unsigned b = 0; b < N_KIND; b++) {
            struct observation seen[3] = {observation((unsigned)_i),
                                          observation(a), observation(b)};
            struct findings before = judge_these(&set, seen, 2);
            struct findings after = judge_these(&set, seen, 3);

            for (uint32_t i = 0; i < before.n; i++) {
                if (before.finding[i].verdict != VERDICT_FAIL)
                    continue;
                fails++;
                ck_assert_int_ge(after.finding[i].verdict, VERDICT_UNKNOWN);
            }
        }
        arena_free(&mem);
        set = rules_good(&mem, rules, &test_catalogues);
    }
    ck_assert(fails > 0);
}
END_TEST

/* A pass needs a good declaration of every claim: with any one observation
 * alone only what that observation proves may pass. */
START_TEST(doubt_never_passes)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);

    for (unsigned a = 0; a < N_KIND; a++) {
        struct observation seen = observation(a);
        struct findings findings = judge_these(&set, &seen, 1);

        for (uint32_t i = 0; i < findings.n; i++) {
            bool proves = seen.low == 1 && seen.reason == WHY_GRANTED &&
                          text_same(seen.right, "login") &&
                          text_same(findings.finding[i].access, "flag");
            bool denies = seen.reason == WHY_GRANTED && !seen.weak &&
                          seen.low < (text_same(seen.right, "login") ? 1 : 2);

            if (findings.finding[i].verdict == VERDICT_PASS)
                ck_assert(proves);
            if (findings.finding[i].verdict == VERDICT_FAIL)
                ck_assert(denies);
        }
    }
}
END_TEST

START_TEST(reason_and_strength_fit_the_verdict)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);

    for (unsigned a = 0; a < N_KIND; a++) {
        struct observation seen[2] = {observation((unsigned)_i),
                                      observation(a)};
        struct findings findings = judge_these(&set, seen, 2);

        for (uint32_t i = 0; i < findings.n; i++) {
            const struct finding *f = &findings.finding[i];
            bool learned =
                f->verdict == VERDICT_PASS || f->verdict == VERDICT_FAIL;

            ck_assert_int_eq(reason_verdict(f->reason), f->verdict);
            ck_assert_int_eq(f->strength != STRENGTH_NONE, learned);
            ck_assert_uint_gt(f->n_evidence, 0);
            ck_assert(text_ends(f->detail, ".") || text_ends(f->detail, "?"));
            ck_assert(text_is_clean(f->detail, strlen(f->detail)));
        }
    }
}
END_TEST

START_TEST(both_sides_of_a_conflict_are_shown)
{
    struct ruleset set = rules_good(&mem, rules, &test_catalogues);
    struct observation seen[2] = {observation(N_STATE + 2), observation(0)};
    struct findings findings = judge_these(&set, seen, 2);
    const struct finding *f = &findings.finding[0];

    ck_assert_int_eq(f->reason, WHY_CONFLICT);
    ck_assert_uint_eq(f->n_evidence, 3); /* two of Boxes, one of Lids */
    ck_assert_str_eq(f->evidence[0].about, "Boxes: View");
    ck_assert_str_eq(f->evidence[0].observed, "All");
    ck_assert_str_eq(f->evidence[0].said, "all");
    ck_assert_uint_eq(f->evidence[0].exchange, 0);
    ck_assert_int_eq(f->evidence[1].basis, BASIS_READ);
    ck_assert_str_eq(f->evidence[1].observed, "read refused");
    ck_assert_uint_eq(f->evidence[1].exchange, N_STATE + 2);
    ck_assert_int_eq(f->evidence[1].reason, WHY_CONFLICT);
    ck_assert_str_eq(f->evidence[2].about, "Lids: View");
    ck_assert_str_eq(f->evidence[2].observed, "not known");
    ck_assert_uint_eq(f->evidence[2].exchange, NO_EXCHANGE);
    ck_assert_int_eq(f->evidence[2].reason, WHY_NOT_PROBED);
}
END_TEST

Suite *
rules_law_suite(void)
{
    Suite *suite = suite_create("rules: laws");
    TCase *laws = tcase_create("laws");

    tcase_set_tags(laws, "sweep");
    tcase_add_checked_fixture(laws, NULL, teardown);
    tcase_set_timeout(laws, 120);
    tcase_add_loop_test(laws, order_never_matters, 0, N_KIND);
    tcase_add_test(laws, equal_answers_are_one);
    tcase_add_loop_test(laws, fail_never_becomes_pass, 0, N_KIND);
    tcase_add_test(laws, doubt_never_passes);
    tcase_add_loop_test(laws, reason_and_strength_fit_the_verdict, 0, N_KIND);
    tcase_add_test(laws, both_sides_of_a_conflict_are_shown);
    suite_add_tcase(suite, laws);
    return suite;
}
