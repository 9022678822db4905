/* Subjects: named by rules files and given for a run. No message tells who
 * they are. */
#include "tests/unit/rules_subjects.h"
#include "rules/load/join.h"

#include <string.h>

static struct arena mem;

static void
teardown(void)
{
    arena_free(&mem);
}

const char subject_rules[] =
    "{\"format\": \"grantscan-rules/1\", \"id\": \"t\", \"title\": \"T\","
    " \"version\": \"1\", \"provider\": \"test\", \"product\": \"P\","
    " \"sources\": [{\"id\": \"s\", \"title\": \"S\", \"date\": "
    "\"2026-01-01\"}],\n"
    "\"subjects\": [{\"name\": \"technician\", \"many\": true, \"about\": "
    "\"A.\"},\n"
    " {\"name\": \"outsider\", \"about\": \"B.\"}],\n"
    " \"rules\": [{\"id\": \"reach\", \"section\": \"S\", \"object\": \"O\","
    " \"level\": \"L\", \"why\": \"W\", \"degrades\": \"D\","
    " \"need\": \"required\", \"source\": \"s\", \"screen\": \"C\","
    " \"fix\": \"F\", \"checks\": [\n"
    " {\"access\": \"reached\", \"reaches\": [\"technician\"]},\n"
    " {\"access\": \"spared\", \"spares\": [\"outsider\"]},\n"
    " {\"access\": \"either\", \"anyOf\": [{\"facts\": [{\"fact\": "
    "\"login\"}]}, {\"reaches\": [\"technician\"]}]}\n"
    "]}]}";

/* ---- in files ------------------------------------------------------------ */

static const struct {
    const char *part, *with, *said;
} mistakes[] = {
    {"\"many\"", "\"mny\"",
     "2:37: unknown key \"mny\" in a subject; did you mean \"many\"?\n"},
    {"\"many\": true", "\"many\": 1",
     "2:45: \"many\" must be true or false, not a number\n"},
    {"\"about\": \"A.\"", "\"about\": \" \"", "2:60: \"about\" is empty\n"},
    {"\"name\": \"outsider\"", "\"name\": \"technician\"",
     "3:11: subject \"technician\" stands in line 2 already\n"
     "6:34: unknown subject \"outsider\"; known: technician, technician\n"},
    {"\"name\": \"outsider\"", "\"name\": \"out sider\"",
     "3:11: \"name\": \"out sider\" may hold only a-z, 0-9 and \"-\"\n"
     "3:11: no check reaches or spares subject \"out sider\"\n"
     "6:34: unknown subject \"outsider\"; did you mean \"out sider\"?\n"},
    {"\"reaches\": [\"technician\"]}", "\"reaches\": [\"tecnician\"]}",
     "5:36: unknown subject \"tecnician\"; did you mean \"technician\"?\n"},
    {"\"reaches\": [\"technician\"]}", "\"reaches\": [7]}",
     "5:36: a subject must be a string, not a number\n"},
    {"\"reaches\": [\"technician\"]}", "\"reaches\": []}",
     "5:35: \"reaches\" is empty\n"},
    {"\"reaches\": [\"technician\"]}",
     "\"reaches\": [\"technician\", \"technician\"]}",
     "5:50: in this check, \"subject technician\" stands in line 5 already\n"},
    {"\"spares\": [\"outsider\"]", "\"spares\": [\"technician\"]",
     "3:11: no check reaches or spares subject \"outsider\"\n"},
};

START_TEST(mistakes_of_a_file)
{
    const char *text =
        text_changed(&mem, subject_rules, mistakes[_i].part, mistakes[_i].with);
    struct diags diags = {.arena = &mem};
    struct ruleset set;

    ck_assert(!ruleset_load(&set, &(struct file_text){text, strlen(text)},
                            &test_catalogues, &diags, &mem));
    ck_assert_str_eq(diags_text(&diags, &mem), mistakes[_i].said);
}
END_TEST

