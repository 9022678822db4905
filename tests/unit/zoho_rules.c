/* Horizon's table for Zoho Desk in the real catalogue: its checks, and what
 * tokens and profiles come to. */
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/load/load.h"
#include "rules/model/name.h"
#include "scanner/zoho/catalogue.h"
#include "tests/unit/zoho.h"

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
    return text_same(provider, "zoho") ? &zoho_catalogue : NULL;
}

static const char *const names[] = {"zoho", NULL};
static const struct catalogue_source source = {find, names};

static struct file_text
horizon_text(void)
{
    const char *path = arena_print(&mem, "%s/rules/horizon-zoho.json",
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

#define CONSOLE  "api-console.zoho.com > Self Client > "
#define PROFILES "Setup > Users and Control > Permissions > Profiles"

static const struct {
    const char *id, *section, *right, *screen, *fix;
    enum need need;
} checks[] = {
    {"account.login", "Account", ZOHO_LOGIN, CONSOLE, "compare the data center",
     NEED_REQUIRED},
    {"account.organisation", "Account", ZOHO_ORGANISATION, "Setup > ",
     "Fetch Organizations", NEED_REQUIRED},
    {"scopes.tickets.read", "OAuth scopes", "Desk.tickets.READ.held", CONSOLE,
     "a new code", NEED_REQUIRED},
    {"scopes.tickets.write", "OAuth scopes", "Desk.tickets.WRITE.held", CONSOLE,
     "a new code", NEED_REQUIRED},
    {"scopes.tickets.write-effective", "OAuth scopes",
     "Desk.tickets.UPDATE.held", CONSOLE, "want Desk.tickets.UPDATE",
     NEED_REQUIRED},
    {"scopes.search.read", "OAuth scopes", "Desk.search.READ.held", CONSOLE,
     "a new code", NEED_REQUIRED},
    {"scopes.contacts.read", "OAuth scopes", "Desk.contacts.READ.held", CONSOLE,
     "a new code", NEED_REQUIRED},
    {"scopes.accounts.read", "OAuth scopes", "Desk.accounts.READ.held", CONSOLE,
     "a new code", NEED_REQUIRED},
    {"scopes.agents.read", "OAuth scopes", "Desk.agents.READ.held", CONSOLE,
     "a new code", NEED_REQUIRED},
    {"scopes.settings.read", "OAuth scopes", "Desk.settings.READ.held", CONSOLE,
     "a new code", NEED_REQUIRED},
    {"scopes.basic.read", "OAuth scopes", "Desk.basic.READ.held", CONSOLE,
     "a new code", NEED_REQUIRED},
    {"profile.tickets.view", "Agent profile", "tickets.view.held", PROFILES,
     "Tickets: tick View", NEED_REQUIRED},
    {"profile.tickets.edit", "Agent profile", "tickets.edit.held", PROFILES,
     "Tickets: tick Edit", NEED_REQUIRED},
    {"profile.tickets.close", "Agent profile", "tickets.closeTicket.held",
     PROFILES, "Close Tickets", NEED_RECOMMENDED},
    {"profile.tickets.assign", "Agent profile", "tickets.changeOwner.held",
     PROFILES, "Change Ownership", NEED_RECOMMENDED},
    {"profile.contacts.view", "Agent profile", "contacts.view.held", PROFILES,
     "Contacts: tick View", NEED_REQUIRED},
    {"profile.accounts.view", "Agent profile", "accounts.view.held", PROFILES,
     "Accounts: tick View", NEED_REQUIRED},
    {"profile.agents.overview", "Agent profile", "agents.overview.held",
     PROFILES, "Agent Overview", NEED_REQUIRED},
    {"profile.time-entries.add", "Agent profile", "timeEntry.create.held",
     PROFILES, "Time Entry", NEED_RECOMMENDED},
    {"reach.departments.all", "Reach", ZOHO_DEPARTMENTS,
     "Setup > Users and Control > Agents", "Access Data across Departments",
     NEED_RECOMMENDED},
    {"reach.records.all", "Reach", ZOHO_RECORDS,
     "Setup > Users and Control > Roles", "personal", NEED_REQUIRED},
};

enum { CHECKS = sizeof checks / sizeof *checks };

/* What is printed is published; what follows from the product's work is not. */
START_TEST(the_table_is_horizons)
{
    struct ruleset set = horizon();

    ck_assert_uint_eq(set.n_check, CHECKS);
    ck_assert_uint_eq(set.n_option, 0);
    ck_assert_uint_eq(set.n_subject, 0);
    for (uint32_t i = 0; i < CHECKS; i++) {
        const struct check *check = &set.check[i];
        const struct rule *rule = &set.rule[check->rule];
        bool doubtful = text_ends(check->id, "-effective");

        ck_assert_str_eq(check->id, checks[i].id);
        ck_assert_str_eq(rule->section, checks[i].section);
        ck_assert_str_eq(check->claim->right->id, checks[i].right);
        ck_assert_uint_eq(check->n_claim, doubtful ? 3 : 1);
        ck_assert_msg(text_starts(check->screen, checks[i].screen), "%s: %s",
                      check->id, check->screen);
        ck_assert_msg(strstr(check->fix, checks[i].fix) != NULL, "%s: %s",
                      check->id, check->fix);
        ck_assert_msg(check->need == checks[i].need, "%s", check->id);
        ck_assert_msg(rule->inferred ==
                          (check->id[0] == 'p' || check->id[0] == 'r'),
                      "%s", check->id);
        ck_assert_msg(check->claim[0].doubtful == false, "%s", check->id);
    }
    ck_assert_str_eq(set.check[4].claim[1].right->id,
                     "Desk.tickets.WRITE.held");
    ck_assert(set.check[4].claim[1].doubtful);
}
END_TEST

/* Whoever follows what is to be done about one scope lacks none afterwards. */
START_TEST(a_new_code_has_all_scopes)
{
    struct ruleset set = horizon();

    for (uint32_t i = 2; i < 11; i++) {
        const char *own = set.check[i].claim->right->entity->name;

        ck_assert_ptr_nonnull(strstr(set.check[i].fix, own));
        for (uint32_t k = 2; k < 11; k++)
            ck_assert_ptr_nonnull(strstr(
                set.check[i].screen, set.check[k].claim->right->entity->name));
    }
}
END_TEST

/* ---- what tokens come to ------------------------------------------------- */

/* The scopes as a token's answer tells them, NULL: it does not; the rights of
 * the profile, as the right wants them; administrator or not. */
static struct facts
told(const char *scopes, const char *profile, bool administrator)
{
    const struct catalogue *all = &zoho_catalogue;
    struct observation *seen =
        arena_new(&mem, struct observation, all->n_right);
    uint32_t n = 0;

    for (uint32_t i = 0; i < all->n_right; i++) {
        const struct right *right = &all->right[i];
        const char *list = zoho_scope_of(right) != NULL ? scopes : profile;
        bool held = !text_same(right->id, ZOHO_ADMINISTRATOR);

        if (list == NULL)
            continue;
        if (right->entity != NULL)
            held = strstr(list, arena_print(&mem, " %s ",
                                            right->entity->name)) != NULL;
        else
            held = held || administrator;
        seen[n++] = (struct observation){.right = right->id,
                                         .low = held,
                                         .high = held,
                                         .reason = WHY_GRANTED,
                                         .exchange = NO_EXCHANGE};
    }
    return (struct facts){
        .observation = seen, .n_observation = n, .missing = WHY_NOT_PROBED};
}

#define REST                                                                   \
    " Desk.search.READ Desk.contacts.READ Desk.accounts.READ "                 \
    "Desk.agents.READ Desk.settings.READ Desk.basic.READ "
#define KEYS                                                                   \
    " tickets.view tickets.edit tickets.closeTicket tickets.changeOwner "      \
    "contacts.view accounts.view agents.overview timeEntry.create "
#define TOLERATED                                                              \
    KEYS "tickets.unassignedChangeOwner tickets.handleUnassigned "             \
         "timeEntry.view setup.fetchAcrossDepartment "

enum { READ = 2, WRITE, EFFECTIVE, SEARCH };

static const struct {
    const char *scopes, *profile;
    bool administrator;
    enum verdict read, write, effective, rest, view;
    const char *excess[3]; /* in their order */
} given[] = {
    /* As the article prints it: nobody knows whether it can write. */
    {" Desk.tickets.READ Desk.tickets.WRITE" REST,
     KEYS,
     false,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_UNKNOWN,
     VERDICT_PASS,
     VERDICT_PASS,
     {NULL}},
    {" Desk.tickets.READ Desk.tickets.WRITE Desk.tickets.UPDATE" REST,
     TOLERATED,
     false,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_PASS,
     {NULL}},
    {" Desk.tickets.READ Desk.tickets.UPDATE" REST,
     KEYS,
     false,
     VERDICT_PASS,
     VERDICT_FAIL,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_PASS,
     {NULL}},
    {" Desk.tickets.READ Desk.tickets.CREATE" REST,
     " tickets.edit ",
     false,
     VERDICT_PASS,
     VERDICT_FAIL,
     VERDICT_FAIL,
     VERDICT_PASS,
     VERDICT_FAIL,
     {"excess.Desk.tickets.CREATE.held"}},
    {" Desk.tickets.ALL Desk.settings.ALL" REST,
     KEYS "setup.permission ",
     false,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_PASS,
     {"excess.setup.permission.held", "excess.Desk.settings.ALL.held",
      "excess.Desk.tickets.ALL.held"}},
    /* One critical row, whatever else there is; scopes are no part of it. */
    {" Desk.tickets.READ Desk.tickets.WRITE Desk.basic.UPDATE" REST,
     KEYS "setup.permission ",
     true,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_UNKNOWN,
     VERDICT_PASS,
     VERDICT_PASS,
     {"excess.administrator", "excess.Desk.basic.UPDATE.held",
      "excess.setup.permission.held"}},
    /* Not told: nothing fails. */
    {NULL,
     KEYS "tickets.delete ",
     false,
     VERDICT_UNKNOWN,
     VERDICT_UNKNOWN,
     VERDICT_UNKNOWN,
     VERDICT_UNKNOWN,
     VERDICT_PASS,
     {"excess.tickets.delete.held"}},
    {" Desk.tickets.READ Desk.tickets.UPDATE" REST,
     NULL,
     false,
     VERDICT_PASS,
     VERDICT_FAIL,
     VERDICT_PASS,
     VERDICT_PASS,
     VERDICT_UNKNOWN,
     {NULL}},
};

static void
ck_excess(const struct excesses *more, const char *const *wanted, uint32_t n)
{
    uint32_t critical = 0;

    for (uint32_t i = 0; i < n; i++)
        ck_assert_msg(
            text_same(i < more->n ? more->item[i].id : NULL, wanted[i]),
            "%u: %s", i, i < more->n ? more->item[i].id : "none");
    for (uint32_t i = 0; i < more->n; i++)
        critical += more->item[i].risk == RISK_CRITICAL ? 1 : 0;
    if (!text_same(wanted[0], "excess.administrator"))
        return;
    ck_assert_uint_eq(critical, 1);
    for (uint32_t i = 1; i < more->n; i++)
        ck_assert_msg((more->item[i].under != NULL) ==
                          text_same(more->item[i].section, "Agent profile"),
                      "%s", more->item[i].id);
}

START_TEST(tokens_come_to)
{
    struct ruleset set = horizon();
    struct facts facts =
        told(given[_i].scopes, given[_i].profile, given[_i].administrator);
    struct findings found = evaluate(&set, &zoho_catalogue, &facts, &mem);
    struct excesses more = excess_find(&set, &zoho_catalogue, &facts, &mem);

    ck_assert_uint_eq(found.n, CHECKS);
    ck_assert_int_eq(found.finding[READ].verdict, given[_i].read);
    ck_assert_int_eq(found.finding[WRITE].verdict, given[_i].write);
    ck_assert_int_eq(found.finding[EFFECTIVE].verdict, given[_i].effective);
    for (uint32_t i = SEARCH; i < SEARCH + 6; i++)
        ck_assert_msg(found.finding[i].verdict == given[_i].rest, "%s",
                      found.finding[i].id);
    ck_assert_int_eq(found.finding[11].verdict, given[_i].view);
    ck_excess(&more, given[_i].excess, 3);
    ck_assert_int_eq(more.coverage.world,
                     given[_i].scopes == NULL ? WORLD_OPEN : WORLD_CLOSED);
}
END_TEST

START_TEST(a_finding_speaks_of_requests)
{
    struct ruleset set = horizon();
    struct facts facts = told(REST, " tickets.view ", false);
    struct findings found = evaluate(&set, &zoho_catalogue, &facts, &mem);

    ck_assert_str_eq(found.finding[SEARCH].detail,
                     "Desk.search.READ: Held is 'yes', as the API declares.");
    ck_assert_str_eq(found.finding[READ].detail,
                     "Desk.tickets.READ: Held is 'no', so no requests that "
                     "read tickets with their threads, comments and time "
                     "entries can be made; the table asks for "
                     "Desk.tickets.READ.");
    ck_assert_str_eq(found.finding[12].detail,
                     "Tickets: Held is 'no', so no requests that change "
                     "tickets can be made; the table asks for Edit.");
}
END_TEST

/* With WRITE alone a person is asked. */
START_TEST(write_alone_is_asked_about)
{
    struct ruleset set = horizon();
    struct facts facts =
        told(" Desk.tickets.READ Desk.tickets.WRITE" REST, KEYS, false);
    struct findings found = evaluate(&set, &zoho_catalogue, &facts, &mem);

    ck_assert_int_eq(found.finding[EFFECTIVE].reason, WHY_NEEDS_ATTESTATION);
}
END_TEST

/* ---- mistakes of a rules file -------------------------------------------- */

static const struct {
    const char *name, *said;
} mistakes[] = {
    {"desk.tickets.read", "unknown entity \"desk.tickets.read\"; did you mean "
                          "\"Desk.tickets.READ\"?"},
    {"ZohoDesk.tickets.READ",
     "unknown entity \"ZohoDesk.tickets.READ\"; did you mean "
     "\"Desk.tickets.READ\"? ZohoDesk.tickets.READ is no scope that Zoho "
     "documents."},
    {"Desk.tickets.EDIT",
     "unknown entity \"Desk.tickets.EDIT\"; did you mean "
     "\"Desk.tickets.UPDATE\"? Desk.tickets.EDIT is no scope that Zoho "
     "documents."},
    {"Desk.accounts.ALL",
     "unknown entity \"Desk.accounts.ALL\"; did you mean "
     "\"Desk.contacts.ALL\"? Desk.accounts.ALL is no scope that Zoho "
     "documents: companies go with those of another name."},
    {"tickets.closeTickets", "unknown entity \"tickets.closeTickets\"; did you "
                             "mean \"tickets.closeTicket\"?"},
};

START_TEST(a_name_that_zoho_does_not_know)
{
    static const char was[] = "\"entity\": \"Desk.search.READ\"";
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
zoho_rules_suite(void)
{
    Suite *suite = suite_create("zoho: Horizon's table");
    TCase *tcase = tcase_create("rules");

    tcase_add_checked_fixture(tcase, NULL, teardown);
    tcase_add_test(tcase, the_table_is_horizons);
    tcase_add_test(tcase, a_new_code_has_all_scopes);
    tcase_add_loop_test(tcase, tokens_come_to, 0, sizeof given / sizeof *given);
    tcase_add_test(tcase, a_finding_speaks_of_requests);
    tcase_add_test(tcase, write_alone_is_asked_about);
    tcase_add_loop_test(tcase, a_name_that_zoho_does_not_know, 0,
                        sizeof mistakes / sizeof *mistakes);
    suite_add_tcase(suite, tcase);
    return suite;
}
