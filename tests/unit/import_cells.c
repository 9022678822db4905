/* One cell: what it asks for, and what is a question. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "rules/model/scale.h"
#include "tests/unit/import_test.h"

#include <string.h>

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
    {"View<sup>1</sup>", "view All"},
    {"View<br/>Add", "view All, add All"},
    {"<ul><li>View</li><li>Edit</li></ul>", "view All, edit All"},
    {"<span>View</span><!-- x -->", "view All"},
    {"Inquire", "?"},
};

static const char *
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

/* What a sign before a name, or before a section, says nobody can tell. */
static const struct {
    const char *section, *object;
    bool known;
} signs[] = {
    {"CRM", "Contacts", true},
    {"CRM", "\xe2\x80\xa2 Contacts", true},
    {"CRM", "\xe2\x80\x93 Contacts", true},
    {"CRM",
     "\xe2\x80\x9c"
     "Contacts\xe2\x80\x9d",
     true},
    {"CRM",
     "Service\xc2\xa0"
     "Calls",
     true},
    {"CRM",
     "Service\xe2\x80\x91"
     "Calls",
     true},
    {"CRM", "\xe2\x9d\x8c Contacts", false},
    {"CRM", "\xe2\x9c\x97 Contacts", false},
    {"CRM", "Contacts \xe2\x9b\x94", false},
    {"CRM", "\xf0\x9f\x9a\xab Contacts", false},
    {"CRM", "Contacts \xe2\x86\x92 Tickets", false},
    {"CRM", "Contacts\xe2\x80\xa6", false},
    {"CRM", "Contacts \xc2\xac", false},
    {"\xe2\x80\x9c"
     "CRM\xe2\x80\x9d",
     "Contacts", true},
    {"\xe2\x9d\x8c CRM", "Contacts", false},
    {"CRM \xf0\x9f\x9a\xab", "Contacts", false},
};

START_TEST(a_sign_tells_names_apart)
{
    struct imported im = imported_text(arena_print(
        &mem,
        "| Module | Object | View |\n|---|---|---|\n| %s | %s | All |\n"
        "| Projects | Phases | All |\n",
        signs[_i].section, signs[_i].object));

    ck_assert_msg((im.set.check->claim->right != NULL) == signs[_i].known,
                  "%s > %s", signs[_i].section, signs[_i].object);
}
END_TEST

START_TEST(rows_below_a_section_with_a_sign_are_asked_about)
{
    struct imported im = imported_text(
        "## \xe2\x9d\x8c CRM\n\n| Object | View |\n|---|---|\n"
        "| Contacts | All |\n\n## Projects\n\n| Object | View |\n|---|---|\n"
        "| Phases | All |\n");

    ck_assert_str_eq(asked_text(&im), "?, view All");
}
END_TEST

static struct mapper
mapper_of(struct import_source *source)
{
    struct mapper m = {
        .arena = &mem, .source = source, .catalogue = source->catalogue};

    lexicon_make(&m.lexicon, source, &mem);
    names_make(&m);
    return m;
}

/* Texts that name a right, and texts that are a name and no more. */
static const struct {
    const char *provider, *text;
    bool right, alone;
} texts[] = {
    {"autotask", "Can login to Web Services API", true, true},
    {"autotask", "set view level to all", true, false},
    {"autotask", "View level - All", true, false},
    {"autotask", "View Level: All", true, false},
    {"autotask", "view (All)", true, false},
    {"autotask", "View, then all is well", false, false},
    {"autotask",
     "View\xe2\x86\x92"
     "Contacts",
     true, false},
    {"autotask",
     "\xe2\x9d\x8c"
     "Contacts: view",
     true, false},
    {"autotask", "Contacts", false, true},
    {"autotask", "CRM > Contacts", false, true},
    {"autotask", "Contacts of the CRM module", false, true},
    {"autotask", "Service Calls (CRM)", true, true},
    {"autotask", "Contacts sync", false, false},
    {"autotask", "CRM", false, false},
    {"autotask", "", false, false},
    {"connectwise", "Set Inquire Level to All", true, false},
    {"connectwise", "Inquire Level - All", true, false},
    {"connectwise", "Inquire Level: All", true, false},
    {"connectwise", "Agreements of Finance module", false, true},
    {"microsoft365", "needs full_access_as_app", true, false},
    {"microsoft365", "full_access_as_app", true, true},
};

