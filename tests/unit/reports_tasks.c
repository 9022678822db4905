/* What has to be set: one task for each box, whatever asks for it; and where
 * the page shows it. */
#include "base/text.h"
#include "reports/report.h"
#include "reports/view/tasks.h"
#include "tests/unit/reports_test.h"
#include "tests/unit/sample_audit.h"
#include "tests/unit/sample_both.h"

#include <check.h>
#include <string.h>

static struct arena arena;
static struct out page;

static void
setup(void)
{
    arena = (struct arena){0};
    page = (struct out){0};
}

static void
teardown(void)
{
    out_free(&page);
    arena_free(&arena);
}

static uint32_t
occurrences(const char *text, const char *part)
{
    uint32_t n = 0;

    for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part))
        n++;
    return n;
}

static const struct waiver waiver = {.state = WAIVER_ACTIVE};
static const struct evidence view[] = {{.about = "Tickets: View"}};
static const struct evidence edit[] = {{.about = "Tickets: Edit"}};
static const struct evidence more[] = {{.about = "Tickets: Edit"},
                                       {.about = "Notes: Edit"}};

/* Failing checks two at a time, and whether they are one task. */
static const struct {
    struct finding of[2];
    uint32_t tasks;
    const char *rights; /* of the first task */
} pair[] = {
    /* One box of the editor on which two checks hang. */
    {{{.screen = "A", .access = "manage", .fix = "Tick \"Hooks\"; see."},
      {.screen = "A", .access = "create", .fix = "Tick \"Hooks\"."}},
     1,
     "Manage, Create"},
    /* The same name on another screen, another name on the same. */
    {{{.screen = "A", .access = "manage", .fix = "Tick \"Hooks\"."},
      {.screen = "B", .access = "create", .fix = "Tick \"Hooks\"."}},
     2,
     "Manage"},
    {{{.screen = "A", .access = "manage", .fix = "Tick \"Hooks\"."},
      {.screen = "A", .access = "create", .fix = "Tick \"Ticks\"."}},
     2,
     "Manage"},
    {{{.screen = "A", .access = "manage", .fix = "Tick \"Hooks."},
      {.screen = "A", .access = "create", .fix = "Tick \"Hooks."}},
     2,
     "Manage"},
    /* Two products that ask for the same right. */
    {{{.rules = "a",
       .object = "Tickets",
       .access = "edit",
       .evidence = edit,
       .n_evidence = 1},
      {.rules = "b",
       .object = "Tickets",
       .access = "edit",
       .evidence = edit,
       .n_evidence = 1}},
     1,
     "Edit"},
    /* Two that call different rights the same. */
    {{{.rules = "a",
       .object = "Tickets",
       .access = "edit",
       .evidence = edit,
       .n_evidence = 1},
      {.rules = "b",
       .object = "Tickets",
       .access = "edit",
       .evidence = more,
       .n_evidence = 2}},
     2,
     "Edit"},
    {{{.rules = "a",
       .object = "Tickets",
       .access = "edit",
       .evidence = edit,
       .n_evidence = 1},
      {.rules = "b",
       .object = "Tickets",
       .access = "edit",
       .evidence = view,
       .n_evidence = 1}},
     2,
     "Edit"},
    /* A waiver is for its own check. */
    {{{.screen = "A",
       .access = "manage",
       .fix = "Tick \"Hooks\".",
       .waiver = &waiver},
      {.screen = "A", .access = "create", .fix = "Tick \"Hooks\"."}},
     2,
     "Manage"},
};

START_TEST(a_box_is_one_task)
{
    struct finding f[2] = {pair[_i].of[0], pair[_i].of[1]};
    struct audit a = {.finding = f, .n_finding = 2};
    struct tasks tasks;
    uint32_t n = 0;
    uint32_t checks = 0;

    f[0].verdict = VERDICT_FAIL;
    f[1].verdict = VERDICT_FAIL;
    tasks = tasks_of(&arena, &a);
    for (uint32_t i = 0; i < tasks.n; i++)
        for (uint32_t k = 0; k < tasks.screen[i].n; k++) {
            n++;
            checks += tasks.screen[i].item[k].of.n;
        }
    ck_assert_uint_eq(n, pair[_i].tasks);
    ck_assert_uint_eq(checks, 2); /* none is lost */
    ck_assert_str_eq(tasks.screen[0].item[0].rights, pair[_i].rights);
}
END_TEST

