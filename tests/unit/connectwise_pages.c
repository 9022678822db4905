/* The role's list page by page: where it ends, and what a page is worth that is
 * lost, denied, odd or contradicts another. */
#include "base/out.h"
#include "base/text.h"
#include "tests/unit/connectwise.h"
#include "tests/unit/connectwise_tenant.h"

static struct cw_scan t;

static void
begin(void)
{
    cw_begin(&t);
}

static void
end(void)
{
    cw_end(&t);
}

START_TEST(pages)
{
    t.page = 25;
    cw_run(&t, NULL);
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
    ck_assert_uint_eq(fake_count(&t.fake, "mySecurity?"), 5);
}
END_TEST

/* The first one stands for all: it is quoted, and the others are told of. */
START_TEST(first_page_is_quoted)
{
    const struct finding *f;

    t.page = 25;
    cw_run(&t, NULL);
    f = cw_finding(&t, "companies.company-maintenance.inquire");
    ck_assert_uint_gt(f->n_evidence, 0);
    ck_assert(text_ends(t.audit.exchange[f->evidence[0].exchange].path,
                        "mySecurity?pageSize=1000&page=1"));
    ck_assert_str_eq(cw_note_of(&t, "companyinfo/"), "code base v2025_1/");
    ck_assert_str_eq(cw_note_of(&t, "&page=1"), "25 functions of the role");
}
END_TEST

/* As many rows as fill their last page: one more look, which is empty. */
START_TEST(pages_that_are_full)
{
    while (t.n_row < 125)
        cw_add(&t, "Sales", arena_print(&t.mem, "New %u", (unsigned)t.n_row));
    t.page = 25;
    cw_run(&t, NULL);
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
    ck_assert_uint_eq(fake_count(&t.fake, "mySecurity?"), 6);
}
END_TEST

START_TEST(pages_of_any_size)
{
    t.page = 40;
    t.links = true;
    cw_run(&t, NULL);
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
    ck_assert_uint_eq(fake_count(&t.fake, "mySecurity?"), 3);
    /* What the header names is never asked. */
    ck_assert_uint_eq(fake_count(&t.fake, "https://na.myconnectwise"), 0);
}
END_TEST

/* As people write it who have read the standard. */
static const char *const nexts[] = {
    "<https://x/?page=2>; rel=next",
    "<https://x/?page=2>;REL='next'",
    "<https://x/?page=2>; title=\"a\"; rel = \"next\"",
    "<https://x/?page=9>; rel=\"last\", <https://x/?page=2>; rel=\"next\"",
    "<https://x/?page=2>; rel=\"next last\"",
    "<https://x/?page=2>; rel=\"last next\"",
};

START_TEST(next_is_written_in_many_ways)
{
    t.page = 40;
    t.links = true;
    t.next = nexts[_i];
    cw_run(&t, NULL);
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
    ck_assert_uint_eq(fake_count(&t.fake, "mySecurity?"), 3);
}
END_TEST

/* Where no header tells of pages at all, a page of a round number of rows may
 * be a full one. */
START_TEST(pages_of_fifty)
{
    t.page = 50;
    cw_run(&t, NULL);
    ck_assert_uint_eq(cw_count(&t, VERDICT_UNKNOWN), 1);
    ck_assert_uint_eq(fake_count(&t.fake, "mySecurity?"), 3);
}
END_TEST

/* No role is that long, and what is more would cost time without end. */
START_TEST(more_rows_than_a_role_has)
{
    struct out out = {0};
    struct fake_reply many[] = {{.match = "mySecurity?"}, {0}};

    for (int i = 0; i < 20000; i++)
        (void)out_print(&out,
                        "%s{\"id\":%d,\"moduleName\":\"Sales\","
                        "\"moduleFunctionName\":\"New %d\",\"addLevel\":"
                        "\"All\"}",
                        i == 0 ? "[" : ",", i, i);
    (void)out_text(&out, "]");
    many[0].body = arena_text(&t.mem, out_string(&out));
    out_free(&out);
    cw_run(&t, many);
    cw_ck(&t, "service-desk.service-tickets.add", "unknown garbage none");
    ck_assert_uint_eq(t.audit.n_excess, 0);
}
END_TEST

/* Whatever becomes of a page, what would be on it is not known. */
static void
try_page(const struct fake_reply *reply, const char *wanted)
{
    t.page = 25;
    cw_run(&t, reply);
    cw_ck(&t, "companies.company-maintenance.inquire",
          "pass granted confirmed");
    ck_assert_msg(text_starts(cw_verdict(&t, "time.time-entry.add"), wanted),
                  "%s", cw_verdict(&t, "time.time-entry.add"));
}

START_TEST(page_lost)
{
    static const struct fake_reply lost[] = {
        {.match = "page=4 ", .net = NET_TIMEOUT}, {0}};

    try_page(lost, "unknown timeout");
}
END_TEST