START_TEST(names_are_found_in_running_text)
{
    struct import_source source = source_named(texts[_i].provider, "x.md");
    struct mapper m = mapper_of(&source);

    ck_assert_msg(names_right(&m, texts[_i].text) == texts[_i].right,
                  "\"%s\" as a right", texts[_i].text);
    ck_assert_msg(names_alone(&m, texts[_i].text) == texts[_i].alone,
                  "\"%s\" alone", texts[_i].text);
}
END_TEST

/* What a text calls a section, NULL: it is none. */
static const struct {
    const char *provider, *text, *title;
} sections[] = {
    {"connectwise", "Finance", "Finance"},
    {"connectwise", "Finance Security Module", "Finance"},
    {"connectwise", "Finance Security Modules:", "Finance"},
    {"connectwise", "Procurement > Products", "Procurement"},
    {"connectwise", "Procurement > Products module:", "Procurement"},
    {"connectwise", "Procurement / module", "Procurement"},
    {"connectwise", "Procurement > Products: Inquire All", NULL},
    {"connectwise", "Procurement > the sync", NULL},
    {"connectwise", "Procurement: Products", NULL},
    {"autotask", "CRM > Contacts", "CRM"},
    {"autotask", "Security", NULL},
};

START_TEST(a_section_is_found_where_there_is_no_more)
{
    struct import_source source = source_named(sections[_i].provider, "x.md");
    struct mapper m = mapper_of(&source);

    ck_assert_msg(text_same(section_find(&m, sections[_i].text).title,
                            sections[_i].title),
                  "%s", sections[_i].text);
}
END_TEST

START_TEST(a_bold_line_with_a_right_is_asked_about)
{
    static const char text[] = "# Rights\n\n"
                               "**Procurement > Products: Inquire All**\n\n"
                               "| Function | Inquire |\n|---|---|\n"
                               "| Company Maintenance | All |\n";
    struct import_source source = source_named("connectwise", "x.md");
    struct imported im =
        imported(&(struct file_text){text, strlen(text)}, &source);

    ck_assert_uint_eq(im.import.n_question, 1);
    ck_assert_uint_eq(im.import.question->line, 3);
}
END_TEST

START_TEST(a_name_in_whose_bracket_it_is_optional_is_recommended)
{
    static const char text[] =
        "| Scope | Use |\n|---|---|\n| Desk.contacts.READ (optional) | who |\n"
        "| Desk.tickets.READ [recommended] | what |\n"
        "| Desk.search.READ (optional when syncing) | how |\n"
        "| Desk.basic.READ | why |\n";
    struct import_source source = source_named("zoho", "x.md");
    struct imported im =
        imported(&(struct file_text){text, strlen(text)}, &source);

    ck_assert_uint_eq(im.set.n_rule, 4);
    ck_assert_str_eq(asked_text(&im), "held yes, held yes, ?, held yes");
    ck_assert_int_eq(im.set.rule[0].need, NEED_RECOMMENDED);
    ck_assert_int_eq(im.set.rule[1].need, NEED_RECOMMENDED);
    ck_assert_int_eq(im.set.rule[3].need, NEED_REQUIRED);
}
END_TEST

/* All marks at a name count. */
static const struct {
    const char *name, *checks;
} marked[] = {
    {"Contacts*", "view All if if-syncing"},
    {"Contacts\xe2\x80\xa1", "view All"},
    {"Contacts\xe2\x80\xa1*", "view All if if-syncing"},
    {"Contacts* (*)", "view All if if-syncing"},
    {"Contacts*\xe2\x80\xa0", "?"},
    {"Contacts\xe2\x80\xa0*", "?"},
    {"Contacts\xe2\x80\xa1\xe2\x80\xa0", "?"},
};

