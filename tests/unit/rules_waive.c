/* Waivers: every mistake of a file with its place, what becomes of each, and
 * that accepting a finding changes what counts and never what was found. */
#include "audit/outcome.h"
#include "base/text.h"
#include "rules/load/attest.h"
#include "rules/model/words.h"
#include "tests/unit/rules_test.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

static const char today[] = "2026-11-23";

/* ---- mistakes ------------------------------------------------------------ */

static const char good[] =
    "{\"waivers\": [\n"
    "  {\"check\": \"r.view\", \"reason\": \"R\", \"owner\": \"O\",\n"
    "   \"approver\": \"A\", \"ticket\": \"T1\",\n"
    "   \"expires\": \"2027-02-01\", \"target\": \"acme\"}\n"
    "]}\n";

/* replace NULL: the whole file is `with`. */
static const struct mistake {
    const char *replace, *with, *said;
} mistakes[] = {
    {"{", "{", ""},
    {NULL, "{\"waivers\": []}", ""},
    {NULL, "{\"$schema\": \"waivers.schema.json\", \"waivers\": []}", ""},
    {NULL, "7", "1:1: a waiver file must be an object, not a number\n"},
    {NULL, "{}", "1:1: \"waivers\" is missing in a waiver file\n"},
    {NULL, "{\"waiver\": [], \"waivers\": true}",
     "1:2: unknown key \"waiver\" in a waiver file; did you mean "
     "\"waivers\"?\n1:27: \"waivers\" must be an array, not true or false\n"},
    {NULL, "{\"waivers\": [\"r.view\"]}",
     "1:14: a waiver must be an object, not a string\n"},
    {NULL, "{\"waivers\": [{}]}",
     "1:14: \"approver\" is missing in a waiver\n1:14: \"check\" is missing in "
     "a waiver\n1:14: \"expires\" is missing in a waiver\n1:14: \"owner\" is "
     "missing in a waiver\n1:14: \"reason\" is missing in a waiver\n1:14: "
     "\"ticket\" is missing in a waiver\n"},
    {"\"reason\": \"R\"", "\"reason\": \"  \"",
     "2:33: \"reason\" is empty (check \"r.view\")\n"},
    {"\"ticket\": \"T1\"", "\"ticket\": 1",
     "3:31: \"ticket\" must be a string, not a number (check \"r.view\")\n"},
    {"\"owner\"", "\"ower\"",
     "2:3: \"owner\" is missing in a waiver (check \"r.view\")\n2:38: unknown "
     "key \"ower\" in a waiver; did you mean \"owner\"? (check \"r.view\")\n"},
    {"2027-02-01", "2027-02-29",
     "4:15: \"expires\": \"2027-02-29\" is no date (YYYY-MM-DD) (check "
     "\"r.view\")\n"},
    {"\"expires\": \"2027-02-01\", ", "",
     "2:3: \"expires\" is missing in a waiver (check \"r.view\")\n"},
    {"\"target\": \"acme\"", "\"target\": null",
     "4:39: \"target\" must be a string, not null (check \"r.view\")\n"},
    {", \"target\": \"acme\"", "", ""},
    {"2027-02-01", "2001-01-01", ""}, /* expired is no mistake */
    {"r.view", "no.such.check", ""},  /* told when the audit is known */
    {"\n]",
     ",\n  {\"check\": \"r.view\", \"reason\": \"R\", \"owner\": \"O\", "
     "\"approver\": \"A\", \"ticket\": \"T\", \"expires\": \"2027-02-01\", "
     "\"target\": \"acme\"}]",
     "5:13: waiver of \"r.view for acme\" stands in line 2 already\n"},
    {"\n]",
     ",\n  {\"check\": \"r.view\", \"reason\": \"R\", \"owner\": \"O\", "
     "\"approver\": \"A\", \"ticket\": \"T\", \"expires\": \"2027-02-01\", "
     "\"target\": \"other\"}]",
     ""},
};

