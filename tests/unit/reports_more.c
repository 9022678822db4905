/* What reports say of excess, waivers, statements and changes; the worksheet;
 * and that pages stay small. */
#include "audit/worksheet.h"
#include "base/json.h"
#include "base/text.h"
#include "reports/report.h"
#include "reports/text/changes.h"
#include "reports/view/changes.h"
#include "reports/view/view.h"
#include "rules/model/words.h"
#include "tests/unit/reports_test.h"
#include "tests/unit/sample_audit.h"
#include "tests/unit/sample_both.h"

#include <check.h>
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

/* ---- what is said -------------------------------------------------------- */

START_TEST(a_waived_check_keeps_its_verdict)
{
    struct audit a = sample_both(&arena);
    const char *text = written("junit", &a);

    ck_assert_ptr_nonnull(strstr(text, "message=\"waived until 2027-01-31 by "
                                       "R. Osei: The change waits for its "
                                       "window. (CHG-1, owner Integrations); "
                                       "verdict unknown: "));
    ck_assert_ptr_nonnull(strstr(text, "the waiver by R. Osei expired on "
                                       "2026-11-01, so this counts again"));
    text = written("text", &a);
    ck_assert_ptr_nonnull(strstr(text, "?? waived"));
    ck_assert_ptr_nonnull(strstr(text, "Waived until 2027-01-31 by R. Osei"));
    ck_assert_ptr_nonnull(strstr(text, "FAIL contested"));
    ck_assert_ptr_nonnull(strstr(text, "ok attested"));
    for (int i = 0; i < WAIVER__N; i++)
        ck_assert_ptr_nonnull(
            strstr(text, waiver_state_word((enum waiver_state)i)));
}
END_TEST

START_TEST(junit_tells_what_is_not_new)
{
    struct audit a = sample_audit(&arena);

    a.baseline = "2026-08-24T08:00:00Z";
    a.new_only = true;
    (void)written("junit", &a);
    ck_assert_ptr_nonnull(strstr(out_string(&first),
                                 "message=\"not new since 2026-08-24 "
                                 "08:00:00 UTC; verdict fail: "));
}
END_TEST

/* How far a provider's list can be trusted is told wherever excess is. */
static const struct {
    enum world world;
    const char *said;
} worlds[] = {
    {WORLD_CLOSED, "232 of 232 entities judged"},
    {WORLD_LISTED, "232 of 232 entities tried one by one; others cannot be "
                   "listed"},
    {WORLD_OPEN, "232 of 232 entities judged; more may be held that the "
                 "provider does not list"},
};

START_TEST(what_cannot_be_listed_is_told)
{
    static const char *const format[] = {"text", "html", "junit", "worksheet"};
    static const char nothing[] = "holds no right that nobody asked for";
    struct audit a = sample_both(&arena);
    struct presentation wide = {.width = 400};

    a.coverage = (struct coverage){worlds[_i].world, 232, 232, 0, NULL, 0};
    a.n_excess = 0;
    for (size_t i = 0; i < sizeof format / sizeof *format; i++) {
        const char *text;

        out_reset(&first);
        report_find(format[i])->write(&first, &a, &wide);
        text = strstr(out_string(&first), worlds[_i].said);
        ck_assert_msg(text != NULL, "not said as %s", format[i]);
        ck_assert(_i > 0 || strchr("\n<\".", text[strlen(worlds[0].said)]));
        if (i < 2) /* text and page say what nothing means */
            ck_assert_int_eq(strstr(out_string(&first), nothing) != NULL,
                             worlds[_i].world == WORLD_CLOSED);
    }
}
END_TEST

/* Whatever is in doubt, somebody is told what to do about it. */
START_TEST(every_doubt_has_its_advice)
{
    for (unsigned i = 0; i < WHY__N; i++) {
        enum reason reason = (enum reason)i;

        if (reason_verdict(reason) != VERDICT_UNKNOWN)
            continue;
        ck_assert_msg(view_advice(reason) != NULL, "none for %s",
                      reason_word(reason));
        ck_assert(text_ends(view_advice(reason), "."));
        ck_assert_int_lt(view_settle(reason), SETTLE__N);
    }
}
END_TEST