/* Of a right that is tried on somebody, a check need not speak of who. */
START_TEST(a_right_may_need_one)
{
    static const char reached[] = "{\"access\": \"spared\", \"spares\": "
                                  "[\"outsider\"]}";
    const char *text = text_changed(&mem, subject_rules, "\"outsider\", \"ab",
                                    "\"storekeeper\", \"ab");
    struct diags diags = {.arena = &mem};
    struct ruleset set = rules_good(
        &mem,
        text_changed(&mem, text, reached,
                     "{\"access\": \"view\", \"grants\": [{\"entity\": "
                     "\"Boxes\", \"accesses\": [\"view\"]}]}"),
        &test_catalogues);

    ck_assert_str_eq(set.subject[1].name, "storekeeper");
    text = text_changed(&mem, text, reached,
                        "{\"access\": \"view\", \"grants\": [{\"entity\": "
                        "\"Lids\", \"accesses\": [\"view\"]}]}");
    ck_assert(!ruleset_load(&set, &(struct file_text){text, strlen(text)},
                            &test_catalogues, &diags, &mem));
    ck_assert_str_eq(diags_text(&diags, &mem),
                     "3:11: no check reaches or spares subject "
                     "\"storekeeper\"\n");
}
END_TEST

START_TEST(a_file_names_them)
{
    struct ruleset set = rules_good(&mem, subject_rules, &test_catalogues);
    const struct claim *claim = set.check[REACHED].claim;

    ck_assert_uint_eq(set.n_subject, 2);
    ck_assert_str_eq(set.subject[0].name, "technician");
    ck_assert_str_eq(set.subject[0].about, "A.");
    ck_assert_str_eq(set.subject[0].rules, "t");
    ck_assert(set.subject[0].many && !set.subject[1].many);
    ck_assert_ptr_null(set.subject[0].value);
    ck_assert_uint_eq(set.check[REACHED].n_claim, 1);
    ck_assert_ptr_eq(claim->subject, &set.subject[0]);
    ck_assert(claim_unnamed(claim));
    ck_assert_str_eq(claim->right->id, "technician");
    ck_assert_int_eq(claim->low, 1);
    ck_assert_int_eq(set.check[SPARED].claim->high, GRADE_NONE);
    ck_assert_str_eq(set.check[REACHED].required, "reached");
    ck_assert_str_eq(set.check[SPARED].required, "not reached");
}
END_TEST

/* ---- given --------------------------------------------------------------- */

struct ruleset
subject_given(const char *const *assignment, uint32_t n, struct arena *arena)
{
    struct ruleset set = rules_good(arena, subject_rules, &test_catalogues);
    struct diags diags = {.arena = arena};

    ck_assert_msg(ruleset_subjects(&set, assignment, n, &diags, arena), "%s",
                  diags_text(&diags, arena));
    return set;
}

const char *const subject_three[4] = {
    "technician=anna@acme.example", "outsider=chief@acme.example",
    "technician=berta@acme.example", "technician=cl@acme.example"};

START_TEST(each_value_is_a_right)
{
    struct ruleset set = subject_given(subject_three, 4, &mem);
    const struct check *check = &set.check[REACHED];

    ck_assert_uint_eq(set.subject[0].n_value, 3);
    ck_assert_str_eq(set.subject[0].value[1], "berta@acme.example");
    ck_assert_str_eq(set.subject[0].masked[1], "be***@acme.example");
    ck_assert_str_eq(set.subject[0].masked[2], "***@acme.example");
    ck_assert_uint_eq(check->n_claim, 3);
    ck_assert_str_eq(check->claim[1].right->id, "technician/2");
    ck_assert_str_eq(check->claim[1].right->id,
                     subject_right("technician", 2, &mem));
    ck_assert_str_eq(check->claim[1].right->verb, SUBJECT_VERB);
    ck_assert_str_eq(check->claim[1].right->about,
                     "technician 2 (be***@acme.example) is reached");
    ck_assert_uint_eq(check->claim[2].nth, 3);
    ck_assert_uint_eq(set.check[SPARED].n_claim, 1);
    ck_assert_str_eq(set.check[SPARED].claim->right->id, "outsider/1");
    /* All of one way. */
    check = &set.check[EITHER];
    ck_assert_uint_eq(check->n_claim, 4);
    ck_assert_uint_eq(check->claim[0].way, 1);
    for (uint32_t i = 1; i < 4; i++)
        ck_assert_uint_eq(check->claim[i].way, 2);
}
END_TEST

