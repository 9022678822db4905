/* What the profile says, and how far the agent behind it sees. */
#include "tests/unit/zoho.h"
#include "tests/unit/zoho_tenant.h"

#include <string.h>

#define PERMISSIONS(groups) "{\"type\":\"Custom\",\"permissions\":{" groups "}}"

START_TEST(holes_in_a_profile)
{
    static const struct fake_reply replies[] = {
        {.match = "/myProfilePermissions ",
         .body = PERMISSIONS(
             "\"tickets\":{\"view\":true,\"edit\":null,\"closeTicket\":"
             "\"true\",\"changeOwner\":false},\"contacts\":null,"
             "\"newGroup\":{\"x\":true,\"y\":false}")},
        {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "profile.tickets.view", ZT_P_CONFIRMED);
    zt_ck(&zt, "profile.tickets.edit", ZT_U("absent"));
    zt_ck(&zt, "profile.tickets.close", ZT_U("garbage"));
    zt_ck(&zt, "profile.tickets.assign", ZT_F_DECLARED);
    zt_ck(&zt, "profile.contacts.view", ZT_U("absent"));
    zt_ck(&zt, "profile.time-entries.add", ZT_U("absent"));
    ck_assert_ptr_nonnull(zt_excess(&zt, "newGroup.x.held"));
    ck_assert_ptr_null(zt_excess(&zt, "newGroup.y.held"));
}
END_TEST

/* A name of one list in the other is no right of the one. */
START_TEST(names_in_the_wrong_list)
{
    static const struct fake_reply replies[] = {
        {.match = "/myProfilePermissions ",
         .body = PERMISSIONS("\"tickets\":{\"edit\":false},"
                             "\"Desk.agents\":{\"READ\":true}")},
        {0}};

    zt.token = ZT_TOLD("Desk.tickets.READ tickets.edit ZohoCRM.modules.ALL");
    zt_run(&zt, replies);
    zt_ck(&zt, "scopes.agents.read", ZT_F_DECLARED);
    zt_ck(&zt, "profile.tickets.edit", ZT_F_DECLARED);
    ck_assert_ptr_nonnull(zt_excess(&zt, "ZohoCRM.modules.ALL.held"));
    ck_assert_ptr_nonnull(zt_excess(&zt, "tickets.edit (OAuth scopes).held"));
    ck_assert_ptr_nonnull(
        zt_excess(&zt, "Desk.agents.READ (Agent profile).held"));
}
END_TEST

/* Rights alone say nothing of the kind of profile: that is asked for. */
START_TEST(the_kind_of_profile_is_asked_for)
{
    static const struct fake_reply replies[] = {
        {.match = "/myProfilePermissions ",
         .body = "{\"permissions\":{\"tickets\":{\"view\":true}}}"},
        {.match = "/myProfile ",
         .body = "{\"type\":\"Administrator\",\"permissions\":{}}"},
        {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "profile.tickets.view", ZT_P_CONFIRMED);
    ck_assert_ptr_nonnull(zt_excess(&zt, "administrator"));
    ck_assert_ptr_nonnull(strstr(zt_excess(&zt, "administrator")->detail,
                                 " (a profile of type Administrator). "));
}
END_TEST

#define AGENT(role, kind, departments)                                         \
    "{\"id\":\"4000000000001017\",\"roleId\":\"" role                          \
    "\",\"rolePermissionType\":\"" kind                                        \
    "\",\"associatedDepartmentIds\":[" departments "]}"
#define PUBLIC "4000000000002001"
#define OWN    "4000000000002999"
#define ONE    "\"4000000000005001\""
#define BOTH   "\"4000000000005001\",4000000000005002"

static const struct reach {
    const char *agent, *across;
    const char *records, *departments;
} reach[] = {
    {AGENT(PUBLIC, "AgentPublic", ONE), "true", ZT_P_DECLARED, ZT_P_DECLARED},
    {AGENT(PUBLIC, "AgentPublic", ONE), "false", ZT_P_DECLARED, ZT_F_DECLARED},
    {AGENT(PUBLIC, "Admin", BOTH), "false", ZT_P_DECLARED, ZT_P_DECLARED},
    {AGENT(PUBLIC, "AgentPublic", BOTH), "null", ZT_P_DECLARED, ZT_P_DECLARED},
    {AGENT(PUBLIC, "AgentPublic", ONE), "null", ZT_P_DECLARED, ZT_U("absent")},
    {AGENT(PUBLIC, "AgentPublic", "7.5"), "false", ZT_P_DECLARED,
     ZT_U("absent")},
    {AGENT(PUBLIC, "AgentPersonal", BOTH), "false", ZT_F_DECLARED,
     ZT_P_DECLARED},
    {AGENT(PUBLIC, "AgentTeamPersonal", BOTH), "false", ZT_F_DECLARED,
     ZT_P_DECLARED},
    {AGENT(OWN, "AgentPublic", BOTH), "false", ZT_F_DECLARED, ZT_P_DECLARED},
    {AGENT(PUBLIC, "Light", BOTH), "false", ZT_U("needs-attestation"),
     ZT_P_DECLARED},
    {"{\"id\":\"4000000000001017\",\"roleId\":\"" PUBLIC
     "\",\"rolePermissionType\":\"AgentPublic\"}",
     "false", ZT_P_DECLARED, ZT_U("absent")},
    {AGENT(PUBLIC, "New", BOTH), "false", ZT_U("needs-attestation"),
     ZT_P_DECLARED},
};

START_TEST(how_far_the_agent_sees)
{
    const struct fake_reply replies[] = {
        {.match = "/myinfo ", .body = reach[_i].agent},
        {.match = "/myProfilePermissions ",
         .body = arena_print(&zt.mem,
                             PERMISSIONS("\"setup\":"
                                         "{\"fetchAcrossDepartment\":%s}"),
                             reach[_i].across)},
        {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "reach.records.all", reach[_i].records);
    zt_ck(&zt, "reach.departments.all", reach[_i].departments);
}
END_TEST

/* No role sees own tickets alone, so the agent's is none of that kind. */
START_TEST(there_is_no_personal_role)
{
    static const struct fake_reply replies[] = {
        {.match = "/personalRole ", .status = 204}, {0}};

    zt_run(&zt, replies);
    zt_ck(&zt, "reach.records.all", ZT_P_DECLARED);
}
END_TEST

Suite *
zoho_reach_suite(void)
{
    Suite *suite = suite_create("zoho: profile and reach");
    TCase *tests = tcase_create("reach");

    tcase_add_checked_fixture(tests, zt_begin, zt_end);
    tcase_add_test(tests, holes_in_a_profile);
    tcase_add_test(tests, names_in_the_wrong_list);
    tcase_add_test(tests, the_kind_of_profile_is_asked_for);
    tcase_add_loop_test(tests, how_far_the_agent_sees, 0,
                        (int)(sizeof reach / sizeof *reach));
    tcase_add_test(tests, there_is_no_personal_role);
    suite_add_tcase(suite, tests);
    return suite;
}
