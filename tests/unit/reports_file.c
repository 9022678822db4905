/* The audit file: what it keeps, and what is said of its mistakes. */
#include "audit/audit.h"
#include "tests/unit/reports_test.h"
#include "tests/unit/sample_audit.h"
#include "tests/unit/sample_both.h"

#include <string.h>

static struct arena arena;
static struct out first, second;

static void
setup(void)
{
    arena = (struct arena){0};
    first = (struct out){0};
    second = (struct out){0};
}

static void
teardown(void)
{
    out_free(&first);
    out_free(&second);
    arena_free(&arena);
}

static bool
read_text(struct audit *a, const char *text, struct diags *diags)
{
    *diags = (struct diags){.arena = &arena, .file = "audit.json"};
    return audit_read(a, text, strlen(text), diags, &arena);
}

START_TEST(audit_members_survive)
{
    struct audit a = sample_audit(&arena);
    struct audit b;
    struct diags diags;

    audit_write(&first, &a);
    ck_assert(read_text(&b, out_string(&first), &diags));
    ck_assert_int_eq(b.stopped, WHY_INTERRUPTED);
    ck_assert_int_eq(b.fail_on, NEED_RECOMMENDED);
    ck_assert_str_eq(b.target.id, a.target.id);
    ck_assert_str_eq(b.target.account, a.target.account);
    ck_assert_str_eq(b.target.kind, a.target.kind);
    ck_assert_uint_eq(b.target.n_trait, 3);
    ck_assert_str_eq(b.target.trait[1].label, "Customer number");
    ck_assert_str_eq(b.target.trait[1].value, "30595");
    ck_assert(b.target.trait[1].identity);
    ck_assert(!b.target.trait[2].identity);
    ck_assert_uint_eq(b.n_verb, 4);
    ck_assert_str_eq(b.verb[2].word, "edit");
    ck_assert_str_eq(b.verb[2].title, "Edit");
    ck_assert_str_eq(b.verb[2].done, "changed");
    ck_assert_uint_eq(b.n_scale, 1);
    ck_assert_uint_eq(b.scale[0]->n, 3);
    ck_assert_str_eq(b.scale[0]->title[1], "Restricted");
    ck_assert_int_eq(b.coverage.world, WORLD_CLOSED);
    ck_assert_str_eq(b.pack->product, "Horizon");
    ck_assert_str_eq(b.option[0].about, "Links wanted.");
    ck_assert(b.quota.known);
    ck_assert_int_eq(b.quota.limit, 10000);
    ck_assert_uint_eq(b.finding[3].evidence[0].exchange, NO_EXCHANGE);
    ck_assert_uint_eq(b.finding[2].evidence[0].exchange, 1);
    ck_assert_int_eq(b.finding[0].strength, STRENGTH_CONFIRMED);
    ck_assert_str_eq(b.observation[0].right, "Tickets.edit");
    ck_assert_int_eq(b.observation[0].low, 1);
    ck_assert_int_eq(b.observation[0].high, 1);
    ck_assert(!b.observation[0].weak);
    ck_assert(b.observation[1].weak);
    ck_assert_int_eq(b.observation[1].basis, BASIS_READ);
    ck_assert_int_eq(b.observation[2].low, 3);
    ck_assert_int_eq(b.observation[2].high, GRADE_MOST);
    ck_assert_int_eq(b.observation[3].reason, WHY_TIMEOUT);
    ck_assert_uint_eq(b.exchange[1].tries, 3);
}
END_TEST

