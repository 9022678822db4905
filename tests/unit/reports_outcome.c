/* What every report is headed with, for each way in which a scan can end: the
 * same words in all of them, and in the manual. */
#include "audit/audit.h"
#include "audit/worksheet.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/report.h"
#include "reports/text/changes.h"
#include "reports/view/view.h"
#include "rules/model/words.h"
#include "tests/unit/reports_test.h"
#include "tests/unit/sample_audit.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;
static struct out out;

static void
setup(void)
{
    arena = (struct arena){0};
    out = (struct out){0};
}

static void
teardown(void)
{
    out_free(&out);
    arena_free(&arena);
}

static const char *
written(const char *format, const struct audit *a)
{
    struct presentation wide = {.width = 4000};

    out_reset(&out);
    report_find(format)->write(&out, a, &wide);
    return out_string(&out);
}

static const struct {
    const char *verdicts; /* p f u s, r a fail of a recommended one */
    enum reason stopped;
    const char *stop_text;
    enum risk held; /* one row of that risk; RISK__N: none */
    bool part;      /* it is a part of another row */
    enum waiver_state waived;
    enum excess_mode mode;
    enum headline headline;
    const char *head, *class;
    int status;
} ways[] = {
    {"pp", WHY_GRANTED, NULL, RISK__N, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_COMPLIANT, "Compliant", "pass", 0},
    {"pp", WHY_GRANTED, NULL, RISK_MEDIUM, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_COMPLIANT, "Compliant", "pass", 0},
    {"pp", WHY_GRANTED, NULL, RISK_HIGH, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_OVERSIZED, "Works, but holds far more than it needs", "less", 0},
    {"ps", WHY_GRANTED, NULL, RISK_CRITICAL, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_OVERSIZED, "Works, but holds far more than it needs", "less", 0},
    {"pp", WHY_GRANTED, NULL, RISK_CRITICAL, false, WAIVER_ACTIVE,
     EXCESS_REPORT, HEADLINE_COMPLIANT, "Compliant", "pass", 0},
    {"pp", WHY_GRANTED, NULL, RISK_CRITICAL, false, WAIVER_EXPIRED,
     EXCESS_REPORT, HEADLINE_OVERSIZED,
     "Works, but holds far more than it needs", "less", 0},
    {"pp", WHY_GRANTED, NULL, RISK_HIGH, true, WAIVER__N, EXCESS_REPORT,
     HEADLINE_COMPLIANT, "Compliant", "pass", 0},
    {"pp", WHY_GRANTED, NULL, RISK_HIGH, false, WAIVER__N, EXCESS_FAIL,
     HEADLINE_NOT_COMPLIANT, "Not compliant", "fail", 1},
    /* The fail is only recommended, and does not count. */
    {"pr", WHY_GRANTED, NULL, RISK_HIGH, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_OVERSIZED_ACCEPTED, "Compliant, but holds far more than it needs",
     "less", 0},
    {"pr", WHY_GRANTED, NULL, RISK_LOW, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_COMPLIANT, "Compliant", "pass", 0},
    {"pf", WHY_GRANTED, NULL, RISK_HIGH, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_NOT_COMPLIANT, "Not compliant", "fail", 1},
    /* What is not known works no more than what fails. */
    {"ppu", WHY_GRANTED, NULL, RISK_HIGH, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_UNDETERMINED, "Undetermined", "unknown", 2},
    {"uu", WHY_LOGIN_REJECTED,
     "The login was refused. Nothing was tried again. Causes:\nthe secret",
     RISK__N, false, WAIVER__N, EXCESS_REPORT, HEADLINE_PREVENTED,
     "Login refused: The login was refused; undetermined", "unknown", 2},
    {"uus", WHY_UNREACHABLE, NULL, RISK__N, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_PREVENTED, "Server not reached: the server could not be reached",
     "unknown", 2},
    {"ppu", WHY_LOGIN_LOST, NULL, RISK__N, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_PREVENTED, "Login lost", "unknown", 2},
    /* The scan went on, and most of what it asked was not answered. */
    {"puu", WHY_GRANTED, NULL, RISK__N, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_PREVENTED, "No answer in time: no answer in time; undetermined",
     "unknown", 2},
    {"fuu", WHY_LOGIN_LOST, NULL, RISK__N, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_NOT_COMPLIANT, "Not compliant", "fail", 1},
    {"s", WHY_GRANTED, NULL, RISK__N, false, WAIVER__N, EXCESS_REPORT,
     HEADLINE_UNDETERMINED, "Undetermined", "unknown", 2},
};

