/* Names that can be nothing else, where they stand by themselves: the shapes in
 * which vendors print them, and what may not be read of them. */
#include "base/text.h"
#include "scanner/google/catalogue.h"
#include "scanner/google/phrases.h"
#include "scanner/zoho/catalogue.h"
#include "tests/unit/import_test.h"

#include <string.h>

#define AUTH "https://www.googleapis.com/auth/"

static struct imported
google_imported(const char *text)
{
    struct import_source source = source_named("google", "list.md");

    return imported(&(struct file_text){text, strlen(text)}, &source);
}

/* What is asked for, one short name each, "?" for a question. */
static const char *
asked(const struct ruleset *set)
{
    const char *text = "";

    for (uint32_t i = 0; i < set->n_check; i++)
        for (uint32_t c = 0; c < set->check[i].n_claim; c++) {
            const struct right *right = set->check[i].claim[c].right;

            text = arena_print(&mem, "%s%s%s", text, *text == '\0' ? "" : " ",
                               right == NULL ? "?" : right->entity->name);
        }
    return text;
}

static const struct {
    const char *text, *asked;
} shapes[] = {
    {AUTH "calendar," AUTH "drive", "calendar drive"},
    {AUTH "calendar, " AUTH "drive,", "calendar drive"},
    {AUTH "calendar; " AUTH "drive", "calendar drive"},
    {AUTH "calendar " AUTH "drive", "calendar drive"},
    {AUTH "calendar\n" AUTH "drive", "calendar drive"},
    {AUTH "calendar and " AUTH "drive", "calendar drive"},
    {"\"" AUTH "calendar\",\"" AUTH "drive\".", "calendar drive"},
    {"`" AUTH "calendar`, `" AUTH "drive`", "calendar drive"},
    {"['" AUTH "calendar', '" AUTH "drive']", "calendar drive"},
    {"<" AUTH "calendar>", "calendar"},
    {"[" AUTH "calendar](" AUTH "drive)", "calendar"},
    {"- " AUTH "calendar - diaries\n- " AUTH "drive: files", "calendar drive"},
    {"- " AUTH "calendar \xe2\x80\x93 diaries", "calendar"},
    {"- " AUTH "calendar (diaries)", "calendar"},
    {"OAuth scopes: " AUTH "calendar", "calendar"},
    {"```\n" AUTH "calendar # diaries\n" AUTH "drive\n```", "calendar drive"},
    {"https://mail.google.com/, " AUTH "drive", "mail.google.com/ drive"},
    {"https://a.example/?scope=https%3A%2F%2fwww.googleapis.com%2Fauth%2Fdrive"
     "+https%3A%2F%2Fwww.googleapis.com%2Fauth%2Ftasks&x=1",
     "drive tasks"},
    {"https://a.example/?x=1&scopes=" AUTH "drive," AUTH "tasks#top",
     "drive tasks"},
    {"https://a.example/?client_id={Client ID}&scope=" AUTH "drive&u={The URI}",
     "drive"},
    {"https://a.example/?scope=" AUTH "drive {or", "?"},
    {AUTH "calendar, " AUTH "calendar", "calendar"},
    {AUTH "calendar\n\n- calendar: diaries", "calendar"},
    {AUTH "drive, openid, email", "drive ? ?"},
    {AUTH "drive, tasks", "drive tasks"},
    {AUTH "drive, AAAServer.profile.ALL", "drive ?"},
    {AUTH "drives", "?"},
    {AUTH "Drive", "?"},
    {"http://www.googleapis.com/auth/drive", "?"},
    {"www.googleapis.com/auth/drive", "?"},
    {AUTH "calendar or " AUTH "drive", "?"},
    {AUTH "calendar/" AUTH "drive", "?"},
    {"- " AUTH "calendar - instead of " AUTH "drive", "?"},
    {"- " AUTH "calendar - not needed any more", "?"},
    {"- " AUTH "calendar, but not " AUTH "drive", "?"},
    {"Remove " AUTH "calendar", "?"},
    {"Not " AUTH "calendar", "?"},
    {"A stolen key with " AUTH "drive opens all files.", "?"},
    {"See https://a.example/?scope=" AUTH "drive for that.", "?"},
    {"See https://a.example/?scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2F"
     "drive for that.",
     "?"},
    {"**" AUTH "drive**", "?"},
    {"https://mail.google.com/", "?"},
    {"## Not needed\n\n" AUTH "drive", "?"},
    {"## Scopes\n\n- drive\n- Drive.Scope.All\n\n## Later\n\n- tasks.readonly",
     "drive ? ?"},
    {"| Scope |\n|---|\n| " AUTH "drive |\n| tasks |\n| Drive |",
     "drive tasks ?"},
    {"| Scope |\n|---|\n| " AUTH "drive " AUTH "tasks |", "drive tasks"},
    {"| Scope |\n|---|\n| " AUTH "drive or " AUTH "tasks |", "?"},
    {"| Action | Scope |\n|---|---|\n| List | " AUTH "drive |\n| Add | " AUTH
     "tasks |",
     "drive tasks"},
    {"| Action | Scope |\n|---|---|\n| yes | " AUTH "drive |\n| no | " AUTH
     "tasks |",
     "? drive ?"},
    {"| Action | Scope |\n|---|---|\n| tasks | " AUTH "drive |", "?"},
    {"| Address | For |\n|---|---|\n| " AUTH "drive | files |", "drive"},
    {"| For | That |\n|---|---|\n| drive | " AUTH "drive |\n| x | y |", "?"},
    /* What stands around it. */
    {"Do not add these scopes:\n\n" AUTH "drive", "?"},
    {"Do not add these scopes:\n\n```\n" AUTH "drive\n" AUTH "tasks\n```",
     "? ?"},
    {"The following are no longer needed.\n\n- " AUTH "drive", "?"},
    {"These are optional. Add them later:\n\n- " AUTH "drive", "?"},
    {"- Do not add:\n  - " AUTH "drive", "?"},
    {"- Scopes:\n  - " AUTH "drive", "drive"},
    {"- " AUTH "drive\n  - Optional", "?"},
    {"- " AUTH "drive\n\n  what it opens", "drive"},
    {"- " AUTH "drive\n\n  not needed any more", "?"},
    {AUTH "drive\n\nor\n\n" AUTH "tasks", "? ?"},
    {"- " AUTH "drive or\n- " AUTH "tasks", "? ?"},
    {"- " AUTH "drive\n- " AUTH "tasks\n\nor\n\n- " AUTH "keep", "? ? ?"},
    {"Choose the row that fits.\n\n| Plan | Scope |\n|---|---|\n| A | " AUTH
     "drive |\n| B | " AUTH "tasks |",
     "? ?"},
    {"| Call | Scope |\n|---|---|\n| a | None |\n| b | " AUTH "drive |",
     "drive"},
    {"| Scope | Status |\n|---|---|\n| " AUTH "drive | Deprecated |", "?"},
    {"| Scope | Required |\n|---|---|\n| " AUTH "drive | Yes |\n| " AUTH
     "tasks | No |",
     "drive ?"},
    {"| Scope | Also |\n|---|---|\n| " AUTH "drive | " AUTH "tasks |", "?"},
    {"- [Files](" AUTH "drive)", "?"},
};

