/* What the page does with words that are longer than a phone is wide, and which
 * lines its table of counts has. */
#include "reports/report.h"
#include "tests/unit/reports_test.h"
#include "tests/unit/sample_audit.h"

#include <check.h>
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
page_of(const struct audit *a)
{
    out_reset(&out);
    report_find("html")->write(&out, a, NULL);
    return out_string(&out);
}

static struct audit
audit_one(void)
{
    static const enum verdict verdict[] = {VERDICT_PASS};
    static const enum need need[] = {NEED_REQUIRED};

    return sample_verdicts(&arena, 1, verdict, need);
}

/* A note, and where it may be broken on the page. */
static const struct {
    const char *note, *page;
} words[] = {
    {"It has Desk.tickets.READ.", "<li>It has Desk.tickets.READ.</li>"},
    {"The list: Desk.tickets.READ,Desk.tickets.UPDATE,Desk.basic.READ",
     "<li>The list: Desk.tickets.READ,<wbr/>Desk.tickets.UPDATE,<wbr/>"
     "Desk.basic.READ</li>"},
    {"See fetchAcrossDepartmentOfThisDeskOfOurs, please",
     "<li>See fetch<wbr/>Across<wbr/>Department<wbr/>Of<wbr/>This<wbr/>Desk"
     "<wbr/>Of<wbr/>Ours, please</li>"},
    {"", "<li></li>"},
    {" a  b ", "<li> a  b </li>"},
};

START_TEST(a_long_word_of_a_sentence_may_be_broken)
{
    struct audit a = audit_one();
    const char *note[] = {words[_i].note};

    a.note = note;
    a.n_note = 1;
    ck_assert_msg(strstr(page_of(&a), words[_i].page) != NULL, "%s",
                  words[_i].note);
}
END_TEST

static struct excess
row_of(const char *family, const char *under)
{
    return (struct excess){.id = arena_print(&arena, "excess.%s", family),
                           .entity = family,
                           .section = family,
                           .access = "held",
                           .level = "yes",
                           .held = "yes",
                           .detail = family,
                           .family = family,
                           .under = under,
                           .risk = RISK_HIGH,
                           .exchange = NO_EXCHANGE};
}

/* Rows that are part of another are counted nowhere. */
START_TEST(nothing_is_counted_in_a_line_of_its_own)
{
    struct audit a = audit_one();
    struct excess *rows = arena_new(&arena, struct excess, 3);
    const char *page;

    rows[0] = row_of("identity", NULL);
    rows[1] = row_of("settings", NULL);
    rows[2] = row_of("publications", rows[0].id);
    a.excess = rows;
    a.n_excess = 3;
    a.excess_mode = EXCESS_REPORT;
    a.coverage = (struct coverage){WORLD_CLOSED, 3, 3, 0, NULL, 0};
    page = page_of(&a);
    ck_assert_ptr_nonnull(strstr(page, "<th scope=\"row\">Identity</th>"));
    ck_assert_ptr_null(strstr(page, "<th scope=\"row\">Publications</th>"));
}
END_TEST

void
reports_page(Suite *suite)
{
    TCase *tests = tcase_create("page");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, a_long_word_of_a_sentence_may_be_broken, 0,
                        sizeof words / sizeof words[0]);
    tcase_add_test(tests, nothing_is_counted_in_a_line_of_its_own);
    suite_add_tcase(suite, tests);
}