static const struct {
    const char *before, *path, *shown;
} path[] = {
    {NULL, "Admin > Levels > CRM", "Admin > Levels > CRM"},
    {"Admin > Levels > CRM", "Admin > Levels > Desk", "\xE2\x80\xA6 > Desk"},
    {"Admin > Levels > CRM", "Admin > Levels > Crates",
     "\xE2\x80\xA6 > Crates"},
    {"Admin > Levels > CRM", "Admin > Lever > CRM",
     "\xE2\x80\xA6 > Lever > CRM"},
    {"Admin > Levels > CRM", "Adminis > CRM", "Adminis > CRM"},
    {"Admin > Levels", "Admin > Levels > CRM", "\xE2\x80\xA6 > Levels > CRM"},
    {"Admin > Levels > CRM", "Other", "Other"},
    {"Admin >", "Admin > ", "Admin > "},
};

START_TEST(a_path_is_said_once)
{
    ck_assert_str_eq(tasks_path(&arena, path[_i].before, path[_i].path),
                     path[_i].shown);
}
END_TEST

/* Screens in the order of their first task, each once. */
START_TEST(tasks_stand_with_their_screen)
{
    struct finding f[] = {
        {.screen = "M > A", .object = "1", .access = "view"},
        {.screen = "M > B", .object = "2", .access = "view"},
        {.screen = "M > A", .object = "3", .access = "view"},
        {.object = "4", .access = "view"},
    };
    struct audit a = {.finding = f, .n_finding = 4};
    struct tasks tasks;

    for (uint32_t i = 0; i < 4; i++)
        f[i].verdict = VERDICT_FAIL;
    tasks = tasks_of(&arena, &a);
    ck_assert_uint_eq(tasks.n, 3);
    ck_assert_str_eq(tasks.screen[0].path, "M > A");
    ck_assert_uint_eq(tasks.screen[0].n, 2);
    ck_assert_str_eq(tasks.screen[0].item[1].of.item[0]->object, "3");
    ck_assert_str_eq(tasks.screen[1].path, "\xE2\x80\xA6 > B");
    ck_assert_str_eq(tasks.screen[2].path, "Other");
}
END_TEST

/* A shorter page hides no failure: each is open, none that passes is. */
START_TEST(what_fails_is_open)
{
    struct audit a = _i == 0 ? sample_audit(&arena) : sample_both(&arena);
    struct counts c = counts_of(&a);
    const char *text;

    report_find("html")->write(&page, &a, NULL);
    text = out_string(&page);
    ck_assert_uint_gt(c.tally.of[VERDICT_FAIL], 0);
    ck_assert_uint_eq(occurrences(text, "class=\"check fail\" open=\"\""),
                      c.tally.of[VERDICT_FAIL]);
    ck_assert_uint_eq(occurrences(text, "open=\"\""), c.tally.of[VERDICT_FAIL]);
    ck_assert_uint_eq(occurrences(text, "class=\"check unknown\""),
                      c.tally.of[VERDICT_UNKNOWN]);
}
END_TEST

void
reports_tasks(Suite *suite)
{
    TCase *tests = tcase_create("tasks");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, a_box_is_one_task, 0,
                        sizeof pair / sizeof pair[0]);
    tcase_add_loop_test(tests, a_path_is_said_once, 0,
                        sizeof path / sizeof path[0]);
    tcase_add_test(tests, tasks_stand_with_their_screen);
    tcase_add_loop_test(tests, what_fails_is_open, 0, 2);
    suite_add_tcase(suite, tests);
}
