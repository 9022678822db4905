/* Several rules files on one account: each is judged as if it were alone, and
 * only what none of them asks for or tolerates is held without need. */
#include "tests/unit/rules_join.h"
#include "base/out.h"
#include "base/text.h"
#include "rules/judge/excess.h"
#include "rules/load/attest.h"
#include "rules/load/join.h"
#include "rules/model/name.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

struct ruleset
join_part(struct arena *arena, const char *name)
{
    struct file_text text = source_text(
        arena, arena_print(arena, "tests/cases/join/%s.json", name));

    return rules_good(arena, text.bytes, &test_catalogues);
}

struct ruleset
join_good(struct arena *arena, const char *first, const char *second)
{
    struct ruleset part[2] = {join_part(arena, first),
                              join_part(arena, second)};
    struct diags diags = {.arena = arena};
    struct ruleset set;

    ck_assert_msg(ruleset_join(&set, part, 2, &diags, arena), "%s",
                  diags_text(&diags, arena));
    return set;
}

static const char *
both_mistakes(struct ruleset *part)
{
    struct diags diags = {.arena = &mem};
    struct ruleset set;

    ck_assert(!ruleset_join(&set, part, 2, &diags, &mem));
    return diags_text(&diags, &mem);
}

START_TEST(what_could_not_be_told_apart_is_refused)
{
    struct ruleset part[2] = {join_part(&mem, "a"), join_part(&mem, "a")};

    ck_assert_str_eq(both_mistakes(part),
                     "0:0: two of the rules files have the id \"a\": what they "
                     "find could not be told apart\n");
    part[1] = join_part(&mem, "b");
    part[1].provider = "other";
    ck_assert_str_eq(both_mistakes(part),
                     "0:0: rules \"a\" are for test and rules \"b\" for other: "
                     "one scan has one provider\n");
}
END_TEST

START_TEST(too_many_are_refused)
{
    enum { MANY = JOIN_MAX + 1 };
    struct ruleset part[MANY], set;
    struct pack pack[MANY];
    struct diags diags = {.arena = &mem};

    for (unsigned i = 0; i < MANY; i++) {
        part[i] = join_part(&mem, "a");
        pack[i] = part[i].pack[0];
        pack[i].id = arena_print(&mem, "a%u", i);
        part[i].pack = &pack[i];
    }
    ck_assert(!ruleset_join(&set, part, MANY, &diags, &mem));
    ck_assert_str_eq(diags_text(&diags, &mem),
                     "0:0: 33 rules files; 32 are the most\n");
    ck_assert(ruleset_join(&set, part, JOIN_MAX, &diags, &mem));
    ck_assert_uint_eq(set.n_pack, JOIN_MAX);
    ck_assert_str_eq(check_pack(&set, &set.check[set.n_check - 1])->id, "a31");
}
END_TEST

/* ---- judging ------------------------------------------------------------- */

enum { N_STATE = 4, N_RIGHT = 5, N_ACCOUNT = 1024 /* N_STATE ^ N_RIGHT */ };

/* An account as a number: a grade, or doubt, for each right asked for. */
struct facts
join_account(struct arena *arena, unsigned number)
{
    static const char *const right[N_RIGHT][2] = {{"Boxes", "view"},
                                                  {"Boxes", "edit"},
                                                  {"Boxes", "delete"},
                                                  {"Lids", "add"},
                                                  {"Logs", "view"}};
    static const char *const state[N_STATE] = {"all", "restricted", "none",
                                               "unknown"};
    struct observation *seen =
        arena_new(arena, struct observation, N_RIGHT + 2);

    for (unsigned i = 0; i < N_RIGHT; i++, number /= N_STATE)
        seen[i] = seen_of(right_of(&test_catalogue, right[i][0], right[i][1]),
                          BASIS_DECLARED, state[number % N_STATE], WHY_GARBAGE);
    /* The rest of these entities, so that they can be judged. */
    seen[N_RIGHT] = seen_of(right_of(&test_catalogue, "Boxes", "add"),
                            BASIS_DECLARED, "none", WHY_GRANTED);
    seen[N_RIGHT + 1] = seen_of(right_of(&test_catalogue, "Lids", "view"),
                                BASIS_DECLARED, "none", WHY_GRANTED);
    return (struct facts){.observation = seen,
                          .n_observation = N_RIGHT + 2,
                          .missing = WHY_NOT_PROBED};
}

static const char *
findings_text(const struct ruleset *set, const struct facts *facts,
              struct out *out)
{
    struct findings findings = evaluate(set, &test_catalogue, facts, &mem);

    for (uint32_t i = 0; i < findings.n; i++)
        (void)out_text(out, finding_text(&findings.finding[i], &mem));
    return out_string(out);
}