START_TEST(others_keep_theirs)
{
    struct ruleset set = rules_good(&mem, subject_rules, &test_catalogues);
    struct ruleset other = set;
    struct diags diags = {.arena = &mem};

    ck_assert(ruleset_subjects(&other, subject_three, 4, &diags, &mem));
    ck_assert_uint_eq(set.subject[0].n_value, 0);
    ck_assert_uint_eq(set.check[REACHED].n_claim, 1);
    ck_assert(claim_unnamed(set.check[REACHED].claim));
}
END_TEST

static const struct {
    const char *given[3], *said;
} slips[] = {
    {{"anna@acme.example"},
     "0:0: a subject must be given as NAME=VALUE; the rules say which (they "
     "have: technician, outsider)\n"},
    {{"tecnician=anna@acme.example"},
     "0:0: the rules have no subject \"tecnician\"; did you mean "
     "\"technician\"? (they have: technician, outsider)\n"},
    {{"boss=anna@acme.example"},
     "0:0: the rules have no subject \"boss\" (they have: technician, "
     "outsider)\n"},
    {{"outsider=a@x", "outsider=b@x"},
     "0:0: subject \"outsider\" is one, and a second value is given\n"},
    {{"technician=anna@acme.example", "technician=ANNA@Acme.example"},
     "0:0: subject \"technician\": ***@Acme.example is given twice\n"},
    {{"technician="}, "0:0: subject \"technician\": the value is empty\n"},
    {{"technician=  "}, "0:0: subject \"technician\": the value is empty\n"},
    {{"technician=a\nb@x"},
     "0:0: subject \"technician\": the value holds a control character\n"},
    {{"technician=a\x7f@x"},
     "0:0: subject \"technician\": the value holds a control character\n"},
    {{"technician=a\xff@x"},
     "0:0: subject \"technician\": the value holds a character that cannot be "
     "shown\n"},
    {{"technician= a@x"},
     "0:0: subject \"technician\": the value begins or ends with a blank\n"},
};

START_TEST(slips_are_told)
{
    struct ruleset set = rules_good(&mem, subject_rules, &test_catalogues);
    struct diags diags = {.arena = &mem};
    uint32_t n = 0;

    while (n < 3 && slips[_i].given[n] != NULL)
        n++;
    ck_assert(!ruleset_subjects(&set, slips[_i].given, n, &diags, &mem));
    ck_assert_str_eq(diags_text(&diags, &mem), slips[_i].said);
    ck_assert_ptr_null(strstr(diags_text(&diags, &mem), "anna"));
}
END_TEST

START_TEST(lengths_and_numbers_have_an_end)
{
    struct ruleset set = rules_good(&mem, subject_rules, &test_catalogues);
    const char **many =
        arena_new(&mem, const char *, (size_t)SUBJECT_VALUES_MAX + 1);
    struct diags diags = {.arena = &mem};
    char *value = arena_new(&mem, char, 300);

    for (unsigned i = 0; i <= SUBJECT_VALUES_MAX; i++)
        many[i] = arena_print(&mem, "technician=t%u@x", i);
    ck_assert(
        !ruleset_subjects(&set, many, SUBJECT_VALUES_MAX + 1, &diags, &mem));
    ck_assert_str_eq(diags_text(&diags, &mem),
                     "0:0: subject \"technician\": more than 1000 values\n");
    memset(value, 'a', SUBJECT_LENGTH_MAX + 1);
    many[0] = arena_print(&mem, "technician=%s", value);
    diags = (struct diags){.arena = &mem};
    ck_assert(!ruleset_subjects(&set, many, 1, &diags, &mem));
    ck_assert_str_eq(diags_text(&diags, &mem),
                     "0:0: subject \"technician\": the value is longer than "
                     "254 bytes\n");
    value[SUBJECT_LENGTH_MAX] = '\0';
    many[0] = arena_print(&mem, "technician=%s", value);
    ck_assert(ruleset_subjects(&set, many, 1, &diags, &mem));
}
END_TEST

