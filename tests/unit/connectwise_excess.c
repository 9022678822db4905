/* What a role grants without need, and who is an administrator. */
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

START_TEST(excess)
{
    cw_row(&t, "Finance/Invoicing")->level[CW_DELETE] = "\"All\"";
    cw_row(&t, "System/Table Setup")->level[CW_EDIT] = "\"My\"";
    cw_add(&t, "Cloud", "Brand New")->level[CW_ADD] = "\"All\"";
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 3);
    ck_assert_int_eq(cw_excess(&t, "excess.Finance/Invoicing.delete")->risk,
                     RISK_CRITICAL);
    ck_assert_str_eq(cw_excess(&t, "excess.System/Table Setup.edit")->held,
                     "My");
    ck_assert_int_eq(cw_excess(&t, "excess.Cloud/Brand New.add")->risk,
                     RISK_MEDIUM);
    ck_assert_str_eq(cw_excess(&t, "excess.Cloud/Brand New.add")->section,
                     "Cloud");
}
END_TEST

/* Wherever in the list it stands. */
START_TEST(excess_in_the_first_row)
{
    struct cw_test_row *row = cw_add(&t, "Cloud", "Brand New"), stranger;

    row->level[CW_ADD] = "\"All\"";
    stranger = *row;
    *row = t.row[0];
    t.row[0] = stranger;
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 1);
    ck_assert_ptr_nonnull(cw_excess(&t, "excess.Cloud/Brand New.add"));
}
END_TEST

static void
ck_administrator(void)
{
    uint32_t critical = 0, alone = 0;

    ck_assert_uint_gt(t.audit.n_excess, 1);
    ck_assert_str_eq(t.audit.excess[0].id, "excess.administrator");
    for (uint32_t i = 0; i < t.audit.n_excess; i++) {
        critical += t.audit.excess[i].risk == RISK_CRITICAL;
        alone += t.audit.excess[i].under == NULL;
    }
    ck_assert_uint_eq(critical, 1);
    ck_assert_uint_eq(alone, 1);
    ck_assert(text_has_fold(t.audit.excess[0].detail, "administrator"));
}

START_TEST(administrator_by_flag)
{
    t.member = "{\"id\":501,\"licenseClass\":\"A\",\"adminFlag\":true}";
    cw_row(&t, "Finance/Invoicing")->level[CW_DELETE] = "\"All\"";
    cw_run(&t, NULL);
    ck_administrator();
}
END_TEST

START_TEST(administrator_by_role)
{
    cw_all(&t, "\"All\"");
    t.row[0].level[CW_DELETE] = "\"None\"";
    cw_run(&t, NULL);
    ck_administrator();
    ck_assert(text_has_fold(t.audit.excess[0].detail, "All in 109 of 110"));
}
END_TEST

START_TEST(administrator_by_the_name_of_the_role)
{
    t.member = "{\"id\":501,\"licenseClass\":\"A\",\"securityRole\":"
               "{\"id\":1,\"name\":\"ADMIN\"}}";
    cw_row(&t, "Finance/Invoicing")->level[CW_DELETE] = "\"All\"";
    cw_run(&t, NULL);
    ck_administrator();
    ck_assert(text_has_fold(t.audit.excess[0].detail, "its role is \"Admin\""));
}
END_TEST

/* Who cannot be seen may be one: the list of what is too much is not whole. */
START_TEST(perhaps_an_administrator)
{
    static const struct fake_reply closed[] = {
        {.match = "myMembers", .status = 404}, {0}};
    uint32_t total;

    cw_run(&t, NULL);
    total = t.audit.coverage.total;
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, 0);
    ck_assert_uint_eq(t.audit.coverage.judged, total);
    cw_end(&t);
    cw_begin(&t);
    cw_run(&t, closed);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, 1);
    ck_assert_str_eq(t.audit.coverage.unjudged[0], "API member");
    ck_assert_uint_eq(t.audit.coverage.judged, total);
    ck_assert_uint_eq(t.audit.coverage.total, total + 1);
}
END_TEST

/* What is not in the list is not known to be None. */
START_TEST(absent_is_not_judged)
{
    cw_drop(&t, "Finance/Invoicing");
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.coverage.n_unjudged, 1);
    ck_assert_str_eq(t.audit.coverage.unjudged[0], "Finance/Invoicing");
}
END_TEST

START_TEST(no_administrator)
{
    cw_all(&t, "\"All\"");
    for (int i = 0; i < 12; i++)
        t.row[i].level[CW_DELETE] = "\"None\"";
    cw_run(&t, NULL);
    ck_assert_ptr_null(cw_excess(&t, "excess.administrator"));
}
END_TEST

START_TEST(tolerated_with_its_option)
{
    cw_option(&t, "project-writes");
    cw_row(&t, "Project/Project Scheduling")->level[CW_ADD] = "\"All\"";
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 0);
    ck_assert_uint_eq(t.audit.coverage.tolerated, 1);
}
END_TEST

START_TEST(not_tolerated_without_it)
{
    cw_row(&t, "Project/Project Scheduling")->level[CW_ADD] = "\"All\"";
    cw_run(&t, NULL);
    ck_assert_uint_eq(t.audit.n_excess, 1);
}
END_TEST

Suite *
connectwise_excess_suite(void)
{
    Suite *suite = suite_create("connectwise excess");
    TCase *tests = tcase_create("excess");
    const TTest *const all[] = {excess,
                                excess_in_the_first_row,
                                administrator_by_flag,
                                administrator_by_role,
                                administrator_by_the_name_of_the_role,
                                perhaps_an_administrator,
                                absent_is_not_judged,
                                no_administrator,
                                tolerated_with_its_option,
                                not_tolerated_without_it};

    tcase_add_checked_fixture(tests, begin, end);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        tcase_add_test(tests, all[i]);
    suite_add_tcase(suite, tests);
    return suite;
}
