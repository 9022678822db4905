/* One cell: what it asks for, and what is a question. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"
#include "tests/unit/import_test.h"

/* Of Contacts, in a column of levels; "?" is a question, "" nothing. */
static const struct {
    const char *level, *checks;
} levels[] = {
    {"View: All", "view All"},
    {"View (All)", "view All"},
    {"View = All", "view All"},
    {"View - All", "view All"},
    {"View All", "view All"},
    {"VIEW LEVEL SET TO ALL", "view All"},
    {"view", "view All"},
    {"View only", "view All"},
    {"Read", "view All"},
    {"Query, Create, Update", "view All, add All, edit All"},
    {"View, Add and Edit", "view All, add All, edit All"},
    {"View + Edit", "view All, edit All"},
    {"View/Edit: Mine", "view Restricted, edit Restricted"},
    {"View: Mine + Organizations", "view Restricted"},
    {"View: Restricted, Edit: All", "view Restricted, edit All"},
    {"Add/Edit, Delete/View (Mine)", "?"},
    {"Add, Edit, View (Mine)", "?"},
    {"Add, Edit (Mine), View (All)", "?"},
    {"Add, Edit (Mine); View", "?"},
    {"Add, Edit, Delete (Mine), View",
     "add All, edit All, delete Restricted, view All"},
    {"Add, Edit, Delete (All), View",
     "add All, edit All, delete All, view All"},
    {"Add/Edit/View (Mine)",
     "add Restricted, edit Restricted, view Restricted"},
    {"Add and Edit (Mine)", "add Restricted, edit Restricted"},
    {"Add: All, Edit/View (Mine)", "add All, edit Restricted, view Restricted"},
    {"Add, Edit, Delete: None", "?"},
    {"Add, Edit, Delete: -", "?"},
    {"Add, Edit: No, View: Yes", "?"},
    {"View All; Add, Edit, Delete: None", "?"},
    {"View All; Add/Edit/Delete: None", "view All"},
    {"View (if syncing), Delete: None", "view All if if-syncing"},
    {"Add and Edit: None", ""},
    {"Add - No", ""},
    {"Edit - None", ""},
    {"View All, Edit - None", "view All"},
    {"Add, Edit - None", "?"},
    {"View - Edit", "?"},
    {"View: All, Delete: No", "view All"},
    {"View: All, Delete: -", "view All"},
    {"Delete: None", ""},
    {"View: All, Delete (never)", "?"},
    {"None", ""},
    {"no", ""},
    {"N/A", ""},
    {"-", ""},
    {"\xe2\x80\x94", ""},
    {"", ""},
    {"View and not Edit", "?"},
    {"View or Edit", "?"},
    {"View, Mine, Edit", "?"},
    {"Mine", "?"},
    {"Yes", "?"},
    {"All", "?"},
    {"Write", "?"},
    {"Read/Write", "?"},
    {"Full", "?"},
    {"CRUD", "?"},
    {"R", "?"},
    {"View View", "?"},
    {"View (View)", "?"},
    {"((View))", "?"},
    {"View (", "?"},
    {"View )", "?"},
    {"View All All", "?"},
    {"View: None All", "?"},
    {"View a contact", "?"},
    {"View (for the sync)", "?"},
    {"View if syncing", "?"},
    {"Except Delete", "?"},
    {"View: Everything", "?"},
    {"View, Add, Edit (if syncing)", "?"},
    {"View; (if syncing)", "view All if if-syncing"},
    {"View: Mine (View: All if syncing)",
     "view Restricted, view All if if-syncing"},
    {"View (if syncing), Edit", "view All if if-syncing, edit All"},
    {"~~View~~", "?"},
    {"<s>View</s>", "?"},
    {"View, <del>Edit</del>", "?"},
    {"View<sup>1</sup>", "?"},
    {"View<br/>Add", "view All, add All"},
    {"<ul><li>View</li><li>Edit</li></ul>", "view All, edit All"},
    {"<span>View</span><!-- x -->", "view All"},
    {"Inquire", "?"},
};

const char *
asked_text(const struct imported *im)
{
    const char *text = "";

    for (uint32_t i = 0; i < im->set.n_check; i++) {
        const struct check *check = &im->set.check[i];
        const char *one =
            check->claim->right == NULL
                ? "?"
                : arena_print(&mem, "%s %s", check->claim->right->verb,
                              claim_title(check->claim, &mem));

        if (text_same(check->claim->right != NULL &&
                              check->claim->right->entity != NULL
                          ? check->claim->right->entity->name
                          : "",
                      "Resources"))
            continue;
        text = arena_print(&mem, "%s%s%s%s%s", text, *text ? ", " : "", one,
                           check->option == NULL ? "" : " if ",
                           text_or(check->option, ""));
    }
    return text;
}

