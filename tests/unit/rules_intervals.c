/* The laws of evaluation over anything that can be said of a right: intervals
 * of its scale, settling or not, and doubt. What is said is made up by a
 * generator that makes up the same each time. */
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

/* Checks, with ' for ". Those whose id begins with "one" ask for one right and
 * no more. */
static const char test_checks[] =
    "{'access': 'one-all', 'grants':"
    " [{'entity': 'Boxes', 'accesses': ['view']}]},"
    "{'access': 'one-some', 'grants':"
    " [{'entity': 'Boxes', 'accesses': ['edit'], 'level': 'restricted'}]},"
    "{'access': 'one-unoffered', 'grants':"
    " [{'entity': 'Lids', 'accesses': ['edit']}]},"
    "{'access': 'one-spared', 'withholds':"
    " [{'entity': 'Boxes', 'accesses': ['delete']}]},"
    "{'access': 'one-doubtful', 'grants':"
    " [{'entity': 'Lids', 'accesses': ['view'], 'doubtful': true}]},"
    "{'access': 'flag', 'facts': [{'fact': 'login'}]},"
    "{'access': 'max', 'limit': {'fact': 'quota', 'atLeast': 5}},"
    "{'access': 'both', 'grants':"
    " [{'entity': 'Boxes', 'accesses': ['view']},"
    "  {'entity': 'Logs', 'accesses': ['view']}]},"
    "{'access': 'any', 'anyOf':"
    " [{'grants': [{'entity': 'Boxes', 'accesses': ['add']}]},"
    "  {'grants': [{'entity': 'Logs', 'accesses': ['view']}],"
    "   'withholds': [{'entity': 'Lids', 'accesses': ['add']}]}]},"
    "{'access': 'said', 'attest': {'question': 'Q?'}}";

static const char tier_checks[] =
    "{'access': 'one-read', 'grants':"
    " [{'entity': 'Files', 'accesses': ['read']}]},"
    "{'access': 'one-team', 'grants':"
    " [{'entity': 'Notes', 'accesses': ['read'], 'level': 'team'}]},"
    "{'access': 'one-users', 'grants':"
    " [{'entity': 'Users', 'accesses': ['read']}]},"
    "{'access': 'one-spared', 'withholds':"
    " [{'entity': 'Notes', 'accesses': ['write']}]},"
    "{'access': 'any', 'anyOf':"
    " [{'grants': [{'entity': 'Files', 'accesses': ['write']}]},"
    "  {'grants': [{'entity': 'Notes', 'accesses': ['read']}]}]}";

static const struct {
    const char *checks;
    const struct catalogue *catalogue;
    const struct catalogue_source *from;
} worlds[] = {
    {test_checks, &test_catalogue, &test_catalogues},
    {tier_checks, &tier_catalogue, &tier_catalogues},
};

enum { N_WORLD = sizeof worlds / sizeof *worlds, ROUNDS = 3000, MOST = 7 };

/* ---- making things up ---------------------------------------------------- */

/* The next number below n, of a linear congruential generator. */
static uint32_t
below(uint64_t *state, uint32_t n)
{
    *state =
        *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % n;
}

static enum reason
some_doubt(uint64_t *state)
{
    enum reason reason;

    do
        reason = (enum reason)below(state, WHY__N);
    while (reason_verdict(reason) != VERDICT_UNKNOWN);
    return reason;
}

/* A grade of a scale; of plain numbers one about as high as the limit. */
static int64_t
some_grade(uint64_t *state, const struct scale *scale)
{
    int64_t top = scale_is_number(scale) ? 9 : scale_top(scale);

    return (int64_t)below(state, (uint32_t)top + 1);
}

static struct observation
say_something(uint64_t *state, const struct right *right)
{
    const struct scale *scale = right->scale;
    struct observation seen = {.right = right->id,
                               .basis = (enum basis)below(state, 2),
                               .reason = WHY_GRANTED,
                               .said = "said"};
    int64_t a = some_grade(state, scale), b = some_grade(state, scale);

    seen.low = a < b ? a : b;
    seen.high = a < b ? b : a;
    switch (below(state, 8)) {
    case 0:
        seen.reason = some_doubt(state);
        break;
    case 1:
        seen.reason = WHY_NOT_OFFERED;
        break;
    case 2:
        seen.high = scale_top(scale);
        break;
    case 3:
    case 4:
        break; /* any interval */
    case 5:
    case 6:
    case 7:
        seen.high = seen.low;
        break;
    }
    seen.weak = right->about == NULL && below(state, 3) == 0;
    return seen;
}