static const char *
changed(const struct mistake *mistake)
{
    return text_changed(&mem, good, mistake->replace, mistake->with);
}

static bool
load(struct waivers *to, const char *text, const char *day, struct diags *diags)
{
    struct file_text file = {text, strlen(text)};
    struct ruleset none = {.n_check = 0};

    return waivers_load(to, &file, &none, day, diags);
}

START_TEST(mistake_is_reported)
{
    struct diags diags = {.arena = &mem, .file = "waive.json"};
    struct waivers to;
    bool loaded = load(&to, changed(&mistakes[_i]), today, &diags);

    ck_assert_str_eq(diags_text(&diags, &mem), mistakes[_i].said);
    ck_assert_int_eq(loaded, mistakes[_i].said[0] == '\0');
}
END_TEST

START_TEST(a_good_file_fills_the_list)
{
    struct diags diags = {.arena = &mem};
    struct waivers to;

    ck_assert(load(&to, good, today, &diags));
    ck_assert_uint_eq(to.n, 1);
    ck_assert_str_eq(to.item[0].check, "r.view");
    ck_assert_str_eq(to.item[0].reason, "R");
    ck_assert_str_eq(to.item[0].owner, "O");
    ck_assert_str_eq(to.item[0].approver, "A");
    ck_assert_str_eq(to.item[0].ticket, "T1");
    ck_assert_str_eq(to.item[0].expires, "2027-02-01");
    ck_assert_str_eq(to.item[0].target, "acme");
    ck_assert_int_eq(to.item[0].state, WAIVER_ACTIVE);
    ck_assert(!to.item[0].soon);
}
END_TEST

static const struct {
    const char *today, *expires;
    enum waiver_state state;
    bool soon;
} dates[] = {
    {"2026-11-23", "2026-11-22", WAIVER_EXPIRED, false},
    {"2026-11-23", "2026-11-23", WAIVER_ACTIVE, true},
    {"2026-11-23", "2026-12-07", WAIVER_ACTIVE, true},
    {"2026-11-23", "2026-12-08", WAIVER_ACTIVE, false},
    {"2024-02-20", "2024-03-05", WAIVER_ACTIVE, true}, /* a leap year */
    {"2024-02-20", "2024-03-06", WAIVER_ACTIVE, false},
    {"2023-02-20", "2023-03-06", WAIVER_ACTIVE, true},
    {"2023-02-20", "2023-03-07", WAIVER_ACTIVE, false},
    {"2000-02-20", "2000-03-05", WAIVER_ACTIVE, true},
    {"2000-02-20", "2000-03-06", WAIVER_ACTIVE, false},
    {"2100-02-20", "2100-03-06", WAIVER_ACTIVE, true},
    {"2026-12-25", "2027-01-08", WAIVER_ACTIVE, true},
    {"2026-12-25", "2027-01-09", WAIVER_ACTIVE, false},
    {"2026-02-28", "2027-03-01", WAIVER_ACTIVE, false},
};

START_TEST(soon_is_fourteen_days)
{
    struct mistake change = {"2027-02-01", dates[_i].expires, NULL};
    struct diags diags = {.arena = &mem};
    struct waivers to;

    ck_assert(load(&to, changed(&change), dates[_i].today, &diags));
    ck_assert_int_eq(to.item[0].state, dates[_i].state);
    ck_assert_int_eq(to.item[0].soon, dates[_i].soon);
}
END_TEST

/* ---- applying ------------------------------------------------------------ */

/* What an audit of these found: the verdict of each check, an excess row. */
static struct finding found[] = {
    {.id = "r.pass", .verdict = VERDICT_PASS},
    {.id = "r.fail", .verdict = VERDICT_FAIL, .reason = WHY_NOT_GRANTED},
    {.id = "r.unknown", .verdict = VERDICT_UNKNOWN, .reason = WHY_TIMEOUT},
    {.id = "r.skip", .verdict = VERDICT_SKIP, .reason = WHY_OPTION_OFF},
};

