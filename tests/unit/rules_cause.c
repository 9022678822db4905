/* What makes a check fail stays what it is, whatever else is granted: on the
 * shipped rules, with every right of Autotask added one by one. */
#include "base/text.h"
#include "rules/model/words.h"
#include "scanner/autotask/catalogue.h"
#include "tests/unit/rules_test.h"

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

/* Accounts: what is granted of a right, by its number. */
static int64_t
grade_of(int account, uint32_t right)
{
    static const int64_t mixed[] = {AUTOTASK_ALL, AUTOTASK_NONE,
                                    AUTOTASK_RESTRICTED, AUTOTASK_ALL,
                                    AUTOTASK_RESTRICTED};

    if (account == 0)
        return AUTOTASK_NONE;
    if (account == 1)
        return AUTOTASK_RESTRICTED;
    return mixed[(right * 7 + (uint32_t)account) % 5];
}

/* Everything there is to observe of what may be done, one grade a right. */
static struct observation *
account_of(int account, uint32_t *n)
{
    const struct catalogue *all = &autotask_catalogue;
    struct observation *seen =
        arena_new(&mem, struct observation, all->n_right);

    *n = 0;
    for (uint32_t i = 0; i < all->n_right; i++) {
        const struct right *right = &all->right[i];
        int64_t grade = grade_of(account, *n);

        if (right->about == NULL)
            seen[(*n)++] = (struct observation){.right = right->id,
                                                .low = grade,
                                                .high = grade,
                                                .reason = WHY_GRANTED,
                                                .exchange = NO_EXCHANGE};
    }
    return seen;
}

static bool
is_cause(const struct evidence *evidence, const struct observation *right)
{
    return evidence->entity != NULL &&
           text_same(
               right_of(&autotask_catalogue, evidence->entity, evidence->aspect)
                   ->id,
               right->right);
}

/* Every cause of the old failure but the right that was added fails on, and
 * so does the check if there is one left. */
static uint32_t
compare(const struct finding *old, const struct finding *new,
        const struct observation *added)
{
    uint32_t causes = 0;

    for (uint32_t i = 0; i < old->n_evidence; i++) {
        const struct evidence *cause = &old->evidence[i];

        if (cause->verdict != VERDICT_FAIL || is_cause(cause, added))
            continue;
        causes++;
        ck_assert_str_eq(new->evidence[i].about, cause->about);
        ck_assert_int_eq(new->evidence[i].verdict, VERDICT_FAIL);
        ck_assert_int_eq(new->evidence[i].reason, cause->reason);
    }
    if (causes > 0)
        ck_assert_msg(new->verdict == VERDICT_FAIL,
                      "%s passes once %s is granted", old->id, added->right);
    return causes;
}

START_TEST(adding_a_right_never_removes_a_failures_cause)
{
    struct file_text text = source_text(&mem, "rules/horizon-autotask.json");
    struct ruleset set = rules_good(&mem, text.bytes, &autotask_catalogues);
    uint32_t n;
    struct observation *seen = account_of(_i, &n);
    struct facts facts = {
        .observation = seen, .n_observation = n, .missing = WHY_NOT_PROBED};
    struct findings before;
    uint32_t causes = 0;

    options_set(&set, true, &mem);
    before = evaluate(&set, &autotask_catalogue, &facts, &mem);
    for (uint32_t r = 0; r < n; r++) {
        struct arena scratch = {0};
        struct observation old = seen[r];
        struct findings after;

        seen[r].low = seen[r].high = AUTOTASK_ALL;
        after = evaluate(&set, &autotask_catalogue, &facts, &scratch);
        for (uint32_t i = 0; i < before.n; i++)
            if (before.finding[i].verdict == VERDICT_FAIL)
                causes +=
                    compare(&before.finding[i], &after.finding[i], &seen[r]);
        seen[r] = old;
        arena_free(&scratch);
    }
    ck_assert_uint_gt(causes, 0);
}
END_TEST

Suite *
rules_cause_suite(void)
{
    Suite *suite = suite_create("rules: causes");
    TCase *causes = tcase_create("causes");

    tcase_add_checked_fixture(causes, NULL, teardown);
    tcase_add_loop_test(causes, adding_a_right_never_removes_a_failures_cause,
                        0, 4);
    suite_add_tcase(suite, causes);
    return suite;
}