/* The same option in both files is on in one of them. */
static void
choose(struct ruleset *set, const char *assignment)
{
    struct diags diags = {.arena = &mem};

    ck_assert_msg(ruleset_choose(set, &assignment, 1, &diags, &mem), "%s",
                  diags_text(&diags, &mem));
}

START_TEST(each_file_is_judged_as_if_alone)
{
    for (unsigned k = 0; k < N_ACCOUNT / 8; k++) {
        struct ruleset a = join_part(&mem, "a");
        struct ruleset b = join_part(&mem, "b");
        struct ruleset set = join_good(&mem, "a", "b");
        struct facts facts = join_account(&mem, 8 * k + (unsigned)_i);
        struct out alone = {0}, together = {0};

        choose(&b, "more=yes");
        choose(&set, "b:more=yes");
        choose(&b, "only-b=yes");
        choose(&set, "only-b=yes");
        (void)findings_text(&a, &facts, &alone);
        (void)findings_text(&b, &facts, &alone);
        ck_assert_str_eq(findings_text(&set, &facts, &together),
                         out_string(&alone));
        out_free(&alone);
        out_free(&together);
        arena_free(&mem);
    }
}
END_TEST

static bool
holds(const struct excesses *found, const char *id)
{
    for (uint32_t i = 0; i < found->n; i++)
        if (text_same(found->item[i].id, id))
            return true;
    return false;
}

START_TEST(excess_is_what_none_of_them_asks_for)
{
    for (unsigned k = 0; k < N_ACCOUNT / 8; k++) {
        struct ruleset a = join_part(&mem, "a");
        struct ruleset b = join_part(&mem, "b");
        struct ruleset set = join_good(&mem, "a", "b");
        struct ruleset swapped = join_good(&mem, "b", "a");
        struct facts facts = join_account(&mem, 8 * k + (unsigned)_i);
        struct excesses of_a = excess_find(&a, &test_catalogue, &facts, &mem);
        struct excesses of_b = excess_find(&b, &test_catalogue, &facts, &mem);
        struct excesses both = excess_find(&set, &test_catalogue, &facts, &mem);
        struct excesses other =
            excess_find(&swapped, &test_catalogue, &facts, &mem);
        uint32_t common = 0;

        for (uint32_t i = 0; i < of_a.n; i++) {
            common += holds(&of_b, of_a.item[i].id);
            ck_assert_int_eq(holds(&both, of_a.item[i].id),
                             holds(&of_b, of_a.item[i].id));
        }
        ck_assert_uint_eq(both.n, common);
        ck_assert_uint_eq(other.n, common);
        for (uint32_t i = 0; i < common; i++)
            ck_assert_str_eq(both.item[i].id, other.item[i].id);
        arena_free(&mem);
    }
}
END_TEST

/* ---- options ------------------------------------------------------------- */

static const struct {
    const char *assignment, *said;
    const char *on; /* the options that are on then */
} options[] = {
    {"only-a=yes", "", "a:only-a "},
    {"b:more=yes", "", "b:more "},
    {"a:more=yes", "", "a:more "},
    {"more=yes",
     "0:0: several of the rules files have an option \"more\"; say which: "
     "\"a:more\" or \"b:more\"\n",
     ""},
    {"a:only-b=yes",
     "0:0: the rules have no option \"a:only-b\"; did you mean \"only-b\"?\n",
     ""},
    {"c:more=yes",
     "0:0: option \"c:more\": none of the rules files has the id \"c\"\n", ""},
    {"a:more=maybe", "0:0: option \"a:more\" is yes or no, not \"maybe\"\n",
     ""},
};

static const char *
options_on(const struct ruleset *set)
{
    const char *on = "";

    for (uint32_t i = 0; i < set->n_option; i++)
        if (set->option[i].on)
            on = arena_print(&mem, "%s%s:%s ", on, set->option[i].rules,
                             set->option[i].name);
    return on;
}

START_TEST(an_option_is_of_one_file)
{
    struct ruleset set = join_good(&mem, "a", "b");
    struct diags diags = {.arena = &mem};

    (void)ruleset_choose(&set, &options[_i].assignment, 1, &diags, &mem);
    ck_assert_str_eq(diags_text(&diags, &mem), options[_i].said);
    ck_assert_str_eq(options_on(&set), options[_i].on);
}
END_TEST

/* ---- several targets ----------------------------------------------------- */

/* Rules are read once for many targets, each with its own choice. */
START_TEST(a_choice_is_of_one_ruleset_alone)
{
    struct ruleset set = join_part(&mem, "a");
    struct ruleset first = set, second = set, third;

    choose(&first, "more=yes");
    ck_assert_str_eq(options_on(&set), "");
    ck_assert_str_eq(options_on(&first), "a:more ");
    choose(&second, "only-a=yes");
    ck_assert_str_eq(options_on(&set), "");
    ck_assert_str_eq(options_on(&first), "a:more ");
    ck_assert_str_eq(options_on(&second), "a:only-a ");
    third = first;
    choose(&third, "more=no");
    ck_assert_str_eq(options_on(&first), "a:more ");
    ck_assert_str_eq(options_on(&third), "");
}
END_TEST

