/* JUnit: what its suites, classes and cases are called, and how it tells of
 * excess and of what is unknown. */
#include "audit/audit.h"
#include "reports/report.h"
#include "tests/unit/reports_test.h"
#include "tests/unit/sample_audit.h"
#include "tests/unit/sample_both.h"

#include <check.h>
#include <string.h>

static struct arena arena;
static struct out first;

static void
setup(void)
{
    arena = (struct arena){0};
    first = (struct out){0};
}

static void
teardown(void)
{
    out_free(&first);
    arena_free(&arena);
}

static const char *
written(const char *format, const struct audit *a)
{
    out_reset(&first);
    report_find(format)->write(&first, a, NULL);
    return out_string(&first);
}

static uint32_t
occurrences(const char *text, const char *part)
{
    uint32_t n = 0;

    for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part))
        n++;
    return n;
}

/* A case for each entity and risk, and one for whether all could be seen. */
START_TEST(excess_is_a_check_only_if_it_is_to_fail)
{
    static const char failure[] = "type=\"permission.excess\"";
    struct audit a = sample_both(&arena);

    (void)written("junit", &a);
    ck_assert_uint_eq(occurrences(out_string(&first), "name=\"excess"), 4);
    ck_assert_ptr_nonnull(
        strstr(out_string(&first),
               "name=\"excess.risks\" value=\"2 critical, 1 high, 1 medium, 1 "
               "low, 1 not rated\""));
    a.excess_mode = EXCESS_FAIL;
    (void)written("junit", &a);
    ck_assert_ptr_nonnull(strstr(out_string(&first),
                                 "name=\"excess.Invoices critical\" "
                                 "classname=\"grantscan.contoso.excess\""));
    ck_assert_uint_eq(occurrences(out_string(&first), failure), 4);
    ck_assert_uint_eq(occurrences(out_string(&first),
                                  "name=\"excess.coverage every entity "
                                  "was judged\""),
                      1);
    ck_assert_uint_eq(occurrences(out_string(&first), "probe.not-judged"), 1);
    a.excess_least = RISK_HIGH;
    (void)written("junit", &a);
    ck_assert_ptr_nonnull(strstr(out_string(&first), "value=\"fail=high\""));
    ck_assert_ptr_nonnull(strstr(out_string(&first),
                                 "of less risk than counts with --excess "
                                 "fail=high"));
    ck_assert_uint_eq(occurrences(out_string(&first), failure), 2);
    a.n_excess = 0;
    a.coverage.n_unjudged = 0;
    (void)written("junit", &a);
    ck_assert_uint_eq(occurrences(out_string(&first), failure), 0);
    ck_assert_uint_eq(occurrences(out_string(&first), "probe.not-judged"), 0);
    /* What was not judged does not pass. */
    a.coverage.judged = 0;
    (void)written("junit", &a);
    ck_assert_uint_eq(occurrences(out_string(&first),
                                  "<skipped message=\"0 of 232 entities could "
                                  "not be judged\""),
                      1);
}
END_TEST

/* What it is about stands in one suite; the others refer to nothing. */
START_TEST(junit_has_its_properties_once)
{
    struct audit a = sample_both(&arena);
    const char *text;

    a.excess_mode = EXCESS_FAIL;
    text = written("junit", &a);
    ck_assert_uint_ge(occurrences(text, "<testsuite "), 3);
    ck_assert_uint_eq(occurrences(text, "<properties"),
                      occurrences(text, "<testsuite "));
    ck_assert_uint_eq(occurrences(text, "name=\"rules.sha256\""), 1);
    ck_assert_uint_eq(occurrences(text, "name=\"outcome\""), 1);
    ck_assert(strstr(text, "name=\"outcome\"") < strstr(text, "<testcase "));
}
END_TEST

static const struct {
    const char *name, *account, *id, *class;
} targets[] = {
    {"Contoso", "ab...", "x-1", "grantscan.contoso."},
    {"Acme, Inc. / UK", "ab...", "x-1", "grantscan.acme-inc-uk."},
    {"M\xC3\xBCller GmbH", "ab...", "x-1", "grantscan.m\xC3\xBCller-gmbh."},
    {"..\\..//", "ab...", "x-1", "grantscan.target."},
    /* Nobody named it: the masked account is no name of its own. */
    {"ab\xE2\x80\xA6@acme.example", "ab\xE2\x80\xA6@acme.example",
     "autotask-1788be02", "grantscan.ab-acme-example-autotask-1788be02."},
    {NULL, NULL, "autotask-1788be02", "grantscan.autotask-1788be02."},
    {NULL, NULL, NULL, "grantscan.target."},
};

/* Fifty customers keep fifty histories. */
START_TEST(junit_names_the_target)
{
    struct audit a = sample_audit(&arena);
    const char *text;

    a.target.name = targets[_i].name;
    a.target.account = targets[_i].account;
    a.target.id = targets[_i].id;
    text = written("junit", &a);
    ck_assert_uint_eq(
        occurrences(text, arena_print(&arena, "classname=\"%sservice-desk\"",
                                      targets[_i].class)),
        3);
}
END_TEST

