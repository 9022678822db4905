/* Names, sections and conditions: what is told apart, and what is found in
 * running text; and what of a page never gets through. */
#include "base/text.h"
#include "rules/import/parts.h"
#include "tests/unit/import_test.h"

#include <string.h>

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
    {"CRM", "~~Contacts~~", false},
    {"CRM", "!Contacts", false},
    {"CRM", "Contacts?", false},
    {"CRM", "Contacts:", true},
    {"~~CRM~~", "Contacts", false},
    {"CRM?", "Contacts", false},
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
    {"connectwise", "Create an API member", false, false},
    {"connectwise", "Log in. Create a new security role for it.", false, false},
    {"connectwise", "Create an API member, then add contacts", true, false},
    {"connectwise", "must be able to create an API member", true, false},
    {"connectwise", "Create API members", true, false},
    {"connectwise", "Create a contact", true, false},
    {"connectwise", "Go to System > Security Roles.", false, false},
    {"connectwise", "Navigate to system \xe2\x86\x92 security roles", false,
     false},
    {"connectwise", "Go to System > Security Roles > Add: Contacts", true,
     false},
    {"connectwise", "Go to Companies > Contacts and add one", true, false},
    {"connectwise", "Inquire of System > Security Roles", true, false},
    {"autotask", "Create a new API user.", false, false},
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

START_TEST(two_conditions_are_two_options)
{
    static const char same[] = "if the product reads what it needs for the "
                               "dashboards of the first quarter";
    struct imported im = imported_text(arena_print(
        &mem,
        "| Object | View | Add | Edit | Delete |\n|---|---|---|---|---|\n"
        "| Contacts | All (only if \xe5\x90\x8c) | All (only if \xe8\xae) | "
        "All (only if \xe5\x90\x8c) | All (only if >) |\n"
        "| Phases | All (%s) | | All (%s of a year) | |\n",
        same, same));

    ck_assert_str_eq(
        asked_text(&im),
        "view All if only-if, add All if only-if--2, edit All if only-if, "
        "delete All if only-if--3, view All if "
        "if-the-product-reads-what-it-needs-for-the-dashboards-of-the, "
        "edit All if "
        "if-the-product-reads-what-it-needs-for-the-dashboards-of-the--2");
}
END_TEST

START_TEST(a_page_is_compared_by_need_too)
{
    static const char page[] = "| Object | View |\n|---|---|\n"
                               "| Contacts | All |\n| Phases | All%s |\n";
    struct imported then = imported_text(arena_print(&mem, page, ""));
    struct imported now = imported_text(arena_print(&mem, page, " (optional)"));
    struct out out = {0};

    ck_assert_uint_eq(import_compare(&then.set, &now.set,
                                     source_named("autotask", "").catalogue,
                                     &out, &mem),
                      2);
    ck_assert_str_eq(out_kept(&out, &mem),
                     "+ general.phases.view: View of Phases: All, recommended "
                     "only\n- general.phases.view: View of Phases: All\n");
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

/* What is no secret stays, to the end of the text. */
START_TEST(what_is_no_secret_stays)
{
    static const char *const texts_kept[] = {"client_secret:", "client_secret=",
                                             "code",           "token \"",
                                             "Password: All",  "Basic access",
                                             "secret: ",       "a%3",
                                             "Bearer token",   "",
                                             "key'",           "token%3D"};

    for (size_t i = 0; i < sizeof texts_kept / sizeof *texts_kept; i++) {
        const char *text = arena_text(&mem, texts_kept[i]);

        ck_assert_ptr_eq(secrets_hidden(text, &mem), text);
    }
}
END_TEST

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

/* Where a link leads is told where only that holds a name. */
START_TEST(a_secret_in_a_link_does_not_get_through)
{
    static const char text[] =
        "- [here](https://a.example/?client_secret=HIDDEN&scope=Desk.a.READ)\n"
        "\n| Scope | Use |\n|---|---|\n"
        "| Desk.tickets.READ | why |\n"
        "| [b](https://a.example/?code=HIDDEN&scope=Desk.b.READ) | why |\n";
    struct import_source source = source_named("zoho", "x.md");
    struct imported im =
        imported(&(struct file_text){text, strlen(text)}, &source);

    ck_assert_uint_eq(im.import.n_question, 2);
    ck_assert(text_has_fold(im.json, "client_secret=***"));
    ck_assert(!text_has_fold(im.json, "HIDDEN"));
    for (uint32_t i = 0; i < im.import.n_question; i++) {
        ck_assert(!text_has_fold(im.import.question[i].phrase, "HIDDEN"));
        ck_assert(!text_has_fold(im.import.question[i].about, "HIDDEN"));
    }
}
END_TEST

Suite *
import_names_suite(void)
{
    Suite *suite = suite_create("import-names");
    TCase *tcase = tcase_create("names");

    tcase_add_checked_fixture(tcase, NULL, import_teardown);
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
    tcase_add_test(tcase, two_conditions_are_two_options);
    tcase_add_test(tcase, a_page_is_compared_by_need_too);
    tcase_add_test(tcase, what_is_no_secret_stays);
    tcase_add_loop_test(tcase, a_secret_does_not_get_through, 0,
                        sizeof secrets / sizeof *secrets);
    tcase_add_test(tcase, a_secret_in_a_link_does_not_get_through);
    suite_add_tcase(suite, tcase);
    return suite;
}
