/* Horizon's table for Google Workspace in the real catalogue: its checks, and
 * what tokens that were and were not given out come to. */
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/load/load.h"
#include "rules/model/name.h"
#include "scanner/google/catalogue.h"
#include "tests/unit/google.h"

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
    return text_same(provider, "google") ? &google_catalogue : NULL;
}

static const char *const names[] = {"google", NULL};
static const struct catalogue_source source = {find, names};

static struct file_text
horizon_text(void)
{
    const char *path = arena_print(&mem, "%s/rules/horizon-google.json",
                                   text_or(getenv("srcdir"), "."));
    struct diags diags = {.arena = &mem};
    struct file_text text;

    ck_assert_msg(file_read(path, 1 << 20, &mem, &diags, &text), "%s", path);
    return text;
}

static struct ruleset
horizon(void)
{
    struct file_text text = horizon_text();
    struct diags diags = {.arena = &mem};
    struct ruleset set;

    ck_assert_msg(ruleset_load(&set, &text, &source, &diags, &mem), "%s",
                  diags.n > 0 ? diags.list[0].text : "");
    return set;
}

static const struct {
    const char *id, *section, *screen, *fix, *feature;
    enum need need;
    bool inferred;
} checks[] = {
    {"key.login", "Service account", "Google Cloud console > ",
     "Create new key > JSON", "connection", NEED_REQUIRED, false},
    {"api.calendar.enabled", "Cloud project",
     "Google Cloud console > APIs & Services > Library > Google Calendar API",
     "Enable", "appointments", NEED_REQUIRED, false},
    {"api.admin-sdk.enabled", "Cloud project",
     "Google Cloud console > APIs & Services > Library > Admin SDK API",
     "Enable", "people", NEED_REQUIRED, false},
    {"delegation.calendar.held", "Domain-wide delegation",
     "Admin console > Security > Access and data control > API controls > "
     "Manage Domain Wide Delegation",
     "`https://www.googleapis.com/auth/calendar.readonly`", "appointments",
     NEED_REQUIRED, true},
    {"delegation.directory.held", "Domain-wide delegation",
     "Admin console > Security > Access and data control > API controls > "
     "Manage Domain Wide Delegation",
     "`https://www.googleapis.com/auth/admin.directory.user.readonly`",
     "people", NEED_REQUIRED, true},
    {"subject.technician.reached", "Subjects",
     "Admin console > Apps > Google Workspace > Calendar > ", "switch Calendar",
     "appointments", NEED_RECOMMENDED, false},
    {"subject.administrator.reached", "Subjects",
     "Admin console > Directory > Users > ", "Users > Read", "people",
     NEED_REQUIRED, false},
};

enum { CHECKS = sizeof checks / sizeof *checks };

START_TEST(the_table_is_horizons)
{
    struct ruleset set = horizon();

    ck_assert_uint_eq(set.n_check, CHECKS);
    ck_assert_uint_eq(set.n_option, 0);
    for (uint32_t i = 0; i < CHECKS; i++) {
        const struct check *check = &set.check[i];
        const struct rule *rule = &set.rule[check->rule];

        ck_assert_str_eq(check->id, checks[i].id);
        ck_assert_str_eq(rule->section, checks[i].section);
        ck_assert_msg(text_starts(check->screen, checks[i].screen), "%s",
                      check->id);
        ck_assert_msg(strstr(check->fix, checks[i].fix) != NULL, "%s",
                      check->id);
        ck_assert_str_eq(check->feature, checks[i].feature);
        ck_assert_int_eq(check->need, checks[i].need);
        ck_assert_msg(rule->inferred == checks[i].inferred, "%s", check->id);
    }
    ck_assert_uint_eq(set.n_subject, 2);
    ck_assert_str_eq(set.subject[0].name, "technician");
    ck_assert(set.subject[0].many);
    ck_assert_str_eq(set.subject[1].name, "administrator");
    ck_assert(!set.subject[1].many);
}
END_TEST

/* What is to be pasted is the scope itself. */
START_TEST(what_is_asked_for_is_told_in_full)
{
    struct ruleset set = horizon();
    uint32_t n = 0;

    for (uint32_t i = 0; i < set.n_check; i++) {
        const struct right *right = set.check[i].claim->right;
        const struct google_scope *scope = google_scope_of(right);

        if (scope == NULL || set.check[i].claim->subject != NULL)
            continue;
        n++;
        ck_assert_str_eq(set.rule[set.check[i].rule].level, scope->text);
        ck_assert_ptr_nonnull(strstr(set.check[i].fix, scope->text));
    }
    ck_assert_uint_eq(n, 2);
}
END_TEST

/* Tokens were given out for these, and for none else; each API answers. */
static struct facts
tokens_for(const char *const *name)
{
    const struct catalogue *all = &google_catalogue;
    struct observation *seen =
        arena_new(&mem, struct observation, all->n_right);

    for (uint32_t i = 0; i < all->n_right; i++) {
        bool held = i >= all->n_entity;

        for (const char *const *n = name; *n != NULL && i < all->n_entity; n++)
            held = held || text_same(*n, all->entity[i].name);
        seen[i] = (struct observation){.right = all->right[i].id,
                                       .low = held,
                                       .high = held,
                                       .reason = WHY_GRANTED,
                                       .exchange = NO_EXCHANGE};
    }
    return (struct facts){.observation = seen,
                          .n_observation = all->n_right,
                          .missing = WHY_NOT_PROBED};
}