static struct excess held[] = {
    {.id = "excess.Boxes.delete",
     .entity = "Boxes",
     .access = "delete",
     .title = "Delete",
     .level = "all",
     .held = "All",
     .risk = RISK_CRITICAL},
};

static const struct observation seen[] = {
    {.right = "Boxes.view", .reason = WHY_GRANTED},
    {.right = "Boxes.delete", .low = 2, .high = 2, .reason = WHY_GRANTED},
    {.right = "Lids.view", .reason = WHY_GARBAGE},
};

static const char *const unjudged[] = {"Lids"};

static const struct trait traits[] = {
    {"Tenant", "30595", true},
    {"Address", "api.example", false},
};

static struct audit
audit_of(enum excess_mode mode)
{
    return (struct audit){
        .target = {.id = "0af1", .name = "acme", .trait = traits, .n_trait = 2},
        .fail_on = NEED_RECOMMENDED,
        .verb = test_catalogue.verb,
        .n_verb = test_catalogue.n_verb,
        .finding = found,
        .n_finding = sizeof found / sizeof *found,
        .observation = seen,
        .n_observation = sizeof seen / sizeof *seen,
        .excess_mode = mode,
        .excess = held,
        .n_excess = 1,
        .coverage = {.total = 4,
                     .judged = 3,
                     .unjudged = unjudged,
                     .n_unjudged = 1},
    };
}

static struct waivers
waivers_of(struct waiver *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        list[i].soon = true;
        list[i].expires = "2026-11-30";
    }
    return (struct waivers){list, n};
}

static const struct {
    const char *check, *target;
    enum waiver_state before, after;
} states[] = {
    {"r.fail", NULL, WAIVER_ACTIVE, WAIVER_ACTIVE},
    {"r.fail", NULL, WAIVER_EXPIRED, WAIVER_EXPIRED},
    {"r.fail", "acme", WAIVER_ACTIVE, WAIVER_ACTIVE},
    {"r.fail", "30595", WAIVER_ACTIVE, WAIVER_ACTIVE},
    {"r.fail", "0af1", WAIVER_ACTIVE, WAIVER_ACTIVE},
    {"r.fail", "api.example", WAIVER_ACTIVE, WAIVER_ELSEWHERE},
    {"r.fail", "other", WAIVER_ACTIVE, WAIVER_ELSEWHERE},
    {"r.nothing", "other", WAIVER_EXPIRED, WAIVER_ELSEWHERE},
    {"r.unknown", NULL, WAIVER_ACTIVE, WAIVER_ACTIVE},
    {"r.pass", NULL, WAIVER_ACTIVE, WAIVER_UNNEEDED},
    {"r.pass", NULL, WAIVER_EXPIRED, WAIVER_UNNEEDED},
    {"r.skip", NULL, WAIVER_ACTIVE, WAIVER_UNNEEDED},
    {"r.nothing", NULL, WAIVER_ACTIVE, WAIVER_UNMATCHED},
    {"r.fai", NULL, WAIVER_ACTIVE, WAIVER_UNMATCHED},
    {"excess.Boxes.delete", NULL, WAIVER_ACTIVE, WAIVER_ACTIVE},
    {"excess.Boxes.delete", NULL, WAIVER_EXPIRED, WAIVER_EXPIRED},
    {"excess.Boxes.view", NULL, WAIVER_ACTIVE, WAIVER_UNNEEDED},
    {"excess.Boxes.veiw", NULL, WAIVER_ACTIVE, WAIVER_UNMATCHED},
    {"excess.Boxes", NULL, WAIVER_ACTIVE, WAIVER_UNMATCHED},
    {"excess.Box.view", NULL, WAIVER_ACTIVE, WAIVER_UNMATCHED},
    {"excess.Lids.view", NULL, WAIVER_ACTIVE, WAIVER_ACTIVE},
    {"excess.Lids.view", NULL, WAIVER_EXPIRED, WAIVER_EXPIRED},
    {"excess.Lids.veiw", NULL, WAIVER_ACTIVE, WAIVER_UNMATCHED},
};