/* An audit of that way; the unknowns of it are for want of time. */
static struct audit
audit_of(int i)
{
    static const struct {
        char sign;
        enum verdict verdict;
    } of[] = {{'p', VERDICT_PASS},
              {'f', VERDICT_FAIL},
              {'r', VERDICT_FAIL},
              {'u', VERDICT_UNKNOWN},
              {'s', VERDICT_SKIP}};
    enum verdict verdict[8] = {0};
    enum need need[8] = {0};
    uint32_t n = (uint32_t)strlen(ways[i].verdicts);
    struct waiver *waiver = arena_new(&arena, struct waiver, 1);
    struct excess *row = arena_new(&arena, struct excess, 1);
    struct audit a;

    for (uint32_t k = 0; k < n; k++)
        for (size_t w = 0; w < sizeof of / sizeof *of; w++)
            if (of[w].sign == ways[i].verdicts[k])
                verdict[k] = of[w].verdict;
    for (uint32_t k = 0; k < n; k++)
        need[k] = ways[i].verdicts[k] == 'r' ? NEED_RECOMMENDED : NEED_REQUIRED;
    a = sample_verdicts(&arena, n, verdict, need);
    a.fail_on = NEED_REQUIRED;
    a.stopped = ways[i].stopped;
    a.stop_text = ways[i].stop_text;
    a.excess_mode = ways[i].mode;
    a.coverage = (struct coverage){WORLD_CLOSED, 2, 2, 0, NULL, 0};
    *waiver = (struct waiver){.check = "excess.Keys.edit",
                              .reason = "for now",
                              .owner = "A",
                              .approver = "B",
                              .ticket = "C-1",
                              .expires = "2027-01-01",
                              .state = ways[i].waived};
    *row = (struct excess){.id = "excess.Keys.edit",
                           .entity = "Keys",
                           .section = "Keys",
                           .access = "edit",
                           .title = "Edit",
                           .level = "all",
                           .held = "All",
                           .detail = "Keys: Edit is All.",
                           .under = ways[i].part ? "excess.all" : NULL,
                           .risk = ways[i].held,
                           .exchange = NO_EXCHANGE};
    if (ways[i].waived != WAIVER__N) {
        row->waiver = waiver;
        a.waiver = waiver;
        a.n_waiver = 1;
    }
    a.excess = row;
    a.n_excess = ways[i].held != RISK__N;
    return a;
}

START_TEST(the_headline_of_each_way)
{
    struct audit a = audit_of(_i);

    ck_assert_int_eq((int)audit_headline(&a), (int)ways[_i].headline);
    ck_assert_int_eq((int)headline_outcome(ways[_i].headline),
                     (int)audit_outcome(&a));
    ck_assert_int_eq(audit_exit(&a), ways[_i].status);
    ck_assert_int_eq(outcome_exit(audit_outcome(&a)), ways[_i].status);
    ck_assert_int_eq(audit_cause(&a) != WHY_GRANTED,
                     ways[_i].headline == HEADLINE_PREVENTED);
}
END_TEST

/* Each report begins with it, and says it in the same words. */
START_TEST(every_report_is_headed_alike)
{
    struct audit a = audit_of(_i);
    struct sentence s = view_sentence(&arena, &a);
    const char *whole = arena_print(&arena, "%s: %s", s.head, s.tail);
    const char *text;

    ck_assert_msg(text_starts(whole, ways[_i].head), "%s", whole);
    ck_assert_msg(text_starts(written("text", &a), whole), "%s", whole);
    ck_assert_ptr_nonnull(strstr(written("worksheet", &a), whole));
    text = written("junit", &a);
    ck_assert_ptr_nonnull(
        strstr(text, arena_print(&arena, "<system-out>%s", whole)));
    ck_assert_ptr_nonnull(strstr(
        text, arena_print(&arena, "name=\"headline\" value=\"%s\"", s.head)));
    ck_assert_ptr_nonnull(
        strstr(text, arena_print(&arena, "name=\"outcome\" value=\"%s\"",
                                 outcome_word(audit_outcome(&a)))));
    text = written("html", &a);
    ck_assert_ptr_nonnull(strstr(
        text, arena_print(&arena, "<strong>%s:</strong> %s", s.head, s.tail)));
    ck_assert_ptr_nonnull(
        strstr(text, arena_print(&arena, "class=\"top %s\"", ways[_i].class)));
}
END_TEST

START_TEST(the_difference_has_the_same_words)
{
    struct audit a = audit_of(_i);
    struct changes none = {NULL, 0};

    changes_text(&out, &a, &a, &none, 80);
    ck_assert_ptr_nonnull(
        strstr(out_string(&out),
               arena_print(&arena, "(%.12s", view_sentence(&arena, &a).head)));
    out_reset(&out);
    changes_json(&out, &a, &a, &none);
    ck_assert_ptr_nonnull(strstr(
        out_string(&out), arena_print(&arena, "\"headline\":\t\"%s\"",
                                      headline_word(ways[_i].headline))));
}
END_TEST