static const struct right *
some_right(uint64_t *state, const struct catalogue *all)
{
    return &all->right[below(state, all->n_right)];
}

/* Up to n things that are said; gives how many. */
static uint32_t
say_things(uint64_t *state, const struct catalogue *all,
           struct observation seen[MOST], uint32_t most)
{
    uint32_t n = below(state, most + 1);

    for (uint32_t i = 0; i < n; i++) {
        seen[i] = say_something(state, some_right(state, all));
        seen[i].exchange = i;
    }
    return n;
}

static struct findings
judge_these(const struct ruleset *set, const struct observation *seen,
            uint32_t n, struct arena *arena)
{
    struct facts facts = {
        .observation = seen, .n_observation = n, .missing = WHY_NOT_PROBED};

    return evaluate(set, worlds[text_same(set->provider, "tiers")].catalogue,
                    &facts, arena);
}

/* What was said, for the message of a test that fails. */
static const char *
said_text(const struct observation *seen, uint32_t n)
{
    const char *text = "";

    for (uint32_t i = 0; i < n; i++)
        text =
            arena_print(&mem, "%s [%s %s %lld-%lld %s%s]", text, seen[i].right,
                        basis_word(seen[i].basis), (long long)seen[i].low,
                        (long long)seen[i].high, reason_word(seen[i].reason),
                        seen[i].weak ? " weak" : "");
    return text;
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

/* The rules of a world, anew after everything was given back. */
static struct ruleset
begin(int world)
{
    const char *text;
    char *json;

    arena_free(&mem);
    text = arena_print(
        &mem,
        "{'format': 'grantscan-rules/1', 'id': 't', 'title': 'T',"
        " 'version': '1', 'provider': '%s', 'product': 'P', 'sources':"
        " [{'id': 's', 'title': 'S', 'date': '2026-01-01'}], 'rules':"
        " [{'id': 'r', 'section': 'S', 'object': 'O', 'level': 'L',"
        " 'why': 'W', 'degrades': 'D', 'need': 'required', 'source': 's',"
        " 'screen': 'C', 'fix': 'F', 'checks': [%s]}]}",
        worlds[world].catalogue->provider, worlds[world].checks);
    json = arena_new(&mem, char, strlen(text) + 1);
    for (size_t i = 0; text[i] != '\0'; i++)
        json[i] = text[i] == '\'' ? '"' : text[i];
    return rules_good(&mem, json, worlds[world].from);
}

/* ---- laws ---------------------------------------------------------------- */

START_TEST(order_never_matters)
{
    uint64_t state = 1;

    for (int round = 0; round < ROUNDS; round++) {
        struct ruleset set = begin(_i);
        struct observation seen[MOST];
        uint32_t n = say_things(&state, worlds[_i].catalogue, seen, MOST);
        struct findings findings = judge_these(&set, seen, n, &mem);
        const char *first = all_text(&findings);

        for (uint32_t i = n; i > 1; i--) {
            uint32_t other = below(&state, i);
            struct observation last = seen[i - 1];

            seen[i - 1] = seen[other];
            seen[other] = last;
        }
        findings = judge_these(&set, seen, n, &mem);
        ck_assert_str_eq(all_text(&findings), first);
    }
}
END_TEST

/* Whatever is said, each finding can be shown. */
START_TEST(every_finding_is_whole)
{
    uint64_t state = 2;
    uint32_t of[VERDICT__N] = {0};

    for (int round = 0; round < ROUNDS; round++) {
        struct ruleset set = begin(_i);
        struct observation seen[MOST];
        uint32_t n = say_things(&state, worlds[_i].catalogue, seen, MOST);
        struct findings findings = judge_these(&set, seen, n, &mem);

        ck_assert_uint_eq(findings.n, set.n_check);
        for (uint32_t i = 0; i < findings.n; i++) {
            const struct finding *f = &findings.finding[i];
            bool learned =
                f->verdict == VERDICT_PASS || f->verdict == VERDICT_FAIL;

            of[f->verdict]++;
            ck_assert_msg(reason_verdict(f->reason) == f->verdict, "%s:%s",
                          f->detail, said_text(seen, n));
            ck_assert_int_eq(f->strength != STRENGTH_NONE, learned);
            ck_assert_uint_gt(f->n_evidence, 0);
            ck_assert(text_ends(f->detail, ".") || text_ends(f->detail, "?"));
            ck_assert_ptr_null(strstr(f->detail, "(null)"));
            ck_assert_uint_gt(strlen(f->observed), 0);
        }
    }
    ck_assert(of[VERDICT_PASS] > 0 && of[VERDICT_FAIL] > 0);
    ck_assert_uint_gt(of[VERDICT_UNKNOWN], 0);
}
END_TEST

/* Whether a right that the check asks for is part of that one. */
static bool
may_raise(const struct catalogue *all, const char *strong,
          const struct check *check)
{
    for (uint32_t i = 0; i < all->n_implies; i++)
        for (uint32_t c = 0; c < check->n_claim; c++)
            if (text_same(all->right[all->implies[i].strong].id, strong) &&
                &all->right[all->implies[i].weak] == check->claim[c].right)
                return true;
    return false;
}

/* From a fail, more leads to a fail or to doubt, never to a pass. A stronger
 * right is another matter: that it is held may come to light. */
START_TEST(fail_never_becomes_pass)
{
    const struct catalogue *all = worlds[_i].catalogue;
    uint64_t state = 3;
    uint32_t fails = 0;

    for (int round = 0; round < ROUNDS; round++) {
        struct ruleset set = begin(_i);
        struct observation seen[MOST + 1];
        uint32_t n = say_things(&state, all, seen, MOST);
        struct findings before = judge_these(&set, seen, n, &mem), after;

        seen[n] = say_something(&state, some_right(&state, all));
        after = judge_these(&set, seen, n + 1, &mem);
        for (uint32_t i = 0; i < before.n; i++) {
            if (before.finding[i].verdict != VERDICT_FAIL ||
                may_raise(all, seen[n].right, &set.check[i]))
                continue;
            fails++;
            ck_assert_msg(after.finding[i].verdict >= VERDICT_UNKNOWN, "%s:%s",
                          after.finding[i].detail, said_text(seen, n + 1));
        }
    }
    ck_assert_uint_gt(fails, ROUNDS / 10);
}
END_TEST

/* Of what was only said with doubt nothing is known. */
START_TEST(doubt_never_passes_nor_fails)
{
    const struct catalogue *all = worlds[_i].catalogue;
    uint64_t state = 4;

    for (int round = 0; round < ROUNDS; round++) {
        struct ruleset set = begin(_i);
        struct observation seen[MOST];
        uint32_t n = say_things(&state, all, seen, MOST);
        struct findings findings;

        for (uint32_t i = 0; i < n; i++)
            if (!seen[i].weak)
                seen[i].reason = some_doubt(&state);
        findings = judge_these(&set, seen, n, &mem);
        for (uint32_t i = 0; i < findings.n; i++)
            ck_assert_msg(findings.finding[i].verdict == VERDICT_UNKNOWN ||
                              findings.finding[i].reason == WHY_NOT_OFFERED,
                          "%s:%s", findings.finding[i].detail,
                          said_text(seen, n));
    }
}
END_TEST

/* An answer that makes no sense: said to be so, or off the scale, as it can
 * only come from a file. */
static struct observation
say_nonsense(uint64_t *state, const struct right *right)
{
    int64_t top = scale_top(right->scale);
    const struct {
        int64_t low, high;
        enum reason reason;
    } odd[] = {{0, 0, WHY_GARBAGE},
               {top + 1, top + 1, WHY_GRANTED},
               {0, top + 1, WHY_GRANTED},
               {-1, 0, WHY_GRANTED},
               {top, 0, WHY_GRANTED}};
    uint32_t i = below(state, 5);

    return (struct observation){.right = right->id,
                                .low = odd[i].low,
                                .high = odd[i].high,
                                .reason = odd[i].reason,
                                .weak = below(state, 2) == 0};
}

/* One answer that makes no sense is doubt about its right, beside any others;
 * but of what nobody is offered. */
START_TEST(one_odd_answer_is_doubt)
{
    const struct catalogue *all = worlds[_i].catalogue;
    uint64_t state = 5;

    for (int round = 0; round < ROUNDS; round++) {
        struct ruleset set = begin(_i);
        struct observation seen[MOST + 1];
        uint32_t n = say_things(&state, all, seen, MOST);
        const struct check *check = &set.check[below(&state, set.n_check)];
        const struct right *right = check->claim[0].right;
        struct findings findings;

        if (!text_starts(check->access, "one") || !right->offered)
            continue;
        seen[n] = say_nonsense(&state, right);
        seen[n].exchange = n;
        findings = judge_these(&set, seen, n + 1, &mem);
        ck_assert_msg(findings.finding[check - set.check].verdict ==
                          VERDICT_UNKNOWN,
                      "%s:%s", findings.finding[check - set.check].detail,
                      said_text(seen, n + 1));
    }
}
END_TEST

static const char *
excess_text(const struct ruleset *set, const struct catalogue *all,
            const struct observation *seen, uint32_t n)
{
    struct facts facts = {
        .observation = seen, .n_observation = n, .missing = WHY_NOT_PROBED};
    struct excesses found = excess_find(set, all, &facts, &mem);
    const char *text = "";

    for (uint32_t i = 0; i < found.n; i++)
        text = arena_print(&mem, "%s%s %s\n", text, found.item[i].id,
                           found.item[i].level);
    return arena_print(&mem, "%s%u judged", text,
                       (unsigned)found.coverage.judged);
}

/* That a right is held to any degree or to none says nothing. */
START_TEST(what_narrows_nothing_changes_no_verdict)
{
    const struct catalogue *all = worlds[_i].catalogue;
    uint64_t state = 6;

    for (int round = 0; round < ROUNDS; round++) {
        struct ruleset set = begin(_i);
        struct observation seen[MOST + 1];
        uint32_t n = say_things(&state, all, seen, MOST);
        const struct right *right = some_right(&state, all);
        struct findings before = judge_these(&set, seen, n, &mem), after;

        if (right->never_empty)
            continue;
        seen[n] = (struct observation){.right = right->id,
                                       .high = scale_top(right->scale),
                                       .reason = WHY_GRANTED,
                                       .basis = (enum basis)below(&state, 2),
                                       .weak = below(&state, 2) == 0,
                                       .exchange = n};
        after = judge_these(&set, seen, n + 1, &mem);
        for (uint32_t i = 0; i < before.n; i++) {
            const struct finding *a = &before.finding[i];
            const struct finding *b = &after.finding[i];

            ck_assert_msg(a->verdict == b->verdict && a->reason == b->reason &&
                              a->strength == b->strength &&
                              text_same(a->detail, b->detail),
                          "%s, then %s:%s", a->detail, b->detail,
                          said_text(seen, n + 1));
        }
        ck_assert_str_eq(excess_text(&set, all, seen, n + 1),
                         excess_text(&set, all, seen, n));
    }
}
END_TEST

/* What a check asks for, or forbids, is never held without need besides. */
START_TEST(no_right_is_asked_for_and_excess)
{
    const struct catalogue *all = worlds[_i].catalogue;
    uint64_t state = 7;
    uint32_t rows = 0;

    for (int round = 0; round < ROUNDS; round++) {
        struct ruleset set = begin(_i);
        struct observation seen[MOST];
        struct facts facts = {.observation = seen, .missing = WHY_NOT_PROBED};
        struct excesses found;

        facts.n_observation = say_things(&state, all, seen, MOST);
        found = excess_find(&set, all, &facts, &mem);
        rows += found.n;
        for (uint32_t i = 0; i < found.n; i++)
            for (uint32_t c = 0; c < set.n_check; c++)
                for (uint32_t k = 0; k < set.check[c].n_claim; k++) {
                    const struct claim *claim = &set.check[c].claim[k];

                    ck_assert(claim->right == NULL ||
                              !text_same(claim->right->id,
                                         found.item[i].id + strlen("excess.")));
                }
    }
    ck_assert_uint_gt(rows, 0);
}
END_TEST

Suite *
rules_interval_suite(void)
{
    Suite *suite = suite_create("rules: intervals");
    TCase *laws = tcase_create("laws");

    tcase_set_tags(laws, "sweep");
    tcase_add_checked_fixture(laws, NULL, teardown);
    tcase_set_timeout(laws, 120);
    tcase_add_loop_test(laws, order_never_matters, 0, N_WORLD);
    tcase_add_loop_test(laws, every_finding_is_whole, 0, N_WORLD);
    tcase_add_loop_test(laws, fail_never_becomes_pass, 0, N_WORLD);
    tcase_add_loop_test(laws, doubt_never_passes_nor_fails, 0, N_WORLD);
    tcase_add_loop_test(laws, one_odd_answer_is_doubt, 0, N_WORLD);
    tcase_add_loop_test(laws, what_narrows_nothing_changes_no_verdict, 0,
                        N_WORLD);
    tcase_add_loop_test(laws, no_right_is_asked_for_and_excess, 0, N_WORLD);
    suite_add_tcase(suite, laws);
    return suite;
}