/* The sample's file with one text replaced by another, and what is said. */
static const struct {
    const char *from, *to, *said;
} mistake[] = {
    {"grantscan-audit/2", "grantscan-audit/9", "no audit file"},
    {"grantscan-audit/2", "grantscan-audit/1", "by an older grantscan"},
    {"\"millis\":\t31234", "\"milis\":\t31234", "did you mean \"millis\""},
    {"\"millis\":\t31234", "\"milis\":\t31234", "\"millis\" is missing"},
    {"\"millis\":\t31234", "\"millis\":\t\"x\"", "must be a number"},
    {"\"millis\":\t31234", "\"millis\":\t-1", "whole number from 0"},
    {"\"millis\":\t31234", "\"millis\":\t1.5", "whole number from 0"},
    {"\"millis\":\t31234", "\"millis\":\t4294967296", "whole number"},
    {"08:00:00Z", "08:00:00", "must be a time"},
    {"2026-11-23T08:00:00Z", "2026-13-23T08:00:00Z", "must be a time"},
    {"\"fail_on\":\t\"recommended\"", "\"fail_on\":\t\"all\"", "cannot be"},
    {"\"verdict\":\t\"pass\"", "\"verdict\":\t\"Pass\"", "cannot be"},
    {"\"verdict\":\t\"pass\"", "\"verdict\":\t\"fail\"", "does not go with"},
    {"\"reason\":\t\"granted\"", "\"reason\":\t\"timeout\"",
     "does not go with"},
    {"\"stopped\":\t\"interrupted\"", "\"stopped\":\t\"not-granted\"",
     "does not stop because"},
    {"\"exchange\":\t1", "\"exchange\":\t2", "there is no exchange 2"},
    {"\"exchange\":\t1", "\"exchange\":\t0", "differ from the exchange"},
    {"\"method\":\tnull", "\"method\":\t\"GET\"", "differ from the exchange"},
    {"\"pass\":\t1", "\"pass\":\t2", "the tally of \"pass\" is 2"},
    {"\"outcome\":\t\"not-compliant\"", "\"outcome\":\t\"compliant\"",
     "the outcome is"},
    {"desk.tickets.edit", "desk.tickets.view", "a second finding"},
    {"\"links\":\tfalse", "\"links\":\t\"no\"", "must be true or false"},
    {"\"links\":\tfalse", "\"other\":\tfalse", "the same options"},
    {"[\"A note.\"]", "[7]", "must be a string"},
    {"[\"A note.\"]", "7", "must be an array"},
    {"\"tool\":\t\"grantscan 0.0.0\"", "\"tool\":\tnull", "must be a string"},
    {"\"weak\":\ttrue", "\"weak\":\t1", "must be"},
    {"\"low\":\t1", "\"low\":\t2", "\"low\" is above \"high\""},
    {"\"low\":\t1", "\"low\":\tnull", "must be a number"},
    {"\"high\":\tnull", "\"high\":\t\"all\"", "must be a number"},
    {"\"quota\":", "\"use\":", "\"quota\" is missing"},
    {"\"traits\":", "\"trait\":", "\"traits\" is missing"},
    {"\"Customer number\"", "\"Region\"", "a second trait \"Region\""},
    {"\"identity\":\ttrue", "\"identity\":\t1", "must be"},
    {"\"verbs\":", "\"verb\":", "\"verbs\" is missing"},
    {"\"scales\":", "\"scale\":", "\"scales\" is missing"},
    {"\"None\", ", "", "not equally many"},
    {"\"world\":\t\"closed\"", "\"world\":\t\"shut\"", "cannot be"},
    {"\"bytes\":\t900", "\"bytes\":\t-900", "whole number from 0"},
    {"\"status\":\t200", "\"status\":\t201", "differ from the exchange"},
    {"\"id\":\t\"sample\"", "\"id\":\t\"other\"", "do not say the same"},
    {"\"rulesets\":\t[{", "\"rulesets\":\t[7, {", "must be an object"},
    {"\"rulesets\":", "\"sets\":", "no key \"sets\""},
    {"\"rules\":\t\"sample\"", "\"rules\":\t\"other\"",
     "is of no ruleset here"},
    {"\"feature\":\t\"tickets\"", "\"feature\":\t\"other\"",
     "serves no feature"},
    {"\"state\":\t\"breaks\"", "\"state\":\t\"works\"",
     "the findings make it \"breaks\""},
    {"\"at_best\":\t\"breaks\"", "\"at_best\":\t\"works\"",
     "the findings make it \"breaks\""},
    {"\"at_worst\":\t\"breaks\"", "\"at_worst\":\t\"off\"",
     "the findings make it \"breaks\""},
    {"\"without\":\t[\"", "\"without\":\t[\"x", "not what the findings say"},
};

enum { N_MISTAKE = sizeof mistake / sizeof mistake[0] };

START_TEST(mistakes_are_named)
{
    struct audit a = sample_audit(&arena);
    struct diags diags;
    const char *at;
    bool said = false;

    audit_write(&first, &a);
    at = strstr(out_string(&first), mistake[_i].from);
    ck_assert_msg(at != NULL, "the sample has no %s", mistake[_i].from);
    (void)out_bytes(&second, first.bytes, (size_t)(at - first.bytes));
    (void)out_text(&second, mistake[_i].to);
    (void)out_text(&second, at + strlen(mistake[_i].from));
    ck_assert(!read_text(&a, out_string(&second), &diags));
    ck_assert_uint_gt(diags.n, 0);
    for (uint32_t i = 0; i < diags.n; i++) {
        said = said || strstr(diags.list[i].text, mistake[_i].said) != NULL;
        ck_assert_uint_gt(diags.list[i].line, 0);
    }
    ck_assert_msg(said, "not said: %s, but: %s", mistake[_i].said,
                  diags.list[0].text);
}
END_TEST

/* No account is shared by so many products; what is made of each is refused
 * before it is made. */
START_TEST(too_many_rulesets_are_refused)
{
    struct audit a = sample_audit(&arena);
    struct diags diags;
    const char *at;

    audit_write(&first, &a);
    at = strstr(out_string(&first), "\"rulesets\":\t[");
    at += strlen("\"rulesets\":\t[");
    (void)out_bytes(&second, first.bytes, (size_t)(at - first.bytes));
    for (int i = 0; i < 32; i++)
        (void)out_text(&second, "{}, ");
    (void)out_text(&second, at);
    ck_assert(!read_text(&a, out_string(&second), &diags));
    ck_assert_str_eq(diags.list[0].text, "33 rulesets; 32 are the most");
}
END_TEST

