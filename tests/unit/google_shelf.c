/* The tables of other vendors, most of which ask for many scopes: those that no
 * named person's token is for are asked for on behalf of whoever will do. */
#include "base/text.h"
#include "rules/model/words.h"
#include "tests/unit/google.h"
#include "tests/unit/google_tenant.h"

#include <string.h>

static struct gt_scan t;

static const char *const shelf[] = {
    "calendarbridge",
    "cascadia-marquee",
    "commvault",
    "cyclr",
    "forcepoint-dspm",
    "forticnp",
    "sense",
    "sim",
    "uma",
    "teamplot",
};

enum { N_SHELF = sizeof shelf / sizeof *shelf };

static void
begin(void)
{
    gt_begin(&t);
}

static void
end(void)
{
    gt_end(&t);
}

/* Those of the usual people of whom the rules speak. */
static void
name_people(void)
{
    static const char *const usual[] = {"technician=" GT_TECH1,
                                        "technician=" GT_TECH2,
                                        "administrator=" GT_BOSS};

    t.n_subject = 0;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        for (uint32_t k = 0; k < t.rules.n_subject; k++)
            if (text_starts(usual[i], t.rules.subject[k].name))
                t.subject[t.n_subject++] = usual[i];
}

static void
run(size_t file, const struct fake_reply *replies)
{
    gt_load(&t, arena_print(&t.mem, "google/%s.json", shelf[file]));
    name_people();
    gt_run(&t, replies);
    ck_assert_uint_gt(t.audit.n_finding, 0);
}

/* Of all that is asked for of scopes. */
static void
ck_scopes(enum verdict wanted)
{
    for (uint32_t i = 0; i < t.audit.n_finding; i++) {
        const struct finding *f = &t.audit.finding[i];

        if (text_same(f->access, "held"))
            ck_assert_msg(f->verdict == wanted, "%s: %s %s (%s)", f->id,
                          verdict_word(f->verdict), reason_word(f->reason),
                          f->detail);
    }
}

START_TEST(all_is_delegated)
{
    static const struct fake_reply replies[] = {
        {.match = "POST", .body = GT_TOKEN("ya29.any")}, {0}};

    run((size_t)_i, replies);
    ck_scopes(VERDICT_PASS);
}
END_TEST

START_TEST(nothing_is_delegated)
{
    t.delegated[0] = NULL;
    run((size_t)_i, NULL);
    ck_scopes(VERDICT_FAIL);
    ck_assert(gt_says(&t, "Nothing at all is delegated"));
}
END_TEST

/* A scope that opens nothing that another one of the list does not; with the
 * words, or NULL: there is none. */
static const struct {
    const char *file, *said;
} spares[] = {
    {"sim", "calendar.events.readonly is asked for, and so is "
            "calendar.readonly, which opens all that it opens"},
    {"commvault", "admin.directory.group.member is asked for, and so is "
                  "admin.directory.group, which opens"},
    {"cyclr", NULL},
    {"forticnp", NULL},
};

START_TEST(what_could_be_spared)
{
    size_t file = 0;

    while (!text_same(shelf[file], spares[_i].file))
        file++;
    run(file, NULL);
    if (spares[_i].said != NULL)
        ck_assert(gt_says(&t, spares[_i].said));
    else
        ck_assert(!gt_says(&t, "opens all that it opens"));
}
END_TEST

/* A refusal that is due to whom it was tried for fails nothing: at least of
 * what was given out on behalf of the other. */
START_TEST(one_is_of_another_workspace)
{
    static const struct fake_reply replies[] = {
        {.match = "|" GT_TECH1 ">", .status = 401, .body = GT_NOT_DELEGATED},
        {.match = "POST", .body = GT_TOKEN("ya29.any")},
        {0}};
    bool shown = false;

    run((size_t)_i, replies);
    for (uint32_t i = 0; i < t.fake.n; i++)
        shown =
            shown || (strstr(t.fake.sent[i].line, "|" GT_TECH2 ">") &&
                      t.plan.step[t.fake.sent[i].id].probe == GOOGLE_PERSON);
    for (uint32_t i = 0; shown && i < t.audit.n_finding; i++)
        ck_assert_msg(t.audit.finding[i].verdict != VERDICT_FAIL, "%s (%s)",
                      t.audit.finding[i].id, t.audit.finding[i].detail);
}
END_TEST

Suite *
google_shelf_suite(void)
{
    Suite *suite = suite_create("google: other vendors' tables");
    TCase *tests = tcase_create("shelf");

    tcase_set_tags(tests, "sweep");
    tcase_add_unchecked_fixture(tests, gt_make_key, NULL);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, all_is_delegated, 0, N_SHELF);
    tcase_add_loop_test(tests, nothing_is_delegated, 0, N_SHELF);
    tcase_add_loop_test(tests, one_is_of_another_workspace, 0, N_SHELF);
    tcase_add_loop_test(tests, what_could_be_spared, 0,
                        (int)(sizeof spares / sizeof *spares));
    suite_add_tcase(suite, tests);
    return suite;
}
