/* Horizon's table for Microsoft 365 in the real catalogue: its checks, its
 * options, and what a stronger permission comes to. */
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/load/load.h"
#include "rules/model/name.h"
#include "rules/model/scale.h"
#include "scanner/microsoft365/catalogue.h"
#include "tests/unit/microsoft365.h"

#include <stdlib.h>
#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const struct catalogue *
find(const char *provider)
{
    return text_same(provider, "microsoft365") ? &microsoft365_catalogue : NULL;
}

static struct ruleset
horizon(const char *option)
{
    static const char *const names[] = {"microsoft365", NULL};
    static const struct catalogue_source source = {find, names};
    const char *path = arena_print(&mem, "%s/rules/horizon-microsoft365.json",
                                   text_or(getenv("srcdir"), "."));
    struct diags diags = {.arena = &mem};
    struct file_text text;
    struct ruleset set;

    ck_assert_msg(file_read(path, 1 << 20, &mem, &diags, &text), "%s", path);
    ck_assert_msg(ruleset_load(&set, &text, &source, &diags, &mem), "%s",
                  diags.n > 0 ? diags.list[0].text : "");
    if (option != NULL)
        ck_assert(ruleset_choose(&set, &option, 1, &diags, &mem));
    return set;
}

static const struct {
    const char *id, *section, *option, *screen;
    enum need need;
} checks[] = {
    {"app.login", "App registration", NULL, "Entra admin center > ",
     NEED_REQUIRED},
    {"app.app-only", "App registration", NULL, "Entra admin center > ",
     NEED_REQUIRED},
    {"app.credential-expiry", "App registration", NULL, "Entra admin center > ",
     NEED_RECOMMENDED},
    {"graph.users.held", "API permissions", "older-article=no",
     "Entra admin center > ", NEED_REQUIRED},
    {"graph.calendars.held", "API permissions", NULL, "Entra admin center > ",
     NEED_REQUIRED},
    {"reach.technicians.reached", "Reach", NULL, "Exchange Online PowerShell",
     NEED_REQUIRED},
    {"reach.outside.spared", "Reach", "scoped", "Exchange Online PowerShell",
     NEED_REQUIRED},
};

enum { CHECKS = sizeof checks / sizeof *checks };

START_TEST(the_table_is_horizons)
{
    struct ruleset set = horizon(NULL);

    ck_assert_uint_eq(set.n_check, CHECKS);
    for (uint32_t i = 0; i < CHECKS; i++) {
        const struct check *check = &set.check[i];

        ck_assert_str_eq(check->id, checks[i].id);
        ck_assert_str_eq(set.rule[check->rule].section, checks[i].section);
        ck_assert_msg(text_same(check->option, checks[i].option), "%s",
                      check->id);
        ck_assert_msg(text_starts(check->screen, checks[i].screen), "%s",
                      check->id);
        ck_assert_int_eq(check->need, checks[i].need);
        ck_assert(!set.rule[check->rule].inferred);
    }
    ck_assert_uint_eq(set.n_option, 3);
    for (uint32_t i = 0; i < set.n_option; i++)
        ck_assert(!set.option[i].on);
    ck_assert_uint_eq(set.n_subject, 2);
    ck_assert_str_eq(set.subject[0].name, "technician");
    ck_assert(set.subject[0].many);
    ck_assert_str_eq(set.subject[1].name, "outsider");
    ck_assert(!set.subject[1].many);
}
END_TEST

/* What the given permissions, and no others, come to. */
static struct facts
token(const char *const *name)
{
    const struct catalogue *all = &microsoft365_catalogue;
    struct observation *seen =
        arena_new(&mem, struct observation, all->n_entity);

    for (uint32_t i = 0; i < all->n_entity; i++) {
        bool held = false;

        for (const char *const *n = name; *n != NULL; n++)
            held = held || text_same(*n, all->entity[i].name);
        seen[i] = (struct observation){.right = all->right[i].id,
                                       .low = held,
                                       .high = held,
                                       .reason = WHY_GRANTED,
                                       .exchange = NO_EXCHANGE};
    }
    return (struct facts){.observation = seen,
                          .n_observation = all->n_entity,
                          .missing = WHY_NOT_PROBED};
}

