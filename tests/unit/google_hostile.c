/* Servers that are tired, broken or up to something, and what is not to come
 * of it. */
#include "base/file.h"
#include "rules/load/join.h"
#include "rules/load/load.h"
#include "scanner/cli/providers.h"
#include "tests/unit/google.h"
#include "tests/unit/google_tenant.h"

#include <stdlib.h>

static struct gt_scan t;

static void
begin(void)
{
    gt_begin(&t);
}

static void
end(void)
{
    gt_end(&t);
}

/* ---- a key that is lost on the way --------------------------------------- */

/* It gave tokens for all that is asked for, and is refused by name at one that
 * nobody asks for. What was learned stays, but the key is not said to work. */
static const struct lost {
    int status;
    const char *body, *said;
} losses[] = {
    {400, GT_REFUSED("invalid_grant", "Invalid JWT Signature."),
     "the key was deleted or disabled"},
    {400, GT_REFUSED("invalid_grant", "Robot is disabled."),
     "The service account is disabled"},
    {400, GT_REFUSED("invalid_grant", "Invalid grant: account not found"),
     "knows no such service account"},
    {401, GT_REFUSED("disabled_client", "The OAuth client was disabled."),
     "is disabled"},
    {401, GT_REFUSED("invalid_client", "The OAuth client was not found."),
     "finds no client"},
    {401, "", "refused it later"},
};

START_TEST(a_key_that_is_lost_by_name)
{
    const struct fake_reply replies[] = {{.match = "<https://mail.google.com/|",
                                          .status = losses[_i].status,
                                          .body = losses[_i].body},
                                         {0}};

    gt_run(&t, replies);
    gt_ck(&t, "key.login", "unknown login-lost none");
    gt_ck(&t, "delegation.calendar.held", "pass granted confirmed");
    gt_ck(&t, "delegation.directory.held", "pass granted confirmed");
    ck_assert_msg(gt_says(&t, losses[_i].said), "%s", t.audit.stop_text);
    ck_assert_uint_eq(fake_count(&t.fake, "<https://mail.google.com/|"), 1);
    ck_assert_uint_lt(fake_count(&t.fake, "POST"), google_n_watch);
}
END_TEST

/* ---- the rules of several products --------------------------------------- */

/* Horizon's and those of one that wants the wider scope, in either order. */
static void
join(bool horizon_first)
{
    static const struct catalogue_source source = {provider_catalogue,
                                                   provider_names};
    const char *root = getenv("srcdir");
    struct diags diags = {.arena = &t.mem};
    struct ruleset part[2] = {t.rules, t.rules};
    struct file_text text;
    const char *path = arena_print(&t.mem, "%s/rules/google/uma.json",
                                   root != NULL ? root : ".");

    ck_assert(file_read(path, 1 << 20, &t.mem, &diags, &text));
    ck_assert(
        ruleset_load(&part[horizon_first], &text, &source, &diags, &t.mem));
    ck_assert(ruleset_join(&t.rules, part, 2, &diags, &t.mem));
}

/* Whether Horizon reaches people is tried with the scope that Horizon has, and
 * not with a wider one that another product asks for and is not given. */
START_TEST(another_products_scope_reaches_nobody)
{
    join(_i == 0);
    gt_run(&t, NULL);
    gt_ck(&t, "delegation.calendar.held", "pass granted confirmed");
    gt_ck(&t, "subject.technician.reached", "pass granted confirmed");
    gt_ck(&t, "subject.administrator.reached", "pass granted confirmed");
    gt_ck(&t, "api.calendar.enabled", "pass granted declared");
}
END_TEST

/* ---- few requests -------------------------------------------------------- */

/* What was not sent was not tried. */
START_TEST(what_the_budget_cuts_is_not_called_tried)
{
    t.how.max_requests = 20;
    gt_run(&t, NULL);
    gt_ck(&t, "key.login", "pass granted declared");
    ck_assert_uint_eq(t.fake.n, 20);
    ck_assert(gt_says(&t, "13 of 47 scopes that can do harm were tried one by "
                          "one; others cannot be listed"));
}
END_TEST

#define LOOP(function, table)                                                  \
    tcase_add_loop_test(tests, (function), 0,                                  \
                        (int)(sizeof(table) / sizeof *(table)))

Suite *
google_hostile_suite(void)
{
    Suite *suite = suite_create("google: hostile servers");
    TCase *tests = tcase_create("odd");

    tcase_set_tags(tests, "sweep");
    tcase_add_unchecked_fixture(tests, gt_make_key, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    LOOP(a_key_that_is_lost_by_name, losses);
    tcase_add_loop_test(tests, another_products_scope_reaches_nobody, 0, 2);
    tcase_add_test(tests, what_the_budget_cuts_is_not_called_tried);
    suite_add_tcase(suite, tests);
    return suite;
}
