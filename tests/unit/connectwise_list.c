/* What narrows a level beside the list: Customize lists; and the member itself.
 */
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

/* ---- Customize ----------------------------------------------------------- */

#define ITEM(group, name)                                                      \
    "{\"id\":1,\"customizeIdentifier\":\"" group                               \
    "\",\"itemIdentifier\":\"" name "\"}"

START_TEST(customized)
{
    t.items = "[" ITEM("SystemTableSetup", "Service / Service Board") "]";
    cw_row(&t, "Service Desk/Resource Scheduling")->custom = "true";
    cw_run(&t, NULL);
    cw_ck(&t, "system.table-setup.inquire", "unknown needs-attestation none");
    cw_ck(&t, "service-desk.resource-scheduling.delete",
          "unknown needs-attestation none");
    ck_assert(cw_says(&t, "Service / Service Board"));
    ck_assert_uint_eq(t.audit.n_excess, 0);
}
END_TEST

START_TEST(customized_but_too_low)
{
    t.items = "[" ITEM("SystemTableSetup", "Service / Service Board") "]";
    cw_row(&t, "System/Table Setup")->level[CW_INQUIRE] = "\"None\"";
    cw_run(&t, NULL);
    cw_ck(&t, "system.table-setup.inquire", "fail not-granted declared");
}
END_TEST

START_TEST(customized_and_stated)
{
    t.items = "[" ITEM("SystemTableSetup", "Service / Service Board") "]";
    t.stated[0] = (struct attestation){.rules = "horizon-connectwise",
                                       .check = "system.table-setup.inquire",
                                       .by = "somebody",
                                       .on = "2026-11-01",
                                       .expires = "2027-11-01",
                                       .yes = true};
    t.n_stated = 1;
    cw_run(&t, NULL);
    cw_ck(&t, "system.table-setup.inquire", "pass attested attested");
}
END_TEST

START_TEST(customize_not_readable)
{
    static const struct fake_reply gone[] = {
        {.match = "customizeItems", .status = 404}, {0}};

    cw_row(&t, "Service Desk/Resource Scheduling")->custom = "true";
    cw_run(&t, gone);
    cw_ck(&t, "system.table-setup.inquire", "pass granted declared");
    cw_ck(&t, "service-desk.resource-scheduling.add",
          "unknown needs-attestation none");
    ck_assert(cw_says(&t, "could not be read in full"));
}
END_TEST

/* An item that does not say which list it is of, or what it is. */
START_TEST(customize_half_told)
{
    static const char *const items[] = {"[{\"customizeIdentifier\":\"Table\"}]",
                                        "[{\"itemIdentifier\":\"Table\"}]",
                                        "[null]", "{}"};

    t.items = items[_i];
    cw_run(&t, NULL);
    ck_assert(cw_says(&t, "could not be read in full"));
}
END_TEST

/* As many as are on a page that was asked for nothing: only a header tells
 * whether there are more, and any relation shows that it tells. */
static const struct {
    const char *link;
    bool more;
} relations[] = {
    {NULL, true},
    {"<https://x/>; rel=\"first\"", false},
    {"<https://x/>; rel=\"prev\"", false},
    {"<https://x/>; rel=\"last\"", false},
    {"<https://x/>; rel=\"next\"", true},
    {"<https://x/>; rel=\"up\"", true},
};

START_TEST(customize_whole_or_not)
{
    struct fake_reply page[] = {
        {.match = "customizeItems", .link = relations[_i].link}, {0}};
    struct out out = {0};

    for (uint32_t i = 0; i < CW_PAGE_DEFAULT; i++)
        (void)out_print(&out,
                        "%s{\"customizeIdentifier\":\"a\","
                        "\"itemIdentifier\":\"%u\"}",
                        i == 0 ? "[" : ",", (unsigned)i);
    (void)out_text(&out, "]");
    page[0].body = arena_text(&t.mem, out_string(&out));
    out_free(&out);
    cw_run(&t, page);
    ck_assert_int_eq(cw_says(&t, "could not be read in full"),
                     relations[_i].more);
}
END_TEST

START_TEST(customize_not_told)
{
    static const struct fake_reply gone[] = {
        {.match = "customizeItems", .status = 404}, {0}};

    cw_row(&t, "System/Table Setup")->custom = "null";
    cw_row(&t, "Service Desk/Service Tickets")->custom = "null";
    cw_run(&t, gone);
    cw_ck(&t, "system.table-setup.inquire", "unknown needs-attestation none");
    cw_ck(&t, "service-desk.service-tickets.edit", "pass granted declared");
}
END_TEST

/* ---- the member ---------------------------------------------------------- */

START_TEST(member)
{
    t.member = "[{\"id\":501,\"licenseClass\":\"F\",\"restrictLocationFlag\":"
               "true,\"excludedServiceBoardIds\":[12,13]}]";
    t.callbacks = "[{\"id\":1,\"memberId\":501,\"inactiveFlag\":true},"
                  "{\"id\":2,\"memberId\":7,\"inactiveFlag\":true},"
                  "{\"id\":3,\"memberId\":501,\"inactiveFlag\":false}]";
    cw_run(&t, NULL);
    cw_ck(&t, "api-member.api-only", "fail not-granted declared");
    ck_assert(cw_says(&t, "shut out of 2 service boards"));
    ck_assert(cw_says(&t, "restricted to a location"));
    ck_assert(cw_says(&t, "1 of the API member's 2 callbacks"));
}
END_TEST