START_TEST(every_mistake_is_reported_at_once)
{
    struct diags diags;
    struct audit a;

    ck_assert(!read_text(&a,
                         "{\"format\": \"grantscan-audit/2\", \"x\": 1,"
                         " \"findings\": [3], \"exchanges\": [{}]}",
                         &diags));
    ck_assert_uint_gt(diags.n, 20);
    ck_assert(!read_text(&a, "", &diags));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert(!read_text(&a, "[]", &diags));
    ck_assert_uint_eq(diags.n, 1);
}
END_TEST

/* Who has such a file is told what to do. */
START_TEST(the_format_before_is_refused_in_words)
{
    struct diags diags;
    struct audit a;

    ck_assert(!read_text(&a, "{\"format\": \"grantscan-audit/1\"}", &diags));
    ck_assert_uint_eq(diags.n, 1);
    ck_assert_str_eq(diags.list[0].text,
                     "this audit was written by an older grantscan: its format "
                     "is \"grantscan-audit/1\", and this one reads "
                     "\"grantscan-audit/2\"; scan again");
}
END_TEST

/* What each of the lists may begin with; each is wrong, and none of them is
 * the second of a name that it does not have. */
static const struct {
    const char *list, *with, *said;
} nameless[] = {
    {"\"rulesets\":\t[", "{}, {}, ", "\"id\" is missing"},
    {"\"rulesets\":\t[", "{\"id\": null}, {\"id\": null}, ",
     "\"id\" must be a string, not null"},
    {"\"rulesets\":\t[", "1, 2, ", "a ruleset must be an object"},
    {"\"features\":\t[", "{}, {}, ", "\"id\" is missing"},
    {"\"features\":\t[", "1, 2, ", "a feature must be an object"},
    {"\"findings\":\t[", "{}, {}, ", "\"id\" is missing"},
    {"\"excess\":\t[", "{}, {}, ", "\"id\" is missing"},
};

START_TEST(what_has_no_name_is_not_twice)
{
    struct audit a = sample_both(&arena);
    struct diags diags;
    const char *text, *at;
    bool said = false;

    audit_write(&first, &a);
    text = out_string(&first);
    at = strstr(text, nameless[_i].list);
    ck_assert_ptr_nonnull(at);
    at += strlen(nameless[_i].list);
    (void)out_bytes(&second, text, (size_t)(at - text));
    (void)out_text(&second, nameless[_i].with);
    (void)out_text(&second, at);
    ck_assert(!read_text(&a, out_string(&second), &diags));
    for (uint32_t i = 0; i < diags.n; i++) {
        said = said || strstr(diags.list[i].text, nameless[_i].said) != NULL;
        ck_assert_ptr_null(strstr(diags.list[i].text, "(null)"));
        ck_assert_ptr_null(strstr(diags.list[i].text, "a second"));
    }
    ck_assert_msg(said, "not said: %s", nameless[_i].said);
}
END_TEST

/* An audit of a build that did not write some keys yet is read, and becomes
 * whole. */
START_TEST(what_came_later_may_be_absent)
{
    static const char *const later[] = {
        "\"excess_least\":", "\"kind\":\tnull",    "\"headline\":",
        "\"exit_status\":",  "\"counted\":\ttrue", "\"counted\":\tfalse"};
    struct audit a = sample_audit(&arena);
    struct diags diags;
    uint32_t cut = 0;

    a.target.kind = NULL;
    audit_write(&first, &a);
    for (const char *line = out_string(&first); *line != '\0';) {
        size_t length = strcspn(line, "\n") + 1;
        bool kept = true;

        for (size_t i = 0; i < sizeof later / sizeof *later; i++)
            kept = kept && strncmp(line + strspn(line, "\t"), later[i],
                                   strlen(later[i])) != 0;
        if (kept)
            (void)out_bytes(&second, line, length);
        cut += !kept;
        line += length;
    }
    ck_assert_uint_eq(cut, 4 + a.n_finding + a.n_excess);
    ck_assert(read_text(&a, out_string(&second), &diags));
    out_reset(&second);
    audit_write(&second, &a);
    ck_assert_str_eq(out_string(&second), out_string(&first));
}
END_TEST

void
reports_file(Suite *suite)
{
    TCase *tests = tcase_create("file");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, audit_members_survive);
    tcase_add_loop_test(tests, mistakes_are_named, 0, N_MISTAKE);
    tcase_add_test(tests, every_mistake_is_reported_at_once);
    tcase_add_loop_test(tests, what_has_no_name_is_not_twice, 0,
                        (int)(sizeof nameless / sizeof *nameless));
    tcase_add_test(tests, what_came_later_may_be_absent);
    tcase_add_test(tests, too_many_rulesets_are_refused);
    tcase_add_test(tests, the_format_before_is_refused_in_words);
    suite_add_tcase(suite, tests);
}