/* Labels are the provider's: any length, any signs. */
START_TEST(traits_are_told_by_their_labels)
{
    struct audit a = sample_audit(&arena);

    (void)written("text", &a);
    ck_assert_ptr_nonnull(strstr(out_string(&first), "\nRegion    East\n"));
    ck_assert_ptr_nonnull(
        strstr(out_string(&first), "\nCustomer number: 30595\n"));
    (void)written("html", &a);
    ck_assert_ptr_nonnull(
        strstr(out_string(&first), "<dt>Customer number</dt><dd>30595</dd>"));
    (void)written("junit", &a);
    ck_assert_ptr_nonnull(
        strstr(out_string(&first),
               "<property name=\"target.customer-number\" value=\"30595\"/>"));
}
END_TEST

START_TEST(ignored_excess_takes_one_line)
{
    struct audit a = sample_audit(&arena);

    a.excess_mode = EXCESS_IGNORE;
    (void)written("text", &a);
    ck_assert_uint_eq(occurrences(out_string(&first), "xcess"), 2);
    ck_assert_ptr_nonnull(
        strstr(out_string(&first), "Excess    excess was not looked for\n"));
    ck_assert_ptr_null(strstr(written("html", &a), "id=\"excess\""));
}
END_TEST

static const struct {
    enum excess_mode mode;
    bool new_only;
    const char *sentence;
} said[] = {
    {EXCESS_REPORT, false,
     "Not compliant: 1 of 4 checks fails (required) and 1 could not be "
     "determined; 1 of these is waived; the scan stopped early (the scan was "
     "interrupted); the account holds 6 rights that nobody asked for (2 "
     "critical, 1 high, 1 waived)."},
    {EXCESS_IGNORE, false,
     "Not compliant: 1 of 4 checks fails (required) and 1 could not be "
     "determined; 1 of these is waived; the scan stopped early (the scan was "
     "interrupted)."},
    {EXCESS_REPORT, true,
     "Not compliant: 1 of 4 checks fails (required) and 1 could not be "
     "determined; 1 of these is waived; the scan stopped early (the scan was "
     "interrupted); the account holds 6 rights that nobody asked for (2 "
     "critical, 1 high, 1 waived); 1 new since 2026-08-24 08:00:00 UTC."},
};

START_TEST(the_sentence_tells_of_both)
{
    struct audit a = sample_both(&arena);
    struct sentence s;

    a.excess_mode = said[_i].mode;
    a.new_only = said[_i].new_only;
    s = view_sentence(&arena, &a);
    ck_assert_str_eq(arena_print(&arena, "%s: %s", s.head, s.tail),
                     said[_i].sentence);
}
END_TEST

START_TEST(excess_alone_is_not_compliant)
{
    enum verdict verdict = VERDICT_PASS;
    enum need need = NEED_REQUIRED;
    struct audit a = sample_verdicts(&arena, 1, &verdict, &need);
    struct audit both = sample_both(&arena);
    struct sentence s;

    a.excess = both.excess;
    a.n_excess = 1;
    a.excess_mode = EXCESS_FAIL;
    s = view_sentence(&arena, &a);
    ck_assert_str_eq(s.head, "Not compliant");
    ck_assert_str_eq(s.tail, "the one check that applies passes; the account "
                             "holds 1 right that nobody asked for (1 "
                             "critical).");
}
END_TEST

START_TEST(hostile_text_in_both_is_only_text)
{
    struct audit a = sample_both_hostile(&arena);
    struct changes changes = {a.change, a.n_change};

    for (uint32_t i = 0; report_formats[i] != NULL; i++) {
        const char *name = report_formats[i]->name;
        const char *text = written(name, &a);

        ck_assert(text_is_clean(text, first.length));
        if (text_same(name, "text") || text_same(name, "json"))
            continue;
        ck_assert_ptr_null(strstr(text, "<script"));
        ck_assert_ptr_null(strstr(text, "<img"));
        ck_assert_ptr_null(strstr(text, "]]>"));
    }
    out_reset(&first);
    changes_text(&first, &a, &a, &changes, 80);
    changes_json(&first, &a, &a, &changes);
    ck_assert(text_is_clean(first.bytes, first.length));
}
END_TEST

/* ---- changes ------------------------------------------------------------- */