/* Rows need not say whose they are: the member itself does. */
START_TEST(callbacks_of_a_member_that_rows_do_not_name)
{
    for (uint32_t i = 0; i < t.n_row; i++)
        t.row[i].member = 0;
    t.callbacks = "[{\"id\":1,\"memberId\":501,\"inactiveFlag\":true}]";
    cw_run(&t, NULL);
    ck_assert(cw_says(&t, "The only callback of the API member is switched"));
}
END_TEST

START_TEST(callbacks_of_nobody_known)
{
    for (uint32_t i = 0; i < t.n_row; i++)
        t.row[i].member = 0;
    t.member = "{\"licenseClass\":\"A\"}";
    t.callbacks = "[{\"id\":1,\"memberId\":501,\"inactiveFlag\":true}]";
    cw_run(&t, NULL);
    ck_assert(!cw_says(&t, "of the API member's"));
    ck_assert_str_eq(cw_note_of(&t, "system/callbacks"),
                     "nothing tells which of them are the member's");
}
END_TEST

static const struct {
    const char *lists, *says;
} boards[] = {
    {"\"excludedServiceBoardIds\":[12],\"excludedProjectBoardIds\":[]",
     "shut out of 1 service board: "},
    {"\"excludedProjectBoardIds\":[3,4]", "shut out of 2 project boards: "},
    {"\"excludedServiceBoardIds\":[12],\"excludedProjectBoardIds\":[3,4]",
     "shut out of 1 service board and 2 project boards: "},
};

START_TEST(member_shut_out_of_boards)
{
    t.member = arena_print(&t.mem, "{\"id\":501,\"licenseClass\":\"A\",%s}",
                           boards[_i].lists);
    cw_run(&t, NULL);
    ck_assert(cw_says(&t, boards[_i].says));
}
END_TEST

/* Where it stands in the company: what it sees depends on that, too. */
START_TEST(member_and_its_place)
{
    t.member = "{\"id\":501,\"licenseClass\":\"A\",\"structureLevel\":{\"id\":"
               "3,\"name\":\"Branch\"},\"securityLocation\":{\"id\":38,"
               "\"name\":\"Leeds privatekeyabcdef\"}}";
    cw_run(&t, NULL);
    ck_assert_str_eq(cw_trait(&t, "Level"), "Branch");
    ck_assert_str_eq(cw_trait(&t, "Location"), "Leeds ***");
    cw_end(&t);
    cw_begin(&t);
    cw_run(&t, NULL);
    ck_assert_ptr_null(cw_trait(&t, "Level"));
}
END_TEST

START_TEST(member_restricted)
{
    static const char *const flag[] = {"restrictLocationFlag",
                                       "restrictDepartmentFlag",
                                       "restrictScheduleFlag"};

    t.member = arena_print(
        &t.mem, "{\"id\":501,\"licenseClass\":\"A\",\"%s\":true}", flag[_i]);
    cw_run(&t, NULL);
    ck_assert(cw_says(&t, "restricted to a location"));
}
END_TEST

START_TEST(member_shut_out_of_none)
{
    t.member = "{\"id\":501,\"licenseClass\":\"A\",\"excludedServiceBoardIds\":"
               "[],\"excludedProjectBoardIds\":[]}";
    cw_run(&t, NULL);
    ck_assert(!cw_says(&t, "shut out"));
}
END_TEST

START_TEST(member_of_another_id)
{
    t.member = "{\"id\":502,\"licenseClass\":\"A\"}";
    cw_run(&t, NULL);
    cw_ck(&t, "api-member.api-only", "unknown garbage none");
}
END_TEST

START_TEST(member_with_less)
{
    static const struct fake_reply less[] = {
        {.match = "myMembers?",
         .status = 403,
         .body =
             "{\"code\":\"Security\",\"message\":\"You do not have security "
             "permission to perform this action.\"}"},
        {.match = "myMembers/info",
         .body = "{\"id\":501,\"licenseClass\":\"A\"}"},
        {0}};

    cw_run(&t, less);
    cw_ck(&t, "api-member.api-only", "pass granted declared");
}
END_TEST

Suite *
connectwise_list_suite(void)
{
    Suite *suite = suite_create("connectwise list");
    TCase *tests = tcase_create("list");
    const TTest *const all[] = {customized,
                                customized_but_too_low,
                                customized_and_stated,
                                customize_not_readable,
                                customize_not_told,
                                member,
                                callbacks_of_a_member_that_rows_do_not_name,
                                callbacks_of_nobody_known,
                                member_and_its_place,
                                member_shut_out_of_none,
                                member_of_another_id,
                                member_with_less};

    tcase_add_checked_fixture(tests, begin, end);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        tcase_add_test(tests, all[i]);
    tcase_add_loop_test(tests, customize_half_told, 0, 4);
    tcase_add_loop_test(tests, customize_whole_or_not, 0,
                        (int)(sizeof relations / sizeof *relations));
    tcase_add_loop_test(tests, member_restricted, 0, 3);
    tcase_add_loop_test(tests, member_shut_out_of_boards, 0,
                        (int)(sizeof boards / sizeof *boards));
    suite_add_tcase(suite, tests);
    return suite;
}