START_TEST(each_shape_is_read_or_asked_about)
{
    /* Beside it stands something to be imported in any case. */
    const char *page = arena_print(
        &mem, "- " AUTH "youtube.readonly\n\nThat.\n\n%s\n", shapes[_i].text);

    struct imported im = google_imported(page);

    ck_assert_str_eq(asked(&im.set), arena_print(&mem, "youtube.readonly %s",
                                                 shapes[_i].asked));
}
END_TEST

/* Less than "required" is no more than that, and a condition is one. */
START_TEST(what_is_said_behind_it_counts)
{
    struct imported im =
        google_imported("- " AUTH "drive - optional\n- " AUTH
                        "tasks (only if tasks are used)\n- " AUTH
                        "drive\n- " AUTH "drive - optional\n");

    ck_assert_str_eq(asked(&im.set), "drive tasks drive");
    ck_assert_int_eq(im.set.check[0].need, NEED_RECOMMENDED);
    ck_assert_str_eq(im.set.check[1].option, "only-if-tasks-are-used");
    ck_assert_int_eq(im.set.check[2].need, NEED_REQUIRED);
}
END_TEST

/* A file names those on whom its rights are tried, and no others. */
START_TEST(a_file_names_whom_it_needs)
{
    struct ruleset one = google_imported("- " AUTH "drive").set;
    struct ruleset both =
        google_imported("- " AUTH "drive\n- " AUTH "admin.directory.user").set;

    ck_assert_uint_eq(one.n_subject, 1);
    ck_assert_str_eq(one.subject[0].name, "technician");
    ck_assert(one.subject[0].many);
    ck_assert_uint_eq(both.n_subject, 2);
    ck_assert_str_eq(both.subject[1].name, "administrator");
}
END_TEST