START_TEST(changes_are_told)
{
    struct audit a = sample_both(&arena);
    struct changes changes = {a.change, a.n_change};
    struct changes still = {&a.change[CHANGE_STILL_FAILING], 1};

    changes_text(&first, &a, &a, &changes, 80);
    for (int i = 0; i < CHANGE__N; i++)
        ck_assert_ptr_nonnull(
            strstr(out_string(&first), change_title((enum change_kind)i)));
    ck_assert_ptr_nonnull(strstr(out_string(&first), "1 new failing, "));
    out_reset(&first);
    changes_text(&first, &a, &a, &(struct changes){NULL, 0}, 80);
    ck_assert_ptr_nonnull(strstr(out_string(&first), "\nNothing changed\n"));
    out_reset(&first);
    changes_text(&first, &a, &a, &still, 80);
    ck_assert_ptr_nonnull(
        strstr(out_string(&first), "\nNothing changed; 1 still failing\n"));
    changes_json(&second, &a, &a, &changes);
    ck_assert_ptr_nonnull(
        strstr(out_string(&second), "\"format\":\t\"grantscan-diff/2\""));
    ck_assert_uint_eq(occurrences(out_string(&second), "\"kind\":"), CHANGE__N);
    ck_assert_ptr_nonnull(
        json_parse(&arena, second.bytes, second.length, NULL));
}
END_TEST

/* ---- the worksheet ------------------------------------------------------- */

START_TEST(the_worksheet_follows_the_editor)
{
    struct audit a = sample_both(&arena);
    struct worksheet sheet = worksheet_make(&a, &arena);
    uint32_t n[WORK__N] = {0};

    for (uint32_t i = 0; i < sheet.n; i++)
        n[sheet.row[i].work]++;
    /* A fail and an unknown; five objects of six rows; a pass. */
    ck_assert_uint_eq(n[WORK_SET], 2);
    ck_assert_uint_eq(n[WORK_TAKE], 5);
    ck_assert_uint_eq(n[WORK_KEEP], 1);
    ck_assert_str_eq(sheet.row[0].section, "CRM");
    ck_assert_str_eq(sheet.row[3].section, "Contracts");
    ck_assert_str_eq(sheet.row[3].column, "Edit, Delete");
    ck_assert_str_eq(sheet.row[3].now, "All");
    ck_assert_str_eq(sheet.row[3].needed, "None");
    ck_assert_int_eq(sheet.row[3].risk, RISK_CRITICAL);
    ck_assert_str_eq(sheet.row[4].now, "Restricted");
    ck_assert_str_eq(sheet.row[5].section, "Service Desk");
    ck_assert_str_eq(sheet.row[5].column, "Edit");
    ck_assert_ptr_nonnull(sheet.row[0].waiver);
}
END_TEST

static const struct {
    const char *screen, *section;
} place[] = {
    {"Admin > Levels > (the level) > Contracts", "Contracts"},
    {"Admin > Levels > (the level) > CRM > Access", "CRM"},
    {"CRM > Levels > (the level) > Features", "Service Desk"},
    {"CRM", "CRM"},
    {"Nowhere", "Service Desk"},
    {NULL, "Service Desk"},
};

START_TEST(the_screen_names_the_section)
{
    enum verdict verdict = VERDICT_UNKNOWN;
    enum need need = NEED_REQUIRED;
    struct audit a = sample_verdicts(&arena, 1, &verdict, &need);
    struct audit both = sample_both(&arena);
    struct finding f = a.finding[0];
    struct worksheet sheet;

    a.editor = both.editor;
    a.n_editor = both.n_editor;
    f.screen = place[_i].screen;
    f.reason = WHY_NOT_PROBED;
    a.finding = &f;
    sheet = worksheet_make(&a, &arena);
    ck_assert_uint_eq(sheet.n, 1);
    ck_assert_str_eq(sheet.row[0].section, place[_i].section);
    ck_assert_str_eq(sheet.row[0].now, "not looked at");
}
END_TEST

static const char *const walk[][2] = {
    {"App", "Center > Apps > (the app)"},
    {"Permissions", "Center > Apps > (the app) > Permissions > Graph > Own"},
    {"Permissions", "Center > Apps > (the app) > Permissions"},
    {"Reach", "A shell"},
    {"Roles", NULL},
};
static const char *const walked[] = {"App", "Permissions > Graph", "Roles",
                                     "Permissions", "Reach"};

/* What comes before the editor in the rules does so on the worksheet, and what
 * is to be taken away stands where it is set. */
