/* By what two audits are told to be of the same account. */
#include "audit/diff.h"
#include "audit/outcome.h"
#include "base/text.h"
#include "tests/unit/rules_diff.h"
#include "tests/unit/rules_test.h"

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const char *
changes_text(const struct state *old, struct state *new)
{
    return state_changes(old, new, &mem);
}

START_TEST(another_account_vouches_for_nothing)
{
    static const char *const what[] = {"provider", "region", "CRM id", "user",
                                       "rules"};
    struct state old, new;
    const char **field[] = {&new.audit.target.provider, &new.trait[0].value,
                            &new.trait[1].value, &new.audit.target.account,
                            &new.pack.id};

    state_of(&old, VERDICT_FAIL, true);
    state_of(&new, VERDICT_FAIL, true);
    new.audit.target.endpoint = new.trait[2].value = "https://b/";
    new.audit.target.name = "other";
    ck_assert_str_eq(changes_text(&old, &new),
                     "still-failing r.view fail fail\n"
                     "still-excess excess.Boxes.edit all all\n");
    ck_assert_int_eq(audit_exit(&new.audit), 0);
    for (size_t i = 0; i < sizeof what / sizeof *what; i++) {
        const char *was = *field[i];

        *field[i] = "another";
        ck_assert(text_starts(changes_text(&old, &new),
                              arena_print(&mem,
                                          "identity-changed %s %s another"
                                          "\nstill-failing",
                                          what[i], was)));
        ck_assert_int_eq(audit_exit(&new.audit), 1);
        ck_assert(finding_counts(&new.finding, &new.audit));
        ck_assert(excess_counts(&new.excess, &new.audit));
        *field[i] = NULL; /* never learned: no change */
        ck_assert(
            text_starts(changes_text(&old, &new), "still-failing r.view"));
        *field[i] = was;
    }
    new.audit.target.n_trait = 0;
    ck_assert(text_starts(changes_text(&old, &new), "still-failing r.view"));
}
END_TEST

/* Whatever order a provider tells its traits in. */
START_TEST(traits_go_by_their_labels)
{
    struct state old, new;
    struct trait first;

    state_of(&old, VERDICT_PASS, false);
    state_of(&new, VERDICT_PASS, false);
    first = new.trait[0];
    new.trait[0] = new.trait[1];
    new.trait[1] = first;
    ck_assert_str_eq(changes_text(&old, &new), "");
    new.trait[1].value = "S";
    ck_assert_str_eq(changes_text(&old, &new), "identity-changed region R S\n");
    ck_assert_str_eq(new.audit.change[0].detail,
                     "The audits are of two different regions, R and S, so "
                     "nothing of the old one vouches for the new one.");
}
END_TEST

START_TEST(users_masked_alike_are_told_apart)
{
    struct state old, new;

    state_of(&old, VERDICT_FAIL, false);
    state_of(&new, VERDICT_FAIL, false);
    old.audit.target.id = "11111111";
    new.audit.target.id = "22222222";
    ck_assert_str_eq(changes_text(&old, &new),
                     "identity-changed user a*** (11111111) a*** (22222222)\n"
                     "still-failing r.view fail fail\n");
    old.audit.target.id = NULL; /* never learned */
    ck_assert_str_eq(changes_text(&old, &new),
                     "still-failing r.view fail fail\n");
    old.audit.target.id = "22222222"; /* the same, masked otherwise */
    new.audit.target.account = "a*";
    ck_assert_str_eq(changes_text(&old, &new),
                     "still-failing r.view fail fail\n");
}
END_TEST

/* On whom reads were tried; in which order they were given does not matter. */
START_TEST(other_subjects_are_told)
{
    static const char *const people[] = {"a***@x", "b***@x", "a***@x"};
    static const char *const turned[] = {"b***@x", "a***@x", "a***@x"};
    static const char *const others[] = {"b***@x", "b***@x", "a***@x"};
    struct state old, new;
    struct subject before = {.name = "boy", .rules = "t", .masked = people};
    struct subject after = before;

    state_of(&old, VERDICT_PASS, false);
    state_of(&new, VERDICT_PASS, false);
    old.audit.subject = &before;
    new.audit.subject = &after;
    new.audit.n_subject = 1; /* the old rules had none */
    ck_assert_str_eq(changes_text(&old, &new), "");
    old.audit.n_subject = 1;
    ck_assert_str_eq(changes_text(&old, &new), "");
    after.n_value = 2;
    ck_assert_str_eq(changes_text(&old, &new),
                     "subject-changed boy nobody 2 boys\n");
    ck_assert(!change_is_news(new.audit.change[0].kind));
    before.n_value = after.n_value = 3;
    after.masked = turned;
    ck_assert_str_eq(changes_text(&old, &new), "");
    after.masked = others;
    ck_assert_str_eq(changes_text(&old, &new),
                     "subject-changed boy 3 boys 3 boys\n");
    ck_assert_str_eq(new.audit.change[0].detail,
                     "It was tried on 3 boys, and now on 3 boys who are "
                     "others: what else changed of it may be due to that.");
    after.rules = "u"; /* of another file */
    ck_assert_str_eq(changes_text(&old, &new), "");
}
END_TEST

Suite *
rules_identity_suite(void)
{
    Suite *suite = suite_create("rules: identity");
    TCase *identity = tcase_create("identity");

    tcase_add_checked_fixture(identity, NULL, teardown);
    tcase_add_test(identity, another_account_vouches_for_nothing);
    tcase_add_test(identity, traits_go_by_their_labels);
    tcase_add_test(identity, other_subjects_are_told);
    tcase_add_test(identity, users_masked_alike_are_told_apart);
    suite_add_tcase(suite, identity);
    return suite;
}