/* Where nothing was seen there is no box to tick, nor one that is. */
START_TEST(who_saw_nothing_sets_nothing)
{
    static const struct {
        enum reason stopped;
        const char *entity;
        enum basis basis;
        enum verdict verdict;
        uint32_t judged;
        bool blind;
    } of[] = {
        {WHY_LOGIN_REJECTED, NULL, BASIS_DECLARED, VERDICT_UNKNOWN, 0, true},
        /* A login that was accepted, and a statement, show no right. */
        {WHY_UNREACHABLE, NULL, BASIS_DECLARED, VERDICT_PASS, 0, true},
        {WHY_LOGIN_REJECTED, "Keys", BASIS_STATED, VERDICT_PASS, 0, true},
        {WHY_LOGIN_REJECTED, "Keys", BASIS_DECLARED, VERDICT_UNKNOWN, 0, true},
        {WHY_LOGIN_LOST, "Keys", BASIS_DECLARED, VERDICT_PASS, 0, false},
        {WHY_LOGIN_LOST, NULL, BASIS_DECLARED, VERDICT_UNKNOWN, 1, false},
        /* Never asked: a worksheet without a scan. */
        {WHY_GRANTED, NULL, BASIS_DECLARED, VERDICT_UNKNOWN, 0, false},
    };
    enum verdict verdict[] = {of[_i].verdict, VERDICT_UNKNOWN};
    enum need need[] = {NEED_REQUIRED, NEED_REQUIRED};
    struct audit a = sample_verdicts(&arena, 2, verdict, need);
    struct evidence e = {.entity = of[_i].entity,
                         .basis = of[_i].basis,
                         .verdict = of[_i].verdict,
                         .exchange = NO_EXCHANGE};
    struct finding f[2] = {a.finding[0], a.finding[1]};

    f[0].evidence = &e;
    f[0].n_evidence = 1;
    f[1].reason = WHY_NOT_PROBED;
    if (of[_i].verdict == VERDICT_UNKNOWN)
        f[0].reason = WHY_NOT_PROBED;
    a.finding = f;
    a.stopped = of[_i].stopped;
    a.coverage.judged = of[_i].judged;
    ck_assert(audit_is_blind(&a) == of[_i].blind);
    ck_assert(worksheet_make(&a, &arena).blind == of[_i].blind);
    ck_assert_int_eq(worksheet_make(&a, &arena).n, of[_i].blind ? 0 : 2);
    ck_assert((strstr(written("worksheet", &a), "- [") == NULL) ==
              of[_i].blind);
    ck_assert((strstr(written("worksheet", &a), "Nothing was seen") != NULL) ==
              of[_i].blind);
    ck_assert((strstr(written("html", &a), "Nothing was seen of") != NULL) ==
              of[_i].blind);
}
END_TEST

/* No report has a word for it that the manual does not know. */
START_TEST(the_manual_knows_the_words)
{
    const char *source = getenv("srcdir");
    const char *page = arena_print(&arena, "%s/man/grantscan.1",
                                   source == NULL ? "." : source);
    struct diags diags = {.arena = &arena};
    struct file_text man;

    ck_assert(file_read(page, 1 << 20, &arena, &diags, &man));
    for (int i = 0; i < OUTCOME__N; i++)
        ck_assert_ptr_nonnull(
            strstr(man.bytes, arena_print(&arena, ".It Cm %s\n",
                                          outcome_word((enum outcome)i))));
    for (int i = 0; i < HEADLINE__N; i++) {
        const char *title = headline_title((enum headline)i);

        if (i == HEADLINE_PREVENTED)
            continue;
        ck_assert_msg(strstr(man.bytes, title) != NULL, "%s", title);
    }
    for (int i = 0; i < WHY__N; i++) {
        const char *title = reason_title((enum reason)i);

        ck_assert_msg(title == NULL || strstr(man.bytes, title) != NULL, "%s",
                      title);
    }
}
END_TEST

void
reports_outcome(Suite *suite)
{
    enum { WAYS = sizeof ways / sizeof ways[0] };
    TCase *tests = tcase_create("outcome");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, the_headline_of_each_way, 0, WAYS);
    tcase_add_loop_test(tests, every_report_is_headed_alike, 0, WAYS);
    tcase_add_loop_test(tests, the_difference_has_the_same_words, 0, WAYS);
    tcase_add_loop_test(tests, who_saw_nothing_sets_nothing, 0, 7);
    tcase_add_test(tests, the_manual_knows_the_words);
    suite_add_tcase(suite, tests);
}