/* Waivers are read once for many targets: what they come to at one of them
 * says nothing of the next. */
START_TEST(waivers_are_not_written_to)
{
    static const char list[] =
        "{\"waivers\": ["
        "{\"check\": \"r.view\", \"reason\": \"R\", \"owner\": \"O\","
        " \"approver\": \"A\", \"ticket\": \"T\", \"target\": \"second\","
        " \"expires\": \"2026-11-25\"},"
        "{\"check\": \"r.none\", \"reason\": \"R\", \"owner\": \"O\","
        " \"approver\": \"A\", \"ticket\": \"T\","
        " \"expires\": \"2027-02-01\"}]}";
    static const enum waiver_state state[2][2] = {
        {WAIVER_ELSEWHERE, WAIVER_UNMATCHED},
        {WAIVER_ACTIVE, WAIVER_UNMATCHED}};
    struct ruleset set = join_part(&mem, "a");
    struct facts facts = join_account(&mem, 2); /* Boxes: View is none */
    struct findings findings = evaluate(&set, &test_catalogue, &facts, &mem);
    struct diags diags = {.arena = &mem};
    struct waivers to;
    struct waiver before[2];

    ck_assert_msg(waivers_load(&to, &(struct file_text){list, sizeof list - 1},
                               &set, "2026-11-23", &diags),
                  "%s", diags_text(&diags, &mem));
    ck_assert_uint_eq(to.n, 2);
    memcpy(before, to.item, sizeof before);
    for (int i = 0; i < 4; i++) {
        struct audit audit = {.target.name = i % 2 == 0 ? "first" : "second",
                              .finding = findings.finding,
                              .n_finding = findings.n};

        waivers_apply(&audit, &to, &mem);
        ck_assert_int_eq(audit.waiver[0].state, state[i % 2][0]);
        ck_assert_int_eq(audit.waiver[1].state, state[i % 2][1]);
        ck_assert_int_eq(audit.waiver[0].soon, i % 2 == 1);
        ck_assert_int_eq(audit.finding[0].waiver != NULL, i % 2 == 1);
        ck_assert_ptr_null(findings.finding[0].waiver);
        ck_assert_int_eq(memcmp(before, to.item, sizeof before), 0);
    }
}
END_TEST

/* ---- names --------------------------------------------------------------- */

static const struct {
    const char *text, *rules, *plain;
} names[] = {
    {"r.view", NULL, "r.view"},
    {"a:r.view", "a", "r.view"},
    {"b:Desk.tickets.READ", "b", "Desk.tickets.READ"},
    {"a:https://x.example/auth/calendar.view", "a",
     "https://x.example/auth/calendar.view"},
    {"https://x.example/auth/calendar.view", NULL,
     "https://x.example/auth/calendar.view"},
    {"excess.https://x.example/auth/calendar.view", NULL,
     "excess.https://x.example/auth/calendar.view"},
    {"c:r.view", NULL, "c:r.view"}, /* there is no such file */
    {":r.view", NULL, ":r.view"},
    {"a:", "a", ""},
    {"aa:r", NULL, "aa:r"},
};

START_TEST(a_name_is_of_a_file_that_is_there)
{
    struct ruleset set = join_good(&mem, "a", "b");
    struct name name = name_read(names[_i].text, ruleset_packs(&set), &mem);

    ck_assert_pstr_eq(name.rules, names[_i].rules);
    ck_assert_str_eq(name.plain, names[_i].plain);
    /* And back. */
    ck_assert_str_eq(
        name_text(ruleset_packs(&set), name.rules, name.plain, &mem),
        names[_i].text);
}
END_TEST

Suite *
rules_join_suite(void)
{
    Suite *suite = suite_create("rules: several files");
    TCase *join = tcase_create("join");

    tcase_add_checked_fixture(join, NULL, teardown);
    tcase_add_test(join, what_could_not_be_told_apart_is_refused);
    tcase_add_test(join, too_many_are_refused);
    tcase_add_loop_test(join, each_file_is_judged_as_if_alone, 0, 8);
    tcase_add_loop_test(join, excess_is_what_none_of_them_asks_for, 0, 8);
    tcase_add_loop_test(join, an_option_is_of_one_file, 0,
                        (int)(sizeof options / sizeof *options));
    tcase_add_test(join, a_choice_is_of_one_ruleset_alone);
    tcase_add_test(join, waivers_are_not_written_to);
    tcase_add_loop_test(join, a_name_is_of_a_file_that_is_there, 0,
                        (int)(sizeof names / sizeof *names));
    suite_add_tcase(suite, join);
    return suite;
}