START_TEST(rules_without_any_say_so)
{
    struct ruleset set = {.provider = "test"};
    struct diags diags = {.arena = &mem};

    ck_assert(!ruleset_subjects(&set, subject_three, 1, &diags, &mem));
    ck_assert_str_eq(diags_text(&diags, &mem),
                     "0:0: the rules have no subject \"technician\" (they have "
                     "none)\n");
}
END_TEST

/* ---- several files ------------------------------------------------------- */

START_TEST(files_share_what_they_call_alike)
{
    struct ruleset part[2], set;
    struct diags diags = {.arena = &mem};

    part[0] = rules_good(&mem, subject_rules, &test_catalogues);
    part[1] = rules_good(
        &mem,
        text_changed(&mem, subject_rules, "\"id\": \"t\"", "\"id\": \"u\""),
        &test_catalogues);
    ck_assert(ruleset_join(&set, part, 2, &diags, &mem));
    ck_assert_uint_eq(set.n_subject, 4);
    ck_assert(ruleset_subjects(&set, subject_three, 4, &diags, &mem));
    for (uint32_t i = 0; i < 4; i++)
        ck_assert_uint_eq(set.subject[i].n_value, i % 2 == 0 ? 3 : 1);
    ck_assert_uint_eq(set.check[REACHED].n_claim, 3);
    ck_assert_uint_eq(set.check[EITHER + 1 + REACHED].n_claim, 3);
    ck_assert_str_eq(set.check[EITHER + 1].claim[2].right->id, "technician/3");
    ck_assert_str_eq(set.check[EITHER + 1].claim[2].subject->rules, "u");
}
END_TEST

START_TEST(files_that_disagree_are_refused)
{
    struct ruleset part[2], set;
    struct diags diags = {.arena = &mem};
    const char *other =
        text_changed(&mem, subject_rules, "\"id\": \"t\"", "\"id\": \"u\"");

    part[0] = rules_good(&mem, subject_rules, &test_catalogues);
    part[1] = rules_good(
        &mem, text_changed(&mem, other, "\"many\": true", "\"many\": false"),
        &test_catalogues);
    ck_assert(!ruleset_join(&set, part, 2, &diags, &mem));
    ck_assert_str_eq(diags_text(&diags, &mem),
                     "0:0: subject \"technician\" is one in rules \"u\", and "
                     "may be several in rules \"t\"\n");
}
END_TEST

Suite *
rules_subject_suite(void)
{
    Suite *suite = suite_create("rules: subjects");
    TCase *each = tcase_create("subjects");

    tcase_add_checked_fixture(each, NULL, teardown);
    tcase_add_loop_test(each, mistakes_of_a_file, 0,
                        (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_test(each, a_right_may_need_one);
    tcase_add_test(each, a_file_names_them);
    tcase_add_test(each, each_value_is_a_right);
    tcase_add_test(each, others_keep_theirs);
    tcase_add_loop_test(each, slips_are_told, 0,
                        (int)(sizeof slips / sizeof *slips));
    tcase_add_test(each, lengths_and_numbers_have_an_end);
    tcase_add_test(each, rules_without_any_say_so);
    tcase_add_test(each, files_share_what_they_call_alike);
    tcase_add_test(each, files_that_disagree_are_refused);
    suite_add_tcase(suite, each);
    return suite;
}