START_TEST(the_worksheet_is_one_walk)
{
    static const char *const editor[] = {"Graph", "Roles"};
    enum verdict verdict[5] = {VERDICT_UNKNOWN, VERDICT_UNKNOWN,
                               VERDICT_UNKNOWN, VERDICT_UNKNOWN,
                               VERDICT_UNKNOWN};
    enum need need[5] = {NEED_REQUIRED};
    struct audit a = sample_verdicts(&arena, 5, verdict, need);
    struct audit both = sample_both(&arena);
    struct excess more = both.excess[0];
    struct finding f[5];
    struct worksheet sheet;

    for (uint32_t i = 0; i < 5; i++) {
        f[i] = a.finding[i];
        f[i].section = walk[i][0];
        f[i].screen = walk[i][1];
        f[i].reason = WHY_NOT_PROBED;
    }
    more.section = editor[0];
    a.finding = f;
    a.excess = &more;
    a.n_excess = 1;
    a.editor = editor;
    a.n_editor = 2;
    sheet = worksheet_make(&a, &arena);
    ck_assert_uint_eq(sheet.n, 6);
    for (uint32_t i = 0, at = 0; i < 6; i++) {
        ck_assert_str_eq(sheet.row[i].section, walked[at]);
        at += i != 1; /* granted and taken away on one screen */
    }
    ck_assert_int_eq(sheet.row[2].work, WORK_TAKE);
}
END_TEST

/* What is asked for is called as its check calls it. */
START_TEST(what_has_to_be_granted_before_is_named)
{
    struct audit a = sample_both(&arena);
    struct excess more = a.excess[4];
    struct finding f = a.finding[0];
    struct evidence seen = {
        .about = "Things: View", .entity = "Things", .aspect = "view"};

    f.evidence = &seen;
    f.n_evidence = 1;
    more.instead = "Things.view";
    a.finding = &f;
    a.excess = &more;
    a.n_finding = a.n_excess = 1;
    ck_assert_ptr_nonnull(strstr(written("worksheet", &a),
                                 "First grant View of Things by itself"));
    a.n_verb = 1;
    ck_assert_ptr_nonnull(
        strstr(written("worksheet", &a), "First grant Things by itself"));
}
END_TEST

/* Nothing of a text acts in Markdown, nor begins a line of its own. */
START_TEST(the_ticket_holds_only_our_markup)
{
    struct audit a = sample_both(&arena);
    struct pack pack = a.pack[0];
    const char *text;

    pack.product = "a|b `c` *d* [e](f) <g> &h; & # h\n- [ ] i";
    a.pack = &pack;
    text = written("worksheet", &a);
    ck_assert_ptr_nonnull(strstr(
        text, "a\\|b \\`c\\` \\*d\\* \\[e\\](f) &lt;g> &amp;h; & \\# h - \\[ "
              "\\] i\n"));
    ck_assert_ptr_nonnull(strstr(text, "\n## CRM\n"));
    ck_assert_ptr_nonnull(strstr(text,
                                 "- [ ] **Invoices**, Edit, Delete: All "
                                 "\xE2\x86\x92 **None** (critical risk)"));
}
END_TEST

/* ---- size ---------------------------------------------------------------- */

START_TEST(a_page_with_much_excess_stays_small)
{
    struct audit a = sample_many(&arena, 40, 300);
    struct audit more = sample_many(&arena, 40, 900);
    size_t size = strlen(written("html", &a));

    ck_assert_uint_lt(size, 150000);
    ck_assert_uint_lt(strlen(written("html", &more)), 3 * size);
    /* The terminal shows the worst and says where the rest is. */
    ck_assert_uint_lt(occurrences(written("text", &more), "\n"), 250);
    ck_assert_ptr_nonnull(
        strstr(out_string(&first), "see the html or json report"));
}
END_TEST

void
reports_more(Suite *suite)
{
    TCase *tests = tcase_create("more");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, a_waived_check_keeps_its_verdict);
    tcase_add_test(tests, junit_tells_what_is_not_new);
    tcase_add_loop_test(tests, what_cannot_be_listed_is_told, 0,
                        sizeof worlds / sizeof worlds[0]);
    tcase_add_test(tests, every_doubt_has_its_advice);
    tcase_add_test(tests, traits_are_told_by_their_labels);
    tcase_add_test(tests, ignored_excess_takes_one_line);
    tcase_add_loop_test(tests, the_sentence_tells_of_both, 0,
                        sizeof said / sizeof said[0]);
    tcase_add_test(tests, excess_alone_is_not_compliant);
    tcase_add_test(tests, hostile_text_in_both_is_only_text);
    tcase_add_test(tests, changes_are_told);
    tcase_add_test(tests, the_worksheet_follows_the_editor);
    tcase_add_test(tests, the_worksheet_is_one_walk);
    tcase_add_test(tests, what_has_to_be_granted_before_is_named);
    tcase_add_loop_test(tests, the_screen_names_the_section, 0,
                        sizeof place / sizeof place[0]);
    tcase_add_test(tests, the_ticket_holds_only_our_markup);
    tcase_add_test(tests, a_page_with_much_excess_stays_small);
    suite_add_tcase(suite, tests);
}