START_TEST(each_waiver_gets_its_state)
{
    struct audit audit = audit_of(EXCESS_REPORT);
    struct waiver one = {.check = states[_i].check,
                         .target = states[_i].target,
                         .state = states[_i].before};
    struct waivers list = waivers_of(&one, 1);
    uint32_t tied = 0;

    waivers_apply(&audit, &list, &mem);
    ck_assert_int_eq(audit.waiver[0].state, states[_i].after);
    ck_assert_uint_eq(audit.n_waiver, 1);
    ck_assert_msg(audit.waiver[0].soon == (states[_i].after == WAIVER_ACTIVE),
                  "only what holds can end");
    for (uint32_t i = 0; i < audit.n_finding; i++) {
        if (audit.finding[i].waiver == NULL)
            continue;
        ck_assert_str_eq(audit.finding[i].id, states[_i].check);
        tied++;
    }
    tied += audit.excess[0].waiver != NULL;
    ck_assert_uint_eq(tied, states[_i].after <= WAIVER_EXPIRED &&
                                !text_starts(states[_i].check, "excess.L"));
}
END_TEST

/* What a provider calls its rights may hold colons and dots, and begin like
 * another. */
#define SCOPE "https://www.googleapis.com/auth/calendar"

static const struct {
    const char *check;
    enum waiver_state after;
} scopes[] = {
    {"excess." SCOPE ".view", WAIVER_ACTIVE},
    {"excess." SCOPE ".readonly.view", WAIVER_ACTIVE},
    {"excess." SCOPE ".events.view", WAIVER_ACTIVE}, /* held */
    {"excess." SCOPE ".events.edit", WAIVER_UNNEEDED},
    {"excess." SCOPE ".events", WAIVER_UNMATCHED},
    {"excess." SCOPE ".readonly", WAIVER_UNMATCHED},
    {"excess." SCOPE ".freebusy.view", WAIVER_UNMATCHED},
    {"excess.https://www.googleapis.com/auth/drive.view", WAIVER_UNMATCHED},
};

START_TEST(a_right_may_be_called_by_an_address)
{
    static const char *const open[] = {SCOPE, SCOPE ".readonly"};
    struct excess row = {.id = "excess." SCOPE ".events.view",
                         .entity = SCOPE ".events"};
    struct observation own = {.right = SCOPE ".events.edit",
                              .reason = WHY_GRANTED};
    struct audit audit = audit_of(EXCESS_REPORT);
    struct diags diags = {.arena = &mem};
    struct pack pack = {.id = "https"}; /* not what is meant by "https:" */
    struct ruleset rules = {.pack = &pack, .n_pack = _i == 0};
    struct file_text text;
    struct waivers list;

    audit.excess = &row;
    audit.observation = &own;
    audit.n_observation = 1;
    audit.coverage.unjudged = open;
    audit.coverage.n_unjudged = 2;
    text.bytes = text_changed(&mem, good, "r.view", scopes[_i].check);
    text.bytes = text_changed(&mem, text.bytes, ", \"target\": \"acme\"", "");
    text.length = strlen(text.bytes);
    ck_assert_msg(waivers_load(&list, &text, &rules, today, &diags), "%s",
                  diags_text(&diags, &mem));
    ck_assert_ptr_null(list.item[0].rules);
    ck_assert_str_eq(list.item[0].check, scopes[_i].check);
    waivers_apply(&audit, &list, &mem);
    ck_assert_int_eq(audit.waiver[0].state, scopes[_i].after);
    ck_assert_int_eq(audit.excess[0].waiver != NULL, _i == 2);
}
END_TEST