START_TEST(page_denied)
{
    static const struct fake_reply denied[] = {
        {.match = "page=2 ", .status = 403, .body = "{\"code\":\"Security\"}"},
        {0}};

    try_page(denied, "unknown api-error");
}
END_TEST

START_TEST(page_repeated)
{
    struct fake_reply repeat[] = {{.match = "page=3 "}, {0}};

    repeat[0].body = cw_page(&t, 0, 25);
    try_page(repeat, "unknown garbage");
}
END_TEST

/* A page that contradicts those before makes them worth nothing as well. */
static void
try_false(const struct fake_reply *reply)
{
    t.page = 25;
    cw_run(&t, reply);
    for (uint32_t i = 0; i < t.rules.n_check; i++)
        if (check_is_on(&t.rules, &t.rules.check[i]) &&
            !text_starts(t.rules.check[i].id, "api"))
            ck_assert_msg(text_starts(cw_verdict(&t, t.rules.check[i].id),
                                      "unknown garbage"),
                          "%s: %s", t.rules.check[i].id,
                          cw_verdict(&t, t.rules.check[i].id));
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_uint_eq(t.audit.coverage.judged, 0);
}

START_TEST(page_repeated_with_other_levels)
{
    static const struct fake_reply other[] = {
        {.match = "page=3 ",
         .body = "[{\"id\":1,\"moduleName\":\"Time & Expense\","
                 "\"moduleFunctionName\":\"Time Entry\","
                 "\"addLevel\":\"All\",\"member\":{\"id\":501}}]"},
        {0}};

    try_false(other);
}
END_TEST

START_TEST(page_of_another)
{
    static const struct fake_reply other[] = {
        {.match = "page=5 ",
         .body = "[{\"id\":9001,\"moduleName\":\"Time & Expense\","
                 "\"moduleFunctionName\":\"Time Entry\","
                 "\"addLevel\":\"All\",\"member\":{\"id\":502}}]"},
        {0}};

    try_false(other);
}
END_TEST

START_TEST(budget_ends_between_pages)
{
    t.how.max_requests = 5;
    t.page = 25;
    cw_run(&t, NULL);
    ck_assert(
        text_starts(cw_verdict(&t, "time.time-entry.add"), "unknown budget"));
}
END_TEST

START_TEST(role_denied)
{
    static const struct fake_reply denied[] = {
        {.match = "mySecurity?",
         .status = 403,
         .body =
             "{\"code\":\"Security\",\"message\":\"You do not have security "
             "permission to perform this action.\"}"},
        {0}};

    cw_run(&t, denied);
    cw_ck(&t, "service-desk.service-tickets.inquire", "unknown api-error none");
    cw_ck(&t, "api-member.login", "pass granted declared");
    ck_assert(cw_says(&t, "does not let the API member see its own rights"));
    ck_assert_uint_eq(t.audit.coverage.judged, 0);
}
END_TEST

START_TEST(administrator_whose_role_is_denied)
{
    static const struct fake_reply denied[] = {
        {.match = "mySecurity?",
         .status = 403,
         .body = "{\"code\":\"Security\",\"message\":\"You do not have "
                 "security permission to perform this action.\"}"},
        {0}};

    t.member = "{\"id\":501,\"licenseClass\":\"A\",\"adminFlag\":true}";
    cw_run(&t, denied);
    ck_assert_uint_eq(t.audit.n_excess, 1);
    ck_assert_str_eq(t.audit.excess[0].id, "excess.administrator");
    cw_ck(&t, "service-desk.service-tickets.inquire", "unknown api-error none");
}
END_TEST

/* An empty role is no role. */
START_TEST(role_empty)
{
    t.n_row = 0;
    cw_run(&t, NULL);
    ck_assert(
        text_starts(cw_verdict(&t, "companies.contacts.inquire"), "unknown"));
    ck_assert_uint_eq(t.audit.n_excess, 0);
}
END_TEST

Suite *
connectwise_pages_suite(void)
{
    Suite *suite = suite_create("connectwise pages");
    TCase *tests = tcase_create("pages");
    const TTest *const all[] = {pages,
                                first_page_is_quoted,
                                pages_that_are_full,
                                pages_of_any_size,
                                page_lost,
                                page_denied,
                                page_repeated,
                                page_repeated_with_other_levels,
                                pages_of_fifty,
                                more_rows_than_a_role_has,
                                page_of_another,
                                budget_ends_between_pages,
                                role_denied,
                                administrator_whose_role_is_denied,
                                role_empty};

    tcase_add_checked_fixture(tests, begin, end);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        tcase_add_test(tests, all[i]);
    tcase_add_loop_test(tests, next_is_written_in_many_ways, 0,
                        (int)(sizeof nexts / sizeof *nexts));
    suite_add_tcase(suite, tests);
    return suite;
}