/* On whom a right is tried can be said in a file. */
START_TEST(subjects_are_those_of_the_catalogue)
{
    const struct import_phrases *all = &google_phrases;

    for (uint32_t e = 0; e < google_catalogue.n_entity; e++) {
        uint32_t i = 0;

        while (i < all->n_subject &&
               !text_same(google_catalogue.entity[e].subject,
                          all->subject[i].name))
            i++;
        ck_assert_msg(i < all->n_subject, "%s",
                      google_catalogue.entity[e].name);
    }
}
END_TEST

/* A name that can be nothing else is asked for where it stands by itself, and
 * no letter of it may be different. */
START_TEST(every_name_is_read_letter_by_letter)
{
    static const char *const more[] = {"s", "x", "/", ".read", "?x=1"};
    const struct catalogue *all = &google_catalogue;
    struct import_source source = source_named("google", "names.md");

    for (uint32_t e = 0; e < all->n_entity; e++) {
        const char *name = all->entity[e].alias[0];
        const char *text = arena_print(
            &mem, "- %s\n\n- https://www.googleapis.com/auth/calendar\n", name);
        struct imported im =
            imported(&(struct file_text){text, strlen(text)}, &source);

        ck_assert_msg(im.set.check->claim->right == &all->right[e], "%s", name);
        ck_assert_uint_eq(im.import.n_question, 0);
        for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
            const char *other = arena_print(&mem, "%s%s", name, more[i]);

            text = arena_print(
                &mem, "%s, https://www.googleapis.com/auth/drive", other);
            im = imported(&(struct file_text){text, strlen(text)}, &source);
            ck_assert_msg(im.set.check->claim->right == NULL, "%s", other);
        }
    }
}
END_TEST

/* Each scope where one stands beside it that can be nothing else, in its own
 * section; a right of a profile is none. */
START_TEST(every_scope_of_zoho_is_read)
{
    const struct catalogue *all = &zoho_catalogue;
    struct import_source source = source_named("zoho", "names.md");

    for (uint32_t e = 0; e < all->n_entity; e++) {
        const char *name = all->entity[e].name;
        const char *text =
            arena_print(&mem, "- %s\n- Desk.tickets.READ\n", name);
        struct imported im =
            imported(&(struct file_text){text, strlen(text)}, &source);
        const struct right *first = im.set.check->claim->right;

        if (zoho_scope_of(&all->right[e]) == NULL) {
            ck_assert_msg(first == NULL ||
                              first == zoho_right("Desk.tickets.READ"),
                          "%s", name);
            continue;
        }
        ck_assert_msg(first == &all->right[e], "%s", name);
        ck_assert_str_eq(im.set.rule->section, "OAuth scopes");
        ck_assert_uint_eq(im.import.n_question, 0);
    }
}
END_TEST

Suite *
import_listed_suite(void)
{
    Suite *suite = suite_create("import-listed");
    TCase *tcase = tcase_create("listed");

    tcase_add_checked_fixture(tcase, NULL, import_teardown);
    tcase_add_loop_test(tcase, each_shape_is_read_or_asked_about, 0,
                        sizeof shapes / sizeof *shapes);
    tcase_add_test(tcase, what_is_said_behind_it_counts);
    tcase_add_test(tcase, a_file_names_whom_it_needs);
    tcase_add_test(tcase, subjects_are_those_of_the_catalogue);
    tcase_add_test(tcase, every_name_is_read_letter_by_letter);
    tcase_add_test(tcase, every_scope_of_zoho_is_read);
    suite_add_tcase(suite, tcase);
    return suite;
}