/* Where excess was not looked for, nobody can tell who needs a waiver. */
START_TEST(what_was_not_looked_for_is_not_unneeded)
{
    struct audit audit = audit_of(EXCESS_IGNORE);
    struct waiver one = {.check = "excess.Boxes.delete"};
    struct waivers list = waivers_of(&one, 1);

    audit.n_excess = 0;
    audit.coverage = (struct coverage){.total = 0};
    waivers_apply(&audit, &list, &mem);
    ck_assert_int_eq(audit.waiver[0].state, WAIVER_ACTIVE);
}
END_TEST

START_TEST(of_two_the_one_that_holds_counts)
{
    for (int first = 0; first < 2; first++) {
        struct audit audit = audit_of(EXCESS_REPORT);
        struct waiver two[2] = {{.check = "r.fail"},
                                {.check = "r.fail", .target = "acme"}};
        struct waivers list = waivers_of(two, 2);

        two[first].state = WAIVER_EXPIRED;
        waivers_apply(&audit, &list, &mem);
        ck_assert_ptr_eq(audit.finding[1].waiver, &audit.waiver[1 - first]);
        ck_assert(waiver_holds(audit.finding[1].waiver));
        ck_assert(!finding_counts(&audit.finding[1], &audit));
    }
}
END_TEST

/* An audit that is judged anew does not keep what others accepted. */
START_TEST(waivers_replace_those_before)
{
    struct audit audit = audit_of(EXCESS_REPORT);
    struct waiver one = {.check = "r.fail"};
    struct waivers list = waivers_of(&one, 1), none = {NULL, 0};

    waivers_apply(&audit, &list, &mem);
    ck_assert_ptr_nonnull(audit.finding[1].waiver);
    waivers_apply(&audit, &none, &mem);
    ck_assert_ptr_null(audit.finding[1].waiver);
    ck_assert_uint_eq(audit.n_waiver, 0);
}
END_TEST

/* Which are waived, in what state, and what it comes to. */
static const struct {
    const char *waived; /* f: r.fail, u: r.unknown, x: the excess row */
    enum waiver_state state;
    enum excess_mode mode;
    int exit;
    uint32_t fail, unknown, excess, accepted;
} effects[] = {
    {"", WAIVER_ACTIVE, EXCESS_REPORT, 1, 1, 1, 0, 0},
    {"f", WAIVER_ACTIVE, EXCESS_REPORT, 2, 0, 1, 0, 1},
    {"f", WAIVER_EXPIRED, EXCESS_REPORT, 1, 1, 1, 0, 0},
    {"u", WAIVER_ACTIVE, EXCESS_REPORT, 1, 1, 0, 0, 1},
    {"u", WAIVER_EXPIRED, EXCESS_REPORT, 1, 1, 1, 0, 0},
    {"fu", WAIVER_ACTIVE, EXCESS_REPORT, 0, 0, 0, 0, 2},
    {"fu", WAIVER_EXPIRED, EXCESS_REPORT, 1, 1, 1, 0, 0},
    {"fu", WAIVER_ACTIVE, EXCESS_IGNORE, 0, 0, 0, 0, 2},
    {"fu", WAIVER_ACTIVE, EXCESS_FAIL, 1, 0, 0, 1, 2},
    {"fux", WAIVER_EXPIRED, EXCESS_FAIL, 1, 1, 1, 1, 0},
    {"x", WAIVER_ACTIVE, EXCESS_FAIL, 1, 1, 1, 0, 0},
    {"fx", WAIVER_ACTIVE, EXCESS_FAIL, 2, 0, 1, 0, 1},
    /* Lids could not be judged. */
    {"fux", WAIVER_ACTIVE, EXCESS_FAIL, 2, 0, 0, 0, 2},
    {"fux", WAIVER_ACTIVE, EXCESS_REPORT, 0, 0, 0, 0, 2},
};