START_TEST(levels_ask_for_what_they_say)
{
    struct imported im = imported_text(
        arena_print(&mem,
                    "| Object | Level |\n|---|---|\n| Contacts | %s |\n"
                    "| Resources | View |\n",
                    levels[_i].level));

    ck_assert_msg(text_same(asked_text(&im), levels[_i].checks),
                  "\"%s\" asks for %s", levels[_i].level, asked_text(&im));
}
END_TEST

/* Of Contacts, in the column of Edit. */
static const struct {
    const char *cell, *checks;
} cells[] = {
    {"All", "edit All"},
    {"Mine", "edit Restricted"},
    {"x", "edit All"},
    {"X", "edit All"},
    {"yes", "edit All"},
    {"Y", "edit All"},
    {"Checked", "edit All"},
    {"\xe2\x9c\x93", "edit All"},
    {"\xe2\x9c\x85", "edit All"},
    {"Edit", "edit All"},
    {"Update", "edit All"},
    {"Write", "edit All"},
    {"All*", "edit All"},
    {"All \xe2\x80\xa0", "edit All"},
    {"[x]", "edit All"},
    {"Enabled (Checked)", "edit All"},
    {"Mine (x)", "edit Restricted"},
    {"No", ""},
    {"N", ""},
    {"n/a", ""},
    {"-", ""},
    {"--", ""},
    {"", ""},
    {"\xe2\x9c\x97", ""},
    {"None", ""},
    {"None*", ""},
    {"unchecked", ""},
    {"View", "?"},
    {"No, yes", "?"},
    {"All, Mine", "?"},
    {"All but Mine", "?"},
    {"*", "?"},
    {"(if syncing)", "?"},
    {"Yes (or not)", "?"},
    {"\xc3\x97", "?"},
    {"1", "?"},
    {"see below", "?"},
    {"Level", "?"},
};

START_TEST(cells_of_a_verb_ask_for_it_or_not)
{
    struct imported im = imported_text(
        arena_print(&mem,
                    "| Object | View | Edit |\n|---|---|---|\n"
                    "| Contacts | | %s |\n| Resources | All | |\n",
                    cells[_i].cell));

    ck_assert_msg(text_same(asked_text(&im), cells[_i].checks),
                  "\"%s\" asks for %s", cells[_i].cell, asked_text(&im));
}
END_TEST

/* A word of needs in Google's lexicon, whose levels are no and yes. */
static const struct {
    const char *word;
    enum said said;
    bool yes;
} needs[] = {
    {"yes", SAID_LEVEL, true},         {"Checked", SAID_YES, true},
    {"authorized", SAID_LEVEL, false}, {"no", SAID_NO, false},
    {"required", SAID_MUST, false},    {"must", SAID_MUST, false},
    {"not required", SAID_NO, false},  {"optional", SAID_LESS, false},
    {"one of", SAID_OR, false},        {"choose one", SAID_OR, false},
};

START_TEST(words_of_needs_are_told_apart)
{
    struct import_source source = source_named("google", "x.md");
    struct lexicon lexicon = {.n = 0};
    struct token token;

    lexicon_make(&lexicon, &source, &mem);
    token = token_at(&lexicon, needs[_i].word);
    ck_assert_msg(token.said == needs[_i].said &&
                      token_is_yes(&token) == needs[_i].yes &&
                      needs[_i].word[token.length] == '\0',
                  "%s", needs[_i].word);
}
END_TEST

START_TEST(a_question_is_one_a_customer_can_read)
{
    struct imported im = imported_text(
        "| Section | Object | Level |\n|---|---|---|\n"
        "| Web Services API | Resource Impersonation: Tickets | all boxes |\n");

    ck_assert_uint_eq(im.import.n_question, 1);
    ck_assert_str_eq(im.set.check->claim->question,
                     "Security Levels > Web Services API: is \"Resource "
                     "Impersonation: Tickets\" set to \"all boxes\"?");
}
END_TEST

Suite *
import_cells_suite(void)
{
    Suite *suite = suite_create("import-cells");
    TCase *tcase = tcase_create("cells");

    tcase_add_checked_fixture(tcase, NULL, import_teardown);
    tcase_add_loop_test(tcase, levels_ask_for_what_they_say, 0,
                        sizeof levels / sizeof *levels);
    tcase_add_loop_test(tcase, cells_of_a_verb_ask_for_it_or_not, 0,
                        sizeof cells / sizeof *cells);
    tcase_add_loop_test(tcase, words_of_needs_are_told_apart, 0,
                        sizeof needs / sizeof *needs);
    tcase_add_test(tcase, a_question_is_one_a_customer_can_read);
    suite_add_tcase(suite, tcase);
    return suite;
}