static const struct {
    const char *id, *object, *access, *name;
} names[] = {
    {"desk.tickets.edit", "Tickets", "edit", "desk.tickets.edit"},
    {"desk.ticket-notes.add", "Ticket Notes", "add", "desk.ticket-notes.add"},
    {"desk.tickets.picklists", "Tickets (picklists)", "picklists",
     "desk.tickets.picklists"},
    {"admin.roles.view", "Resource Roles, Roles", "view",
     "admin.roles.view Resource Roles, Roles"},
    {"desk.calls.x", "Calls", "delete", "desk.calls.x Delete"},
    {"desk.callsheets.view", "Calls", "view", "desk.callsheets.view Calls"},
    {"a.b", "", "", "a.b"},
};

/* Nothing is said twice, and nothing of the table is lost. */
START_TEST(junit_says_it_once)
{
    struct audit a = sample_audit(&arena);
    struct finding f = a.finding[0];

    f.id = names[_i].id;
    f.object = names[_i].object;
    f.access = names[_i].access;
    a.finding = &f;
    a.n_finding = 1;
    ck_assert_ptr_nonnull(
        strstr(written("junit", &a),
               arena_print(&arena, "<testcase name=\"%s\" ", names[_i].name)));
}
END_TEST

/* Who asks for it sees what is unknown as skipped, and still why; but a scan
 * that came to nothing is never green. */
static const struct {
    const char *verdicts; /* p f u */
    enum reason stopped;
    enum excess_mode mode;
    uint32_t unjudged;
    uint32_t failures, errors, skipped; /* where it is asked for */
} unknowns[] = {
    {"ppu", WHY_GRANTED, EXCESS_REPORT, 0, 0, 0, 1},
    {"pfu", WHY_GRANTED, EXCESS_REPORT, 0, 1, 0, 1},
    {"pp", WHY_GRANTED, EXCESS_FAIL, 1, 0, 0, 1},
    {"ppp", WHY_GRANTED, EXCESS_REPORT, 0, 0, 0, 0},
    {"uuu", WHY_LOGIN_REJECTED, EXCESS_REPORT, 0, 0, 1, 3},
    {"uuu", WHY_GRANTED, EXCESS_REPORT, 0, 0, 1, 3},
    {"pu", WHY_LOGIN_LOST, EXCESS_REPORT, 0, 0, 1, 1},
};

START_TEST(junit_skips_what_is_unknown_if_asked)
{
    static const char *const name[] = {"Keys"};
    struct presentation skip = {.skip_unknown = true};
    enum verdict verdict[3] = {0};
    enum need need[3] = {0};
    uint32_t n = (uint32_t)strlen(unknowns[_i].verdicts);
    const char *text;
    struct audit a;
    int status;

    for (uint32_t k = 0; k < n; k++)
        verdict[k] = unknowns[_i].verdicts[k] == 'p'   ? VERDICT_PASS
                     : unknowns[_i].verdicts[k] == 'f' ? VERDICT_FAIL
                                                       : VERDICT_UNKNOWN;
    a = sample_verdicts(&arena, n, verdict, need);
    a.stopped = unknowns[_i].stopped;
    a.excess_mode = unknowns[_i].mode;
    a.coverage =
        (struct coverage){WORLD_CLOSED, 2, 1, 0, name, unknowns[_i].unjudged};
    status = audit_exit(&a);
    text = written("junit", &a);
    ck_assert_uint_eq(occurrences(text, "<failure ") > 0, status == 1);
    ck_assert_uint_eq(occurrences(text, "<error ") > 0,
                      status == 2 ||
                          strchr(unknowns[_i].verdicts, 'u') != NULL);
    out_reset(&first);
    report_find("junit")->write(&first, &a, &skip);
    text = out_string(&first);
    ck_assert_uint_eq(occurrences(text, "<failure "), unknowns[_i].failures);
    ck_assert_uint_eq(occurrences(text, "<error "), unknowns[_i].errors);
    ck_assert_uint_eq(occurrences(text, "<skipped "), unknowns[_i].skipped);
    ck_assert_uint_eq(occurrences(text, "verdict unknown: ") / 2,
                      occurrences(unknowns[_i].verdicts, "u"));
    ck_assert_int_eq(audit_exit(&a), status);
}
END_TEST

void
reports_junit(Suite *suite)
{
    TCase *tests = tcase_create("junit");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, excess_is_a_check_only_if_it_is_to_fail);
    tcase_add_test(tests, junit_has_its_properties_once);
    tcase_add_loop_test(tests, junit_names_the_target, 0,
                        sizeof targets / sizeof targets[0]);
    tcase_add_loop_test(tests, junit_says_it_once, 0,
                        sizeof names / sizeof names[0]);
    tcase_add_loop_test(tests, junit_skips_what_is_unknown_if_asked, 0,
                        sizeof unknowns / sizeof unknowns[0]);
    suite_add_tcase(suite, tests);
}