START_TEST(all_marks_at_a_name_count)
{
    struct imported im = imported_text(arena_print(
        &mem,
        "| Object | View |\n|---|---|\n| %s | All |\n| Resources | All |\n\n"
        "\\* If syncing\n\n\xe2\x80\xa0 Not needed\n\n"
        "\xe2\x80\xa1 As seen in 2020\n",
        marked[_i].name));

    ck_assert_msg(text_same(asked_text(&im), marked[_i].checks),
                  "\"%s\" asks for %s", marked[_i].name, asked_text(&im));
}
END_TEST

/* "HIDDEN" may come through nowhere. */
static const char *const secrets[] = {
    "client_secret=HIDDEN",
    "https://a.example/t?code=HIDDEN&scope=Desk.contacts.READ",
    "https://a.example/t?x=1&refresh_token=HIDDEN",
    "https://a.example/t?u=https%3A%2F%2Fb%3Faccess_token%3DHIDDEN",
    "curl -d password=HIDDEN -d api_key=HIDDEN",
    "curl -d 'Client_Secret=HIDDEN'",
    "CLIENT_SECRET=\"HIDDEN HIDDEN\"",
    "{\"client_secret\": \"HIDDEN\", \"x\": 1}",
    "x-api-key=HIDDEN,y",
    "Authorization: Bearer HIDDEN7890123456",
    "Authorization: Zoho-oauthtoken 1000.HIDDEN7890123456",
};

START_TEST(a_secret_does_not_get_through)
{
    const char *secret = secrets[_i];
    const char *text = arena_print(
        &mem,
        "# T %s\n\n## %s\n\n%s needs Desk.contacts.READ\n\n"
        "| Scope | Condition |\n|---|---|\n| Desk.tickets.READ | if %s |\n"
        "| Desk.search.READ %s | x |\n\n- Desk.basic.READ - %s\n",
        secret, secret, secret, secret, secret, secret);
    struct import_source source = source_named("zoho", "x.md");
    struct imported im =
        imported(&(struct file_text){text, strlen(text)}, &source);

    ck_assert_msg(!text_has_fold(im.json, "HIDDEN"), "%s", im.json);
    for (uint32_t i = 0; i < im.import.n_note; i++)
        ck_assert(!text_has_fold(im.import.note[i].phrase, "HIDDEN"));
    for (uint32_t i = 0; i < im.import.n_question; i++)
        ck_assert(!text_has_fold(im.import.question[i].phrase, "HIDDEN"));
    ck_assert_uint_gt(im.import.n_question, 0);
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
    tcase_add_loop_test(tcase, a_sign_tells_names_apart, 0,
                        sizeof signs / sizeof *signs);
    tcase_add_test(tcase, rows_below_a_section_with_a_sign_are_asked_about);
    tcase_add_loop_test(tcase, names_are_found_in_running_text, 0,
                        sizeof texts / sizeof *texts);
    tcase_add_loop_test(tcase, a_section_is_found_where_there_is_no_more, 0,
                        sizeof sections / sizeof *sections);
    tcase_add_test(tcase, a_bold_line_with_a_right_is_asked_about);
    tcase_add_test(tcase,
                   a_name_in_whose_bracket_it_is_optional_is_recommended);
    tcase_add_loop_test(tcase, all_marks_at_a_name_count, 0,
                        sizeof marked / sizeof *marked);
    tcase_add_loop_test(tcase, a_secret_does_not_get_through, 0,
                        sizeof secrets / sizeof *secrets);
    tcase_add_test(tcase, a_question_is_one_a_customer_can_read);
    suite_add_tcase(suite, tcase);
    return suite;
}