static const struct {
    const char *option;
    const char *held[3];
    enum verdict users, calendars;
    const char *excess, *instead; /* the first row of it */
} tokens[] = {
    {NULL,
     {"Calendars.Read", "User.Read.All"},
     VERDICT_PASS,
     VERDICT_PASS,
     NULL,
     NULL},
    {NULL, {"Calendars.Read"}, VERDICT_FAIL, VERDICT_PASS, NULL, NULL},
    {"older-article=yes",
     {"Calendars.Read"},
     VERDICT_SKIP,
     VERDICT_PASS,
     NULL,
     NULL},
    {NULL,
     {"Calendars.ReadWrite", "Directory.Read.All"},
     VERDICT_PASS,
     VERDICT_PASS,
     "excess.Calendars.ReadWrite.held",
     "Calendars.Read.held"},
    {NULL,
     {"Calendars.Read.All", "User.ReadBasic.All"},
     VERDICT_FAIL,
     VERDICT_FAIL,
     "excess.Calendars.Read.All.held",
     NULL},
    {NULL,
     {"Calendars.Read", "Directory role/Global Administrator"},
     VERDICT_FAIL,
     VERDICT_PASS,
     "excess.Directory role/Global Administrator.held",
     NULL},
    {NULL,
     {"Office 365 Exchange Online/Calendars.Read", "User.Read.All"},
     VERDICT_PASS,
     VERDICT_FAIL,
     "excess.Office 365 Exchange Online/Calendars.Read.held",
     NULL},
};

/* People know permissions by their names, not by the ids of rights. */
static void
check_names(const struct findings *found, const struct excesses *more)
{
    for (uint32_t i = 0; i < found->n; i++)
        ck_assert_msg(strstr(found->finding[i].detail, ".held") == NULL, "%s",
                      found->finding[i].detail);
    for (uint32_t i = 0; i < more->n; i++)
        ck_assert_msg(strstr(more->item[i].detail, ".held") == NULL, "%s",
                      more->item[i].detail);
}

START_TEST(a_token_comes_to)
{
    struct ruleset set = horizon(tokens[_i].option);
    struct facts facts = token(tokens[_i].held);
    struct findings found =
        evaluate(&set, &microsoft365_catalogue, &facts, &mem);
    struct excesses more =
        excess_find(&set, &microsoft365_catalogue, &facts, &mem);

    ck_assert_uint_eq(found.n, CHECKS);
    ck_assert_int_eq(found.finding[2].need, NEED_RECOMMENDED);
    ck_assert_int_eq(found.finding[3].verdict, tokens[_i].users);
    ck_assert_int_eq(found.finding[4].verdict, tokens[_i].calendars);
    ck_assert_int_eq(found.finding[5].reason, WHY_NEEDS_SUBJECT);
    ck_assert_msg(
        text_same(more.n == 0 ? NULL : more.item[0].id, tokens[_i].excess),
        "%s", more.n == 0 ? "none" : more.item[0].id);
    if (more.n > 0)
        ck_assert(text_same(more.item[0].instead, tokens[_i].instead));
    check_names(&found, &more);
}
END_TEST

Suite *
microsoft365_rules_suite(void)
{
    Suite *suite = suite_create("microsoft365: Horizon's table");
    TCase *table = tcase_create("table");

    tcase_add_checked_fixture(table, NULL, teardown);
    tcase_add_test(table, the_table_is_horizons);
    tcase_add_loop_test(table, a_token_comes_to, 0,
                        sizeof tokens / sizeof *tokens);
    suite_add_tcase(suite, table);
    return suite;
}