static const struct {
    const char *held[4];
    enum verdict calendar, directory;
    const char *excess[3]; /* in their order */
} given[] = {
    {{"calendar.readonly", "admin.directory.user.readonly"},
     VERDICT_PASS,
     VERDICT_PASS,
     {NULL}},
    {{"calendar.readonly"}, VERDICT_PASS, VERDICT_FAIL, {NULL}},
    {{NULL}, VERDICT_FAIL, VERDICT_FAIL, {NULL}},
    {{"calendar", "admin.directory.user.readonly"},
     VERDICT_FAIL,
     VERDICT_PASS,
     {"excess.calendar.held"}},
    {{"calendar.readonly", "admin.directory.user", "cloud-platform"},
     VERDICT_PASS,
     VERDICT_FAIL,
     {"excess.admin.directory.user.held", "excess.cloud-platform.held"}},
    {{"calendar.events.readonly", "drive.file", "drive"},
     VERDICT_FAIL,
     VERDICT_FAIL,
     {"excess.drive.held", "excess.calendar.events.readonly.held",
      "excess.drive.file.held"}},
};

/* People know scopes by their names, not by the ids of rights. */
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

/* A wider scope never stands in for a narrower one. */
START_TEST(tokens_come_to)
{
    struct ruleset set = horizon();
    struct facts facts = tokens_for(given[_i].held);
    struct findings found = evaluate(&set, &google_catalogue, &facts, &mem);
    struct excesses more = excess_find(&set, &google_catalogue, &facts, &mem);

    ck_assert_uint_eq(found.n, CHECKS);
    for (uint32_t i = 0; i < 3; i++)
        ck_assert_int_eq(found.finding[i].verdict, VERDICT_PASS);
    ck_assert_int_eq(found.finding[3].verdict, given[_i].calendar);
    ck_assert_int_eq(found.finding[4].verdict, given[_i].directory);
    ck_assert_int_eq(found.finding[5].reason, WHY_NEEDS_SUBJECT);
    ck_assert_int_eq(found.finding[6].reason, WHY_NEEDS_SUBJECT);
    for (uint32_t i = 0; i < 3; i++)
        ck_assert_msg(
            text_same(i < more.n ? more.item[i].id : NULL, given[_i].excess[i]),
            "%u: %s", i, i < more.n ? more.item[i].id : "none");
    check_names(&found, &more);
}
END_TEST

/* ---- mistakes of a rules file -------------------------------------------- */

static const struct {
    const char *name, *said;
} mistakes[] = {
    {"calendar.readnly", "unknown entity \"calendar.readnly\"; did you mean "
                         "\"calendar.readonly\"?"},
    {"https://www.googleapis.com/auth/calendar.readonly",
     "unknown entity \"https://www.googleapis.com/auth/calendar.readonly\"; "
     "did you mean \"calendar.readonly\"?"},
    {"https://www.googleapis.com/auth/calendar.readnly",
     "unknown entity \"https://www.googleapis.com/auth/calendar.readnly\"; "
     "did you mean \"calendar.readonly\"?"},
    {"http://www.googleapis.com/auth/calendar.readonly",
     "unknown entity \"http://www.googleapis.com/auth/calendar.readonly\"; "
     "did you mean \"calendar.readonly\"?"},
    {"https://mail.google.com",
     "unknown entity \"https://mail.google.com\"; did you mean "
     "\"mail.google.com/\"? https://mail.google.com is no scope that Google "
     "knows."},
    {"admin.directory",
     "unknown entity \"admin.directory\": admin.directory is no scope that "
     "Google knows."},
    {"https://www.googleapis.com/auth/admin.directory",
     "unknown entity \"https://www.googleapis.com/auth/admin.directory\": "
     "https://www.googleapis.com/auth/admin.directory is no scope that Google "
     "knows."},
    {"calendars.readonly",
     "unknown entity \"calendars.readonly\"; did you mean "
     "\"calendar.readonly\"? calendars.readonly is no scope that Google "
     "knows."},
};

START_TEST(a_scope_that_google_does_not_know)
{
    static const char was[] = "\"entity\": \"calendar.readonly\"";
    const char *text = horizon_text().bytes, *at = strstr(text, was);
    struct diags diags = {.arena = &mem};
    struct ruleset set;

    ck_assert_ptr_nonnull(at);
    text = arena_print(&mem, "%.*s\"entity\": \"%s\"%s", (int)(at - text), text,
                       mistakes[_i].name, at + strlen(was));
    ck_assert(!ruleset_load(&set, &(struct file_text){text, strlen(text)},
                            &source, &diags, &mem));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_str_eq(diags.list[0].text, mistakes[_i].said);
}
END_TEST

Suite *
google_rules_suite(void)
{
    Suite *suite = suite_create("google: Horizon's table");
    TCase *tcase = tcase_create("rules");

    tcase_add_checked_fixture(tcase, NULL, teardown);
    tcase_add_test(tcase, the_table_is_horizons);
    tcase_add_test(tcase, what_is_asked_for_is_told_in_full);
    tcase_add_loop_test(tcase, tokens_come_to, 0, sizeof given / sizeof *given);
    tcase_add_loop_test(tcase, a_scope_that_google_does_not_know, 0,
                        sizeof mistakes / sizeof *mistakes);
    suite_add_tcase(suite, tcase);
    return suite;
}