START_TEST(a_waiver_changes_what_counts_and_no_verdict)
{
    static const char *const id[] = {"r.fail", "r.unknown",
                                     "excess.Boxes.delete"};
    static const char letter[] = "fux";
    struct audit audit = audit_of(effects[_i].mode);
    struct waiver list[3];
    struct waivers waivers;
    struct tally tally;
    uint32_t n = 0;

    for (size_t i = 0; i < 3; i++)
        if (strchr(effects[_i].waived, letter[i]) != NULL)
            list[n++] =
                (struct waiver){.check = id[i], .state = effects[_i].state};
    waivers = waivers_of(list, n);
    waivers_apply(&audit, &waivers, &mem);
    tally = tally_of(&audit);
    for (uint32_t i = 0; i < audit.n_finding; i++) {
        ck_assert_int_eq(audit.finding[i].verdict, found[i].verdict);
        ck_assert_int_eq(audit.finding[i].reason, found[i].reason);
        ck_assert_uint_eq(tally.of[found[i].verdict], 1);
    }
    ck_assert_uint_eq(audit.n_excess, 1);
    ck_assert_uint_eq(tally.counted_fail, effects[_i].fail);
    ck_assert_uint_eq(tally.counted_unknown, effects[_i].unknown);
    ck_assert_uint_eq(tally.counted_excess, effects[_i].excess);
    ck_assert_uint_eq(tally.waived, effects[_i].accepted);
    ck_assert_int_eq(audit_exit(&audit), effects[_i].exit);
    ck_assert_int_eq(audit_outcome(&audit),
                     effects[_i].exit == 0   ? OUTCOME_COMPLIANT
                     : effects[_i].exit == 1 ? OUTCOME_NOT_COMPLIANT
                                             : OUTCOME_UNDETERMINED);
}
END_TEST

/* Accepting that nothing is known makes nothing known. */
START_TEST(nothing_assessed_is_not_compliant)
{
    static struct finding unknown[] = {
        {.id = "a", .verdict = VERDICT_UNKNOWN},
        {.id = "b", .verdict = VERDICT_SKIP, .reason = WHY_OPTION_OFF},
    };
    struct audit audit = {.finding = unknown, .n_finding = 2};
    struct waiver one = {.check = "a"};
    struct waivers list = waivers_of(&one, 1);

    waivers_apply(&audit, &list, &mem);
    ck_assert_int_eq(audit_exit(&audit), 2);
    ck_assert_int_eq(audit_outcome(&audit), OUTCOME_UNDETERMINED);
}
END_TEST

Suite *
rules_waive_suite(void)
{
    Suite *suite = suite_create("rules: waivers");
    TCase *file = tcase_create("file");
    TCase *use = tcase_create("use");

    tcase_add_checked_fixture(file, NULL, teardown);
    tcase_add_loop_test(file, mistake_is_reported, 0,
                        (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_test(file, a_good_file_fills_the_list);
    tcase_add_loop_test(file, soon_is_fourteen_days, 0,
                        (int)(sizeof dates / sizeof *dates));
    suite_add_tcase(suite, file);
    tcase_add_checked_fixture(use, NULL, teardown);
    tcase_add_loop_test(use, each_waiver_gets_its_state, 0,
                        (int)(sizeof states / sizeof *states));
    tcase_add_loop_test(use, a_right_may_be_called_by_an_address, 0,
                        (int)(sizeof scopes / sizeof *scopes));
    tcase_add_test(use, what_was_not_looked_for_is_not_unneeded);
    tcase_add_test(use, of_two_the_one_that_holds_counts);
    tcase_add_test(use, waivers_replace_those_before);
    tcase_add_loop_test(use, a_waiver_changes_what_counts_and_no_verdict, 0,
                        (int)(sizeof effects / sizeof *effects));
    tcase_add_test(use, nothing_assessed_is_not_compliant);
    suite_add_tcase(suite, use);
    return suite;
}
